"""Find and read ``report-kit.toml``; whatever is wrong in it is told with file, line, key and reason."""

from __future__ import annotations

import re
import tomllib
from functools import partial
from pathlib import Path
from typing import Any

from report_kit.errors import DataError, reason_of
from report_kit.settings.keys import KEYS, SEVERITY, Reader, nearest, severity_of_rule
from report_kit.settings.settings import Settings

FILE_NAME = "report-kit.toml"
_PAGE = "各项的写法见 docs/配置.md"
# What tomllib says, in the words of a clerk.
_SYNTAX = (
    ("twice|overwrite|[Dd]uplicate|Cannot mutate", "同一项写了两次"),
    ("Unterminated|Expected (?:\"'|'\")|Illegal character", "引号没有成对"),
    ("Unclosed array", "方括号没有成对"),
    ("Unclosed inline table", "花括号没有成对"),
    ("Expected '=' ", "项的名称后面应有半角等号"),
    ("Expected newline", "一行只能写一项，值的后面有多余的内容"),
    ("Invalid value", "等号后面的值不对：文字要放在半角引号里"),
    ("table declaration", "表的名称应放在半角方括号里，单独一行"),
    ("Invalid statement|Invalid initial character", "项的名称只能用英文字母、数字和连字符"),
    ("Unescaped", "引号里的反斜线要写两个，或改用单引号"),
)
_DEEP = re.compile(r"""(?<![\w"'-])(?:[\w"'-]{1,200}[ \t]*\.[ \t]*){50}""")
_WIDE = re.compile("[“”‘’＝，［］【】]")


def find_upwards(start: Path, name: str) -> Path | None:
    """Return the file ``name`` in the folder of ``start`` (or ``start`` itself) or the nearest one above."""
    start = start.absolute()
    folder = start if start.is_dir() else start.parent
    return next((place / name for place in (folder, *folder.parents) if (place / name).is_file()), None)


def find_settings(start: Path) -> Settings:
    """Return the settings that hold for a file or folder; those of no file when there is none.

    Raises:
        DataError: ``RK-341`` to ``RK-344``.
    """
    path = find_upwards(start, FILE_NAME)
    return read_settings(path) if path else Settings()


def read_settings(path: Path) -> Settings:
    """Read a file of settings.

    Raises:
        DataError: ``RK-341`` it cannot be read, ``RK-342`` it is no TOML, ``RK-343`` a key is not known,
            ``RK-344`` a value cannot be used.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DataError(
            "RK-341", "配置文件不是 UTF-8 编码的文本", where=str(path), remedy="用记事本另存为 UTF-8 编码"
        ) from None
    except OSError as error:
        raise DataError(
            "RK-341",
            f"配置文件读不出来（{reason_of(error)}）",
            where=str(path),
            remedy="检查文件名和读取权限",
        ) from error
    if deep := _DEEP.search(text):
        # The library makes a table for each part, and looks through all of them again for every one.
        raise _syntax_error(path, text, f"at line {text.count(chr(10), 0, deep.start()) + 1}")
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _syntax_error(path, text, str(error)) from None
    return Settings(path=path, **_values(path, text, data))


def _values(path: Path, text: str, data: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for table, content in data.items():
        known = [key.partition(".")[2] for key in (*KEYS, SEVERITY) if key.startswith(f"{table}.")]
        if not known:
            tables = list(dict.fromkeys(key.partition(".")[0] for key in KEYS))
            whole = [key for key in KEYS if key.endswith(f".{table}")]
            hint = f"它应写在 [{whole[0].partition('.')[0]}] 下面" if whole else nearest(table, tables)
            raise _unknown(path, text, (table,), hint)
        if not isinstance(content, dict):
            raise _bad(path, text, (table,), f"应为一个表：单独一行 [{table}]，下面再写各项")
        for name, value in content.items():
            place = (table, name)
            if name not in known:
                raise _unknown(path, text, place, nearest(name, known))
            if f"{table}.{name}" != SEVERITY:
                values[name] = _value(path, text, place, KEYS[f"{table}.{name}"], value)
                continue
            if not isinstance(value, dict):
                raise _bad(path, text, place, f"应为一个表：单独一行 [{SEVERITY}]，下面每行写一条规则和级别")
            values[name] = {
                rule: _value(path, text, (*place, rule), partial(severity_of_rule, rule), level)
                for rule, level in _flattened(value).items()
            }
    return values


def _flattened(table: dict[str, Any], before: str = "") -> dict[str, Any]:
    """Return a table of rules with dotted ids, quoted (``"a.b" = …``) or not (``a.b = …``)."""
    flat: dict[str, Any] = {}
    for name, value in table.items():
        flat |= _flattened(value, f"{before}{name}.") if isinstance(value, dict) else {before + name: value}
    return flat


def _value(path: Path, text: str, place: tuple[str, ...], read: Reader, value: Any) -> Any:
    try:
        return read(value, path.absolute().parent)
    except ValueError as error:
        raise _bad(path, text, place, str(error)) from None


def _where(path: Path, text: str, place: tuple[str, ...]) -> str:
    return f"{path} 第 {_line(text, place)} 行，{'.'.join(place)}"


def _unknown(path: Path, text: str, place: tuple[str, ...], hint: str) -> DataError:
    return DataError(
        "RK-343",
        f"配置文件里有不认识的项“{place[-1]}”，{hint}",
        where=_where(path, text, place),
        remedy=f"改正或删去这一行；{_PAGE}",
    )


def _bad(path: Path, text: str, place: tuple[str, ...], reason: str) -> DataError:
    return DataError(
        "RK-344",
        f"配置文件里有一项不能用：{reason}",
        where=_where(path, text, place),
        remedy=f"改正这一行；{_PAGE}",
    )


def _syntax_error(path: Path, text: str, said: str) -> DataError:
    lines = text.splitlines()
    match = re.search(r"at line (\d+)", said)
    number = int(match[1]) if match else max(1, len(lines))
    line = lines[number - 1] if number <= len(lines) else ""
    reason = next((words for pattern, words in _SYNTAX if re.search(pattern, said)), "写法不对")
    if found := _WIDE.search(line):
        reason += f"（这一行里有全角的 {found[0]} ，引号、等号、逗号、括号都要用半角）"
    return DataError(
        "RK-342",
        f"配置文件的写法有误：{reason}",
        where=f"{path} 第 {number} 行：{line.strip()[:60]}",
        remedy=f"改正这一行；{_PAGE}",
    )


def _line(text: str, place: tuple[str, ...]) -> int:
    """Return the line on which the statement begins that first gives ``place`` a value.

    tomllib tells no positions; but the first lines of a file are a file too, as long as no statement is
    cut, so the one that brings the key is the one behind the longest such part without it.
    """
    lines = text.splitlines(keepends=True)
    whole = 0
    for count in range(1, len(lines) + 1):
        try:
            data: Any = tomllib.loads("".join(lines[:count]))
        except tomllib.TOMLDecodeError:
            continue
        if _holds(data, place):
            return whole + 1
        whole = count
    return whole or 1


def _holds(data: Any, place: tuple[str, ...]) -> bool:
    """Say whether the key is there; a dotted rule id may be one key or several."""
    if not place:
        return True
    if not isinstance(data, dict):
        return False
    first, *rest = place
    if first in data:
        return _holds(data[first], tuple(rest))
    head, dot, tail = first.partition(".")
    return bool(dot) and _holds(data, (head, tail, *rest))
