"""What a clerk has to explain about sums that are right in themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from report_kit.forms.values import Value, format_value
from report_kit.ledger.fault import Fault
from report_kit.ledger.register import Row
from report_kit.ledger.sums.table2 import add_documents
from report_kit.ledger.sums.tally import Tally


def documents_balance(rows: Sequence[Row], year: int) -> Iterator[Fault]:
    """Yield why 现行有效 is not last year's plus issued less repealed, naming the documents in question."""
    now, last = Tally("table2"), Tally("table2")
    add_documents(now, rows, year)
    add_documents(last, rows, year - 1)
    issued, repealed, valid = (int(now.values["normative", name]) for name in ("issued", "repealed", "valid"))
    before = int(last.values["normative", "valid"])
    if before + issued - repealed == valid:
        return
    behind = {id(row) for name in ("valid", "repealed") for row in now.sources.get(("normative", name), ())}
    was = [*last.sources.get(("normative", "valid"), ()), *now.sources.get(("normative", "issued"), ())]
    gone = [row for row in was if id(row) not in behind]
    names = "、".join(f"第 {row.number} 行（{row.text('state')}）" for row in gone)
    message = (
        f"上年末现行有效 {before} 件，加本年制发 {issued} 件，减本年废止 {repealed} 件，"
        f"得 {before + issued - repealed} 件，登记为 {valid} 件"
    )
    yield Fault("N02", "hint", rows[0].file, 0, "", message + (f"；差的是{names}" if names else ""))


def fees_balance(
    requests: Sequence[Row], decisions: Sequence[Row], fees: Value, year: int
) -> Iterator[Fault]:
    """Yield a warning where applicants paid and the sheet of fees knows of none."""
    paid = [
        row for row in requests if (day := row.day("paid_on")) and day.year == year and row.amount("fee") > 0
    ]
    if not paid or fees:
        return
    total = sum((row.amount("fee") for row in paid), Decimal(0))
    message = (
        f"依申请公开台账收了信息处理费 {len(paid)} 件 {format_value(total)} 元，月报里的收费却是 0；"
        "信息处理费属于行政事业性收费，应计入表二，并在第六部分写明件数和金额"
    )
    yield Fault("N03", "warning", decisions[0].file if decisions else paid[0].file, 0, "", message)
