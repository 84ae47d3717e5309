"""The list of findings a person decides about: one widget, whatever the number of findings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from report_kit.proofread import Finding
from report_kit.proofread.findings.display import context, suggestion

REASONS = ("引文、原文如此", "专有名称", "本地习惯说法", "数字已核对无误", "按上级通知要求", "误报")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person clicked: accept fix number ``fix`` of a finding, or ignore it for ``reason``."""

    action: str
    key: str = ""
    fix: int = 0
    reason: str = ""


class FindingList(anywidget.AnyWidget):
    """Findings grouped by severity, each with its passage, its reason and the buttons to decide.

    Args:
        on_choice: called with every :class:`Choice`.
    """

    _esm = Path(__file__).with_name("finding_list.js")
    _css = Path(__file__).with_name("finding_list.css")
    items: traitlets.List[Any] = traitlets.List().tag(sync=True)
    ignored: traitlets.List[Any] = traitlets.List().tag(sync=True)
    accepted: traitlets.List[Any] = traitlets.List().tag(sync=True)
    reasons = traitlets.List(list(REASONS)).tag(sync=True)
    safe_count = traitlets.Int().tag(sync=True)
    busy = traitlets.Bool().tag(sync=True)

    def __init__(self, on_choice: Callable[[Choice], None]) -> None:
        super().__init__()
        self._on_choice = on_choice
        self.on_msg(self._received)

    def _received(self, _widget: object, content: Mapping[str, Any], _buffers: object) -> None:
        known = {name: content[name] for name in Choice.__slots__ if name in content}
        self.busy = True
        try:
            self._on_choice(Choice(**known))
        finally:
            # Also after an error: a page whose buttons stay grey helps nobody.
            self.busy = False


def item(key: str, finding: Finding, text: str, *, place: str, acceptable: bool) -> dict[str, Any]:
    """Return a finding as the page draws it.

    Args:
        key: its identity.
        finding: the finding.
        text: the text its offsets point into.
        place: name of the section or table it stands in.
        acceptable: whether its fixes can be applied to the report's prose.
    """
    before, marked, after = context(finding, text)
    labels = [suggestion(finding, number) or "按建议修改" for number in range(len(finding.fixes))]
    return {
        "key": key,
        "severity": finding.severity.value,
        "label": finding.severity.label,
        "place": place,
        "before": before,
        "marked": marked,
        "after": after,
        "message": finding.message,
        "source": finding.source,
        "fixes": labels if acceptable else [],
        "idea": "" if acceptable else suggestion(finding),
    }
