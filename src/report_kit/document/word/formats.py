"""The number formats of automatic lists (ECMA-376 part 1, 17.18.59), those that Chinese documents use."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_CHICAGO = "*†‡§"


def chinese_number(value: int) -> str:
    """Write 0 to 9999 in Chinese numerals (二十一, 一百零五); larger numbers digit by digit."""
    return _counted(value, _DIGITS, "十百千") if value else _DIGITS[0]


def _counted(value: int, digits: str, units: str, *, one_ten: bool = False) -> str:
    """Write a number with units; ``one_ten`` says 一十 for ten itself."""
    if not 0 <= value <= 9999:
        return _spelled(value, digits)
    if value == 0:
        return digits[0]
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if digit == 0:
            gap = bool(text)
            continue
        text += ("零" if gap else "") + digits[digit] + (units[place - 1] if place else "")
        gap = False
    return text[1:] if 10 <= value < 20 and not one_ten else text


def _spelled(value: int, digits: str) -> str:
    return "".join(digits[int(digit)] for digit in str(value))


def _counted_to_99(value: int) -> str:
    """Numerals with 十 up to ninety-nine, then digit by digit, as ``chineseCounting`` does."""
    return chinese_number(value) if value < 100 else _spelled(value, _DIGITS)


def _row(characters: str) -> Callable[[int], str]:
    """One character for each number; Arabic figures beyond the last."""
    return lambda value: characters[value - 1] if 1 <= value <= len(characters) else str(value)


def _from(first: int, count: int) -> Callable[[int], str]:
    return _row("".join(map(chr, range(first, first + count))))


def _letter(value: int) -> str:
    """A to Z, then AA, BB …"""
    return chr(65 + (value - 1) % 26) * ((value - 1) // 26 + 1) if 1 <= value <= 780 else str(value)


_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def _roman(value: int) -> str:
    if not 1 <= value < 4000:
        return str(value)
    text = ""
    for amount, sign in _ROMAN:
        text += sign * (value // amount)
        value %= amount
    return text


def _ordinal(value: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{'th' if 10 <= value % 100 < 20 else ending}"


def _cycle(value: int) -> str:
    """甲子, 乙丑 … of the cycle of sixty."""
    return _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12] if value >= 1 else str(value)


def _full_width(value: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _from(0x2460, 20),
    "decimalEnclosedCircleChinese": _from(0x2460, 20),
    "decimalEnclosedParen": _from(0x2474, 20),
    "decimalEnclosedFullstop": _from(0x2488, 20),
    "ideographEnclosedCircle": _from(0x3280, 10),
    "numberInDash": lambda value: f"- {value} -",
    "ordinal": _ordinal,
    "hex": lambda value: f"{value:X}",
    "chicago": lambda value: _CHICAGO[(value - 1) % 4] * ((value - 1) // 4 + 1) if value >= 1 else str(value),
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda value: _letter(value).lower(),
    "chineseCounting": _counted_to_99,
    "chineseCountingThousand": chinese_number,
    "chineseLegalSimplified": lambda value: _counted(value, _LEGAL, "拾佰仟", one_ten=True),
    "taiwaneseCounting": _counted_to_99,
    "taiwaneseCountingThousand": chinese_number,
    "taiwaneseDigital": lambda value: _spelled(value, _DIGITS),
    "ideographLegalTraditional": lambda value: _counted(value, _LEGAL_TRADITIONAL, "拾佰仟", one_ten=True),
    "ideographDigital": lambda value: _spelled(value, _DIGITS),
    "ideographTraditional": _row(_STEMS),
    "ideographZodiac": _row(_BRANCHES),
    "ideographZodiacTraditional": _cycle,
    "japaneseCounting": chinese_number,
    "japaneseDigitalTenThousand": lambda value: _spelled(value, _DIGITS),
    "koreanDigital2": lambda value: _spelled(value, _DIGITS),
    "none": lambda _: "",
}


def format_number(value: int, kind: str) -> str:
    """Write ``value`` in one of Word's number formats; Arabic figures for those not known here."""
    write = _FORMATS.get(kind)
    return write(value) if write else str(value)
