"""Single sentences that stand in last year's report as they stand here (Y1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.forms.report import Report
from report_kit.proofread.checking.rule import Check, Context, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.language.sentences import sentences
from report_kit.proofread.rules.date_report_year import ReportYear
from report_kit.proofread.views.sample_report import AGENCY, sample_report

# Not “自2023年起”, not the year of a document: those stay what they are.
_OF_LAST_YEAR = r"(?<![\d自从《]){}(?=\s*年(?![^，；]{{0,12}}(?:以来|起|施行|印发|》)))"
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
# Said the same way every year, or (section five) compared more closely by consistency.repeated_problems.
_USUAL = ("preamble", "problems", "other")
_LAST = Report(
    AGENCY,
    "乡",
    2023,
    sections={
        "overview": "2023年，邀请群众代表走进政务公开专区体验。组织各站所信息员开展业务培训两次。"
        "全年在县政府网站公开惠农补贴信息32条。",
        "other": "2023年，严格执行信息处理费管理办法，全年没有收取信息处理费。",
    },
)


class UnchangedSentence(Rule):
    """与上年报告相同的句子，或者只有年份不同（Y1）。

    什么：一句话与上一年度报告相同，其中的数字也没有变；句中还写着上一年度的，标出那个年份。
    附上一年度报告时才核对。数字变了的句子和短句不算；引言、第五、第六部分只看年份。
    为什么：沿用的句子往往没有反映本年的情况，写作时一眼看到，就能及时改。
    依据：《政府信息公开条例》第五十条；年度报告应反映本年度情况（国办公开办函〔2021〕30号）。
    """

    id = "consistency.unchanged_sentence"
    severity = Severity.HINT
    source = "《政府信息公开条例》第五十条"
    wrong = (
        Wrong(
            sample_report("组织各站所信息员开展业务培训两次。今年新开设惠民政策专栏集中公布补贴标准。"),
            "组织各站所信息员开展业务培训两次",
            None,
            Context(previous=_LAST),
        ),
        Wrong(
            sample_report("2024年，邀请群众代表走进政务公开专区体验。"),
            "2024年，邀请群众代表走进政务公开专区体验",
            None,
            Context(previous=_LAST),
        ),
        Wrong(
            sample_report("2023年，邀请群众代表走进政务公开专区体验。"),
            "2023",
            None,
            Context(previous=_LAST),
        ),
        Wrong(
            sample_report(other="2023年，严格执行信息处理费管理办法，全年没有收取信息处理费。"),
            "2023",
            None,
            Context(previous=_LAST),
        ),
    )
    right = (
        Right(sample_report("全年在县政府网站公开惠农补贴信息41条。"), Context(previous=_LAST)),
        Right(sample_report("组织各站所信息员开展业务培训四次，逐人考核。"), Context(previous=_LAST)),
        Right(sample_report("组织各站所信息员开展业务培训两次。")),
        Right(
            sample_report(other="2024年，严格执行信息处理费管理办法，全年没有收取信息处理费。"),
            Context(previous=_LAST),
        ),
        Right(sample_report("2024年，群众代表走进政务公开专区体验。"), Context(previous=_LAST)),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield each unchanged sentence, or the year in it that is last year's."""
        last = check.previous
        if last is None or not check.is_report:
            return
        known: dict[str, set[tuple[str, ...]]] = {}
        for text in last.sections.values():
            for low, high, plain in sentences(text):
                known.setdefault(plain, set()).add(_figures(text[low:high]))
        told = {finding.start for finding in ReportYear().check(check)}
        for section in check.located.sections:
            for start, end in section.prose:
                for low, high, plain in sentences(check.text, start, end):
                    if plain in known:
                        found = self._judge(check, low, high, known[plain], last.year, told)
                        usual = section.id in _USUAL
                        yield from (f for f in found if not (usual and f.severity is Severity.HINT))

    def _judge(
        self, check: Check, low: int, high: int, known: set[tuple[str, ...]], year: int, told: set[int]
    ) -> Iterator[Finding]:
        """Judge a sentence that last year's report has in these words; a year in ``told`` is passed over."""
        figures = _figures(check.text[low:high])
        named = re.search(_OF_LAST_YEAR.format(year), check.text[low:high])
        if figures in known and named:
            message = f"这句话与上年报告相同，还写着 {year} 年；请改写本年的情况"
            start = low + named.start()
            if start not in told:
                yield self.finding(check, start, start + 4, message, severity=Severity.WARNING)
        elif figures in known:
            message = "这句话与上年报告相同，请核对是不是本年的情况"
            yield self.finding(check, low, high, message, confidence=0.6)
        elif figures in {tuple(str(year + 1) if f == str(year) else f for f in old) for old in known}:
            message = "这句话与上年报告只有年份不同，请核对是不是本年的情况"
            yield self.finding(check, low, high, message, confidence=0.6)


def _figures(sentence: str) -> tuple[str, ...]:
    return tuple(_FIGURE.findall(sentence))
