"""A form of an office's own: the file that ``report-kit form new`` begins with."""

from __future__ import annotations

from pathlib import Path

from report_kit.cli.commands.form import SKELETON

TEXT = SKELETON.read_text(encoding="utf-8")


def write(folder: Path, form_id: str = "pingan", *changes: tuple[str, str]) -> Path:
    """Write the form into a folder of forms, each change made exactly once."""
    text = TEXT.replace("id: skeleton", f"id: {form_id}", 1)
    for old, new in changes:
        assert text.count(old) == 1, (text.count(old), old)
        text = text.replace(old, new)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{form_id}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def line_of(path: Path, text: str) -> int:
    """Return the number of the first line that holds ``text``."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)
