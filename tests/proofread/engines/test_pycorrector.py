"""The real pycorrector, where it is installed (the extra pycorrector, torch, kenlm)."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import train_pycorrector_lm as lm
from report_kit.errors import DataError, ReportKitError, UsageError
from report_kit.proofread import Edit, Proofreader
from report_kit.proofread.engines import Engine, offers, open_engine
from report_kit.proofread.engines import pycorrector as pycorrector_module
from report_kit.proofread.engines.pycorrector import WORKER, own_words
from report_kit.proofread.engines.verify import verified
from report_kit.proofread.findings.finding import apply_edits

INSTALLED = {offer.name: offer.installed for offer in offers()}["pycorrector"]
needs_pycorrector = pytest.mark.skipif(
    not INSTALLED, reason="pycorrector is not installed (extra pycorrector)"
)
WORDS = "# 错误 正确\nab abc\ncde\tde\n布署 部署\n公开公开 公开\n"
PIECES = ["ab", "cde", "布署", "𠮷", "\r\n", "，", "é", "c", "公开"]


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("words") / "词表.txt"
    path.write_text(WORDS, encoding="utf-8")
    return f"pycorrector={path}"


def corrected(engine: Engine, text: str) -> str:
    found = verified(text, engine.corrections(text))
    return apply_edits(text, [Edit(item.start, item.end, item.replacement) for item in found])


def test_the_words_of_the_kit():
    words = own_words()
    assert words["布署"] == "部署"
    assert len(words) > 50
    assert all(wrong and right and wrong != right for wrong, right in words.items())
    assert not any(wrong.startswith("/") for wrong in words)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"\xff\xfe\x00b", "RK-332"), (b"", "RK-332"), (b"onlyone\n", "RK-332"), (b"# ab abc\n", "RK-332")],
)
@needs_pycorrector
def test_a_list_of_words_that_is_none(tmp_path: Path, content: bytes, code: str):
    path = tmp_path / "x.txt"
    path.write_bytes(content)
    with pytest.raises(DataError, match=code):
        open_engine(f"pycorrector={path}")


@needs_pycorrector
def test_a_folder_without_a_model(tmp_path: Path):
    with pytest.raises(DataError, match="RK-331"):
        open_engine(f"pycorrector={tmp_path}")


@needs_pycorrector
def test_the_kits_dictionaries_in_the_confusion_corrector():
    engine = open_engine("pycorrector")
    text = "𠮷村统一布署，\r\nＡＢ按装设备é\u0301；建设制度完善。\n\n峻工"
    found = engine.corrections(text)
    assert [(text[item.start : item.end], item.replacement) for item in found] == [
        ("布署", "部署"),
        ("按装", "安装"),
        ("峻工", "竣工"),
    ]
    result = Proofreader(select=["spelling.engine"], engines=["pycorrector"]).run(text)
    assert result.failures == []
    assert [f.text for f in result.findings] == ["布署", "按装", "峻工"]


@needs_pycorrector
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x ab y", "x abc y"),
        ("ab ab，ab布署ab", "abc abc，abc部署abc"),
        ("ab cde ab cde", "abc de abc de"),
        ("𠮷ab\r\nＡＢab布署\r\n", "𠮷abc\r\nＡＢabc部署\r\n"),
        ("公开公开布署ab", "公开部署abc"),
        ("公开公开公开", "公开公开"),  # entries that overlap
        ("ab" * 50, "abc" * 50),
    ],
)
def test_replacements_of_another_length_do_not_damage_the_text(words: str, text: str, expected: str):
    assert corrected(open_engine(words), text) == expected


@needs_pycorrector
@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_whatever_the_text_only_listed_words_are_replaced(words: str, pieces: list[str]):
    text = "".join(pieces)
    listed = {tuple(row.split()) for row in WORDS.splitlines()[1:]}
    for item in open_engine(words).corrections(text):
        assert (text[item.start : item.end], item.replacement) in listed


# In a process of its own, as it loads jieba's shared dictionary to see whether it stays as it was.
UNCHANGED = """
import logging, os, sys
from pathlib import Path
import jieba
from report_kit.proofread import Proofreader

def state():
    return [
        dict(jieba.dt.FREQ), jieba.dt.total, jieba.dt.dictionary, jieba.dt.tmp_dir,
        dict(jieba.dt.user_word_tag_tab), jieba.default_logger.level, jieba.lcut("全市统一布署公开公开"),
        jieba.suggest_freq("统一布署", tune=False), list(sys.path), dict(os.environ),
        logging.root.level, list(logging.root.handlers), sorted(Path.home().iterdir()),  # ~/.pycorrector
    ]

jieba.initialize()
Proofreader().check("统一布署")
before = state()
found = Proofreader(engines=sys.argv[1:]).check("统一布署 ab，公开公开。")
assert any(finding.rule == "spelling.engine" for finding in found), found
for number, (old, new) in enumerate(zip(before, state(), strict=True)):
    assert old == new, (number, str(old)[:300], str(new)[:300])
assert not {"pycorrector", "torch", "transformers"} & set(sys.modules)
"""


@needs_pycorrector
def test_nothing_of_ours_is_changed(words: str, tmp_path: Path):
    home, cache = tmp_path / "home", tmp_path / "cache"
    home.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", UNCHANGED, "pycorrector", words],
        env=os.environ | {"HOME": str(home), "USERPROFILE": str(home), "XDG_CACHE_HOME": str(cache)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@needs_pycorrector
def test_threads_give_the_same(words: str):
    engine = open_engine(words)
    texts = ["ab布署，" * count for count in range(1, 20)]
    expected = [engine.corrections(text) for text in texts]
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(engine.corrections, texts)) == expected


@needs_pycorrector
def test_an_engine_whose_process_was_killed_comes_back(words: str):
    engine = open_engine(words)
    assert engine.corrections("ab")
    process = engine._helper._running._process
    process.kill()
    process.wait()
    result = Proofreader(engines=[words]).run("统一布署 ab")
    assert result.failures == []
    assert [f.text for f in result.findings] == ["布署", "ab"]


def test_the_worker_reaches_no_network():
    with socket.create_server(("127.0.0.1", 0)) as server:
        code = (
            f"import runpy, sys, socket; worker = runpy.run_path({str(WORKER)!r});"
            "sys.addaudithook(worker['_refuse_network']);"
            f"socket.create_connection(('127.0.0.1', {server.getsockname()[1]}))"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "PermissionError" in done.stderr


CORPUS = [
    "为贯彻落实上级要求，制定本实施方案。",
    "各单位要按照实施方案认真落实。",
    "政府信息公开工作按照规定进行。",
    "本实施方案自发布之日起施行。",
    "扎实做好政府信息公开工作。",
] * 8
# The more characters a model knows, the more improbable it finds what it has not seen.
NOISE = [
    "".join(chr(0x4E00 + (place * 7919 + line * 104729) % 3000) for place in range(12)) for line in range(400)
]


@pytest.fixture(scope="module")
def arpa(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The n-gram model of a few sentences, written by the training script."""
    path = tmp_path_factory.mktemp("lm") / "字 模型.arpa"
    orders, characters = lm.train(list(lm.sentences([*CORPUS, *NOISE])), order=3, least=1)
    lm.write_arpa(path, orders, characters)
    return path


@needs_pycorrector
def test_the_ngram_corrector_on_a_model_of_the_training_script(arpa: Path):
    pytest.importorskip("kenlm", reason="kenlm is not installed (it is built from source)")
    engine = open_engine(f"pycorrector={arpa}")
    text = "𠮷：\r\n公开供作，按照方案\r\n认真洛实。ＡＢ\n"
    found = engine.corrections(text)
    assert [(text[item.start : item.end], item.replacement) for item in found] == [
        ("供作", "工作"),
        ("洛实", "落实"),
    ]
    result = Proofreader(select=["spelling.engine"], engines=[f"pycorrector={arpa}"]).run(text)
    assert result.failures == []
    assert [finding.text for finding in result.findings] == ["供作", "洛实"]


@needs_pycorrector
def test_what_a_model_needs_besides_is_told(arpa: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(pycorrector_module, "find_spec", lambda name: None)
    for model, package in ((arpa, "kenlm"), (tmp_path, "torch")):
        with pytest.raises(UsageError, match="RK-642") as caught:
            pycorrector_module.PycorrectorEngine(model)
        assert f"-m pip install {package}" in caught.value.remedy


@needs_pycorrector
def test_a_damaged_ngram_model(tmp_path: Path):
    pytest.importorskip("kenlm", reason="kenlm is not installed (it is built from source)")
    path = tmp_path / "bad.arpa"
    path.write_text("\\data\\\nngram 1=9\n\nnothing\n", encoding="utf-8")
    (failure,) = Proofreader(engines=[f"pycorrector={path}"]).run("统一布署").failures
    assert isinstance(failure.error, ReportKitError)
    assert failure.error.code == "RK-332"


@pytest.fixture(scope="module")
def macbert(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real BERT of one layer, taught to write 案 for 按 behind 方 and else what it reads.

    Made in a process of its own, so that torch is never loaded in the tests' process.
    """
    if find_spec("torch") is None:
        pytest.skip("torch is not installed (pycorrector does not bring it)")
    folder = tmp_path_factory.mktemp("macbert")
    script = Path(__file__).with_name("make_macbert.py")
    subprocess.run([sys.executable, str(script), str(folder)], check=True, capture_output=True)
    return folder


@needs_pycorrector
def test_macbert_from_a_local_folder(macbert: Path):
    engine = open_engine(f"pycorrector={macbert}")
    text = "𠮷2024年，制定本实施方按。\r\nABC公司按照方按落实方案ＡＢ"
    assert corrected(engine, text) == text.replace("方按", "方案")


@needs_pycorrector
def test_a_macbert_folder_without_weights_is_not_downloaded(tmp_path: Path):
    if find_spec("torch") is None:
        pytest.skip("torch is not installed (pycorrector does not bring it)")
    (tmp_path / "config.json").write_text('{"model_type": "bert"}', encoding="utf-8")
    (failure,) = Proofreader(engines=[f"pycorrector={tmp_path}"]).run("统一布署").failures
    assert isinstance(failure.error, ReportKitError)
    assert failure.error.code == "RK-332"
