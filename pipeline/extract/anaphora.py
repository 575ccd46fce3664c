"""Which organisation a page means by "the association" or "de denktank": one that it names itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.extract.name_words import is_domain
from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.words import Hit

_SHORTEST_STEM = 4
_MOST_LOOKED_AT = 60
"""A page tells early what it means; what one noun costs stays bounded."""


def meant_by(reader: NameReader, i: int) -> Name | None:
    """Return the name that the noun at token ``i`` stands for, None where the page has none with that noun.

    The name that the page writes most often is meant; of several, the first. Its place is the noun's.
    """
    of = reader.words
    noun = of.words[i]
    if noun not in reader.akin:
        reader.akin[noun] = tuple(_named(reader, noun))
    found = [name for k, name in reader.akin[noun] if k != i]
    if not found:
        return None
    often = Counter(name.text for name in found)
    best = max(found, key=lambda name: (often[name.text], -name.start))
    return Name(best.text, of.starts[i], of.ends[i])


def _named(reader: NameReader, noun: str) -> Iterator[tuple[int, Name]]:
    """Yield the page's first names with a noun akin to ``noun``, each with its token."""
    of = reader.words
    each = of.sheet.known.own.phrases["every"]
    for k in of.ordered_nouns[:_MOST_LOOKED_AT]:
        name = reader.around(k) if _akin(noun, of.words[k]) else None
        if name is None or is_domain(name.text.rpartition(" ")[2]):
            continue
        if of.words[of.tokens.at(name.start)] in each:
            continue  # "Hver kommune"
        if " " in name.text or len(name.text) > len(noun) + 2:
            yield k, name


def common_subject(reader: NameReader, verb: Hit) -> Name | None:
    """Return the noun beside a verb where it means one certain body: "The council holds a forum"."""
    of, own = reader.words, reader.words.sheet.known.own
    for i in nouns_around(reader, verb)[:1]:
        ahead = of.words[i - 1] if i else ""
        told = ahead in of.articles or ahead in of.ours or of.words[i].endswith(own.phrases["definite"])
        if told or (not of.articles and ahead != "-"):
            text = of.span(i, i)
            return Name(text[:1].upper() + text[1:], of.starts[i], of.ends[i])
    return None


def nouns_around(reader: NameReader, verb: Hit) -> list[int]:
    """Return the tokens of bare nouns of organisations right ahead of a verb and right behind it."""
    around = (noun_before(reader, verb.first), noun_behind(reader, verb.last))
    return [i for i in around if i is not None]


def noun_before(reader: NameReader, i: int) -> int | None:
    """Return the token of a bare noun of organisations that ends ahead of token ``i``, as a subject does."""
    of, k = reader.words, i - 1
    return k if k >= 0 and k in of.nouns and _is_bare(reader, k) else None


def noun_behind(reader: NameReader, i: int) -> int | None:
    """Return the token of a bare noun of organisations behind token ``i``, an article passed over."""
    of, k = reader.words, i + 1
    if k < len(of) and of.words[k] in of.articles:
        k += 1
    return k if k < len(of) and k in of.nouns and _is_bare(reader, k) else None


def _is_bare(reader: NameReader, k: int) -> bool:
    """Tell whether the noun at token ``k`` stands alone: no capital and no further noun beside it."""
    of = reader.words
    ahead = k > 0 and of.capital(k - 1) and of.words[k - 1] not in of.articles and of.gap(k).strip(" ") == ""
    behind = k + 1 < len(of) and (of.capital(k + 1) or k + 1 in of.nouns) and of.gap(k + 1) == " "
    return not ahead and not behind


def _akin(noun: str, other: str) -> bool:
    """Tell whether two words have one stem, or one ends as the other does: "denktank", "Denktanks"."""
    if other.endswith(noun) or (noun.startswith(other) and len(other) >= _SHORTEST_STEM):
        return True
    shared = 0
    for a, b in zip(noun, other, strict=False):
        if a != b:
            break
        shared += 1
    enough = max(_SHORTEST_STEM, min(len(noun), len(other)) - 2)
    return shared >= enough and abs(len(noun) - len(other)) <= 3
