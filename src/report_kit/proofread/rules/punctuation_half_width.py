"""Half-width punctuation in Chinese prose: one finding for the whole text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Edit, Finding, Fix, Severity

_FULL = str.maketrans(",;:?!()", "，；：？！（）")
_CHINESE = re.compile(r"[\u3400-\u9fff\u3001-\u301f\uff01-\uff5e“”‘’…—]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_MARK = re.compile(r"(?<![?!])[,;:?!](?![?!])")
_ROUND = re.compile(r"[()（）]")
_STOP = re.compile(r"(?<=[\u3400-\u9fff]{2})\.$")
# Addresses keep their own punctuation; a mark behind one belongs to the prose.
_ADDRESS = re.compile(r"(?:https?://|www\.|[\w.+-]+@)[!-~]*[\w/]", re.ASCII)


class HalfWidthPunctuation(Rule):
    """中文里夹用半角标点。

    什么：中文行文中的半角逗号、分号、冒号、问号、叹号、括号、引号。全文只报一次，附一个全部改正的改法。
    为什么：半角、全角混用多是从 PDF 或网页粘贴造成的，版面难看，检索和比对也会出错。
    依据：GB/T 15834—2011《标点符号用法》5.1，中文标点占一个字的位置。数字、英文、网址里的半角标点不算。
    """

    id = "punctuation.half_width"
    severity = Severity.WARNING
    source = "GB/T 15834—2011 5.1"
    wrong = (
        Wrong("一是抓培训,二是抓考核;成效明显。", ",", "一是抓培训，二是抓考核；成效明显。"),
        Wrong("(一)主动公开。发布信息(含转载)12条。", "(", "（一）主动公开。发布信息（含转载）12条。"),
        Wrong('坚持"谁公开谁负责"的原则。', '"', "坚持“谁公开谁负责”的原则。"),
        Wrong("网址:https://example.org/a?b=1,请查阅。", ":", "网址：https://example.org/a?b=1，请查阅。"),
        Wrong("只计这一情形, 不计其他。", ", ", "只计这一情形，不计其他。"),
    )
    right = (
        Right("全年受理1,234件，占3.5%，开放时间为10:30至17:00。"),
        Right("邮箱为 office@example.org，网址为 https://example.org/?a=1,2 ；联系人见附件。"),
        Right("参见世界卫生组织（World Health Organization (WHO), Geneva）的报告。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield one finding at the first mark, with a fix for all of them."""
        edits: list[Edit] = []
        first = None
        for passage in check.passages:
            found = sorted(_edits(check.text, passage.start, passage.end), key=lambda edit: edit.start)
            if found and first is None:
                first = passage
            edits += found
        if first is None:
            return
        marks = "".join(dict.fromkeys(check.text[edit.start] for edit in edits))
        yield self.finding(
            check,
            edits[0].start,
            edits[0].end,
            f"中文里应使用全角标点，全文有 {len(edits)} 处半角标点（{marks}），可一次全部改为全角",
            fixes=(Fix(tuple(edits), "safe"),),
            confidence=0.95,
            cell=check.cell_labels(first),
        )


def _edits(text: str, low: int, high: int) -> Iterator[Edit]:
    """Yield the replacements in the passage ``text[low:high]``."""
    if text.isascii():
        return
    protected = [match.span() for match in _ADDRESS.finditer(text, low, high)]

    def free(at: int) -> bool:
        return not any(start <= at < end for start, end in protected)

    for match in _MARK.finditer(text, low, high):
        at = match.start()
        if free(at) and _in_chinese(text, at, low, high):
            yield _edit(text, at, high)
    for opening, closing in _round_pairs(text, low, high):
        inside = text[opening + 1 : closing]
        beside = _neighbour(text, opening, low, high, -1)
        if free(opening) and (_HAN.search(inside) or _CHINESE.match(beside)):
            yield from (_edit(text, at, high) for at in (opening, closing) if text[at] in "()")
    stop = _STOP.search(text[low:high])
    if stop and free(low + stop.start()):
        yield Edit(low + stop.start(), low + stop.end(), "。")
    yield from _straight_quotes(text, low, high)


def _in_chinese(text: str, at: int, low: int, high: int) -> bool:
    before, after = (_neighbour(text, at, low, high, step) for step in (-1, 1))
    if text[at] == ":" and re.match("[A-Za-z]", before):
        return False
    return bool(_CHINESE.match(before) or _CHINESE.match(after))


def _neighbour(text: str, at: int, low: int, high: int, step: int) -> str:
    """Return the nearest character beside ``at`` that is no space, empty at the end of the passage."""
    at += step
    while low <= at < high and text[at] == " ":
        at += step
    return text[at] if low <= at < high else ""


def _edit(text: str, at: int, high: int) -> Edit:
    """Widen one mark; a space that only parted it from Chinese goes with it."""
    end = at + 1
    while end < high and text[end] == " ":
        end += 1
    if end == high or not _HAN.match(text[end]):
        end = at + 1
    return Edit(at, end, text[at].translate(_FULL))


def _round_pairs(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    open_at: list[int] = []
    for match in _ROUND.finditer(text, low, high):
        if match.group() in "(（":
            open_at.append(match.start())
        elif open_at:
            yield open_at.pop(), match.start()


def _straight_quotes(text: str, low: int, high: int) -> Iterator[Edit]:
    places = [match.start() for match in re.compile('"').finditer(text, low, high)]
    if len(places) % 2:
        return
    pairs = list(zip(places[::2], places[1::2], strict=True))
    if all(_HAN.search(text[opening:closing]) for opening, closing in pairs):
        for opening, closing in pairs:
            yield Edit(opening, opening + 1, "“")
            yield Edit(closing, closing + 1, "”")
