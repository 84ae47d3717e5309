"""Paragraphs cut in the middle of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.document import Paragraph, Table
from report_kit.document.structure import RawParagraph, RawTable, begins_paragraph, cut_points
from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Edit, Finding, Fix, Severity

_CLAUSE_END = re.compile(r"[，。；：！？,;]")
_REACH = 40
# A file broken at every line has one fault, not one at each line.
_MANY = 5


class BrokenParagraph(Rule):
    """一句话被断成两段。

    什么：句子没有写完就换段，下一段接着写，如“提高报送质量和数”“量，规范信息采集”。
    为什么：多是从分页的文件粘贴造成的；读者会以为漏了字，逐段校对也会漏看、误判。
    依据：GB/T 9704—2012《党政机关公文格式》7.3.3，段落是完整的意思单位，回行不另起段。
    """

    id = "structure.broken_paragraph"
    severity = Severity.WARNING
    source = "GB/T 9704—2012 7.3.3"
    wrong = (
        Wrong(
            "各站所要对照年初计划逐项检查，切实提高材料报送的质量和数\n\n量，做到按月汇总、按季通报。",
            "切实提高材料报送的质量和数\n\n量，",
            "各站所要对照年初计划逐项检查，切实提高材料报送的质量和数量，做到按月汇总、按季通报。",
        ),
        Wrong(
            "再由分管负责人对文字逐句核对，审核无误后交由经办人员进行内容与格式的第三次\n\n审核，最后由主要领导签发，确保信息准确。",
            "审核无误后交由经办人员进行内容与格式的第三次\n\n审核，",
            "再由分管负责人对文字逐句核对，审核无误后交由经办人员进行内容与格式的第三次审核，最后由主要领导签发，确保信息准确。",
        ),
        Wrong(
            "加强统筹谋划，切实推动全领域政府信息公开，加强政策解读与回应关切，丰富\n\n在线调查、意见征集等栏目内容，提高栏目质量。",
            "丰富\n\n在线调查、意见征集等栏目内容，",
            "加强统筹谋划，切实推动全领域政府信息公开，加强政策解读与回应关切，丰富在线调查、意见征集等栏目内容，提高栏目质量。",
        ),
        Wrong(
            "对收到的申请，先由党政办公室登记并转交承办站所；\n再由承办站所提出意见，报主要领导签批。",
            "先由党政办公室登记并转交承办站所；\n再由承办站所提出意见，",
            "对收到的申请，先由党政办公室登记并转交承办站所；再由承办站所提出意见，报主要领导签批。",
        ),
    )
    right = (
        Right("申请有下列情形的，不予处理：\n内容重复，没有新理由的；\n要求提供公开出版物，本机关没有的。"),
        Right("（一）调整宏观经济政策，保持经济平稳较快发展\n我们正确把握宏观调控的方向，采取了措施。"),
        Right("各站所要对照年初计划逐项检查，明确时间和责任，切实提高质量。\n\n按月汇总，按季通报。"),
        Right("关于进一步做好政务公开专区建设和管理维护工作情况的说明\n\n一是加强领导，落实责任。"),
        Right("各站所要对照年初计划逐项检查，明确时间和责任，切实提高质量：\n\n一是按月汇总，按季通报。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield a finding from the last clause before each cut to the first clause after it.

        Of many lines that the reader has joined already the first stands for all.
        """
        cuts = _cuts(check)
        joined = [cut for cut in cuts if cut[0] == cut[1]]
        for start, end in cuts:
            if len(joined) > _MANY and start == end and (start, end) != joined[0]:
                continue
            low = max(start - _REACH, 0)
            for match in _CLAUSE_END.finditer(check.text, low, start - 1):
                low = match.end()
            low = max(low, check.text.rfind("\n", 0, start) + 1)
            after = _CLAUSE_END.search(check.text, end, end + _REACH)
            high = after.end() if after else end + 1
            if start == end:
                message = "原文件在这里把一句话断成了两段，应接成一段（校对时已按一段处理）"
                if len(joined) > _MANY:
                    message += f"；全文有 {len(joined)} 处这样断开，可能是逐行换行的文件"
                yield self.finding(check, low, high, message)
            else:
                fix = Fix((Edit(start, end, ""),), "likely")
                yield self.finding(
                    check, low, high, "一句话断成了两段，应接成一段", fixes=(fix,), confidence=0.85
                )


def _is_prose(text: str, at: int) -> bool:
    """Say whether words, not the figures of a table pasted as text, stand before ``at``."""
    return len(re.findall(r"[\u3400-\u9fff]", text[max(0, at - 12) : at])) > 5


def _cuts(check: Check) -> list[tuple[int, int]]:
    """Return the gaps between halves: empty ones where a reader has put them together already."""
    joined = [(join.position, join.position) for join in check.document.joins]
    joined = [gap for gap in joined if _is_prose(check.text, gap[0])]
    blocks = [
        RawParagraph(block.start, block.end, block.kind, block.level, block.indented)
        if isinstance(block, Paragraph)
        else RawTable((), ())
        for block in check.document.blocks
    ]
    cuts = (gap for _, gap in cut_points(check.text, blocks))
    return sorted([*joined, *cuts, *_cuts_at_semicolon(check)])


def _cuts_at_semicolon(check: Check) -> Iterator[tuple[int, int]]:
    """Yield the gaps behind a semicolon that stands between two halves and not between items of a list.

    Items are several or numbered, and a colon leads them in.
    """
    blocks: list[Paragraph | Table | None] = [None, *check.document.blocks]
    for before, first, second in zip(blocks, blocks[1:], blocks[2:], strict=False):
        if not (isinstance(first, Paragraph) and isinstance(second, Paragraph)):
            continue
        if not (
            first.kind == second.kind == "body" and first.text.endswith("；") and second.text.endswith("。")
        ):
            continue
        led = isinstance(before, Paragraph) and before.text.endswith(("：", "；", ":", ";"))
        if led or second.indented or begins_paragraph(first.text) or begins_paragraph(second.text):
            continue
        if "，" in first.text:
            yield first.end, second.start
