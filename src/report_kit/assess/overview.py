"""What a month came to as a whole, in bound sentences."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from report_kit.assess.annexes import mean
from report_kit.assess.month import before, rounded
from report_kit.assess.prose import Prose
from report_kit.assess.ranking import Assessment, Month
from report_kit.assess.scoring import plain


def overview(prose: Prose, assessment: Assessment, month: Month) -> list[str]:
    """Return the sentences of 一、总体情况; what no unit has figures of is not spoken of."""
    said = [_published(prose, assessment, month)]
    parts = [*_mistakes(prose, month), *_in_time(prose, month), *_requests(prose, month)]
    if parts:
        said.append("；".join(parts) + "。")
    said.append(_grades(prose, assessment, month))
    return [sentence for sentence in said if sentence]


def total(month: Month, name: str) -> Fraction | None:
    """Return the sum of a figure over the units; ``None`` when no unit has it."""
    values = [row.score.unit.value(name) for row in month.rows]
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) if known else None


def _last(assessment: Assessment, month: Month) -> Month | None:
    return next((one for one in assessment.months if one.month == before(month.month)), None)


def _published(prose: Prose, assessment: Assessment, month: Month) -> str:
    count = total(month, "计入条数")
    if count is None:
        return ""
    said = f"本月各单位共公开信息{prose.bind('总体.条数', plain(count))}条"
    last = _last(assessment, month)
    earlier = total(last, "计入条数") if last else None
    if earlier is not None:
        change = count - earlier
        if change:
            word = "增加" if change > 0 else "减少"
            said += f"，比上月{word}{prose.bind('总体.条数增减', plain(abs(change)))}条"
        else:
            said += "，与上月持平"
    wanted = total(month, "月任务数")
    if wanted:
        short = [
            row
            for row in month.rows
            if (row.score.unit.value("计入条数") or 0) < (row.score.unit.value("月任务数") or 0)
        ]
        if short:
            names = "、".join(prose.bind(f"单位.{row.unit}.名称", row.unit) for row in short)
            said += f"；没有完成月任务的单位{prose.bind('总体.未完成单位数', len(short))}个：{names}"
        else:
            said += "，各单位都完成了月任务"
    return said + "。"


def _mistakes(prose: Prose, month: Month) -> Iterable[str]:
    chars = total(month, "字数")
    if not chars:
        return
    light, grave = total(month, "一般差错") or Fraction(0), total(month, "严重差错") or Fraction(0)
    said = f"校对文字{prose.bind('总体.字数', plain(chars))}字"
    said += f"，发现差错{prose.bind('总体.差错', plain(light + grave))}处"
    if grave:
        said += f"，其中严重差错{prose.bind('总体.严重差错', plain(grave))}处"
    each = prose.bind("总体.每万字差错", rounded((light + grave) / chars * 10000))
    yield f"{said}，平均每万字{each}处"


def _in_time(prose: Prose, month: Month) -> Iterable[str]:
    count, in_time = total(month, "计入条数"), total(month, "按期条数")
    if count and in_time is not None:
        yield f"按期公开率{prose.bind('总体.按期公开率', percent(in_time / count))}"


def _requests(prose: Prose, month: Month) -> Iterable[str]:
    due, done = total(month, "应办结件"), total(month, "按期办结件")
    if due and done is not None:
        said = f"应办结政府信息公开申请{prose.bind('总体.应办结件', plain(due))}件"
        yield f"{said}，按期办结{prose.bind('总体.按期办结件', plain(done))}件"


def _grades(prose: Prose, assessment: Assessment, month: Month) -> str:
    scores = [row.score for row in month.rows]
    average = rounded(mean(scores))
    said = f"平均得分{prose.bind('总体.平均分', average)}分"
    last = _last(assessment, month)
    if last and last.rows:
        change = average - rounded(mean([row.score for row in last.rows]))
        if change:
            word = "提高" if change > 0 else "下降"
            said += f"，比上月{word}{prose.bind('总体.平均分增减', abs(change))}分"
        else:
            said += "，与上月相同"
    counts = []
    for _, grade in month.scheme.grades:
        number = sum(score.grade == grade for score in scores)
        if number:
            counts.append(
                f"{prose.bind(f'等次.{grade}', grade)}{prose.bind(f'等次.{grade}.单位数', number)}个"
            )
    return f"{said}；{'，'.join(counts)}。"


def percent(share: Fraction) -> str:
    """Return a share in per cent."""
    return f"{plain(Fraction(rounded(share * 100, 1)))}%"
