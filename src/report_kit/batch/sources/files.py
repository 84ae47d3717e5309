"""Files and folders as the user names them."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from report_kit.batch.sources import container_kind
from report_kit.document.limits import not_found
from report_kit.document.readers import is_meant_in_folders
from report_kit.document.readers.html import is_result
from report_kit.settings.accepted import ACCEPTED_NAME

FILE = "file"
MANIFEST, PLAN = "manifest.json", "plan"
"""What lies in a folder of results."""
# What a corrected or marked copy is called, see cli.outputs: copies are no input.
_COPY = ".校对"


@dataclass(frozen=True)
class Found:
    """A file to look into; ``kind`` is ``file`` for a document, else that of the container."""

    path: Path
    kind: str


def find(inputs: Sequence[str], leave_out: Path) -> Iterator[Found]:
    """Yield the files meant, by name: documents and containers of folders, whatever else is named.

    Args:
        inputs: files, folders and patterns (``县/*/2024*.docx``, ``**`` for any depth).
        leave_out: the folder the results go to.

    Raises:
        InputError: ``RK-101`` nothing there by one of the names.
    """
    seen: set[Path] = set()
    for name in inputs:
        for path in _named(name):
            for file in _inside(path, leave_out) if path.is_dir() else [path]:
                absolute = file.absolute()
                if absolute not in seen:
                    seen.add(absolute)
                    yield Found(absolute, container_kind(absolute) or FILE)


def base_of(inputs: Sequence[str]) -> Path:
    """Return the folder below which all inputs lie; documents are called by what follows it."""
    parts = [_fixed_part(Path(name).absolute()) for name in inputs]
    folders = [part if part.is_dir() else part.parent for part in parts]
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:  # on several drives
        return Path(folders[0].anchor)


def _fixed_part(path: Path) -> Path:
    """Return what of a pattern stands before its first sign."""
    if path.exists():
        return path
    for at in (path, *path.parents):
        if not glob.has_magic(str(at)):
            return at
    return path


def _named(name: str) -> list[Path]:
    path = Path(name)
    if path.exists():
        return [path]
    # Path.glob takes no pattern that begins at the root or climbs.
    found = sorted(map(Path, glob.glob(name, recursive=True))) if glob.has_magic(name) else []  # noqa: PTH207
    if not found:
        raise not_found(path)
    return found


def _inside(folder: Path, leave_out: Path) -> Iterator[Path]:
    """Yield documents and containers below a folder, as ``report-kit check`` does; links are not followed."""
    for above, folders, names in os.walk(folder):
        here = Path(above)
        if (here / MANIFEST).is_file() and (here / PLAN).is_dir():  # the results of another batch
            folders[:] = []
            continue
        folders[:] = sorted(
            n for n in folders if not n.startswith(".") and (here / n).absolute() != leave_out
        )
        for name in sorted(names):
            file = here / name
            if name.startswith((".", "~$")) or Path(file.stem).suffix == _COPY or name == ACCEPTED_NAME:
                continue
            if (container_kind(file) or is_meant_in_folders(file)) and file.is_file() and not is_result(file):
                yield file
