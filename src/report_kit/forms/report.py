"""``Report``: the values of one form for one agency and one year."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date as Date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from report_kit.document import Document
from report_kit.errors import ReportError, WorkspaceError
from report_kit.forms.agency import level_of
from report_kit.forms.binding import Lookup, lookup_in, resolve
from report_kit.forms.catalogue import FOLDER, SHIPPED, form_for_year, load_form
from report_kit.forms.form import FREE, Form, FormId
from report_kit.forms.layout import Grid, grid
from report_kit.forms.values import Value, check_value, clean_line, clean_prose

if TYPE_CHECKING:
    from report_kit.forms.render import Rendered

Cells = Mapping[str, Mapping[str, Value]]

BODY_VERSION = 1
"""Of what ``to_json_dict`` writes; raised with every change that an earlier kit would take for damage."""


@dataclass(frozen=True)
class Note:
    """Something ``Report.from_document`` could not place or understand.

    Args:
        message: Chinese, what was not understood.
        text: the passage of the document concerned, so that nothing is lost silently.
        where: Chinese, where in the document it stands.
        lost: figures that the form asks for were not read; the report goes without them.
    """

    message: str
    text: str = ""
    where: str = ""
    lost: bool = False


@dataclass(frozen=True)
class Report:
    """One agency's report for one year. Values never change; ``with_…`` return a new report.

    Args:
        agency: full name of the reporting agency.
        level: 乡, 镇, 街道, 县, …; derived from ``agency`` when empty.
        year: the year reported on.
        form: id of its form; that of the annual report in force for ``year`` when empty.
        title: the printed title; the form's own when empty.
        sections: prose by section id, one paragraph a line. Missing and empty mean the same.
        headings: headings that differ from the form's, by section id. One that ends in “。” or “：”
            runs in: the section's first paragraph follows on the same line. Where the form allows sections
            of the office's own, these are the ones of ``own10``, ``own20``, ``own20.10`` (below it), …
        tables: values by table id, row id and column id; ``None`` is a blank cell.
        signature: the name that signs (落款).
        date: the date of the report (成文日期).
        figures: what the registers came to when they were last summed into this report, by name
            (``台账.规范性文件.现行有效``); prose is bound to them (see ``binding``).
        notes: what ``from_document`` could not place; not part of the report's value.

    Raises:
        ReportError: ``RK-202`` year, ``RK-203`` a value, ``RK-204`` an unknown cell, ``RK-205`` an
            unknown section, ``RK-206`` no agency.
    """

    agency: str
    level: str
    year: int
    form: str = ""
    title: str = ""
    sections: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, Cells] = field(default_factory=dict)
    signature: str = ""
    date: Date | None = None
    figures: Mapping[str, Value] = field(default_factory=dict)
    notes: tuple[Note, ...] = field(default=(), compare=False)
    spec: Form = field(init=False, repr=False, compare=False)
    """The form this report fills, with the office's own sections in their place."""

    def __post_init__(self) -> None:
        agency = clean_line(self.agency)
        if not agency:
            raise ReportError(
                "RK-206", "没有填写机关名称", remedy="请填写机关全称，如“米易县白坡彝族乡人民政府”"
            )
        put = object.__setattr__
        own = _own_form(self.form, self.year) if self.form else form_for_year(self.year)
        form = own.with_free(self.headings)
        # Both are kept: the same id may mean another form once another workspace is worked on.
        put(self, "form", FormId.of(own))
        put(self, "spec", form)
        put(self, "agency", agency)
        put(self, "level", clean_line(self.level) or level_of(agency))
        put(self, "title", clean_line(self.title) or form.title.format(agency=agency, year=self.year))
        put(self, "signature", clean_line(self.signature))
        put(self, "sections", _clean_sections(form, self.sections))
        defaults = {section.id: section.title for section in form.sections}
        headings = {form.section(key).id: clean_line(text) for key, text in self.headings.items()}
        headings = {k: text for k, text in headings.items() if text or is_own(k)}
        if "" in headings.values():
            raise ReportError("RK-212", "自设的部分没有标题", remedy="请填写标题，或删去这一部分")
        put(self, "headings", {k: text for k, text in headings.items() if is_own(k) or text != defaults[k]})
        put(self, "figures", {k: check_value(v, "amount", k) for k, v in self.figures.items()})
        put(self, "tables", _complete_tables(form, self.tables))

    @classmethod
    def new(cls, agency: str, level: str = "", year: int = 0, form: str = "") -> Report:
        """Return an empty report: no prose, all cells blank, signed as its form says.

        Where the form allows sections of the office's own, it begins with those the form proposes.
        """
        spec = _own_form(form, year) if form else form_for_year(year)
        proposed = spec.free_sections.titles if spec.free_sections else ()
        headings = {f"own{number * STEP}": title for number, title in enumerate(proposed, 1)}
        return cls(
            agency=agency,
            level=level,
            year=year,
            form=FormId.of(spec),
            headings=headings,
            signature=spec.signed(clean_line(agency)),
        )

    @classmethod
    def from_document(
        cls,
        document: Document,
        agency: str = "",
        level: str = "",
        year: int | None = None,
        form: str = "",
    ) -> Report:
        """Read a finished report back: prose into sections, figures into cells by their labels.

        ``agency``, ``level`` and ``year`` win over what the text says. What could not be placed or
        understood is listed in ``notes`` with its text. ``form`` is the id of a form, or of a
        family; without it, the text is read by the form that fits it best.

        Raises:
            ReportError: ``RK-201``: no such form; ``RK-202``: it is not one for that year; ``RK-207``: the
                text is no such report, or names no agency or year.
        """
        from report_kit.forms.importer import import_report

        return import_report(document, agency=agency, level=level, year=year, form=form)

    def section(self, section_id: str) -> str:
        """Return the prose of a section, empty when there is none yet."""
        return self.sections.get(self.spec.section(section_id).id, "")

    def has_section(self, section_id: str) -> bool:
        """Say whether the report has a section: forms change over the years, an office's own come and go."""
        return any(section.id == section_id for section in self.spec.sections)

    def prose_of(self, section_id: str) -> str:
        """Return the prose of a section, empty also when the report has no such section."""
        return self.sections.get(section_id, "")

    def heading(self, section_id: str) -> str:
        """Return the printed heading of a section."""
        return self.headings.get(section_id) or self.spec.section(section_id).title

    def value(self, table: str, row: str, column: str) -> Value:
        """Return a cell's value; raises ``ReportError`` ``RK-204`` for an unknown cell."""
        self.spec.table(table).cell_type(row, column)
        return self.tables[table][row][column]

    def with_section(self, section_id: str, text: str) -> Report:
        """Return a report with the prose of one section replaced."""
        return replace(self, sections={**self.sections, section_id: text})

    def with_value(self, table: str, row: str, column: str, value: Value) -> Report:
        """Return a report with one cell replaced; raises ``ReportError`` ``RK-203`` or ``RK-204``."""
        self.spec.table(table).cell_type(row, column)
        rows = {key: dict(cells) for key, cells in self.tables[table].items()}
        rows[row][column] = value
        return replace(self, tables={**self.tables, table: rows})

    def with_heading(self, section_id: str, heading: str) -> Report:
        """Return a report with the heading of one section replaced."""
        return replace(self, headings={**self.headings, self.spec.section(section_id).id: heading})

    def with_own_section(
        self, heading: str, after: str = "", *, below: bool = False, used: Collection[str] = ()
    ) -> Report:
        """Return a report with one more section of the office's own.

        Args:
            heading: its title, with its number.
            after: id of the office's own section it follows, those below it included; the last when empty.
            below: it stands below ``after`` (level 2), as the last of those.
            used: ids that earlier sections had: another one is chosen, as far as there is room for one.

        Raises:
            ReportError: ``RK-205``: the form has no place for such, or there is no section ``after``.
        """
        from report_kit.forms.own import insert_own

        return insert_own(self, heading, after, below=below, used=used)

    def without_own_section(self, section_id: str) -> Report:
        """Return a report without one of the office's own sections, and those below it, and their prose.

        Raises:
            ReportError: ``RK-205``: it is none of the office's own.
        """
        from report_kit.forms.own import remove_own

        return remove_own(self, section_id)

    @property
    def lookup(self) -> Lookup:
        """Gives the figure a name in prose is bound to; raises ``ReportError`` ``RK-811`` or ``RK-812``."""
        return lookup_in(self.spec, self.tables, self.figures)

    def resolved(self, *, strict: bool = False) -> Report:
        """Return the report with plain figures where its prose is bound to them.

        A binding to nothing stays as it stands; with ``strict`` it raises ``ReportError``: ``RK-811`` no such
        figure, ``RK-812`` its cell is blank.
        """
        sections = {
            key: resolve(text, self.lookup, strict=strict).text for key, text in self.sections.items()
        }
        return self if sections == self.sections else replace(self, sections=sections)

    def grids(self) -> dict[str, Grid]:
        """Return every table in its statutory layout, by table id."""
        return {table.id: grid(table, self.tables[table.id]) for table in self.spec.tables}

    @cached_property
    def rendered(self) -> Rendered:
        """The report as plain text, with the way back from offsets to sections and cells."""
        from report_kit.forms.render import render

        return render(self)

    def document(self) -> Document:
        """Return the report as a document, as it would be printed."""
        return self.rendered.document

    def to_json_dict(self) -> dict[str, Any]:
        """Return the report as values JSON can hold (amounts as strings).

        They carry the version of their own shape. A report without figures of registers has no key for them:
        its stored text is what it always was.
        """
        data = {"version": BODY_VERSION, **self._values()}
        if self.figures:
            data["figures"] = {k: str(v) if isinstance(v, Decimal) else v for k, v in self.figures.items()}
        return data

    def _values(self) -> dict[str, Any]:
        return {
            "form": str(self.form),
            "agency": self.agency,
            "level": self.level,
            "year": self.year,
            "title": self.title,
            "sections": dict(self.sections),
            "headings": dict(self.headings),
            "tables": {
                table: {
                    row: {column: str(v) if isinstance(v, Decimal) else v for column, v in cells.items()}
                    for row, cells in rows.items()
                }
                for table, rows in self.tables.items()
            },
            "signature": self.signature,
            "date": self.date.isoformat() if self.date else None,
        }

    @classmethod
    def from_json_dict(cls, data: Mapping[str, Any]) -> Report:
        """Return the report that ``to_json_dict`` wrote, of this version or an earlier one.

        Raises:
            ReportError: ``RK-204``, ``RK-205`` its form has lost or renamed what the report holds;
                ``RK-208`` the data are damaged; or any other error of the constructor.
            WorkspaceError: ``RK-405`` a later kit wrote them.
        """
        try:
            values = dict(data)
            version = values.pop("version", 1)  # version 1 was first written without its number
            if type(version) is not int or version < 1:
                raise ValueError("version")
            if version > BODY_VERSION:
                raise _from_later_kit(values)
            # Neither the notes of an import nor what is derived are part of what is stored.
            unknown = values.keys() - (cls.__dataclass_fields__.keys() - {"notes", "spec"})
            if unknown:
                raise KeyError(*sorted(unknown))
            values["date"] = Date.fromisoformat(values["date"]) if values.get("date") else None
            values["tables"] = {
                table: {
                    row: {column: Decimal(v) if isinstance(v, str) else v for column, v in cells.items()}
                    for row, cells in rows.items()
                }
                for table, rows in values.get("tables", {}).items()
            }
            values["figures"] = {
                name: Decimal(v) if isinstance(v, str) else v for name, v in values.get("figures", {}).items()
            }
            try:
                return cls(**values)
            except ReportError as error:
                own = not (SHIPPED / f"{values.get('form')}.yaml").is_file()
                if error.code not in ("RK-204", "RK-205") or not own:
                    raise
                raise _form_has_lost(error, values) from error
        except (TypeError, ValueError, KeyError, AttributeError, ArithmeticError) as error:
            raise ReportError(
                "RK-208", f"报告数据损坏，无法读取（{error}）", remedy="请从较早的版本或备份恢复"
            ) from error


def _from_later_kit(values: Mapping[str, Any]) -> WorkspaceError:
    title = values.get("title")
    return WorkspaceError(
        "RK-405",
        "这份报告由更新的版本保存，当前版本读不了；内容没有损坏",
        where=title if isinstance(title, str) else "",
        remedy="升级 report-kit 后再打开",
    )


def _form_has_lost(error: ReportError, values: Mapping[str, Any]) -> ReportError:
    """Return an error that says which form lacks what a stored report holds, and that nothing is lost."""
    form, name = values.get("form", ""), error.where
    kind = "部分" if error.code == "RK-205" else "表格或单元格"
    return ReportError(
        error.code,
        f"报告里有“{name}”这个{kind}，它的格式里现在没有；报告的内容完好，没有改动",
        where=f"格式文件 {FOLDER}/{form}.yaml",
        remedy=f"把格式文件里的标识改回“{name}”；要增减部分、表格，请另建一个格式，旧的留给旧报告用",
    )


_DATE = re.compile(r"\s*(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*")
_DIGITS = "〇一二三四五六七八九"
_SPOKEN = re.compile(
    r"\s*(二[〇○Ｏ零一二三四五六七八九]{3})\s*年\s*([一二三四五六七八九十]{1,2})\s*月"
    r"\s*([一二三四五六七八九十]{1,3})\s*日\s*"
)

STEP = 10
"""Between the numbers of an office's own sections: another finds room without renaming the rest."""


def is_own(section_id: str) -> bool:
    """Say whether a section is one of the office's own, and not the form's."""
    return FREE.fullmatch(section_id) is not None


def _own_form(form_id: str, year: int) -> Form:
    """Return a form, which must be in force for reports about ``year``."""
    form = load_form(form_id)
    if form.covers(year):
        return form
    remedy = f"请填写 {form.since} 到 {form.until} 之间的四位年份（报告所反映的年度，不是编写的年份）"
    try:
        other = form_for_year(year, form=form_id)
        remedy = f"{year} 年度的报告用“{other.id}”这种格式"
    except ReportError:
        pass  # none of the family is in force
    raise ReportError("RK-202", f"没有适用于 {year} 年度的报告格式", where=f"年度 {year}", remedy=remedy)


def _clean_sections(form: Form, sections: Mapping[str, str]) -> dict[str, str]:
    """Return the prose by section in the form's order, empty sections left out."""
    clean = {form.section(key).id: clean_prose(text) for key, text in sections.items()}
    return {section.id: clean[section.id] for section in form.sections if clean.get(section.id)}


def _complete_tables(form: Form, tables: Mapping[str, Cells]) -> dict[str, dict[str, dict[str, Value]]]:
    """Return every cell of the form, checked; cells not given are blank."""
    complete: dict[str, dict[str, dict[str, Value]]] = {}
    for table in form.tables:
        rows: dict[str, dict[str, Value]] = {}
        for row, column in table.addresses:
            rows.setdefault(row, {})[column] = None
        complete[table.id] = rows
    for table_id, given in tables.items():
        table = form.table(table_id)
        for row, cells in given.items():
            for column, value in cells.items():
                kind = table.cell_type(row, column)
                where = f"{table.title} {' / '.join(table.names(row, column))}"
                complete[table_id][row][column] = check_value(value, kind, where)
    return complete


def parse_date(text: str) -> Date | None:
    """Read a 成文日期, 2025年1月13日 or 二〇二五年一月十三日; ``None`` when it is not one valid date."""
    match = _DATE.fullmatch(text)
    spoken = None if match else _SPOKEN.fullmatch(text)
    try:
        if spoken:
            year = "".join(str(_DIGITS.index(digit)) for digit in re.sub("[○Ｏ零]", "〇", spoken[1]))
            return Date(int(year), _spoken(spoken[2]), _spoken(spoken[3]))
        return Date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _spoken(text: str) -> int:
    """Return the number that a month or day in Chinese is: 十, 十三, 二十, 三十一."""
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS.index(tens) if tens else 1) * 10 * bool(ten) + (_DIGITS.index(ones) if ones else 0)


def format_date(day: Date) -> str:
    """Print a 成文日期 by GB/T 9704: arabic figures, no leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"
