"""What was found wrong in a month, by indicator down to the piece; what became of last month's problems."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from report_kit.assess.month import rounded
from report_kit.assess.prose import Prose
from report_kit.assess.ranking import Month
from report_kit.assess.scoring import Deduction

_EXAMPLES = 3
_HAN = "一二三四五六七八九十"


def problem_paragraphs(prose: Prose, month: Month) -> Iterator[str]:
    """Yield a sentence for each indicator that took points, the one that took most first."""
    by_code: dict[str, list[Deduction]] = {}
    for taken in month.deductions:
        by_code.setdefault(taken.code, []).append(taken)
    by_code.pop("否决", None)
    if not by_code:
        yield "本月没有发现需要扣分的问题。"
        return
    for number, (code, own) in enumerate(sorted(by_code.items(), key=_worst)):
        item = month.scheme.items.get(code)
        label = prose.bind(f"指标.{code}", item[1].label if item else own[0].code)
        points = prose.bind(f"指标.{code}.扣分", rounded(_sum(own)))
        units = prose.bind(f"指标.{code}.单位数", len({taken.unit for taken in own}))
        more = f"等{prose.bind(f'指标.{code}.条数', len(own))}条" if len(own) > _EXAMPLES else ""
        examples = "；".join(_example(prose, code, taken) for taken in own[:_EXAMPLES])
        lead = prose.bind(f"序号.{number}", f"{_ordinal(number)}是")
        yield f"{lead}{label}，涉及{units}个单位，共扣{points}分：{examples}{more}。"


def _ordinal(number: int) -> str:
    if number < len(_HAN):
        return _HAN[number]
    return f"十{_HAN[number - 10]}" if number < 19 else str(number + 1)


def _worst(item: tuple[str, list[Deduction]]) -> tuple[Fraction, str]:
    return -_sum(item[1]), item[0]


def _sum(taken: list[Deduction]) -> Fraction:
    return sum((one.points for one in taken), Fraction(0))


def _example(prose: Prose, code: str, taken: Deduction) -> str:
    unit = prose.bind(f"单位.{taken.unit}.名称", taken.unit)
    number = prose.bind(f"问题.{code}.编号", taken.id) if taken.id else ""
    return f"{unit}{number}{prose.bind(f'问题.{code}', f'（{taken.problem}）')}"


def second_look(prose: Prose, month: Month) -> Iterator[str]:
    """Yield what became of the problems of the month before (回头看), those not mended one by one."""
    told = month.earlier
    if not told:
        return
    counts = {
        state: [one for one in told if one.state == state] for state in ("已整改", "逾期整改", "没有整改")
    }
    said = f"上月通报的问题{prose.bind('回头看.问题数', len(told))}个"
    for state, own in counts.items():
        if own:
            said += f"，{state}{prose.bind(f'回头看.{state}', len(own))}个"
    yield f"回头看：{said}。"
    open_ = counts["没有整改"]
    if open_:
        shown = "；".join(
            prose.bind(f"单位.{one.unit}.名称", one.unit)
            + prose.bind("回头看.问题", f"{one.id}（{one.text}）" if one.id else f"（{one.text}）")
            for one in open_
        )
        yield f"没有整改的是：{shown}。"
