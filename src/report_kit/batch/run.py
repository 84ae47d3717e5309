"""A whole batch: plan, run what is not done, sweep, say what came of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from report_kit.batch.engines import Job, open_engine
from report_kit.batch.needs import require
from report_kit.batch.profile import Profile
from report_kit.batch.progress import Progress
from report_kit.batch.shard import Stats
from report_kit.batch.sources.files import MANIFEST, PLAN
from report_kit.durable import write_durably
from report_kit.errors import InputError, ReportKitError, UsageError, reason_of

_FORMAT = 1
_OURS = re.compile(r"(?:documents|findings)-([0-9a-f]{16})\.parquet")


@dataclass(frozen=True)
class Batch:
    """What is to be checked, how, and where the results go.

    Args:
        inputs: files, folders, patterns.
        output: the folder of the results.
        profile: with what to check, and the limits of a document.
        engine: ``processes``, ``dask`` or ``spark``.
        workers: how many at once.
        scheduler: where a cluster is.
        size: documents in a shard, about.
        sample: check only so many of the documents; all when 0.
    """

    inputs: Sequence[str]
    output: Path
    profile: Profile
    engine: str = "processes"
    workers: int = 1
    scheduler: str = ""
    size: int = 50
    sample: int = 0


@dataclass
class Result:
    """What came of a batch: the counts, the shards that make it up, and what of them could not be run."""

    output: Path
    stats: Stats
    shards: list[str]
    errors: list[ReportKitError] = field(default_factory=list)

    def files(self, kind: str) -> list[Path]:
        """Return the Parquet files of a kind (``documents`` or ``findings``), in the order of the input."""
        found = (self.output / f"{kind}-{name}.parquet" for name in self.shards)
        return [path for path in found if path.is_file()]


def run_batch(
    batch: Batch, progress: Progress, looked: Callable[[int], None] = lambda _count: None
) -> Result:
    """Check all documents of a batch; what an earlier run into the same folder has done is not done again.

    Args:
        batch: what, how, where to.
        progress: told of every document.
        looked: told how many documents have been found so far.

    Raises:
        InputError: ``RK-101`` an input is not there, ``RK-669`` there is nothing to check.
        UsageError: ``RK-610``, ``RK-661``, ``RK-665``; ``RK-666`` the folder is in use or holds other things.
        DataError: settings or dictionaries cannot be used.
    """
    require("batch")
    from filelock import FileLock, Timeout

    output = batch.output.absolute()
    _refuse_foreign(output)
    try:
        (output / PLAN).mkdir(parents=True, exist_ok=True)
        with FileLock(output / ".lock", timeout=0):
            return _run(replace(batch, output=output), progress, looked)
    except Timeout:
        raise UsageError(
            "RK-666",
            "另一个 report-kit batch 正在往这个文件夹里写",
            where=str(output),
            remedy="请等它完成，或把 --output 写成另一个文件夹",
        ) from None
    except OSError as error:
        raise UsageError(
            "RK-610",
            f"文件写不进去（{reason_of(error)}）",
            where=str(output),
            remedy="请检查文件夹是否存在、是否有写入权限、磁盘是否已满，或换一个位置",
        ) from error


def _run(batch: Batch, progress: Progress, looked: Callable[[int], None]) -> Result:
    from report_kit.batch.setups import Setups

    # A wrong setting or rule is told before anything is read, not once a document.
    Setups(batch.profile).try_out(Path(batch.inputs[0]))
    planned, count = _planned(batch, looked)
    if not planned:
        raise InputError(
            "RK-669",
            "没有可以校对的文件",
            where="、".join(batch.inputs),
            remedy="文件夹里要有文档、压缩包、.parquet、.jsonl 或 .warc 文件，见 docs/批量.md",
        )
    if not (batch.output / MANIFEST).is_file():
        _write_manifest(batch, Result(batch.output, Stats(), []), complete=False)
    progress.begin(count)
    engine = open_engine(batch.engine)
    tells = engine.TELLS
    job = Job(
        planned,
        batch.output,
        batch.profile,
        batch.workers,
        batch.scheduler,
        progress.one if tells else lambda _ok: None,
    )
    result = Result(batch.output, Stats(), [path.stem for path in planned])
    missing = set(planned)
    for done in engine.run(job):
        missing.discard(done.shard)
        result.stats += done.stats
        if done.error:
            result.errors.append(done.error)
        progress.shard(done.stats, told=tells)
    progress.end()
    if missing:
        lost = f"{len(missing)} 批没有做"
        result.errors.append(ReportKitError("RK-664", lost, remedy="请再运行一次：已做完的不会重做"))
    if not result.errors:
        _sweep(batch.output, set(result.shards))
    _write_manifest(batch, result, complete=not result.errors)
    return result


def _planned(batch: Batch, looked: Callable[[int], None]) -> tuple[list[Path], int]:
    from report_kit.batch.plan import references, sample, shards, write_shard

    found = references(batch.inputs, batch.output, looked)
    if batch.sample:
        found = iter(sample(found, batch.sample))
    paths, count = [], 0
    for shard in shards(found, batch.size):
        count += len(shard)
        paths.append(write_shard(shard, batch.output / PLAN))
    return list(dict.fromkeys(paths)), count


def _refuse_foreign(output: Path) -> None:
    """Refuse a folder that holds something, but no batch: its files are nobody's to mix with."""
    if not output.exists() or (output / MANIFEST).is_file() or (output / PLAN).is_dir():
        return
    if not output.is_dir() or any(output.iterdir()):
        raise UsageError(
            "RK-666",
            "结果文件夹里有别的东西",
            where=str(output),
            remedy="请把 --output 写成一个新的文件夹，或上一次批量校对的结果文件夹",
        )


def _sweep(output: Path, shards: set[str]) -> None:
    """Remove the results of shards that are no longer part of the batch."""
    for path in [*output.iterdir(), *(output / PLAN).iterdir()]:
        ours = _OURS.fullmatch(path.name)
        name = ours.group(1) if ours else path.stem if path.parent.name == PLAN else None
        if name is not None and name not in shards:
            path.unlink(missing_ok=True)


def _write_manifest(batch: Batch, result: Result, *, complete: bool) -> None:
    from report_kit.batch.versions import digest_of_file, versions

    files = {
        path.name: digest_of_file(path) for kind in ("documents", "findings") for path in result.files(kind)
    }
    data: dict[str, Any] = {
        "format": _FORMAT,
        "complete": complete,
        "inputs": list(batch.inputs),
        "profile": json.loads(batch.profile.to_json()),
        "sample": batch.sample,
        "versions": versions(tuple(batch.profile.dictionaries)).as_dict(),
        "shards": result.shards,
        "files": files,
        "stats": {
            name: value
            for name, value in json.loads(result.stats.to_json()).items()
            if name not in ("seconds", "restarts", "skipped")
        },
    }
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    write_durably(batch.output / MANIFEST, text.encode())


def read_result(folder: Path) -> Result:
    """Return what an earlier batch left in a folder.

    Raises:
        UsageError: ``RK-668``: it is no folder of results, or of a batch that was not finished.
    """
    try:
        data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if not data["complete"]:
            raise ValueError("not complete")
        return Result(folder, Stats(**data["stats"]), list(data["shards"]))
    except (OSError, ValueError, KeyError, TypeError):
        raise UsageError(
            "RK-668",
            "这不是一次做完的批量校对的结果",
            where=str(folder),
            remedy="--since 写上一次 report-kit batch 的 --output 文件夹；没有做完的，先用原来的命令做完",
        ) from None
