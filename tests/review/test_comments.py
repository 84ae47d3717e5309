"""A comment stays with its words, whatever is edited elsewhere, and says when they were changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_kit.errors import ReviewError, WorkspaceError
from report_kit.review.audit import verify
from report_kit.review.comments import add_comment, comments, reopen, reply, settle
from report_kit.review.looks import changes_since
from report_kit.review.passage import Passage, brought_back, followed
from report_kit.workspace import Workspace
from report_kit.workspace.trash import discard, restore
from tests.review.office import put

Office = tuple[Workspace, int]
FIRST = "全镇主动公开信息73条。\n镇门户网站公开51条，公众号公开4条。\n全年收到申请3件𠮷。"


def write(workspace: Workspace, key: int, text: str, section: str = "overview", author: str = "张三") -> int:
    newest = workspace.load(key)
    report = newest.report.with_section(section, text)
    return workspace.save(key, report, base=newest.number, author=author).number


def on(workspace: Workspace, key: int, words: str, said: str = "与台账不符") -> str:
    newest = workspace.load(key)
    start = newest.report.section("overview").index(words)
    return add_comment(
        workspace,
        key,
        "overview",
        said,
        who="李四",
        revision=newest.number,
        start=start,
        end=start + len(words),
    )


@pytest.fixture
def written(office: Office) -> Office:
    write(*office, FIRST)
    return office


def quoted(workspace: Workspace, key: int) -> str | None:
    """Return the words that the only comment points at, ``None`` when they are gone."""
    (found,) = comments(workspace, key)
    if found.place is None:
        assert found.is_gone
        return None
    text = workspace.load(key).report.section("overview")
    assert text[found.place.start : found.place.end] == found.place.quote
    return text[max(0, found.place.start - 2) : found.place.end]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda text: "新的一段在前面。\n" + text, "公开51条"),
        (lambda text: text + "\n后面又写了51条。", "公开51条"),
        (lambda text: text.replace("公众号公开4条", "公众号公开5条"), "公开51条"),
        (lambda text: text.replace("镇门户网站公开", "镇政府网站发布"), "发布51条"),
        (lambda text: text.replace("，公众号", "；公众号"), "公开51条"),
        (lambda text: "\n".join(text.split("\n")[::-1]), "公开51条"),  # moved with its sentence
        (lambda text: text.replace("51条", "52条"), None),
        (lambda text: text.replace("镇门户网站公开51条，", ""), None),
        (lambda text: "", None),
        (lambda text: text.replace("镇门户网站公开51条，", "") + "另外51条。", None),  # another 51条
    ],
)
def test_it_stays_with_its_words(written: Office, edit: Callable[[str], str], expected: str | None) -> None:
    on(*written, "51条")
    write(*written, edit(FIRST))
    assert quoted(*written) == expected


def test_through_many_edits(written: Office) -> None:
    on(*written, "51条")
    text = FIRST
    for number in range(30):
        text = f"第{number}段𠮷。\n" + text.replace("73", str(80 + number)) + f"\n尾{number}"
        write(*written, text)
    assert quoted(*written) == "公开51条"


def test_edits_in_other_sections_are_none(written: Office) -> None:
    on(*written, "51条")
    write(*written, "别的部分也写51条。", section="other")
    assert quoted(*written) == "公开51条"


def test_what_was_gone_and_is_brought_back(written: Office) -> None:
    on(*written, "51条")
    write(*written, FIRST.replace("51条", "五十一条"))
    assert quoted(*written) is None
    write(*written, FIRST)
    assert quoted(*written) == "公开51条"


def test_a_thread(written: Office) -> None:
    workspace, key = written
    thread = on(workspace, key, "51条")
    reply(workspace, key, thread, "台账里是51条", who="张三")
    settle(workspace, key, thread, who="张三")
    (found,) = comments(workspace, key)
    assert [(entry.action, entry.who, entry.text) for entry in found.entries] == [
        ("comment", "李四", "与台账不符"),
        ("reply", "张三", "台账里是51条"),
        ("done", "张三", "已改"),
    ]
    assert found.is_done
    reopen(workspace, key, thread, "还是不对", who="李四")
    assert not comments(workspace, key)[0].is_done
    assert verify(workspace).is_sound


def test_on_a_whole_section_and_on_a_cell(written: Office) -> None:
    workspace, key = written
    newest = workspace.load(key)
    add_comment(workspace, key, "overview", "太短", who="李四", revision=newest.number)
    cell = "table2:fees:amount"
    add_comment(workspace, key, cell, "收费有误", who="李四", revision=newest.number, start=0, end=1)
    whole, figure = comments(workspace, key)
    assert (whole.place, whole.is_gone) == (None, False)
    assert (figure.section, figure.quote, figure.is_gone) == (cell, "0", False)
    workspace.save(key, newest.report.with_value("table2", "fees", "amount", 3), base=newest.number)
    assert comments(workspace, key)[1].is_gone


def test_as_of_an_earlier_revision(written: Office) -> None:
    workspace, key = written
    on(workspace, key, "51条")
    write(workspace, key, "")
    assert comments(workspace, key)[0].is_gone
    assert not comments(workspace, key, 2)[0].is_gone


def test_in_the_order_of_the_text(written: Office) -> None:
    workspace, key = written
    for words in ("申请3件", "73条", "51条"):
        on(workspace, key, words)
    assert [found.quote for found in comments(workspace, key)] == ["73条", "51条", "申请3件"]


def test_to_the_trash_and_back(written: Office) -> None:
    workspace, key = written
    thread = on(workspace, key, "51条")
    settle(workspace, key, thread, who="张三")
    before = comments(workspace, key)
    back = restore(workspace, discard(workspace, key))
    assert comments(workspace, back.id) == before
    assert verify(workspace).is_sound


def test_what_is_refused(written: Office) -> None:
    workspace, key = written
    for values in ({"start": 5, "end": 3}, {"start": 0, "end": 999}, {"start": -1, "end": 2}):
        with pytest.raises(ReviewError, match="RK-751"):
            add_comment(workspace, key, "overview", "x", who="李四", revision=2, **values)
    for section in ("没有", "table2:fees:x", "table2:x:amount"):
        with pytest.raises(ReviewError, match="RK-751"):
            add_comment(workspace, key, section, "x", who="李四", revision=2)
    for text in ("", "  \n", "长" * 5_001):
        with pytest.raises(ReviewError, match="RK-751"):
            add_comment(workspace, key, "overview", text, who="李四", revision=2)
    with pytest.raises(WorkspaceError, match="RK-402"):
        add_comment(workspace, key, "overview", "x", who="李四", revision=9)
    with pytest.raises(ReviewError, match="RK-752"):
        reply(workspace, key, "没有", "x", who="李四")


TEXTS = st.text(alphabet="一二三四。，\n𠮷", max_size=30)


@given(
    before=TEXTS, quote=st.text(alphabet="甲乙丙", min_size=1, max_size=6), after=TEXTS, new=TEXTS, end=TEXTS
)
def test_an_edit_beside_it_never_loses_it(before: str, quote: str, after: str, new: str, end: str) -> None:
    """Whatever stands around it becomes another text altogether: the words are there once, and are found."""
    old = before + quote + after
    found = followed(Passage.of(old, len(before), len(before) + len(quote)), old, new + quote + after)
    assert found is not None
    assert (found.start, found.quote) == (len(new), quote)
    found = followed(Passage.of(old, len(before), len(before) + len(quote)), old, before + quote + end)
    assert found is not None
    assert (found.start, found.quote) == (len(before), quote)


@given(text=TEXTS, data=st.data(), other=TEXTS)
def test_what_is_found_has_the_same_words(text: str, data: st.DataObject, other: str) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    passage = Passage.of(text, start, end)
    assert followed(passage, text, text) == passage
    for found in (followed(passage, text, other), brought_back(passage, other)):
        if found is not None:
            assert other[found.start : found.end] == passage.quote


def test_changes_since_ones_own_last_look(written: Office) -> None:
    workspace, key = written
    assert changes_since(workspace, key, "王五") == (None, [])
    put(workspace, key, "draft")
    put(workspace, key, "office", verdict="退回", opinion="不对")
    assert changes_since(workspace, key, "李四") == (2, [])
    write(workspace, key, FIRST.replace("51条", "52条"))
    newest = workspace.load(key)
    workspace.save(key, newest.report.with_value("table2", "fees", "amount", 3), base=newest.number)
    number, found = changes_since(workspace, key, "李四")
    assert number == 2
    assert [(change.before, change.after) for change in found] == [
        ("镇门户网站公开51条，公众号公开4条。", "镇门户网站公开52条，公众号公开4条。"),
        ("0", "3"),
    ]
    assert "收费" in found[1].place or "表二" in found[1].place
