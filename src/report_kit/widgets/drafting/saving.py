"""Keep the report one is writing on the disk: a moment after each change, and at once when asked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import ClassVar, Protocol
from weakref import WeakSet

import ipywidgets as widgets

from report_kit.errors import ReportKitError
from report_kit.forms.report import Report
from report_kit.widgets.common.merge import Difference, Side, differences, merged
from report_kit.widgets.common.panel import Status, saved_words
from report_kit.widgets.drafting.conflict import Conflict
from report_kit.workspace import Revision, StaleRevisionError, Workspace

QUIET = 2.0
"""Seconds after the last change until it is saved."""

LONGEST = 10.0
"""Seconds after the first unsaved change until it is saved though somebody types on."""

RETRY = 5.0
"""Seconds from a save that was not possible to the next one."""

LOOK = 3.0
"""Seconds from one look whether the report was saved elsewhere to the next."""


class Forms(Protocol):
    """What a report is written in."""

    def read(self) -> Report:
        """Return the report as it stands there."""
        ...

    def take(self, revision: Revision) -> None:
        """Put a revision there, without calling that a change."""
        ...

    def tell(self, words: str, *, safe: bool = True) -> None:
        """Say at every field whether what stands there is on the disk."""
        ...


class Saving:
    """Saves what stands in the forms.

    What was saved elsewhere, in ``02_校对`` or by a colleague, is shown as long as nothing here is unsaved:
    who writes on has no old text before him then. Else somebody's changes of other parts are taken over;
    where both changed one part, both versions are shown, and nothing is saved until a person has chosen. What
    was given up goes into the history too.

    Args:
        workspace: where the report is.
        forms: what it is written in.
        status: says what happened.
    """

    _open: ClassVar[WeakSet[Saving]] = WeakSet()

    def __init__(self, workspace: Workspace, forms: Forms, status: Status) -> None:
        self.workspace, self._forms, self._status = workspace, forms, status
        self.revision: Revision | None = None
        self.author = ""
        self.dirty = False
        self.conflict = widgets.VBox()
        self._timer: asyncio.TimerHandle | None = None
        self._since: float | None = None
        self._watch: asyncio.TimerHandle | None = None
        Saving._open.add(self)

    @property
    def words(self) -> str:
        """What was said last, as HTML."""
        return str(self._status.value)

    @property
    def current(self) -> Revision:
        """The revision the forms started from, or were saved as last."""
        assert self.revision is not None
        return self.revision

    def newest(self, report_id: int) -> Revision:
        """Return the newest revision, with what earlier panels of this kernel had still to save."""
        for other in list(Saving._open):
            mine = other.revision and other.revision.report_id == report_id
            if mine and other is not self and other.workspace.folder == self.workspace.folder:
                if other.dirty:
                    other.now()
                other._look_no_more()
        return self.workspace.load(report_id)

    def opened(self, revision: Revision) -> None:
        """Start from a revision that now stands in the forms."""
        self.revision = revision
        self._settled()
        self._look_later()

    def follow(self) -> None:
        """Show the newest revision if it was saved elsewhere, unless something here is unsaved."""
        if self.revision is None or self.dirty or self.conflict.children:
            self._look_later()
            return
        report_id = self.current.report_id
        try:
            if self.workspace.record(report_id).latest > self.current.number:
                self._take(self.workspace.load(report_id))
                self._status.say(f"别处保存了第 {self.current.number} 版，这里已经换成这一版。")
        except ReportKitError:
            pass  # locked just now, or not there any more: a save will say so
        finally:
            self._look_later()

    def closed(self) -> None:
        """Forget the report: it is not in the workspace any more."""
        self.revision = None
        self._settled()

    def touched(self) -> None:
        """Hear of a change: it is saved soon. Outside a kernel nothing runs by itself; see ``now``."""
        self.dirty = True
        if self.conflict.children:
            return  # the words that stand there say what is to be done first
        self._status.say("有修改还没有保存。")
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        if self._since is None:
            self._since = loop.time()
        self._at(min(loop.time() + QUIET, self._since + LONGEST))

    def now(self) -> bool:
        """Save at once; ``False`` when it was not possible, which the status says. It is then tried again."""
        self._stop()
        with self._status.reporting():
            try:
                self._save(self._forms.read())
            except ReportKitError as error:
                self._status.say(
                    f"{error}\n还没有保存。程序每隔 {RETRY:.0f} 秒再试一次，请不要关闭这一页。", "bad"
                )
                self._forms.tell(f"[{error.code}] {error.what}，稍后自动再试", safe=False)
        if self.dirty and not self.conflict.children:
            self._again()
        return not self.dirty

    def restore(self, number: int) -> None:
        """Make the content of an earlier revision the newest one again; all others stay in the history."""
        with self._status.reporting():
            if self.dirty and not self.now():
                return
            old = self.workspace.load(self.current.report_id, number)
            try:
                revision = self.workspace.save(
                    old.report_id, old.report, base=self.current.number, author=self.author
                )
            except StaleRevisionError as error:
                self._take(error.theirs)
                self._status.say(
                    f"没有恢复：别人刚刚保存了第 {error.theirs.number} 版，现在显示的是这一版。"
                    "请看过以后再恢复一次。",
                    "bad",
                )
            else:
                self._take(revision)
                words = saved_words(revision.number, revision.saved)
                self._status.say(f"已恢复第 {number} 版的内容。{words}", "good")

    def reshape(self, change: Callable[[Report], Report]) -> None:
        """Save the report as ``change`` makes it, and show it: its sections become others.

        Raises:
            ReportKitError: what ``change`` or the workspace raise; nothing is changed then.
        """
        if self.dirty and not self.now():
            return
        report = change(self.current.report)
        try:
            revision = self.workspace.save(
                self.current.report_id, report, base=self.current.number, author=self.author
            )
        except StaleRevisionError as error:
            self._take(error.theirs)
            self._status.say(
                f"没有改成：别人刚刚保存了第 {error.theirs.number} 版，请看过这一版以后再改一次。",
                "bad",
            )
        else:
            self._take(revision)
            self._status.say(saved_words(revision.number, revision.saved), "good")

    def _save(self, mine: Report) -> None:
        common, base = self.current.report, self.current.number
        from_others: list[Difference] = []
        while True:
            try:
                revision = self.workspace.save(self.current.report_id, mine, base=base, author=self.author)
                break
            except StaleRevisionError as error:
                theirs = error.theirs
                found = differences(common, mine, theirs.report)
                if any(difference.clash for difference in found):
                    self._clash(str(error), theirs)
                    return
                from_others += [difference for difference in found if difference.suggested == "theirs"]
                mine = merged(mine, theirs.report, {part.part: part.suggested for part in found})
                common, base = theirs.report, theirs.number
        words = saved_words(revision.number, revision.saved)
        self._say_saved(revision)
        if not from_others:
            self.opened(revision)
        else:
            self._take(revision)
            names = "、".join(dict.fromkeys(f"“{part.name}”" for part in from_others))
            words += f"，并入了别人改的{names}"
        self._status.say(words, "good")

    def _clash(self, words: str, theirs: Revision) -> None:
        common, mine = self.current.report, self._forms.read()
        self._status.say("没有保存：别人已经保存了新的版本，请在下面对照两个版本。", "bad")
        self._forms.tell("[RK-401] 没有保存：别人也改了这份报告，请先在上面对照", safe=False)
        self.conflict.children = (
            Conflict(
                words, differences(common, mine, theirs.report), lambda sides: self._resolve(sides, theirs)
            ),
        )

    def _resolve(self, sides: Mapping[str, Side], theirs: Revision) -> None:
        """Put two versions together as chosen, and what was written since as suggested."""
        with self._status.reporting():
            mine = self._forms.read()
            found = differences(self.current.report, mine, theirs.report)
            chosen = {part.part: sides.get(part.part, part.suggested) for part in found}
            lost = any(part.suggested == "mine" and chosen[part.part] == "theirs" for part in found)
            try:
                revision = self.workspace.save(
                    theirs.report_id,
                    merged(mine, theirs.report, chosen),
                    base=theirs.number,
                    author=self.author,
                    via=mine if lost else None,
                )
            except StaleRevisionError as error:
                self._clash(str(error), error.theirs)
                return
            self._say_saved(revision)
            self._take(revision)
            self._status.say(saved_words(revision.number, revision.saved), "good")

    def _take(self, revision: Revision) -> None:
        self._forms.take(revision)
        self.opened(revision)
        self._say_saved(revision)

    def _say_saved(self, revision: Revision) -> None:
        self._forms.tell(f"已保存 {revision.saved:%H:%M:%S}")

    def _settled(self) -> None:
        self.dirty = False
        self.conflict.children = ()
        self._stop()

    def _look_later(self) -> None:
        self._look_no_more()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        if self.revision is not None:
            self._watch = loop.call_later(LOOK, self.follow)

    def _look_no_more(self) -> None:
        if self._watch:
            self._watch.cancel()
        self._watch = None

    def _again(self) -> None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        self._at(loop.time() + RETRY)

    def _at(self, time: float) -> None:
        if self._timer:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_at(time, self.now)

    def _stop(self) -> None:
        if self._timer:
            self._timer.cancel()
        self._timer = self._since = None
