"""Sums of money: 9 miljoner kronor, 150 tys. zł, 1,2 Mio. Euro, £20k, 7 320,00 zł."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.sheet import Sheet

_SYMBOLS = {
    "€": "EUR",
    "£": "GBP",
    "$": "USD",
    "zł": "PLN",
    "kč": "CZK",
    **{code.lower(): code for code in ("EUR", "USD", "GBP", "SEK", "NOK", "DKK", "PLN", "CZK", "CHF")},
}
_NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0\u202f.,']\d{3}){1,4}(?:[.,]\d{1,2})?|\d{1,9}(?:[.,]\d{1,2})?")
_UNIT = re.compile(r"[\s\u00a0]{0,2}([^\W\d_]+|[€£$])\.?(?:[\s\u00a0]{1,2}([^\W\d_]+|[€£$]))?")
"""One or two words behind a number: "kr", "tys. zł"."""
_AHEAD = re.compile(r"(?<![^\W_])([^\W\d_]+|[€£$])\.?[\s\u00a0]{0,2}\Z")
_LONGEST_UNIT = 8
_DASHED = re.compile(r",[-–—]")
"""What stands for hundredths: "300,-" is a sum without its currency."""
_COINED = {"SE": "SEK", "NO": "NOK", "DK": "DKK", "CZ": "CZK"}
_KRONE = {"SE": "SEK", "NO": "NOK", "DK": "DKK"}


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount in a currency (ISO 4217) and where it stands."""

    amount: float
    currency: str
    start: int
    end: int


def find_sums(sheet: Sheet, start: int, end: int) -> list[Sum]:
    """Return the sums in ``text[start:end]``, in order; a number without a currency is none."""
    found: list[Sum] = []
    for match in _NUMBER.finditer(sheet.text, start, end):
        factor, named, stop = _unit_behind(sheet, match.end(), end)
        currency = _currency_ahead(sheet, found[-1].end if found else start, match.start()) or named
        if currency is None and (dashed := _DASHED.match(sheet.text, match.end(), end)) is not None:
            _, named, stop = _unit_behind(sheet, dashed.end(), end)
            currency = named or _COINED.get(sheet.country or "", "EUR")
        if currency:
            amount = round(plain_number(match.group()) * factor, 2)
            found.append(Sum(amount, currency, match.start(), stop))
    return found


def _currency_ahead(sheet: Sheet, start: int, number: int) -> str | None:
    """Return a currency whose sign or code stands right ahead of a sum: "€ 20", "EUR 20,-", "kr. 250"."""
    ahead = _AHEAD.search(sheet.text, max(start, number - _LONGEST_UNIT), number)
    if ahead is None:
        return None
    return _SYMBOLS.get(ahead.group(1)) or _currency(sheet, ahead.group(1).lower())


def _unit_behind(sheet: Sheet, at: int, end: int) -> tuple[float, str | None, int]:
    """Return the factor and the currency that the words at ``at`` name, and where the unit ends."""
    words = _UNIT.match(sheet.text[at : min(end, at + 30)])
    if words is None:
        return 1.0, None, at
    first, second = words.group(1).lower(), (words.group(2) or "").lower()
    factor = _factor(sheet, first)
    if factor == 1.0:
        return factor, _currency(sheet, first), at + words.end(1)
    return factor, _currency(sheet, second) or _currency(sheet, first), at + words.end(2 if second else 1)


def _factor(sheet: Sheet, word: str) -> float:
    for key, factor in (("thousand", 1e3), ("million", 1e6)):
        for phrase in sheet.known.own.phrases[key]:
            if word == phrase or (phrase.endswith("*") and word.startswith(phrase[:-1])):
                return factor
    return 1.0


def _currency(sheet: Sheet, word: str) -> str | None:
    own = sheet.known.own.currencies.get(word)
    if own and word == "kr":
        return _KRONE.get(sheet.country or "", own)
    return own or _SYMBOLS.get(word)


def plain_number(text: str) -> float:
    """Return the number that a European or English notation means: 7 320,00; 1.200; 1,200.50; 1,2."""
    digits = re.sub(r"[ \u00a0\u202f']", "", text)
    last = max(digits.rfind(","), digits.rfind("."))
    if last >= 0 and len(digits) - last - 1 in (1, 2):
        whole = re.sub(r"[.,]", "", digits[:last])
        return float(f"{whole}.{digits[last + 1 :]}")
    return float(re.sub(r"[.,]", "", digits))
