"""The notebooks as pages without code, with Voilà (extra ``voila``), on this computer alone."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from report_kit.errors import UsageError
from report_kit.widgets.jupyter.lab import end_server, lab_environment, prepare_workspace

TEMPLATE = "report_kit"
# Extensions of JupyterLab the pages need; others may bring English words or ask the internet.
_EXTENSIONS = ("@voila-dashboards/widgets-manager8", "@jupyter-widgets/jupyterlab-manager", "anywidget")
_PATIENCE = 120.0


def voila_command(folder: str | Path, port: int) -> list[str]:
    """Return the command that serves the notebooks of ``folder``; see ``voila_environment``."""
    return [
        sys.executable,
        "-m",
        "voila",
        str(Path(folder).resolve()),
        "--no-browser",
        "--classic-tree",
        f"--port={port}",
        f"--template={TEMPLATE}",
        "--Voila.ip=127.0.0.1",
        "--Voila.auto_token=True",
        "--Voila.log_level=ERROR",
        "--HTMLExporter.language_code=zh-CN",
        *(f"--VoilaConfiguration.extension_allowlist={name}" for name in _EXTENSIONS),
    ]


def voila_environment(folder: str | Path, token: str) -> dict[str, str]:
    """Return the environment for ``voila_command``.

    Args:
        folder: the workspace.
        token: what the browser has to show; not on the command line, where others could read it.
    """
    environment = lab_environment(folder)
    paths = [str(Path(__file__).resolve().parents[1]), *filter(None, [environment.get("JUPYTER_PATH")])]
    return environment | {"JUPYTER_PATH": os.pathsep.join(paths), "JUPYTER_TOKEN": token}


def run_voila(
    folder: str | Path, port: int | None = None, *, browser: bool = True, say: Callable[[str], None] = print
) -> int:
    """Prepare ``folder`` and serve its notebooks as pages until it ends.

    Args:
        folder: the workspace.
        port: where to serve; a free one when omitted.
        browser: whether to open the pages.
        say: tells the address.

    Returns:
        Voilà's exit status.

    Raises:
        UsageError: ``RK-621`` the folder can not be written, ``RK-623`` Voilà is not installed.
    """
    if find_spec("voila") is None:
        raise UsageError(
            "RK-623",
            "没有安装 Voilà",
            remedy="能上网的电脑运行 pip install report-kit[voila]；不能上网的，制作安装包时加 --with voila，"
            "见 docs/安装.md",
        )
    prepare_workspace(folder)
    port, token = port or _free_port(), secrets.token_urlsafe(24)
    address = f"http://127.0.0.1:{port}/?token={token}"
    say(f"在浏览器里打开：{address}\n按 Ctrl+C 结束。")
    process = subprocess.Popen(voila_command(folder, port), cwd=folder, env=voila_environment(folder, token))
    if browser:
        threading.Thread(target=_open, args=(address, port, process), daemon=True).start()
    try:
        return process.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        end_server(process)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _open(address: str, port: int, process: subprocess.Popen[bytes]) -> None:
    """Open the browser once the server answers."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                webbrowser.open(address)
                return
        time.sleep(0.2)
