"""Notebooks: the kit's own read back whole, others by their text cells."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from report_kit.document import open_document
from report_kit.errors import InputError
from report_kit.export import export_report
from report_kit.forms import Report
from tests.export.samples import plain_notebook, report


def test_the_kits_own_notebook_is_read_back_whole(tmp_path: Path) -> None:
    own = report()
    export_report(own, tmp_path / "a", ["ipynb"])
    back = Report.from_document(open_document(tmp_path / "a.ipynb"), "", "", None)
    assert (back.agency, back.year, back.date) == (own.agency, own.year, own.date)
    assert (back.tables, back.sections, back.notes) == (own.tables, own.sections, ())


def test_text_cells_only(tmp_path: Path) -> None:
    nbformat.write(plain_notebook(), tmp_path / "a.ipynb")
    document = open_document(tmp_path / "a.ipynb")
    assert [p.text for p in document.paragraphs][:6] == [
        "标题",
        "一段 粗体 文字，接着写。",
        "小节",
        "• 甲",
        "• 乙",
        "［图片］",
    ]
    assert [[cell.text for cell in row] for row in document.tables[0].rows] == [["列", "数"], ["a", "1"]]
    assert "打印的文字" not in document.text
    assert "alert" not in document.text


def test_what_looks_like_furniture_is_text_here(tmp_path: Path) -> None:
    cell = {
        "cell_type": "markdown",
        "metadata": {},
        "source": ["发布日期：2024年1月3日\n", "\n", "来源：本局"],
    }
    (tmp_path / "a.ipynb").write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    assert [p.text for p in open_document(tmp_path / "a.ipynb").paragraphs] == [
        "发布日期：2024年1月3日",
        "来源：本局",
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "RK-108"),
        (b'{"cells": []}', "RK-108"),
        (b"[1]", "RK-112"),
        (b"{", "RK-112"),
        (b"\xff\xfe", "RK-112"),
        (b'{"cells": [{"cell_type": "markdown", "source": 3}]}', "RK-112"),
        (b'{"worksheets": []}', "RK-112"),
        (b"[" * 100_000, "RK-112"),
    ],
)
def test_refused(tmp_path: Path, data: bytes, code: str) -> None:
    (tmp_path / "a.ipynb").write_bytes(data)
    with pytest.raises(InputError) as caught:
        open_document(tmp_path / "a.ipynb")
    assert caught.value.code == code


def test_quotes_in_quotes_without_end_are_refused_or_read(tmp_path: Path) -> None:
    cell = {"cell_type": "markdown", "metadata": {}, "source": ">" * 20_000 + "底。"}
    (tmp_path / "a.ipynb").write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    try:
        text = open_document(tmp_path / "a.ipynb").text
    except InputError as error:
        text = error.code
    assert text in ("RK-112", "RK-231") or "底。" in text
