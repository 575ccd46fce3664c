"""Features as the Arrow table that DuckDB reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, get_type_hints

from store.match.features import COLUMNS, Features

if TYPE_CHECKING:
    import pyarrow


def table_of(features: Iterable[Features]) -> pyarrow.Table:
    """The features as an Arrow table."""
    import pyarrow

    text, flag = pyarrow.string(), pyarrow.bool_()
    types = {
        str: text,
        str | None: text,
        int: pyarrow.int32(),
        int | None: pyarrow.int32(),
        float: pyarrow.float32(),
        bool: flag,
        date | None: pyarrow.date32(),
        tuple[str, ...]: pyarrow.list_(text),
    }
    hints = get_type_hints(Features)
    columns: list[list[object]] = [[] for _ in COLUMNS]
    for one in features:
        for column, name in zip(columns, COLUMNS, strict=True):
            column.append(getattr(one, name))
    schema = pyarrow.schema([(item.name, types[hints[item.name]]) for item in fields(Features)])
    return pyarrow.table(columns, schema=schema)
