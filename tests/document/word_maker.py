"""Word files by chance, with the account of what is seen in them and what is not.

Every character is used once, so that it can be told where each one went.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field

from tests.document.word_files import REL, part

FIRST = 0x4E00
_SHOWN_LOOKS = ("", "<w:b/>", '<w:color w:val="FF0000"/>', '<w:sz w:val="32"/>', '<w:vanish w:val="0"/>')
_HIDDEN_LOOKS = (
    "<w:vanish/>",
    '<w:rStyle w:val="secret"/>',
    '<w:color w:val="FFFFFF"/>',
    '<w:sz w:val="2"/>',
    '<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>',
)
_STRUCK_LOOKS = ("<w:strike/>", "<w:dstrike/>", '<w:rStyle w:val="struck"/>')
STYLES = (
    '<w:style w:type="character" w:styleId="secret"><w:name w:val="s"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="struck"><w:name w:val="k"/><w:rPr><w:strike/></w:rPr></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimalEnclosedCircle"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
_DRAWING = '<w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/></w:drawing></w:r>'


@dataclass
class Maker:
    """Makes one body; ``shown`` are the characters seen in order of making, ``left_out`` counts by kind."""

    random: random.Random
    shown: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    notes: dict[str, list[str]] = field(default_factory=lambda: {"footnote": [], "endnote": []})
    _next: int = FIRST

    def words(self, kind: str = "") -> str:
        """Return new characters, seen or (of a kind) left out."""
        length = self.random.randint(1, 6)
        text = "".join(chr(self._next + index) for index in range(length))
        self._next += length
        if kind:
            self.left_out[kind] += length
        else:
            self.shown.append(text)
        return self._spoilt(text)

    def _spoilt(self, text: str) -> str:
        """Put an invisible character inside, now and then."""
        if self.random.random() < 0.1:
            return text[:1] + self.random.choice("\u200b\u00ad\ufeff") + text[1:]
        return text

    def run(self, looks: tuple[str, ...], kind: str = "", name: str = "t") -> str:
        words = self.words(kind)
        return (
            f"<w:r><w:rPr>{self.random.choice(looks)}</w:rPr>"
            f'<w:{name} xml:space="preserve">{words}</w:{name}></w:r>'
        )

    def piece(self, depth: int) -> str:
        """Return one run, in or out of sight, or something with runs inside."""
        choice = self.random.choice
        kind = choice(
            ("shown",) * 8
            + ("hidden", "struck", "deleted", "moved", "inserted", "link", "control", "note", "mark")
            + ("picture", "field", "break", "box", "ruby")
        )
        if kind == "hidden":
            return self.run(_HIDDEN_LOOKS, "hidden")
        if kind == "struck":
            return self.run(_STRUCK_LOOKS, "struck")
        if kind == "deleted":
            return f"<w:del>{self.run(_SHOWN_LOOKS, 'deleted', 'delText')}</w:del>"
        if kind == "moved":
            return f"<w:moveFrom>{self.run(_SHOWN_LOOKS, 'deleted')}</w:moveFrom>"
        if kind == "inserted":
            return f"<w:{(tag := choice(('ins', 'moveTo')))}>{self.run(_SHOWN_LOOKS)}</w:{tag}>"
        if kind == "link":
            return f"<w:hyperlink>{self.run(_SHOWN_LOOKS)}</w:hyperlink>"
        if kind == "control":
            return f"<w:sdt><w:sdtPr/><w:sdtContent>{self.run(_SHOWN_LOOKS)}</w:sdtContent></w:sdt>"
        if kind == "mark":
            self.left_out["mark"] += 1
            return '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>'
        if kind == "picture":
            self.left_out["image"] += 1
            return _DRAWING
        if kind == "field":
            begin, middle, end = (
                f'<w:r><w:fldChar w:fldCharType="{name}"/></w:r>' for name in ("begin", "separate", "end")
            )
            code = "<w:r><w:instrText>REF a</w:instrText></w:r>"
            return begin + code + middle + self.run(_SHOWN_LOOKS) + end
        if kind == "break":
            return "<w:r><w:br/></w:r>"
        if kind == "ruby":
            base = self.run(_SHOWN_LOOKS)
            self.left_out["ruby"] += 2
            above = "<w:rt><w:r><w:t>ab</w:t></w:r></w:rt>"
            return f"<w:r><w:ruby>{above}<w:rubyBase>{base}</w:rubyBase></w:ruby></w:r>"
        if kind == "box" and depth < 2:
            inside = f"<w:txbxContent>{self.paragraph(depth + 1)}</w:txbxContent>"
            return (
                f"<w:r><mc:AlternateContent><mc:Choice><wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp>"
                f"</mc:Choice><mc:Fallback><v:textbox>{inside}</v:textbox></mc:Fallback>"
                "</mc:AlternateContent></w:r>"
            )
        if kind == "note" and depth == 0:
            name = choice(("footnote", "endnote"))
            self.notes[name].append(f"<w:p>{self.run(_SHOWN_LOOKS)}{self.run(_HIDDEN_LOOKS, 'hidden')}</w:p>")
            return f'<w:r><w:{name}Reference w:id="{len(self.notes[name])}"/></w:r>'
        return self.run(_SHOWN_LOOKS)

    def paragraph(self, depth: int = 0) -> str:
        marks = ("", "", "", "<w:numPr><w:numId w:val='1'/></w:numPr>", "<w:rPr><w:del/></w:rPr>")
        pieces = "".join(self.piece(depth) for _ in range(self.random.randint(0, 5)))
        return f"<w:p><w:pPr>{self.random.choice(marks)}</w:pPr>{pieces}</w:p>"

    def table(self) -> str:
        rows = []
        for _ in range(self.random.randint(2, 3)):
            gone = self.random.random() < 0.15
            if gone:
                cells = f"<w:tc><w:p>{self.run(_SHOWN_LOOKS, 'deleted')}</w:p></w:tc>"
            else:
                cells = "".join(self.cell() for _ in range(self.random.randint(2, 3)))
            rows.append(f"<w:tr><w:trPr>{'<w:del/>' if gone else ''}</w:trPr>{cells}</w:tr>")
        return f"<w:tbl>{''.join(rows)}</w:tbl>"

    def cell(self) -> str:
        span = self.random.choice(("", "", '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>'))
        return f"<w:tc><w:tcPr>{span}</w:tcPr>{self.paragraph(1)}</w:tc>"

    def body(self) -> str:
        blocks = []
        for _ in range(self.random.randint(1, 6)):
            blocks.append(self.random.choice((self.paragraph, self.paragraph, self.table))())
            if self.random.random() < 0.1:
                self.left_out["altchunk"] += 1
                blocks.append("<w:altChunk/>")
        return "".join(blocks) + f"<w:p>{self.run(_SHOWN_LOOKS)}</w:p>"

    def parts(self) -> dict[str, str]:
        """Return the parts with the notes, and the relations to them."""
        made, relations = {}, []
        for kind, notes in self.notes.items():
            inner = "".join(f'<w:{kind} w:id="{n}">{note}</w:{kind}>' for n, note in enumerate(notes, 1))
            made[f"word__{kind}s.xml"] = part(f"{kind}s", inner)
            relations.append(f'<Relationship Id="{kind}" Type="{REL}/{kind}s" Target="{kind}s.xml"/>')
        space = "http://schemas.openxmlformats.org/package/2006/relationships"
        made["word___rels__document.xml.rels"] = (
            f'<Relationships xmlns="{space}">{"".join(relations)}</Relationships>'
        )
        return made
