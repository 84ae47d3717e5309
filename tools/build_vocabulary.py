"""Make ``words.bin`` and ``tags.bin`` of ``proofread/language/data`` from the dictionary of jieba (MIT)."""

from __future__ import annotations

import jieba

from report_kit.proofread.language.tags import SHIPPED_TAGS, dictionary_tags, tags_to_bytes
from report_kit.proofread.language.vocabulary import MADE_FROM, SHIPPED, make_vocabulary


def main() -> None:
    """Write the files and say how large they are."""
    if jieba.__version__ != MADE_FROM:
        raise SystemExit(
            f"jieba {jieba.__version__} is installed, MADE_FROM in vocabulary.py says {MADE_FROM}"
        )
    words = make_vocabulary()
    made = ((SHIPPED, words.to_bytes()), (SHIPPED_TAGS, tags_to_bytes(words, dictionary_tags())))
    for path, data in made:
        path.write_bytes(data)
        print(f"{path.name}: {len(data):,} bytes")


if __name__ == "__main__":
    main()
