"""Small words that are a name's own where nouns come last: adjectives, genitives, a row's member."""

from __future__ import annotations

from pipeline.extract.name_cases import is_plain
from pipeline.extract.name_words import NameWords

_MOST_ADJECTIVES = 2
_MOST_GENITIVES = 3
"""So many small words stand between a small noun and the capital in its name, a word of place not counted."""
_CLOSING = frozenset(".,;)")
_LONGEST_CHAIN = 6
"""A genitive, a joint, a genitive and their noun are at most so many tokens."""


def describes(of: NameWords, j: int) -> bool:
    """Tell a small adjective, or two, ahead of a name's noun: "Norsk *folkelig* musikkforening".

    Behind a noun they describe another body: "inviterte departementet norske organisasjoner".
    """
    if j - 1 in of.nouns:
        return False
    for k in range(j, min(j + _MOST_ADJECTIVES, len(of) - 1)):
        if not of.is_describing(k) or "\n" in of.gap(k + 1):
            return False
        noun = k + 1
        if noun in of.nouns and not of.capital(noun):
            return True
        hung = noun + 2 < len(of) and of.words[noun + 1] == "-" and of.gap(noun + 1) == ""
        if hung and noun + 2 in of.joins and of.joins[noun + 2] + 1 in of.nouns:
            return True  # "Norsk *faglig* forfatter- og oversetterforening"
    return False


def genitives_end(of: NameWords, i: int, j: int, stop: int) -> int | None:
    """Return the noun of small genitives at token ``j``, whose head comes last; None where there are none.

    "Lumolan yliopiston *historian ja arkeologian oppiaineet*": each ends as a possessive does, and what they
    lead to must be closed by a mark, a joint or a word that ends names.
    """
    endings = tuple(of.sheet.known.own.phrases["possessive"])
    if of.sheet.known.own.head != "last" or not endings or j <= i or not of.words[j - 1].endswith(endings):
        return None
    bent = of.words[j - 2] == ":" or (of.capital(j - 1) and j not in of.events)
    headed, k = False, j  # "ry:n mieskaveritoiminta", "Poikien talo"
    while k < len(of) and k - j < _LONGEST_CHAIN and of.starts[k] < stop and "\n" not in of.gap(k):
        small = of.words[k].isalpha() and not of.capital(k)
        if not small or k in of.stops or k in of.verbs or k in of.cues or k in of.offices:
            return None
        owned = of.words[k].endswith(endings)
        told = of.word(k + 1, stop)
        closed = told == "," or k + 1 in of.joins or k + 1 in of.legal
        closed = closed or (not headed and (not told.isalpha() or k + 1 in of.stops))
        if told == "-" and of.gap(k + 1) == "" and k + 2 in of.joins:
            k += 1  # "tukihenkilö- ja kummitoiminta"
        elif not owned:
            return k if bent and closed and told != "-" else None
        bent, headed = bent or owned, headed or (owned and k in of.nouns)
        k += 1
        if k in of.joins:
            k = of.joins[k] + 1
    return None


def purpose_end(of: NameWords, j: int, stop: int) -> int | None:
    """Return the small word that ends a name behind a noun and a link at ``j``: "Senter *mot vold*, …".

    The link is no word of place, and a mark or a joint closes the word.
    """
    k = j + 1
    if not of.sheet.known.own.phrases["definite"] or j - 1 not in of.nouns or k >= len(of):
        return None
    linked = j in of.links and not (j in of.joins or j in of.places or j in of.stops)
    small = of.words[k].isalpha() and not of.capital(k) and k not in of.stops and k not in of.nouns
    if not linked or not small or of.words[k] in of.articles or of.starts[k] >= stop or "\n" in of.gap(k):
        return None
    return k if k + 1 in of.joins or of.word(k + 1, stop) in _CLOSING else None


def owns(of: NameWords, i: int, j: int) -> bool:
    """Tell a small genitive between a name's first word and its noun: "Vetenskapliga *samfundens* råd"."""
    own, noun = of.sheet.known.own, j + 1
    if j != i + 1 or own.lemma or not own.phrases["definite"] or i in of.nouns or not of.letter(i):
        return False
    owned = of.words[j].endswith(tuple(own.phrases["possessive"])) and j not in of.stops
    single = of.gap(j) == of.gap(noun) == " " if noun < len(of) else False
    return owned and single and noun in of.nouns and not of.capital(noun)


def qualifies(of: NameWords, j: int) -> bool:
    """Tell a small word between a genitive and a capital: "Lumolan *opiskelevat* Siniset"."""
    own = of.sheet.known.own
    if own.head != "last" or not own.lemma or not of.capital(j - 1) or j + 1 >= len(of):
        return False
    owned = of.words[j - 1].endswith(tuple(own.phrases["possessive"]))
    loose = j in of.stops or j in of.verbs or j in of.joins or j in of.cues or j in of.places
    held = j in of.offices or j in of.events or in_place(of, j)
    single = of.gap(j) == of.gap(j + 1) == " "
    return owned and single and of.words[j].isalpha() and of.letter(j + 1) and not (loose or held)


def in_place(of: NameWords, k: int) -> bool:
    """Tell a word in a case of place, "Rantapuistossa", in a language that has them."""
    return of.words[k].endswith(of.inward)


def common_member(of: NameWords, i: int, stop: int) -> int | None:
    """Return the last token of a row's member in small letters, "*ja kaupunginkirjasto*"; None: it is none.

    Its noun is a compound in a form that tells one certain body, or has an adjective or a further noun beside
    it; a mark, a joint or a word that ends names must close it.
    """
    own = of.sheet.known.own
    definite = own.phrases["definite"]
    k = i
    while k < i + _MOST_ADJECTIVES and k < len(of) and (of.is_describing(k) or of.words[k] in of.articles):
        k += 1
    if not definite or k >= len(of) or of.starts[k] >= stop or k not in of.nouns or of.capital(k):
        return None
    last = k
    if k + 1 in of.nouns and not of.capital(k + 1) and of.gap(k + 1) == " ":
        last += 1
    if not any(of.words[n].endswith(definite) for n in (k, last)):
        return None
    if last == i and (of.is_bare_noun(of.words[k]) or of.is_common_noun(k)):
        return None
    told = of.word(last + 1, stop)
    joined = i - 1 in of.joined or (of.words[i - 1] == "," and last + 1 in of.joins)
    closed = not told.isalpha() or last + 1 in of.stops or last + 1 in of.joins or last + 1 in of.ties
    return last if joined and closed else None


def ends_clause(of: NameWords, i: int, j: int) -> bool:
    """Tell a clause's verb or last word from a name's: "samen met de Kring *bereiden* wij".

    Where all nouns have capitals, "zeichnet der Ring *verantwortlich*", a name that tells by its noun or its
    capitals what it is needs no small word, unless it ends the line.
    """
    if j + 1 < len(of) and of.words[j + 1] in of.ours and of.gap(j + 1) == " ":
        return True
    told = of.shouted(j - 1) or not of.nouns.isdisjoint(range(i, j))
    line_ends = j + 1 >= len(of) or "\n" in of.gap(j + 1)
    return of.sheet.known.own.capital_nouns and told and not line_ends


def is_small_head(of: NameWords, i: int, stop: int) -> bool:
    """Tell a small noun at token ``i`` whose name ends in a capital: "*koło* gospodyń wiejskich w Lipnicy".

    In languages with cases: what stands between are its genitives and adjectives, and maybe a word of place.
    """
    if i not in of.nouns or of.capital(i) or not of.cased:
        return False
    k = i + 1
    while k <= i + _MOST_GENITIVES and is_plain(of, k):
        k += 1
    k += k in of.places and k in of.links
    return k > i + 1 and of.word(k, stop) != "." and of.letter(k) and "\n" not in of.gap(k)


def small_head_ahead(of: NameWords, i: int, first: int) -> int | None:
    """Return where a name begins whose small noun stands ahead of its capital at ``i``, from ``first`` on.

    Its adjectives belong to it: "*dobrovoľný hasičský zbor* v Lipovci".
    """
    k = i - 1 - (i - 1 in of.places and i - 1 in of.links)
    if i in of.nouns or not of.cased:
        return None
    head, floor = None, max(first, k - _MOST_GENITIVES)
    while k >= floor and (k in of.nouns or is_plain(of, k)) and not of.capital(k):
        if "\n" in of.gap(k + 1):
            break
        head = k if k in of.nouns else head
        k -= 1
    if head is None:
        return None
    while head > first and leads_small(of, head - 1):
        head -= 1
    return head


def leads_small(of: NameWords, k: int) -> bool:
    """Tell a small adjective, or the first of two, of a small noun: "s *dobrovoľným* hasičským zborom"."""
    if not of.cased or k in of.nouns or not (is_plain(of, k) and of.is_adjective(k)):
        return False
    noun = k + 1 + (of.is_adjective(k + 1) and k + 1 not in of.nouns)
    return noun in of.nouns and not of.capital(noun) and "\n" not in of.gap(noun)
