"""One sentence's chain of givers, programmes and mechanism: "from a grant of X funded by Y within Z"."""

from __future__ import annotations

from bisect import bisect_left

from pipeline.extract.backing import backing
from pipeline.extract.declension import nominative
from pipeline.extract.funded import FundingFound
from pipeline.extract.giver_checks import paying
from pipeline.extract.grants import granted, granting, thanked
from pipeline.extract.known_givers import KnownGiver
from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.extract.paid_names import further_agents, further_grants, is_short_form, paid_names
from pipeline.extract.paired_fundings import combined
from pipeline.extract.passives import agents, parted_payers
from pipeline.extract.support import is_help, is_paid
from pipeline.sheet import Sheet
from pipeline.words import Hit

_POSSESSIVE = 2
"""A known name's own ending has so many characters at most: "EU:s"."""
_NEAR_EVENT, _CLAUSE = 24, 90
"""So few characters behind the noun of who pays its event begins, and stands the copula that tells who."""
_MOST_CUES = 8
"""Words of support in one sentence that are followed: a list without full stops stays bounded."""
_BESIDE = 14
"""A mechanism's words stand so few characters ahead of its name."""


def _where(known: KnownGiver) -> int:
    return known.name.start


def read_chain(
    sheet: Sheet, reader: NameReader, known: list[KnownGiver], start: int, stop: int
) -> list[FundingFound]:
    """Read one sentence's chain of givers, programmes and mechanisms; ``known`` are in the text's order."""
    givers, programmes, helpers = _told(sheet, reader, start, stop)
    score = 0.75 if givers or programmes else 0.7
    passive = sheet.marks.within(start, stop, "funded_by")
    for hit in sheet.marks.within(start, stop, "funds"):
        if not any(by.start <= hit.start and hit.end <= by.end for by in passive):
            givers.extend(granting(sheet, reader, hit, (start, stop)))
    givers.extend(_agents(sheet, reader, start, stop, givers))
    if not givers and not programmes:
        givers.extend(backing(sheet, reader, (start, stop)))
    if not givers and not programmes:
        givers.extend(granted(sheet, reader, start, stop))
    if not givers and not programmes:
        givers.extend(thanked(sheet, reader, start, stop))
    if givers or programmes or sheet.marks.has(start, stop, "funded_by", "funds", "funded_end", "thanks"):
        first = bisect_left(known, start, key=_where)
        here = list(known[first : bisect_left(known, stop, key=_where)])
        here = [k for k in here if not any(n.start < k.name.start < n.end for n in helpers)]
        framed = [one for one in here if _is_framed(sheet, one, givers, start)]
        givers = [n for n in givers if not any(k.name.start <= n.start < k.name.end for k in framed)]
        givers, programmes = _with_known(
            sheet, givers, programmes, [one for one in here if one not in framed]
        )
    givers = paying(sheet, reader, givers, bool(programmes))
    taken = [*givers, *programmes]
    mechanism = _mechanism(sheet, reader, start, stop, taken)
    if mechanism is not None and (not programmes and is_programme(sheet, mechanism) and givers):
        programmes, mechanism = [mechanism], None
    return combined(sheet, givers, programmes, mechanism, (start, stop), score)


def _told(sheet: Sheet, reader: NameReader, start: int, stop: int) -> tuple[list[Name], ...]:
    """Return the givers and the programmes behind a sentence's words of support, and who but helps."""
    givers: list[Name] = []
    programmes: list[Name] = []
    helpers: list[Name] = []
    cues = sheet.marks.within(start, stop, "funded_by", "funder")[:_MOST_CUES]
    for hit in cues:
        told = [*givers, *programmes]
        if told and _is_told(sheet, hit, told):
            continue
        names = _said_to_pay(sheet, reader, hit, stop) or paid_names(sheet, reader, hit.end, stop)
        row: list[Name] = []
        paid = is_paid(sheet, hit, names)
        helpers.extend(() if paid else names)
        for name in names if paid else ():
            if row and is_programme(sheet, row[-1]) and not _stands_alone(sheet, name):
                continue
            row.append(name)
            if any(name.start == other.start for other in (*givers, *programmes)):
                continue
            if is_programme(sheet, name):
                programme, giver = _apart(sheet, name)
                programmes.append(programme)
                givers.extend(giver)
            else:
                givers.append(name)
    told = [*givers, *programmes]
    if told:
        further = further_agents(sheet, reader, cues[0], max(name.end for name in told), stop)
        givers.extend(one for one in further if not any(one.start == other.start for other in told))
    if givers or programmes:
        begin = min(one.end for one in (*givers, *programmes))
        further = further_grants(sheet, reader, begin, stop)
        givers.extend(one for one in further if not any(one.start == other.start for other in givers))
    for hit in sheet.marks.within(start, stop, "behind_funder"):
        givers.extend(reader.ending_at(hit.start, start))
    return givers, programmes, helpers


def _said_to_pay(sheet: Sheet, reader: NameReader, hit: Hit, stop: int) -> list[Name]:
    """Return of whom a payer's noun is said with its event between: "Sponsor of the fair on 3 May is A"."""
    near = (hit.end, min(stop, hit.end + _NEAR_EVENT))
    if hit.key != "funder" or not (sheet.marks.has(*near, "event") or sheet.dates_within(*near)):
        return []
    copulas = sheet.marks.within(hit.end, min(stop, hit.end + _CLAUSE), "copula")
    return paid_names(sheet, reader, copulas[0].end, stop) if copulas else []


def _is_told(sheet: Sheet, hit: Hit, told: list[Name]) -> bool:
    """Tell a cue within names already told, or one that names their mechanism: "funded by A out of B"."""
    if hit.key == "funder":
        return any(hit.start < name.end for name in told)
    return sheet.marks.has(hit.start, hit.end, "mechanism")


def _stands_alone(sheet: Sheet, name: Name) -> bool:
    """Tell a further giver from a topic of the programme before it: "… for education, youth and sport"."""
    return sheet.marks.has(name.start, name.end, "organisation", "giver", "programme") or name.text.isupper()


def _agents(sheet: Sheet, reader: NameReader, start: int, stop: int, told: list[Name]) -> list[Name]:
    """Return the agents of participles that end their clauses, but for "means of X" where X is told.

    Who but helps, "unterstützt", pays where a giver's name says so.
    """
    found = agents(sheet, reader, "funded_end", start, stop)
    found = found or ([] if told else list(parted_payers(sheet, reader, start, stop)))
    helping = [hit for hit in sheet.marks.within(start, stop, "funded_end") if is_help(sheet, hit)]
    if helping and len(helping) == len(sheet.marks.within(start, stop, "funded_end", "funded_by")):
        found = found if is_paid(sheet, helping[0], found) else []
    return [
        one
        for one in found
        if not any(one.start < other.start < one.end for other in told)
        or not any(hit.start == one.start for hit in sheet.marks.within(one.start, one.end, "grant"))
    ]


def _is_framed(sheet: Sheet, one: KnownGiver, givers: list[Name], floor: int) -> bool:
    """Tell a giver that is but the frame of another's grant: "funded by Norway within the EEA Grants"."""
    name = one.name
    if one.programme or all(name.start <= giver.start < name.end for giver in givers):
        return False
    led = sheet.before(name.start, "mechanism", _BESIDE, floor)
    ahead = led is not None and not any(led.end <= giver.start < name.start for giver in givers)
    before = [giver.end for giver in givers if giver.start < name.start]
    if led is not None:
        last = max(before, default=floor)
        if any(by.end == led.end for by in sheet.marks.within(floor, led.end, "funded_by")):
            ahead = ahead and bool(before) and not sheet.marks.has(last, led.start, "name_join")
    inside = any(hit.start < name.start < hit.end for hit in sheet.marks.within(floor, name.end, "mechanism"))
    return ahead or inside


def _with_known(
    sheet: Sheet, givers: list[Name], programmes: list[Name], known: list[KnownGiver]
) -> tuple[list[Name], list[Name]]:
    """Return givers and programmes with the sentence's known ones, which replace what is but part of them."""
    for one in known:
        name = one.name
        longest = name.end + _POSSESSIVE
        told = [*givers, *programmes]
        same = [n for n in givers if (n.start, n.end) == (name.start, name.end)]
        if is_short_form(sheet, name, told) or (same and name.text.isupper()):
            continue  # the page says itself what an abbreviation stands for
        if one.programme:
            told = [n for n in told if not is_programme(sheet, n)]
        if any(n.start <= name.start and n.end > longest and _is_more(sheet, n, name) for n in told):
            continue
        if one.programme:
            givers = [_ahead_of(sheet, n, name) if n.start < name.start < n.end else n for n in givers]
        givers = [n for n in givers if n.end <= name.start or n.start >= name.end]
        programmes = [n for n in programmes if n.end <= name.start or n.start >= name.end]
        (programmes if one.programme else givers).append(name)
    return givers, programmes


def _ahead_of(sheet: Sheet, name: Name, known: Name) -> Name:
    """Return a name without the known one at its end, where both are: "Ministry of X „Programme Y“"."""
    tail = sheet.text[known.start : name.end]
    told = name.text.removesuffix(tail).rstrip(' „“”"«–-')
    apart = told and told != name.text and sheet.marks.has(name.start, known.start, "organisation", "giver")
    return Name(told, name.start, known.start) if apart else name


def _is_more(sheet: Sheet, name: Name, known: Name) -> bool:
    """Tell whether what a name has beyond the known one that it holds makes it another's."""
    rest = sheet.text[known.end : name.end]
    ahead = name.start < known.start
    return ahead or rest != rest.lower() or sheet.marks.has(known.end, name.end, "organisation", "programme")


def _apart(sheet: Sheet, name: Name) -> tuple[Name, list[Name]]:
    """Part a programme from the giver behind it in the genitive: "program Rzeka Fundacji Nad Wodą"."""
    words = name.text.split(" ")
    for i in range(1, len(words)):
        base = sheet.known.own.lemma.get(words[i].lower())
        at = sheet.text.find(words[i], name.start, name.end)
        bent = base is not None and base != words[i].lower() and words[i][0].isupper()
        if bent and at > name.start and sheet.marks.has(at, at + len(words[i]), "giver"):
            giver = nominative(" ".join(words[i:]), sheet.known.own, sheet.country)
            return Name(" ".join(words[:i]), name.start, at), [Name(giver, at, name.end)]
    return name, []


def _mechanism(sheet: Sheet, reader: NameReader, start: int, stop: int, taken: list[Name]) -> Name | None:
    """Return the fund behind a word such as "within", where it stands behind all names ``taken``."""
    if not taken:
        return None
    after = max(name.end for name in taken)
    for hit in sheet.marks.within(min(name.end for name in taken), stop, "mechanism"):
        names = reader.after(hit.end, stop, filler=4)
        if names and names[0].start >= after and any(_fund_like(sheet, name) for name in names):
            return _joined(sheet, names)
    return None


def _joined(sheet: Sheet, names: list[Name]) -> Name:
    """Return names in a row as one, with what stands between them."""
    start, end = names[0].start, names[-1].end
    if len(names) == 2:
        between = sheet.text[names[0].end : names[1].start]
        return Name(names[0].text + between + names[1].text, start, end)
    return Name(sheet.text[start:end] if len(names) > 2 else names[0].text, start, end)


def _fund_like(sheet: Sheet, name: Name) -> bool:
    """Tell whether a name may be a fund's: a noun of organisations in it, or a further capital."""
    nouns = sheet.marks.has(name.start, name.end, "programme", "organisation")
    return nouns or any(c.isupper() for c in name.text[1:])


def is_programme(sheet: Sheet, name: Name) -> bool:
    """Tell a programme from a giver: its own nouns, or the word "programme" right before the name."""
    nouns = sheet.marks.within(name.start, name.end, "programme")
    led = sheet.before(name.start, "programme", 3) is not None
    if not nouns:
        return led
    begins = nouns[0].start <= name.start + 2
    return begins or led or not sheet.marks.has(name.start, name.end, "organisation")
