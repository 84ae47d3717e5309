"""The wheel works with the checkout out of reach: dictionaries, forms, fonts, notebooks are in it."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PRODUCTS = {
    "校对结果.txt",
    "校对结果.html",
    "校对结果.json",
    "年度报告.html",
    "年度报告.pdf",
    "年度报告.docx",
    "年度报告.ipynb",
}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel of the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an environment that holds the wheel, and the other packages of this one."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    binaries = folder / ("Scripts" if os.name == "nt" else "bin")
    python = binaries / ("python.exe" if os.name == "nt" else "python")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
    ]
    subprocess.run([*pip, str(wheel)], check=True)
    (site,) = folder.glob("Lib/site-packages" if os.name == "nt" else "lib/python*/site-packages")
    # A path in a .pth file is searched, but the .pth files there are not read: no editable checkout.
    (site / "others.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def run(python: Path, *arguments: str, cwd: Path) -> str:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    environment["PYTHONUTF8"] = "1"
    done = subprocess.run(
        [str(python), *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_contents(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for ending in (
        "report_kit/py.typed",
        "report_kit/demo/sample.txt",
        "report_kit/demo/planted.tsv",
        "report_kit/forms/annual_2021.yaml",
        "report_kit/cli/skeleton_form.yaml",
        "report_kit/widgets/fields/editor.js",
        "report_kit/widgets/fields/editor.css",
        "report_kit/_data/dictionaries/spelling.tsv",
        "report_kit/_data/notebooks/01_起草.ipynb",
        "licenses/LICENSE",
        "licenses/NOTICE",
        "fonts/COPYING-Fandol.txt",
        "fonts/OFL-Noto.txt",
    ):
        assert any(name.endswith(ending) for name in names), ending
    assert not [name for name in names if name.startswith(("tests/", "tools/")) or "__pycache__" in name]


def test_the_package_is_the_installed_one(python: Path, tmp_path: Path) -> None:
    code = (
        "import report_kit; from report_kit.resources import data_folder; "
        "print(report_kit.__file__, data_folder('dictionaries'), data_folder('notebooks'), sep='\\n')"
    )
    for line in run(python, "-c", code, cwd=tmp_path).splitlines():
        assert line.startswith(str(python.parents[1])), line


def test_demo(python: Path, tmp_path: Path) -> None:
    said = run(python, "-m", "report_kit.cli", "demo", cwd=tmp_path)
    assert "错误" in said
    assert {path.name for path in (tmp_path / "report-kit-demo").iterdir()} == PRODUCTS


def test_the_command_and_the_exporters_are_registered(python: Path, tmp_path: Path) -> None:
    command = python.with_name("report-kit.exe" if os.name == "nt" else "report-kit")
    assert run(command, "--help", cwd=tmp_path).startswith("用法：report-kit")
    code = (
        "from nbconvert.exporters import get_exporter; "
        "print([get_exporter(f'report_{name}') for name in ('html', 'pdf', 'docx')])"
    )
    assert "report_kit" in run(python, "-c", code, cwd=tmp_path)


def test_the_workspace_gets_its_notebooks(python: Path, tmp_path: Path) -> None:
    run(
        python,
        "-c",
        "from report_kit.widgets.jupyter.lab import prepare_workspace; prepare_workspace('w')",
        cwd=tmp_path,
    )
    assert {"01_起草.ipynb", "02_校对.ipynb", "03_审核.ipynb", "04_发布.ipynb"} <= {
        p.name for p in (tmp_path / "w").iterdir()
    }
