"""Coded errors: what happened, where, and what to do, in Chinese.

Codes are stable and grouped by hundreds: ``RK-1xx`` input files, ``RK-2xx`` reports and forms (``RK-23x``
web pages and PDF, ``RK-25x`` marked copies), ``RK-3xx`` dictionaries and settings, ``RK-4xx`` the workspace,
``RK-5xx`` export, ``RK-6xx`` usage, ``RK-8xx`` registers and numbers bound to them.
``docs/errors.md`` lists every code; a test holds the two together.
"""

from __future__ import annotations


class ReportKitError(Exception):
    """An error a clerk can act on.

    Args:
        code: stable identifier such as ``"RK-101"``.
        what: what happened, a Chinese clause without a full stop.
        where: the file, line, cell or field concerned; may be empty.
        remedy: what the user can do about it.
    """

    def __init__(self, code: str, what: str, *, where: str = "", remedy: str = "") -> None:
        self.code = code
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(str(self))

    def __str__(self) -> str:
        lines = [f"[{self.code}] {self.what}"]
        if self.where:
            lines.append(f"  位置：{self.where}")
        if self.remedy:
            lines.append(f"  处理：{self.remedy}")
        return "\n".join(lines)


class InputError(ReportKitError):
    """A file that cannot be read as what it claims to be (``RK-1xx``, ``RK-23x``)."""


class ReportError(ReportKitError):
    """A report or form value that is not acceptable (``RK-2xx``)."""


class DataError(ReportKitError):
    """A bad row in a dictionary, form or settings file (``RK-3xx``)."""


class WorkspaceError(ReportKitError):
    """The workspace refused an operation (``RK-4xx``)."""


class ExportError(ReportKitError):
    """A report could not be written in the wanted format (``RK-5xx``)."""


class UsageError(ReportKitError):
    """A command was called with arguments it cannot use (``RK-6xx``)."""


class MarkingError(ReportKitError):
    """A copy could not be marked, or a marked copy not be read back (``RK-25x``)."""
