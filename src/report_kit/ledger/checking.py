"""Check registers: what was found on reading, and what the rules of each register find."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Sequence
from datetime import date
from typing import cast

from report_kit.ledger.fault import Fault
from report_kit.ledger.register import Register
from report_kit.ledger.rules.view import View
from report_kit.ledger.workdays import Workdays


def check_registers(
    registers: Sequence[Register], calendar: Workdays | None = None, on: date | None = None
) -> list[Fault]:
    """Return every fault of the registers, by file and row.

    Args:
        registers: read together, so that references between them can be followed.
        calendar: the working days; the proclaimed ones when omitted.
        on: the day of looking; see ``day_of_looking``.
    """
    calendar, on = calendar or Workdays(), on or day_of_looking(registers)
    return [fault for register in registers for fault in check_register(register, registers, calendar, on)]


def check_register(
    register: Register, others: Sequence[Register], calendar: Workdays, on: date
) -> list[Fault]:
    """Return the faults of one register by row; ``others`` were read together with it."""
    rules = importlib.import_module(f"report_kit.ledger.rules.{register.form.kind}")
    view = View(register, calendar, on, tuple(others))
    found = [*register.faults, *cast(Iterable[Fault], rules.check(view))]
    return sorted(found, key=lambda fault: fault.row)


def day_of_looking(registers: Sequence[Register], today: date | None = None) -> date:
    """Return the day on which registers are looked at: today, or the end of their last year if past."""
    today = today or date.today()
    return min(today, date(latest_year(registers) or today.year, 12, 31))


_YEARLY = {"zdgk": "pub_on", "ysq": "recv_on", "fysu": "acc_on", "gfxwj": "made_on", "xzcl": "month"}


def latest_year(registers: Sequence[Register]) -> int | None:
    """Return the last year of which the registers hold a row; ``None`` when they are empty."""
    days = (row.day(_YEARLY[register.form.kind]) for register in registers for row in register.rows)
    return max((day.year for day in days if day), default=None)
