"""One HTML file that needs nothing beside it: the text with the findings marked, and the list of them.

Everything can be read without the script, which only filters; the page's own security policy allows that
one script and no other source of anything, whatever the text holds.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from report_kit.cli.marked_text import escape, marked_text
from report_kit.cli.place import line_column, surroundings
from report_kit.cli.render.text import summary
from report_kit.document.omissions import omission_groups

if TYPE_CHECKING:
    from report_kit.cli.inputs import Checked
    from report_kit.document import Document
    from report_kit.proofread import Finding

_HERE = Path(__file__)


def render(checked: Iterable[Checked], colour: bool, show_accepted: bool = False) -> Iterator[str]:
    """Yield the page; ``colour`` has no meaning here.

    Accepted findings are always there, folded away unless asked for.
    """
    from report_kit import __version__
    from report_kit.document.readers.html import GENERATOR

    items = list(checked)
    style, script = (_HERE.with_suffix(suffix).read_text(encoding="utf-8") for suffix in (".css", ".js"))
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'"
    title = "校对结果" + (f"：{Path(items[0].path).name}" if len(items) == 1 else "")
    yield (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f"{GENERATOR}\n"
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
    )
    unread = sum(item.document.has_unread for item in items)
    yield from _head([finding for item in items for finding in item.findings], len(items), unread)
    for number, item in enumerate(items, 1):
        yield from _file(number, item, show_accepted)
    said = f"由 report-kit {__version__} 在本机生成，未连接网络。问题由人判断，改不改由人决定。"
    yield f"<footer>{said}</footer>\n"
    yield f"<script>{script}</script>\n</body>\n</html>\n"


def _kind(finding: Finding) -> str:
    return finding.rule.partition(".")[0]


def _head(findings: list[Finding], files: int, unread: int) -> Iterator[str]:
    """Yield the counts by kind and severity, and the filters; ``unread`` files hold what was not checked."""
    from report_kit.proofread import Severity
    from report_kit.proofread.rule_registry import FAMILY_NAMES

    by_severity = Counter(finding.severity.value for finding in findings)
    said = summary(by_severity) + (f"；{unread} 个文件里有内容没有校对" if unread else "")
    yield f"<header>\n<h1>校对结果</h1>\n<p>{files} 个文件：{said}</p>\n"
    if findings:
        both = Counter((_kind(finding), finding.severity.value) for finding in findings)
        found = {kind for kind, _ in both}
        kinds = [*(kind for kind in FAMILY_NAMES if kind in found), *sorted(found - FAMILY_NAMES.keys())]
        labels = "".join(f'<th scope="col">{severity.label}</th>' for severity in Severity)
        yield '<table class="counts">\n<thead><tr><th scope="col">种类</th>' + labels
        yield '<th scope="col">合计</th></tr></thead>\n<tbody>\n'
        for kind in kinds:
            counts = [both[kind, severity.value] for severity in Severity]
            cells = "".join(f"<td>{count or ''}</td>" for count in (*counts, sum(counts)))
            yield f'<tr><th scope="row">{escape(FAMILY_NAMES.get(kind, kind))}</th>{cells}</tr>\n'
        totals = "".join(f"<td>{by_severity[severity.value] or ''}</td>" for severity in Severity)
        totals = f'<tr><th scope="row">合计</th>{totals}<td>{len(findings)}</td></tr>'
        yield f"</tbody>\n<tfoot>{totals}</tfoot>\n</table>\n"
        yield '<form class="filters" hidden>\n<fieldset><legend>级别</legend>'
        for severity in Severity:
            if by_severity[severity.value]:
                yield _box("severity", severity.value, severity.label)
        yield "</fieldset>\n<fieldset><legend>种类</legend>"
        for kind in kinds:
            yield _box("kind", escape(kind), escape(FAMILY_NAMES.get(kind, kind)))
        yield '</fieldset>\n<button type="reset">全部显示</button> <output></output>\n</form>\n'
    yield "</header>\n"


def _box(name: str, value: str, label: str) -> str:
    return f'<label><input type="checkbox" name="{name}" value="{value}" checked> {label}</label> '


def _file(number: int, item: Checked, show_accepted: bool) -> Iterator[str]:
    counts = Counter(finding.severity.value for finding in item.findings)
    keys = [f"{number}-{n}" for n in range(1, len(item.findings) + 1)]
    said = summary(counts) + ("；有内容没有校对" if item.document.has_unread else "")
    yield f'<section class="file">\n<h2>{escape(item.path)}<small>{said}</small></h2>\n'
    if item.recognised:
        yield f'<p class="recognised">{escape(item.recognised.line)}</p>\n'
    yield '<div class="columns">\n<article class="text">\n'
    yield from marked_text(item.document, item.findings, keys)
    yield "</article>\n<aside>\n"
    if item.findings:
        yield '<ol class="list">\n'
        for key, finding in zip(keys, item.findings, strict=True):
            yield from _finding(item.document, finding, key)
        yield "</ol>\n"
    elif item.document.has_unread:
        yield '<p class="none">在读到的文字里没有发现问题。</p>\n'
    else:
        yield '<p class="none">没有发现问题。</p>\n'
    for heading, lines in omission_groups(item.document.omissions):
        yield f'<div class="left-out">\n<h3>{heading}</h3>\n<ul>\n'
        for line in lines:
            yield f"<li>{escape(line)}</li>\n"
        yield "</ul>\n</div>\n"
    if item.accepted:
        yield f'<details class="accepted"{" open" * show_accepted}>\n'
        yield f'<summary>已认可 {len(item.accepted)} 处</summary>\n<ol class="list">\n'
        for finding, acceptance in item.accepted:
            yield '<li class="finding">\n'
            yield from _body(item.document, finding, "")
            yield f'<p class="fix">认可：{escape(acceptance.said())}</p>\n</li>\n'
        yield "</ol>\n</details>\n"
    yield "</aside>\n</div>\n</section>\n"


def _finding(document: Document, finding: Finding, key: str) -> Iterator[str]:
    yield (
        f'<li class="finding {finding.severity.value}" id="f{key}" data-key="{key}" '
        f'data-kind="{escape(_kind(finding))}" data-severity="{finding.severity.value}">\n'
    )
    yield from _body(document, finding, f'<a href="#t{key}">{key.partition("-")[2]}</a> ')
    yield "</li>\n"


def _body(document: Document, finding: Finding, link: str) -> Iterator[str]:
    """Yield what is said of one finding; ``link`` leads to its place in the text."""
    from report_kit.proofread.findings.display import suggestion
    from report_kit.proofread.findings.finding import SAFETY
    from report_kit.proofread.rule_registry import FAMILY_NAMES

    kind, severity = _kind(finding), finding.severity
    line, column = line_column(document, finding)
    where = f"第 {line} 行第 {column} 字"
    if finding.cell:
        where = f"表格：{'／'.join(filter(None, finding.cell))}"
    yield (
        f'<p class="head">{link}<b>{severity.label}</b> <span>{escape(FAMILY_NAMES.get(kind, kind))}</span>'
        f" <span>{escape(where)}</span> <code>{escape(finding.rule)}</code></p>\n"
    )
    before, passage, after = surroundings(document.text, finding.start, finding.end)
    mark = f'<mark class="{severity.value}">{escape(passage) or "‸"}</mark>'
    yield f"<p><q>{escape(before)}{mark}{escape(after)}</q></p>\n<p>{escape(finding.message)}</p>\n"
    if said := suggestion(finding):
        yield f'<p class="fix">建议：{escape(said)}（{SAFETY[finding.fixes[0].safety]}）</p>\n'
    if finding.source:
        yield f'<p class="source">依据：{escape(finding.source)}</p>\n'
