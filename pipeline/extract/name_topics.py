"""Topics that a name enumerates: "Ministerium für Arbeit, Soziales und Gleichstellung" is one name."""

from __future__ import annotations

from pipeline.extract.name_marks import heads, ties_topic
from pipeline.extract.name_words import NameWords
from pipeline.extract.persons import given_names
from pipeline.gazetteer import NOTED, country_code, find_town, nominative_town

_MOST_TOPICS = 7
_MOST_TIES = 3
_MOST_WORDS = 4
"""One topic has at most so many words: "Affaires sociales et *Coopération au développement*"."""
_CLOSING = frozenset(",.;:()!?–-")


def topics_end(of: NameWords, i: int, j: int, stop: int) -> int | None:
    """Return the last token of the topics that go on behind the comma or joint at token ``j``.

    The name begins at token ``i`` with an organisation's noun, and a tie stands ahead of its first topic.
    None where what follows is, or may be, another organisation, a place or prose; ``stop`` is an offset.
    """
    if of.sheet.known.own.head == "last":
        return _owned_noun(of, i, j)
    tie = _tie(of, i, j)
    if tie is None and i in of.ministries:
        tie = i + 1  # "Assessorato Cultura, Sport e Turismo"
    if tie is None or any(k in of.joins and of.words[k - 1] != "-" for k in range(i, j)):
        return None  # but "für Land- und Forstwirtschaft, Regionen und …" goes on
    if j in of.joins and tie == j - 2 and of.words[tie] in of.sheet.known.own.phrases["at_town"]:
        return None  # "Naturvernforbundet i Rogaland og Motvind Sørvest" are two
    first = _past_ties(of, tie)
    if first >= j or not _is_topical(of, first, j, i in of.ministries):
        return None
    if of.cased and any(k in of.nouns and k not in of.topics and of.letter(k) for k in range(first + 1, j)):
        return None  # "Wydział Kultury *Urzędu* Miasta Radomia oraz Dom Kultury Lipa"
    if j in of.joins and i not in of.ministries and _is_loose_pair(of, first, j):
        return None
    articled = any(of.words[k] in of.articles for k in range(tie, first))
    k, closed = j, False
    for _ in range(_MOST_TOPICS):
        k += of.word(k, stop) == ","
        if k in of.joins:
            closed, k = True, of.joins[k] + 1
        elif of.word(k - 1, stop) != ",":
            return None
        told = _topic_end(of, k, stop, articled, small=not of.letter(first), office=i in of.ministries)
        if told is None or closed:
            return told
        k = told + 1
    return None


def _is_loose_pair(of: NameWords, first: int, j: int) -> bool:
    """Tell two capital names at a joint of which no word is a topic's: "Vale do Outeiro e Mundo Aberto".

    A name that goes on behind a tie is another one: "Instituto de Estudos Rurais e *Amigos* do Rio".
    """
    other = _past_ties(of, of.joins[j] + 1)
    own = of.sheet.known.own
    if not (of.letter(first) and of.letter(other)) or own.capital_nouns:
        return False
    if own.phrases["possessive"]:
        return _is_headed_behind(of, other) and of.topics.isdisjoint(range(first, j))
    if of.words[first] in own.shared_nouns or of.words[other] in own.shared_nouns:
        return False  # "delle Fondazioni ed Enti filantropici"
    tied = other + 2 < len(of) and of.words[other + 1] in own.phrases["belongs"]
    tied = tied and nominative_town(of.span(other + 2, other + 2), own, of.sheet.country) is None
    return other not in of.topics and (tied or of.topics.isdisjoint(range(first, j)))


def _is_headed_behind(of: NameWords, k: int) -> bool:
    """Tell capitals from token ``k`` on that a noun of their own closes: "and *Elm Road Primary School*"."""
    last = k
    while last + 1 < len(of) and last - k < _MOST_WORDS and of.letter(last + 1) and last + 1 not in of.stops:
        last += 1
    return last > k and last in of.nouns and of.nouns.isdisjoint(range(k, last))


def _owned_noun(of: NameWords, i: int, j: int) -> int | None:
    """Return the noun of two owners that the joint at ``j`` joins: "Lasten ja nuorten säätiö"."""
    owner = tuple(of.sheet.known.own.phrases["possessive"])
    owned = all(of.words[k].endswith(owner) and k not in of.nouns for k in range(i, j))
    if j not in of.joins or not owned:
        return None
    for k in range(of.joins[j] + 1, min(of.joins[j] + 1 + _MOST_TIES, len(of))):
        if of.capital(k) or not of.words[k].isalpha() or "\n" in of.gap(k):
            return None
        if k in of.nouns:
            return k if k > of.joins[j] + 1 and of.words[k] not in of.sheet.known.own.shared_nouns else None
    return None


def _tie(of: NameWords, i: int, j: int) -> int | None:
    """Return the first word behind the name's noun that ties a topic to it, None without one."""
    headed = False
    for k in range(i, j):
        if headed and k not in of.legal and ties_topic(of, k, i):
            return k
        headed = headed or k in of.nouns
    return None


def _past_ties(of: NameWords, k: int) -> int:
    """Return the token behind the ties and articles at token ``k``, elided ones with their apostrophe."""
    behind = k
    while behind < min(k + _MOST_TIES, len(of) - 1):
        tie = behind in of.links or of.words[behind] in of.articles
        if not tie or behind in of.joins or of.capital(behind):
            break
        behind += 1 + (of.words[behind + 1] == "'")
    return behind


def _is_topical(of: NameWords, first: int, end: int, office: bool) -> bool:
    """Tell whether the tokens from ``first`` up to ``end`` may be a topic: no organisation and no place."""
    own = of.sheet.known.own
    if not of.words[first].isalpha() or of.shouted(first) or not all(map(_is_written, of.words[first:end])):
        return False
    inner = range(first, end - (end - first == 1))
    if not office and any(k in of.nouns and k not in of.topics for k in inner):
        return False
    last = of.span(end - 1, end - 1)
    whole = of.span(first, end - 1)
    placed = any(_is_town(of, name, office) for name in (last, whole))
    return not placed and not any(country_code(name, own) for name in (last, whole))


def _is_town(of: NameWords, name: str, office: bool) -> bool:
    """Tell a town; behind an office's noun a small one's name is a topic: "Dipartimento di *Lettere*, …"."""
    own, country = of.sheet.known.own, of.sheet.country
    town = nominative_town(name, own, country)
    found = find_town(town, country) if town is not None and office else None
    if office and of.is_bare_noun(name):
        return False
    return town is not None and (found is None or found.people > NOTED)


def _is_written(word: str) -> bool:
    return word.isalpha() or word in ("'", "-")


def _topic_end(of: NameWords, k: int, stop: int, articled: bool, *, small: bool, office: bool) -> int | None:
    """Return the last token of the topic at token ``k``, None where something else stands there.

    ``articled``: the first topic has an article; ``small``: it is in small letters.
    """
    first = _past_ties(of, k)
    if first >= len(of) or of.starts[first] >= stop or not of.words[first].isalpha():
        return None
    ties = of.words[k:first]
    lone_article = bool(ties) and all(tie in of.articles or tie == "'" for tie in ties)
    if lone_article and first in of.nouns and first + 1 in of.inner:
        return None  # "et le Forum national"
    if (lone_article and not articled) or k in of.agents or _is_other(of, first, office and not ties):
        return None
    last = first
    while last + 1 < len(of) and of.starts[last + 1] < stop and last - first < _MOST_WORDS:
        ahead = last + 1
        ends = ahead in of.stops or ahead in of.verbs or ahead in of.cues or ahead in of.joins
        ends = ends or ahead in of.links or not of.words[ahead].isalpha() or "\n" in of.gap(ahead)
        if ends or of.capital(ahead) != of.capital(first):
            break
        last = ahead
    headed = of.word(last + 1, stop).isalpha() and last + 1 in of.nouns
    while last > first and of.letter(first) and not _is_topical(of, last, last + 1, office):
        last -= 1  # "Klima und Energiewirtschaft Baden-Württemberg"
    if headed or small == of.letter(first) or not _is_topical(of, first, last + 1, office):
        return None
    tied = bool(ties) and not lone_article
    ends = of.letter(first) or _is_end(of, last + 1, stop) or (tied and last + 1 in of.links)
    return last if ends and (of.letter(first) or tied or last == first) else None


def _is_end(of: NameWords, k: int, stop: int) -> bool:
    """Tell whether small words of a name end ahead of token ``k``."""
    if k >= len(of) or of.starts[k] >= stop or "\n" in of.gap(k):
        return True
    return of.words[k] in _CLOSING or any(k in ends for ends in (of.joins, of.stops, of.cues, of.places))


def _is_seat(of: NameWords, k: int) -> bool:
    """Tell what an organisation's noun has behind it and a topic has not: a town, a noun in the genitive."""
    own, country = of.sheet.known.own, of.sheet.country
    town = k < len(of) and of.letter(k) and nominative_town(of.span(k, k), own, country) is not None
    return town or (bool(own.lemma) and k in of.nouns and of.letter(k))


def _is_other(of: NameWords, first: int, office: bool) -> bool:
    """Tell a word that begins another name, or prose, at token ``first``."""
    if of.shouted(first) or first in of.titles or first in of.verbs or first in of.cues:
        return True
    if first in of.stops or first in of.copulas or heads(of, first):
        return True
    ahead, own = first + 1, of.sheet.known.own
    topical = office and first not in of.ministries and ahead not in of.links and not _is_seat(of, ahead)
    if of.is_bare_noun(of.span(first, first)):
        loose = (
            of.letter(ahead)
            or ahead in of.links - of.places
            or (ahead in of.inner and of.words[first] not in own.shared_nouns)
        )
        topical = topical or not (loose or first in of.ministries)
    else:
        topical = topical or first in of.topics
    return (first in of.nouns and not topical) or of.words[first] in given_names()
