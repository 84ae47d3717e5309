"""A token-classification corrector of the macbert4csc kind, run by onnxruntime from a local folder.

The model reads a sentence and gives, for every token, how probable each token of the vocabulary is in its
place. What it would write in place of a Chinese character is a correction; nothing else is taken from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from report_kit.errors import DataError
from report_kit.proofread.checking.engine import Correction, Engine, EngineFault
from report_kit.proofread.engines import thresholds
from report_kit.proofread.engines.passages import is_han, sentences
from report_kit.proofread.engines.verify import encodable

# macbert4csc was trained on sentences of up to 128 tokens, two of them the marks at the ends.
LONGEST = 126
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
# As many tokens go through the model at once; each gives 21,128 figures of 4 bytes, so all of them 87 MB.
_BATCH_TOKENS = 1_024


class OnnxEngine(Engine):
    """An ONNX model in a folder: ``model.onnx`` with ``tokenizer.json`` or ``vocab.txt``."""

    name = "onnx"
    title = "ONNX 模型"
    extra = "onnx"
    packages = ("onnxruntime", "tokenizers")
    requirements = ("onnxruntime>=1.17", "tokenizers>=0.15")
    needs_model = True
    model_hint = "模型的文件夹，里面有 model.onnx 和 tokenizer.json（或 vocab.txt）"

    def __init__(self, model: Path | None = None) -> None:
        super().__init__(model)
        assert model is not None
        self._folder = model
        self._loading = Lock()
        self._loaded: _Model | None = None
        names = ("model.onnx", "tokenizer.json 或 vocab.txt")
        present = (
            (model / "model.onnx").is_file(),
            (model / "tokenizer.json").is_file() or (model / "vocab.txt").is_file(),
        )
        absent = [name for name, there in zip(names, present, strict=True) if not there]
        if absent:
            raise DataError(
                "RK-331",
                "ONNX 模型的文件不全",
                where=f"{model} 缺 {'、'.join(absent)}",
                remedy=self.model_hint,
            )

    def corrections(self, text: str) -> list[Correction]:
        """Return the characters the model would change; see ``Engine``."""
        with self._loading:
            if self._loaded is None:
                self._loaded = _Model(self._folder)
            model = self._loaded
        return list(model.corrections(encodable(text)))

    def close(self) -> None:
        """Drop the model."""
        with self._loading:
            self._loaded = None


class _Model:
    """The session and the tokenizer; both may be used by many threads."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime

        # Official builds for Windows report usage to the system's event log unless told not to.
        onnxruntime.disable_telemetry_events()
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 4
        try:
            self._session = onnxruntime.InferenceSession(
                str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer = _tokenizer(folder)
        except Exception as error:
            raise DataError(
                "RK-332",
                "ONNX 模型无法载入",
                where=f"{folder}（{str(error).splitlines()[0]}）",
                remedy="请检查文件是否完整；模型应由 BERT 类的纠错模型导出，见 docs/引擎.md",
            ) from error
        self._inputs = [item.name for item in self._session.get_inputs()]
        unknown = [name for name in self._inputs if name not in _INPUTS]
        if unknown or "input_ids" not in self._inputs:
            raise DataError(
                "RK-332",
                "ONNX 模型的输入不是 BERT 的输入",
                where=f"{folder}：{'、'.join(self._inputs)}",
                remedy=f"输入只能是 {'、'.join(_INPUTS)}，其中 input_ids 必须有",
            )
        vocabulary: dict[str, int] = self._tokenizer.get_vocab()
        self._characters = {id_: token for token, id_ in vocabulary.items() if is_han(token)}
        self._unknown = vocabulary.get("[UNK]", -1)

    def corrections(self, text: str) -> Iterator[Correction]:
        windows = [
            (offset + start, encoded)
            for offset, sentence in sentences(text, LONGEST)
            for start, encoded in self._encoded(sentence)
        ]
        for batch in _batches(windows):
            for row, column, new_id, score in self._changed([encoded.ids for _, encoded in batch]):
                offset, encoded = batch[row]
                start, end = encoded.offsets[column]
                new = self._characters.get(new_id)
                # One character for one: a token of several, or one the model does not know, is left alone.
                if new is None or end - start != 1 or encoded.ids[column] == self._unknown:
                    continue
                old = text[offset + start]
                if score >= thresholds.NEURAL_LEAST and is_han(old) and old != new:
                    yield Correction(offset + start, offset + end, new, score)

    def _encoded(self, sentence: str) -> Iterator[tuple[int, Any]]:
        """Yield encodings short enough for the model, with where each begins."""
        encoded = self._tokenizer.encode(sentence)
        if len(encoded.ids) <= LONGEST + 2 or len(sentence) < 2:
            if len(encoded.ids) <= LONGEST + 2:
                yield 0, encoded
            return
        middle = len(sentence) // 2
        yield from self._encoded(sentence[:middle])
        for start, rest in self._encoded(sentence[middle:]):
            yield middle + start, rest

    def _changed(self, rows: Sequence[Sequence[int]]) -> Iterator[tuple[int, int, int, float]]:
        """Yield row, column, token and probability where the model would write another token."""
        ids = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, values in enumerate(rows):
            ids[row, : len(values)] = values
            mask[row, : len(values)] = 1
        given = dict(zip(_INPUTS, (ids, mask, np.zeros_like(ids)), strict=True))
        (logits, *_) = self._session.run(None, {name: given[name] for name in self._inputs})
        if logits.ndim != 3 or logits.shape[:2] != ids.shape:
            raise EngineFault(f"the model's output has the shape {logits.shape} for input {ids.shape}")
        best: NDArray[np.int64] = logits.argmax(axis=-1)
        for row, column in np.argwhere((best != ids) & (mask == 1)).tolist():
            values = logits[row, column].astype(np.float64)
            yield row, column, int(best[row, column]), float(1.0 / np.exp(values - values.max()).sum())


def _tokenizer(folder: Path) -> Any:
    """Load the tokenizer of a folder; nothing is cut off or filled up by itself."""
    from tokenizers import BertWordPieceTokenizer, Tokenizer

    if (folder / "tokenizer.json").is_file():
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer
    return BertWordPieceTokenizer(str(folder / "vocab.txt"), lowercase=True)


def _batches(windows: list[tuple[int, Any]]) -> Iterator[list[tuple[int, Any]]]:
    """Put windows of like length together, so that little is filled up."""
    ordered = sorted(windows, key=lambda window: len(window[1].ids))
    batch: list[tuple[int, Any]] = []
    for window in ordered:
        if batch and (len(batch) + 1) * len(window[1].ids) > _BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch
