"""Tiny real models, made on the spot."""

from __future__ import annotations

from pathlib import Path

import pytest

LETTERS = "方案按照制定本实施公开工作做各站所要扎实𠮷㐂"
VOCABULARY = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[MASK]",
    *dict.fromkeys(LETTERS),
    "，",
    "。",
    "ab",
    "##c",
    "2024",
]


@pytest.fixture(scope="session")
def onnx_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that writes 案 for 按 behind 方, and else what it reads."""
    return write_onnx(tmp_path_factory.mktemp("onnx"))


def write_onnx(
    folder: Path,
    *,
    inputs: tuple[str, ...] = ("input_ids", "attention_mask", "token_type_ids"),
    sure: float = 20.0,
) -> Path:
    """Write a model of two lookups: what a token is, and what its left neighbour makes of it.

    Args:
        folder: where to.
        inputs: names of the model's inputs.
        sure: how much the neighbour speaks for 案; 20 is nearly certain, 10 as much as against it.
    """
    onnx = pytest.importorskip("onnx", reason="needs the package onnx (development extra)")
    import numpy as np
    from onnx import TensorProto, helper, numpy_helper

    size = len(VOCABULARY)
    itself = np.eye(size, dtype=np.float32) * 10
    neighbour = np.zeros((size, size), dtype=np.float32)
    neighbour[VOCABULARY.index("方"), VOCABULARY.index("案")] = 0
    # 方 in front, and 按 here: the sum over both lookups must win against 按 itself.
    pair = np.zeros((size, size), dtype=np.float32)
    pair[VOCABULARY.index("按"), VOCABULARY.index("案")] = sure / 2
    neighbour[VOCABULARY.index("方"), VOCABULARY.index("案")] = sure / 2
    nodes = [
        helper.make_node("Gather", ["itself", "input_ids"], ["own"]),
        helper.make_node("Gather", ["pair", "input_ids"], ["confused"]),
        helper.make_node("Gather", ["neighbour", "input_ids"], ["said"]),
        helper.make_node("Pad", ["said", "pads"], ["padded"]),
        helper.make_node("Slice", ["padded", "starts", "ends", "axes"], ["shifted"]),
        helper.make_node("Sum", ["own", "confused", "shifted"], ["logits"]),
    ]
    constants = {
        "itself": itself,
        "pair": pair,
        "neighbour": neighbour,
        "pads": np.array([0, 1, 0, 0, 0, 0], dtype=np.int64),
        "starts": np.array([0], dtype=np.int64),
        "ends": np.array([-1], dtype=np.int64),
        "axes": np.array([1], dtype=np.int64),
    }
    graph = helper.make_graph(
        nodes,
        "corrector",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["rows", "tokens"]) for name in inputs],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["rows", "tokens", size])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(model)
    onnx.save(model, str(folder / "model.onnx"))
    (folder / "vocab.txt").write_text("\n".join(VOCABULARY) + "\n", encoding="utf-8")
    return folder
