"""tools/measure_accuracy.py: what it reads, what it measures, and the page it writes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import measure_accuracy
from accuracy.cross_validation import Row, read_rows
from accuracy.first_shot import rounds, section
from accuracy.page import page
from accuracy.results import Results
from accuracy.sets import CLEAN, PUBLIC, Public, clean_paragraphs, clean_sentences, running_text, seeded
from accuracy.side_by_side import compare, open_if_there, sample
from accuracy.speed import Speed
from report_kit.proofread.engines import Correction, Engine
from report_kit.proofread.evaluation import Judgement, Pair, measure
from report_kit.proofread.evaluation.evaluation import Found
from tests.proofread.test_evaluation import finding

WRONG, RIGHT = "按照县委的统一布署开展工作。", "按照县委的统一部署开展工作。"
# Lines whose sha1 ends in 0 are kept for measuring, the others are not.
KEPT = [line for n in range(200) if (line := f"第{n}项工作按照要求认真组织实施，取得明显成效。")]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "gov_reports.txt").write_text("\n".join(KEPT), encoding="utf-8")
    (folder / "statecouncil_docs.txt").write_text("加强组织领导。\n", encoding="utf-8")
    return folder


@pytest.fixture
def bench(tmp_path: Path) -> Path:
    folder = tmp_path / "bench"
    folder.mkdir()
    for own in PUBLIC:
        (folder / own.file).write_text(f"{WRONG}\t{RIGHT}\n{RIGHT}\t{RIGHT}\n", encoding="utf-8")
    (folder / CLEAN.file).write_text(f"{RIGHT}\t{RIGHT}\n", encoding="utf-8")
    return folder


def test_only_kept_lines_are_measured(corpus: Path) -> None:
    import hashlib

    kept = [line for line in KEPT if hashlib.sha1(line.encode()).hexdigest().endswith("0")]
    found = [pair.source for pair in clean_paragraphs(corpus)]
    assert [line for line in found if line in KEPT] == kept
    assert 0 < len(kept) < len(KEPT)
    assert all(8 <= len(pair.source) <= 160 for pair in clean_sentences(corpus))


def test_the_running_text_has_the_wanted_size(corpus: Path) -> None:
    assert running_text(corpus, 50) == "\n".join(KEPT)[:50]
    assert len(running_text(corpus, 20_000)) == 20_000


def test_seeded_slips_are_the_same_every_time(corpus: Path, tmp_path: Path) -> None:
    pytest.importorskip("pypinyin")
    (tmp_path / "jieba_dict.small.txt").write_text("工作 500 n\n公作 400 n", encoding="utf-8")
    (tmp_path / "xingjin.txt").write_text("真 直具\n", encoding="utf-8")
    sentences = clean_sentences(corpus)
    first = seeded(sentences, tmp_path)
    assert first == seeded(sentences, tmp_path)
    assert len(first) > 5
    assert all(pair.source != pair.target for pair, _ in first)


def test_a_report_of_cross_validation(tmp_path: Path) -> None:
    path = tmp_path / "cv.json"
    figures = {"precision": 87.1, "recall": 40.4, "f1": 55.2, "more": 1}
    path.write_text(json.dumps({"sets": {"textproof": {"0.50": figures, "0.4": figures}}, "x": 1}))
    assert read_rows(path) == [
        Row("textproof", 0.4, 87.1, 40.4, 55.2),
        Row("textproof", 0.5, 87.1, 40.4, 55.2),
    ]
    path.write_text('{"sets": {"textproof": {"0.50": {"precision": 1}}}}')
    with pytest.raises(ValueError, match=r"cv\.json"):
        read_rows(path)


def test_a_sample_favours_none_and_is_the_same() -> None:
    pairs = [Pair(str(n), str(n), n) for n in range(50)]
    first = sample(pairs, 10)
    assert first == sample(pairs[::-1], 10)
    assert first != pairs[:10]


def test_an_engine_that_is_not_there_is_no_error() -> None:
    assert isinstance(open_if_there("nonesuch"), str)
    assert "--engine" in str(open_if_there(None))


class Tiny(Engine):
    """Knows that 工做 is 工作, and thinks so of 开展 too."""

    name = "tiny"
    title = "小引擎"
    extra = ""
    packages = ()

    def corrections(self, text: str) -> list[Correction]:
        known = {"工做": "工作", "开展": "展开"}
        return [
            Correction(text.index(wrong), text.index(wrong) + 2, right, 0.3)
            for wrong, right in known.items()
            if wrong in text
        ]


def test_an_engine_is_measured_alone_on_the_same_sentences() -> None:
    pairs = [
        Pair("统一布署工做。", "统一部署工作。", 1),
        Pair("公开工做。", "公开工作。", 2),
        Pair(RIGHT, RIGHT, 3),
    ]
    both = compare("集", pairs, Tiny())
    assert (both.engine.sentence_correction.right, both.engine.sentence_correction.predicted) == (1, 3)
    assert (both.engine.clean_changed, both.engine.sentences) == (1, 3)
    assert both.product.sentences == 3
    assert both.product.clean_changed == 0


def results() -> Results:
    own = [finding(WRONG, 7, 8, "部", confidence=0.95)]
    found = {WRONG: own, RIGHT: []}
    pairs = [Pair(WRONG, RIGHT, 1), Pair("统一步署。", "统一部署。", 2), Pair(RIGHT, RIGHT, 3)]
    made = measure(lambda text: found.get(text, []), pairs)
    clean = measure(lambda _text: own[:1], [Pair(WRONG, WRONG, 1)])
    return Results(
        public=[
            (PUBLIC[0], made),
            (Public("o.tsv", "不引用的集合", "判别器的数值权重", quotable=False), made),
        ],
        clean=clean,
        clean_public=clean,
        seeded=made,
        seeded_kinds={
            "dropped": Found(4, 2, 1),
            "new_kind": Found(2, 1, 1),
            "word_same_sound": Found(5, 5, 5),
        },
        crossed=[Row("textproof", 0.5, 87.1, 40.4, 55.2)],
        speeds=[Speed("speller", 100, 5000.0), Speed("`jieba.lcut`", 100, 50_000.0)],
        speed_characters=100,
        peak=190_000_000,
        starts=[("空的 Python", 0.02)],
        engine="没有安装",
    )


def test_the_page_tells_what_was_measured(tmp_path: Path) -> None:
    text = page(results(), tmp_path)
    assert f"| {PUBLIC[0].title} | 判别器的数值权重 | 3（2） | 100.0 | 50.0 | 66.7 |" in text
    assert f"| {PUBLIC[0].title} | 0.50 | 87.1 | 40.4 | 55.2 |" in text
    assert re.search(r"\| 不引用的集合 \|.* 见下节 \|", text)
    rows = re.findall(r"^\| (漏字|new_kind|整词同音) \| (\d) \| ([\d.]+) \| ([\d.]+) \|$", text, re.M)
    assert rows == [
        ("整词同音", "5", "100.0", "100.0"),
        ("漏字", "4", "50.0", "25.0"),
        ("new_kind", "2", "50.0", "50.0"),
    ]
    assert "| 留出的公文段落 | 没有 | 14 | 0.00 | 714.29 | 714.29 | 714.29 | 100.0 |" in text
    assert "| speller | 100 | 5,000 | 0.100 |" in text
    assert "190 MB" in text
    assert "未安装或未指定，没有对照：没有安装。" in text
    assert "试运行" not in text
    trial = results()
    trial.most = 5
    assert "试运行" in page(trial, tmp_path)


@pytest.mark.slow
def test_a_whole_run(bench: Path, corpus: Path, tmp_path: Path) -> None:
    pytest.importorskip("pypinyin")
    (tmp_path / "jieba_dict.small.txt").write_text("工作 500 n\n公作 400 n", encoding="utf-8")
    (tmp_path / "xingjin.txt").write_text("真 直具\n", encoding="utf-8")
    output = tmp_path / "accuracy.md"
    measure_accuracy.main(
        [*map(str, (bench, corpus, tmp_path, output)), "--workers", "1", "--speed-characters", "400"]
    )
    text = output.read_text(encoding="utf-8")
    assert f"| {PUBLIC[0].title} | 判别器的数值权重 | 2（1） | 100.0 | 100.0 | 100.0 | 100.0 |" in text
    assert "| 合计 |" in text


def test_alarms_in_names_are_counted_apart() -> None:
    from accuracy.names import Names

    text = "张国强说，按照《统一布署办法》办理。"
    found = (finding(text, 9, 11, "部署"), finding(text, 15, 17, "办里"))
    judged: list[Judgement] = []
    measure(lambda _: list(found), [Pair(text, text, 1)], seen=judged.append)
    names = Names()
    names.add(judged[0])
    assert names.count["书名号里的"] == 1
    assert names.characters["书名号里的"] == len("《统一布署办法》")
    assert names.alarms["书名号里的"] == 1
    assert names.count["人名（jieba 标为 nr）"] == 1
    assert names.alarms["人名（jieba 标为 nr）"] == 0


def test_the_record_of_first_figures_is_on_the_page() -> None:
    last = rounds()[-1]
    page_in_docs = (Path(__file__).parents[2] / "docs" / "accuracy.md").read_text(encoding="utf-8")
    assert all(part in page_in_docs for part in section())
    assert [one.number for one in rounds()] == list(range(1, last.number + 1))
