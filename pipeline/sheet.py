"""One page laid out for the extractors: its document, phrases, sentences, labels, dates and hours."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, cached_property
from itertools import pairwise
from typing import TypeVar, cast

import pytz

from pipeline.extract.clock import TimeMention
from pipeline.extract.date_tokens import DASHES
from pipeline.extract.dates import DateMention
from pipeline.extract.page_days import page_days, page_times
from pipeline.labels import Labels
from pipeline.model import Page, SourceFacts
from pipeline.text import Block, Document, Link
from pipeline.words import Hit, Marks, Vocabulary

T = TypeVar("T")
# All marks first: a text is then looked through for them alone.
_STOP = re.compile(r"[.!?…;•](?:(?<=[;•])|(?<![.!?…]{2})[.!?…]*+[\"”’)\]]?)\s+")
_TLD = re.compile(r"^[a-z]+://[^/]*?\.([a-z]{2,6})(?::\d+)?(?:/|$)", re.I)
_CLOSERS = tuple('"”’)]')
"""A mark ahead of these ends what they close, and no sentence where a small letter follows."""
REACH = 1200
"""A sentence counts no further than this from what is asked about: text without full stops stays bounded."""
SHORTEST, WRAPPED = 15, 40
"""No line that an editor wrapped is shorter, where a small letter or a figure begins the next one."""
_MAY = 5
"""No month of so few letters but this one is written out: "12 maj. Vi ses"."""
_NO_COUNTRY = frozenset({"eu", "io", "tv", "me", "co", "nu", "fm", "cc", "ws", "to", "ai", "ly", "gg", "la"})
"""Top-level domains of two letters that sites anywhere use."""


@cache
def zone_country(zone: str) -> str | None:
    """Return the country that an IANA zone lies in (the first of them, in zone.tab's order)."""
    return next((code for code, zones in pytz.country_timezones.items() if zone in zones), None)


class Sheet:
    """What every extractor is given. Built once a page; lists are in the text's order."""

    def __init__(self, page: Page, document: Document, known: Vocabulary, facts: SourceFacts) -> None:
        self.page, self.document, self.known, self.facts = page, document, known, facts
        self.text = document.text
        self.blocks = document.blocks
        self.marks = Marks(self.text, known)
        country = self.country
        self.dates: list[DateMention] = page_days(self.marks, document, country, facts.timezone)
        self.times: list[TimeMention] = page_times(self.marks, self.dates, country)
        self.labels = Labels(self.blocks, known)
        self._told: dict[object, object] = {}
        self.own_day: date | None = self.fetch_day

    @property
    def fetch_day(self) -> date | None:
        """The day the page was fetched: the only "now" there is."""
        day = self.page.fetched_at.date() if self.page.fetched_at else None
        return day if day and 1900 <= day.year <= 2100 else None

    @cached_property
    def country(self) -> str | None:
        """The source's country, else its zone's, else the URL's top-level domain's, else the language's."""
        if self.facts.country:
            return self.facts.country
        if self.facts.timezone:
            return zone_country(self.facts.timezone)
        found = _TLD.match(self.page.url)
        tld = found.group(1).lower() if found else ""
        if tld in ("gov", "us", "mil"):
            return "US"
        if len(tld) != 2 or tld in _NO_COUNTRY:
            zone = self.known.own.zone
            return zone_country(zone) if zone else None
        return "GB" if tld == "uk" else tld.upper()

    @cached_property
    def small_words(self) -> frozenset[str]:
        """The words that the page writes in lower case, web addresses aside: none of them is a name only."""
        tokens, text = self.marks.tokens, f"{self.text} "
        found: set[str] = set()
        for word, places in tokens.places.items():
            for i in places:
                a, b = tokens.starts[i], tokens.ends[i]
                if text[a].islower() and text[a - 1] not in "@./" and text[b] not in "@/":
                    found.add(word)
                    break
        return frozenset(found)

    @cached_property
    def _year_words(self) -> frozenset[str]:
        return frozenset(word for phrase in self.known.own.phrases["year_after"] for word in phrase.split())

    @cached_property
    def _time_ends(self) -> frozenset[int]:
        return frozenset(time.end for time in self.times)

    @cached_property
    def _stops(self) -> list[int]:
        """Offsets at which a sentence or a block begins."""
        stops = {0}
        for before, block in pairwise((None, *self.blocks)):
            if block is not None and not (before is not None and self._goes_on(before, block)):
                stops |= {self._line_start(block), before.end if before is not None else 0}
        stops |= {block.end for block in self.blocks[-1:]}
        for found in _STOP.finditer(self.text):
            end = found.end()
            inner = found.group().strip().endswith(_CLOSERS) and self.text[end : end + 1].islower()
            if not inner and self._is_stop(found.start(), end, found.group()[0]):
                stops.add(end)
        return sorted(stops)

    def _goes_on(self, one: Block, other: Block) -> bool:
        """Tell whether a line that an editor wrapped goes on in the next one."""
        plain = one.kind in ("paragraph", "item") and other.kind == "paragraph" and one.region == other.region
        if not plain or self.text[one.end : other.start].count("\n") != 1:
            return False
        last, first = one.text.rstrip()[-1:], other.text[:1]
        if not (last.isalnum() or last in ",–-"):
            return False
        small = first.isdigit() and len(one.text) > WRAPPED and one.text.split()[-1].islower()
        return (first.islower() and len(one.text) > SHORTEST) or small

    def _line_start(self, block: Block) -> int:
        """Return where a block's sentence begins: a label on the same line belongs to it."""
        if block.kind != "pair" or not block.label:
            return block.start
        at = self.text.rfind("\n", 0, block.start) + 1
        return at if 0 < block.start - at < 60 else block.start

    def _is_stop(self, at: int, end: int, mark: str) -> bool:
        """Tell whether a mark at ``at``, with what follows up to ``end``, closes a sentence."""
        if mark != ".":
            return True
        k = at
        while k > 0 and self.text[k - 1].isalnum():
            k -= 1
        before, after = self.text[k:at], self.text[end : end + 1]
        if before.lower() in self.known.own.phrases["abbreviation"]:
            return False
        begins = after.isupper() or after in "„”“«"
        if begins and (self._closes_year(before, k) or self._closes_time(before, at)):
            return True
        # A date's or an ordinal's number ends no sentence before another number.
        opens = after.isupper() or after in '„”"“«–-[(' or (after.isdigit() and len(before) > 4)
        if not opens:
            return False
        # Short words before a dot are abbreviations, unless in capitals or at a line's end.
        may = after.isupper() and self.known.months.get(before.lower()) == _MAY
        whole = len(before) >= 4 or not before or (len(before) == 3 and (before.isupper() or may))
        return whole or "\n" in self.text[at:end]

    def _closes_year(self, word: str, k: int) -> bool:
        """Tell "r." in "2026 r.": a year's word at ``k``, behind its digits."""
        return word in self._year_words and self.text[max(0, k - 40) : k].rstrip()[-4:].isdigit()

    def _closes_time(self, word: str, at: int) -> bool:
        """Tell a time's end from an ordinal's dot; ``word``: "18", "17h"."""
        hour = word[:1].isdigit() and (len(word) < 3 or not word.isdigit())
        return hour and at in self._time_ends

    def sentence(self, offset: int) -> tuple[int, int]:
        """Return the span of the sentence that holds ``offset``, at most REACH characters to either side."""
        i = bisect_right(self._stops, offset)
        stop = self._stops[i] if i < len(self._stops) else len(self.text)
        return max(self._stops[i - 1], offset - REACH), min(stop, offset + REACH)

    def dates_within(self, start: int, stop: int) -> list[DateMention]:
        """Return the written days that begin in ``text[start:stop]``, in order."""
        i = bisect_left(self._date_starts, start)
        return [m for m in self.dates[i : bisect_left(self._date_starts, stop)] if m.days]

    def times_within(self, start: int, stop: int) -> list[TimeMention]:
        """Return the times of day that begin in ``text[start:stop]``, in order."""
        i = bisect_left(self._time_starts, start)
        return self.times[i : bisect_left(self._time_starts, stop)]

    @cached_property
    def weeks(self) -> list[int]:
        """Offsets of the weekdays that end a stretch such as "Monday to Friday", in order."""
        tokens, words = self.marks.tokens, self.marks.tokens.words
        days, joints = tokens.among(self.known.weekdays), self.marks.firsts("range_to")
        behind = {i + 2 for i in days}
        return [tokens.starts[i] for i in days if i in behind and (words[i - 1] in DASHES or i - 1 in joints)]

    @cached_property
    def _time_starts(self) -> list[int]:
        return [time.start for time in self.times]

    def own_link(self, block: Block) -> Link | None:
        """Return the anchor that names a list's record: the first in its block whose words are no date."""
        i = bisect_left(self._link_starts, block.start)
        for link in self.document.links[i : bisect_left(self._link_starts, block.end)]:
            words = sum(c.isalpha() for c in link.text)
            if words > 4 and "//" not in link.text and not self.dates_within(link.start, link.end):
                return link
        return None

    @cached_property
    def _link_starts(self) -> list[int]:
        return [link.start for link in self.document.links]

    @cached_property
    def _date_starts(self) -> list[int]:
        return [mention.start for mention in self.dates]

    def block_index(self, offset: int) -> int:
        """Return the index of the block that holds or last precedes ``offset``."""
        return self.document.index_at(offset)

    def label_keys(self, label: str) -> frozenset[str]:
        """Return the ``label_…`` keys that a label's words answer to."""
        return self.labels.keys(label)

    def labels_over(self, index: int) -> frozenset[str]:
        """Return the label keys of a block: its own label's, or those of what it stands under."""
        return self.labels.over(index)

    def labelled(self, *keys: str) -> Iterator[tuple[int, Block]]:
        """Yield the blocks that stand under a label of one of these keys, with their index."""
        return self.labels.labelled(*keys)

    def once(self, reading: Callable[[Sheet], T]) -> T:
        """Return what ``reading`` makes of this sheet, worked out once: it is the same for all its events."""
        if reading not in self._told:
            self._told[reading] = reading(self)
        return cast(T, self._told[reading])

    def forget(self) -> None:
        """Let go of what was worked out once, some of which holds this sheet.

        A page's thousands of parts then go with it; Python's collector would look for them for a tenth of the
        time that reading takes.
        """
        self._told.clear()

    def before(self, offset: int, key: str, reach: int, floor: int = 0) -> Hit | None:
        """Return the last hit of ``key`` that ends at most ``reach`` characters before ``offset``."""
        hits = self.marks.within(max(floor, offset - reach - 40), offset, key)
        return hits[-1] if hits and offset - hits[-1].end <= reach else None
