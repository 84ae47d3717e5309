"""A small report on 法治政府建设 as text, for the examples of its rules."""

from __future__ import annotations

from report_kit.forms.catalogue import load_form

FAZHI = "fazhi"
"""The family of the forms of that report."""
_PROSE = {
    "achievements": "全年审查合同12件，调解纠纷30件。",
    "shortcomings": "执法力量不足。主要原因是岗位调整较多。",
    "leaders": "镇党委书记、镇长主持会议研究法治建设4次。",
    "plan": "2025年，将组织执法培训2次。",
    "other": "没有其他需要报告的情况。",
}


def sample_fazhi(**changed: str) -> str:
    """Return the text of a report about 2024.

    Args:
        changed: prose by section id, in place of prose that is right.
    """
    prose = {**_PROSE, **changed}
    lines = [
        line
        for section in load_form(FAZHI).sections
        if section.level == 1
        for line in (section.title, prose[section.id])
        if line
    ]
    return "\n".join(["清水县石桥镇人民政府2024年法治政府建设年度报告", *lines]) + "\n"
