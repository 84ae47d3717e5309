"""``review.yaml``: what a clerk writes is checked when it is read; every mistake is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_kit.review.chain import Chain
from report_kit.review.chain_file import DEFAULT, SHIPPED, ChainError, chain_of, read_chain

TEXT = DEFAULT.read_text(encoding="utf-8")


def faults(folder: Path, text: str) -> list[str]:
    path = folder / "review.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ChainError, match="RK-701") as caught:
        chain_of(folder)
    return [str(fault) for fault in caught.value.faults]


def test_what_is_shipped() -> None:
    five, three = (read_chain(SHIPPED / name) for name in ("five_steps.yaml", "three_reviews.yaml"))
    assert [step.name for step in five.steps] == [
        "撰稿人初审",
        "股室负责人审核",
        "信息发布单位审查",
        "分管领导审核",
        "主要领导签发",
    ]
    assert [step.proof for step in three.steps] == ["一校", "二校", "", "三校"]
    assert sorted(path.name for path in SHIPPED.iterdir()) == ["five_steps.yaml", "three_reviews.yaml"]
    assert five.digest != three.digest


def test_without_a_file_it_is_the_five_steps(tmp_path: Path) -> None:
    assert chain_of(tmp_path) == chain_of(None) == read_chain(DEFAULT)


def test_comments_do_not_count(tmp_path: Path) -> None:
    (tmp_path / "review.yaml").write_text("# 我们的\n" + TEXT, encoding="utf-8")
    assert chain_of(tmp_path).digest == read_chain(DEFAULT).digest


def test_a_file_that_is_not_read(tmp_path: Path) -> None:
    assert faults(tmp_path, "") == ["文件是空的"]
    (tmp_path / "review.yaml").write_bytes("审签".encode("gbk"))
    with pytest.raises(ChainError, match="UTF-8"):
        chain_of(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("voids: all", "voids: al", "第 5 行 voids：“al”不在可写的值里：all、from_reader，是不是“all”？"),
        ("    no_errors: true", "    no_error: true", "是不是“no_errors”？"),
        ("roles: [撰稿人]", "roles: []", "不能是空的"),
        ("roles: [撰稿人]", "roles: 撰稿人", "应是一列"),
        ("verdicts: [同意]", "verdicts: [同意, 退会]", "是不是“退回”？"),
        ("verdicts: [同意]", "verdicts: [同意, 退回]", "第一步没有可退回的步骤"),
        ("verdicts: [同意]", "verdicts: [不予公开]", "要有“同意”"),
        ("id: office", "id: draft", "标识“draft”前面已经用过"),
        ("    secrecy: true\n", "", "没有一步做保密审查"),
        ("    looks_at: [事实, 数据, 依据]", "    returns_to: drafd", "是不是“draft”？"),
        ("    looks_at: [事实, 数据, 依据]", "    returns_to: chief", "应是前面某一步的标识：draft"),
        ("name: 股室负责人审核", 'name: ""', "名称不能是空的"),
        ("pass: 否}\n      - {id: work", "pass: 不}\n      - {id: work", "“不”不在可写的值里：是、否"),
        ("id: work_secret", "id: state_secret", "标识“state_secret”前面已经用过"),
        ('same_person: ""', "same_person: true", "应是文字"),
        ("    author: true", "\tauthor: true", "制表符"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert TEXT.count(old) >= 1
    found = faults(tmp_path, TEXT.replace(old, new, 1))
    assert any(said in fault for fault in found), found
    assert all(fault.startswith("第 ") for fault in found), found


def test_every_name_mistyped_is_found(tmp_path: Path) -> None:
    """Each key of the file with one character too many is told, on its line, with the name that was meant."""
    lines = TEXT.split("\n")
    tried = 0
    for number, line in enumerate(lines, 1):
        key = line.strip().removeprefix("- ").split(":")[0]
        if line.lstrip().startswith("#") or ":" not in line or "{" in key or not key:
            continue
        wrong = line.replace(f"{key}:", f"{key}x:", 1)
        found = faults(tmp_path, "\n".join([*lines[: number - 1], wrong, *lines[number:]]))
        assert any(f"第 {number} 行" in fault and f"“{key}”" in fault for fault in found), (line, found)
        tried += 1
    assert tried > 30


def test_one_may_not_let_the_writer_sign_all(tmp_path: Path) -> None:
    steps = TEXT.replace("    looks_at:", "    author: true\n    looks_at:")
    steps = steps.replace("    author: true\n    author: true\n", "    author: true\n")
    assert any("等于没有审" in fault for fault in faults(tmp_path, steps))


def test_only_optional_steps_are_no_chain(tmp_path: Path) -> None:
    found = faults(tmp_path, TEXT.replace("    looks_at:", "    optional: true\n    looks_at:"))
    assert any("至少要有一步是必须签的" in fault for fault in found)


def test_a_step_without_sections_reads_all() -> None:
    chain = Chain.model_validate(
        {"name": "x", "steps": [{"id": "a", "name": "甲", "roles": ["撰稿人"], "sections": ["overview"]}]}
    )
    (step,) = chain.steps
    assert step.reads(frozenset({"overview", "other"}))
    assert not step.reads(frozenset({"other"}))
    assert step.model_copy(update={"sections": ()}).reads(frozenset({"other"}))
