"""A command that is told to end does so in order: files half written and processes it started are gone."""

from __future__ import annotations

import signal
from types import FrameType

_NAMES = ("SIGTERM", "SIGHUP", "SIGBREAK")


class Told(BaseException):
    """The system told the command to end.

    Args:
        number: of the signal.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    @property
    def exit_code(self) -> int:
        """What shells expect of a command that ends by a signal."""
        return 128 + self.number


def end_in_order() -> None:
    """Raise ``Told`` when the system tells this process to end; what is ignored (``nohup``) stays so."""
    for name in _NAMES:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _tell)


def _tell(number: int, _frame: FrameType | None) -> None:
    # Once is enough: the second must not break what is being put in order.
    signal.signal(number, signal.SIG_IGN)
    raise Told(number)
