"""Nothing that was written is lost: autosave, the loss of the kernel or the page, two people, restoring."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from report_kit.forms.report import Report
from report_kit.workspace import ReportRecord

Lab = Any

NAME = "01_起草.ipynb"
FIELD = ".rk-section .cm-content"
SECTION = "overview.disclosure"
SAVED = "span.rk-saved:has-text('已保存')"


@pytest.fixture
def record(lab: Lab) -> ReportRecord:
    count = len(lab.workspace.reports())
    report = Report.new(f"云岭县清河{count}镇人民政府", "镇", 2021 + count % 10)
    return lab.workspace.create(report.with_section(SECTION, "原来的文字。"))


@pytest.fixture
def field(lab: Lab, record: ReportRecord) -> Any:
    """The editor of （一）主动公开, with the caret at its end."""
    lab.open(NAME)
    lab.run_all()
    return enter(lab.page)


def enter(page: Any) -> Any:
    field = page.locator(FIELD).nth(2)
    field.wait_for()
    field.click()
    page.keyboard.press("Control+End")
    return field


def stored(lab: Lab, record: ReportRecord) -> str:
    return lab.workspace.load(record.id).report.section(SECTION)


def reload(lab: Lab) -> Any:
    lab.start()
    lab.open(NAME)
    lab.run_all()
    return enter(lab.page)


def test_what_is_written_is_saved_by_itself(lab: Lab, record: ReportRecord, field: Any) -> None:
    lab.page.keyboard.insert_text("自动保存的一句。")
    lab.page.locator(SAVED).wait_for()
    assert stored(lab, record) == "原来的文字。自动保存的一句。"
    cell = lab.page.locator("input[data-key='new/natural']")
    cell.fill("3")
    lab.page.locator(f".rk-grid {SAVED}").wait_for()
    assert lab.workspace.load(record.id).report.value("table3", "new", "natural") == 3
    lab.scroll_to(".rk-section >> nth=2")
    lab.picture("autosaved")
    assert not any(f"-{record.id}/" in key for key in lab.page.evaluate("() => Object.keys(localStorage)"))


def test_a_reload_of_the_page_loses_nothing(lab: Lab, record: ReportRecord, field: Any) -> None:
    lab.page.keyboard.insert_text("正要保存就刷新了。")
    field = reload(lab)
    restore(lab, field, "正要保存就刷新了。")
    lab.until(lambda: stored(lab, record) == "原来的文字。正要保存就刷新了。", "a sentence is lost")


def restore(lab: Lab, field: Any, words: str) -> None:
    """Take back what was offered, unless the kernel had heard of it in time."""
    if words in field.inner_text():
        return
    lab.page.locator(".rk-offer", has_text=words).get_by_role("button", name="恢复").click()
    lab.page.wait_for_function(
        "([node, words]) => node.innerText.includes(words)", arg=[field.element_handle(), words]
    )


def test_a_restart_of_the_kernel_loses_nothing(lab: Lab, record: ReportRecord, field: Any) -> None:
    page = lab.page
    page.keyboard.insert_text("存好的一句。")
    page.locator(SAVED).wait_for()
    page.evaluate(
        "() => { window.jupyterapp.shell.currentWidget.context.sessionContext.session.kernel.restart(); }"
    )
    page.keyboard.insert_text("重新启动时写的。")
    page.get_by_text("RK-421").first.wait_for()
    lab.picture("kernel-lost")
    page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget.context.sessionContext.session.kernel.status === 'idle'"
    )
    lab.run_all()
    offer = page.locator(".rk-offer", has_text="重新启动时写的。")
    offer.wait_for()
    assert stored(lab, record) == "原来的文字。存好的一句。"
    offer.scroll_into_view_if_needed()
    lab.picture("offered-after-restart")
    offer.get_by_role("button", name="恢复").click()
    page.locator(SAVED).wait_for()
    assert stored(lab, record) == "原来的文字。存好的一句。重新启动时写的。"
    assert page.locator(".rk-offer").count() == 0


def test_a_killed_kernel_loses_nothing(lab: Lab, record: ReportRecord, field: Any) -> None:
    page = lab.page
    page.keyboard.insert_text("存好的一句。")
    page.locator(SAVED).wait_for()
    cell = page.locator("input[data-key='new/natural']")
    (kernel,) = lab.kernels()
    page.keyboard.insert_text("被杀之前的半句，")
    kernel.kill()
    page.keyboard.insert_text("被杀之后的半句。")
    cell.fill("12")
    assert stored(lab, record) == "原来的文字。存好的一句。"
    field = reload(lab)
    assert field.inner_text() == "原来的文字。存好的一句。"
    lab.scroll_to(".rk-section >> nth=2")
    lab.picture("offered-after-kill")
    restore(lab, field, "被杀之前的半句，被杀之后的半句。")
    table = page.locator(".rk-grid .rk-offer")
    assert "12" in table.inner_text()
    table.get_by_role("button", name="恢复").click()
    page.locator(f".rk-grid {SAVED}").wait_for()
    page.locator(f".rk-section {SAVED}").wait_for()
    assert stored(lab, record) == "原来的文字。存好的一句。被杀之前的半句，被杀之后的半句。"
    assert lab.workspace.load(record.id).report.value("table3", "new", "natural") == 12


def test_title_signature_and_date_are_kept_like_the_text(lab: Lab, record: ReportRecord, field: Any) -> None:
    page = lab.page
    title, signature, day = (
        page.get_by_role("textbox", name=name, exact=True) for name in ("标题", "落款", "成文日期")
    )
    signature.fill("云岭县清河镇")
    page.locator(f".rk-line-field {SAVED}").first.wait_for()
    assert lab.workspace.load(record.id).report.signature == "云岭县清河镇"

    # Whatever the browser's language, a day is written as the form prints it.
    day.fill("2025-1-15")
    day.press("Tab")
    assert day.input_value() == "2025年1月15日"
    lab.until(lambda: str(lab.workspace.load(record.id).report.date) == "2025-01-15", "the day is not saved")
    day.fill("2025年2月30日")
    page.get_by_text("不是存在的日期").wait_for()
    page.locator(".rk-line-field .rk-saved.bad", has_text="没有保存：请先改正").wait_for()
    assert str(lab.workspace.load(record.id).report.date) == "2025-01-15"
    lab.scroll_to(".rk-at-title")
    lab.picture("line-fields")
    day.fill("2025年1月14日")
    lab.until(lambda: str(lab.workspace.load(record.id).report.date) == "2025-01-14", "the day is not saved")

    (kernel,) = lab.kernels()
    kernel.kill()
    title.fill("写到一半的标题")
    reload(lab)
    offer = page.locator(".rk-at-title .rk-offer", has_text="写到一半的标题")
    offer.wait_for()
    lab.scroll_to(".rk-at-title")
    lab.picture("line-offered")
    assert "写到一半" not in lab.workspace.load(record.id).report.title
    offer.get_by_role("button", name="恢复").click()
    lab.until(
        lambda: lab.workspace.load(record.id).report.title == "写到一半的标题", "the title is not saved"
    )
    assert signature.input_value() == "云岭县清河镇"

    for width in (600, 390):
        page.set_viewport_size({"width": width, "height": 860})
        page.wait_for_timeout(500)
        lab.scroll_to(".rk-at-title")
        lab.picture(f"line-narrow-{width}")
        over = page.evaluate(
            """() => [...document.querySelectorAll('.rk-line-field input')].filter((input) => {
                const box = input.getBoundingClientRect();
                const page = input.closest('.jp-OutputArea-output').getBoundingClientRect();
                return box.right > page.right + 1 || box.left < page.left - 1;
            }).length"""
        )
        assert over == 0, f"fields run over the edge at {width} px"
    page.set_viewport_size({"width": 1280, "height": 860})


@pytest.fixture
def colleague(lab: Lab) -> Iterator[Callable[[], Any]]:
    """Open the notebook in a second browser."""
    browsers = []

    def open_page() -> Any:
        assert lab.chromium is not None
        browsers.append(lab.chromium())
        page = browsers[0].new_page(viewport={"width": 1280, "height": 860})
        page.set_default_timeout(120_000)
        other = type(lab)(page, lab.server)
        other.start()
        other.open(NAME)
        other.run_all()
        return other

    yield open_page
    for browser in browsers:
        browser.close()


def test_two_browsers_on_one_report_lose_no_word(
    lab: Lab, record: ReportRecord, field: Any, colleague: Callable[[], Any]
) -> None:
    other = colleague()
    theirs = enter(other.page)
    # Different parts: both are kept, and the second to save sees what the first one wrote.
    other.page.keyboard.insert_text("李四加的。")
    other.page.locator(SAVED).wait_for()
    problems = lab.page.locator(FIELD).nth(8)
    problems.click()
    lab.page.keyboard.insert_text("王五写的问题。")
    lab.page.locator(".rk-section").nth(8).locator(SAVED).wait_for()
    lab.page.wait_for_function("(node) => node.innerText.includes('李四加的。')", arg=field.element_handle())
    assert stored(lab, record) == "原来的文字。李四加的。"
    lab.picture("merged")

    # One part, at the same time: the second to save is shown both versions; nothing is overwritten.
    other.page.wait_for_function("() => document.body.innerText.includes('别处保存了第 3 版')")
    theirs.click()
    other.page.keyboard.press("Control+Home")
    other.page.keyboard.insert_text("李四在前面写。")
    other.page.locator(".rk-said", has_text="还没有保存").first.wait_for()
    newest = lab.workspace.load(record.id)
    after = newest.report.with_section(SECTION, "原来的文字。李四加的。王五接着写。")
    lab.workspace.save(record.id, after, base=newest.number)
    # Who has nothing unsaved sees it at once.
    lab.page.wait_for_function(
        "(node) => node.innerText.includes('王五接着写。')", arg=field.element_handle()
    )
    other.page.get_by_role("button", name="按以上选择合并并保存").wait_for()
    assert stored(lab, record) == "原来的文字。李四加的。王五接着写。"
    other.page.locator("mark").first.scroll_into_view_if_needed()
    other.picture("two-browsers-conflict")
    other.page.get_by_role("button", name="用对方的").first.click()
    other.page.get_by_role("button", name="按以上选择合并并保存").click()
    other.page.wait_for_function("() => document.body.innerText.includes('第 6 版')")
    assert stored(lab, record) == "原来的文字。李四加的。王五接着写。"
    texts = [revision.report.section(SECTION) for revision in lab.workspace.revisions(record.id)]
    assert "李四在前面写。原来的文字。李四加的。" in texts, "what was given up is in the history"


def test_an_earlier_revision_is_compared_and_restored(lab: Lab, record: ReportRecord, field: Any) -> None:
    page = lab.page
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("改过的文字，多了半句。")
    page.locator("input[data-key='new/natural']").fill("3")
    page.locator(f".rk-grid {SAVED}").wait_for()
    page.locator(f".rk-section {SAVED}").wait_for()
    page.get_by_text("以前的版本", exact=True).click()
    page.get_by_role("button", name="重新列出").click()
    page.locator("select", has=page.locator("option", has_text="第 1 版")).last.select_option(index=2)
    page.locator("ins", has_text="多了半句").wait_for()
    page.locator("del", has_text="原来").wait_for()
    page.get_by_text("以前的版本", exact=True).scroll_into_view_if_needed()
    lab.picture("history")
    page.get_by_role("button", name="恢复到这一版").click()
    page.get_by_text("已恢复第 1 版的内容").first.wait_for()
    page.wait_for_function("(node) => node.innerText === '原来的文字。'", arg=field.element_handle())
    assert page.locator("input[data-key='new/natural']").input_value() == ""
    revisions = lab.workspace.revisions(record.id)
    assert revisions[-1].report == revisions[0].report
    assert any(revision.report.section(SECTION) == "改过的文字，多了半句。" for revision in revisions)
    lab.picture("restored")


def test_a_passage_taken_over_at_once_leaves_nothing_to_offer(
    lab: Lab, record: ReportRecord, field: Any
) -> None:
    page = lab.page
    guide = page.locator(".rk-at-overview-disclosure .rk-guide")
    page.keyboard.insert_text("刚写的一句。")
    guide.get_by_role("button", name="放进框里").first.click()
    lab.until(lambda: len(stored(lab, record)) > len("原来的文字。刚写的一句。"), "nothing was taken over")
    assert stored(lab, record).startswith("原来的文字。刚写的一句。")
    page.locator(SAVED).wait_for()
    assert page.locator(".rk-offer").count() == 0
    assert not any(f"-{record.id}/" in key for key in page.evaluate("() => Object.keys(localStorage)"))
