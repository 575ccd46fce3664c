"""What a table's columns say of the days in them: "Closing Date", "Posted"."""

from __future__ import annotations

from pipeline.extract.roles import ASKS_WHEN, DEADLINE, END, EVENT, PUBLISHED, Occasion
from pipeline.records.tree import Tree
from pipeline.sheet import Sheet

_ROLES = (("label_deadline", DEADLINE), ("label_published", PUBLISHED))


def settle_columns(sheet: Sheet, found: list[Occasion]) -> None:
    """Take the days under a column of deadlines or of publication for what the column says they are."""
    if not sheet.document.boxes:
        return
    tree = sheet.once(Tree)
    for occasion in found:
        # Under a column of its own a day is not what the last of the head's cells asks for.
        if occasion.role == END and (words := tree.column(occasion.mention.start)):
            occasion.labels = sheet.label_keys(words)
            occasion.role = END if "label_end" in occasion.labels else EVENT
        if occasion.role != EVENT or occasion.labels & ASKS_WHEN:
            continue
        words = tree.column(occasion.mention.start)
        keys = sheet.label_keys(words) if words else frozenset[str]()
        role = next((role for key, role in _ROLES if key in keys), None)
        if role is not None and not keys & ASKS_WHEN:
            occasion.role = role
