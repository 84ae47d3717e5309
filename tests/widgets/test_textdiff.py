"""Differences of two texts: nothing is lost in them, and they read well."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_kit.widgets.common.textdiff import Piece, beside, compare, marked

TEXTS = st.text("我镇公开了做好作，。\n𠮷<", max_size=30)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_pieces(old: str, new: str) -> None:
    pieces = compare(old, new)
    assert "".join(text for kind, text in pieces if kind != "ins") == old
    assert "".join(text for kind, text in pieces if kind != "del") == new
    assert all(text for _, text in pieces)
    assert all(a.kind != b.kind for a, b in pairwise(pieces))


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("全年公开57条。", "全年公开75条。", "全年公开[-57-]{+75+}条。"),
        ("作好公开工作", "做好公开工作", "[-作-]{+做+}好公开工作"),
        # Two passages that share a character or two by chance are one change.
        ("由办公室负责解读", "请各村的同志解读", "[-由办公室负责-]{+请各村的同志+}解读"),
        ("第一段。\n第二段。", "第一段。\n新的一段。\n第二段。", "第一段。\n{+新的一段。\n+}第二段。"),
        ("", "新写的", "{+新写的+}"),
    ],
)
def test_a_change_reads_as_a_person_made_it(old: str, new: str, shown: str) -> None:
    forms = {"same": "{}", "del": "[-{}-]", "ins": "{{+{}+}}"}
    assert "".join(forms[kind].format(text) for kind, text in compare(old, new)) == shown


def test_markup_of_a_text_stays_text() -> None:
    html = marked(compare("<b>旧", "<b>新"))
    assert html.startswith("&lt;b&gt;<del")
    assert "</del><ins" in html
    left, right = beside([Piece("same", "甲"), Piece("del", "<乙\n"), Piece("ins", "丙")])
    assert re.sub(r"<[^>]*>", "", left) == "甲&lt;乙¶\n"
    assert re.sub(r"<[^>]*>", "", right) == "甲丙"
