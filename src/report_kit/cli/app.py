"""The command group: commands are the modules under ``commands``, loaded when they are needed."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from pathlib import Path

import click

from report_kit import __version__
from report_kit.cli.chinese import ChineseCommand, lay_out
from report_kit.errors import UsageError

_COMMANDS = Path(__file__).with_name("commands")


class CommandGroup(ChineseCommand, click.Group):
    """A group whose commands are modules: ``commands/check.py`` defines ``command`` for ``check``.

    An underscore in a module's name is a hyphen in the command's; one behind it is there because Python has a
    use of its own for the word.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the command names, in the order of the work."""
        order = (
            "demo",
            "lab",
            "check",
            "accept",
            "fix",
            "batch",
            "import",
            "review",
            "sign",
            "people",
            "export",
            "verify",
            "audit",
            "chart",
            "ledger",
            "assess",
            "survey",
            "form",
            "dict",
            "evaluate",
            "diff-findings",
            "model",
        )
        return sorted(
            self._modules(), key=lambda name: (order.index(name) if name in order else len(order), name)
        )

    @staticmethod
    def _modules() -> dict[str, str]:
        """Return the module of each command."""
        names = [module.name for module in pkgutil.iter_modules([str(_COMMANDS)])]
        return {name.rstrip("_").replace("_", "-"): name for name in names}

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command; ``None`` when there is none of that name."""
        name = self._modules().get(cmd_name)
        if name is None:
            return None
        module = importlib.import_module(f"report_kit.cli.commands.{name}")
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command named first among ``args``; raises ``UsageError`` ``RK-602``."""
        command = self.get_command(ctx, args[0])
        if command is None:
            near = difflib.get_close_matches(args[0], self.list_commands(ctx), 1)
            raise UsageError(
                "RK-602",
                f"没有名为“{args[0]}”的命令",
                remedy=f"您要的是“{near[0]}”吗？" if near else "运行 report-kit --help 查看全部命令",
            )
        return args[0], command, args[1:]

    def sections(self, ctx: click.Context) -> list[tuple[str, list[tuple[str, str]]]]:
        """Add the commands with their one-line descriptions."""
        rows = []
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            assert command is not None
            rows.append((name, (command.help or "").strip().splitlines()[0]))
        return [("命令：", rows), *super().sections(ctx)]


def _show_version(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"report-kit {__version__}")
        ctx.exit()


@click.group(cls=CommandGroup, invoke_without_command=True)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="显示版本号后退出。",
)
@click.option("--debug", is_flag=True, help="出现内部错误时显示完整的出错信息（写在命令名之前）。")
@click.pass_context
def app(ctx: click.Context, debug: bool) -> None:
    """写作、校对和发布政府信息公开工作年度报告。"""
    if ctx.invoked_subcommand is None:
        click.echo(lay_out(app, ctx))
