"""The PC a bundle is made for: its wheel tags and environment markers, not those of this machine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from packaging.tags import Tag, compatible_tags, cpython_tags

# Kylin V10 and UOS 20, the usual office systems, have glibc 2.28.
_NEWEST_GLIBC = 28
_LEGACY = ("manylinux2014", "manylinux2010", "manylinux1")


@dataclass(frozen=True)
class Target:
    """An operating system and a Python version.

    Args:
        system: ``"win_amd64"`` or ``"linux_x86_64"``.
        python: major and minor version.
    """

    system: str
    python: tuple[int, int]

    @property
    def version(self) -> str:
        """The Python version as people write it: ``3.12``."""
        return ".".join(map(str, self.python))

    @property
    def name(self) -> str:
        """A name for folders: ``win_amd64-py312``."""
        return f"{self.system}-py{''.join(map(str, self.python))}"

    @property
    def windows(self) -> bool:
        """Whether the PC runs Windows."""
        return self.system == "win_amd64"

    @property
    def platforms(self) -> list[str]:
        """Platform tags the PC accepts, best first."""
        if self.windows:
            return ["win_amd64"]
        numbered = [f"manylinux_2_{minor}_x86_64" for minor in range(_NEWEST_GLIBC, 4, -1)]
        return [*numbered, *(f"{name}_x86_64" for name in _LEGACY), "linux_x86_64"]

    @cached_property
    def tags(self) -> frozenset[Tag]:
        """All wheel tags the PC accepts."""
        interpreter = f"cp{self.python[0]}{self.python[1]}"
        own = cpython_tags(self.python, abis=[interpreter], platforms=self.platforms)
        pure = compatible_tags(self.python, interpreter, self.platforms)
        return frozenset([*own, *pure])

    @property
    def markers(self) -> dict[str, str]:
        """The values of environment markers on the PC (PEP 508)."""
        windows = self.windows
        return {
            "extra": "",
            "implementation_name": "cpython",
            "implementation_version": f"{self.version}.0",
            "os_name": "nt" if windows else "posix",
            "platform_machine": "AMD64" if windows else "x86_64",
            "platform_python_implementation": "CPython",
            "platform_release": "10" if windows else "5.10",
            "platform_system": "Windows" if windows else "Linux",
            "platform_version": "10.0.19045" if windows else "#1 SMP",
            "python_full_version": f"{self.version}.0",
            "python_version": self.version,
            "sys_platform": "win32" if windows else "linux",
        }

    def pip_options(self) -> list[str]:
        """Options that make pip look for wheels of the PC instead of this machine."""
        interpreter = f"cp{self.python[0]}{self.python[1]}"
        options = ["--only-binary=:all:", "--implementation", "cp", "--python-version", self.version]
        for abi in (interpreter, "abi3", "none"):
            options += ["--abi", abi]
        for platform in self.platforms:
            options += ["--platform", platform]
        return options


def parse_target(system: str, python: str) -> Target:
    """Return the target for ``--platform`` and ``--python``.

    Raises:
        ValueError: neither Windows nor Linux on x86-64, or no version of the form ``3.12``.
    """
    known = {"win_amd64": "win_amd64", "linux": "linux_x86_64", "linux_x86_64": "linux_x86_64"}
    if system.startswith("manylinux"):
        system = "linux"
    major, dot, minor = python.partition(".")
    if system not in known or not (dot and major == "3" and minor.isdigit()):
        raise ValueError(f"--platform {system} --python {python}")
    return Target(known[system], (3, int(minor)))
