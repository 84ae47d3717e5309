"""The printed questionnaire, the announcement that asks for answers, the results, the sheet to fill in."""

from __future__ import annotations

from datetime import date

from report_kit.assess import annexes
from report_kit.assess.prose import Prose
from report_kit.assess.survey.questionnaire import Questionnaire
from report_kit.assess.survey.summary import Summary, Tally
from report_kit.export.blocks import (
    Annex,
    Attachments,
    Block,
    Content,
    Figure,
    Heading,
    Paragraph,
    Signature,
    Title,
)
from report_kit.export.charts.figures import Chart
from report_kit.forms.report import format_date
from report_kit.ledger.sheets import csv_bytes

_BLANKS = 3


def questions(made: Questionnaire) -> list[Block]:
    """Return the questions as they are printed, to be ticked by hand."""
    blocks: list[Block] = [Paragraph(made.intro)] if made.intro else []
    for number, question in enumerate(made.questions, 1):
        blocks.append(Heading(2, f"{number}．{question.ask}"))
        if question.choices:
            blocks.append(Paragraph("　　".join(f"□{choice}" for choice in question.choices)))
        else:
            blocks += [Paragraph("_" * 50) for _ in range(_BLANKS)]
    return blocks


def printable(made: Questionnaire) -> Content:
    """Return the questionnaire as a page."""
    return Content(made.title, (Title(made.title), Heading(1, "请在方框里打“√”"), *questions(made)))


def form_sheet(made: Questionnaire) -> bytes:
    """Return the sheet answers are typed into (CSV), a column a question."""
    return csv_bytes([("编号", *(question.short for question in made.questions))])


def announcement(made: Questionnaire, agency: str, day: date | None, until: date | None) -> Content:
    """Return the article that asks the public to answer."""
    prose = Prose()
    title = prose.title("关于邀请社会公众评议政府信息公开工作的公告")
    who = prose.bind("机关", agency) if agency else "本机关"
    limit = f"请于{prose.bind('截止日期', format_date(until))}前" if until else "请您"
    blocks: list[Block] = [
        title,
        prose.paragraph(
            f"为听取社会公众对政府信息公开工作的意见，根据《中华人民共和国政府信息公开条例》关于社会评议的规定，"
            f"{who}现开展政府信息公开工作社会评议。{limit}填写附后的问卷，"
            "送到政府信息公开查阅点，或通过政府网站公布的渠道提交。"
        ),
        prose.paragraph(
            "问卷不记姓名，请不要填写身份证号、电话和住址。评议结果将写入政府信息公开工作年度报告。"
        ),
        Attachments((made.title,)),
    ]
    if agency or day:
        blocks.append(Signature(agency, format_date(day) if day else ""))
    blocks += [Annex(f"附件　{made.title}"), *questions(made)]
    return Content(title.text, tuple(blocks), agency, day.isoformat() if day else "")


def sentence(prose: Prose, found: Summary) -> str:
    """Return the sentence for 一（五）监督保障, its figures bound under 评议."""
    said = f"开展政府信息公开工作社会评议，收回问卷{prose.bind('评议.收回份数', found.returned)}份"
    rated = [tally for tally in found.tallies if tally.satisfied is not None]
    if rated:
        said += "，" + "，".join(
            f"对{prose.bind(f'评议.{tally.question.short}', tally.question.short)}表示满意或基本满意的占"
            f"{prose.bind(f'评议.{tally.question.short}.满意率', _percent(tally))}"
            for tally in rated
        )
    count = sum(opinion.count for own in found.opinions.values() for opinion in own)
    if count:
        said += f"，收到意见建议{prose.bind('评议.意见条数', count)}条"
    return said + "。"


def _percent(tally: Tally) -> str:
    return f"{tally.satisfied}%".replace(".0%", "%")


def results(found: Summary, agency: str, day: date | None) -> tuple[Content, Prose]:
    """Return the document of the results, with the figures of its prose."""
    prose = Prose()
    title = prose.title("政府信息公开工作社会评议结果")
    blocks: list[Block] = [title, prose.heading(1, "一、总体情况"), prose.paragraph(sentence(prose, found))]
    blocks.append(prose.heading(1, "二、各题结果"))
    for tally in found.tallies:
        heads = ("选项", *tally.counts)
        counts = ("份数", *(str(count) for count in tally.counts.values()))
        shares = ("占比（%）", *(str(share) for share in tally.shares.values()))
        name = prose.bind(f"题.{tally.question.id}", tally.question.ask)
        blocks += [prose.heading(2, name), annexes.table(tally.question.short, heads, (counts, shares))]
    if found.opinions:
        blocks.append(prose.heading(1, "三、意见和建议"))
        for theme, own in found.opinions.items():
            label = prose.bind(f"意见.{theme}", theme)
            number = prose.bind(f"意见.{theme}.条数", sum(one.count for one in own))
            blocks.append(prose.heading(2, f"{label}（{number}条）"))
            for one in own:
                more = f"（{prose.bind('意见.次数', one.count)}人提到）" if one.count > 1 else ""
                blocks.append(prose.paragraph(prose.bind("意见.原话", one.text.rstrip("。")) + more + "。"))
    if agency or day:
        blocks.append(Signature(agency, format_date(day) if day else ""))
    blocks += [Annex("附图"), *(Figure(_chart(tally)) for tally in found.tallies)]
    return Content(title.text, tuple(blocks), agency, day.isoformat() if day else ""), prose


def _chart(tally: Tally) -> Chart:
    labels, counts = tuple(tally.counts), tuple(tally.counts.values())
    return Chart(
        f"survey-{tally.question.id}", tally.question.short, labels, (("份数", counts),), "份", "没有人作答。"
    )
