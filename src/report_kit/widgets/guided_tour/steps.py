"""The steps of the tour: what each shows, made of the widgets of the other notebooks, and when it is done.

``steps.yaml`` holds the words. A step reads what it shows from the practice report, so it can be left and
come back to; ``reset`` puts its own part of the report back.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import ipywidgets as widgets

from report_kit.ledger.sums import Sums
from report_kit.widgets.common.panel import button
from report_kit.widgets.drafting.from_registers import LedgerForm
from report_kit.widgets.drafting.sections import FrameForm
from report_kit.widgets.guided_tour.parts import PracticeSection, PracticeTable, faults
from report_kit.widgets.guided_tour.practice import REGISTERS, Practice, practice_report
from report_kit.widgets.publishing.panel import FOLDER, PublishPanel
from report_kit.widgets.reviewing.finding_list import Choice
from report_kit.widgets.reviewing.panel import ReviewPanel

_HIDDEN = {"display": "none"}


class Step(ABC):
    """One step: what it shows, and what is still missing.

    Args:
        practice: the run it belongs to.
        look: to be called whenever a person did something.
    """

    id: str

    def __init__(self, practice: Practice, look: Callable[[], None]) -> None:
        self.practice, self._look = practice, look

    @abstractmethod
    def show(self) -> list[widgets.Widget]:
        """Return what a person works with, as the practice report is now."""

    @abstractmethod
    def missing(self) -> str:
        """Return in words what is still to do, empty when the step is done."""

    @abstractmethod
    def reset(self) -> None:
        """Put this step's part of the practice report back as it was at the beginning."""

    def _observed(self, _change: object) -> None:
        self._look()

    def _put_back(self, *sections: str, tables: tuple[str, ...] = ()) -> None:
        start = practice_report()
        texts = {name: start.section(name) for name in sections}
        values = {name: start.tables[name] for name in tables}
        self.practice.change(
            lambda report: replace(
                report, sections={**report.sections, **texts}, tables={**report.tables, **values}
            )
        )


class Sentence(Step):
    """Write a sentence that says what its section must say."""

    id = "sentence"
    section = "other"

    def show(self) -> list[widgets.Widget]:
        """Return the empty section."""
        return [PracticeSection(self.practice, self.section, self._look)]

    def missing(self) -> str:
        """Return what the sentence lacks."""
        text = self.practice.report.section(self.section).strip()
        if not text:
            return "还没有写。"
        if "信息处理费" not in text:
            return "这一部分必须写明信息处理费的收取情况，请把“信息处理费”写进句子里。"
        return "" if text.endswith(("。", "！")) else "句末还差一个句号。"

    def reset(self) -> None:
        """Empty the section."""
        self._put_back(self.section)


class Typo(Step):
    """Mend a word with the button of its card."""

    id = "typo"
    section = "overview.supervision"
    wrong, right = "发言求真务实", "发扬求真务实"

    def show(self) -> list[widgets.Widget]:
        """Return the section with the wrong word."""
        return [PracticeSection(self.practice, self.section, self._look)]

    def missing(self) -> str:
        """Return whether the word is still wrong, or has become another than the right one."""
        text = self.practice.report.section(self.section)
        if self.wrong in text:
            return "“发言”还没有改。"
        return "" if self.right in text else "这里应当是“大力发扬求真务实的工作作风”；可以点“这一步重做”。"

    def reset(self) -> None:
        """Put the wrong word back."""
        self._put_back(self.section)


class Equation(Step):
    """Mend the figure that breaks an equation."""

    id = "table"
    table = "table3"

    def show(self) -> list[widgets.Widget]:
        """Return the table with the wrong figure."""
        return [PracticeTable(self.practice, self.table, self._look)]

    def missing(self) -> str:
        """Return how many equations are broken, or that the figures are others than the task's."""
        report = self.practice.report
        wrong = faults(report, self.table)
        if wrong:
            return f"还有 {len(wrong)} 处勾稽关系不成立，见表格下面的说明。"
        asked = report.value(self.table, "new", "natural"), report.value(self.table, "granted", "natural")
        return "" if asked == (3, 3) else "勾稽关系成立了，可是数和题目里说的不一样；可以点“这一步重做”。"

    def reset(self) -> None:
        """Put the wrong figure back."""
        self._put_back(tables=(self.table,))


class Register(Step):
    """Fill a table from a register; the prose, bound to its cells, follows."""

    id = "register"
    section, table = "overview.management", "table2"

    def show(self) -> list[widgets.Widget]:
        """Return the register's button, the prose and the table."""
        report = self.practice.report
        self._ledger = LedgerForm(REGISTERS, report.spec, report.year, self._take)
        self._ledger.folder.layout = widgets.Layout(**_HIDDEN)  # in the kit's own files: nothing to choose
        self._prose = PracticeSection(self.practice, self.section, self._look)
        self._table = PracticeTable(self.practice, self.table, self._tables_changed)
        return [self._ledger, self._prose, self._table]

    def missing(self) -> str:
        """Return whether the register's cells are still blank."""
        row = self.practice.report.tables[self.table]["normative"]
        return "表二“行政规范性文件”那一行还空着。" if None in row.values() else ""

    def reset(self) -> None:
        """Empty the register's cells."""
        self._put_back(self.section, tables=(self.table,))
        self.practice.change(lambda report: replace(report, figures={}))

    def _take(self, sums: Sums) -> None:
        self.practice.change(lambda report: replace(report, figures=sums.figures))
        self._table.put(sums.tables[self.table])

    def _tables_changed(self) -> None:
        self._prose.show_bindings(self.practice.report.lookup)
        self._look()


class Proofread(Step):
    """Run the proofreader on the whole report."""

    id = "proofread"

    def show(self) -> list[widgets.Widget]:
        """Return the button, and below it, once clicked, the findings."""
        self._found = widgets.VBox()
        return [button("开始校对", self._run, style="primary", width="10em"), self._found]

    def missing(self) -> str:
        """Return that it has not been run."""
        return "" if self._found.children else "还没有校对。"

    def reset(self) -> None:
        """Nothing in the report changes by being checked."""

    def _run(self) -> None:
        self._found.children = (review(self.practice),)
        self._look()


class Decide(Step):
    """Accept one finding, ignore another with a reason."""

    id = "decide"
    section = "problems"
    doubled, name = "保障保障", "“作好群众贴心人”"

    def show(self) -> list[widgets.Widget]:
        """Return the findings."""
        self._panel = review(self.practice)
        self._panel.list.observe(self._observed, names=["items", "ignored"])
        return [self._panel]

    def missing(self) -> str:
        """Return how many findings wait, or that one was decided the wrong way round."""
        text = self.practice.report.section(self.section)
        if self.name not in text:
            return f"{self.name}是栏目的名称，不应改；可以点“这一步重做”。"
        waiting = sum(item["severity"] != "hint" for item in self._panel.list.items)
        if waiting:
            early = [str(n) for n, step in enumerate(STEPS[:4], 1) if step.id not in self.practice.done]
            first = f"第 {'、'.join(early)} 步还没有做，有的问题要先到那里改。" if early else ""
            return f"还有 {waiting} 处没有处理。{first}"
        return f"“{self.doubled}”确实重复了，应当采纳；可以点“这一步重做”。" if self.doubled in text else ""

    def reset(self) -> None:
        """Put the text back and take the decisions back."""
        self._put_back(self.section)
        for item in self._panel.list.ignored:
            self._panel.choose(Choice("reopen", item["key"]))


class Sign(Step):
    """Fill in signature and date."""

    id = "sign"

    def show(self) -> list[widgets.Widget]:
        """Return title, signature and date."""
        self._form = FrameForm(self.practice.report)
        for field in (self._form.title, self._form.signature, self._form.date):
            field.observe(self._filled, names="value")
        return [self._form]

    def missing(self) -> str:
        """Return which of the two is missing or wrong."""
        report = self.practice.report
        if report.signature != report.agency:
            return f"落款还没有填好，应当是机关全称“{report.agency}”。"
        if report.date is None:
            return "还没有成文日期。"
        due = report.spec.due
        assert due
        if not date(report.year + 1, 1, 1) <= report.date <= due.of(report.year):
            return f"成文日期应当在 {report.year + 1} 年 1 月。"
        return ""

    def reset(self) -> None:
        """Empty both."""
        start = practice_report()
        self.practice.change(lambda report: replace(report, signature=start.signature, date=start.date))

    def _filled(self, _change: object) -> None:
        title, signature, day = self._form.read()
        self.practice.change(lambda report: replace(report, title=title, signature=signature, date=day))
        self._look()


class Publish(Step):
    """See what is open and write the files."""

    id = "publish"

    def show(self) -> list[widgets.Widget]:
        """Return the panel of ``04_发布``."""
        self._panel = PublishPanel(self.practice.workspace, self.practice.folder / FOLDER)
        for part in (self._panel.chooser, self._panel.final):  # one report, and nobody else to sign it
            part.layout = widgets.Layout(**_HIDDEN)
        self._panel.links.observe(self._observed, names="value")
        return [self._panel]

    def missing(self) -> str:
        """Return that no file has been written."""
        return "" if self._panel.files else "还没有生成文件。"

    def reset(self) -> None:
        """Files already written are simply written again."""


def review(practice: Practice) -> ReviewPanel:
    """Return the panel of ``02_校对`` for the one report of the tour."""
    panel = ReviewPanel(practice.workspace)
    for part in (panel.chooser, panel.engines, panel.who):
        part.layout = widgets.Layout(**_HIDDEN)
    return panel


STEPS: tuple[type[Step], ...] = (
    Sentence,
    Typo,
    Equation,
    Register,
    Proofread,
    Decide,
    Sign,
    Publish,
)
