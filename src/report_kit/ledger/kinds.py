"""Tells what forms may name: the ids of the registers."""

from __future__ import annotations

from collections.abc import Collection

from report_kit.outside import OUTSIDE


def register_ids() -> Collection[str]:
    """Return the ids of the registers."""
    from report_kit.ledger.schema import load_schema

    return tuple(load_schema().registers)


def announce() -> None:
    """Make the registers known to the check of forms."""
    OUTSIDE.registers = register_ids
