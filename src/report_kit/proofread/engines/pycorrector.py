"""pycorrector: its word lists, its n-gram ``Corrector`` and its ``MacBertCorrector``, in a helper process.

What the model is decides which one: none (the kit's own dictionaries) or a list of words for
``ConfusionCorrector``, a kenlm or ARPA file for ``Corrector``, a folder for ``MacBertCorrector``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from report_kit.errors import DataError, UsageError, reason_of
from report_kit.proofread.checking.engine import Correction, Engine, install_command
from report_kit.proofread.dictionaries.lexicon import lexicon
from report_kit.proofread.engines import thresholds
from report_kit.proofread.engines.passages import even_runs, sentences
from report_kit.proofread.engines.process import HelperProcess, LoadFault
from report_kit.proofread.engines.verify import Answer, changes, encodable
from report_kit.proofread.language.segment import segment

WORKER = Path(__file__).with_name("pycorrector_worker.py")
DICTIONARIES = ("spelling", "wording", "term")
# MacBERT reads 512 tokens, its authors cut at 128; a sentence longer than that is none.
_LONGEST = 400
_LONGEST_MACBERT = 126

Passages = Callable[[str, int], Iterator[tuple[int, str]]]


class PycorrectorEngine(Engine):
    """pycorrector 1.1.4 and newer; see the module."""

    name = "pycorrector"
    title = "pycorrector"
    extra = "pycorrector"
    packages = ("pycorrector",)
    requirements = ("pycorrector>=1.1.4",)
    model_hint = (
        "词表（每行：错误写法 正确写法）、n-gram 模型（.arpa、.klm）或 MacBERT 的文件夹；不写时用自带的词典"
    )

    def __init__(self, model: Path | None = None) -> None:
        super().__init__(model)
        job, self._score = _job(model)
        self._helper = HelperProcess(WORKER, job | {"cache": str(_cache_folder())})
        self.independent = model is not None
        macbert = job["corrector"] == "macbert"
        self._passages: Passages = even_runs if macbert else sentences
        self._longest = _LONGEST_MACBERT if macbert else _LONGEST

    def corrections(self, text: str) -> list[Correction]:
        """Return what pycorrector would change; see ``Engine``."""
        passages = list(self._passages(encodable(text), self._longest))
        answers = self._ask([passage for _, passage in passages])
        return [
            Correction(offset + start, offset + end, right, self._score)
            for (offset, passage), answer in zip(passages, answers, strict=True)
            for start, end, right in self._settled(passage, answer)
            if self.independent or _whole_words(passage, start, end)
        ]

    def close(self) -> None:
        """End the helper process."""
        self._helper.close()

    def _ask(self, passages: list[str]) -> list[Answer]:
        try:
            answers = self._helper.ask(passages)
        except LoadFault as fault:
            raise self._explained(fault) from fault
        return [
            Answer(answer["target"], tuple((wrong, right, at) for wrong, right, at in answer["errors"]))
            for answer in answers
        ]

    def _settled(self, passage: str, answer: Answer) -> list[tuple[int, int, str]]:
        """Return the changes; where the answer contradicts itself, ask again about halves with fewer errors.

        ``ConfusionCorrector`` and ``Corrector`` damage their output when an earlier replacement has changed
        the length: a passage with one error always comes out right.
        """
        found = changes(passage, answer)
        if found is not None:
            return found
        places = sorted(at for _, _, at in answer.errors)
        cut = places[len(places) // 2] if len(places) > 1 else 0
        if not 0 < cut < len(passage):
            return []
        halves = [passage[:cut], passage[cut:]]
        first, second = (self._settled(half, *self._ask([half])) for half in halves)
        return first + [(start + cut, end + cut, right) for start, end, right in second]

    def _explained(self, fault: LoadFault) -> Exception:
        """Return the error a person can act on; a fault of the program itself stays one."""
        if fault.kind == "import":
            return UsageError(
                "RK-642",
                f"引擎“{self.name}”装得不全，无法载入",
                where=str(fault),
                remedy=f"运行 {install_command(*self.requirements, 'torch')}，见 docs/引擎.md",
            )
        if self.model is not None:
            return DataError(
                "RK-332",
                f"引擎“{self.name}”的模型无法载入",
                where=f"{self.model}（{fault}）",
                remedy="请检查文件是否完整、是否是 pycorrector 所用的格式，见 docs/引擎.md",
            )
        return fault


def _job(model: Path | None) -> tuple[dict[str, Any], float]:
    """Say what the helper is to load, and with which score its corrections count."""
    if model is None:
        return {"corrector": "confusion", "words": own_words()}, thresholds.LISTED
    if model.is_dir():
        if not (model / "config.json").is_file():
            raise DataError(
                "RK-331",
                "文件夹里没有 MacBERT 模型",
                where=f"{model} 缺 config.json",
                remedy="文件夹里应有 config.json、vocab.txt 和 model.safetensors（或 pytorch_model.bin）",
            )
        if find_spec("torch") is None:
            raise UsageError(
                "RK-642",
                "pycorrector 的 MacBERT 需要 torch，还没有安装（pycorrector 自己不会带上它）",
                where=str(model),
                remedy=f"运行 {install_command('torch')}；没有显卡的电脑用 CPU 版即可，见 docs/引擎.md",
            )
        options = {"threshold": thresholds.NEURAL_LEAST}
        return {"corrector": "macbert", "model": str(model), "options": options}, thresholds.NEURAL_LEAST
    with model.open("rb") as stream:
        head = stream.read(64).lstrip()
    if head.startswith((b"\\data\\", b"mmap lm http://kheafield.com/code")):
        if find_spec("kenlm") is None:
            raise UsageError(
                "RK-642",
                "pycorrector 的 n-gram 模型需要 kenlm，还没有安装",
                where=str(model),
                remedy=f"运行 {install_command('kenlm')}（从源码编译，要有 C++ 编译器），见 docs/引擎.md",
            )
        return {"corrector": "ngram", "model": str(model)}, thresholds.NGRAM
    return {"corrector": "confusion", "words": _read_words(model)}, thresholds.LISTED


def own_words() -> dict[str, str]:
    """Return the entries of the kit's dictionaries that need nothing but the word: wrong to right."""
    return {
        entry.wrong: entry.right.replace("\\\\", "\\")
        for name in DICTIONARIES
        for entry in lexicon(name).entries
        if entry.literal and entry.right and not entry.requires and not entry.forbids
    }


def _read_words(path: Path) -> dict[str, str]:
    """Read a list of words as pycorrector writes it: wrong and right on a line, parted by blanks."""
    try:
        rows = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(
            "RK-332",
            "读不出 pycorrector 的词表或模型",
            where=f"{path}（{reason_of(error)}）",
            remedy=f"可以用的有：{PycorrectorEngine.model_hint}",
        ) from None
    words: dict[str, str] = {}
    for number, row in enumerate(rows, 1):
        parts = row.split()
        if not parts or row.lstrip().startswith("#"):
            continue
        if len(parts) < 2:
            raise DataError(
                "RK-332",
                "词表有一行不能用",
                where=f"{path} 第 {number} 行",
                remedy="每行写：错误写法、空格或制表符、正确写法",
            )
        words[parts[0]] = parts[1]
    if not words:
        raise DataError("RK-332", "词表是空的", where=str(path), remedy="每行写：错误写法 正确写法")
    return words


def _whole_words(passage: str, start: int, end: int) -> bool:
    """Say whether no word straddles an end: the kit's entries are meant for whole words."""
    words = segment(passage)
    return words.is_boundary(start) and words.is_boundary(end)


def _cache_folder() -> Path:
    """Return the user's own folder for what the package keeps, instead of the common temporary one."""
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "report-kit" / "pycorrector"
