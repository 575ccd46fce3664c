"""What speaks for and against a name as an event's place: its words, its line, how near the day is."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from math import log1p

from pipeline.extract.candidate import NAMED, SITE, UNKNOWN, Candidate
from pipeline.extract.drafts import Draft
from pipeline.extract.town_mentions import town_follows
from pipeline.extract.town_names import hails_from
from pipeline.extract.values import Found
from pipeline.ranking import Features
from pipeline.sheet import Sheet

_SENTENCE = ("event", "happens", "invites", "planned", "dweller", "person_title", "works_at", "organised_by")
_BEFORE = ("organisation", "name_link", "town_noun", "street_after", "venue", "happens", "event")
_BEHIND = ("organisation", "town_noun", "venue")
"""Words of these keys in a name's sentence, and in so many characters before and behind it, are told."""
_BESIDE = 25
_DATELINE = frozenset("–—-:,./|")
_CODE = re.compile(r"(?<!\d)(?:\d{2}-\d{3}|\d{3} \d{2}|\d{4,5}) $")
_TOP, _SHORT, _DEEPEST = 3, 80, 3000
_MOST_DAYS = 40
"""Of so many of an event's days it is told how near a name stands."""
Measures = dict[str, float]


class MentionFeatures:
    """Tells a page's candidates by features; what is the same for all its events is worked out once."""

    def __init__(self, sheet: Sheet, candidates: Sequence[Candidate]) -> None:
        self.sheet = sheet
        self.candidates = candidates
        self.by_name: dict[str, list[Candidate]] = {}
        for one in candidates:
            self.by_name.setdefault(one.key, []).append(one)
        self._first = next((one for one in candidates if one.way != SITE), None)
        self._most = max((len(ones) for ones in self.by_name.values()), default=0)
        self._crowds = self._names_by_sentence()
        self._names: dict[str, Features] = {}
        self._fixed: dict[int, Features] = {}

    def fixed(self, i: int) -> Features:
        """Return what of the i-th candidate's features no event changes, without those that are zero."""
        if i not in self._fixed:
            one = self.candidates[i]
            if one.key not in self._names:
                self._names[one.key] = told(self.of_name(one.key))
            self._fixed[i] = {**self._names[one.key], **told(self.of_mention(one))}
        return self._fixed[i]

    def changing(self, draft: Draft, found: Sequence[Found], chosen: Sequence[int]) -> list[Features]:
        """Return the other features of the candidates at ``chosen``: how they stand to one event.

        ``found``: what else is known of where the event is.
        """
        near = _Nearness(self.sheet, draft, [self.candidates[i] for i in chosen])
        houses = [one for one in found if one.field in ("venue", "address")]
        streets = [one.start for one in found if one.field == "address"]
        out: list[Features] = []
        for i in chosen:
            one = self.candidates[i]
            measures = near.of_name(one.key)
            if one.way != SITE:
                measures.update(near.of_mention(one))
                measures["behind the event's house"] = any(0 <= one.start - h.end < _BESIDE for h in houses)
                measures["in the event's house"] = any(h.start <= one.start < h.end for h in houses)
                measures["ahead of the event's street"] = any(0 <= a - one.end < _BESIDE for a in streets)
            out.append(told(measures))
        return out

    def of_name(self, key: str) -> Measures:
        """Return what holds of a name wherever it is mentioned."""
        ones = [one for one in self.by_name[key] if one.way != SITE]
        return {
            "name: led": log1p(len({one.start for one in ones if one.led})),
            "name: sure": any(one.way == NAMED for one in ones),
            "name: unsure": bool(ones) and all(one.way not in (NAMED, UNKNOWN) for one in ones),
            "name: a person's": bool(ones) and all(one.person for one in ones),
            "name: most often": len(self.by_name[key]) == self._most,
            "name: first of all": bool(ones) and ones[0] is self._first,
            "name: depth": min(ones[0].start, _DEEPEST) / _DEEPEST if ones else 0.0,
        }

    def _names_by_sentence(self) -> Mapping[int, Collection[str]]:
        crowds: dict[int, set[str]] = {}
        for one in self.candidates:
            crowds.setdefault(self.sheet.sentence(max(0, one.start))[0], set()).add(one.key)
        return crowds

    def of_mention(self, one: Candidate) -> Measures:
        """Return what the words around one mention and its place in the page say, whatever the event."""
        if one.way == SITE:
            return {"only in the address": len(self.by_name[one.key]) == 1}
        sheet, marks = self.sheet, self.sheet.marks
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
        sheet = self.sheet
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
        line = sheet.blocks[draft.lead.block]
        own = (line.start, line.end) if draft.record else None
        self._record = draft.listed.span if draft.listed is not None else own
        told = [one for one in candidates if one.way != SITE]
        lead = draft.lead.mention.start
        self._ahead = max(((c.start, c.key) for c in told if c.start <= lead), default=(0, None))[1]
        self._behind = min(((c.start, c.key) for c in told if c.start > lead), default=(0, None))[1]
        inside = sorted((one.start, one.key) for one in told if self._is_inside(one))
        self._first, self._last = (inside[0][1], inside[-1][1]) if inside else ("", "")
        self._nearest: dict[str, int] = {}
        self._aways = {one.start: self._away(one) for one in told}
        for one in told:
            self._nearest[one.key] = min(self._aways[one.start], self._nearest.get(one.key, len(sheet.text)))

    def _is_inside(self, one: Candidate) -> bool:
        return any(start <= one.start < stop for start, stop in self._sentences)

    def _away(self, one: Candidate) -> int:
        return min(abs(one.start - day) for day in self._days)

    def of_name(self, key: str) -> Measures:
        """Return what a name's nearest mention and those around the days say."""
        away = self._nearest.get(key)
        return {
            "name: near": 1 / (1 + away / 60) if away is not None else 0.0,
            "name: distance": log1p(away) / 8 if away is not None else 0.0,
            "name: next ahead": key == self._ahead,
            "name: next behind": key == self._behind,
            "name: first in the day's sentence": key == self._first,
            "name: last in the day's sentence": key == self._last,
        }

    def of_mention(self, one: Candidate) -> Measures:
        """Return how one mention stands to the days: in their sentence, their block, beside it, far."""
        sheet, index = self._sheet, self._sheet.block_index(one.start)
        inside, away = self._is_inside(one), self._aways[one.start]
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


def told(measures: Mapping[str, float]) -> Features:
    """Return measures as features: rounded, without those that are zero."""
    return {name: round(float(value), 4) for name, value in measures.items() if value}
