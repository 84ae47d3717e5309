"""Numbers in prose have one home: they are shown resolved, exported plain, and refused when there is none."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_kit import Context, Edit, Proofreader, Report, ReportKitError, open_document
from report_kit.errors import ReportError
from report_kit.export import assemble, disassemble, export_report
from report_kit.forms.binding import address_of, find_bindings, name_of, nearest, resolve
from report_kit.forms.catalogue import load_form
from report_kit.widgets.reviewing.apply import apply, can_apply

FORM = load_form()
SECTION = "overview.requests"
CELLS = [(table.id, row, column) for table in FORM.tables for row, column in table.addresses]


def report(prose: str) -> Report:
    new = Report.new("云岭县清河镇人民政府", "镇", 2024)
    new = new.with_value("table3", "new", "total", 1234).with_value(
        "table2", "fees", "amount", Decimal("0.074")
    )
    return Report.from_json_dict(
        {**new.to_json_dict(), "figures": {"台账.规范性文件.现行有效": 7}}
    ).with_section(SECTION, prose)


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("表三.本年新收.总计", ("table3", "new", "total")),
        ("表三.一、本年新收政府信息公开申请数量.总计", ("table3", "new", "total")),
        ("表三．本年新收 ． 申请人情况．总计", ("table3", "new", "total")),
        ("表三.不予公开.属于国家秘密.法人或其他组织.商业企业", ("table3", "refused.secret", "business")),
        ("表三.总计.总计", ("table3", "done", "total")),
        ("表三.结转下年度.自然人", ("table3", "carried_out", "natural")),
        ("表三.其他.其他", ("table3", "other.misc", "other")),
        ("表二.行政规范性文件.现行有效", ("table2", "normative", "valid")),
        ("表二.行政许可", ("table2", "licensing", "decisions")),
        ("表四.行政复议.结果维持", ("table4", "cases", "review.upheld")),
        ("表四.行政诉讼.复议后起诉.总计", ("table4", "cases", "after.total")),
        ("表四.结果维持", None),
        ("表三.本年新收", None),
        ("表五.本年新收.总计", None),
    ],
)
def test_names_of_cells(name: str, cell: tuple[str, str, str] | None) -> None:
    assert address_of(FORM, name) == cell


def test_every_cell_has_a_name_of_its_own() -> None:
    names = {name_of(FORM, *cell) for cell in CELLS}
    assert len(names) == len(CELLS)
    assert all(address_of(FORM, name_of(FORM, *cell)) == cell for cell in CELLS)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("表三.本年新受.总计", "表三.本年新收.总计"),
        ("表3.本年新收.总计", "表三.本年新收.总计"),
        ("表二.规范性文件.现行有效", "表二.行政规范性文件.现行有效"),
        ("台账.规范性文件.有效", "台账.规范性文件.现行有效"),
    ],
)
def test_the_nearest_name_is_suggested(wrong: str, right: str) -> None:
    assert nearest(FORM, wrong, {"台账.规范性文件.现行有效": 7}) == right
    with pytest.raises(ReportKitError, match="RK-811") as error:
        report("").lookup(wrong)
    assert right in error.value.remedy


def test_figures_stand_in_every_output(tmp_path: Path) -> None:
    bound = report(
        "收到{{表三.本年新收.总计}}件，收费{{ 表二.行政事业性收费 }}万元，"
        "有效｛｛台账.规范性文件.现行有效｝｝件。"
    )
    plain = "收到1234件，收费0.074万元，有效7件。"
    assert plain in bound.document().text
    assert "{{" not in bound.document().text
    assert disassemble(assemble(bound)).section(SECTION) == plain
    files = export_report(bound, tmp_path / "r", ("html", "docx", "txt", "ipynb"))
    assert plain in open_document(files["docx"]).text
    for name in ("html", "txt", "ipynb"):
        assert plain in files[name].read_text(encoding="utf-8")
    assert "{{表三.本年新收.总计}}" in bound.section(SECTION), "the report itself keeps the binding"


def test_a_changed_cell_changes_the_prose() -> None:
    bound = report("收到{{表三.本年新收.总计}}件。")
    assert "收到5件。" in bound.with_value("table3", "new", "total", 5).document().text


@pytest.mark.parametrize(
    ("prose", "code"), [("有{{表三.没有的行.总计}}件", "RK-811"), ("有{{表三.上年结转.总计}}件", "RK-812")]
)
def test_a_binding_to_nothing_is_shown_at_check_and_refused_at_export(
    prose: str, code: str, tmp_path: Path
) -> None:
    bad = report(prose)
    text = bad.document().text
    assert prose in text
    (finding,) = Proofreader(select=["consistency.binding"]).check(bad.document(), Context(report=bad))
    assert text[finding.start : finding.end] == finding.text == prose[1:-1]
    with pytest.raises(ReportKitError) as error:
        export_report(bad, tmp_path / "r", ("txt",))
    assert error.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_the_suggested_name_can_be_put_in() -> None:
    bad = report("有{{表三.本年新受.总计}}件")
    (finding,) = Proofreader(select=["consistency.binding"]).check(bad.document(), Context(report=bad))
    assert apply(bad, finding.fixes[0].edits).section(SECTION) == "有{{表三.本年新收.总计}}件"


def test_an_edit_beside_a_figure_keeps_the_binding_and_one_on_it_is_refused() -> None:
    bound = report("作好受理，收到{{表三.本年新收.总计}}件，作好答复。")
    text = bound.document().text
    edits = [Edit(at, at + 2, "做好") for at in range(len(text)) if text.startswith("作好", at)]
    assert apply(bound, edits).section(SECTION) == "做好受理，收到{{表三.本年新收.总计}}件，做好答复。"
    at = text.index("1234")
    for start, end in ((at, at + 4), (at + 1, at + 2), (at - 1, at + 1), (at + 2, at + 2), (at + 3, at + 6)):
        assert not can_apply(bound, [Edit(start, end, "5")])
    for start, end in ((at, at), (at - 1, at), (at + 4, at + 4), (at + 4, at + 5)):
        assert can_apply(bound, [Edit(start, end, "共")])
    assert apply(bound, [Edit(at, at, "共")]).section(SECTION).startswith("作好受理，收到共{{表三")
    place = bound.rendered.place(at + 1, at + 3)
    assert place is not None
    assert bound.section(SECTION)[place.start : place.end] == "{{表三.本年新收.总计}}"


def test_figures_are_kept_with_the_report_and_do_not_change_others() -> None:
    bound = report("")
    assert Report.from_json_dict(json.loads(json.dumps(bound.to_json_dict()))) == bound
    assert "figures" not in Report.new("云岭县清河镇人民政府", "镇", 2024).to_json_dict()


FIGURES = {"甲": "7", "乙": "1234", "丙": ""}


def figure(name: str) -> str:
    if name not in FIGURES:
        raise ReportError("RK-811", name)
    return FIGURES[name]


PIECES = st.one_of(
    st.text("ab甲{}｛｝ \n𠮷，", max_size=6).map(lambda text: ("text", text)),
    st.sampled_from(sorted(FIGURES)).map(lambda name: ("figure", name)),
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=8))
def test_text_outside_bindings_is_unchanged_and_offsets_map_back(pieces: list[tuple[str, str]]) -> None:
    text = "".join(part if kind == "text" else f"{{{{{part}}}}}" for kind, part in pieces)
    bindings = [binding for binding in find_bindings(text) if binding.name in FIGURES]

    resolved = resolve(text, figure)
    assert len(resolved.figures) == len(bindings)
    before, after = 0, 0
    for found, binding in zip(resolved.figures, bindings, strict=True):
        assert (found.source, found.source_end) == (binding.start, binding.end)
        assert resolved.text[found.start : found.end] == FIGURES[binding.name]
        assert resolved.text[after : found.start] == text[before : found.source]
        before, after = found.source_end, found.end
    assert resolved.text[after:] == text[before:]


WORDS = st.text("一二，。件", min_size=1, max_size=5)


@settings(deadline=None)
@given(st.lists(st.tuples(WORDS, st.booleans()), min_size=1, max_size=6), st.data())
def test_every_passage_of_the_printed_report_maps_back_to_its_section(
    parts: list[tuple[str, bool]], data: st.DataObject
) -> None:
    prose = "".join(word + ("{{表三.本年新收.总计}}" if bound else "\n") for word, bound in parts) + "完"
    made = report(prose)
    text = made.document().text
    section = made.section(SECTION)
    low, length, _, _ = data.draw(
        st.sampled_from([piece for piece in made.rendered.pieces if piece[2] == SECTION])
    )
    start = data.draw(st.integers(low, low + length))
    end = data.draw(st.integers(start, low + length))
    place = made.rendered.place(start, end)
    assert place is not None
    source = section[place.start : place.end]
    if made.rendered.is_bound(start, end):
        assert text[start:end] in resolve(source, made.lookup).text
    else:
        assert source == text[start:end]
