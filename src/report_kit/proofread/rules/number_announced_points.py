"""How many points a sentence announces, and how many follow (N5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.language.enumerations import first_run, value

_ANNOUNCED = re.compile(
    r"(?:以下|下列|如下|下面|存在|这)(?P<n>[一二两三四五六七八九十]|\d{1,2})\s*(?:个|大|点|项|条|类|种)?(?:主要|突出)?"
    r"(?:方面|问题|措施|工作|不足|短板|任务|举措|困难|特点|原因|点)(?:的)?(?:问题|工作|不足|短板|措施|困难)?"
    r"(?:开展工作|着手|入手|进行改进|加以改进|予以改进)?\s*[：:。]"
)
# “采取三项措施：一是……”: whatever is counted, the points begin right behind the colon, and end with the
# paragraph.
_COUNTED = re.compile(
    r"(?<![第\d.一二三四五六七八九十“])(?P<n>[二两三四五六七八九]|[2-9])(?:个|大|点|项|条|类|种|方面|步|件)"
    r"[^，。；：“”、（）\n]{0,12}[：:。](?=一是)"
)
_REACH = 4000
_HEADING = re.compile(r"\n[ \t\u3000]*[一二三四五六七八九十]{1,2}、")
_NEAR = 60


class AnnouncedPoints(Rule):
    """说有几个方面，列出的却不是几个（N5）。

    什么：“存在以下三个问题：一是……二是……”，只列了两个；或列了四个。
    为什么：增删了内容而没有改数目，读者会以为漏了一段。
    依据：GB/T 15835—2011《出版物上数字用法》；公文内容应当前后一致（《党政机关公文处理工作条例》第十九条）。
    """

    id = "number.announced_points"
    severity = Severity.ERROR
    source = "《党政机关公文处理工作条例》第十九条"
    wrong = (
        Wrong("主要存在以下三个问题：一是更新慢。二是人员少。", "三"),
        Wrong("存在以下两方面不足：\n一是更新慢。\n二是人员少。\n三是平台旧。", "两"),
        Wrong("采取三项措施：一是加强领导。二是完善制度。\n下一步将抓好落实。", "三"),
        Wrong("重点抓好以下3项工作：（一）培训。\n（二）考核。\n五、其他\n（一）会议。", "3"),
    )
    right = (
        Right("主要存在以下三个问题：一是更新慢。二是人员少。三是平台旧。"),
        Right(
            "存在以下五方面问题：\n一是慢。\n二是少。\n三是旧。\n四是浅。\n五是窄。\n采取以下措施：\n一是快。"
        ),
        Right("主要存在以下三个问题：更新慢，人员少，平台旧。"),
        Right("做到三个到位：一是思想到位，二是责任到位，三是措施到位。第三项工作：一是宣传。二是培训。"),
        Right("以下3项工作：1.培训。\n2.考核。\n3.宣传。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield announced numbers that the run of points right behind does not have."""
        text = check.text
        announced_at = {match.end(): match for match in _COUNTED.finditer(text)}
        announced_at |= {match.end(): match for match in _ANNOUNCED.finditer(text)}
        for _, match in sorted(announced_at.items()):
            end = min(len(text), match.end() + _REACH)
            if match.re is _COUNTED:
                end = min(end, text.find("\n", match.end()) % (len(text) + 1))
            heading = _HEADING.search(text, match.end(), end)
            again = _ANNOUNCED.search(text, match.end(), end)
            end = min(end, heading.start() if heading else end, again.start() if again else end)
            run = first_run(text, match.end(), end)
            if len(run) < 2 or run[0].start - match.end() > _NEAR:
                continue
            announced = value(match["n"])
            # Where the reach was cut off, more may follow.
            if len(run) < announced and end == match.end() + _REACH:
                continue
            if len(run) != announced:
                # Points of other styles may be headings pages apart.
                close = text[run[0].start : run[0].end].endswith("是")
                # “三项措施：一是……二是……，再者……”: what follows may be told without a marker.
                fewer = match.re is _COUNTED and len(run) < announced
                severity = Severity.ERROR if close and not fewer else Severity.WARNING
                message = f"这里说 {announced} 个，下面列了 {len(run)} 个，请核对"
                yield self.finding(check, *match.span("n"), message, severity=severity)
