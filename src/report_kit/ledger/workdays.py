"""Working days of China: the holidays proclaimed each year, and a file of one's own for other years.

The proclaimed days come from ``chinesecalendar``; its years end with the newest proclamation it knows. A year
that neither it nor the own file knows is refused: counting plain weekends would give a wrong time limit.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from report_kit.document.limits import MAX_TEXT_BYTES, read_bytes
from report_kit.document.readers.txt import decode
from report_kit.errors import DataError, ReportKitError
from report_kit.ledger.cells import plain, read_day

HOLIDAYS_FILE = "放假表.csv"
_KINDS = {"放假": False, "休息": False, "上班": True, "补班": True}
# Seven festivals: every proclamation since 2008 frees at least this many days from Monday to Friday.
_LEAST_HOLIDAYS = 10


class UnknownYearError(ReportKitError):
    """Holidays of a year are not known (``RK-804``)."""

    def __init__(self, year: int) -> None:
        super().__init__(
            "RK-804",
            f"不知道 {year} 年的放假安排，算不出工作日",
            where=f"{year} 年",
            remedy=f"请在台账文件夹里放一份“{HOLIDAYS_FILE}”，列出 {year} 年的放假和补班（见 docs/台账.md）",
        )
        self.year = year


class Workdays:
    """Counts working days.

    Args:
        own: days told by the office's own file: ``True`` to work, ``False`` to rest. They win over the
            proclaimed ones; a year they list whole becomes known.
    """

    def __init__(self, own: Mapping[date, bool] | None = None) -> None:
        self._own = dict(own or {})
        self._known: dict[date, bool] = {}
        rests = Counter(day.year for day, works in self._own.items() if not works and day.weekday() < 5)
        self._whole = {year for year, count in rests.items() if count >= _LEAST_HOLIDAYS}

    @classmethod
    def read(cls, path: Path) -> Workdays:
        """Read a file of one's own: columns 日期, 类型 (放假 or 上班), and anything behind.

        Raises:
            DataError: ``RK-805``: a row can not be used; it is named.
            InputError: the file can not be read.
        """
        own: dict[date, bool] = {}
        lines = csv.reader(io.StringIO(decode(read_bytes(path, MAX_TEXT_BYTES), str(path)), newline=""))
        for number, line in enumerate(lines, 1):
            cells = [plain(cell) for cell in line]
            if not any(cells) or (number == 1 and cells[0] == "日期"):
                continue
            try:
                own[read_day(cells[0])] = _KINDS[cells[1]]
            except (ValueError, KeyError, IndexError) as error:
                why = str(error) if type(error) is ValueError else "类型应为“放假”或“上班”"
                raise DataError(
                    "RK-805",
                    f"放假表有一行不能用：{why}",
                    where=f"{path} 第 {number} 行",
                    remedy="每行写：日期,放假 或 日期,上班",
                ) from None
        return cls(own)

    def is_workday(self, day: date) -> bool:
        """Say whether people work on ``day``; raises ``UnknownYearError``."""
        if day not in self._known:
            self._known[day] = self._look_up(day)
        return self._known[day]

    def _look_up(self, day: date) -> bool:
        if day.year in self._whole:
            return self._own.get(day, day.weekday() < 5)
        from chinese_calendar import is_workday

        try:
            proclaimed: bool = is_workday(day)
        except NotImplementedError:
            raise UnknownYearError(day.year) from None
        return self._own.get(day, proclaimed)

    def after(self, day: date, count: int) -> date:
        """Return the ``count``-th working day after ``day``, which itself is not counted.

        ``count`` 0 gives ``day`` itself. Raises ``UnknownYearError``.
        """
        while count > 0:
            day += timedelta(1)
            count -= self.is_workday(day)
        return day

    def between(self, start: date, end: date) -> int:
        """Return the number of working days after ``start`` up to ``end``; negative when it lies before."""
        if end < start:
            return -self.between(end, start)
        days = (start + timedelta(step) for step in range(1, (end - start).days + 1))
        return sum(map(self.is_workday, days))
