"""``%%proofread``: check the text of a notebook cell."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, cast

from report_kit.errors import UsageError
from report_kit.forms.agency import LEVELS
from report_kit.proofread import Finding
from report_kit.settings import find_settings, make_context, make_proofreader

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise ValueError(message)


def _parser() -> _Parser:
    parser = _Parser(prog="%%proofread", add_help=False)
    parser.add_argument("--agency")
    parser.add_argument("--level", choices=LEVELS)
    parser.add_argument("--year", type=int)
    parser.add_argument("--select", action="append")
    parser.add_argument("--ignore", action="append")
    parser.add_argument("--engine", action="append", default=[])
    return parser


def proofread(line: str, cell: str) -> list[Finding]:
    """Check the text of a cell; the findings show themselves below it.

    Args:
        line: options after ``%%proofread``: ``--agency``, ``--level``, ``--year``, and ``--select`` or
            ``--ignore`` with a rule id or its first part, ``--engine`` with an engine, as often as needed.
        cell: the text.

    Raises:
        UsageError: ``RK-611`` an option is not understood.
        DataError: ``RK-341`` to ``RK-344`` the settings of this folder cannot be used.
    """
    try:
        options = _parser().parse_args(_words(line))
    except ValueError:
        raise UsageError(
            "RK-611",
            "%%proofread 后面的选项看不懂",
            where=line.strip(),
            remedy="可用的选项：--agency 机关名称 --level 乡 --year 2024 "
            "--select 规则 --ignore 规则 --engine 引擎；引号要成对，层级可写 " + "、".join(LEVELS),
        ) from None
    settings = find_settings(Path.cwd())
    reader = make_proofreader(
        settings, select=options.select or (), ignore=options.ignore or (), engines=options.engine
    )
    facts = make_context(settings, options.agency, options.level, options.year)
    return reader.check(cell, context=facts)


def _words(line: str) -> list[str]:
    """Split a line at its blanks; quotes hold them together, and the backslashes of a path stay."""
    reader = shlex.shlex(line, posix=True)
    reader.whitespace_split, reader.escape, reader.commenters = True, "", ""
    return list(reader)


def register(shell: InteractiveShell) -> None:
    """Register the magic: ``%load_ext report_kit`` calls this."""
    # IPython types this method as if it were no method.
    cast("Any", shell).register_magic_function(proofread, magic_kind="cell", magic_name="proofread")
