"""Spark: the shards as rows of a data frame, each run by ``mapInArrow`` where Spark puts it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from report_kit.batch.engines import Done, Job
from report_kit.batch.needs import require
from report_kit.batch.profile import Profile
from report_kit.batch.shard import Stats, check_shard
from report_kit.errors import ReportKitError, UsageError

TELLS = False
# Shards for each worker in a wave: few waits at its end, and news of how far it is.
_WAVE = 8
_IN, _OUT = "shard string", "shard string, stats string, error string"


def run(job: Job) -> Iterator[Done]:
    """Run all shards; see ``Engine``.

    Raises:
        UsageError: ``RK-661`` Spark is not installed, ``RK-665`` it does not start.
    """
    require("spark")
    session = _session(job)
    output, profile = str(job.output), job.profile.to_json()

    def check(batches: Iterator[Any]) -> Iterator[Any]:
        return run_batches(batches, output, profile)

    try:
        # Row by row Spark would run one task after the other; a wave at a time all workers are busy.
        for start in range(0, len(job.shards), job.workers * _WAVE):
            wave = [(str(shard),) for shard in job.shards[start : start + job.workers * _WAVE]]
            # A shard a task: Spark tries a task again elsewhere when its worker is lost.
            rows = session.sparkContext.parallelize(wave, len(wave))
            for row in session.createDataFrame(rows, _IN).mapInArrow(check, _OUT).collect():
                yield _done(row)
    finally:
        session.stop()


def run_batches(batches: Iterator[Any], output: str, profile: str) -> Iterator[Any]:
    """Check the shards named in Arrow batches; yield a batch with what became of each."""
    import pyarrow as pa

    for batch in batches:
        for shard in batch.column("shard").to_pylist():
            stats, error = Stats(), ""
            try:
                stats = check_shard(shard, output, Profile.from_json(profile))
            except ReportKitError as fault:
                error = json.dumps([fault.code, fault.what, fault.where, fault.remedy])
            yield pa.RecordBatch.from_pydict({"shard": [shard], "stats": [stats.to_json()], "error": [error]})


def _session(job: Job) -> Any:
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("report-kit batch")
    for name in ("spark.ui.enabled", "spark.ui.showConsoleProgress"):
        builder = builder.config(name, "false")
    if job.scheduler:
        builder = builder.master(job.scheduler)
    elif "SPARK_HOME" not in os.environ and "MASTER" not in os.environ:
        builder = builder.master(f"local[{job.workers}]").config("spark.driver.host", "127.0.0.1")
    try:
        session = builder.getOrCreate()
    except (PySparkException, OSError, RuntimeError) as error:
        raise UsageError(
            "RK-665",
            f"Spark 起不来（{type(error).__name__}）",
            where=job.scheduler,
            remedy="请检查装了 Java 17 以上、JAVA_HOME 写对了，以及 --scheduler 的地址",
        ) from None
    session.sparkContext.setLogLevel("ERROR")
    return session


def _done(row: Any) -> Done:
    error = None
    if row["error"]:
        code, what, where, remedy = json.loads(row["error"])
        error = ReportKitError(code, what, where=where, remedy=remedy)
    return Done(Path(row["shard"]), Stats.from_json(row["stats"]), error)
