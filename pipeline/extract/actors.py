"""Who organises where no label, cue or verb of organising says so: who speaks, whose event it is, who acts.

"We at X" is surer than "the annual meeting of X", and that surer than "X looks into …" beside the event's
day. Each yields only names that say themselves that they are an organisation's, or that the page uses again.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.backing import is_gift
from pipeline.extract.leaders import leaders
from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.extract.party import PartyFound
from pipeline.extract.party_checks import is_common, says_what
from pipeline.extract.signatures import signing
from pipeline.model import Role
from pipeline.sheet import Sheet
from pipeline.tokens import cut
from pipeline.words import Hit

_OPENING = 4
"""So many blocks make a page's opening, in which an event is named as a whole."""
_LEAD = 3
"""A date at a sentence's start stands behind at most so many tokens."""
_QUOTES = frozenset("„“”\"«»‘’'‚")
_LONGEST_QUOTE = 20
_LONGEST_ADJECTIVE = 30
_LONGEST_LINE = 120
_CLOSE = 3
"""A sentence's mark stands so few characters ahead of the next one."""
_MOST = 200
"""So many phrases of a kind are looked at; a page with more says it early."""


def acting_parties(sheet: Sheet, reader: NameReader) -> Iterator[list[PartyFound]]:
    """Yield organisers by weaker evidence, the surest kind first; a list each, which may be empty."""
    yield _found(_speaking(sheet, reader), "voice", 0.62)
    yield _found(signing(sheet, reader), "signature", 0.61)
    yield _found(_owning(sheet, reader), "owner", 0.6)
    yield _acting(sheet, reader)
    yield _found(leaders(sheet, reader), "leader", 0.53)


def _found(names: list[Name], method: str, score: float) -> list[PartyFound]:
    return [PartyFound(name, Role.ORGANISER, method, score) for name in names]


def _speaking(sheet: Sheet, reader: NameReader) -> list[Name]:
    """Return the names of those who speak: "we at the Democratic Society", "hos oss på …"."""
    for hit in sheet.marks.all("voice")[:_MOST]:
        start, stop = sheet.sentence(hit.start)
        if "?" in sheet.text[stop - _CLOSE : stop]:
            continue  # "What can we learn from the Garden Club?"
        given = sheet.before(hit.start, "received", _CLOSE, start) is not None
        if given or sheet.marks.has(hit.end, stop, "funded_end"):
            continue  # "dabei werden *wir vom* Ring unterstützt"
        if _is_likening(reader, hit) and hit.start > start + 1:
            continue  # "školy jako Gymnázium Lipno"
        names = [n for n in reader.after(hit.end, stop, filler=1) if not is_common(reader, n)]
        acts = bool(names) and reader.words.tokens.at(names[-1].end) in reader.words.organising
        if names and (acts or " " in names[0].text or reader.is_organisation(names[0])):
            return names  # "We at Botildenborg invite"
    return []


def _is_likening(reader: NameReader, hit: Hit) -> bool:
    """Tell "as" that names an example within a sentence from "as X, we …" at its start, where cases tell."""
    of = reader.words
    return of.cased and hit.first == hit.last and hit.first in of.stops


def _owning(sheet: Sheet, reader: NameReader) -> list[Name]:
    """Return whose event it is: "Jahrestagung des …", "X's annual conference", "konferencja X"."""
    for hit in sheet.marks.all("event")[:_MOST]:
        block = sheet.document.block_at(hit.start)
        if block is None or block.region != "main":
            continue
        start, stop = sheet.sentence(hit.start)
        opening = block.kind == "heading" or sheet.block_index(hit.start) < _OPENING
        personal = sheet.marks.has(start, stop, "speaker", "person_title")
        if not opening and (personal or not sheet.dates_within(start, stop)):
            continue
        names = _behind(sheet, reader, hit, min(block.end, stop))
        if names and all(says_what(reader, name) for name in names):
            return names
        name = _possessor(sheet, reader, hit, max(block.start, start), opening)
        if name is not None:
            return [name]
    return []


def _behind(sheet: Sheet, reader: NameReader, hit: Hit, stop: int) -> list[Name]:
    """Return the names in the genitive behind an event's noun, its title in quotation marks passed over."""
    of = reader.words
    k = _past_quotation(reader, hit.last + 1)
    if k >= len(of) or of.starts[k] >= stop:
        return []
    near = min(stop, of.starts[k] + _LONGEST_ADJECTIVE)
    tied = sheet.marks.within(of.starts[k], near, "belongs")
    between = of.text[of.starts[k] : tied[0].start].split() if tied else []
    if len(between) <= 1 and all(word.isalpha() and word.islower() for word in between):
        tied = [one for one in tied if one.start == tied[0].start]
    else:
        tied = []
    if tied:
        return reader.after(max(one.end for one in tied), stop, filler=1)
    if sheet.known.own.phrases["belongs"] or not of.capital(k):
        return []
    names = reader.after(of.starts[k], stop, filler=0)
    bent = bool(names) and names[0].text != " ".join(sheet.text[names[0].start : names[0].end].split())
    return names if bent else []


def _past_quotation(reader: NameReader, k: int) -> int:
    """Return the token behind the quotation that opens at token ``k``, ``k`` where none does."""
    of = reader.words
    if k < len(of) and of.words[k] in _QUOTES:
        for j in range(k + 1, min(k + _LONGEST_QUOTE, len(of))):
            if of.words[j] in _QUOTES:
                return j + 1
    return k


def _possessor(sheet: Sheet, reader: NameReader, hit: Hit, floor: int, opening: bool) -> Name | None:
    """Return who stands in the possessive ahead of an event's noun, at most two adjectives between.

    ``opening``: at the head of a page two capitals are enough for a name.
    """
    of = reader.words
    for k in range(hit.first - 1, max(hit.first - 4, 0), -1):
        if of.starts[k] < floor or "\n" in of.gap(k + 1):
            return None
        if of.capital(k) or k in of.nouns or of.words[k] in ("s", "n", "'"):
            return owner_at(sheet, reader, k, (floor, opening))
        if not of.words[k].isalpha() or k in of.verbs or k in of.links:
            return None
    return None


def owner_at(sheet: Sheet, reader: NameReader, k: int, where: tuple[int, bool]) -> Name | None:
    """Return the name whose possessive ends with token ``k``, its ending taken off."""
    of, (floor, opening) = reader.words, where
    end = of.ends[k]
    endings = sorted(sheet.known.own.phrases["possessive"], key=len, reverse=True)
    ending = next((e for e in endings if _ends(sheet.text, end, e)), None)
    if ending is None:
        return None
    marked = ending[0] in "':"
    last = of.tokens.at(end - len(ending)) - 1 if marked else k
    if marked and "‘" in sheet.text[max(floor, end - _LONGEST_LINE) : end]:
        return None
    whole = reader.around(last) if last >= 0 else None
    if whole is None or whole.start < floor or not _may_own(sheet, reader, whole):
        return None
    named = whole.text if whole.end <= end else ""
    text = named if marked else _bare(named, sheet.text[whole.start : end], ending)
    text = text.removesuffix("'s").removesuffix("’s").strip()
    known = reader.is_organisation(whole) or _is_organisation(sheet, text)
    said = (" " in text and (known or opening)) or (known and not reader.words.is_bare_noun(text))
    used = bool(text) and sheet.text.count(text) > sheet.text.count(text + ending)
    return Name(text, whole.start, end) if said or used else None


def _may_own(sheet: Sheet, reader: NameReader, whole: Name) -> bool:
    """Tell a name from "Friday's" and "all the council's"."""
    first = reader.words.tokens.at(whole.start)
    word = reader.words.words[first]
    calendar = {*sheet.known.weekdays, *sheet.known.months}
    return first not in reader.words.stops and word not in calendar and word[:-1] not in calendar


def _ends(text: str, end: int, ending: str) -> bool:
    return text[max(0, end - len(ending)) : end].replace("’", "'").lower() == ending


def _bare(named: str, written: str, ending: str) -> str:
    """Return a name without its possessive ending, or as the nominative has it where that changed it."""
    plain = " ".join(written.split())
    return named if named not in ("", plain) else plain[: len(plain) - len(ending)]


def _is_organisation(sheet: Sheet, text: str) -> bool:
    """Tell whether a name has a noun of organisations once its ending is off."""
    return any(hit.key in ("organisation", "legal_form") for hit in sheet.known.lexicon.find(cut(text)))


def _acting(sheet: Sheet, reader: NameReader) -> list[PartyFound]:
    """Return the subject of the sentence that tells most of the event: its day, its noun, a grant for it."""
    best: list[PartyFound] = []
    seen = 0
    for block in sheet.blocks:
        if block.region != "main" or block.kind in ("label", "alt") or len(block.text) < 30:
            continue
        at = block.start
        while at < block.end and seen < _MOST:
            stop = min(max(sheet.sentence(at)[1], at + 1), block.end)
            seen += 1
            score = _weight(sheet, at, stop, seen)
            if score and (not best or score > best[0].score):
                names = [n for n in _subjects(sheet, reader, at, stop) if not _is_project(sheet, n)]
                names = [n for n in names if not _is_any(reader, n)]
                if len(names) == 1 and not says_what(reader, names[0]):
                    names = []  # "CLIMA brings together …"
                best = _found(names, "actor", score) if names else best
            at = stop
    return best


def _is_project(sheet: Sheet, name: Name) -> bool:
    """Tell what is paid for, "Projektet Delaktig stad", from who runs it."""
    led = sheet.marks.within(name.start, name.end, "covers_project")
    return bool(led) and led[0].start == name.start


def _is_any(reader: NameReader, name: Name) -> bool:
    """Tell some body that an indefinite article leads in, "*una* delegación de la Asociación Lumo"."""
    of, first = reader.words, reader.words.tokens.at(name.start)
    one = of.sheet.known.own.small_numbers
    return first > 0 and not of.capital(first) and one.get(of.words[first - 1]) == 1


def _weight(sheet: Sheet, start: int, stop: int, n: int) -> float:
    """Return how surely the subject of a page's ``n``-th sentence organises; 0: not at all."""
    if sheet.marks.has(start, stop, "event", "invites"):
        score = 0.58 if sheet.dates_within(start, stop) else 0.5
    elif sheet.marks.has(start, stop, "grant", "funded_by"):
        score = 0.48
    else:
        score = 0.45 if n <= _OPENING else 0.0
    # Whoever grants or is thanked pays.
    others = ("speaker", "not_event", "patron", "funds", "thanks", "of_site", "past_edition")
    other = score and (sheet.marks.has(start, stop, *others) or is_gift(sheet, start, stop))
    return 0.0 if other else score


def _subjects(sheet: Sheet, reader: NameReader, start: int, stop: int) -> list[Name]:
    """Return a sentence's subject: ahead of its verb, behind a verb that follows a date, or listed."""
    names = reader.subject(start, stop) or _listed(sheet, reader, start, stop)
    if names:
        return names
    of = reader.words
    dates = sheet.dates_within(start, stop)
    if not dates or of.tokens.at(dates[0].start) - of.tokens.at(start) > _LEAD:
        return []
    times = sheet.times_within(dates[0].end, min(stop, dates[0].end + 30))
    k = of.tokens.at(times[-1].end if times else dates[0].end)
    for i in range(k, min(k + 4, len(of))):
        if of.starts[i] >= stop:
            return []
        if i in of.places:
            return []
        if of.words[i].isalpha() and not of.capital(i) and of.words[i] not in sheet.known.months:
            names = reader.after(of.ends[i], stop, filler=1)
            if names and all(reader.is_organisation(name) for name in names):
                tied = sheet.marks.has(start, names[0].start, "funded_by", "with_partner", "support")
                led = sheet.marks.has(of.ends[i], names[0].start, "agent")  # "wird vom Netzwerk … gestaltet"
                paying = sheet.marks.has(names[-1].end, stop, "funded_end")
                return [] if tied or led or paying else names
    return []


def _listed(sheet: Sheet, reader: NameReader, start: int, stop: int) -> list[Name]:
    """Return the names in apposition to a plural noun: "four associations, A, B and C, ask …"."""
    for hit in sheet.marks.within(start, min(stop, start + 80), "organisation")[:3]:
        near = sheet.text[hit.end : min(stop, hit.end + 25)]
        comma = hit.end + min((near.index(mark) for mark in ",:" if mark in near), default=-1)
        if comma >= hit.end and sheet.text[hit.start : comma].islower():
            names = reader.after(comma + 1, stop, filler=0)
            if len(names) > 1 and sheet.text[names[-1].end : names[-1].end + 1] == ",":
                return names
    return []
