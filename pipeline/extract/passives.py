"""Who does what a participle at a clause's end says: "wird vom Verein … veranstaltet"."""

from __future__ import annotations

from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.sheet import Sheet

_REACH = 160
"""An agent stands at most so many characters ahead of its participle."""
_PARTING = ("name_join", "organised_by", "funded_by", "with_partner", "support", "organises", "relative")
"""What stands between a participle and an agent that is not its own."""
_OPENS = 2
"""A participle that opens a sentence stands at most so many characters behind its start: a bullet."""


def agents(sheet: Sheet, reader: NameReader, key: str, start: int, stop: int) -> list[Name]:
    """Return the agents of the participles of ``key`` in ``text[start:stop]``, which end their clauses."""
    found: list[Name] = []
    ends = sheet.marks.within(start, stop, "organised_end", "funded_end")
    for n, hit in enumerate(ends):
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
        for agent in reversed(sheet.marks.within(floor, hit.start, "agent")):
            names = reader.after(agent.end, hit.start, filler=1)
            if names and all(reader.likely(name) for name in names):
                found.extend(names)
                break
    return found


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
