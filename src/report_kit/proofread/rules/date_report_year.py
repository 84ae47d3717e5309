"""The year the report is about, wherever the text names it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.finding import Finding, Severity
from report_kit.proofread.rule import Check, Context, Right, Rule, Wrong

_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年")
_PERIOD = re.compile(r"(?<!\d)(20\d\d)\s*年\s*1\s*月\s*1\s*日")
# The report named by its year: “2023年政府信息公开工作年度报告”.
_NAMED = re.compile(r"(?<!\d)(20\d\d)\s*年度?(?:政府)?信息公开(?:工作)?年度报告")
# A fact of the year under report: “2022年我镇收到……”, “2022年，全乡共公开……”.
_FACT = re.compile(
    r"(?:^|(?<=[。；：\s]))(20\d\d)\s*年度?[，,]?\s*"
    r"(?:我(?:街道|[乡镇县区市局委旗])|全(?:街道|[乡镇县区市])|本(?:机关|单位|局)|共|累计|未收到|收到|主动公开|未发生|未制定)"
)
_COMPARED = re.compile(r"相比|同比|比上年|较|以来|至|上年|去年|结转|增长|下降|持平")
_HEAD = "梨树乡人民政府\n2024年政府信息公开工作年度报告\n"


class ReportYear(Rule):
    """年份不是报告的年度。

    什么：标题、引言、统计期限或“××年我乡收到……”一类的事实，写的不是报告所属的年度。
    为什么：多是沿用上年的报告没有改到，读者会以为用的是旧数据。
    依据：《政府信息公开条例》第四十九条，报告反映上一年度（1月1日至12月31日）的情况。
    与往年比较、“自某年以来”、文件名里的年份不算。
    """

    id = "date.report_year"
    severity = Severity.ERROR
    source = "《政府信息公开条例》第四十九条"
    wrong = (
        Wrong(
            f"{_HEAD}现公布2023年政府信息公开工作年度报告。",
            "2023",
            f"{_HEAD}现公布2024年政府信息公开工作年度报告。",
        ),
        Wrong(
            f"{_HEAD}统计期限为2023年1月1日至2024年12月31日。",
            "2023",
            f"{_HEAD}统计期限为2024年1月1日至2024年12月31日。",
        ),
        Wrong(
            f"{_HEAD}一、总体情况\n2023年我乡收到申请2件。",
            "2023",
            f"{_HEAD}一、总体情况\n2024年我乡收到申请2件。",
        ),
        Wrong(
            "梨树乡人民政府\n2023年政府信息公开工作年度报告\n一、总体情况\n已完成。",
            "2023",
            "梨树乡人民政府\n2024年政府信息公开工作年度报告\n一、总体情况\n已完成。",
            Context(year=2024),
        ),
    )
    right = (
        Right(f"{_HEAD}统计期限为2024年1月1日至12月31日。\n一、总体情况\n与2023年相比，公开数量增长。"),
        Right(f"{_HEAD}一、总体情况\n2023年我乡公开30条，今年较上年增加8条。2025年将继续努力。"),
        Right(f"{_HEAD}一、总体情况\n落实《2023年政务公开工作要点》。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield years that are not the report's; silent when the year is not known."""
        if not check.is_annual_report:
            return
        titles = [(p.start, p.end) for p in check.located.title]
        named = next((int(m[1]) for low, high in titles for m in _YEAR.finditer(check.text, low, high)), None)
        year = check.year or named
        if year is None:
            return
        for low, high in titles:
            yield from self._wrong(check, _YEAR, low, high, year, "标题")
        preamble = check.located.section("preamble")
        for low, high in preamble.prose if preamble else ():
            yield from self._wrong(check, _PERIOD, low, high, year, "统计期限")
            yield from self._wrong(check, _NAMED, low, high, year, "引言")
        for paragraph in check.prose():
            for match in _FACT.finditer(check.text, paragraph.start, paragraph.end):
                sentence = re.split("[。；]", check.text[match.start() : paragraph.end])[0]
                if int(match[1]) == year - 1 and not _COMPARED.search(sentence):
                    yield self._finding(check, match, year, "这里")

    def _wrong(
        self, check: Check, pattern: re.Pattern[str], low: int, high: int, year: int, where: str
    ) -> Iterator[Finding]:
        for match in pattern.finditer(check.text, low, high):
            if int(match[1]) != year:
                yield self._finding(check, match, year, where)

    def _finding(self, check: Check, match: re.Match[str], year: int, where: str) -> Finding:
        start, end = match.span(1)
        message = f"这是 {year} 年度的报告，{where}写的却是 {match[1]} 年，可能沿用了上年的文字"
        return self.finding(check, start, end, message, replacement=str(year))
