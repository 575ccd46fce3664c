"""Folding: names and words in the one form in which they are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from unicodedata import combining

# Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th"}
)
_HAS_LETTER = re.compile(f"[{''.join(map(chr, _LETTERS))}]")
_WORD = re.compile(r"[^\W_]+")
# The marks of Latin letters, and what is left of most titles beside ASCII: nothing that folding changes.
_MARKS = re.compile(r"[\u0300-\u034e\u0350-\u036f]+")
_NOT_PLAIN = re.compile(r"[^\x00-\x7f–—‘’“”„«»•·]")
_LEGAL_FORM = re.compile(
    r"(?<=.) (?:ab|a ?s|aisbl|aps|asbl|b ?v|e ?v|ek for|g?gmbh|ideell forening|inc|limited|llc|ltd|nv|o ?p ?s"
    r"|oy|rf|ry|s ?a|sarl|sp ?z ?o ?o|s ?r ?l|s ?r ?o|ug|vzw|z ?s)$"
)


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """``text`` without case, accents and superfluous space: "  Łódź" and "LODZ" both give "lodz"."""
    if text.isascii():
        return " ".join(text.lower().split())
    bare = _bare(text)
    # Case folding can bring new marks and decomposition new capitals: what is not plain yet goes once more.
    return " ".join((_bare(bare) if _NOT_PLAIN.search(bare) else bare).split())


def _bare(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", _plain_letters(text.casefold()))
    if not decomposed.isascii():
        decomposed = _MARKS.sub("", decomposed)
        if _NOT_PLAIN.search(decomposed):
            decomposed = "".join([char for char in decomposed if char < "\u0300" or not combining(char)])
    return _plain_letters(decomposed.casefold())


def _plain_letters(text: str) -> str:
    # To look first costs a fifth of what translating does, and few texts have such a letter.
    return text.translate(_LETTERS) if _HAS_LETTER.search(text) else text


def folded_words(text: str) -> list[str]:
    """The folded words of ``text`` in its order; punctuation and underscores part words."""
    return words_of_folded(fold(text))


def words_of_folded(folded: str) -> list[str]:
    """As :func:`folded_words`, of a text that is folded already."""
    return _WORD.findall(folded)


def organisation_key(name: str) -> str:
    """What one organisation's name is known by: folded words without a closing legal form.

    A name of punctuation alone is its own key, so that the key is empty only where the name is.
    """
    key = " ".join(folded_words(name))
    return _LEGAL_FORM.sub("", key) or fold(name)


def like_pattern(text: str) -> str:
    """A LIKE pattern (escape ``\\``) for "contains folded ``text``"; wildcards in ``text`` are inert."""
    escaped = re.sub(r"([\\%_])", r"\\\1", fold(text))
    return f"%{escaped}%"
