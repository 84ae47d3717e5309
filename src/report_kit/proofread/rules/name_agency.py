"""The name of the reporting agency, wherever the report states it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Context, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.language.distance import within
from report_kit.proofread.language.places import shipped_places

_STATED = re.compile(
    r"(?:现(?:将|予以)?(?:公布|发布|公开)|(?<![\u3400-\u9fff])(?:编制|发布|公布)了?|^)"
    r"(?P<name>[\u3400-\u9fff（）()]{2,40}?)"
    r"(?P<rest>[ \u3000]*20\d\d[ \u3000]*年度?(?:政府)?信息公开(?:工作)?(?:年度报告|年报))",
    re.MULTILINE,
)
# “2024年清水县梨树乡人民政府政府信息公开工作年度报告”
_YEAR_FIRST = re.compile(
    r"^[ \u3000]*20\d\d[ \u3000]*年度?"
    r"(?P<name>[\u3400-\u9fff]{4,40}?(?:政府|[局委办厅院部站]|办公室|中心|街道|办事处|[乡镇]))"
    r"(?P<rest>政府信息公开(?:工作)?年度报告)",
    re.MULTILINE,
)
# “……要求，清水县水利局编制本报告”
_MADE = re.compile(
    r"(?<=，)(?P<name>[\u3400-\u9fff]{2,24}?(?:人民政府|办事处|管理委员会|管委会|局|委员会))"
    r"(?:组织)?(?:编制|公布|发布)了?(?P<rest>本(?:年度)?报告|20\d\d年度?政府信息公开)"
)
# “2024年，县林业局坚持……” in the report of another bureau.
_WORKED = re.compile(
    r"20\d\d年度?，(?P<name>[\u3400-\u9fff]{0,8}[省市县区旗州][\u3400-\u9fff]{2,12}?(?:局|委员会))"
    r"(?P<rest>坚持|认真|深入|严格|紧紧|全面|聚焦|高度重视|扎实)"
)
_BUREAU = re.compile(r"(?:局|委员会|办公室|中心)$")
# Where the report says who made it, publishes it, or answers for it: a place alone makes and answers nothing.
_RESPONSIBLE = (
    r"(?:本报告[^，。；\n]{{0,6}}由|(?<![\u3400-\u9fff])现?由"
    r"|(?:编制|发布|公开|制发|报告)(?:机构|机关|单位|主体)[：:][ \u3000]*"
    r"|[请可][^，。；\n]{{0,4}}[与向同])(?P<name>(?:[\u3400-\u9fff]{{1,6}}[省市县区旗州])?{town})"
    r"(?=$|[ \u3000\n]|依据|根据|按照|负责|编制|公布|发布|向社会|联系|反映|咨询|提出)"
)
_ORGAN = re.compile(
    r"(?:政府|[乡镇局委办厅部院站所队]|街道|苏木|办事处|委员会|办公室|中心|管委会|公司|学校)(?:单位)?$"
)
_BODY = re.compile(r"(?:人民政府|办事处)(?:办公室)?$")
# 镇政府 for 镇人民政府, 街道办 for 街道办事处: the same body, not by its full name.
_ABBREVIATED = re.compile(r"(?<!人民)政府(?:办公室|办)?$|(?<=[省市县区旗州])府办(?:公室)?$|(?<=街道)办$")
# A name so long that is one character off is no other agency's.
_LONG = 7
_SHORT = (
    ("市场监管局", "市场监督管理局"),
    ("卫健局", "卫生健康局"),
    ("人社局", "人力资源和社会保障局"),
    ("教体局", "教育体育局"),
)
_GENERIC = re.compile(r"^(?:本|我|全)|^(?:机关|单位|政府|年度|有关|各)$|报告|关于|根据|按照")
_HEAD = "清水县梨树乡人民政府\n2024年政府信息公开工作年度报告\n"
_TOWN = Context(agency="清水县梨树乡人民政府", level="乡", year=2024)


class AgencyName(Rule):
    """机关名称与报告机关不符。

    什么：标题、“现公布……年度报告”、落款里的机关，不是报告的机关；标题的机关名称不全，与落款不一致；
    “本报告由……编制”“请与……联系”只写了地名。
    为什么：机关名称写错，说明报告是套用别处的，属于事实错误。
    依据：《中华人民共和国政府信息公开条例》第四十九条；GB/T 9704—2012 7.3.1、7.3.5，机关署全称或规范化简称。
    """

    id = "name.agency"
    severity = Severity.ERROR
    source = "《政府信息公开条例》第四十九条；GB/T 9704—2012 7.3.5"
    wrong = (
        Wrong(f"{_HEAD}现公布清水县水利局2024年政府信息公开工作年度报告。", "清水县水利局", None, _TOWN),
        Wrong(
            "清水县水利局\n2024年政府信息公开工作年度报告\n2024年，县林业局坚持公开为常态。",
            "县林业局",
            None,
            Context(agency="清水县水利局", level="局", year=2024),
        ),
        Wrong(f"{_HEAD}按照《条例》要求，清水县水利局编制本报告。", "清水县水利局", None, _TOWN),
        Wrong("现公布清水县白石镇2024年度信息公开年度报告。", "清水县白石镇", None, _TOWN),
        Wrong(
            f"{_HEAD}一、总体情况\n已完成。\n清水县桃源乡人民政府\n2025年1月13日",
            "清水县桃源乡人民政府",
            None,
            _TOWN,
        ),
        Wrong(
            "清水县梨树乡\n2024年政府信息公开工作年度报告\n一、总体情况\n已完成。\n清水县梨树乡人民政府\n2025年1月13日",
            "清水县梨树乡",
            "清水县梨树乡人民政府\n2024年政府信息公开工作年度报告\n一、总体情况\n已完成。\n清水县梨树乡人民政府\n2025年1月13日",
            _TOWN,
        ),
        Wrong(
            f"{_HEAD}一、总体情况\n已完成。\n清水县梨树乡\n2025年1月13日",
            "清水县梨树乡",
            f"{_HEAD}一、总体情况\n已完成。\n清水县梨树乡人民政府\n2025年1月13日",
            _TOWN,
        ),
        Wrong(
            "清水县梨树乡政府2024年政府信息公开工作年度报告\n一、总体情况\n已完成。",
            "清水县梨树乡政府",
            "清水县梨树乡人民政府2024年政府信息公开工作年度报告\n一、总体情况\n已完成。",
            _TOWN,
        ),
        Wrong(
            "2024年清氺县梨树乡人民政府政府信息公开工作年度报告\n一、总体情况\n已完成。",
            "清氺县梨树乡人民政府",
            "2024年清水县梨树乡人民政府政府信息公开工作年度报告\n一、总体情况\n已完成。",
            _TOWN,
        ),
        Wrong(
            f"{_HEAD}本报告由清水县梨树乡依据《条例》编制。",
            "清水县梨树乡",
            f"{_HEAD}本报告由清水县梨树乡人民政府依据《条例》编制。",
            _TOWN,
        ),
        Wrong(
            f"{_HEAD}发布机构：梨树乡\n如有疑问，请与梨树乡人民政府联系。",
            "梨树乡",
            f"{_HEAD}发布机构：梨树乡人民政府\n如有疑问，请与梨树乡人民政府联系。",
            _TOWN,
        ),
    )
    right = (
        Right(f"{_HEAD}本报告由梨树乡党政办公室编制。经费由梨树乡负责解决。由县政府与梨树乡联系。", _TOWN),
        Right("2024年，县水利局坚持公开为常态。", Context(agency="清水县水利局", level="局", year=2024)),
        Right(f"{_HEAD}按照《条例》要求，清水县梨树乡人民政府编制本报告。", _TOWN),
        Right(f"{_HEAD}现公布梨树乡人民政府2024年政府信息公开工作年度报告。", _TOWN),
        Right(f"{_HEAD}现公布本机关2024年政府信息公开工作年度报告。", _TOWN),
        Right(f"{_HEAD}一、总体情况\n按《清水县水利局2024年政府信息公开工作年度报告》统计。", _TOWN),
        Right("现公布清水县水利局2024年政府信息公开工作年度报告。"),
        Right(
            f"{_HEAD}现公布清水县白石镇2024年度信息公开年度报告。",
            Context(agency="清水县梨树乡人民政府", level="乡", year=2024, aliases=("白石镇人民政府",)),
        ),
        Right("附件　2024年政府信息公开工作年度报告\n上一篇 2024年政府信息公开工作年度报告", _TOWN),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield names that are not the agency's; silent when the agency is unknown."""
        agency = check.agency
        if not agency:
            return
        names = (agency, *check.aliases)
        patterns = [_STATED, _YEAR_FIRST, _MADE]
        if _BUREAU.search(agency):
            patterns.append(_WORKED)
        for match in (match for pattern in patterns for match in pattern.finditer(check.text)):
            name = match["name"]
            if _a_character_off(name, names):
                yield self._off(check, agency, *match.span("name"))
            elif _ORGAN.search(name) and not _GENERIC.search(name) and not _same(name, names):
                message = f"报告机关是“{agency}”，这里写的是“{name}”，可能是从别处照抄的"
                yield self.finding(check, *match.span("name"), message)
            elif _ABBREVIATED.search(name):
                yield from self._whole(check, agency, *match.span("name"), "报告")
        if not check.is_report:
            return
        signature = check.located.signature
        # Of some forms another signs than the agency: what the form adds to its name is none of it.
        own = check.form.agency_of(signature.text) if signature and check.form else ""
        if signature and _a_character_off(re.sub(r"\s", "", signature.text), names):
            yield self._off(check, agency, signature.start, signature.end)
        elif signature and not (_same(signature.text, names) or _same(own, names)):
            message = f"报告机关是“{agency}”，落款写的是“{signature.text}”"
            yield self.finding(check, signature.start, signature.end, message)
        elif signature and own in ("", signature.text):
            yield from self._whole(check, agency, signature.start, signature.end, "落款")
        yield from self._title(check, agency, names)
        yield from self._responsible(check, agency)

    def _title(self, check: Check, agency: str, names: tuple[str, ...]) -> Iterator[Finding]:
        """The agency in the title: another one, or without the body of government."""
        first = check.located.title[0] if check.located.title else None
        if first is None or re.search(r"\d|报告", first.text):
            return
        name = re.sub(r"\s", "", first.text)
        if _a_character_off(name, names):
            yield self._off(check, agency, first.start, first.end)
        elif not _same(name, names):
            message = f"报告机关是“{agency}”，标题写的是“{name}”"
            yield self.finding(check, first.start, first.end, message)
        else:
            yield from self._whole(check, agency, first.start, first.end, "标题")

    def _off(self, check: Check, agency: str, start: int, end: int) -> Finding:
        """The agency's own name with one character lost, added or taken for another."""
        message = f"机关名称与报告机关“{agency}”差一个字"
        return self.finding(check, start, end, message, replacement=agency)

    def _whole(self, check: Check, agency: str, start: int, end: int, where: str) -> Iterator[Finding]:
        """The agency's name without the body of government, in the title or the signature."""
        body, name = _BODY.search(agency), re.sub(r"\s", "", check.text[start:end])
        if body and not _BODY.search(name) and not _of_other_rank(name, body.group()):
            message = f"{where}的机关名称不全，应与报告机关“{agency}”一致"
            full = _ABBREVIATED.sub("", name) + body.group()
            yield self.finding(check, start, end, message, replacement=full, severity=Severity.WARNING)

    def _responsible(self, check: Check, agency: str) -> Iterator[Finding]:
        """The town alone where its government is meant."""
        body = _BODY.search(agency)
        if body is None:
            return
        town = re.escape(_core(agency))
        for match in re.finditer(_RESPONSIBLE.format(town=town), check.folded, re.MULTILINE):
            message = f"“{match['name']}”是地名，编制、公布报告的是机关，应写“{match['name']}{body.group()}”"
            yield self.finding(
                check,
                *match.span("name"),
                message,
                replacement=match["name"] + body.group(),
                severity=Severity.WARNING,
            )


def _of_other_rank(name: str, body: str) -> bool:
    """Say whether a name is short for the government where its office reports, or the other way round."""
    office = re.search(r"(?<!街道)办(?:公室)?$", name)
    return _ABBREVIATED.search(name) is not None and bool(office) != body.endswith("办公室")


def _a_character_off(name: str, names: tuple[str, ...]) -> bool:
    """Say whether ``name`` is one character off the agency's full name, and none of its other names."""
    full = names[0]
    return len(full) >= _LONG and name not in names and len(name) >= _LONG and within(name, full, 1)


def _same(name: str, names: tuple[str, ...]) -> bool:
    """Say whether ``name`` and one of ``names`` may be of one agency.

    They are when one ends the other, the body of government aside.
    """
    first = _core(name)
    cores = map(_core, names)
    return not first or any(not core or first.endswith(core) or core.endswith(first) for core in cores)


def _core(name: str) -> str:
    """Return the last part of a name: the town, or the bureau without the county before it."""
    plain = re.sub(r"[\s（）()]|单位$", "", name)
    plain = _ABBREVIATED.sub("", _BODY.sub("", plain))
    for short, full in _SHORT:
        plain = plain.replace(full, short)
    chain = shipped_places().chain(plain)
    last = chain[-1] if chain else plain
    return re.sub(
        r"^[\u3400-\u9fff]{1,6}?[省市县区旗州](?=[\u3400-\u9fff]{2,}(?:局|委员会|办公室|中心|乡|镇|街道)$)",
        "",
        last,
    )
