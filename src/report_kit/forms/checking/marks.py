"""Read YAML and keep where in the file each value stands, so that what is wrong is told with its line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

import yaml

Path = tuple[str | int, ...]
"""Where a value stands: keys, and numbers of list items from 0."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MOST_BYTES = 1_000_000
# A list that names itself, or lists of lists of lists, would fill the memory: no form comes near these.
_MOST_VALUES = 50_000
_MOST_LEVELS = 20
_ALIKE = 0.6
# Half of a word of two characters is one of them.
_ALIKE_SHORT = 0.5
_SHORT = 3
# What PyYAML says (its parser in C, then the one in Python), in the words of a clerk.
_SYNTAX = (
    ("a tab character|'.t' that cannot", "缩进要用空格，不能用制表符"),
    ("cannot start any token", "有不能用的字符：缩进要用空格，不用制表符；以 @、`、% 开头的文字加引号"),
    ("could not find expected ':'", "名称后面应有半角冒号和一个空格"),
    (
        "mapping values are not allowed",
        "冒号的位置不对：缩进没有对齐，或上一行冒号后面少了空格，或文字里有冒号（加引号）",
    ),
    (
        "did not find expected key|did not find expected '-'|<block end>",
        "缩进与上面的行没有对齐，或引号后面还有文字",
    ),
    ("expected ',' or", "方括号或花括号没有成对，或里面少了半角逗号"),
    ("undefined alias", "“*”后面的名称没有用“&”定义过；文字以 * 开头的，加上引号"),
    ("unexpected end of stream", "引号没有成对"),
    ("(?:special|control) characters|unacceptable character", "有不能显示的字符"),
    ("expected a single document", "有一行只写了“---”：一个文件只放一种格式"),
    ("nesting depth", "一层套一层，套得太深"),
)
# A value that begins with a word in braces, such as {agency}, and goes on: YAML takes it for a mapping.
_BRACED = re.compile(r"(?:^\s*|[:-]\s+|[\[,]\s*)\{+[^{}:,\"']*\}+\s*[^\s,\]}#]")
_QUOTE = "以 { 开头的文字要整段加半角引号"
# Where these began is what is to be mended, not where the parser noticed.
_BEGUN = ("a simple key", "a quoted scalar", "a flow")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a file.

    Args:
        path: where in its structure.
        reason: Chinese, what is wrong.
        near: the name that was probably meant.
        line: where in the file, from 1; 0 when that is not known.
    """

    path: Path
    reason: str
    near: str = ""
    line: int = 0

    @property
    def place(self) -> str:
        """The path as it is written: ``equations[3].right[2]``."""
        return spell(self.path)

    def __str__(self) -> str:
        line = f"第 {self.line} 行" if self.line else ""
        where = " ".join(filter(None, (line, self.place)))
        meant = f"，是不是“{self.near}”？" if self.near else ""
        return f"{where}：{self.reason}{meant}" if where else f"{self.reason}{meant}"


@dataclass
class Marked:
    """What a file holds, the line of each value, and what is wrong with its writing."""

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """Return the line of a value, or of the nearest one around it that is there."""
        return next((self.lines[path[:n]] for n in range(len(path), -1, -1) if path[:n] in self.lines), 0)


def spell(path: Path) -> str:
    """Return a path as it is written: ``equations[3].right[2]``; items of lists count from 0."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that is most like ``name``, empty when none is; one slip of a character first."""
    names = list(known)
    slip = next((one for one in names if len(one) == len(name) > 1 and _differ(one, name) == 1), "")
    alike = _ALIKE if len(name) > _SHORT else _ALIKE_SHORT
    return slip or next(iter(get_close_matches(name, names, 1, alike)), "")


def _differ(first: str, second: str) -> int:
    return sum(one != other for one, other in zip(first, second, strict=True))


def read_marked(text: str, *, trusted: bool = False) -> Marked:
    """Read a YAML text; what cannot be read is among the faults.

    Args:
        text: of the file.
        trusted: whether it is known not to nest so deep that reading it would end the program.
    """
    marked = Marked()
    loader = _LOADER(text)
    try:
        if not trusted and _depth(text) > _MOST_LEVELS:
            marked.faults.append(Fault((), "一层套一层，套得太深"))
            return marked
        node = loader.get_single_node()
        if node is not None:
            marked.data = _Builder(loader, marked).build(node, ())
    except yaml.MarkedYAMLError as error:
        marked.faults.append(_syntax_fault(text, error))
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        marked.faults.append(Fault((), _said(str(error))))
    finally:
        loader.dispose()
    return marked


def _depth(text: str) -> int:
    """Return how deep a text nests; told by its events, as composing it would recurse."""
    deepest = depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            deepest = max(deepest, depth)
            if depth > _MOST_LEVELS:
                break
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return deepest


class _Builder:
    """Makes plain values of YAML nodes."""

    def __init__(self, loader: Any, marked: Marked) -> None:
        self._loader, self._marked = loader, marked
        self._count = 0

    def build(self, node: yaml.Node, path: Path) -> Any:
        self._count += 1
        if self._count > _MOST_VALUES or len(path) > _MOST_LEVELS:
            raise yaml.YAMLError("too many values")
        self._marked.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*path, number)) for number, item in enumerate(node.value)]
        return self._loader.construct_object(node)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value in node.value:
            line = key_node.start_mark.line + 1
            empty = node.flow_style and key_node.end_mark.index == value.start_mark.index
            alone = empty and len(node.value) == 1 and ":" not in str(key_node.value)
            if alone or not isinstance(key_node, yaml.ScalarNode):
                braced = alone or isinstance(key_node, yaml.MappingNode)
                reason = _QUOTE if braced else "冒号前面应是一个名称"
                self._marked.faults.append(Fault(path, reason, line=line))
                continue
            key = str(key_node.value)
            if key in found:
                first = self._marked.lines[(*path, key)]
                self._marked.faults.append(
                    Fault((*path, key), f"“{key}”写了两次，前一次在第 {first} 行", line=line)
                )
                continue
            self._marked.lines[(*path, key)] = line
            found[key] = self.build(value, (*path, key))
        return found


def _syntax_fault(text: str, error: yaml.MarkedYAMLError) -> Fault:
    context = error.context or ""
    begun = error.context_mark if any(what in context for what in _BEGUN) else None
    mark = begun or error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 0
    lines = text.splitlines()
    written = lines[line - 1] if 0 < line <= len(lines) else ""
    reason = _QUOTE if _BRACED.search(written) else _said(f"{context} {error.problem or ''}")
    wide = re.search("[：，［］｛｝＂＃]", written)
    if wide:
        reason += f"；这一行有全角的“{wide[0]}”，写法里的标点要用半角"
    return Fault((), reason, line=line)


def _said(message: str) -> str:
    if "too many values" in message:
        return "内容太多，或有一项包含了它自己"
    return next((words for piece, words in _SYNTAX if re.search(piece, message)), "写法不对，程序看不懂")
