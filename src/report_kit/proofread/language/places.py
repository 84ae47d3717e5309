"""Administrative divisions: provinces, cities, counties and towns, and which belongs to which.

The data are those of modood/Administrative-divisions-of-China (WTFPL), made by ``tools/build_places.py``.
"""

from __future__ import annotations

import lzma
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "places.txt.xz"
_BODY = re.compile(r"(?:人民政府|办事处|管理委员会|管委会|党政办公室|办公室)+$")
_CITY = ("市", "州", "盟", "地区")
_SUFFIX = re.compile(r"(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)$")
_LONGEST = 14


class Places:
    """All divisions. Codes are those of the statistics: 2 digits a province, 4 a city, 6 a county.

    Args:
        rows: code, name and, for a county, the names of its towns.
    """

    def __init__(self, rows: Iterable[tuple[str, str, tuple[str, ...]]]) -> None:
        self._name: dict[str, str] = {}
        self._codes: dict[str, list[str]] = defaultdict(list)
        self._towns: dict[str, list[str]] = defaultdict(list)
        self._short: dict[str, str] = {}
        for code, name, towns in rows:
            kept = len(code) != 4 or name.endswith(_CITY)
            if name and kept:
                self._name[code] = name
                self._codes[name].append(code)
                if len(code) < 6 and _SUFFIX.search(name):
                    self._short[_SUFFIX.sub("", name)] = name
            for town in towns:
                self._towns[town].append(code)

    def name(self, code: str) -> str:
        """Return the name of a division, empty for an unknown code."""
        return self._name.get(code, "")

    def codes(self, name: str, digits: int | None = None) -> list[str]:
        """Return the codes of the divisions of that name: 2 digits a province, 4 a city, 6 a county."""
        return [code for code in self._codes.get(name, ()) if digits is None or len(code) == digits]

    def counties_with_town(self, name: str) -> list[str]:
        """Return the codes of the counties that have a town of that name."""
        return self._towns.get(name, [])

    def chain(self, agency: str) -> tuple[str, ...]:
        """Return the divisions an agency's name is made of, from the highest: 米易县, 白坡彝族乡.

        The body of government at the end is left out, short names of cities (西安长安区) are written out; a
        part that is no division (a bureau) stands last.
        """
        rest = _BODY.sub("", agency.strip())
        parts: list[str] = []
        while rest:
            lengths = range(min(len(rest), _LONGEST), 1, -1)
            full = next((n for n in lengths if rest[:n] in self._codes or rest[:n] in self._towns), 0)
            short = next((n for n in lengths if rest[:n] in self._short and n < len(rest)), 0)
            if not full and not short:
                return (*parts, rest)
            parts.append(rest[:full] if full else self._short[rest[:short]])
            rest = rest[full or short :]
        return tuple(parts)

    def county_of(self, agency: str) -> str | None:
        """Return the code of the county an agency is or belongs to; ``None`` when its name does not tell."""
        chain = self.chain(agency)
        found = [code for part in chain for code in self.codes(part, 6)]
        town = next((part for part in reversed(chain) if part in self._towns), None)
        if not found and town:
            found = self._towns[town]
        above = [code for part in chain for code in self.codes(part) if len(code) < 6]
        if len(found) > 1 and above:
            found = [code for code in found if any(code.startswith(upper) for upper in above)] or found
        if len(found) > 1 and town:
            found = [code for code in found if code in self._towns[town]] or found
        return found[0] if len(found) == 1 else None

    def towns_of(self, county: str) -> frozenset[str]:
        """Return the names of the towns of a county."""
        return frozenset(name for name, codes in self._towns.items() if county in codes)


@cache
def shipped_places() -> Places:
    """Return the divisions that come with the kit; read at first use."""
    lines = lzma.decompress(_FILE.read_bytes()).decode("utf-8").splitlines()
    fields = (line.split("\t") for line in lines)
    return Places((row[0], row[1], tuple(row[2].split()) if len(row) > 2 else ()) for row in fields)
