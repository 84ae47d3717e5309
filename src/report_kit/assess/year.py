"""The year's assessment: twelve months summed, a document of it, and the sentence for 一（五）监督保障."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from report_kit.assess import annexes
from report_kit.assess.circular import Circular, Letterhead
from report_kit.assess.month import rounded
from report_kit.assess.prose import Prose
from report_kit.assess.ranking import Assessment, Month
from report_kit.assess.scheme import Scheme
from report_kit.assess.scoring import plain
from report_kit.errors import DataError
from report_kit.export.blocks import Annex, Attachments, Block, Content, Figure, Signature
from report_kit.export.charts.figures import Chart
from report_kit.forms.report import format_date


@dataclass(frozen=True)
class UnitYear:
    """A unit's year.

    Args:
        unit: its name.
        group: the key of its group.
        place: in its group by the mean.
        months: in how many months it was assessed.
        mean: of its printed totals.
        best: of them.
        worst: of them.
        published: how much it published.
        vetoed: how many months it was barred in.
    """

    unit: str
    group: str
    place: int
    months: int
    mean: Decimal
    best: Decimal
    worst: Decimal
    published: Fraction
    vetoed: int


@dataclass(frozen=True)
class Year:
    """The months of one year, and its units by group and place."""

    year: int
    scheme: Scheme
    months: tuple[Month, ...]
    units: tuple[UnitYear, ...]


def sum_year(assessment: Assessment, year: int) -> Year:
    """Sum the months of a year; raises ``DataError`` ``RK-845`` when there is none."""
    months = tuple(month for month in assessment.months if month.month.year == year)
    if not months:
        years = "、".join(dict.fromkeys(str(month.month.year) for month in assessment.months))
        raise DataError(
            "RK-845", f"没有 {year} 年的数据", where="考核用的表和台账", remedy=f"有这些年份：{years}"
        )
    names = dict.fromkeys(row.unit for month in months for row in month.rows)
    units = [_unit(months, name) for name in names]
    return Year(year, months[-1].scheme, months, tuple(_placed(units, months[-1].scheme)))


def _unit(months: tuple[Month, ...], name: str) -> UnitYear:
    scores = [row.score for month in months for row in month.rows if row.unit == name]
    totals = [score.total for score in scores]
    return UnitYear(
        name,
        scores[-1].unit.group,
        0,
        len(scores),
        rounded(sum(map(Fraction, totals), Fraction(0)) / len(totals)),
        max(totals),
        min(totals),
        sum((score.published for score in scores), Fraction(0)),
        sum(bool(score.vetoes) for score in scores),
    )


def _placed(units: list[UnitYear], scheme: Scheme) -> list[UnitYear]:
    order = {key: number for number, key in enumerate(scheme.groups)}
    found: list[UnitYear] = []
    for one in sorted(units, key=lambda unit: (order.get(unit.group, len(order)), unit.group, -unit.mean)):
        above = [unit for unit in units if unit.group == one.group and unit.mean > one.mean]
        place = len(above) if scheme.rank.method == "competition" else len({unit.mean for unit in above})
        found.append(replace(one, place=place + 1))
    return found


def supervision(prose: Prose, year: Year) -> str:
    """Return the sentence on assessment for 一（五）监督保障, its figures bound under 考核."""
    dims = "、".join(prose.bind(f"考核.维度.{name}", name) for name in year.scheme.dims)
    months = prose.bind("考核.次数", len(year.months))
    units = prose.bind("考核.单位数", len(year.units))
    problems = sum(len(month.deductions) for month in year.months)
    said = (
        f"按月开展政府信息公开工作考核，从{dims}等方面对{units}个单位考核{months}次，印发通报{months}期，"
        f"通报问题{prose.bind('考核.问题数', problems)}个"
    )
    told = [one for month in year.months for one in month.earlier]
    if told:
        done = sum(one.done is not None for one in told)
        said += f"，回头看问题{prose.bind('考核.回头看问题数', len(told))}个"
        said += f"，已整改{prose.bind('考核.已整改', done)}个"
    vetoed = sum(unit.vetoed for unit in year.units)
    if vetoed:
        said += f"，因一票否决事项单列通报{prose.bind('考核.否决次数', vetoed)}次"
    return said + "。"


def year_circular(year: Year, head: Letterhead) -> Circular:
    """Return the document of a year."""
    prose = Prose()
    when = prose.bind("年度", f"{year.year}年度")
    title = prose.title(f"关于{when}政府信息公开工作考核情况的通报")
    blocks: list[Block] = [
        title,
        prose.paragraph(f"{prose.bind('主送', head.addressees)}：", flush=True),
        prose.paragraph(f"现将{when}各月政府信息公开工作考核汇总的情况通报如下。"),
        prose.heading(1, "一、总体情况"),
        prose.paragraph(f"全年{supervision(prose, year)}{_published(prose, year)}"),
        prose.heading(1, "二、考核结果"),
        *(prose.paragraph(sentence) for sentence in _results(prose, year)),
        prose.heading(1, "三、工作要求"),
        prose.paragraph(
            "各单位要对照全年通报的问题查找原因，没有整改完的继续整改，并写入本单位下一年的工作安排。"
        ),
        Attachments(("年度得分汇总表", "各月平均得分")),
    ]
    if head.agency or head.day:
        blocks.append(Signature(head.agency, format_date(head.day) if head.day else ""))
    blocks += [Annex("附件1　年度得分汇总表"), *_tables(year), Annex("附件2　各月平均得分"), _chart(year)]
    day = head.day.isoformat() if head.day else ""
    return Circular(Content(title.text, tuple(blocks), head.agency, day), prose)


def _published(prose: Prose, year: Year) -> str:
    published = sum((unit.published for unit in year.units), Fraction(0))
    return f"各单位共公开信息{prose.bind('考核.公开条数', plain(published))}条。" if published else ""


def _results(prose: Prose, year: Year) -> list[str]:
    groups = dict.fromkeys(unit.group for unit in year.units)
    said = []
    for key in groups:
        units = [unit for unit in year.units if unit.group == key]
        label = year.scheme.groups[key].label if key in year.scheme.groups else key
        group = f"{prose.bind(f'组.{key}', label or '其他单位')}：" if len(groups) > 1 else ""
        first = "、".join(_scored(prose, unit) for unit in units if unit.place <= 3)
        last = f"；末位是{_scored(prose, units[-1])}" if units[-1].place > 3 else ""
        said.append(f"{group}全年平均得分居前的是{first}{last}。")
    return said


def _scored(prose: Prose, unit: UnitYear) -> str:
    name = prose.bind(f"单位.{unit.unit}.名称", unit.unit)
    return f"{name}（{prose.bind(f'单位.{unit.unit}.平均分', unit.mean)}分）"


def _tables(year: Year) -> list[Block]:
    head = ("名次", "单位", "考核次数", "平均分", "最高", "最低", "公开条数", "等次")
    groups = dict.fromkeys(unit.group for unit in year.units)
    blocks: list[Block] = []
    for key in groups:
        rows = [
            (
                str(unit.place),
                unit.unit,
                str(unit.months),
                str(unit.mean),
                str(unit.best),
                str(unit.worst),
                plain(unit.published),
                year.scheme.grade(unit.mean),
            )
            for unit in year.units
            if unit.group == key
        ]
        blocks.append(annexes.table("年度得分汇总表", head, rows, 2))
    return blocks


def _chart(year: Year) -> Block:
    months = [month for month in year.months if month.rows]
    labels = tuple(f"{month.month.month}月" for month in months)
    means = tuple(rounded(annexes.mean([row.score for row in month.rows])) for month in months)
    return Figure(Chart("means", "各月平均得分", labels, (("平均得分", means),), "分", "没有得分"))
