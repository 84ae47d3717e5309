"""Numbers of persons in what people type: never repeated in a document that is sent round."""

from __future__ import annotations

import re

# Telephones, identity numbers and bank cards have eleven to nineteen digits; no count, day or id here has.
_NUMBER = re.compile(r"(?<!\d)\d{10,18}[\dXx](?!\d)")


def without_numbers(text: str) -> str:
    """Return a text with such numbers masked but for their first three digits."""
    return _NUMBER.sub(lambda match: f"{match[0][:3]}***", text)
