"""What a form names that belongs to rooms above ``forms``: rules, their messages, registers.

``forms`` imports none of those rooms. Each announces itself here when it is loaded; names of a room that is
not loaded are not checked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field


@dataclass
class Outside:
    """How to learn what the rooms above hold; ``None`` where a room has not announced itself.

    Args:
        rules: returns the ids of the rules.
        messages: returns what a rule says, as its own examples show.
        registers: returns the ids of the registers.
    """

    rules: Callable[[], Collection[str]] | None = None
    messages: Callable[[str], Collection[str]] | None = None
    registers: Callable[[], Collection[str]] | None = None
    _messages: dict[str, Collection[str]] = field(default_factory=dict)

    def messages_of(self, rule: str) -> Collection[str]:
        """Return what a rule says; nothing when that is not known."""
        if rule not in self._messages and self.messages:
            self._messages[rule] = self.messages(rule)
        return self._messages.get(rule, ())


OUTSIDE = Outside()
