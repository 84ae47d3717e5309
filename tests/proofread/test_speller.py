"""The speller: its model against counting by hand, its data files, its suggestions."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from report_kit.errors import DataError
from report_kit.proofread import Context, Proofreader
from report_kit.proofread.speller import DATA, shipped_speller
from report_kit.proofread.speller import language_model as lm
from report_kit.proofread.speller.arrays import read_arrays, write_arrays
from report_kit.proofread.speller.ranker import KIND as RANKER
from report_kit.proofread.speller.ranker import Ranker
from report_kit.proofread.speller.speller import parts

LETTERS = "政府信息公开工作年度报告"


def tiny_model(path: Path, text: str) -> lm.LanguageModel:
    """Train a model on one text, nothing pruned."""
    characters = "".join(sorted(set(text)))
    ids, _ = lm.encode(text, lm.code_table(characters))
    entries = []
    for order in range(1, lm.ORDER + 1):
        keys, counts = np.unique(lm.windows(ids, order, len(characters) + lm.FIRST), return_counts=True)
        entries.append((lm.mix(keys, order), counts))
    lm.write(path, characters, entries, {})
    return lm.LanguageModel(path)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=LETTERS, min_size=lm.ORDER, max_size=200))
def test_counts_are_those_of_the_text(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    model = tiny_model(tmp_path_factory.mktemp("model") / "a.lm", text)
    ids, _ = model.encode(text)
    for order, found in enumerate(model.counts(ids), 1):
        grams = [text[place : place + order] for place in range(len(text) - order + 1)]
        right = Counter(grams)
        for gram, count in zip(grams, found.tolist(), strict=True):
            assert abs(math.log(count / right[gram])) <= lm.LOG_STEP / 2 + 1e-5
    unseen, _ = model.encode("乡镇街道县")
    assert model.count(lm.windows(unseen, 5, model.size), 5).tolist() == [0.0]


def test_usual_text_is_likelier_than_unusual() -> None:
    model = shipped_speller().model

    def likelihood(text: str) -> float:
        ids, _ = model.encode(text)
        left, right = model.log_probabilities(model.counts(ids))
        return float(left.sum() + right.sum())

    assert likelihood("坚持以人民为中心的发展思想") > likelihood("坚持以人民为中新的发展思想") + 5
    assert likelihood("政府信息公开") > likelihood("政府公开信息") > likelihood("开公息信府政")


def test_blanks_and_astral_characters_keep_their_offsets() -> None:
    ids, offsets = shipped_speller().model.encode("政 府𠮷　息\n公")
    assert offsets.tolist() == [0, 2, 3, 5, 6, 7]
    assert ids[2] == lm.UNKNOWN
    assert ids[4] == lm.PAD


@pytest.mark.parametrize("content", [b"", b"{}", b'{"kind": "x"}\n', b"\xff\xfe", b'{"kind": "ranker 1"}\n'])
def test_a_damaged_data_file_is_a_coded_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(content)
    with pytest.raises(DataError, match="RK-321"):
        Ranker(path)
    with pytest.raises(DataError, match="RK-321"):
        lm.LanguageModel(tmp_path / "missing")


def test_a_data_file_cut_short_is_a_coded_error(tmp_path: Path) -> None:
    data = (DATA / "ranker.bin").read_bytes()
    (tmp_path / "a.bin").write_bytes(data[: len(data) // 2])
    with pytest.raises(DataError, match="RK-321"):
        Ranker(tmp_path / "a.bin")


def test_arrays_come_back(tmp_path: Path) -> None:
    arrays = {"a": np.arange(7, dtype=np.uint8), "b": np.arange(6.0).reshape(2, 3)}
    write_arrays(tmp_path / "a.bin", {"kind": "k", "名": "值"}, arrays)
    header, found = read_arrays(tmp_path / "a.bin", "k")
    assert header["名"] == "值"
    assert all((found[name] == array).all() for name, array in arrays.items())


def test_the_ranker_walks_its_trees(tmp_path: Path) -> None:
    """Two trees: one splits on feature 1 at 0.5, one is a single leaf."""
    arrays = {
        "roots": np.array([0, 3], np.int32),
        "feature": np.array([1, -1, -1, -1], np.int16),
        "threshold": np.array([0.5, 0, 0, 0]),
        "left": np.array([1, 0, 0, 0], np.int32),
        "right": np.array([2, 0, 0, 0], np.int32),
        "value": np.array([0, -2.0, 2.0, 0.5], np.float32),
    }
    write_arrays(tmp_path / "r.bin", {"kind": RANKER}, arrays)
    found = Ranker(tmp_path / "r.bin").probabilities(np.array([[9, 0.5], [0, 0.6]], np.float32))
    assert found.tolist() == pytest.approx([1 / (1 + math.exp(1.5)), 1 / (1 + math.exp(-2.5))])


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=LETTERS + "，。“”\n\r 　𠮷😀a1", max_size=120))
@example("信\r信\r")
def test_suggestions_fit_the_text(text: str) -> None:
    suggestions = shipped_speller().suggest(text, 0.05)
    last = 0
    for suggestion in suggestions:
        assert last <= suggestion.start <= suggestion.end <= len(text)
        assert text[suggestion.start : suggestion.end] != suggestion.replacement
        assert not any(sign in text[suggestion.start : suggestion.end] for sign in " \n\r　")
        last = suggestion.end


@given(st.text(alphabet="政府。\n", max_size=400), st.integers(1, 50))
def test_parts_make_up_the_text(text: str, size: int) -> None:
    found = parts(text, size)
    assert "".join(part for _, part in found) == text
    assert all(len(part) <= size for _, part in found)
    assert all(text[offset : offset + len(part)] == part for offset, part in found)


def test_a_long_text_gives_what_its_paragraphs_give() -> None:
    paragraph = "根据工作需要，制定本实施方按。"
    text = "\n".join(["认真落实各项工作要求，确保取得实效。" * 20, paragraph] * 60)
    found = shipped_speller().suggest(text)
    assert [text[s.start - 2 : s.end] for s in found] == ["施方按"] * 60


def test_threads_give_the_same() -> None:
    texts = [f"第{n}项：认真贯策落实党中央决策部署，制定本实施方按。" * 3 for n in range(24)]
    proofreader = Proofreader(select=["spelling"])
    alone = [proofreader.check(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(proofreader.check, texts)) == alone
    assert all(alone)


def test_a_dictionary_takes_precedence() -> None:
    found = Proofreader().check("按照统一布署开展工作。", Context())
    assert [finding.rule for finding in found] == ["spelling.dictionary"]


def test_the_model_card_names_the_files_that_are_there() -> None:
    card = (DATA / "MODEL.md").read_text(encoding="utf-8")
    for name in ("characters.lm", "cloze.bin", "confusion.bin", "sieve.bin", "ranker.bin"):
        assert f"| `{name}` | `{hashlib.sha256((DATA / name).read_bytes()).hexdigest()}` |" in card
