"""What the optional correction engines propose."""

from __future__ import annotations

from collections.abc import Iterator

from report_kit.proofread.checking.check import Check
from report_kit.proofread.checking.context import Context
from report_kit.proofread.checking.engine import Correction, Engine
from report_kit.proofread.checking.rule import Right, Rule, Wrong
from report_kit.proofread.engines.agreement import BUILT_IN
from report_kit.proofread.engines.opinion import agreeing, core, evidence, opinions
from report_kit.proofread.engines.thresholds import together
from report_kit.proofread.findings.finding import Edit, Finding, Severity
from report_kit.proofread.speller.thresholds import WARNING
from report_kit.proofread.views.suggestions import weak_suggestions, widened


class _Example(Engine):
    """The engine of the rule's examples: it knows one mistake, and needs no package and no model."""

    name = "example"
    title = "示例引擎"
    extra = ""
    packages = ()
    requirements = ()

    def corrections(self, text: str) -> list[Correction]:
        """Return the places where 工做 should be 工作."""
        starts = (at for at in range(len(text)) if text.startswith("工做", at))
        return [Correction(at, at + 2, "工作", 0.9) for at in starts]


_ASKED = Context(engines=(_Example(),))


class SpellingEngine(Rule):
    """外接的纠错引擎（pycorrector、ONNX 模型）提出的修改。

    什么：使用者选用的引擎认为写错的字词；没有选用时不出声。
    为什么：另一种方法能看出内置检查没有看出的错；两种方法一致时，把握更大。
    依据：引擎的判断，不是规范；只有引擎这样认为时一律只供参考，由人判断。
    """

    id = "spelling.engine"
    severity = Severity.HINT
    gives_way = True
    wrong = (Wrong("各站所要扎实做好公开工做。", "工做", "各站所要扎实做好公开工作。", _ASKED),)
    right = (Right("各站所要扎实做好公开工作。", _ASKED), Right("各站所要扎实做好公开工做。"))

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield what the engines would change."""
        if not check.engines:
            return
        speller = {
            core(check.text, Edit(item.start, item.end, item.replacement)): item.probability
            for item in weak_suggestions(check)
        }
        for opinion in opinions(check):
            confidence = evidence(opinion.voices)
            methods = [voice.name for voice in opinion.voices]
            if opinion.core in speller:
                confidence = together(confidence, speller[opinion.core])
                methods.insert(0, BUILT_IN)
            likely = len(methods) > 1 and confidence >= WARNING
            start, end, new = widened(check.text, opinion.start, opinion.end, opinion.replacement)
            said = agreeing(methods) if len(methods) > 1 else f"{methods[0]}这样认为，请核对"
            yield self.finding(
                check,
                start,
                end,
                f"“{check.text[start:end]}”疑为“{new}”之误：{said}",
                replacement=new,
                safety="likely" if likely else "manual",
                severity=Severity.WARNING if likely else Severity.HINT,
                confidence=round(confidence, 3),
                source="、".join(voice.name for voice in opinion.voices),
            )
