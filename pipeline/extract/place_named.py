"""Places that a page only names: the likeliest town and venue of an event of which nothing tells them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from pipeline.extract.choosing import Chooser
from pipeline.extract.drafts import Draft
from pipeline.extract.names import NameReader
from pipeline.extract.place_parts import PartReader
from pipeline.extract.place_prose import PlaceProse
from pipeline.extract.town_candidates import town_candidates
from pipeline.extract.town_features import TownFeatures
from pipeline.extract.values import Found
from pipeline.extract.venue_candidates import venue_candidates
from pipeline.extract.venue_features import VenueFeatures
from pipeline.sheet import Sheet

_SURE = 0.4
"""A town or a venue that is no surer is but a guess, from a part of some name."""
_LEAST_TOWN, _LEAST_BESIDE, _LEAST_VENUE = 0.2, 0.5, 0.3
"""Below such a share nothing is chosen; the second counts for towns where the source is about one."""


class NamedPlaces:
    """Chooses among the towns and venues that one page names; built once a page."""

    def __init__(self, sheet: Sheet, reader: NameReader, parts: PartReader, prose: PlaceProse) -> None:
        self._sheet, self._reader, self._parts, self._prose = sheet, reader, parts, prose

    def added(self, draft: Draft, found: list[Found], online: bool) -> list[Found]:
        """Return ``found``, what is told of an event's place, with the likeliest of what it leaves untold.

        ``online``: it is held there, if not only; then no house is looked for.
        """
        if not tells(found, "city"):
            found = self._with_town(draft, found)
        if online or tells(found, "venue") or draft.record or draft.listed is not None:
            return found  # what a list's other lines name is not this one's
        return [*found, *self._venue(draft, found)]

    def _with_town(self, draft: Draft, found: list[Found]) -> list[Found]:
        """Return ``found`` with a town chosen, in the place of guesses; a guess may know more of its name."""
        chosen = self.towns.chosen(draft, found, _LEAST_BESIDE if self._sheet.facts.city else _LEAST_TOWN)
        if chosen is None:
            return found
        one, share = chosen
        town = Found("city", one.name, one.start, one.end, "page", share)
        guesses = [guess for guess in found if guess.field == "city"]
        longer = next((guess for guess in guesses if guess.start == one.start and guess.end > one.end), None)
        town = replace(town, value=longer.value, end=longer.end) if longer is not None else town
        return [*(told for told in found if told.field != "city"), town]

    def _venue(self, draft: Draft, found: list[Found]) -> Iterator[Found]:
        chosen = self.venues.chosen(draft, found, _LEAST_VENUE)
        if chosen is not None:
            one, share = chosen
            yield Found("venue", one.name, one.start, one.end, "page", share)

    @cached_property
    def towns(self) -> Chooser:
        """Who chooses among the towns that the page names."""
        candidates = town_candidates(self._sheet, self._parts.streets)
        return Chooser("towns", candidates, TownFeatures(self._sheet, candidates))

    @cached_property
    def venues(self) -> Chooser:
        """Who chooses among the houses and the phrases that may be one."""
        candidates = venue_candidates(self._sheet, self._reader, self._prose, self._parts.streets)
        return Chooser("venues", candidates, VenueFeatures(self._sheet, candidates))


def tells(found: Iterable[Found], field: str) -> bool:
    """Tell whether an event's town or venue is told, more than as a guess, or is none: online."""
    return any(one.field == "online" or (one.field == field and one.score >= _SURE) for one in found)
