"""Who does what for an event: organisers, co-organisers, partners, media partners and hosts.

Trust goes from a label ("Arrangör:") over a cue and its names ("organised by …", "Organizatorem jest …") to
a verb and its subject ("… bjuder in till"). Speakers, contact persons and who is patron as a
holder of an office are no parties.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from pipeline.extract.announced_rows import announced_row, detailed_row, listed_below, row_stop
from pipeline.extract.beside_verbs import helping_parties
from pipeline.extract.bracketed import bracketed
from pipeline.extract.companions import ahead_of_companions, companions
from pipeline.extract.consortium import consortium
from pipeline.extract.cue_checks import is_of_project, runs_body
from pipeline.extract.employers import employers
from pipeline.extract.labelled_parties import inline_parties, labelled_parties
from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.extract.party import WEAK, PartyFound, same_name
from pipeline.extract.party_checks import counts, is_certain, is_common
from pipeline.extract.passives import agents, parted_agents
from pipeline.extract.patrons import patrons
from pipeline.extract.postpositions import before_postpositions
from pipeline.extract.subjects import before_verbs
from pipeline.extract.subjects_accompanied import past_partners_aside
from pipeline.extract.subjects_behind import object_start
from pipeline.extract.subjects_perfect import in_perfect
from pipeline.extract.support import is_paid
from pipeline.extract.tasks import tasked_parties
from pipeline.extract.thanked import thanked_parties
from pipeline.extract.weaker_parties import weaker_parties
from pipeline.model import Role
from pipeline.sheet import Sheet
from pipeline.words import Hit

_AFTER = (
    ("co_organiser", Role.CO_ORGANISER, 0.8),
    ("media_partner", Role.MEDIA_PARTNER, 0.8),
    ("organised_by", Role.ORGANISER, 0.8),
    ("organiser", Role.ORGANISER, 0.8),
    ("hosted_by", Role.HOST, 0.7),
    ("with_partner", Role.PARTNER, 0.75),
    ("partner", Role.PARTNER, 0.65),
)
_OF_EVENT = (
    *("event", "happens", "happened", "invites", "organiser", "organises", "organised_by"),
    *("covers_event", "label_organiser"),
)
"""Partners named in a sentence without any of these are partners of something else, like as not."""
_NOUNS = frozenset({"co_organiser", "media_partner", "organiser", "partner"})
_NEAR = 12
"""A role's noun stands so few characters behind its copula."""
_REACH, _CLAUSE = 40, 60
_COMMON = 0.3
_BESIDE = 6
"""A comma or a joint parts two names of a row: so many characters."""
MOST = 100
"""A page that names more organisations is a directory; those beyond, the least sure, are left out."""
_MOST_TOLD = 20 * MOST
"""So many names are taken of each way that tells of them; no page of a directory's names needs more."""
_ORDER = {
    Role.ORGANISER: 0,
    Role.CO_ORGANISER: 1,
    Role.MEDIA_PARTNER: 2,
    Role.PARTNER: 3,
    Role.HOST: 4,
}
"""Of two roles as surely told, the earlier is kept."""


def find_parties(sheet: Sheet, reader: NameReader) -> list[PartyFound]:
    """Return the organisations in a role, in the text's order, each as it is told most surely."""
    told = (p for way in _WAYS for p in islice(way(sheet, reader), _MOST_TOLD))
    found = [p for p in told if counts(sheet, reader, p)]
    kept = [p for p in found if p.method != "common" and not is_common(reader, p.name)]
    common = [p for p in found if p.method == "common" or is_certain(reader, p)]
    least = [replace(p, method="common", score=_COMMON) for p in common]
    return _settled([*kept, *weaker_parties(sheet, reader, kept, least[:1])])


def _after_cues(sheet: Sheet, reader: NameReader) -> Iterator[PartyFound]:
    used: set[int] = set()
    for key, role, score in _AFTER:
        for hit in sheet.marks.all(key):
            if hit.first in used:
                continue
            block = sheet.document.block_at(hit.start)
            if block is None or block.region == "nav" or _goes_on(sheet, hit):
                continue
            used.update(range(hit.first, hit.last + 1))
            stop = row_stop(sheet, hit.start, block.end)
            if key == "organised_by":
                stop = ahead_of_companions(sheet, reader, hit, object_start(sheet, hit, stop))
            row = announced_row(sheet, reader, hit.end, stop) if key not in _NOUNS else []
            names = row or _names_after(sheet, reader, hit, stop, key in _NOUNS)
            names = names or listed_below(sheet, reader, hit, block)
            names = detailed_row(sheet, reader, names, stop) or employers(sheet, reader, names, hit.end, stop)
            if names and key == "organised_by":  # "hosted by the project partner, the City"
                used.update(range(hit.last + 1, reader.words.tokens.at(names[0].start)))
            sentence = sheet.sentence(hit.start)
            if role is Role.ORGANISER and (_is_paying(sheet, hit) or runs_body(sheet, reader, hit)):
                continue
            project = key == "organised_by" and is_of_project(sheet, hit, sentence)
            paying = sheet.marks.within(hit.start, hit.end + _NEAR, "funder")
            if role is Role.PARTNER and (sheet.marks.has(*sentence, "operator") or paying):
                continue  # who runs a fund with whom, a financial partner
            aside = key == "with_partner" and not sheet.marks.has(*sentence, *_OF_EVENT)
            for name in names:
                yield PartyFound(name, role, "cue", score - 0.2 * (project or aside))


def _goes_on(sheet: Sheet, hit: Hit) -> bool:
    """Tell a cue within which another begins that ends behind it: "put *together with* help from"."""
    later = sheet.marks.within(hit.start + 1, hit.end + _REACH, hit.key)
    return any(one.start < hit.end < one.end for one in later)


def _is_paying(sheet: Sheet, hit: Hit) -> bool:
    """Tell a cue within words of money: "funding was *provided by*"."""
    paying = sheet.marks.within(max(0, hit.start - _REACH), hit.end, "funded_by")
    return any(one.start < hit.start and one.end >= hit.end for one in paying)


def _names_after(sheet: Sheet, reader: NameReader, hit: Hit, stop: int, noun: bool) -> list[Name]:
    """Return the names behind a cue; a comma may part a noun from its apposition: "our partner, the City"."""
    row = _behind_clause(sheet, reader, hit, stop) if noun else []
    if row:
        return row
    copulas = sheet.marks.within(hit.end, min(stop, hit.end + 70), "copula") if noun else []
    if noun and not copulas and _is_predicate(sheet, reader, hit):
        return []  # "The Foundation is the organiser of Volunteers' Week"
    told = reader.after(past_partners_aside(sheet, reader, copulas[0].end, stop), stop) if copulas else []
    if told:
        return told
    if noun and (reader.words.tokens.at(hit.end) in reader.words.places or _is_verb(reader, hit)):
        return []  # "partners in Southern Europe"
    names = reader.after(hit.end, stop, linked=noun)
    if names and sheet.marks.has(hit.end, names[0].start, "dweller"):
        return []  # "projects run by citizens of Oakley"
    if not names:
        comma = sheet.text.find(",", hit.end, min(stop, hit.end + 22))
        if comma < 0:
            return []
        aside = sheet.text[hit.end : comma].replace(" ", "")
        role_told = noun or sheet.marks.has(hit.end, comma, "organisation", *_NOUNS)
        if not aside or (aside.isalpha() and role_told):
            names = reader.after(comma + 1, stop, filler=0)
    return names


def _is_verb(reader: NameReader, hit: Hit) -> bool:
    """Tell a verb, whose object stands behind it, from a role's noun: "Gleby stad *arrangerar* Torgdagen"."""
    opens = hit.start == reader.words.sheet.sentence(hit.start)[0]
    return hit.first == hit.last and hit.first in reader.words.organising and not opens


def _behind_clause(sheet: Sheet, reader: NameReader, hit: Hit, stop: int) -> list[Name]:
    """Return the row that a colon parts from its noun's clause: "åtta arrangörer har kommit till: A, B"."""
    colon = sheet.text.find(":", hit.end, min(stop, hit.end + _CLAUSE))
    between = sheet.text[hit.end : max(colon, hit.end)]
    plain = between.replace(" ", "").isalpha() and (between.islower() or sheet.known.own.capital_nouns)
    dated = bool(sheet.dates_within(hit.end, colon))
    if not plain and not (dated and sheet.marks.has(hit.end, colon, "event", "name_feast")):
        return []
    names = reader.after(colon + 1, stop, filler=0)
    of = reader.words
    known = any(reader.is_organisation(name) or of.tokens.at(name.start) in of.projects for name in names)
    return names if len(names) > 1 and known else []


def _is_predicate(sheet: Sheet, reader: NameReader, hit: Hit) -> bool:
    """Tell a role that a sentence says of its subject: what follows is what the role is in."""
    start = sheet.sentence(hit.start)[0]
    copula = sheet.before(hit.start, "copula", _NEAR, start)
    direct = ":" not in sheet.text[hit.end : hit.end + 2]
    return copula is not None and direct and bool(reader.before(copula.start, start))


def _supporting(sheet: Sheet, reader: NameReader) -> Iterator[PartyFound]:
    """Yield the partners whose support is not said to be money: "with the support of the Youth Club"."""
    for hit in sheet.marks.all("support"):
        start, stop = sheet.sentence(hit.start)
        block = sheet.document.block_at(hit.start)
        if block is None or block.region == "nav":
            continue
        if not sheet.marks.has(start, stop, *_OF_EVENT, "we"):
            continue
        names = reader.after(hit.end, min(stop, block.end))
        if not (is_paid(sheet, hit, names) or _is_of_money(sheet, hit)):
            for name in names:
                yield PartyFound(name, Role.PARTNER, "cue", 0.55)


def _is_of_money(sheet: Sheet, hit: Hit) -> bool:
    """Tell words of support that go on in a word of money: "dzięki wsparciu *finansowemu*"."""
    longer = sheet.marks.within(hit.start, hit.end + _REACH, "funded_by")
    return any(one.start == hit.start and one.end > hit.end for one in longer)


def _predicates(sheet: Sheet, reader: NameReader) -> Iterator[PartyFound]:
    """Yield the subjects of sentences that say a role of them: "X är arrangör", "X is a partner"."""
    for key, role, score in _AFTER:
        if key in _NOUNS:
            for hit in sheet.marks.all(key):
                start = sheet.sentence(hit.start)[0]
                copula = sheet.before(hit.start, "copula", _NEAR, start)
                names = reader.before(copula.start, start) if copula is not None else []
                for name in names or _apposed(sheet, reader, hit, start):
                    yield PartyFound(name, role, "cue", score)


def _apposed(sheet: Sheet, reader: NameReader, hit: Hit, floor: int) -> list[Name]:
    """Return of whom an apposition tells a role: "The awards of the City Trust, organiser of the gala, …"."""
    of = reader.words
    comma = hit.first - 1
    behind = of.word(hit.last + 1, len(of.text))
    told = comma > 0 and of.words[comma] == "," and of.starts[comma] >= floor
    if not told or not behind.isalpha() or of.capital(hit.last + 1) or of.capital(hit.first):
        return []
    name = reader.around(comma - 1)
    near = name is not None and name.start >= floor and name.end == of.ends[comma - 1]
    return [name] if name is not None and near and reader.is_organisation(name) else []


def _passive(sheet: Sheet, reader: NameReader) -> Iterator[PartyFound]:
    """Yield the agents of participles at a clause's end: "wird vom Verein … veranstaltet"."""
    seen: set[int] = set()
    for hit in sheet.marks.all("organised_end"):
        start, stop = sheet.sentence(hit.start)
        if start not in seen and sheet.document.region_at(hit.start) != "nav":
            seen.add(start)
            joined = sheet.marks.has(hit.start, hit.end, "co_organises")
            names = agents(sheet, reader, "organised_end", start, stop)
            for name in detailed_row(sheet, reader, names, stop) or names:
                yield PartyFound(name, Role.CO_ORGANISER if joined else Role.ORGANISER, "cue", 0.72)
    for name in parted_agents(sheet, reader):
        yield PartyFound(name, Role.ORGANISER, "cue", 0.72)


def _settled(found: list[PartyFound]) -> list[PartyFound]:
    """Keep each organisation once, in its surest role; a project's runner only where nobody organises."""
    best: list[PartyFound] = []
    for party in sorted(found, key=lambda p: (-p.score, _ORDER[p.role], p.name.start)):
        if len(best) == MOST:
            break
        if not any(
            same_name(party.name.text, kept.name.text) and not _are_beside(party, kept) for kept in best
        ):
            best.append(party)
    organisers = [p for p in best if p.role is Role.ORGANISER]
    least = 0.65 if any(p.score >= 0.7 for p in organisers) else 0.0
    if any(p.method in WEAK for p in organisers):
        least = max(p.score for p in organisers)
    best = [p for p in best if p.role is not Role.ORGANISER or p.score >= least]
    return sorted(_with_organisers(best), key=lambda p: p.name.start)


def _are_beside(one: PartyFound, other: PartyFound) -> bool:
    """Tell two of one row, of which one's name holds the other's: "Slovak Council of X, Council of X"."""
    first, last = sorted((one, other), key=lambda p: p.start)
    near = 0 <= last.start - first.end <= _BESIDE
    return near and one.role is other.role and one.name.text != other.name.text


def _with_organisers(found: list[PartyFound]) -> list[PartyFound]:
    """Take for organisers those who are said to co-organise where nobody else organises."""
    if any(p.role is Role.ORGANISER for p in found):
        return found
    joint = {id(p) for p in found if p.role is Role.CO_ORGANISER and p.method == "subject"}
    return [replace(p, role=Role.ORGANISER) if id(p) in joint else p for p in found]


_WAYS = (
    labelled_parties,
    inline_parties,
    _after_cues,
    _supporting,
    before_verbs,
    in_perfect,
    before_postpositions,
    _passive,
    tasked_parties,
    helping_parties,
    thanked_parties,
    companions,
    _predicates,
    patrons,
    bracketed,
    consortium,
)
