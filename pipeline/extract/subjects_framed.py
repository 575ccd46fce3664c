"""Subjects behind a phrase that no comma closes, "W ramach programu Sąsiedzi Fundacja Most organizuje".

Also those that stand for more than they name: "varias entidades, *entre ellas* A y B, organizan".
"""

from __future__ import annotations

from pipeline.extract.declension import base_of
from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.sheet import Sheet

_LONGEST_FRAME = 24
"""A phrase ahead of its sentence's subject has at most so many tokens."""


def behind_frame(sheet: Sheet, reader: NameReader, verb: int, floor: int) -> list[Name]:
    """Return the organisation that reaches to the verb at ``verb`` behind a phrase from ``floor`` on.

    Its article, or in a language with cases its nominative, parts it from the phrase, which begins with a
    preposition: a sentence that begins with a name has that as its subject.
    """
    of = reader.words
    first, last = of.tokens.at(floor), of.tokens.at(verb)
    framed = first in of.places or first in of.links or first in of.stops or _is_mechanism(sheet, floor)
    if not framed or last - first > _LONGEST_FRAME or of.words[first] in of.articles:
        return []
    for k in range(first + 2, last):
        if not (_is_articled(reader, k) or _is_nominative(reader, k)) or "\n" in of.gap(k):
            continue
        names = reader.before(verb, of.starts[k], headed=True)
        if names and all(reader.is_organisation(name) for name in names):
            return names
    return []


def instanced(sheet: Sheet, reader: NameReader, verb: int, floor: int) -> list[Name]:
    """Return the names that a verb's subject has beside it: "plusieurs corps, *dont* A et B, organisent".

    They reach to the verb, but for a comma.
    """
    for told in sheet.marks.within(floor + 1, verb, "such_as")[:1]:
        names = reader.after(told.end, verb, filler=2)
        end = reader.words.past_parenthesis(reader.words.tokens.at(names[-1].end)) if names else 0
        near = bool(names) and not sheet.text[reader.words.ends[end - 1] : verb].strip(" ,–-")
        return names if near and all(reader.likely(name) for name in names) else []
    return []


def _is_mechanism(sheet: Sheet, floor: int) -> bool:
    hits = sheet.marks.within(floor, floor + 1, "mechanism", "with_partner")
    return any(hit.start == floor for hit in hits)


def _is_articled(reader: NameReader, k: int) -> bool:
    """Tell whether an article that no preposition governs stands ahead of token ``k``."""
    of = reader.words
    article = k - 1 - (of.words[k - 1] == "'")
    if of.sheet.known.own.capital_nouns or article < 1 or of.words[article] not in of.articles:
        return False
    ahead = article - 1
    governed = ahead in of.places or ahead in of.links or ahead in of.verbs or of.words[ahead] == "'"
    return not governed and (of.letter(k) or k in of.nouns)


def _is_nominative(reader: NameReader, k: int) -> bool:
    """Tell whether token ``k`` is an organisation's noun, or its adjective, in the nominative."""
    of, own = reader.words, reader.words.sheet.known.own
    if not own.lemma or own.capital_nouns or own.head == "last" or k not in of.nouns or not of.letter(k):
        return False
    tied = k - 1 in of.places or k - 1 in of.links
    return not tied and base_of(of.words[k], own) in (None, of.words[k])


def in_first_clause(sheet: Sheet, reader: NameReader, verb: int, floor: int) -> list[Name]:
    """Return the subject behind the first clause's verb, whose second a joint leads in.

    "Det vil Lunde Bibliotek gerne vide, og inviterer": in languages without cases, where a pronoun or an
    adverb begins the sentence.
    """
    of, own = reader.words, sheet.known.own
    first, last = of.tokens.at(floor), of.tokens.at(verb)
    if own.lemma or own.capital_nouns or own.subject_first or last - 1 not in of.joined:
        return []
    subject = first + 2
    plain = of.words[first].isalpha() and of.words[first + 1].isalpha() and not of.capital(first + 1)
    loose = first in of.places or first in of.nouns or first in of.links or first + 1 in of.nouns
    if subject >= last or not plain or loose or not of.letter(subject):
        return []
    names = reader.after(of.starts[subject], verb, filler=0)
    known = all(reader.is_organisation(name) or " " in name.text for name in names)
    return names if known and names and reader.words.tokens.at(names[0].start) == subject else []
