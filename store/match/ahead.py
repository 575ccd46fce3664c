"""What a matching loads before it looks at an announcement, for whoever has to wait before there are any."""

from __future__ import annotations

from importlib import import_module

from store.match.policy_digest import policy_digest
from store.match.weights import shipped_weights


def load_ahead() -> None:
    """Load it now, each part once a process: the engine, the policy, the model."""
    for name in ("pyarrow", "duckdb"):
        import_module(name)
    policy_digest()
    shipped_weights()
