"""Whole reports without a mistake, in the words of several agencies: no rule may speak above a hint."""

import pytest

from report_kit.document import Document
from report_kit.forms.catalogue import load_form
from report_kit.forms.report import Report
from report_kit.proofread import Context, Proofreader, Severity

FAMILIES = ["number", "date", "table", "structure", "consistency"]
BODIES = ("business", "research", "charity", "legal", "other")


def tables(
    rows: dict[str, int] | None = None,
    files: tuple[int, int, int] = (0, 0, 0),
    decisions: dict[str, int] | None = None,
    cases: dict[str, int] | None = None,
) -> dict[str, dict[str, dict[str, int]]]:
    """Return all cells, nought where nothing is given; the sums are made."""
    filled = {t.id: {r: {} for r, _ in t.addresses} for t in load_form().tables}
    for table in load_form().tables:
        for row, column in table.addresses:
            filled[table.id][row][column] = 0
    for row, number in (rows or {}).items():
        filled["table3"][row].update(natural=number, total=number)
    results = [r for r in filled["table3"] if r not in ("new", "carried_in", "done", "carried_out")]
    done = sum(filled["table3"][r]["total"] for r in results)
    filled["table3"]["done"].update(natural=done, total=done)
    filled["table2"]["normative"] = dict(zip(("issued", "repealed", "valid"), files, strict=True))
    for row, number in (decisions or {}).items():
        filled["table2"][row]["decisions"] = number
    filled["table4"]["cases"].update(cases or {})
    return filled


TOWN = Report(
    "清水县梨树镇人民政府",
    "镇",
    2024,
    sections={
        "preamble": "根据《中华人民共和国政府信息公开条例》（国务院令第711号）和《中华人民共和国政"
        "府信息公开工作年度"
        "报告格式》（国办公开办函〔2021〕30号）要求，编制本报告。本报告由总体情况、"
        "主动公开政府信息情况、收到和处理"
        "政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情"
        "况、其他需要报告的事项"
        "六个部分组成。所列数据的统计期限自2024年1月1日起至2024年12月31日止"
        "。如有疑问，请与梨树镇党政办公室联系"
        "（电话：0838-1234567）。",
        "overview": "2024年，我镇认真贯彻落实党的二十大和二十届二中、三中全会精神，扎实推进政府信息公开。",
        "overview.disclosure": "全年共主动公开政府信息168条，其中机构职能6条、工作动态112条、财政信息14条、"
        "通知公告36条。按渠道分，县政府网站公开98条，微信公众号公开70条。全年公开政"
        "府信息168条，较上年增加28条，增长20%。",
        "overview.requests": "2024年，我镇收到政府信息公开申请3件，均为自然人申请，已按期答复3件，其中予"
        "以公开2件、"
        "部分公开1件，无结转下年度办理的申请。未发生因政府信息公开引起的行政复议和行政诉讼。",
        "overview.management": "一是严格审核。落实“三审三校”，全年审核信息168条。二是动态清理。未制定、废止"
        "行政规范性文件，"
        "现行有效规范性文件0件。",
        "overview.platform": "依托县政府网站专栏和微信公众号公开信息，设置村（社区）公开栏14个，其中村级12"
        "个、社区2个。",
        "overview.supervision": "将政务公开纳入年度考核，组织社会评议1次，满意率98%。全年培训2期，培训人员5"
        "6人次。"
        "本年度未发生责任追究情形。",
        "problems": "一是信息更新不够及时。二是解读形式较为单一。下一步，我镇将：一是健全信息报送制度"
        "，按月通报更新情况；"
        "二是丰富解读形式，多用图表、短视频。",
        "other": "2024年，我镇未收取信息处理费。无其他需要报告的事项。",
    },
    tables=tables({"new": 3, "granted": 2, "partial": 1}, decisions={"licensing": 45, "penalty": 3}),
    signature="清水县梨树镇人民政府",
)
COUNTY = Report(
    "清水县人民政府",
    "县",
    2024,
    sections={
        "preamble": "本报告依据《中华人民共和国政府信息公开条例》编制。本报告中所列数据的统计期限为2"
        "024年1月1日至"
        "12月31日。",
        "overview": "2024年，全县政府信息公开工作取得新成效。",
        "overview.disclosure": "通过县政府网站公开信息1.2万余条，政务新媒体发布信息3.5万条。全县共制发行政"
        "规范性文件12件，"
        "公开政策解读24篇，其中文字解读10篇、图片解读9篇、视频解读5篇。办理人大代表"
        "建议86件、政协提案112件，"
        "全部按时答复。",
        "overview.requests": "全县共收到政府信息公开申请126件（县政府56件、县直部门52件、乡镇18件），"
        "同比增长5%，"
        "上年结转4件，合计130件。其中，予以公开70件、部分公开20件、不予公开5件、无法提供25件、不予处理3件、"
        "其他处理2件，结转下年度办理5件。",
        "overview.management": "废止行政规范性文件3件，年末现行有效行政规范性文件88件。",
        "overview.platform": "全县备案政务新媒体28个，其中微信公众号20个、抖音号8个。优化“政务公开”平台"
        "栏目15个。",
        "overview.supervision": "把政务公开纳入绩效考核，占分4%。开展第三方评议，群众满意度95.6%。无责任追"
        "究情况。"
        "因政府信息公开引起行政复议9件，其中结果维持5件、结果纠正1件、其他结果2件、尚"
        "未审结1件；行政诉讼4件。",
        "problems": "主要存在以下三个方面问题：一是部分乡镇公开内容不够全面；二是依申请公开答复不够规"
        "范；三是培训不足。"
        "针对上述问题，主要改进情况：一是督促各乡镇对照目录补齐公开内容；二是规范申请答复"
        "文书；三是分批开展培训。",
        "other": "2024年，全县对2件政府信息公开申请收取信息处理费300元。其中，县自然资源局1件，收取200元；"
        "县住建局1件，收取100元。",
    },
    tables=tables(
        {
            "new": 126,
            "carried_in": 4,
            "granted": 70,
            "partial": 20,
            "refused.third_party": 2,
            "refused.internal": 3,
            "unavailable.not_held": 25,
            "unprocessed.petition": 3,
            "other.misc": 2,
            "carried_out": 5,
        },
        files=(12, 3, 88),
        decisions={"licensing": 23456, "penalty": 8901, "coercion": 120},
        cases={
            "review.upheld": 5,
            "review.corrected": 1,
            "review.other": 2,
            "review.pending": 1,
            "review.total": 9,
            "direct.upheld": 1,
            "direct.total": 1,
            "after.upheld": 3,
            "after.total": 3,
        },
    ),
    signature="清水县人民政府",
)
BUREAU = Report(
    "清水县水利局",
    "局",
    2024,
    sections={
        "preamble": "现公布清水县水利局2024年政府信息公开工作年度报告，统计时限为2024年1月1"
        "日至2024年12月31日。",
        "overview.disclosure": "2024年，我局通过各类渠道主动公开信息386条，其中网站126条、微信公众号260条；"
        "按内容分为工作动态300条，通知公告86条，分别占77.7%和22.3%。",
        "overview.requests": "收到公民、法人和其他组织提出的政府信息公开申请0件，上年结转0件。",
        "overview.management": "作出行政许可决定58件，行政处罚决定6件，均已公示。制定规范性文件1件。",
        "overview.platform": "本局网站设有信息公开专栏，更新及时。",
        "overview.supervision": "开展培训3次，参训120余人次。",
        "problems": "存在的问题：公开内容不够丰富，业务能力有待提高。改进措施：加强培训，充实公开内容。",
        "other": "本年度没有收取信息处理费。",
    },
    tables=tables(files=(1, 0, 4), decisions={"licensing": 58, "penalty": 6}),
    signature="清水县水利局",
)


@pytest.mark.parametrize("report", [TOWN, COUNTY, BUREAU], ids=lambda report: report.level)
@pytest.mark.parametrize("as_report", [False, True])
def test_a_right_report_is_silent(report: Report, as_report: bool):
    context = Context(
        agency=report.agency, level=report.level, year=2024, report=report if as_report else None
    )
    text = report.document().text + "\n2025年1月20日\n"
    result = Proofreader(select=FAMILIES).run(Document.from_text(text), context)
    assert result.failures == []
    assert [(f.rule, f.text, f.message) for f in result.findings if f.severity is not Severity.HINT] == []


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("申请3件，均为", "申请4件，均为", "consistency.requests_received"),
        ("予以公开2件", "予以公开3件", "consistency.request_results"),
        ("工作动态112条", "工作动态122条", "number.breakdown"),
        ("增长20%", "增长25%", "number.growth"),
        ("六个部分组成", "五个部分组成", "structure.parts_list"),
        ("12月31日止", "12月30日止", "date.period"),
        ("二是动态清理", "三是动态清理", "structure.numbering"),
        ("其中村级12个", "其中村级13个", "number.breakdown"),
        ("未发生责任追究情形", "未发生其他情形", "structure.supervision_results"),
        ("未收取信息处理费", "未收取其他费用", "structure.fee_statement"),
        ("2024年，我镇收到政府", "2023年，我镇收到政府", "date.report_year"),
        ("未发生因政府信息公开引起的行政复议和行政诉讼", "发生信息公开行政复议1件", "consistency.litigation"),
        ("现行有效规范性文件0件", "现行有效规范性文件2件", "consistency.normative_files"),
    ],
)
def test_one_slip_is_one_finding(old: str, new: str, rule: str):
    text = TOWN.document().text
    assert old in text
    context = Context(agency=TOWN.agency, level=TOWN.level, year=2024)
    findings = Proofreader(select=FAMILIES).check(Document.from_text(text.replace(old, new)), context)
    assert rule in {f.rule for f in findings if f.severity is not Severity.HINT}
