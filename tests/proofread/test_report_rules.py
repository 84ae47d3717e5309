"""The rules of the annual report: each mistake put otherwise, and what only looks like one."""

import pytest

from report_kit.proofread import Context, Proofreader
from report_kit.proofread.views.sample_report import AGENCY, sample_report

TOWN = Context(agency=AGENCY, level="乡", year=2024)
COUNTY = Context(agency="清水县人民政府", level="县", year=2024)
CITY = Context(agency="清水市人民政府", level="市", year=2024)
BUREAU = Context(agency="清水县水利局", level="局", year=2024)
T3 = {"new": 3, "carried_in": 0, "done": 3, "carried_out": 0, "granted": 2, "partial": 1}
T4 = (1, 0, 0, 0, 1, 2, 0, 0, 0, 2, 0, 0, 0, 1, 1)
NONE4 = (0,) * 15
UPHELD = (1, 1, 0, 0, 2, *NONE4[5:])
FILES = {"normative": (2, 1, 9)}


def t3(overview: str, **changed: int) -> str:
    return sample_report(overview, table3={**T3, **changed})


def t4(overview: str, table4: tuple[int, ...] = T4) -> str:
    return sample_report(overview, table4=table4)


def t2(overview: str) -> str:
    return sample_report(overview, table2=FILES)


WRONG = {
    "consistency.requests_received": [
        t3("2024年，我乡共接收政府信息公开申请8件。"),
        t3("本年度新收政府信息公开申请数量12件，均已答复。"),
        t3("全年收到群众依申请公开事项4项。"),
        t3("（二）依申请公开。受理5件政府信息公开申请，按时答复。"),
        t3("全年受理公民、法人政府信息公开申请13件。"),
        t3("2024年共收到申请6件，均为自然人提出。"),
        t3("梨树乡人民政府收到政府信息公开申请6件。"),
    ],
    "consistency.no_requests": [
        t3("2024年，未收到政府信息公开申请。"),
        t3("本年度没有收到公民、法人提出的依申请公开申请。"),
        t3("全年收到政府信息公开申请0件。"),
        t3("全年收到政府信息公开申请6件。", new=0, done=0),
    ],
    "consistency.requests_answered": [t3("收到申请3件，已答复2件。"), t3("办结政府信息公开申请4件。")],
    "consistency.requests_carried": [
        t3("收到申请3件，上一年度结转1件。"),
        t3("上年结转政府信息公开申请2件。"),
        t3("收到申请3件，结转至下年度继续办理1件。"),
        t3("收到申请3件，转下年度办理2件。"),
        t3("收到申请3件，其中结转2025年办理1件。"),
    ],
    "consistency.request_results": [
        t3("收到申请3件，予以公开3件，部分公开1件。"),
        t3("对申请作出答复，其中部分公开2件。"),
        t3("办理申请3件：予以公开的2件，部分公开的0件。"),
        t3("全年办结申请3件，其中予以公开和部分公开4件。"),
        t3("收到申请3件，予以公开或部分公开2件，均已答复。"),
        t3("收到申请3件，予以公开及部分公开共5件。"),
    ],
    "consistency.litigation_results": [
        t4("行政复议2件，均获维持。", UPHELD),
        t4("因政府信息公开工作被申请行政复议2件，复议结果均为维持。", UPHELD),
        t4("2024年，我乡行政复议案件2件，均被维持。", UPHELD),
        t4("办理行政复议2件，其中结果维持2件。", UPHELD),
        t4("行政复议2件，全部纠正。", UPHELD),
    ],
    "consistency.applicants": [t3("收到申请3件，自然人申请2件。"), t3("收到申请3件，其中自然人提出1件。")],
    "consistency.litigation": [
        t4("因政府信息公开被申请行政复议3件。"),
        t4("政府信息公开行政复议案件5件，行政诉讼案件3件。"),
        t4("发生政府信息公开行政复议1件、行政诉讼1件。"),
        t4("因信息公开引发行政复议、行政诉讼共6件。"),
    ],
    "consistency.no_litigation": [
        t4("2024年未发生行政复议和行政诉讼。"),
        t4("全年无政府信息公开行政复议案件。"),
        t4("本年度没有因政府信息公开引起的行政诉讼。"),
        t4("未收到政府信息公开行政复议申请。"),
    ],
    "consistency.normative_files": [
        t2("全年制发行政规范性文件3件。"),
        t2("我乡印发了5件规范性文件。"),
        t2("未制定行政规范性文件。"),
        t2("现行有效行政规范性文件8件。"),
        t2("没有新制定规范性文件。"),
        t2("废止行政规范性文件2件。"),
        t2("规范性文件制发2件、废止1件、现行有效10件。"),
    ],
    "consistency.decisions": [
        sample_report("全年作出行政许可决定8件。", table2={"licensing": (9,)}),
        sample_report("行政许可决定数量为8件。", table2={"licensing": (9,)}),
        sample_report("共下达行政处罚决定3件。", table2={"penalty": (1,)}),
        sample_report("行政事业性收费共3万元。", table2={"fees": (2,)}),
    ],
    "consistency.processing_fee": [
        sample_report("未收取信息处理费。", other="全年收取政府信息公开信息处理费200元。"),
        sample_report(
            other="对2件申请收取信息处理费300元。其中：县公安局1件，收取100元；县民政局1件，收取100元。"
        ),
    ],
    "date.report_year": [
        sample_report(preamble="现公布2023年政府信息公开工作年度报告，统计期限自2024年1月1日至12月31日。"),
        sample_report("2023年，我乡主动公开信息30条。"),
        sample_report("2023年，全乡共公开信息30条。"),
        "本报告统计数据期限为2023年1月1日至12月31日。",
    ],
    "date.period": [
        sample_report(preamble="统计期限自2024年1月1日起，至2024年12月30日止。"),
        sample_report(preamble="本年度报告中的数据统计时间段为2024年1月1日—12月31止。"),
        sample_report(preamble="所列数据统计期限从2023年1月1日到2024年12月31日。"),
    ],
    "date.signing": [
        sample_report(ending=f"{AGENCY}\n2024年12月30日\n"),
        sample_report(ending=f"{AGENCY}\n2025年3月1日\n"),
        "发布日期：2025年2月6日",
    ],
    "date.publish_by": [sample_report(preamble="本报告于2024年1月20日前在县政府网站公布。")],
    "date.stale_year": [sample_report("落实《清水县2023年政务公开工作要点》。")],
    "date.cited_format": [sample_report(preamble="根据国办公开办函（2019）60号编制。")],
    "structure.sections": [sample_report().replace("六、其他需要报告的事项", "六、其他需报告的事项")],
    "structure.supervision_results": [sample_report("（五）监督保障。加强考核，无责任追究。")],
    "structure.problems": [sample_report(problems="暂无。"), sample_report(problems="没有存在的问题。")],
    "structure.instructions": [
        sample_report("此部分用表格形式填报。"),
        sample_report("监督保障（含条例第五十条第（四）项规定的情况）。"),
    ],
    "structure.report_name": [sample_report(preamble="现公布2024年度政府信息公开工作报告。")],
    "structure.parts_list": [
        "报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、行政复议和行政诉讼情况、"
        "存在的主要问题及改进情况五部分组成。",
        "全文分为7个部分：总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、"
        "行政复议诉讼情况、存在的主要问题及改进情况、其他需要报告的事项。",
    ],
    "structure.numbering": ["一是抓学习。二是抓制度。三是抓落实。五是抓考核。"],
    "number.announced_points": [
        "主要存在以下四个方面问题：一是慢。二是少。三是旧。",
        "存在以下3个问题：\n一是慢。\n二是少。\n",
        "采取以下两项措施：一是学。二是查。三是评。",
    ],
    "number.approximate": ["公开信息1867余条。", "公开68余条。", "大约365条信息。", "举办活动近128次。"],
    "number.share": [
        "公开378条，其中动态328条（占比86.7%），公告50条（占比13.2%）。",
        "收到申请8件，其中网络申请5件，占60%。",
    ],
    "number.growth": ["信息由100条增加到150条，增长60%。", "公开90条，比上年减少10条，下降11%。"],
    "number.repeated_fact": [
        sample_report(
            "收到政府信息公开申请3件。", problems="今年收到政府信息公开申请5件，答复不规范。今后改进。"
        )
    ],
}
RIGHT = {
    "consistency.litigation_results": [
        t4("行政复议2件，均获维持。", (2, 0, 0, 0, 2, *NONE4[5:])),
        t4("行政复议2件，其中维持1件，纠正1件。", UPHELD),
        t4("行政复议2件，均按期提交答复材料。", UPHELD),
        t4("行政复议2件，均被纠正。", (0, 2, 0, 0, 2, *NONE4[5:])),
    ],
    "consistency.requests_received": [
        t3("收到政府信息公开申请3件，较上年增加2件。"),
        t3("全年收到网络申请2件。"),
        t3("收到行政复议申请9件，收到许可申请30件。"),
        t3("2023年收到政府信息公开申请7件。"),
        t3("接到群众咨询申请流程电话20次。"),
        t3("收到申请补正材料5件。"),
        t3("县本级收到政府信息公开申请2件，乡镇级收到政府信息公开申请9件。"),
        t3("全年收到群众申请低保资格23件。"),
        t3("自收到政府信息公开申请之日起20个工作日内答复。"),
        t3("收到政府信息公开申请后落实4项机制。"),
        t3("对收到的政府信息公开申请建立2项制度。"),
        t3("县政府收到政府信息公开申请56件，县直部门收到政府信息公开申请20件。"),
    ],
    "consistency.no_requests": [
        t3("未收到行政复议申请。"),
        t3("2023年未收到政府信息公开申请。"),
        t3("未收到上年结转的申请。"),
    ],
    "consistency.requests_answered": [t3("答复留言8条，受理申请3件。"), t3("收到申请3件，按时办结率100%。")],
    "consistency.requests_carried": [t3("上年结转0件，结转下年度0件。"), t3("结转资金2万元至下年。")],
    "consistency.request_results": [
        t3("收到申请3件，其中予以公开2件、部分公开1件、不予公开0件。"),
        t3("坚持公开为常态、不公开为例外，对5类信息不予公开。"),
    ],
    "consistency.applicants": [t3("收到申请3件，均为自然人申请。"), t3("自然人死亡登记5件。")],
    "consistency.litigation": [
        t4("因政府信息公开被申请行政复议1件，行政诉讼3件。"),
        t4("行政复议1件，其中结果维持1件。"),
        t4("参加行政复议培训2次。"),
        t4("设行政复议机构2个，发布行政诉讼典型案例5件。"),
        t4("行政机关负责人出庭应诉行政诉讼案件9件。"),
        t4("行政复议案件较上年减少2件。"),
    ],
    "consistency.no_litigation": [
        t4("未发生行政复议和行政诉讼。", NONE4),
        t4("没有因行政复议被撤销的案件。"),
        t4("未经复议直接起诉2件。"),
        t4("申请人无正当理由不得撤回行政复议申请。"),
        t4("2023年未发生行政复议。"),
    ],
    "consistency.normative_files": [
        t2("制发规范性文件2件，废止1件，现行有效规范性文件9件。"),
        t2("公开上级规范性文件30件。"),
        t2("对规范性文件开展清理8件。"),
        t2("制定规范性文件解读材料6份。"),
        t2("印发规范性文件审核制度3项，公布现行有效规范性文件目录1份。"),
    ],
    "consistency.decisions": [
        sample_report("公开行政许可8件、行政处罚3件。", table2={"licensing": (9,), "penalty": (5,)}),
        sample_report("行政许可事项清单共80项。", table2={"licensing": (9,)}),
    ],
    "consistency.processing_fee": [
        sample_report("未收取信息处理费。"),
        sample_report(other="信息处理费收取0元。"),
    ],
    "date.report_year": [
        sample_report("2023年，全县公开信息30条，2024年增长20%。"),
        sample_report("自2023年我乡开通公众号以来，粉丝增长。"),
        sample_report("2023年我乡获评先进，较上年进步。"),
    ],
    "date.period": [
        sample_report(preamble="统计期限：2024年1月1日—12月31日。"),
        sample_report("自2024年5月1日至5月5日开展活动。", preamble="期限2024年1月1日至12月31日。"),
    ],
    "date.signing": [sample_report(ending=f"{AGENCY}\n2025年1月31日\n")],
    "date.publish_by": [sample_report("2024年1月10日公布年度要点任务。")],
    "date.stale_year": [sample_report("依据《清水县2023年财政决算》。")],
    "date.cited_format": [sample_report(preamble="根据国办公开办函〔2021〕30号编制。")],
    "structure.sections": [sample_report()],
    "structure.supervision_results": [
        sample_report("（五）监督保障。纳入绩效考核，第三方评议良好，无追责。")
    ],
    "structure.problems": [sample_report(problems="问题：公开内容不够丰富。改进：增加栏目。")],
    "structure.instructions": [sample_report("表格填报完整，文字描述准确。")],
    "structure.report_name": [sample_report(preamble="按照政府信息公开年报编制要求，现公布。")],
    "structure.parts_list": ["我县由三个部分组成。总体情况良好，主动公开信息情况、申请情况正常。"],
    "structure.numbering": [
        "一是抓学习。二是抓制度。\n下一步，一是抓落实。二是抓考核。",
        "做到了统一是非标准。",
        "全镇上下一是一、二是二。",
    ],
    "number.announced_points": [
        "主要存在以下问题：一是慢。二是少。",
        "做好三项工作。明年一是学。二是查。",
        "以下3项措施：一是学。二是查。三是评。",
    ],
    "number.approximate": ["公开信息1860余条，近5年，约12件。", "约1.5万条，近百次。", "年龄25岁左右。"],
    "number.share": [
        "公开378条，其中动态328条（占比86.8%），公告50条（占比13.2%）。",
        "全县税收80亿元，其中工业20亿元，占全市的30%。",
        "收到申请8件，答复率100%。",
    ],
    "number.growth": ["信息由100条增加到150条，增长50%。", "公开90条，比上年减少10条，下降10%。"],
    "number.repeated_fact": [sample_report("收到政府信息公开申请3件，较上年增加1件。")],
}


def context_for(rule: str) -> Context:
    return TOWN


def fired(rule: str, text: str) -> list[str]:
    result = Proofreader(select=[rule]).run(text, context_for(rule))
    assert result.failures == []
    return [finding.text for finding in result.findings]


def cases(table: dict[str, list[str]]):
    return [
        pytest.param(rule, text, id=f"{rule}-{n}")
        for rule, texts in table.items()
        for n, text in enumerate(texts)
    ]


@pytest.mark.parametrize(("rule", "text"), cases(WRONG))
def test_found_however_it_is_put(rule: str, text: str):
    assert len(fired(rule, text)) == 1


@pytest.mark.parametrize(("rule", "text"), cases(RIGHT))
def test_silent_on_what_only_looks_like_it(rule: str, text: str):
    assert fired(rule, text) == []
