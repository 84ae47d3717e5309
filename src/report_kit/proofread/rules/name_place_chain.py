"""Places put under a province or city they do not belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.language.places import Places, shipped_places

_HAN = r"[\u3400-\u9fff]"
_UPPER = re.compile(rf"(?:省|自治区|市|自治州|州|盟|地区)(?={_HAN}{{1,9}}?(?:市|州|盟|地区|县|区|旗))")
_LOWER = re.compile(rf"{_HAN}{{1,12}}?(?:自治州|自治县|自治旗|地区|市|州|盟|县|区|旗)")


class PlaceChain(Rule):
    """地名的上下级关系不对。

    什么：把市、县写在不属于它的省、市名下，如“湖北省张家界市”（属湖南省）、“四川省重庆市”。
    为什么：地名隶属写错是事实错误，网站检查中列为严重表述错误。
    依据：国家统计局统计用区划代码（见 tools/build_places.py 的来源）。
    只看写了“省、市、县、区”全名并且连写的地名。
    """

    id = "name.place_chain"
    severity = Severity.ERROR
    source = "统计用区划代码"
    wrong = (
        Wrong("赴湖北省张家界市学习。", "湖北省张家界市", "赴湖南省张家界市学习。"),
        Wrong("四川省重庆市渝中区", "四川省重庆市", "重庆市渝中区"),
        Wrong("成都市米易县白坡彝族乡", "成都市米易县", "攀枝花市米易县白坡彝族乡"),
    )
    right = (
        Right("湖南省张家界市永定区，四川省攀枝花市米易县。"),
        Right("北京市朝阳区、辽宁省朝阳市，吉林省长春市朝阳区。"),
        Right("全省各市、县，省直管县级市，河南省济源市，海南省琼海市。"),
        Right("贯彻国家、省、市区域协调发展战略，推进城市开发区建设。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield pairs of a division and one that lies elsewhere, with its right superior if known."""
        places: Places | None = None
        for match in _UPPER.finditer(check.text):
            places = places or shipped_places()
            upper = _ending_at(check.text, match.end(), places)
            lower = _starting_at(check.text, match.end(), places)
            if not upper or not lower:
                continue
            codes = places.codes(lower)
            if any(code.startswith(up) for code in codes for up in places.codes(upper)):
                continue
            digits = {len(code) for code in codes}
            # A county may be run by the province; a name of two characters and a county is too common.
            if digits == {6} and (len(codes) > 1 or len(lower) < 3):
                continue
            start = match.end() - len(upper)
            right = _superior(codes, len(places.codes(upper)[0]), places)
            message = f"“{lower}”不属于“{upper}”" + (f"，属于{right}" if right else "，请核对")
            if digits == {2}:
                right, message = "", f"“{lower}”与省、自治区同级，不属于“{upper}”"
            replacement = f"{right}{lower}" if right is not None else None
            end = match.end() + len(lower)
            yield self.finding(check, start, end, message, replacement=replacement)


def _ending_at(text: str, end: int, places: Places) -> str:
    """Return the longest province or city whose name ends at ``end``."""
    for length in range(min(12, end), 2, -1):
        name = text[end - length : end]
        if any(len(code) < 6 for code in places.codes(name)):
            return name
    return ""


def _starting_at(text: str, start: int, places: Places) -> str:
    """Return the longest division whose name begins at ``start``."""
    for length in range(12, 1, -1):
        name = text[start : start + length]
        if places.codes(name):
            return name
    return ""


def _superior(codes: list[str], digits: int, places: Places) -> str | None:
    found = {places.name(code[:digits]) for code in codes if len(code) > digits}
    return next(iter(found)) if len(found) == 1 and "" not in found else None
