"""``report-kit dict``: a user's own dictionaries."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_kit.cli.chinese import ChineseCommand
from report_kit.cli.growing_file import add_line
from report_kit.errors import DataError, UsageError

if TYPE_CHECKING:
    from report_kit.proofread.dictionaries.entries import Entry
    from report_kit.proofread.dictionaries.own_entries import Wanted

_KINDS = ("spelling", "wording", "term")


@click.command(cls=ChineseCommand)
@click.argument("action", metavar="add|list", type=click.Choice(("add", "list")))
@click.argument("pair", metavar="[错 对]", nargs=-1)
@click.option("--word", "words", multiple=True, metavar="词", help="加一个自有词：其中不再报错别字。")
@click.option("--example", "wrong", multiple=True, metavar="错句", help="含有这个错误的句子；可多次使用。")
@click.option(
    "--right",
    multiple=True,
    metavar="对句",
    help="与错句逐句对应的正确句子；再往后是不该报的句子。不写时由错句改成。",
)
@click.option("--requires", default="", metavar="条件", help="满足才报，如 after:工作；用 && 连接几个。")
@click.option("--forbids", default="", metavar="条件", help="满足就不报；写法同上。")
@click.option("--note", default="", metavar="说明", help="为什么错，一句话。")
@click.option("--source", default="", metavar="依据", help="依据，如文件名称和条款。")
@click.option(
    "--kind",
    type=click.Choice(_KINDS),
    default="spelling",
    help="哪一类：spelling 错别字（默认）、wording 搭配、term 固定提法。",
)
@click.option(
    "--severity",
    type=click.Choice(("error", "warning", "hint")),
    help="级别：error 错误、warning 警告、hint 提示；不写时按“错”本身是不是一个词决定。",
)
@click.option("--dir", "folder", metavar="文件夹", help="词典所在的文件夹；不写时为工作区的 dictionaries。")
@click.option(
    "--format",
    "format_",
    type=click.Choice(("text", "json")),
    default="text",
    help="list 的输出：给人看的文本（默认）或每行一个 JSON 对象。",
)
def command(
    action: str,
    pair: tuple[str, ...],
    words: tuple[str, ...],
    wrong: tuple[str, ...],
    right: tuple[str, ...],
    requires: str,
    forbids: str,
    note: str,
    source: str,
    kind: str,
    severity: str | None,
    folder: str | None,
    format_: str,
) -> int:
    """本单位的词典：加一条（add）或列出来（list）。

    “错 对”两个词：校对时把“错”报出来，建议改成“对”；只写“错”时只提示，不给改法。
    本单位的条目优先于自带的词典和错别字检查。

    --word 加一个自有词，如地名、人名、行业用语：它里面不再报错别字。
    """
    from report_kit.proofread import Severity
    from report_kit.proofread.dictionaries.own_entries import Wanted

    if action == "list":
        if pair or words:
            raise UsageError("RK-603", "list 后面不写词", remedy="运行 report-kit dict --help 查看用法")
        return _list(folder, format_)
    if (not pair and not words) or len(pair) > 2:
        raise UsageError(
            "RK-605" if not pair else "RK-603",
            "add 后面写“错”和“对”两个词，或者用 --word 写一个自有词",
            remedy="例如：report-kit dict add 布署 部署；含空格或斜线的加引号",
        )
    target = Path(folder) if folder else _workspace_dictionaries()
    for word in words:
        _add_word(target, word.strip())
    if pair:
        wanted = Wanted(
            pair[0].strip(),
            pair[1].strip() if len(pair) > 1 else "",
            requires=requires,
            forbids=forbids,
            note=note,
            source=source,
            wrong_examples=wrong,
            right_examples=right,
            severity=Severity(severity) if severity else None,
        )
        _add_entry(target / f"{kind}.tsv", kind, wanted)
    return 0


def _workspace_dictionaries() -> Path:
    """Return the folder of dictionaries of the workspace one is in, where ``check`` looks first."""
    from report_kit.settings import find_settings

    settings = find_settings(Path.cwd())
    if settings.folder or not settings.base:
        return settings.folder or Path("dictionaries")
    here = Path("dictionaries")
    return here if settings.base == Path.cwd() else settings.base / here


def _add_entry(path: Path, kind: str, wanted: Wanted) -> None:
    from report_kit.proofread.dictionaries.entries import read_entries
    from report_kit.proofread.dictionaries.lexicon import lexicon
    from report_kit.proofread.dictionaries.own_entries import HEADER, try_row

    row = wanted.row()
    entry = try_row(row)
    own = read_entries(path) if path.exists() else []
    same = next((e for e in own if (e.wrong, e.requires, e.forbids) == _key(entry)), None)
    if same is not None:
        raise DataError(
            "RK-315",
            f"这一条没有加入词典：“{wanted.wrong}”已经有了（{same.where}）",
            where=str(path),
            remedy="要改它，用记事本或 Excel 打开这个文件改那一行",
        )
    add_line(path, row, HEADER)
    change = f"→“{wanted.right}”" if wanted.right else "（只提示）"
    click.echo(f"已加入 {path}：“{wanted.wrong}”{change}，级别：{entry.severity.label}")
    if wanted.is_ordinary and not wanted.requires:
        click.echo(
            f"注意：“{wanted.wrong}”本身是一个常用词，正确的文字里也会出现，那里也会报。"
            "只在某些前后文里才错的，请用 --requires 写明条件。"
        )
    if any(wanted.wrong == shipped.wrong for shipped in lexicon(kind).entries):
        click.echo(f"自带的词典里也有“{wanted.wrong}”，今后用您的这一条。")


def _key(entry: Entry) -> tuple[str, object, object]:
    return entry.wrong, entry.requires, entry.forbids


def _add_word(folder: Path, word: str) -> None:
    from report_kit.proofread.dictionaries.own import WORDS
    from report_kit.proofread.dictionaries.own_words import check_word, read_words

    path = folder / WORDS
    try:
        check_word(word)
    except ValueError as error:
        raise DataError(
            "RK-315", f"这个词没有加入词典：{error}", remedy="每次写一个词；几个词就写几个 --word"
        ) from None
    if path.exists() and word in read_words(path):
        click.echo(f"{path} 里已经有“{word}”。")
        return
    add_line(path, word, "# 自有词，一行一个；其中不再报错别字")
    click.echo(f"已加入 {path}：自有词“{word}”")


def _list(folder: str | None, format_: str) -> int:
    from report_kit.proofread.dictionaries.entries import read_entries
    from report_kit.proofread.dictionaries.own import WORDS, required_folders
    from report_kit.proofread.dictionaries.own_words import read_words
    from report_kit.proofread.rule_registry import dictionary_names
    from report_kit.settings import find_settings, own_dictionaries

    folders = required_folders([folder]) if folder else own_dictionaries(find_settings(Path.cwd()))
    records: list[dict[str, str]] = []
    for place in folders:
        for kind in dictionary_names():
            path = place / f"{kind}.tsv"
            for entry in read_entries(path) if path.exists() else ():
                records.append(
                    {
                        "kind": kind,
                        "wrong": entry.wrong,
                        "right": entry.right,
                        "severity": entry.severity.value,
                        "note": entry.note,
                        "source": entry.source,
                        "where": f"{place / entry.where}",
                    }
                )
        path = place / WORDS
        words = sorted(read_words(path)) if path.exists() else ()
        records += [{"kind": "word", "word": word, "where": str(path)} for word in words]
    if format_ == "json":
        for record in records:
            click.echo(json.dumps(record, ensure_ascii=False))
        return 0
    _show(folders, records)
    return 0


def _show(folders: tuple[Path, ...], records: list[dict[str, str]]) -> None:
    from report_kit.proofread.dictionaries.own import FOLDER, WORDS, config_folder
    from report_kit.proofread.rule_registry import dictionary_names, own_tables

    if not folders:
        click.echo("还没有本单位的词典。用 report-kit dict add 加第一条。")
        click.echo("词典放在工作区（当前文件夹）的 dictionaries 里，只在这里用；")
        click.echo(f"要到处都用，加的时候写 --dir {config_folder() / FOLDER}")
        return
    known = {
        *(f"{name}.tsv" for name in (*dictionary_names(), *(table.name for table in own_tables()))),
        WORDS,
    }
    for folder in folders:
        own = [record for record in records if Path(record["where"]).parent == folder]
        words = [record["word"] for record in own if record["kind"] == "word"]
        click.echo(f"{folder}：{len(own) - len(words)} 条，自有词 {len(words)} 个")
        for record in own:
            if record["kind"] != "word":
                right = f"→ {record['right']}" if record["right"] else "（只提示）"
                click.echo(f"  {record['wrong']} {right}  {record['note']}（{Path(record['where']).name}）")
        if words:
            click.echo(f"  自有词：{'、'.join(words)}")
        unused = sorted(p.name for p in folder.glob("*.t[sx][vt]") if p.name not in known)
        if unused:
            click.echo(f"  没有用到的文件：{'、'.join(unused)}（词典只有 {'、'.join(sorted(known))}）")
