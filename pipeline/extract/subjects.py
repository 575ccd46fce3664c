"""Subjects of verbs of organising: ahead of the verb, behind a clause, inverted, or of a relative clause."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.actors import owner_at
from pipeline.extract.anaphora import common_subject, meant_by, nouns_around
from pipeline.extract.announced_rows import detailed_row, listed_below
from pipeline.extract.name_feasts import is_occasion
from pipeline.extract.name_words import CLOSERS
from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.extract.party import PartyFound
from pipeline.extract.subjects_accompanied import accompanied, past_partners
from pipeline.extract.subjects_ahead import is_of_thing, right_ahead
from pipeline.extract.subjects_behind import behind_partners, bends, far_behind, inverted, is_proper
from pipeline.extract.subjects_framed import behind_frame, in_first_clause, instanced
from pipeline.extract.subjects_past_object import past_object
from pipeline.extract.subjects_relative import antecedent, in_relative
from pipeline.gazetteer import nominative_town
from pipeline.model import Role
from pipeline.sheet import Sheet
from pipeline.text import Block
from pipeline.words import Hit

_ADVERBS = 3
"""At most so many small words stand between a subject and its verb: "cordially"."""
_HOLDER = 60
"""Who holds an office is named at most so many characters ahead of the verb."""
_TIE = 12
_ANNOUNCED = 26
"""A noun that announces names stands so few characters ahead of its colon."""
_MOST_DAYS = 4
"""A sentence begins with at most so many days and hours."""
_LONGEST_LEAD = 9
"""Words of time ahead of a subject are at most so many tokens."""
_LONGEST_PHRASE = 30
"""A phrase of happening begins at most so many characters ahead of the verb that ends it."""
_ASIDES = ("with_partner", "support", "funded_by", "mechanism", "patron")
"""Phrases that lead names ahead of a sentence's subject: "With the support of A, B organises"."""


def before_verbs(sheet: Sheet, reader: NameReader) -> Iterator[PartyFound]:
    for hit in sheet.marks.all("organises"):
        start, stop = sheet.sentence(hit.start)
        block = sheet.document.block_at(hit.start) or _led_in(sheet, start, stop)
        if block is None or block.region == "nav" or _is_within(sheet, hit):
            continue
        leads = block.start > hit.start
        floor = start if leads else max(block.start, start)
        names = reader.before(hit.start, _past_days(sheet, floor, hit.start))
        joint = sheet.marks.within(hit.start, hit.end, "with_partner")
        if names and (_is_led(sheet, names[0]) or _is_behind_object(reader, hit, names[-1])):
            names = []
        if _is_object(reader, names) and not (sheet.known.own.subject_first or joint or leads):
            behind = inverted(sheet, reader, hit, min(block.end, stop))
            names = behind or past_object(sheet, reader, hit.last + 1, min(block.end, stop)) or names
        row = right_ahead(reader, hit, floor)
        names = names or (row if len(row) > 1 else [])
        for find in _FINDERS:
            names = names or find(sheet, reader, hit.start, floor)
        names = names or row or behind_partners(sheet, reader, floor, stop)
        if not names or reader.words.tokens.at(names[0].start) in reader.words.stops:
            names = listed_below(sheet, reader, hit, block) or names  # "The following associations invite:"
        if not (names or leads):
            names = far_behind(sheet, reader, hit.last + 1, min(block.end, stop))
        names = detailed_row(sheet, reader, names, min(block.end, stop)) or _resolved(reader, hit, names)
        names = [name for name in names if not is_occasion(reader, name)]
        opens = not sheet.text[hit.end : block.end].strip(" :.–-")  # "The City invites to", a line of its own
        opens = opens or (bool(names) and hit.start <= start + 1 and names[0].start > hit.start)
        score = 0.7 if opens or sheet.marks.has(start, stop, "event") else 0.55
        joined = sheet.marks.has(hit.start, hit.end, "co_organises")
        for name in names:
            yield PartyFound(name, Role.CO_ORGANISER if joined else Role.ORGANISER, "subject", score)
        common = common_subject(reader, hit) if not names else None
        if common is not None:
            yield PartyFound(common, Role.ORGANISER, "common", score)


def _led_in(sheet: Sheet, start: int, stop: int) -> Block | None:
    """Return the value behind a verb and its colon, which look like a label: "The club invites: …"."""
    block = sheet.document.block_at(stop - 1)
    return block if block is not None and block.label and block.start > start else None


def _is_within(sheet: Sheet, hit: Hit) -> bool:
    """Tell a verb that ends a phrase of happening: "se celebrará" tells where, "celebrará" who."""
    longer = sheet.marks.within(max(0, hit.start - _LONGEST_PHRASE), hit.end, "happens", "happened")
    return any(one.first < hit.first and one.last >= hit.last for one in longer)


def _is_object(reader: NameReader, names: list[Name]) -> bool:
    """Tell whether what stands ahead of a verb is no subject: nothing, the event's noun, or a project."""
    lone = len(names) == 1 and " " not in names[0].text
    if not names or is_occasion(reader, names[0]):
        return True
    first = reader.words.tokens.at(names[0].start)
    if len(names) == 1 and first in reader.words.projects and first not in reader.words.nouns:
        return True  # "Projekt „Głos” realizuje Towarzystwo …"
    return lone and first in reader.words.events


def _past_days(sheet: Sheet, floor: int, verb: int) -> int:
    """Return where a sentence goes on behind the days and hours it begins with: "15.11.2026 MTS järjesti"."""
    at = floor
    for _ in range(_MOST_DAYS):
        days = sheet.dates_within(at, verb)[:1] + sheet.times_within(at, verb)[:1]
        led = [one.end for one in days if not sheet.text[at : one.start].strip(" ,:–-")]
        if not led:
            return at
        at = max(led)
    return at


def _is_behind_object(reader: NameReader, hit: Hit, name: Name) -> bool:
    """Tell an object's genitive from a subject: "Perinteisen Kynttiläillan valmistelun järjestää X ry"."""
    of, own, ahead = reader.words, reader.words.sheet.known.own, hit.first - 1
    if own.head != "last" or not own.lemma or reader.is_organisation(name) or of.starts[ahead] < name.end:
        return False
    small = of.words[ahead].isalpha() and not of.capital(ahead) and ahead not in of.stops
    return small and of.words[ahead].endswith(tuple(own.phrases["possessive"]))


def _is_led(sheet: Sheet, name: Name) -> bool:
    """Tell an agent, a patron, a partner or a motto ahead of a verb: "die vom Bund organisierte Tagung"."""
    led = sheet.marks.within(name.start, name.end, "agent", "patron", "with_partner", "theme")
    return any(hit.start == name.start for hit in led)


def _announced(sheet: Sheet, reader: NameReader, verb: int, floor: int) -> list[Name]:
    """Return the names that a noun and a colon announce ahead of a verb: "three clubs: A, B, C invite"."""
    colon = sheet.text.find(":", floor, verb)
    if colon < 0 or not sheet.marks.has(max(floor, colon - _ANNOUNCED), colon, "organisation"):
        return []
    names = reader.after(colon + 1, verb, filler=0)
    near = bool(names) and not sheet.text[names[-1].end : verb].strip(" ,")
    return names if near and len(names) > 1 else []


def _behind_colon(sheet: Sheet, reader: NameReader, verb: int, floor: int) -> list[Name]:
    """Return a verb's subject behind a colon: "Open day on 5 May: The Friends and the City invite"."""
    colon = sheet.text.rfind(": ", floor, verb)
    return _after_comma(sheet, reader, colon, verb) if colon >= 0 else []


def _of_holder(sheet: Sheet, reader: NameReader, verb: int, floor: int) -> list[Name]:
    """Return whose chair or mayor it is that is a verb's subject: "The board's chair invites"."""
    for title in sheet.marks.within(max(floor, verb - _HOLDER), verb, "person_title")[:1]:
        name = owner_at(sheet, reader, title.first - 1, (floor, False))
        if name is not None:
            return [name]
        tied = sheet.marks.within(title.end, min(verb, title.end + _TIE), "belongs")
        names = reader.after(tied[-1].end, verb, filler=1) if tied else []
        if names and all(reader.is_organisation(name) for name in names):
            return names
    return []


def _cleft(sheet: Sheet, reader: NameReader, verb: int, floor: int) -> list[Name]:
    """Return whom a sentence singles out: "It is the village board that is behind the meeting"."""
    of = reader.words
    first = of.tokens.at(floor)
    copula = next((k for k in range(first, first + _ADVERBS) if k in of.copulas), None)
    names = reader.after(of.ends[copula], verb, filler=1) if copula is not None else []
    near = bool(names) and of.tokens.at(verb) - of.tokens.at(names[-1].end) <= _ADVERBS
    return names if near and all(reader.likely(name) for name in names) else []


def _behind_clause(sheet: Sheet, reader: NameReader, verb: int, floor: int) -> list[Name]:
    """Return a verb's subject behind a clause that ends with a comma: "For the second year, the City …"."""
    comma, last = sheet.text.find(", ", floor, verb), sheet.text.rfind(", ", floor, verb)
    if any(hit.start <= floor + 1 for hit in sheet.marks.within(floor, verb, *_ASIDES)):
        return _after_comma(sheet, reader, last, verb) if last >= 0 else []
    if comma >= 0 and sheet.marks.has(floor, comma, "organisation", "voice"):
        return []
    for at in (comma, last) if last > comma else (comma,):
        names = _after_comma(sheet, reader, at, verb) if at >= 0 else []
        if names:
            return names
    return []


def _after_comma(sheet: Sheet, reader: NameReader, comma: int, verb: int) -> list[Name]:
    of = reader.words
    i = of.tokens.at(comma + 1)
    while i < len(of) and of.starts[i] < verb and of.words[i] in of.articles:
        i = max(i + 1, of.past_article(i))
    names = reader.before(verb, of.starts[i], headed=True) if i < len(of) and of.starts[i] < verb else []
    proper = not sheet.known.own.capital_nouns
    known = all(_is_known(reader, name) or (proper and is_proper(reader, name)) for name in names)
    return names if known else []


def _behind_time(sheet: Sheet, reader: NameReader, verb: int, floor: int) -> list[Name]:
    """Return a verb's subject behind words of time: "Last Saturday the Friends held".

    A name that its case or a preposition ties to what stands ahead of it is no subject.
    """
    of = reader.words
    dates = sheet.dates_within(floor, verb)
    begin = dates[-1].end if dates else floor
    first, known = of.tokens.at(floor), sheet.known
    begins = max(first + 1, of.tokens.at(begin))
    for i in range(begins, min(begins + _LONGEST_LEAD, of.tokens.at(verb))):
        quoted = of.words[i] in CLOSERS
        dated = of.words[i] in known.months or of.words[i] in known.weekdays
        if dated or not (of.letter(i) or i in of.nouns or quoted):
            continue
        timed = any(of.words[k] in known.weekdays or of.words[k] in known.months for k in range(first, i))
        timed = timed or sheet.marks.has(floor, of.starts[i], "time_lead")
        timed = timed or bool(sheet.dates_within(floor, of.starts[i]))
        article = of.words[i - 1] in of.articles
        tied = (i - 1 in of.places or i - 1 in of.links) and not article
        tied = tied or is_of_thing(reader, i - 1 - article)
        if tied and nominative_town(of.span(i, i), known.own, sheet.country) is not None:
            continue  # "On 5 May in Springfield the Friends held"
        names = reader.before(verb, of.starts[i], headed=True) if timed and not tied else []
        proper = not known.own.capital_nouns
        if (
            names
            and all(quoted or _is_known(reader, n) or (proper and is_proper(reader, n)) for n in names)
            and not bends(sheet, names[0])
        ):
            return names
        return []
    return []


def _is_known(reader: NameReader, name: Name) -> bool:
    return reader.is_organisation(name) or reader.recurs(name)


def _resolved(reader: NameReader, hit: Hit, names: list[Name]) -> list[Name]:
    """Return a verb's subject; where it is but a noun ("the association"), the name that it stands for."""
    if any(" " in name.text for name in names) or len(names) > 1:
        return names
    if names:
        nouns = [reader.words.tokens.at(names[0].start)]
        nouns = [i for i in nouns if i in reader.words.nouns]
    else:
        nouns = nouns_around(reader, hit)
    found = [name for name in (meant_by(reader, i) for i in nouns) if name is not None]
    return found[:1] or names


_FINDERS = (
    in_relative,
    antecedent,
    accompanied,
    past_partners,
    _announced,
    _behind_colon,
    _behind_clause,
    _behind_time,
    _of_holder,
    _cleft,
    behind_frame,
    in_first_clause,
    instanced,
)
