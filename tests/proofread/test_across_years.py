"""This year's report beside last year's, and text beside tables given as a ``Report``."""

from pathlib import Path

import pytest

from report_kit.forms.catalogue import working_in
from report_kit.forms.report import Report
from report_kit.proofread import Context, Proofreader
from report_kit.proofread.views.sample_report import sample_report

CITY = "清水市人民政府"
BODIES = ("business", "research", "charity", "legal", "other")
T3 = {"new": 30, "carried_in": 12, "granted": 38, "done": 38, "carried_out": 4}


def last_year(carried_out: int = 12, files: int = 597) -> Report:
    row = {"natural": carried_out, "total": carried_out, **dict.fromkeys(BODIES, 0)}
    table2 = {"regulations": {"valid": 11}, "normative": {"valid": files}}
    return Report(CITY, "市", 2023, tables={"table2": table2, "table3": {"carried_out": row}})


def found(text: str, previous: Report | None = None, report: Report | None = None, *select: str):
    context = Context(agency=CITY, level="市", year=2024, previous=previous, report=report)
    findings = Proofreader(select=select or ["table.equation"]).check(text, context)
    return [(f.severity.value, f.text, f.source.rpartition(" ")[2]) for f in findings]


def this_year(**table3: int) -> str:
    table2 = {"regulations": (2, 1, 12), "normative": (50, 227, 420)}
    return sample_report(table2=table2, table3={**T3, **table3})


def test_what_holds_is_silent():
    assert found(this_year(), last_year()) == []


def test_carry_over_that_differs_is_an_error():
    assert [f[0] for f in found(this_year(), last_year(carried_out=13))] == ["error", "error"]
    assert {f[2] for f in found(this_year(), last_year(carried_out=13))} == {"T3-carry"}


def test_documents_in_force_that_do_not_follow_are_a_warning():
    assert found(this_year(), last_year(files=600)) == [("warning", "420", "T2-year")]


def test_without_last_year_nothing_is_said():
    assert found(this_year(carried_in=13, done=39, granted=39)) == []


@pytest.mark.parametrize(("said", "severity"), [("备案", "warning"), ("发生", "error")])
def test_tables_given_as_a_report(said: str, severity: str):
    cases = {"review.total": 170, "direct.total": 25, "after.total": 52}
    report = Report(CITY, "市", 2024, tables={"table4": {"cases": cases}})
    text = sample_report(f"全年{said}政府信息依申请公开领域行政复议案件134件，行政诉讼案件57件。")
    assert found(text, None, report, "consistency.litigation") == [
        (severity, "行政复议案件134件", "国办公开办函〔2021〕30号，表四"),
        (severity, "行政诉讼案件57件", "国办公开办函〔2021〕30号，表四"),
    ]


OWN = "\n".join(
    [
        "清水县梨树乡人民政府2037年政府信息公开工作年度报告",
        "一、总体情况",
        "收到申请9件，予以公开5件，部分公开4件，不予公开3件，上年结转2件，结转下年继续办理1件，办结9件。",
        "没有收到申请。制发规范性文件3件，现行有效5件，行政许可12件，行政处罚3件，收费1.2万元。",
        "行政复议1件，行政诉讼2件；没有行政复议和行政诉讼。自然人申请3件，法人申请2件。收取信息处理费10元。",
        "二、存在的问题",
        "更新不够及时。下一步加强培训。",
    ]
)


def test_an_own_form_of_the_annual_family_without_tables(tmp_path: Path):
    (tmp_path / "gongkai.yaml").write_text(
        "id: gongkai\nfamily: annual\nname: 政府信息公开工作年度报告\nsince: 2036\nuntil: 2040\n"
        'title: "{agency}{year}年政府信息公开工作年度报告"\nsections:\n'
        "  - {id: overview, title: 一、总体情况, level: 1}\n"
        "  - {id: gaps, title: 二、存在的问题, level: 1}\n",
        encoding="utf-8",
    )
    with working_in(tmp_path):
        own = Report.new("清水县梨树乡人民政府", year=2037, form="gongkai")
        for report in (None, own):
            context = Context(year=2037, report=report, previous=last_year())
            result = Proofreader().run(OWN, context)
            assert result.failures == []
            assert not {f.rule for f in result.findings} & {"consistency.request_results"}
