"""Writing files whole or not at all, and zip archives without the time of day."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

from report_kit.durable import write_durably
from report_kit.errors import ExportError, reason_of

_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` so that a reader sees the old file or the new one, never a part.

    Raises:
        ExportError: ``RK-507``: the folder or file cannot be written.
    """
    try:
        write_durably(path, data)
    except OSError as error:
        raise ExportError(
            "RK-507",
            f"文件写不进去：{reason_of(error)}",
            where=str(path),
            remedy="请关闭正在打开这个文件的程序（Word、WPS、浏览器），或换一个文件夹",
        ) from error


def fixed_zip(data: bytes) -> bytes:
    """Return a zip archive with the same members in the same order, each dated 1980."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o600 << 16
            new.writestr(info, old.read(name))
    return buffer.getvalue()
