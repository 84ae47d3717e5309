"""One shard: Parquet in, Parquet out. The same shard gives the same rows wherever and whenever it is run."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from report_kit.batch.needs import require
from report_kit.batch.profile import Profile
from report_kit.errors import InputError

if TYPE_CHECKING:
    from report_kit.batch.owner import Owner
    from report_kit.batch.versions import Versions

_KEY, _STATS = "report-kit.key", "report-kit.stats"
# Rows of a shard held at once.
_TOGETHER = 256


@dataclass(frozen=True)
class Stats:
    """What became of some documents; ``seconds``, ``restarts`` and ``skipped`` are of the run."""

    documents: int = 0
    failed: int = 0
    characters: int = 0
    errors: int = 0
    warnings: int = 0
    hints: int = 0
    seconds: float = 0.0
    restarts: int = 0
    skipped: int = 0

    def __add__(self, other: Stats) -> Stats:
        return Stats(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)})

    def to_json(self) -> str:
        """Return the counts as one line."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, line: str) -> Stats:
        """Read what ``to_json`` wrote."""
        return cls(**json.loads(line))


def check_shard(
    input: str | Path,
    output: str | Path,
    profile: Profile,
    *,
    on_document: Callable[[bool], None] = lambda _ok: None,
) -> Stats:
    """Check the documents of one shard, or see that it has been done.

    Args:
        input: a Parquet file of references (``schema.REFERENCES``), or with the columns ``id`` and ``text``.
        output: the folder for ``findings-NAME.parquet`` and ``documents-NAME.parquet``; NAME is that of the
            input. They appear whole or not at all.
        profile: with what to check, and the limits of a document.
        on_document: told of every document whether it could be checked.

    Returns:
        The counts; ``skipped`` of them were found done: same documents, rules, dictionaries, model, settings.

    Raises:
        InputError: ``RK-667``: the input is no such file.
        DataError: settings or dictionaries cannot be used.
        UsageError: ``RK-610`` the output cannot be written, ``RK-661`` an extra is not installed.
        ReportKitError: ``RK-664``: no worker can be started.
    """
    require("batch")
    import pyarrow as pa

    from report_kit.batch.parquet_files import notes, write_table
    from report_kit.batch.schema import DOCUMENTS, FINDINGS

    began = time.monotonic()
    path, folder = Path(input), Path(output)
    references = list(_references(path))
    installed, key = _key(references, profile)
    documents, findings = (folder / f"{kind}-{path.stem}.parquet" for kind in ("documents", "findings"))
    done = notes(documents)
    if done.get(_KEY) == key == notes(findings).get(_KEY):
        stats = Stats.from_json(done[_STATS])
        return replace(stats, seconds=0.0, restarts=0, skipped=stats.documents)
    owner = _owner(profile)
    before = owner.restarts
    stats = Stats()
    written: dict[str, list[pa.RecordBatch]] = {"document": [], "findings": []}
    same = {name: getattr(installed, name) for name in ("rules", "dictionaries", "model")}
    rows: dict[str, list[dict[str, Any]]] = {"document": [], "findings": []}

    def pack() -> None:
        # As Arrow columns the rows take a tenth of what they take as objects.
        for kind, schema in (("document", DOCUMENTS), ("findings", FINDINGS)):
            written[kind].append(pa.RecordBatch.from_pylist(list(map(_writable, rows[kind])), schema=schema))
            rows[kind].clear()

    for answer in owner.check(references):
        row = answer["document"] | same
        rows["document"].append(row)
        rows["findings"] += answer["findings"]
        ok = row["status"] == "ok"
        counts = {name: row[name] for name in ("characters", "errors", "warnings", "hints")}
        stats += Stats(documents=1, failed=not ok, **counts)
        on_document(ok)
        if len(rows["document"]) >= _TOGETHER:
            pack()
    pack()
    stats = replace(stats, seconds=round(time.monotonic() - began, 3), restarts=owner.restarts - before)
    noted = {_KEY: key, _STATS: replace(stats, seconds=0.0, restarts=0).to_json()}
    # The documents last: without them the shard is not done.
    write_table(pa.Table.from_batches(written["findings"], FINDINGS), findings, noted)
    write_table(pa.Table.from_batches(written["document"], DOCUMENTS), documents, noted)
    return stats


def _references(path: Path) -> Iterator[dict[str, Any]]:
    from report_kit.batch.documents import TEXT
    from report_kit.batch.parquet_files import rows

    for row in rows(path):
        if not isinstance(row.get("id"), str):
            raise InputError(
                "RK-667",
                "压缩包或数据文件读不出来（没有编号 id 这一列）",
                where=str(path),
                remedy="输入要有 id 和 text 两列，或由 report-kit batch 生成",
            )
        text = row.get("text")
        known = {name: row.get(name) or "" for name in ("id", "kind", "source", "place", "digest")}
        if not known["kind"]:
            known["kind"] = TEXT
            known["digest"] = hashlib.sha256((text or "").encode("utf-8", "replace")).hexdigest()[:32]
        yield known | {"text": text}


def _key(references: list[dict[str, Any]], profile: Profile) -> tuple[Versions, str]:
    """Return what is installed, and a fingerprint of all that decides what the shard gives."""
    from report_kit.batch.setups import Setups
    from report_kit.batch.versions import versions

    setups = Setups(profile)
    files = [Path(reference["source"] or "text") for reference in references]
    own = {
        folder for file in {f.parent: f for f in files}.values() for folder in setups.own_dictionaries(file)
    }
    installed = versions(tuple(sorted(own)))
    whole = hashlib.sha256(json.dumps(installed.as_dict(), sort_keys=True).encode())
    whole.update(setups.digest(files).encode())
    for reference in references:
        parts = (reference[name] for name in ("id", "kind", "source", "place", "digest"))
        whole.update("\0".join(parts).encode("utf-8", "replace") + b"\n")
    return installed, whole.hexdigest()


def _writable(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row whose texts are UTF-8: a hostile text may hold half a pair of surrogates."""
    return {
        name: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
        for name, value in row.items()
    }


# One worker a thread, kept from shard to shard: starting one takes seconds.
_owners: dict[tuple[int, Profile], Owner] = {}
_lock = threading.Lock()


def _owner(profile: Profile) -> Owner:
    from report_kit.batch.owner import Owner

    with _lock:
        return _owners.setdefault((threading.get_ident(), profile), Owner(profile))


def close_workers() -> None:
    """End all workers of this process; shards under way are given up."""
    with _lock:
        owners = list(_owners.values())
        _owners.clear()
    for owner in owners:
        owner.close()
