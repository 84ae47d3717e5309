"""Our widgets for everyone: what axe finds, and the whole tour with the keyboard alone."""

import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest

from report_kit.forms.report import Report
from tests.assess.make import SAMPLE

Lab = Any

AXE = Path(__file__).parents[2] / "widgets/node_modules/axe-core/axe.min.js"
OURS = ".jp-OutputArea-output"
"""The panels; JupyterLab's own menus, bars and cells are not ours."""

needs_axe = pytest.mark.skipif(not AXE.is_file(), reason="需要 axe-core：在 widgets/ 里运行 npm ci")
REPORT = (
    Report.new("云岭县南山镇人民政府", "镇", 2024)
    .with_section("overview", "全镇作好公开工作。")
    .with_section("overview.disclosure", "各村发言优良传统，公开信息{{表三.本年新收.总计}}条。")
)


def violations(lab: Lab, roots: str = OURS) -> list[str]:
    """Return what axe holds to be serious or critical below ``roots``."""
    page = lab.page
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        """async (roots) => {
            // JupyterLab's body has no size of its own; axe would take all in it for hidden.
            document.body.style.width = '100vw';
            document.body.style.height = '100vh';
            const { violations } = await axe.run({include: [[roots]]}, {resultTypes: ['violations']});
            return violations.filter(({impact}) => ['serious', 'critical'].includes(impact))
                .flatMap(({id, nodes}) => nodes.map(({html, failureSummary}) =>
                    `${id}: ${html.slice(0, 200)} | ${failureSummary.replaceAll('\\n', ' ').slice(0, 300)}`));
        }""",
        roots,
    )
    return list(found)


@pytest.fixture(params=["JupyterLab Light", "JupyterLab Dark"])
def theme(lab: Lab, request: pytest.FixtureRequest) -> Any:
    def change(name: str) -> None:
        lab.page.evaluate(
            "(theme) => { window.jupyterapp.commands.execute('apputils:change-theme', {theme}); }", name
        )
        light = str(name == "JupyterLab Light").lower()
        lab.page.locator(f"body[data-jp-theme-light='{light}']").wait_for(state="attached")

    change(request.param)
    yield request.param.rpartition(" ")[2].lower()
    change("JupyterLab Light")


def showing(lab: Lab, name: str, selector: str) -> None:
    lab.open(f"{name}.ipynb")
    lab.run_all()
    lab.page.locator(selector).first.wait_for()
    lab.page.wait_for_timeout(800)


@needs_axe
def test_axe_finds_nothing_serious_in_the_tour(lab: Lab, theme: str) -> None:
    showing(lab, "00_新手上路", ".rk-tour")
    page = lab.page
    page.get_by_role("button", name="重新开始").click()
    found = []
    for number in range(1, 9):
        page.locator(".rk-steps button").nth(number - 1).click()
        page.locator(".rk-tour h2", has_text=f"第 {number} 步").wait_for()
        if number == 5:
            page.get_by_role("button", name="开始校对").click()
            page.locator(".rk-findings .card").first.wait_for()
        page.wait_for_timeout(600)
        found += [f"step {number}: {line}" for line in violations(lab)]
        lab.picture(f"axe-tour-{number}-{theme}")
    assert not found, "\n".join(found)


@needs_axe
@pytest.mark.parametrize(
    ("name", "selector"),
    [
        ("01_起草", ".rk-mark"),
        ("02_校对", ".rk-findings .card"),
        ("03_审核", ".rk-people .add"),
        ("04_发布", "text=还没有成文日期"),
        ("05_考核", ".rk-assess table"),
    ],
    ids=["draft", "review", "sign", "publish", "assess"],
)
def test_axe_finds_nothing_serious(lab: Lab, theme: str, name: str, selector: str) -> None:
    if not lab.workspace.find(REPORT.agency, REPORT.year):
        lab.workspace.create(REPORT)
    if name == "05_考核":
        (lab.server.folder / "考核").mkdir(exist_ok=True)
        shutil.copy(SAMPLE, lab.server.folder / "考核")
    showing(lab, name, selector)
    if name == "01_起草":
        lab.page.locator(".rk-mark").first.hover()
        lab.page.locator(".rk-card").wait_for()
        found = violations(lab, ".rk-card") + violations(lab)
    else:
        found = violations(lab)
    if name == "03_审核":
        for label in ("看稿、批注", "签署", "审签单"):
            lab.page.get_by_role("tab", name=label).click()
            found += violations(lab)
        lab.page.get_by_role("tab", name="看稿、批注").click()
    lab.scroll_to(".jp-OutputArea-output")
    lab.picture(f"axe-{name[:2]}-{theme}")
    assert not found, "\n".join(found)


@needs_axe
def test_findings_in_a_cell_can_be_read(lab: Lab, theme: str) -> None:
    text = "各村发言优良传统，作好公开工作。\n第二段没有问题。\n全年公开信息10余条左右。"
    notebook = nbformat.v4.new_notebook()
    code = f"from report_kit import Proofreader\nProofreader().check({text!r})"
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}  # or it is asked for
    notebook.cells = [nbformat.v4.new_code_cell(code)]
    nbformat.write(notebook, lab.server.folder / "文字.ipynb")
    showing(lab, "文字", ".rk-found mark")
    found = violations(lab, ".rk-found")
    lab.picture(f"findings-{theme}")
    assert not found, "\n".join(found)


def test_the_tour_is_done_with_the_keyboard_alone(lab: Lab) -> None:
    page = lab.page
    lab.open("00_新手上路.ipynb")
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Control+Enter")  # Shift+Enter in the last cell would add one below
    page.locator(".rk-tour").wait_for()

    def go(selector: str, *, back: bool = False) -> None:
        """Press Tab until the focus is where it should be."""
        seen = []
        for _ in range(80):
            seen.append(page.evaluate("() => document.activeElement?.outerHTML.slice(0, 60)"))
            if page.evaluate("(selector) => document.activeElement?.matches(selector) ?? false", selector):
                return
            page.keyboard.press("Shift+Tab" if back else "Tab")
        pytest.fail(f"Tab does not lead to {selector}: {seen}")

    def forward(number: int, *, back: bool = True) -> None:
        page.locator(".rk-way").get_by_text(f"已完成 {number} / 8 步").wait_for()
        go(".rk-forward", back=back)
        page.keyboard.press("Enter")
        page.locator(".rk-tour h2", has_text=f"第 {number + 1} 步").wait_for()

    def press(name: str) -> None:
        go(f"button[title='{name}']")
        page.keyboard.press("Enter")

    go(".rk-steps li:first-child button")
    if "已完成 0" not in page.locator(".rk-way").inner_text():  # another test was here
        press("重新开始")
        page.locator(".rk-way").get_by_text("已完成 0 / 8 步").wait_for()
        go(".rk-steps li:first-child button", back=True)
    go(".rk-editor .cm-content")
    page.keyboard.insert_text("2024年，我乡没有收取信息处理费。")
    forward(1)

    go(".rk-editor .cm-content")
    page.locator(".rk-mark").wait_for()
    page.keyboard.press("F8")
    page.locator(".rk-card").wait_for()
    page.keyboard.press("Alt+Enter")
    page.wait_for_function("() => document.activeElement.classList.contains('rk-fix')")
    page.keyboard.press("Enter")
    forward(2)

    go("input[data-key='granted/natural']")
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    forward(3)

    press("从台账汇总")
    forward(4)
    press("开始校对")
    forward(5)

    go(".rk-findings .card button.first")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelectorAll('.rk-findings .card:not(.done)').length === 1")
    page.wait_for_function("() => document.activeElement.closest('.rk-findings .card')")
    go(".rk-findings .card .reason")
    page.keyboard.insert_text("专有名称")
    page.keyboard.press("Enter")
    forward(6)

    go(".rk-line-field input")  # the title
    page.keyboard.press("Tab")
    page.keyboard.insert_text("青禾县云岫乡人民政府")
    page.keyboard.press("Tab")
    page.keyboard.type("2025-1-15")
    page.keyboard.press("Tab")
    forward(7)

    press("生成文件")
    page.get_by_role("link", name="下载").first.wait_for()
    page.locator(".rk-way").get_by_text("已完成 8 / 8 步").wait_for()
