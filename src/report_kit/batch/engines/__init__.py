"""Who runs the shards: one file per engine. Paths and the profile travel to a worker, never text."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, cast

from report_kit.batch.profile import Profile
from report_kit.batch.shard import Stats
from report_kit.errors import ReportKitError

ENGINES = ("processes", "dask", "spark")


@dataclass(frozen=True)
class Job:
    """All shards of a batch.

    Args:
        shards: the files of references.
        output: the folder of the results; of a cluster, one that all workers see.
        profile: with what to check.
        workers: how many at once.
        scheduler: where a cluster is; empty for one on this computer.
        on_document: told of every document, in any thread; an engine whose workers are elsewhere tells of
            whole shards only.
    """

    shards: Sequence[Path]
    output: Path
    profile: Profile
    workers: int
    scheduler: str = ""
    on_document: Callable[[bool], None] = field(default=lambda _ok: None)


@dataclass(frozen=True)
class Done:
    """A shard that has been run; ``error`` is why it could not be."""

    shard: Path
    stats: Stats
    error: ReportKitError | None = None


class Engine(Protocol):
    """What the module of an engine offers; ``TELLS`` says that it calls ``on_document`` itself."""

    TELLS: bool

    def run(self, job: Job) -> Iterator[Done]:
        """Run all shards; yield each when it is done, in any order. Closing the iterator ends the workers."""
        ...


def open_engine(name: str) -> Engine:
    """Return an engine by name (see ``ENGINES``)."""
    return cast(Engine, importlib.import_module(f"{__name__}.{name}"))
