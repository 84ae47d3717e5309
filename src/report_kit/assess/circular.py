"""The circular (通报) of a month: prose from the figures, its tables and charts as annexes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from report_kit.assess import annexes
from report_kit.assess.findings import problem_paragraphs, second_look
from report_kit.assess.month import named
from report_kit.assess.overview import overview
from report_kit.assess.prose import Prose
from report_kit.assess.ranking import Assessment, Month, Ranked
from report_kit.export.blocks import Annex, Attachments, Block, Content, Signature
from report_kit.forms.report import format_date

_FIRST = 3
_ANNEXES = ("得分及排名表", "问题清单", "信息公开情况一览表", "得分图")


@dataclass(frozen=True)
class Letterhead:
    """What a circular needs besides the figures.

    Args:
        agency: who signs it; empty for a blank to fill in.
        addressees: whom it is addressed to, without the colon.
        day: its date; ``None`` for none.
        due: until when problems are to be mended; ``None`` for none.
    """

    agency: str = ""
    addressees: str = "各有关单位"
    day: date | None = None
    due: date | None = None


@dataclass(frozen=True)
class Circular:
    """A document, with the figures its prose is bound to."""

    content: Content
    prose: Prose


def circular(assessment: Assessment, month: Month, head: Letterhead) -> Circular:
    """Return the circular of a month."""
    prose = Prose()
    when = prose.bind("月份", named(month.month))
    title = prose.title(f"关于{when}份政府信息公开工作考核情况的通报")
    scheme, count = prose.bind("方案", month.scheme.name), prose.bind("单位数", len(month.rows))
    blocks: list[Block] = [
        title,
        prose.paragraph(f"{prose.bind('主送', head.addressees)}：", flush=True),
        prose.paragraph(
            f"根据《中华人民共和国政府信息公开条例》关于考核、评议的规定，按照《{scheme}》，"
            f"对{count}个单位{when}的政府信息公开工作进行了考核。现将有关情况通报如下。"
        ),
        prose.heading(1, "一、总体情况"),
        *(prose.paragraph(sentence) for sentence in overview(prose, assessment, month)),
        prose.heading(1, "二、考核结果"),
        *(prose.paragraph(sentence) for sentence in _results(prose, month)),
        prose.heading(1, "三、主要问题"),
        *(prose.paragraph(sentence) for sentence in problem_paragraphs(prose, month)),
        *(prose.paragraph(sentence) for sentence in second_look(prose, month)),
        prose.heading(1, "四、工作要求"),
        *(prose.paragraph(sentence) for sentence in _demands(prose, month, head)),
    ]
    drawn = annexes.charts(assessment, month)
    blocks.append(Attachments(_ANNEXES[: 4 if drawn else 3]))
    blocks += _signed(head)
    tables: list[list[Block]] = [
        annexes.ranking_blocks(month),
        [annexes.problem_block(month, head.due)],
        [annexes.figures_block(month)],
        drawn,
    ]
    for number, (name, own) in enumerate(zip(_ANNEXES, tables, strict=True), 1):
        if own:
            blocks += [Annex(f"附件{number}　{name}"), *own]
    day = head.day.isoformat() if head.day else ""
    return Circular(Content(title.text, tuple(blocks), head.agency, day), prose)


def _signed(head: Letterhead) -> list[Block]:
    day = format_date(head.day) if head.day else ""
    return [Signature(head.agency, day)] if head.agency or day else []


def _results(prose: Prose, month: Month) -> list[str]:
    """Say who is first, last and better than before, by group; vetoes and small samples apart."""
    said = []
    several = len(month.groups) > 1
    for label, rows in month.groups.items():
        group = f"{prose.bind(f'组.{label}', label or '其他单位')}：" if several else ""
        if not rows[0].place:
            said.append(f"{group}不排名，得分见附件1。")
            continue
        said.append(group + _order(prose, rows))
    for row in month.rows:
        if row.score.vetoes:
            name = prose.bind(f"单位.{row.unit}.名称", row.unit)
            why = prose.bind(f"单位.{row.unit}.否决", "、".join(row.score.vetoes))
            cap = prose.bind("否决.最高分", f"{month.scheme.veto.cap.normalize():f}")
            grade = prose.bind(f"单位.{row.unit}.等次", row.score.grade)
            said.append(
                f"{name}因{why}，总分按不超过{cap}分计，等次为{grade}，当月不参加排名先进，请立即改正并查明原因。"
            )
    few = [row for row in month.rows if row.score.few]
    if few:
        names = "、".join(prose.bind(f"单位.{row.unit}.名称", row.unit) for row in few)
        least = prose.bind("样本.最少条数", month.scheme.rank.min_items)
        said.append(f"{names}公开的信息不足{least}条，样本少，得分仅供参考。")
    for silent in month.silent:
        name = prose.bind(f"单位.{silent.unit}.名称", silent.unit)
        months = prose.bind(f"单位.{silent.unit}.空白月数", silent.months)
        said.append(f"{name}连续{months}个月没有公开信息，予以点名。")
    return said


def _order(prose: Prose, rows: tuple[Ranked, ...]) -> str:
    free = [row for row in rows if not row.score.vetoes]
    first = [row for row in free if (row.place or 0) <= _FIRST] if len(free) > _FIRST else free[:1]
    parts = []
    if first:
        parts.append("得分居前的是" + "、".join(_scored(prose, row) for row in first))
    last = rows[-1]
    if last not in first and len(rows) > 1:
        parts.append(f"末位是{_scored(prose, last)}")
    better = max((row for row in rows if row.change and row.change > 0), key=_gain, default=None)
    if better:
        gain = prose.bind(f"单位.{better.unit}.提高", better.change)
        name = prose.bind(f"单位.{better.unit}.名称", better.unit)
        parts.append(f"进步最大的是{name}，比上月提高{gain}分")
    return "；".join(parts) + "。"


def _gain(row: Ranked) -> float:
    return float(row.change or 0)


def _scored(prose: Prose, row: Ranked) -> str:
    name = prose.bind(f"单位.{row.unit}.名称", row.unit)
    total = prose.bind(f"单位.{row.unit}.总分", row.score.total)
    grade = prose.bind(f"单位.{row.unit}.等次", row.score.grade)
    return f"{name}（{total}分，{grade}）"


def _demands(prose: Prose, month: Month, head: Letterhead) -> list[str]:
    said = []
    if month.deductions:
        limit = f"于{prose.bind('整改期限', format_date(head.due))}前" if head.due else "在规定期限内"
        said.append(
            f"各单位要对照附件2逐条整改，{limit}改完，在问题清单里填写整改日期和整改情况并反馈。"
            "下月考核时逐条回头看，没有按时改完的计入按时整改率。"
        )
    else:
        said.append("各单位没有扣分的问题，请继续保持。")
    said.append("发布前要严格执行先审后发，用校对工具检查并逐处改正，核对附件里有没有应当隐去的个人信息。")
    return said
