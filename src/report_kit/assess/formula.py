"""Formulas of a scheme, evaluated exactly: arithmetic over named figures and nothing else.

A formula is an expression, and behind it, after semicolons, the names it uses for parts of itself:
``clamp((3-差错率)/2, 0, 1); 差错率=(一般差错+5*严重差错)/字数*10000``. Figures are fractions, so ``0.4*3`` is
1.2 on every computer. The syntax tree is walked by hand over the few kinds of nodes named below: there is
neither ``eval`` nor any way to an attribute, an item, a string or a name that was not given.
"""

from __future__ import annotations

import ast
import operator
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite

LONGEST = 400
"""Characters of a formula."""
_MOST_NODES = 200
_MOST_DIGITS = 15

_WRITTEN = str.maketrans({"×": "*", "÷": "/", "≥": ">=", "≤": "<=", "≠": "!=", "−": "-", "、": ","})
_TRUTH = {"true": True, "false": False, "True": True, "False": False}
_SUMS: Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_COMPARED: Mapping[type[ast.cmpop], Callable[[Fraction, Fraction], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


def _clamp(value: Fraction, low: Fraction, high: Fraction) -> Fraction:
    return max(low, min(value, high))


# The function and how many figures it takes, 0 for any number but none.
_FUNCTIONS: Mapping[str, tuple[Callable[..., Fraction], int]] = {
    "min": (min, 0),
    "max": (max, 0),
    "abs": (abs, 1),
    "clamp": (_clamp, 3),
    "最小": (min, 0),
    "最大": (max, 0),
    "限定": (_clamp, 3),
}


class FormulaError(ValueError):
    """What is wrong with a formula, in Chinese."""


@dataclass(frozen=True)
class Formula:
    """A formula that was checked.

    Args:
        text: as written.
        parts: the names it defines for itself, in the order they are worked out in.
        names: the figures it needs, in the order they are written in.
    """

    text: str
    parts: Mapping[str, ast.expr]
    body: ast.expr
    names: tuple[str, ...]

    def value(self, figures: Mapping[str, Fraction]) -> Fraction:
        """Return the value; raises ``FormulaError`` on a division by nought or a figure not given."""
        return self.worked(figures)[0]

    def worked(self, figures: Mapping[str, Fraction]) -> tuple[Fraction, dict[str, Fraction]]:
        """Return the value, and those of its parts."""
        known, own = dict(figures), dict[str, Fraction]()
        for name, tree in self.parts.items():
            own[name] = known[name] = _value(tree, known)
        return _value(self.body, known), own


def parse(text: str) -> Formula:
    """Read a formula; full-width signs count as the usual ones.

    Raises:
        FormulaError: it is no formula, or asks for more than arithmetic.
    """
    if len(text) > LONGEST:
        raise FormulaError(f"公式超过 {LONGEST} 个字")
    first, *others = unicodedata.normalize("NFKC", text).translate(_WRITTEN).split(";")
    body = _tree(first)
    written: dict[str, ast.expr] = {}
    for other in filter(str.strip, others):
        name, mark, tree = other.partition("=")
        name = name.strip()
        if not mark or not name.isidentifier() or tree.startswith("="):
            raise FormulaError(f"分号后面应写成“名称=算式”，看不懂“{other.strip()}”")
        if name in written:
            raise FormulaError(f"“{name}”定义了两次")
        written[name] = _tree(tree)
    used = {name: set(_names(tree)) for name, tree in written.items()}
    parts: dict[str, ast.expr] = {}
    while len(parts) < len(written):
        ready = [
            name for name in written if name not in parts and not (used[name] & (set(written) - set(parts)))
        ]
        if not ready:
            round_about = "、".join(name for name in written if name not in parts)
            raise FormulaError(f"{round_about}的定义绕回了自己")
        parts |= {name: written[name] for name in ready}
    names = dict.fromkeys(name for tree in (body, *written.values()) for name in _names(tree))
    return Formula(text, parts, body, tuple(name for name in names if name not in written))


def _tree(text: str) -> ast.expr:
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise FormulaError(f"看不懂“{text.strip()}”：括号是否成对，有没有缺少运算符号") from None
    if sum(1 for _ in ast.walk(tree)) > _MOST_NODES:
        raise FormulaError("公式太复杂，请拆成几项")
    _check(tree)
    return tree


def _check(node: ast.AST) -> None:
    """Refuse every kind of node but the few that stand here."""
    match node:
        case ast.Constant(value=bool()):
            return
        case ast.Constant(value=int() | float() as number):
            if not isfinite(number) or abs(number) >= 10**_MOST_DIGITS:
                raise FormulaError("公式里的数太大")
            return
        case ast.Name():
            return
        case ast.UnaryOp(op=ast.USub() | ast.UAdd() | ast.Not()):
            inner: list[ast.expr] = [node.operand]
        case ast.BinOp(op=op) if type(op) in _SUMS:
            inner = [node.left, node.right]
        case ast.BoolOp():
            inner = node.values
        case ast.Compare() if all(type(op) in _COMPARED for op in node.ops):
            inner = [node.left, *node.comparators]
        case ast.IfExp():
            inner = [node.test, node.body, node.orelse]
        case ast.Call(func=ast.Name(id=name), keywords=[]):
            _check_call(name, node.args)
            inner = node.args
        case _:
            allowed = "数、名称、+ - * /、比较、and or not 和 " + " ".join(_FUNCTIONS)
            raise FormulaError(f"公式里只能有{allowed}")
    for part in inner:
        _check(part)


def _check_call(name: str, arguments: list[ast.expr]) -> None:
    if name not in _FUNCTIONS:
        raise FormulaError(f"没有名为“{name}”的函数，可用：{'、'.join(_FUNCTIONS)}")
    wanted = _FUNCTIONS[name][1]
    if len(arguments) != wanted if wanted else not arguments:
        raise FormulaError(f"{name} 要{f' {wanted} ' if wanted else '至少 1 '}个数，写了 {len(arguments)} 个")


def _names(tree: ast.expr) -> list[str]:
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and id(node) not in called]
    return [node.id for node in sorted(found, key=lambda node: node.col_offset) if node.id not in _TRUTH]


def _value(node: ast.expr, known: Mapping[str, Fraction]) -> Fraction:
    match node:
        case ast.Constant(value=int() | float() as number):
            return Fraction(repr(number)) if not isinstance(number, bool) else Fraction(number)
        case ast.Name(id=name):
            if name in _TRUTH:
                return Fraction(_TRUTH[name])
            if name not in known:
                raise FormulaError(f"没有“{name}”这个数")
            return known[name]
        case ast.UnaryOp(op=op, operand=operand):
            value = _value(operand, known)
            return (
                -value
                if isinstance(op, ast.USub)
                else Fraction(not value)
                if isinstance(op, ast.Not)
                else value
            )
        case ast.BinOp(left=left, op=op, right=right):
            first, second = _value(left, known), _value(right, known)
            if isinstance(op, ast.Div) and not second:
                raise FormulaError(f"“{ast.unparse(right)}”是 0，不能作除数")
            return _SUMS[type(op)](first, second)
        case ast.BoolOp(op=op, values=values):
            found = (bool(_value(value, known)) for value in values)
            return Fraction(all(found) if isinstance(op, ast.And) else any(found))
        case ast.Compare(left=left, ops=ops, comparators=others):
            figures = [_value(part, known) for part in (left, *others)]
            pairs = zip(ops, figures[:-1], figures[1:], strict=True)
            return Fraction(all(_COMPARED[type(op)](one, two) for op, one, two in pairs))
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return _value(body if _value(test, known) else orelse, known)
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return _FUNCTIONS[name][0](*(_value(part, known) for part in arguments))
    raise AssertionError("a node that was not checked")
