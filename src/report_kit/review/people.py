"""Who takes part in the review: names, posts, roles, and the passphrase each signs with.

A passphrase is kept as Argon2id alone. Nobody has one by default: the administrator hands out a code that
serves once, to choose one's own. Wrong ones are recorded, and after a few of them one has to wait.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, func, insert, select, update

from report_kit.errors import ReviewError
from report_kit.workspace import Workspace, rows, schema, trail
from report_kit.workspace.engine import transaction

if TYPE_CHECKING:
    from argon2 import PasswordHasher

ADMINISTRATOR = "管理员"
"""The role that may change the list of people."""
SHORTEST = 8
LONGEST = 200
_FREE_FAILURES = 3
_FIRST_WAIT = 30.0  # seconds; doubled with every failure
_LONGEST_WAIT = 3600.0
_CODE_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
_CODE_LENGTH = 12
_FIELD = 100
_PEOPLE = schema.people.c


@dataclass(frozen=True)
class Person:
    """Somebody who takes part.

    Args:
        name: unique in the workspace.
        post: as printed on the sheet (股长, 副乡长).
        roles: what the steps of the chain ask for; ``ADMINISTRATOR`` may change this list.
        account: name at JupyterHub, where there is one.
        ready: whether the person has chosen a passphrase.
        active: whether the person still works here.
    """

    name: str
    post: str
    roles: tuple[str, ...]
    account: str
    ready: bool
    active: bool


def people(workspace: Workspace) -> list[Person]:
    """Return everybody, in the order they were added; those who have left are among them."""
    with transaction(workspace.engine) as connection:
        found = connection.execute(select(schema.people).order_by(_PEOPLE.id)).all()
    return [_person(row) for row in found]


def hub_user() -> str:
    """Return the user that JupyterHub has let in, empty where there is no Hub."""
    return os.environ.get("JUPYTERHUB_USER", "")


def add_person(
    workspace: Workspace,
    name: str,
    post: str = "",
    roles: Sequence[str] = (),
    account: str = "",
    *,
    by: str = "",
    passphrase: str = "",
) -> str:
    """Add a person and return the code with which to choose a passphrase (``set_passphrase``).

    The first person of a workspace becomes its administrator and needs nobody's leave.

    Args:
        workspace: where.
        name: of the person.
        post: as printed.
        roles: for the steps of the chain.
        account: at JupyterHub.
        by: the administrator who does it.
        passphrase: the administrator's.

    Raises:
        ReviewError: ``RK-711`` the name or another value can not be used; and those of ``authenticate``.
    """
    name, post, account = name.strip(), post.strip(), account.strip()
    wanted = list(dict.fromkeys(role.strip() for role in roles if role.strip()))
    _check(name, post, account, wanted)
    code = _code()
    first = not people(workspace)
    if first:
        wanted = list(dict.fromkeys([*wanted, ADMINISTRATOR]))
    else:
        _administrator(workspace, by, passphrase)
    values = {
        "name": name,
        "post": post,
        "roles": trail.canonical(wanted),
        "account": account,
        "secret": _hasher().hash(code),
        "temporary": 1,
        "active": 1,
        "created": rows.now(),
        "failures": 0,
        "wait_until": "",
    }
    with transaction(workspace.engine, writing=True) as connection:
        if _find(connection, name) is not None:
            raise ReviewError(
                "RK-711", f"已经有一位“{name}”", remedy="同名的人加上部门或排行区分，如“张三（财政所）”"
            )
        if first and connection.scalar(select(func.count()).select_from(schema.people)):
            raise ReviewError("RK-714", "刚刚已经有人登记为管理员", remedy="由管理员登记其他人员")
        _check_account(connection, name, account)
        added = connection.execute(insert(schema.people).values(**values))
        covered = [trail.row("people", 0, rows.key_of(added), values)]
        trail.append(connection, "people", who=by or name, rows=covered, act="add", name=name, roles=wanted)
    return code


def change_person(
    workspace: Workspace,
    name: str,
    *,
    by: str,
    passphrase: str,
    post: str | None = None,
    roles: Sequence[str] | None = None,
    account: str | None = None,
    active: bool | None = None,
) -> None:
    """Change what is known of a person; what is ``None`` stays.

    Raises:
        ReviewError: ``RK-711``, ``RK-712`` no such person, ``RK-714`` the last administrator would go; and
            those of ``authenticate``.
    """
    _administrator(workspace, by, passphrase)
    values: dict[str, Any] = {}
    if post is not None:
        values["post"] = post.strip()
    if account is not None:
        values["account"] = account.strip()
    if active is not None:
        values["active"] = int(active)
    wanted = None
    if roles is not None:
        wanted = list(dict.fromkeys(role.strip() for role in roles if role.strip()))
        values["roles"] = trail.canonical(wanted)
    _check(name, values.get("post", ""), values.get("account", ""), wanted or [])
    said = {key: value for key, value in values.items() if key != "roles"}
    if wanted is not None:
        said["roles"] = wanted
    _change(workspace, name, values, by, act="change", **said)


def reset_passphrase(workspace: Workspace, name: str, *, by: str, passphrase: str) -> str:
    """Take a person's passphrase away, and return the code with which to choose another.

    Raises:
        ReviewError: ``RK-712``; and those of ``authenticate``.
    """
    _administrator(workspace, by, passphrase)
    code = _code()
    values = {"secret": _hasher().hash(code), "temporary": 1, "failures": 0, "wait_until": ""}
    _change(workspace, name, values, by, act="reset")
    return code


def set_passphrase(workspace: Workspace, name: str, present: str, wanted: str) -> None:
    """Choose a passphrase.

    Args:
        workspace: where.
        name: of the person.
        present: the passphrase until now, or the code handed out by the administrator.
        wanted: the new one.

    Raises:
        ReviewError: ``RK-713`` the new one is too weak; and those of ``authenticate``.
    """
    check_strength(name, wanted, present)
    authenticate(workspace, name, present, with_code=True)
    values = {"secret": _hasher().hash(wanted), "temporary": 0, "failures": 0, "wait_until": ""}
    _change(workspace, name, values, name, act="passphrase")


def authenticate(workspace: Workspace, name: str, passphrase: str, *, with_code: bool = False) -> Person:
    """Return the person whose passphrase it is.

    Args:
        workspace: where.
        name: of the person.
        passphrase: as typed.
        with_code: whether the administrator's code will do.

    Raises:
        ReviewError: ``RK-712`` no such person, or one who has left, ``RK-715`` the passphrase is wrong,
            ``RK-716`` too many were wrong and one has to wait, ``RK-717`` the person has only a code yet,
            ``RK-718`` JupyterHub says it is another.
    """
    from argon2.exceptions import InvalidHashError, VerificationError

    row = _person_row(workspace, name)
    _check_hub(row.name, row.account)
    failures = _attempt(workspace, row)
    try:
        _hasher().verify(row.secret, passphrase[:LONGEST])
    except (VerificationError, InvalidHashError):
        raise _wrong(workspace, row, failures) from None
    with transaction(workspace.engine, writing=True) as connection:
        connection.execute(
            update(schema.people).where(_PEOPLE.id == row.id).values(failures=0, wait_until="")
        )
    if row.temporary and not with_code:
        raise ReviewError(
            "RK-717",
            f"{name}还没有设定自己的口令，管理员给的一次性代码不能用来签署",
            remedy="在“03_审核”的“人员和口令”里（或用 report-kit people passphrase）输入代码，设定自己的口令",
        )
    return _person(row)


def _attempt(workspace: Workspace, row: Row[Any]) -> int:
    """Count an attempt before it is judged, so that many at once gain nothing; return which one it is.

    Raises:
        ReviewError: ``RK-716`` one has to wait.
    """
    with transaction(workspace.engine, writing=True) as connection:
        query = select(_PEOPLE.failures, _PEOPLE.wait_until).where(_PEOPLE.id == row.id).with_for_update()
        now = connection.execute(query).one()
        wait = _seconds_left(now.wait_until)
        if wait > 0:
            raise _waiting(row.name, wait)
        failures = int(now.failures) + 1
        seconds = _wait_after(failures)
        until = (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat() if seconds else ""
        connection.execute(
            update(schema.people).where(_PEOPLE.id == row.id).values(failures=failures, wait_until=until)
        )
    return failures


def _wrong(workspace: Workspace, row: Row[Any], failures: int) -> ReviewError:
    """Record a wrong passphrase; return what to say."""
    with transaction(workspace.engine, writing=True) as connection:
        trail.append(connection, "refused", who=row.name, failures=failures)
    left = max(0, _FREE_FAILURES - failures)
    seconds = _wait_after(failures)
    then = f"再错 {left} 次就要等一段时间才能再试" if left else f"请等 {_spoken(seconds)}再试"
    return ReviewError(
        "RK-715",
        f"口令不对（连续第 {failures} 次），{then}",
        where=row.name,
        remedy="检查大小写和输入法；忘记口令的，请管理员在“03_审核”里重置（或 report-kit people reset）",
    )


def _wait_after(failures: int) -> float:
    if failures < _FREE_FAILURES:
        return 0.0
    return float(min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(failures - _FREE_FAILURES, 16)))


def _seconds_left(until: str) -> float:
    if not until:
        return 0.0
    # A clock that was set back must not make anybody wait for longer than the longest time there is.
    return min(_LONGEST_WAIT, (datetime.fromisoformat(until) - datetime.now(UTC)).total_seconds())


def _waiting(name: str, seconds: float) -> ReviewError:
    return ReviewError(
        "RK-716",
        f"口令连续输错太多次，还要等 {_spoken(seconds)}才能再试；这一次没有核对",
        where=name,
        remedy="到时再试；忘记口令的，请管理员在“03_审核”里重置（或 report-kit people reset）",
    )


def _spoken(seconds: float) -> str:
    whole = int(seconds) + (seconds > int(seconds))
    return f"{whole} 秒" if whole < 90 else f"{-(-whole // 60)} 分钟"


def _administrator(workspace: Workspace, name: str, passphrase: str) -> None:
    person = authenticate(workspace, name, passphrase)
    if ADMINISTRATOR not in person.roles:
        raise ReviewError(
            "RK-714",
            f"{name}不是管理员，不能改人员名单",
            remedy="请管理员来做；名单见“03_审核”的“人员和口令”，或 report-kit people list",
        )


def _change(workspace: Workspace, name: str, values: dict[str, Any], who: str, **said: Any) -> None:
    with transaction(workspace.engine, writing=True) as connection:
        row = _find(connection, name)
        if row is None:
            raise _unknown(connection, name)
        _check_account(connection, name, values.get("account", ""))
        connection.execute(update(schema.people).where(_PEOPLE.id == row.id).values(**values))
        now = connection.execute(select(schema.people).where(_PEOPLE.id == row.id)).one()
        everybody = map(_person, connection.execute(select(schema.people)).all())
        if not any(person.active and ADMINISTRATOR in person.roles for person in everybody):
            raise ReviewError(
                "RK-714", "这样就没有管理员了，没有改", where=name, remedy="先给另一位在职人员加上“管理员”"
            )
        covered = [trail.row("people", 0, row.id, now._mapping)]
        trail.append(connection, "people", who=who, rows=covered, name=name, **said)


def _check(name: str, post: str, account: str, roles: Sequence[str]) -> None:
    for what, value, needed in (("姓名", name, True), ("职务", post, False), ("账号", account, False)):
        if (needed and not value) or len(value) > _FIELD or not value.isprintable():
            reason = (
                "是空的" if not value else f"太长（超过 {_FIELD} 字）" if value.isprintable() else "有控制符"
            )
            raise ReviewError("RK-711", f"{what}不能用：{reason}", where=value[:_FIELD], remedy="改正后再试")
    for role in roles:
        if len(role) > _FIELD or not role.isprintable():
            raise ReviewError(
                "RK-711", "岗位不能用：太长或有控制符", where=role[:_FIELD], remedy="改正后再试"
            )


def _check_account(connection: Connection, name: str, account: str) -> None:
    query = select(_PEOPLE.name).where((_PEOPLE.account == account) & (_PEOPLE.name != name))
    if account and (other := connection.scalar(query)) is not None:
        said = f"账号“{account}”已经登记给{other}"
        raise ReviewError("RK-711", said, where=name, remedy="一个账号只能是一个人的")


def check_strength(name: str, wanted: str, present: str = "") -> None:
    """Refuse a passphrase that is too weak.

    Args:
        name: whose it will be.
        wanted: the new one.
        present: the passphrase until now, or the code.

    Raises:
        ReviewError: ``RK-713``.
    """
    reason = ""
    if len(wanted) < SHORTEST:
        reason = f"至少要 {SHORTEST} 个字符"
    elif len(wanted) > LONGEST:
        reason = f"最多 {LONGEST} 个字符"
    elif len(set(wanted)) < 4 or wanted in "01234567890abcdefghijklmnopqrstuvwxyz9876543210":
        reason = "太容易猜：不要用重复的或连续的字符"
    elif name and name in wanted:
        reason = "不要含有自己的姓名"
    elif wanted == present:
        reason = "不能与原来的口令或一次性代码相同"
    if reason:
        raise ReviewError(
            "RK-713", f"这个口令不能用：{reason}", remedy="用一句只有自己想得到的话，汉字、字母、数字都可以"
        )


def _check_hub(name: str, account: str) -> None:
    user = hub_user()
    if user and user != account:
        said = f"登录的账号是“{user}”，{name}登记的账号是" + (f"“{account}”" if account else "空的")
        raise ReviewError(
            "RK-718",
            f"不能替别人签署：{said}",
            where=name,
            remedy="用本人的账号登录；账号登记错了的，请管理员用 report-kit people change 改正",
        )


def _person_row(workspace: Workspace, name: str) -> Row[Any]:
    with transaction(workspace.engine) as connection:
        row = _find(connection, name.strip())
        if row is None:
            raise _unknown(connection, name)
    if not row.active:
        raise ReviewError("RK-712", f"{name}已经不在岗，不能签署", remedy="请管理员核对人员名单")
    return row


def _unknown(connection: Connection, name: str) -> ReviewError:
    from report_kit.forms.checking.marks import nearest

    known = list(connection.scalars(select(_PEOPLE.name).where(_PEOPLE.active == 1)))
    near = nearest(name, known)
    hint = f"，是不是“{near}”？" if near else ""
    some = (
        f"名单里有：{'、'.join(known[:8])}"
        if known
        else "名单还是空的，先在“03_审核”的“人员和口令”里（或用 report-kit people add）登记管理员"
    )
    return ReviewError("RK-712", f"人员名单里没有“{name}”{hint}", remedy=some)


def _find(connection: Connection, name: str) -> Row[Any] | None:
    return connection.execute(select(schema.people).where(_PEOPLE.name == name)).one_or_none()


def _person(row: Row[Any]) -> Person:
    ready = bool(row.secret) and not row.temporary
    return Person(row.name, row.post, tuple(json.loads(row.roles)), row.account, ready, bool(row.active))


def _code() -> str:
    return "".join(secrets.choice(_CODE_SIGNS) for _ in range(_CODE_LENGTH))


def _hasher() -> PasswordHasher:
    """Return the library's Argon2id with the parameters it recommends (RFC 9106, second choice)."""
    from argon2 import PasswordHasher

    return PasswordHasher()
