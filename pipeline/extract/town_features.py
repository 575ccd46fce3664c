"""What speaks for and against a town as an event's, as features that a ranking weighs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from math import log10

from pipeline.extract.candidate import NAMED, SITE, Candidate
from pipeline.extract.links import split_url
from pipeline.extract.mention_features import Measures, MentionFeatures
from pipeline.extract.towns import home, town_of
from pipeline.gazetteer import GREAT, Town, find_town, fold
from pipeline.sheet import Sheet

_QUARTER, _TIMES = 0.35, 5
"""A quarter lies within so many degrees of its city, which has so many times its people."""
_MOST_TOWNS = 60
"""With so many of a page's first towns each is compared."""
_VILLAGE = 5000
_LEAST = 4


class TownFeatures(MentionFeatures):
    """Tells a page's towns by features: those of their mentions, and what a gazetteer and the site say."""

    def __init__(self, sheet: Sheet, candidates: Sequence[Candidate]) -> None:
        super().__init__(sheet, candidates)
        self._known = {key: _known(ones[0].name, sheet) for key, ones in self.by_name.items()}

    def of_name(self, key: str) -> Measures:
        """Return what holds of a town wherever it is named: how often, how large, in the site's address."""
        url = split_url(self.sheet.page.url)
        hosts = [fold(label) for label in url.netloc.split(".")[:-1]]
        return {
            **super().of_name(key),
            "town: the site's": any(one.way == SITE for one in self.by_name[key]),
            "town: in the host": len(key) >= _LEAST and any(key.replace(" ", "") in host for host in hosts),
            **self._of_gazetteer(key),
        }

    def _of_gazetteer(self, key: str) -> Measures:
        own = self._known[key]
        if own is None:
            return {}
        told = islice(self._known.items(), _MOST_TOWNS)
        others = [town for other, town in told if town is not None and other != key]
        near = [one for one in others if _is_beside(one, own)]
        here = own.country == home(self.sheet)
        return {
            "town: people": log10(own.people + 1) / 5,
            "town: here": here,
            "town: abroad": not here,
            "town: abroad and unsure": not here and all(one.way != NAMED for one in self.by_name[key]),
            "town: great": own.people > GREAT,
            "town: village": own.people < _VILLAGE,
            "town: beside a larger one": any(one.people >= _TIMES * own.people for one in near),
            "town: beside a smaller one": any(own.people >= _TIMES * one.people for one in near),
        }


def _known(name: str, sheet: Sheet) -> Town | None:
    return town_of(name, sheet) or find_town(name)


def _is_beside(one: Town, other: Town) -> bool:
    return abs(one.lat - other.lat) < _QUARTER and abs(one.lon - other.lon) < _QUARTER
