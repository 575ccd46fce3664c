"""Places that a page names: the likeliest town and venue of an event of which nothing surely tells them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property, partial

from pipeline.extract.candidate import SITE, Candidate
from pipeline.extract.choosing import Chooser
from pipeline.extract.drafts import Draft
from pipeline.extract.names import NameReader
from pipeline.extract.place_parts import PartReader
from pipeline.extract.place_prose import PlaceProse
from pipeline.extract.squares import square_candidates, squares_told
from pipeline.extract.town_candidates import town_candidates
from pipeline.extract.town_features import TownFeatures
from pipeline.extract.town_names import hails_from
from pipeline.extract.values import Found
from pipeline.extract.venue_candidates import venue_candidates
from pipeline.extract.venue_features import VenueFeatures
from pipeline.extract.venue_full import with_full_name
from pipeline.extract.venue_refused import told_house
from pipeline.extract.venue_towns import with_own_town
from pipeline.sheet import Sheet

_SURE, _SURE_IN_RECORD = 0.65, 0.4
"""A town or a venue that rules tell no surer is weighed against all others that the page names.

Of an event that has its own lines among others' less is enough for the town.
"""
_LEAST_TOWN, _LEAST_BESIDE, _LEAST_VENUE = 0.2, 0.5, 0.3
"""Below such a share nothing is chosen; the second counts for towns where the source is about one."""


class NamedPlaces:
    """Chooses among the towns and venues that one page names; built once a page."""

    def __init__(self, sheet: Sheet, reader: NameReader, parts: PartReader, prose: PlaceProse) -> None:
        self._sheet, self._reader, self._parts, self._prose = sheet, reader, parts, prose

    def settled(self, draft: Draft, found: list[Found], online: bool) -> list[Found]:
        """Return ``found``, what rules tell of an event's place, and the likeliest where they are unsure.

        ``online``: it is held there, if not only; then no house is looked for.
        """
        in_record = draft.record or draft.listed is not None
        if not tells(found, "city", _SURE_IN_RECORD if in_record else _SURE):
            houseless = online and not any(one.field in ("venue", "address") for one in found)
            found = self._with_town(draft, found, houseless)
        found = [*found, *squares_told(found, self._sheet)]
        # What a list's other lines name is not this one's.
        if not (online or tells(found, "venue") or draft.listed is not None):
            found = self._with_venue(draft, found)
        return with_own_town(with_full_name(found, self._sheet, self._reader), self._sheet)

    def _with_town(self, draft: Draft, found: list[Found], houseless: bool) -> list[Found]:
        """Return ``found`` with a town chosen, in the place of guesses.

        ``houseless``: it is online, and in no house that is told; most towns of its page are offices' then.
        """
        least = _LEAST_BESIDE if houseless or self._sheet.facts.city else _LEAST_TOWN
        chosen = self.towns.chosen(draft, found, least)
        others = [told for told in found if told.field != "city"]
        if chosen is None or self._is_whence(chosen[0]) or (houseless and self._is_contacts(chosen[0])):
            return others if houseless else found
        return [*others, _told_as("city", *chosen, found)]

    def _is_whence(self, town: Candidate) -> bool:
        """Tell a town that the page names only as one that people come from."""
        ones = [one for one in self.towns.candidates if one.key == town.key]
        return all(one.way != SITE and hails_from(self._sheet, one.start, away=True) for one in ones)

    def _is_contacts(self, town: Candidate) -> bool:
        """Tell a town that the page names only where it says whom to ask."""
        ones = [one for one in self.towns.candidates if one.key == town.key and one.way != SITE]
        labels = [self._sheet.labels_over(self._sheet.block_index(one.start)) for one in ones]
        return bool(labels) and all("label_contact" in keys for keys in labels)

    def _with_venue(self, draft: Draft, found: list[Found]) -> list[Found]:
        """Return ``found`` with the venue chosen, in the place of guesses; with none below a share."""
        chosen = self.venues.chosen(draft, found, _LEAST_VENUE)
        others = [told for told in found if told.field != "venue"]
        house = told_house(chosen[0], self._sheet) if chosen is not None else None
        if chosen is None or house is None:
            return others
        return [*others, _told_as("venue", house, chosen[1], found)]

    @cached_property
    def towns(self) -> Chooser:
        """Who chooses among the towns that the page names."""
        candidates = town_candidates(self._sheet, self._parts.streets)
        return Chooser("towns", "city", candidates, partial(TownFeatures, self._sheet))

    @cached_property
    def venues(self) -> Chooser:
        """Who chooses among the houses and the phrases that may be one."""
        parts = self._parts
        houses = venue_candidates(self._sheet, self._reader, self._prose, parts.streets)
        squares = square_candidates(self._sheet, parts.addresses)
        candidates = sorted((*houses, *squares), key=lambda one: one.start)
        return Chooser("venues", "venue", candidates, partial(VenueFeatures, self._sheet))


def tells(found: Iterable[Found], field: str, sure: float = _SURE) -> bool:
    """Tell whether an event's town or venue is told, more than as a guess, or is none: online."""
    return any(one.field == "online" or (one.field == field and one.score >= sure) for one in found)


def _told_as(field: str, one: Candidate, share: float, found: Sequence[Found]) -> Found:
    """Return a candidate as rules tell it, who may know more of its name, or as one of the page's names.

    Its share says how surely.
    """
    told = [other for other in found if other.field == field and other.start < one.end]
    same = [other for other in told if one.start < other.end and one.name in other.value]
    if not same:
        return Found(field, one.name, one.start, one.end, "page", share)
    return replace(max(same, key=lambda other: other.score), score=share)
