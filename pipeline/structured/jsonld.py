"""JSON-LD: each script of a page by itself, mended where the break is a common one, into RawEvents.

A reference (``{"@id": …}``) is followed within the page, never over the network.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup

from pipeline.structured import RawEvent
from pipeline.structured.mending import mended
from pipeline.structured.nodes import Node, child_nodes, items, plain_node, text_of, types_of
from pipeline.structured.schedules import scheduled
from pipeline.structured.schema_org import OF_A_WORK, Setting, event_of, is_event

MAX_SCRIPTS = 50
MAX_CHARACTERS = 2_000_000
MAX_NODES = 20_000
MAX_EVENTS = 500
MAX_DEPTH = 30
_REFERRING = (
    "location",
    "organizer",
    "superEvent",
    "subEvent",
    "funder",
    "sponsor",
    "offers",
    "address",
    "provider",
    "eventSchedule",
)
_LATER = frozenset({"subEvent", "subEvents", "superEvent", "hasCourseInstance", OF_A_WORK})
"""Properties whose events are parts of, or wholes around, the event that has them, or no gatherings."""

_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*;?\s*$"
)


def script_data(soup: BeautifulSoup) -> tuple[list[Any], tuple[str, ...]]:
    """Return the data of each JSON-LD script that can be read, and a line for each that cannot."""
    data, issues = [], []
    scripts = soup.find_all("script", type=re.compile(r"^\s*application/ld\+json", re.I), limit=MAX_SCRIPTS)
    for number, script in enumerate(scripts, 1):
        try:
            data.append(parse(script.get_text()))
        except ValueError as error:
            issues.append(f"JSON-LD script {number} of {len(scripts)} was skipped: {str(error)[:120]}")
    return data, tuple(issues)


def parse(text: str, whole: bool = False) -> Any:
    """Return the data of a JSON text; raises ValueError where it is broken beyond mending.

    Mended are comments, stray or missing commas and brackets, quotes within strings, raw control characters,
    several values in one text; ``whole``: a text that is cut is broken, whatever of it could be read.
    """
    if len(text) > MAX_CHARACTERS:
        raise ValueError(f"over {MAX_CHARACTERS} characters")
    bare = text.strip().removeprefix("\ufeff")
    for _ in range(2):
        bare = _WRAPPING.sub("", bare).strip()
    try:
        try:
            return json.loads(bare, strict=False)
        except ValueError:
            return _mended(bare, whole)
    except RecursionError:
        raise ValueError("nested too deep") from None


def _mended(text: str, whole: bool) -> Any:
    """Return the mended data; where they are none still, the error tells of the text as it stands."""
    if text[:1] not in ("{", "[", "&", "/", "}"):
        raise ValueError("no JSON")
    try:
        return json.loads(mended(text, whole), strict=False)
    except ValueError:
        return json.loads(text, strict=False)


def jsonld_events(data: list[Any], setting: Setting, untyped: bool = False) -> list[RawEvent]:
    """Return the events in ``data`` (an entry a script), in order; parts are within their whole.

    ``untyped``: also nodes without a type that have a name and a start, as plain JSON interfaces give them.
    """
    nodes = list(_nodes(data))
    named = {str(n["id"]): n for n in nodes if isinstance(n.get("id"), str) and len(n) > 1}
    events: list[RawEvent] = []
    within = _wholes(nodes)
    for node in nodes:
        if len(events) >= MAX_EVENTS:
            break
        wanted = is_event(node) or (untyped and _is_like_event(node))
        if wanted and str(node.get("id")) not in within:
            events.extend(_told(_resolved(node, named, 0), setting))
    return events


def _wholes(nodes: list[Node]) -> dict[str, str]:
    """Return part → whole, by ids, of events that name their parts; of a circle the first is the whole."""
    wholes: dict[str, str] = {}
    for node in nodes:
        for part in child_nodes(node.get("subEvent")) if is_event(node) else ():
            ref, whole = part.get("id"), str(node.get("id"))
            if isinstance(ref, str) and not _is_around(ref, whole, wholes):
                wholes.setdefault(ref, whole)
    return wholes


def _is_around(part: str, whole: str, wholes: dict[str, str]) -> bool:
    """Tell whether ``part`` is ``whole`` itself or around it."""
    for _ in range(MAX_DEPTH):
        if whole == part:
            return True
        if whole not in wholes:
            return False
        whole = wholes[whole]
    return True


def _is_like_event(node: Node) -> bool:
    named = any(isinstance(node.get(name), str) for name in ("name", "title"))
    return (
        "type" not in node
        and named
        and any(text_of(node.get(name)) for name in ("startDate", "start", "startTime", "start_date"))
    )


def _told(node: Node, setting: Setting) -> Iterator[RawEvent]:
    """Yield a node's event or, by its schedule, its occurrences; a series without a day gives its parts."""
    event = event_of(node, setting)
    if event is None:
        return
    planned = scheduled(event, node, setting.fetched_at, setting.work)
    if planned:
        yield from planned
    elif event.start is None and event.sub_events and "EventSeries" in types_of(node):
        for part in child_nodes(node.get("subEvent")):
            single = event_of(
                {"superEvent": {"@type": "EventSeries", "name": event.title}, **_inherited(node), **part},
                setting,
            )
            if single is not None:
                yield single
    else:
        yield event


def _inherited(node: Node) -> Node:
    """Return what a part shares with its whole unless it says otherwise."""
    return {
        name: node[name]
        for name in ("name", "location", "organizer", "description", "inLanguage", "funder", "sponsor")
        if name in node
    }


def _nodes(data: list[Any]) -> Iterator[Node]:
    """Yield every node outside an event, and every event, in reading order; bounded in number and depth."""
    stack: list[tuple[Any, int]] = [(item, 0) for item in reversed(data)]
    count = 0
    while stack and count < MAX_NODES:
        value, depth = stack.pop()
        count += 1
        if isinstance(value, list):
            stack.extend((item, depth + 1) for item in reversed(value) if depth < MAX_DEPTH)
            continue
        if not isinstance(value, dict):
            continue
        node = plain_node(value)
        yield node
        course = _course_instances(node)
        stack.extend((item, depth + 1) for item in reversed(course))
        if depth < MAX_DEPTH:
            inner = [v for k, v in node.items() if k not in _LATER and isinstance(v, dict | list)]
            stack.extend((item, depth + 1) for item in reversed(inner))


def _course_instances(node: Node) -> list[Node]:
    """Return a course's dates, named and described as the course."""
    if "Course" not in types_of(node):
        return []
    shared: Node = {k: node[k] for k in ("name", "description", "provider", "url") if k in node}
    return [
        {**shared, **instance, "type": "CourseInstance"}
        for instance in child_nodes(node.get("hasCourseInstance"))
    ]


def _resolved(node: Node, named: dict[str, Node], depth: int) -> Node:
    """Return ``node`` with its references replaced by the page's nodes, three deep: cycles end there."""
    out = dict(node)
    for name in _REFERRING:
        if name in out and depth < 3:
            values = [_followed(item, named, depth) for item in items(out[name])]
            out[name] = values if len(values) != 1 else values[0]
    return out


def _followed(item: Any, named: dict[str, Node], depth: int) -> Any:
    if isinstance(item, str):
        return named.get(item, item)
    if not isinstance(item, dict):
        return item
    node = plain_node(item)
    bare = len(node) <= 2 and text_of(node.get("name")) is None and isinstance(node.get("id"), str)
    return _resolved(named.get(str(node.get("id")), node) if bare else node, named, depth + 1)
