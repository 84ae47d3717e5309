"""The form of document numbers, and the documents they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from report_kit.proofread.checking.rule import Check, Context, Right, Rule, Wrong
from report_kit.proofread.dictionaries.rows import read_table
from report_kit.proofread.findings.finding import Finding, Severity

_NUMBER = re.compile(
    r"(?P<code>[\u3400-\u9fff]{1,12}(?:[发函字规令通政党委文纪批决人组宣厅局信审法教民]|办))"
    r"(?P<open>[〔\[（{【﹝〖<〈])(?P<year>\d{2}|\d{4})(?P<year_mark>年?)(?P<close>[〕\]）}】﹞〗>〉])"
    r"(?P<ordinal>第?)(?P<zeros>0*)(?P<digits>[1-9]\d{0,4})(?P<unit>[号条文份]?)(?!\d|[\u3400-\u9fff]\d)"
)
_ORDER = re.compile(
    r"(?P<code>(?:国务院|主席|部)令)(?P<ordinal>第?)(?P<digits>\d{1,4})(?P<unit>[号条]?)(?!\d|年)"
)
_ORDER_BEHIND = re.compile(r"(?P<code>国务院|主席)第(?P<digits>\d{1,4})号令")
_NAMED = re.compile(
    r"《(?P<name>(?:[^《》]|《[^《》]*》)+)》(?:的通知)?（(?P<inside>[^（）]{4,40}?\d+号)(?P<extra>[^（）]{0,6})）"
)
# Court cases are numbered with round brackets by rule.
_CASE = re.compile(r"[民刑行执商知破终初再]")
_LEAD = re.compile(
    "依据|根据|按照|按|照|执行|落实|印发|转发|关于|通知|以|和|及|与|的|在|见|贯彻|依照|参照|文件|是|由"
)
_COLUMNS = ("number", "name", "key", "until", "replaced", "note")
# “国办发〔2021〕30号” for the number of the form of the report: the organ's code cut short.
_OTHER_CODE = re.compile(r"国(?:务院)?办?(?:公厅)?[发函字秘文]{1,2}(?P<rest>〔20\d\d〕\d+号)")
_ABOUT_REPORT = re.compile(r"年度?报告|编[制写]|撰写|年报|报告格式")
_FORM_CODE = "国办公开办函"
_HEAD = "依据国办公开办函"
_AFTER = re.compile(r"^(?:的?(?:要求|规定|精神|文件|通知)+)$")


@cache
def _documents() -> dict[str, dict[str, str]]:
    return {row["number"]: row for row in read_table("documents", _COLUMNS)}


class DocumentNumber(Rule):
    """发文字号的写法不对，或与文件对不上、已被代替。

    什么：年份用了〔〕以外的括号，序号加了“第”“0”或漏了“号”，“国务院令”漏了“第”，文件名与文号不是同一个文件，
    所引文件已被新文件代替，“要求”等词写进了文号的括号里。
    为什么：文号是查找文件的依据，写错就找不到；引用失效文件说明报告沿用了旧稿。
    依据：GB/T 9704—2012《党政机关公文格式》7.2.5；文件名称和文号见 dictionaries/documents.tsv。
    """

    id = "term.document_number"
    yields_to = ("date.cited_format",)
    severity = Severity.WARNING
    source = "GB/T 9704—2012 7.2.5"
    wrong = (
        Wrong(f"{_HEAD}{{2021}}30号编制。", "国办公开办函{2021}30号", f"{_HEAD}〔2021〕30号编制。"),
        Wrong("按照县府办发(2024)5号要求办理。", "县府办发(2024)5号", "按照县府办发〔2024〕5号要求办理。"),
        Wrong(f"{_HEAD}〔2021〕第30号编制。", "国办公开办函〔2021〕第30号", f"{_HEAD}〔2021〕30号编制。"),
        Wrong(f"{_HEAD}﹝2021﹞030编制。", "国办公开办函﹝2021﹞030", f"{_HEAD}〔2021〕30号编制。"),
        Wrong("国办发〔18〕123号文件。", "国办发〔18〕123号"),
        Wrong("条例（国务院令第711条）规定。", "国务院令第711条", "条例（国务院令第711号）规定。"),
        Wrong("条例（国务院第711号令）规定。", "国务院第711号令", "条例（国务院令第711号）规定。"),
        Wrong(f"{_HEAD}〔2019〕60号编制。", "国办公开办函〔2019〕60号", None, Context(year=2023)),
        Wrong(
            "根据《政府信息公开条例》（国务院令第492号）编制。", "国务院令第492号", None, Context(year=2022)
        ),
        Wrong(
            "按《关于工作年度报告有关事项的通知》（国办公开办函〔2021〕30号）编制。",
            "关于工作年度报告有关事项的通知",
        ),
        Wrong(
            "按《年度报告格式》（国办公开办函〔2021〕30号要求）编制。",
            "要求",
            "按《年度报告格式》（国办公开办函〔2021〕30号）编制。",
        ),
        Wrong(
            "按《关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕60号）编制。",
            "国办公开办函〔2021〕60号",
        ),
        Wrong(
            "按照国办发〔2021〕30号要求编制本报告。",
            "国办发〔2021〕30号",
            "按照国办公开办函〔2021〕30号要求编制本报告。",
        ),
        Wrong("按《政府信息公开信息处理费管理办法》（国办函〔2020〕19号）收取。", "国办函〔2020〕19号"),
    )
    right = (
        Right("根据《中华人民共和国政府信息公开条例》（国务院令第711号）编制。", Context(year=2024)),
        Right("《政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）要求", Context(year=2021)),
        Right("依据国办公开办函〔2019〕60号编制。", Context(year=2019)),
        Right("落实国办发〔2021〕30号，推进集约化建设；川办发〔2021〕30号要求编制年度报告。"),
        Right("一审（2021）京01行初30号行政判决书，委（2021）5名委员参加。"),
        Right("会议决定（2021）共30项任务，县委（2024年）部署了工作。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield numbers badly written, then those that fit no document or an old one."""
        text = check.folded
        for match in _NUMBER.finditer(text):
            yield from self._form(check, match)
        for match in _ORDER.finditer(text):
            if not match["ordinal"] or match["unit"] != "号":
                whole = f"{match['code']}第{match['digits']}号"
                message = f"令的序号写“第×号”，应为“{whole}”"
                yield self.finding(check, *match.span(), message, replacement=whole, severity=Severity.ERROR)
        for match in _ORDER_BEHIND.finditer(text):
            whole = f"{match['code']}令第{match['digits']}号"
            message = f"令的序号写“令第×号”，应为“{whole}”"
            yield self.finding(check, *match.span(), message, replacement=whole)
        yield from self._other_code(check)
        yield from self._replaced(check)
        for match in _NAMED.finditer(text):
            yield from self._pair(check, match)

    def _form(self, check: Check, match: re.Match[str]) -> Iterator[Finding]:
        code, digits = match["code"], match["digits"]
        good = (
            match["open"] == "〔" and match["close"] == "〕" and not match["zeros"] and not match["ordinal"]
        )
        round_case = match["open"] == "（" and (_CASE.search(code[-1]) or match["unit"] not in ("号", "条"))
        if (
            good and match["unit"] == "号" and len(match["year"]) == 4 and not match["year_mark"]
        ) or round_case:
            return
        if not match["unit"] and check.folded[match.end() : match.end() + 1] in ("-", "—", "、", "."):
            return
        start = match.start() + _lead(code)
        problems = [
            said
            for bad, said in (
                ((match["open"], match["close"]) != ("〔", "〕"), "年份用六角括号〔〕"),
                (len(match["year"]) == 2, "年份写全四位"),
                (bool(match["year_mark"]), "年份不加“年”字"),
                (bool(match["ordinal"]), "序号不加“第”"),
                (bool(match["zeros"]), "序号前不加 0"),
                (match["unit"] != "号", "序号后写“号”"),
            )
            if bad
        ]
        right = f"{code[_lead(code) :]}〔{match['year']}〕{digits}号"
        full = len(match["year"]) == 4
        message = "发文字号：" + "，".join(problems)
        yield self.finding(check, start, match.end(), message, replacement=right if full else None)

    def _other_code(self, check: Check) -> Iterator[Finding]:
        """The year and number of the form of the report behind another code, in a sentence about it."""
        for match in _OTHER_CODE.finditer(check.text):
            right = _FORM_CODE + match["rest"]
            low = max(check.text.rfind(mark, 0, match.start()) for mark in "。；\n") + 1
            sentence = re.match(r"[^。；\n]*", check.text[low:])
            own = sentence and _ABOUT_REPORT.search(sentence.group())
            if right in _documents() and own:
                message = f"年度报告格式的文号是“{right}”"
                yield self.finding(check, *match.span(), message, replacement=right, confidence=0.85)

    def _replaced(self, check: Check) -> Iterator[Finding]:
        for number, row in _documents().items():
            if not row["until"] or check.year is None or check.year <= int(row["until"]):
                continue
            for match in re.finditer(re.escape(number), check.text):
                message = f"“{number}”已由“{row['replaced']}”代替（{row['note']}），请核对是否沿用了旧稿"
                yield self.finding(check, *match.span(), message, source=row["replaced"])

    def _pair(self, check: Check, match: re.Match[str]) -> Iterator[Finding]:
        name, inside = match["name"], match["inside"].removeprefix("中华人民共和国")
        row = _documents().get(inside)
        if match["extra"] and _AFTER.match(match["extra"]):
            start, end = match.span("extra")
            message = f"“{match['extra']}”不属于文号，应移到括号外"
            yield self.finding(check, start, end, message, replacement="")
        if row and row["key"] not in name:
            message = f"“{inside}”是《{row['name']}》的文号，与前面的文件名不符"
            yield self.finding(check, *match.span("name"), message)
        elif not row and inside[:2] == "国办":
            # The name itself, or that of the notice it came with: 《关于印发〈……〉的通知》.
            same = [
                other
                for other in _documents().values()
                if other["name"] == name
                or f"〈{other['name'].removeprefix('中华人民共和国')}〉" in _bare(name)
            ]
            if same:
                message = f"《{same[0]['name']}》的文号是“{same[0]['number']}”"
                yield self.finding(check, *match.span("inside"), message)


def _bare(name: str) -> str:
    return name.replace("中华人民共和国", "").replace("《", "〈").replace("》", "〉")


def _lead(code: str) -> int:
    """Return how many characters in front of the number belong to the sentence, not to the code."""
    last = max((match.end() for match in _LEAD.finditer(code)), default=0)
    return last if last < len(code) - 1 else 0
