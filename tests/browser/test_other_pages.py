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
    "03_审核": ".rk-people .add",
    "04_发布": "text=还没有成文日期 >> nth=0",
    "05_考核": "text=还没有数据",
}
REPORT = Report.new("云岭县清河镇人民政府", "镇", 2024).with_section("overview", "全镇作好公开工作。")


@pytest.fixture
def serve(lab: Lab, tmp_path: Path) -> Iterator[Callable[[str], Server]]:
    """Start a program in a workspace with one report."""
    servers: list[Server] = []

    def start(program: str) -> Server:
        servers.append(Server(tmp_path / "年报", program))
        Workspace(servers[0].folder).create(REPORT)
        servers[0].wait()
        return servers[0]

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def new_page(lab: Lab) -> Iterator[Callable[[], Any]]:
    """Return a page that can reach nothing but this computer."""
    refused: list[str] = []
    pages: list[Any] = []

    def local(route: Any) -> None:
        if urlsplit(route.request.url).hostname in (None, "127.0.0.1"):
            route.continue_()
        else:
            refused.append(route.request.url)
            route.abort()

    def make() -> Any:
        for page in pages:
            page.close()
        pages[:] = [lab.page.context.new_page()]
        pages[0].route("**/*", local)
        return pages[0]

    yield make
    make().close()
    assert not refused, f"pages ask for what is not on this computer: {refused}"


def test_voila_shows_the_notebooks_without_code(lab: Lab, serve: Any, new_page: Any) -> None:
    server, page = serve("voila"), new_page()
    page.goto(f"{server.url}/?token={TOKEN}")
    names = page.locator("ul.rk-pages a").all_inner_texts()
    assert [name.replace("　", "_") for name in names] == list(PANELS)
    lab.picture("voila", page)
    for name, panel in PANELS.items():
        page.goto(f"{server.url}/voila/render/{quote(name)}.ipynb")
        page.locator(panel).wait_for()
        page.wait_for_timeout(500)
        assert page.locator(".jp-InputArea-editor").count() == 0
        text = page.locator("body").inner_text()
        assert "report_kit" not in text
        assert "运行所有单元格" not in text
        lab.picture(f"voila-{name[:2]}", page)
    page.goto(f"{server.url}/voila/render/{quote('04_发布')}.ipynb")
    page.get_by_role("button", name="生成文件", exact=True).click()
    page.get_by_role("link", name="下载").nth(3).wait_for()


def test_notebook_7_shows_the_same(lab: Lab, serve: Any, new_page: Any) -> None:
    server = serve("notebook")
    for name, panel in PANELS.items():
        page = new_page()
        page.goto(f"{server.url}/notebooks/{quote(name)}.ipynb?token={TOKEN}")
        there = type(lab)(page, server)
        there.wait_for_kernel(f"{name}.ipynb")
        there.run_all()
        page.locator(panel).wait_for()
        # The line that calls the panel, folded up, is all of the code to be seen.
        assert page.locator(".jp-InputArea-editor:visible").count() == 0
        page.wait_for_timeout(500)
        lab.picture(f"notebook-{name[:2]}", page)
