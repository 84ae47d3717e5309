"""Discovery of engines, and opening one by its specification."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock

from report_kit.errors import DataError, UsageError
from report_kit.proofread.checking.engine import Engine, install_command, missing

_opened: dict[tuple[str, Path | None], Engine] = {}
_opening = Lock()


@dataclass(frozen=True, slots=True)
class Offer:
    """An engine as it is offered to a person.

    Args:
        name, title: what to write, what to show.
        installed: whether what it needs is there.
        install: the command that brings it.
        needs_model: whether it can do nothing without a model of the person's own.
        model_hint: what a model may be (Chinese).
    """

    name: str
    title: str
    installed: bool
    install: str
    needs_model: bool
    model_hint: str


@cache
def _kinds() -> dict[str, type[Engine]]:
    from report_kit.proofread import engines

    found: dict[str, type[Engine]] = {}
    for module in pkgutil.iter_modules(engines.__path__):
        loaded = importlib.import_module(f"{engines.__name__}.{module.name}")
        for _, kind in inspect.getmembers(loaded, inspect.isclass):
            if (
                issubclass(kind, Engine)
                and kind.__module__ == loaded.__name__
                and not inspect.isabstract(kind)
            ):
                found[kind.name] = kind
    return dict(sorted(found.items()))


def engine_names() -> tuple[str, ...]:
    """Return the names of all engines, installed or not."""
    return tuple(_kinds())


def offers() -> tuple[Offer, ...]:
    """Return every engine with whether it is installed, and how to install it."""
    return tuple(
        Offer(
            kind.name,
            kind.title,
            not missing(kind),
            install_command(*kind.requirements),
            kind.needs_model,
            kind.model_hint,
        )
        for kind in _kinds().values()
    )


def open_engine(spec: str) -> Engine:
    """Return the engine that ``spec`` names; all who name the same get the same one.

    Args:
        spec: ``"NAME"`` or ``"NAME=PATH"``; the path is a model's file or folder.

    Raises:
        UsageError: ``RK-641`` no such engine, ``RK-642`` not installed, ``RK-643`` it needs a model.
        DataError: ``RK-331`` the model is not there, ``RK-332`` it is not of the right kind.
    """
    name, equals, place = (part.strip() for part in spec.partition("="))
    kind = _kinds().get(name)
    if kind is None:
        raise UsageError(
            "RK-641",
            f"没有名为“{name}”的引擎",
            remedy=f"可用的引擎：{'、'.join(engine_names())}；写成 名称 或 名称=模型的位置",
        )
    model = Path(place).expanduser().resolve() if place else None
    if equals and model is None:
        raise UsageError("RK-643", f"“{spec}”的等号后面没有写位置", remedy=f"写成 {name}=位置")
    with _opening:
        engine = _opened.get((name, model))
        if engine is None:
            if model is not None and not model.exists():
                raise DataError(
                    "RK-331",
                    f"找不到引擎“{name}”的模型",
                    where=str(model),
                    remedy="请检查路径；模型要先下载到本机，report-kit 不会自己下载",
                )
            engine = _opened[name, model] = kind(model)
        return engine
