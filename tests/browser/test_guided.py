"""Led through a report in a real browser: last year's file and text, and the next open point."""

from typing import Any

from report_kit.export import export_report
from tests.browser.test_accessibility import AXE, violations
from tests.forms.test_carry import last_year

Lab = Any

AGENCY = "云岭县南溪镇人民政府"  # one that no other test writes a report for
PROSE = "在县政府网站公开信息86条，其中惠农补贴32条、其他54条。"


def test_last_years_file_leads_to_this_years_report(lab: Lab, tmp_path: Any) -> None:
    page = lab.page
    export_report(last_year(AGENCY), tmp_path / "上年", ["pdf"])
    lab.open("01_起草.ipynb")
    lab.run_all()
    header = page.locator(".jupyter-widget-Collapse-header", has_text="新建报告")
    header.wait_for()
    if lab.workspace.reports():  # else it is open
        header.click()
    page.get_by_label("机关全称").fill("")
    page.get_by_label("机关全称").press("Tab")
    lab.picture("guided-begin")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="选择上年的报告").click()
    chooser.value.set_files(tmp_path / "上年.pdf")
    page.get_by_text("已建立 2024 年度报告").first.wait_for()
    page.get_by_text("现行有效件数 6").first.wait_for()
    records = {record.year: record for record in lab.workspace.reports() if record.agency == AGENCY}
    assert lab.workspace.load(records[2023].id).report.tables == last_year(AGENCY).tables
    lab.picture("guided-outcome")

    # What is carried over stands in the table, and is no open point.
    page.wait_for_function("() => document.querySelector('[data-key=\"carried_in/natural\"]')?.value === '2'")
    page.locator(".rk-progress .rk-words", has_text="还差").wait_for()
    before = points(page)

    # The next open point is the date, then the preamble; F9 goes on from where one is.
    page.get_by_role("button", name="到下一处没写完的（F9）").first.click()
    assert page.evaluate("() => document.activeElement.placeholder").startswith("如 2025年1月15日")
    page.get_by_label("成文日期").fill("2025-01-13")
    page.keyboard.press("F9")
    assert label(page) == "引言"
    page.keyboard.press("F9")
    assert label(page) == "（一）主动公开"

    # Last year's paragraph is taken over with one click, and said to be last year's.
    guide = page.locator(".rk-at-overview-disclosure .rk-guide")
    assert PROSE in guide.locator(".rk-last").inner_text()
    guide.get_by_role("button", name="照用这一段").click()
    field = page.locator(".rk-at-overview-disclosure .cm-content")
    page.wait_for_function("(node) => node.innerText.includes('惠农')", arg=field.element_handle())
    field.click()
    page.keyboard.press("Control+z")
    page.wait_for_function("(node) => !node.innerText.includes('惠农')", arg=field.element_handle())
    page.keyboard.press("Control+y")
    guide.locator(".rk-stale summary").wait_for()
    guide.locator(".rk-summary.done").wait_for()
    guide.locator(".rk-stale summary").click()
    lab.scroll_to(".rk-at-overview-disclosure")
    lab.picture("guided-section")

    # An example answers its question; what it left open is told.
    last = page.locator(".rk-at-other .rk-guide")
    last.get_by_role("button", name="放进框里").first.click()
    last.locator(".rk-summary.done").wait_for()
    after = points(page)
    assert after < before
    lab.scroll_to(".rk-at-overview-supervision")
    lab.picture("guided-questions")
    page.locator(".rk-progress summary").click()
    lab.scroll_to(".rk-progress")
    lab.picture("guided-progress")

    page.set_viewport_size({"width": 640, "height": 860})
    lab.scroll_to(".rk-at-overview-disclosure")
    lab.picture("guided-narrow")
    lab.scroll_to(".rk-progress")
    lab.picture("guided-narrow-progress")
    page.set_viewport_size({"width": 1280, "height": 860})

    page.locator(".rk-save button, button.rk-save").first.click()
    report = records[2024].id
    written = ("overview.disclosure", PROSE), ("other", "本年度没有收取信息处理费。")
    lab.until(
        lambda: all(text in lab.workspace.load(report).report.section(key) for key, text in written),
        "what was written is not what was saved",
    )


def test_what_was_not_understood_and_a_report_sent_away(lab: Lab, tmp_path: Any) -> None:
    page = lab.page
    agency = "云岭县西溪镇人民政府"
    export_report(last_year(agency), tmp_path / "上年", ["txt"])
    path = tmp_path / "上年.txt"
    text = path.read_text(encoding="utf-8").replace("行政处罚\t0", "行政处罚\t0\n行政检查\t7")
    path.write_text(text.replace("2024年1月12日", ""), encoding="utf-8")
    lab.open("01_起草.ipynb")
    lab.run_all()
    header = page.locator(".jupyter-widget-Collapse-header", has_text="新建报告")
    header.wait_for()
    if lab.workspace.reports():
        header.click()
    page.get_by_label("机关全称").fill("")
    page.get_by_label("机关全称").press("Tab")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="选择上年的报告").click()
    chooser.value.set_files(path)
    unclear = page.locator(".rk-unclear")
    unclear.get_by_text("要请您核对的有 2 处").wait_for()
    boxes = unclear.get_by_role("checkbox")
    boxes.first.focus()
    page.keyboard.press("Space")
    unclear.get_by_text("要请您核对的有 1 处").wait_for()
    assert page.evaluate("() => document.activeElement.type") == "checkbox", "the focus stays"
    lab.scroll_to(".rk-unclear")
    lab.picture("unclear")
    if AXE.is_file():
        assert violations(lab, ".rk-unclear") == []

    # Another kernel, another page: what was not ticked off is there.
    (kernel,) = lab.kernels()
    kernel.kill()
    lab.start()
    lab.open("01_起草.ipynb")
    lab.run_all()
    unclear.get_by_text("要请您核对的有 1 处").wait_for()
    assert unclear.get_by_role("checkbox").count() == 1

    page.locator(".jupyter-widget-Collapse-header", has_text="删去、恢复报告").click()
    page.get_by_role("button", name="把打开的报告移到回收站").click()
    page.get_by_text(f"把“{agency}2024年").wait_for()
    lab.picture("discard-asked")
    page.get_by_role("button", name="移到回收站", exact=True).click()
    page.get_by_text("已移到回收站").wait_for()
    assert not lab.workspace.find(agency, 2024)
    assert len(list((lab.server.folder / "回收站").glob("*西溪*"))) == 1
    page.get_by_label("回收站", exact=True).select_option(index=1)
    page.get_by_role("button", name="恢复", exact=True).click()
    page.get_by_text("已恢复：").first.wait_for()
    assert lab.workspace.find(agency, 2024)
    unclear.get_by_text("要请您核对的有 1 处").wait_for()


def points(page: Any) -> int:
    """Return how many compulsory points are open."""
    return int(page.locator(".rk-progress summary").inner_text().strip("还差的 项"))


def label(page: Any) -> str:
    return page.evaluate("() => document.activeElement.getAttribute('aria-label')")
