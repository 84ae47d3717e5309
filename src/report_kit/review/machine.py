"""The machine's report: what was checked with which versions, what was found, what was waived and by whom."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from report_kit import __version__
from report_kit.proofread.findings.accepted import fingerprint
from report_kit.resources import data_folder
from report_kit.review.checks import Checked, absent, check, workspace_folder
from report_kit.settings import find_settings, own_dictionaries
from report_kit.workspace import Revision, Workspace

if TYPE_CHECKING:
    from report_kit.proofread import Finding, Proofreader

SENSITIVE = ("privacy", "secrecy")
"""Families of rules whose findings block the secrecy and privacy review."""


@dataclass(frozen=True)
class Item:
    """A finding as the report keeps it; the passage of one about personal data or secrets is not repeated."""

    rule: str
    severity: str
    text: str
    message: str
    fingerprint: str
    reason: str = ""
    who: str = ""
    when: str = ""

    @property
    def is_sensitive(self) -> bool:
        """Whether it is about personal data or secrets."""
        return self.rule.split(".")[0] in SENSITIVE


@dataclass(frozen=True)
class Examination:
    """The machine's report about one revision.

    Args:
        revision: its number, ``content`` its digest.
        characters: of the text, blanks aside.
        errors, warnings, hints: findings nobody has settled.
        mended: how many findings were settled by taking their fix.
        open: the errors among them, and what is about personal data or secrets, whatever its severity.
        waived: settled findings with who and why.
        failed: rules that broke.
        absent: what is still empty, in words.
        versions: of the kit, the dictionaries, the speller's data, the form.
    """

    revision: int
    content: str
    characters: int
    errors: int
    warnings: int
    hints: int
    mended: int
    open: tuple[Item, ...]
    waived: tuple[Item, ...]
    failed: tuple[str, ...]
    absent: tuple[str, ...]
    versions: Mapping[str, str]

    @property
    def open_errors(self) -> list[Item]:
        """The errors nobody has settled."""
        return [item for item in self.open if item.severity == "error"]

    @property
    def open_sensitive(self) -> list[Item]:
        """What is about personal data or secrets and nobody has settled."""
        return [item for item in self.open if item.is_sensitive]

    @property
    def waived_sensitive(self) -> list[Item]:
        """What is about personal data or secrets and somebody has settled: the secrecy review confirms it."""
        return [item for item in self.waived if item.is_sensitive]

    @property
    def digest(self) -> str:
        """What signatures are bound to: what was open and what was waived, not with which versions."""
        parts = [
            sorted(item.fingerprint for item in self.open),
            sorted((item.fingerprint, item.reason, item.who) for item in self.waived),
            sorted(self.failed),
            list(self.absent),
        ]
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()

    @property
    def rate(self) -> float:
        """Open errors per 10,000 characters."""
        return 10_000 * self.errors / self.characters if self.characters else 0.0

    def to_json_dict(self) -> dict[str, Any]:
        """Return it as values JSON can hold, with its digest; ``from_json_dict`` reads it."""
        return {**asdict(self), "digest": self.digest}

    @classmethod
    def from_json_dict(cls, data: Mapping[str, Any]) -> Examination:
        """Return the report that was kept with a signature."""
        known = {name: data[name] for name in cls.__dataclass_fields__}
        for name in ("open", "waived"):
            known[name] = tuple(Item(**item) for item in known[name])
        for name in ("failed", "absent"):
            known[name] = tuple(known[name])
        return cls(**known)


def examine(
    workspace: Workspace,
    revision: Revision,
    proofreader: Proofreader | None = None,
    *,
    checked: Checked | None = None,
) -> Examination:
    """Run the rules on a revision and return the machine's report.

    Args:
        workspace: where it is.
        revision: which one.
        proofreader: with which rules; those of the workspace when omitted.
        checked: what was found in it, where the caller has just looked.

    Raises:
        WorkspaceError: ``RK-404``, ``RK-405`` the revision can not be read.
        DataError: ``RK-341`` to ``RK-345`` the settings or the acceptances cannot be used.
    """
    report = revision.report
    checked = checked or check(workspace, revision.report_id, report, proofreader)
    counts = Counter(finding.severity.value for finding in checked.open)
    items = [_item(finding, checked.text) for finding in checked.open]
    decided = {made.fingerprint: made.action for made in workspace.decisions(revision.report_id)}
    return Examination(
        revision.number,
        revision.sha256,
        sum(not sign.isspace() for sign in checked.text),
        counts["error"],
        counts["warning"],
        counts["hint"],
        sum(action == "accept" for action in decided.values()),
        tuple(item for item in items if item.severity == "error" or item.is_sensitive),
        tuple(
            _item(finding, checked.text, waiver.reason, waiver.who, waiver.when)
            for finding, waiver in checked.waived
        ),
        checked.failed,
        tuple(absent(report)),
        versions(workspace, report.form),
    )


def versions(workspace: Workspace, form: str) -> dict[str, str]:
    """Return with what a report is checked; data are told by the first 16 digits of their SHA-256."""
    own = own_dictionaries(find_settings(workspace_folder(workspace)))
    return {
        "report-kit": __version__,
        "词典": _shipped(),
        "本单位词典": _digest(path for folder in own for path in sorted(folder.glob("*.t[sx][vt]"))),
        "错别字数据": _speller(),
        "格式": form,
    }


@cache
def _shipped() -> str:
    return _digest(sorted(data_folder("dictionaries").glob("*.tsv")))


@cache
def _speller() -> str:
    from report_kit.proofread.speller import DATA

    return _digest(sorted(path for path in DATA.iterdir() if path.suffix != ".md"))


def _digest(paths: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:16]


def _item(finding: Finding, text: str, reason: str = "", who: str = "", when: str = "") -> Item:
    item = Item(
        finding.rule,
        finding.severity.value,
        finding.text,
        finding.message,
        fingerprint(finding, text),
        reason,
        who,
        when,
    )
    if item.is_sensitive:
        about = "个人信息" if item.rule.startswith("privacy") else "涉密"
        return Item(item.rule, item.severity, "", f"疑似{about}", item.fingerprint, reason, who, when)
    return item
