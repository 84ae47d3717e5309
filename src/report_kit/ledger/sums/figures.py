"""The figures of the registers that prose can be bound to, by name."""

from __future__ import annotations

from collections.abc import Mapping

from report_kit.forms.binding import REGISTERS
from report_kit.forms.values import Value
from report_kit.ledger.register import Row
from report_kit.ledger.schema import load_schema
from report_kit.ledger.sums.disclosure import ARTICLE, CHANNEL, COLUMN, Disclosure
from report_kit.ledger.sums.tally import Address

_SCOPES = {"总数": "总数", CHANNEL: "渠道", COLUMN: "栏目类型", ARTICLE: "法定类别"}
_DOCUMENTS = {"issued": "制发", "repealed": "废止", "valid": "现行有效"}
_REQUESTS = {"new": "新收", "carried_in": "上年结转", "done": "办结", "carried_out": "结转下年"}


def figures_of(
    counted: Mapping[str, Mapping[str, Mapping[str, Value]]],
    counted_from: Mapping[Address, tuple[Row, ...]],
    disclosure: Disclosure | None,
) -> dict[str, tuple[Value, tuple[Row, ...]]]:
    """Return the figures by name, each with its register rows; a register that was not there gives none.

    Args:
        counted: figures of the form the registers are counted in, by table, row and column id.
        counted_from: the register rows behind each of them.
        disclosure: the counts of published pieces.
    """
    found: dict[str, tuple[Value, tuple[Row, ...]]] = {}

    def put(name: str, table: str, row: str, column: str) -> None:
        value = counted.get(table, {}).get(row, {}).get(column)
        if value is not None:
            found[name] = value, counted_from.get((table, row, column), ())

    if disclosure:
        for scope, key in ((CHANNEL, "channels"), (COLUMN, "ctype"), (ARTICLE, "legal")):
            for item in load_schema().registers["zdgk"].by_key[key].values:
                found[_name("主动公开", _SCOPES[scope], item)] = 0, ()
        for count in disclosure.counts:
            found[_name("主动公开", _SCOPES[count.scope], count.item)] = count.number, count.rows
        explaining = disclosure.explanations
        found[_name("主动公开", explaining.scope)] = explaining.number, explaining.rows
    for column, name in _DOCUMENTS.items():
        put(_name("规范性文件", name), "table2", "normative", column)
    schema = load_schema()
    for name, (row, _) in schema.counting.decisions.items():
        put(_name("行政处理与收费", name), "table2", row, "decisions")
    put(_name("行政处理与收费", "收费金额万元"), "table2", "fees", "amount")
    for row, name in (
        _REQUESTS | {row: schema.row_names[row] for row in schema.counting.outcomes.values()}
    ).items():
        put(_name("依申请公开", name), "table3", row, "total")
    for case in schema.counting.spec.table("table4").blocks[0].columns:
        put(_name("复议诉讼", case.path[-1], case.label), "table4", "cases", case.id)
    return found


def channels_of(figures: Mapping[str, Value]) -> dict[str, int]:
    """Return how many pieces each channel published, without those that published none.

    A piece published in several places counts in each: the sum is no number of pieces.

    Args:
        figures: what the registers came to, by name.
    """
    beginning = _name("主动公开", _SCOPES[CHANNEL]) + "."
    found = {name: int(value or 0) for name, value in figures.items() if name.startswith(beginning)}
    return {name.removeprefix(beginning): number for name, number in found.items() if number}


def register_of(name: str) -> str:
    """Return the part of a figure's name that names its register."""
    return ".".join(name.split(".")[:2])


def _name(*parts: str) -> str:
    return ".".join((REGISTERS, *(part for part in parts if part)))
