"""Findings in words and in HTML."""

import pickle

import lxml.html
import pytest
from IPython.core.interactiveshell import InteractiveShell

from report_kit.errors import DataError, UsageError
from report_kit.proofread import Edit, Finding, Fix, Proofreader, Severity
from report_kit.proofread.findings.display import (
    context,
    findings_html,
    findings_text,
    marked_html,
    suggestion,
    summary,
)
from report_kit.widgets.jupyter.magic import proofread


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
    assert suggestion(mark("作好", "作好", fix(Edit(0, 2, ""), replacement=""))) == "删去“作好”"
    assert suggestion(mark("a,b,", "a", fix(Edit(1, 2, "，"), Edit(3, 4, "，")))) == "一次改好 2 处"
    assert suggestion(mark("作好", "作好")) == ""
    long = "长" * 90
    assert suggestion(mark("作好", "作好", fix(Edit(0, 2, long), replacement=long))) == ""


def test_errors_come_first() -> None:
    text = "提示，错误"
    findings = [mark(text, "提示", severity=Severity.HINT), mark(text, "错误")]
    assert summary(findings) == "错误 1 处，提示 1 处"
    assert findings_text(findings, text).index("【错误】") < findings_text(findings, text).index("【提示】")
    assert summary([]) == "没有发现问题"


def test_the_magic_understands_its_options() -> None:
    options = "--agency 米易县白坡彝族乡人民政府 --level 乡 --year 2024 --select spelling"
    found = proofread(options, "各村要作好公开工作。")
    assert [finding.text for finding in found] == ["作好"]


@pytest.mark.parametrize("line", ["--没有", '--agency "某县', "--level 国", "--year 今年"])
def test_options_the_magic_does_not_understand_are_told_in_chinese(line: str) -> None:
    with pytest.raises(UsageError, match="RK-611") as caught:
        proofread(line, "文字")
    assert caught.value.where == line


def test_the_path_of_a_model_may_be_one_of_windows() -> None:
    with pytest.raises(DataError, match="RK-331") as caught:
        proofread(r"--engine onnx=D:\没有\模型", "文字")
    assert r"D:\没有\模型" in caught.value.where


def test_a_cell_shows_an_error_s_message_and_no_program(capsys: pytest.CaptureFixture[str]) -> None:
    shell = InteractiveShell()
    shell.run_cell(
        "from report_kit.errors import InputError\nraise InputError('RK-101', '找不到文件', where='a')"
    )
    assert capsys.readouterr().out.strip() == "[RK-101] 找不到文件\n  位置：a"


def test_findings_show_themselves_in_a_cell() -> None:
    text = "各村要作好<公开>工作。\n第二段没有问题。\n本年度共公开信息10余条左右。"
    found = Proofreader().check(text)
    bundle = found._repr_mimebundle_()  # type: ignore[attr-defined]
    assert bundle["text/plain"] == findings_text(found, text)
    page = lxml.html.fromstring(bundle["text/html"])
    marks = page.xpath("//div[@class='rk-text']//mark")
    assert marks[0].text == "作好"
    numbers = page.xpath("//div[@class='rk-text']//sup/text()")
    assert numbers == [str(number) for number in range(1, len(found) + 1)]
    items = page.xpath("//div[starts-with(@class, 'rk-item')]/div[1]/b/text()")
    assert [item.partition(".")[0] for item in items] == numbers
    for mark in page.xpath("//div[@class='rk-text']//sup"):
        mark.drop_tree()
    assert [p.text_content() for p in page.xpath("//div[@class='rk-text']/p")] == text.split("\n")


def test_of_a_long_text_only_what_matters_is_shown() -> None:
    text = "\n".join(["没有问题的一段。" * 50] * 10 + ["作好"])
    shown = marked_html([mark(text, "作好")], text)
    assert shown.count("没有问题的一段") == 0
    assert "没有问题的 10 段没有列出" in shown


def test_overlapping_findings_and_gaps_lose_no_text() -> None:
    text = "甲乙丙丁"
    pieces = [("甲乙丙", 0), ("乙丙", 1), ("丙丁", 2), ("", 4)]
    found = [Finding("spelling.test", Severity.HINT, at, at + len(p), p, "说明") for p, at in pieces]
    page = lxml.html.fromstring(marked_html(found, text)).find(".//div[@class='rk-text']")
    assert page.text_content() == "甲乙丙12丁3▲4"


def test_findings_go_to_another_process_without_their_text() -> None:
    found = Proofreader().check("各村要作好公开工作。")
    there = pickle.loads(pickle.dumps(found))
    assert there == found
    assert type(there) is list
