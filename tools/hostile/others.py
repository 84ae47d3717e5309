"""Settings, forms, dictionaries, acceptances and registers that nobody should be hurt by."""

from __future__ import annotations

from hostile.containers import book

_WORDS = "错\t对\t边界\t需要\t排除\t级别\t改法\t说明\t依据\t错例\t对例\n"


def settings() -> dict[str, bytes]:
    """Return files of settings by name."""
    return {
        "binary.toml": bytes(range(256)) * 100,
        "deep.toml": b"a=" + b"[" * 50_000,
        "keys-deep.toml": b".".join([b"a"] * 20_000) + b" = 1",
        "many.toml": b"".join(b"a%d = 1\n" % n for n in range(20_000)),
        "long-word.toml": b'[dictionaries]\nwords = ["' + "公".encode() * 1_000_000 + b'"]',
        "words-200k.toml": b"[dictionaries]\nwords = [" + b'"ab",' * 200_000 + b"]",
        "wrong-kind.toml": b"agency = 1",
        "limits.toml": b"[limits]\nread_memory = -1",
        "nul.toml": b"[agency]\nname = 'a\x00b'",
    }


def forms() -> dict[str, bytes]:
    """Return files of forms by name."""
    bomb = b"a: &a [x,x]\n" + b"".join(b"%c: &%c [*%c,*%c]\n" % (n, n, n - 1, n - 1) for n in range(98, 122))
    return {
        "empty.yaml": b"",
        "binary.yaml": bytes(range(256)),
        "aliases.yaml": bomb,
        "deep.yaml": b"[" * 5_000,
        "object.yaml": b"!!python/object/apply:os.system ['true']",
        "list.yaml": b"- a\n" * 50_000,
        "long.yaml": b"title: " + b"a" * 2_000_000,
    }


def dictionaries() -> dict[str, bytes]:
    """Return dictionaries by name."""
    return {
        "binary.tsv": bytes(range(256)) * 100,
        "no-head.tsv": "公开\t公示\n".encode() * 1000,
        "backtracking.tsv": _WORDS.encode() + "(公+)+开\t公开\t\t\t\t\t\t说明\t依据\t错\t对\n".encode(),
        "quotes.tsv": _WORDS.encode() + b'"' * 200_000,
        "long-row.tsv": _WORDS.encode() + b"a\t" * 300_000,
    }


def registers() -> dict[str, bytes]:
    """Return registers by name."""
    return {
        "empty.csv": b"",
        "binary.csv": bytes(range(256)) * 1000,
        "columns.csv": b"," * 1_000_000,
        "rows-300k.csv": "编号,申请日期\n".encode() + b"1,2024-01-01\n" * 300_000,
        "quote.csv": b'a,"' + b"x" * 5_000_000,
        "cell.csv": "编号\n".encode() + "公".encode() * 200_000,
        "nul.csv": b"a,\x00,b\n" * 1000,
        "far.xlsx": book('<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
        "merged.xlsx": book('<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "cells-1m.xlsx": book("<sheetData>" + ("<row>" + "<c/>" * 100 + "</row>") * 10_000 + "</sheetData>"),
        "garbage.xlsx": b"PK\x03\x04" + b"x" * 1000,
    }
