"""A folder of wheels and whether it holds all that a target PC needs."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from email.parser import Parser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.tags import Tag
from packaging.utils import NormalizedName, canonicalize_name, parse_wheel_filename
from packaging.version import Version

from offline.target import Target


@dataclass(frozen=True)
class Wheel:
    """One wheel file and what its metadata ask for."""

    path: Path
    name: NormalizedName
    version: Version
    tags: frozenset[Tag]
    requirements: tuple[Requirement, ...]
    python: SpecifierSet


def read_wheel(path: Path) -> Wheel:
    """Read name, tags and requirements of a wheel."""
    name, version, _, tags = parse_wheel_filename(path.name)
    with zipfile.ZipFile(path) as archive:
        metadata = next(
            n for n in archive.namelist() if n.endswith(".dist-info/METADATA") and n.count("/") == 1
        )
        message = Parser().parsestr(archive.read(metadata).decode("utf-8"), headersonly=True)
    requirements = tuple(Requirement(text) for text in message.get_all("Requires-Dist", []))
    return Wheel(path, name, version, tags, requirements, SpecifierSet(message.get("Requires-Python", "")))


def read_folder(folder: Path) -> dict[NormalizedName, Wheel]:
    """Return the wheels of ``folder`` by name.

    Raises:
        ValueError: two versions of one package.
    """
    wheels: dict[NormalizedName, Wheel] = {}
    for path in sorted(folder.glob("*.whl")):
        wheel = read_wheel(path)
        if wheel.name in wheels:
            raise ValueError(f"two wheels of {wheel.name}: {wheels[wheel.name].path.name}, {path.name}")
        wheels[wheel.name] = wheel
    return wheels


@dataclass(frozen=True)
class Resolution:
    """What a target needs of a folder.

    Args:
        needed: the packages reached from the root, by the target's own markers.
        missing: requirements no wheel of the folder satisfies.
        wrong: wheels that do not fit the target, with the reason.
    """

    needed: frozenset[NormalizedName]
    missing: tuple[Requirement, ...]
    wrong: tuple[str, ...]


def resolve(wheels: dict[NormalizedName, Wheel], root: str, target: Target) -> Resolution:
    """Follow the requirements from ``root`` through the folder, with the markers of ``target``."""
    needed: set[NormalizedName] = set()
    missing: dict[str, Requirement] = {}
    wrong: list[str] = []
    queue = [Requirement(root)]
    seen: set[tuple[NormalizedName, frozenset[str]]] = set()
    while queue:
        requirement = queue.pop()
        name = canonicalize_name(requirement.name)
        wheel = wheels.get(name)
        if wheel is None or not requirement.specifier.contains(wheel.version, prereleases=True):
            missing[str(requirement)] = requirement
            continue
        key = (name, frozenset(requirement.extras))
        if key in seen:
            continue
        seen.add(key)
        if name not in needed:
            wrong += _misfits(wheel, target)
        needed.add(name)
        queue += _wanted(wheel, requirement.extras, target)
    return Resolution(frozenset(needed), tuple(missing.values()), tuple(wrong))


def _wanted(wheel: Wheel, extras: set[str], target: Target) -> Iterator[Requirement]:
    """Yield the requirements of a wheel that hold on the target, with the extras asked for."""
    for requirement in wheel.requirements:
        marker = requirement.marker
        environments = ({**target.markers, "extra": extra} for extra in ("", *sorted(extras)))
        if marker is None or any(marker.evaluate(environment) for environment in environments):
            yield requirement


def _misfits(wheel: Wheel, target: Target) -> Iterator[str]:
    if not wheel.tags & target.tags:
        yield f"{wheel.path.name}: not for {target.system}"
    if not wheel.python.contains(f"{target.version}.0"):
        yield f"{wheel.path.name}: needs Python {wheel.python}"
