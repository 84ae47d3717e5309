"""The sets that are measured: public pairs, clean official text, and slips seeded in it."""

from __future__ import annotations

import lzma
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import corpus
from report_kit.proofread.evaluation import Pair, read_set

_SENTENCE = re.compile(r"[^。！？；]+[。！？；”]*")
SLIP_SEED = 2  # the one train_ranker.py measures with; it trains with another


@dataclass(frozen=True)
class Public:
    """A public set of pairs.

    Args:
        file: its name in the folder of benchmarks.
        title: what it is, in Chinese.
        trained: what of the kit has seen it, in Chinese; empty when nothing has.
        name: what the report of ``train_ranker.py`` calls it.
        quotable: whether a figure of the product on it says anything (not where training and published
            test sentences are mixed: there only the cross-validated figure does).
    """

    file: str
    title: str
    trained: str = ""
    name: str = ""
    quotable: bool = True


_WEIGHTS = "判别器的数值权重"
PUBLIC = (
    Public(
        "textproof_visible.tsv", "百度、蜜度 2022 年文本校对赛（网络文稿里的真实错字）", _WEIGHTS, "textproof"
    ),
    Public("cscd_ns_dev.tsv", "CSCD-NS 开发集（新闻媒体微博里的真实错字）", _WEIGHTS, "cscd"),
    Public("cscd_ns_dev_official.tsv", "其中用词属于公文的句子", _WEIGHTS, "cscd_official"),
    Public("ecspell_odw_pool.tsv", "ECSpell 公文集（公文句子，人工造错）", _WEIGHTS, "odw", quotable=False),
    Public("csc_hard_newspaper.tsv", "报纸句子，每句换一个同音词"),
    Public("ctc2021_pseudo_sample.tsv", "CTC 2021 伪数据抽样（四种人工噪声）"),
    Public("sighan15_test.tsv", "SIGHAN 2015 测试集（中文学习者作文，不是公文，只供与文献对照）"),
)
CLEAN = Public("clean_xxqg_a.tsv", "学习强国文章的句子", "语言模型的平滑方式在它上面选定")


def public_pairs(folder: Path, own: Public, most: int | None) -> list[Pair]:
    """Return the pairs of a set, at most so many."""
    return read_set(folder / own.file)[:most]


def clean_paragraphs(folder: Path) -> list[Pair]:
    """Return the paragraphs of official text kept for measuring: no part of the kit has seen them."""
    lines = (line.strip() for line in _kept_lines(folder))
    return [Pair(line, line, number) for number, line in enumerate(lines, 1) if line]


def _kept_lines(folder: Path) -> Iterator[str]:
    for name in corpus.CLEAN_SOURCES:
        for line in _lines(folder, name):
            if corpus.role(name, line) == "measure":
                yield line


def _lines(folder: Path, name: str) -> list[str]:
    """Return the lines of one file of the corpus; the others are large and are not opened."""
    (path,) = folder.glob(f"{name}.txt*")
    data = path.read_bytes()
    return (lzma.decompress(data) if path.suffix == ".xz" else data).decode("utf-8").split("\n")


def clean_sentences(folder: Path) -> list[Pair]:
    """Return the sentences of the kept paragraphs, of the lengths slips are seeded in."""
    sentences = [s for line in _kept_lines(folder) for s in _SENTENCE.findall(line.strip())]
    return [Pair(s, s, number) for number, s in enumerate(sentences, 1) if 8 <= len(s) <= 160]


def seeded(sentences: list[Pair], lexicon: Path) -> list[tuple[Pair, str]]:
    """Return the sentences with one slip each, and its kind; where none could be made there is none."""
    from slips import SlipMaker  # needs pypinyin

    maker = SlipMaker(lexicon, SLIP_SEED)
    found = []
    for pair in sentences:
        made = maker.slip(pair.target)
        if made is not None:
            found.append((Pair(made[0], pair.target, pair.line), made[1]))
    return found


def running_text(folder: Path, size: int) -> str:
    """Return ``size`` characters of official text, to measure speed on: lines of work reports."""
    text = "\n".join(line for line in _lines(folder, corpus.CLEAN_SOURCES[0]) if line.strip())
    if len(text) < size:
        text = (text + "\n") * (size // (len(text) + 1) + 1)
    return text[:size]
