"""Signatures as the workspace keeps them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from report_kit.review.chain import Verdict
from report_kit.workspace import rows, schema, trail

_SIGNATURES = schema.signatures.c


@dataclass(frozen=True)
class Signature:
    """What one person decided at one step about one revision.

    Args:
        number: its place in the order of all signatures; 0 for one that is not kept yet.
        revision: the revision it is about, ``content`` that revision's digest.
        chain: digest of the chain it was signed by.
        answers: to the step's questions, by question id.
        machine: what the machine's report said then; see ``machine.Examination.to_json_dict``.
        excuse: why the person signs several steps, where one does.
    """

    number: int
    revision: int
    content: str
    chain: str
    step: str
    verdict: Verdict
    who: str
    post: str
    opinion: str
    answers: Mapping[str, str]
    machine: Mapping[str, Any]
    excuse: str
    made: datetime


def signatures_of(connection: Connection, report_id: int) -> list[Signature]:
    """Return all signatures about a report, oldest first."""
    query = select(schema.signatures).where(_SIGNATURES.report_id == report_id).order_by(_SIGNATURES.id)
    return [_signature(found) for found in connection.execute(query)]


def add_signature(connection: Connection, report_id: int, signature: Signature) -> trail.Row:
    """Keep a signature, and return what the trail says of it."""
    values = {
        "revision": signature.revision,
        "content": signature.content,
        "chain": signature.chain,
        "step": signature.step,
        "verdict": signature.verdict,
        "who": signature.who,
        "post": signature.post,
        "opinion": signature.opinion,
        "answers": trail.canonical(dict(signature.answers)),
        "machine": trail.canonical(dict(signature.machine)),
        "excuse": signature.excuse,
        "made": signature.made.isoformat(),
    }
    added = connection.execute(insert(schema.signatures).values(report_id=report_id, **values))
    return trail.row("signatures", report_id, rows.key_of(added), values)


def _signature(row: Row[Any]) -> Signature:
    return Signature(
        row.id,
        row.revision,
        row.content,
        row.chain,
        row.step,
        row.verdict,
        row.who,
        row.post,
        row.opinion,
        json.loads(row.answers),
        json.loads(row.machine),
        row.excuse,
        rows.time(row.made),
    )
