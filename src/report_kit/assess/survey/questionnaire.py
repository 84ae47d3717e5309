"""A questionnaire as data, read from YAML and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from report_kit.errors import DataError, reason_of
from report_kit.forms.checking.complaints import complaint
from report_kit.forms.checking.marks import MOST_BYTES, Fault, read_marked
from report_kit.resources import PACKAGE

SHIPPED = PACKAGE / "assess" / "survey" / "questionnaire.yaml"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Question(_Model):
    """A question: one of ``choices``, or a free answer when there are none.

    ``good`` choices count as satisfied; those ``aside`` (没有申请过) do not count at all in that share.
    """

    id: str
    ask: str
    short: str
    choices: tuple[str, ...] = ()
    good: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()


class Questionnaire(_Model):
    """A whole questionnaire; ``themes`` group free answers by the words in them."""

    version: Literal[1]
    title: str
    intro: str = ""
    questions: tuple[Question, ...]
    themes: Mapping[str, tuple[str, ...]] = {}


@cache
def default_questionnaire() -> Questionnaire:
    """Return the questionnaire of the package."""
    return read_questionnaire(SHIPPED)


def read_questionnaire(path: Path) -> Questionnaire:
    """Read a questionnaire.

    Raises:
        DataError: ``RK-846``: all that is wrong in it, with the lines.
    """
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig") if len(content) <= MOST_BYTES else ""
    except (OSError, UnicodeDecodeError) as error:
        raise _refused(path, [Fault((), f"读不出来：{reason_of(error)}")]) from None
    marked = read_marked(text)
    faults = list(marked.faults)
    found = None
    if marked.data is None and not faults:
        faults.append(Fault((), "文件是空的，或者太大"))
    elif not faults:
        try:
            found = Questionnaire.model_validate(marked.data)
            faults = list(_faults(found))
        except ValidationError as error:
            faults = [complaint(Questionnaire, one) for one in error.errors(include_url=False)]
    if found is None or faults:
        raise _refused(path, [replace(one, line=one.line or marked.line(one.path)) for one in faults])
    return found


def _refused(path: Path, faults: list[Fault]) -> DataError:
    told = "\n    ".join([str(path), *map(str, sorted(faults, key=lambda fault: fault.line))])
    return DataError(
        "RK-846", f"问卷有 {len(faults)} 处错误", where=told, remedy="按行号改正；各项的写法见 docs/考核.md"
    )


def _faults(made: Questionnaire) -> Iterator[Fault]:
    if not any(question.choices for question in made.questions):
        yield Fault(("questions",), "至少要有一个选择题")
    seen: set[str] = set()
    for number, question in enumerate(made.questions):
        where = ("questions", number)
        for name in {question.id, question.short}:
            if name in seen:
                yield Fault(where, f"“{name}”用了两次")
            seen.add(name)
        if len(question.choices) == 1 or len(set(question.choices)) < len(question.choices):
            yield Fault((*where, "choices"), "选项至少两个，不能相同")
        for key in ("good", "aside"):
            for choice in getattr(question, key):
                if choice not in question.choices:
                    yield Fault((*where, key), f"选项里没有“{choice}”")
