"""Events as one JSON array."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from kalends.outputs.record import event_record
from pipeline.model import Event


def write_json(events: Iterable[Event], out: TextIO) -> None:
    """Write one array of ``event_record`` objects, indented by two."""
    json.dump([event_record(event) for event in events], out, ensure_ascii=False, indent=2)
    out.write("\n")
