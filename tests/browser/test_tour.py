"""The ten-minute tour, by clicks and typing alone."""

from typing import Any

Lab = Any


def test_the_tour_is_done_by_clicks(lab: Lab) -> None:
    page = lab.page
    before = [(record.id, record.latest) for record in lab.workspace.reports()]
    lab.open("00_新手上路.ipynb")
    lab.run_all()
    task = page.locator(".rk-tour .rk-task h2")

    def arrive(number: int, name: str) -> None:
        task.filter(has_text=f"第 {number} 步").wait_for()
        page.wait_for_timeout(400)
        lab.picture(f"tour-{number}-{name}")

    def finish(number: int) -> None:
        page.locator(".rk-way").get_by_text(f"已完成 {number} / 8 步").wait_for()
        page.wait_for_timeout(200)
        lab.picture(f"tour-{number}-done")
        if number < 8:
            page.get_by_role("button", name="下一步").nth(number % 2).click()  # one above, one below

    page.get_by_role("button", name="重新开始").click()  # another test may have been here
    page.locator(".rk-way").get_by_text("已完成 0 / 8 步").wait_for()
    arrive(1, "sentence")
    page.locator(".rk-editor .cm-content").click()
    page.keyboard.insert_text("2024年，我乡没有收取信息处理费")
    page.get_by_text("句末还差一个句号").first.wait_for()
    page.keyboard.insert_text("。")
    finish(1)

    arrive(2, "typo")
    page.locator(".rk-mark", has_text="发言").hover()
    page.locator(".rk-card").wait_for()
    lab.picture("tour-2-card")
    page.locator(".rk-card").get_by_role("button", name="改为").click()
    finish(2)

    arrive(3, "table")
    cell = page.locator("input[data-key='granted/natural']")
    assert cell.input_value() == "2"
    cell.fill("3")
    cell.press("Enter")
    finish(3)
    assert page.locator(".rk-grid input.bad").count() == 0

    arrive(4, "register")
    assert page.locator(".rk-chip.unknown").count() == 3
    page.get_by_role("button", name="从台账汇总").click()
    page.locator(".rk-chip:not(.unknown)").nth(2).wait_for()
    assert page.locator(".rk-chip").all_inner_texts() == ["2表二", "1表二", "4表二"]
    finish(4)

    arrive(5, "proofread")
    page.get_by_role("button", name="开始校对").click()
    finish(5)

    arrive(6, "decide")
    cards = page.locator(".rk-findings .card:not(.done)")
    doubled = cards.filter(has=page.locator("mark", has_text="保障保障"))
    doubled.get_by_role("button", name="采纳").click()
    page.get_by_text("还有 1 处没有处理").first.wait_for()
    cards.locator(".reason").fill("专有名称")
    cards.get_by_role("button", name="忽略").click()
    finish(6)

    arrive(7, "sign")
    page.get_by_role("textbox", name="落款").fill("青禾县云岫乡人民政府")
    page.get_by_label("成文日期").fill("2025-01-15")
    page.get_by_label("成文日期").press("Tab")
    finish(7)

    arrive(8, "publish")
    page.get_by_role("button", name="生成文件", exact=True).click()
    page.get_by_role("link", name="下载").nth(2).wait_for()
    finish(8)
    page.get_by_text("全部做完了").first.wait_for()

    page.locator(".rk-steps button").nth(5).click()
    arrive(6, "again")
    page.get_by_role("button", name="这一步重做").click()
    page.get_by_text("还有 2 处没有处理").first.wait_for()
    page.get_by_role("button", name="重新开始").click()
    task.filter(has_text="第 1 步").wait_for()
    page.locator(".rk-way").get_by_text("已完成 0 / 8 步").wait_for()
    assert [(record.id, record.latest) for record in lab.workspace.reports()] == before
