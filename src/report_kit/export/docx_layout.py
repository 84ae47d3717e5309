"""Page, styles and page numbers of the Word file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

TITLE = "方正小标宋简体"
BODY = "仿宋_GB2312"
HEI = "黑体"
KAI = "楷体_GB2312"
SONG = "宋体"

SIZE = 16.0  # 3号
# 225 mm / 22 lines and just below 156 mm / 28 characters, in twentieths of a point: with -4 only 27 fit.
_LINE_PITCH = 580
_TRACKING = -5


@dataclass(frozen=True)
class _Style:
    name: str
    font: str
    size: float = SIZE
    indent: bool = True
    keep_with_next: bool = False
    outline: int | None = None
    align: int = WD_ALIGN_PARAGRAPH.JUSTIFY
    tracking: int = _TRACKING


_STYLES = (
    _Style("Normal", BODY, indent=False),
    _Style("Body Text", BODY),
    _Style(
        "Title", TITLE, 22, indent=False, keep_with_next=True, align=WD_ALIGN_PARAGRAPH.CENTER, tracking=0
    ),
    _Style("Heading 1", HEI, keep_with_next=True, outline=0),
    _Style("Heading 2", KAI, keep_with_next=True, outline=1),
    _Style("Heading 3", BODY, keep_with_next=True, outline=2),
    _Style("Plain Text", SONG, 10.5, indent=False, align=WD_ALIGN_PARAGRAPH.LEFT, tracking=0),
)


def element(name: str, **attributes: str | int | float) -> Any:
    """Return a ``w:`` element with ``w:`` attributes."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def set_font(run: Any, font: str, latin: str = "") -> None:
    """Name a font for a run or style element, for Chinese and Latin text alike."""
    properties = run.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    name = latin or font
    properties.insert(0, element("rFonts", ascii=name, hAnsi=name, eastAsia=font, cs=name, hint="eastAsia"))


def styles(document: Any) -> None:
    """Set the styles to the fonts, sizes and indents of an official document."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    language = defaults.find(f".//{qn('w:lang')}")
    for key, value in (("val", "en-US"), ("eastAsia", "zh-CN")):
        language.set(qn(f"w:{key}"), value)
    known = {style.name for style in document.styles}
    for spec in _STYLES:
        if spec.name in known:
            style = document.styles[spec.name]
        else:
            style = document.styles.add_style(spec.name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = document.styles["Normal"]
        _apply(style, spec)


def _apply(style: Any, spec: _Style) -> None:
    for part in ("w:rPr", "w:pPr"):
        old = style.element.find(qn(part))
        if old is not None:
            style.element.remove(old)
    style.font.size, style.font.bold, style.font.color.rgb = Pt(spec.size), False, RGBColor(0, 0, 0)
    set_font(style.element, spec.font)
    if spec.tracking:
        size = style.element.rPr.find(qn("w:sz"))
        size.addprevious(element("spacing", val=spec.tracking))
    layout = style.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(0), Pt(0), 1.0
    layout.keep_with_next, layout.widow_control, layout.alignment = spec.keep_with_next, False, spec.align
    properties = style.element.get_or_add_pPr()
    if spec.name == "Title":
        layout.line_spacing, layout.space_after = Pt(36), Pt(18)
        # Else the grid of lines would stretch each of its lines to two.
        properties.find(qn("w:spacing")).addprevious(element("snapToGrid", val="0"))
    if spec.indent:
        layout.first_line_indent = Pt(2 * SIZE)  # for readers that ignore the count of characters
        properties.find(qn("w:ind")).set(qn("w:firstLineChars"), "200")
    if spec.name == "Normal":
        # No blank between Chinese text and figures, as in the PDF; the other styles inherit it.
        for name in ("autoSpaceDE", "autoSpaceDN"):
            properties.find(qn("w:spacing")).addprevious(element(name, val=0))
    if spec.outline is not None:
        properties.append(element("outlineLvl", val=spec.outline))


def page(document: Any) -> None:
    """Set A4 with the type area of GB/T 9704, the grid of lines and the page numbers."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    # 22 lines of 29 pt are a little more than the 225 mm that 35 mm below would leave: only 21 would fit.
    section.top_margin, section.bottom_margin = Mm(37), Mm(34.8)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    # The number stands 7 mm below the type area.
    section.header_distance, section.footer_distance = Mm(15), Mm(35 - 7 - 5)
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    properties.append(element("docGrid", type="lines", linePitch=_LINE_PITCH))
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)


def draft_mark(document: Any) -> None:
    """Say above every page that it is a draft."""
    section = document.sections[0]
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        paragraph = header.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run("草　稿")
        run.font.size, run.font.color.rgb = Pt(26), RGBColor(0xA6, 0xA6, 0xA6)
        set_font(run._element, HEI)


def _page_number(footer: Any, side: int) -> None:
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = side
    indent = paragraph.paragraph_format
    indent.left_indent = indent.right_indent = Pt(14)
    for text in ("— ", None, " —"):
        run = paragraph.add_run(text or "")
        run.font.size = Pt(14)  # 4号
        set_font(run._element, SONG)
        if text is None:
            for kind in ("begin", "", "end"):
                if kind:
                    run._element.append(element("fldChar", fldCharType=kind))
                else:
                    instruction = element("instrText")
                    instruction.text = " PAGE "
                    run._element.append(instruction)
