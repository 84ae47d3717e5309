"""A whole batch: resumed, compared with an earlier one, summed up; and its progress."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from filelock import FileLock

from report_kit.batch import Profile, Stats, check_shard
from report_kit.batch.compare import NAME, compare
from report_kit.batch.engines import Done, Job, open_engine
from report_kit.batch.progress import Progress, spoken
from report_kit.batch.run import Batch, read_result, run_batch
from report_kit.errors import InputError, UsageError
from tests.batch.conftest import NO_DAY, RIGHT
from tests.cli.conftest import Cli, files

QUICK = Profile(select=("date", "privacy"), no_config=True)
PHONE = "联系人王小明，身份证号码11010119900307803X，请联系。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inputs = tmp_path / "in"
    for name, text in {"甲镇/一.txt": NO_DAY, "甲镇/二.txt": RIGHT, "乙镇/三.txt": f"会议于{NO_DAY}"}.items():
        (inputs / name).parent.mkdir(parents=True, exist_ok=True)
        (inputs / name).write_text(text, encoding="utf-8")
    return inputs


def run(folder: Path, output: Path, **more: Any) -> Any:
    return run_batch(Batch([str(folder)], output, QUICK, size=1, **more), Progress())


def test_results_lie_in_one_folder_with_a_manifest(folder: Path, tmp_path: Path, here: list[str]) -> None:
    result = run(folder, tmp_path / "out")
    assert (result.stats.documents, result.stats.errors) == (3, 2)
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["complete"]
    assert set(manifest["versions"]) == {"kit", "rules", "dictionaries", "model"}
    assert set(manifest["files"]) == {path.name for path in (tmp_path / "out").glob("*.parquet")}
    assert read_result(tmp_path / "out").stats == Stats(**manifest["stats"])


def test_only_what_changed_is_done_again(folder: Path, tmp_path: Path, here: list[str]) -> None:
    run(folder, tmp_path / "out")
    assert len(here) == 3
    assert run(folder, tmp_path / "out").stats.skipped == 3
    assert len(here) == 3
    (folder / "甲镇" / "二.txt").write_text(f"{NO_DAY}又", encoding="utf-8")
    (folder / "乙镇" / "三.txt").unlink()
    result = run(folder, tmp_path / "out")
    assert here[3:] == ["甲镇/二.txt"]
    assert (result.stats.documents, result.stats.errors) == (2, 2)
    # What belongs to the batch no longer is gone.
    assert len(list((tmp_path / "out").glob("documents-*.parquet"))) == 2
    assert len(list((tmp_path / "out" / "plan").iterdir())) == 2


def test_a_batch_stopped_half_way_goes_on(
    folder: Path, tmp_path: Path, here: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine("processes")
    whole = engine.run

    def half(job: Job) -> Any:
        for shard in job.shards[:2]:
            yield Done(shard, check_shard(shard, job.output, job.profile))
        raise KeyboardInterrupt

    monkeypatch.setattr(engine, "run", half)
    with pytest.raises(KeyboardInterrupt):
        run(folder, tmp_path / "out")
    with pytest.raises(UsageError, match="RK-668"):
        read_result(tmp_path / "out")
    monkeypatch.setattr(engine, "run", whole)
    result = run(folder, tmp_path / "out")
    assert (result.stats.documents, result.stats.skipped) == (3, 2)
    assert sorted(here) == ["乙镇/三.txt", "甲镇/一.txt", "甲镇/二.txt"]


def test_a_shard_an_engine_forgets_is_told(
    folder: Path, tmp_path: Path, here: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def forgetful(job: Job) -> Any:
        for shard in job.shards[1:]:
            yield Done(shard, check_shard(shard, job.output, job.profile))

    monkeypatch.setattr(open_engine("processes"), "run", forgetful)
    (error,) = run(folder, tmp_path / "out").errors
    assert error.code == "RK-664"
    with pytest.raises(UsageError, match="RK-668"):
        read_result(tmp_path / "out")


def test_other_folders_and_other_runs_are_left_alone(folder: Path, tmp_path: Path, here: list[str]) -> None:
    (tmp_path / "别的").mkdir()
    (tmp_path / "别的" / "账.txt").write_text("x")
    with pytest.raises(UsageError, match="RK-666"):
        run(folder, tmp_path / "别的")
    assert files(tmp_path / "别的") == {"账.txt"}
    run(folder, tmp_path / "out")
    with FileLock(tmp_path / "out" / ".lock"), pytest.raises(UsageError, match="RK-666"):
        run(folder, tmp_path / "out")
    (tmp_path / "空").mkdir()
    with pytest.raises(InputError, match="RK-669"):
        run(tmp_path / "空", tmp_path / "out2")


def test_results_inside_the_input_are_no_input(folder: Path, here: list[str]) -> None:
    assert run(folder, folder / "结果").stats.documents == 3
    assert run(folder, folder / "结果").stats.documents == 3
    assert run(folder, folder / "结果2").stats.documents == 3


def states(folder: Path) -> dict[tuple[str, str], str]:
    rows = pq.read_table(folder / NAME).to_pylist()
    return {(row["document"], row["text"]): row["state"] for row in rows}


def test_new_open_settled_come_back(folder: Path, tmp_path: Path, here: list[str]) -> None:
    first = run(folder, tmp_path / "1")
    (folder / "甲镇" / "一.txt").write_text(RIGHT, encoding="utf-8")
    (folder / "甲镇" / "二.txt").write_text(f"{RIGHT}\n2023年4月31日印发。", encoding="utf-8")
    (folder / "乙镇" / "三.txt").write_text(f"前面多了一段。\n会议于{NO_DAY}", encoding="utf-8")
    second = run(folder, tmp_path / "2")
    counts = compare(first, second).counts
    assert counts == {"new": 1, "open": 1, "settled": 1, "back": 0, "unknown": 0}
    assert states(tmp_path / "2") == {
        ("甲镇/一.txt", "2024年2月30日"): "settled",
        ("甲镇/二.txt", "2023年4月31日"): "new",
        ("乙镇/三.txt", "2024年2月30日"): "open",
    }
    # Settled, and gone from the input: it cannot be said to be settled.
    (folder / "乙镇" / "三.txt").unlink()
    third = run(folder, tmp_path / "3")
    assert compare(second, third).counts == {"new": 0, "open": 1, "settled": 0, "back": 0, "unknown": 1}
    (folder / "甲镇" / "一.txt").write_text(NO_DAY, encoding="utf-8")
    (folder / "乙镇" / "三.txt").write_text(f"会议于{NO_DAY}", encoding="utf-8")
    fourth = run(folder, tmp_path / "4")
    assert compare(third, fourth).counts == {"new": 0, "open": 2, "settled": 0, "back": 1, "unknown": 0}
    assert states(tmp_path / "4")["甲镇/一.txt", "2024年2月30日"] == "back"


def test_comparing_in_parts_gives_the_same(
    folder: Path, tmp_path: Path, here: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run(folder, tmp_path / "1")
    (folder / "甲镇" / "一.txt").write_text(RIGHT, encoding="utf-8")
    second = run(folder, tmp_path / "2")
    counts, listed = compare(first, second).counts, states(tmp_path / "2")
    monkeypatch.setattr("report_kit.batch.compare._TOGETHER", 1)
    assert compare(first, second).counts == counts
    assert states(tmp_path / "2") == listed


def test_the_command(folder: Path, tmp_path: Path, here: list[str], cli: Cli) -> None:
    (folder / "甲镇" / "私.txt").write_text(PHONE, encoding="utf-8")
    (folder / "乙镇" / "坏.pdf").write_bytes(b"%PDF-1.7")
    (folder / "乙镇" / "=1+1.txt").write_text(f"=1+1 {NO_DAY}<script>alert(1)</script>", encoding="utf-8")
    options = ("--select", "date,privacy", "--no-config", "--workers", "1")
    result = cli("batch", str(folder), "--output", "out", *options)
    assert result.code == 2
    assert "未能校对 1 份" in result.out
    assert cli("batch", str(folder), "--output", "out", *options, "--allow-failed", "1").code == 1
    high = ("--allow-failed", "1", "--threshold", "9999")
    assert cli("batch", str(folder), "--output", "out", *options, *high).code == 0
    page = (tmp_path / "out" / "summary.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "11010119900307803X" not in page
    assert "（不显示）" in page
    assert "RK-109" in page
    assert "乙镇" in page
    book = openpyxl.load_workbook(tmp_path / "out" / "summary.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not any(cell.data_type == "f" for cell in cells)
    assert not any("11010119900307803X" in str(cell.value) for cell in cells)
    assert any("=1+1.txt" in str(cell.value) for cell in cells)
    assert book.sheetnames == ["汇总", "单位", "规则", "文件", "问题"]
    again = cli("batch", str(folder), "--output", "out2", *options, *high, "--since", "out")
    assert again.code == 0
    assert "新出现 0 处，仍未改 4 处" in again.out
    assert "与上一次比较" in openpyxl.load_workbook(tmp_path / "out2" / "summary.xlsx").sheetnames
    sampled = cli("batch", str(folder), "--output", "out3", *options, *high, "--sample", "2")
    assert "未能校对" in sampled.out
    assert read_result(Path("out3")).stats.documents == 2


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--select", "没有"), "RK-601"),
        (("--form", "没有"), "RK-201"),
        (("--since", "没有"), "RK-668"),
        (("--config", "没有.toml"), "RK-34"),
        (("--dictionaries", "没有"), "RK-314"),
        (("--memory", "1"), "RK-606"),
        (("--engine", "ray"), "RK-606"),
    ],
)
def test_what_cannot_be_run_is_told_first(
    folder: Path, tmp_path: Path, cli: Cli, options: tuple[str, ...], code: str
) -> None:
    result = cli("batch", str(folder), "--output", "out", *options)
    assert result.code == 2
    assert code in result.err
    assert not list(tmp_path.glob("out/*.parquet"))


def test_a_missing_package_is_told(cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    result = cli("batch", str(folder), "--output", "out")
    assert result.code == 2
    assert "RK-661" in result.err
    assert 'pip install "report-kit[batch]"' in result.err


def test_progress_says_done_rate_time_left_and_failures() -> None:
    now, said = [0.0], []
    progress = Progress(lambda line, last: said.append((line, last)), every=10.0, clock=lambda: now[0])
    progress.begin(1000)
    progress.shard(Stats(documents=100, skipped=100), told=True)
    for number in range(100):
        now[0] += 0.5
        progress.one(number % 50 != 0)
    assert said[0] == (
        "已完成 120/1000 份（12.0%），每秒 2.0 份，约剩 7 分钟，上次已做 100 份，未能校对 1 份",
        False,
    )
    assert len(said) == 5
    progress.end()
    assert said[-1][1]
    assert said[-1][0].startswith("已完成 200/1000 份（20.0%），每秒 2.0 份，约剩 7 分钟")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "1 秒"),
        (59, "59 秒"),
        (600, "10 分钟"),
        (3600, "1 小时"),
        (9000, "2 小时 30 分"),
        (9e5, "10 天"),
    ],
)
def test_lengths_of_time(seconds: float, words: str) -> None:
    assert spoken(seconds) == words
