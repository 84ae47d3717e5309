"""Passages a person has accepted, with the reason: ``report-kit.accepted.jsonl`` in the workspace.

One line is one decision, later ones replace earlier ones, and nothing is ever taken out: the file is the
history. An acceptance names a finding by its fingerprint (rule, passage and the words around it in the
sentence), so it holds wherever that sentence stands and ends when the passage changes. The words are there
for people; those of a finding about personal data are not repeated.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from report_kit.errors import DataError, reason_of
from report_kit.settings.read import find_upwards

if TYPE_CHECKING:
    from report_kit.proofread import Finding
    from report_kit.settings.settings import Settings

ACCEPTED_NAME = "report-kit.accepted.jsonl"


@dataclass(frozen=True)
class Acceptance:
    """One decision: a passage is right, and why; or, ``revoked``, no longer held right."""

    fingerprint: str
    rule: str
    before: str
    text: str
    after: str
    reason: str
    who: str = ""
    when: str = ""
    file: str = ""
    revoked: bool = False

    @classmethod
    def of(
        cls, finding: Finding, text: str, reason: str, *, who: str = "", file: str = "", revoked: bool = False
    ) -> Acceptance:
        """Return the decision about a finding in ``text``, made now."""
        from report_kit.proofread.findings.accepted import fingerprint, neighbours

        shown = not finding.rule.startswith("privacy.")
        before, after = neighbours(finding, text) if shown else ("", "")
        passage = finding.text if shown else ""
        when = datetime.now().astimezone().isoformat(timespec="seconds")
        key = fingerprint(finding, text)
        return cls(key, finding.rule, before, passage, after, reason, who, when, file, revoked)

    def line(self) -> str:
        """Return the decision as a line of the file."""
        return json.dumps(asdict(self), ensure_ascii=False)

    def said(self) -> str:
        """Return the reason, and who gave it when."""
        signed = "，".join(filter(None, (self.who, self.when[:10])))
        return f"{self.reason}（{signed}）" if signed else self.reason


def accepted_file(settings: Settings, file: Path) -> Path:
    """Return where the acceptances for a text are kept; the file need not exist.

    It lies beside the settings, or else where it was begun, in the text's folder or one above.
    """
    if settings.base:
        return settings.base / ACCEPTED_NAME
    return find_upwards(file, ACCEPTED_NAME) or file.parent / ACCEPTED_NAME


def read_accepted(path: Path) -> dict[str, Acceptance]:
    """Return the acceptances in force, by fingerprint; none when there is no file.

    Raises:
        DataError: ``RK-345`` the file or a line of it cannot be read.
    """
    if not path.exists():
        return {}
    try:
        # Only line feeds part the lines: the words may hold other characters that Python takes for an end.
        lines = path.read_bytes().decode("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise _bad(str(path), reason_of(error)) from None
    standing: dict[str, Acceptance] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            acceptance = _parsed(line)
        except (ValueError, TypeError):
            raise _bad(f"{path} 第 {number} 行", "不是认可记录") from None
        standing[acceptance.fingerprint] = acceptance
    return {key: acceptance for key, acceptance in standing.items() if not acceptance.revoked}


def _parsed(line: str) -> Acceptance:
    """Read one line; fields of a later version are passed over."""
    data = json.loads(line)
    if not isinstance(data, dict):
        raise TypeError("no object")
    known = {name: value for name, value in data.items() if name in Acceptance.__dataclass_fields__}
    acceptance = Acceptance(**known)
    if not all(isinstance(getattr(acceptance, name), str) for name in ("fingerprint", "rule", "reason")):
        raise TypeError("not text")
    return acceptance


def _bad(where: str, reason: str) -> DataError:
    return DataError(
        "RK-345",
        f"认可记录读不出来（{reason}）",
        where=where,
        remedy="改正或删去这一行；文件应为 UTF-8 编码，每行一条，由 report-kit accept 写入",
    )


def split_accepted(
    findings: Sequence[Finding], text: str, accepted: Mapping[str, Acceptance]
) -> tuple[list[Finding], list[tuple[Finding, Acceptance]]]:
    """Part the findings in ``text`` into those still open and those accepted."""
    from report_kit.proofread.findings.accepted import fingerprint

    if not accepted:
        return list(findings), []
    still: list[Finding] = []
    settled: list[tuple[Finding, Acceptance]] = []
    for finding in findings:
        acceptance = accepted.get(fingerprint(finding, text))
        if acceptance:
            settled.append((finding, acceptance))
        else:
            still.append(finding)
    return still, settled
