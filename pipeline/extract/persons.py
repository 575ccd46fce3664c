"""Persons told from organisations: by given names, of which Faker's locale data hold a few thousand."""

from __future__ import annotations

import importlib
import re
from functools import cache, lru_cache

from pipeline.gazetteer import MOST_NAMES
from pipeline.tokens import cut
from pipeline.words import Vocabulary, spoken_words, vocabulary

_LOCALES = [
    "sv_SE",
    "no_NO",
    "da_DK",
    "fi_FI",
    "pl_PL",
    "cs_CZ",
    "sk_SK",
    "de_DE",
    "en_GB",
    "en_US",
    "fr_FR",
    "es_ES",
    "it_IT",
    "nl_NL",
    "pt_PT",
    "et_EE",
    "lt_LT",
    "lv_LV",
]
_LISTS = ("first_names", "first_names_male", "first_names_female", "first_names_unisex")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_COLLECTIVE = frozenset({"organisation", "legal_form", "venue", "programme", "event"})


_CASES = ("em", "om", "ovi", "owi", "ou", "ą", "ę", "a")
"""Endings of given names in the cases of Slavic languages."""
_SHORTEST = 4
"""A given name whose ending is taken off keeps at least so many letters."""


@cache
def given_names() -> frozenset[str]:
    """Return given names in lower case, a few thousand, of all languages together."""
    names: set[str] = set()
    for locale in _LOCALES:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute in _LISTS:
            names.update(name.lower() for name in getattr(provider, attribute, ()))
    return frozenset(names)


@lru_cache(maxsize=MOST_NAMES)
def is_person(name: str, known: Vocabulary) -> bool:
    """Tell whether ``name`` is a person's: a given name with a surname and no word of an organisation.

    Where somebody is from or works belongs to them: "N. N. from the City of Ely". A name of one word, or with
    figures, quotes or an acronym in it, is never taken for a person's.
    """
    words = _WORD.findall(name)
    ties = (*known.own.phrases["hails_from"], *known.own.phrases["works_at"])
    link = next((i for i, word in enumerate(words) if word in ties), 0)
    if link > 1:
        return is_person(" ".join(words[:link]), known)
    if not 2 <= len(words) <= 5 or any(c.isdigit() or c in '„“”"«»&' for c in name):
        return False
    if any(word.isupper() and len(word) > 1 for word in words):
        return False
    if words[0].lower() in known.own.phrases["person_title"]:
        return not _is_collective(name, known)
    titled = any(words[0].lower() in known.own.phrases[key] for key in ("role", "speaker"))
    particles = spoken_words(known.own.language, "person_particle")
    cased = bool(known.own.lemma) and known.own.head != "last"
    if not any(_named(words, i, particles, cased) for i in range(min(len(words) - 1, 1 + titled))):
        return False
    return not _is_collective(name, known)


def _is_collective(name: str, known: Vocabulary) -> bool:
    """Tell whether a word of an organisation stands in a name."""
    tokens = cut(name)
    lexicons = (known.lexicon, vocabulary("en").lexicon)
    return any(hit.key in _COLLECTIVE for lexicon in lexicons for hit in lexicon.find(tokens))


def _named(words: list[str], i: int, particles: frozenset[str], cased: bool) -> bool:
    """Tell whether a given name and a surname begin at word ``i`` and little else is left.

    ``cased``: the given name may be in another case than the nominative.
    """
    given = words[i].lower().split("-")[0]
    if not words[i][0].isupper() or i > 1 or not (given in given_names() or (cased and _is_bent(given))):
        return False
    rest = words[i + 1 :]
    return all(word[0].isupper() or word.lower() in particles for word in rest) and rest[-1][0].isupper()


def _is_bent(word: str) -> bool:
    """Tell a given name in another case than the nominative: "Tomaszem", "Annou"."""
    stems = [word[: -len(ending)] for ending in _CASES if word.endswith(ending)]
    return any(len(stem) >= _SHORTEST and not {stem, f"{stem}a"}.isdisjoint(given_names()) for stem in stems)
