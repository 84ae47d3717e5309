"""How far a batch is: done, rate, time left, failures."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from report_kit.batch.shard import Stats

# Of a batch that goes on for hours the rate is that of the last minutes.
_RATE_SECONDS = 300.0


class Progress:
    """Counts documents, from any thread, and says so from time to time.

    Args:
        say: shows a line; told whether it is the last one.
        every: seconds between two lines.
        clock: seconds, for tests.
    """

    def __init__(
        self,
        say: Callable[[str, bool], None] = lambda _line, _last: None,
        every: float = 10.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._say, self._every, self._clock = say, every, clock
        self._lock = threading.Lock()
        self.begin(0)

    def begin(self, total: int) -> None:
        """Start with so many documents to check."""
        self.total, self.done, self.failed, self.skipped = total, 0, 0, 0
        self._told = self._clock()
        self._past = [(self._told, 0)]

    def one(self, ok: bool) -> None:
        """Count a document."""
        self._count(1, not ok)

    def shard(self, stats: Stats, *, told: bool) -> None:
        """Count a shard; where its documents were ``told`` one by one, only what was skipped."""
        with self._lock:
            self.skipped += stats.skipped
        if stats.skipped or not told:
            self._count(stats.documents, stats.failed)

    def end(self) -> None:
        """Say the last line."""
        self._say(self.line(), True)

    def line(self) -> str:
        """Return how far it is."""
        now = self._clock()
        share = f"（{100 * self.done / self.total:.1f}%）" if self.total else ""
        parts = [f"已完成 {self.done}/{self.total} 份{share}"]
        rate = self._rate(now)
        if rate:
            parts.append(f"每秒 {rate:.1f} 份")
            if self.done < self.total:
                parts.append(f"约剩 {spoken((self.total - self.done) / rate)}")
        if self.skipped:
            parts.append(f"上次已做 {self.skipped} 份")
        if self.failed:
            parts.append(f"未能校对 {self.failed} 份")
        return "，".join(parts)

    def _count(self, many: int, failed: int) -> None:
        with self._lock:
            self.done += many
            self.failed += failed
            now = self._clock()
            if now - self._told < self._every:
                return
            self._told = now
            line = self.line()
            self._past = [(at, done) for at, done in self._past if now - at <= _RATE_SECONDS][-100:]
            self._past.append((now, self.done - self.skipped))
        self._say(line, False)

    def _rate(self, now: float) -> float:
        at, done = self._past[0]
        return (self.done - self.skipped - done) / (now - at) if now > at else 0.0


def spoken(seconds: float) -> str:
    """Return a length of time as people say it."""
    minutes = round(seconds / 60)
    if seconds < 60:
        return f"{max(1, round(seconds))} 秒"
    if minutes < 60:
        return f"{minutes} 分钟"
    hours, rest = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} 小时 {rest} 分" if rest else f"{hours} 小时"
    return f"{round(hours / 24)} 天"
