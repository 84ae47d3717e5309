"""Edit distance between short strings, with a bound."""

from __future__ import annotations


def within(first: str, second: str, bound: int) -> bool:
    """Say whether at most ``bound`` characters added, dropped or changed turn ``first`` into ``second``."""
    if abs(len(first) - len(second)) > bound:
        return False
    row = list(range(len(second) + 1))
    for number, character in enumerate(first, 1):
        diagonal, row[0] = row[0], number
        for column, other in enumerate(second, 1):
            cost = min(row[column] + 1, row[column - 1] + 1, diagonal + (character != other))
            diagonal, row[column] = row[column], cost
        if min(row) > bound:
            return False
    return row[-1] <= bound
