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
        if occasion.time is not None and not cluster.reach[0] <= occasion.time.start < cluster.reach[1]:
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
    """Tell an hour in a line that has a day of its own, such as a deadline's."""
    dated = tree.sheet.dates_within(*tree.line(tree.line_index(time.start)))
    own = {occasion.mention.start for occasion in cluster.occasions}
    return bool(dated) and not any(mention.start in own for mention in dated)
