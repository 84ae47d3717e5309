"""The chain: the steps a report goes through before it is published, as a unit writes them down."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Verdict = Literal["同意", "修改后同意", "退回", "不予公开", "报上级确定"]
VERDICTS: tuple[Verdict, ...] = ("同意", "修改后同意", "退回", "不予公开", "报上级确定")
AGREED: Verdict = "同意"

HEAD = "head"
"""What every step reads: the title, the agency and year, the signature and the date."""


class _Values(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Question(_Values):
    """What a step must answer; with the answer ``passing`` it may agree, with any when that is empty."""

    id: str
    text: str
    passing: Literal["是", "否", ""] = Field("", alias="pass")


class Step(_Values):
    """One signature of the chain.

    Args:
        id: its name in records; unique, and kept when the step is called otherwise.
        name: what people call it.
        proof: which reading it is (一校 …), for the sheet.
        roles: who may sign: people with one of these roles.
        author: whether somebody who has written the text may sign it.
        looks_at: what the signer looks at; printed beside the signature.
        questions: what must be answered.
        secrecy: whether this is the secrecy and privacy review (保密审查).
        no_errors: whether agreeing needs every error to be mended or waived with a reason.
        sections: ids of the sections it reads; all when empty; for ``Chain.voids`` ``from_reader``.
        verdicts: what the signer may decide.
        returns_to: the step that 退回 leads back to; the first when empty.
        optional: the release does not wait for it.
    """

    id: str
    name: str
    proof: str = ""
    roles: tuple[str, ...] = Field(min_length=1, strict=False)
    author: bool = False
    looks_at: tuple[str, ...] = Field((), strict=False)
    questions: tuple[Question, ...] = Field((), strict=False)
    secrecy: bool = False
    no_errors: bool = False
    sections: tuple[str, ...] = Field((), strict=False)
    verdicts: tuple[Verdict, ...] = Field(VERDICTS, min_length=1, strict=False)
    returns_to: str = ""
    optional: bool = False

    def reads(self, sections: frozenset[str]) -> bool:
        """Say whether the step reads one of these sections."""
        return not self.sections or HEAD in sections or bool(sections & set(self.sections))


class Chain(_Values):
    """The steps in order.

    Args:
        name: what the unit calls it.
        voids: which signatures an edit voids: ``"all"``, or those ``"from_reader"`` on: from the first step
            that reads what was changed.
        same_person: why one person may sign several steps; empty forbids it.
        steps: the steps.
    """

    name: str
    voids: Literal["all", "from_reader"] = "all"
    same_person: str = ""
    steps: tuple[Step, ...] = Field(min_length=1, strict=False)

    @cached_property
    def digest(self) -> str:
        """What signatures are bound to: another chain is another promise; comments do not count."""
        return hashlib.sha256(self.model_dump_json(by_alias=True).encode()).hexdigest()

    def step(self, step_id: str) -> Step | None:
        """Return a step by its id, ``None`` when there is none."""
        return next((step for step in self.steps if step.id == step_id), None)

    def index(self, step_id: str) -> int:
        """Return where a step stands in the order, from 0; raises ``ValueError`` when there is none."""
        return [step.id for step in self.steps].index(step_id)
