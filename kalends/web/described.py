"""The API's OpenAPI description: the filters as parameters, the errors as they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI

from kalends.web.shapes import ProblemShape
from pipeline.model import Status
from store.filters import FARTHEST_KM

_WORDS = {"type": "string", "maxLength": 200}
_TRUTH = {"type": "string", "enum": ["0", "1"]}
_DAY = {"type": "string", "format": "date"}
_INSTANT = {"type": "string", "format": "date-time"}

FILTERS: Mapping[str, tuple[dict[str, Any], str, Any]] = {
    "q": (_WORDS, "Words of titles, summaries, places and organisations, or their beginnings.", "dialog"),
    "from": (_DAY, "Events on or after this day; one that lasts is found by any of its days.", "2026-03-01"),
    "to": (_DAY, "Events on or before this day.", "2026-03-31"),
    "city": (_WORDS, "The city, under any of its names.", "Malmö"),
    "km": (
        {"type": "number", "exclusiveMinimum": 0, "maximum": FARTHEST_KM},
        "So many kilometres around the city, too.",
        25,
    ),
    "country": ({"type": "string", "pattern": "^[A-Za-z]{2}$"}, "The country's code of two letters.", "SE"),
    "network": (_WORDS, "The id of a network that a source of the event belongs to.", "civic-sweden"),
    "language": (
        {"type": "string", "pattern": "^[A-Za-z]{2,3}$"},
        "The code of a language in which the event is told or held.",
        "sv",
    ),
    "organiser": (_WORDS, "A part of any name of an organiser.", "föreningen"),
    "funder": (_WORDS, "A part of any name of who pays.", "stiftelsen"),
    "topic": (_WORDS, "A part of a topic.", "climate"),
    "status": (
        {"type": "string", "enum": [status.value for status in Status]},
        "How it stands.",
        "scheduled",
    ),
    "source": (_WORDS, "The id of a source that tells of it.", "malmo-se"),
    "online": (_TRUTH, "1: can be attended online, 0: cannot.", "1"),
    "free": (_TRUTH, "1: costs nothing, 0: costs something.", "1"),
    "disputed": (_TRUTH, "1: only what its pages tell different days, hours or cities of.", "1"),
    "changed_since": (_INSTANT, "Events that changed after this instant.", "2026-03-01T06:00:00Z"),
    "new_since": (_INSTANT, "Events first seen after this instant.", "2026-03-01T06:00:00Z"),
}
"""Every filter of ``kalends.asked`` as the description shows it: schema, words, example."""

FILTER_PARAMETERS = [
    {
        "name": name,
        "in": "query",
        "required": False,
        "schema": schema,
        "description": words,
        "examples": {"example": {"value": example}},
    }
    for name, (schema, words, example) in FILTERS.items()
]
_PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemShape"}}}
ERRORS: dict[int | str, dict[str, Any]] = {
    304: {"description": "What the client has is as new."},
    400: {"description": "A parameter cannot be met; its name is in `parameter`.", "content": _PROBLEM},
    429: {"description": "Too many requests a minute; Retry-After says when.", "content": _PROBLEM},
    503: {"description": "The database is busy.", "content": _PROBLEM},
}
MISSING: dict[int | str, dict[str, Any]] = {
    404: {"description": "There is no such thing.", "content": _PROBLEM}
}


def describe(app: FastAPI) -> None:
    """Let ``app`` describe itself without the answers that its error pages replace."""
    whole = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            found = whole()
            for path in found["paths"].values():
                for operation in path.values():
                    operation["responses"].pop("422", None)
            schemas = found.setdefault("components", {}).setdefault("schemas", {})
            for name in ("HTTPValidationError", "ValidationError"):
                schemas.pop(name, None)
            schemas["ProblemShape"] = ProblemShape.model_json_schema()
        return whole()

    app.openapi = described  # type: ignore[method-assign]
