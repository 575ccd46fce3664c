"""Places, organisations, money and codes as a visitor reads them, by the locale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from gettext import NullTranslations
from typing import Any

from babel.core import Locale
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from kalends.asked import asked_pairs
from kalends.web.labels import LABELS, N_
from kalends.web.sentences import translated
from kalends.web.times import Times
from pipeline.model import UNTOLD_YEAR, Announcement, Place, Role, Status
from store.filters import Filters
from store.now import COUNTED

Pairs = tuple[tuple[str, str], ...]
_MOST_NAMES = 3
_TIMES = ("start", "end", "deadline", "registration_deadline")
_CODED = {"status": "status", "topics": "topic", "accessibility": "accessibility"}
_CHIPS = {
    "q": N_("Words"),
    "from": N_("From day"),
    "to": N_("To day"),
    "city": N_("City"),
    "km": N_("Within km"),
    "country": N_("Country"),
    "language": N_("Language"),
    "network": N_("Network"),
    "organiser": N_("Organiser"),
    "funder": N_("Funder"),
    "topic": N_("Topic"),
    "status": N_("Status"),
    "source": N_("Source"),
    "online": N_("Online"),
    "free": N_("Free of charge"),
    "disputed": N_("Its pages differ"),
    "changed_since": N_("Changed since"),
    "new_since": N_("New since"),
}


class Wording(Times):
    """One visitor's words; templates know it as ``words``."""

    def label(self, kind: str, value: object) -> str:
        """A code in words: ``label("status", "moved_online")``; the code itself where there are none."""
        return _label(self.translations, kind, value)

    def language(self, code: str) -> str:
        """A language's name: ``szwedzki``."""
        return str(self.locale.languages.get(code, code))

    def country(self, code: str | None) -> str:
        """A country's name."""
        return str(self.locale.territories.get(code or "", code or ""))

    def money(self, amount: float, currency: str | None) -> str:
        """``48 000 PLN``: the code, not a sign that several countries share; whole amounts without cents."""
        digits = "#,##0" if float(amount).is_integer() else "#,##0.00"
        if currency is None:
            return self.number(amount)
        return format_currency(amount, currency, f"{digits} ¤¤", locale=self.locale, currency_digits=False)

    def number(self, value: float) -> str:
        """A number with the locale's separators."""
        return format_decimal(value, locale=self.locale)

    def listed(self, names: list[str]) -> str:
        """``A, B and C``."""
        return format_list(names, locale=self.locale)

    def value(self, field: str, value: object) -> str:
        """A claim's plain JSON value in words: lists with commas, yes and no, codes by their names."""
        if isinstance(value, bool):
            return self.said("Yes" if value else "No")
        if isinstance(value, (list, tuple)):
            return ", ".join(self.value(field, one) for one in value)
        if isinstance(value, dict):
            return ", ".join(self.value(field, one) for one in value.values() if one is not None)
        if value is None:
            return "–"
        if field in _TIMES and str(value).startswith(UNTOLD_YEAR):
            return self.yearless(str(value))
        if field in _TIMES:
            return self.stated(str(value))
        if field in _CODED:
            return self.label(_CODED[field], value)
        if field in ("language", "languages"):
            return self.language(str(value))
        return str(value)

    def said(self, text: str) -> str:
        """A whole sentence of ours translated; nothing in it is filled in."""
        return self.translations.gettext(text) if text else ""

    def why(self, sentence: str) -> str:
        """A reason or a finding that is kept in English, translated."""
        return translated(sentence, self.translations)

    def place(self, place: Place) -> str:
        """``Dom Sąsiedzki, Kraków``; empty where no place was told."""
        parts = [place.venue or place.address, place.city]
        return ", ".join(dict.fromkeys(part for part in parts if part))

    def compared(self, told: Announcement, other: Announcement) -> list[tuple[str, str, str]]:
        """(label, this one's words, the other's) of what tells two announcements apart."""
        sides = [self._sides(one) for one in (told, other)]
        return [(self.said(label), sides[0][label], sides[1][label]) for label in sides[0]]

    def _sides(self, told: Announcement) -> dict[str, str]:
        place, deadline = told.place, told.registration.deadline
        return {
            "When": self.when(told.when or told.yearless),
            "Where": ", ".join(part for part in (place.venue, place.address, place.city) if part),
            "Organisers": ", ".join(told.names(Role.ORGANISER, Role.CO_ORGANISER)),
            "Partners": ", ".join(told.names(Role.PARTNER)),
            "Funders": ", ".join(told.names(Role.FUNDER)),
            "Status": self.label("status", told.status),
            "Registration closes": self.until(deadline) if deadline else "",
            "Language": self.language(told.language) if told.language else "",
        }

    def organisers(self, told: Sequence[str]) -> str:
        """The organisers' names, the first few of many."""
        names = list(told)
        more = len(names) - _MOST_NAMES
        return f"{', '.join(names[:_MOST_NAMES])} +{more}" if more > 0 else self.listed(names)

    def counted(self, total: int) -> str:
        """A number of events, which are counted to :data:`COUNTED` only."""
        return self.number(total) if total < COUNTED else f"{self.number(COUNTED)}+"

    def countries(self, codes: Iterable[str]) -> Pairs:
        """(code, name) by name."""
        return _countries(self.locale, tuple(codes))

    def languages(self, codes: Iterable[str]) -> Pairs:
        """(code, name) by name."""
        return _languages(self.locale, tuple(codes))

    def topics(self, topics: Iterable[str]) -> Pairs:
        """(topic, its words) by words."""
        return _topics(self.translations, tuple(topics))

    def statuses(self) -> list[tuple[str, str]]:
        """(status, its words)."""
        return [(status.value, self.label("status", status)) for status in Status]

    def flag(self, value: bool | None) -> str:
        """A yes or no as forms send it."""
        return "" if value is None else str(int(value))

    def chips(self, filters: Filters) -> list[tuple[str, str, str]]:
        """(parameter, its label, its value in words) of the filters that are set."""
        return [
            (name, self.said(_CHIPS[name]), self._value(name, value))
            for name, value in asked_pairs(filters)
            if name in _CHIPS
        ]

    def _value(self, name: str, value: str) -> str:
        spoken: dict[str, Any] = {"country": self.country, "language": self.language}
        if name in ("status", "topic"):
            return self.label(name, value)
        if name in ("online", "free", "disputed"):
            return self.said("Yes" if value == "1" else "No")
        return str(spoken[name](value)) if name in spoken else value


# The form of every page offers the same few lists.
@lru_cache(maxsize=100)
def _countries(locale: Locale, codes: tuple[str, ...]) -> Pairs:
    return _by_name((code, str(locale.territories.get(code, code))) for code in codes)


@lru_cache(maxsize=100)
def _languages(locale: Locale, codes: tuple[str, ...]) -> Pairs:
    return _by_name((code, str(locale.languages.get(code, code))) for code in codes)


@lru_cache(maxsize=100)
def _topics(translations: NullTranslations, topics: tuple[str, ...]) -> Pairs:
    return _by_name((topic, _label(translations, "topic", topic)) for topic in topics)


def _label(translations: NullTranslations, kind: str, value: object) -> str:
    message = LABELS[kind].get(str(value))
    return translations.gettext(message) if message else str(value).replace("_", " ")


def _by_name(pairs: Iterable[tuple[str, str]]) -> Pairs:
    return tuple(sorted(pairs, key=lambda pair: pair[1].casefold()))
