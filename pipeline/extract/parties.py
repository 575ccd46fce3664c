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
from pipeline.extract.beside_verbs import helping_parties, parties_on_board
from pipeline.extract.bracketed import bracketed
from pipeline.extract.companions import ahead_of_companions, companions
from pipeline.extract.consortium import consortium
from pipeline.extract.cue_checks import is_of_other, is_of_project, runs_body
from pipeline.extract.cue_names import NEAR, ROLE_NOUNS, names_after, told_of
from pipeline.extract.employers import employers
from pipeline.extract.labelled_parties import inline_parties, labelled_parties
from pipeline.extract.names import NameReader
from pipeline.extract.party import WEAK, PartyFound, same_name
from pipeline.extract.party_checks import counts, is_certain, is_common
from pipeline.extract.passives import agents, parted_agents
from pipeline.extract.patrons import patrons
from pipeline.extract.postpositions import before_postpositions
from pipeline.extract.subjects import before_verbs
from pipeline.extract.subjects_behind import object_start
from pipeline.extract.subjects_perfect import in_perfect
from pipeline.extract.support import is_help, is_paid
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
_REACH = 40
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
            if hit.first in used or (key == "organised_by" and _is_beside(sheet, hit)):
                continue
            block = sheet.document.block_at(hit.start)
            if block is None or block.region == "nav" or _goes_on(sheet, hit):
                continue
            used.update(range(hit.first, hit.last + 1))
            stop = row_stop(sheet, hit.start, block.end)
            if key == "organised_by":
                stop = ahead_of_companions(sheet, reader, hit, object_start(sheet, hit, stop))
            row = announced_row(sheet, reader, hit.end, stop) if key not in ROLE_NOUNS else []
            names = row or names_after(sheet, reader, hit, stop, key in ROLE_NOUNS)
            names = names or listed_below(sheet, reader, hit, block)
            names = detailed_row(sheet, reader, names, stop) or employers(sheet, reader, names, hit.end, stop)
            if names and key == "organised_by":  # "hosted by the project partner, the City"
                used.update(range(hit.last + 1, reader.words.tokens.at(names[0].start)))
            sentence = sheet.sentence(hit.start)
            if role is Role.ORGANISER and (_is_paying(sheet, hit) or runs_body(sheet, reader, hit)):
                continue
            if role in (Role.ORGANISER, Role.HOST) and is_of_other(sheet, hit, sentence[0]):
                continue
            project = key == "organised_by" and is_of_project(sheet, hit, sentence)
            paying = sheet.marks.within(hit.start, hit.end + NEAR, "funder")
            if role is Role.PARTNER and (sheet.marks.has(*sentence, "operator") or paying):
                continue  # who runs a fund with whom, a financial partner
            aside = key == "with_partner" and not sheet.marks.has(*sentence, *_OF_EVENT)
            for name in names:
                yield PartyFound(name, role, "cue", score - 0.2 * (project or aside))


def _is_beside(sheet: Sheet, hit: Hit) -> bool:
    """Tell words of both roles that stand beside a subject: "De la mano de A, B organiza" """
    both = any(one.first == hit.first for one in sheet.marks.within(hit.start, hit.end, "with_partner"))
    return both and sheet.marks.has(hit.end, sheet.sentence(hit.start)[1], "organises")


def _goes_on(sheet: Sheet, hit: Hit) -> bool:
    """Tell a cue within which another begins that ends behind it: "put *together with* help from"."""
    later = sheet.marks.within(hit.start + 1, hit.end + _REACH, hit.key)
    return any(one.start < hit.end < one.end for one in later)


def _is_paying(sheet: Sheet, hit: Hit) -> bool:
    """Tell a cue within words of money: "funding was *provided by*", "de kosten worden *gedragen door*"."""
    floor = sheet.sentence(hit.start)[0]
    ahead = sheet.marks.within(max(0, hit.start - _REACH), hit.end, "funded_by", "flows")
    paying = any(one.key == "funded_by" and one.start < hit.start and one.end >= hit.end for one in ahead)
    flowing = any(one.key == "flows" and one.start < hit.start < one.end for one in ahead)
    return paying or (flowing and sheet.marks.has(floor, hit.start, "money_noun"))


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


def _helped(sheet: Sheet, reader: NameReader) -> Iterator[PartyFound]:
    """Yield the partners of whose help, not said to be money, a participle tells: "vom Ring unterstützt"."""
    for hit in sheet.marks.all("funded_end"):
        start, stop = sheet.sentence(hit.start)
        if not is_help(sheet, hit) or not sheet.marks.has(start, stop, *_OF_EVENT, "we"):
            continue
        names = agents(sheet, reader, "funded_end", start, stop)
        known = all(reader.is_organisation(name) for name in names)
        for name in names if known and not is_paid(sheet, hit, names) else ():
            yield PartyFound(name, Role.PARTNER, "cue", 0.55)


def _is_of_money(sheet: Sheet, hit: Hit) -> bool:
    """Tell words of support that go on in a word of money: "dzięki wsparciu *finansowemu*"."""
    longer = sheet.marks.within(hit.start, hit.end + _REACH, "funded_by")
    return any(one.start == hit.start and one.end > hit.end for one in longer)


def _predicates(sheet: Sheet, reader: NameReader) -> Iterator[PartyFound]:
    """Yield the subjects of sentences that say a role of them."""
    for key, role, score in _AFTER:
        for hit in sheet.marks.all(key) if key in ROLE_NOUNS else ():
            for name in told_of(sheet, reader, hit):
                yield PartyFound(name, role, "cue", score)


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
    _helped,
    before_verbs,
    in_perfect,
    before_postpositions,
    _passive,
    tasked_parties,
    helping_parties,
    parties_on_board,
    thanked_parties,
    companions,
    _predicates,
    patrons,
    bracketed,
    consortium,
)
