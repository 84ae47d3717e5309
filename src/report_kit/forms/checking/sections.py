"""The sections of a form and what they ask."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.forms.checking.marks import Fault, Path
from report_kit.forms.checking.names import (
    RESERVED,
    doubled,
    id_faults,
    level_faults,
    pattern_faults,
    rule_faults,
    unknown,
)
from report_kit.forms.form import FREE, Form, Question, Section
from report_kit.outside import Outside

_NUMERALS = "一二三四五六七八九十"
_NUMBERED = re.compile(rf"[{_NUMERALS}]{{1,3}}\s*[、.．]")


def section_faults(form: Form, outside: Outside) -> Iterator[Fault]:
    """Yield what is wrong with the sections of a form."""
    if not form.sections and not form.free_sections:
        yield Fault(("sections",), "一个部分也没有；让各单位自己列标题的，写 free_sections")
    yield from doubled((section.id for section in form.sections), ("sections",), "id", "标识")
    yield from doubled((section.title for section in form.sections), ("sections",), "title", "标题")
    top = ""
    count = {1: 0, 2: 0}
    for index, section in enumerate(form.sections):
        path: Path = ("sections", index)
        yield from id_faults(section.id, (*path, "id"))
        if FREE.fullmatch(section.id) or section.id in RESERVED:
            yield Fault((*path, "id"), f"“{section.id}”留作他用，请换一个标识")
        if section.level == 0 and index:
            yield Fault((*path, "level"), "引言（level: 0）只能是第一个部分")
        if section.level == 1:
            top, count = section.id, {1: count[1] + 1, 2: 0}
        elif section.level == 2:
            count[2] += 1
            if not section.id.startswith(f"{top}.") or not top:
                near = f"{top}.{section.id.rpartition('.')[2]}" if top else ""
                yield Fault((*path, "id"), "二级标题的标识要以它上面一级标题的标识加点开头", near)
            if section.keywords and not any(word in section.title for word in section.keywords):
                yield Fault((*path, "keywords"), f"标题“{section.title}”里没有这些词，会认不出自己的标题")
        yield from _numbering(section, count, path)
        if section.limit is not None and section.limit <= 0:
            yield Fault((*path, "limit"), "字数应大于 0")
        yield from doubled(section.tables, (*path, "tables"), "", "表格")
        for number, name in enumerate(section.tables):
            yield from unknown(name, [table.id for table in form.tables], (*path, "tables", number), "表格")
        for number, question in enumerate(section.questions):
            yield from _question_faults(question, (*path, "questions", number), outside)
    if form.free_sections:
        yield from _free_faults(form, form.free_sections.after)
        for number, title in enumerate(form.free_sections.titles):
            if not title.strip():
                yield Fault(("free_sections", "titles", number), "标题不能是空的")


def _free_faults(form: Form, after: str) -> Iterator[Fault]:
    """Yield when an office's own sections stand nowhere, or numbered headings of the form follow them."""
    known = [section.id for section in form.sections]
    if after and after not in known:
        yield from unknown(after, known, ("free_sections", "after"), "部分")
        return
    own = "own1"
    sections = form.with_free({own: ""}).sections
    place = next((n for n, section in enumerate(sections, 1) if section.id == own), len(sections))
    behind = sections[place:]
    tops = [section for section in behind if section.level == 1]
    split = [section for section in behind[:1] if section.level == 2]
    doubled_number = next((s for s in (*split, *tops) if s.level == 2 or _NUMBERED.match(s.title)), None)
    if doubled_number:
        last = [s.id for s in form.sections if s.level == 1][-1]
        yield Fault(
            ("free_sections", "after") if after else ("free_sections",),
            f"各单位自己的部分后面还有“{doubled_number.title}”，编号会重复；请放在最后：after 写“{last}”",
        )


def _numbering(section: Section, count: dict[int, int], path: Path) -> Iterator[Fault]:
    """Yield when the number before a title is not the one that is due; headings are known by it."""
    if not section.level or count[section.level] > len(_NUMERALS):
        return
    if section.level == 1 and not _NUMBERED.match(section.title):
        return  # a form may print its headings without numbers
    due = _NUMERALS[count[section.level] - 1]
    written = f"（{due}）" if section.level == 2 else f"{due}、"
    if not section.title.startswith(written):
        yield Fault((*path, "title"), f"标题“{section.title}”应以“{written}”开头：读入时靠编号认标题")


def _question_faults(question: Question, path: Path, outside: Outside) -> Iterator[Fault]:
    words = list(pattern_faults(question.words, (*path, "words")))
    yield from words
    filled = question.phrase(2024).replace("××", "1")
    if question.words and filled and not words and not re.search(question.words, filled):
        yield Fault((*path, "example"), "例句里没有 words 所要的词，照例句写也算没有回答")
    if question.rule:
        yield from rule_faults(question.rule, (*path, "rule"), outside)
    if question.about and not question.rule:
        yield Fault((*path, "about"), "about 说的是规则的哪些提示，要同时写 rule")
    about = list(pattern_faults(question.about, (*path, "about")))
    yield from about
    if question.about and question.rule and not about:
        yield from _about_faults(question, (*path, "about"), outside)
    yield from level_faults(question.levels, (*path, "levels"))


def _about_faults(question: Question, path: Path, outside: Outside) -> Iterator[Fault]:
    """Yield for each alternative of ``about`` that none of the rule's messages fits."""
    messages = outside.messages_of(question.rule)
    plain = not re.search(r"[()\[\]\\]", question.about)
    for part in question.about.split("|") if plain else [question.about]:
        if messages and not any(re.search(part, message) for message in messages):
            yield Fault(path, f"规则“{question.rule}”的提示里没有“{part}”")
