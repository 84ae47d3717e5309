"""The interface of a correction engine."""

from __future__ import annotations

import importlib.util
import sys
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from report_kit.errors import UsageError


@dataclass(frozen=True, slots=True)
class Correction:
    """Replace ``text[start:end]`` by ``replacement``.

    Args:
        start, end: code points of the text given to the engine; equal where something was left out.
        replacement: what by; empty where something is too much.
        score: how sure the engine is, in [0, 1].
    """

    start: int
    end: int
    replacement: str
    score: float


class EngineFault(Exception):
    """An engine broke down or gave an answer that can not be true; its findings are left out."""


class Engine(ABC):
    """A program that proposes corrections. A subclass with a ``name`` is one file of this package.

    Opening one is cheap: it looks whether what it needs is there, and loads it at the first text. It may
    be used by many threads at once, changes no global state of a library, and never uses the network.

    Args:
        model: the model's file or folder; ``None`` when none was named.

    Raises:
        UsageError: ``RK-642`` a package is not installed, ``RK-643`` the engine needs a model.
        DataError: ``RK-331`` the model is not there, ``RK-332`` it is not of the right kind.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    """What clerks call it (Chinese)."""
    extra: ClassVar[str]
    """The extra of report-kit that brings its packages."""
    packages: ClassVar[tuple[str, ...]]
    """Modules that must be importable."""
    requirements: ClassVar[tuple[str, ...]]
    """What the extra holds; a test compares the two."""
    needs_model: ClassVar[bool] = False
    model_hint: ClassVar[str] = ""
    """What a model may be (Chinese), for messages."""

    independent: bool = True
    """Whether its knowledge is its own. Where it is the kit's, that both agree proves nothing."""

    def __init__(self, model: Path | None = None) -> None:
        self.model = model
        require(type(self))
        if model is None and self.needs_model:
            raise UsageError(
                "RK-643",
                f"引擎“{self.name}”要写明模型在哪里",
                remedy=f"写成 {self.name}=位置；{self.model_hint}，见 docs/引擎.md",
            )

    @property
    def label(self) -> str:
        """Name it to people: its title, and its model when it has one."""
        return f"{self.title}（{self.model.name}）" if self.model else self.title

    def close(self) -> None:  # noqa: B027
        """Give back memory and processes; the next text loads the engine again."""

    @abstractmethod
    def corrections(self, text: str) -> list[Correction]:
        """Return what the engine would change in ``text``.

        Raises:
            EngineFault: it broke down.
            DataError: ``RK-332`` its model can not be loaded.
        """


def install_command(*requirements: str) -> str:
    """Return the command that installs packages into the Python that runs us."""
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    wanted = (f'"{item}"' if ">" in item else item for item in requirements)
    return " ".join([python, "-m pip install", *wanted])


def missing(engine: type[Engine]) -> list[str]:
    """Return the modules an engine needs that are not installed; nothing is imported."""
    return [name for name in engine.packages if importlib.util.find_spec(name) is None]


def require(engine: type[Engine]) -> None:
    """Raise ``UsageError`` ``RK-642`` when an engine is not installed."""
    absent = missing(engine)
    if absent:
        raise UsageError(
            "RK-642",
            f"没有安装引擎“{engine.name}”所需的 {'、'.join(absent)}",
            remedy=f"运行 {install_command(*engine.requirements)}"
            f"（即 report-kit[{engine.extra}] 所列），见 docs/引擎.md",
        )
