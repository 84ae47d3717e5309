"""Findings in words and in HTML."""

import pytest

from report_kit.errors import UsageError
from report_kit.proofread import Edit, Finding, Fix, Severity
from report_kit.widgets.magic import proofread
from report_kit.widgets.render import context, findings_html, findings_text, suggestion, summary


def mark(text: str, passage: str, *fixes: Fix, severity: Severity = Severity.ERROR) -> Finding:
    start = text.index(passage)
    return Finding("spelling.test", severity, start, start + len(passage), passage, "说明<b>", fixes)


def test_the_passage_keeps_to_its_paragraph() -> None:
    text = "第一段。\n" + "甲" * 40 + "作好" + "乙" * 40 + "\n第三段。"
    before, marked, after = context(mark(text, "作好"), text)
    assert (before, marked, after) == ("…" + "甲" * 24, "作好", "乙" * 24 + "…")
    assert context(mark("作好工作\n下一段", "作好"), "作好工作\n下一段") == ("", "作好", "工作")


def test_html_shows_markup_as_text() -> None:
    text = "<script>alert(1)</script>作好"
    shown = findings_html([mark(text, "作好")], text)
    assert "<script>" not in shown
    assert "说明&lt;b&gt;" in shown


def test_fixes_in_words() -> None:
    def fix(*edits: Edit, replacement: str | None = None) -> Fix:
        return Fix(edits, "likely", replacement)

    assert suggestion(mark("作好", "作好", fix(Edit(0, 2, "做好"), replacement="做好"))) == "改为“做好”"
    assert suggestion(mark("作好", "作好", fix(Edit(0, 2, ""), replacement=""))) == "删去这几个字"
    assert suggestion(mark("a,b,", "a", fix(Edit(1, 2, "，"), Edit(3, 4, "，")))) == "一次改好 2 处"
    assert suggestion(mark("作好", "作好")) == ""


def test_errors_come_first() -> None:
    text = "提示，错误"
    findings = [mark(text, "提示", severity=Severity.HINT), mark(text, "错误")]
    assert summary(findings) == "错误 1 处，提示 1 处"
    assert findings_text(findings, text).index("【错误】") < findings_text(findings, text).index("【提示】")
    assert summary([]) == "没有发现问题"


def test_the_magic_understands_its_options() -> None:
    options = "--agency 米易县白坡彝族乡人民政府 --level 乡 --year 2024 --select spelling"
    found = proofread(options, "各村要作好公开工作。")
    assert repr(found)
    assert found._repr_html_()
    with pytest.raises(UsageError, match="RK-611"):
        proofread("--没有", "文字")
