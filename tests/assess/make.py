"""Small assessments for the tests."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from report_kit.assess import Assessment, Scheme, assess, default_scheme, gather, read_scheme, read_sources
from report_kit.assess.known import FACTS
from report_kit.assess.month import Event, Fact, UnitMonth
from report_kit.assess.scheme import SHIPPED
from report_kit.ledger.schema import load_schema

DATA = Path(__file__).with_name("data")
SAMPLE, EXPECTED = DATA / "月度情况.csv", DATA / "得分表.csv"


def sample(scheme: Scheme | None = None) -> Assessment:
    scheme = scheme or default_scheme()
    return assess(gather(read_sources([SAMPLE]), scheme), scheme)


def changed(tmp_path: Path, *changes: tuple[tuple[str, ...], Any]) -> Scheme:
    """Return the shipped scheme with values put at paths; ``None`` takes one away."""
    data = yaml.safe_load(SHIPPED.read_text("utf-8"))
    for path, value in changes:
        at = data
        for key in path[:-1]:
            at = at[key]
        if value is None:
            del at[path[-1]]
        else:
            at[path[-1]] = value
    file = tmp_path / "方案.yaml"
    file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
    return read_scheme(file)


def unit(name: str, month: date = date(2024, 11, 1), **figures: int | Fraction) -> UnitMonth:
    """Return a unit without a fault, but for the figures given."""
    usual = dict.fromkeys(FACTS, 0) | {"字数": 1000, "计入条数": 4, "月任务数": 4, "按期条数": 4}
    facts = {key: Fact(Fraction(value)) for key, value in (usual | figures).items()}
    return UnitMonth(month, name, "A", facts)


def event(points: int | Fraction) -> Event:
    return Event("事", Fraction(points))


def write_csv(path: Path, rows: Sequence[Mapping[str, object]]) -> Path:
    names = dict.fromkeys(name for row in rows for name in row)
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, list(names))
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(stream.getvalue().encode("utf-8-sig"))
    return path


def published(number: int, unit: str, on: str, **more: object) -> dict[str, object]:
    """Return a row of the register of disclosure with all that is required."""
    row = {
        "编号": f"ZD-2024-{number:03}",
        "标题": f"关于第{number}件事的通知",
        "索引号": f"X-{number}",
        "栏目": "通知公告",
        "栏目类型": "通知公告",
        "法定类别": "20-15",
        "文种": "通知",
        "成文日期": on,
        "公开日期": on,
        "公开渠道": "政府网站;微信公众号",
        "网址": "https://example.invalid/1",
        "责任部门": unit,
        "撰稿人": "李某",
        "审签单号": f"SQ-{number}",
        "保密审查": "不涉密",
        "个人信息处理": "无个人信息",
        "来源": "本机关",
        "字数": 1000,
        "一般差错": 0,
        "严重差错": 0,
        "计入条数": "是",
    }
    assert set(row) <= {column.label for column in load_schema().registers["zdgk"].columns}
    return row | more
