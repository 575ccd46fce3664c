"""What the cases of its words tell of a name's reach, in languages that have a genitive."""

from __future__ import annotations

from pipeline.extract.declension import base_of
from pipeline.extract.name_words import CLOSERS, NameWords

_SHORTEST_PLAIN = 3
_MOST_PLAIN = 2
"""So many small words stand between a name's capital adjective and its next capital."""


def begins_anew(of: NameWords, i: int, j: int) -> bool:
    """Tell a head in the nominative behind an inflected name: "z Gminą Lipno Fundacja Most"."""
    own = of.sheet.known.own
    if not own.phrases["genitive"] or j not in of.nouns or of.shouted(j):
        return False
    if of.letter(j - 1) and of.is_adjective(j - 1) and not (of.is_bent(j - 1) or j - 1 in of.nouns):
        return False  # "ze Stowarzyszeniem Czyste Miasto"
    head = j + (j + 1 in of.nouns and of.is_bent(j))  # "z Odborom kultúry Mestského úradu"
    first, here = base_of(of.words[i], own), base_of(of.words[head], own)
    return first is not None and first != of.words[i] and here in (None, of.words[head])


def is_plain(of: NameWords, k: int) -> bool:
    """Tell a noun or adjective in small letters by its ending, which no verb has, in languages with cases."""
    verbal = tuple(of.sheet.known.own.phrases["verb_ending"])
    if not verbal or k >= len(of) or of.capital(k) or not of.words[k].isalpha():
        return False
    if len(of.words[k]) < _SHORTEST_PLAIN or of.words[k].endswith(verbal) or "\n" in of.gap(k):
        return False
    kinds = (of.verbs, of.stops, of.links, of.joins, of.copulas, of.places, of.cues, of.events, of.relatives)
    return not any(k in kind for kind in kinds) and of.words[k] not in of.articles


def ties_genitive(of: NameWords, j: int) -> bool:
    """Tell a small genitive between an organisation's noun and a capital: "Ústav *dějin* Filozofické …".

    It may have an adjective, "Ústav *českých dějin* Filozofické …", and a place behind it.
    """
    first = j - (j - 1 not in of.nouns)
    behind = j + 1 + (first == j and not of.letter(j + 1) and j + 1 not in of.places)
    led = behind + (behind in of.places and behind in of.links)
    if first - 1 not in of.nouns or led >= len(of) or not of.letter(led) or "\n" in of.gap(led):
        return False
    return all(is_plain(of, k) for k in range(first, behind))


def follows_adjective(of: NameWords, i: int, j: int) -> bool:
    """Tell a small noun, or its adjective, behind a capital one within a sentence.

    "…, Kultúrny *kontaktný bod* Slovensko": a capital, an organisation's noun or a link closes it.
    """
    if j - i > _MOST_PLAIN or not of.is_adjective(i) or not of.letter(i) or i in of.nouns:
        return False
    if i <= of.tokens.at(of.sheet.sentence(of.starts[i])[0]):
        return False
    if not all(is_plain(of, k) for k in range(i + 1, j + 1)):
        return False
    return _closes(of, j + 1) or (is_plain(of, j + 1) and j < i + _MOST_PLAIN and _closes(of, j + 2))


def follows_capital(of: NameWords, k: int) -> bool:
    """Tell a small adjective between a capital one and its noun: "Městské *kulturní* středisko"."""
    if not is_plain(of, k) or not of.is_adjective(k) or of.letter(k + 1):
        return False
    first = k - 1 - (is_plain(of, k - 1) and of.is_adjective(k - 1))
    return first >= 0 and of.is_adjective(first) and of.letter(first) and first not in of.nouns


def leads_back(of: NameWords, k: int) -> bool:
    """Tell a small word or a mark inside a name: "Spolku *obyvatel* Nového Města", "Fundacji *„*Most”"."""
    quoted = of.words[k] in CLOSERS and k - 1 in of.nouns and of.letter(k - 1)
    if quoted or not of.cased:
        return quoted
    short = of.words[k - (of.words[k] == ".")] in of.shortened  # "Farnosti *sv.* Anny"
    return short or (k in of.inner and not of.capital(k))


def ties_person(of: NameWords, k: int) -> bool:
    """Tell the word between a person and an organisation's noun: "mówi Anna Kowalska *z* Fundacji X"."""
    if of.words[k] not in of.sheet.known.own.phrases["hails_from"]:
        return False
    noun = k + 1 + (of.is_adjective(k + 1) and k + 1 not in of.nouns)
    told = noun in of.nouns or (of.cased and of.shouted(k + 1))
    return k > 0 and of.letter(k - 1) and k - 1 not in of.nouns and told


def ends_pair(of: NameWords, i: int, j: int, stop: int) -> bool:
    """Tell the first of two small words that end a name within a row: "Měsíc *autorského* čtení, …"."""
    pair = j == i + 1 and of.is_adjective(j) and is_plain(of, j) and is_plain(of, j + 1)
    inside = pair and i > 0 and (of.words[i - 1] == "," or i - 1 in of.joined)
    return inside and (of.word(j + 2, stop) in (",", ".", ";") or j + 2 in of.joins)


def ends_titled(of: NameWords, i: int, j: int) -> bool:
    """Tell a small noun behind the capital adjective that names a body: "Združenie Zelené *údolie*"."""
    named = j - 2 >= i and j - 2 in of.nouns and of.letter(j - 1) and of.is_adjective(j - 1)
    return named and j - 1 not in of.nouns and is_plain(of, j)


def _closes(of: NameWords, k: int) -> bool:
    if k >= len(of) or "\n" in of.gap(k):
        return False
    link = k in of.links and k not in of.places and k not in of.joins and of.words[k].isalpha()
    return of.letter(k) or k in of.nouns or link


def _heads_small(of: NameWords, k: int) -> bool:
    """Tell a capital adjective that agrees with a small noun behind it, and so begins a name of its own."""
    return of.is_adjective(k) and k not in of.nouns and (is_plain(of, k + 1) or k + 1 in of.nouns)


def joins_genitives(of: NameWords, i: int, j: int) -> bool:
    """Tell the joint of two genitives behind a name's head: "Zakład Lingwistyki Tekstu i Dyskursu"."""
    k = of.joins[j] + 1
    own = of.sheet.known.own
    endings = own.phrases["genitive"]
    headed = not of.nouns.isdisjoint(range(i, j - 1))
    if not endings or not headed or j - 1 in of.nouns or not of.letter(k):
        return False
    if _heads_small(of, k):
        return False  # "Ministerstvo kultúry a Kultúrny kontaktný bod"
    bent = of.words[k].endswith(endings) and not of.shouted(j - 1)
    bent = bent and (of.words[j - 1].endswith(endings) or k + 1 not in of.nouns)
    return bent and k not in of.nouns and not of.shouted(k) and base_of(of.words[k], own) is None
