"""Sums of money: 9 miljoner kronor, 150 tys. zł, 1,2 Mio. Euro, £20k, 7 320,00 zł."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.sheet import Sheet

_SYMBOLS = {"€": "EUR", "£": "GBP", "$": "USD", "eur": "EUR", "usd": "USD", "gbp": "GBP", "sek": "SEK", "nok": "NOK", "dkk": "DKK",
            "pln": "PLN", "czk": "CZK", "chf": "CHF", "zł": "PLN", "kč": "CZK"}
_NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0\u202f.,']\d{3}){1,4}(?:[.,]\d{1,2})?|\d{1,9}(?:[.,]\d{1,2})?")
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
    found = []
    text = sheet.text
    for match in _NUMBER.finditer(text, start, end):
        before = text[max(start, match.start() - 2): match.start()].strip()[-1:]
        currency = _SYMBOLS.get(before)
        tail, factor, stop = text[match.end(): min(end, match.end() + 30)], 1.0, match.end()
        words = re.match(r"[\s\u00a0]{0,2}([^\W\d_]+|[€£$])\.?(?:[\s\u00a0]{1,2}([^\W\d_]+|[€£$]))?", tail)
        if words:
            first, second = words.group(1).lower(), (words.group(2) or "").lower()
            factor = _factor(sheet, first)
            named = second if factor != 1.0 else first
            currency = currency or _currency(sheet, named) or (_currency(sheet, first) if factor != 1.0 else None)
            if currency:
                stop = match.end() + (words.end(2) if factor != 1.0 and words.group(2) else words.end(1))
        if currency:
            found.append(Sum(round(plain_number(match.group()) * factor, 2), currency, match.start(), stop))
    return found


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
        return float(f"{whole}.{digits[last + 1:]}")
    return float(re.sub(r"[.,]", "", digits))
