"""Where a report stands in its chain: computed from the signatures and the revisions, never stored.

No state is without a way on: the next signature is always asked for by the first step that lacks one.

- 同意 stands until an edit voids it, or a later step sends the report back.
- 修改后同意 and 退回 ask for an edit; 退回 voids what was signed from the step it leads back to.
- 不予公开 and 报上级确定 hold the report at their step, until it decides otherwise or the text is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from report_kit.review.chain import AGREED, HEAD, Chain, Step
from report_kit.review.signatures import Signature

Stage = Literal["waiting", "to_amend", "returned", "withheld", "referred", "complete"]
STAGES: dict[Stage, str] = {
    "waiting": "等待签署",
    "to_amend": "修改后同意，等待修改",
    "returned": "已退回，等待修改",
    "withheld": "不予公开",
    "referred": "报上级确定",
    "complete": "已全部签署",
}
_STAGE_OF: dict[str, Stage] = {
    "修改后同意": "to_amend",
    "退回": "returned",
    "不予公开": "withheld",
    "报上级确定": "referred",
}

Changes = Callable[[int], frozenset[str]]
"""Returns the sections that a revision changed against the one before it, ``HEAD`` for title and date."""


@dataclass(frozen=True)
class Voided:
    """A signature that counts no more, and why (Chinese)."""

    signature: Signature
    reason: str


@dataclass(frozen=True)
class State:
    """Where a report stands.

    Args:
        chain: the chain.
        revision: the newest revision.
        stage: what it waits for.
        standing: the 同意 in force, by step id.
        step: the step that is to sign next; ``None`` when all have.
        last: the newest signature, if nothing was changed since; it says why the report was sent back.
        voided: signatures that count no more, oldest first.
    """

    chain: Chain
    revision: int
    stage: Stage
    standing: dict[str, Signature]
    step: Step | None
    last: Signature | None
    voided: tuple[Voided, ...]

    @property
    def is_complete(self) -> bool:
        """Whether every step that is needed has agreed to this very text."""
        return self.stage == "complete"

    @property
    def label(self) -> str:
        """The stage in words."""
        words = STAGES[self.stage]
        return f"{words}：{self.step.name}" if self.step else words


def state_of(chain: Chain, signatures: Sequence[Signature], newest: int, changes: Changes) -> State:
    """Return where a report stands.

    Args:
        chain: the steps.
        signatures: all signatures about the report, oldest first.
        newest: number of the newest revision.
        changes: what each revision changed; asked only where ``chain.voids`` is ``"from_reader"``.
    """
    walk = _Walk(chain, changes)
    for signature in signatures:
        walk.edit(signature.revision)
        walk.sign(signature)
    walk.edit(newest)
    needed = [step for step in chain.steps if not step.optional]
    step = next((step for step in needed if step.id not in walk.standing), None)
    stage = _STAGE_OF.get(walk.last.verdict, "waiting") if walk.last else "waiting"
    return State(
        chain,
        newest,
        "complete" if step is None else stage,
        walk.standing,
        step,
        walk.last,
        tuple(walk.voided),
    )


class _Walk:
    def __init__(self, chain: Chain, changes: Changes) -> None:
        self.chain, self._changes = chain, changes
        self.standing: dict[str, Signature] = {}
        self.voided: list[Voided] = []
        self.last: Signature | None = None
        self._revision = 0

    def sign(self, signature: Signature) -> None:
        if signature.chain != self.chain.digest or self.chain.step(signature.step) is None:
            self.voided.append(Voided(signature, "审签步骤（review.yaml）在这以后改过"))
            return
        self.last = signature
        self._drop([signature.step], "同一步后来另有意见")
        if signature.verdict == AGREED:
            self.standing[signature.step] = signature
        elif signature.verdict == "退回":
            step = self.chain.steps[self.chain.index(signature.step)]
            start = self.chain.index(step.returns_to) if step.returns_to else 0
            self._drop([other.id for other in self.chain.steps[start:]], f"{step.name}退回")

    def edit(self, revision: int) -> None:
        """Void what the revisions up to this one touch."""
        for number in range(self._revision + 1, revision + 1) if self._revision else ():
            changed = self._changes(number) if self.chain.voids == "from_reader" else frozenset({HEAD})
            start = next((at for at, step in enumerate(self.chain.steps) if step.reads(changed)), None)
            if start is None:
                continue
            self._drop([step.id for step in self.chain.steps[start:]], f"第 {number} 版改了文字")
            self.last = None
        self._revision = max(self._revision, revision)

    def _drop(self, steps: Sequence[str], reason: str) -> None:
        for step in steps:
            if gone := self.standing.pop(step, None):
                self.voided.append(Voided(gone, reason))
