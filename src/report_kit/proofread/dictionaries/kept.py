"""Tables a rule reads and an office adds to: the kit's in ``dictionaries/``, own rows in folders like it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from report_kit.errors import DataError
from report_kit.proofread.checking.check import Check
from report_kit.proofread.checking.rule import Rule
from report_kit.proofread.dictionaries.own import Dictionaries
from report_kit.proofread.dictionaries.rows import Row, numbered_rows
from report_kit.resources import data_folder

T = TypeVar("T")


@dataclass(frozen=True)
class KeptTable(Generic[T]):
    """A table ``<name>.tsv``.

    Args:
        name: of the file.
        columns: its header.
        make: makes what the rule works with out of a row; raises ``ValueError`` (or ``re.error``) with the
            reason, in Chinese, when the row says nothing usable.
    """

    name: str
    columns: tuple[str, ...]
    make: Callable[[Row], T]

    @cached_property
    def shipped(self) -> tuple[T, ...]:
        """The rows of the kit."""
        return self.read(data_folder("dictionaries") / f"{self.name}.tsv")

    def rows(self, check: Check) -> tuple[T, ...]:
        """Return the rows of the user's own folders of dictionaries, then those of the kit."""
        own = check.given(Dictionaries)
        return (*self.own(own), *self.shipped) if own else self.shipped

    def own(self, dictionaries: Dictionaries) -> tuple[T, ...]:
        """Return the user's own rows.

        Raises:
            DataError: as ``read``.
        """
        paths = (folder / f"{self.name}.tsv" for folder in dictionaries.folders)
        return tuple(row for path in paths for row in dictionaries.content(path, self.read) or ())

    def read(self, path: Path) -> tuple[T, ...]:
        """Return the rows of a file.

        Raises:
            DataError: ``RK-311`` not readable as UTF-8 text, ``RK-312`` wrong header, ``RK-313`` a bad row.
        """
        made = []
        for number, row in numbered_rows(path, self.columns):
            try:
                made.append(self.make(row))
            except (ValueError, re.error) as error:
                reason = f"匹配式写得不对（{error}）" if isinstance(error, re.error) else str(error)
                raise DataError(
                    "RK-313",
                    f"词典有一行不能用：{reason}",
                    where=f"{path} 第 {number} 行",
                    remedy="请按 dictionaries/README.md 的说明改正该行",
                ) from None
        return tuple(made)


class TableRule(Rule):
    """A rule that reads tables an office adds to.

    Their own rows are read before the rules run, so that a bad one is told and not passed over.
    """

    tables: ClassVar[Sequence[KeptTable[Any]]]
