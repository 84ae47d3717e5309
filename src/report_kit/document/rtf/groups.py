"""Groups of RTF: which hold text, which hold something else, and what holds in them."""

from __future__ import annotations

from dataclasses import dataclass, field

from report_kit.document.omissions import OmissionKind
from report_kit.document.rtf.rows import Row, RowProps

# Groups whose text is no text of the document, and what is told of them.
UNREAD: dict[str, OmissionKind] = {
    "header": "header", "headerl": "header", "headerr": "header", "headerf": "header",
    "footer": "header", "footerl": "header", "footerr": "header", "footerf": "header",
    "annotation": "comment",
}  # fmt: skip
SKIPPED = frozenset(
    (
        "colortbl", "stylesheet", "info", "fldinst", "pict", "nonshppict", "objdata", "objclass", "shprslt",
        "sp", "xe", "tc", "rxe", "template", "filetbl", "atnid", "atnauthor", "atnref", "atndate", "atnicn",
        "listpicture", "bkmkstart", "bkmkend",
    )
)  # fmt: skip
# Groups marked as to be passed over by who does not know them, of which we know the text.
KNOWN = frozenset(("shppict", "shpinst", "do", "ud", "annotation"))
OWN_TEXT = ("footnote", "shptxt", "dptxbxtext")


@dataclass(frozen=True)
class State:
    """What holds in a group: ``skip`` nothing of it is text; ``kind`` what its text is told as instead.

    ``outside`` is the ``skip`` of what is around the two spellings of a text, of which one is read.
    """

    skip: bool = False
    outside: bool = False
    kind: OmissionKind | None = None
    fallback: int = 1
    charset: int | None = None
    wide: int | None = None
    hidden: bool = False
    struck: bool = False
    deleted: bool = False
    raised: bool = False
    white: bool = False
    table: bool = False
    drawing: bool = False
    number: bool = False
    fonts: bool = False
    colours: bool = False


@dataclass
class Flow:
    """A run of paragraphs: the main text, or a note or box inside it."""

    text: list[str] = field(default_factory=list)
    indented: bool = False
    lines: list[str] = field(default_factory=list)
    cells: list[tuple[str, ...]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    props: RowProps = field(default_factory=RowProps)
