"""With what a batch is checked, and within which limits: plain data that travels to every worker."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True)
class Profile:
    """The options of ``report-kit check`` that make sense for many documents, and the limits of a worker.

    Args:
        select, ignore: rules, as for ``Proofreader``.
        dictionaries: folders of own dictionaries; those of the settings when empty.
        agency, level, year: as for ``Context``.
        form: family or id of the form every document is judged by; recognised when ``None``.
        config: the file of settings; ``None`` for the nearest one of each document.
        no_config: use no file of settings.
        memory: most megabytes a worker may hold.
        seconds: longest time one document may take.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    dictionaries: tuple[str, ...] = ()
    agency: str | None = None
    level: str | None = None
    year: int | None = None
    form: str | None = None
    config: str | None = None
    no_config: bool = False
    memory: int = 1024
    seconds: float = 300.0

    def to_json(self) -> str:
        """Return the profile as one line."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, line: str) -> Profile:
        """Read what ``to_json`` wrote."""
        data: dict[str, Any] = json.loads(line)
        lists = ("select", "ignore", "dictionaries")
        known = {field.name for field in fields(cls)}
        values: dict[str, Any] = {name: value for name, value in data.items() if name in known}
        values.update({name: tuple(data[name]) for name in lists})
        return cls(**values)

    @property
    def judged(self) -> str:
        """What of the profile may change a finding, as one line; the limits do not."""
        data = asdict(self)
        del data["memory"], data["seconds"]
        return json.dumps(data, ensure_ascii=False, sort_keys=True)
