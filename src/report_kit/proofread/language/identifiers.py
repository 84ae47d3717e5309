"""Check digits and masks of numbers that identify people and organisations."""

from __future__ import annotations

from datetime import date

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_PROVINCES = frozenset(
    str(code)
    for codes in ((11, 16), (21, 24), (31, 38), (41, 47), (50, 55), (61, 66), (71, 72), (81, 84))
    for code in range(*codes)
)


def is_identity_number(number: str) -> bool:
    """Say whether 18 characters are an identity number: region, birthday and check digit (GB 11643—1999)."""
    if len(number) != 18 or not number[:17].isdigit() or number[:2] not in _PROVINCES:
        return False
    if not _is_date(number[6:14]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _ID_WEIGHTS, strict=False))
    return _ID_CHECKS[total % 11] == number[17].upper()


def is_old_identity_number(number: str) -> bool:
    """Say whether 15 digits are an identity number of the first kind, which has no check digit."""
    return (
        len(number) == 15 and number.isdigit() and number[:2] in _PROVINCES and _is_date("19" + number[6:12])
    )


def is_credit_code(code: str) -> bool:
    """Say whether 18 characters are a unified social credit code with a right check digit (GB 32100—2015)."""
    if len(code) != 18 or any(character not in _CREDIT for character in code.upper()):
        return False
    values = [_CREDIT.index(character) for character in code.upper()]
    total = sum(value * pow(3, place, 31) for place, value in enumerate(values[:17]))
    return (31 - total % 31) % 31 == values[17]


def passes_luhn(number: str) -> bool:
    """Say whether digits pass the check of bank cards (ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def masked(text: str, head: int, tail: int) -> str:
    """Return ``text`` with all letters and digits but the first and last ones replaced by asterisks."""
    places = [index for index, character in enumerate(text) if character.isalnum()]
    hidden = set(places[head : len(places) - tail])
    return "".join("*" if index in hidden else character for index, character in enumerate(text))


def _is_date(digits: str) -> bool:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return 1900 <= day.year <= 2100
