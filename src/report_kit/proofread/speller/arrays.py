"""Named arrays in one file that is mapped into memory: a line of JSON, then the arrays one after another."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from report_kit.errors import DataError

_ALIGNMENT = 16


def write_arrays(path: Path, header: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write ``arrays`` with a ``header`` of values JSON can hold; the same values give the same bytes."""
    shapes = {name: [array.dtype.str, list(array.shape)] for name, array in arrays.items()}
    line = json.dumps({**header, "arrays": shapes}, ensure_ascii=False, sort_keys=False).encode() + b"\n"
    with path.open("wb") as stream:
        stream.write(line)
        for array in arrays.values():
            stream.write(b"\0" * (-stream.tell() % _ALIGNMENT))
            stream.write(array.tobytes())


def read_arrays(path: Path, kind: str) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Return the header and the arrays of a file whose header names this ``kind``.

    Raises:
        DataError: ``RK-321``: the file is missing, cut short or of another kind.
    """
    try:
        with path.open("rb") as stream:
            line = stream.readline()
        header: dict[str, Any] = json.loads(line)
        if header["kind"] != kind:
            raise ValueError(header["kind"])
        data = np.memmap(path, dtype=np.uint8, mode="r")
        arrays: dict[str, NDArray[Any]] = {}
        position = len(line)
        for name, (dtype, shape) in header["arrays"].items():
            position += -position % _ALIGNMENT
            count = int(np.prod(shape))
            arrays[name] = np.frombuffer(data, dtype, count, position).reshape(shape)
            position += arrays[name].nbytes
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(
            "RK-321", f"校对数据文件无法读取（{error}）", where=path.name, remedy="请重新安装 report-kit"
        ) from error
    return header, arrays
