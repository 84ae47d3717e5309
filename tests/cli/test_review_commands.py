"""The review by commands: people, signatures, the gate, the files, the trail."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from report_kit.review import people
from report_kit.workspace import Workspace
from tests.cli.conftest import Cli
from tests.review.office import STEPS, begin, passphrase_of

TOML = '[rules]\nselect = ["privacy", "secrecy"]\n'
ANSWERS = ("state_secret", "work_secret", "trade_secret", "privacy", "stability")


@pytest.fixture(autouse=True)
def _quick_argon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)
    monkeypatch.setattr(people, "_hasher", lambda: PasswordHasher(1, 8, 1))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("单位") / "工作区"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(people, "_hasher", lambda: PasswordHasher(1, 8, 1))
        patched.delenv("JUPYTERHUB_USER", raising=False)
        begin(folder)
    (folder / "report-kit.toml").write_text(TOML, encoding="utf-8")
    return folder


@pytest.fixture
def office(made: Path, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """The command line, inside a workspace with its people and one report."""
    folder = Path(shutil.copytree(made, tmp_path / "工作区"))
    monkeypatch.chdir(folder)
    for name in STEPS.values():
        (tmp_path / f"{name}.txt").write_text(passphrase_of(name) + "\n", encoding="utf-8")
    return cli


def sign(cli: Cli, step: str, *more: str) -> str:
    who = STEPS[step]
    answers = [f"--answer={name}=否" for name in ANSWERS] if step == "unit" else []
    answers = ["--answer", "checked=是"] if step == "draft" else answers
    result = cli("sign", "--who", who, "--passphrase-file", f"../{who}.txt", *answers, *more)
    return result.out if result.code == 0 else result.err


def test_the_whole_way(office: Cli, tmp_path: Path) -> None:
    assert office("review", "list").out.strip().endswith("等待签署：撰稿人初审")
    refused = office("export", "1", "--final", "--to", "html")
    assert (refused.code, refused.out) == (2, "")
    assert "RK-731" in refused.err
    assert "“主要领导签发”还没有签署（主要领导：钱七）" in refused.err
    assert list(Path().glob("*-发布")) == []
    for step in STEPS:
        assert "：同意（第 1 版）" in sign(office, step)
    shown = office("review", "show", "清河")
    assert shown.code == 0
    assert "可以正式发布" in shown.out
    result = office(
        "export", "清河镇", "--final", "--to", "html,pdf,docx,ipynb", "--who", "王五", "--output", "发布"
    )
    assert result.code == 0, result.err
    files = sorted(Path("发布").iterdir())
    assert len(files) == 4
    for path in files:
        assert office("verify", str(path)).code == 0
        audited = office("audit", "verify", "--anchor", str(path))
        assert (audited.code, "与存证码相符" in audited.out) == (0, True)
    page = next(path for path in files if path.suffix == ".html")
    page.write_text(page.read_text(encoding="utf-8").replace("认真", "坚决", 1), encoding="utf-8")
    changed = office("verify", str(page))
    assert changed.code == 1
    assert "与签发的不同" in changed.out
    assert "坚决" in changed.out
    # A notebook of the same text may be given instead of the number; of another text it may not.
    notebook = next(path for path in files if path.suffix == ".ipynb")
    copy = tmp_path / "稿.ipynb"
    shutil.copy(notebook, copy)
    assert office("export", str(copy), "--final", "--to", "html", "--workspace", ".").code == 0
    copy.write_text(notebook.read_text(encoding="utf-8").replace("认真", "坚决", 1), encoding="utf-8")
    other = office("export", str(copy), "--final", "--to", "pdf", "--workspace", ".")
    assert (other.code, "RK-732" in other.err) == (2, True)
    listed = office("audit", "list", "--report", "1").out
    for words in ("签署", "正式发布", "新建报告"):
        assert words in listed


def test_the_trail_tampered_with(office: Cli) -> None:
    import sqlite3

    head = office("audit", "head").out.strip()
    assert office("audit", "verify", "--anchor", head).code == 0
    with sqlite3.connect("report-kit.db") as database:
        database.execute("DELETE FROM trail WHERE number = 3")
    database.close()
    result = office("audit", "verify")
    assert result.code == 1
    assert "缺了记录" in result.out
    assert office("audit", "verify", "--anchor", "没有").code == 2


def test_what_a_signature_is_refused_for(office: Cli, tmp_path: Path) -> None:
    assert "RK-721" in sign(office, "office", "--step", "office")
    assert "RK-726" in office("sign", "--who", "张三", "--passphrase-file", "../张三.txt").err
    assert "RK-606" in sign(office, "draft", "--answer", "checked")
    assert "RK-722" in sign(office, "draft", "--revision", "7")
    (tmp_path / "张三.txt").write_text("不对的口令\n", encoding="utf-8")
    assert "RK-715" in sign(office, "draft")
    assert "RK-633" in office("sign", "--who", "张三", "--passphrase-file", "没有.txt").err


def test_people_by_commands(cli: Cli, tmp_path: Path) -> None:
    assert "RK-631" in cli("people", "list").err
    Workspace(tmp_path / "report-kit-workspace")
    assert "名单还是空的" in cli("people", "list").out
    code = cli("people", "add", "老周", "--post", "主任").out.split("一次性代码：")[1].split("\n")[0]
    Path("口令").write_text(f"{code}\n清河二〇二四谁爱喝茶\n", encoding="utf-8")
    assert "口令已设定" in cli("people", "passphrase", "老周", "--passphrase-file", "口令").out
    Path("口令").write_text("清河二〇二四谁爱喝茶\n", encoding="utf-8")
    by = ("--by", "老周", "--passphrase-file", "口令")
    assert "RK-605" in cli("people", "add", "张三").err
    assert "一次性代码" in cli("people", "add", "张三", "--roles", "撰稿人，编辑", *by).out
    assert cli("people", "change", "张三", "--post", "科员", *by).code == 0
    assert "一次性代码" in cli("people", "reset", "张三", *by).out
    listed = cli("people", "list").out
    for words in ("张三", "科员", "撰稿人、编辑", "未设定"):
        assert words in listed
    assert "已离岗" in cli("people", "leave", "张三", *by).out


def test_the_chain_by_commands(cli: Cli, tmp_path: Path) -> None:
    assert cli("review", "new", "--chain", "three_reviews").code == 0
    assert "三审三校，4 步" in cli("review", "check").out
    assert "RK-609" in cli("review", "new").err
    path = Path("review.yaml")
    path.write_text(path.read_text(encoding="utf-8").replace("voids: all", "voids: al"), encoding="utf-8")
    result = cli("review", "check", "review.yaml")
    assert result.code == 2
    assert "是不是“all”" in result.err
    Workspace(tmp_path)
    path.unlink()
    assert "由信息发布单位签" in cli("review", "chain").out


def test_sheets_by_commands(office: Cli) -> None:
    assert office("review", "sheet", "--blank", "--output", "单.pdf").code == 0
    assert Path("单.pdf").read_bytes().startswith(b"%PDF")
    assert "RK-609" in office("review", "sheet", "--output", "单.pdf").err
    assert office("review", "sheet", "1", "--output", "单.docx").code == 0
    assert office("review", "month", "2025-01", "--output", "表.docx").code == 0
    for wrong in (("month",), ("month", "正月"), ("sheet", "9"), ("sheet", "1", "--output", "单.txt")):
        assert office("review", *wrong).code == 2


def test_options_that_belong_to_final(office: Cli) -> None:
    assert "RK-603" in office("export", "1", "--final", "--draft").err
    assert "RK-603" in office("export", "1", "--who", "张三").err
    assert "RK-632" in office("export", "没有这份", "--final").err
