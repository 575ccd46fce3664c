"""Names in the nominative, where a language declines them: "Urzędem Miasta" is "Urząd Miasta"."""

from __future__ import annotations

import re

from pipeline.gazetteer import nominative_town
from pipeline.words import Words

_SHORTEST_SUFFIX = 3
_MOST_LEADING = 3
"""So many adjectives may stand ahead of a name's head."""

_SUFFIX = re.compile(r"(?<=\w)[:'’][a-zäöåõü]{1,5}$")
"""An ending that a mark hangs on a legal form or an abbreviation: "ry:n", "THL:n"."""
_SHORTEST_HEAD = 4


def nominative(name: str, words: Words, country: str | None = None) -> str:
    """Return a name in the nominative, as far as the language's data tell: its head and adjectives.

    ``country`` (ISO 3166) says whose towns a name may end in.
    """
    if not words.lemma and not words.endings:
        return name
    if words.head == "last":
        return _last_headed(name, words)
    parts = name.split(" ")
    lead: list[int] = []
    for i, part in enumerate(parts):
        if part[-1:] == "-" or (i and parts[i - 1][-1:] == "-"):
            continue  # "Deutschen Städte- und Gemeindebund"
        base = base_of(part, words) or (_unbent(part, words) if lead else None)
        adjective = _adjective(part, "", words) is not None
        further = i + 1 < len(parts) and base_of(parts[i + 1], words) is not None
        if base is not None and not (adjective and further):
            return " ".join(_headed(parts, i, base, lead, words, country))
        if not adjective:
            return name
        lead.append(i)
        if i >= _MOST_LEADING:
            break
    return name


def base_of(word: str, words: Words) -> str | None:
    """Return a noun's nominative in lower case: of the word itself, else of the end of a compound."""
    low = word.lower().strip(",.")
    found = words.lemma.get(low)
    if found is not None:
        return found
    for cut in range(1, len(low) - _SHORTEST_SUFFIX + 1):
        end = words.lemma.get("*" + low[cut:])
        if end is not None:
            return low[:cut] + end
    return None


def _unbent(word: str, words: Words) -> str | None:
    """Return a noun that the dative leaves as it is: "dem Deutschen *Landkreistag*"; None if unknown."""
    if not words.capital_nouns:
        return None
    low = word.lower().strip(",.")
    known = (*words.phrases["neuter"], *words.phrases["feminine"], *words.phrases["masculine"])
    return low if low.endswith(known) else None


def _last_headed(name: str, words: Words) -> str:
    """Return a name whose last word alone bends, its legal form aside: "Kulttuuriliiton", "Kylät ry:n"."""
    parts = name.split(" ")
    parts[-1] = _SUFFIX.sub("", parts[-1])
    last = len(parts) - 1
    if last and parts[last].lower() in words.phrases["legal_form"]:
        last -= 1
    head, tail = parts[last].rstrip(",."), parts[last][len(parts[last].rstrip(",.")) :]
    base = _compound_base(head.lower(), words)
    if base is not None:
        parts[last] = head[: len(head) - base[0]] + _cased(base[1], head[-base[0] :]) + tail
    return " ".join(parts)


def _compound_base(word: str, words: Words) -> tuple[int, str] | None:
    """Return how many last letters of a word or compound bend, and their nominative: the longest known."""
    for i in range(len(word) - _SHORTEST_HEAD + 1):
        base = words.lemma.get(word[i:])
        if base is not None:
            return len(word) - i, base
    for ending, base in words.endings:
        if word.endswith(ending):
            return len(ending), base
    return None


def _headed(
    parts: list[str], head: int, base: str, lead: list[int], words: Words, country: str | None
) -> list[str]:
    """Return the parts with the one at ``head`` made ``base``, the adjectives beside it to match."""
    changed = base != parts[head].lower()
    if not changed and not lead and not _bends_with(parts, head, base, words):
        return parts
    out = list(parts)
    out[head] = _cased(base, parts[head])
    for i in lead:
        out[i] = _adjective(parts[i], base, words) or parts[i]
    i = head + 1
    while i < len(parts) and parts[i][:1].isalpha():
        told = _adjective(parts[i], base, words)
        if told is None or not _agrees(parts, i, head, base, words):
            break
        out[i] = told
        i += 1
    if i == head + 1 and i == len(parts) - 1 and changed and parts[i][:1].isupper():
        out[i] = nominative_town(parts[i], words, country) or parts[i]
    return out


def _agrees(parts: list[str], i: int, head: int, base: str, words: Words) -> bool:
    """Tell whether the adjective at ``i`` is the head's, not of a noun behind it in the genitive.

    It is not where a small noun follows ("Institute of the Slovak republic"), nor where its ending is none
    of those that the head's asks for (``Words.agreement``).
    """
    follows = parts[i + 1] if i + 1 < len(parts) else ""
    noun = follows.isalpha() and follows.islower() and follows not in words.phrases["name_link"]
    if noun and _adjective(follows, base, words) is None:
        return False
    for ending, endings in words.agreement:
        if parts[head].lower().endswith(ending):
            return parts[i].lower().endswith(tuple(filter(None, endings.split("|"))))
    return True


def _bends_with(parts: list[str], head: int, base: str, words: Words) -> bool:
    """Tell whether the adjective beside an unbending head ("centrum") shows that the name is inflected."""
    after = parts[head + 1] if head + 1 < len(parts) else ""
    return (
        base.endswith("um")
        and after.lower().endswith(("im", "ym"))
        and _adjective(after, base, words) is not None
    )


def _adjective(word: str, head: str, words: Words) -> str | None:
    """Return an adjective's nominative beside ``head``, None where the word has none of the endings.

    Of forms "a|b|c" the second is that of a neuter head, the third that of a feminine one.
    """
    low = word.lower()
    for ending, base in words.endings:
        if low.endswith(ending) and len(low) > len(ending) + 1:
            forms = base.split("|")
            at = 1 if head.endswith(words.phrases["neuter"]) else 0
            if len(forms) > 2 and head.endswith(words.phrases["feminine"]):
                at = 2
            return word[: len(word) - len(ending)] + (forms[at] if at < len(forms) else forms[0])
    return None


def _cased(base: str, like: str) -> str:
    """Return ``base`` in the case that ``like`` is written in: capitals, a capital first, or none."""
    if like.isupper() and len(like) > 1:
        return base.upper()
    return base[:1].upper() + base[1:] if like[:1].isupper() else base
