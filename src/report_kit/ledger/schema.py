"""The five registers as data: columns, permitted values, other headings, and how rows are counted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, cached_property, lru_cache
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from report_kit.errors import DataError
from report_kit.forms.catalogue import load_form
from report_kit.forms.form import Form
from report_kit.resources import PACKAGE, read_yaml

Type = Literal["str", "int", "amount", "date", "month", "enum", "list", "url", "ref"]
Kind = Literal["zdgk", "gfxwj", "xzcl", "ysq", "fysu"]

_REMARK = re.compile(r"[（(](?:必填|选填|单位[：:].*|填?代码)[）)]|[*＊]")


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))


class Column(_Model):
    """A column of a register; ``values`` are the permitted ones, none when anything may stand there."""

    key: str
    type: Type
    label: str
    required: bool = False
    values: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    note: str = ""
    person: bool = False


class RegisterForm(_Model):
    """One of the five registers.

    Args:
        kind: its short id.
        name: what it registers, in Chinese.
        file: the name of its file, without extension.
        columns: in the order of the sheet.
    """

    kind: Kind
    name: str
    file: str
    columns: tuple[Column, ...]

    @cached_property
    def by_heading(self) -> dict[str, Column]:
        """The columns by their folded headings; a column's own heading wins over another's alias."""
        names = {
            fold_heading(name): column for column in reversed(self.columns) for name in reversed(column.also)
        }
        return names | {fold_heading(column.label): column for column in self.columns}

    @cached_property
    def by_key(self) -> dict[str, Column]:
        """The columns by key."""
        return {column.key: column for column in self.columns}


class Counting(_Model):
    """How values of registers become rows and columns of the statutory tables of ``form``."""

    form: str
    applicants: Mapping[str, str]
    outcomes: Mapping[str, str]
    tracks: Mapping[str, str]
    results: Mapping[str, str]
    levels: tuple[str, ...]
    not_ours: tuple[str, ...]
    repealed: tuple[str, ...]
    ended: tuple[str, ...]
    decisions: Mapping[str, tuple[str, str]]

    @property
    def spec(self) -> Form:
        """The form whose tables the registers are counted in."""
        return load_form(self.form)


class Schema(_Model):
    """All five registers, the counting, and the row names of the summed sheets."""

    registers: Mapping[Kind, RegisterForm]
    counting: Counting
    row_names: Mapping[str, str]


@lru_cache(4096)
def fold_heading(text: str) -> str:
    """Return a heading without what differs between offices: width, blanks, marks, 日期 or 时间 for 日."""
    plain = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", _REMARK.sub("", text)))
    return re.sub(r"(?<=.)(?:日期|时间)$", "日", plain)


@cache
def load_schema() -> Schema:
    """Load the shipped schema; raises ``DataError`` ``RK-301`` when the file is damaged."""
    path = PACKAGE / "ledger" / "schema.yaml"
    try:
        data = read_yaml(path)
        registers = {
            kind: {**spec, "kind": kind, "columns": _columns(spec["columns"], data["enums"])}
            for kind, spec in data["registers"].items()
        }
        return Schema(
            registers={kind: RegisterForm(**spec) for kind, spec in registers.items()},
            counting=Counting(**data["counting"]),
            row_names=data["print"]["table3"],
        )
    except (OSError, yaml.YAMLError, ValidationError, KeyError, TypeError) as error:
        raise DataError("RK-301", f"格式文件有误：{error}", where=path.name, remedy="请重新安装") from error


def _columns(columns: dict[str, dict[str, object]], enums: dict[str, list[str]]) -> list[Column]:
    made = []
    for label, spec in columns.items():
        values = spec.get("values", ())
        named = enums[values] if isinstance(values, str) else values
        made.append(Column.model_validate({**spec, "label": label, "values": named}))
    return made
