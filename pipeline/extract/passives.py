"""Who does what a verb says that stands apart from its agent: "wird vom Verein … veranstaltet".

The participle ends the clause, or, where a language's passive opens it, words part it from its preposition:
"anordnas i år av Stadsmuseet".
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pipeline.extract.money import find_sums
from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.extract.paid_names import paid_names
from pipeline.sheet import Sheet
from pipeline.words import Hit, Words

_REACH = 160
"""An agent stands at most so many characters ahead of its participle."""
_PARTING = ("name_join", "organised_by", "funded_by", "with_partner", "support", "organises", "relative")
"""What stands between a participle and an agent that is not its own."""
_OPENS = 2
"""A participle that opens a sentence stands at most so many characters behind its start: a bullet."""

_NEAR = 12
"""A payer's preposition stands so few characters behind the sum."""
_PARTED = 6
"""At most so many words part a verb from its agent's preposition."""
_TITLED = 12
"""A noun that says what it is ("Bakom konferensen … står") may have a title of so many words behind it."""
_FARTHEST = 30
"""A sentence that begins as a cue does has its verb at most so many words behind."""
_TIES = ("with_partner", "funded_by", "organised_by", "hosted_by", "operator", "name_stop")
"""What makes a preposition another phrase's."""


def agents(sheet: Sheet, reader: NameReader, key: str, start: int, stop: int) -> list[Name]:
    """Return the agents of the participles of ``key`` in ``text[start:stop]``, which end their clauses."""
    found: list[Name] = []
    ends = sheet.marks.within(start, stop, "organised_end", "funded_end")
    for n, hit in enumerate(ends):
        paid = _behind_sum(sheet, reader, hit.end, stop) if hit.key == key == "funded_end" else []
        if paid:
            found.extend(paid)
            continue
        if hit.key != key or any(
            by.end > hit.end
            for by in sheet.marks.within(hit.start, stop, "funded_by")[:1]
            if by.start == hit.start
        ):
            continue
        if hit.start <= start + _OPENS:
            found.extend(_behind(sheet, reader, hit.end, stop))
            continue
        led = sheet.marks.within(hit.end, min(stop, hit.end + _REACH), "agent")[:1]
        if led and led[0].start <= hit.end + 1:
            continue  # "organisé par" is a cue of its own
        apart = _apart(sheet, reader, hit.end, stop)
        if apart:
            found.extend(apart)
            continue
        floor = max(start, hit.start - _REACH, ends[n - 1].end if n else start)
        found.extend(_ahead(sheet, reader, floor, hit.start))
    return found


def _ahead(sheet: Sheet, reader: NameReader, floor: int, end: int) -> list[Name]:
    """Return the agents ahead of their participle, each with its preposition: "vom Bund und vom Land"."""
    row: list[Name] = []
    for agent in reversed(sheet.marks.within(floor, end, "agent")):
        names = reader.after(agent.end, end, filler=1)
        told = bool(names) and all(reader.likely(name) for name in names)
        if row and not (told and _is_joined(reader, names[-1].end, end)):
            break
        if told:
            row, end = [*names, *row], agent.start
    return row


def _is_joined(reader: NameReader, start: int, stop: int) -> bool:
    """Tell whether nothing but a comma or an "and" stands in ``text[start:stop]``."""
    of = reader.words
    between = range(of.tokens.at(start), of.tokens.at(stop))
    return bool(between) and all(k in of.joins or of.words[k] == "," for k in between)


def _behind_sum(sheet: Sheet, reader: NameReader, begin: int, stop: int) -> list[Name]:
    """Return payers that a sum parts from their participle: "finanziato con 25.000 euro dalla Regione"."""
    sums = find_sums(sheet, begin, min(stop, begin + _REACH))[:1]
    led = sheet.marks.within(sums[0].end, min(stop, sums[0].end + _NEAR), "agent")[:1] if sums else []
    return reader.after(led[0].end, stop, filler=1) if led else []


def _apart(sheet: Sheet, reader: NameReader, begin: int, stop: int) -> list[Name]:
    """Return the agents that days, hours and places part from their participle: "organisé le 3 mars par X".

    A joint or a cue between says that they are another's, as does a participle that follows them.
    """
    for agent in sheet.marks.within(begin, min(stop, begin + _REACH), "agent"):
        titled = any(hit.start == agent.start for hit in sheet.marks.within(agent.start, stop, "theme"))
        if titled or sheet.marks.has(begin, agent.start, *_PARTING):
            return []
        names = reader.after(agent.end, stop, filler=1)
        if names:
            surely = all(reader.is_organisation(name) or " " in name.text for name in names)
            return names if surely and not _is_anothers(sheet, reader, names[-1].end, stop) else []
    return []


def _is_anothers(sheet: Sheet, reader: NameReader, end: int, stop: int) -> bool:
    """Tell whether a participle of its own follows an agent that ends at ``end``: "vom Bund gefördert"."""
    later = sheet.marks.within(end, stop, "organised_end", "funded_end")
    return bool(later) and later[0].first <= reader.words.tokens.at(end) + 1


def _behind(sheet: Sheet, reader: NameReader, begin: int, stop: int) -> list[Name]:
    """Return the agents behind a participle that opens its sentence: "Organisiert wird der Tag vom …"."""
    for agent in sheet.marks.within(begin, min(stop, begin + _REACH), "agent"):
        names = reader.after(agent.end, stop, filler=1)
        if names and all(reader.likely(name) for name in names):
            return names
    return []


def parted_agents(sheet: Sheet, reader: NameReader) -> Iterator[Name]:
    """Yield whom a cue of organising names whose last word stands apart: "hålls den 5 maj av …"."""
    heads = _heads(sheet.known.own, "organised_by", "organised_end")
    for hit in sheet.marks.all("agent") if heads else ():
        start, stop = sheet.sentence(hit.start)
        if not (_is_parted(sheet, reader, heads, hit, start) or _is_opened(sheet, reader, hit, start)):
            continue
        names = reader.after(hit.end, stop)
        known = any(reader.is_organisation(name) for name in names)
        if known and all(reader.likely(name) for name in names):
            yield from names


def parted_payers(sheet: Sheet, reader: NameReader, start: int, stop: int) -> Iterator[Name]:
    """Yield whom a cue of paying names whose last word stands apart: "finansieras bland annat av"."""
    heads = _heads(sheet.known.own, "funded_by", "funded_end")
    for hit in sheet.marks.within(start, stop, "agent") if heads else ():
        parted = _is_parted(sheet, reader, heads, hit, start)
        names = paid_names(sheet, reader, hit.end, stop) if parted else []
        if any(reader.is_organisation(name) for name in names):
            yield from names


@cache
def _heads(words: Words, cue: str, end: str) -> frozenset[tuple[str, ...]]:
    """Return the words ahead of the agent's preposition in each phrase of ``cue`` that ends with one.

    ``end``: the key of participles that end their clauses, in languages where those stand apart anyway.
    """
    own = words.phrases
    if own[end] or not own["agent"]:
        return frozenset()
    cues = (tuple(phrase.split()) for phrase in own[cue])
    return frozenset(cue[:-1] for cue in cues if len(cue) > 1 and cue[-1] in own["agent"])


def _is_parted(
    sheet: Sheet, reader: NameReader, heads: frozenset[tuple[str, ...]], hit: Hit, floor: int
) -> bool:
    """Tell whether a cue's head stands ahead of its parted preposition, words of time or place between."""
    of = reader.words
    if any(one.start < hit.start < one.end for one in sheet.marks.within(floor, hit.end, *_TIES)):
        return False
    for k in range(hit.first - 2, max(hit.first - _TITLED, 0), -1):
        if of.starts[k] < floor:
            return False
        for size in (1, 2, 3):
            if tuple(of.words[k - size + 1 : k + 1]) in heads and (size > 1 or _is_idle(reader, k, hit)):
                return True
    return False


def _is_opened(sheet: Sheet, reader: NameReader, hit: Hit, floor: int) -> bool:
    """Tell the verb of a sentence that begins as a cue does: "Bakom Ungdomens dag, som …, står A och B"."""
    of = reader.words
    first = of.tokens.at(floor)
    opened = (of.words[first], of.words[hit.first]) in _openings(sheet.known.own)
    return opened and hit.first - first <= _FARTHEST and not _is_said_before(reader, first, hit)


def _is_said_before(reader: NameReader, first: int, hit: Hit) -> bool:
    of = reader.words
    return any(of.words[k] == of.words[hit.first] for k in range(first, hit.first))


@cache
def _openings(words: Words) -> frozenset[tuple[str, str]]:
    """Return first and last word of cues that begin as an organiser's noun phrase: ("bakom", "står")."""
    own = words.phrases
    cues = (phrase.split() for phrase in own["organised_by"])
    starts = {phrase for phrase in own["organiser"] if " " in phrase}
    told = (cue for cue in cues if len(cue) > 2 and cue[-1] in own["agent"])
    return frozenset((cue[0], cue[-1]) for cue in told if " ".join(cue[:-1]) in starts)


def _is_idle(reader: NameReader, k: int, hit: Hit) -> bool:
    """Tell whether what parts the verb at token ``k`` from its agent is no object of it."""
    of, between = reader.words, range(k + 1, hit.first)
    plain = all(of.words[i].isalnum() and of.words[i] not in of.articles for i in between)
    return len(between) <= _PARTED and plain
