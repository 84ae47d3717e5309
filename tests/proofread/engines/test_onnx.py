"""The ONNX engine: a real model and the real onnxruntime; offsets, windows, unknown characters, faults."""

from __future__ import annotations

import random
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_kit.errors import DataError, UsageError
from report_kit.proofread import Proofreader
from report_kit.proofread.engines import open_engine
from report_kit.proofread.engines.onnx import LONGEST
from tests.proofread.engines.conftest import VOCABULARY, write_onnx

pytest.importorskip("onnxruntime", reason="needs the extra onnx")
pytest.importorskip("tokenizers", reason="needs the extra onnx")


def places(folder: Path, text: str) -> list[int]:
    """Return where 按 would become 案, after checking that nothing else is said."""
    found = open_engine(f"onnx={folder}").corrections(text)
    assert all(
        (item.end - item.start, item.replacement, text[item.start]) == (1, "案", "按") for item in found
    )
    return sorted(item.start for item in found)


def test_it_looks_at_the_neighbours(onnx_folder: Path):
    (found,) = open_engine(f"onnx={onnx_folder}").corrections("按照本方按制定")
    assert (found.start, found.end, found.replacement) == (4, 5, "案")
    assert found.score > 0.99


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本方按。", [2]),
        ("𠮷㐂方按", [3]),  # astral characters, one known to the model and one not
        ("🀄🀄方按𪚥方按", [3, 6]),
        ("方按\r\n方按\r\n\r\n方按", [1, 5, 11]),
        ("\tＡＢ２０２４方按\u3000方按", [8, 11]),
        ("2024 abc ab方按", [12]),  # tokens of several characters before it
        ("é\u0301e\u0301方按", [5]),  # combining marks that the tokenizer takes off
        ("한국어방方按", [5]),  # letters that it takes apart
        ("方 按，方，按", [2]),  # BERT's tokenizers see no blanks
        ("方\n按", []),
        ("方\ud800方按", [3]),
        ("", []),
        ("\n \t", []),
    ],
)
def test_offsets_are_code_points_of_the_text_given(onnx_folder: Path, text: str, expected: list[int]):
    assert places(onnx_folder, text) == expected


def test_long_text_goes_in_windows(onnx_folder: Path):
    random.seed(4)
    text, expected = "", []
    while len(text) < 40 * LONGEST:
        text += "公开" * random.randrange(120) + random.choice(["，", "", "。", "\n"])
        expected.append(len(text) + 2)
        text += "本方按"
    assert places(onnx_folder, text) == expected


def test_an_unbroken_line_is_cut_somewhere(onnx_folder: Path):
    text = "公开方按工作" * 200
    found = places(onnx_folder, text)
    assert set(found) <= {place for place in range(len(text)) if place % 6 == 3}
    assert len(found) >= 195  # a cut may fall between the two


@settings(max_examples=150, deadline=None)
@given(text=st.text(st.sampled_from("方按公开𠮷é 한\r\n，。aB2🀄\u0301"), max_size=300))
def test_whatever_the_text_what_is_said_stands_there(onnx_folder: Path, text: str):
    found = open_engine(f"onnx={onnx_folder}").corrections(text)
    for item in found:
        assert (text[item.start : item.end], item.replacement) == ("按", "案")
        # Blanks and combining marks are nothing to BERT's tokenizers.
        assert re.search(r"方[\s\u0301]*\Z", text[: item.start])


def test_a_doubtful_answer_is_left_out(tmp_path: Path):
    assert places(write_onnx(tmp_path, sure=10.0), "本方按") == []


def test_a_model_without_token_types_and_with_a_tokenizer_file(tmp_path: Path):
    from tokenizers import BertWordPieceTokenizer

    write_onnx(tmp_path, inputs=("input_ids",))
    tokenizer = BertWordPieceTokenizer(str(tmp_path / "vocab.txt"))
    tokenizer.enable_truncation(4)
    tokenizer.enable_padding(length=9)
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    (tmp_path / "vocab.txt").unlink()
    assert places(tmp_path, "公开公开公开，本方按制定") == [9]


def test_threads_give_the_same(onnx_folder: Path):
    texts = ["本方按。" * count for count in range(1, 40)]
    expected = [places(onnx_folder, text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda text: places(onnx_folder, text), texts)) == expected


def test_closing_gives_the_model_back_and_the_next_text_loads_it(onnx_folder: Path):
    engine = open_engine(f"onnx={onnx_folder}")
    engine.close()
    assert places(onnx_folder, "本方按") == [2]


def test_findings(onnx_folder: Path):
    text = "制定实施方按。\n公开工作要扎实。"
    alone = Proofreader(select=["spelling.engine"], engines=[f"onnx={onnx_folder}"]).check(text)
    assert [(f.text, f.fixes[0].replacement) for f in alone] == [("按", "案")]
    both = Proofreader(engines=[f"onnx={onnx_folder}"]).check(text)
    without = Proofreader().check(text)
    assert [(f.rule, f.start, f.end) for f in both] == [(f.rule, f.start, f.end) for f in without]
    (raised,), (plain,) = both, without
    assert plain.confidence < raised.confidence < 1
    assert "两种方法都认为" in raised.message


def test_a_folder_without_a_model(tmp_path: Path):
    with pytest.raises(DataError, match=r"RK-331.*(?s:.*)model\.onnx、tokenizer\.json 或 vocab\.txt"):
        open_engine(f"onnx={tmp_path}")
    with pytest.raises(UsageError, match="RK-643"):
        open_engine("onnx")


def test_a_file_that_is_no_model(tmp_path: Path):
    (tmp_path / "model.onnx").write_bytes(b"no model")
    (tmp_path / "vocab.txt").write_text("\n".join(VOCABULARY), encoding="utf-8")
    result = Proofreader(engines=[f"onnx={tmp_path}"]).run("统一布署")
    (failure,) = result.failures
    assert isinstance(failure.error, DataError)
    assert failure.error.code == "RK-332"
    assert [f.text for f in result.findings] == ["布署"]


def test_a_model_of_another_kind(tmp_path: Path):
    write_onnx(tmp_path, inputs=("input_ids", "image"))
    with pytest.raises(DataError, match=r"RK-332.*(?s:.*)image"):
        open_engine(f"onnx={tmp_path}").corrections("本方按")
