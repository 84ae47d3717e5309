"""Click in Chinese: help pages and usage messages, whatever the click version and the locale."""

from __future__ import annotations

import re
import shutil

import click

from report_kit.cli.width import columns, pad, wrap
from report_kit.errors import UsageError

_WIDTH = 100


class ChineseCommand(click.Command):
    """A command whose help page is in Chinese and laid out by display width."""

    def get_help(self, ctx: click.Context) -> str:
        """Return the help page."""
        return lay_out(self, ctx)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option ``--help`` with a Chinese description."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示本说明后退出。"
        return option

    def sections(self, ctx: click.Context) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return the titled tables of the help page: the options."""
        options = (parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option))
        records = (option.get_help_record(ctx) for option in options)
        # click adds remarks of its own in English after two spaces: “  [1<=x<=5]”.
        return [
            ("选项：", [(names, re.sub(r"  \[.*\]$", "", text)) for names, text in filter(None, records)])
        ]


def lay_out(command: ChineseCommand, ctx: click.Context) -> str:
    """Return the help page of ``command``."""
    width = min(_WIDTH, shutil.get_terminal_size((_WIDTH, 24)).columns)
    usage = " ".join([ctx.command_path, *_usage(command, ctx)])
    lines = [f"用法：{usage}", ""]
    for paragraph in re.split(r"\n\s*\n", (command.help or "").strip()):
        lines += [*wrap("".join(row.strip() for row in paragraph.splitlines()), width), ""]
    for title, table in command.sections(ctx):
        lines.append(title)
        column = min(34, max(columns(name) for name, _ in table) + 4)
        for name, text in table:
            first, *rest = wrap(text, width - column) or [""]
            head = pad(f"  {name}", column)
            lines += [head + first] if columns(head) <= column else [head, " " * column + first]
            lines += [" " * column + line for line in rest]
        lines.append("")
    return "\n".join(lines).rstrip()


def _usage(command: click.Command, ctx: click.Context) -> list[str]:
    """Return what follows the command's name in the usage line."""
    pieces = ["[选项]"]
    for parameter in command.get_params(ctx):
        if isinstance(parameter, click.Argument):
            pieces.append(parameter.make_metavar(ctx))
    return [*pieces, "命令 [参数]..."] if isinstance(command, click.Group) else pieces


def explain(error: click.ClickException) -> UsageError:
    """Turn click's own error into a coded one in Chinese."""
    if isinstance(error, click.UsageError):
        remedy = (
            f"运行 {error.ctx.command_path} --help 查看用法"
            if error.ctx
            else "运行 report-kit --help 查看用法"
        )
        return UsageError(*_explained(error), remedy=remedy)
    return UsageError(
        "RK-603", f"命令的参数有误（{error.format_message()}）", remedy="运行 report-kit --help 查看用法"
    )


def _explained(error: click.UsageError) -> tuple[str, str]:
    if isinstance(error, click.NoSuchOption):
        near = f"，是否为 {'、'.join(error.possibilities)}" if error.possibilities else ""
        return "RK-604", f"没有名为“{error.option_name}”的选项{near}"
    if isinstance(error, click.MissingParameter):
        return "RK-605", f"缺少参数“{_name(error)}”"
    if isinstance(error, click.BadParameter):
        return "RK-606", f"“{_name(error)}”的值{_bad_value(error)}"
    if isinstance(error, click.BadOptionUsage):
        takes = "不接受值" if "not take" in error.message else "后面要写它的值"
        return "RK-607", f"选项“{error.option_name}”{takes}"
    extra = re.search(r"\((.*)\)", error.message)
    return "RK-603", f"多余的参数“{extra.group(1)}”" if extra else "命令的参数有误"


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return "参数"
    if isinstance(error.param, click.Option):
        return " / ".join(error.param.opts)
    assert error.ctx is not None
    return error.param.make_metavar(error.ctx).strip("[].")


def _bad_value(error: click.BadParameter) -> str:
    kind = error.param.type if error.param is not None else None
    quoted = re.match(r"'([^']*)'|(-?[\d.]+) ", error.message)
    value = f"“{quoted.group(1) or quoted.group(2)}”" if quoted else ""
    if isinstance(kind, click.Choice):
        return f"{value}不在可选值之内，可选：{'、'.join(map(str, kind.choices))}"
    if isinstance(kind, click.IntRange):
        low, high = kind.min, kind.max
        return (
            f"{value}不对，应为 {low} 到 {high} 之间的整数"
            if high is not None
            else f"{value}不对，应为不小于 {low} 的整数"
        )
    return (
        f"{value}应为整数"
        if isinstance(kind, click.types.IntParamType)
        else f"{value}不能用（{error.message}）"
    )
