"""What a form says of itself as a whole: its years, its title, how it is known and signed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Date
from string import Formatter

from report_kit.forms.checking.marks import Fault, Path, nearest
from report_kit.forms.checking.names import doubled, id_faults, pattern_faults, rule_faults
from report_kit.forms.form import Form
from report_kit.outside import Outside

_YEARS = range(1949, 2101)
_HAN = re.compile("[㐀-鿿]")
_LEAST = 2
_ANY_TITLES = ("", "龘", "龘靐")
"""What no title holds: a pattern that finds one of them finds any."""


def head_faults(form: Form, outside: Outside) -> Iterator[Fault]:
    """Yield what is wrong outside the sections, tables and equations of a form."""
    if not form.id.isidentifier():
        yield Fault(("id",), f"“{form.id}”不能作标识：用字母、数字、下划线或汉字，不以数字开头")
    yield from id_faults(form.kin, ("family",))
    for key, year in (("since", form.since), ("until", form.until)):
        if year not in _YEARS:
            yield Fault((key,), f"{year} 不是年度，应在 {_YEARS[0]} 到 {_YEARS[-1]} 之间")
    if form.since > form.until:
        yield Fault(("until",), f"until（{form.until}）早于 since（{form.since}），没有一年适用")
    template = list(_template_faults(form.title, ("title",), ("agency", "year"), required=("year",)))
    yield from template
    patterns = [(("recognise", "titles", i), text) for i, text in enumerate(form.recognise.titles)]
    bad = [fault for path, text in patterns for fault in pattern_faults(text, path)]
    bad += pattern_faults(form.recognise.reads, ("recognise", "reads"))
    yield from bad
    if not template and not bad:
        yield from _title_faults(form)
    tops = sum(section.level == 1 for section in form.sections)
    if form.recognise.headings > max(tops, 3):
        yield Fault(("recognise", "headings"), f"一级标题只有 {tops} 个，凑不齐 {form.recognise.headings} 个")
    cells = sum(len(table.addresses) for table in form.tables)
    if form.recognise.cells > cells:
        yield Fault(("recognise", "cells"), f"各表共有 {cells} 格，凑不齐 {form.recognise.cells} 格")
    yield from _template_faults(form.signature.by, ("signature", "by"), ("agency",))
    if form.signature.by.count("{agency}") > 1:
        yield Fault(("signature", "by"), "“{agency}”只能写一次，否则读不出落款的机关")
    if form.due:
        try:
            Date(2023, form.due.month, form.due.day)
        except ValueError:
            yield Fault(("due", "day"), f"{form.due.month} 月没有 {form.due.day} 日")
    for key, names in (("completeness", form.completeness), ("stale", form.stale)):
        yield from doubled(names, (key,), "", "规则")
        for index, name in enumerate(names):
            yield from rule_faults(name, (key, index), outside)


def _template_faults(
    template: str, path: Path, known: tuple[str, ...], required: tuple[str, ...] = ()
) -> Iterator[Fault]:
    """Yield what is wrong with a template of names in braces."""
    try:
        fields = [(name, spec, how) for _, name, spec, how in Formatter().parse(template) if name is not None]
    except ValueError:
        yield Fault(path, "花括号没有成对")
        return
    names = [name for name, _, _ in fields]
    for name, spec, how in fields:
        if name not in known or spec or how:
            said = "、".join(f"{{{other}}}" for other in known)
            yield Fault(path, f"“{{{name}}}”不能用，花括号里只能写：{said}", nearest(name, known))
    for name in required:
        if name not in names and all(other in known for other in names):
            yield Fault(path, f"应写明“{{{name}}}”，否则各年的标题相同")


def _title_faults(form: Form) -> Iterator[Fault]:
    """Yield when the form would not know the title it gives itself."""
    agency, year = "云岭县清河镇人民政府", 2024
    title = form.title.format(agency=agency, year=year)
    if not form.recognise.titles and len(_HAN.findall(form.title_words)) < _LEAST:
        said = f"“{{year}}年”后面至少要有 {_LEAST} 个汉字，靠它们认标题；没有的，写 recognise 的 titles"
        yield Fault(("title",), said)
        return
    if not form.is_title(title):
        yield Fault(("recognise", "titles"), f"按这些写法，认不出本格式自己的标题“{title}”")
    for index, pattern in enumerate(form.recognise.titles):
        if any(re.search(pattern, title) for title in _ANY_TITLES):
            yield Fault(("recognise", "titles", index), "这个写法什么标题都认")
    groups = re.compile(form.recognise.reads).groupindex
    if not {"agency", "year"} <= set(groups):
        yield Fault(("recognise", "reads"), "要有 (?P<agency>…) 和 (?P<year>…) 两组")
        return
    found = form.read_title(title)
    if found != (agency if "{agency}" in form.title else found[0], year):
        yield Fault(("recognise", "reads"), f"从本格式自己的标题“{title}”里读不出机关和年度")
