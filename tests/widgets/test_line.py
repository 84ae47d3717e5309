"""Fields of one line: what is typed is heard, a day is understood in any usual way of writing."""

from datetime import date
from typing import Any

import pytest

from report_kit.widgets.fields.line import DateField, LineField


def typed(field: LineField, text: str) -> list[dict[str, Any]]:
    """Type as the page does; return what the page is told."""
    told: list[dict[str, Any]] = []
    field.send = told.append
    edition = field.content["edition"]
    message = {"kind": "text", "view": "a", "version": 1, "edition": edition, "text": text}
    field._handle_custom_msg(message, [])
    return told


@pytest.mark.parametrize(
    "text", ["2025年1月15日", "2025-1-15", "2025.01.15", "2025/1/15", "20250115", " ２０２５年１月１５日 "]
)
def test_a_day_in_any_usual_way_of_writing(text: str) -> None:
    field = DateField("成文日期", None)
    typed(field, text)
    assert field.value == date(2025, 1, 15)
    assert field.problem == ""


@pytest.mark.parametrize("text", ["2025年2月30日", "去年", "1/15", "2025年1月"])
def test_what_is_no_day_is_told_and_not_called_saved(text: str) -> None:
    field = DateField("成文日期", date(2025, 1, 14))
    assert field.text == "2025年1月14日"
    (told,) = typed(field, text)
    assert not told["safe"]
    assert field.problem
    assert field.value == date(2025, 1, 14), "the last that was a day"
    field.tell("已保存")
    assert not told["safe"]
    told = typed(field, "")
    assert field.value is None
    assert field.problem == ""


def test_what_was_typed_into_a_replaced_field_is_dropped() -> None:
    field = LineField("标题", "原来的")
    edition = field.content["edition"]
    field.value = "别人改的"
    message = {"kind": "text", "view": "a", "version": 1, "edition": edition, "text": "我的"}
    field._handle_custom_msg(message, [])
    assert field.value == "别人改的"
