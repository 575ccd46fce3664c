"""Blocking keys as the store keeps them: numbers, made of the keys' texts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from store.match.blocks import BLOCKING_RULES, keys_of
from store.match.features import Features
from store.match.frame import table_of


class Key(NamedTuple):
    """A key of an announcement, whether it is wide, and whether the announcement is vague (``blocks``)."""

    announcement_id: str
    key: int
    is_wide: bool
    is_vague: bool


def hashed_keys(features: Iterable[Features]) -> list[Key]:
    """The keys of these announcements, in order. Links are no keys here, they have a table of their own."""
    import duckdb

    with duckdb.connect() as connection:
        connection.register("told", table_of(features))
        connection.execute("CREATE TABLE announcement AS SELECT *, []::VARCHAR[] AS named FROM told")
        return [Key(*row) for row in connection.execute(_HASHED).fetchall()]


# Half of an MD5, and of that 63 bits: what a database's own numbers can hold.
_HASHED = f"""
    SELECT DISTINCT announcement_id, CAST(md5_number_lower(is_wide || ' ' || key) >> 1 AS BIGINT) AS key,
        is_wide, is_vague
    FROM (
        SELECT id AS announcement_id, key, FALSE AS is_wide FROM ({keys_of(BLOCKING_RULES, is_wide=False)})
        UNION ALL SELECT id, key, TRUE FROM ({keys_of(BLOCKING_RULES, is_wide=True)})
    ) JOIN (SELECT id AS announcement_id, is_vague FROM announcement) USING (announcement_id)
    ORDER BY announcement_id, key
"""  # noqa: S608
