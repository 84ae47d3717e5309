"""What is amiss with the tables of a whole report; nothing for a passage or an excerpt of one."""

from __future__ import annotations

from report_kit.forms.gaps import Gap, gaps
from report_kit.proofread.checking.check import Check, view

_TOPS = 4
"""So many headings of level 1 a text must have to be more than an excerpt."""
_WHOLE = 300
"""So much prose it must have, without signature and date."""


@view
def table_gaps(check: Check) -> list[Gap]:
    """Return what is amiss with each table whose place is in the text: between headings that are there."""
    located, form = check.located, check.form
    if form is None or not check.is_report:
        return []
    year = check.report_year
    if year is not None and not form.covers(year):
        return []
    order = [section.id for section in form.sections if section.level == 1]
    headed = [s.id for s in located.sections if s.heading_span and s.id in order]
    signed = located.signature is not None and located.date is not None
    prose = sum(end - start for section in located.sections for start, end in section.prose)
    if len(set(headed)) < min(_TOPS, len(order)) or not (signed or prose >= _WHOLE):
        return []
    last = max(order.index(name) for name in headed)
    return [
        gap
        for gap in gaps(check.document, located)
        if gap.table.section in order and (order.index(gap.table.section) < last or gap.kind != "table")
    ]
