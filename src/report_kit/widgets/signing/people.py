"""The list of people, as the page shows it, and what may be done to it there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from report_kit.review.chain import Chain
from report_kit.review.people import (
    ADMINISTRATOR,
    SHORTEST,
    Person,
    add_person,
    change_person,
    check_strength,
    hub_user,
    people,
    reset_passphrase,
    set_passphrase,
)
from report_kit.workspace import Workspace


def people_of(known: Sequence[Person], chain: Chain) -> dict[str, Any]:
    """Return the list and the roles there are as the page draws them."""
    roles = dict.fromkeys(role for step in chain.steps for role in step.roles)
    return {
        "people": [
            {
                "name": person.name,
                "post": person.post,
                "roles": list(person.roles),
                "account": person.account,
                "ready": person.ready,
                "active": person.active,
            }
            for person in known
        ],
        "roles": [*roles, ADMINISTRATOR],
        "admins": [one.name for one in known if one.active and ADMINISTRATOR in one.roles],
        "hub": bool(hub_user()),
        "shortest": SHORTEST,
    }


def change_people(workspace: Workspace, message: Mapping[str, Any]) -> str:
    """Do what the page asks, and return the words for it; raises as the functions of ``review.people``."""
    said = {name: str(message.get(name, "")) for name in ("name", "post", "account", "by", "passphrase")}
    name, by, secret = said["name"].strip(), said["by"], said["passphrase"]
    roles = [str(role) for role in message.get("roles", ())]
    kind = message.get("kind")
    if kind == "add":
        return _add(workspace, said, roles, str(message.get("wanted", "")))
    if kind == "passphrase":
        set_passphrase(workspace, name, str(message.get("present", "")), str(message.get("wanted", "")))
        return f"{name}的口令已设定，可以签署了。"
    if kind == "reset":
        return _code(name, reset_passphrase(workspace, name, by=by, passphrase=secret))
    if kind == "roles":
        change_person(workspace, name, roles=roles, by=by, passphrase=secret)
        return f"{name}的岗位改为：{'、'.join(roles) or '（没有）'}。"
    if kind in ("leave", "back"):
        change_person(workspace, name, active=kind == "back", by=by, passphrase=secret)
        return f"{name}{'已恢复' if kind == 'back' else '不再签署；以前的签名不变'}。"
    return ""


def _add(workspace: Workspace, said: Mapping[str, str], roles: Sequence[str], wanted: str) -> str:
    """Add a person; where the person is there and typed a passphrase, choose it at once."""
    name = said["name"].strip()
    is_first = not people(workspace)
    # Under the Hub the first person is who is let in: else nobody could ever pass for the administrator.
    account = said["account"] or (hub_user() if is_first else "")
    if wanted:
        check_strength(name, wanted)  # before the person is added: the form is not half done
    code = add_person(
        workspace, name, said["post"], roles, account, by=said["by"], passphrase=said["passphrase"]
    )
    if not wanted:
        return f"已登记{name}。{_code(name, code)}"
    if hub_user() and account != hub_user():
        return f"已登记{name}。口令要由本人登录后设定。{_code(name, code)}"
    set_passphrase(workspace, name, code, wanted)
    return f"已登记{name}，口令已设定。"


def _code(name: str, code: str) -> str:
    return f"请把一次性代码交给{name}，由本人在“设定、更换本人的口令”里用它设定口令：{code}"
