"""Which event of a page a party is told of: the one whose day stands in its line, or whose entry it opens."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.drafts import Draft
from pipeline.extract.party import PartyFound
from pipeline.model import Role
from pipeline.sheet import Sheet

_FEWEST = 2
"""Of so many events parties must be told apart for a line to speak of its own event alone."""


def parties_of(
    draft: Draft, drafts: Sequence[Draft], parties: Sequence[PartyFound], sheet: Sheet
) -> list[PartyFound]:
    """Return the parties that are told of ``draft`` or of all of the page's events.

    An organiser whom another event's line names is that event's where this one has its own; a partner is,
    where the page tells partners of several events, or its events are entries of a list.
    """
    homes = [_home(party, drafts, sheet) for party in parties]
    _add_entries(homes, drafts, parties, sheet)
    several = len({id(home) for home in homes if home is not None}) >= _FEWEST
    own = [party for party, home in zip(parties, homes, strict=True) if home is draft]
    organised = any(party.role is Role.ORGANISER for party in own)
    kept = []
    for party, home in zip(parties, homes, strict=True):
        foreign = home is not None and home is not draft
        listed = home is not None and home.record and draft.record
        if not foreign or not (organised if party.role is Role.ORGANISER else several or listed):
            kept.append(party)
    return kept


def _home(party: PartyFound, drafts: Sequence[Draft], sheet: Sheet) -> Draft | None:
    """Return the one event a day of which stands in the party's line, None where none or several do."""
    block = sheet.block_index(party.start)
    found = [draft for draft in drafts if any(one.block == block for one in draft.occasions)]
    others = {draft.lead.block for draft in drafts} - {block}
    return found[0] if len(found) == 1 and not _is_named(party, others, sheet) else None


def _is_named(party: PartyFound, lines: set[int], sheet: Sheet) -> bool:
    """Tell whether any of these lines names the party too."""
    return any(party.name.text in sheet.blocks[line].text for line in lines)


def _add_entries(
    homes: list[Draft | None], drafts: Sequence[Draft], parties: Sequence[PartyFound], sheet: Sheet
) -> None:
    """Give the organisers of entries their event: lines that name some and days stand in turn."""
    days = {draft.lead.block: draft for draft in drafts}
    free = [i for i, home in enumerate(homes) if home is None and parties[i].role is Role.ORGANISER]
    lines = {sheet.block_index(parties[i].start) for i in free}
    order = sorted([*days, *lines])
    turns = all((a in lines) != (b in lines) for a, b in pairwise(order))
    if len(lines) < _FEWEST or len(lines) != len(days) or lines & days.keys() or not turns:
        return
    step = 1 if order[0] in lines else -1
    for i in free:
        line = sheet.block_index(parties[i].start)
        if not _is_named(parties[i], lines - {line}, sheet):
            homes[i] = days[order[order.index(line) + step]]
