"""Who organises by weaker evidence than words of organising: who speaks, signs, acts, publishes."""

from __future__ import annotations

from pipeline.extract.actors import acting_parties
from pipeline.extract.identity import speaking_publisher
from pipeline.extract.name_feasts import is_event, is_occasion
from pipeline.extract.names import NameReader
from pipeline.extract.party import PartyFound, same_name
from pipeline.extract.party_checks import counts, has_other_label, is_common, is_placed
from pipeline.extract.salience import salient_party
from pipeline.model import Role
from pipeline.sheet import Sheet

_SURE = 0.6
"""Below it a subject's verb alone tells of an organiser, in a sentence that names no event."""


def weaker_parties(
    sheet: Sheet, reader: NameReader, told: list[PartyFound], common: list[PartyFound]
) -> list[PartyFound]:
    """Return organisers by weaker evidence, where the page names none by words of organising.

    ``common``: who organises by its common noun, "the council", the least of all.
    """
    known = max((p.score for p in told if p.role in (Role.ORGANISER, Role.CO_ORGANISER)), default=0.0)
    if known >= _SURE:
        return []
    found = [*acting_parties(sheet, reader), list(speaking_publisher(sheet, reader))]
    if not known:
        found.append(salient_party(sheet, reader))
    found = [[p for p in one if not is_common(reader, p.name)] for one in found]
    fresh = [
        [
            p
            for p in one
            if counts(sheet, reader, p) and not _is_told(p, told) and not _is_other(sheet, reader, p)
        ]
        for one in (*found, common)
    ]
    return max(fresh, key=lambda one: one[0].score if one else 0.0, default=[])


def _is_other(sheet: Sheet, reader: NameReader, party: PartyFound) -> bool:
    """Tell an event's name, or its place's, from an organisation's."""
    name = party.name
    held = is_placed(sheet, name) or has_other_label(sheet, name)
    return held or is_event(reader, name) or is_occasion(reader, name)


def _is_told(party: PartyFound, told: list[PartyFound]) -> bool:
    """Tell a party that has a role already; a patron may well be who acts."""
    return any(same_name(party.name.text, one.name.text) for one in told if one.method != "patron")
