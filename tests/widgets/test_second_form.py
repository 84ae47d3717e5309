"""Forms of a workspace's own in the panels: chosen, drafted, judged, published, side by side."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from report_kit.export import export_report
from report_kit.forms.own import own_sections
from report_kit.forms.report import Report
from report_kit.widgets.common.chooser import ReportChooser
from report_kit.widgets.drafting.own_sections import OwnSectionsForm
from report_kit.widgets.drafting.panel import DraftPanel
from report_kit.widgets.publishing.panel import PublishPanel
from report_kit.widgets.reviewing.panel import ReviewPanel
from report_kit.workspace import Workspace
from tests.forms.second import AGENCY, COLUMNS, FIGURES, filled, lay_in, summary


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    lay_in(tmp_path)
    return Workspace(tmp_path)


def begin(workspace: Workspace, kind: str, year: int = 2024) -> DraftPanel:
    panel = DraftPanel(workspace)
    form = panel.begin
    form.form.value, form.agency.value, form.year.value = kind, AGENCY, year
    form.create()
    return panel


def saved(panel: DraftPanel) -> Report:
    assert panel.revision is not None
    return panel.revision.report


def test_the_kind_is_chosen_and_the_annual_report_comes_first(workspace: Workspace) -> None:
    options = DraftPanel(workspace).begin.form.options
    assert options[0] == ("政府信息公开工作年度报告", "annual")
    assert {("平安建设工作年度报告", "pingan"), ("工作总结", "zongjie")} <= set(options)


def test_a_form_that_can_not_be_used_is_named(tmp_path: Path) -> None:
    (lay_in(tmp_path) / "zongjie.yaml").write_text("id: zongjie\nname: 总结\n", encoding="utf-8")
    form = DraftPanel(Workspace(tmp_path)).begin
    assert "zongjie" not in dict(form.form.options).values()
    assert any("RK-301" in str(getattr(part, "value", "")) for part in form.children)


def test_a_report_of_it_is_drafted_and_its_equation_judged(workspace: Workspace) -> None:
    panel = begin(workspace, "pingan")
    assert (saved(panel).form, saved(panel).signature) == ("pingan", "青禾县云岫乡平安办")
    (table,) = panel.tables
    figures = {
        f"{row}/{name}": str(v) for row, own in FIGURES.items() for name, v in zip(COLUMNS, own, strict=True)
    }
    table.grid.typed = {**table.grid.typed, **figures, "dispute/done": "39"}
    fields = {form.section.id: form.field for form in panel.sections}
    fields["work"].value = "2024年受理矛盾纠纷{{件数.矛盾纠纷.本年受理}}件。"
    panel.save()
    assert saved(panel).value("cases", "dispute", "done") == 39
    assert "上年结转加本年受理，等于本年办结加结转下年" in table._status.value
    assert fields["work"].bindings == {"件数.矛盾纠纷.本年受理": "40"}
    # The form asks for no rules: what is missing is what it requires itself, and what does not add up.
    assert panel.wizard is not None
    panel.wizard.refresh()
    broken = (
        "“矛盾纠纷”行的“上年结转、本年受理”合计为 42，应等于 43：上年结转加本年受理，等于本年办结加结转下年"
    )
    missing = "写这一部分的文字"
    assert [(point["name"], point["text"]) for point in panel.wizard.progress.points] == [
        ("成文日期", "填写成文日期"),
        ("引言", missing),
        ("第二部分的表格", broken),
        ("第二部分的表格", "“本年办结”列的“合计”为 53，应等于 54：合计等于三类之和"),
        ("三、平安建设短板和原因", missing),
    ]


def test_a_field_without_a_guide_is_as_high_as_its_text(workspace: Workspace) -> None:
    sections = {form.section.id: form for form in begin(workspace, "pingan").sections}
    # Beside its guide a share of the width; alone in a column that would be a height.
    assert sections["work"].children[1].children[0].layout.flex == "3 1 26em"
    assert sections["disputes"].children[1].layout.flex is None


def test_next_year_begins_with_the_report_of_its_own_form(workspace: Workspace) -> None:
    workspace.create(filled(2023))
    workspace.create(Report.new(AGENCY, "乡", 2023))
    panel = begin(workspace, "pingan")
    assert [saved(panel).value("cases", row, "before") for row in FIGURES] == [4, 0, 0, 4]
    assert panel.wizard is not None
    assert panel.wizard.guides["gaps"].last == [filled(2023).section("gaps")]


def test_two_forms_of_one_agency_and_year_stand_side_by_side(workspace: Workspace) -> None:
    first = begin(workspace, "annual")
    second = begin(workspace, "pingan")
    assert (saved(first).form, saved(second).form) == ("annual_2021", "pingan")
    words = [label for label, _ in second.chooser.list.options]
    assert [("年报" in label, "平安报告" in label) for label in words] == [(False, True), (True, False)]
    again = begin(workspace, "pingan")
    assert "RK-403" in again.begin.status.value


def test_the_list_names_the_kind_even_of_one_report_and_of_a_form_with_faults(tmp_path: Path) -> None:
    file = lay_in(tmp_path) / "pingan.yaml"
    workspace = Workspace(tmp_path)
    label = lambda: ReportChooser(workspace, lambda _id: None).list.options[0][0]  # noqa: E731
    workspace.create(Report.new(AGENCY, "乡", 2023))
    assert "　信息公开年报　" in label()
    workspace.create(Report.new(AGENCY, "乡", 2022, "free"))
    assert "　工作总结　" in label()
    workspace.create(filled())
    sound = file.read_text(encoding="utf-8")
    for wrong in (
        sound.replace("sections:", "parts:", 1),
        sound + "\n  : [",
        sound.replace("short:", "shot:", 1),
    ):
        file.write_text(wrong, encoding="utf-8")
        assert "　平安" in label()
    file.unlink()
    assert "　pingan　" in label()


@pytest.mark.parametrize("kind", ["docx", "html", "pdf", "txt"])
def test_a_finished_report_is_read_as_what_it_is(workspace: Workspace, tmp_path: Path, kind: str) -> None:
    file = export_report(filled(), tmp_path / "报告", [kind])[kind]
    panel = DraftPanel(workspace)  # the annual report is chosen, the file is another
    panel.begin.read_file(file.name, file.read_bytes())
    assert (saved(panel).form, saved(panel).tables) == ("pingan", filled().tables)
    assert "按“平安报告”读入" in panel.begin.outcome.children[0].value


def test_a_text_nobody_can_recognise_is_read_as_chosen(workspace: Workspace, tmp_path: Path) -> None:
    lines = "青禾县云岫乡2024年工作\n一、农业\n\u3000\u3000粮食增产。\n二、项目\n\u3000\u3000实施12个。\n"
    panel = DraftPanel(workspace)
    panel.begin.form.value = "zongjie"
    panel.begin.read_file("总结.txt", lines.encode())
    assert saved(panel).form == "zongjie"
    assert list(saved(panel).headings.values()) == ["一、农业", "二、项目"]


def own(panel: DraftPanel) -> OwnSectionsForm:
    assert panel.own_sections is not None
    return panel.own_sections


def headings(panel: DraftPanel) -> list[str]:
    return [saved(panel).heading(name) for name in own_sections(saved(panel))]


def test_own_sections_are_added_renamed_and_taken_out(workspace: Workspace) -> None:
    panel = begin(workspace, "zongjie")
    assert headings(panel) == ["一、主要工作", "二、存在问题", "三、下一年打算"]
    fields = {form.section.id: form.field for form in panel.sections}
    fields["own20"].value = "产业规模小。"
    own(panel).lines["own10"].children[1].click()
    assert headings(panel) == ["一、主要工作", "二、新的部分", "三、存在问题", "四、下一年打算"]
    assert saved(panel).section("own20") == "产业规模小。"
    own(panel).lines["own15"].children[0].value = "二、项目建设"
    own(panel).lines["own10"].children[2].click()
    assert headings(panel)[:3] == ["一、主要工作", "（一）新的部分", "二、项目建设"]
    assert [form.section.id for form in panel.sections] == [
        "lead",
        "own10",
        "own10.10",
        "own15",
        "own20",
        "own30",
    ]
    own(panel).lines["own20"].children[-1].click()
    assert len(headings(panel)) == 5  # it holds text: one more click
    own(panel).lines["own20"].children[-1].click()
    assert headings(panel) == ["一、主要工作", "（一）新的部分", "二、项目建设", "三、下一年打算"]
    own(panel).add.click()
    assert headings(panel)[-1] == "四、新的部分"


def test_text_that_is_there_by_the_click_is_not_deleted_without_asking(workspace: Workspace) -> None:
    panel = begin(workspace, "zongjie")
    remove = own(panel).lines["own20"].children[-1]  # from before the text
    fields = {form.section.id: form.field for form in panel.sections}
    fields["own20"].value = "产业规模小。"
    remove.click()
    assert "二、存在问题" in headings(panel)
    assert remove.description == "确定删去，连同里面的文字"
    remove.click()
    assert headings(panel) == ["一、主要工作", "二、下一年打算"]
    # An empty one is asked for nothing.
    own(panel).lines["own30"].children[-1].click()
    assert headings(panel) == ["一、主要工作"]


def test_what_a_section_was_removed_from_is_among_the_earlier_revisions(workspace: Workspace) -> None:
    panel = begin(workspace, "zongjie")
    fields = {form.section.id: form.field for form in panel.sections}
    fields["own20"].value = "产业规模小。"
    remove = own(panel).lines["own20"].children[-1]
    remove.click()
    remove.click()
    fields = {form.section.id: form.field for form in panel.sections}
    fields["own10"].value = "后来写的。"
    panel.save()
    panel.history.refresh()
    (gone,) = [item for item in panel.history.list.options if "删去“二、存在问题”之前" in item[0]]
    panel.history.list.value = gone[1]
    panel.history.back.click()
    assert saved(panel).section("own20") == "产业规模小。"


def test_a_title_typed_over_keeps_its_number(workspace: Workspace) -> None:
    panel = begin(workspace, "zongjie")
    own(panel).lines["own10"].children[2].click()
    for name, typed in (("own20", "重点项目建设"), ("own10.10", "招商引资"), ("own30", "八、明年打算")):
        own(panel).lines[name].children[0].value = typed
    assert headings(panel) == ["一、主要工作", "（一）招商引资", "二、重点项目建设", "三、明年打算"]
    # The same words once more: nothing is saved, and the line shows the number again.
    before = saved(panel)
    title = own(panel).lines["own20"].children[0]
    title.value = "重点项目建设"
    assert (title.value, saved(panel)) == ("二、重点项目建设", before)


def test_what_last_year_gives_and_the_registers_are_told_of_the_kind(workspace: Workspace) -> None:
    form = DraftPanel(workspace).begin
    told = {}
    for kind in ("annual", "pingan", "zongjie", "fazhi"):
        form.form.value = kind
        told[kind] = re.search("“.*”", form.last_lead.value)
        assert "作参考" in form.last_lead.value
    assert [found and found[0] for found in told.values()] == [
        "“上年结转”“现行有效”",
        "“上年结转”",
        None,
        None,
    ]
    folded = {kind: begin(workspace, kind).beside.titles for kind in ("annual", "pingan", "zongjie")}
    assert folded["annual"] == ("登记台账", "从台账汇总", "以前的版本")
    assert folded["pingan"] == folded["zongjie"] == ("以前的版本",)
    # Who keeps registers quotes them in any report.
    assert workspace.folder is not None
    registers = workspace.folder / "台账"
    registers.mkdir()
    (registers / "主动公开.csv").write_text("标题\n", encoding="utf-8")
    panel = begin(workspace, "zongjie", 2023)
    assert "登记台账" in panel.beside.titles


def test_the_hint_for_the_day_is_of_the_year_after(workspace: Workspace) -> None:
    frame = begin(workspace, "annual", 2022).frame
    assert frame is not None
    assert frame.date.placeholder == "如 2023年1月15日 或 2023-1-15"


def test_the_guidance_of_own_sections_suits_each(workspace: Workspace) -> None:
    panel = begin(workspace, "free")
    (guidance,) = {form.section.guidance for form in panel.sections if form.section.id.startswith("own")}
    # It stands above what was done, what is wanting and what is planned alike.
    assert not any(word in guidance for word in ("做了", "结果", "打算", "问题"))


def test_unfolding_the_earlier_revisions_reads_no_registers(workspace: Workspace) -> None:
    panel = begin(workspace, "zongjie")
    panel.beside.selected_index = 0
    assert panel.registers.choice.options == ()


def test_a_title_can_not_be_emptied(workspace: Workspace) -> None:
    panel = begin(workspace, "zongjie")
    own(panel).lines["own10"].children[0].value = " "
    assert "RK-212" in panel.status.value
    assert own(panel).lines["own10"].children[0].value == "一、主要工作"


def test_the_annual_report_offers_no_sections_of_ones_own(workspace: Workspace) -> None:
    assert begin(workspace, "annual").own_sections is None


def test_it_is_reviewed_and_published(workspace: Workspace, tmp_path: Path) -> None:
    wrong = workspace.create(filled().with_value("cases", "dispute", "done", 39))
    panel = ReviewPanel(workspace)
    errors = [item["message"] for item in panel.list.items if item["severity"] == "error"]
    assert [("上年结转加本年受理" in text, "合计等于三类之和" in text) for text in errors] == [
        (True, False),
        (False, True),
    ]
    workspace.save(wrong.id, filled(), base=1)
    publish = PublishPanel(workspace, tmp_path / "发布")
    assert "没有未处理的错误" in publish.remaining.value
    publish.options["charts"].value = True
    publish.export()
    assert len(publish.files) == 4
    other = workspace.create(summary())
    publish.refresh()
    publish.chooser.list.value = other.id
    assert [box.layout.display for box in publish.options.values()] == ["none", None, None]
    publish.export()
    assert "工作总结" in publish.files["html"].read_text(encoding="utf-8")
