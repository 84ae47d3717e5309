"""Segmentation on our own form of jieba's dictionary."""

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_kit.proofread.language import vocabulary as module
from report_kit.proofread.language.segment import is_word, segment, word_frequency
from report_kit.proofread.language.vocabulary import SHIPPED, Vocabulary, make_vocabulary, vocabulary

SENTENCES = (
    "全面推动全街道政务公开工作向纵深推进，认真落实依申请公开工作。",
    "2024年共收到申请12件，其中网上3件；T恤C++与5G网络，ABC。",
    "米易县白坡彝族乡人民政府把县政府门户网站当作信息公开的依托",
)


@pytest.fixture(scope="module")
def jiebas() -> jieba.Tokenizer:
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer


def boundaries(tokenizer: jieba.Tokenizer, text: str) -> tuple[int, ...]:
    found = [0]
    for word in tokenizer.cut(text, HMM=False):
        found.append(found[-1] + len(word))
    return tuple(found)


@pytest.mark.parametrize("text", SENTENCES)
def test_words_are_those_of_jieba(jiebas: jieba.Tokenizer, text: str):
    assert segment(text).boundaries == boundaries(jiebas, text)


@given(st.text(st.sampled_from("政府信息公开的工作了一个年度报告Aa1.，。\n𠮷\0"), max_size=40))
def test_words_of_any_text_are_those_of_jieba(jiebas: jieba.Tokenizer, text: str):
    assert segment(text).boundaries == boundaries(jiebas, text)


def test_frequencies_are_those_of_jieba(jiebas: jieba.Tokenizer):
    for word in ("政府", "公开", "的", "彝族", "政府信"):
        assert word_frequency(word) == jiebas.FREQ.get(word, 0)
    assert vocabulary().total == jiebas.total
    assert is_word("政府")
    assert not is_word("政府信")
    assert not is_word("政\ud800")


def test_the_shipped_words_are_those_of_the_installed_jieba():
    assert SHIPPED.read_bytes() == make_vocabulary().to_bytes()


def test_words_are_made_anew_for_another_jieba(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(jieba, "__version__", "99")
    monkeypatch.setattr(module, "SHIPPED", None)
    assert module.vocabulary.__wrapped__().get("政府") == vocabulary().get("政府")


@pytest.mark.parametrize("cut", [0, 10, 1000, -4])
def test_a_damaged_file_is_refused(cut: int):
    with pytest.raises(ValueError, match="no vocabulary"):
        Vocabulary.from_bytes(SHIPPED.read_bytes()[:cut])
