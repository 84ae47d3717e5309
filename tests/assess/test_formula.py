"""Formulas do arithmetic, exactly, and nothing else."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_kit.assess.formula import LONGEST, FormulaError, parse

FIGURES = {"甲": Fraction(3), "乙": Fraction(4), "零": Fraction(0)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("min(1, 甲/乙)", Fraction(3, 4)),
        ("ｍin（１，甲÷乙）", Fraction(3, 4)),
        ("1-0.4*甲", Fraction(-1, 5)),  # with floats it is -0.20000000000000018
        ("0.1+0.2", Fraction(3, 10)),
        ("clamp(丙, 0, 1); 丙=甲*丁; 丁=乙/10", Fraction(1)),
        ("限定(甲, 4, 9)", Fraction(4)),
        ("甲 if 甲>=乙 else 乙", Fraction(4)),
        ("甲≥乙", Fraction(0)),
        ("甲==3 and not 零", Fraction(1)),
        ("false", Fraction(0)),
        ("1<甲<=3", Fraction(1)),
        ("-甲+abs(-乙)", Fraction(1)),
    ],
)
def test_values_are_exact(text: str, value: Fraction) -> None:
    assert parse(text).value(FIGURES) == value


def test_names_are_those_of_the_data_in_their_order() -> None:
    assert parse("clamp((3-率)/2, 0, 1); 率=(一般+5*严重)/字数").names == ("一般", "严重", "字数")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "甲+",
        "(甲",
        "__import__('os')",
        "甲.__class__",
        "甲[0]",
        "'文'",
        "[甲]",
        "{甲: 1}",
        "lambda: 甲",
        "(丙 := 甲)",
        "甲**乙",
        "甲//乙",
        "甲%乙",
        "甲 in 乙",
        "甲 is 乙",
        "~甲",
        "甲|乙",
        "f'{甲}'",
        "min(*甲)",
        "min(甲, key=乙)",
        "min()",
        "clamp(甲, 1)",
        "open(甲)",
        "min(min)(甲)",
        "1j",
        "1e999",
        "9" * 40,
        "[x for x in 甲]",
        "甲; import os",
        "甲; 丙",
        "甲; 丙==1",
        "丙; 丙=丁; 丁=丙",
        "丙; 丙=1; 丙=2",
        "甲" + "+甲" * LONGEST,
        "(" * 190 + ")" * 190,
        "甲\n乙",
    ],
)
def test_anything_else_is_refused_in_chinese(text: str) -> None:
    with pytest.raises(FormulaError, match=r"[\u4e00-\u9fff]"):
        parse(text).value(FIGURES)


def test_brackets_alone_do_no_harm() -> None:
    assert parse("(" * 150 + "甲" + ")" * 150).value(FIGURES) == 3


def test_a_division_by_nought_says_by_what() -> None:
    with pytest.raises(FormulaError, match="“零”是 0"):
        parse("甲/零").value(FIGURES)


@given(st.text(alphabet="甲乙零0123456789.+-*/()<>=!,;:'\"[]{}_ \\minclampifelse", max_size=60))
def test_no_text_does_anything_but_give_a_figure(text: str) -> None:
    with suppress(FormulaError):
        assert isinstance(parse(text).value(FIGURES), Fraction)
