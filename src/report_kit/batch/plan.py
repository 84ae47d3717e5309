"""From inputs to shards: Parquet files of references, cut so that a new file moves none of the others."""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from report_kit.batch.parquet_files import write_table
from report_kit.batch.schema import REFERENCES
from report_kit.batch.sources import places
from report_kit.batch.sources.content import printable
from report_kit.batch.sources.files import FILE, base_of, find
from report_kit.batch.versions import digest_of_file
from report_kit.errors import InputError

BROKEN = "broken"
"""Kind of the row of a container that cannot be opened: its error is found again when it is read."""
# A shard ends where the hash of a document's name says so, after as many at the latest.
_LONGEST = 4


@dataclass(frozen=True)
class Reference:
    """One document: its name in the batch, where it is, and a hash of what it was when planned."""

    id: str
    kind: str
    source: str
    place: str
    digest: str


def references(
    inputs: Sequence[str], leave_out: Path, looked: Callable[[int], None] = lambda _: None
) -> Iterator[Reference]:
    """Yield every document meant by ``inputs``, always in the same order.

    Args:
        inputs: files, folders, patterns.
        leave_out: the folder of the results.
        looked: told how many documents have been found so far.

    Raises:
        InputError: ``RK-101``.
    """
    base, count = base_of(inputs), 0
    for found in find(inputs, leave_out):
        for reference in _of_file(found.path, found.kind, _called(found.path, base)):
            count += 1
            looked(count)
            yield reference


def _of_file(path: Path, kind: str, called: str) -> Iterator[Reference]:
    source = str(path)
    try:
        whole = digest_of_file(path)
    except OSError:
        whole = ""  # the worker says why
    if kind == FILE:
        yield Reference(called, FILE, source, "", whole[:32])
        return
    try:
        for place in places(path, kind):
            name = f"{called}#{place.name}"
            digest = hashlib.sha256(f"{whole}\0{place.place}".encode()).hexdigest()[:32]
            yield Reference(name, kind, source, place.place, digest)
    except InputError:
        yield Reference(called, f"{BROKEN}:{kind}", source, "", whole[:32])


def _called(path: Path, base: Path) -> str:
    name = path.relative_to(base) if path.is_relative_to(base) else path
    return printable(name.as_posix())


def sample(found: Iterable[Reference], size: int) -> list[Reference]:
    """Return ``size`` of the documents, the same ones whenever the same documents are there."""
    chosen = heapq.nsmallest(size, enumerate(found), key=lambda pair: _mark(pair[1].id))
    return [reference for _, reference in sorted(chosen, key=lambda pair: pair[0])]


def shards(found: Iterable[Reference], size: int) -> Iterator[list[Reference]]:
    """Cut documents into shards of about ``size``; where one is added or gone, few shards change."""
    shard: list[Reference] = []
    for reference in found:
        shard.append(reference)
        if int(_mark(reference.id), 16) % size == 0 or len(shard) >= _LONGEST * size:
            yield shard
            shard = []
    if shard:
        yield shard


def write_shard(shard: Sequence[Reference], folder: Path) -> Path:
    """Write a shard's references into a file named after what they are."""
    name = hashlib.sha256()
    for one in shard:
        name.update(f"{one.id}\0{one.kind}\0{one.source}\0{one.place}\0{one.digest}\n".encode())
    path = folder / f"{name.hexdigest()[:16]}.parquet"
    try:
        if pq.read_metadata(path).num_rows == len(shard):
            return path
    except (OSError, pa.ArrowException):
        pass
    rows = [{**vars(one), "text": None} for one in shard]
    write_table(pa.Table.from_pylist(rows, schema=REFERENCES), path)
    return path


def _mark(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:12]
