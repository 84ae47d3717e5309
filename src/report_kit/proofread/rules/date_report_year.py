"""The year the report is about, wherever the text names it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Context, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.form_values import authority

_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年")
_PERIOD = re.compile(r"(?<!\d)(20\d\d)\s*年\s*1\s*月\s*1\s*日")
_PERIOD_END = re.compile(r"1\s*月\s*1\s*日[^，。；]{0,6}?(?<!\d)(20\d\d)\s*年\s*12\s*月\s*3\d?")
# The report named by its year: “2023年政府信息公开工作年度报告”.
_NAMED = re.compile(r"(?<!\d)(20\d\d)\s*年度?(?:政府)?信息公开(?:工作)?年度报告")
# “按时编制并公布2023年……年度报告” is what the office did in the year, not what the text is.
_DONE = re.compile(
    r"(?:按时|按期|按要求|及时|如期|已经?|顺利)[^，。；]{0,8}(?:编制|公布|发布|公开|完成)[^，。；]{0,20}\Z"
)
# A fact of the year under report: “2022年我镇收到……”, “2022年，全乡共公开……”.
_FACT = re.compile(
    r"(?:^|(?<=[。；：\s]))(20\d\d)\s*年度?[，,]?\s*"
    r"(?:我(?:街道|[乡镇县区市局委旗])|全(?:街道|[乡镇县区市])|本(?:机关|单位|局)|共|累计|未收到|收到|主动公开|未发生|未制定)"
)
# “我乡2022年未收取……”
_OURS = re.compile(
    r"(?:我(?:街道|[乡镇县区市局委旗])|本(?:机关|单位|局))(20\d\d)\s*年度?(?=未|没有|共|累计|收到|主动公开)"
)
# A section that opens with a year: “（三）政府信息管理情况 2022年，……”.
_OPENING = re.compile(
    r"[（(][一二三四五六][)）]\s*[^，。；：\d]{2,20}?[情况方面。：:\s]\s*(20\d\d)\s*年\s*(?=[，,])"
)
_OF_REPORT = re.compile(r"统计|数据|期限")
_OF_REPORTED = re.compile("收费|处理费|申请|公开|发布|收到|累计|制定|审核|答复|复议|诉讼|收取|办理|未发生")
_COMPARED = re.compile(r"相比|同比|比上年|较|以来|至|上年|去年|结转|增长|下降|持平")
_HEAD = "梨树乡人民政府\n2024年政府信息公开工作年度报告\n"


class ReportYear(Rule):
    """年份不是报告的年度（D1）。

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
        Wrong(
            "本报告所列数据统计期限为2024年1月1日至2023年12月31日。",
            "2023",
            "本报告所列数据统计期限为2024年1月1日至2024年12月31日。",
            Context(year=2024),
        ),
        Wrong(
            "2023年我镇收到政府信息公开申请0件。",
            "2023",
            "2024年我镇收到政府信息公开申请0件。",
            Context(year=2024),
        ),
        Wrong(
            "我乡及时公开各类信息。现公布2023年政府信息公开工作年度报告。",
            "2023",
            "我乡及时公开各类信息。现公布2024年政府信息公开工作年度报告。",
            Context(year=2024),
        ),
        Wrong(
            f"{_HEAD}一、总体情况\n（三）政府信息管理情况 2023年，严格审核。",
            "2023",
            f"{_HEAD}一、总体情况\n（三）政府信息管理情况 2024年，严格审核。",
        ),
        Wrong(
            f"{_HEAD}六、其他需要报告的事项\n我乡2023年未收取信息处理费。",
            "2023",
            f"{_HEAD}六、其他需要报告的事项\n我乡2024年未收取信息处理费。",
        ),
    )
    right = (
        Right(f"{_HEAD}一、总体情况\n2023年我乡获评全县先进。2023年我乡公开30条，2024年公开40条。"),
        Right(f"{_HEAD}一、总体情况\n我乡2023年未收取信息处理费，2024年收取200元。"),
        Right("我乡按时编制并公布2023年政府信息公开工作年度报告。", Context(year=2024)),
        Right("2023年我镇新增企业5家。", Context(year=2024)),
        Right(f"{_HEAD}统计期限为2024年1月1日至12月31日。\n一、总体情况\n与2023年相比，公开数量增长。"),
        Right(f"{_HEAD}一、总体情况\n2023年我乡公开30条，今年较上年增加8条。2025年将继续努力。"),
        Right(f"{_HEAD}一、总体情况\n落实《2023年政务公开工作要点》。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield years that are not the report's; silent when the year is not known."""
        year = check.report_year
        if year is None or not check.concerns_report:
            return
        if not check.is_report:
            yield from self._passage(check, year)
            return
        titles = [(p.start, p.end) for p in check.located.title]
        for low, high in titles:
            yield from self._wrong(check, _YEAR, low, high, year, "标题")
        preamble = check.located.section("preamble")
        for low, high in preamble.prose if preamble else ():
            yield from self._wrong(check, _PERIOD, low, high, year, "统计期限")
            yield from self._wrong(check, _PERIOD_END, low, high, year, "统计期限")
            yield from self._wrong(check, _NAMED, low, high, year, "引言")
        yield from self._facts(check, year)

    def _passage(self, check: Check, year: int) -> Iterator[Finding]:
        """Check a passage that is known to be of a report: what it says of its period, name and facts."""
        for paragraph in check.paragraphs:
            span = paragraph.start, paragraph.end
            if _OF_REPORT.search(check.text, *span):
                yield from self._wrong(check, _PERIOD, *span, year, "统计期限")
                yield from self._wrong(check, _PERIOD_END, *span, year, "统计期限")
            for finding in self._wrong(check, _NAMED, *span, year, "引言"):
                if not _DONE.search(check.text, paragraph.start, finding.start):
                    yield finding
        yield from self._facts(check, year)

    def _facts(self, check: Check, year: int) -> Iterator[Finding]:
        for paragraph in check.paragraphs:
            span = paragraph.start, paragraph.end
            for match in (*_FACT.finditer(check.text, *span), *_OURS.finditer(check.text, *span)):
                sentence = re.split("[。；]", check.text[match.start() : paragraph.end])[0]
                # “2023年我乡获评先进”, “2023年……，2024年……” are history told on purpose.
                other = not _OF_REPORTED.search(sentence) or str(year) in sentence
                # A comparison further on in the sentence (，同比增长) does not make the year right.
                head = "，".join(re.split("[，,]", sentence)[:3])
                if int(match[1]) == year - 1 and not _COMPARED.search(head) and not other:
                    yield self._finding(check, match, year, "这里")
            opening = _OPENING.match(check.text, paragraph.start, paragraph.end)
            if opening and int(opening[1]) == year - 1:
                sentence = re.split("[。；]", check.text[opening.end() : paragraph.end])[0]
                if not _COMPARED.search(sentence) and str(year) not in sentence:
                    yield self._finding(check, opening, year, "这里")

    def _wrong(
        self, check: Check, pattern: re.Pattern[str], low: int, high: int, year: int, where: str
    ) -> Iterator[Finding]:
        for match in pattern.finditer(check.text, low, high):
            if int(match[1]) != year:
                yield self._finding(check, match, year, where)

    def _finding(self, check: Check, match: re.Match[str], year: int, where: str) -> Finding:
        start, end = match.span(1)
        message = f"这是 {year} 年度的报告，{where}写的却是 {match[1]} 年，可能沿用了上年的文字"
        source = authority(check, self.source, of_family=True)
        return self.finding(check, start, end, message, replacement=str(year), source=source)
