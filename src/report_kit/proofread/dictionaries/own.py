"""A user's own dictionaries, beside the shipped ones: entries that come first, and words that are right.

A folder of dictionaries holds ``spelling.tsv``, ``wording.tsv`` and so on (columns as in ``entries``), and
``words.txt`` (one's own words, one a line). All may be missing. They are read again when they have
changed, so that a notebook left open sees what was added.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar, cast

from report_kit.errors import DataError
from report_kit.proofread.dictionaries.entries import Entry, read_entries
from report_kit.proofread.dictionaries.lexicon import Lexicon, lexicon
from report_kit.proofread.dictionaries.own_words import OwnWords, read_words
from report_kit.resources import data_folder

WORDS = "words.txt"
FOLDER = "dictionaries"

T = TypeVar("T")


def own_folders(base: Path | None = None, named: Path | None = None) -> tuple[Path, ...]:
    """Return the folders of the user's own dictionaries that are there, the nearest first.

    They are that of the workspace (``named``, or else ``dictionaries`` in ``base``, the current folder
    when omitted, which is the workspace for a notebook) and ``dictionaries`` in the user's configuration
    folder. In a checkout of the kit the first is the shipped one and is left out.
    """
    candidates = (named or (base or Path.cwd()) / FOLDER, config_folder() / FOLDER)
    return tuple(path for path in candidates if path.is_dir() and not path.samefile(data_folder(FOLDER)))


def config_folder() -> Path:
    """Return the kit's folder among the user's settings; it need not exist."""
    base = os.environ.get("APPDATA") or os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "report-kit"


def required_folders(names: Iterable[str | Path]) -> tuple[Path, ...]:
    """Return folders the user has named.

    Raises:
        DataError: ``RK-314``: one is not there.
    """
    folders = tuple(Path(name) for name in names)
    for folder in folders:
        if not folder.is_dir():
            raise DataError(
                "RK-314",
                "找不到词典文件夹",
                where=str(folder),
                remedy="检查文件夹的名字；新建词典用 report-kit dict add",
            )
    return folders


@dataclass
class _File:
    """What was read from a file, and what the file was like then."""

    stamp: tuple[int, int] | None
    entries: list[Entry]
    words: frozenset[str]


@dataclass
class Dictionaries:
    """The user's own dictionaries in some folders, those of earlier folders first.

    An own entry takes the place of every shipped or later one of the same wrong form.

    Args:
        folders: where they are.
        more_words: own words beside those of the folders.
    """

    folders: Sequence[Path]
    more_words: frozenset[str] = frozenset()
    _files: dict[Path, _File] = field(default_factory=dict, init=False, repr=False)
    _contents: dict[Path, tuple[tuple[int, int] | None, object]] = field(
        default_factory=dict, init=False, repr=False
    )
    _joined: dict[str, tuple[list[_File], Lexicon]] = field(default_factory=dict, init=False, repr=False)

    def load(self, names: Sequence[str]) -> None:
        """Read everything that has changed of the dictionaries ``names``, and the own words.

        Raises:
            DataError: ``RK-311`` to ``RK-313``: a file cannot be used.
        """
        for folder in self.folders:
            for file in (*(f"{name}.tsv" for name in names), WORDS):
                self._read(folder / file)

    def lexicon(self, name: str) -> Lexicon:
        """Return the dictionary ``name`` with the own entries; see ``load`` for errors."""
        if not self.folders:
            return lexicon(name)
        files = [self._read(folder / f"{name}.tsv") for folder in self.folders]
        joined = self._joined.get(name)
        if joined is None or any(a is not b for a, b in zip(joined[0], files, strict=True)):
            entries = [file.entries for file in files]
            joined = self._joined[name] = (files, _join([*entries, lexicon(name).entries]))
        return joined[1]

    @property
    def words(self) -> OwnWords:
        """The own words; see ``load`` for errors."""
        return OwnWords(self.more_words.union(*(self._read(folder / WORDS).words for folder in self.folders)))

    def content(self, path: Path, read: Callable[[Path], T]) -> T | None:
        """Return what ``read`` makes of a file, read again when it has changed; ``None`` without one."""
        stamp = _stamp(path)
        known = self._contents.get(path)
        if known is None or known[0] != stamp:
            known = self._contents[path] = stamp, read(path) if stamp else None
        return cast("T | None", known[1])

    def own_entries(self, name: str) -> list[tuple[Path, Entry]]:
        """Return the own entries of the dictionary ``name`` with the folders they stand in."""
        return [(folder, e) for folder in self.folders for e in self._read(folder / f"{name}.tsv").entries]

    def _read(self, path: Path) -> _File:
        stamp = _stamp(path)
        known = self._files.get(path)
        if known is None or known.stamp != stamp:
            entries = read_entries(path) if stamp and path.name != WORDS else []
            words = read_words(path) if stamp and path.name == WORDS else frozenset[str]()
            known = self._files[path] = _File(stamp, entries, words)
        return known


def _stamp(path: Path) -> tuple[int, int] | None:
    """Return what tells whether a file has changed; ``None`` when it is not there."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _join(sources: Sequence[Sequence[Entry]]) -> Lexicon:
    """Return the entries of all sources but those whose wrong form an earlier source has."""
    joined: list[Entry] = []
    taken: set[str] = set()
    for entries in sources:
        joined += [entry for entry in entries if entry.wrong not in taken]
        taken |= {entry.wrong for entry in entries}
    return Lexicon(joined)
