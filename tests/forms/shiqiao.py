"""A whole report on 法治政府建设, of an invented town."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import yaml

from report_kit.forms.report import Report

AGENCY = "清水县石桥镇人民政府"
PROSE: dict[str, str] = yaml.safe_load(
    Path(__file__).with_name("data").joinpath("shiqiao.yaml").read_text(encoding="utf-8")
)


def shiqiao() -> Report:
    """Return the report."""
    return Report(AGENCY, "镇", 2024, "fazhi", sections=PROSE, signature=AGENCY, date=date(2025, 3, 12))
