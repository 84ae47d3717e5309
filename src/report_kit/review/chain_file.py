"""Read ``review.yaml``, or say everything that is wrong in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from report_kit.errors import DataError, reason_of
from report_kit.forms.checking.complaints import complaint
from report_kit.forms.checking.marks import MOST_BYTES, Fault, Marked, nearest, read_marked
from report_kit.review.chain import AGREED, Chain, Step

FILE_NAME = "review.yaml"
SHIPPED = Path(__file__).with_name("chains")
DEFAULT = SHIPPED / "five_steps.yaml"
_REMEDY = "按行号改正后，运行 report-kit review check 再查一遍；各项的写法见 docs/审核.md"
_LONGEST_ID = 100


class ChainError(DataError):
    """A chain's file that cannot be used (``RK-701``).

    Args:
        path: the file.
        faults: all that is wrong in it, by line.
    """

    def __init__(self, path: str, faults: tuple[Fault, ...]) -> None:
        self.path, self.faults = path, faults
        where = "\n    ".join([path, *map(str, faults)]) if len(faults) > 1 else f"{path} {faults[0]}"
        super().__init__("RK-701", f"审签步骤的文件有 {len(faults)} 处错误", where=where, remedy=_REMEDY)


def chain_of(folder: Path | None) -> Chain:
    """Return the chain of a workspace's folder: that of its ``review.yaml``, else the five steps.

    Raises:
        ChainError: ``RK-701``.
    """
    own = folder / FILE_NAME if folder else None
    return read_chain(own if own and own.exists() else DEFAULT)


def read_chain(path: Path) -> Chain:
    """Read a chain's file.

    Raises:
        ChainError: ``RK-701``: all that is wrong in it.
    """
    marked = read_marked(_text(path))
    chain, faults = checked(marked)
    if chain is None or faults:
        placed = (replace(fault, line=fault.line or marked.line(fault.path)) for fault in faults)
        raise ChainError(str(path), tuple(sorted(placed, key=lambda fault: fault.line)))
    return chain


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        if len(content) <= MOST_BYTES:
            return content.decode("utf-8-sig")
        reason = f"文件太大，超过 {MOST_BYTES // 1000} KB"
    except (OSError, UnicodeDecodeError) as error:
        reason = f"读不出来：{reason_of(error)}"
    raise ChainError(str(path), (Fault((), reason),))


def checked(marked: Marked) -> tuple[Chain | None, list[Fault]]:
    """Return the chain that data hold, and what is wrong with it; no chain when the schema does not fit."""
    if marked.data is None:
        return None, marked.faults or [Fault((), "文件是空的")]
    faults = list(marked.faults)
    try:
        chain = Chain.model_validate(marked.data)
    except ValidationError as error:
        return None, faults + [complaint(Chain, one) for one in error.errors(include_url=False)]
    return chain, faults + list(_faults(chain))


def _faults(chain: Chain) -> Iterator[Fault]:
    ids = [step.id for step in chain.steps]
    for number, step in enumerate(chain.steps):
        place = ("steps", number)
        if not step.id.strip() or len(step.id) > _LONGEST_ID:
            yield Fault((*place, "id"), f"标识不能是空的，也不能超过 {_LONGEST_ID} 个字")
        if step.id in ids[:number]:
            yield Fault((*place, "id"), f"标识“{step.id}”前面已经用过")
        if not step.name.strip():
            yield Fault((*place, "name"), "名称不能是空的")
        yield from _of_step(chain, step, number)
    if all(step.optional for step in chain.steps):
        yield Fault(("steps",), "至少要有一步是必须签的（没有 optional: true）")
    if not any(step.secrecy and not step.optional for step in chain.steps):
        said = "没有一步做保密审查：公开前必须审查（条例第十七条），请在其中一步写 secrecy: true"
        yield Fault(("steps",), said)
    if not chain.same_person and all(step.author for step in chain.steps):
        yield Fault(("steps",), "每一步都让写稿的人自己签，等于没有审：至少一步去掉 author: true")


def _of_step(chain: Chain, step: Step, number: int) -> Iterator[Fault]:
    place = ("steps", number)
    earlier = [other.id for other in chain.steps[:number]]
    if step.returns_to and step.returns_to not in earlier:
        known = "、".join(earlier) or "（第一步没有可退回的步骤）"
        said = f"退回到“{step.returns_to}”：应是前面某一步的标识：{known}"
        yield Fault((*place, "returns_to"), said, nearest(step.returns_to, earlier))
    for index, role in enumerate(step.roles):
        if not role.strip():
            yield Fault((*place, "roles", index), "岗位不能是空的")
    if AGREED not in step.verdicts:
        yield Fault((*place, "verdicts"), f"要有“{AGREED}”，否则走不下去")
    if number == 0 and "退回" in step.verdicts and "verdicts" in step.model_fields_set:
        yield Fault((*place, "verdicts"), "第一步没有可退回的步骤，去掉“退回”")
    seen: set[str] = set()
    for index, question in enumerate(step.questions):
        if not question.id.strip() or not question.text.strip():
            yield Fault((*place, "questions", index), "问题的标识和文字都不能是空的")
        if question.id in seen:
            yield Fault((*place, "questions", index, "id"), f"标识“{question.id}”前面已经用过")
        seen.add(question.id)
    if step.secrecy and not any(question.passing for question in step.questions):
        said = "做保密审查的一步，至少要有一个必须答“是”或“否”才能通过的问题（pass: 否）"
        yield Fault((*place, "questions"), said)
