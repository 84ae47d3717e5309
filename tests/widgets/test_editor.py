"""The editor, from the page's messages to the marks it is sent."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_kit.forms.render import INDENT
from report_kit.forms.report import Report
from report_kit.proofread import Context, Edit, Finding, Fix, Severity
from report_kit.widgets.common.prose_checks import ProseChecks, moved
from report_kit.widgets.common.whole_check import lead, learn
from report_kit.widgets.drafting.panel import DraftPanel
from report_kit.widgets.fields.editor import Editor
from report_kit.workspace import Workspace


class Page:
    """The other side: sends what a person types, keeps what it is told."""

    def __init__(self, editor: Editor) -> None:
        self.editor, self.version = editor, 0
        self.told: list[dict[str, Any]] = []
        editor.send = self.told.append  # type: ignore[method-assign,assignment]

    def types(self, text: str, edition: int | None = None) -> list[dict[str, Any]]:
        self.version += 1
        edition = self.editor.content["edition"] if edition is None else edition
        self.sends(kind="text", view="a", version=self.version, edition=edition, text=text)
        return self.items

    def sends(self, **message: Any) -> None:
        self.editor._handle_custom_msg(message, [])

    @property
    def items(self) -> list[dict[str, Any]]:
        return self.told[-1]["items"] if self.told else []


class Counting:
    """A proofreader that remembers what it was asked."""

    def __init__(self, proofreader: Any) -> None:
        self.proofreader = proofreader
        self.asked: list[str] = []

    def check(self, text: str, context: Context | None = None) -> list[Finding]:
        self.asked.append(text)
        return self.proofreader.check(type("Document", (), {"text": text}), context)


@pytest.fixture
def proofreader(one_word: Callable[..., Any]) -> Counting:
    return Counting(one_word())


@pytest.fixture
def page(proofreader: Any) -> Page:
    return Page(Editor(checks=ProseChecks(proofreader)))


def utf16(text: str, start: int, end: int) -> str:
    """Cut a text as JavaScript does."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def test_a_mistake_is_marked_with_its_reason_and_fix(page: Page) -> None:
    (item,) = page.types("我镇作好公开。")
    assert (item["from"], item["to"], item["severity"], item["reason"]) == (2, 4, "error", None)
    assert (item["message"], item["source"]) == ("应为“做好”", "《现代汉语词典》")
    assert item["fixes"] == [{"label": "改为“做好”", "edits": [{"from": 2, "to": 4, "insert": "做好"}]}]
    assert page.told[-1]["version"] == 1
    assert page.editor.value == "我镇作好公开。"


@given(st.text("𠮷好a\n☑é作", max_size=12), st.text("𠮷好a\n☑", max_size=6))
def test_positions_are_those_of_javascript(before: str, after: str) -> None:
    from tests.widgets.conftest import OneWord

    page = Page(Editor(checks=ProseChecks(Counting(OneWord()))))  # type: ignore[arg-type]
    text = f"{before}作好{after}"
    items = page.types(text)
    assert len(items) == text.count("作好")
    for item in items:
        assert utf16(text, item["from"], item["to"]) == "作好"
        (edit,) = item["fixes"][0]["edits"]
        assert (edit["from"], edit["to"]) == (item["from"], item["to"])


def test_only_changed_paragraphs_are_checked(page: Page, proofreader: Counting) -> None:
    page.types("第一段作好。\n第二段。")
    page.types("第一段作好。\n第二段改了，作好。\n\n第一段作好。")
    assert proofreader.asked == [f"{INDENT}第一段作好。", f"{INDENT}第二段。", f"{INDENT}第二段改了，作好。"]
    assert [item["from"] for item in page.items] == [3, 13, 21]


def test_what_was_typed_before_a_replacement_does_not_undo_it(page: Page) -> None:
    page.types("打的字")
    old = page.editor.content["edition"]
    page.editor.value = "合并后的文字"
    page.types("打的字再加一点", edition=old)
    assert page.editor.value == "合并后的文字"
    assert page.editor.content == {"text": "合并后的文字", "edition": old + 1, "made_of": {"a": 1}}
    page.types("合并后的文字。")
    assert page.editor.content == {"text": "合并后的文字。", "edition": old + 1}


def test_a_view_hears_only_that_its_own_words_are_saved(page: Page) -> None:
    def heard() -> list[tuple[str, int]]:
        return [(told["view"], told["version"]) for told in page.told if told["kind"] == "saved"]

    edition = page.editor.content["edition"]
    page.types("一个窗口里写的")
    page.sends(kind="text", view="b", version=1, edition=edition, text="另一个窗口里写的")
    page.editor.tell("已保存")
    assert heard() == [("b", 1)]
    page.editor.value += "，加上例句"
    # Only in the place of what the second window shows: the other still has words of its own.
    assert page.editor.content["made_of"] == {"b": 1}
    for view in "ab":
        page.sends(kind="text", view=view, version=2, edition=edition + 1, text=page.editor.value)
    page.editor.tell("已保存")
    assert heard()[1:] == [("a", 2), ("b", 2)]


def test_line_ends_are_those_of_the_page(page: Page) -> None:
    page.editor.value = "一\r\n二\r三"
    assert page.editor.value == page.editor.content["text"] == "一\n二\n三"


def test_ignored_findings_stay_but_are_told_apart_and_can_be_taken_back(page: Page) -> None:
    first, second = page.types("我镇作好公开，县里作好解读。")
    page.sends(kind="ignore", key=second["key"], reason="引文如此 ")
    assert [item["reason"] for item in page.items] == [None, "引文如此"]
    page.types("前面加一段。\n我镇作好公开，县里作好解读。")
    assert [item["reason"] for item in page.items] == [None, "引文如此"]
    assert page.items[0]["key"] == first["key"]
    page.sends(kind="reopen", key=page.items[1]["key"])
    assert [item["reason"] for item in page.items] == [None, None]


def test_a_decision_about_a_mark_that_is_gone_does_nothing(page: Page) -> None:
    (item,) = page.types("作好。")
    page.types("做好。")
    page.sends(kind="ignore", key=item["key"], reason="晚了")
    assert page.types("作好。")[0]["reason"] is None


def test_what_the_whole_report_shows_replaces_what_a_paragraph_shows(report: Report, page: Page) -> None:
    report = report.with_section("overview", "总述。\n与表三不一致。").with_section("requests", "作好。")
    document = report.document()
    start = document.text.index("不一致")
    fix = Fix((Edit(start, start + 3, "一致"),), "likely")
    wide = Finding("consistency.test", Severity.WARNING, start, start + 3, "不一致", "与表三不同", (fix,))
    page.types("作好。")
    assert len(page.items) == 1
    learn(page.editor.checks, report, [wide])
    (item,) = page.types("总述。\n与表三不一致。")
    assert (item["from"], item["to"], item["fixes"][0]["edits"][0]["from"]) == (7, 10, 7)
    assert page.types("作好。") == [], "the check of the whole knows better"


def test_a_heading_that_runs_in_is_part_of_the_first_paragraph(
    workspace: Workspace, report: Report, proofreader: Counting
) -> None:
    report = replace(report, headings={"overview.disclosure": "（一）主动公开。"})
    assert lead(report, "overview.disclosure") == "（一）主动公开。"
    assert lead(report, "overview.requests") == INDENT
    page = Page(Editor(checks=ProseChecks(proofreader), lead="（一）作好公开。"))  # type: ignore[arg-type]
    (item,) = page.types("镇里作好解读。")
    assert item["from"] == 2, "a finding in the heading is none of this text"


def test_bindings_are_not_checked(page: Page) -> None:
    assert page.types("收到{{作好.总计}}件。") == []
    assert len(page.types("作好{{表三.总计}}件。")) == 1


def test_an_ignore_in_the_draft_holds_in_the_review(
    workspace: Workspace, report: Report, one_word: Callable[..., Any]
) -> None:
    from report_kit.widgets.reviewing.panel import ReviewPanel

    report = replace(report, headings={"overview.disclosure": "（一）主动公开。"})
    workspace.create(report)
    panel = DraftPanel(workspace)
    field = next(form.field for form in panel.sections if form.section.id == "overview.disclosure")
    field.checks._proofreader = Counting(one_word())  # type: ignore[assignment]
    page = Page(field)
    first, _second = page.types(field.value)
    page.sends(kind="ignore", key=first["key"])
    assert "RK-408" in panel.status.value, "a reason is needed, as in 02_校对"
    page.sends(kind="ignore", key=first["key"], reason="引文如此")
    assert [item["reason"] for item in page.items] == ["引文如此", None]
    review = ReviewPanel(workspace, one_word())
    assert [item["reason"] for item in review.list.ignored] == ["引文如此"]


def test_the_text_is_saved_from_the_keyboard(workspace: Workspace, report: Report) -> None:
    workspace.create(report)
    panel = DraftPanel(workspace)
    page = Page(panel.sections[1].field)
    page.types("总述。")
    page.sends(kind="save")
    assert panel.revision is not None
    assert workspace.load(panel.revision.report_id).report.section("overview") == "总述。"
    assert "已保存" in panel.status.value


def test_parts_of_one_limit_know_of_each_other(workspace: Workspace, report: Report) -> None:
    workspace.create(report)
    panel = DraftPanel(workspace)
    fields = {form.section.id: form.field for form in panel.sections}
    before = fields["overview"].counted["others"]
    fields["overview.disclosure"].value += "加 五个字。\n"
    assert fields["overview"].counted == {"name": "总体情况（含小标题）", "others": before + 5, "limit": 1000}
    assert fields["problems"].counted == {}
    page = Page(fields["overview"])
    page.types("总述二十个字" * 2)
    assert fields["overview.disclosure"].counted["others"] >= 12
    assert fields["overview"].counted["others"] == before + 5


def test_moving_a_finding_moves_its_edits() -> None:
    finding = Finding(
        "a.b", Severity.HINT, 3, 5, "甲乙", "", (Fix((Edit(1, 2, ""), Edit(4, 4, "丙")), "safe"),)
    )
    assert moved(moved(finding, 7), -7) == finding
    assert [(e.start, e.end) for e in moved(finding, 2).fixes[0].edits] == [(3, 4), (6, 6)]


def test_bound_numbers_count_as_they_are_printed(workspace: Workspace, report: Report) -> None:
    workspace.create(report.with_value("table3", "new", "total", 1290))
    panel = DraftPanel(workspace)
    fields = {form.section.id: form.field for form in panel.sections}
    before = fields["overview"].counted["others"]
    fields["overview.disclosure"].value += "{{表三.本年新收.总计}}\n"
    assert fields["overview"].counted["others"] == before + len("1290")
