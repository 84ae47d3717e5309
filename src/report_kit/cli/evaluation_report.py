"""What ``report-kit evaluate`` shows of a set's figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from report_kit.cli.grids import Grid

if TYPE_CHECKING:
    from report_kit.proofread.evaluation import Evaluation

_SCORES = (
    ("sentence_detection", "句子 检错"),
    ("sentence_correction", "句子 纠错"),
    ("character_detection", "字符 检错"),
    ("character_correction", "字符 纠错"),
)
NONE = "—"


def summary(result: Evaluation) -> str:
    """Say in a line what the set holds."""
    return f"句子 {result.sentences} 个，其中有错 {result.wrong} 个"


def grids(result: Evaluation) -> Iterator[Grid]:
    """Yield the tables that say something about this set."""
    if result.wrong:
        yield scores(result)
        yield kinds(result)
    if result.clean:
        yield alarms(result)
    if result.calibration.count:
        yield calibration(result)
        yield curve(result)


def scores(result: Evaluation) -> Grid:
    """Return precision, recall and F1."""
    rows = []
    for name, title in _SCORES:
        score = getattr(result, name)
        figures = (f"{score.precision:.1f}", f"{score.recall:.1f}", f"{score.f1:.1f}")
        rows.append((title, *figures, str(score.right), str(score.predicted), str(score.gold)))
    return Grid("准确程度（%）", ("", "准确率", "召回率", "F1", "正确", "改动", "应改"), rows)


def kinds(result: Evaluation) -> Grid:
    """Return what share of each kind of slip is pointed at, and mended."""
    from report_kit.proofread.evaluation import Kind

    found = [(kind.label, result.kinds[kind]) for kind in Kind if kind in result.kinds]
    found += [("有一处错的句子", result.one_slip), ("有几处错的句子", result.several_slips)]
    rows = [
        (label, str(one.gold), share(one.flagged, one.gold), share(one.corrected, one.gold))
        for label, one in found
        if one.gold
    ]
    return Grid(
        "各种错误（%）：“指出”是报了错误或警告，改得不对也算；“改对”是改成了应有的文字",
        ("", "处数", "指出", "改对"),
        rows,
    )


def alarms(result: Evaluation) -> Grid:
    """Return the false alarms on right sentences, by severity and upward."""
    from report_kit.proofread import Severity

    labels = {Severity.ERROR: "错误", Severity.WARNING: "错误和警告", Severity.HINT: "连同提示"}
    changed = (result.alarms, result.alarms_per_10000)
    counts = [("改动", *changed)]
    total = 0
    for severity in Severity:
        total += result.alarms_by_severity[severity]
        counts.append((labels[severity], total, result.findings_per_10000(severity)))
    rows = [(label, str(count), f"{rate:.2f}") for label, count, rate in counts]
    title = (
        f"没有错的句子 {result.clean} 个（{result.clean_characters:,} 字），被改动 {result.clean_changed} 个"
        f"（{share(result.clean_changed, result.clean)}%），"
        f"有错误或警告的 {result.clean_flagged} 个；每万字误报 {result.alarms_per_10000:.2f} 处"
    )
    return Grid(title, ("", "处数", "每万字"), rows)


def calibration(result: Evaluation) -> Grid:
    """Return confidence against the share that was right."""
    own = result.calibration
    rows = [
        (
            f"{number / 10:.1f}–{(number + 1) / 10:.1f}",
            str(one.count),
            f"{one.confidence / one.count:.2f}",
            f"{one.right / one.count:.2f}",
        )
        for number, one in enumerate(own.bins)
        if one.count
    ]
    title = f"把握是否可信：Brier {own.brier:.3f}，平均偏差（ECE）{own.expected_error:.3f}"
    return Grid(title, ("把握", "条数", "平均把握", "实际正确"), rows)


def curve(result: Evaluation) -> Grid:
    """Return sentence correction and false alarms at other thresholds."""
    rows = []
    for point in result.curve:
        figures = point.as_dict(result.wrong, result.clean, result.clean_characters)
        rows.append(
            (
                f"{point.threshold:.2f}",
                *(NONE if v is None else f"{v:.2f}" for v in list(figures.values())[1:]),
            )
        )
    return Grid(
        "若只改把握不低于此的（句子纠错，%；误报按每万字）", ("把握", "准确率", "召回率", "F1", "误报"), rows
    )


def share(part: int, whole: int) -> str:
    """Return a percentage with one decimal."""
    return f"{100 * part / whole:.1f}" if whole else NONE


def speed(result: Evaluation, memory: int | None) -> str:
    """Say how long it took and how much memory was held at most."""
    said = (
        f"用时 {result.seconds:.2f} 秒，处理器 {result.processor_seconds:.2f} 秒，"
        f"每处理器秒 {result.characters_per_second:,.0f} 字"
    )
    return said + (f"；内存最多 {memory / 1e6:.0f} MB" if memory else "")
