"""Write the results down as a Markdown page."""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
from collections.abc import Iterator
from pathlib import Path

from accuracy import first_shot
from accuracy.results import Results
from accuracy.sets import CLEAN, PUBLIC
from accuracy.speed import machine
from report_kit import __version__
from report_kit.cli import evaluation_report as report
from report_kit.cli.grids import Grid
from report_kit.proofread import Severity
from report_kit.proofread.evaluation import Evaluation, Kind
from report_kit.proofread.evaluation.scores import per_10000
from report_kit.proofread.speller import DATA, shipped_speller, thresholds

NONE = report.NONE
_SLIPS = {
    "word_same_sound": "整词同音",
    "word_near_sound": "整词近音",
    "character_same_sound": "单字同音",
    "character_near_sound": "单字近音",
    "shape": "形近",
    "dropped": "漏字",
    "doubled": "重字、重词",
    "swapped": "颠倒",
    "extra": "多字",
}


def page(results: Results, bench: Path) -> str:
    """Return the page."""
    sections = (
        _head(results),
        first_shot.section(),
        _public(results),
        _crossed(results),
        _alarms(results),
        _kinds(results),
        _calibration(results),
        _speed(results),
        _side_by_side(results),
        _what_was_measured(bench),
        _summary(results),
    )
    return "\n\n".join(piece for section in sections for piece in section).rstrip() + "\n"


def _head(results: Results) -> Iterator[str]:
    yield "# 准确程度"
    yield (
        "本页由 `python tools/measure_accuracy.py` 一次运行写成，数字不是手填的"
        "（首次测量一节除外，见那里的说明）；换了数据或规则后重新运行。"
        "校对用随附的数据和界限，启用 `spelling`、`wording` 两类规则，计入“错误”和“警告”两级的改法；"
        "各项的算法见[命令](命令.md)的 `report-kit evaluate`。"
    )
    if results.most is not None:
        yield f"**试运行：每个集合只量了前 {results.most} 句，数字不作数。**"
    yield _bullets(
        "“参与训练”一列说明本工具的哪一部分见过这个集合。见过的集合，产品的数字偏高，应看“交叉验证”一节；"
        "判别器只学数值特征，没有从这些集合里收集词语或错字。",
        "公开集合里每三句左右就有一句有错，公文里大约每几千字才有一处：一般使用时的误报看“误报”一节。",
    )


def _public(results: Results) -> Iterator[str]:
    yield "## 公开集合"
    rows, characters = [], []
    for own, result in results.public:
        title = (own.title, own.trained or "没有", f"{result.sentences}（{result.wrong}）")
        if not own.quotable:
            rows.append((*title, *("见下节",) * 6, NONE, NONE))
            continue
        right = report.share(result.clean_changed, result.clean)
        flagged = report.share(result.flagged.flagged, result.flagged.gold)
        detection, correction = result.sentence_detection, result.sentence_correction
        rows.append((*title, *_prf(detection), *_prf(correction), flagged, right))
        characters.append((own.title, *_prf(result.character_detection), *_prf(result.character_correction)))
    yield "句子级（%）。“指出”：有错的句子里报了这一处的；“误改”：没有错的句子里被改动的。"
    head = ("集合", "参与训练", "句数（有错）", "检错 P", "R", "F1", "纠错 P", "R", "F1", "指出", "误改")
    yield Grid("", head, rows).markdown_rows()
    yield "字符级（%）。"
    yield Grid("", ("集合", "检错 P", "R", "F1", "纠错 P", "R", "F1"), characters).markdown_rows()


def _prf(score: object) -> tuple[str, str, str]:
    return tuple(f"{getattr(score, name):.1f}" for name in ("precision", "recall", "f1"))  # type: ignore[return-value]


def _crossed(results: Results) -> Iterator[str]:
    yield "## 交叉验证"
    yield (
        "判别器的权重用到了上面注明的几个集合。这里每一句都由没有用它训练的判别器来判：集合分成五份，轮流留出一份；"
        "ECSpell 公文集里同一句话带着几种错误反复出现，有十个字相同的句子划在同一份里。"
        "句子纠错（%），只算错别字检查，不算词典。"
    )
    if not results.crossed:
        yield "这次运行没有给出交叉验证的结果（`--cross-validated`）。"
        return
    titles = {own.name: own.title for own in PUBLIC if own.name}
    rows = [
        (titles[row.name], f"{row.threshold:.2f}", *(f"{v:.1f}" for v in (row.precision, row.recall, row.f1)))
        for row in results.crossed
        if row.name in titles
    ]
    yield Grid("", ("集合", "概率不低于", "准确率", "召回率", "F1"), rows).markdown_rows()


def _alarms(results: Results) -> Iterator[str]:
    yield "## 误报"
    yield (
        "没有错的文字里报了多少处，按每一万字计。留出的公文段落（政府工作报告、国务院文件）没有训练过本工具的任何部分，逐段校对；"
        "其中的误报有些其实是原文的错字。"
    )
    rows = [_alarm_row("留出的公文段落", "没有", results.clean)]
    rows.append(_alarm_row(CLEAN.title, CLEAN.trained, results.clean_public))
    for own, result in results.public:
        if own.quotable and result.clean_characters >= 10_000:
            rows.append(_alarm_row(f"{own.title}：没有错的句子", own.trained or "没有", result))
    head = ("文字", "参与训练", "字数", "错误", "错误和警告", "连同提示", "被改动", "有改动的句（段）%")
    yield Grid("", head, rows).markdown_rows()
    yield "其中碰到专名的（上面这些没有错的句子合在一起；错误和警告，按每一万字专名计）："
    names = results.names
    rows = [
        (
            kind,
            f"{names.count[kind]:,}",
            f"{names.characters[kind]:,}",
            str(names.alarms[kind]),
            f"{per_10000(names.alarms[kind], names.characters[kind]):.2f}",
        )
        for kind in names.count
    ]
    yield Grid("", ("专名", "个数", "字数", "误报", "每万字"), rows).markdown_rows()
    if results.clean.clean:
        yield "留出的公文段落里，若只报把握不低于某值的："
        yield _curve(results.clean, with_scores=False)


def _alarm_row(title: str, trained: str, result: Evaluation) -> tuple[str, ...]:
    rates = (result.findings_per_10000(severity) for severity in Severity)
    return (
        title,
        trained,
        f"{result.clean_characters:,}",
        *(f"{rate:.2f}" for rate in rates),
        f"{result.alarms_per_10000:.2f}",
        report.share(result.clean_changed, result.clean),
    )


def _kinds(results: Results) -> Iterator[str]:
    yield "## 各种错误"
    yield (
        "在留出的公文句子里每句造一处错（`tools/slips.py`，所用的读音、词表、形近字与校对用的不是同一份），指出和改对的比例（%）。"
        "“指出”是报了错误或警告，改得不对也算。"
    )
    rows = [
        (_SLIPS.get(kind, kind), str(own.gold), *_found(own.flagged, own.corrected, own.gold))
        for kind, own in sorted(results.seeded_kinds.items(), key=lambda item: _place(item[0]))
    ]
    own = results.seeded.flagged
    rows.append(("合计", str(own.gold), *_found(own.flagged, own.corrected, own.gold)))
    yield Grid("", ("造的错", "处数", "指出", "改对"), rows).markdown_rows()
    yield "公开集合按每一处错在哪里分（同音、近音、形近按随附的读音和字形数据分），指出 / 改对（%）和处数："
    shown = [(own.title, result) for own, result in results.public if own.quotable]
    kinds = [kind for kind in Kind if any(kind in result.kinds for _, result in shown)]
    table = []
    for title, result in shown:
        cells = []
        for kind in kinds:
            found = result.kinds.get(kind)
            figures = _found(found.flagged, found.corrected, found.gold) if found else ()
            cells.append(f"{' / '.join(figures)}（{found.gold}）" if found else NONE)
        table.append((title, *cells))
    yield Grid("", ("集合", *(kind.label for kind in kinds)), table).markdown_rows()


def _found(flagged: int, corrected: int, gold: int) -> tuple[str, str]:
    return report.share(flagged, gold), report.share(corrected, gold)


def _calibration(results: Results) -> Iterator[str]:
    yield "## 把握是否可信"
    yield (
        "每条提示都有一个把握（0 到 1）。把留出的公文句子连同各造一处错的同样句子放在一起校对，"
        "看把握是多少时实际有多少是对的。"
        "实际公文里错字少得多，同样把握的提示对的比例会低一些，“误报”一节是那时的情形。"
    )
    grid = report.calibration(results.seeded)
    yield grid.title + "。"
    yield grid.markdown_rows()
    yield "同样的句子，若只改把握不低于某值的（句子纠错，%；误报按没有错的句子里每万字计）："
    yield _curve(results.seeded, with_scores=True)


def _curve(result: Evaluation, *, with_scores: bool) -> str:
    grid = report.curve(result)
    if with_scores:
        return grid.markdown_rows()
    return Grid("", ("把握", "每万字改动"), [(row[0], row[-1]) for row in grid.rows]).markdown_rows()


def _speed(results: Results) -> Iterator[str]:
    yield "## 速度和内存"
    yield (
        f"同一次运行、同一段 {results.speed_characters:,} 字的公文（政府工作报告），一个进程，"
        f"按处理器时间计（另有注明的除外），取三次的中位数。机器：{machine()}。"
    )
    jieba = next((own.per_second for own in results.speeds if "jieba" in own.title), 0.0)
    rows = [
        (own.title, f"{own.characters:,}", f"{own.per_second:,.0f}", f"{own.per_second / jieba:.3f}")
        for own in results.speeds
    ]
    yield Grid("", ("", "字数", "每秒字数", "与 jieba 之比"), rows).markdown_rows()
    others = [(title, f"{seconds:.2f} 秒") for title, seconds in results.starts]
    if results.peak:
        others.append(
            (
                f"新进程用全部规则校对 {results.speed_characters:,} 字，内存最多",
                f"{results.peak / 1e6:.0f} MB",
            )
        )
    yield "启动（每次都是新进程，五次的中位数）和内存："
    yield Grid("", ("", ""), others).markdown_rows()


def _side_by_side(results: Results) -> Iterator[str]:
    yield "## 与 pycorrector 对照"
    if not results.both:
        yield f"未安装或未指定，没有对照：{results.engine}。"
        return
    yield (
        f"同一次运行、同样的句子，对照 {results.engine} 单独使用的结果：它提出的改法全部算作改了。"
        "句子纠错（%）；误报按没有错的句子里每万字的改动计；速度逐句调用、按实际时间计。"
    )
    rows = []
    for both in results.both:
        for name, result in (("report-kit", both.product), (results.engine, both.engine)):
            figures = _prf(result.sentence_correction) if result.wrong else (NONE,) * 3
            alarms = f"{result.alarms_per_10000:.2f}" if result.clean else NONE
            changed = report.share(result.clean_changed, result.clean)
            speed = f"{result.characters / result.seconds:,.0f}" if result.seconds else NONE
            rows.append((f"{both.title}，{result.sentences} 句", name, *figures, alarms, changed, speed))
    head = ("集合", "", "准确率", "召回率", "F1", "每万字误报", "误改句 %", "每秒字数")
    yield Grid("", head, rows).markdown_rows()


def _what_was_measured(bench: Path) -> Iterator[str]:
    yield "## 版本、数据和界限"
    packages = ("jieba", "numpy", "pycorrector")
    versions = [f"report-kit {__version__}", f"Python {platform.python_version()}"]
    versions += [f"{name} {version}" for name in packages if (version := _version(name))]
    header = shipped_speller().model.header
    ngrams = "、".join(f"{n} 元 {count:,}" for n, count in enumerate(header["about"]["entries"], 1))
    yield _bullets(
        "、".join(versions) + "。",
        f"界限：概率 {thresholds.ERROR:.2f} 以上为错误，{thresholds.WARNING:.2f} 以上为警告，"
        f"{thresholds.HINT:.2f} 以上为提示（提示不改动文字）。",
        f"语言模型：{len(header['characters']):,} 个字，{ngrams}；"
        f"判别器 {len(shipped_speller().ranker)} 棵树。",
    )
    rows = [(f"`{path.name}`", _digest(path)) for path in sorted(DATA.iterdir()) if path.suffix != ".md"]
    rows += [
        (f"`{own.file}`", _digest(bench / own.file))
        for own in (*PUBLIC, CLEAN)
        if (bench / own.file).exists()
    ]
    yield Grid("", ("文件", "SHA-256"), rows).markdown_rows().replace("---:", "---")


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _digest(path: Path) -> str:
    return f"`{hashlib.sha256(path.read_bytes()).hexdigest()}`"


def _summary(results: Results) -> Iterator[str]:
    yield "## English summary"
    clean, seeded = results.clean, results.seeded.flagged
    speller = results.speeds[0].per_second if results.speeds else 0
    yield (
        "Every figure on this page was written by one run of `tools/measure_accuracy.py` with the shipped "
        "data and thresholds; fixes of severity error and warning count as made. The metric is CSCD-NS's: "
        "sentence precision over all changed sentences, recall over all wrong ones. "
        f"Official prose that trained nothing ({clean.clean_characters:,} characters): "
        f"{clean.findings_per_10000(Severity.ERROR):.2f} errors and "
        f"{clean.findings_per_10000(Severity.WARNING):.2f} errors and warnings per 10,000 characters. "
        f"Of {seeded.gold:,} seeded slips, {report.share(seeded.flagged, seeded.gold)} % are pointed at "
        f"and {report.share(seeded.corrected, seeded.gold)} % mended. The speller checks {speller:,.0f} "
        f"characters a second on one core; a process that checks {results.speed_characters:,} characters "
        f"holds at most {results.peak / 1e6:.0f} MB. Sets marked 判别器的数值权重 gave weights to the "
        "ranker, so that the product's figures on them are flattering: the cross-validated rows are the "
        "honest ones."
    )


def _place(kind: str) -> int:
    """Return where a kind of seeded slip stands in the table; kinds without a name come last."""
    return [*_SLIPS].index(kind) if kind in _SLIPS else len(_SLIPS)


def _bullets(*items: str) -> str:
    return "\n".join(f"- {item}" for item in items)
