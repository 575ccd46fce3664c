"""Marks within names: hyphens, slashes, apostrophes, full stops of shortened words."""

from __future__ import annotations

from pipeline.extract.name_words import NameWords
from pipeline.gazetteer import fold

_SHORTENED = frozenset({"kungl", "ek", "sp", "miejsk", "prof"})
"""Words longer than two letters that are shortened with a full stop within names."""
_LONGEST_SHORTENED = 3


def mark_inside(of: NameWords, i: int, j: int) -> bool:
    """Tell whether a mark stands inside a name: a hyphen, an apostrophe, a shortened word's full stop."""
    word = of.words[j]
    follows = j + 1 < len(of)
    before = of.ends[j - 1] == of.starts[j]
    glued = j > i and before and follows and of.ends[j] == of.starts[j + 1]
    if word == "-" and before and (j + 1 in of.joins or j + 1 in of.inner):
        return True
    if word == "-" and j > i and before_hung(of, j - 1):
        return True
    if word in ("-", "–"):
        return j > i and follows and (glued or (of.capital(j + 1) and not before))
    if word == ":":
        return glued and len(of.words[j + 1]) < 5 and not of.capital(j + 1)
    if word in ("'", "`", "&", "+", "!"):
        return j > i and follows
    if word == "/":
        return glued
    if word == ".":
        before_it = of.words[j - 1]
        short = len(before_it) == 1 or (len(before_it) == 2 and fold(before_it)[-1:] not in "aeiouy")
        short = short or before_it in _SHORTENED
        linked = j - 1 in of.links and len(before_it) <= _LONGEST_SHORTENED
        short = short and of.letter(j - 1)
        shortened = is_shortened(of, j) or ((short or linked) and follows and (glued or of.capital(j + 1)))
        return j > i and shortened
    return False


def is_shortened(of: NameWords, j: int) -> bool:
    """Tell the full stop of a small abbreviation within a name: "Magistrát hl. města Prahy"."""
    if j + 1 >= len(of) or of.words[j] != "." or of.words[j - 1] not in of.shortened:
        return False
    small = not of.capital(j - 1) and of.ends[j - 1] == of.starts[j] and "\n" not in of.gap(j + 1)
    return small and (of.letter(j + 1) or j + 1 in of.inner or j + 1 in of.nouns)


def before_hung(of: NameWords, j: int) -> bool:
    """Tell the word ahead of a noun that a hyphen hangs on all before it: "Hyvä *kylä* -verkosto"."""
    if j < 1 or j + 2 >= len(of) or of.words[j + 1] != "-" or of.gap(j + 1) != " ":
        return False
    return of.gap(j + 2) == "" and not of.capital(j + 2)


def hangs(of: NameWords, j: int) -> bool:
    """Tell whether ``j`` is a hyphen that hangs on the word before: "Kultur- och fritidsnämnden"."""
    return of.words[j] == "-" and of.ends[j - 1] == of.starts[j]


def heads(of: NameWords, k: int) -> bool:
    """Tell a noun that heads a name where nouns stand first: "y *Fundación* Raíces", not "y Servicios".

    A plural, and a noun whose capital adjective stands behind it, may be a topic.
    """
    own = of.sheet.known.own
    if k not in of.nouns or own.phrases["possessive"] or own.capital_nouns or k + 1 >= len(of):
        return False
    plural = own.shared_nouns.get(of.words[k], of.words[k]).lower() != of.words[k]
    proper = of.letter(k + 1) and k + 1 not in of.inner and k + 1 not in of.topics
    return proper and not plural and "\n" not in of.gap(k + 1)


def owns_within(of: NameWords, i: int) -> bool:
    """Tell whether token ``i`` ends a possessive within a name: "St Hilda'*s* Parish Church"."""
    mark = i - (of.words[i] == "s")
    owned = "'s" in of.owning and mark > 0 and of.words[mark] == "'" and of.gap(i + 1) == " "
    return owned and of.gap(mark) == "" == (of.gap(i) if i > mark else "") and of.letter(mark - 1)


def ties_topic(of: NameWords, i: int, head: int) -> bool:
    """Tell a link that may lead to a topic from an article that is a name's own: "Basisschool *De* Kiem".

    Behind a plural at token ``head`` it is the first of several: "cooperative *La* Fonte e Il Sacco".
    """
    own = of.letter(i) and of.words[i] in of.articles and not of.shouted(i)
    own = own and of.words[head] not in of.sheet.known.own.shared_nouns
    return i in of.links and of.words[i].isalpha() and not own
