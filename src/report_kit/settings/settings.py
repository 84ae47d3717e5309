"""The settings of an office, as read from its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from report_kit.document.limits import Limits

if TYPE_CHECKING:
    from report_kit.proofread.checking.budget import Budget
    from report_kit.proofread.findings.finding import Severity


@dataclass(frozen=True)
class Settings:
    """What ``report-kit.toml`` holds; a field for each key of ``keys.KEYS``, all optional.

    Args:
        path: the file; ``None`` when there is none.
        name: full name of the agency.
        level: 乡, 镇, 县 ….
        superiors: the units above it, the nearest first.
        aliases: other names it rightly goes by.
        year: the year reported on.
        deadline: month and day by which the report is due in the following year.
        select: the only rules to use, by id or family; empty means all.
        ignore: rules not to use.
        severity: severity of the findings of a rule, by id or family.
        folder: folder of the office's own dictionaries; ``None`` for ``dictionaries`` beside the file.
        words: words that are right.
        file_size: times the sizes and counts of a file that are read.
        read_memory: MB for the reading of one file.
        read_seconds: for the reading of one file.
        check_characters: of a text that are checked.
        check_seconds: for the check of one text.
    """

    path: Path | None = None
    name: str | None = None
    level: str | None = None
    superiors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    year: int | None = None
    deadline: tuple[int, int] | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    folder: Path | None = None
    words: tuple[str, ...] = ()
    file_size: int | None = None
    read_memory: int | None = None
    read_seconds: int | None = None
    check_characters: int | None = None
    check_seconds: int | None = None

    @property
    def base(self) -> Path | None:
        """The folder the file lies in: the workspace."""
        return self.path.parent if self.path else None

    @property
    def limits(self) -> Limits:
        """What the reading of one file may take."""
        usual = Limits()
        return Limits(
            self.file_size or usual.size,
            self.read_memory or usual.memory,
            self.read_seconds or usual.seconds,
        )

    @property
    def budget(self) -> Budget:
        """What the check of one text may take."""
        from report_kit.proofread.checking.budget import Budget

        usual = Budget()
        return Budget(self.check_characters or usual.characters, self.check_seconds or usual.seconds)
