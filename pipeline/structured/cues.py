"""What a page's language tells of single values: online or a hall, an organisation or a person."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.gazetteer import country_code
from pipeline.redact import redacted
from pipeline.tokens import cut
from pipeline.words import Vocabulary, vocabulary

_CODE = re.compile(r"[A-Z]{2}")
_LONGEST_NAME = 160


@dataclass(frozen=True, slots=True)
class Cues:
    """Judges a place's words, a party's name; ``country`` gives the ISO code of a country's name."""

    says_online: Callable[[str], bool]
    is_organisation: Callable[[str], bool]
    country: Callable[[str], str | None]

    def party_name(self, text: str, declared: bool) -> str | None:
        """Return an organisation's name; None where it may be a person's.

        ``declared``: the data say that it is an organisation. A name that they leave open passes unless it
        looks like a person's: two to four capitalised words, none an organisation's noun or legal form.
        """
        name = " ".join(text.split())
        if (
            not name
            or len(name) > _LONGEST_NAME
            or name.startswith(("http://", "https://"))
            or redacted(name) != name
        ):
            return None
        return name if declared or self.is_organisation(name) or not _like_a_person(name) else None


def _like_a_person(name: str) -> bool:
    words = name.replace("-", " ").replace(".", " ").split()
    return 2 <= len(words) <= 4 and all(
        w.isalpha() and w[0].isupper() and (len(w) == 1 or not w.isupper()) for w in words
    )


def language_cues(known: Vocabulary) -> Cues:
    """Return the cues of a page's vocabulary; English words count everywhere."""
    lexicons = [known.lexicon, vocabulary("en").lexicon] if known.language != "en" else [known.lexicon]

    def says(text: str, *keys: str) -> bool:
        tokens = cut(text[:500])
        return any(hit.key in keys for lexicon in lexicons for hit in lexicon.find(tokens))

    return Cues(
        says_online=lambda text: says(text, "online", "hybrid"),
        is_organisation=lambda text: says(text, "organisation", "legal_form"),
        country=lambda text: text.upper() if _CODE.fullmatch(text.upper()) else country_code(text, known.own),
    )
