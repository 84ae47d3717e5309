"""Markdown of every construct, drawn at random, with the words it must show in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from hypothesis import strategies as st

HAN = "本年度主动公开政府信息条数同比增长规范办理群众来信按期答复"
LATIN = ("PDF", "2024", "12", "API", "no")
ESCAPES = (*(f"\\{sign}" for sign in "*_[]<>`#|\\&.!-+()"), "\\本")
ENTITIES = ("&amp;", "&lt;", "&#20013;", "&#x6587;", "&mdash;", "&#0;", "&nosuch;", "& ")
SOFT_ENDS = ("\n", " \n", "\n  ")
HARD_ENDS = ("  \n", "\\\n", "   \n   ", "<br>", "<br/>", "<BR />\n")


@dataclass
class Drawn:
    """Markdown that is being drawn."""

    draw: Callable[[st.SearchStrategy], object]  # type: ignore[type-arg]
    words: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def pick(self, *choices: object) -> object:
        return self.draw(st.sampled_from(choices))

    def number(self, low: int, high: int) -> int:
        made = self.draw(st.integers(low, high))
        assert isinstance(made, int)
        return made

    def word(self) -> str:
        """Return a word no other place has, so that order and loss show."""
        han = "".join(str(self.pick(*HAN)) for _ in range(self.number(1, 3)))
        number = len(self.words)
        made = f"{han}{number}{self.pick('号', 'th', '')}"
        self.words.append(made)
        return made

    def _marked(self, *, cell: bool) -> str:
        """Return a piece of inline Markdown."""
        kind = self.pick(
            "word", "word", "escape", "entity", "strong", "em", "code", "link", "reference", "image", "tag",
            "auto", "note", "comment", "latin", "spaces",
        )  # fmt: skip
        match kind:
            case "escape":
                return str(self.pick(*ESCAPES))
            case "entity":
                return str(self.pick(*ENTITIES))
            case "strong":
                return f"**{self.word()}**"
            case "em":
                return f"*{self.word()}*"
            case "code":
                fence = self.pick("`", "``")
                return f"{fence}{self.word()}{fence}"
            case "link":
                title = self.pick("", ' "题"')
                return f"[{self.word()}](<http://e.cn/a b>{title})"
            case "reference":
                return f"[{self.word()}]{self.pick('[甲]', '[乙]')}"
            case "image":
                return f"![{self.word()}](a.png)"
            case "tag":
                tag = self.pick("b", "span", "u", 'font color="red"')
                return f"<{tag}>{self.word()}</{str(tag).split()[0]}>"
            case "auto":
                return f"<http://e.cn/{len(self.words)}>"
            case "note":
                label = f"注{len(self.notes)}"
                self.notes.append(label)
                return f"[^{label}]"
            case "comment":
                return "<!-- 批注 -->"
            case "latin":
                return f" {self.pick(*LATIN)} "
            case "spaces":
                return "  " if not cell else " "
        return self.word()

    def inline(self, *, cell: bool = False, breaks: bool = True) -> str:
        pieces = [self.word()]
        for _ in range(self.number(0, 4)):
            pieces.append(self._marked(cell=cell))
            if cell and self.number(0, 5) == 0:
                pieces.append(f"<br>{self.word()}")
            elif breaks and not cell and self.number(0, 3) == 0:
                ends = (*SOFT_ENDS, *HARD_ENDS)
                # The word keeps the next line from beginning another block.
                pieces.append(f"{self.pick(*ends)}{self.word()}")
        return "".join(pieces)

    def blocks(self, depth: int) -> list[str]:
        """Return the lines of some blocks."""
        lines: list[str] = []
        for _ in range(self.number(1, 3)):
            lines += [*self.block(depth), ""]
        return lines[:-1]

    def block(self, depth: int) -> list[str]:
        simple = (
            "paragraph",
            "paragraph",
            "heading",
            "setext",
            "fence",
            "indented",
            "table",
            "html",
            "page",
            "rule",
        )
        kind = self.pick(*simple, *(("bullets", "numbers", "numbers", "quote") * 2 if depth else ()))
        match kind:
            case "heading":
                return [f"{'#' * self.number(1, 6)} {self.inline(breaks=False)}{self.pick('', ' #')}"]
            case "setext":
                return [*self.inline(breaks=False).split("\n"), str(self.pick("===", "---"))]
            case "fence":
                mark = self.pick("```", "~~~~")
                return [
                    f"{mark}{self.pick('', 'python')}",
                    self.word(),
                    f"\t{self.word()} *&amp;*",
                    str(mark),
                ]
            case "indented":
                # Behind a paragraph it would be more of it.
                return ["<!-- -->", "", f"    {self.word()} \\*", f"      {self.word()}"]
            case "table":
                return self.table()
            case "html":
                return [f"<div>{self.word()}<b>{self.word()}</b> &lt;", f"<p>{self.word()}</p></div>"]
            case "page":
                return self.page_table()
            case "rule":
                return [str(self.pick("---", "* * *"))]
            case "bullets" | "numbers":
                return self.items(kind == "numbers", depth)
            case "quote":
                return [f"> {line}".rstrip() for line in self.blocks(depth - 1)]
        return self.inline().split("\n")

    def items(self, numbered: bool, depth: int) -> list[str]:
        start, end = self.number(0, 12), self.pick(".", ")")
        bullet = self.pick("-", "*", "+")
        step, loose = self.number(0, 1), self.number(0, 1)
        lines: list[str] = []
        for item in range(self.number(1, 3)):
            mark = f"{start + step * item}{end} " if numbered else f"{bullet} "
            # A block that begins with four blanks would begin on another column.
            inside = [
                *self.inline().split("\n"),
                *(["", *self.blocks(depth - 1)] if self.number(0, 2) == 0 else []),
            ]
            lines += [
                f"{mark}{inside[0]}",
                *(
                    f"{' ' * len(mark)}{line}".rstrip(" ") if not line.strip() else f"{' ' * len(mark)}{line}"
                    for line in inside[1:]
                ),
            ]
            if loose:
                lines.append("")
        return lines

    def table(self) -> list[str]:
        columns = self.number(1, 3)

        def row() -> str:
            return "|" + "|".join(self.inline(cell=True).replace("\\|", "¦") for _ in range(columns)) + "|"

        rows = [row() for _ in range(self.number(1, 3))]
        return [
            rows[0],
            "|" + "|".join(str(self.pick("-", ":-:", "--:")) for _ in range(columns)) + "|",
            *rows[1:],
        ]

    def page_table(self) -> list[str]:
        blank = [""] if self.number(0, 1) else []
        return [
            "<table>",
            f"<tr><th>{self.word()}</th><th colspan=2>{self.word()} &amp;</th></tr>",
            *blank,
            f"<tr><td rowspan=2>{self.word()}</td><td>{self.word()}</td><td></td></tr>",
            f"<tr><td>{self.word()}</td></tr>",
            "</table>",
        ]


@st.composite
def markdown_texts(draw: Callable[[st.SearchStrategy], object]) -> tuple[str, list[str]]:  # type: ignore[type-arg]
    """Return Markdown and the words it shows, in the order of the text."""
    drawn = Drawn(draw)
    lines = ["开头的一段话。", "", *drawn.blocks(3)]
    for label in drawn.notes:
        lines += [
            "",
            f"[^{label}]: {drawn.word()}，{drawn.inline(breaks=False) if drawn.number(0, 1) else '。'}",
        ]
        if len(drawn.notes) > 40:
            break
    lines += ["", "[甲]: http://e.cn/1", '[乙]: <http://e.cn/2> "题"']
    return "\n".join(lines), drawn.words
