"""Make ``proofread/language/data/words.bin`` from the dictionary of the installed jieba (MIT)."""

from __future__ import annotations

import jieba

from report_kit.proofread.language.vocabulary import MADE_FROM, SHIPPED, make_vocabulary


def main() -> None:
    """Write the file and say how large it is."""
    if jieba.__version__ != MADE_FROM:
        raise SystemExit(
            f"jieba {jieba.__version__} is installed, MADE_FROM in vocabulary.py says {MADE_FROM}"
        )
    data = make_vocabulary().to_bytes()
    SHIPPED.write_bytes(data)
    print(f"{SHIPPED.name}: {len(data):,} bytes")


if __name__ == "__main__":
    main()
