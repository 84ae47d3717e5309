"""Discovery of rules: every ``Rule`` subclass with an id in a module of ``proofread/rules``."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Sequence
from functools import cache
from typing import Any

from report_kit.errors import UsageError
from report_kit.proofread.checking.rule import Rule
from report_kit.proofread.dictionaries.kept import KeptTable, TableRule
from report_kit.proofread.dictionaries.rule import DictionaryRule

FAMILY_NAMES = {
    "spelling": "错别字",
    "wording": "语法、搭配、用词",
    "punctuation": "标点符号",
    "number": "数字",
    "date": "日期",
    "name": "机关、地名、人名",
    "term": "法律、文号、固定表述",
    "structure": "结构",
    "table": "表格",
    "consistency": "前后一致",
    "privacy": "个人隐私",
    "secrecy": "保密",
}
"""The families of rule ids, the order in which they are shown, and what users read for them."""
FAMILIES = tuple(FAMILY_NAMES)


@cache
def dictionary_names() -> tuple[str, ...]:
    """Return the names of the dictionaries: those that a rule reads."""
    return tuple(sorted({rule.dictionary for rule in all_rules() if isinstance(rule, DictionaryRule)}))


@cache
def own_tables() -> tuple[KeptTable[Any], ...]:
    """Return the tables an office may add to, by name."""
    tables = {
        table.name: table for rule in all_rules() if isinstance(rule, TableRule) for table in rule.tables
    }
    return tuple(tables[name] for name in sorted(tables))


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return one instance of every rule, by id.

    Raises:
        ValueError: two rules share an id, or an id belongs to no family (a mistake of the developer).
    """
    from report_kit.proofread import rules

    found: dict[str, Rule] = {}
    for module in pkgutil.iter_modules(rules.__path__):
        loaded = importlib.import_module(f"{rules.__name__}.{module.name}")
        for _, kind in inspect.getmembers(loaded, inspect.isclass):
            if not issubclass(kind, Rule) or kind.__module__ != loaded.__name__ or inspect.isabstract(kind):
                continue
            if kind.id in found or kind.id.split(".")[0] not in FAMILIES:
                raise ValueError(f"bad or doubled rule id {kind.id!r} in {loaded.__name__}")
            found[kind.id] = kind()
    return tuple(found[name] for name in sorted(found))


def select_rules(select: Sequence[str] | None, ignore: Sequence[str] | None) -> tuple[Rule, ...]:
    """Return the rules chosen by id or by family: all when ``select`` is ``None``, none when it is empty.

    Raises:
        UsageError: ``RK-601``: a name in ``select`` or ``ignore`` fits no rule and no family.
    """
    rules = all_rules()
    for name in [*(select or ()), *(ignore or ())]:
        if name not in FAMILIES and not any(_matches(rule, name) for rule in rules):
            raise UsageError(
                "RK-601",
                f"没有名为“{name}”的规则",
                remedy="请使用规则编号或其类别，类别有：" + "、".join(FAMILIES),
            )
    return tuple(
        rule
        for rule in rules
        if (select is None or any(_matches(rule, name) for name in select))
        and not any(_matches(rule, name) for name in ignore or ())
    )


def _matches(rule: Rule, name: str) -> bool:
    return rule.id == name or rule.id.startswith(name + ".")
