"""Whom a page is about where nothing says who organises: the organisation that it speaks of most."""

from __future__ import annotations

from collections import Counter

from pipeline.extract.backing import is_gift
from pipeline.extract.name_small import in_place
from pipeline.extract.name_words import CLOSERS, NameWords
from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.extract.party import PartyFound
from pipeline.extract.party_checks import has_other_label
from pipeline.extract.subjects_behind import bends
from pipeline.model import Role
from pipeline.sheet import Sheet

_OPENING = 4
"""So many blocks are a page's opening: what is named there counts twice."""
_MOST_NAMES, _OFTEN = 60, 2
"""Of so many names the one told so often is whom the page is about."""
_HOUSED, _ARTICLE = 40, 5
"""So far ahead of a name "on the premises of" begins, and so few characters ahead it ends."""
_OTHERS = (
    *("speaker", "not_event", "patron", "funds", "funded_by", "funder", "thanks", "grant"),
    *("of_site", "past_edition", "money_noun", "funded_end", "collaborates"),
)
_CLOSING = frozenset(".,;!?)")


def salient_party(sheet: Sheet, reader: NameReader) -> list[PartyFound]:
    """Return the organisation that a page speaks of most, inferred: once in its opening, else at least twice.

    A single word is as often a common noun.

    Who pays, who speaks, whom somebody belongs to and where something is are others, and so is whatever a
    preposition or a case ties to another word: "formand for", "lektor fra", "u dvanácti institucí".
    """
    of, told = reader.words, Counter[str]()
    first: dict[str, Name] = {}
    end = 0
    for k in of.ordered_nouns[:_MOST_NAMES]:
        name = reader.around(k)
        if name is None or name.start < end:
            continue  # a further noun of the same name
        end = name.end
        if (
            " " not in name.text
            or not reader.is_organisation(name)
            or sheet.document.region_at(name.start) != "main"
        ):
            continue
        at = of.tokens.at(name.start) - 1
        headed = not any(n in of.links for n in range(at + 1, k))
        placed = at >= 0 and (at in of.places or (of.words[at] in of.articles and at - 1 in of.places))
        placed = placed or _is_housed(sheet, name)
        sentence = sheet.sentence(name.start)
        if placed or not headed or sheet.marks.has(*sentence, *_OTHERS) or is_gift(sheet, *sentence):
            continue
        if _is_hall(sheet, name) or _ends_in_verb(reader, name) or has_other_label(sheet, name):
            continue
        told[name.text] += 1 + (sheet.block_index(name.start) < _OPENING)
        tied = _is_governed(sheet, reader, name) or _is_closed(sheet, reader, name)
        if not (tied or _is_phrase(sheet, reader, name)):
            first.setdefault(name.text, name)
    best = max(told, key=lambda text: told[text], default=None)  # of two the earlier
    if best is None or told[best] < _OFTEN or best not in first:
        return []  # nor is who is told less often
    return [PartyFound(first[best], Role.ORGANISER, "salient", 0.4, inferred=True)]


def _is_housed(sheet: Sheet, name: Name) -> bool:
    """Tell whose rooms an event is in, "on the premises of the Circle": an article may part them."""
    ahead = sheet.marks.within(max(0, name.start - _HOUSED), name.start, "at_house")
    return any(name.start - hit.end <= _ARTICLE for hit in ahead)


def _is_governed(sheet: Sheet, reader: NameReader, name: Name) -> bool:
    """Tell a name that belongs to a word ahead of it, by a preposition, quotation marks or its case."""
    of = reader.words
    first, last = of.tokens.at(name.start), of.tokens.at(name.end) - 1
    if bends(sheet, name) or in_place(of, last):
        return True
    k = first - 1
    if k >= 0 and of.words[k] in of.articles and k in of.belonging and of.capital(k - 1):
        return "\n" not in of.gap(k) + of.gap(first)  # "die Tagung der Partei Volt"
    while k >= 0 and (of.words[k] in of.articles or of.words[k] == "'") and "\n" not in of.gap(k + 1):
        k -= 1
    if k < 0 or "\n" in of.gap(k + 1) or k in of.agents or k in of.joins:
        return False
    return of.words[k] in CLOSERS or k in of.links or k in of.places or k in of.belonging


def _is_closed(sheet: Sheet, reader: NameReader, name: Name) -> bool:
    """Tell a name that ends its clause, "see the former Field Lane School.", of which nothing is said.

    One that begins a line is named on its own, and one may stand behind its verb of organising.
    """
    of = reader.words
    first, k = of.tokens.at(name.start), of.past_parenthesis(of.tokens.at(name.end))
    opens = first == 0 or "\n" in of.gap(first)
    if opens or sheet.marks.has(*sheet.sentence(name.start), "organises"):
        return False
    return k >= len(of) or of.words[k] in _CLOSING or "\n" in of.gap(k)


def _is_phrase(sheet: Sheet, reader: NameReader, name: Name) -> bool:
    """Tell what a label says, a house's number, a common noun: "Photo: X", "Ring 6", "All clubs"."""
    of, first = reader.words, reader.words.tokens.at(name.start)
    block = sheet.document.block_at(name.start)
    labelled = (block is not None and bool(block.label)) or (first > 0 and of.words[first - 1] == ":")
    return (
        labelled
        or first in of.stops
        or of.words[of.tokens.at(name.end) - 1].isdigit()
        or not of.letter(first)
    )


def _ends_in_verb(reader: NameReader, name: Name) -> bool:
    """Tell a noun and its sentence's words, "Organisationerna bidrar", where they are no name's.

    "Iniciativa realizada em articulação" has no capital but its sentence's.
    """
    of = reader.words
    if of.sheet.known.own.lemma:
        return False
    inner = range(of.tokens.at(name.start) + 1, of.tokens.at(name.end))
    if any(of.capital(k) for k in inner):
        return False
    return any(of.words[k].isalpha() and not _is_own(of, k) for k in inner)


def _is_own(of: NameWords, k: int) -> bool:
    """Tell a small word that may be a name's own: a noun, a link, a topic, an adjective."""
    own = k in of.nouns or k in of.inner or k in of.topics or k in of.links or k in of.joins
    own = own or k - 1 in of.links
    return own or of.is_genitive(k) or of.is_adjective(k) or of.is_describing(k)


def _is_hall(sheet: Sheet, name: Name) -> bool:
    """Tell a hall beside a day or an hour, "11am - 3pm, Bramley Community Centre": where, not who."""
    start, stop = sheet.sentence(name.start)
    timed = bool(sheet.times_within(start, stop) or sheet.dates_within(start, stop))
    verbs = ("organises", "happens", "happened", "invites")
    return (
        timed and sheet.marks.has(name.start, name.end, "venue") and not sheet.marks.has(start, stop, *verbs)
    )
