"""Reports as odd as people write them, of every form shipped and one with two tables in a section."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from report_kit.forms import Report
from report_kit.forms.form import Form
from report_kit.forms.report import is_own
from report_kit.forms.values import Value

FOLDER = Path(__file__).with_name("forms")
"""Where the form with two tables in a section stands."""
FORMS = (
    ("annual_2021", range(2021, 2026)),
    ("annual_2019", range(2019, 2021)),
    ("fazhi", range(2019, 2026)),
    ("free", range(2010, 2026)),
    ("liangbiao", range(2020, 2026)),
)
AGENCIES = (
    "青禾县云溪乡人民政府",
    "临江市教育局（中共临江市委教育工作委员会）",
    "白水县石桥镇人民政府",
    "东原市城南区柳巷街道办事处",
    "清河省永安自治州乌兰哈达县发展和改革局",
    "南屏市12345政务服务便民热线中心",
)
_PLAIN = (
    "本年度主动公开政府信息{n}条，其中规范性文件{k}件、工作动态{n}条",
    "按照《中华人民共和国政府信息公开条例》（国务院令第711号，以下简称《条例》）第五十条的规定，编制本报告",
    "依据《〈关于做好2024年工作的通知〉任务分解表》逐项落实",
    "统计期限为２０２４年１月１日至２０２４年１２月３１日，共计１，２３４件",
    "通过“云溪发布”“e路通”、微信公众号Qinghe-Online等{k}个渠道发布",
    "地址：青禾县云溪乡人民路1—3号，邮编：223001，电话：0517-8123{k}，电子邮箱：zwgk_{n}@example.gov.cn",
    "网址为https://www.example.gov.cn/zwgk/{n}/index.html?id={k}&type=a#top",
    "办结率{p}%，同比提高{p}个百分点，收费{p}万元",
    "空气质量PM2.5平均浓度{k}μg/m³，绿化面积{p}km²",
    "水面面积{k}×10⁴m²，误差±0.5℃，≥{k}项达标",
    "会议学习“两个确立”“四个意识”精神；会后整改问题{k}个",
    "“最多跑一次”改革：“一窗受理、一网通办、一次办好”",
    "群众满意率达{p}%（问卷{n}份，电话回访{k}人次）",
    "对《关于……的意见》提出建议——“要让群众看得懂、信得过”",
    "使用 Word 2019、WPS Office 编辑文件 {n} 份，API 接口 {k} 个",
    "C++、R&D、A/B测试、<附件>、*重点*、_下划线_、#话题#、~波浪~、`代码`、$100、|竖线|、a\\b 一类符号照印",
    "㎡、㏄、№、℃、‰、①②③、Ⅰ、Ⅱ、α、β、ё、é 等字符照印",
    "张三丰同志、李四·买买提同志参加，镕、喆、堃、翀等用字照印",
    "20:30以前报送，比例为1:2:3，区间为3~5个、3－5个、[1,2]、{{k}}",
    "其中：一是抓公开；二是抓服务；三是抓监督",
)
_HEADS = (
    "", "", "", "一是", "二是", "首先，", "其中：", "1.", "1．", "2、", "（1）", "(2)", "①", "● ", "- ", "* ",
    "+ ", "> ", "# ", "壹、", "（壹）", "甲、", "第一，", "第一条　", "附：", "注：", "2024年，", "12月，",
    "5月1日起，", "APP端", "Q1：", "a) ", "=", "| ", "“", "《公报》", "……", "——", "（七）", "〔2024〕", "※",
    "十二是", "1.1.1 ", "12345",
)  # fmt: skip
_ENDS = ("。", "。", "。", "。", "；", "：", "", "……", "）", "！", "？”", "。”", ".", ",", "——", "％")
_OWN = (
    "主要工作",
    "推进“一件事”集成办",
    "项目建设（含续建）",
    "2024年重点任务完成情况",
    "数字化 Digital",
    "《条例》落实情况",
)
_NUMBERS = "一二三四五六七八九十"
_ATTACHED = ("政府信息公开统计表", "2024年办件明细（1—12月）", "《权责清单》修订说明", "Open Data 目录")


def odd_reports(count: int, seed: int = 1) -> list[Report]:
    """Return ``count`` reports, the forms in turn; the same seed gives the same ones.

    One of the forms stands in ``FOLDER``, which must be known (``working_in``).
    """
    chance = random.Random(seed)
    return [_report(chance, *FORMS[number % len(FORMS)]) for number in range(count)]


def _report(chance: random.Random, form_id: str, years: range) -> Report:
    agency, year = chance.choice(AGENCIES), chance.choice(list(years))
    report = Report.new(agency, "", year, form_id)
    if report.spec.free_sections:
        report = _with_own(chance, report)
    report = replace(report, sections=_prose(chance, report), tables=_tables(chance, report.spec))
    headings = {
        section.id: section.title + chance.choice(("情况", "方面。", "情况："))
        for section in report.spec.sections
        if section.level == 2 and not is_own(section.id) and chance.random() < 0.3
    }
    report = replace(report, headings={**report.headings, **headings})
    day = date(year + 1, 1, 1) + timedelta(days=chance.randint(0, 360))
    title = chance.choice(
        ("", "", "", f"{year}年度{report.spec.name}（{agency}）", f"{year}年{agency}{report.spec.name}")
    )
    return replace(
        report,
        title=title if report.spec.is_title(title) else report.title,
        date=chance.choice((day, day, day, None)),
        signature=chance.choice((report.signature, report.signature, report.signature, "")),
    )


def _with_own(chance: random.Random, report: Report) -> Report:
    """Return a report with some sections of the office's own, of both levels."""
    tops = [key for key in report.headings if is_own(key)]
    fixed = sum(section.level == 1 and not is_own(section.id) for section in report.spec.sections)
    for key in tops:
        for number in range(chance.choice((0, 0, 2, 4))):
            heading = f"（{_NUMBERS[number]}）{chance.choice(_OWN)}{chance.choice(('', '。', '：'))}"
            report = report.with_own_section(heading, key, below=True)
    if chance.random() < 0.5:
        report = report.with_own_section(f"{_NUMBERS[fixed + len(tops)]}、{chance.choice(_OWN)}")
    return report


def _prose(chance: random.Random, report: Report) -> dict[str, str]:
    sections = {}
    for section in report.spec.sections:
        lines = [_paragraph(chance) for _ in range(chance.choice((0, 1, 1, 2, 4, 8)))]
        sections[section.id] = "\n".join(lines)
    last = report.spec.sections[-1].id
    if chance.random() < 0.4:
        sections[last] = "\n".join(filter(None, [sections[last], *_attached(chance)]))
    return sections


def _attached(chance: random.Random) -> list[str]:
    """Return lines as attachments are listed, and a note below the date."""
    names = chance.sample(_ATTACHED, chance.randint(1, 3))
    mark = chance.choice((".", "．", "、"))
    lines = [f"附件：{names[0]}"] if len(names) == 1 else [f"附件：1{mark}{names[0]}"]
    lines += [f"{number}{mark}{name}" for number, name in enumerate(names[1:], 2)]
    return [*lines, *chance.choice(([], [], ["（此件公开发布）"], ["（联系人：王敏，电话：0517-81230000）"]))]


def _paragraph(chance: random.Random) -> str:
    parts = [_clause(chance) for _ in range(chance.choice((1, 1, 1, 2, 4, 8, 30)))]
    joined = "".join(part + chance.choice("，，，；。") for part in parts[:-1]) + parts[-1]
    return chance.choice(_HEADS) + joined + chance.choice(_ENDS)


def _clause(chance: random.Random) -> str:
    words = chance.choice(_PLAIN)
    for name, value in (
        ("{n}", str(chance.randint(1, 99999))),
        ("{k}", str(chance.randint(1, 20))),
        ("{p}", f"{chance.uniform(0, 99):.{chance.randint(0, 2)}f}"),
    ):
        words = words.replace(name, value)
    return words


def _tables(chance: random.Random, form: Form) -> dict[str, dict[str, dict[str, Value]]]:
    tables: dict[str, dict[str, dict[str, Value]]] = {}
    blank: float = chance.choice((0.0, 0.0, 0.1, 0.6, 1.0))
    for table in form.tables:
        for row, column in table.addresses:
            value = None if chance.random() < blank else _value(chance, table.cell_type(row, column))
            tables.setdefault(table.id, {}).setdefault(row, {})[column] = value
    return tables


def _value(chance: random.Random, kind: str) -> Value:
    numbers: Sequence[int] = (0, 0, chance.randint(1, 99), chance.randint(100, 10**7))
    value = chance.choice(numbers)
    if kind == "change" and chance.random() < 0.5:
        return -value
    if kind in ("amount", "money") and chance.random() < 0.5:
        return Decimal(chance.randint(1, 10**8)) / 10000
    return value
