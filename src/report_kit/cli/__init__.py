"""The command line ``report-kit``: one file per command under ``commands``, found by name.

Nothing heavy is imported before a command runs, so that ``report-kit --help`` answers at once.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

from report_kit.cli.failures import run
from report_kit.cli.signals import end_in_order

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave the process with its exit code.

    Exit codes: 0 nothing found, 1 findings of severity ``error``, 2 could not run, 130 interrupted, 128
    and its number when a signal ended it.
    """
    # A start makes hundreds of thousands of lasting objects, hardly any garbage; looking for it took 0.1 s.
    gc.set_threshold(200_000, 10, 10)
    end_in_order()
    sys.exit(run(arguments))
