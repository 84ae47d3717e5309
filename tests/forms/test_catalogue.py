"""Forms are found in the package and in the workspace that is worked on, and nothing of two is mixed."""

from __future__ import annotations

import os
import pickle
import time
from dataclasses import replace
from pathlib import Path

import pytest

from report_kit import form_folders
from report_kit.errors import ReportError, UsageError
from report_kit.forms import Report
from report_kit.forms.carry import following
from report_kit.forms.catalogue import (
    check_file,
    check_id,
    entries,
    form_for_year,
    known_forms,
    load_form,
    register_folder,
    working_in,
)
from report_kit.forms.checking import FormError
from report_kit.outside import OUTSIDE
from report_kit.workspace import Workspace
from tests.forms.own_form import write

NAME = ("name: 平安建设工作报告", "name: 平安报告（乙）")


@pytest.fixture(autouse=True)
def _apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test makes known is forgotten after it."""
    monkeypatch.setattr(form_folders, "_registered", [])
    monkeypatch.chdir(tmp_path)


def test_shipped_forms_are_known_everywhere() -> None:
    assert load_form().id == "annual_2021"
    assert load_form("annual_2021") is load_form("annual_2021")
    assert {entry.id for entry in entries() if entry.shipped} == {form.id for form in known_forms()}


def test_a_form_beside_the_current_folder_and_of_a_registered_one(tmp_path: Path) -> None:
    write(tmp_path / "forms")
    assert load_form("pingan").name == "平安建设工作报告"
    write(tmp_path / "别处" / "forms", "jinrong")
    with pytest.raises(ReportError, match="RK-201"):
        load_form("jinrong")
    register_folder(tmp_path / "别处" / "forms")
    assert load_form("jinrong").id == "jinrong"
    assert {entry.id for entry in entries() if not entry.shipped} == {"pingan", "jinrong"}


def test_a_form_is_read_again_when_its_content_has_changed(tmp_path: Path) -> None:
    path = write(tmp_path / "forms")
    first, stamp = load_form("pingan"), path.stat().st_mtime_ns
    assert load_form("pingan") is first
    write(tmp_path / "forms", "pingan", ("short: 平安报告", "short: 平安年报"))
    os.utime(path, ns=(stamp, stamp))  # as fast as a coarse clock can not tell
    assert load_form("pingan").short == "平安年报"
    path.unlink()
    with pytest.raises(ReportError, match="RK-201"):
        load_form("pingan")


def test_the_error_names_the_nearest_form(tmp_path: Path) -> None:
    write(tmp_path / "forms")
    with pytest.raises(ReportError) as caught:
        load_form("pinggan")
    assert caught.value.remedy == "是不是“pingan”？"
    with pytest.raises(ReportError, match="RK-201"):
        load_form("../forms/pingan")


@pytest.mark.parametrize("form_id", ["annual_2021", "Annual_2021"])
def test_a_shipped_id_is_taken(tmp_path: Path, form_id: str) -> None:
    path = write(tmp_path / "forms", form_id)
    assert load_form("annual_2021").name == "政府信息公开工作年度报告"
    (entry,) = [entry for entry in entries() if not entry.shipped]
    assert entry.form is None
    assert "软件自带" in str(entry.error)
    with pytest.raises(FormError, match="软件自带"):
        check_file(path)
    with pytest.raises(UsageError, match="RK-606"):
        check_id(form_id)


def test_a_form_with_faults_is_listed_with_them_and_hides_nothing(tmp_path: Path) -> None:
    write(tmp_path / "forms", "pingan", ("    section: 数据", "    section: 数居"))
    write(tmp_path / "forms", "jinrong")
    found = {entry.id: entry for entry in entries() if not entry.shipped}
    assert found["pingan"].form is None
    assert "tables[0].section" in str(found["pingan"].error)
    assert found["jinrong"].form
    with pytest.raises(FormError, match="RK-301"):
        load_form("pingan")
    assert "jinrong" in {form.id for form in known_forms()}


def test_two_folders_with_one_id_the_one_worked_on_wins(tmp_path: Path) -> None:
    for name, changes in (("甲", ()), ("乙", (NAME,))):
        write(tmp_path / name / "forms", "pingan", *changes)
    write(tmp_path / "甲" / "forms", "jinrong")
    register_folder(tmp_path / "甲" / "forms")
    register_folder(tmp_path / "乙" / "forms")
    assert load_form("pingan").name == "平安报告（乙）"
    with working_in(tmp_path / "甲" / "forms"):
        assert load_form("pingan").name == "平安建设工作报告"
    with working_in(tmp_path / "乙" / "forms"), pytest.raises(ReportError, match="RK-201"):
        load_form("jinrong")
    register_folder(tmp_path / "甲" / "forms")
    assert load_form("pingan").name == "平安建设工作报告"


def test_reports_of_two_workspaces_keep_their_own_forms(tmp_path: Path) -> None:
    other = [
        NAME,
        ("          - {id: 成功, label: 调解成功}", "          - {id: 成功, label: 化解成功}"),
        ("{{统计表.调解成功.合计}}", "{{统计表.化解成功.合计}}"),
    ]
    spaces = {}
    for name, changes in (("甲", ()), ("乙", other)):
        write(tmp_path / name / "forms", "pingan", *changes)
        spaces[name] = Workspace(tmp_path / name)
        report = Report.new("清河镇人民政府", year=2024, form="pingan")
        spaces[name].create(report.with_value("统计", "成功", "合计", 3))
    # 乙 was opened last; what 甲 gives is of its own form, and stays so when it is changed or goes on.
    for name, label in (("甲", "调解成功"), ("乙", "化解成功"), ("甲", "调解成功")):
        report = spaces[name].load(1).report
        changed = replace(report, signature="清河镇").with_value("统计", "新受理", "合计", 5)
        for one in (report, changed, following(changed).report, pickle.loads(pickle.dumps(changed))):
            assert label in one.document().text, name
            assert one.spec.table("统计").names("成功", "合计")[0] == label
        # So do all that are listed, and one that is brought back.
        assert label in spaces[name].revisions(1)[0].report.document().text, name
        recovered, _ = spaces[name].recover(1)
        assert label in recovered.report.document().text, name


def test_years_within_a_family(tmp_path: Path) -> None:
    old = (
        ("#family: skeleton", "family: pingan"),
        ("until: 2035", "until: 2023"),
        ("since: 2023", "since: 2020"),
    )
    write(tmp_path / "forms", "pingan", ("since: 2023", "since: 2024"))
    write(tmp_path / "forms", "pingan_2020", *old)
    assert form_for_year(2024, form="pingan").id == "pingan"
    assert form_for_year(2021, form="pingan").id == "pingan_2020"
    assert form_for_year(2021, family="pingan").id == "pingan_2020"
    assert form_for_year(2024).id == "annual_2021"
    with pytest.raises(ReportError, match="RK-202") as caught:
        form_for_year(2019, form="pingan")
    assert "2020 到 2023、2024 到 2035" in caught.value.remedy
    with pytest.raises(ReportError, match="RK-201"):
        form_for_year(2024, family="pingn")


def test_two_forms_of_a_family_may_not_cover_one_year(tmp_path: Path) -> None:
    path = write(tmp_path / "forms", "pingan")
    write(tmp_path / "forms", "pingan_2020", ("#family: skeleton", "family: pingan"))
    with pytest.raises(FormError) as caught:
        check_file(path)
    (fault,) = caught.value.faults
    assert "年度重叠" in fault.reason
    assert fault.line > 0
    # The first of the two counts; the other is listed with the reason, and its saved reports still open.
    found = {entry.id: entry for entry in entries() if not entry.shipped}
    assert found["pingan"].form
    assert found["pingan_2020"].form is None
    assert "年度重叠" in str(found["pingan_2020"].error)
    assert [form.id for form in known_forms() if form.kin == "pingan"] == ["pingan"]
    assert load_form("pingan_2020").kin == "pingan"
    annual = write(tmp_path / "forms", "gongkai", ("#family: skeleton", "family: annual"))
    assert next(entry for entry in entries() if entry.path == annual).form is None


def test_forms_are_known_although_the_current_folder_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register_folder(write(tmp_path / "forms").parent)

    def gone() -> Path:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "cwd", gone)
    assert load_form("pingan").id == "pingan"
    assert "pingan" in {form.id for form in known_forms()}


def test_a_file_that_has_not_changed_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "forms")
    form, later = load_form("pingan"), time.time_ns() + 60_000_000_000
    monkeypatch.setattr(time, "time_ns", lambda: later)  # its time of change is old enough to tell
    load_form("pingan")
    with monkeypatch.context() as broken:
        broken.setattr(Path, "read_bytes", lambda _: pytest.fail("read again"))
        assert load_form("pingan") is form
    path.write_text(path.read_text(encoding="utf-8").replace("short: 平安报告", "short: 年报"), "utf-8")
    assert load_form("pingan").short == "年报"


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "forms")
    path.write_bytes(b"#" * 1_000_001)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("read"))
    (entry,) = [entry for entry in entries() if not entry.shipped]
    assert "文件太大" in str(entry.error)


def test_names_of_rules_are_checked_once_the_rules_are_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "forms")
    path.write_text(path.read_text(encoding="utf-8") + "\nstale: [date.stale_yaer]\n", encoding="utf-8")
    monkeypatch.setattr(OUTSIDE, "rules", None)
    assert load_form("pingan").stale == ("date.stale_yaer",)
    monkeypatch.setattr(OUTSIDE, "rules", lambda: ("date.stale_year",))
    with pytest.raises(FormError, match="stale_yaer"):
        load_form("pingan")


@pytest.mark.parametrize("form_id", ["annual", "Annual", "fazhi", "con", "NUL", "com1", "lpt9"])
def test_names_of_families_and_of_devices_are_no_ids(form_id: str) -> None:
    with pytest.raises(UsageError, match="RK-606"):
        check_id(form_id)
    check_id(f"{form_id}_2024")
