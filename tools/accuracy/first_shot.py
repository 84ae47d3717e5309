"""What was found, the first time, in texts by people who had seen no rule."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from report_kit.cli import evaluation_report as report
from report_kit.cli.grids import Grid

_DATA = Path(__file__).parents[1] / "data" / "first_shot.tsv"


@dataclass(frozen=True)
class Round:
    """One round: when, on what, and for each kind how many mistakes of how many were found."""

    number: int
    date: str
    what: str
    kinds: dict[str, tuple[int, int]]

    @property
    def whole(self) -> tuple[int, int]:
        """Found and planted over all kinds."""
        return sum(f for f, _ in self.kinds.values()), sum(p for _, p in self.kinds.values())


def rounds(path: Path = _DATA) -> list[Round]:
    """Read the record of all rounds, oldest first.

    A figure is written down once, before the misses are looked at; from then on the texts are development
    data, so that no later run can take it again.
    """
    found: dict[int, Round] = {}
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            number = int(row["round"])
            one = found.setdefault(number, Round(number, row["date"], row["what"], {}))
            one.kinds[row["kind"]] = (int(row["found"]), int(row["planted"]))
    return [found[number] for number in sorted(found)]


def section() -> Iterator[str]:
    """Yield the section of the page."""
    known = rounds()
    yield "## 没有见过规则的人写的文字"
    yield (
        "每一轮都另请没有看过规则和词典的人，写出正确的公文，再在副本里放进确定的错误；程序只量一次（“错误”“警告”"
        "报在该处即算找到），量完才看漏了什么。看过的文字归开发用，不能再量，所以这一节的数字记在 "
        "`tools/data/first_shot.tsv`，不是本次运行得出的。使用时能找到多少，以最后一轮为准；上面和下面各节是见过同类"
        "文字的集合，偏高。"
    )
    kinds = list(known[-1].kinds)
    rows = [
        (str(one.number), one.date, one.what, *(_share(one.kinds[kind]) for kind in kinds), _share(one.whole))
        for one in known
    ]
    yield Grid("", ("轮次", "日期", "文字", *kinds, "合计"), rows).markdown_rows()


def _share(found: tuple[int, int]) -> str:
    return f"{found[0]}/{found[1]}（{report.share(*found)}%）"
