"""The interface's languages: which one a visitor gets, and its words (gettext catalogues read from .po)."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from fastapi import Request

WORDS = Path(__file__).parent / "words"
LANGUAGES = MappingProxyType({"en": "English", "sv": "Svenska", "pl": "Polski"})
"""Code → the language's own name; the first is what a visitor gets who asks for none of them."""

DEFAULT = "en"
COOKIE = "lang"
_LOCALES = MappingProxyType({"en": "en_GB", "sv": "sv_SE", "pl": "pl_PL"})


def language_of(request: Request) -> str:
    """The parameter ``lang``, else the cookie, else the best of Accept-Language, else English."""
    for stated in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if stated is not None and stated in LANGUAGES:
            return stated
    return accepted(request.headers.get("accept-language", ""))


def accepted(header: str) -> str:
    """The language of ours that an Accept-Language header likes best."""
    wishes: list[tuple[float, str]] = []
    for part in header[:500].split(","):
        tag, _, quality = part.partition(";")
        code = tag.strip().lower().partition("-")[0]
        if code in LANGUAGES:
            wishes.append((_quality(quality), code))
    best = max(wishes, key=lambda wish: wish[0], default=(0.0, DEFAULT))
    return best[1] if best[0] > 0 else DEFAULT


def _quality(text: str) -> float:
    name, _, number = text.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(number)
    except ValueError:
        return 0.0


@cache
def locale_of(language: str) -> Locale:
    """The locale by which dates and numbers are written in this language."""
    return Locale.parse(_LOCALES[language])


@cache
def words_of(language: str) -> NullTranslations:
    """The interface's words in one language; English is what the templates are written in."""
    path = WORDS / f"{language}.po"
    if not path.exists():
        return NullTranslations()
    with path.open("rb") as file:
        catalog = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return GNUTranslations(compiled)
