"""Make ``docs/规则.md``: every rule with what it finds, why, on what authority, and an example.

``build_rule_page.py`` writes the page, ``build_rule_page.py --check`` says whether it is up to date.
"""

from __future__ import annotations

import argparse
import re
import sys
from itertools import groupby
from pathlib import Path

from report_kit.forms.catalogue import known_forms
from report_kit.proofread.checking.rule import Rule, Wrong
from report_kit.proofread.rule_registry import FAMILIES, FAMILY_NAMES, all_rules

PAGE = Path(__file__).resolve().parents[1] / "docs" / "规则.md"
_HEAD = """# 规则

本页由 `python tools/build_rule_page.py` 根据规则的说明生成，请不要手改；改了规则的说明以后重新生成。

每条规则有编号，`report-kit check --select 编号` 只用这条规则，`--ignore 编号` 不用它；
也可以写类别（编号的前一半）。
严重程度：**错误**必须改正，**警告**请核对，**提示**供参考；同一条规则对不同的情况可能有不同的程度。
新规则先**试用**：只作提示，改法只供参考；在大量正确的公文上看过结果以后才转正。
写明“只用于”的规则，遇到别种报告不出声。
"""


def page() -> str:
    """Return the page as text."""
    parts = [_HEAD]
    rules = sorted(all_rules(), key=lambda rule: (FAMILIES.index(rule.id.split(".")[0]), rule.id))
    for family, members in groupby(rules, key=lambda rule: rule.id.split(".")[0]):
        parts.append(f"## {FAMILY_NAMES[family]}（{family}）\n")
        parts += [_entry(rule) for rule in members]
    return "\n".join(parts).rstrip() + "\n"


def _entry(rule: Rule) -> str:
    title, *rest = [line.strip() for line in (rule.__doc__ or "").strip().splitlines() if line.strip()]
    body: list[str] = []
    for line in rest:
        if re.match(r"(?:什么|为什么|依据)：", line) or not body:
            body.append(line)
        else:
            body[-1] += line
    lines = [f"### {rule.id}　{title.rstrip('。')}", "", f"程度：{_standing(rule)}", ""]
    lines += [f"- **{head}**：{text}" for head, _, text in (line.partition("：") for line in body)]
    example = next((e for e in rule.examples() if isinstance(e, Wrong)), None)
    if example:
        lines += ["", *_example(example)]
    return "\n".join([*lines, ""])


def _standing(rule: Rule) -> str:
    """Return how severe a rule is, whether it is still being tried, and for which reports it is."""
    kinds = dict.fromkeys(form.name for form in known_forms() if form.kin in rule.forms)
    severity = "提示（试用中，原定为" + rule.severity.label + "）" if rule.preview else rule.severity.label
    return severity + (f"　只用于：{'、'.join(kinds)}" if kinds else "")


def _example(example: Wrong) -> list[str]:
    """Return the example's line of the mistake, and that line mended."""
    at = example.text.find(example.at)
    shown = [f"> 错：{_line(example.text, at)}"]
    if example.fixed is not None:
        same = next(
            (i for i, (a, b) in enumerate(zip(example.text, example.fixed, strict=False)) if a != b),
            min(len(example.text), len(example.fixed)) - 1,
        )
        shown += [">", f"> 对：{_line(example.fixed, max(same, 0))}"]
    return shown


def _line(text: str, at: int) -> str:
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", max(at, start))
    line = text[start : len(text) if end < 0 else end].replace("\t", "　") or "（空行）"
    return re.sub(r"([*_<>`|\[\]])", r"\\\1", line)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--check", action="store_true", help="only say whether the page is up to date")
    if parser.parse_args().check:
        current = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
        return 0 if current == page() else 1
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
