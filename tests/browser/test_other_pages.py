"""The same notebooks in Notebook 7, and in Voilà as pages without code."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from report_kit.forms.report import Report
from report_kit.workspace import Workspace
from tests.browser.conftest import TOKEN, Server

Lab = Any

# What shows that a panel is there and has read the workspace.
PANELS = {
    "00_新手上路": ".rk-tour .rk-task",
    "01_起草": ".rk-section .cm-content >> nth=10",
    "02_校对": ".rk-findings .card >> nth=0",
    "04_发布": "text=还没有成文日期",
}
REPORT = Report.new("云岭县清河镇人民政府", "镇", 2024).with_section("overview", "全镇作好公开工作。")


@pytest.fixture
def serve(lab: Lab, tmp_path: Path) -> Iterator[Callable[[str], tuple[Any, Server]]]:
    """Start a program; return a page that can reach nothing but this computer."""
    servers: list[Server] = []
    page = lab.page.context.new_page()
    refused: list[str] = []

    def local(route: Any) -> None:
        if urlsplit(route.request.url).hostname in (None, "127.0.0.1"):
            route.continue_()
        else:
            refused.append(route.request.url)
            route.abort()

    page.route("**/*", local)

    def start(program: str) -> tuple[Any, Server]:
        server = Server(tmp_path / "年报", program)
        servers.append(server)
        Workspace(server.folder).create(REPORT)
        server.wait()
        return page, server

    yield start
    page.close()
    for server in servers:
        server.stop()
    assert not refused, f"pages ask for what is not on this computer: {refused}"


@pytest.fixture
def picture(lab: Lab) -> Callable[[Any, str], None]:
    def take(page: Any, name: str) -> None:
        lab.picture(name, page)

    return take


def test_voila_shows_the_notebooks_without_code(serve: Any, picture: Any) -> None:
    page, server = serve("voila")
    page.goto(f"{server.url}/?token={TOKEN}")
    names = page.locator("ul.rk-pages a").all_inner_texts()
    assert [name.replace("　", "_") for name in names] == list(PANELS)
    picture(page, "voila")
    for name, panel in PANELS.items():
        page.goto(f"{server.url}/voila/render/{quote(name)}.ipynb")
        page.locator(panel).wait_for()
        page.wait_for_timeout(500)
        assert page.locator(".jp-InputArea-editor").count() == 0
        text = page.locator("body").inner_text()
        assert "report_kit" not in text
        assert "not found" not in text
        picture(page, f"voila-{name[:2]}")
    page.get_by_role("button", name="生成文件", exact=True).click()
    page.get_by_role("link", name="下载").nth(3).wait_for()


def test_notebook_7_shows_the_same(serve: Any, picture: Any) -> None:
    page, server = serve("notebook")
    for name, panel in PANELS.items():
        page.goto(f"{server.url}/notebooks/{quote(name)}.ipynb?token={TOKEN}")
        page.locator("#jp-top-panel, #top-panel").first.wait_for()
        page.locator(".lm-MenuBar-itemLabel", has_text="运行").click()
        page.locator(".lm-Menu-itemLabel", has_text="运行所有单元格").first.click()
        page.locator(panel).wait_for()
        assert page.locator(".jp-InputArea-editor:visible").count() == 0
        page.wait_for_timeout(500)
        picture(page, f"notebook-{name[:2]}")
