"""The files a clerk double-clicks: install from the folder's own wheels, then start the kit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from offline.target import Target

WINDOWS = "安装并启动.bat"
LINUX = "安装并启动.sh"
# With Voilà in the folder there is a second file for its pages.
PAGES = {WINDOWS: "打开网页版.bat", LINUX: "打开网页版.sh"}
README = "说明.txt"

# Commands are ASCII and paths relative, so only the messages depend on the code page. cmd.exe of a Chinese
# Windows reads GBK; with UTF-8 and “chcp 65001” it loses its place in files with multibyte lines.
_BAT = """\
@echo off
setlocal
cd /d "%~dp0"
title report-kit
set "PYTHONUTF8=1"
set "PIP_CONFIG_FILE=nul"
set "PIP_DISABLE_PIP_VERSION_CHECK=1"
set "PY=py -{version}"
%PY% -c "{probe}" >nul 2>nul
if not errorlevel 1 goto found
set "PY=python"
%PY% -c "{probe}" >nul 2>nul
if not errorlevel 1 goto found
echo 没有找到 64 位的 Python {version}。
echo 请先安装 Python {version}（64 位），安装时勾选 Add python.exe to PATH，再双击本文件。
goto failed
:found
if exist "venv\\{marker}" goto start
echo 第一次使用，正在安装，需要几分钟，请不要关闭这个窗口……
%PY% -m venv venv
if errorlevel 1 goto broken
venv\\Scripts\\python -m pip install --quiet --upgrade --no-index --find-links wheels {package}
if errorlevel 1 goto broken
echo ok> "venv\\{marker}"
:start
echo 正在启动，浏览器会自动打开。用完后关闭这个窗口即可。
venv\\Scripts\\python -m report_kit.cli lab report-kit-workspace{options}
if errorlevel 1 goto failed
exit /b 0
:broken
echo 安装没有完成。请把整个文件夹移到路径较短、可以写入的位置（如 D 盘根目录），删去 venv 文件夹后再试。
:failed
pause
exit /b 1
"""

_SH = """\
#!/bin/sh
# 第一次运行时安装，以后直接启动；不连接互联网。
cd "$(dirname "$0")" || exit 1
export PIP_CONFIG_FILE=/dev/null PIP_DISABLE_PIP_VERSION_CHECK=1
py=
for name in python{version} python3 python; do
    if "$name" -c '{probe}' >/dev/null 2>&1; then py=$name; break; fi
done
if [ -z "$py" ]; then
    echo "没有找到 64 位的 Python {version}，请先安装。" >&2
    exit 1
fi
if [ ! -e "venv/{marker}" ]; then
    echo "第一次使用，正在安装，需要几分钟……"
    "$py" -m venv venv &&
        venv/bin/python -m pip install --quiet --upgrade --no-index --find-links wheels {package} &&
        echo ok > "venv/{marker}" || {{ echo "安装没有完成。请删去 venv 文件夹后再试。" >&2; exit 1; }}
fi
if [ $# -gt 0 ]; then
    exec venv/bin/python -m report_kit.cli "$@"
fi
exec venv/bin/python -m report_kit.cli lab report-kit-workspace{options}
"""

_TEXT = """\
report-kit {release} 离线安装包（{system}，Python {version}）

1. 先安装 64 位的 Python {version}{hint}。
2. 把整个文件夹放到一个固定的位置（路径短一些、可以写入），{action}。
3. 第一次要几分钟，以后几秒钟。浏览器会自动打开，从“01_起草”开始。
{pages}
全部在本机运行，不连接互联网。报告数据在 report-kit-workspace 文件夹里，请定期备份。
升级：用新的安装包覆盖这个文件夹，再{action}；report-kit-workspace 不要删。
"""


def write_launchers(folder: Path, target: Target, release: str, extras: Sequence[str] = ()) -> None:
    """Write the starter of the target and a short text beside the folder of wheels.

    Raises:
        ValueError: a message would be misread by cmd.exe.
    """
    version = target.version
    package = f"report-kit[{','.join(extras)}]" if extras else "report-kit"
    marker = f"report-kit-{'-'.join([release, *extras])}.ok"
    fits = f"sys.version_info[:2] != {target.python} or sys.maxsize < 2**32"
    probe = f"import sys; sys.exit({fits})"
    start = WINDOWS if target.windows else LINUX
    starters = {start: ""}
    if "voila" in extras:
        starters[PAGES[start]] = " --voila"
    for name, options in starters.items():
        script = (_BAT if target.windows else _SH).format(
            version=version, probe=probe, marker=marker, package=package, options=options
        )
        if target.windows:
            (folder / name).write_bytes(batch_bytes(script))
        else:
            (folder / name).write_text(script, encoding="utf-8", newline="\n")
            (folder / name).chmod(0o755)
    text = _TEXT.format(
        release=release,
        version=version,
        system="Windows" if target.windows else "Linux",
        hint="（安装时勾选 Add python.exe to PATH）" if target.windows else "",
        action=f"双击“{WINDOWS}”" if target.windows else f"运行 sh {LINUX}",
        pages=f"   不想看到代码框的，改用“{PAGES[start]}”，内容是同一份。\n" if "voila" in extras else "",
    )
    # Notepad of every Windows version reads UTF-8 with a mark.
    (folder / README).write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))


def batch_bytes(script: str) -> bytes:
    """Return a batch file as cmd.exe of a Chinese Windows reads it: GBK with CRLF.

    Raises:
        ValueError: the second byte of a character is one that cmd.exe acts on when the code page is not
            Chinese, so that the file would do something else there than show odd messages.
    """
    for character in set(script) - set(map(chr, range(128))):
        if character.encode("gbk")[1:2] in b'|&<>^%!"()':
            raise ValueError(f"{character} cannot stand in a batch file")
    return script.replace("\n", "\r\n").encode("gbk")
