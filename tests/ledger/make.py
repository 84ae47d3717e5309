"""Registers for the tests: the sample files, and small ones made of the columns that matter."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from report_kit.ledger.reading import read_registers
from report_kit.ledger.register import Register
from report_kit.ledger.schema import Kind, load_schema

DATA = Path(__file__).with_name("data")

USUAL: dict[Kind, dict[str, object]] = {
    "ysq": {
        "登记编号": "YSQ-2024-001",
        "收到方式": "邮寄",
        "提交日期": "2024-03-01",
        "收到日期": "2024-03-05",
        "收到日依据": "签收之日",
        "申请人类型": "自然人",
        "申请人": "张某",
        "所需信息描述": "宅基地审批档案",
        "件数": "1",
        "承办部门": "党政办",
    },
    "fysu": {
        "案号": "FY-1",
        "案件组": "G1",
        "类型": "行政复议",
        "途径": "行政复议",
        "事由": "不予公开",
        "复议机关或法院": "县人民政府",
        "本机关身份": "被申请人",
        "受理日期": "2024-04-10",
    },
    "gfxwj": {
        "序号": "1",
        "标题": "清河乡集市管理办法",
        "文号": "清府发〔2024〕1号",
        "制定机关": "清河乡人民政府",
        "成文日期": "2024-03-04",
        "公开日期": "2024-03-12",
        "备案日期": "2024-03-20",
        "状态": "有效",
    },
    "xzcl": {
        "月份": "2024-01",
        "部门": "便民服务中心",
        "行政许可": "0",
        "行政处罚": "0",
        "行政强制": "0",
        "数据来源": "许可台账",
        "填报人": "周某",
        "核对人": "吴某",
    },
    "zdgk": {
        "编号": "ZD-2024-001",
        "标题": "清河乡指南",
        "索引号": "A/2024-00001",
        "栏目": "指南",
        "栏目类型": "指南目录年报",
        "法定类别": "20-2",
        "文种": "指南",
        "公开日期": "2024-01-10",
        "公开渠道": "公示栏",
        "责任部门": "党政办",
        "撰稿人": "张某",
        "审签单号": "SQ-1",
        "保密审查": "不涉密",
        "个人信息处理": "无个人信息",
        "来源": "本机关",
        "计入条数": "是",
    },
}


def sample(*names: str) -> list[Register]:
    """Read sample registers together."""
    return [register for name in names for register in read_registers(DATA / f"{name}.csv")]


def write(path: Path, kind: Kind, *rows: Mapping[str, object]) -> Path:
    """Write a register whose rows are the usual one with changes; ``None`` takes a cell away."""
    labels = [column.label for column in load_schema().registers[kind].columns]
    lines: list[Sequence[object]] = [labels]
    for number, changes in enumerate(rows, 1):
        first = labels[0]
        row = {**USUAL[kind], **({} if kind == "xzcl" else {first: number}), **changes}
        assert row.keys() <= set(labels)
        lines.append(["" if row.get(label) is None else row.get(label, "") for label in labels])
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(lines)
    path.write_bytes(stream.getvalue().encode("utf-8-sig"))
    return path


def register(folder: Path, kind: Kind, *rows: Mapping[str, object]) -> Register:
    """Write and read a small register."""
    (found,) = read_registers(write(folder / f"{kind}.csv", kind, *rows))
    return found
