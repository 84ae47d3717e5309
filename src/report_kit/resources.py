"""Find the data files of the kit, in an installed wheel or in a checkout.

A wheel carries the top-level ``dictionaries/`` and ``notebooks/`` under ``report_kit/_data``; in a
checkout (an editable install) they stay at the top level.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from report_kit.errors import DataError, reason_of

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


def read_yaml(path: Path) -> Any:
    """Return what a shipped YAML file holds.

    With the parser in C where PyYAML has it: it takes a tenth of the time of a start.

    Raises:
        yaml.YAMLError: the file is no YAML.
    """
    import yaml

    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def read_lines(path: Path) -> list[str]:
    """Return the lines of a dictionary, shipped or a user's own.

    Raises:
        DataError: ``RK-311``: it cannot be read as UTF-8 text.
    """
    try:
        return path.read_bytes().decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(
            "RK-311",
            f"词典读不出来（{reason_of(error)}）",
            where=str(path),
            remedy="请把文件另存为 UTF-8 编码的文本",
        ) from None
