"""Registers edited in the page: rows, cells, a pasted block, faults; the report follows."""

import csv
import json
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from report_kit.forms.report import Report
from tests.browser.test_accessibility import AXE, violations
from tests.ledger.make import DATA

Lab = Any

NAME = "01_起草.ipynb"
SECTION = "overview.management"


@pytest.fixture
def folder(lab: Lab) -> Path:
    """The registers of the workspace: the samples, and nothing of other tests."""
    folder = lab.server.folder / "台账"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name in ("ysq_full", "gfxwj_sample"):
        shutil.copy(DATA / f"{name}.csv", folder)
    return folder


@pytest.fixture
def record(lab: Lab, folder: Path) -> Any:
    report = Report.new(f"清水县清河{len(lab.workspace.reports())}乡人民政府", "乡", 2024)
    prose = "现行有效{{台账.规范性文件.现行有效}}件，全年收到申请{{表三.本年新收.总计}}件。"
    return lab.workspace.create(report.with_section(SECTION, prose))


def unfold(lab: Lab, title: str) -> None:
    lab.page.locator(".jupyter-widget-Collapse-header", has_text=title).first.click()


def choose(lab: Lab, file: str) -> Any:
    """Open a register and return its table."""
    page = lab.page
    unfold(lab, "登记台账")
    page.locator(".rk-register tbody tr").first.wait_for()
    page.get_by_label("台账", exact=True).select_option(label=file)
    page.locator(f".rk-register table[aria-label='{file.partition('（')[2].strip('）')}']").wait_for()
    return page.locator(".rk-register")


def cell(table: Any, row: int, label: str) -> Any:
    """Return a cell by the number of its row in the sheet and its heading."""
    heads = [text.rstrip("*") for text in table.locator("thead th").all_inner_texts()]
    line = table.locator("tbody tr").filter(has=table.page.locator(f"th:text-is('{row}')"))
    return line.locator("td").nth(heads.index(label) - 1)


def written(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_register_is_edited_and_the_report_follows(lab: Lab, folder: Path, record: Any) -> None:
    page = lab.page
    lab.open(NAME)
    lab.run_all()
    page.locator(".rk-section").first.wait_for()
    unfold(lab, "从台账汇总")
    page.get_by_role("button", name="从台账汇总", exact=True).click()
    page.get_by_text("已按 2024 年的台账填好表格").wait_for()
    lab.until(lambda: lab.workspace.load(record.id).report.value("table3", "new", "total") == 29, "no sums")

    table = choose(lab, "依申请公开台账（ysq_full.csv）")
    lab.scroll_to(".rk-register")
    lab.picture("register")
    number = cell(table, 4, "件数")
    number.click()
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    path = folder / "ysq_full.csv"
    lab.until(lambda: written(path)[2]["件数"] == "3", "the cell is not in the file")
    report = lambda: lab.workspace.load(record.id).report  # noqa: E731
    lab.until(lambda: report().value("table3", "new", "total") == 31, "the table does not follow")
    page.wait_for_function("() => document.querySelector('[data-key=\"new/total\"]')?.value === '31'")
    page.locator(".rk-chip", has_text="31").first.wait_for()
    assert "全年收到申请31件" in report().document().text

    # A wrong cell is told at once, with its rule, and put right.
    basis = cell(table, 2, "答复日期")
    basis.click()
    page.keyboard.type("2023-01-05")
    page.keyboard.press("Enter")
    page.locator(".rk-register td.rk-error").first.wait_for()
    basis.click()
    page.locator(".rk-register .rk-why", has_text="Y12").wait_for()
    lab.picture("register-fault")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="撤销").first.click()
    page.wait_for_function("() => document.querySelectorAll('.rk-register .rk-why .bad').length === 0")

    # What a register must not hold is not written.
    who = cell(table, 3, "申请人")
    before = written(path)[1]["申请人"]
    who.click()
    page.keyboard.insert_text("李某13812345678")
    page.keyboard.press("Enter")
    page.get_by_text("这几格没有保存").first.wait_for()
    assert written(path)[1]["申请人"] == before
    assert "13812345678" not in json.dumps(page.evaluate("() => Object.values(localStorage)"))
    lab.picture("register-private")
    who.click()
    page.keyboard.insert_text("李某")
    page.keyboard.press("Enter")
    lab.until(lambda: written(path)[1]["申请人"] == "李某", "the cell is not in the file")
    # What it said of the cell it did not save begins with the same words.
    page.locator(".rk-register .rk-saved:not(.bad):has-text('已保存')").wait_for()


def test_the_rows_behind_a_figure_lead_to_the_register(lab: Lab, folder: Path, record: Any) -> None:
    page = lab.page
    lab.open(NAME)
    lab.run_all()
    figure = page.locator("input[data-key='partial/total']")
    figure.wait_for()
    page.locator("input[data-key='partial/natural']").focus()
    page.keyboard.press("Alt+Enter")
    behind = page.locator(".rk-behind", has_text="来自")
    behind.wait_for()
    lab.scroll_to(".rk-behind:not(:empty)")
    lab.picture("behind")
    words = behind.locator(".rk-row").first.inner_text()
    row = words.split(" 行")[0].rpartition("第 ")[2]
    page.keyboard.press("Enter")
    field = page.locator(".rk-register td input")
    field.wait_for()
    page.wait_for_function("() => document.activeElement.closest('.rk-register td')")
    assert page.evaluate("() => document.activeElement.getAttribute('aria-label')").startswith(f"第 {row} 行")
    assert written(folder / "ysq_full.csv")[int(row) - 2]["登记编号"] == field.input_value()
    assert written(folder / "ysq_full.csv")[int(row) - 2]["答复类型"] == "B1"
    lab.picture("behind-register")


def test_rows_from_a_spreadsheet_and_a_big_register(
    lab: Lab, folder: Path, record: Any, record_property: Any
) -> None:
    page = lab.page
    path = folder / "ysq_full.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    cells = [line.split(",") for line in lines]
    lab.open(NAME)
    lab.run_all()
    page.locator(".rk-section").first.wait_for()
    table = choose(lab, "依申请公开台账（ysq_full.csv）")
    block = []
    for number in range(470):
        row = list(cells[1 + number % 30])
        row[0] = f"YSQ-2024-{100 + number:03d}"
        block.append("\t".join(row))
    began = time.monotonic()
    page.locator(".rk-register .rk-scroll").focus()
    page.evaluate(
        """(text) => {
            const data = new DataTransfer();
            data.setData('text/plain', text);
            const event = new ClipboardEvent('paste', {clipboardData: data, bubbles: true});
            document.activeElement.dispatchEvent(event);
        }""",
        "\n".join(["\t".join(cells[0]), *block]),
    )
    page.get_by_text("共 500 行").wait_for()
    shown = time.monotonic() - began
    lab.until(lambda: len(written(path)) == 500, "the rows are not in the file")
    saved = time.monotonic() - began
    page.locator(".rk-register .rk-pages", has_text="/ 10 页").wait_for()
    page.get_by_role("button", name="下一页").click()
    page.locator(".rk-register tbody th", has_text="52").first.wait_for()
    waits = []
    for number in range(8):
        field = cell(table, 52 + number, "收到日期")
        field.click()
        page.keyboard.insert_text("不是日期")
        began = time.monotonic()
        page.keyboard.press("Enter")
        page.locator(
            f".rk-register tr:has(th:text-is('{52 + number}')) td.rk-error", has_text="不是日期"
        ).wait_for()
        waits.append(round((time.monotonic() - began) * 1000))
        page.keyboard.press("Control+z")
        page.wait_for_timeout(300)
    moved = page.evaluate(
        """async () => {
            const began = performance.now();
            for (let step = 0; step < 40; step += 1) {
                const event = new KeyboardEvent('keydown', {key: 'ArrowDown', bubbles: true});
                document.activeElement.dispatchEvent(event);
                await new Promise(requestAnimationFrame);
            }
            return (performance.now() - began) / 40;
        }"""
    )
    figures = {
        "470 rows pasted, seconds until shown": round(shown, 2),
        "470 rows pasted, seconds until saved": round(saved, 2),
        "cell left to mark, ms, of 500 rows": waits,
        "a step down, ms": round(moved),
    }
    print(json.dumps(figures, ensure_ascii=False))
    record_property("figures", figures)
    lab.scroll_to(".rk-register")
    lab.picture("register-500")


def test_rows_that_were_not_saved_are_offered_after_a_kill(lab: Lab, folder: Path, record: Any) -> None:
    page = lab.page
    path = folder / "ysq_full.csv"
    lab.open(NAME)
    lab.run_all()
    page.locator(".rk-section").first.wait_for()
    table = choose(lab, "依申请公开台账（ysq_full.csv）")
    cell(table, 4, "备注").wait_for()
    (kernel,) = lab.kernels()
    kernel.kill()
    # JupyterLab says so after three seconds, on a slow machine in the middle of this.
    notice = page.locator(".jp-Dialog .jp-mod-accept")
    page.add_locator_handler(notice, lambda: notice.click())
    cell(table, 4, "备注").click()
    page.keyboard.insert_text("被杀以后写的")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="添加一行").click()
    page.remove_locator_handler(notice)
    before = len(written(path))
    assert written(path)[2]["备注"] == "当场答复"
    lab.start()
    lab.open(NAME)
    lab.run_all()
    page.locator(".rk-section").first.wait_for()
    table = choose(lab, "依申请公开台账（ysq_full.csv）")
    offer = page.locator(".rk-register .rk-offer", has_text="被杀以后写的")
    offer.wait_for()
    lab.scroll_to(".rk-register")
    lab.picture("register-offered")
    offer.get_by_role("button", name="恢复").click()
    lab.until(lambda: written(path)[2]["备注"] == "被杀以后写的", "a cell is lost")
    lab.until(lambda: written(path)[-1]["登记编号"] == "YSQ-2024-029", "a row is lost")
    assert len(written(path)) == before + 1
    assert page.locator(".rk-offer").count() == 0


def left_area(lab: Lab, *, shown: bool) -> None:
    """Show the list of files, or put it away, as one does on a narrow screen."""
    lab.page.evaluate(
        """(shown) => {
            if (window.jupyterapp.shell.leftCollapsed === shown)
                window.jupyterapp.commands.execute('application:toggle-left-area');
        }""",
        shown,
    )


@pytest.mark.parametrize(
    ("width", "theme"), [(1280, "JupyterLab Dark"), (600, "JupyterLab Light"), (390, "JupyterLab Light")]
)
def test_a_register_looks_right_everywhere(
    lab: Lab, folder: Path, record: Any, width: int, theme: str
) -> None:
    page = lab.page
    page.evaluate(
        "(theme) => { window.jupyterapp.commands.execute('apputils:change-theme', {theme}); }", theme
    )
    page.set_viewport_size({"width": width, "height": 860})
    try:
        lab.open(NAME)
        lab.run_all()
        page.locator(".rk-section").first.wait_for()
        left_area(lab, shown=width > 900)
        table = choose(lab, "规范性文件台账（gfxwj_sample.csv）")
        field = cell(table, 3, "成文日期")
        field.click()
        page.keyboard.insert_text("去年")
        page.keyboard.press("Enter")
        page.locator(".rk-register td.rk-error").first.wait_for()
        page.keyboard.press("ArrowUp")
        page.locator(".rk-register .rk-why .bad").wait_for()
        lab.scroll_to(".rk-register")
        lab.picture(f"register-{width}-{theme[11:]}")
        if AXE.is_file():
            assert violations(lab, ".rk-register") == []
            page.locator("input[data-key='normative/repealed']").focus()
            page.keyboard.press("Alt+Enter")
            page.locator(".rk-behind", has_text="来自").wait_for()
            assert violations(lab, ".rk-behind:not(:empty)") == []
    finally:
        left_area(lab, shown=True)
        page.set_viewport_size({"width": 1280, "height": 860})
        light = "JupyterLab Light"
        page.evaluate(
            "(theme) => { window.jupyterapp.commands.execute('apputils:change-theme', {theme}); }", light
        )
