"""What joins words within one name and what joins two: "Ministry of Education and Science"."""

from __future__ import annotations

from pipeline.extract.name_cases import joins_genitives
from pipeline.extract.name_marks import heads, ties_topic
from pipeline.extract.name_words import NameWords
from pipeline.gazetteer import nominative_town

_MOST_WORDS = 4
"""The noun of two joined adjectives stands so many words behind them at most."""
_DATED = 6
"""A day stands so few characters behind its event."""
_LONGEST_SHORT = 3
"""A weekday of so few letters is shortened, or another word."""


def join_inside(of: NameWords, i: int, j: int, stop: int) -> bool:
    """Tell "Ministry of Education and Science" from "Oslo and Bergen".

    In the first the name has a link word before the joint, and one bare word follows it.
    """
    k, own = of.joins[j] + 1, of.sheet.known.own
    if k in of.forms:
        return False  # "Lipnická beseda a o.s. Nova"
    if of.words[j] == "&" or joins_genitives(of, i, j) or joins_adjectives(of, i, j):
        return True
    if _joins_capitals(of, i, j, k) or _joins_fields(of, i, j, k):
        return True
    if _joins_patrons(of, i, j, k) or _joins_topics(of, i, j, stop):
        return True
    if any(n in of.joins and of.words[n - 1] != "-" for n in range(i + 1, j)):
        return False  # "Bundesministerium für Frauen und Jugend und der Stadt Kiel"
    house = max((n for n in range(i + 1, j - 1) if n in of.nouns and of.letter(n)), default=i)
    behind = range(house + 1, j)  # "Institut für Chemie der Universität Kiel und Atelier 54": no topics there
    linked = any(n not in of.joins and ties_topic(of, n, i) for n in behind)
    if not of.capital(k) or not linked:
        return False
    topical = i in of.ministries and of.letter(k + 1) and k + 1 not in of.nouns and not heads(of, k)
    field = k in of.topics and not of.letter(k + 1) and k + 1 not in of.belonging
    if (k in of.nouns and not (topical or field)) or of.shouted(k):
        return False  # but "Department of Housing and Community Renewal" is one
    if not own.capital_nouns and _is_seated(of, j - 1) and not _is_seated(of, k):
        return False  # "Comune di Padova e ItalyPost"
    two = of.letter(j - 1) and of.letter(k + 1) and k + 1 not in of.nouns and not of.shouted(k + 1)
    two = two and not _is_seated(of, j - 1) and not of.nouns.isdisjoint(range(i, j))
    shared = i in of.ministries or of.words[i] in own.shared_nouns or bool(own.phrases["possessive"])
    two = two and (shared or _is_topical(of, j, k))
    k += two
    ends = not of.word(k + 1, stop).isalpha() or k + 1 in of.stops or (topical and k + 1 in of.links)
    plain = of.is_loose_link(j - 2) and not two  # "Society *for Health* and Housing and the …"
    ends = ends or (plain and (k + 1 in of.joins or (k + 1 in of.links and not of.letter(k + 2))))
    return ends or (two and k + 1 in of.joins)


def _is_topical(of: NameWords, j: int, k: int) -> bool:
    """Tell topics on either side of a joint: "Centro de Formación *Rural* y Economía Social", no places."""
    link = next((n for n in range(j - 1, 0, -1) if n in of.links), j)
    return not of.topics.isdisjoint((*range(link + 1, j), k, k + 1))


def _is_seated(of: NameWords, k: int) -> bool:
    """Tell a town or region that ends a name: "Naturvernforbundet i *Rogaland* og Motvind Sørvest"."""
    own = of.sheet.known.own
    if of.words[k - 1] in own.phrases["at_town"]:
        return True
    return nominative_town(of.span(k, k), own, of.sheet.country) is not None


def joins_adjectives(of: NameWords, i: int, j: int) -> bool:
    """Tell the joint of two adjectives within a name: "centres sociaux et culturels de X"."""
    k = of.joins[j] + 1
    if i in of.nouns and i < j - 1 and {j - 1, k} <= of.inner and (k + 1 in of.links or k + 1 in of.nouns):
        return True  # "Consejo Económico y Social de Aragón"
    if i not in of.nouns or j - 1 <= i or of.letter(j - 1) or not of.words[j - 1].isalpha():
        return False
    if k + 1 >= len(of) or not of.words[k].isalpha() or of.letter(k) or k in of.nouns:
        return False
    if k in of.verbs or k in of.stops or k in of.cues or of.words[k] in of.articles:
        return False
    if k + 1 in of.links:
        return of.letter(k + 1) or link_inside(of, k + 1) or k + 1 in of.nouns
    return of.letter(k + 1) or k + 1 in of.nouns or k + 1 in of.inner


def _joins_capitals(of: NameWords, i: int, j: int, k: int) -> bool:
    """Tell the joint of two adjectives in capitals of one body: "*Economic and Social* Research Council"."""
    own = of.sheet.known.own
    endings = own.phrases["name_adjective"]
    both = of.letter(j - 1) and of.letter(k) and of.words[j - 1].endswith(endings)
    both = both and of.words[k].endswith(endings) and of.nouns.isdisjoint(range(i, j))
    head = k + 1
    while both and head in range(k + 1, k + _MOST_WORDS) and of.letter(head) and head not in of.nouns:
        head += 1
    plural = both and head < len(of) and of.words[head] in own.shared_nouns
    return both and head in of.nouns and not plural


def _joins_fields(of: NameWords, i: int, j: int, k: int) -> bool:
    """Tell the joint of two fields of one office, behind one article: "the *Bridge and Lock* Office"."""
    own, head = of.sheet.known.own, k + 1
    led = i == j - 1 and i > 0 and of.words[i - 1] in of.articles and of.letter(i) and not of.shouted(i)
    bodies = of.nouns - of.topics
    if not (led and "'s" in of.owning and own.phrases["name_adjective"]) or i in bodies or k in bodies:
        return False
    while head < k + _MOST_WORDS and of.letter(head) and head not in of.nouns:
        head += 1
    one = head in of.nouns and of.letter(head) and of.words[head] not in own.shared_nouns
    return of.letter(k) and one and not _is_seated(of, i)


def _joins_patrons(of: NameWords, i: int, j: int, k: int) -> bool:
    """Tell the joint of two persons whom a name honours: "Univerzita sv. Cyrila a Metoda"."""
    short = j - 3 > i and of.words[j - 2] == "." and of.words[j - 3] in of.shortened
    return short and of.letter(k) and k not in of.nouns


def _joins_topics(of: NameWords, i: int, j: int, stop: int) -> bool:
    """Tell the joint of two topics right behind a name's noun: "Fondazione *Volontariato e Cultura*".

    Two single words may be anything but bodies or towns themselves: "Asociación *Mujer y Deporte*".
    """
    k = of.joins[j] + 1
    goes_on = of.word(k + 1, stop).isalpha() and of.letter(k + 1)
    told = i in of.nouns and i == j - 2 and of.letter(j - 1) and of.letter(k)
    if not told or goes_on or of.shouted(k):
        return False
    if j - 1 in of.topics:
        return True
    own = of.sheet.known.own
    bending = own.lemma or own.capital_nouns or own.phrases["possessive"]
    if bending or not of.is_common_noun(i) or of.shouted(j - 1):
        return False
    return not (j - 1 in of.nouns or k in of.nouns or _is_seated(of, j - 1) or _is_seated(of, k))


def link_inside(of: NameWords, j: int) -> bool:
    """Tell whether a capital or a noun follows the link at ``j``, at most two more words between.

    Where all nouns have capitals an article and a small word show prose: "für die finanzielle Hilfe".
    """
    if of.sheet.known.own.capital_nouns and of.words[j] not in of.articles and j + 2 < len(of):
        small = not of.capital(j + 2) and j + 2 not in of.inner and j + 2 not in of.nouns
        if of.words[j + 1] in of.articles and not of.capital(j + 1) and small:
            return False
    numbered = j + 1 + (j + 1 < len(of) and of.words[j + 1] == ".")
    if of.words[j] in of.shortened and numbered < len(of) and of.words[numbered].isdigit():
        return True  # "Szkoła Podstawowa nr 2"
    for k in range(j + 1, min(j + 4, len(of))):
        if not (of.words[k - 1].isalpha() or of.words[k - 1] == "'"):
            return False
        if k in of.nouns and not of.letter(k) and (k in of.events or k + 1 in of.events):
            return False  # "with Brightside for the *panel debate*"
        held = k in of.events and k not in of.nouns and j in of.places
        if held and of.sheet.dates_within(of.ends[k], of.ends[k] + _DATED):
            return False  # "lädt der Ring *zur Lesung* am 3. Mai"
        if of.letter(k) or k in of.nouns:
            day = len(of.words[k]) > _LONGEST_SHORT and of.words[k] in of.sheet.known.weekdays
            return not day  # "plant der Verein für Samstag", but "Aula del Mar"
    return False
