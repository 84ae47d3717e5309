"""Make a folder that installs and starts report-kit on a PC without internet.

    python tools/offline_bundle.py --platform win_amd64 --python 3.12
    python tools/offline_bundle.py --platform linux --python 3.11 --with voila --output DIR

The folder holds every wheel the PC needs, a file to double-click, and a short text. Needs pip and
``packaging`` here (both come with report-kit) and access to a package index.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from packaging.utils import canonicalize_name

from offline.launchers import write_launchers
from offline.target import Target, parse_target
from offline.wheels import Resolution, read_folder, resolve

ROOT = Path(__file__).resolve().parents[1]
PROJECT = "report-kit"
EXTRAS = ("ocr", "voila")
# Published as source only; pure Python, so that one wheel built here serves every PC.
SOURCE_ONLY = ("jieba",)
# A package only the target needs may itself need others; deeper chains do not occur.
MAX_ROUNDS = 6


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="制作不能上网的电脑用的安装包")
    parser.add_argument("--platform", default="win_amd64", help="win_amd64 或 linux（x86_64）")
    parser.add_argument("--python", default="3.12", help="目标电脑上的 Python 版本，如 3.12")
    parser.add_argument(
        "--with",
        dest="extras",
        action="append",
        default=[],
        choices=EXTRAS,
        help="一并装上：ocr（文字识别）、voila（没有代码的页面）",
    )
    parser.add_argument("--output", type=Path, help="放在哪个文件夹；不写时为 report-kit-平台-py版本")
    options = parser.parse_args(arguments)
    try:
        target = parse_target(options.platform, options.python)
    except ValueError as error:
        parser.error(f"不支持：{error}")
    folder = options.output or Path(f"{PROJECT}-{target.name}")
    if folder.exists() and any(folder.iterdir()):
        parser.error(f"文件夹不是空的：{folder}")
    release = build(folder, target, sorted(set(options.extras)))
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"完成：{folder}（report-kit {release}，{size / 2**20:.0f} MB）")
    return 0


def build(folder: Path, target: Target, extras: Sequence[str] = ()) -> str:
    """Fill ``folder``, with the wheels of these extras too; return the release of the project.

    Raises:
        SystemExit: pip failed, or the set of wheels is not complete.
    """
    wheels = folder / "wheels"
    wheels.mkdir(parents=True, exist_ok=True)
    print("制作本项目和纯源码依赖的 wheel……")
    pip("wheel", "--no-deps", "--wheel-dir", str(wheels), str(ROOT), *SOURCE_ONLY)
    own = next(wheels.glob("report_kit-*.whl"))
    print("下载依赖……")
    wanted = f"[{','.join(extras)}]" if extras else ""
    download(wheels, target, [f"{own}{wanted}"])
    result = complete(wheels, target, f"{PROJECT}{wanted}")
    for name, wheel in read_folder(wheels).items():
        if name not in result.needed:
            wheel.path.unlink()  # what only this machine's markers asked for
    release = str(read_folder(wheels)[canonicalize_name(PROJECT)].version)
    write_launchers(folder, target, release, extras)
    return release


def complete(wheels: Path, target: Target, root: str) -> Resolution:
    """Download what the target's markers ask for and pip, which evaluates this machine's, left out."""
    for _ in range(MAX_ROUNDS):
        found = read_folder(wheels)
        result = resolve(found, root, target)
        if result.wrong:
            raise SystemExit("这些 wheel 不适合目标电脑：\n" + "\n".join(result.wrong))
        if not result.missing:
            print(f"核对完毕：{len(result.needed)} 个包，依赖完整")
            return result
        names = {requirement.name.lower() for requirement in result.missing}
        print(f"补充目标电脑另外需要的包：{'、'.join(sorted(names))}")
        for requirement in result.missing:
            requirement.marker = None
        keep = [f"{wheel.name}=={wheel.version}" for wheel in found.values() if wheel.name not in names]
        download(wheels, target, [*map(str, result.missing), *keep])
    raise SystemExit(f"依赖仍不完整：{', '.join(map(str, result.missing))}")


def download(wheels: Path, target: Target, wanted: list[str]) -> None:
    """Let pip fetch wheels for the target; what is in the folder already is used again."""
    pip("download", "--dest", str(wheels), "--find-links", str(wheels), *target.pip_options(), *wanted)


def pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    done = subprocess.run(command, env={**os.environ, "PYTHONUTF8": "1"}, check=False)
    if done.returncode:
        raise SystemExit(f"pip 没有成功（{' '.join(arguments[:1])}），请看上面的提示")


if __name__ == "__main__":
    sys.exit(main())
