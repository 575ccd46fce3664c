"""One sheet into announcements: which structured event and which prose tell of one and the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipeline.extract.dates import DateMention
from pipeline.extract.drafts import Draft
from pipeline.extract.roles import Occasion
from pipeline.model import Announcement, Precision
from pipeline.prose import ProseReader
from pipeline.raws import RawReader
from pipeline.sheet import Sheet
from pipeline.structured import RawEvent


class Reader:
    """Reads one sheet; ``published`` is the day the page says it was published."""

    def __init__(self, sheet: Sheet, published: date | None) -> None:
        self.sheet = sheet
        self.raws = RawReader(sheet)
        self.prose = ProseReader(sheet, published, self.raws)
        self.drafts = self.prose.drafts

    def announcements(self, raws: list[RawEvent]) -> tuple[Announcement, ...]:
        """Return the page's announcements, the primary first; ``raws`` are what structured data state."""
        if not raws:
            told = [self._told(draft, n) for n, draft in enumerate(self.drafts)]
            return _with_shared_town(_of_one_line(told, self.drafts))
        raws = [self.raws.beside_page(raw) for raw in raws]
        own = [raw for raw in raws if not raw.related]
        if len(own) == 1:
            found = self._of_one(own[0])
        else:
            found = [self._one_of_many(raw, n) for n, raw in enumerate(own)]
        related = (raw for raw in raws if raw.related)
        others = (self.raws.announcement(raw, n) for n, raw in enumerate(related, len(found)))
        return tuple(a for a in (*found, *others) if a is not None)

    def _told(self, draft: Draft, n: int) -> Announcement:
        """Return the page's ``n``-th event, of which only prose tells."""
        return self.prose.announcement(draft, None, n)

    def _of_one(self, raw: RawEvent) -> list[Announcement | None]:
        """Return the page's one structured event with what prose adds to it, then prose's further events."""
        main = self._matching(raw)
        if main is not None:
            rest = [d for d in self.drafts if d is not main and d.start != main.start]
        elif raw.start is not None and self.sheet.blocks:
            main = self._unseen(self.raws.day(raw) or raw.start)
            rest = [d for d in self.drafts if not d.primary]
        else:
            own = self.raws.announcement(raw, 0)
            return [own, *(self._told(draft, n) for n, draft in enumerate(self.drafts, 1))]
        main.primary, main.record = True, False
        for draft in rest:
            draft.primary = False
        further = (self._told(draft, n) for n, draft in enumerate(rest, 1))
        return [self.prose.announcement(main, raw, 0), *further]

    def _unseen(self, day: date) -> Draft:
        """Return a draft for an event whose day the prose does not tell; it stands at the first heading."""
        blocks = self.sheet.blocks
        index = next((i for i, b in enumerate(blocks) if b.kind == "heading" and b.region == "main"), 0)
        at = blocks[index].start
        mention = DateMention(at, at, 0, 0, (), kind="unseen")
        return Draft(day, None, Occasion(mention, index, self.sheet.sentence(at), days=(day,)))

    def _one_of_many(self, raw: RawEvent, n: int) -> Announcement | None:
        """Return one of several structured events; the page's line names what has no name."""
        draft = self._matching(raw) if raw.title is None else None
        if draft is None:
            return self.raws.announcement(raw, n)
        return self.prose.announcement(draft, raw, n)

    def _matching(self, raw: RawEvent) -> Draft | None:
        """Return the draft that tells of a structured event: on its day, the first where it has none."""
        if raw.start is None:
            return self.drafts[0] if self.drafts else None
        day = self.raws.day(raw)
        return next((d for d in self.drafts if d.start == day and not d.month_only), None)


_PLACE = ("venue", "room", "address", "postcode", "city", "country")


def _placed_as(one: Announcement, other: Announcement, fields: Sequence[str]) -> Announcement:
    """Return ``one`` with what it leaves unsaid of its place taken from ``other``, evidence and all."""
    lacking = [name for name in fields if getattr(one.place, name) is None and getattr(other.place, name)]
    place = replace(one.place, **{name: getattr(other.place, name) for name in lacking})
    claims = tuple(claim for claim in other.claims if claim.settled and claim.field in lacking)
    return replace(one, place=place, claims=(*one.claims, *claims))


def _of_one_line(found: Sequence[Announcement], drafts: Sequence[Draft]) -> list[Announcement]:
    """Let the days of one line be where the line says: "Town Hall, Friday 7pm and Saturday 10am"."""
    placed: dict[int, Announcement] = {}
    for one, draft in zip(found, drafts, strict=True):
        if one.place.venue or one.place.address:
            placed.setdefault(draft.lead.block, one)
    out = []
    for one, draft in zip(found, drafts, strict=True):
        told = one.place.venue or one.place.address or one.place.online
        other = placed.get(draft.lead.block)
        out.append(one if told or other is None else _placed_as(one, other, _PLACE))
    return out


def _with_shared_town(found: Sequence[Announcement]) -> tuple[Announcement, ...]:
    """Let a page's further events be in the town of its main one, where they say nothing of their own."""
    if not found or found[0].place.city is None:
        return tuple(found)
    out = []
    for one in found:
        dated = one.when is not None and one.when.precision is not Precision.MONTH
        if dated and one.place.city is None and not one.place.online:
            one = _placed_as(one, found[0], ("city", "country"))
        out.append(one)
    return tuple(out)
