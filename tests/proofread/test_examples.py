"""Every rule is held to its own examples."""

import pytest

from report_kit.proofread import Proofreader
from report_kit.proofread.checking.rule import Right, Rule, Wrong
from report_kit.proofread.rule_registry import all_rules

CASES = [
    pytest.param(rule, example, id=f"{rule.id}-{number}")
    for rule in all_rules()
    for number, example in enumerate(rule.examples())
]


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_rule_has_both_kinds_of_examples(rule: Rule):
    examples = list(rule.examples())
    assert any(isinstance(example, Wrong) for example in examples)
    assert any(isinstance(example, Right) for example in examples)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_docstring_says_what_why_and_on_what_authority(rule: Rule):
    text = type(rule).__doc__ or ""
    assert all(f"{part}：" in text for part in ("什么", "为什么", "依据"))


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_example(rule: Rule, example: Wrong | Right):
    proofreader = Proofreader(select=[rule.id])
    result = proofreader.run(example.text, example.context)
    assert result.failures == []
    if isinstance(example, Right):
        assert [finding.text for finding in result.findings] == []
        return
    (finding,) = result.findings
    assert finding.rule == rule.id
    assert finding.text == example.at
    assert finding.message
    if example.fixed is None:
        assert finding.fixes == ()
        return
    fixed = finding.fixes[0].apply(example.text)
    assert fixed == example.fixed
    assert proofreader.check(fixed, example.context) == []
