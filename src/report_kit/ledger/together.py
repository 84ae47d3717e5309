"""Put the rows of two writers of one register together, row by row: by the id that each row has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from report_kit.ledger.book import Book
from report_kit.ledger.book_rows import Line, blank
from report_kit.ledger.cells import plain

Choice = Literal["mine", "theirs", "both"]
Key = tuple[str, ...]

_PRIVATE = "（含身份证号、电话或住址，不显示）"


@dataclass(frozen=True)
class Clash:
    """A row that both have changed, so that a person has to choose.

    Args:
        key: the row's id, or what names it.
        mine: what stands here, by heading; ``None``: the row was removed here.
        theirs: what stands in the file now; ``None``: it was removed there.
        choices: what can be chosen; ``both`` where two rows were added with one id.
    """

    key: str
    mine: Mapping[str, str] | None
    theirs: Mapping[str, str] | None
    choices: tuple[Choice, ...]


@dataclass
class _Open:
    """A clash with what has to be done for it."""

    clash: Clash
    line: Line | None
    target: str | None
    puts: Mapping[int, str]


class Together:
    """The rows of a book put together with those its file holds now.

    What only one of the two changed is taken as it is; ``clashes`` are the rows that both changed otherwise.

    Args:
        mine: a book whose file was changed elsewhere (``RK-807``).

    Raises:
        InputError: as ``Book``: the file can no longer be read.
    """

    def __init__(self, mine: Book) -> None:
        self._mine, self.book = mine, mine.again()
        self._open: list[_Open] = []
        self._at = _positions(mine, self.book)
        self._join()

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """The rows to choose for, in the order of the sheet."""
        return tuple(item.clash for item in self._open)

    def settle(self, choices: Sequence[Choice] = ()) -> Book:
        """Return the book of all rows, to be saved; ``choices`` has one for each clash.

        Raises:
            ValueError: a clash has no choice, or one that is not among its own.
        """
        if len(choices) != len(self._open):
            raise ValueError(f"{len(self._open)} clashes, {len(choices)} choices")
        for item, choice in zip(self._open, choices, strict=True):
            if choice not in item.clash.choices:
                raise ValueError(f"{choice} is none of {item.clash.choices}")
            if choice == "theirs":
                continue
            if item.line is None:
                if item.target is not None:
                    self.book.remove(item.target)
            elif item.target is None or choice == "both":
                self.book.add(item.line.id + "+", None, dict(item.puts))
            else:
                for position, text in item.puts.items():
                    self.book.put(item.target, position, text)
        self._open = []
        return self.book

    def _join(self) -> None:
        mine, book = self._mine, self.book
        base = dict(_keyed(mine, ((str(number), Line("", raw)) for number, raw in mine.opened.items())))
        theirs = dict(_keyed(book, ((line.id, line) for line in book.lines)))
        origins = {ident: key for key, (ident, _) in base.items()}
        here = {line.origin for line in mine.lines}
        for key, (ident, line) in base.items():
            if int(ident) not in here:
                self._removed(key, line, theirs.get(key))
        added: list[tuple[Line, dict[int, str]]] = []
        for line in mine.lines:
            puts = self._puts(line)
            if line.origin and puts:
                key = origins[str(line.origin)]
                self._edited(key, line, puts, theirs.get(key))
            elif not line.origin and not blank(line):
                added.append((line, puts))
        new = {key: found for key, found in theirs.items() if key not in base}
        for key, (ident, line) in _keyed(mine, ((line.id, line) for line, _ in added)):
            self._added(key, line, self._puts(line), new.get(key), ident)

    def _puts(self, line: Line) -> dict[int, str]:
        """Return what was typed into a row, by the positions of the file as it is now."""
        return {self._at[position]: text for position, text in line.typed.items() if position in self._at}

    def _removed(self, key: Key, line: Line, found: tuple[str, Line] | None) -> None:
        if found is None:
            return
        target, theirs = found
        back = {there: here for here, there in self._at.items()}
        same = all(
            theirs.text(item.position) == (line.text(back[item.position]) if item.position in back else "")
            for item in self.book.columns
        )
        if same:
            self.book.remove(target)
        elif not (blank(line) and blank(theirs)):
            clash = Clash(_words(key), None, self._shown(self.book, theirs), ("mine", "theirs"))
            self._open.append(_Open(clash, None, target, {}))

    def _edited(self, key: Key, line: Line, puts: dict[int, str], found: tuple[str, Line] | None) -> None:
        if found is None:
            whole = {there: line.text(here) for here, there in self._at.items() if line.text(here)}
            clash = Clash(_words(key), self._shown(self._mine, line), None, ("mine", "theirs"))
            self._open.append(_Open(clash, line, None, whole))
            return
        target, theirs = found
        back = {there: here for here, there in self._at.items()}
        against = {}
        for position, text in puts.items():
            opened = plain(_cell(line.raw, back[position]))
            if theirs.text(position) in (opened, text):
                self.book.put(target, position, text)
            else:
                against[position] = text
        if against:
            here = self._shown(self._mine, line, [back[position] for position in against])
            there = self._shown(self.book, theirs, list(against))
            self._open.append(
                _Open(Clash(_words(key), here, there, ("mine", "theirs")), line, target, against)
            )

    def _added(
        self, key: Key, line: Line, puts: dict[int, str], found: tuple[str, Line] | None, ident: str
    ) -> None:
        if found is None or not key[0]:  # without an id two rows are two rows
            self.book.add(ident + "+", None, puts)
            return
        target, theirs = found
        if all(theirs.text(position) == text for position, text in puts.items()):
            return
        here, there = self._shown(self._mine, line), self._shown(self.book, theirs)
        clash = Clash(_words(key), here, there, ("mine", "theirs", "both"))
        self._open.append(_Open(clash, line, target, puts))

    def _shown(self, book: Book, line: Line, positions: Sequence[int] | None = None) -> dict[str, str]:
        """Return a row in words; what a register must not hold is not shown."""
        hidden = {
            *book.hidden(book.register().faults).get(line.id, []),
            *(at for ident, at in book.refused_cells() if ident == line.id),
        }
        return {
            item.label: _PRIVATE if item.position in hidden else line.text(item.position)
            for item in book.columns
            if (item.position in positions if positions is not None else line.text(item.position))
        }


def _keyed(book: Book, lines: Iterator[tuple[str, Line]]) -> Iterator[tuple[Key, tuple[str, Line]]]:
    """Yield rows with a key of their own: what names them, and how often it stood above already.

    Rows without anything that names them are known by all they hold.
    """
    naming = [item.position for item in book.columns if item.column and item.column.key in _naming(book)]
    seen: Counter[Key] = Counter()
    for ident, line in lines:
        key: Key = tuple(line.text(position) for position in naming)
        if not any(key):
            key = ("", *(line.text(item.position) for item in book.columns))
        seen[key] += 1
        yield (*key, str(seen[key])), (ident, line)


def _naming(book: Book) -> tuple[str, ...]:
    return ("id",) if "id" in book.form.by_key else ("month", "unit")


def _positions(mine: Book, theirs: Book) -> dict[int, int]:
    """Return where the columns of one book stand in the other."""
    known = {item.column.key if item.column else item.heading: item.position for item in theirs.columns}
    return {
        item.position: known[name]
        for item in mine.columns
        if (name := item.column.key if item.column else item.heading) in known
    }


def _cell(raw: Sequence[object], position: int) -> object:
    return raw[position] if position < len(raw) else None


def _words(key: Key) -> str:
    named = "、".join(part for part in key[:-1] if part)
    return named or "（没有编号的行）"
