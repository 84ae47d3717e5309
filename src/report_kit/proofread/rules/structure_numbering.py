"""Points and headings numbered without a gap (F13)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.language.enumerations import Point, points, value

_DIGITS = "一二三四五六七八九十"
_FIRST = re.compile(rf"([{_DIGITS}]{{1,3}})\s*[、.．]")
# “（一）主要问题。一是……”: a heading that runs into its text, which no item of a law does.
_RUN_IN = re.compile(rf"（[{_DIGITS}]{{1,3}}）[^。，；：]{{2,14}}。\S")
_SECOND = re.compile(rf"[（(]\s*([{_DIGITS}]{{1,3}})\s*[）)]")


class Numbering(Rule):
    """序号不连续：一是、二是、四是，或只有一是；标题一、二、四（F13）。

    什么：“一是……三是……”缺号，“二是……二是……”重号，只有“一是”没有“二是”；标题的“一、”“（一）”缺号、重号。
    为什么：多是删改时漏了调整序号，读者会以为少了内容。
    依据：GB/T 9704—2012《党政机关公文格式》7.3.3（结构层次序数依次标注）。
    """

    id = "structure.numbering"
    severity = Severity.WARNING
    source = "GB/T 9704—2012 7.3.3"
    wrong = (
        Wrong("主要做法：一是加强领导。二是完善制度。四是强化监督。", "四是"),
        Wrong("主要做法：一是加强领导。二是完善制度。二是强化监督。", "二是"),
        Wrong("下一步，一是加强领导，完善制度，强化监督。确保完成任务。", "一是"),
        Wrong("一、总体情况\n完成。\n二、主要问题\n不足。\n四、其他事项\n没有。", "四、"),
        Wrong("（一）公开情况\n完成。\n（三）申请情况\n完成。\n（四）监督情况\n完成。", "（三）"),
        Wrong("（一）主要问题。人员变动较多。\n（三）改进措施。加强培训。", "（三）"),
        Wrong("（一）公开情况\n完成。\n（二）申请情况\n完成。\n（二）监督情况\n完成。", "（二）"),
    )
    right = (
        Right("主要做法：一是加强领导。二是完善制度。三是强化监督。下一步，一是培训，二是考核。"),
        Right("统一是前提，唯一是目标，这一是事实。"),
        Right("一、总体情况\n（一）公开\n（二）申请\n二、主要问题\n（一）更新\n（二）人员\n三、其他\n没有。"),
        Right("一是一，二是二。"),
        Right("一是安排专人负责信息上报工作。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield gaps and doubles among the points of a passage and among headings, and lone 一是."""
        yield from self._points(check)
        for pattern in (_FIRST, _SECOND):
            yield from self._headings(check, pattern)

    def _points(self, check: Check) -> Iterator[Finding]:
        run: list[Point] = []
        for point in points(check.text):
            if point.number == 1:
                yield from self._alone(check, run, point.start)
                run = [point]
                continue
            if run and point.number not in (run[-1].number + 1, 1):
                before = run[-1].number
                said = "重复" if point.number <= before else "缺号"
                # A gap counts only where the run is one: same paragraph or the next ones.
                if point.number <= before + 3 and not _far(check.text, run[-1].end, point.start):
                    message = f"前面是“{_DIGITS[before - 1]}是”，这里序号{said}，请核对"
                    yield self.finding(check, point.start, point.end, message, confidence=0.8)
                    run.append(point)
                    continue
                run = []
                continue
            if run:
                run.append(point)
        yield from self._alone(check, run, len(check.text))

    def _alone(self, check: Check, run: Sequence[Point], end: int) -> Iterator[Finding]:
        """Yield 一是 that nothing follows."""
        if len(run) != 1:
            return
        point = run[0]
        paragraph_end = check.text.find("\n", point.end)
        rest = check.text[point.end : min(end, paragraph_end if paragraph_end > 0 else end)]
        # A sentence quoted alone tells nothing of what came after.
        after = re.search(r"[。；](?=\s*\S)", check.text[point.end : point.end + 600])
        if after is None:
            return
        # “一是一，二是二”, “其一是”; another way of going on (二要, 另一方面, 其次) is no slip here.
        if len(rest) < 8 or re.search(
            "[二三](?:要|则|来|为|在)?|其二|其次|另一|再者|同时|第二|此外|另外|还", rest
        ):
            return
        if paragraph_end > 0 and re.match(r"\s*(?:二|其二|第二|2)", check.text[paragraph_end:]):
            return
        message = "只有“一是”，没有“二是”，请核对"
        yield self.finding(check, point.start, point.end, message, confidence=0.7)

    def _headings(self, check: Check, pattern: re.Pattern[str]) -> Iterator[Finding]:
        """Check headings only: articles of law number their items too, and quote some of them."""
        tables = check.located.text_tables
        # A heading with prose glued on behind is none to the reader of the file, but the form knows it.
        known = {section.heading_span[0] for section in check.located.sections if section.heading_span}
        last = 0
        for paragraph in check.paragraphs:
            heading = paragraph.kind == "heading" and not tables.covers(paragraph.start, paragraph.end)
            run_in = pattern is _SECOND and _RUN_IN.match(paragraph.text)
            if not heading and not run_in and paragraph.start not in known:
                continue
            if pattern is _SECOND and _FIRST.match(paragraph.text):
                last = 0
                continue
            match = pattern.match(paragraph.text)
            number = _number(match[1]) if match else 0
            if match is None or not number:
                continue
            if number > 1 and last and number in (last, last + 2):
                said = "重复" if number == last else "缺号"
                span = paragraph.start + match.start(), paragraph.start + match.end()
                yield self.finding(check, *span, f"标题序号{said}，请核对", confidence=0.8)
            last = number if last or number == 1 else 0


def _number(numeral: str) -> int:
    try:
        return value(numeral)
    except ValueError:
        return 0


def _far(text: str, start: int, end: int) -> bool:
    """Say whether more than a page or a heading lies between two points."""
    between = text[start:end]
    return (
        len(between) > 1500
        or re.search(r"\n[ \t\u3000]*[（(]?[一二三四五六七八九十]{1,2}[）)、]", between) is not None
    )
