"""Words of letters between offices, in a report to the public."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.forms.form import ANNUAL
from report_kit.proofread.checking.rule import Check, Context, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity

_WORDS = re.compile(
    r"贵(?:单位|办公室|办|局|委|厅|部|府|院|中心|乡|镇|县|区(?!间)|市|处|科|站|所)(?![\u3400-\u9fff]*?[价重])"
    r"|(?:妥否|当否|可否|是否妥当|以上(?:报告|意见)(?:妥否|当否)?)[，,]?请(?:予)?(?:批示|审示|审阅|指示|示|批复)"
    r"|(?:妥否|当否)|请予?(?:审示|批示|批复)(?=[。！]|$)|此[致复](?=[敬。！，\s]|$)|特此(?:报告|函复|函告|请示|上报)(?=[。！]|$)"
)
_REPORT = "清水县梨树乡人民政府\n2024年政府信息公开工作年度报告\n一、总体情况\n"


class LetterWords(Rule):
    """公开的报告里用了公函、请示的话。

    什么：“贵办”“贵局”“妥否，请批示”“特此报告”等对某个机关说的话，出现在向社会公布的年度报告里。
    为什么：年度报告的读者是公众，这些话说明是把报送上级的公函直接公布了。
    依据：《中华人民共和国政府信息公开条例》第四十九条，年度报告向社会公布；《党政机关公文处理工作条例》第八条。
    """

    id = "name.letter_words"
    severity = Severity.ERROR
    forms = (ANNUAL,)
    source = "《政府信息公开条例》第四十九条"
    wrong = (
        Wrong(f"{_REPORT}根据贵办通知要求，认真编制。", "贵办"),
        Wrong(f"{_REPORT}工作有序推进。\n妥否，请批示。", "妥否，请批示"),
        Wrong(
            "根据贵单位文件，编制信息公开年报。", "贵单位", None, Context(agency="清水县水利局", year=2024)
        ),
        Wrong(f"{_REPORT}工作有序推进。\n特此报告。", "特此报告"),
    )
    right = (
        Right(f"{_REPORT}学习贵州经验，贵在坚持，珍贵文物，贵重物品。"),
        Right("根据贵办来函，现函复如下。妥否，请批示。"),
        Right(f"{_REPORT}请求批示的事项另行办理，贵区间。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield such words in an annual report only: letters may use them."""
        dated = check.year is not None and "信息公开" in check.text
        if not (check.is_annual_report or dated):
            return
        for match in _WORDS.finditer(check.folded):
            before = check.text[match.start() - 1 : match.start()]
            if match.group().startswith("贵") and before and before in "珍宝名昂高尊可富权难华":
                continue
            message = f"“{match.group()}”是机关之间的用语，年度报告向社会公布，应改写"
            yield self.finding(check, *match.span(), message)
