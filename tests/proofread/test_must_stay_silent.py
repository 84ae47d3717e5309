"""What official text gets right: none of it may be flagged."""

import pytest

from report_kit.proofread import Context, Proofreader, Severity

STRADDLING = [
    "不断加强建设制度保障。",
    "优化产业链结构，延长产业链条。",
    "这样做既便民又高效。",
    "自觉履行社会义务。",
    "讲座落幕后，继续开展答疑。",
    "周末来办事的群众较多。",
    "工作人员立即往现场赶。",
    "一个月份内完成整改。",
    "户籍此项登记不收费。",
    "把实事做为民服务的事。",
    "清理欠收税款12万元。",
    "这的的确确方便了群众。",
    "落实住房保障保障性住房同步公开。",
    "市政府政府信息公开工作。",
    "为了了解群众需求，开展走访。",
    "工作好坏由群众评价，合作好坏看结果。",
    "结合自身分析原因，广东部份额上升。",
    "自己经手的材料要留痕。",
    "服务深入民心，融入民生。",
    "在全县考核中得92.5分。",
    "年度测评得96分，得12票。",
]

RIGHT_IN_THE_SAMPLE = [
    "我乡未收到政府信息公开申请。",
    "本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和",
    "危及“三安全一稳定”的信息不予公开。",
    "坚持应公开尽公开，发挥“老带新”作用。",
    "新形势下要转变工作方式，做到信息实时更新。",
    "本年度未收取信息处理费，且无其他需要报告的事项。",
    "严格遵守“涉密信息不上网，上网信息不涉密”的原则。",
    "2024年我乡未制定、更新、废止行政规范性文件。",
    "县政府办公室、各乡镇（街道）和全县各部门。",
    "习近平新时代中国特色社会主义思想；中华人民共和国国务院令第711号。",
    "依据国办公开办函〔2021〕30号，登录县政府网站查询，电话0800-1234567。",
]


@pytest.fixture(scope="module")
def proofreader() -> Proofreader:
    return Proofreader()


@pytest.mark.parametrize("text", STRADDLING)
def test_words_that_only_touch(proofreader: Proofreader, text: str):
    assert [finding.text for finding in proofreader.check(text)] == []


@pytest.mark.parametrize("text", RIGHT_IN_THE_SAMPLE)
def test_right_expressions(proofreader: Proofreader, text: str):
    context = Context(agency="清水县梨树乡人民政府", level="乡", year=2024)
    assert [f.text for f in proofreader.check(text, context) if f.severity != Severity.HINT] == []


OFFICIAL = [
    "属于国家秘密，绝密、机密、秘密级国家秘密的保密期限，依照保守国家秘密法执行。",
    "统一社会信用代码91350100M000100Y43，项目代码2024-510421-01-01-123456，咨询电话0812-8170001。",
    "依据《中华人民共和国保守国家秘密法》《中华人民共和国行政复议法》第二十条公开。",
    "由总体情况、主动公开政府信息情况、行政复议和行政诉讼情况等六个部分组成。",
    "加大宣传力度，增强责任感，拓宽公开渠道，夯实工作基础，加快工作进度，完善公开机制。",
    "一是抓学习；二是抓培训；三是抓考核。",
    "湖南省张家界市、四川省攀枝花市米易县，各地要求因地制宜，属地管理。",
    "收到政府信息公开申请17件，制发规范性文件3件，公开信息30条，举办培训班2期。",
    "较好地保证了工作质量，公开得更加及时，取得明显的成效。",
    "《关于印发〈政务公开工作要点〉的通知》（国办发〔2018〕23号）要求，落实“一站式”“最多跑一次”改革。",
]


@pytest.mark.parametrize("text", OFFICIAL)
def test_official_usage(proofreader: Proofreader, text: str):
    context = Context(agency="米易县白坡彝族乡人民政府", level="乡", year=2024)
    assert [(f.rule, f.text) for f in proofreader.check(text, context) if f.severity != Severity.HINT] == []
