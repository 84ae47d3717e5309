"""How fast a batch goes: documents a second by engine and number of workers, and whether all find the same.

``python tools/measure_batch.py CORPUS.txt processes:1 processes:2 dask:1 dask:2 spark:2 --documents 1000``

The corpus is right text, a paragraph a line; documents of about 1,200 characters are cut from it, every third
with a character doubled or left out by a fixed seed. Prints a row an engine: documents, wall time, documents
and characters a second, the largest memory of a worker, and a hash of all rows found.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import random
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

CHARACTERS = 1200


def documents(corpus: Path, many: int) -> Iterator[str]:
    """Yield texts of about ``CHARACTERS`` characters, every third with slips."""
    chance = random.Random(2024)
    with lzma.open(corpus, "rt") if corpus.suffix == ".xz" else corpus.open(encoding="utf-8") as lines:
        text, made = "", 0
        for line in lines:
            text += line
            if len(text) >= CHARACTERS:
                yield _slipped(text, chance) if made % 3 == 0 else text
                text, made = "", made + 1
                if made == many:
                    return


def _slipped(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) - 1)
    return text[:at] + (text[at] if chance.random() < 0.5 else "") + text[at:][chance.random() < 0.5 :]


class Watch:
    """The largest memory of a worker process, in megabytes."""

    def __init__(self) -> None:
        self.largest = 0.0
        self._end = threading.Event()
        threading.Thread(target=self._look, daemon=True).start()

    def stop(self) -> None:
        """Look no more."""
        self._end.set()

    def _look(self) -> None:
        while not self._end.wait(0.5):
            for one in psutil.Process().children(recursive=True):
                try:
                    if "report_kit.batch.worker" in one.cmdline():
                        self.largest = max(self.largest, one.memory_info().rss / 2**20)
                except psutil.Error:
                    continue


def found(folder: Path) -> str:
    """Return a hash of all rows of a batch, whatever shards they are in."""
    from report_kit.batch.parquet_files import rows

    lines = sorted(
        json.dumps(row, ensure_ascii=False, sort_keys=True)
        for kind in ("documents", "findings")
        for path in folder.glob(f"{kind}-*.parquet")
        for row in rows(path)
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def main() -> None:
    """Measure the engines named."""
    from report_kit.batch import Profile
    from report_kit.batch.progress import Progress
    from report_kit.batch.run import Batch, run_batch

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("engines", nargs="+", help="ENGINE:WORKERS")
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--shard", type=int, default=20)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "in.jsonl"
        lines = (json.dumps({"text": text}) + "\n" for text in documents(given.corpus, given.documents))
        source.write_text("".join(lines))
        for name in given.engines:
            engine, _, workers = name.partition(":")
            output = Path(place) / name.replace(":", "-")
            watch, began = Watch(), time.monotonic()
            batch = Batch(
                [str(source)], output, Profile(no_config=True), engine, int(workers), size=given.shard
            )
            result = run_batch(batch, Progress())
            if result.errors:
                raise SystemExit(str(result.errors[0]))
            stats = result.stats
            seconds = time.monotonic() - began
            watch.stop()
            print(
                f"{name}\t{stats.documents}\t{seconds:.1f} s\t{stats.documents / seconds:.2f} documents/s\t"
                f"{stats.characters / seconds:.0f} characters/s\t{watch.largest:.0f} MB\t{found(output)}",
                flush=True,
            )


if __name__ == "__main__":
    main()
