"""What an agency's name says about its level."""

from __future__ import annotations

import re

# Longest suffix first: 街道 before 道, 开发区 before 区.
_BODY = re.compile(r"(?:人民政府|办事处|管理委员会|管委会)(?:办公室|办公厅)?$")
LEVELS = (
    "街道",
    "苏木",
    "乡",
    "镇",
    "省",
    "市",
    "县",
    "旗",
    "区",
    "州",
    "局",
    "厅",
    "委",
    "办",
    "中心",
    "院",
    "站",
    "所",
    "队",
)

TOWNS = ("乡", "镇", "街道", "苏木")
"""The lowest level of government."""


def level_of(agency: str) -> str:
    """Return the level an agency's name states, such as ``"乡"`` for 米易县白坡彝族乡人民政府; empty if none.

    The office of a government counts as the government itself, which reports through it.
    """
    name = agency.strip()
    body = _BODY.sub("", name)
    if body == name and re.search(r"(?:委员会|办公室|办公厅)$", name):
        return "委" if name.endswith("委员会") else "办"
    return next((level for level in LEVELS if body.endswith(level)), "")
