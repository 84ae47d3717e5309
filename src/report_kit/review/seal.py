"""What a published file carries: the end of the trail and the revision it was made of."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from report_kit.document.limits import MAX_TEXT_BYTES, read_bytes
from report_kit.document.readers.ipynb import KEY
from report_kit.review.audit import Anchor

# One word without marks: office programs part keywords at commas, colons and blanks.
_SEAL = re.compile(r"report-kit-seal-1-(\d{1,15})-([0-9a-f]{64})-(\d{1,15})-([0-9a-f]{64})")


@dataclass(frozen=True)
class Seal:
    """The anchor, and number and digest of the revision."""

    anchor: Anchor
    revision: int
    content: str

    def __str__(self) -> str:
        return f"report-kit-seal-1-{self.anchor}-{self.revision}-{self.content}"

    @classmethod
    def parse(cls, text: str) -> Seal | None:
        """Return the seal in a text, ``None`` when there is none."""
        found = _SEAL.search(text)
        if found is None:
            return None
        return cls(Anchor(int(found[1]), found[2]), int(found[3]), found[4])


def seal_in(path: Path) -> Seal | None:
    """Return the seal a file carries in its properties, ``None`` when it carries none or is damaged.

    Raises:
        InputError: ``RK-101`` to ``RK-103``: the file can not be read.
    """
    data = read_bytes(path, MAX_TEXT_BYTES)
    kind = path.suffix.lower()
    with suppress(Exception):  # whatever a library says of a damaged file: it shows no seal
        if kind == ".pdf":
            return Seal.parse(_in_pdf(data))
        if kind == ".docx":
            return Seal.parse(_in_docx(data))
        if kind == ".ipynb":
            return Seal.parse(str(json.loads(data)["metadata"][KEY]["seal"]))
        return Seal.parse(data.decode("utf-8", "replace"))
    return None


def _in_pdf(data: bytes) -> str:
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf:
        said = [str(pdf.docinfo.get("/Keywords", ""))]
        with pdf.open_metadata() as about:
            said += [str(about.get(name, "")) for name in ("pdf:Keywords", "dc:subject")]
    return "\n".join(said)


def _in_docx(data: bytes) -> str:
    from docx import Document

    return str(Document(BytesIO(data)).core_properties.keywords)
