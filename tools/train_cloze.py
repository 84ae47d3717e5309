"""Train the cloze network of the speller: which character fits a gap, given both sides.

    python tools/train_cloze.py CORPUS MODEL OUTPUT --exclude BENCH

``MODEL`` is the character model built from the same text (its vocabulary gives the ids). The text is prepared
as for it: what benchmarks share with it is left out. Needs ``torch``. ``--continue NETWORK`` trains a
finished network on, on the text in another order.
"""

from __future__ import annotations

import argparse
import math
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

import train_lm
from report_kit.proofread.speller import cloze
from report_kit.proofread.speller.arrays import read_arrays, write_arrays
from report_kit.proofread.speller.language_model import PAD, LanguageModel

# How many times a text is gone through: official prose more, translated prose less.
PASSES = {"gov_reports": 4.0, "statecouncil_docs": 4.0, "tech_prose": 0.5, "laws_lawrefbook": 0.7}
LENGTH, ROWS = 512, 16  # a batch is so many stretches of text of this length
NEGATIVES = 512
RATE, RATE_ON = 2e-3, 1e-3  # highest rate of learning: from nothing, of a finished network trained on
MARGIN = cloze.REACH + 1


class Network(nn.Module):
    """What ``cloze.Cloze`` computes for single places, for all places of stretches of text at once."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.characters = nn.Embedding(size, cloze.CHARACTER)
        self.pairs = nn.Embedding(cloze.BUCKETS, cloze.PAIR)
        # The first layer, by what it looks at.
        self.left = nn.Conv1d(cloze.CHARACTER, cloze.HIDDEN, cloze.NEAR)
        self.right = nn.Conv1d(cloze.CHARACTER, cloze.HIDDEN, cloze.NEAR, bias=False)
        self.left_pairs = nn.Conv1d(cloze.PAIR, cloze.HIDDEN, cloze.NEAR - 1, bias=False)
        self.right_pairs = nn.Conv1d(cloze.PAIR, cloze.HIDDEN, cloze.NEAR - 1, bias=False)
        self.far = nn.Linear(2 * cloze.PAIR, cloze.HIDDEN, bias=False)
        self.second = nn.Linear(cloze.HIDDEN, cloze.HIDDEN)
        self.third = nn.Linear(cloze.HIDDEN, cloze.OUTPUT)
        self.out = nn.Embedding(size, cloze.OUTPUT)
        self.bias = nn.Embedding(size, 1)
        nn.init.normal_(self.characters.weight, std=0.3)
        nn.init.normal_(self.pairs.weight, std=0.2)
        nn.init.normal_(self.out.weight, std=0.1)
        nn.init.zeros_(self.bias.weight)

    def forward(self, ids: Tensor, pairs: Tensor, far: Tensor, wanted: Tensor) -> Tensor:
        """Return the vectors of the wanted gaps.

        Args:
            ids: stretches of text with MARGIN characters more on either side.
            pairs: hashed pairs; the one at i is of the characters i and i + 1.
            far: where in the running sums of pairs the far ones begin and end, by side (rows, 4, LENGTH).
            wanted: places in the stretches, flattened.
        """
        near, length = cloze.NEAR, LENGTH
        characters = self.characters(ids).transpose(1, 2)
        vectors = self.pairs(pairs)
        by_pair = vectors.transpose(1, 2)
        low = MARGIN - near
        hidden = self.left(characters[..., low : MARGIN + length - 1])
        hidden = hidden + self.right(characters[..., MARGIN + 1 : MARGIN + length + near])
        hidden = hidden + self.left_pairs(by_pair[..., low : MARGIN + length - 2])
        hidden = hidden + self.right_pairs(by_pair[..., MARGIN + 1 : MARGIN + length + near - 1])
        rows = hidden.transpose(1, 2).reshape(-1, cloze.HIDDEN)[wanted]
        running = torch.cumsum(vectors, 1)
        at = far.transpose(1, 2).reshape(len(ids), -1, 1).expand(-1, -1, cloze.PAIR)
        sums = running.gather(1, at).view(len(ids) * length, 4, cloze.PAIR)[wanted]
        means = torch.cat([sums[:, 1] - sums[:, 0], sums[:, 3] - sums[:, 2]], 1) / cloze.FAR
        hidden = torch.relu(rows + self.far(means))
        hidden = hidden + torch.relu(self.second(hidden))
        vectors_out: Tensor = self.third(hidden)
        return vectors_out


def batch_of(
    text: np.ndarray[Any, Any], starts: np.ndarray[Any, Any], is_han: np.ndarray[Any, Any]
) -> list[Tensor]:
    """Return what the network takes for the stretches that begin there, and the characters of the gaps."""
    at = starts[:, None] + np.arange(-MARGIN, LENGTH + MARGIN)
    ids = text[at].astype(np.int64)
    pairs = cloze.hashed(ids[:, :-1], ids[:, 1:])
    index = np.arange(ids.shape[1])
    pad = ids == PAD
    before = np.maximum.accumulate(np.where(pad, index, -1), axis=1)  # the last pad up to here
    after = np.minimum.accumulate(np.where(pad, index, ids.shape[1])[:, ::-1], axis=1)[:, ::-1]
    here = index[MARGIN:-MARGIN]
    first, last = before[:, MARGIN:-MARGIN], after[:, MARGIN:-MARGIN]
    # A running sum holds the pair at its index. Only pairs within the line count.
    left_start = np.maximum(here - cloze.REACH - 1, first)
    left_end = np.maximum(here - cloze.NEAR - 1, left_start)
    right_start = np.broadcast_to(here + cloze.NEAR - 1, last.shape)
    right_end = np.maximum(np.minimum(here + cloze.REACH - 1, last - 2), right_start)
    far = np.stack([left_start, left_end, right_start, right_end], axis=1)
    target = ids[:, MARGIN:-MARGIN]
    wanted = np.flatnonzero(is_han[target].ravel())
    return [torch.from_numpy(a) for a in (ids, pairs, far, wanted, target.ravel()[wanted])]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--exclude", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=16000)
    parser.add_argument("--continue", dest="finished", type=Path)
    options = parser.parse_args()
    began = time.monotonic()

    def say(text: str) -> None:
        print(f"{time.monotonic() - began:6.0f} s  {text}", flush=True)

    model = LanguageModel(options.model)
    earlier = int(read_arrays(options.finished, cloze.KIND)[0]["about"]["steps"]) if options.finished else 0
    rng = np.random.default_rng(5 + earlier)
    names, characters, parts = train_lm.training_ids(options.corpus, options.exclude, say)
    assert characters == model.characters, "MODEL was built from another text"
    pieces, starts, sizes, at = [np.full(MARGIN, PAD)], [], {}, MARGIN
    for name, ids in zip(names, parts, strict=True):
        sizes[name] = int(model.is_han[ids].sum())
        # As many pads at a line's end as characters count by place, so that none is seen across it.
        ids = np.repeat(ids, np.where(ids == PAD, cloze.NEAR, 1))
        here = np.arange(at, at + len(ids) - LENGTH, LENGTH)
        passes = PASSES.get(name, 1.0)
        starts += [here] * int(passes)
        starts.append(rng.permutation(here)[: int(len(here) * (passes % 1))])
        pieces.append(ids)
        at += len(ids)
    text = np.concatenate([*pieces, np.full(MARGIN + LENGTH, PAD)]).astype(np.int16)
    every = np.concatenate(starts)
    del parts, pieces, starts
    say(f"{len(text)} characters, {len(every)} stretches, {options.steps * ROWS / len(every):.2f} passes")

    torch.manual_seed(5 + earlier)
    network = Network(model.size)
    if options.finished:
        load(network, options.finished)
    rate = RATE_ON if options.finished else RATE
    frequency = np.maximum(np.bincount(text, minlength=model.size).astype(np.float64), 1) ** 0.75
    frequency[~model.is_han] = 0
    chance = torch.tensor(frequency / frequency.sum(), dtype=torch.float32)
    log_chance = torch.log(chance.clamp_min(1e-12))
    optimizer = torch.optim.Adam(network.parameters(), lr=RATE, betas=(0.9, 0.98), fused=True)
    running, window, order = 0.0, 200, np.zeros(0, dtype=np.int64)
    for step in range(1, options.steps + 1):
        if len(order) < ROWS:
            order = rng.permutation(every)
        starts_now, order = order[:ROWS], order[ROWS:]
        stretch, pairs, far, wanted, target = batch_of(text, starts_now, model.is_han)
        progress = step / options.steps
        for group in optimizer.param_groups:
            group["lr"] = rate * min(1.0, step / 300) * (0.5 * (1 + math.cos(math.pi * progress)) + 1e-3)
        vectors = network(stretch, pairs, far, wanted)
        # Sampled softmax: logits corrected by how likely each was to be drawn.
        drawn = torch.multinomial(chance, NEGATIVES, replacement=True)
        against = (
            vectors @ network.out(drawn).T + network.bias(drawn).T - log_chance[drawn] - math.log(NEGATIVES)
        )
        against = against.masked_fill(drawn[None, :] == target[:, None], -1e9)
        own = (vectors * network.out(target)).sum(1) + network.bias(target)[:, 0]
        loss = (torch.logsumexp(torch.cat([own[:, None], against], 1), 1) - own).mean()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        running += float(loss.detach())
        if step % window == 0:
            say(f"step {step}: {running / window:.3f} natural units a character")
            running = 0.0
        if step % 2000 == 0 or step == options.steps:
            save(
                network, options.output, {"sources": sizes, "steps": earlier + step, "batch": [ROWS, LENGTH]}
            )
    say(f"{options.output}: {options.output.stat().st_size / 1e6:.1f} MB")


def load(network: Network, path: Path) -> None:
    """Take the weights from a file ``save`` wrote."""
    _, arrays = read_arrays(path, cloze.KIND)
    near, characters, pairs = cloze.NEAR, cloze.CHARACTER, cloze.PAIR
    sizes = [near * characters, near * characters, (near - 1) * pairs, (near - 1) * pairs, 2 * pairs]
    blocks = np.split(arrays["first_weight"].astype(np.float32), np.cumsum(sizes)[:-1])
    left, right, left_pairs, right_pairs = (
        torch.from_numpy(block.reshape(-1, size, cloze.HIDDEN)).permute(2, 1, 0)
        for block, size in zip(blocks, [characters, characters, pairs, pairs], strict=False)
    )
    with torch.no_grad():
        for name in ("characters", "pairs", "out"):
            factor = arrays[f"{name}_factor"].astype(np.float32)[:, None]
            getattr(network, name).weight.copy_(torch.from_numpy(arrays[name] * factor))
        network.left.weight.copy_(left.flip(2))
        network.right.weight.copy_(right)
        network.left_pairs.weight.copy_(left_pairs.flip(2))
        network.right_pairs.weight.copy_(right_pairs)
        network.far.weight.copy_(torch.from_numpy(blocks[-1].T.copy()))
        for layer in ("second", "third"):
            weight = arrays[f"{layer}_weight"].astype(np.float32).T
            getattr(network, layer).weight.copy_(torch.from_numpy(weight.copy()))
        for name, layer in {"first": network.left, "second": network.second, "third": network.third}.items():
            assert layer.bias is not None
            layer.bias.copy_(torch.from_numpy(arrays[f"{name}_bias"].copy()))
        network.bias.weight[:, 0].copy_(torch.from_numpy(arrays["out_bias"].copy()))


def save(network: Network, path: Path, about: dict[str, object]) -> None:
    """Write the weights: tables as bytes with a factor a row, the small layers as they are."""
    arrays = {}
    for name in ("characters", "pairs", "out"):
        table = getattr(network, name).weight.detach().numpy()
        factor = np.maximum(np.abs(table).max(axis=1), 1e-8).astype(np.float32) / 127
        arrays[name] = np.rint(table / factor[:, None]).astype(np.int8)
        arrays[f"{name}_factor"] = factor.astype(np.float16)
    # The first layer as one matrix, its rows in the order of ``cloze.surroundings``: outwards from the gap.
    with torch.no_grad():
        blocks = [
            network.left.weight.flip(2).permute(2, 1, 0),
            network.right.weight.permute(2, 1, 0),
            network.left_pairs.weight.flip(2).permute(2, 1, 0),
            network.right_pairs.weight.permute(2, 1, 0),
        ]
        first = torch.cat([*(block.reshape(-1, cloze.HIDDEN) for block in blocks), network.far.weight.T])
    layers = {
        "first": (first, network.left.bias),
        "second": (network.second.weight.T, network.second.bias),
        "third": (network.third.weight.T, network.third.bias),
    }
    for name, (weight, bias) in layers.items():
        assert bias is not None
        arrays[f"{name}_weight"] = np.ascontiguousarray(weight.detach().numpy()).astype(np.float16)
        arrays[f"{name}_bias"] = bias.detach().numpy().astype(np.float32)
    arrays["out_bias"] = network.bias.weight.detach().numpy()[:, 0].astype(np.float32)
    write_arrays(path, {"kind": cloze.KIND, "about": about}, arrays)


if __name__ == "__main__":
    main()
