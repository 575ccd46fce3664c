"""What speaks for and against a town as an event's, as features that a ranking weighs."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import islice
from math import log1p, log10

from pipeline.extract.drafts import Draft
from pipeline.extract.links import split_url
from pipeline.extract.town_candidates import NAMED, SITE, UNKNOWN, Candidate
from pipeline.extract.town_mentions import town_follows
from pipeline.extract.town_names import hails_from
from pipeline.extract.towns import home, town_of
from pipeline.extract.values import Found
from pipeline.gazetteer import GREAT, Town, find_town, fold
from pipeline.ranking import Features
from pipeline.sheet import Sheet

_SENTENCE = ("event", "happens", "invites", "planned", "dweller", "person_title", "works_at", "organised_by")
_BEFORE = ("organisation", "name_link", "town_noun", "street_after", "venue", "happens", "event")
_BEHIND = ("organisation", "town_noun", "venue")
"""Words of these keys in a town's sentence, and in so many characters before and behind it, are told."""
_BESIDE = 25
_DATELINE = frozenset("–—-:,./|")
_CODE = re.compile(r"(?<!\d)(?:\d{2}-\d{3}|\d{3} \d{2}|\d{4,5}) $")
_TOP, _SHORT, _DEEPEST = 3, 80, 3000
_QUARTER, _TIMES = 0.35, 5
"""A quarter lies within so many degrees of its city, which has so many times its people."""
_MOST_DAYS, _MOST_TOWNS = 40, 60
"""Of so many days an event's towns are near; with so many first towns each is compared."""
_VILLAGE = 5000
_LEAST = 4
Measures = dict[str, float]


class TownFeatures:
    """Tells a page's candidates by features: what is the same for all its events is worked out once."""

    def __init__(self, sheet: Sheet, candidates: Sequence[Candidate]) -> None:
        self._sheet = sheet
        self._candidates = candidates
        self._by_town: dict[str, list[Candidate]] = {}
        for one in candidates:
            self._by_town.setdefault(one.key, []).append(one)
        self._known = {key: _known(ones[0].town, sheet) for key, ones in self._by_town.items()}
        self._first = next((one for one in candidates if one.way != SITE), None)
        self._most = max((len(ones) for ones in self._by_town.values()), default=0)
        self._crowds = self._towns_by_sentence()
        self._towns: dict[str, Measures] = {}
        self._mentions: dict[int, Measures] = {}

    def of(self, draft: Draft, found: Sequence[Found], chosen: Sequence[int]) -> list[Features]:
        """Return the features of the candidates at ``chosen`` for one event, without those that are zero.

        ``found``: what else is known of where the event is.
        """
        near = _Nearness(self._sheet, draft, [self._candidates[i] for i in chosen])
        houses = [one for one in found if one.field in ("venue", "address")]
        out: list[Features] = []
        for i in chosen:
            one = self._candidates[i]
            if one.key not in self._towns:
                self._towns[one.key] = self._of_town(one.key)
            if i not in self._mentions:
                self._mentions[i] = self._of_mention(one)
            measures = {**self._towns[one.key], **self._mentions[i], **near.of_town(one.key)}
            if one.way != SITE:
                measures.update(near.of_mention(one))
                measures["behind the event's house"] = any(0 <= one.start - h.end < _BESIDE for h in houses)
                measures["in the event's house"] = any(h.start <= one.start < h.end for h in houses)
            out.append({name: round(float(value), 4) for name, value in measures.items() if value})
        return out

    def _of_town(self, key: str) -> Measures:
        """Return what holds of a town wherever it is named: how often, how large, in the site's address."""
        ones = [one for one in self._by_town[key] if one.way != SITE]
        url = split_url(self._sheet.page.url)
        hosts = [fold(label) for label in url.netloc.split(".")[:-1]]
        return {
            "town: led": log1p(len({one.start for one in ones if one.led})),
            "town: named": any(one.way == NAMED for one in ones),
            "town: unsure": bool(ones) and all(one.way not in (NAMED, UNKNOWN) for one in ones),
            "town: a person's": bool(ones) and all(one.person for one in ones),
            "town: most often": len(self._by_town[key]) == self._most,
            "town: first of all": bool(ones) and ones[0] is self._first,
            "town: depth": min(ones[0].start, _DEEPEST) / _DEEPEST if ones else 0.0,
            "town: the site's": any(one.way == SITE for one in self._by_town[key]),
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
        here = own.country == home(self._sheet)
        return {
            "town: people": log10(own.people + 1) / 5,
            "town: here": here,
            "town: abroad": not here,
            "town: abroad and unsure": not here and all(one.way != NAMED for one in self._by_town[key]),
            "town: great": own.people > GREAT,
            "town: village": own.people < _VILLAGE,
            "town: beside a larger one": any(one.people >= _TIMES * own.people for one in near),
            "town: beside a smaller one": any(own.people >= _TIMES * one.people for one in near),
        }

    def _towns_by_sentence(self) -> Mapping[int, Collection[str]]:
        crowds: dict[int, set[str]] = {}
        for one in self._candidates:
            crowds.setdefault(self._sheet.sentence(max(0, one.start))[0], set()).add(one.key)
        return crowds

    def _of_mention(self, one: Candidate) -> Measures:
        """Return what the words around one mention and its place in the page say, whatever the event."""
        if one.way == SITE:
            return {"only in the address": len(self._by_town[one.key]) == 1}
        sheet, marks = self._sheet, self._sheet.marks
        start, stop = sheet.sentence(one.start)
        low, high = max(start, one.start - _BESIDE), min(stop, one.end + _BESIDE)
        crowd = len(self._crowds[start])
        text = sheet.text
        return {
            f"found: {one.way}": 1.0,
            "led": one.led,
            "unsure at a sentence's start": one.way != NAMED and one.start <= start + 1,
            "unsure among capitals": one.way != NAMED and sheet.known.own.capital_nouns and not one.led,
            "in a longer name": one.inner,
            "a person's": one.person,
            **{f"sentence: {key}": marks.has(start, stop, key) for key in _SENTENCE},
            **{f"before: {key}": marks.has(low, one.start, key) for key in _BEFORE},
            **{f"behind: {key}": marks.has(one.end, high, key) for key in _BEHIND},
            "behind a postcode": _CODE.search(text, max(0, one.start - 12), one.start) is not None,
            "whence": hails_from(sheet, one.start),
            "hour in the sentence": bool(sheet.times_within(start, stop)),
            "alone in the sentence": crowd == 1,
            "others in the sentence": min(crowd - 1, 5) / 5,
            "another town behind": town_follows(sheet, one.end),
            "comma before": text[max(0, one.start - 2) : one.start] == ", ",
            "comma behind": text[one.end : one.end + 1] == ",",
            **self._of_block(one),
        }

    def _of_block(self, one: Candidate) -> Measures:
        sheet = self._sheet
        block, index = sheet.document.block_at(one.start), sheet.block_index(one.start)
        if block is None:
            return {"in a label": 1.0}
        behind = sheet.text[one.end : one.end + 2].strip()[:1]
        begins = one.start - block.start <= 1
        over = sheet.labels_over(index)
        return {
            "under a label of where": not over.isdisjoint(("label_where", "label_city")),
            "in the first block": index == 0,
            "in the top": index < _TOP,
            "in the first heading": block.kind == "heading" and index < _TOP,
            "in an item": block.kind == "item",
            "in a short line": len(block.text) < _SHORT,
            "ends its block": block.end - one.end <= 1,
            "begins a dateline": begins and behind in _DATELINE and behind != "",
            "in the last quarter": index > 0.75 * len(sheet.blocks) and len(sheet.blocks) > 8,
        }


class _Nearness:
    """How near candidates stand to one event's days."""

    def __init__(self, sheet: Sheet, draft: Draft, candidates: Sequence[Candidate]) -> None:
        self._sheet = sheet
        days = [occasion.mention.start for occasion in draft.occasions[:_MOST_DAYS]]
        self._days = days
        self._sentences = [sheet.sentence(day) for day in days]
        self._blocks = {sheet.block_index(day) for day in days}
        self._record = draft.listed.span if draft.listed is not None else None
        told = [one for one in candidates if one.way != SITE]
        lead = draft.lead.mention.start
        self._ahead = max(((c.start, c.key) for c in told if c.start <= lead), default=(0, None))[1]
        self._behind = min(((c.start, c.key) for c in told if c.start > lead), default=(0, None))[1]
        inside = sorted((one.start, one.key) for one in told if self._is_inside(one))
        self._first, self._last = (inside[0][1], inside[-1][1]) if inside else ("", "")
        self._nearest: dict[str, int] = {}
        for one in told:
            self._nearest[one.key] = min(self._away(one), self._nearest.get(one.key, len(sheet.text)))

    def _is_inside(self, one: Candidate) -> bool:
        return any(start <= one.start < stop for start, stop in self._sentences)

    def _away(self, one: Candidate) -> int:
        return min(abs(one.start - day) for day in self._days)

    def of_town(self, key: str) -> Measures:
        """Return what a town's nearest mention and those around the days say."""
        away = self._nearest.get(key)
        return {
            "town: near": 1 / (1 + away / 60) if away is not None else 0.0,
            "town: distance": log1p(away) / 8 if away is not None else 0.0,
            "town: next ahead": key == self._ahead,
            "town: next behind": key == self._behind,
            "town: first in the day's sentence": key == self._first,
            "town: last in the day's sentence": key == self._last,
        }

    def of_mention(self, one: Candidate) -> Measures:
        """Return how one mention stands to the days: in their sentence, their block, beside it, far."""
        sheet, index = self._sheet, self._sheet.block_index(one.start)
        inside, away = self._is_inside(one), self._away(one)
        steps = {index - block for block in self._blocks}
        record = self._record
        return {
            "in the day's sentence": inside,
            "in the day's sentence, led": inside and one.led,
            "in the day's block": 0 in steps,
            "in the day's block, led": 0 in steps and one.led,
            "in the next block": 1 in steps or -1 in steps,
            "three blocks away": any(0 < abs(step) <= _TOP for step in steps),
            "beside another day": not inside and bool(sheet.dates_within(*sheet.sentence(one.start))),
            "in the record": record is not None and record[0] <= one.start < record[1],
            "out of the record": record is not None and not record[0] <= one.start < record[1],
            "near": 1 / (1 + away / 60),
            "distance": log1p(away) / 8,
        }


def _known(name: str, sheet: Sheet) -> Town | None:
    return town_of(name, sheet) or find_town(name)


def _is_beside(one: Town, other: Town) -> bool:
    return abs(one.lat - other.lat) < _QUARTER and abs(one.lon - other.lon) < _QUARTER
