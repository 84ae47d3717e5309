"""Reports whose sections and tables are not last year's, or not those the page shows: nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from report_kit.errors import ReportError
from report_kit.forms.carry import following
from report_kit.forms.own import bare_title
from report_kit.forms.report import Report
from report_kit.widgets.drafting.own_sections import OwnSectionsForm
from report_kit.widgets.drafting.panel import DraftPanel
from report_kit.workspace import Workspace
from tests.forms.second import AGENCY, filled, lay_in

OUGHT = "明年修好两条水渠。"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    lay_in(tmp_path)
    return Workspace(tmp_path)


@pytest.fixture
def last() -> Report:
    report = Report.new(AGENCY, "乡", 2023, "free")
    return replace(report, sections={"own10": "上年做的。", "own20": "上年的问题。", "own30": "上年的打算。"})


def newest(panel: DraftPanel) -> Report:
    assert panel.revision is not None
    return panel.workspace.load(panel.revision.report_id).report


def own(panel: DraftPanel) -> OwnSectionsForm:
    assert panel.own_sections is not None
    return panel.own_sections


def sections(panel: DraftPanel) -> list[str]:
    return [form.section.id for form in panel.sections]


def test_a_section_last_years_report_has_not_is_added_and_all_text_stays(
    workspace: Workspace, last: Report
) -> None:
    workspace.create(last)
    workspace.create(following(last).report.with_section("own30", OUGHT))
    panel = DraftPanel(workspace)
    own(panel).lines["own10"].children[1].click()
    assert "RK-" not in panel.status.value
    assert sections(panel) == ["preamble", "own10", "own15", "own20", "own30"]
    panel.save()
    assert dict(newest(panel).sections) == {"own30": OUGHT}


def test_a_new_section_is_not_offered_what_the_browser_kept_of_one_that_is_gone(
    workspace: Workspace, last: Report
) -> None:
    workspace.create(last)
    panel = DraftPanel(workspace)
    places = {form.field.place for form in panel.sections}
    for _ in range(3):
        own(panel).lines["own10"].children[1].click()
        (new,) = {form.section.id for form in panel.sections} - {"preamble", "own10", "own20", "own30"}
        (place,) = {form.field.place for form in panel.sections if form.section.id == new}
        assert place not in places
        places.add(place)
        own(panel).lines[new].children[-1].click()
    for _ in range(2):
        own(panel).lines["own10"].children[2].click()
        (place,) = {form.field.place for form in panel.sections if "." in form.section.id}
        assert place not in places
        places.add(place)
        (new,) = [name for name in own(panel).lines if "." in name]
        own(panel).lines[new].children[-1].click()


def test_sections_that_had_to_move_take_what_the_browser_kept_with_their_title(
    workspace: Workspace, last: Report
) -> None:
    workspace.create(last)
    panel = DraftPanel(workspace)

    def titles() -> dict[str, str]:
        report = newest(panel)
        return {form.field.place: bare_title(report.heading(form.section.id)) for form in panel.sections}

    seen = titles()
    for number in range(12):  # more than there are ids between two
        own(panel).lines["own10"].children[1].click()
        (new,) = [n for n, line in own(panel).lines.items() if line.children[0].value.endswith("新的部分")]
        own(panel).lines[new].children[0].value = f"二、插入{number}"
        now = titles()
        assert all(seen.get(place, title) == title for place, title in now.items())
        seen |= now


def test_last_years_text_stands_beside_the_section_of_the_same_title(
    workspace: Workspace, last: Report
) -> None:
    workspace.create(last)
    # The ids of this year's say another order: own20 is what own30 was.
    headings = {"own10": "一、新的任务", "own20": "二、下一步打算"}
    workspace.create(Report(AGENCY, "乡", 2024, form=last.form, headings=headings))
    panel = DraftPanel(workspace)
    assert panel.wizard is not None
    assert panel.wizard.guides["own20"].last == ["上年的打算。"]
    assert "own10" not in panel.wizard.guides


def test_a_form_of_the_family_with_more_tables_and_sections(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "forms" / "pingan.yaml"
    text = file.read_text(encoding="utf-8")
    table = text[text.index("  - id: cases") : text.index("\nequations:")]
    more = table.replace("id: cases", "id: more").replace("矛盾纠纷和治安案件情况", "另一张表")
    more = more.replace("short: 件数", "short: 另表").replace("section: disputes", "section: extra")
    extra = "  - {id: extra, title: 五、其他, level: 1, tables: [more]}\n"
    new = text.replace("id: pingan", "id: pingan_new\nfamily: pingan").replace("since: 2020", "since: 2024")
    new = new.replace("\ntables:", f"{extra}\ntables:").replace("\nequations:", f"{more}\nequations:")
    (tmp_path / "forms" / "pingan_new.yaml").write_text(new, encoding="utf-8")
    file.write_text(text.replace("until: 2030", "until: 2023"), encoding="utf-8")
    workspace.create(filled(2023))
    workspace.create(following(filled(2023)).report.with_section("plan", OUGHT))
    panel = DraftPanel(workspace)
    assert "RK-" not in panel.status.value
    assert [form.table.id for form in panel.tables] == ["cases", "more"]
    assert sections(panel)[-1] == "extra"
    panel.save()
    assert newest(panel).section("plan") == OUGHT


def test_a_page_that_can_not_be_built_stays_as_it_was_and_loses_nothing(
    workspace: Workspace, last: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = workspace.create(last).id
    panel = DraftPanel(workspace)
    before = list(panel.sections)

    def fails(*_args: object, **_more: object) -> None:
        raise RuntimeError("no field")

    theirs = last.with_own_section("四、别人加的").with_section("own40", OUGHT)
    workspace.save(key, theirs, base=1)
    monkeypatch.setattr("report_kit.widgets.drafting.panel.SectionForm", fails)
    with pytest.raises(RuntimeError):
        panel._show(workspace.load(key))
    monkeypatch.undo()
    assert panel.sections == before
    assert panel.saving.current.number == 1
    panel.save()
    assert dict(newest(panel).sections) == dict(theirs.sections)


def test_what_the_page_does_not_show_is_not_saved_away(workspace: Workspace, last: Report) -> None:
    workspace.create(last)
    panel = DraftPanel(workspace)
    del panel.sections[2:]  # a page that shows less than the report holds, however it came to that
    panel.save()
    assert dict(newest(panel).sections) == dict(last.sections)


@pytest.mark.parametrize("seen", [True, False])
def test_the_same_titles_under_other_ids_are_shown_and_saved(
    workspace: Workspace, last: Report, seen: bool
) -> None:
    key = workspace.create(last).id
    panel = DraftPanel(workspace)
    ids = {"own10": "own10", "own20": "own50", "own30": "own60"}
    theirs = replace(
        last,
        headings={ids[k]: text for k, text in last.headings.items()},
        sections={ids[k]: text for k, text in last.sections.items()},
    )
    workspace.save(key, theirs, base=1)
    if seen:
        panel.saving.follow()
        assert "别处保存了第 2 版" in panel.status.value
    panel.sections[0].field.value = OUGHT
    panel.save()
    assert sections(panel) == ["preamble", "own10", "own50", "own60"]
    assert "RK-" not in panel.status.value
    assert dict(newest(panel).sections) == {"preamble": OUGHT, **theirs.sections}


def test_a_form_that_was_changed_meanwhile_gets_its_own_page(workspace: Workspace, tmp_path: Path) -> None:
    key = workspace.create(filled()).id
    panel = DraftPanel(workspace)
    file = tmp_path / "forms" / "pingan.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("说明统计期限", "新的说明"), encoding="utf-8")
    workspace.save(key, replace(filled(), title="改过的标题"), base=1)
    panel.saving.follow()
    assert panel.sections[0].section.guidance == "新的说明。"


@pytest.mark.parametrize(
    ("old", "new", "code", "lost"),
    [
        ("id: gaps", "id: shortcomings", "RK-205", "“gaps”这个部分"),
        ("id: left, label", "id: rest, label", "RK-204", "“cases all/left”"),
        ("id: cases", "id: counts", "RK-204", "“cases”这个表格"),
    ],
)
def test_an_id_renamed_in_the_form_is_named_and_nothing_is_lost(
    workspace: Workspace, tmp_path: Path, old: str, new: str, code: str, lost: str
) -> None:
    key = workspace.create(filled()).id
    body = workspace.load(key).body
    file = tmp_path / "forms" / "pingan.yaml"
    text = file.read_text(encoding="utf-8")
    name, other = old.split(",")[0].removeprefix("id: "), new.split(",")[0].removeprefix("id: ")
    changed = text.replace(old, new)
    for before, after in (
        (f"[{name}]", f"[{other}]"),
        (f", {name}]", f", {other}]"),
        (f"{name}/", f"{other}/"),
    ):
        changed = changed.replace(before, after)
    changed = changed.replace(f"table: {name}", f"table: {other}").replace(
        f"from: {name},", f"from: {other},"
    )
    file.write_text(changed, encoding="utf-8")
    with pytest.raises(ReportError) as error:
        _ = workspace.load(key).report
    assert error.value.code == code
    for words in (lost, "没有改动", "forms/pingan.yaml", "改回"):
        assert words in str(error.value)
    assert code in DraftPanel(workspace).status.value
    file.write_text(text, encoding="utf-8")
    assert workspace.load(key).body == body
    assert workspace.load(key).report == filled()
