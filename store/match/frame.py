"""Features as the Arrow table that DuckDB reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, get_type_hints

from store.match.features import COLUMNS, GROUPS, Features

if TYPE_CHECKING:
    import pyarrow


def table_of(features: Iterable[Features]) -> pyarrow.Table:
    """The features as an Arrow table."""
    import pyarrow

    groups = list(zip(*features, strict=True)) or [()] * len(GROUPS)
    columns: list[Sequence[Any]] = []
    for group, rows in zip(GROUPS, groups, strict=True):
        columns += zip(*rows, strict=True) if rows else [()] * len(get_type_hints(group))
    return pyarrow.table([list(values) for values in columns], schema=_schema())


@cache
def _schema() -> pyarrow.Schema:
    import pyarrow

    text = pyarrow.string()
    types = {
        str: text,
        str | None: text,
        int: pyarrow.int32(),
        int | None: pyarrow.int32(),
        float: pyarrow.float32(),
        float | None: pyarrow.float32(),
        bool: pyarrow.bool_(),
        date | None: pyarrow.date32(),
        tuple[str, ...]: pyarrow.list_(text),
    }
    hints = {name: hint for group in GROUPS for name, hint in get_type_hints(group).items()}
    return pyarrow.schema([(name, types[hints[name]]) for name in COLUMNS])
