"""03_审核 by clicks: draft, comment, send back, mend, five signatures, publication, verification."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from report_kit.review.published import verify_file
from report_kit.workspace import Workspace
from tests.review.office import full_report

Lab = Any

AGENCY = "云岭县石桥镇人民政府"
ADMIN = "周敏"
PEOPLE = {
    "张三": "撰稿人",
    "李四": "股室负责人",
    "王五": "信息发布单位",
    "赵六": "分管领导",
    "钱七": "主要领导",
}
WRONG, RIGHT = "全镇认真贯彻落实《条例》，公开信息。", "全镇认真贯彻落实《条例》，主动公开政府信息。"
SECTION = "overview.disclosure"

pytestmark = pytest.mark.slow


def secret(name: str) -> str:
    return f"口令-{name[::-1]}-2024"


@pytest.fixture
def wide(lab: Lab) -> Any:
    before = lab.page.viewport_size
    lab.page.set_viewport_size({"width": 1366, "height": 768})
    yield lab.page
    lab.page.set_viewport_size(before)


def test_a_report_goes_from_draft_to_publication_by_clicks(lab: Lab, wide: Any) -> None:
    report = replace(full_report(AGENCY), signature=AGENCY)
    report = report.with_section("other", "本年度未收取信息处理费。").with_section(SECTION, WRONG)
    key = lab.workspace.create(report, author="张三").id
    page = opened(lab)
    first_use(lab, page)
    comment(lab, page)
    sign(lab, page, "张三", "撰稿人初审")
    send_back(lab, page)
    lab.close()
    mend(lab, key)
    page = opened(lab)
    see_what_was_changed(lab, page)
    for name, step in zip(PEOPLE, STEPS, strict=True):
        sign(lab, page, name, step)
    lab.scroll_to(".jp-OutputArea-output")
    lab.picture("sign-complete")
    print_sheet(lab, page)
    lab.close()
    publish(lab, key)


STEPS = ("撰稿人初审", "股室负责人审核", "信息发布单位审查", "分管领导审核", "主要领导签发")


def opened(lab: Lab) -> Any:
    lab.open("03_审核.ipynb")
    lab.run_all()
    lab.page.locator(".rk-chain").wait_for()
    lab.scroll_to(".jp-OutputArea-output")
    return lab.page


def tab(page: Any, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def i_am(page: Any, name: str) -> None:
    field = page.get_by_label("我是")
    field.fill(name)
    field.press("Enter")
    page.keyboard.press("Tab")


def first_use(lab: Lab, page: Any) -> None:
    """Nobody is registered: the page says so, and the administrator does it there."""
    card = page.locator(".rk-people")
    card.get_by_text("第一次用：先登记管理员").wait_for()
    lab.picture("sign-first-use")
    form = card.locator(".add")
    form.get_by_label("姓名").fill(ADMIN)
    form.get_by_label("职务").fill("党政办主任")
    form.get_by_label("本人的口令").fill("12345678")
    form.get_by_label("口令再输一遍").fill("12345678")
    form.get_by_role("button", name="登记我为管理员").click()
    card.locator(".said", has_text="RK-713").wait_for()
    lab.picture("sign-weak-passphrase")
    form.get_by_label("本人的口令").fill(secret(ADMIN))
    form.get_by_label("口令再输一遍").fill(secret(ADMIN))
    form.get_by_role("button", name="登记我为管理员").click()
    card.locator("td", has_text=ADMIN).wait_for()
    for name, role in PEOPLE.items():
        form = card.locator(".add")
        if not form.get_by_label("姓名").is_visible():
            card.get_by_text("登记一个人（由管理员）").click()
        form.get_by_label("姓名").fill(name)
        form.get_by_label("职务").fill(role)
        form.get_by_label(role, exact=True).check()
        form.get_by_label("本人的口令").fill(secret(name))
        form.get_by_label("口令再输一遍").fill(secret(name))
        form.get_by_label("管理员的口令").fill(secret(ADMIN))
        form.get_by_role("button", name="登记", exact=True).click()
        card.locator("tr", has_text=name).get_by_text("已设").wait_for()
    lab.picture("sign-people")


def comment(lab: Lab, page: Any) -> None:
    """Choose words with the mouse, and say what is wrong with them."""
    i_am(page, "李四")
    tab(page, "看稿、批注")
    part = page.locator(f".part[data-section='{SECTION}']")
    part.scroll_into_view_if_needed()
    words = part.locator(".words span[data-start]").first
    box = words.bounding_box()
    page.mouse.move(box["x"] + 13 * 15 + 1, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 17 * 15 + 1, box["y"] + box["height"] / 2, steps=5)
    page.mouse.up()
    part.locator(".compose textarea").fill("这里要写“主动公开政府信息”。")
    lab.picture("sign-comment")
    part.get_by_role("button", name="保存批注").click()
    part.locator(".comment", has_text="这里要写").wait_for()
    lab.picture("sign-commented")
    assert part.locator(".comment q").inner_text() in WRONG


def sign(lab: Lab, page: Any, name: str, step: str, verdict: str = "同意", opinion: str = "") -> None:
    tab(page, "签署")
    card = page.locator(".rk-sign-card")
    card.locator("h3", has_text=step).first.wait_for()
    for line in card.locator("[data-question]").all():
        right = "是" if "核对" in line.inner_text() else "否"
        line.get_by_label(right, exact=True).check()
    card.get_by_label(verdict, exact=True).check()
    card.get_by_label("具体意见").fill(opinion)
    card.get_by_label("签署人").select_option(name)
    card.get_by_label("本人的口令").fill(secret(name))
    card.scroll_into_view_if_needed()
    lab.picture(f"sign-{step}-{verdict}")
    card.get_by_role("button", name="签署第").click()
    card.locator(".said", has_text=f"{name}已签：{verdict}").wait_for()


def send_back(lab: Lab, page: Any) -> None:
    tab(page, "签署")
    card = page.locator(".rk-sign-card")
    card.locator("h3", has_text="股室负责人审核").wait_for()
    card.get_by_label("退回").check()
    card.get_by_role("button", name="签署第").click()
    card.locator(".said", has_text="要写明具体意见").wait_for()
    card.get_by_label("具体意见").fill("见（一）里的批注。")
    card.get_by_label("签署人").select_option("李四")
    card.get_by_label("本人的口令").fill("不是这个口令")
    card.get_by_role("button", name="签署第").click()
    card.locator(".said", has_text="RK-715").wait_for()
    lab.picture("sign-wrong-passphrase")
    card.get_by_label("本人的口令").fill(secret("李四"))
    card.get_by_role("button", name="签署第").click()
    page.locator(".rk-turn", has_text="李四的意见是“退回”：见（一）里的批注。").wait_for()
    lab.scroll_to(".jp-OutputArea-output")
    lab.picture("sign-sent-back")


def mend(lab: Lab, key: int) -> None:
    """The writer mends the text in 01_起草."""
    lab.open("01_起草.ipynb")
    lab.run_all()
    page = lab.page
    page.get_by_label("编写人").fill("张三")
    page.get_by_label("编写人").press("Enter")
    field = page.locator(".rk-section .cm-content", has_text="，公开信息。").first
    field.wait_for()
    field.fill(RIGHT)
    page.keyboard.press("Tab")
    lab.page.locator(".rk-said", has_text="还没有保存").first.wait_for()
    lab.save_report()
    lab.until(lambda: lab.workspace.load(key).report.section(SECTION) == RIGHT, "not saved")
    lab.close()


def see_what_was_changed(lab: Lab, page: Any) -> None:
    """The reviewer sees what changed since the last look, and that the words of the comment are gone."""
    i_am(page, "李四")
    tab(page, "看稿、批注")
    page.locator(".since ins", has_text="主动").wait_for()
    part = page.locator(f".part[data-section='{SECTION}']")
    part.locator(".comment .mark", has_text="原文已改").wait_for()
    lab.picture("sign-changes")
    part.scroll_into_view_if_needed()
    part.get_by_role("button", name="已改").click()
    part.locator(".comment").wait_for(state="detached")


def print_sheet(lab: Lab, page: Any) -> None:
    tab(page, "审签单")
    page.get_by_role("button", name="生成审签单").click()
    page.get_by_role("link", name="下载").nth(1).wait_for()
    lab.picture("sign-sheet")


def publish(lab: Lab, key: int) -> None:
    lab.open("04_发布.ipynb")
    lab.run_all()
    page = lab.page
    page.get_by_text("可以正式发布").wait_for()
    i_am(page, "周敏")
    lab.scroll_to(".jp-OutputArea-output")
    lab.picture("publish-open")
    page.get_by_role("button", name="正式发布").click()
    page.get_by_text("已正式发布第").wait_for()
    lab.picture("published")
    number = lab.workspace.load(key).number
    files = sorted((lab.server.folder / "发布" / f"正式发布-第{number}版").iterdir())
    assert {path.suffix for path in files} >= {".html", ".pdf", ".docx"}
    workspace = Workspace(lab.server.folder)
    for path in files:
        assert verify_file(workspace, path).is_signed, path.name
    changed = Path(os.fspath(files[0])).with_name("改过.html")
    html = next(path for path in files if path.suffix == ".html")
    changed.write_text(html.read_text("utf-8").replace("主动公开政府信息", "主动公开信息", 1), "utf-8")
    assert verify_file(workspace, changed).outcome == "changed"
