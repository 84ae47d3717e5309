"""A page for one unit: its points by indicator, what each was taken for, and how to mend it."""

from __future__ import annotations

from report_kit.assess import annexes
from report_kit.assess.circular import Circular, Letterhead
from report_kit.assess.month import named, rounded
from report_kit.assess.prose import Prose
from report_kit.assess.ranking import Assessment, Month, Ranked
from report_kit.assess.scoring import Indicator, plain
from report_kit.export.blocks import Block, Content, Figure, Signature, TableBlock
from report_kit.forms.report import format_date


def unit_page(assessment: Assessment, month: Month, unit: str, head: Letterhead) -> Circular:
    """Return the page of a unit; raises ``DataError`` ``RK-845`` when it was not assessed."""
    row = month.row(unit)
    prose = Prose()
    name, when = prose.bind("单位", unit), prose.bind("月份", named(month.month))
    title = prose.title(f"{name}{when}政府信息公开工作考核结果")
    blocks: list[Block] = [title, prose.paragraph(_standing(prose, month, row)), _indicators(row)]
    if row.score.deductions:
        limit = f"请于{prose.bind('整改期限', format_date(head.due))}前改完并反馈。" if head.due else ""
        blocks += [
            prose.heading(1, "要整改的问题"),
            prose.paragraph(
                f"共{prose.bind('问题数', len(row.score.deductions))}个，逐条列在下面，"
                f"扣分是每一条让总分少的分数。{limit}"
            ),
            _mending(row),
        ]
    else:
        blocks.append(prose.paragraph("本月没有扣分的问题。"))
    own = [one for one in month.earlier if one.unit == unit]
    if own:
        lines = [(one.id or "—", one.text, one.state) for one in own]
        blocks += [
            prose.heading(1, "上月问题回头看"),
            annexes.table("上月问题", ("编号", "问题", "现在"), lines),
        ]
    drawn = annexes.trend(assessment.until(month.month), unit)
    if drawn:
        blocks += [prose.heading(1, "各月变化"), Figure(drawn)]
    if head.agency or head.day:
        blocks.append(Signature(head.agency, format_date(head.day) if head.day else ""))
    day = head.day.isoformat() if head.day else ""
    return Circular(Content(title.text, tuple(blocks), head.agency, day), prose)


def _standing(prose: Prose, month: Month, row: Ranked) -> str:
    score = row.score
    said = f"总分{prose.bind('总分', score.total)}分，等次为{prose.bind('等次', score.grade)}"
    if row.place:
        group = [one for one in month.rows if one.score.unit.group == score.unit.group]
        said += f"，在{prose.bind('同组单位数', len(group))}个单位里居第{prose.bind('名次', row.place)}名"
    if row.change:
        word = "提高" if row.change > 0 else "下降"
        said += f"，比上月{word}{prose.bind('较上月', abs(row.change))}分"
    parts = [
        f"{prose.bind(f'维度.{name}', name)}{prose.bind(f'维度.{name}.得分', points)}分"
        for name in month.scheme.dims
        if (points := score.dim(name)) is not None
    ]
    said += f"。其中{'，'.join(parts)}"
    if score.adjusted:
        said += f"，加减分{prose.bind('加减分', f'{score.adjusted:+}')}分"
    if score.vetoes:
        said += f"；因{prose.bind('否决', '、'.join(score.vetoes))}，总分按不超过{_cap(prose, month)}分计"
    if score.few:
        said += f"。公开的信息不足{prose.bind('样本.最少条数', month.scheme.rank.min_items)}条，得分仅供参考"
    return said + "。"


def _cap(prose: Prose, month: Month) -> str:
    return prose.bind("否决.最高分", f"{month.scheme.veto.cap.normalize():f}")


def _indicators(row: Ranked) -> TableBlock:
    rows = []
    for one in row.score.indicators:
        if one.value is None:
            rows.append((f"{one.code} {one.item.label}", "—", "—", "不适用"))
            continue
        got = str(rounded(one.worth * one.value))
        rows.append((f"{one.code} {one.item.label}", str(rounded(one.worth)), got, basis(one)))
    return annexes.table("各项得分", ("指标", "满分", "得分", "依据"), rows)


def basis(one: Indicator) -> str:
    """Return the figures an indicator was worked out from, and the parts of its formula."""
    said = [f"{name} {plain(value)}" for name, value in one.figures.items()]
    said += [f"{name} {rounded(value)}" for name, value in one.parts.items()]
    return "，".join(said)


def _mending(row: Ranked) -> TableBlock:
    rows = [
        (taken.id or taken.code, taken.problem, str(rounded(taken.points)), taken.mend or "查明原因并改正")
        for taken in row.score.deductions
    ]
    return annexes.table("要整改的问题", ("编号", "问题", "扣分", "怎样改"), rows)
