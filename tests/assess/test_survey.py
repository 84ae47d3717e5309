"""The questionnaire, the answers people type, and what they come to."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_kit.assess.prose import Prose
from report_kit.assess.survey import (
    Summary,
    default_questionnaire,
    read_answers,
    read_questionnaire,
    summarise,
)
from report_kit.assess.survey.documents import announcement, printable, results, sentence
from report_kit.assess.survey.questionnaire import SHIPPED
from report_kit.assess.survey.summary import shares_of
from report_kit.errors import DataError
from report_kit.export.blocks import Heading, Paragraph
from report_kit.export.formats import plain_text
from tests.assess.make import write_csv
from tests.cli.conftest import Cli, cli, files

__all__ = ["cli"]

ROWS: list[dict[str, object]] = [
    {
        "内容全面真实": "满意",
        "形式便捷": "1",
        "依申请及时": "没有申请过",
        "总体评价": "A",
        "意见建议": "更新太慢。",
    },
    {
        "内容全面真实": "满意",
        "形式便捷": "B 基本满意",
        "依申请及时": "满意",
        "总体评价": "满意",
        "意见建议": "更新太慢",
    },
    {
        "内容全面真实": "不满意",
        "形式便捷": "",
        "依申请及时": "没有申请过",
        "总体评价": "还行",
        "意见建议": "无",
    },
    {"意见建议": "请打13812345678告诉我补贴"},
    {"内容全面真实": "", "意见建议": ""},
]


def summed(folder: Path) -> Summary:
    made = default_questionnaire()
    return summarise(read_answers([write_csv(folder / "结果.csv", ROWS)], made), made)


def test_answers_by_words_letters_and_numbers(tmp_path: Path) -> None:
    found = summed(tmp_path)
    assert found.returned == 4
    content, form, request, overall = found.tallies
    assert dict(content.counts) == {"满意": 2, "基本满意": 0, "不满意": 1, "不了解": 0}
    assert [str(share) for share in content.shares.values()] == ["66.7", "0.0", "33.3", "0.0"]
    assert dict(form.counts) == {"满意": 1, "基本满意": 1, "不满意": 0, "不了解": 0}
    assert (request.answered, request.satisfied) == (3, Decimal("100.0"))
    assert (overall.answered, found.unclear) == (2, ("结果.csv 第 4 行“总体评价”：“还行”不是选项，没有计入",))


def test_opinions_are_grouped_and_hold_no_telephone(tmp_path: Path) -> None:
    found = summed(tmp_path).opinions
    assert [(one.text, one.count) for one in found["及时性"]] == [("更新太慢。", 2)]
    assert [one.text for one in found["公开内容"]] == ["请打138***告诉我补贴"]


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=8))
def test_shares_sum_to_a_hundred(counts: list[int]) -> None:
    shares = shares_of(counts)
    assert sum(shares) == (100 if any(counts) else 0)
    for count, share in zip(counts, shares, strict=True):
        assert abs(share - Decimal(100 * count) / max(1, sum(counts))) < Decimal("0.1")


def test_a_workbook_of_a_platform_is_read_by_its_questions(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["答题时间", "1、公开的内容是否全面、真实?", "Q2：形式便捷"])
    book.active.append(["2024-11-02", "满意", 2])
    book.save(tmp_path / "平台.xlsx")
    found = summarise(
        read_answers([tmp_path / "平台.xlsx"], default_questionnaire()), default_questionnaire()
    )
    assert [tally.answered for tally in found.tallies] == [1, 1, 0, 0]
    assert found.tallies[1].counts["基本满意"] == 1
    other = tmp_path / "别的.csv"
    other.write_text("甲,乙\n1,2\n", "utf-8")
    with pytest.raises(DataError, match="RK-847"):
        read_answers([other], default_questionnaire())


def test_the_prose_of_the_results_is_bound(tmp_path: Path) -> None:
    found = summed(tmp_path)
    content, prose = results(found, "清河乡人民政府", date(2024, 12, 3))
    for said in prose.said:
        free = list(said.text)
        for bound in said.figures:
            free[bound.start : bound.end] = "_" * (bound.end - bound.start)
        assert not re.search(r"\d", "".join(free)), said.text
    texts = {said.text for said in prose.said}
    assert all(block.text in texts for block in content.blocks if isinstance(block, Paragraph | Heading))
    own = Prose()
    assert own.text(sentence(own, found)).startswith(
        "开展政府信息公开工作社会评议，收回问卷4份，对内容全面真实表示"
    )
    assert own.figures["评议.内容全面真实.满意率"] == "66.7%"


def test_the_printed_questionnaire_and_the_announcement() -> None:
    made = default_questionnaire()
    page = plain_text(printable(made))
    assert "□满意　　□基本满意　　□不满意　　□不了解" in page
    assert page.count("□") == sum(len(question.choices) for question in made.questions)
    text = plain_text(announcement(made, "清河乡人民政府", date(2024, 11, 1), date(2024, 11, 30)))
    assert "请于2024年11月30日前填写附后的问卷" in text
    assert "不记姓名" in text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("good: [满意, 基本满意]", "good: [很满意]", "选项里没有“很满意”"),
        ("choices: [满意, 基本满意, 不满意, 不了解]", "choices: [满意]", "选项至少两个"),
        ("id: form", "id: content", "“content”用了两次"),
        ("ask: 公开的形式", "asks: 公开的形式", "不认识“asks”"),
        ("version: 1", "version: [", "RK-846"),
    ],
)
def test_a_bad_questionnaire_is_told_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "问卷.yaml"
    path.write_text(SHIPPED.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(DataError, match="RK-846") as caught:
        read_questionnaire(path)
    assert said in str(caught.value)
    assert "第 " in str(caught.value)


def test_the_command(cli: Cli, tmp_path: Path) -> None:
    assert cli("survey", "template", "评议", "--to", "txt").code == 0
    assert files(tmp_path / "评议") == {"政府信息公开工作社会评议问卷.txt", "问卷.yaml", "问卷结果.csv"}
    assert cli("survey", "template", "评议", "--to", "txt").code == 2
    assert cli("survey", "ask", "评议", "--to", "txt", "--until", "2024-11-30").code == 0
    write_csv(tmp_path / "评议/问卷结果.csv", ROWS)
    result = cli("survey", "sum", "评议/问卷结果.csv", "--questions", "评议/问卷.yaml", "--to", "txt")
    assert result.code == 1
    assert "年报一（五）可以写：开展政府信息公开工作社会评议，收回问卷4份" in result.out
    assert (tmp_path / "社会评议/政府信息公开工作社会评议结果.txt").is_file()
    record = json.loads(cli("survey", "sum", "评议/问卷结果.csv", "--format", "json").out)
    assert record["questions"][0]["counts"]["满意"] == 2
    for arguments in (
        ["sum", "x.csv", "--until", "2024-01-01"],
        ["ask", "甲", "乙"],
        ["ask", "甲", "--date", "x"],
    ):
        assert cli("survey", *arguments).code == 2
