"""Find the data files of the kit, in an installed wheel or in a checkout.

A wheel carries the top-level ``dictionaries/`` and ``notebooks/`` under ``report_kit/_data``; in a
checkout (an editable install) they stay at the top level.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def data_folder(name: str) -> Path:
    """Return the folder of shipped data called ``name`` (``"dictionaries"`` or ``"notebooks"``).

    Raises:
        FileNotFoundError: neither the wheel nor a checkout holds it: the installation is broken.
    """
    for candidate in (PACKAGE / "_data" / name, PACKAGE.parents[1] / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"report-kit 安装不完整，缺少数据目录 {name}，请重新安装")
