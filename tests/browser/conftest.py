"""JupyterLab as ``report-kit lab`` starts it, in a real browser.

Chromium is Debian's (or the one ``REPORT_KIT_CHROMIUM`` names). ``REPORT_KIT_SCREENSHOTS`` names a
folder that keeps the pictures.
"""

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest

from report_kit.widgets.jupyter.lab import lab_command, lab_environment, prepare_workspace
from report_kit.widgets.jupyter.voila import voila_command, voila_environment
from report_kit.workspace import Workspace

TOKEN = "browser-test"
SECONDS = float(os.environ.get("REPORT_KIT_BROWSER_SECONDS", "120"))  # a slow machine takes longer
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def find_chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("REPORT_KIT_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


class Server:
    """A JupyterLab (or Notebook 7, or Voilà) on this computer alone, in a workspace of its own."""

    def __init__(self, folder: Path, program: str = "jupyterlab") -> None:
        prepare_workspace(folder)
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        environment = lab_environment(folder) | {"IPYTHONDIR": str(folder / ".ipython")}
        self._log = (folder / "lab.log").open("wb")
        options = [
            "--no-browser",
            f"--ServerApp.port={self.port}",
            "--ServerApp.port_retries=0",
            f"--IdentityProvider.token={TOKEN}",
            f"--{'JupyterNotebookApp' if program == 'notebook' else 'LabApp'}.expose_app_in_browser=True",
            # Should the test run die, the server follows it.
            "--ServerApp.shutdown_no_activity_timeout=300",
            "--MappingKernelManager.cull_idle_timeout=200",
        ]
        command = lab_command(*options, program=program)
        if program == "voila":
            command = voila_command(folder, self.port)
            environment |= voila_environment(folder, TOKEN)
        self._process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=self._log, stderr=self._log
        )

    def wait(self) -> None:
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/static/?token={TOKEN}", timeout=5):
                    return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.2)
        pytest.fail(f"JupyterLab 没有启动：\n{(self.folder / 'lab.log').read_text('utf-8')[-3000:]}")

    @property
    def pid(self) -> int:
        return self._process.pid

    def stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._log.close()


class Lab:
    """The page of JupyterLab, used through what a person sees and, where that says too little, its API."""

    def __init__(self, page: Any, server: Server) -> None:
        self.page, self.server = page, server
        self.chromium: Callable[[], Any] | None = None  # starts another browser
        self.workspace = Workspace(server.folder)

    def start(self) -> None:
        self.page.goto(f"{self.server.url}/lab?token={TOKEN}")
        self.page.wait_for_function("() => window.jupyterapp && document.querySelector('.jp-FileBrowser')")

    def open(self, name: str) -> None:
        """Open a notebook and wait for its kernel; a promise of JupyterLab may never resolve, so poll."""
        self.page.evaluate(
            "(path) => { window.jupyterapp.commands.execute('docmanager:open', {path}); }", name
        )
        self.wait_for_kernel(name)

    def wait_for_kernel(self, name: str) -> None:
        self.page.wait_for_function(
            """(path) => {
                const widget = window.jupyterapp?.shell.currentWidget;
                return widget?.context?.path === path &&
                    widget.context.sessionContext?.session?.kernel?.status === 'idle';
            }""",
            arg=name,
        )

    def kernels(self) -> list[psutil.Process]:
        """Return the processes of the kernels that run now."""
        children = psutil.Process(self.server.pid).children(recursive=True)
        return [child for child in children if "ipykernel_launcher" in " ".join(child.cmdline())]

    def run_all(self) -> None:
        """Do what the notebooks tell: menu 运行, 运行所有单元格."""
        self.page.locator(".lm-MenuBar-itemLabel", has_text="运行").click()
        self.page.locator(".lm-Menu-itemLabel", has_text="运行所有单元格").first.click()

    def command(self, name: str) -> None:
        self.page.evaluate("(name) => { window.jupyterapp.commands.execute(name); }", name)

    def until(self, true: Callable[[], bool], what: str) -> None:
        """Wait for something outside the page, such as a save."""
        deadline = time.monotonic() + SECONDS
        while not true():
            assert time.monotonic() < deadline, what
            self.page.wait_for_timeout(100)

    def save_report(self) -> None:
        """Press 保存 and wait until nothing is unsaved any more; by itself it would take two seconds."""
        self.page.locator(".rk-save button, button.rk-save").first.click()
        self.page.locator(".rk-said", has_text="已保存").first.wait_for()

    def save(self, name: str) -> None:
        """Save the notebook and wait until the server has it."""
        before = (self.server.folder / name).stat().st_mtime_ns
        self.command("docmanager:save")
        deadline = time.monotonic() + SECONDS
        while (self.server.folder / name).stat().st_mtime_ns == before:
            assert time.monotonic() < deadline, f"{name} was not saved"
            self.page.wait_for_timeout(200)

    def close(self) -> None:
        """Close the notebook and end its kernel, as another test needs the memory."""
        self.page.evaluate(
            """() => {
                const widget = window.jupyterapp.shell.currentWidget;
                widget?.context?.sessionContext?.shutdown();
                if (widget?.context?.model) widget.context.model.dirty = false;  // no “save?” dialog
                widget?.close();
            }"""
        )
        # The next notebook opened must not meet the session that is just ending.
        deadline = time.monotonic() + SECONDS
        while self._sessions():
            assert time.monotonic() < deadline, "the kernel did not end"
            self.page.wait_for_timeout(100)

    def _sessions(self) -> list[Any]:
        with urllib.request.urlopen(f"{self.server.url}/api/sessions?token={TOKEN}", timeout=30) as answer:
            return json.load(answer)

    def picture(self, name: str, page: Any = None) -> None:
        folder = os.environ.get("REPORT_KIT_SCREENSHOTS")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            (page or self.page).screenshot(path=str(Path(folder) / f"{name}.png"))

    def scroll_to(self, selector: str) -> None:
        self.page.locator(selector).first.evaluate("(node) => node.scrollIntoView({block: 'start'})")


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    chromium = find_chromium()
    if chromium is None:
        pytest.skip("没有找到 Chromium：请安装 chromium，或用 REPORT_KIT_CHROMIUM 指明")
    from playwright.sync_api import sync_playwright

    server = Server(tmp_path_factory.mktemp("lab") / "年报")
    outside: set[str] = set()

    def watch(request: Any) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.hostname != "127.0.0.1":
            outside.add(request.url)

    try:
        with sync_playwright() as playwright:
            context = playwright.chromium.launch_persistent_context(
                str(tmp_path_factory.mktemp("profile")),
                executable_path=chromium,
                headless=True,
                args=FLAGS,
                viewport={"width": 1280, "height": 860},
                locale="en-US",  # Chinese must come from the kit's settings, not from the browser
            )
            context.set_default_timeout(SECONDS * 1000)
            context.on("request", watch)
            server.wait()
            page = context.pages[0] if context.pages else context.new_page()
            lab = Lab(page, server)
            lab.start()
            lab.chromium = lambda: playwright.chromium.launch(
                executable_path=chromium, headless=True, args=FLAGS
            )
            yield lab
            context.close()
    finally:
        server.stop()
    assert not outside, f"requests left this computer: {outside}"


@pytest.fixture(autouse=True)
def tidy(lab: Lab, request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if request.session.testsfailed:
        for number, page in enumerate(lab.page.context.pages):
            lab.picture(f"after-{request.node.name}-{number}", page)
    lab.close()
