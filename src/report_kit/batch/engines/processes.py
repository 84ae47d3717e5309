"""Processes on this computer: a thread for each, which hands it the documents and writes the rows."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path

from report_kit.batch.engines import Done, Job
from report_kit.batch.shard import Stats, check_shard, close_workers
from report_kit.errors import ReportKitError

TELLS = True


def run(job: Job) -> Iterator[Done]:
    """Run all shards; see ``Engine``."""
    waiting = iter(job.shards)
    running: dict[Future[Stats], Path] = {}
    with ThreadPoolExecutor(job.workers, thread_name_prefix="batch") as pool:

        def start() -> None:
            for shard in waiting:
                future = pool.submit(check_shard, shard, job.output, job.profile, on_document=job.on_document)
                running[future] = shard
                if len(running) >= job.workers:
                    return

        try:
            start()
            while running:
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    yield _done(running.pop(future), future)
                    start()
        finally:
            close_workers()


def _done(shard: Path, future: Future[Stats]) -> Done:
    try:
        return Done(shard, future.result())
    except ReportKitError as error:
        return Done(shard, Stats(), error)
