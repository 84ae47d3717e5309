"""Read a finished report back into a ``Report``."""

from __future__ import annotations

import re

from report_kit.document import Document
from report_kit.errors import ReportError
from report_kit.forms.agency import level_of
from report_kit.forms.form import Form, load_form
from report_kit.forms.locate import Located, locate
from report_kit.forms.report import Note, Report, parse_date
from report_kit.forms.values import BLANK_MARKS, Value, parse_value

_YEAR = re.compile(r"(20\d{2})\s*年")


def import_report(document: Document, *, agency: str, level: str, year: int | None) -> Report:
    """See ``Report.from_document``."""
    located = locate(document)
    if not (located.is_annual_report or located.cells):
        raise ReportError(
            "RK-207",
            "这不是一份政府信息公开工作年度报告：没有找到它的标题、部分和表格",
            where=document.path,
            remedy="请确认选对了文件；一般文稿请用 report-kit check 校对",
        )
    form = load_form()
    title = located.title_text
    found_year = _YEAR.search(title)
    notes = [Note("没有归入任何部分的文字", paragraph.text) for paragraph in located.unplaced]
    notes += [Note("格式里没有的表格行", cell.text) for cell in located.unknown_rows]
    year = year or (int(found_year.group(1)) if found_year else None)
    agency = agency or (title[: found_year.start()].strip() if found_year else "")
    signature = located.signature.text if located.signature else ""
    # A title often leaves out 人民政府, which the signature gives.
    agency = signature if not agency or signature.startswith(agency) else agency
    if year is None or not agency:
        missing = "年度" if year is None else "机关名称"
        raise ReportError(
            "RK-207",
            f"报告标题里没有{missing}",
            where=document.path,
            remedy="请用 --agency、--year 指明机关全称和报告年度",
        )
    sections, headings = _prose(document, located, form, notes)
    return Report(
        agency=agency,
        level=level or level_of(agency),
        year=year,
        title=title,
        sections=sections,
        headings=headings,
        tables=_values(located, form, notes),
        signature=signature,
        date=parse_date(located.date.text) if located.date else None,
        notes=tuple(notes),
    )


def _prose(
    document: Document, located: Located, form: Form, notes: list[Note]
) -> tuple[dict[str, str], dict[str, str]]:
    sections: dict[str, list[str]] = {}
    headings: dict[str, str] = {}
    for section in located.sections:
        if section.heading_span:
            if section.id in headings:
                notes.append(Note("重复的标题，其下文字并入前一个同名部分", section.heading))
            headings.setdefault(section.id, section.heading)
        sections.setdefault(section.id, []).extend(document.text[start:end] for start, end in section.prose)
    for part in form.sections:
        if part.level == 1 and part.id not in headings:
            notes.append(Note(f"没有找到“{part.title}”这一部分"))
    return {key: "\n".join(paragraphs) for key, paragraphs in sections.items()}, headings


def _values(located: Located, form: Form, notes: list[Note]) -> dict[str, dict[str, dict[str, Value]]]:
    values: dict[str, dict[str, dict[str, Value]]] = {}
    for table in form.tables:
        missing = []
        for row, column in table.addresses:
            found = located.cells.get((table.id, row, column))
            name = " / ".join(table.names(row, column))
            if found is None:
                missing.append(name)
                continue
            text = found.cell.text
            try:
                value = parse_value(text, table.cell_type(row, column), name)
            except ReportError as error:
                notes.append(Note(f"{table.title}“{name}”：{error.what}，按空白处理", text))
                value = None
            else:
                if value is None and text.strip() in BLANK_MARKS - {""}:
                    notes.append(Note(f"{table.title}“{name}”填的不是数字，按空白处理", text))
            values.setdefault(table.id, {}).setdefault(row, {})[column] = value
        if missing:
            some = "、".join(missing[:3]) + ("等" if len(missing) > 3 else "")
            notes.append(Note(f"{table.title}：有 {len(missing)} 个单元格没有找到（{some}）"))
    return values
