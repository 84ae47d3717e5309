"""docs/考核.md says all that a scheme, its sheets and its formulas may hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from report_kit.assess import formula
from report_kit.assess.known import FACTS
from report_kit.assess.scheme import Adjust, CountRules, Dim, Item, Rank, Scheme, default_scheme
from report_kit.assess.survey.questionnaire import Question, Questionnaire
from report_kit.assess.tables import KINDS
from report_kit.assess.templates import templates

PAGE = (Path(__file__).parents[2] / "docs/考核.md").read_text("utf-8")


@pytest.mark.parametrize("model", [Scheme, Dim, Item, Adjust, Rank, CountRules, Questionnaire, Question])
def test_every_key_of_a_scheme_is_documented(model: type) -> None:
    for name in model.model_fields:  # type: ignore[attr-defined]
        assert f"`{name}`" in PAGE, name


def test_every_figure_sheet_function_and_limit_is_documented() -> None:
    for name in (*FACTS, *default_scheme().limits, *default_scheme().error_rate):
        assert re.search(rf"(?<!\w){name}(?!\w)", PAGE), name
    for name in KINDS.values():
        assert name in PAGE
    for name in formula._FUNCTIONS:
        assert re.search(rf"`{name}[`(]", PAGE), name
    assert all(name in PAGE for name in templates() if name.endswith(".yaml"))
