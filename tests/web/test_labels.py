"""Every code of the model that pages show has words."""

from __future__ import annotations

from typing import get_args

from kalends.health.looks import State
from kalends.web.labels import LABELS, TOPICS
from pipeline.model import Role, Status, Verdict
from pipeline.wordfiles import PHRASE_KEYS
from scrapers.source import PublisherType


def keys(prefix: str) -> set[str]:
    """What the words files' keys with this prefix name."""
    return {key.removeprefix(prefix) for key in PHRASE_KEYS if key.startswith(prefix)}


def test_every_code_has_words() -> None:
    assert set(LABELS["status"]) == set(Status)
    assert set(LABELS["role"]) == set(Role)
    assert set(LABELS["verdict"]) == set(Verdict)
    assert set(LABELS["health"]) == set(State)
    assert set(LABELS["organisation_type"]) == set(get_args(PublisherType))
    assert set(TOPICS) == keys("topic_")
    assert set(LABELS["accessibility"]) == keys("access_")
