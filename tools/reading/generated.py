"""Reports as chance makes them, for measuring what is read back of a file the kit wrote itself."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from report_kit.forms import Report, load_form

_PLACES = ("青禾县云溪乡", "临江市", "白水县石桥镇", "东原市城南区柳巷街道", "清河省永安自治州乌兰哈达县")
_KINDS = ("人民政府", "人民政府办公室", "教育局", "发展和改革局", "自然资源和规划局", "办事处")
_CLAUSES = (
    "全年主动公开政府信息{n}条",
    "通过“{w}”微信公众号发布信息{n}篇",
    "围绕《政府信息公开条例》第二十条的要求，梳理重点领域目录{n}项",
    "在门户网站（https://www.example.gov.cn/zwgk/{n}/index.html）开设专栏",
    "联系电话0517-{n}，电子邮箱为zwgk-{n}@example.com",
    "占比{p}%，较上年增长{p}个百分点",
    "开展COVID-19等专题信息的公开，涉及APP、PC、H5等{k}类终端",
    "收到公开申请{n}件，其中自然人{k}件、法人{k}件",
    "规范办理“12345”热线转办事项",
    "统计期限自2024年1月1日至2024年12月31日",
    "依法依规做好保密审查",
    "使用 Word 2019 编辑的文件 {n} 份",
    "落实“三审三校”制度，严把政治关、政策关、文字关",
    "面积约{p}km2，投资{p}万元",
    "组织well-known online-to-offline培训{k}场次",
)
_HEADS = ("一是", "二是", "三是", "1.", "2．", "（1）", "①", "其中：", "2024年，", "APP端", "")
_ENDS = ("。", "。", "。", "；", "：", "", "……", "）")


def reports(count: int, seed: int = 1) -> list[Report]:
    """Return ``count`` reports; the same seed gives the same ones."""
    chance = random.Random(seed)
    return [_report(chance) for _ in range(count)]


def _report(chance: random.Random) -> Report:
    agency = chance.choice(_PLACES) + chance.choice(_KINDS)
    form = load_form()
    sections = {}
    headings = {}
    for section in form.sections:
        lines = [_paragraph(chance) for _ in range(chance.randint(0 if section.level == 1 else 1, 4))]
        sections[section.id] = "\n".join(lines)
        if section.level == 2 and chance.random() < 0.3:
            headings[section.id] = section.title + chance.choice(("情况", "方面。", "情况。"))
    tables: dict[str, dict[str, dict[str, int | Decimal | None]]] = {}
    blank = chance.choice((0.0, 0.1, 0.6))
    for table in form.tables:
        for row, column in table.addresses:
            value: int | Decimal | None = chance.choice(
                (0, 0, chance.randint(1, 99), chance.randint(100, 10**7))
            )
            if table.cell_type(row, column) == "amount" and chance.random() < 0.5:
                value = Decimal(chance.randint(1, 10**8)) / 10000
            if chance.random() < blank:
                value = None
            tables.setdefault(table.id, {}).setdefault(row, {})[column] = value
    return replace(
        Report.new(agency, year=chance.randint(2022, 2025)),
        sections=sections,
        headings=headings,
        tables=tables,
        date=date(2025, 1, 1) + timedelta(days=chance.randint(0, 360)),
    )


def _paragraph(chance: random.Random) -> str:
    parts = [_clause(chance) for _ in range(chance.choice((1, 1, 2, 4, 8, 16)))]
    joined = "".join(part + chance.choice("，，，；。") for part in parts[:-1]) + parts[-1]
    return chance.choice(_HEADS) + joined + chance.choice(_ENDS)


def _clause(chance: random.Random) -> str:
    return chance.choice(_CLAUSES).format(
        n=chance.randint(1, 99999),
        k=chance.randint(1, 20),
        p=f"{chance.uniform(0, 99):.{chance.randint(0, 2)}f}",
        w=chance.choice(("云溪发布", "Qinghe Online", "e路通")),
    )
