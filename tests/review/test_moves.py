"""Whatever people do in whatever chain: there is a way on, and no release without what the chain asks for."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from report_kit.review.chain import AGREED, HEAD, VERDICTS, Chain, Step, Verdict
from report_kit.review.signatures import Signature
from report_kit.review.state import State, state_of

SECTIONS = ("甲", "乙", "丙")
Edit = frozenset[str]


@st.composite
def chains(draw: st.DrawFn) -> Chain:
    """A chain of one to six steps, as odd as the file may say."""
    count = draw(st.integers(1, 6))
    steps = []
    for number in range(count):
        steps.append(
            Step(
                id=f"s{number}",
                name=f"第{number}步",
                roles=("人",),
                sections=tuple(draw(st.sets(st.sampled_from(SECTIONS)))),
                verdicts=tuple(draw(st.sets(st.sampled_from(VERDICTS)) | st.just(set(VERDICTS))) | {AGREED}),
                returns_to=draw(st.sampled_from(["", *(f"s{n}" for n in range(number))])),
                optional=draw(st.booleans()) if number else False,
            )
        )
    return Chain(name="链", voids=draw(st.sampled_from(("all", "from_reader"))), steps=tuple(steps))


class Play:
    """A report that goes through a chain."""

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self.edits: list[Edit] = []  # what revision 2, 3, … changed
        self.signed: list[Signature] = []

    @property
    def newest(self) -> int:
        return 1 + len(self.edits)

    def state(self) -> State:
        return state_of(self.chain, self.signed, self.newest, lambda number: self.edits[number - 2])

    def sign(self, step: Step, verdict: Verdict) -> None:
        number = len(self.signed) + 1
        now = datetime(2025, 1, 1, tzinfo=UTC)
        self.signed.append(
            Signature(
                number, self.newest, "x", self.chain.digest, step.id, verdict, "人", "", "", {}, {}, "", now
            )
        )

    def allowed(self) -> list[Step]:
        """The steps that may sign, as ``signing`` lets them: all needed before it stand, none behind it."""
        state = self.state()
        found = []
        for at, step in enumerate(self.chain.steps):
            before = all(one.optional or one.id in state.standing for one in self.chain.steps[:at])
            behind = any(one.id in state.standing for one in self.chain.steps[at + 1 :])
            if before and not (step.id in state.standing and behind):
                found.append(step)
        return found

    def expected(self) -> set[str]:
        """The steps whose 同意 stands, worked out from the end: nothing that came later took it away."""
        standing = set()
        for at, step in enumerate(self.chain.steps):
            own = [one for one in self.signed if one.step == step.id]
            if not own or own[-1].verdict != AGREED:
                continue
            last = own[-1]
            later = self.signed[self.signed.index(last) + 1 :]
            back = any(self.leads_back_to(one) <= at for one in later if one.verdict == "退回")
            edited = any(self.reaches(edit) <= at for edit in self.edits[last.revision - 1 :])
            if not back and not edited:
                standing.add(step.id)
        return standing

    def leads_back_to(self, signature: Signature) -> int:
        step = self.chain.step(signature.step)
        assert step is not None
        return self.chain.index(step.returns_to) if step.returns_to else 0

    def reaches(self, edit: Edit) -> int:
        """The first step that an edit voids, one beyond the last when it voids none."""
        if self.chain.voids == "all":
            return 0
        readers = [at for at, step in enumerate(self.chain.steps) if reads(step, edit)]
        return min(readers, default=len(self.chain.steps))


def reads(step: Step, edit: Edit) -> bool:
    return HEAD in edit or not step.sections or bool(set(step.sections) & edit)


@settings(max_examples=400)
@given(chain=chains(), data=st.data())
def test_random_moves(chain: Chain, data: st.DataObject) -> None:
    play = Play(chain)
    for _ in range(data.draw(st.integers(0, 14))):
        before = play.state()
        if data.draw(st.integers(0, 3)) == 0:
            edit = frozenset(data.draw(st.sets(st.sampled_from((*SECTIONS, HEAD)), min_size=1)))
            play.edits.append(edit)
            after = play.state()
            # Every edit voids what the policy says, and nothing else.
            start = play.reaches(edit)
            kept = {key for key in before.standing if chain.index(key) < start}
            assert set(after.standing) == kept
            gone = set(before.standing) - kept
            assert {item.signature.step for item in after.voided[len(before.voided) :]} == gone
        else:
            step = data.draw(st.sampled_from(play.allowed()))
            play.sign(step, data.draw(st.sampled_from(step.verdicts)))
        check(play)


def check(play: Play) -> None:
    state = play.state()
    needed = [step.id for step in play.chain.steps if not step.optional]
    assert set(state.standing) == play.expected()
    # Released only with every signature that the chain asks for.
    assert state.is_complete == (set(needed) <= set(state.standing))
    assert (state.step is None) == state.is_complete
    if state.step is not None:
        # No state without a way on: the step that is asked for may sign, and agreeing it stands.
        assert state.step in play.allowed()
        ahead = Play(play.chain)
        ahead.edits, ahead.signed = list(play.edits), list(play.signed)
        for _ in play.chain.steps:
            asked = ahead.state().step
            if asked is None:
                break
            ahead.sign(asked, AGREED)
            assert asked.id in ahead.state().standing
        assert ahead.state().is_complete
    assert len(state.voided) + len(state.standing) <= len(play.signed)


@given(chain=chains())
def test_a_chain_signed_in_order_is_complete(chain: Chain) -> None:
    play = Play(chain)
    for step in chain.steps:
        if not step.optional:
            assert not play.state().is_complete
            play.sign(step, AGREED)
    assert play.state().is_complete
