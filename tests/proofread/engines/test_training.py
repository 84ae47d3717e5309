"""The n-gram model for pycorrector: an ARPA file whose probabilities sum to one, whoever reads it."""

from __future__ import annotations

import lzma
import math
import subprocess
import sys
from pathlib import Path

import pytest

import train_pycorrector_lm as lm

TEXT = [
    "为贯彻落实上级要求，制定本实施方案。",
    "各单位要按照实施方案认真落实。",
    "政府信息公开工作按照规定进行。𠮷",
    "按照规定公开。按照方案公开。",
]
TOOL = Path(__file__).parents[3] / "tools" / "train_pycorrector_lm.py"


class Arpa:
    """A reader of its own, as the format is described."""

    def __init__(self, path: Path) -> None:
        self.log: dict[tuple[str, ...], float] = {}
        self.backoff: dict[tuple[str, ...], float] = {}
        self.counts: dict[int, int] = {}
        order = 0
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("ngram "):
                number, _, count = line[6:].partition("=")
                self.counts[int(number)] = int(count)
            elif line.startswith("\\") and line.endswith("-grams:"):
                order = int(line[1:].split("-")[0])
            elif order and line and not line.startswith("\\"):
                log, gram, *rest = line.split("\t")
                key = tuple(gram.split(" "))
                assert len(key) == order
                self.log[key] = float(log)
                self.backoff[key] = float(rest[0]) if rest else 0.0

    def probability(self, gram: tuple[str, ...]) -> float:
        if gram in self.log:
            return 10 ** self.log[gram]
        assert len(gram) > 1, f"{gram} has no probability at all"
        return 10 ** self.backoff.get(gram[:-1], 0.0) * self.probability(gram[1:])


def trained(path: Path, order: int, least: int) -> Arpa:
    orders, characters = lm.train(list(lm.sentences(TEXT)), order, least)
    lm.write_arpa(path, orders, characters)
    return Arpa(path)


@pytest.mark.parametrize(("order", "least"), [(2, 1), (3, 1), (3, 2), (4, 1), (4, 2)])
def test_probabilities_sum_to_one_after_every_context(tmp_path: Path, order: int, least: int):
    model = trained(tmp_path / "x.arpa", order, least)
    assert sorted(model.counts) == list(range(1, order + 1))
    for number, count in model.counts.items():
        assert count == sum(len(key) == number for key in model.log)
    vocabulary = [key[0] for key in model.log if len(key) == 1 and key != ("<s>",)]
    contexts = {key[:-1] for key in model.log if len(key) > 1} | {(), ("府", "案"), ("𠮷",)}
    for context in contexts:
        if "</s>" in context:
            continue
        total = sum(model.probability((*context, word)) for word in vocabulary)
        assert math.isclose(total, 1, abs_tol=2e-3), (context, total)


def test_what_was_seen_is_more_probable(tmp_path: Path):
    model = trained(tmp_path / "x.arpa", 3, 1)
    assert model.probability(("实", "施", "方")) > 10 * model.probability(("实", "施", "府"))
    assert model.probability(("<s>", "按")) > model.probability(("<s>", "施"))
    assert model.probability(("公", "开", "</s>")) < model.probability(("开", "。", "</s>"))


def test_rare_ngrams_are_left_out_and_the_rest_can_be_reached(tmp_path: Path):
    model = trained(tmp_path / "x.arpa", 3, 2)
    assert ("按", "照") in model.log
    assert ("信", "息") not in model.log
    for key in model.log:
        if len(key) > 1:
            assert key[:-1] in model.log
            assert key[1:] in model.log


def test_the_command(tmp_path: Path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "some.txt.xz").write_bytes(lzma.compress("\n".join(TEXT * 3).encode()))
    (corpus / "other.txt").write_text("另外的文字", encoding="utf-8")
    path = tmp_path / "模型.arpa"
    done = subprocess.run(
        [sys.executable, str(TOOL), str(corpus), str(path), "--order", "2", "--only", "some"],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
        env=None,
    )
    assert "characters" in done.stdout
    model = Arpa(path)
    assert ("实", "施") in model.log
    assert ("另",) not in model.log


def test_kenlm_reads_the_same_probabilities(tmp_path: Path):
    kenlm = pytest.importorskip("kenlm", reason="kenlm is not installed (it is built from source)")
    path = tmp_path / "x.arpa"
    model = trained(path, 3, 1)
    sentence = "按照实施方案公开府府"
    expected, context = 0.0, ("<s>",)
    for word in (*sentence, "</s>"):
        expected += math.log10(model.probability((*context, word)))
        context = (*context, word)[-2:]
    assert math.isclose(kenlm.Model(str(path)).score(" ".join(sentence)), expected, abs_tol=1e-3)
