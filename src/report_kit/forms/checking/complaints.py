"""What pydantic finds wrong in the data of a form, in Chinese and with the nearest name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from report_kit.forms.checking.marks import Fault, Path, nearest

_LIST = "应是一列：写成 [甲, 乙]，或每行一个“- ”"
_NUMBER = "应是数字"
_INTEGER = "应是整数"
_SWITCH = "应是 true 或 false"
_REASONS = {
    "string_type": "应是文字；只有数字的文字、yes 和 no，要加半角引号",
    "int_type": _INTEGER,
    "int_parsing": _INTEGER,
    "int_from_float": _INTEGER,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "bool_type": _SWITCH,
    "bool_parsing": _SWITCH,
    "tuple_type": _LIST,
    "model_type": "下面应有几项，每项写成“名称: 值”（冒号后面空一格）",
    "model_attributes_type": "下面应有几项，每项写成“名称: 值”（冒号后面空一格）",
    "too_short": "不能是空的",
    "finite_number": _NUMBER,
    "decimal_type": _NUMBER,
    "decimal_parsing": _NUMBER,
    "mapping_type": "下面应有几项，每项写成“名称: 值”（冒号后面空一格）",
}


def complaint(model: type[BaseModel], error: ErrorDetails) -> Fault:
    """Return one of pydantic's errors about data of ``model`` as a fault."""
    path: Path = error["loc"]
    kind, told = error["type"], error.get("ctx", {})
    name = str(path[-1]) if path else ""
    if kind == "missing":
        return Fault(path[:-1], f"缺少“{name}”这一项")
    if kind == "extra_forbidden":
        known = list(_keys(model, path[:-1]))
        near = nearest(name, known)
        return Fault(path, f"不认识“{name}”这一项" + ("" if near else f"，可写：{'、'.join(known)}"), near)
    if kind == "literal_error":
        choices = [str(choice) for choice in _choices(model, path)]
        near = nearest(str(error["input"]), choices)
        return Fault(path, f"“{error['input']}”不在可写的值里：{'、'.join(choices)}", near)
    if kind == "greater_than_equal":
        return Fault(path, f"不能小于 {told['ge']}")
    if kind == "less_than_equal":
        return Fault(path, f"不能大于 {told['le']}")
    if kind == "greater_than":
        return Fault(path, f"应大于 {told['gt']}")
    return Fault(path, _REASONS.get(kind, "这里的值不能用"))


def _keys(model: type[BaseModel], path: Path) -> Iterator[str]:
    """Yield the keys that may stand at ``path`` in data of ``model``."""
    found = _at(model, path)
    if isinstance(found, type) and issubclass(found, BaseModel):
        for name, field in found.model_fields.items():
            yield field.alias or name


def _choices(model: type[BaseModel], path: Path) -> tuple[Any, ...]:
    return get_args(_at(model, path))


def _at(model: type[BaseModel], path: Path) -> Any:
    """Return the type that data of ``model`` have at ``path``."""
    kind: Any = model
    for part in path:
        if isinstance(part, int):
            kind = get_args(kind)[0]  # tuple[Section, ...]
            continue
        if get_origin(kind) is Mapping:
            kind = get_args(kind)[1]  # Mapping[str, Dim]
            continue
        if not hasattr(kind, "model_fields"):
            return None
        fields = kind.model_fields.items()
        kind = next((field.annotation for name, field in fields if part in (name, field.alias)), None)
        kind = next((own for own in get_args(kind) if type(None) in get_args(kind)), kind)  # Due | None
    return kind
