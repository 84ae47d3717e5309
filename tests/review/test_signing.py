"""Five people sign in order; whatever is missing is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from report_kit.errors import ReviewError
from report_kit.review.audit import verify
from report_kit.review.chain import VERDICTS
from report_kit.review.machine import Item, examine
from report_kit.review.signing import review_state, signatures
from report_kit.workspace import Workspace
from tests.review.office import QUIET, STEPS, full_report, put, sign_all

Office = tuple[Workspace, int]


def edit(workspace: Workspace, key: int, author: str = "张三", text: str = "改过的文字。") -> None:
    newest = workspace.load(key)
    workspace.save(key, newest.report.with_section("overview", text), base=newest.number, author=author)


def test_five_people_sign_in_order(office: Office) -> None:
    workspace, key = office
    assert review_state(workspace, key).label == "等待签署：撰稿人初审"
    for step in STEPS:
        state = review_state(workspace, key)
        assert state.step is not None
        assert state.step.id == step
        put(workspace, key, step)
    state = review_state(workspace, key)
    assert (state.is_complete, state.label) == (True, "已全部签署")
    assert [one.who for one in signatures(workspace, key)] == list(STEPS.values())
    assert all(one.content == workspace.load(key).sha256 for one in signatures(workspace, key))
    assert verify(workspace).is_sound


def refused(office: Office, step: str, code: str, **more: Any) -> str:
    before = len(signatures(*office))
    with pytest.raises(ReviewError, match=code) as caught:
        put(*office, step, **more)
    assert len(signatures(*office)) == before
    return str(caught.value)


def test_nobody_signs_out_of_turn(office: Office) -> None:
    assert "要先由“撰稿人初审”签署" in refused(office, "office", "RK-721")
    put(*office, "draft")
    assert "已由张三签署" in refused(office, "draft", "RK-721")
    assert "是不是“office”" in refused(office, "offise", "RK-721", who="李四")


def test_the_role_counts(office: Office) -> None:
    assert "要由撰稿人签" in refused(office, "draft", "RK-723", who="李四")


def test_who_wrote_does_not_review(office: Office) -> None:
    workspace, key = office
    edit(workspace, key, author="李 四")
    put(workspace, key, "draft")
    assert "李四写过或改过这份报告" in refused(office, "office", "RK-724")


def test_one_person_does_not_sign_twice(tmp_path: Path) -> None:
    from tests.review.office import staff

    workspace = Workspace(tmp_path)
    staff(workspace, {"张三": "撰稿人", "李四": "股室负责人、信息发布单位"})
    key = workspace.create(full_report(), author="张三").id
    put(workspace, key, "draft")
    put(workspace, key, "office")
    assert "一个人不能签两步" in refused((workspace, key), "unit", "RK-724", who="李四")


def test_a_small_unit_says_why(tmp_path: Path) -> None:
    from report_kit.review.chain_file import DEFAULT
    from tests.review.office import staff

    workspace = Workspace(tmp_path)
    text = DEFAULT.read_text(encoding="utf-8")
    (tmp_path / "review.yaml").write_text(
        text.replace('same_person: ""', "same_person: 本办只有一名工作人员"), encoding="utf-8"
    )
    staff(workspace, {"张三": "撰稿人、股室负责人、信息发布单位、分管领导、主要领导"})
    key = workspace.create(full_report(), author="张三").id
    for step in STEPS:
        put(workspace, key, step, who="张三")
    assert review_state(workspace, key).is_complete
    excuses = [one.excuse for one in signatures(workspace, key)]
    assert excuses == ["", *["本办只有一名工作人员"] * 4]


def test_an_older_revision_is_not_signed(office: Office) -> None:
    workspace, key = office
    edit(workspace, key)
    assert "您看的是第 1 版，现在已是第 2 版" in refused(office, "draft", "RK-722", revision=1)


def test_an_edit_voids_all(office: Office) -> None:
    workspace, key = office
    sign_all(workspace, key)
    edit(workspace, key)
    state = review_state(workspace, key)
    assert (state.standing, state.label) == ({}, "等待签署：撰稿人初审")
    assert [item.reason for item in state.voided] == ["第 2 版改了文字"] * 5
    # Taking the edit back does not bring the signatures back.
    workspace.save(key, workspace.load(key, 1).report, base=2)
    assert review_state(workspace, key).standing == {}


def test_an_edit_voids_from_the_first_reader(office: Office) -> None:
    from report_kit.review.chain_file import DEFAULT

    workspace, key = office
    text = DEFAULT.read_text(encoding="utf-8").replace("voids: all", "voids: from_reader")
    text = text.replace("name: 撰稿人初审", "name: 撰稿人初审\n    sections: [overview]")
    text = text.replace("name: 股室负责人审核", "name: 股室负责人审核\n    sections: [overview]")
    assert workspace.folder is not None
    (workspace.folder / "review.yaml").write_text(text, encoding="utf-8")
    sign_all(workspace, key)
    report = workspace.load(key).report
    workspace.save(key, report.with_section("other", "另外的事。"), base=1)
    state = review_state(workspace, key)
    assert list(state.standing) == ["draft", "office"]
    edit(workspace, key)
    assert review_state(workspace, key).standing == {}


def test_another_chain_is_another_promise(office: Office) -> None:
    from report_kit.review.chain_file import SHIPPED

    workspace, key = office
    sign_all(workspace, key)
    assert workspace.folder is not None
    text = (SHIPPED / "three_reviews.yaml").read_text(encoding="utf-8")
    (workspace.folder / "review.yaml").write_text(text, encoding="utf-8")
    state = review_state(workspace, key)
    assert state.standing == {}
    assert {item.reason for item in state.voided} == {"审签步骤（review.yaml）在这以后改过"}


def test_sent_back_with_reasons(office: Office) -> None:
    workspace, key = office
    put(workspace, key, "draft")
    assert "要写意见" in refused(office, "office", "RK-725", verdict="退回")
    put(workspace, key, "office", verdict="退回", opinion="第二段的数不对")
    state = review_state(workspace, key)
    assert state.label == "已退回，等待修改：撰稿人初审"
    assert state.last is not None
    assert state.last.opinion == "第二段的数不对"
    assert "文字没有改过" in refused(office, "draft", "RK-725")
    edit(workspace, key)
    put(workspace, key, "draft")
    put(workspace, key, "office")
    assert list(review_state(workspace, key).standing) == ["draft", "office"]


@pytest.mark.parametrize(
    ("verdict", "stage"),
    [("修改后同意", "to_amend"), ("不予公开", "withheld"), ("报上级确定", "referred")],
)
def test_a_verdict_holds_the_report_until_there_is_another(office: Office, verdict: str, stage: str) -> None:
    workspace, key = office
    put(workspace, key, "draft")
    put(workspace, key, "office", verdict=verdict, opinion="见意见")
    state = review_state(workspace, key)
    assert state.stage == stage
    assert state.step is not None
    assert state.step.id == "office"
    assert "还没有轮到" in refused(office, "unit", "RK-721")
    put(workspace, key, "office", opinion="已有结论，可以公开")
    assert review_state(workspace, key).stage == "waiting"


def test_the_first_step_has_nowhere_to_send_it(office: Office) -> None:
    assert "可写：同意" in refused(office, "draft", "RK-725", verdict="退回", opinion="不行")
    assert VERDICTS[0] == "同意"


def test_every_question_is_answered(office: Office) -> None:
    put(*office, "draft")
    put(*office, "office")
    assert "还没有回答：是否含有国家秘密" in refused(office, "unit", "RK-726", answers={})
    every = dict.fromkeys(("state_secret", "work_secret", "trade_secret", "privacy", "stability"), "否")
    assert "答“是”" in refused(office, "unit", "RK-726", answers={**every, "privacy": "是"})
    assert "看不懂" in refused(office, "unit", "RK-726", answers={**every, "privcy": "否"})
    # What holds a 同意 back does not hold back sending it back.
    put(*office, "unit", answers={**every, "privacy": "是"}, verdict="退回", opinion="有个人信息")


def test_what_looks_like_personal_data_blocks_the_secrecy_review(office: Office) -> None:
    workspace, key = office
    edit(workspace, key, text="联系人张某，身份证号 110101199003070038，手机 13800138000。")
    examination = examine(workspace, workspace.load(key), QUIET)
    assert examination.open_sensitive
    assert all(item.text == "" for item in examination.open_sensitive)
    put(workspace, key, "draft")
    put(workspace, key, "office")
    assert "保密审查不能同意" in refused(office, "unit", "RK-727")
    text = workspace.load(key).report.document().text
    for finding in QUIET.check(workspace.load(key).report.document()):
        workspace.decide(key, finding, text, "ignore", revision=2, reason="虚构的", who="张三")
    assert "逐条看过" in refused(
        office,
        "unit",
        "RK-726",
        answers=dict.fromkeys(("state_secret", "work_secret", "trade_secret", "privacy", "stability"), "否"),
    )
    put(workspace, key, "unit")


def test_an_open_error_blocks_where_the_chain_says_so(office: Office) -> None:
    workspace, key = office
    put(workspace, key, "draft")
    clean = examine(workspace, workspace.load(key), QUIET)
    wrong = Item("spelling.pair", "error", "布署", "应为“部署”", "f")
    broken = replace(clean, errors=1, open=(wrong,))
    put(workspace, key, "office", examination=broken)
    assert "还有 1 处错误没有处理" in refused(office, "unit", "RK-727", examination=broken)
    assert "检查没有跑完" in refused(office, "unit", "RK-727", examination=replace(clean, failed=("x",)))


def test_the_clock_set_back_is_refused(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    import time_machine

    with time_machine.travel("2020-01-01"):
        assert "早于上一条记录" in refused(office, "draft", "RK-728")
    put(*office, "draft")
