"""A clerk's way through the kit, in JupyterLab, from an empty report to published files."""

import base64
import json
import re
from importlib.metadata import entry_points
from typing import Any

import pytest

from report_kit.forms.report import Report
from report_kit.workspace import ReportRecord

Lab = Any

CLEAN = "本年度严格执行政府信息公开各项规定。"


def newest(lab: Lab) -> ReportRecord:
    return max(lab.workspace.reports(), key=lambda record: record.saved)


def test_jupyterlab_speaks_chinese(lab: Lab) -> None:
    menus = lab.page.locator(".lm-MenuBar-itemLabel").all_inner_texts()
    assert [menu for menu in menus if menu][:4] == ["文件", "编辑", "查看", "运行"]
    lab.page.get_by_text("02_校对.ipynb").first.wait_for()
    lab.picture("lab")


def test_every_section_and_table_is_filled_and_saved(lab: Lab) -> None:
    lab.open("01_起草.ipynb")
    lab.run_all()
    page = lab.page
    begin = page.get_by_text("新建报告，或导入写好的报告", exact=True)
    begin.wait_for()
    if lab.workspace.reports():  # of other tests: one of them is shown
        begin.click()
    page.get_by_label("机关全称").wait_for()
    lab.picture("draft-empty")
    page.get_by_label("机关全称").fill("云岭县清河镇人民政府")
    page.get_by_label("报告年度").fill("2024")
    page.get_by_label("报告年度").press("Tab")
    page.get_by_role("button", name="新建空白报告").click()
    fields = page.locator(".rk-section .cm-content")
    spec = Report.new("云岭县清河镇人民政府", "镇", 2024).spec
    page.wait_for_function(
        "() => [...document.querySelectorAll('input')]"
        ".some((field) => field.value.startsWith('云岭县清河镇人民政府2024'))"
    )
    fields.nth(len(spec.sections) - 1).wait_for()
    lab.picture("draft-begun")
    written = {}
    for number, section in enumerate(spec.sections):
        written[section.id] = (
            f"{section.title.lstrip('一二三四五六、')}：{CLEAN}\n第二段（{number}），𠮷镕☑。"
        )
        fields.nth(number).fill(written[section.id])
        fields.nth(number).press("Tab")
    page.get_by_label("成文日期").fill("2025-01-13")
    page.get_by_label("成文日期").press("Tab")

    for number in range(3):
        page.get_by_role("button", name="把空白格都填 0").nth(number).click()
    new = page.locator("input[data-key='new/natural']")
    page.wait_for_function("(node) => node.value === '0'", arg=new.element_handle())
    new.fill("3")
    new.press("Enter")  # the cell below takes the focus
    assert page.evaluate("() => document.activeElement.dataset.key") == "carried_in/natural"
    total = page.locator("input[data-key='new/total']")
    page.wait_for_function("(node) => node.value === '3' && node.readOnly", arg=total.element_handle())
    page.get_by_text("需要核对").first.wait_for()
    lab.save_report()
    lab.scroll_to(".rk-grid >> nth=1")
    lab.picture("draft-table-broken")

    granted = page.locator("input[data-key='granted/natural']")
    granted.fill("３")
    granted.press("ArrowRight")
    assert granted.input_value() == "3"
    page.wait_for_function("() => !document.body.innerText.includes('需要核对')")
    lab.save_report()
    lab.picture("draft-saved")

    record = newest(lab)
    lab.until(
        lambda: lab.workspace.load(record.id).report.value("table3", "granted", "total") == 3, "no save"
    )
    report = lab.workspace.load(record.id).report
    assert dict(report.sections) == written
    assert report.value("table3", "new", "total") == 3
    assert all(v is not None for t in report.tables.values() for row in t.values() for v in row.values())
    assert str(report.date) == "2025-01-13"


def test_a_stale_save_is_shown_with_both_versions(lab: Lab) -> None:
    report = Report.new("云岭县东山乡人民政府", "乡", 2024).with_section("overview", "原来的总述。")
    key = lab.workspace.create(report).id
    lab.open("01_起草.ipynb")
    lab.run_all()
    field = lab.page.locator(".rk-section .cm-content").nth(1)
    field.wait_for()
    field.fill("我改的总述。")
    field.press("Tab")
    lab.page.locator(".rk-said", has_text="还没有保存").first.wait_for()  # else theirs would simply be shown
    lab.workspace.save(key, report.with_section("overview", "同事改的总述。"), base=1, author="李四")
    lab.page.locator(".rk-save button, button.rk-save").first.click()
    lab.page.get_by_text("同事改的总述。").first.wait_for()
    assert lab.workspace.load(key).number == 2
    lab.picture("draft-conflict")
    lab.page.get_by_role("button", name="按以上选择合并并保存").click()
    lab.until(lambda: lab.workspace.load(key).number == 3, "the merge was not saved")
    assert lab.workspace.load(key).report.section("overview") == "我改的总述。"


def test_a_finding_is_accepted_and_the_text_changes(lab: Lab) -> None:
    report = Report.new("云岭县清河镇人民政府", "镇", 2023)
    report = report.with_section("overview.disclosure", f"{CLEAN}各村发言优良传统，主动公开信息。")
    key = lab.workspace.create(report).id
    lab.open("02_校对.ipynb")
    lab.run_all()
    card = lab.page.locator(".rk-findings .card", has=lab.page.locator("mark", has_text="发言")).first
    card.wait_for()
    lab.scroll_to(".jp-OutputArea-output")
    lab.picture("review")
    card.get_by_role("button", name="采纳").first.click()
    lab.page.get_by_text("已采纳 1 处").first.wait_for()
    assert (
        lab.workspace.load(key).report.section("overview.disclosure")
        == f"{CLEAN}各村发扬优良传统，主动公开信息。"
    )
    assert [decision.action for decision in lab.workspace.decisions(key)] == ["accept"]

    other = lab.page.locator(".rk-findings .card:not(.done)").first
    other.get_by_role("button", name="忽略").click()
    lab.page.locator(".rk-findings .reason.needed").wait_for()  # a reason is asked for first
    other.locator(".reason").fill("数字已核对无误")
    other.get_by_role("button", name="忽略").click()
    lab.page.get_by_text(re.compile(r"已忽略 \d+ 处")).wait_for()
    lab.picture("review-decided")
    assert lab.workspace.decisions(key)[-1].reason == "数字已核对无误"


def test_the_files_are_written_and_linked(lab: Lab) -> None:
    report = Report.new("云岭县西河街道办事处", "街道", 2024)
    for section in report.spec.sections:
        report = report.with_section(section.id, CLEAN)
    lab.workspace.create(report)
    lab.open("04_发布.ipynb")
    lab.run_all()
    lab.page.get_by_role("button", name="预览").click()
    lab.page.get_by_alt_text("第 1 页").wait_for()
    lab.scroll_to(".jp-OutputArea-output")
    lab.picture("publish-preview")
    for choice in ("附图解", "标明“草稿”", "公众号"):
        lab.page.get_by_label(choice).check()
    lab.page.get_by_role("button", name="生成文件").click()
    links = lab.page.get_by_role("link", name="下载")
    links.nth(4).wait_for()
    lab.scroll_to(".jp-OutputArea-output")
    lab.picture("publish")
    assert [path.name for path in (lab.server.folder / "发布").iterdir() if "公众号" in path.name]
    written = {path.suffix: path for path in (lab.server.folder / "发布").rglob("*") if path.is_file()}
    assert set(written) >= {".html", ".pdf", ".docx", ".ipynb"}
    assert written[".pdf"].read_bytes().startswith(b"%PDF")
    assert links.nth(1).get_attribute("download") == written[".pdf"].name
    carried = str(links.nth(1).get_attribute("href")).partition(";base64,")[2]
    assert base64.b64decode(carried) == written[".pdf"].read_bytes()


def test_a_notebook_reopened_without_its_kernel_can_be_read(lab: Lab) -> None:
    report = Report.new("云岭县北坡镇人民政府", "镇", 2024).with_section("overview", "北坡镇的总述。")
    lab.workspace.create(report)
    name = "01_起草.ipynb"
    lab.open(name)
    lab.run_all()
    lab.page.locator(".rk-section .cm-content").first.wait_for()
    lab.save(name)
    notebook = json.loads((lab.server.folder / name).read_text("utf-8"))
    data = [output["data"] for cell in notebook["cells"] for output in cell.get("outputs", ())]
    assert [sorted(bundle) for bundle in data] == [["text/html", "text/plain"]]
    lab.close()
    lab.open(name)
    lab.page.locator(".jp-OutputArea-output", has_text="北坡镇的总述").wait_for()
    assert "not found" not in lab.page.locator(".jp-Notebook").inner_text()
    lab.picture("draft-without-kernel")


def test_the_menu_lists_the_report_exporters(lab: Lab) -> None:
    installed = {point.name for point in entry_points(group="nbconvert.exporters")}
    if "report_pdf" not in installed:
        pytest.skip("需要安装 report-kit（pip install -e .），导出格式登记在安装信息里")
    lab.open("04_发布.ipynb")
    lab.page.locator(".lm-MenuBar-itemLabel", has_text="文件").click()
    lab.page.locator(".lm-Menu-itemLabel", has_text="保存并导出笔记本为").hover()
    lab.page.locator(".lm-Menu-itemLabel", has_text="Report_pdf").wait_for()
    labels = lab.page.locator(".lm-Menu-itemLabel").all_inner_texts()
    assert {"Report_html", "Report_pdf", "Report_docx"} <= set(labels)
    lab.picture("export-menu")
    lab.page.locator(".lm-Menu-itemLabel", has_text="导出公文").hover()
    lab.page.locator(".lm-Menu-itemLabel", has_text="公文 PDF").wait_for()
    assert {"公文网页", "公文 PDF", "公文 Word"} <= set(
        lab.page.locator(".lm-Menu-itemLabel").all_inner_texts()
    )
    lab.picture("export-menu-chinese")
    asked: list[str] = []
    lab.page.context.on("request", lambda request: asked.append(request.url))
    with lab.page.context.expect_page() as opened:
        lab.page.locator(".lm-Menu-itemLabel", has_text="公文网页").click()
    lab.page.wait_for_timeout(1000)
    assert any("/nbconvert/report_html/" in url for url in asked)
    opened.value.close()
    lab.page.keyboard.press("Escape")
