"""Dask: workers of a cluster, or on this computer. A shard whose worker is lost goes to another one."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from report_kit.batch.engines import Done, Job
from report_kit.batch.needs import require
from report_kit.batch.profile import Profile
from report_kit.batch.shard import Stats, check_shard
from report_kit.errors import ReportKitError, UsageError

TELLS = False
# A shard may lose its worker so many times before it is taken to be to blame.
_LOSSES = 20
# So many shards a worker are under way: the scheduler never holds a graph of all of them.
_AHEAD = 3


def run(job: Job) -> Iterator[Done]:
    """Run all shards; see ``Engine``.

    Raises:
        UsageError: ``RK-661`` Dask is not installed, ``RK-665`` the scheduler does not answer.
    """
    require("dask")
    import dask
    from distributed import as_completed

    with dask.config.set({"distributed.scheduler.allowed-failures": _LOSSES}):
        cluster, client = _connect(job)
        try:
            waiting = iter(job.shards)
            names: dict[str, Path] = {}

            def submit(many: int) -> list[Any]:
                found = []
                for shard in islice(waiting, many):
                    future = client.submit(
                        run_shard, str(shard), str(job.output), job.profile.to_json(), pure=False, retries=2
                    )
                    names[future.key] = shard
                    found.append(future)
                return found

            running = as_completed(submit(job.workers * _AHEAD))
            for future in running:
                yield _done(names.pop(future.key), future)
                future.release()
                running.update(submit(1))
        finally:
            client.close()
            if cluster is not None:
                cluster.close()


def run_shard(shard: str, output: str, profile: str) -> str:
    """Check a shard on a worker; errors a person can act on come back as a line too."""
    return check_shard(shard, output, Profile.from_json(profile)).to_json()


def _connect(job: Job) -> tuple[Any, Any]:
    from distributed import Client, LocalCluster

    if job.scheduler:
        try:
            return None, Client(job.scheduler, timeout=20)
        except (OSError, TimeoutError, ValueError) as error:
            raise UsageError(
                "RK-665",
                f"连不上 Dask 的调度程序（{type(error).__name__}）",
                where=job.scheduler,
                remedy="请检查 --scheduler 的地址（如 tcp://10.0.0.5:8786）和网络",
            ) from None
    # Losing workers is what it is for; each loss is no news.
    for name in ("distributed.nanny", "distributed.scheduler", "distributed.worker", "distributed.core"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    cluster = LocalCluster(
        n_workers=job.workers,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        host="127.0.0.1",
        memory_limit=0,
    )
    return cluster, Client(cluster)


def _done(shard: Path, future: Any) -> Done:
    from distributed import KilledWorker

    try:
        return Done(shard, Stats.from_json(future.result()))
    except ReportKitError as error:
        return Done(shard, Stats(), error)
    except KilledWorker:
        lost = ReportKitError(
            "RK-664",
            f"这一批文件换了 {_LOSSES} 次节点都没有做完",
            where=str(shard),
            remedy="请看各节点的内存和日志，再运行一次：已做完的不会重做",
        )
        return Done(shard, Stats(), lost)
