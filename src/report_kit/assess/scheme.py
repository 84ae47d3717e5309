"""A scheme of assessment, from YAML and checked: dimensions, indicators, weights, bonus, vetoes, grades."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from report_kit.assess.formula import Formula, FormulaError, parse
from report_kit.assess.known import ALIASES, COUNTED, FACTS
from report_kit.errors import DataError, reason_of
from report_kit.forms.checking.complaints import complaint
from report_kit.forms.checking.marks import MOST_BYTES, Fault, Marked, nearest, read_marked
from report_kit.resources import PACKAGE

SHIPPED = PACKAGE / "assess" / "scheme.yaml"
SHOWN = ("名次", "单位", "分组", "加减分", "总分", "等次", "较上月", "提示", "否决")
"""Columns of the table of scores besides the dimensions, which go by their own names."""
_REMEDY = "按行号改正；各项的写法见 docs/考核.md，默认的方案用 report-kit assess --template 取一份"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))


class Item(_Model):
    """An indicator: ``formula`` gives 0 to 1, ``na_if`` says when it does not apply to a unit."""

    label: str
    weight: Decimal = Field(gt=0)
    formula: str
    na_if: str = "false"
    mend: str = ""

    @cached_property
    def parsed(self) -> Formula:
        """The formula."""
        return parse(self.formula)

    @cached_property
    def excused(self) -> Formula:
        """When it does not apply."""
        return parse(self.na_if)


class Dim(_Model):
    """A dimension: its indicators share its full score by their weights."""

    weight: Decimal = Field(gt=0)
    items: Mapping[str, Item]


class Group(_Model):
    """A group of units that are ranked among themselves."""

    label: str
    ranked: bool = True


class Adjust(_Model):
    """Points added or taken, by kind of event, and the most of them."""

    cap: Decimal = Field(ge=0)
    items: Mapping[str, Decimal] = {}


class Veto(_Model):
    """What keeps the total at or below ``cap`` whatever the other points."""

    cap: Decimal = Field(ge=0)
    items: tuple[str, ...] = ()


class Rank(_Model):
    """How units are ranked; ``competition`` leaves out numbers after a tie, ``dense`` does not."""

    method: Literal["competition", "dense"] = "competition"
    tie_break: tuple[str, ...] = ()
    min_items: int = Field(3, ge=0)
    show: tuple[str, ...] = ("名次", "单位", "总分", "等次", "较上月")


class CountRules(_Model):
    """How pieces of the register of disclosure are counted."""

    repost_weight: Decimal = Field(Decimal(1), ge=0, le=1)
    duplicate_title: Literal["ignore", "count"] = "ignore"
    cap_at_quota: bool = True
    sync_types: tuple[str, ...] = ("通知公告", "政策文件", "政策解读", "应急信息")
    sync_channels: tuple[str, ...] = ("政府网站", "微信公众号")


class Scheme(_Model):
    """A whole scheme; the terms are those of ``scheme.yaml``."""

    version: Literal[1]
    name: str
    cycle: Literal["month"] = "month"
    full_score: Decimal = Field(Decimal(100), gt=0)
    groups: Mapping[str, Group] = {}
    limits: Mapping[str, Decimal] = {}
    error_weight: Mapping[str, Decimal] = {}
    error_rate: Mapping[str, Decimal] = {}
    dims: Mapping[str, Dim]
    bonus: Adjust = Adjust(cap=Decimal(0))
    malus: Adjust = Adjust(cap=Decimal(0))
    veto: Veto = Veto(cap=Decimal(0))
    grades: tuple[tuple[Decimal, str], ...]
    rank: Rank = Rank()
    count_rules: CountRules = CountRules()
    silent_months: int = Field(2, ge=1)
    aliases: Mapping[str, str] = {}
    facts: tuple[str, ...] = ()

    @cached_property
    def constants(self) -> dict[str, Fraction]:
        """The figures of the scheme itself that formulas may name."""
        named = {**self.limits, **self.error_rate}
        named |= {f"{name}权重": value for name, value in self.error_weight.items()}
        return {name: Fraction(value) for name, value in named.items()}

    @cached_property
    def items(self) -> dict[str, tuple[str, Item]]:
        """The indicators by code, each with its dimension."""
        return {code: (dim, item) for dim, of in self.dims.items() for code, item in of.items.items()}

    @cached_property
    def needed(self) -> frozenset[str]:
        """The figures of a unit that its formulas ask for, and how much it published."""
        names = {name for _, item in self.items.values() for name in self.names(item)}
        return frozenset(names | {COUNTED})

    def names(self, item: Item) -> tuple[str, ...]:
        """Return the figures of a unit that an indicator asks for, as the sheet calls them, in its order."""
        asked = (*item.parsed.names, *item.excused.names)
        return tuple(dict.fromkeys(self.named(name) for name in asked if name not in self.constants))

    def named(self, name: str) -> str:
        """Return what the sheet calls a figure of a formula."""
        return self.aliases.get(name) or ALIASES.get(name, name)

    def grade(self, total: Decimal) -> str:
        """Return the grade of a total as it is printed."""
        return next((name for least, name in self.grades if total >= least), self.grades[-1][1])

    def limit(self, name: str, usual: int) -> int:
        """Return a limit in whole working days."""
        return int(self.limits.get(name, usual))


class SchemeError(DataError):
    """A scheme that cannot be used (``RK-841``).

    Args:
        path: the file.
        faults: all that is wrong in it, by line.
    """

    def __init__(self, path: str, faults: tuple[Fault, ...]) -> None:
        self.path, self.faults = path, faults
        where = "\n    ".join([path, *map(str, faults)]) if len(faults) > 1 else f"{path} {faults[0]}"
        super().__init__("RK-841", f"考核方案有 {len(faults)} 处错误", where=where, remedy=_REMEDY)


@cache
def default_scheme() -> Scheme:
    """Return the scheme of the package."""
    return read_scheme(SHIPPED)


def read_scheme(path: Path) -> Scheme:
    """Read a scheme.

    Raises:
        SchemeError: ``RK-841``: all that is wrong in it, with the lines.
    """
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SchemeError(str(path), (Fault((), f"读不出来：{reason_of(error)}"),)) from None
    if len(content) > MOST_BYTES:
        raise SchemeError(str(path), (Fault((), f"文件太大，超过 {MOST_BYTES // 1000} KB"),))
    return scheme_of(read_marked(text), str(path))


def scheme_of(marked: Marked, path: str) -> Scheme:
    """Return the scheme that data hold; raises ``SchemeError``."""
    faults = list(marked.faults)
    scheme = None
    if marked.data is None and not faults:
        faults.append(Fault((), "文件是空的"))
    elif not faults:
        scheme, faults = _validated(marked.data)
    if scheme is None or faults:
        placed = (replace(fault, line=fault.line or marked.line(fault.path)) for fault in faults)
        raise SchemeError(path, tuple(sorted(placed, key=lambda fault: fault.line)))
    return scheme


def _validated(data: Any) -> tuple[Scheme | None, list[Fault]]:
    try:
        scheme = Scheme.model_validate(data)
    except ValidationError as error:
        return None, [complaint(Scheme, one) for one in error.errors(include_url=False)]
    return scheme, list(_faults(scheme))


def _faults(scheme: Scheme) -> Iterator[Fault]:
    """Yield what is wrong in a scheme whose every value has the right kind."""
    if not scheme.dims:
        yield Fault(("dims",), "一个维度也没有")
    seen: dict[str, str] = {}
    for name, dim in scheme.dims.items():
        if not dim.items:
            yield Fault(("dims", name), "这个维度没有指标")
        if name in SHOWN:
            yield Fault(("dims", name), f"维度不能叫“{name}”，得分表里另有这一列")
        for code, item in dim.items.items():
            where = ("dims", name, "items", code)
            if code in seen:
                yield Fault(where, f"指标“{code}”在“{seen[code]}”里已经有了")
            seen[code] = name
            yield from _formula_faults(scheme, item, where)
    for alias in sorted(set(scheme.aliases) & {*FACTS, *scheme.facts}):
        yield Fault(("aliases", alias), f"“{alias}”已经是一列的名称，不能再作别名")
    yield from _grade_faults(scheme)
    for place, names, known in (
        (("rank", "tie_break"), scheme.rank.tie_break, [*scheme.dims]),
        (("rank", "show"), scheme.rank.show, [*SHOWN, *scheme.dims]),
    ):
        for name in names:
            if name not in known:
                yield Fault(place, f"没有“{name}”，可写：{'、'.join(known)}", nearest(name, known))
    for kind in ("bonus", "malus"):
        for name, points in getattr(scheme, kind).items.items():
            if points < 0:
                yield Fault((kind, "items", name), "分值写正数，加还是减由上面的一项决定")
    if scheme.veto.items and scheme.veto.cap >= scheme.full_score:
        yield Fault(("veto", "cap"), "应小于满分，不然否决没有作用")


def _formula_faults(scheme: Scheme, item: Item, where: tuple[str | int, ...]) -> Iterator[Fault]:
    known = {*scheme.constants, *FACTS, *ALIASES, *scheme.facts, *scheme.aliases}
    for key, text in (("formula", item.formula), ("na_if", item.na_if)):
        try:
            names = set(parse(text).names)
        except FormulaError as error:
            yield Fault((*where, key), str(error))
            continue
        for name in sorted(names - known):
            near = nearest(name, known)
            more = "" if near else "；本地表里另有的列，先写在 facts 里"
            yield Fault((*where, key), f"公式里的“{name}”不知道是什么数{more}", near)


def _grade_faults(scheme: Scheme) -> Iterator[Fault]:
    least = [bound for bound, _ in scheme.grades]
    if not least:
        yield Fault(("grades",), "没有等次")
    elif least != sorted(set(least), reverse=True):
        yield Fault(("grades",), "等次的分数线应从高到低，没有相同的")
    elif least[-1] != 0:
        yield Fault(("grades",), "最后一个等次的分数线应为 0，不然低分没有等次")
