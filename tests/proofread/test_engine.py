"""The engine: failures stay apart, selection, threads, acceptance."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from report_kit.errors import UsageError
from report_kit.forms.report import Report
from report_kit.proofread import Accepted, Check, Context, Finding, Proofreader, Severity, fingerprint
from report_kit.proofread.checking.rule import Rule

TEXT = (
    "全年统一布署,按装设备。\n\n各站所要提前作好准备工作，力戒形势主义。\n\n"
    "共公开信息30条，其中动态20条、公告15条。\n\n我镇将大力发言“马上就办”的作风。。\n"
)
CONTEXT = Context(agency="清水县梨树乡人民政府", level="乡", year=2024)


class Broken(Rule):
    """A rule that always fails."""

    id = "spelling.broken"
    severity = Severity.ERROR

    def check(self, check: Check):
        raise ZeroDivisionError


def test_a_failing_rule_is_reported_and_the_others_go_on():
    proofreader = Proofreader()
    before = proofreader.check(TEXT, CONTEXT)
    proofreader.__dict__["rules"] = (Broken(), *proofreader.rules)
    result = proofreader.run(TEXT, CONTEXT)
    assert [failure.rule for failure in result.failures] == ["spelling.broken"]
    assert isinstance(result.failures[0].error, ZeroDivisionError)
    assert result.findings == before
    assert len(before) == 9


def test_findings_are_sorted_and_hold_their_text():
    findings = Proofreader().check(TEXT, CONTEXT)
    assert [f.start for f in findings] == sorted(f.start for f in findings)
    assert all(TEXT[f.start : f.end] == f.text for f in findings)


def test_select_and_ignore():
    spelling = Proofreader(select=["spelling"]).check(TEXT, CONTEXT)
    assert {f.rule for f in spelling} == {"spelling.dictionary"}
    rest = Proofreader(ignore=["spelling", "number.breakdown"]).check(TEXT, CONTEXT)
    everything = Proofreader().check(TEXT, CONTEXT)
    left_out = {"spelling.dictionary", "number.breakdown"}
    assert [f.rule for f in rest] == [f.rule for f in everything if f.rule not in left_out]
    with pytest.raises(UsageError, match="RK-601"):
        _ = Proofreader(select=["speling"]).rules


def test_threads_give_the_same():
    proofreader = Proofreader()
    texts = [TEXT * (number % 3 + 1) for number in range(24)]
    with ThreadPoolExecutor(8) as pool:
        parallel = list(pool.map(lambda text: proofreader.check(text, CONTEXT), texts))
    assert parallel == [proofreader.check(text, CONTEXT) for text in texts]


def test_jieba_is_left_alone():
    import jieba

    Proofreader().check(TEXT, CONTEXT)
    assert not jieba.dt.initialized


def test_accepted_words_and_passages():
    first = Proofreader().check(TEXT, CONTEXT)
    accepted = Accepted(words=frozenset({"统一布署"}))
    left = Proofreader(accepted=accepted).check(TEXT, CONTEXT)
    assert [f.text for f in first if f not in left] == ["布署"]
    town = next(f for f in first if f.rule == "name.self_level")
    accepted = Accepted(fingerprints=frozenset({fingerprint(town, TEXT)}))
    moved = "新加的一段。\n\n" + TEXT
    assert "name.self_level" not in {f.rule for f in Proofreader(accepted=accepted).check(moved, CONTEXT)}


def test_of_an_unknown_level_the_name_of_the_agency_tells():
    context = Context(agency="清水县梨树乡人民政府", level="township")
    assert not Proofreader(select=["name"]).check("我乡依法公开政府信息。", context)
    assert Proofreader(select=["name"]).check("全街道依法公开政府信息。", context)


def test_fix_makes_what_is_sure_enough():
    proofreader = Proofreader()
    assert proofreader.fix("全年统一布署,提前作好准备。", safety="safe") == "全年统一部署，提前作好准备。"
    fixed = proofreader.fix(TEXT, context=CONTEXT)
    assert "统一部署，安装设备" in fixed
    assert "做好准备工作，力戒形式主义" in fixed
    assert "我乡将大力发扬“马上就办”的作风。\n" in fixed
    assert "其中动态20条、公告15条" in fixed


def test_rules_have_stable_ids(request: pytest.FixtureRequest):
    from report_kit.proofread.rule_registry import all_rules

    snapshot = request.path.with_name("rule_ids.txt").read_text(encoding="utf-8").split()
    ids = [rule.id for rule in all_rules()]
    assert [name for name in snapshot if name not in ids] == [], "a published id must not change or vanish"
    assert ids == snapshot, "add the new id to rule_ids.txt"


def test_a_rule_stands_in_the_file_named_after_its_id():
    from report_kit.proofread.rule_registry import all_rules

    for rule in all_rules():
        assert type(rule).__module__.rsplit(".", 1)[1] == rule.id.replace(".", "_")


class Tried(Rule):
    """试用的规则。"""

    id = "wording.tried"
    severity = Severity.ERROR
    preview = True
    forms = ("annual",)

    def check(self, check: Check) -> Iterator[Finding]:
        for match in re.finditer("甲", check.text):
            yield self.finding(check, *match.span(), "试用", replacement="乙", safety="safe")


def test_a_rule_in_preview_only_hints_and_mends_nothing_unasked(monkeypatch: pytest.MonkeyPatch):
    proofreader = Proofreader()
    monkeypatch.setitem(proofreader.__dict__, "rules", (Tried(),))
    [finding] = proofreader.check("甲事项。")
    assert (finding.severity, finding.fixes[0].safety) == (Severity.HINT, "manual")
    assert proofreader.fix("甲事项。") == "甲事项。"


def test_a_rule_is_silent_where_another_form_is_recognised(monkeypatch: pytest.MonkeyPatch):
    proofreader = Proofreader()
    monkeypatch.setitem(proofreader.__dict__, "rules", (Tried(),))
    report = Report("梨树乡人民政府", "乡", 2024, sections={"other": "甲事项。"})
    assert len(proofreader.check(report.document(), Context(report=report))) == 1
    monkeypatch.setattr(Tried, "forms", ("fazhi",))
    assert proofreader.check(report.document(), Context(report=report)) == []


def test_an_empty_choice_of_rules_runs_none():
    assert Proofreader(select=[]).check("大力发言作风，，") == []


def test_every_rule_module_is_used():
    import pkgutil

    from report_kit.proofread import rules
    from report_kit.proofread.rule_registry import all_rules

    used = {type(rule).__module__.rsplit(".", 1)[1] for rule in all_rules()}
    assert {module.name for module in pkgutil.iter_modules(rules.__path__)} == used
