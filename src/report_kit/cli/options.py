"""Options that several commands share, and what they mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from report_kit.document import Document
    from report_kit.proofread import Context

Command = TypeVar("Command", bound=Callable[..., Any])


def _known_level(_ctx: click.Context, _parameter: click.Parameter, level: str | None) -> str | None:
    from report_kit.forms.agency import LEVELS

    if level is not None and level not in LEVELS:
        raise click.BadParameter(f"没有“{level}”这个层级，可写：{'、'.join(LEVELS)}")
    return level


def context_options(command: Command) -> Command:
    """Add ``--agency --level --year``: what is known of the text's origin."""
    for option in (
        click.option("--year", type=click.IntRange(1949, 2100), metavar="年份", help="报告年度，如 2024。"),
        click.option(
            "--level",
            metavar="层级",
            callback=_known_level,
            help="机关层级：乡、镇、街道、县、区、市、局等。",
        ),
        click.option("--agency", metavar="机关", help="机关全称，如“某县某乡人民政府”。"),
    ):
        command = option(command)
    return command


def rule_options(command: Command) -> Command:
    """Add ``--select --ignore``: which rules run."""
    for option in (
        click.option("--ignore", multiple=True, metavar="规则", help="不用这些规则；写法同 --select。"),
        click.option(
            "--select",
            multiple=True,
            metavar="规则",
            help="只用这些规则：规则编号（spelling.dictionary）或类别（spelling），可用逗号隔开或多次使用。",
        ),
    ):
        command = option(command)
    return command


def dictionary_option(command: Command) -> Command:
    """Add ``--dictionaries``: the user's own dictionaries."""
    return click.option(
        "--dictionaries",
        multiple=True,
        metavar="文件夹",
        help="本单位词典所在的文件夹，可多次使用；不写时用工作区的 dictionaries 和用户配置文件夹里的。",
    )(command)


def engine_option(command: Command) -> Command:
    """Add ``--engine``: which correction engines are asked as well."""
    return click.option(
        "--engine",
        "engines",
        multiple=True,
        metavar="引擎",
        help="另外采用的纠错引擎：名称，或 名称=模型的位置；可多次使用，默认不用。见 docs/引擎.md。",
    )(command)


def config_options(command: Command) -> Command:
    """Add ``--config --no-config``: which file of settings holds."""
    for option in (
        click.option("--no-config", is_flag=True, help="不用配置文件。"),
        click.option(
            "--config",
            metavar="文件",
            help="用这个配置文件；不写时用文件所在文件夹或上级文件夹里最近的 report-kit.toml。",
        ),
    ):
        command = option(command)
    return command


def form_option(command: Command) -> Command:
    """Add ``--form``: what kind of report it is."""
    return click.option(
        "--form",
        metavar="格式",
        help="是哪一种报告：annual 为政府信息公开工作年度报告，其他见 report-kit form list；不写时自动识别。",
    )(command)


def report_options(command: Command) -> Command:
    """Add ``--form --previous``: what a report is held against."""
    previous = click.option(
        "--previous",
        metavar="文件",
        help="上一年度的报告；给出时核对结转、现行有效件数和沿用的文字。",
    )
    return form_option(previous(command))


def setup_options(command: Command) -> Command:
    """Add all options that say with what a text is checked: the fields of ``setups.Choices``."""
    for add in (context_options, config_options, engine_option, dictionary_option, rule_options):
        command = add(command)
    return command


def names(values: tuple[str, ...]) -> list[str]:
    """Split ``--select a,b --select c`` into names."""
    return [name.strip() for value in values for name in value.replace("，", ",").split(",") if name.strip()]


def check_form(form: str | None, year: int | None) -> None:
    """Refuse a form that is not there, or that no report about ``year`` can be of.

    Raises:
        ReportError: ``RK-201``: no such form; ``RK-202``: not for this year.
        DataError: ``RK-301``: the form's file has faults.
    """
    if form:
        from report_kit.forms.catalogue import form_for_year, forms_named

        found = forms_named(form)
        if year is not None:
            form_for_year(year, form=found[0].id)


def with_previous(context: Context, path: str | None, form: str | None = None) -> Context:
    """Return the context with last year's report, read from ``path``; ``form`` is that of this year's.

    A text that names no year of its own is taken to be of the year before the one given.

    Raises:
        ReportError: ``RK-207``: the file is no such report; ``RK-211``: it is of another year.
        InputError: the file can not be read.
    """
    if path is None:
        return context
    from report_kit.document import open_document
    from report_kit.errors import ReportError
    from report_kit.forms.catalogue import forms_named
    from report_kit.forms.report import Report

    document = open_document(Path(path))
    # Of the same family: last year's form may have been an older one.
    family = forms_named(form)[0].kin if form else ""
    year, agency, level = context.year, context.agency or "", context.level or ""
    try:
        last = Report.from_document(document, agency, level, form=family)
    except ReportError:
        if year is None:
            raise
        last = Report.from_document(document, agency, level, year - 1, family)
    if year is not None and last.year != year - 1:
        raise ReportError(
            "RK-211",
            f"--previous 应是 {year - 1} 年度的报告，给出的是 {last.year} 年度的",
            where=path,
            remedy="请给出上一年度的报告，或改正 --year",
        )
    return replace(context, previous=last)


def of_one_family(context: Context, document: Document) -> None:
    """Refuse last year's report when it is of another kind than the one in ``document``.

    Raises:
        ReportError: ``RK-214``.
    """
    if context.previous is None:
        return
    from report_kit.errors import ReportError
    from report_kit.forms.locate import locate

    last = context.previous.spec
    if context.report:
        form = context.report.spec
    else:
        located = locate(document, year=context.year)
        if located.form is None or not located.is_report:
            return
        form = located.form
    if form.kin != last.kin:
        raise ReportError(
            "RK-214",
            f"--previous 给出的是{last.name}，要校对的是{form.name}，不是同一种报告",
            where=document.path,
            remedy="请给出同一种报告的上一年度报告；几种报告分开校对",
        )


def of_form(context: Context, document: Document, form: str | None) -> Context:
    """Return the context with the report that ``document`` must hold when ``--form`` says so.

    Raises:
        ReportError: ``RK-201``, ``RK-202``: no such form, or not for that year; ``RK-207``: the document is
            no such report.
    """
    if form is None:
        return context
    from report_kit.forms.report import Report

    report = Report.from_document(document, context.agency or "", context.level or "", context.year, form)
    return replace(context, report=report)
