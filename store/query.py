"""The questions that can be asked of the store. Answers are the model's types, never rows."""

from store.changes import Changes, changes_since
from store.events import EventPage, count_events, find_events, find_page, load_events
from store.explain import Evidence, Explanation, FieldEvidence, NoSuchEvent, explain_event
from store.filters import Filters
from store.now import NowView, now_view
from store.runs import latest_runs
from store.sections import Section

__all__ = [
    "Changes",
    "EventPage",
    "Evidence",
    "Explanation",
    "FieldEvidence",
    "Filters",
    "NoSuchEvent",
    "NowView",
    "Section",
    "changes_since",
    "count_events",
    "explain_event",
    "find_events",
    "find_page",
    "latest_runs",
    "load_events",
    "now_view",
]
