"""What a matching loads before it looks at an announcement, for whoever has to wait before there are any."""

from __future__ import annotations

from importlib import import_module

from store.match.features import features_of
from store.match.policy_digest import policy_digest
from store.match.record import Record
from store.match.weights import shipped_weights


def load_ahead(country: str) -> None:
    """Load it now, each part once a process: engine, policy, model, words and the country's towns."""
    for name in ("pyarrow", "duckdb"):
        import_module(name)
    policy_digest()
    shipped_weights()
    # What words mean and what sites' names tell is looked up from the first record on.
    features_of(Record(id="", source="", title="a b", site="a.b", summary="a b", city="a", country=country))
