"""The figures of the registers that prose can be bound to, by name."""

from __future__ import annotations

from report_kit.forms.form import load_form
from report_kit.forms.values import Value
from report_kit.ledger.schema import load_schema
from report_kit.ledger.sums import Sums
from report_kit.ledger.sums.disclosure import ARTICLE, CHANNEL, COLUMN

PREFIX = "台账"
_SCOPES = {"总数": "总数", CHANNEL: "渠道", COLUMN: "栏目类型", ARTICLE: "法定类别"}
_DOCUMENTS = {"issued": "制发", "repealed": "废止", "valid": "现行有效"}
_REQUESTS = {"new": "新收", "carried_in": "上年结转", "done": "办结", "carried_out": "结转下年"}


def figures_of(sums: Sums) -> dict[str, Value]:
    """Return the figures by name; a register that was not there gives none."""
    found: dict[str, Value] = {}
    if sums.disclosure:
        for count in sums.disclosure.counts:
            found[_name("主动公开", _SCOPES[count.scope], count.item)] = count.number
        found[_name("主动公开", "解读数")] = sums.disclosure.explanations.number
    second = sums.tables.get("table2", {})
    for column, name in _DOCUMENTS.items():
        found[_name("规范性文件", name)] = second.get("normative", {}).get(column)
    for name, (row, _) in load_schema().counting.decisions.items():
        found[_name("行政处理与收费", name)] = second.get(row, {}).get("decisions")
    found[_name("行政处理与收费", "收费金额万元")] = second.get("fees", {}).get("amount")
    third = sums.tables.get("table3", {})
    names = _REQUESTS | {
        row: load_schema().row_names[row] for row in load_schema().counting.outcomes.values()
    }
    for row, name in names.items():
        found[_name("依申请公开", name)] = third.get(row, {}).get("total")
    fourth = sums.tables.get("table4", {}).get("cases", {})
    for case in load_form().table("table4").blocks[0].columns:
        found[_name("复议诉讼", case.path[-1], case.label)] = fourth.get(case.id)
    return {name: value for name, value in found.items() if value is not None}


def _name(*parts: str) -> str:
    return ".".join((PREFIX, *(part for part in parts if part)))
