"""Compare what the prose says with what the tables hold."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from report_kit.forms.values import Value
from report_kit.proofread.checking.check import Check
from report_kit.proofread.views.facts import Fact, facts

Accepted = tuple[Value, str]


def disagreeing(check: Check, kind: str, *accepted: Accepted) -> Iterator[tuple[Fact, str]]:
    """Yield the facts of a kind that equal none of the accepted values, and the sentence that says so.

    Silent when a value is missing: with a blank in the table nothing can be said.

    Args:
        check: the text.
        kind: kind of fact.
        accepted: values with their names; the first is the one the fact is named after.
    """
    if any(value is None for value, _ in accepted):
        return
    values = {Decimal(value): name for value, name in reversed(accepted) if value is not None}
    for fact in facts(check).get(kind, ()):
        if not any(_same(fact, value) for value in values):
            ways = "，".join(f"{name}为 {plain(value)}" for value, name in reversed(values.items()))
            yield fact, f"正文写 {plain(fact.value)}，{ways}，请核对"


def _same(fact: Fact, value: Decimal) -> bool:
    """Say whether the figures agree; one written in 万 or 亿 stands for all that rounds to it."""
    if not fact.rounded:
        return fact.value == value
    return abs(fact.value - value) * 100 <= abs(value)


def plain(number: Decimal | int) -> str:
    """Print a number without exponent or trailing zeros."""
    text = format(Decimal(number), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
