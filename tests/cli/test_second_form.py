"""The commands use a form that a workspace holds, whatever folder they are run in."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from report_kit.cli.setups import Choices, Setups
from report_kit.export import export_report
from report_kit.forms.catalogue import working_in
from tests.cli.conftest import Cli, files
from tests.forms.second import filled, lay_in, summary


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with two own forms: reports of both, one of them wrong in a table."""
    place = tmp_path / "某乡"
    with working_in(lay_in(place)):
        wrong = filled().with_value("cases", "dispute", "done", 39)
        for name, report in {
            "平安": filled(),
            "错表": wrong,
            "总结": summary(),
            "上年": filled(2023),
        }.items():
            export_report(report, place / name, ["txt"])
        export_report(filled(), place / "平安", ["docx"])
    return place


def found(out: str) -> list[str]:
    return [json.loads(line)["rule"] for line in out.splitlines()]


def test_check_judges_by_the_form_it_recognises(cli: Cli, folder: Path) -> None:
    sound = cli("check", folder / "平安.docx", "--format", "json", "--select", "table,structure")
    assert (sound.code, found(sound.out)) == (0, [])
    wrong = cli("check", folder / "错表.txt", "--format", "json", "--select", "table,structure")
    assert (wrong.code, set(found(wrong.out))) == (1, {"table.equation"})


def test_check_by_form(cli: Cli, folder: Path) -> None:
    assert cli("check", folder / "错表.txt", "--form", "pingan", "--select", "table").code == 1
    for form, code in (("annual", "RK-207"), ("nosuch", "RK-201")):
        result = cli("check", folder / "平安.txt", "--form", form)
        assert (result.code, code in result.err) == (2, True)
    late = cli("check", folder / "平安.txt", "--form", "pingan", "--year", "2035")
    assert (late.code, "RK-202" in late.err) == (2, True)


def test_check_against_last_year(cli: Cli, folder: Path) -> None:
    """The form has no equation over two years: last year's report is read by it, and nothing is said."""
    result = cli("check", folder / "平安.txt", "--previous", folder / "上年.txt", "--select", "table")
    assert (result.code, result.err) == (0, "")


def test_export_and_chart(cli: Cli, folder: Path) -> None:
    result = cli(
        "export", folder / "平安.txt", "--charts", "--previous", folder / "上年.txt", "--to", "html,ipynb"
    )
    assert (result.code, result.err) == (0, "")
    assert files(folder / "平安-导出") == {"平安.html", "平安.ipynb"}
    assert "各年度受理和办结" in (folder / "平安-导出" / "平安.html").read_text(encoding="utf-8")
    again = cli("export", folder / "平安-导出" / "平安.ipynb", "--to", "txt", "--output", folder / "再")
    assert (again.code, (folder / "再" / "平安.txt").read_text(encoding="utf-8")) == (
        0,
        (folder / "平安.txt").read_text(encoding="utf-8"),
    )
    assert cli("chart", folder / "平安.txt").code == 0
    none = cli("export", folder / "总结.txt", "--form", "zongjie", "--charts", "--to", "html")
    assert (none.code, "RK-510" in none.err) == (2, True)


def test_a_form_of_own_sections(cli: Cli, folder: Path) -> None:
    result = cli("export", folder / "总结.txt", "--form", "zongjie", "--to", "txt", "--output", folder / "再")
    assert (result.code, result.err) == (0, "")
    assert (folder / "再" / "总结.txt").read_bytes() == (folder / "总结.txt").read_bytes()


def test_demo_from_a_report_of_it(cli: Cli, folder: Path) -> None:
    result = cli("demo", "演示", "--from", folder / "平安.docx")
    assert (result.code, "青禾县云岫乡，2024 年度平安报告" in result.out) == (0, True)


def test_registers_are_summed_for_it(cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    registers = Path(__file__).parents[1] / "ledger" / "data" / "ysq_full.csv"
    monkeypatch.chdir(folder)
    result = cli("ledger", "sum", registers, "--year", "2024", "--form", "pingan", "--format", "json")
    sums = json.loads(result.out)
    assert (sums["tables"], sums["figures"]["台账.依申请公开.新收"] > 0) == ({}, True)
    assert any("N04" in remark for remark in sums["remarks"])
    assert "RK-603" in cli("ledger", "check", registers, "--form", "pingan").err


def test_the_form_is_named_where_it_can_not_be_used(cli: Cli, folder: Path) -> None:
    (folder / "forms" / "pingan.yaml").write_text("id: pingan\nname: 平安\n", encoding="utf-8")
    result = cli("check", folder / "平安.txt", "--form", "pingan")
    assert (result.code, "RK-301" in result.err) == (2, True)


def test_each_workspace_has_its_own_forms(cli: Cli, folder: Path, tmp_path: Path) -> None:
    """Two folders with different forms of one name, checked in one go: each file by its own."""
    other = tmp_path / "别处"
    form = (lay_in(other) / "pingan.yaml").read_text(encoding="utf-8")
    form = form.replace("level: error\n    for_each: row", "level: hint\n    for_each: row")
    (other / "forms" / "pingan.yaml").write_text(form, encoding="utf-8")
    (other / "错表.txt").write_bytes((folder / "错表.txt").read_bytes())
    for order in ([folder, other], [other, folder]):
        files = [place / "错表.txt" for place in order]
        result = cli("check", *files, "--format", "json", "--select", "table.equation")
        levels = [json.loads(line) for line in result.out.splitlines()]
        own = {(Path(one["path"]).parent.name, one["severity"]) for one in levels}
        assert own == {("某乡", "error"), ("别处", "hint"), ("别处", "error")}


def test_forms_of_one_workspace_do_not_hold_in_another(cli: Cli, folder: Path, tmp_path: Path) -> None:
    """Files of two workspaces in one call: each by its own forms, whichever was known last."""
    other = tmp_path / "乙乡"
    other.mkdir()
    shutil.copy(folder / "平安.txt", other)
    options = ("--form", "pingan", "--select", "table")
    alone = cli("check", other / "平安.txt", *options)
    assert (alone.code, "RK-201" in alone.err) == (2, True)
    both = cli("check", folder / "平安.txt", other / "平安.txt", *options)
    assert (both.code, both.err.count("RK-201")) == (2, 1)
    assert str(other) not in both.out


def test_last_years_report_is_of_the_files_own_workspace(cli: Cli, folder: Path, tmp_path: Path) -> None:
    """Two workspaces under one file of settings have a form of one id."""
    other = tmp_path / "乙乡"
    (other / "forms").mkdir(parents=True)
    text = (folder / "forms" / "pingan.yaml").read_text(encoding="utf-8")
    assert "name: 平安建设工作年度报告" in text
    changed = text.replace("name: 平安建设工作年度报告", "name: 平安报告（乙）")
    (other / "forms" / "pingan.yaml").write_text(changed, encoding="utf-8")
    (tmp_path / "report-kit.toml").write_text("", encoding="utf-8")
    for name in ("平安", "上年"):
        shutil.copy(folder / f"{name}.txt", other)
    files = [folder / "平安.txt", other / "平安.txt"]
    setups = Setups(Choices(previous=str(folder / "上年.txt")), files)
    names = [last.spec.name for file in files if (last := setups.of(file).context.previous)]
    assert names == ["平安建设工作年度报告", "平安报告（乙）"]
