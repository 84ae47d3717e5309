"""What engines say is checked, joined, and kept apart from what breaks."""

from __future__ import annotations

import pickle
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_kit.errors import DataError, UsageError
from report_kit.proofread import Context, Edit, Proofreader, Severity
from report_kit.proofread.engines import Correction, Engine, EngineFault, engine_names, offers, open_engine
from report_kit.proofread.engines import discovery as engine_registry
from report_kit.proofread.engines.opinion import core
from report_kit.proofread.engines.passages import even_runs, sentences
from report_kit.proofread.engines.verify import Answer, changes, verified
from report_kit.proofread.findings.finding import apply_edits

TEXT = "制定实施方按，扎实推进工作。"
CLEAN = "制定实施方案，扎实推进工作。"


class Says(Engine):
    """An engine that says what it was made to say, to any text."""

    name = title = "says"
    extra = ""
    packages = ()
    requirements = ()

    def __init__(self, *said: Correction, title: str = "甲", independent: bool = True) -> None:
        super().__init__()
        self.said, self.independent = said, independent
        self.title = title  # type: ignore[misc]

    def corrections(self, text: str) -> list[Correction]:
        return list(self.said)


class Breaks(Says):
    name = "breaks"

    def corrections(self, text: str) -> list[Correction]:
        raise ZeroDivisionError


def said(*engines: Engine, text: str = TEXT, **options):
    return Proofreader(**options).run(text, Context(engines=engines))


def test_names_and_offers():
    assert engine_names() == ("onnx", "pycorrector")
    assert [offer.name for offer in offers()] == ["onnx", "pycorrector"]
    assert all("-m pip install" in offer.install for offer in offers())


def test_the_extras_hold_what_the_engines_need():
    project = tomllib.loads(Path(__file__).parents[3].joinpath("pyproject.toml").read_text("utf-8"))
    for kind in engine_registry._kinds().values():
        assert tuple(project["project"]["optional-dependencies"][kind.extra]) == kind.requirements


@pytest.mark.parametrize(
    ("spec", "code"),
    [("nosuch", "RK-641"), ("", "RK-641"), ("=x", "RK-641")],
)
def test_unknown_engines(spec: str, code: str):
    with pytest.raises(UsageError, match=code):
        open_engine(spec)
    with pytest.raises(UsageError, match=code):
        Proofreader(engines=[spec]).check("正文")


def test_a_missing_package_is_named_with_the_command():
    class Lacking(Says):
        name = "lacking"
        extra = "some"
        packages = ("json", "no_such_package")
        requirements = ("no-such-package>=2",)

    with pytest.raises(UsageError, match="RK-642") as caught:
        Lacking()
    assert "no_such_package" in caught.value.what
    assert "json" not in caught.value.what
    assert '-m pip install "no-such-package>=2"' in caught.value.remedy
    assert "report-kit[some]" in caught.value.remedy


@pytest.mark.parametrize("offer", offers(), ids=lambda offer: offer.name)
def test_what_is_not_installed_says_so(offer):
    if offer.installed:
        pytest.skip(f"{offer.name} is installed here")
    with pytest.raises(UsageError, match="RK-642") as caught:
        Proofreader(engines=[f"{offer.name}={Path(__file__).parent}"]).check("正文")
    assert offer.install in caught.value.remedy


@pytest.mark.parametrize("name", engine_names())
def test_a_model_that_is_not_there(name: str, tmp_path: Path):
    with pytest.raises((DataError, UsageError), match=r"RK-331|RK-642"):
        open_engine(f"{name}={tmp_path / '没有'}")


def test_no_engine_no_finding():
    assert said(text=TEXT, select=["spelling.engine"]).findings == []


def test_what_breaks_is_named_and_the_rest_goes_on():
    good = Says(Correction(7, 9, "切实", 0.9))
    result = said(Breaks(title="坏的"), good, select=["spelling.engine"])
    assert [(failure.rule, type(failure.error)) for failure in result.failures] == [
        ("spelling.engine（坏的）", ZeroDivisionError)
    ]
    assert [f.text for f in result.findings] == ["扎实"]
    assert [f.rule for f in said(Breaks()).findings] == [f.rule for f in said().findings]


@pytest.mark.parametrize(
    "bad",
    [Correction(5, 99, "案", 0.9), Correction(-1, 2, "案", 0.9), Correction(6, 5, "案", 0.9)]
    + [Correction(5, 6, "案", score) for score in (1.1, -0.1, float("nan"))],
)
def test_an_engine_that_says_the_impossible_is_not_believed_at_all(bad: Correction):
    result = said(Says(Correction(7, 9, "切实", 0.9), bad), select=["spelling.engine"])
    assert result.findings == []
    assert isinstance(result.failures[0].error, EngineFault)


def test_overlaps_no_changes_and_line_ends_are_dropped():
    text = "一二三\n四五六"
    kept = verified(
        text,
        [
            Correction(0, 2, "壹贰", 0.5),
            Correction(1, 3, "贰叁", 0.8),
            Correction(2, 4, "叁", 0.99),  # reaches over the line end
            Correction(5, 6, "五", 0.9),  # changes nothing
            Correction(6, 6, "\n", 0.9),
            Correction(4, 4, "零", 0.7),
        ],
    )
    assert [(item.start, item.end) for item in kept] == [(1, 3), (4, 4)]


def test_one_engine_alone_is_a_hint_that_changes_nothing():
    engine = Says(Correction(7, 9, "切实", 1.0))
    (finding,) = said(engine, text=CLEAN).findings
    assert (finding.rule, finding.severity, finding.fixes[0].safety) == (
        "spelling.engine",
        Severity.HINT,
        "manual",
    )
    assert finding.confidence <= 0.5
    assert "甲这样认为" in finding.message
    assert Proofreader().fix(CLEAN, context=Context(engines=(engine,))) == CLEAN


def test_two_engines_that_agree_raise_confidence():
    one, two = Says(Correction(7, 9, "切实", 0.9)), Says(Correction(7, 8, "切", 0.9), title="乙")
    (alone,) = said(one, text=CLEAN).findings
    (finding,) = said(one, two, text=CLEAN).findings
    assert finding.confidence > alone.confidence
    assert (finding.severity, finding.fixes[0].safety) == (Severity.WARNING, "likely")
    assert "两种方法都认为应改（甲、乙）" in finding.message


def test_an_engine_and_the_speller_make_one_finding():
    (before,) = said().findings
    (after,) = said(Says(Correction(4, 6, "方案", 0.9))).findings
    assert (after.rule, after.start, after.end, after.fixes) == (
        before.rule,
        before.start,
        before.end,
        before.fixes,
    )
    assert before.confidence < after.confidence <= 1
    assert after.message == before.message + "；两种方法都认为应改（内置检查、甲）"
    (only,) = said(Says(Correction(4, 6, "方案", 0.9)), select=["spelling.engine"]).findings
    assert "两种方法都认为" in only.message
    assert only.fixes[0].safety == "likely"


def test_where_they_contradict_the_other_rule_is_shown():
    before = said().findings
    assert said(Says(Correction(5, 6, "针", 0.9))).findings == before


def test_the_kits_own_words_are_no_second_opinion_on_them():
    text = "全年统一布署。"
    before = said(text=text).findings
    assert [f.rule for f in before] == ["spelling.dictionary"]
    own = Says(Correction(4, 6, "部署", 0.8), independent=False)
    (same,) = said(own, text=text).findings
    assert same == replace(before[0], message=before[0].message + "；甲用同一词典也找出此处")
    (raised,) = said(Says(Correction(4, 6, "部署", 0.8)), text=text).findings
    assert raised.confidence > before[0].confidence


def test_what_was_left_out_is_shown_with_its_neighbours():
    text = "扎实推工作。"
    (finding,) = said(Says(Correction(3, 3, "进", 0.9)), text=text, select=["spelling.engine"]).findings
    assert (finding.text, finding.fixes[0].replacement) == ("推工", "推进工")


@given(text=st.text("的了ab", max_size=12), data=st.data())
def test_the_core_of_an_edit_does_the_same(text: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    edit = Edit(start, end, data.draw(st.text("的了ab", max_size=4)))
    smallest = core(text, edit)
    assert apply_edits(text, [smallest]) == apply_edits(text, [edit])
    assert core(text, smallest) == smallest
    assert smallest.end - smallest.start <= end - start


def test_equal_changes_have_one_core():
    text = "认真的的工作"
    assert core(text, Edit(2, 3, "")) == core(text, Edit(3, 4, "")) == core(text, Edit(1, 4, "真的"))
    assert core(text, Edit(4, 4, "的")) == core(text, Edit(2, 2, "的"))


@pytest.mark.parametrize(
    ("source", "target", "errors", "expected"),
    [
        ("一二三", "一二三", (), []),
        ("按装设备", "安装设备", (("按装", "安装", 0),), [(0, 2, "安装")]),
        ("x ab y", "x abc y", (("ab", "abc", 2),), [(2, 4, "abc")]),
        # The list is wrong, the lengths are the same: the difference counts.
        ("ＡＢ按装", "ＡＢ安装", (("按装", "安装", 0),), [(2, 3, "安")]),
        ("一二三四", "一贰叁四", (), [(1, 3, "贰叁")]),
        # pycorrector's own damage: the second replacement is put where the text stood before the first.
        ("ab ab", "abcabcb", (("ab", "abc", 0), ("ab", "abc", 3)), None),
        # As long as before by chance.
        ("ab cde ab", "abc deeab", (("ab", "abc", 0), ("cde", "de", 3)), None),
        ("一二三", "一二", (), None),
        ("一二三", "一二三", (("四", "五", 1),), []),
    ],
)
def test_changes_are_taken_from_what_can_be_true(source, target, errors, expected):
    assert changes(source, Answer(target, errors)) == expected


@given(st.text("公开，。；\r\n\t 2aé𠮷”", max_size=200), st.integers(3, 40))
def test_passages_stand_in_the_text(text: str, most: int):
    for cut in (sentences, even_runs):
        end = 0
        for start, passage in cut(text, most):
            assert text[start : start + len(passage)] == passage
            assert start >= end
            assert 0 < len(passage) <= most
            end = start + len(passage)
    covered = "".join(passage for _, passage in sentences(text, most))
    assert [*filter(str.isalnum, covered)] == [*filter(str.isalnum, text)]


def test_a_proofreader_with_engines_can_be_sent_to_another_process():
    copy = pickle.loads(pickle.dumps(Proofreader(engines=["nosuch"])))
    with pytest.raises(UsageError, match="RK-641"):
        _ = copy.engines


def test_threads_give_the_same():
    engines = (Says(Correction(7, 9, "切实", 0.9)), Breaks())
    expected = said(*engines).findings
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: said(*engines), range(24)))
    assert all(result.findings == expected and len(result.failures) == 1 for result in results)
