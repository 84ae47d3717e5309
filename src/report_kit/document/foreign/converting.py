"""LibreOffice, where it is installed, turns old Office files into those that are read here.

It runs without a window, in a profile of its own that runs no macros and follows no links, on a copy in a
folder that only the user can open and that is gone afterwards.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from report_kit.document.apart.watch import own_group, watched
from report_kit.document.foreign.kinds import CALLED, Kind
from report_kit.errors import InputError

MAX_SECONDS = 120.0
# MB; it takes 200 to 300 for a report.
MAX_MEMORY = 1500

_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"%ProgramFiles%\LibreOffice\program\soffice.exe",
    r"%ProgramFiles(x86)%\LibreOffice\program\soffice.exe",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
)
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
_SUFFIX: dict[Kind, str] = {"doc": ".doc", "xls": ".xls", "xml": ".xml", "opendocument": ".odt"}
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""
# Nobody listens there: a link that is followed all the same leads nowhere.
_NOWHERE = "http://127.0.0.1:9"


def libreoffice() -> str | None:
    """Return the program, ``None`` where it is not installed."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    places = (os.path.expandvars(place) for place in _PLACES)
    return found or next((place for place in places if Path(place).is_file()), None)


@contextmanager
def private_folder() -> Iterator[Path]:
    """Make a folder that only the user can open, and remove it."""
    with tempfile.TemporaryDirectory(prefix="report-kit-", ignore_cleanup_errors=True) as name:
        yield Path(name)


@contextmanager
def converted(data: bytes, kind: Kind, to: str, where: str) -> Iterator[Path]:
    """Turn a file into one of another format, which is there as long as the context is.

    Args:
        data: the file.
        kind: what it is.
        to: ``docx`` or ``xlsx``.
        where: its name, for messages.

    Raises:
        InputError: ``RK-113`` LibreOffice is not installed, ``RK-114`` it made nothing of the file.
    """
    program = libreoffice()
    if program is None:
        raise _no_program(kind, to, where)
    with private_folder() as folder:
        source = folder / f"source{_SUFFIX.get(kind, '')}"
        source.write_bytes(data)
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        command = [
            program,
            f"-env:UserInstallation={profile.parent.as_uri()}",
            "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard",
            "--convert-to", _FILTERS[to],
            "--outdir", str(folder / "made"),
            str(source),
        ]  # fmt: skip
        _run(command, folder, where)
        made = folder / "made" / f"source.{to}"
        if not made.is_file():
            raise _failed("LibreOffice 没能打开这个文件，可能已损坏，或者有密码", where)
        yield made


def _run(command: list[str], folder: Path, where: str) -> None:
    environment = {
        **os.environ, "http_proxy": _NOWHERE, "https_proxy": _NOWHERE, "all_proxy": _NOWHERE
    }  # fmt: skip
    # Together with what it starts, so that nothing is left running.
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **own_group(),
        )
    except OSError:
        raise _failed("LibreOffice 没能启动", where) from None
    ending = watched(process, MAX_MEMORY, MAX_SECONDS)
    if ending == "time":
        raise _failed(f"LibreOffice 转换用时过长（超过 {MAX_SECONDS:.0f} 秒），已停止", where)
    if ending == "memory":
        raise _failed(f"LibreOffice 转换用的内存过多（超过 {MAX_MEMORY} MB），已停止", where)


def _no_program(kind: Kind, to: str, where: str) -> InputError:
    saved = "Word 文档（*.docx）" if to == "docx" else "Excel 工作簿（*.xlsx）"
    return InputError(
        "RK-113",
        f"{CALLED[kind]}要先转换才能读，这台电脑上没有 LibreOffice",
        where=where,
        remedy=f"请在 Word 或 WPS 里打开，点“文件”“另存为”，文件类型选“{saved}”，再用另存的文件；"
        "或者安装 LibreOffice（免费），以后自动转换",
    )


def _failed(what: str, where: str) -> InputError:
    return InputError(
        "RK-114",
        what,
        where=where,
        remedy="请在 Word 或 WPS 里打开（有密码的先去掉密码），点“文件”“另存为”，存成 .docx 或 .xlsx 再用",
    )
