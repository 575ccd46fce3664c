"""A record's hours: those in its own lines, a column that asks for them first."""

from __future__ import annotations

from pipeline.extract.clock import TimeMention
from pipeline.extract.pairing import is_set_aside
from pipeline.records.clusters import Cluster
from pipeline.records.tree import Tree
from pipeline.sheet import Sheet

_NEAR = 400
"""An hour further behind the record's day is a detail's."""


def record_times(tree: Tree, cluster: Cluster) -> None:
    """Note a record's hours, the likeliest first; the lead's own hour stays."""
    sheet = tree.sheet
    for occasion in cluster.occasions:
        time = occasion.time
        if time is not None and (
            not cluster.reach[0] <= time.start < cluster.reach[1] or _is_others(tree, cluster, time)
        ):
            occasion.time = None
    found: list[tuple[bool, int, TimeMention]] = []
    for time in sheet.times_within(*cluster.reach):
        asked = "label_time" in tree.column_keys(time.start)
        bare = time.bare and not asked
        if (
            bare
            or _is_others(tree, cluster, time)
            or is_deadline(sheet, time)
            or time.start - cluster.start > _NEAR
        ):
            continue
        found.append((not asked, time.start, time))
    cluster.times = [time for _, _, time in sorted(found, key=lambda f: f[:2])]


def is_deadline(sheet: Sheet, time: TimeMention) -> bool:
    """Tell an hour by which something is due, or at which doors open: "by 11 a.m."."""
    return is_set_aside(sheet, time) or sheet.before(time.start, "before_day", 5) is not None


def _is_others(tree: Tree, cluster: Cluster, time: TimeMention) -> bool:
    """Tell an hour behind another day of its line, such as a deadline's or that of publication."""
    start, stop = tree.line(tree.line_index(time.start))
    dated = tree.sheet.dates_within(start, stop)
    own = {occasion.mention.start for occasion in cluster.occasions}
    before = [mention for mention in dated if mention.start < time.start][-1:] or dated[:1]
    return bool(before) and before[0].kind != "month" and before[0].start not in own
