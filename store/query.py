"""The questions that can be asked of the store. Answers are the model's types, never rows."""

from store.events import count_events, find_events, load_events
from store.explain import Evidence, Explanation, FieldEvidence, NoSuchEvent, explain_event
from store.filters import Filters
from store.now import NowView, now_view
from store.runs import latest_runs

__all__ = [
    "Evidence",
    "Explanation",
    "FieldEvidence",
    "Filters",
    "NoSuchEvent",
    "NowView",
    "count_events",
    "explain_event",
    "find_events",
    "latest_runs",
    "load_events",
    "now_view",
]
