"""Coded errors: what happened, where, and what to do, in Chinese.

Codes are stable and grouped by hundreds: ``RK-1xx`` input files, ``RK-2xx`` reports and forms (``RK-23x``
web pages and PDF, ``RK-25x`` marked copies), ``RK-3xx`` dictionaries and settings, ``RK-4xx`` the workspace,
``RK-5xx`` export, ``RK-6xx`` usage, ``RK-7xx`` review, ``RK-8xx`` registers and numbers bound to them.
``docs/errors.md`` lists every code; a test holds the two together.
"""

from __future__ import annotations

import errno
import traceback

_REASONS = {
    errno.ENOENT: "找不到",
    errno.ENOTDIR: "上级不是文件夹",
    errno.EISDIR: "是文件夹",
    errno.EEXIST: "已经存在",
    errno.EACCES: "没有权限，或正被别的程序使用",
    errno.EPERM: "没有权限",
    errno.EBUSY: "正被别的程序使用",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.EIO: "磁盘读写出错",
    errno.ENAMETOOLONG: "名字太长",
    errno.EINVAL: "名字里有不能用的字符",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.EMFILE: "打开的文件太多",
    errno.ELOOP: "链接绕成了圈",
}


def reason_of(error: Exception) -> str:
    """Return in Chinese why a file could not be read or written; Python and the system say it in English."""
    if isinstance(error, UnicodeDecodeError):
        return "不是 UTF-8 编码的文本"
    number = error.errno if isinstance(error, OSError) else None
    return _REASONS.get(number or 0) or (f"系统错误 {number}" if number else type(error).__name__)


def where_raised(error: BaseException) -> str:
    """Return where an error was raised, for logs, without what it says: that may be text of a report."""
    lines = [type(error).__name__]
    lines += [
        f"  {frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    cause = error.__cause__ or error.__context__
    return "\n".join(lines) + (f"\nfrom {where_raised(cause)}" if cause is not None else "")


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

    def _render_traceback_(self) -> list[str]:
        """Return what IPython shows in a cell: the message alone, as lines of programs help nobody there."""
        return str(self).split("\n")


class InputError(ReportKitError):
    """A file that cannot be read as what it claims to be (``RK-1xx``, ``RK-23x``)."""


class ReportError(ReportKitError):
    """A report or form value that is not acceptable (``RK-2xx``)."""


class DataError(ReportKitError):
    """A bad row in a dictionary, form or settings file (``RK-3xx``)."""


class WorkspaceError(ReportKitError):
    """The workspace refused an operation (``RK-4xx``)."""


class ReviewError(ReportKitError):
    """A signature, a release or a record of the review was refused (``RK-7xx``)."""


class ExportError(ReportKitError):
    """A report could not be written in the wanted format (``RK-5xx``)."""


class UsageError(ReportKitError):
    """A command was called with arguments it cannot use (``RK-6xx``)."""


class MarkingError(ReportKitError):
    """A copy could not be marked, or a marked copy not be read back (``RK-25x``)."""
