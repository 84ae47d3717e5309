"""The equations of the statutory tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.forms.agency import level_of
from report_kit.forms.equations import Broken, broken, values_of
from report_kit.proofread.checking.rule import Check, Context, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.form_values import authority, cell_names, form_of, table_values

_HEAD = "梨树乡人民政府\n2024年政府信息公开工作年度报告\n"
_NEW = "一、本年新收政府信息公开申请数量"
_FILES = "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n"
_AGENCY = re.compile(r"(?:20\d\d\s*年度?)?(?P<name>[\u3400-\u9fff]+?)(?=20\d\d|(?:政府)?信息公开)")


class TableEquation(Rule):
    """法定表格的勾稽关系不成立（T2、T3、T4）。

    什么：表二、表三、表四里应当相等（或不大于、不小于）的数字对不上，如总计不等于各列之和、
    第一项加第二项不等于第三项加第四项。
    为什么：表格数据要层层汇总上报，一处对不上整份报告就要退回。
    依据：《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）表头载明的勾稽关系；
    等式见各报告格式（forms/*.yaml），附上一年度报告时还核对结转。
    """

    id = "table.equation"
    severity = Severity.ERROR
    source = "国办公开办函〔2021〕30号"
    wrong = (
        Wrong(f"{_HEAD}{_NEW}\t1\t0\t0\t0\t0\t0\t2", "2"),
        Wrong(f"{_HEAD}{_FILES}行政规范性文件\t4\t0\t1", "1"),
        Wrong(f"{_HEAD}{_FILES}规章\t0\t0\t6", "6", None, Context(level="乡")),
        Wrong(f"{_HEAD}{_FILES}规章\t0\t0\t6", "6"),
        Wrong(f"2024年梨树乡人民政府信息公开工作年度报告\n{_FILES}规章\t0\t0\t6", "6"),
    )
    right = (
        Right(f"{_HEAD}{_NEW}\t1\t0\t0\t0\t0\t1\t2"),
        Right(f"{_HEAD}{_FILES}规章\t0\t0\t6", Context(level="市")),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield one finding for each cell at which equations fail."""
        if not check.is_report:
            return
        source = form_of(check).authority
        previous = values_of(check.previous.tables) if check.previous else None
        source = authority(check, self.source)
        by_cell: dict[tuple[str, str, str], list[Broken]] = {}
        for failure in broken(form_of(check), table_values(check), previous, _level(check)):
            row, column = failure.cells[0]
            by_cell.setdefault((failure.equation.table, row, column), []).append(failure)
        for address, failures in by_cell.items():
            located = check.located.cells.get(address)
            if located is None:
                continue
            yield self.finding(
                check,
                located.cell.start,
                located.cell.end,
                "；".join(failure.message for failure in failures),
                severity=min((Severity(f.equation.level) for f in failures), key=lambda s: s.order),
                confidence=0.98,
                source=f"{source}，勾稽关系 {'、'.join(f.equation.id for f in failures)}",
                cell=cell_names(check, address),
            )


def _level(check: Check) -> str | None:
    """Return the level as told, else as the agency's name tells, be it the one in the title."""
    if check.level or check.agency:
        return check.level or level_of(check.agency or "")
    titled = _AGENCY.match(check.located.title_text)
    name = titled["name"] if titled else ""
    # “……人民|政府信息公开”
    return level_of(name + "政府" if name.endswith("人民") else name)
