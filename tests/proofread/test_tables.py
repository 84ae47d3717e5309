"""What the rules say about the statutory tables as a whole."""

from report_kit.forms.report import Report
from report_kit.proofread import Context, Finding, Proofreader


def findings(report: Report) -> list[Finding]:
    context = Context(agency=report.agency, level=report.level, year=report.year)
    return Proofreader(select=["table"]).check(report.document(), context)


def test_the_blanks_of_a_table_are_one_finding() -> None:
    report = Report.new("青禾县云岫乡人民政府", "乡", 2024)
    found = findings(report)
    assert len(found) == 3
    assert "收到和处理政府信息公开申请情况：有 175 个单元格没有填数" in found[1].message
    [fix] = found[1].fixes
    assert len(fix.edits) == 175
    assert fix.safety == "manual"


def test_few_blanks_are_named_one_by_one() -> None:
    report = Report.new("青禾县云岫乡人民政府", "乡", 2024)
    filled = {table.id: {row: {} for row, _ in table.addresses} for table in report.spec.tables}
    for table in report.spec.tables:
        for row, column in table.addresses:
            filled[table.id][row][column] = 0
    filled["table2"]["penalty"]["decisions"] = None
    filled["table3"]["new"]["legal"] = None
    found = findings(Report("青禾县云岫乡人民政府", "乡", 2024, tables=filled))
    assert [finding.cell for finding in found] == [
        ("行政处罚", "本年处理决定数量"),
        ("一、本年新收政府信息公开申请数量", "法人或其他组织·法律服务机构"),
    ]
    assert [fix.replacement for finding in found for fix in finding.fixes] == ["0", "0"]
