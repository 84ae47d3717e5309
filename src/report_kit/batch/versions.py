"""Fingerprints of all that decides what a batch finds, so that a rerun knows what is still true."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

from report_kit import __version__
from report_kit.resources import PACKAGE, data_folder

_SHORT = 16
# Learned data: they change seldom, and a person asks for them apart from the rules.
_MODELS = ("proofread/speller/data", "proofread/language/data")
_CODE = ("document", "forms", "proofread", "settings")


@dataclass(frozen=True)
class Versions:
    """Fingerprints of the rules (all code that reads and checks), the dictionaries and the learned data."""

    kit: str
    rules: str
    dictionaries: str
    model: str

    def as_dict(self) -> dict[str, str]:
        """Return them by name."""
        return asdict(self)


def versions(own: Sequence[str] = ()) -> Versions:
    """Return what is installed here.

    Args:
        own: folders of a user's own dictionaries.
    """
    shipped = _shipped()
    folders = [Path(folder) for folder in own if Path(folder).is_dir()]
    own_ones = [digest_of_files(_files(folder), folder) for folder in folders]
    return replace(shipped, dictionaries="+".join([shipped.dictionaries, *own_ones]))


@cache
def _shipped() -> Versions:
    models = [PACKAGE / name for name in _MODELS]
    code = (
        path
        for name in _CODE
        for path in _files(PACKAGE / name)
        if not any(path.is_relative_to(model) for model in models)
    )
    dictionaries = data_folder("dictionaries")
    return Versions(
        __version__,
        digest_of_files(code, PACKAGE),
        digest_of_files(_files(dictionaries), dictionaries),
        digest_of_files((path for model in models for path in _files(model)), PACKAGE),
    )


def digest_of_files(paths: Iterable[Path], base: Path) -> str:
    """Return a fingerprint of files: of their names below ``base`` and of all they hold."""
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.relative_to(base).as_posix().encode() + b"\0")
        whole.update(bytes.fromhex(digest_of_file(path)))
    return whole.hexdigest()[:_SHORT]


def digest_of_file(path: Path) -> str:
    """Return the SHA-256 of a file's contents, read piece by piece."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return iter(sorted(found))
