"""Make ``language/data/places.txt.xz`` from the tables of modood/Administrative-divisions-of-China (WTFPL).

``build_places.py FOLDER`` reads ``provinces.csv``, ``cities.csv``, ``areas.csv`` and ``streets.csv`` there. A
line of the result is: code, name, and for a county the names of its towns, parted by tabs and blanks. Only
towns (乡, 镇, 街道, 苏木) are kept, farms and development zones are not.
"""

from __future__ import annotations

import argparse
import csv
import lzma
from collections import defaultdict
from pathlib import Path

_TOWN = ("乡", "镇", "街道", "苏木")
_TARGET = Path(__file__).resolve().parents[1] / "src/report_kit/proofread/language/data/places.txt.xz"


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    towns: dict[str, list[str]] = defaultdict(list)
    for row in rows(folder, "streets"):
        name = row["name"].removesuffix("办事处")
        if name.endswith(_TOWN) and len(name) > 1:
            towns[row["areaCode"]].append(name)
    lines = [f"{row['code']}\t{row['name']}" for row in rows(folder, "provinces")]
    lines += [f"{row['code']}\t{row['name']}" for row in rows(folder, "cities")]
    # Cities without counties (东莞, 儋州 …) hold their towns themselves, under a code of their own.
    counties = {row["code"]: row["name"] for row in rows(folder, "areas")}
    for code in sorted(set(counties) | set(towns)):
        lines.append(f"{code}\t{counties.get(code, '')}\t{' '.join(sorted(set(towns[code])))}")
    data = "\n".join(lines).encode("utf-8")
    _TARGET.parent.mkdir(exist_ok=True)
    _TARGET.write_bytes(lzma.compress(data, preset=9 | lzma.PRESET_EXTREME))
    print(f"{len(lines)} lines, {len(data)} bytes, compressed {_TARGET.stat().st_size}")


if __name__ == "__main__":
    main()
