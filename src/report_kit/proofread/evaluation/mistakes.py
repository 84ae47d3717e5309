"""What a system got wrong, a row each, for reading through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass

from report_kit.proofread.evaluation.judgement import Judgement
from report_kit.proofread.findings.finding import Finding, Severity

HEADER = ("文件", "行", "类别", "种类", "句子", "应为", "所报", "级别", "把握", "规则", "正确的句子")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One slip that was not mended, or one finding that is none, in the order of ``HEADER``."""

    file: str
    line: int
    what: str
    kind: str
    sentence: str
    gold: str
    proposed: str
    severity: str
    confidence: str
    rule: str
    target: str

    def row(self) -> str:
        """Return a line of a tab-separated file."""
        return "\t".join(" ".join(str(value).split()) for value in astuple(self))


def mistakes(file: str, judgement: Judgement) -> Iterator[Mistake]:
    """Yield the slips that were not mended (漏报, 仅提示, 改错, 未改), then the false alarms (误报)."""
    source, target = judgement.pair.source, judgement.pair.target
    touched = {finding: judgement.touched(finding) for finding in judgement.findings}
    for number, slip in enumerate(judgement.slips):
        if number in judgement.corrected:
            continue
        about = [finding for finding, numbers in touched.items() if number in numbers]
        yield Mistake(
            file,
            judgement.pair.line,
            _what(about, judgement),
            slip.kind.label,
            f"{source[: slip.start]}【{slip.wrong}】{source[slip.end :]}",
            slip.right or "（删去）",
            *_said(about),
            target,
        )
    for finding, numbers in touched.items():
        if not numbers:
            sentence = f"{source[: finding.start]}【{finding.text}】{source[finding.end :]}"
            yield Mistake(
                file, judgement.pair.line, "误报", "", sentence, finding.text, *_said([finding]), target
            )


def _what(about: list[Finding], judgement: Judgement) -> str:
    if not about:
        return "漏报"
    if all(finding.severity is Severity.HINT for finding in about):
        return "仅提示"
    return "未改" if any(judgement.is_right(finding) for finding in about) else "改错"


def _said(findings: Iterable[Finding]) -> tuple[str, str, str, str]:
    """Return what the findings propose, their severities, confidences and rules."""
    ordered = sorted(findings, key=lambda finding: -finding.confidence)
    proposals = [
        f"{finding.text}→{finding.fixes[0].replacement if finding.fixes else '？'}" for finding in ordered
    ]
    return (
        "；".join(proposals),
        "；".join(finding.severity.label for finding in ordered),
        "；".join(f"{finding.confidence:.2f}" for finding in ordered),
        "；".join(finding.rule for finding in ordered),
    )
