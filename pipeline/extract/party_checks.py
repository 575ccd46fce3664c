"""Which names are organisations in a role: no person, state, office, event, common noun or patron."""

from __future__ import annotations

from pipeline.extract.name_feasts import is_feast, is_occasion
from pipeline.extract.name_words import CLOSERS
from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.extract.party import PartyFound
from pipeline.extract.persons import is_person
from pipeline.gazetteer import country_code, fold, nominative_town
from pipeline.model import Role
from pipeline.sheet import Sheet
from pipeline.words import Hit

_PRONOUN = 5
"""A lone word of so few letters that the page has in lower case too is a pronoun: "Dette"."""
_LONGEST_QUOTED = 6
"""Of so many tokens is a name that stands in quotation marks, the marks counted."""
_BY_VERBS = frozenset({"subject", "cue"})
"""Methods by which a verb or a noun of organising tells who."""
_SHORTEST_PLACE = 4
_OTHER_LABELS = frozenset({"label_co_organiser", "label_funder", "label_media_partner", "label_partner"})
_OFFICE = 30
"""An office has at most so many letters."""


def is_common(reader: NameReader, name: Name) -> bool:
    """Tell a common noun, "The council", from a name; one that stands with a capital in a row is a name."""
    return reader.words.is_bare_noun(name.text) and not reader.is_listed(name)


def is_certain(reader: NameReader, party: PartyFound) -> bool:
    """Tell a common noun that organises, "Kommunen inviterer", from its genitive, "Kommunens ordfører"."""
    own = reader.words.sheet.known.own
    owning = () if own.capital_nouns else own.phrases["possessive"]
    owned = party.name.text.lower().endswith(owning) and not own.lemma
    subject = party.role is Role.ORGANISER and party.method == "subject"
    return subject and is_common(reader, party.name) and not owned


def counts(sheet: Sheet, reader: NameReader, party: PartyFound) -> bool:
    """Tell an organisation in its role from a person, a state, an event's noun and an honorary patron."""
    name = party.name.text
    if _is_cue(reader, party.name):
        return False
    town = nominative_town(name, sheet.known.own, sheet.country) if " " not in name else None
    if town is not None and fold(town) != fold(name):
        return False  # "Helsingin"
    if " " not in name and not reader.likely(party.name) and _is_pronoun(sheet, reader, party.name):
        return False
    if _is_common(sheet, reader, party.name) or _is_titled(sheet, reader, party.name):
        return False
    if party.role is Role.PARTNER and party.method == "cue" and _is_any_noun(reader, party.name):
        return False
    if party.method == "subject" and _holds_article(reader, party.name):
        return False
    if party.method == "subject" and is_occasion(reader, party.name):
        return False
    if party.method in _BY_VERBS and _is_fragment(reader, party.name):
        return False
    if party.method != "label" and is_feast(sheet, reader, party.name):
        return False
    if _is_sentence(reader, party.name) or _is_said(reader, party.name):
        return False
    if _is_counted(sheet, reader, party.name) or _is_timed(sheet, reader, party.name):
        return False
    if any(hit.end == party.end for hit in sheet.marks.within(party.start, party.end, "funded_adjective")):
        return False  # "an ABC-funded project"
    if _is_dated(reader, party.name) or _is_dwellers(sheet, reader, party.name):
        return False
    state = country_code(name, sheet.known.own) is not None
    return not state and not _honorary(sheet, party) and not is_person(name, sheet.known)


def _is_cue(reader: NameReader, name: Name) -> bool:
    """Tell a role's noun, "Partner", an article, or a lone adjective whose noun is small, from a name."""
    first = reader.words.tokens.at(name.start)
    of, lone = reader.words, reader.words.ends[first] == name.end
    told = first in of.cues or name.text.lower() in of.articles
    bent = of.is_bent(first) and first not in of.nouns and of.word(first + 1, len(of.text)).isalpha()
    ends = any(first + 1 in kind for kind in (of.stops, of.joined, of.joins, of.verbs, of.places))
    return lone and (told or (bent and not of.capital(first + 1) and not ends))


def _is_fragment(reader: NameReader, name: Name) -> bool:
    """Tell a lone adjective whose noun is small, "Ogólnopolska konferencja", from a name."""
    of, first = reader.words, reader.words.tokens.at(name.start)
    lone = of.ends[first] == name.end and first not in of.nouns and not of.shouted(first)
    noun = first + 1
    small = of.word(noun, len(of.text)).isalpha() and not of.capital(noun)
    ends = any(noun in kind for kind in (of.stops, of.joins, of.verbs, of.places, of.links))
    return lone and small and not ends and (of.is_adjective(first) or _is_of_place(reader, first))


def _is_of_place(reader: NameReader, i: int) -> bool:
    """Tell a state's or a town's genitive at token ``i``: "*Sveriges* kommuner", "*Delfts* erfgoed"."""
    own, word = reader.words.sheet.known.own, reader.words.span(i, i)
    stems = [word[: -len(end)] for end in own.phrases["possessive"] if end.isalpha() and word.endswith(end)]
    country = reader.words.sheet.country
    return any(
        country_code(stem, own) is not None or nominative_town(stem, own, country) is not None
        for stem in stems
        if len(stem) >= _SHORTEST_PLACE
    )


def is_placed(sheet: Sheet, name: Name) -> bool:
    """Tell a name that a label gives as the place of something: "Where: City Hall"."""
    block = sheet.document.block_at(name.start)
    return block is not None and bool(block.label) and "label_where" in sheet.label_keys(block.label)


def has_other_label(sheet: Sheet, name: Name) -> bool:
    """Tell a name that stands under a label of another role than the organiser's: "Sponsor: X"."""
    return not sheet.labels_over(sheet.block_index(name.start)).isdisjoint(_OTHER_LABELS)


def says_what(reader: NameReader, name: Name) -> bool:
    """Tell a name of several words that an organisation's noun heads from one known by an acronym alone."""
    of = reader.words
    first, end = of.tokens.at(name.start), of.tokens.at(name.end)
    head = next((k for k in range(first + 1, end) if of.is_loose_link(k)), end)
    pointing = first in of.stops and first not in of.nouns  # "this initiative", "all associations"
    return (
        " " in name.text
        and not pointing
        and any(k in of.nouns and k not in of.events for k in range(first, head))
    )


def _is_pronoun(sheet: Sheet, reader: NameReader, name: Name) -> bool:
    """Tell a lone word that ends names, or a short one that the page has in lower case too: "Dette"."""
    of = reader.words
    short = len(name.text) <= _PRONOUN and name.text.lower() in sheet.small_words
    return short or of.tokens.at(name.start) in of.stops


def _is_common(sheet: Sheet, reader: NameReader, name: Name) -> bool:
    """Tell an event's bare noun, "Kongres", and a name's money, "HLF funding", from an organisation."""
    of = reader.words
    first, end = of.tokens.at(name.start), of.tokens.at(name.end)
    event = end - first == 1 and first in of.events and first not in of.nouns and not reader.is_listed(name)
    grants = sheet.marks.within(of.starts[end - 1], name.end, "grant") if end - first > 1 else []
    return event or (bool(grants) and not of.capital(end - 1))


def _is_sentence(reader: NameReader, name: Name) -> bool:
    """Tell a common noun and its verb, "Município analisa", from a name with an adjective or a genitive."""
    of, first = reader.words, reader.words.tokens.at(name.start)
    behind = first + 1
    if behind >= len(of) or of.ends[behind] != name.end or not of.is_bare_noun(of.span(first, first)):
        return False
    small = of.words[behind].isalpha() and not of.capital(behind)
    own = behind in of.inner or behind in of.nouns or of.is_genitive(behind) or of.is_adjective(behind)
    topical = behind in of.topics or behind in of.places or behind in of.events
    called = behind + 1 in of.verbs  # "El Museo arqueológico organiza"
    return small and not (own or topical or called) and name.text == of.span(first, behind)


def _is_any_noun(reader: NameReader, name: Name) -> bool:
    """Tell a lone word, or an adjective's, where all nouns have capitals: "gemeinsam mit der *Politik*"."""
    of, first = reader.words, reader.words.tokens.at(name.start)
    if not of.sheet.known.own.capital_nouns or reader.is_organisation(name) or first in of.smalls:
        return False
    second = of.ends[first] < name.end and of.is_bent(first) and of.letter(first + 1)
    own = of.sheet.known.own.phrases
    paired = second and of.ends[first + 1] == name.end and not of.shouted(first + 1)
    paired = paired and not of.words[first + 1].endswith(
        (*own["masculine"], *own["feminine"], *own["neuter"])
    )
    return paired or (" " not in name.text and not reader.likely(name))


def _holds_article(reader: NameReader, name: Name) -> bool:
    """Tell a subject and its object, "Lund *de* stad", from a name: an article behind a capital, no noun."""
    of = reader.words
    first, end = of.tokens.at(name.start), of.tokens.at(name.end)
    inner = range(first + 1, end - 1)
    articled = any(of.words[k] in of.articles and of.letter(k - 1) and not of.capital(k) for k in inner)
    return articled and of.nouns.isdisjoint(range(first, end))


def _is_said(reader: NameReader, name: Name) -> bool:
    """Tell a speech or a project's title in quotation marks from a name: no organisation's noun in it."""
    of = reader.words
    first, end = of.tokens.at(name.start), of.tokens.at(name.end)
    quoted = of.words[first] in CLOSERS and of.words[end - 1] in CLOSERS[of.words[first]]
    return quoted and end - first > _LONGEST_QUOTED and of.nouns.isdisjoint(range(first, end))


def _is_dated(reader: NameReader, name: Name) -> bool:
    """Tell words behind a month, "September bekannt", from a name."""
    of = reader.words
    first, end = of.tokens.at(name.start), of.tokens.at(name.end)
    return of.is_month(first) and of.nouns.isdisjoint(range(first, end))


def _is_counted(sheet: Sheet, reader: NameReader, name: Name) -> bool:
    """Tell several or each of a kind, "Each organisation", "Two associations", from a name."""
    of, first = reader.words, reader.words.tokens.at(name.start)
    each = any(hit.first == first for hit in sheet.marks.within(name.start, name.end, "every"))
    counted = of.words[first] in sheet.known.own.small_numbers
    return (each or counted) and not of.capital(first + 1)


def _is_timed(sheet: Sheet, reader: NameReader, name: Name) -> bool:
    """Tell an hour or a day, "Kl. 17", from a name; an organisation may be named after one."""
    of = reader.words
    inner = range(of.tokens.at(name.start), of.tokens.at(name.end))
    timed = any(time.start == name.start for time in sheet.times_within(name.start, name.end))
    led = of.words[inner[0]] in sheet.known.own.phrases["clock"]
    timed = timed or (led and any(of.words[k].isdigit() for k in inner[1:3]))
    return (timed or bool(sheet.dates_within(name.start, name.end))) and of.nouns.isdisjoint(inner)


def _is_dwellers(sheet: Sheet, reader: NameReader, name: Name) -> bool:
    """Tell those who are asked, "All residents", "Residents of Hilltown", from their association."""
    of = reader.words
    led = sheet.marks.within(name.start, name.end, "dweller")[:1]
    if not led or not all(k in of.stops for k in range(of.tokens.at(name.start), led[0].first)):
        return False
    behind = led[0].last + 1
    tied = any(hit.first == behind for hit in sheet.marks.within(led[0].end, name.end, "belongs", "at"))
    end = of.tokens.at(name.end)
    return (tied or behind >= end) and of.nouns.isdisjoint(range(behind, end))


def _is_titled(sheet: Sheet, reader: NameReader, name: Name) -> bool:
    """Tell a person by an office behind the name, or an office itself: "N. N., Vice-President"."""
    comma = sheet.text.startswith(",", name.end)
    of = reader.words
    behind = sheet.marks.within(name.end, name.end + _OFFICE, "person_title") if comma else []
    behind = [hit for hit in behind if not of.is_acronym(hit.first)]
    office = any(hit.start <= name.end + 2 for hit in behind)
    own = sheet.marks.within(name.start, name.end, "person_title", "role")
    own = [hit for hit in own if not of.is_acronym(hit.first)]
    bodies = {hit.start for hit in sheet.marks.within(name.start, name.end, "organisation")}
    own = [hit for hit in own if hit.key == "person_title" or hit.start not in bodies]
    held = any(_names_person(reader, hit, name) for hit in own if hit.start > name.start)
    return office or held or (bool(own) and own[0].start == name.start and own[0].end < name.end)


def _names_person(reader: NameReader, hit: Hit, name: Name) -> bool:
    """Tell an office within a name whose holder is all that follows: "Foreningens formand Peter Lund"."""
    of, end = reader.words, reader.words.tokens.at(name.end)
    rest = range(hit.last + 1, end)
    return len(rest) > 1 and all(of.letter(k) and k not in of.nouns for k in rest)


def _honorary(sheet: Sheet, party: PartyFound) -> bool:
    """Tell whether words of patronage stand right before the name.

    A comma parts them from the subject of a verb: "Under the patronage of the City, the Circle organises".
    """
    if party.method == "patron":
        return False
    start, _ = sheet.sentence(party.start)
    cue = sheet.before(party.start, "patron", 60, start)
    if cue is None:
        return False
    return party.method != "subject" or "," not in sheet.text[cue.end : party.start]
