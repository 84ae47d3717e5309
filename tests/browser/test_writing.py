"""Writing in a real browser: an input method, marks, decisions by keyboard, a pasted block.

Runs after ``test_lab``, which begins with an empty workspace.
"""

from typing import Any

import pytest

from report_kit.forms.report import Report

Lab = Any

FIELD = ".rk-section .cm-content"
MARKS_ANEW = """
import gc
from report_kit.widgets.fields.editor import Editor
for editor in [thing for thing in gc.get_objects() if isinstance(thing, Editor)]:
    editor.show_known()
"""


@pytest.fixture
def field(lab: Lab) -> Any:
    """Open a new report; the editor of （一）主动公开 has the focus."""
    year = 2021 + len(lab.workspace.reports()) % 10
    lab.workspace.create(Report.new(f"云岭县清河{len(lab.workspace.reports())}镇人民政府", "镇", year))
    lab.open("01_起草.ipynb")
    lab.run_all()
    field = lab.page.locator(FIELD).nth(2)
    field.wait_for()
    field.click()
    return field


def text_of(field: Any) -> str:
    """The field's lines, as the browser holds them."""
    return "\n".join(field.locator(".cm-line").all_inner_texts())


def decide(page: Any) -> None:
    """Go into the card; its first button takes the focus a frame later."""
    page.keyboard.press("Alt+Enter")
    page.wait_for_function("() => document.activeElement.classList.contains('rk-fix')")


def test_an_input_method_loses_and_doubles_nothing(lab: Lab, field: Any) -> None:
    page = lab.page
    keyboard = page.context.new_cdp_session(page)

    def compose(*stages: str) -> None:
        for stage in stages:
            keyboard.send(
                "Input.imeSetComposition",
                {"text": stage, "selectionStart": len(stage), "selectionEnd": len(stage)},
            )
            # Longer than the pause after which the text is checked: findings arrive in mid-composition.
            page.wait_for_timeout(450)
        keyboard.send("Input.insertText", {"text": stages[-1]})

    page.keyboard.insert_text("各村发言优良传统，")
    page.locator(f"{FIELD} .rk-mark").first.wait_for()
    compose("b", "ban", "ban'shi", "办事")
    compose("g", "gong", "公开")
    page.keyboard.press("Enter")
    compose("x", "信息")
    page.keyboard.insert_text("𠮷。")
    page.wait_for_timeout(1000)
    wanted = "各村发言优良传统，办事公开\n信息𠮷。"
    assert text_of(field) == wanted
    lab.save_report()
    newest = max(lab.workspace.reports(), key=lambda record: record.saved)

    def stored() -> str:
        return lab.workspace.load(newest.id).report.section("overview.disclosure")

    lab.until(lambda: stored() == wanted, "what was composed is not what was saved")


def test_a_mistake_is_marked_mended_and_the_mending_undone_by_keyboard(lab: Lab, field: Any) -> None:
    page = lab.page
    before = "本年度各村发言优良传统，主动公开信息。"
    page.keyboard.insert_text(before)
    mark = field.locator(".rk-mark", has_text="发言")
    mark.wait_for()
    page.keyboard.press("F8")
    card = page.locator(".rk-card")
    card.wait_for()
    assert "错误" in card.inner_text()
    assert "依据" in card.inner_text()
    lab.picture("editor-card")
    decide(page)
    page.keyboard.press("Enter")
    page.wait_for_function("() => !document.querySelector('.rk-card')")
    assert text_of(field) == before.replace("发言", "发扬")
    page.keyboard.press("Control+z")
    assert text_of(field) == before
    mark.wait_for()
    lab.picture("editor-undone")
    page.keyboard.press("Control+s")
    page.locator(".rk-said", has_text="已保存").first.wait_for()


def test_a_finding_is_ignored_with_a_reason_by_keyboard(lab: Lab, field: Any) -> None:
    page = lab.page
    page.keyboard.insert_text("本年度各村发言优良传统，主动公开信息。")
    field.locator(".rk-mark.rk-error").wait_for()
    page.keyboard.press("F8")
    page.locator(".rk-card").wait_for()
    decide(page)
    reason = page.locator(".rk-card input")
    reason.focus()
    page.keyboard.press("Enter")
    page.locator(".rk-card input.needed").wait_for()  # a reason is asked for first
    page.keyboard.insert_text("引文")
    # Meanwhile a check of the whole report ends, and the marks come anew; the reason begun stays.
    page.evaluate(
        """(code) => {
            const { session } = window.jupyterapp.shell.currentWidget.context.sessionContext;
            return session.kernel.requestExecute({ code, silent: true }).done.then(() => null);
        }""",
        MARKS_ANEW,
    )
    page.keyboard.insert_text("如此")
    page.keyboard.press("Enter")
    field.locator(".rk-mark.rk-ignored").wait_for()
    newest = max(lab.workspace.reports(), key=lambda record: record.saved)
    assert [d.reason for d in lab.workspace.decisions(newest.id)] == ["引文如此"]
    page.keyboard.press("Alt+Enter")
    page.get_by_role("button", name="恢复").click()
    field.locator(".rk-mark.rk-error").wait_for()


def test_a_block_of_a_spreadsheet_is_pasted(lab: Lab, field: Any) -> None:
    page = lab.page
    rows = [["0"] * 7 for _ in range(25)]
    for row in (0, 2, 23):  # received, granted, done
        rows[row] = ["３", "1,200", "0", "0", "0", "0", "1203"]
    text = "\r\n".join("\t".join(row) for row in rows) + "\r\n"
    first = page.locator("input[data-key='new/natural']")
    first.click()
    first.evaluate(
        """(node, text) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData('text/plain', text);
            node.dispatchEvent(new ClipboardEvent('paste', {clipboardData, bubbles: true, cancelable: true}));
        }""",
        text,
    )
    page.get_by_text("已填完，各项勾稽关系成立").first.wait_for()
    lab.scroll_to(".rk-grid >> nth=1")
    lab.picture("table-pasted")
    lab.save_report()
    newest = max(lab.workspace.reports(), key=lambda record: record.saved)
    lab.until(
        lambda: lab.workspace.load(newest.id).report.value("table3", "granted", "total") == 1203, "no save"
    )
    table = lab.workspace.load(newest.id).report.tables["table3"]
    assert list(table["granted"].values()) == [3, 1200, 0, 0, 0, 0, 1203]
    assert list(table["carried_out"].values()) == [0] * 7
