"""03_审核: read, comment, send back, sign; what is missing and who owes it; the list of people."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

from report_kit.proofread import Proofreader
from report_kit.review import people as review_people
from report_kit.review.comments import comments
from report_kit.review.people import people
from report_kit.review.signing import review_state
from report_kit.widgets.common.who import WhoField, _session
from report_kit.widgets.signing.cards import Card
from report_kit.widgets.signing.panel import PEOPLE, READ, SigningPanel
from report_kit.workspace import Workspace
from tests.review.office import ADMIN, QUIET, STEPS, begin, full_report, passphrase_of, put

SECTION = "overview.disclosure"
TEXT = "全镇认真贯彻落实《条例》，主动公开政府信息。"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)
    monkeypatch.setattr(review_people, "_hasher", lambda: PasswordHasher(1, 8, 1))
    _session.clear()


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a workspace with its people and a report that nobody has signed."""
    folder = tmp_path_factory.mktemp("单位") / "工作区"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(review_people, "_hasher", lambda: PasswordHasher(1, 8, 1))
        patched.delenv("JUPYTERHUB_USER", raising=False)
        begin(folder)
    return folder


@pytest.fixture
def office(tmp_path: Path, furnished: Path) -> tuple[Workspace, int]:
    return Workspace(shutil.copytree(furnished, tmp_path / "工作区")), 1


@pytest.fixture
def panel(office: tuple[Workspace, int]) -> SigningPanel:
    return SigningPanel(office[0], QUIET)


def send(card: Card, **message: Any) -> Mapping[str, str]:
    """Do what a click does, and return what the card says then."""
    card._received(None, message, None)
    assert not card.busy
    return dict(card.said)


def signing(panel: SigningPanel, who: str, step: str, **more: Any) -> Mapping[str, str]:
    form = next(one for one in panel.signing.view["steps"] if one["id"] == step)
    answers = {one["id"]: one["pass"] or "是" for one in form["questions"]}
    given = {
        "kind": "sign",
        "step": step,
        "revision": panel.signing.view["revision"],
        "who": who,
        "passphrase": passphrase_of(who),
        "verdict": "同意",
        "opinion": "",
        "answers": answers,
    }
    return send(panel.signing, **given | more)


def section(panel: SigningPanel, key: str = SECTION) -> Any:
    return next(one for one in panel.reading.view["sections"] if one["id"] == key)


def remark(panel: SigningPanel, start: int, end: int, text: str, about: str = SECTION) -> Mapping[str, str]:
    revision = panel.reading.view["revision"]
    message = {"section": about, "start": start, "end": end, "text": text, "revision": revision}
    return send(panel.reading, kind="comment", **message)


def test_an_empty_workspace_says_what_to_do(workspace: Workspace) -> None:
    panel = SigningPanel(workspace, QUIET)
    assert "01_起草" in panel.status.value
    assert panel.tabs.selected_index == PEOPLE
    assert panel.people.view["people"] == []


@pytest.mark.slow
def test_the_first_use_registers_the_administrator_and_then_others(workspace: Workspace) -> None:
    workspace.create(full_report())
    panel = SigningPanel(workspace, QUIET)
    me: dict[str, Any] = {"kind": "add", "name": "周敏", "post": "党政办主任", "roles": [], "by": ""}
    weak = send(panel.people, **me, passphrase="", wanted="12345678")
    assert "RK-713" in weak["text"]
    assert people(workspace) == []
    said = send(panel.people, **me, passphrase="", wanted="菜园子里的三棵树")
    assert said == {"text": "已登记周敏，口令已设定。", "tone": "good"}
    other = me | {"name": "张三", "roles": ["撰稿人"], "by": "周敏"}
    assert "RK-715" in send(panel.people, **other, passphrase="不对的口令", wanted="")["text"]
    said = send(panel.people, **other, passphrase="菜园子里的三棵树", wanted="")
    code = said["text"].rpartition("：")[2]
    assert [one["ready"] for one in panel.people.view["people"]] == [True, False]
    chosen = {"kind": "passphrase", "name": "张三", "present": code, "wanted": "河边的柳树下再见"}
    assert "可以签署" in send(panel.people, **chosen)["text"]
    assert panel.signing.view["steps"][0]["names"] == ["张三"]
    assert panel.people.said["text"].find(code) < 0


def test_the_administrator_changes_the_list(panel: SigningPanel) -> None:
    leave = {"by": ADMIN, "passphrase": passphrase_of(ADMIN)}
    assert "一次性代码" in send(panel.people, kind="reset", name="张三", **leave)["text"]
    assert "分管领导" in send(panel.people, kind="roles", name="李四", roles=["分管领导"], **leave)["text"]
    send(panel.people, kind="leave", name="赵六", **leave)
    state = {one["name"]: (one["ready"], one["active"]) for one in panel.people.view["people"]}
    assert (state["张三"], state["赵六"]) == ((False, True), (True, False))
    refused = send(panel.people, kind="leave", name=ADMIN, **leave)
    assert "RK-714" in refused["text"]


def test_whose_turn_it_is_and_what_is_missing(panel: SigningPanel) -> None:
    assert "现在轮到：撰稿人初审" in panel.standing.value
    assert "张三" in panel.standing.value
    assert "发布以前还缺 5 样" in panel.details.value
    assert "主要领导：钱七" in panel.details.value
    assert "机器检查了什么" in panel.details.value
    assert "等待签署：撰稿人初审" in panel.fallback()[0][1]


def test_a_passage_is_commented_on_answered_and_settled(
    panel: SigningPanel, office: tuple[Workspace, int]
) -> None:
    workspace, key = office
    assert "RK-751" in remark(panel, 13, 17, "写明数量")["text"], "a comment has a name"
    panel.who.value = "李四"
    assert remark(panel, 13, 17, "写明数量")["tone"] == "good"
    marked = [one["text"] for one in section(panel)["paragraphs"][0] if one["kinds"]]
    assert marked == [TEXT[13:17]]
    thread = section(panel)["threads"][0]
    assert (thread["quote"], thread["entries"][0]["text"]) == (TEXT[13:17], "写明数量")
    panel.who.value = "张三"
    send(panel.reading, kind="reply", thread=thread["id"], text="好的")
    send(panel.reading, kind="done", thread=thread["id"], text="")
    thread = section(panel)["threads"][0]
    assert [one["act"] for one in thread["entries"]] == ["", "回复", "已改"]
    assert thread["done"]
    send(panel.reading, kind="reopen", thread=thread["id"], text="还没有写")
    assert not section(panel)["threads"][0]["done"]
    assert [entry.who for entry in comments(workspace, key)[0].entries] == ["李四", "张三", "张三", "张三"]


def test_a_cell_and_a_whole_section_can_be_commented_on(panel: SigningPanel) -> None:
    panel.who.value = "李四"
    cell = next(one for line in section(panel, "requests")["tables"][0]["lines"] for one in line if one["at"])
    assert remark(panel, 0, 0, "对不上台账", cell["at"])["tone"] == "good"
    assert remark(panel, 0, 0, "太短", "problems")["tone"] == "good"
    assert section(panel, "requests")["threads"][0]["quote"]
    assert section(panel, "problems")["threads"][0]["quote"] == ""


def test_bound_figures_are_one_piece_of_the_text(office: tuple[Workspace, int]) -> None:
    workspace, key = office
    words = "收到{{表三.本年新收.总计}}件，都已答复。"
    workspace.save(key, full_report().with_section(SECTION, words), base=1)
    panel = SigningPanel(workspace, QUIET)
    pieces = section(panel)["paragraphs"][0]
    assert [(one["text"], one["bound"]) for one in pieces] == [
        ("收到", False),
        ("0", True),
        ("件，都已答复。", False),
    ]
    assert all(words[one["start"] : one["end"]] == one["text"] for one in pieces if not one["bound"])
    panel.who.value = "李四"
    remark(panel, pieces[1]["start"], pieces[1]["end"], "核对")
    assert section(panel)["threads"][0]["quote"] == "{{表三.本年新收.总计}}"


def test_open_findings_stand_beside_their_section(workspace: Workspace) -> None:
    report = full_report().with_section(SECTION, "联系电话13812345678，主动公开信息。")
    workspace.create(report)
    panel = SigningPanel(workspace, QUIET)
    found = section(panel)["findings"]
    assert found
    assert any(one["kinds"] for one in section(panel)["paragraphs"][0])
    assert not section(panel, "problems")["findings"]


def test_last_year_stands_beside_it(office: tuple[Workspace, int]) -> None:
    workspace, key = office
    earlier = replace(full_report(), year=2023, title="").with_section(SECTION, "去年的文字。")
    workspace.create(earlier)
    panel = SigningPanel(workspace, QUIET)
    panel.chooser.list.value = key
    assert panel.reading.view["lastYear"] == "2023年的"
    assert section(panel)["last"] == "去年的文字。"


@pytest.mark.slow
def test_a_report_is_sent_back_mended_and_signed_by_all(
    panel: SigningPanel, office: tuple[Workspace, int]
) -> None:
    workspace, key = office
    assert signing(panel, "张三", "draft")["text"].startswith("张三已签：同意（第 1 版")
    assert "RK-725" in signing(panel, "李四", "office", verdict="退回")["text"]
    assert signing(panel, "李四", "office", verdict="退回", opinion="数量不对")["tone"] == "good"
    assert "李四的意见是“退回”：数量不对" in panel.standing.value
    changed = full_report().with_section(SECTION, f"{TEXT}全年公开 57 条。")
    workspace.save(key, changed, base=1, author="张三")
    assert "RK-722" in signing(panel, "张三", "draft", opinion="已改")["text"]
    assert panel.signing.view["revision"] == 2, "what was refused for its age is shown anew"
    panel.who.value = "李四"
    assert "您上次看的是第 1 版，以后改了 1 处" in panel.changes.value
    assert "全年公开 57 条。</ins>" in panel.changes.value
    for step, who in STEPS.items():
        assert signing(panel, who, step)["tone"] == "good", step
    assert review_state(workspace, key).is_complete
    assert "可以发布了" in panel.standing.value
    assert "发布以前还缺" not in panel.details.value


def test_every_refusal_says_its_code(panel: SigningPanel) -> None:
    assert "RK-715" in signing(panel, "张三", "draft", passphrase="不对")["text"]
    assert "RK-723" in signing(panel, "李四", "draft")["text"]
    assert "RK-725" in signing(panel, "张三", "draft", verdict="")["text"]
    assert "RK-726" in signing(panel, "张三", "draft", answers={"checked": "否"})["text"]
    assert "RK-721" in send(panel.signing, kind="sign", step="chief", revision=1, who="钱七",
                            passphrase=passphrase_of("钱七"), verdict="同意", answers={})["text"]  # fmt: skip
    assert signing(panel, "张三", "draft")["tone"] == "good"


def test_the_secrecy_review_asks_its_questions_and_says_what_blocks(office: tuple[Workspace, int]) -> None:
    workspace, key = office
    report = full_report().with_section(SECTION, "联系电话13812345678，主动公开信息。")
    workspace.save(key, report, base=1, author="张三")
    put(workspace, key, "draft")
    put(workspace, key, "office")
    panel = SigningPanel(workspace, QUIET)
    form = panel.signing.view["steps"][0]
    assert (form["id"], len(form["questions"])) == ("unit", 5)
    assert any("疑似个人信息" in words for words in form["before"])
    assert "RK-727" in signing(panel, "王五", "unit")["text"]


def test_the_last_signature_can_be_taken_back(panel: SigningPanel) -> None:
    signing(panel, "张三", "draft")
    signing(panel, "李四", "office")
    assert [(one["id"], one["again"]) for one in panel.signing.view["steps"]] == [
        ("unit", False),
        ("office", True),
    ]
    assert signing(panel, "李四", "office", verdict="退回", opinion="再看看")["tone"] == "good"
    assert panel.signing.view["steps"][0]["id"] == "draft"


def test_a_passphrase_is_kept_nowhere(panel: SigningPanel) -> None:
    signing(panel, "张三", "draft")
    secret = passphrase_of("张三")
    for card in (panel.signing, panel.people, panel.reading):
        assert secret not in repr(card.get_state())


@pytest.mark.slow
def test_the_sheets_are_made_and_shown(panel: SigningPanel) -> None:
    signing(panel, "张三", "draft")
    panel.printing.make_sheet()
    assert panel.printing.links.value.count("download=") == 2
    assert "审签单.docx" in panel.printing.links.value
    assert 'alt="第 1 页"' in panel.printing.page.value
    panel.printing.make_summary()
    assert "审签汇总表.pdf" in panel.printing.links.value
    panel.printing.month.value = "不是月份"
    panel.printing.make_summary()
    assert "RK-606" in panel.printing.status.value
    assert panel.printing.links.value == ""


def test_under_the_hub_one_is_who_is_let_in(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTERHUB_USER", "zhoumin")
    workspace.create(full_report())
    panel = SigningPanel(workspace, Proofreader(select=["privacy"]))
    me = {"kind": "add", "name": "周敏", "post": "主任", "roles": ["撰稿人"], "wanted": "菜园子里的三棵树"}
    assert send(panel.people, **me, by="", passphrase="")["tone"] == "good"
    assert (panel.who.name, panel.who.disabled) == ("周敏", True)
    assert panel.tabs.selected_index in (READ, PEOPLE)


def test_a_name_is_kept_for_the_session_alone(workspace: Workspace) -> None:
    WhoField(workspace).value = "王敏"
    assert WhoField(workspace, "编写的人").name == "王敏"
    _session.clear()
    assert WhoField(workspace, "编写的人").name == "编写的人"
    assert WhoField(workspace).name == ""
