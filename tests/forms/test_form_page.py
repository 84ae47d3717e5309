"""docs/表单.md is right: its example works, its message is what the kit says, no key is left out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from report_kit.forms import Report
from report_kit.forms.carry import following
from report_kit.forms.checking import FormError, read_form
from report_kit.forms.equations import broken, values_of
from report_kit.forms.form import Form

PAGE = (Path(__file__).parents[2] / "docs" / "表单.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE, re.S)
EXAMPLE = "\n".join(block for block in BLOCKS if not block.startswith("free_sections"))


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "forms" / "shenji.yaml"
    path.parent.mkdir()
    path.write_text(EXAMPLE, encoding="utf-8")
    return path


def test_the_example_is_a_form(example: Path) -> None:
    form = read_form(example)
    assert form.kin == "shenji"
    report = Report.new("云岭县清河街道办事处", year=2024, form="shenji")
    for row, figures in {
        "财务": (1, 4, 5, 0),
        "工程": (0, 3, 1, 2),
        "资产": (0, 2, 2, 0),
        "合计": (1, 9, 8, 2),
    }.items():
        for column, figure in zip(("上年", "本次", "完成", "未完成"), figures, strict=True):
            report = report.with_value("zhenggai", row, column, figure)
    assert broken(form, values_of(report.tables)) == []
    wrong = report.with_value("zhenggai", "合计", "完成", 9)
    assert {item.equation.id for item in broken(form, values_of(wrong.tables))} == {"合计", "整改"}
    assert following(report).report.value("zhenggai", "工程", "上年") == 2


def test_the_message_is_what_the_kit_says(example: Path) -> None:
    example.write_text(EXAMPLE.replace("right: [完成, 未完成]", "right: [完成, 末完成]"), encoding="utf-8")
    with pytest.raises(FormError) as caught:
        read_form(Path("forms/shenji.yaml"))
    assert f"```\n{caught.value}\n```" in PAGE


def test_sections_of_ones_own(example: Path) -> None:
    (block,) = [block for block in BLOCKS if block.startswith("free_sections")]
    # As the page says: of the sections the introduction alone, and no tables.
    example.write_text(EXAMPLE[: EXAMPLE.index("  - id: 组织")] + block, encoding="utf-8")
    form = read_form(example)
    assert form.free_sections
    assert form.free_sections.titles[0] == "一、主要工作"


def test_every_key_stands_on_the_page() -> None:
    assert {key for key in _keys(Form) if f"`{key}" not in PAGE} == set()


def _keys(model: type[BaseModel]) -> set[str]:
    """Return the keys of a model and of the models within it."""
    found: set[str] = set()
    for name, field in model.model_fields.items():
        found.add(field.alias or name)
        for kind in (field.annotation, *get_args(field.annotation)):
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                found |= _keys(kind)
    return found
