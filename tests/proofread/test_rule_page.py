"""The page of rules says what the rules say."""

from build_rule_page import PAGE, page
from report_kit.proofread.rule_registry import all_rules


def test_the_page_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == page(), "run tools/build_rule_page.py"


def test_every_rule_is_on_it():
    text = page()
    assert [rule.id for rule in all_rules() if f"### {rule.id}　" not in text] == []
