"""Build the subset fonts in ``src/report_kit/export/fonts`` from Fandol and Noto CJK.

    python tools/build_fonts.py --fandol DIR --noto DIR [--only NAME…]

Needs uharfbuzz (extra ``dev``). ``fonts/README.md`` says where the sources are. The same sources give
the same bytes.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import uharfbuzz as hb

DROPPED_TABLES = ("VORG", "vhea", "vmtx", "BASE", "GSUB", "GPOS", "GDEF", "DSIG")
ROOT = Path(__file__).resolve().parents[1]
OUTPUT = ROOT / "src" / "report_kit" / "export" / "fonts"
STANDARD_CHARACTERS = Path(__file__).resolve().parent / "data" / "tgscc_8105.txt"

# Blocks of which a report may use any sign: Latin, punctuation, units, numerals, marks, full width.
SYMBOL_BLOCKS = (
    (0x0020, 0x007E), (0x00A0, 0x017F), (0x2000, 0x200A), (0x2010, 0x2027), (0x202F, 0x205F),
    (0x2070, 0x209C), (0x20A0, 0x20BF), (0x2100, 0x218B), (0x2190, 0x22FF), (0x2460, 0x24FF),
    (0x2500, 0x27BF), (0x3000, 0x303F), (0x3200, 0x33FF), (0xFE30, 0xFE4F), (0xFF01, 0xFFEE),
)  # fmt: skip


@dataclass(frozen=True)
class Source:
    """One font to build: its file, the face in it (for a collection), and whether it only fills gaps."""

    file: str
    output: str
    face: str = ""
    fills_gaps: bool = False


SOURCES = (
    Source("FandolFang-Regular.otf", "FandolFang-Regular.otf"),
    Source("FandolHei-Regular.otf", "FandolHei-Regular.otf"),
    Source("FandolKai-Regular.otf", "FandolKai-Regular.otf"),
    Source("FandolSong-Bold.otf", "FandolSong-Bold.otf"),
    Source("NotoSerifCJK-Light.ttc", "NotoSerifCJKsc-Light.otf", "Noto Serif CJK SC Light", fills_gaps=True),
    Source("NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf", "Noto Sans CJK SC", fills_gaps=True),
)


def gb2312() -> set[str]:
    """Return the characters of GB 2312, as Python's codec knows them."""
    found = set()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            found.add(bytes([row, cell]).decode("gb2312", errors="ignore"))
    return found - {""}


def wanted() -> set[str]:
    """Return every character the fonts should have: GB 2312, 通用规范汉字表 and symbols."""
    standard = set(STANDARD_CHARACTERS.read_text(encoding="utf-8").split())
    symbols = {chr(code) for low, high in SYMBOL_BLOCKS for code in range(low, high + 1)}
    return gb2312() | standard | symbols


def find_face(path: Path, name: str) -> int:
    """Return the index of the face whose family and style make ``name``; 0 for a file of one face."""
    if path.suffix != ".ttc":
        return 0
    blob = hb.Blob.from_file_path(str(path))
    for index in range(hb.Face(blob, 0).count):
        if hb.Face(blob, index).get_name(hb.OTNameIdPredefined.FONT_FAMILY) == name:
            return index
    raise SystemExit(f"{path} has no face {name}")


def characters_of(path: Path, index: int) -> set[str]:
    face = hb.Face(hb.Blob.from_file_path(str(path)), index)
    return {chr(code) for code in face.unicodes}


def build(path: Path, index: int, characters: set[str], output: Path) -> None:
    """Write the face with ``characters`` only, without hints, layout features and vertical metrics."""
    face = hb.Face(hb.Blob.from_file_path(str(path)), index)
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    wanted.unicode_set.update(map(ord, characters))
    wanted.layout_feature_tag_set.clear()
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in DROPPED_TABLES)
    output.write_bytes(hb.subset(face, wanted).blob.data)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--fandol", type=Path, required=True, help="folder of the Fandol .otf files")
    parser.add_argument("--noto", type=Path, required=True, help="folder of the Noto CJK .ttc files")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    parser.add_argument("--only", nargs="*", help="build these output files only")
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)

    characters = wanted()
    everywhere = set(characters)  # what each font that is no filler has
    covered: set[str] = set()
    # Page numbers are set in the filler's own figures, so it has them though nothing lacks them.
    latin = {chr(code) for code in range(0x20, 0x7F)} | set("—–…·“”‘’")
    for source in SOURCES:
        folder = arguments.noto if source.face else arguments.fandol
        path = folder / source.file
        index = find_face(path, source.face)
        has = characters_of(path, index) & characters
        covered |= has
        if not source.fills_gaps:
            everywhere &= has
        if arguments.only is None or source.output in arguments.only:
            target = arguments.output / source.output
            build(path, index, (has - everywhere) | latin if source.fills_gaps else has, target)
            print(f"{source.output}: {target.stat().st_size / 1e6:.1f} MB", flush=True)
    coverage = "".join(sorted(covered - {"\u2028", "\u2029"}))
    (arguments.output / "coverage.txt").write_text(coverage, encoding="utf-8", newline="")
    total = sum(path.stat().st_size for path in arguments.output.glob("*.otf"))
    print(f"{len(covered)} characters, {total / 1e6:.1f} MB; without: {''.join(sorted(gb2312() - covered))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
