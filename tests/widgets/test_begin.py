"""Beginning a report with last year's: what is filled in, what stands beside the fields, what is told."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from report_kit import Proofreader, Severity
from report_kit.export import export_report
from report_kit.forms.report import Note, Report
from report_kit.resources import data_folder
from report_kit.widgets.common.outcome import Outcome
from report_kit.widgets.drafting.guide import Guide
from report_kit.widgets.drafting.panel import DraftPanel
from report_kit.widgets.drafting.progress import place_class
from report_kit.widgets.drafting.sections import TableForm
from report_kit.workspace import Workspace
from report_kit.workspace.doubts import add_doubts, doubts
from tests.forms.test_carry import PROSE, last_year

DISCLOSURE, REQUESTS = "overview.disclosure", "overview.requests"


def file_of(report: Report, folder: Path, kind: str) -> bytes:
    return export_report(report, folder / "上年", [kind])[kind].read_bytes()


def said(outcome: Outcome) -> str:
    return str(outcome.children[0].value) if outcome.children else ""


def saved(panel: DraftPanel) -> Report:
    assert panel.revision is not None
    return panel.revision.report


def guide(panel: DraftPanel, section: str) -> Guide:
    assert panel.wizard is not None
    return panel.wizard.guides[section]


@pytest.fixture
def begun(workspace: Workspace, tmp_path: Path) -> DraftPanel:
    panel = DraftPanel(workspace)
    panel.begin.read_last_year("上年.docx", file_of(last_year(), tmp_path, "docx"))
    return panel


@pytest.mark.parametrize("kind", ["docx", "html", "pdf", "txt"])
def test_last_years_file_is_kept_and_begins_this_year(
    workspace: Workspace, tmp_path: Path, kind: str
) -> None:
    panel = DraftPanel(workspace)
    panel.begin.read_last_year(f"上年.{kind}", file_of(last_year(), tmp_path, kind))
    assert [record.year for record in workspace.reports()] == [2024, 2023]
    kept = workspace.find("云岭县清河镇人民政府", 2023)
    assert kept is not None
    assert workspace.load(kept.id).report.tables == last_year().tables
    assert saved(panel).year == 2024
    assert saved(panel).value("table3", "carried_in", "natural") == 2
    assert saved(panel).value("table2", "normative", "valid") == 6
    assert "现行有效件数 6" in said(panel.begin.outcome)
    assert panel.unclear.notes == []
    for section, text in PROSE.items():
        assert guide(panel, section).last == text.split("\n")
    assert guide(panel, "overview.platform").last == []


def test_last_years_passages_and_examples_are_taken_over_with_one_click(begun: DraftPanel) -> None:
    fields = {form.section.id: form.field for form in begun.sections}
    own = guide(begun, "problems")
    own._received(own, {"kind": "insert", "text": own.last[0], "apart": True}, [])
    own._received(own, {"kind": "insert", "text": own.last[2], "apart": True}, [])
    assert fields["problems"].value == f"{own.last[0]}\n{own.last[2]}"
    other = guide(begun, "other")
    phrases = [question["example"] for question in other.questions]
    for phrase in phrases:
        other._received(other, {"kind": "insert", "text": phrase, "apart": False}, [])
    assert fields["other"].value == "".join(phrases)
    begun.save()
    assert saved(begun).section("other") == "".join(phrases)


def test_what_is_missing_is_counted_and_shrinks_while_one_writes(begun: DraftPanel) -> None:
    assert begun.wizard is not None
    progress = begun.wizard.progress
    before = progress.total - progress.done
    assert len(progress.points) == before
    assert {"place": "rk-at-date", "cell": "", "name": "成文日期", "text": "填写成文日期"} in progress.points
    assert guide(begun, DISCLOSURE).missing == 1
    assert [p["cell"] for p in progress.points if p["place"] == "rk-at-table3"] == ["new/natural"]
    assert guide(begun, "other").missing == 2
    fields = {form.section.id: form.field for form in begun.sections}
    fields["other"].value = "本年度没有其他需要报告的事项。"
    assert guide(begun, "other").missing == 1
    assert guide(begun, "other").answered == [False, True]
    fields["other"].value = "本年度没有收取信息处理费。"
    assert guide(begun, "other").missing == 0
    assert progress.total - progress.done == before - 2
    begun.tables[1].fill_blanks()
    assert not [p for p in progress.points if p["place"] == "rk-at-table3" and "空" in p["text"]]


def test_who_goes_from_open_point_to_open_point_misses_nothing(begun: DraftPanel) -> None:
    assert begun.wizard is not None
    assert begun.frame is not None
    progress = begun.wizard.progress
    for _ in range(60):
        if not progress.points:
            break
        place, text = progress.points[0]["place"], progress.points[0]["text"]
        tables = [form for form in begun.tables if place_class(form.table.id) == place]
        if place == place_class("date"):
            begun.frame.date.value = date(2025, 1, 13)
        elif tables:
            if "应等于" in text:  # the table does not add up yet
                answer_the_requests_carried_over(tables[0])
            else:
                tables[0].fill_blanks()
        else:
            (own,) = [g for name, g in begun.wizard.guides.items() if place_class(name) == place]
            asked = next((q for q in own.questions if q["ask"] == text), own.questions[0])
            phrase = asked["example"].replace("与××办公室", "与党政办公室").replace("××", "3")
            own._received(own, {"kind": "insert", "text": phrase, "apart": False}, [])
    assert progress.points == []
    assert progress.done == progress.total
    begun.save()
    report, context = begun._as_written()
    found = Proofreader(select=["structure", "table", "date"]).check(report.document(), context)
    assert [f"{f.rule} {f.message}" for f in found if f.severity is Severity.ERROR] == []


def answer_the_requests_carried_over(form: TableForm) -> None:
    """Two requests came over from last year; they must have been dealt with."""
    typed = dict.fromkeys(("granted/natural", "granted/total", "done/natural", "done/total"), "2")
    form.grid.typed = {**form.grid.typed, **typed}


def test_sentences_left_from_last_year_are_named_beside_the_field(begun: DraftPanel) -> None:
    fields = {form.section.id: form.field for form in begun.sections}
    fields[DISCLOSURE].value = PROSE[DISCLOSURE]
    fields[REQUESTS].value = PROSE[REQUESTS]
    check(begun)
    ((passage, why),) = guide(begun, DISCLOSURE).stale
    assert passage == PROSE[DISCLOSURE].rstrip("。")
    assert "与上年报告相同" in why
    assert [passage for passage, _ in guide(begun, REQUESTS).stale] == [PROSE[REQUESTS].rstrip("。")]
    assert "2023" in guide(begun, REQUESTS).stale[0][1]
    fields[DISCLOSURE].value = "在县政府网站公开信息97条，其中惠农补贴40条、其他57条。"
    check(begun)
    assert guide(begun, DISCLOSURE).stale == []


def test_set_phrases_of_other_offices_are_named_too(begun: DraftPanel) -> None:
    stock = (data_folder("dictionaries") / "stock_sentences.tsv").read_text("utf-8").splitlines()[1:4]
    phrases = [line.split("\t")[2] for line in stock]
    fields = {form.section.id: form.field for form in begun.sections}
    fields[DISCLOSURE].value = "".join(phrases)
    check(begun)
    (passage, why) = guide(begun, DISCLOSURE).stale[0]
    assert passage == phrases[0].rstrip("。")
    assert "套话有 3 句" in why


def check(panel: DraftPanel) -> None:
    """Check the whole report, as the kernel does a while after the last key."""
    from report_kit.widgets.common.whole_check import learn

    report, context = panel._as_written()
    learn(panel.checks, report, panel._proofreader.check(report.document(), context))
    panel._checked(None)


def test_what_was_not_understood_is_listed_until_it_is_ticked_off(
    workspace: Workspace, tmp_path: Path
) -> None:
    text = file_of(last_year(), tmp_path, "txt").decode()
    text = text.replace("行政处罚\t0", "行政处罚\t0\n行政检查\t7").replace("2024年1月12日", "")
    panel = DraftPanel(workspace)
    panel.begin.read_last_year("上年.txt", text.encode())
    row, day = panel.unclear.notes
    assert (row["message"], row["text"]) == ("格式里没有的表格行", "行政检查　7")
    assert row["where"] == "“二、主动公开政府信息情况”之下，第 22 行"
    assert day["message"] == "没有找到成文日期"
    panel.begin.outcome.children[1].click()
    assert said(panel.begin.outcome) == ""

    tick(panel, 0)
    assert [note["done"] for note in panel.unclear.notes] == [True, False]
    # Another kernel: what was not ticked off is still there, with its report and with no other.
    again = DraftPanel(Workspace(tmp_path))
    assert [note["message"] for note in again.unclear.notes] == ["没有找到成文日期"]
    last = next(record for record in workspace.reports() if record.year == 2023)
    again.chooser.list.value = last.id
    assert again.unclear.notes == []
    again.chooser.list.value = max(record.id for record in workspace.reports())
    tick(again, 0)
    tick(again, 0, done=False)
    assert [note["message"] for note in DraftPanel(workspace).unclear.notes] == ["没有找到成文日期"]
    tick(again, 0)
    assert DraftPanel(workspace).unclear.notes == []


def test_a_tick_takes_away_one_line_and_no_line_that_came_since(workspace: Workspace) -> None:
    key = workspace.create(last_year()).id
    one, two, three, four = (Note(text) for text in "甲乙丙丁")
    add_doubts(workspace, key, [one, two])
    panel = DraftPanel(workspace)
    add_doubts(workspace, key, [three])
    tick(panel, 0)
    assert doubts(workspace, key) == [two, three]
    shown = [(note["message"], note["done"]) for note in panel.unclear.notes]
    assert shown == [("甲", True), ("乙", False), ("丙", False)]
    tick(panel, 0, done=False)
    assert doubts(workspace, key) == [one, two, three]
    # A page that is behind: the last row went elsewhere, and holds another doubt by now.
    behind = DraftPanel(workspace)
    tick(panel, 2)
    add_doubts(workspace, key, [four])
    tick(behind, 2)
    assert doubts(workspace, key) == [one, two, four]
    tick(behind, 2, done=False)
    assert doubts(workspace, key) == [one, two, four, three]


def tick(panel: DraftPanel, index: int, *, done: bool = True) -> None:
    row = panel.unclear.notes[index]["row"]
    panel.unclear._handle_custom_msg({"kind": "tick", "row": row, "done": done}, [])


def test_what_the_clerk_typed_names_the_agency(workspace: Workspace, tmp_path: Path) -> None:
    short = replace(
        last_year(), agency="清河镇人民政府", signature="", title="清河镇2023年政府信息公开工作年度报告"
    )
    panel = DraftPanel(workspace)
    panel.begin.agency.value = "云岭县清河镇人民政府"
    panel.begin.read_last_year("上年.txt", file_of(short, tmp_path, "txt"))
    assert {record.agency for record in workspace.reports()} == {"云岭县清河镇人民政府"}
    assert guide(panel, DISCLOSURE).last == [PROSE[DISCLOSURE]]


def test_a_name_the_form_only_proposed_gives_way_to_the_file(workspace: Workspace, tmp_path: Path) -> None:
    workspace.create(Report.new("云岭县水利局", year=2024))
    panel = DraftPanel(workspace)
    assert (panel.begin.agency.value, panel.begin.level.value) == ("云岭县水利局", "")
    panel.begin.read_last_year("上年.txt", file_of(last_year(), tmp_path, "txt"))
    assert saved(panel).agency == "云岭县清河镇人民政府"
    assert saved(panel).level == "镇"


def test_a_file_of_another_agency_is_said_to_be_one(workspace: Workspace, tmp_path: Path) -> None:
    panel = DraftPanel(workspace)
    panel.begin.agency.value = "云岭县东山乡人民政府"
    panel.begin.read_last_year("上年.txt", file_of(last_year(), tmp_path, "txt"))
    assert "文件里的机关是“云岭县清河镇人民政府”" in panel.unclear.notes[0]["message"]
    assert saved(panel).level == "乡"


def test_reports_that_are_there_already_are_never_overwritten(begun: DraftPanel, tmp_path: Path) -> None:
    fields = {form.section.id: form.field for form in begun.sections}
    fields["other"].value = "本年度没有收取信息处理费。"
    begun.save()
    other = last_year().with_section("other", "没有收取。").with_value("table3", "carried_out", "natural", 9)
    begun.begin.read_last_year("别的.txt", file_of(other, tmp_path, "txt"))
    assert len(begun.workspace.reports()) == 2
    assert "没有用这个文件" in said(begun.begin.outcome)
    assert "没有预填" in said(begun.begin.outcome)
    assert saved(begun).section("other") == "本年度没有收取信息处理费。"
    assert saved(begun).value("table3", "carried_in", "natural") == 2


def test_an_empty_report_takes_over_from_last_years_in_the_workspace(workspace: Workspace) -> None:
    workspace.create(last_year())
    panel = DraftPanel(workspace)
    panel.begin.year.value = 2024
    panel.begin.create()
    assert saved(panel).value("table3", "carried_in", "total") == 2
    assert "工作区里有上年的报告" in said(panel.begin.outcome)


def test_the_offices_settings_fill_in_whose_report_it_is(tmp_path: Path) -> None:
    settings = '[agency]\nname = "云岭县档案馆"\nlevel = "局"\n'
    (tmp_path / "report-kit.toml").write_text(settings, encoding="utf-8")
    form = DraftPanel(Workspace(tmp_path)).begin
    assert (form.agency.value, form.level.value) == ("云岭县档案馆", "局")


@pytest.mark.parametrize("name", ["云岭县清河镇人民政府", ""])
def test_the_level_that_was_chosen_holds_for_a_file(workspace: Workspace, tmp_path: Path, name: str) -> None:
    panel = DraftPanel(workspace)
    panel.begin.agency.value, panel.begin.level.value = name, "街道"
    panel.begin.read_last_year("上年.txt", file_of(last_year(), tmp_path, "txt"))
    assert saved(panel).level == "街道"
    panel.begin.agency.value, panel.begin.level.value = name, "街道"
    panel.begin.read_file("前年.txt", file_of(replace(last_year(), year=2022, title=""), tmp_path, "txt"))
    assert (saved(panel).year, saved(panel).level) == (2022, "街道")


def test_the_offices_profile_holds_for_a_file_that_gives_its_short_name(tmp_path: Path) -> None:
    settings = '[agency]\nname = "云岭县清河镇人民政府"\nlevel = "乡"\naliases = ["清河"]\n'
    (tmp_path / "report-kit.toml").write_text(settings, encoding="utf-8")
    panel = DraftPanel(Workspace(tmp_path))
    short = replace(last_year(), agency="清河", signature="", title="清河2023年政府信息公开工作年度报告")
    panel.begin.read_file("本年.txt", file_of(short, tmp_path, "txt"))
    assert (saved(panel).agency, saved(panel).level) == ("云岭县清河镇人民政府", "乡")


def test_a_file_that_is_no_report_is_refused_in_words(workspace: Workspace) -> None:
    panel = DraftPanel(workspace)
    panel.begin.read_last_year("别的.txt", "今天天气不错。".encode())
    assert "RK-207" in panel.begin.status.value
    assert workspace.reports() == []
