"""Reports to HTML, PDF, DOCX, a plain notebook and text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from report_kit.errors import ExportError
from report_kit.export.assemble import assemble, disassemble, is_report
from report_kit.export.charts.figures import charts_of
from report_kit.export.content import content_of, report_content, with_charts
from report_kit.export.files import write_whole
from report_kit.export.fonts import FontChoice
from report_kit.export.formats import FORMATS, Source
from report_kit.forms.report import Report

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["FORMATS", "assemble", "disassemble", "export_report", "render_report"]

# What no file name may hold on Windows; the rest of the title stays as it is.
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_LONGEST_NAME = 80  # 240 bytes of UTF-8, within every file system's limit


def export_report(
    source: Report | NotebookNode,
    target: str | Path,
    formats: Iterable[str] = ("html", "pdf", "docx", "ipynb", "txt"),
    *,
    fonts: FontChoice = "bundled",
    draft: bool = False,
    charts: bool = False,
    previous: Sequence[Report] = (),
) -> dict[str, Path]:
    """Write a report, or any notebook, in the formats wanted.

    All files are made before the first is written, so an error leaves nothing half done.

    Args:
        source: see ``render_report``, as for all others.
        target: also where the files go.
        formats: names in ``FORMATS``.
        fonts: for PDF.
        draft: whether every page says so.
        charts: whether to add the charts of the year.
        previous: what the charts compare with.

    Returns:
        The path of the file of each format.

    Raises:
        ExportError: ``RK-507`` the file cannot be written, and those of ``render_report``.
    """
    made = render_report(source, target, formats, fonts=fonts, draft=draft, charts=charts, previous=previous)
    for path, data in made.values():
        write_whole(path, data)
    return {name: path for name, (path, _) in made.items()}


def render_report(
    source: Report | NotebookNode,
    target: str | Path,
    formats: Iterable[str] = ("html", "pdf", "docx", "ipynb", "txt"),
    *,
    fonts: FontChoice = "bundled",
    draft: bool = False,
    charts: bool = False,
    previous: Sequence[Report] = (),
    seal: str = "",
) -> dict[str, tuple[Path, bytes]]:
    """Make the files of a report, or of any notebook, without writing one.

    Args:
        source: a report, a notebook made of one, or a plain notebook.
        target: a folder (ends in a separator or exists), where files are named after the title; else
            the path of the files without their extension.
        formats: names in ``FORMATS``.
        fonts: for PDF: ``"bundled"``, or ``"system"`` to prefer the official fonts of this PC.
        draft: every page says that it is a draft (草稿).
        charts: add the charts of the year (图解) after a report.
        previous: reports of earlier years, which the charts compare with.
        seal: what binds the files to the trail of their workspace; goes into their properties.

    Returns:
        Path and content of the file of each format.

    Raises:
        ExportError: ``RK-501`` a missing glyph, ``RK-502`` typst, ``RK-508`` an unknown format, and those of
            ``disassemble``.
    """
    wanted = list(dict.fromkeys(formats))
    for name in wanted:
        if name not in FORMATS:
            raise ExportError("RK-508", f"不支持导出为“{name}”", remedy=f"可选的格式：{'、'.join(FORMATS)}")
    stem = Path(target)
    named_after_title = str(target).endswith(("/", "\\")) or stem.is_dir()
    report = _report_in(source)
    if report:
        content = report_content(report)
    else:
        content = content_of(cast("NotebookNode", source), "" if named_after_title else stem.name)
    if named_after_title:
        stem = stem / _file_name(content.title)
    if charts and report:
        content = with_charts(content, charts_of(report, previous))
    material = Source(source, report, replace(content, draft=draft, seal=seal), fonts)
    return {
        name: (stem.parent / f"{stem.name}{FORMATS[name].ending}", FORMATS[name].write(material))
        for name in wanted
    }


def _report_in(source: Report | NotebookNode) -> Report | None:
    if isinstance(source, Report):
        return source.resolved(strict=True)
    return disassemble(source) if is_report(source) else None


def _file_name(title: str) -> str:
    return _NOT_IN_NAMES.sub(" ", title).strip(" .")[:_LONGEST_NAME].rstrip(" .") or "报告"
