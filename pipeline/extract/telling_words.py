"""What a language's words are to organisations' names: heads, articles, possessives, endings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipeline.words import Words

_TELLING = frozenset({"ů"})
"""A genitive's ending of one letter that no verb has."""


@dataclass(frozen=True, slots=True)
class TellingWords:
    """What a language's words are to names.

    ``heads``: the ends of compounds that are organisations; ``bare``: common nouns of such; ``called``: words
    that are an organisation's name in capitals only; ``genitives`` and ``adjectives``: their endings;
    ``adding``: prepositions that lead partners in; ``describing``: those of adjectives that stand small
    ahead of a name's noun; ``bent``: of inflected ones.
    """

    heads: tuple[str, ...]
    bare: frozenset[str]
    called: frozenset[str]
    articles: frozenset[str]
    ours: frozenset[str]
    owning: frozenset[str]
    shortened: frozenset[str]
    fillers: frozenset[str]
    adding: frozenset[str]
    genitives: tuple[str, ...]
    adjectives: tuple[str, ...]
    bent: tuple[str, ...]
    describing: tuple[str, ...]


@cache
def telling_words(words: Words) -> TellingWords:
    """Return what a language's words are to names; made once a language."""
    own = words.phrases
    alone = [phrase for phrase in own["organisation"] if phrase[0] != "*" and " " not in phrase]
    straight = (form for _, forms in words.endings for form in forms.split("|") if len(form) > 1)
    filling = (*own["copula"], *own["day_before"], *own["jointly"])
    return TellingWords(
        heads=tuple(phrase[1:].removesuffix("*") for phrase in own["organisation"] if phrase[0] == "*"),
        bare=frozenset(phrase.removesuffix("*") for phrase in alone if not phrase[0].isupper()),
        called=frozenset(phrase.removesuffix("*").lower() for phrase in alone if phrase[0].isupper()),
        articles=frozenset(own["article"]),
        ours=frozenset(own["we"]),
        owning=frozenset(own["possessive"]),
        shortened=frozenset(own["abbreviation"]),
        fillers=frozenset(word for phrase in filling for word in phrase.split()),
        adding=_adding(words),
        genitives=tuple(end for end in own["genitive"] if end in _TELLING or len(end) > 1),
        bent=tuple(ending for ending, _ in words.endings),
        adjectives=(*(ending for ending, _ in words.endings), *straight),
        describing=own["adjective"],
    )


def _adding(words: Words) -> frozenset[str]:
    """Return the prepositions that lead partners in, "con"; where cases tell, they mean other things too."""
    phrases = (phrase.split() for phrase in words.phrases["with_partner"])
    last = [phrase[-1] for phrase in phrases if len(phrase) > 1 and "*" not in phrase[-1]]
    return frozenset(word for word in last if not words.lemma and last.count(word) > len(last) // 4)
