"""Everybody signs with a passphrase of their own; wrong ones cost time, and are recorded."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import text

from report_kit.errors import ReviewError
from report_kit.review.audit import records, verify
from report_kit.review.people import (
    ADMINISTRATOR,
    add_person,
    authenticate,
    change_person,
    people,
    reset_passphrase,
    set_passphrase,
)
from report_kit.review.signing import signatures
from report_kit.workspace import Workspace
from tests.review.office import ADMIN, passphrase_of, put

Office = tuple[Workspace, int]
OWN = passphrase_of(ADMIN)


def test_the_first_is_the_administrator(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    code = add_person(workspace, "老周", "党政办主任", ["信息发布单位"])
    (first,) = people(workspace)
    assert (first.roles, first.ready) == (("信息发布单位", ADMINISTRATOR), False)
    with pytest.raises(ReviewError, match="RK-717"):
        authenticate(workspace, "老周", code)
    set_passphrase(workspace, "老周", code, "清河 2024 老周爱喝茶".replace("老周", "谁"))
    assert people(workspace)[0].ready
    with pytest.raises(ReviewError, match="RK-715"):  # the code served once
        authenticate(workspace, "老周", code)


def test_only_the_administrator_changes_the_list(office: Office) -> None:
    workspace, _ = office
    for act in (
        lambda: add_person(workspace, "新来", by="张三", passphrase=passphrase_of("张三")),
        lambda: reset_passphrase(workspace, "李四", by="张三", passphrase=passphrase_of("张三")),
        lambda: change_person(
            workspace, "张三", by="张三", passphrase=passphrase_of("张三"), roles=["主要领导"]
        ),
    ):
        with pytest.raises(ReviewError, match="RK-714"):
            act()
    with pytest.raises(ReviewError, match="RK-715"):
        add_person(workspace, "新来", by=ADMIN, passphrase="猜一个")
    change_person(
        workspace, "张三", by=ADMIN, passphrase=OWN, post="股长", roles=["股室负责人"], active=False
    )
    changed = next(person for person in people(workspace) if person.name == "张三")
    assert (changed.post, changed.roles, changed.active) == ("股长", ("股室负责人",), False)
    with pytest.raises(ReviewError, match="不在岗"):
        authenticate(workspace, "张三", passphrase_of("张三"))
    assert verify(workspace).is_sound


def test_there_is_always_an_administrator(office: Office) -> None:
    for change in ({"active": False}, {"roles": []}):
        with pytest.raises(ReviewError, match="没有管理员"):
            change_person(office[0], ADMIN, by=ADMIN, passphrase=OWN, **change)  # type: ignore[arg-type]


def test_a_reset_is_recorded_and_nobody_knows_the_new_one(office: Office) -> None:
    workspace, _ = office
    code = reset_passphrase(workspace, "李四", by=ADMIN, passphrase=OWN)
    with pytest.raises(ReviewError, match="RK-715"):
        authenticate(workspace, "李四", passphrase_of("李四"))
    last = [record for record in records(workspace) if record.kind == "people"][-1]
    assert (last.who, last.details["name"], last.details["act"]) == (ADMIN, "李四", "reset")
    assert code not in last.body
    set_passphrase(workspace, "李四", code, "新的口令 1949")
    assert authenticate(workspace, "李四", "新的口令 1949").name == "李四"


def test_twenty_wrong_ones(office: Office) -> None:
    """Each is refused; from the third on one waits, ever longer, and the right one has to wait as well."""
    workspace, _ = office
    said = []
    for number in range(20):
        with pytest.raises(ReviewError, match=r"RK-71[56]") as caught:
            authenticate(workspace, "张三", f"错的{number}")
        said.append(caught.value.code)
    assert said == ["RK-715"] * 3 + ["RK-716"] * 17
    with pytest.raises(ReviewError, match="RK-716"):
        authenticate(workspace, "张三", passphrase_of("张三"))
    # Those that were not looked at leave no record: nobody can fill the trail.
    assert [record.kind for record in records(workspace)].count("refused") == 3
    waits = []
    with time_machine.travel(0, tick=False) as clock:
        clock.move_to("2100-01-01")
        for _ in range(12):
            with pytest.raises(ReviewError, match="RK-715") as caught:
                authenticate(workspace, "张三", "错的")
            number, unit = re.findall(r"请等 (\d+) (秒|分钟)再试", str(caught.value))[0]
            waits.append(int(number) * (60 if unit == "分钟" else 1))
            clock.shift(timedelta(seconds=waits[-1] + 1))
        assert waits == [60, 120, 240, 480, 960, 1920, *[3600] * 6]
        assert authenticate(workspace, "张三", passphrase_of("张三")).name == "张三"
        with pytest.raises(ReviewError, match="连续第 1 次"):
            authenticate(workspace, "张三", "错的")


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        ("短", "至少要 8"),
        ("一" * 201, "最多 200"),
        ("aaaaaaaaaaaa", "太容易猜"),
        ("12345678", "太容易猜"),
        ("我是张三我怕谁", "至少要 8"),
        ("我是张三我怕谁呀", "自己的姓名"),
        (passphrase_of("张三"), "相同"),
    ],
)
def test_weak_ones(office: Office, wanted: str, reason: str) -> None:
    with pytest.raises(ReviewError, match=r"RK-713") as caught:
        set_passphrase(office[0], "张三", passphrase_of("张三"), wanted)
    assert reason in str(caught.value)


@pytest.mark.parametrize("name", ["", "  ", "一" * 101, "张\n三", "张\x00三"])
def test_names_that_are_none(office: Office, name: str) -> None:
    with pytest.raises(ReviewError, match="RK-711"):
        add_person(office[0], name, by=ADMIN, passphrase=OWN)


def test_a_name_twice_and_a_name_mistyped(office: Office) -> None:
    with pytest.raises(ReviewError, match="已经有一位"):
        add_person(office[0], "张三", by=ADMIN, passphrase=OWN)
    with pytest.raises(ReviewError, match="是不是“管理员老周”"):
        authenticate(office[0], "管理员老洲", OWN)


def test_under_the_hub_one_signs_as_oneself(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace, key = office
    change_person(workspace, "张三", by=ADMIN, passphrase=OWN, account="zhangsan")
    with pytest.raises(ReviewError, match="已经登记给张三"):
        change_person(workspace, "李四", by=ADMIN, passphrase=OWN, account="zhangsan")
    monkeypatch.setenv("JUPYTERHUB_USER", "lisi")
    for who in ("张三", "李四"):  # of 李四 no account is known
        with pytest.raises(ReviewError, match="RK-718"):
            authenticate(workspace, who, passphrase_of(who))
    monkeypatch.setenv("JUPYTERHUB_USER", "zhangsan")
    put(workspace, key, "draft")
    assert [one.who for one in signatures(workspace, key)] == ["张三"]


def test_a_cell_signs_for_nobody(office: Office) -> None:
    """Without the passphrase there is no way through the functions."""
    workspace, key = office
    with pytest.raises(TypeError):
        put(workspace, key, "draft", passphrase=None)
    for guess in ("", " ", passphrase_of("张三") + " "):
        with pytest.raises(ReviewError, match=r"RK-71[56]"):
            put(workspace, key, "draft", passphrase=guess)
    assert signatures(workspace, key) == []


def test_what_is_kept_is_argon2id(tmp_path: Path, real_argon: None) -> None:
    workspace = Workspace(tmp_path)
    code = add_person(workspace, "老周")
    with workspace.engine.connect() as connection:
        stored = connection.scalar(text("SELECT secret FROM people"))
    assert re.match(r"\$argon2id\$v=19\$m=(\d+),t=\d+,p=\d+\$", stored)
    assert int(re.findall(r"m=(\d+)", stored)[0]) >= 65536  # KiB
    assert code not in stored
    with pytest.raises(ReviewError, match="RK-717"):
        authenticate(workspace, "老周", code)
