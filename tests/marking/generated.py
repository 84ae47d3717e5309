"""Word files made by chance from a seed: split runs, tables, links, fields, comments, revisions, notes."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from tests.document.word_files import REL, W, document_xml

TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SENTENCES = (
    "全乡大力发言“马上就办”的作风。",
    "我乡认真贯策落实上级精神，切实增强责任感。",
    "全年主动公开信息35条，其中通知公告12条。",
    "深入推进政务公开工作，不断提高工作水平水平。",
    "𠮷家村按时公布财务收支情况，接受群众监督。",
    "加强组织领导，完善工作机制，确保信息及时发布、",
)


class Maker:
    """Makes the XML of one file."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.identity = 100
        self.comments: list[str] = []
        self.notes: dict[str, list[str]] = {"footnote": [], "endnote": []}

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def next_id(self) -> int:
        self.identity += 1
        return self.identity

    def properties(self) -> str:
        inner = "".join(x for x in ("<w:b/>", "<w:i/>", '<w:sz w:val="28"/>') if self.chance(0.3))
        return f"<w:rPr>{inner}</w:rPr>" if inner else ""

    def run(self, text: str, name: str = "t") -> str:
        extra = "<w:tab/>" if name == "t" and self.chance(0.05) else ""
        words = f'<w:{name} xml:space="preserve">{escape(text)}</w:{name}>'
        return f"<w:r>{self.properties()}{words}{extra}</w:r>"

    def inline(self, text: str) -> str:
        """Return a sentence cut at chance places, each piece in some construct."""
        cuts = sorted(self.random.sample(range(1, len(text)), self.random.randint(0, min(6, len(text) - 1))))
        pieces = [text[low:high] for low, high in zip([0, *cuts], [*cuts, len(text)], strict=True)]
        return "".join(map(self.piece, pieces))

    def piece(self, text: str) -> str:
        kind = self.random.choice(
            ("run",) * 8 + ("twins", "link", "ins", "del", "control", "field", "old", "smart", "note")
        )
        mark = f'w:id="{self.next_id()}" w:author="王五" w:date="2024-12-01T08:00:00Z"'
        run = self.run(text)
        if kind == "twins":
            half = len(text) // 2
            return (
                f'<w:r>{self.properties()}<w:t xml:space="preserve">{escape(text[:half])}</w:t>'
                f'<w:t xml:space="preserve">{escape(text[half:])}</w:t></w:r>'
            )
        if kind == "link":
            return f'<w:hyperlink w:anchor="a">{run}</w:hyperlink>'
        if kind == "ins":
            return f"<w:ins {mark}>{run}</w:ins>"
        if kind == "del":
            return f"<w:del {mark}>{self.run('旧文', 'delText')}</w:del>{run}"
        if kind == "control":
            return f"<w:sdt><w:sdtPr/><w:sdtContent>{run}</w:sdtContent></w:sdt>"
        if kind == "smart":
            begin = f'<w:bookmarkStart w:id="{self.next_id()}" w:name="b{self.identity}"/>'
            return f'{begin}{run}<w:bookmarkEnd w:id="{self.identity}"/>'
        if kind == "field":
            begin, separate, end = (
                f'<w:r><w:fldChar w:fldCharType="{name}"/></w:r>' for name in ("begin", "separate", "end")
            )
            return f"{begin}<w:r><w:instrText> QUOTE x </w:instrText></w:r>{separate}{run}{end}"
        if kind == "old":
            key = len(self.comments)
            self.comments.append(
                f'<w:comment w:id="{key}" w:author="李四" w:initials="李">'
                "<w:p><w:r><w:t>请核实</w:t></w:r></w:p></w:comment>"
            )
            return (
                f'<w:commentRangeStart w:id="{key}"/>{run}<w:commentRangeEnd w:id="{key}"/>'
                f'<w:r><w:commentReference w:id="{key}"/></w:r>'
            )
        if kind == "note":
            where = self.random.choice(("footnote", "endnote"))
            key = len(self.notes[where]) + 1
            note = f'<w:{where} w:id="{key}"><w:p>{self.run("注：认真贯策落实。")}</w:p></w:{where}>'
            self.notes[where].append(note)
            return f'{run}<w:r><w:{where}Reference w:id="{key}"/></w:r>'
        return run

    def paragraph(self) -> str:
        text = "".join(self.random.choice(SENTENCES) for _ in range(self.random.randint(1, 3)))
        return (
            f'<w:p><w:pPr><w:ind w:firstLineChars="200" w:firstLine="640"/></w:pPr>{self.inline(text)}</w:p>'
        )

    def table(self) -> str:
        rows = "".join(
            "<w:tr>"
            + "".join(
                f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>'
                f"<w:p>{self.inline(self.random.choice(SENTENCES)) if self.chance(0.8) else ''}</w:p></w:tc>"
                for _ in range(3)
            )
            + "</w:tr>"
            for _ in range(self.random.randint(1, 3))
        )
        grid = '<w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>'
        return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>{grid}{rows}</w:tbl>'


def write_generated(path: Path, seed: int) -> Path:
    """Write the file of one seed; it is complete enough for an office program to open it."""
    maker = Maker(seed)
    blocks = [maker.paragraph() for _ in range(maker.random.randint(2, 6))]
    for _ in range(maker.random.randint(0, 2)):
        blocks.insert(maker.random.randrange(1, len(blocks) + 1), maker.table())
    around = {
        name: f'<w:{name}Reference xmlns:r="{REL}" w:type="default" r:id="r{name}"/>'
        for name in ("header", "footer")
        if maker.chance(0.5)
    }
    body = f"{''.join(blocks)}<w:p/><w:sectPr>{''.join(around.values())}</w:sectPr>"
    parts = {"word/document.xml": document_xml(body)}
    said = f"<w:p>{maker.run('青禾县大力发言作风')}</w:p>"
    wanted = {
        "comments": (maker.comments, "comments"),
        "footnotes": (maker.notes["footnote"], "footnotes"),
        "endnotes": (maker.notes["endnote"], "endnotes"),
        "header": ([said] * ("header" in around), "hdr"),
        "footer": ([said] * ("footer" in around), "ftr"),
    }
    types, relations = "", ""
    for name, (content, root) in wanted.items():
        if content:
            types += f'<Override PartName="/word/{name}.xml" ContentType="{TYPES}.{name}+xml"/>'
            relations += f'<Relationship Id="r{name}" Type="{REL}/{name}" Target="{name}.xml"/>'
            parts[f"word/{name}.xml"] = f'<w:{root} xmlns:w="{W}">{"".join(content)}</w:{root}>'
    parts["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{TYPES}.document.main+xml"/>{types}</Types>'
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{space}">{relations}</Relationships>'
    parts["_rels/.rels"] = (
        f'<Relationships xmlns="{space}"><Relationship Id="r1" Type="{REL}/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return path
