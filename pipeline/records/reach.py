"""How far a record goes beyond the box of its day: a heading before or behind it, lines that go it on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from pipeline.blocks import Block
from pipeline.extract.letters import has_letters
from pipeline.records.clusters import Cluster
from pipeline.records.tree import CELLS, Tree

_FEW = 14
"""A record whose box holds little beside its date goes on for at most so many lines."""
_BROKEN = 3
"""So far, its own included, where only breaks part it from the others."""
_LITTLE = 14
"""Letters beside its date that make a record's box hold more than that."""
_TITLED = 0.6
"""Headings beside dates are the records' own where so many of them have one."""


def extend(tree: Tree, found: list[Cluster]) -> None:
    """Give each record the lines that belong to it behind its box, and a heading of its own before it.

    Where no heading stands before the days of a list, one right behind each of them is their record's.
    """
    headed = _those_with(tree, found, _has_heading)
    titled = _those_with(tree, found, _has_heading_behind) - headed
    for i, cluster in enumerate(found):
        before = tree.line(tree.line_index(cluster.own[0]) - 1)[0] if i in headed else cluster.own[0]
        cluster.reach = (before, cluster.own[1])
    for i, cluster in enumerate(found):
        if _goes_further(tree, cluster):
            stop = found[i + 1].reach[0] if i + 1 < len(found) else len(tree.sheet.text)
            last = _last_line(tree, cluster, stop, i in titled)
            cluster.reach = (cluster.reach[0], max(cluster.own[1], last))


def _those_with(tree: Tree, found: list[Cluster], has_heading: Callable[[Tree, Cluster], bool]) -> set[int]:
    """Return the records that have a heading of their own so, as most of their make."""
    groups: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for i, cluster in enumerate(found):
        groups[cluster.signature].append(i)
    chosen: set[int] = set()
    for members in groups.values():
        led = {i for i in members if has_heading(tree, found[i])}
        if len(led) >= max(2, _TITLED * len(members)):
            chosen |= led
    return chosen


def _has_heading(tree: Tree, cluster: Cluster) -> bool:
    at = tree.line_index(cluster.own[0])
    if at == 0 or cluster.own[0] != tree.line(at)[0]:
        return False
    line, here = tree.block(at - 1), tree.block(at)
    ranked = here.kind != "heading" or line.level >= here.level
    return ranked and line.region == here.region and _may_name(tree, line)


def _has_heading_behind(tree: Tree, cluster: Cluster) -> bool:
    """Tell a record that is a line with its day, and then a heading: "Thursday, 14 May", "Open Meeting"."""
    at = tree.line_index(max(cluster.own[1] - 1, cluster.start)) + 1
    here = tree.block(tree.line_index(cluster.start))
    line = tree.block(at) if at < len(tree) else here
    return here.kind != "heading" and line.region == here.region and _may_name(tree, line)


def _may_name(tree: Tree, line: Block) -> bool:
    """Tell a heading that is no day, nor a month over a list's days."""
    month = line.text.strip(" .:").lower() in tree.sheet.known.months
    return line.kind == "heading" and not month and not tree.sheet.dates_within(line.start, line.end)


def _goes_further(tree: Tree, cluster: Cluster) -> bool:
    """Tell whether a record's box is little more than its date: a heading, a term, a lone line.

    A line among others of one box, parted by breaks alone, goes on in those behind it.
    """
    line = tree.block(tree.line_index(cluster.start))
    if cluster.box < 0 and line.kind != "heading":
        return not any(c.isalnum() for c in tree.sheet.text[cluster.own[0] : cluster.start])
    if cluster.box >= 0 and tree.box(cluster.box).tag in (*CELLS, "tr"):
        return len(tree.cells(cluster.box)) == 1
    told = sum(o.mention.end - o.mention.start for o in cluster.occasions)
    own = tree.sheet.text[cluster.own[0] : cluster.own[1]]
    return line.kind == "heading" or not has_letters(own, told + _LITTLE)


def _last_line(tree: Tree, cluster: Cluster, stop: int, titled: bool) -> int:
    """Return where the lines end that go on a record: before the next one, within its parent's box.

    ``titled``: the first of them is its heading.
    """
    first = tree.line_index(max(cluster.own[1] - 1, cluster.start))
    here = tree.block(tree.line_index(cluster.start))
    around = tree.box(cluster.box).parent if cluster.box >= 0 else tree.inner(cluster.start)
    limit = min(stop, tree.box(around).end if around >= 0 else stop)
    end = cluster.own[1]
    few = _FEW if cluster.box >= 0 or here.kind == "heading" else _BROKEN
    for index in range(first + 1, min(len(tree), first + few)):
        start, after = tree.line(index)
        block = tree.block(index)
        rank = block.kind == "heading" and (here.kind != "heading" or block.level < here.level)
        # The next term of a list of terms is over the days behind it.
        rank = rank or (here.kind == "pair" and block.kind == "label")
        own = titled and index == first + 1
        if start >= limit or (rank and not own) or block.region != here.region:
            break
        end = after
    return end
