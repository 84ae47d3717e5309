"""Book marks within book marks, quotation marks within quotation marks; book marks closed too early."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Edit, Finding, Fix, Severity
from report_kit.proofread.findings.spans import Spans

_BOOKS = re.compile(r"《[^《》〈〉\n]{0,60}《[^《》\n]{1,60}》[^《》\n]{0,40}》")
_ASCII_BOOKS = re.compile(
    r"《[^《》\n]{1,60}?(?P<open>[<＜])[^<>＜＞《》\n]{2,60}(?P<close>[>＞])[^《》\n]{0,30}》"
)
_QUOTES = re.compile(r"“[^“”‘’\n]{0,60}“[^“”\n]{1,60}”[^“”\n]{0,60}”")
_KIND = "通知|意见|函|决定|批复|公告|通报|请示|报告|通告"
_EARLY = re.compile(
    rf"《[^《》\n]{{0,30}}关于(?:(?P<inner>印发|转发)|做好|进一步|开展|加强|编制|落实|规范|推进)[^《》\n]{{2,60}}(?P<end>》的)(?:{_KIND})(?![\u3400-\u9fff]*》)"
)
_INNER = re.compile(
    r"《[^《》〈〉<\n]{0,40}关于(?:印发|转发|贯彻(?:落实|实施)?|实施|执行|修改|废止)(?P<name>(?:中华人民共和国)?[^《》〈〉“”<\n，。]{4,40}?(?:条例|办法|规定|细则|格式|方案|要点|规划|纲要|指南|指引|标准|意见|法))(?P<rest>的(?:通知|决定|意见|函))?》"
)


class Nesting(Rule):
    """书名号、引号套用不当，书名号提前结束。

    什么：书名号里又用《》、引号里又用“”；《关于……》的通知，书名号没有包住“的通知”；书名号里的文件名没有用〈〉。
    为什么：层次不清，看不出文件名从哪里开始、到哪里为止。
    依据：GB/T 15834—2011《标点符号用法》4.8.3.4（引号里再用引号，外双内单）、
    4.15.3.5（书名号里再用书名号，外双内单）。
    """

    id = "punctuation.nesting"
    severity = Severity.WARNING
    source = "GB/T 15834—2011 4.8、4.15"
    wrong = (
        Wrong(
            "《关于印发《工作要点》的通知》要求",
            "《关于印发《工作要点》的通知》",
            "《关于印发〈工作要点〉的通知》要求",
        ),
        Wrong("《关于印发<工作要点>的通知》要求", "<工作要点>", "《关于印发〈工作要点〉的通知》要求"),
        Wrong("他强调“要坚持“三审三校”制度”。", "“要坚持“三审三校”制度”", "他强调“要坚持‘三审三校’制度”。"),
        Wrong("《关于做好年度报告编制工作》的通知", "》的", "《关于做好年度报告编制工作的通知》"),
        Wrong("《关于印发政务公开工作要点》的通知", "》的", "《关于印发〈政务公开工作要点〉的通知》"),
        Wrong("《关于转发年度报告格式的通知》", "年度报告格式", "《关于转发〈年度报告格式〉的通知》"),
    )
    right = (
        Right("《关于印发〈工作要点〉的通知》《条例》"),
        Right("“一站式”“最多跑一次”改革"),
        Right("《关于进一步做好公开工作的通知》《规定》的通知发布后"),
        Right("印发了《工作要点》的通知。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield marks nested wrongly, with a fix that turns the inner ones."""
        text = check.text
        seen: list[tuple[int, int]] = []
        for pattern, pair, inner in ((_BOOKS, "《》", "〈〉"), (_QUOTES, "“”", "‘’")):
            for match in pattern.finditer(text):
                start, end = match.span()
                opens = text.index(pair[0], start + 1, end)
                closes = text.index(pair[1], opens, end)
                edits = (Edit(opens, opens + 1, inner[0]), Edit(closes, closes + 1, inner[1]))
                seen.append((start, end))
                name = "书名号" if pair == "《》" else "引号"
                message = f"{name}里再用{name}，里面一层应用“{inner[0]} {inner[1]}”"
                yield self.finding(check, start, end, message, fixes=(Fix(edits, "likely"),))
        for match in _ASCII_BOOKS.finditer(text):
            low, high = match.start("open"), match.end("close")
            seen.append((low, high))
            right = f"〈{text[low + 1 : high - 1]}〉"
            yield self.finding(check, low, high, "书名号里再用书名号，应用“〈〉”", replacement=right)
        for match in _EARLY.finditer(text):
            start, end = match.span("end")
            seen.append(match.span())
            closing = match.end()
            opened = match.end("inner")
            closed = [Edit(start, start + 1, "〉" if opened > 0 else ""), Edit(closing, closing, "》")]
            fix = Fix((*([Edit(opened, opened, "〈")] if opened > 0 else []), *closed), "likely")
            message = f"文件名还没有完，书名号应包住“的{text[end:closing]}”"
            yield self.finding(check, start, end, message, fixes=(fix,))
        done = Spans(seen)
        for match in _INNER.finditer(text):
            if not match["rest"] or done.cover(match.start("name"), match.start("name") + 1):
                continue
            name = match["name"]
            yield self.finding(
                check,
                *match.span("name"),
                f"文件名里的文件名应加单书名号：〈{name}〉",
                replacement=f"〈{name}〉",
                severity=Severity.HINT,
                confidence=0.7,
            )
