"""The Markdown the kit reads, by markdown-it: CommonMark with the tables of GitHub and with footnotes.

Every inline token is told where in its block's content it stands (``token.meta["at"]``), which markdown-it
does not do by itself. What Jupyter does not know either (typographic quotes, links made of bare addresses)
stays off. So does striking out (``~~``): “3~~5天，7~~9天” would lose what stands between.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

if TYPE_CHECKING:
    from markdown_it.utils import EnvType

MAX_NESTING = 100
"""Quotes and lists inside each other; a list and its item count as two."""

_INLINE = ["text", "newline", "escape", "backticks", "emphasis", "link", "image", "autolink", "html_inline"]
_INLINE_AFTER = ["balance_pairs", "emphasis"]


class TooDeepError(Exception):
    """Blocks are nested too deeply; markdown-it would leave the innermost out without a word."""


@cache
def parser() -> MarkdownIt:
    """Return the parser; it keeps nothing of one text for the next."""
    made = MarkdownIt("commonmark", {"html": True, "maxNesting": MAX_NESTING, "store_labels": True})
    made.inline, blocks = _Inline(), _Blocks()
    made.inline.ruler.enableOnly([*_INLINE, "entity"])
    made.inline.ruler2.enableOnly(_INLINE_AFTER)
    blocks.ruler = made.block.ruler
    made.block = blocks
    made.enable("table")
    # Joined texts would lose their places.
    made.disable("text_join")
    footnote_plugin(made, inline=False, move_to_end=False)
    # No address reaches a page, so none is judged or rewritten.
    made.validateLink = lambda url: True  # type: ignore[method-assign]
    made.normalizeLink = lambda url: url  # type: ignore[method-assign]
    made.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    return made


class _Blocks(ParserBlock):
    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:
        if state.level >= MAX_NESTING:
            raise TooDeepError
        super().tokenize(state, startLine, endLine)


class _Inline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _Placed(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _Placed(StateInline):
    """Notes where tokens begin: a rule pushes its token before it goes on."""

    _repeated: tuple[int, int] = (-1, 0)
    _pushing = ""

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        self._pushing = ttype
        token = super().push(ttype, tag, nesting)
        self._pushing = ""
        # Marks of emphasis are pushed one by one from where the first stands.
        place, count = self._repeated
        count = count + 1 if place == self.pos and ttype == "text" else 0
        self._repeated = (self.pos if ttype == "text" else -1, count)
        token.meta["at"] = self.pos + count
        return token

    def pushPending(self) -> Token:
        text, end = self.pending, self.pos
        if self.src[end : end + 1] == "\n":
            # Blanks before a line end have been taken off.
            while not self.src.startswith(text, end - len(text)):
                end -= 1
        elif self._pushing == "link_open" and self.src.startswith(text + "[", end - len(text) - 1):
            end -= 1  # its rule has gone on to the label
        token = super().pushPending()
        token.meta["at"] = end - len(text)
        return token
