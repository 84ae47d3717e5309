"""Tells what forms may name: the ids of the rules, and what each of them says."""

from __future__ import annotations

from collections.abc import Collection

from report_kit.outside import OUTSIDE


def rule_ids() -> Collection[str]:
    """Return the ids of all rules."""
    from report_kit.proofread.rule_registry import all_rules

    return tuple(rule.id for rule in all_rules())


def messages_of(rule_id: str) -> Collection[str]:
    """Return what a rule says about its own wrong examples; nothing for a rule that there is not."""
    from report_kit.proofread.checking.rule import Wrong
    from report_kit.proofread.proofreader import Proofreader
    from report_kit.proofread.rule_registry import all_rules

    rule = next((rule for rule in all_rules() if rule.id == rule_id), None)
    wrong = [example for example in rule.examples() if isinstance(example, Wrong)] if rule else []
    proofreader = Proofreader(select=[rule_id]) if rule else None
    found = (proofreader.check(one.text, one.context) for one in wrong) if proofreader else ()
    return tuple({finding.message for findings in found for finding in findings})


def announce() -> None:
    """Make rules and their messages known to the check of forms."""
    OUTSIDE.rules = rule_ids
    OUTSIDE.messages = messages_of
