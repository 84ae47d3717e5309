"""The panel of the assessment: begins an office, shows a month, explains a unit, writes the circular."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from report_kit.forms.report import Report
from report_kit.widgets.assessing.panel import AssessPanel
from report_kit.workspace import Workspace
from tests.assess.make import SAMPLE


@pytest.fixture
def panel(tmp_path: Path) -> AssessPanel:
    folder = tmp_path / "年报"
    workspace = Workspace(folder)
    workspace.create(Report.new("云岭县清河镇人民政府", "镇", 2024))
    (folder / "考核").mkdir()
    shutil.copy(SAMPLE, folder / "考核")
    return AssessPanel(workspace)


def test_an_empty_folder_gets_the_scheme_and_the_sheets(tmp_path: Path) -> None:
    made = AssessPanel(Workspace(tmp_path / "年报"))
    assert "还没有数据" in made.status.value
    assert made.fallback() == [("考核", "还没有数据。通报的落款：还没有写。")]
    made.export()
    made.write_problems()
    assert not made.made.exists()
    made.begin()
    names = {path.name for path in made.folder.iterdir()}
    assert names == {"考核方案.yaml", "月度情况.csv", "单位清单.csv", "栏目更新.csv", "问题清单.csv"}
    shutil.copy(SAMPLE, made.folder / "月度情况.csv")
    made.begin()  # a second click does no harm
    assert (made.folder / "月度情况.csv").read_bytes() == SAMPLE.read_bytes()
    assert made.month.value == date(2024, 11, 1)


def test_the_months_and_the_points_of_a_unit(panel: AssessPanel) -> None:
    assert [label for label, _ in panel.month.options] == ["2024年11月", "2024年10月"]
    assert "100.50" in panel.table.value
    assert "社会事务办公室：泄露个人隐私，一票否决" in panel.table.value
    assert "<svg" in panel.table.value
    panel.unit.value = "财政所"
    assert "T3 依申请按期办结率：0.00 / 5.00" in panel.reasons.value
    panel.month.value = date(2024, 10, 1)
    assert "100.21" in panel.table.value
    assert panel.reasons.value == ""


def test_the_circular_is_signed_by_the_agency_of_the_reports(panel: AssessPanel) -> None:
    for name, box in panel.formats.items():
        box.value = name == "txt"
    panel.day.value = date(2024, 12, 3)
    panel.export()
    told = panel.made / "关于2024年11月份政府信息公开工作考核情况的通报.txt"
    assert "云岭县清河镇人民政府\n2024年12月3日" in told.read_text("utf-8")
    assert len(list((panel.made / "各单位").iterdir())) == 5
    assert "下载" in panel.links.value


def test_a_list_of_problems_that_is_there_is_not_written_over(panel: AssessPanel) -> None:
    panel.write_problems()
    path = panel.folder / "问题清单-2024-11.csv"
    path.write_bytes(path.read_bytes() + "2024-11,财政所,1,A1,另一个问题,1,,,\r\n".encode())
    before = path.read_bytes()
    panel.write_problems()
    assert "没有覆盖" in panel.told.value
    assert path.read_bytes() == before
    panel.refresh()  # and it is read as what it is
    assert "按“政府信息公开月度考核（默认方案）”计算" in panel.status.value


def test_a_bad_scheme_is_told_in_the_panel(panel: AssessPanel) -> None:
    (panel.folder / "考核方案.yaml").write_text("version: 1\n", "utf-8")
    panel.refresh()
    assert "RK-841" in panel.status.value
    assert panel.table.value == ""
    assert panel.month.options == ()
