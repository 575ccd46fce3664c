"""Events as JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from kalends.outputs.record import event_record
from pipeline.model import Event


def write_jsonl(events: Iterable[Event], out: TextIO) -> None:
    """Write one ``event_record`` object a line."""
    for event in events:
        out.write(json.dumps(event_record(event), ensure_ascii=False) + "\n")
