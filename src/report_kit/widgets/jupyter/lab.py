"""A workspace folder with the notebooks in it, and JupyterLab in Chinese on this computer alone."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from report_kit.errors import UsageError, reason_of
from report_kit.resources import data_folder
from report_kit.workspace.engine import FILE_NAME

WORKSPACE_VARIABLE = "REPORT_KIT_WORKSPACE"
"""Environment variable that names the workspace of the notebooks: a folder or a database URL."""

SETTINGS_FOLDER = ".report-kit"
_PATIENCE = 15.0  # seconds
TOUR, FIRST_NOTEBOOK = "00_新手上路.ipynb", "01_起草.ipynb"

# JupyterLab shows an exporter under the name it is registered by, which must be ASCII (Report_pdf). A menu in
# its settings gives the same commands Chinese names.
_EXPORT_MENU: dict[str, object] = {
    "id": "jp-mainmenu-file",
    "items": [
        {
            "type": "submenu",
            "rank": 9.5,
            "submenu": {
                "id": "jp-mainmenu-file-report-kit",
                "label": "导出公文",
                "items": [
                    {"command": "notebook:export-to-format", "args": {"format": name, "label": label}}
                    for name, label in (
                        ("report_html", "公文网页"),
                        ("report_pdf", "公文 PDF"),
                        ("report_docx", "公文 Word"),
                    )
                ],
            },
        }
    ],
}

LAB_SETTINGS: dict[str, dict[str, object]] = {
    "@jupyterlab/translation-extension:plugin": {"locale": "zh_CN"},
    # Both would call out to the internet, and ask the user whether they may.
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    # Idle cells above and below a running one are drawn at once, so that “run all” shows every panel.
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none", "recordTiming": False},
    "@jupyterlab/docmanager-extension:plugin": {"autosave": True},
    "@jupyterlab/mainmenu-extension:plugin": {"menus": [_EXPORT_MENU]},
}

SERVER_SETTINGS: dict[str, dict[str, object]] = {
    "ServerApp": {
        "ip": "127.0.0.1",
        "allow_remote_access": False,
        "jpserver_extensions": {"report_kit.widgets.jupyter.server": True},
    },
}

NO_NETWORK: dict[str, dict[str, object]] = {
    "LabApp": {
        "news_url": None,
        "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "extension_manager": "readonly",
    },
}


def prepare_workspace(folder: str | Path) -> list[Path]:
    """Make ``folder`` a workspace: the kit's notebooks and the settings of JupyterLab.

    A notebook someone has changed is never replaced; one that is still as an earlier version of the kit
    left it is brought up to date.

    Args:
        folder: created when missing.

    Returns:
        The notebooks written now.

    Raises:
        UsageError: ``RK-621`` the folder can not be written.
    """
    folder = Path(folder)
    try:
        settings = folder / SETTINGS_FOLDER
        (settings / "labconfig").mkdir(parents=True, exist_ok=True)
        _write_json(settings / "labconfig" / "default_setting_overrides.json", LAB_SETTINGS)
        _write_json(settings / "jupyter_server_config.json", SERVER_SETTINGS)
        _write_json(settings / "jupyter_lab_config.json", NO_NETWORK)
        return _copy_notebooks(folder, settings / "notebooks.json")
    except OSError as error:
        raise UsageError(
            "RK-621",
            "无法建立工作区",
            where=f"{folder}（{reason_of(error)}）",
            remedy="换一个有写入权限的文件夹，例如“文档”里的新文件夹",
        ) from error


def lab_command(*options: str, program: str = "jupyterlab") -> list[str]:
    """Return the command that starts JupyterLab; its environment is :func:`lab_environment`.

    Args:
        options: more options for it.
        program: ``notebook`` for Notebook 7, which takes the same options and settings.
    """
    command = [sys.executable, "-m", program, "--ServerApp.ip=127.0.0.1"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")  # in a container there is often no one else
    return [*command, *options]


def lab_environment(folder: str | Path) -> dict[str, str]:
    """Return the environment in which JupyterLab finds the settings of a workspace.

    The user's own Jupyter settings stay out: a forgotten one could open the server to the network or
    bring the English menus back.
    """
    folder = Path(folder).resolve()
    environment = dict(os.environ)
    environment["JUPYTER_CONFIG_DIR"] = str(folder / SETTINGS_FOLDER)
    environment["JUPYTERLAB_WORKSPACES_DIR"] = str(folder / SETTINGS_FOLDER / "workspaces")
    environment.setdefault(WORKSPACE_VARIABLE, str(folder))
    # The speller multiplies small matrices. Its threads would wait for each other whenever another program
    # is busy: six times slower on two cores, while a person waits for the marks.
    environment.setdefault("OPENBLAS_NUM_THREADS", "1")
    return environment


def run_lab(folder: str | Path, options: Sequence[str] = ()) -> int:
    """Prepare ``folder`` and run JupyterLab there until it ends.

    Args:
        folder: the workspace.
        options: more options for ``jupyter lab``.

    Returns:
        Its exit status.

    Raises:
        UsageError: ``RK-621`` the folder can not be written.
    """
    prepare_workspace(folder)
    # Whoever has no report yet is shown around first.
    first = FIRST_NOTEBOOK if (Path(folder) / FILE_NAME).exists() else TOUR
    command = lab_command(f"--LabApp.default_url=/lab/tree/{quote(first)}", *options)
    server = subprocess.Popen(command, cwd=folder, env=lab_environment(folder))
    try:
        return server.wait()
    except KeyboardInterrupt:
        return 0  # the server has heard it as well
    finally:
        end_server(server)


def end_server(server: subprocess.Popen[bytes]) -> None:
    """Let a server that still runs end its kernels, and then itself."""
    if server.poll() is not None:
        return
    server.terminate()
    try:
        server.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _copy_notebooks(folder: Path, ledger: Path) -> list[Path]:
    """Copy notebooks that are missing or untouched; the ledger knows what the kit itself wrote."""
    known = _known(ledger)
    written = []
    for source in sorted(data_folder("notebooks").glob("*.ipynb")):
        target = folder / source.name
        there, fresh = _digest(target) if target.exists() else "", _digest(source)
        if there and there not in (fresh, known.get(source.name)):
            continue  # somebody's own by now
        if there != fresh:
            shutil.copyfile(source, target)
            written.append(target)
        known[source.name] = fresh
    _write_json(ledger, known)
    return written


def _known(ledger: Path) -> dict[str, str]:
    """Return what the kit wrote; of a ledger that is damaged nothing, so that no notebook is replaced."""
    try:
        known = json.loads(ledger.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write_json(path: Path, data: object) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
