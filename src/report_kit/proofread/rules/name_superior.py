"""Superiors of another kind than the agency has: a county where there is a district."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.forms.agency import TOWNS, level_of
from report_kit.proofread.checking.rule import Check, Context, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.language.places import shipped_places

_SUPERIOR = re.compile(
    r"(?<![\u3400-\u9fff])(?P<alone>[县区旗])(?=委|政府|人民政府|人大|政协|纪委|直|级|政务|政府信息公开|信息公开|党委|司法局|公开办)"
    r"|(?<=[在按照及和与经由向报对的将了得为是据到])(?P<after>[县区旗])(?=委|政府|人民政府|人大|政协|纪委|级|政府信息公开|政务公开办)"
    r"|(?<![\u3400-\u9fff])全(?P<whole>[县区旗])(?=[各上政信公工的经范])"
)
# A bureau of a city works for the city's committee and government; counties are below it.
_CITY_BUREAU = re.compile(r"[\u3400-\u9fff]{2,6}市[^县区旗]{2,14}(?:局|委员会|办公室|中心)")
_COUNTY_ORDERS = re.compile(
    r"(?:落实|贯彻|按照|围绕|根据|在)[^，。；]{0,4}(?P<named>[县区])委、?(?P=named)(?:人民)?政府"
    r"(?=的?(?:坚强|正确)?(?:领导|部署|要求|工作|安排|决策|中心))"
)
_QUOTED = re.compile(r"《[^《》]*》|“[^“”]*”")


class Superior(Rule):
    """上级机关的层级不符。

    什么：区所辖的乡镇写“县政府”“县政府信息公开领导小组”，县所辖的乡镇写“区委、区政府”。
    为什么：上级写错说明文字是从别处照抄的，属于事实错误。
    依据：报告机关的名称和行政区划。机关名称看不出属于县还是区的不查；引文、书名号里的不算。
    """

    id = "name.superior"
    severity = Severity.ERROR
    source = "报告机关名称；统计用区划代码"
    wrong = (
        Wrong(
            "在县政府信息公开领导小组的指导下开展工作。",
            "县",
            "在区政府信息公开领导小组的指导下开展工作。",
            Context(agency="临河区曙光乡"),
        ),
        Wrong(
            "在区委、区政府的领导及县政府的指导下工作。",
            "县",
            "在区委、区政府的领导及区政府的指导下工作。",
            Context(agency="临河区曙光乡"),
        ),
        Wrong(
            "按照区政府要求，认真落实。",
            "区",
            "按照县政府要求，认真落实。",
            Context(agency="米易县白坡彝族乡人民政府"),
        ),
        Wrong(
            "在县政府领导下开展工作。",
            "县",
            "在区政府领导下开展工作。",
            Context(agency="高新乡人民政府", superiors=("青禾区人民政府", "白川市人民政府")),
        ),
        Wrong("认真落实县委、县政府工作要求。", "县", None, Context(agency="江渚市水务局", level="局")),
    )
    right = (
        Right("认真落实市委、市政府要求，督促县政府公开。", Context(agency="江渚市水务局", level="局")),
        Right(
            "在县委、县政府的领导下，全县各乡镇按市政府要求落实。", Context(agency="米易县白坡彝族乡人民政府")
        ),
        Right("在区委、区政府的领导下，辖区群众，社区政务公开。", Context(agency="临河区曙光乡")),
        Right("学习《县政府关于公开工作的通知》，盐边县政府来乡交流。", Context(agency="临河区曙光乡")),
        Right("在县政府领导下。"),
        Right("在区委、区政府的领导下。", Context(agency="高新乡人民政府", superiors=("青禾区人民政府",))),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield words for a superior of another kind; silent when the agency's county is unknown."""
        yield from self._city_bureau(check)
        own = _county_kind(check)
        if own is None:
            return
        quoted = [match.span() for match in _QUOTED.finditer(check.text)]
        for match in _SUPERIOR.finditer(check.text):
            kind = match.lastgroup or "alone"
            named = match[kind]
            start, end = match.span(kind)
            if named == own or any(low <= start < high for low, high in quoted):
                continue
            message = f"{check.agency}的上级是{own}，不应写“{named}”，可能是从别处照抄的"
            yield self.finding(check, start, end, message, replacement=own)

    def _city_bureau(self, check: Check) -> Iterator[Finding]:
        if not check.agency or not _CITY_BUREAU.fullmatch(check.agency):
            return
        for match in _COUNTY_ORDERS.finditer(check.text):
            named = match["named"]
            message = f"{check.agency}的上级是市，不应写“{named}委、{named}政府”，可能是从别处照抄的"
            yield self.finding(check, *match.span("named"), message)


def _county_kind(check: Check) -> str | None:
    """Return 县, 区, 市 or 旗 above a town; ``None`` when that is not known or the agency is no town."""
    if not check.agency or (check.level or level_of(check.agency)) not in TOWNS:
        return None
    told = (level_of(superior) for superior in check.superiors)
    if level := next((level for level in told if level in ("县", "区", "市", "旗")), None):
        return level
    places = shipped_places()
    code = places.county_of(check.agency)
    name = places.name(code) if code else ""
    if not name:
        chain = places.chain(check.agency)
        name = chain[-2] if len(chain) > 1 else ""
    found = re.search(r"([县区旗市])$", name)
    return found[1] if found else None
