"""The engine that reads characters in pictures: RapidOCR with the models inside its package.

It is an extra (``report-kit[ocr]``). The models are named by their files, so that nothing is ever fetched.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from report_kit.errors import InputError

EXTRA = 'pip install "report-kit[ocr]"'
_PACKAGES = ("rapidocr", "onnxruntime")
_MODELS = {"Det": "*_det_*.onnx", "Rec": "*_rec_*.onnx"}
# The longest side the finder of lines gets: more finds no more and takes longer.
_LONGEST = 2000
_MOST_THREADS = 4
_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class Mark:
    """A character, where the middle of it is (pixels from the left) and how sure the engine was, 0 to 1."""

    text: str
    x: float
    sure: float


@dataclass(frozen=True, slots=True)
class Read:
    """A line as the engine read it, in its box (pixels, ``top`` is less than ``bottom``)."""

    marks: tuple[Mark, ...]
    left: float
    top: float
    right: float
    bottom: float
    sure: float

    @property
    def text(self) -> str:
        """The characters."""
        return "".join(mark.text for mark in self.marks)


def is_installed() -> bool:
    """Say whether the extra is there."""
    return all(find_spec(name) is not None for name in _PACKAGES)


def find_lines(picture: Any) -> list[Read]:
    """Return the lines of a picture (rows × columns × 3, of 0 to 255), in no order."""
    with _LOCK:
        result = _engine()(
            picture,
            use_det=True,
            use_cls=False,  # which way up a page is, is found for the page as a whole
            use_rec=True,
            return_word_box=True,
            return_single_char_box=True,
        )
    if result.boxes is None or result.txts is None:
        return []
    reads = []
    for box, words, sure in zip(result.boxes, result.word_results, result.scores, strict=True):
        xs, ys = [float(x) for x, _ in box], [float(y) for _, y in box]
        marks = tuple(
            Mark(text, sum(float(x) for x, _ in place) / 4, float(score)) for text, score, place in words
        )
        reads.append(Read(marks, min(xs), min(ys), max(xs), max(ys), float(sure)))
    return reads


def read_line(picture: Any) -> tuple[str, float]:
    """Return what a picture of one line says, and how sure that is."""
    with _LOCK:
        result = _engine()(picture, use_det=False, use_cls=False, use_rec=True, return_word_box=False)
    texts: Sequence[str] = result.txts or ()
    return (texts[0].strip(), float(result.scores[0])) if texts else ("", 0.0)


@cache
def _engine() -> Any:
    import onnxruntime
    import rapidocr

    onnxruntime.set_default_logger_severity(3)
    folder = Path(rapidocr.__file__).with_name("models")
    models = {}
    for part, pattern in _MODELS.items():
        found = sorted(folder.glob(pattern))
        if not found:
            raise InputError(
                "RK-117",
                "文字识别的模型不全",
                where=str(folder),
                remedy=f"请重新安装文字识别：{EXTRA}",
            )
        models[f"{part}.model_path"] = str(found[0])
    threads = max(1, min(_MOST_THREADS, os.cpu_count() or 1))
    return rapidocr.RapidOCR(
        params={
            **models,
            "Global.log_level": "critical",
            "Global.text_score": 0.0,
            "Global.max_side_len": _LONGEST,
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
