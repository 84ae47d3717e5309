"""What the extras bring, asked for where it is used."""

from __future__ import annotations

import importlib.util

from report_kit.errors import UsageError

_EXTRAS = {
    "batch": ("pyarrow", "psutil"),
    "dask": ("distributed",),
    "spark": ("pyspark",),
}


def require(extra: str, *modules: str) -> None:
    """Make sure that the packages of an extra are installed.

    Args:
        extra: name of the extra.
        modules: what is needed of it; all of it when none is named.

    Raises:
        UsageError: ``RK-661``.
    """
    wanted = modules or _EXTRAS[extra]
    absent = [name for name in wanted if importlib.util.find_spec(name) is None]
    if absent:
        raise UsageError(
            "RK-661",
            f"批量校对要用的 {'、'.join(absent)} 没有安装",
            remedy=f'运行 pip install "report-kit[{extra}]"，见 docs/批量.md',
        )
