"""``05_考核``: score the units by month, explain each point, write the circular."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import ipywidgets as widgets

from report_kit.assess import Assessment, assess, gather, read_sources
from report_kit.assess.circular import Letterhead, circular
from report_kit.assess.month import named, spelt
from report_kit.assess.scores import mend_by, problem_lines
from report_kit.assess.sources import Sources
from report_kit.assess.templates import find_scheme, safe_csv, templates
from report_kit.assess.unit_page import unit_page
from report_kit.assess.writing import path_of, written
from report_kit.durable import write_durably
from report_kit.errors import WorkspaceError, reason_of
from report_kit.export import FORMATS
from report_kit.export.files import write_whole
from report_kit.review.checks import workspace_folder
from report_kit.widgets.assessing.shown import month_html, unit_html
from report_kit.widgets.common.panel import Panel, Status, button, html
from report_kit.workspace import Workspace

FOLDER, MADE = "考核", "考核通报"
_CHOSEN = ("docx", "pdf")
_WRAPPED = widgets.Layout(flex_flow="row wrap")
_NO_UNIT = "（选一个单位）"
_HEADING = '<div style="font-size:16px;font-weight:600;margin-top:8px">{}</div>'


class AssessPanel(Panel):
    """Read the folder of the assessment, show a month, explain a unit, write the circular.

    Args:
        workspace: whose folder holds the sheets, in a folder of their own; the agency of its newest report
            signs the circular.
    """

    def __init__(self, workspace: Workspace) -> None:
        base = workspace_folder(workspace)
        self.folder, self.made = base / FOLDER, base / MADE
        self.assessment: Assessment | None = None
        self._sources: Sources | None = None
        self._quiet = False
        reports = sorted(workspace.reports(), key=lambda record: record.saved)
        self.status, self.told = Status(), Status()
        self.table, self.reasons, self.links = html(""), html(""), html("")
        self.month = _choice("月份", "18em")
        self.unit = _choice("单位", "24em")
        self.agency = _text("落款", reports[-1].agency if reports else "", "30em")
        self.addressees = _text("主送", "各有关单位", "30em")
        self.day = widgets.DatePicker(
            description="日期", value=date.today(), style={"description_width": "3em"}
        )
        self.formats = {
            name: widgets.Checkbox(
                name in _CHOSEN, description=made.label, indent=False, layout=widgets.Layout(width="10em")
            )
            for name, made in FORMATS.items()
        }
        self.pages = widgets.Checkbox(
            True, description="各单位一页", indent=False, layout=widgets.Layout(width="10em")
        )
        self.month.observe(lambda _change: self._picked(), names="value")
        self.unit.observe(lambda _change: self._explain(), names="value")
        self.begin_button = button("放入默认方案和空白的表", self.begin, width="16em")
        super().__init__(
            [
                widgets.HBox(
                    [self.month, button("重新计算", self.refresh), self.begin_button], layout=_WRAPPED
                ),
                self.status,
                self.table,
                html(_HEADING.format("一个单位的得分是怎样算的")),
                self.unit,
                self.reasons,
                html(_HEADING.format("生成通报")),
                widgets.HBox([self.agency, self.addressees, self.day], layout=_WRAPPED),
                widgets.HBox([*self.formats.values(), self.pages], layout=_WRAPPED),
                widgets.HBox(
                    [
                        button("生成通报", self.export, style="primary", width="10em"),
                        button("生成问题清单", self.write_problems, width="10em"),
                    ]
                ),
                self.told,
                self.links,
            ]
        )
        self.refresh()

    def begin(self) -> None:
        """Put the scheme and the empty sheets into the folder; what is there stays as it is."""
        with self.status.reporting():
            kept = []
            for name, data in templates().items():
                if (self.folder / name).exists():
                    kept.append(name)
                else:
                    _write(self.folder / name, data)
            self.refresh()
            stays = f"原有的没有动：{'、'.join(kept)}。" if kept else ""
            self.status.say(f"已放入 {self.folder}。填好“月度情况.csv”，再点“重新计算”。{stays}", "good")

    def refresh(self) -> None:
        """Read the folder again and show the month chosen, else the last."""
        self.assessment, self.table.value, self.reasons.value, self.links.value = None, "", "", ""
        self.told.say("")
        there = self.folder.is_dir() and any(self.folder.iterdir())
        self.begin_button.layout.display = "none" if there else None
        self._offer(self.month, [], None)
        self._offer(self.unit, [], None)
        if not there:
            self.status.say(
                f"还没有数据。点“放入默认方案和空白的表”，填好以后点“重新计算”；台账也放在 {self.folder}。"
            )
            return
        with self.status.reporting():
            scheme = find_scheme([self.folder])
            self._sources = read_sources([self.folder])
            self.assessment = assess(gather(self._sources, scheme), scheme)
            months = [(named(one.month), one.month) for one in reversed(self.assessment.months)]
            self._offer(self.month, months, self.assessment.latest.month)
            self.status.say(f"按“{scheme.name}”计算，数据在 {self.folder}。")
            self._show()

    def _offer(self, choice: widgets.Dropdown, options: Sequence[tuple[str, object]], value: object) -> None:
        self._quiet = True
        try:
            choice.options, choice.value = options, value
        finally:
            self._quiet = False

    def _picked(self) -> None:
        if not self._quiet and self.assessment:
            with self.status.reporting():
                self._show()

    def _show(self) -> None:
        assert self.assessment
        month = self.assessment.month(self.month.value)
        self.table.value = month_html(self.assessment, month)
        self.reasons.value = self.links.value = ""
        self.told.say("")
        units: list[tuple[str, object]] = [(_NO_UNIT, ""), *((row.unit, row.unit) for row in month.rows)]
        self._offer(self.unit, units, "")

    def _explain(self) -> None:
        if self._quiet or not self.assessment:
            return
        with self.status.reporting():
            unit = self.unit.value
            month = self.assessment.month(self.month.value)
            self.reasons.value = unit_html(month, unit) if unit else ""

    def _head(self) -> Letterhead:
        assert self.assessment
        assert self._sources
        day = self.day.value
        due = mend_by(self.assessment.latest.scheme, day, self._sources.calendar) if day else None
        return Letterhead(self.agency.value.strip(), self.addressees.value.strip() or "各有关单位", day, due)

    def export(self) -> None:
        """Write the circular, and the pages of the units where they are wanted."""
        chosen = [name for name, box in self.formats.items() if box.value]
        if not self.assessment or not chosen:
            self.told.say("请先填好数据、点“重新计算”，并勾选至少一种格式。", "bad")
            return
        self.told.say("正在生成，请稍候……")
        with self.told.reporting():
            from report_kit.widgets.publishing.panel import links_html

            month, head = self.assessment.month(self.month.value), self._head()
            told = circular(self.assessment, month, head).content
            files = {}
            for name, data in written(told, chosen).items():
                files[name] = path_of(self.made, told, name)
                write_whole(files[name], data)
            for row in month.rows if self.pages.value else ():
                page = unit_page(self.assessment, month, row.unit, head).content
                for name, data in written(page, chosen).items():
                    write_whole(path_of(self.made / "各单位", page, name), data)
            self.links.value = links_html(files)
            more = "，各单位的一页在里面的“各单位”" if self.pages.value else ""
            self.told.say(f"已生成，存放在：{self.made}{more}", "good")

    def write_problems(self) -> None:
        """Write the list of problems into the folder, for next month; one that is there is not touched."""
        if not self.assessment:
            self.told.say("请先填好数据，点“重新计算”。", "bad")
            return
        with self.told.reporting():
            month = self.assessment.month(self.month.value)
            path = self.folder / f"问题清单-{spelt(month.month)}.csv"
            if path.exists():
                self.told.say(
                    f"{path} 已经有了，里面可能填过整改情况，没有覆盖。要重新生成，请先改名或移走。", "bad"
                )
                return
            _write(path, safe_csv(problem_lines(month, self._head().due)))
            self.told.say(f"已生成 {path}。各单位改完填上整改日期，下个月自动回头看。", "good")

    def fallback(self) -> list[tuple[str, str]]:
        """Return the standing of the month when the panel was shown."""
        agency = self.agency.value or "还没有写"
        if not self.assessment:
            return [("考核", f"还没有数据。通报的落款：{agency}。")]
        month = self.assessment.month(self.month.value)
        lines = [
            f"{row.place or '—'}　{row.unit}　{row.score.total}　{row.score.grade}" for row in month.rows
        ]
        return [(f"{named(month.month)}考核", "\n".join([*lines, f"通报的落款：{agency}。"]))]


def _write(path: Path, data: bytes) -> None:
    try:
        write_durably(path, data)
    except OSError as error:
        raise WorkspaceError(
            "RK-610",
            f"文件写不进去（{reason_of(error)}）",
            where=str(path),
            remedy="请关闭正在打开这个文件的程序，检查文件夹是否有写入权限",
        ) from error


def _choice(name: str, width: str) -> widgets.Dropdown:
    return widgets.Dropdown(
        description=name, layout=widgets.Layout(width=width), style={"description_width": "3em"}
    )


def _text(name: str, value: str, width: str) -> widgets.Text:
    return widgets.Text(
        value, description=name, layout=widgets.Layout(width=width), style={"description_width": "3em"}
    )
