"""How much of one text is checked, and for how long."""

from __future__ import annotations

import time
from dataclasses import dataclass

from report_kit.errors import InputError

_TO_RAISE = "请把文件拆成几个小文件，或在 report-kit.toml 的 [limits] 里放宽（见 docs/配置.md）"
_WAN = 10_000


@dataclass(frozen=True)
class Budget:
    """What one check may take.

    Args:
        characters: of a text that are checked; a book of 1,500 pages has so many.
        seconds: after which no further rule is begun.
    """

    characters: int = 1_000_000
    seconds: int = 900


class UnfinishedCheck(UserWarning):
    """A text was longer, or took longer, than the budget of a check; what was found is right, but not all."""


class Clock:
    """Says when the time of a check is up."""

    def __init__(self, budget: Budget) -> None:
        self._end = time.monotonic() + budget.seconds

    @property
    def is_up(self) -> bool:
        """Whether to stop."""
        return time.monotonic() > self._end


def too_long(characters: int, checked: int, where: str) -> InputError:
    """Return the error for a text of which only the beginning was checked."""
    return InputError(
        "RK-118",
        f"文字太多（{characters / _WAN:.0f} 万字），只校对了前 {checked / _WAN:.0f} 万字",
        where=where,
        remedy=_TO_RAISE,
    )


def too_slow(budget: Budget, left: int, where: str) -> InputError:
    """Return the error for a text on which some rules were not tried."""
    return InputError(
        "RK-119",
        f"校对用时过长（超过 {budget.seconds} 秒），已停止，还有 {left} 条规则没有查完",
        where=where,
        remedy=_TO_RAISE,
    )
