"""A day that holds several events, and an event that is told with several days."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from pipeline.extract.clock import TimeMention
from pipeline.extract.record import Record
from pipeline.records.clusters import Cluster
from pipeline.records.tree import Tree

Span = tuple[int, int]

_NOTHING = 12
"""So many letters between a day and its first hour are a weekday's, and name nothing."""
_NAME = 4


def split_day(tree: Tree, cluster: Cluster) -> list[Cluster]:
    """Return one record an hour of a day that has several, each with its box or line; else the one.

    A day with words of its own before its first hour is one event with its programme.
    """
    times = sorted((t for t in cluster.times if t.start >= cluster.lead.mention.end), key=lambda t: t.start)
    if len({time.begin for time in times}) < 2:
        return [cluster]
    spans = _boxes(tree, cluster, times) or _lines(tree, times)
    if len(spans) < 2 or _letters(tree, cluster.reach[0], spans[0][0]) - _told(tree, cluster) > _NOTHING:
        return [cluster]
    return [_part(tree, cluster, n, span, times) for n, span in enumerate(spans)]


def one_a_day(record: Record) -> list[Record]:
    """Return a record for each day of an enumeration: "January 14, April 8 and July 8 at 9 a.m."."""
    lead, *_ = record.occasions
    days = sorted({(day, n) for n, o in enumerate(record.occasions) for day in o.days})
    first = dict(reversed(days))
    apart = any((b - a).days > 1 for a, b in pairwise(sorted(first)))
    if lead.mention.is_range or not apart:
        return [record]
    told = ((day, record.occasions[n]) for day, n in sorted(first.items()))
    return [
        replace(record, occasions=(replace(one, days=(day,), time=one.time or lead.time),))
        for day, one in told
    ]


def _part(tree: Tree, cluster: Cluster, n: int, span: Span, times: list[TimeMention]) -> Cluster:
    """Return the record that a span of the day is; the first takes the day's own line along."""
    own = [time for time in times if span[0] <= time.start < span[1]]
    reach = (cluster.reach[0], span[1]) if n == 0 else span
    lead = replace(cluster.lead, time=own[0], shared_time=False)
    return Cluster([lead], cluster.signature, tree.inner(own[0].start), span, reach, own)


def _boxes(tree: Tree, cluster: Cluster, times: list[TimeMention]) -> list[Span]:
    """Return the boxes of one tag, side by side, that hold one hour and words each; else none."""
    found: dict[int, int] = {}
    for time in times:
        box = _alone(tree, cluster, time, times)
        if box >= 0:
            found[box] = time.start
    boxes = [tree.box(index) for index in found]
    alike = len({box.tag for box in boxes}) == 1 and len({box.parent for box in boxes}) == 1
    named = all(_letters(tree, box.start, box.end) >= _NAME + _NAME for box in boxes)
    return [(box.start, box.end) for box in boxes] if alike and named and len(boxes) > 1 else []


def _alone(tree: Tree, cluster: Cluster, time: TimeMention, times: list[TimeMention]) -> int:
    """Return the highest box around an hour without another one, behind the day; -1 for none."""
    index, kept = tree.inner(time.start), -1
    while index >= 0:
        box = tree.box(index)
        others = any(box.start <= other.start < box.end for other in times if other is not time)
        if others or box.start < cluster.lead.mention.end or box.end > cluster.reach[1] + 1:
            break
        kept, index = index, box.parent
    return kept


def _lines(tree: Tree, times: list[TimeMention]) -> list[Span]:
    """Return the lines that begin with an hour and go on with what happens then."""
    spans = [tree.line(tree.line_index(time.start)) for time in times]
    marks = tree.sheet.marks
    opened = all(time.start - start <= 2 for time, (start, _) in zip(times, spans, strict=True))
    named = all(marks.has(*span, "event", "organisation") for span in spans)
    apart = all(one[1] <= other[0] for one, other in pairwise(spans))
    return [*spans] if opened and named and apart else []


def _letters(tree: Tree, start: int, stop: int) -> int:
    return sum(c.isalpha() for c in tree.sheet.text[start:stop])


def _told(tree: Tree, cluster: Cluster) -> int:
    """Return how many letters a record's dates are of."""
    return sum(_letters(tree, o.mention.start, o.mention.end) for o in cluster.occasions)
