"""Terms of the work of offices, such as 案卷 and 网格员, that texts of other kinds hardly hold.

What is rare in the texts the speller has learnt from looks like a slip to it.
"""

from __future__ import annotations

from functools import cache

from report_kit.proofread.dictionaries.own_words import OwnWords, check_word
from report_kit.proofread.dictionaries.rows import Row, read_table

NAME = "work_terms"
COLUMNS = ("field", "words", "source", "example")


def work_term_rows() -> tuple[Row, ...]:
    """Return the rows of the shipped table: fields of work, the terms, on what authority, an example."""
    return read_table(NAME, COLUMNS)


@cache
def work_terms() -> OwnWords:
    """Return the shipped terms; they silence only rules that guess.

    Raises:
        DataError: ``RK-311`` to ``RK-313``: the file cannot be used.
        ValueError: an entry can not be a word.
    """
    return OwnWords(frozenset(check_word(word) for row in work_term_rows() for word in row["words"].split()))
