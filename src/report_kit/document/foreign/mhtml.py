"""Web pages in one file (.mht), as Word and old browsers save them, often named ``.doc``."""

from __future__ import annotations

import email
import email.policy

from report_kit.errors import InputError


def page_of(data: bytes, where: str) -> bytes:
    """Return the page in a file, in the encoding that its part states.

    Raises:
        InputError: ``RK-109``: there is none.
    """
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() != "text/html":
            continue
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes):
            break
        charset = part.get_content_charset()
        try:
            return payload.decode(charset).encode("utf-8-sig") if charset else payload
        except (LookupError, UnicodeDecodeError):
            return payload
    raise InputError(
        "RK-109",
        "文件已损坏，里面没有网页",
        where=where,
        remedy="请用 Word 或 WPS 打开后另存为 .docx；打不开时向提供者重新索取",
    )
