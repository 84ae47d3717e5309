"""Sentences that stand word for word in the reports of many units (Y3)."""

from __future__ import annotations

from collections.abc import Iterator

from report_kit.forms.form import ANNUAL
from report_kit.proofread.checking.rule import Check, Right, Wrong
from report_kit.proofread.dictionaries.kept import KeptTable, TableRule
from report_kit.proofread.dictionaries.rows import Row
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.language.sentences import likeness, sentences
from report_kit.proofread.views.sample_report import sample_report

_ALIKE = 0.65
# One or two such sentences open or close many a report of substance.
_LEAST = 3
_HAS_FIGURE = frozenset("0123456789")


def _stock(row: Row) -> tuple[str, str, str]:
    """Return the Han characters of a stock sentence, what to write instead, and a passage with it."""
    found = [plain for _, _, plain in sentences(row["sentence"])]
    if len(found) != 1 or not row["fill"]:
        raise ValueError("sentence 列应为一句话，fill 列写明应补充什么")
    return found[0], row["fill"], row["example"]


_STOCK = KeptTable("stock_sentences", ("sentence", "fill", "example"), _stock)


class StockText(TableRule):
    """与其他单位雷同的套话（Y3）。

    什么：正文里有三句以上各单位报告里常见的套话（列在 stock_sentences.tsv），句中又没有任何数字。
    为什么：不同地方的报告逐字相同，说明是抄来的，没有写本机关的情况。
    依据：年度报告应反映本机关、本年度的情况（《政府信息公开条例》第五十条）。
    """

    id = "consistency.stock_text"
    severity = Severity.HINT
    forms = (ANNUAL,)
    tables = (_STOCK,)
    source = "《政府信息公开条例》第五十条"

    def examples(self) -> Iterator[Wrong | Right]:
        """Yield a report of stock sentences, one with fewer of them, and one with figures in them."""
        examples = [example for _, _, example in _STOCK.shipped]
        first = examples[0].rstrip("。")
        yield Wrong(sample_report("".join(examples[:_LEAST])), first)
        yield Wrong(sample_report("".join([*examples[3:], examples[0]])), examples[3].rstrip("。"))
        yield Right(sample_report("".join(examples[: _LEAST - 1])))
        yield Right(sample_report("".join(example.replace("。", "，全年共3次。") for example in examples)))

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield one finding at the first stock sentence, with the number of all."""
        if not check.is_annual_report:
            return
        known = _STOCK.rows(check)
        found: list[tuple[int, int, str]] = []
        for section in check.located.sections:
            for start, end in section.prose:
                for low, high, plain in sentences(check.text, start, end):
                    if not _HAS_FIGURE.isdisjoint(check.text[low:high]):
                        continue
                    fill = next((f for stock, f, _ in known if likeness(plain, stock) >= _ALIKE), None)
                    if fill:
                        found.append((low, high, fill))
        if len(found) >= _LEAST:
            low, high, fill = found[0]
            message = f"这样的套话有 {len(found)} 句，许多单位的报告里都有；请写本机关的情况，如{fill}"
            yield self.finding(check, low, high, message, confidence=0.5)
