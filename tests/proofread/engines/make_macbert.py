"""Teach a BERT of one layer to write 案 for 按 behind 方, and save it: ``make_macbert.py FOLDER``."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import torch
from transformers import BertConfig, BertForMaskedLM

LETTERS = "方案按照制定本实施公开工作做各站所要扎实年司落，。：、"


def main(folder: Path) -> None:
    torch.manual_seed(1)
    random.seed(1)
    torch.set_num_threads(1)
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *dict.fromkeys(LETTERS)]
    (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    ids = {token: number for number, token in enumerate(vocabulary)}
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=64,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=128,
        max_position_embeddings=160,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    model = BertForMaskedLM(config)
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
    for _ in range(1000):
        length = random.randrange(4, 17)
        sources, targets = [], []
        for _ in range(32):
            # Half of the characters are those that matter, or copying is all that is learnt.
            text = "".join(random.choices(LETTERS + "方按" * 12, k=length))
            sources.append([ids["[CLS]"], *(ids[c] for c in text), ids["[SEP]"]])
            targets.append([ids["[CLS]"], *(ids[c] for c in text.replace("方按", "方案")), ids["[SEP]"]])
        loss = model(input_ids=torch.tensor(sources), labels=torch.tensor(targets)).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.save_pretrained(folder)
    (folder / "tokenizer_config.json").write_text('{"tokenizer_class": "BertTokenizer"}', encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
