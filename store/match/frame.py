"""Features as the Arrow table that DuckDB reads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, get_type_hints

from store.match.features import COLUMNS, Features

if TYPE_CHECKING:
    import pyarrow


def table_of(features: Iterable[Features]) -> pyarrow.Table:
    """The features as an Arrow table."""
    import pyarrow

    columns = list(zip(*features, strict=True)) or [()] * len(COLUMNS)
    return pyarrow.table([list(column) for column in columns], schema=_schema())


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
        bool: pyarrow.bool_(),
        date | None: pyarrow.date32(),
        tuple[str, ...]: pyarrow.list_(text),
    }
    hints = get_type_hints(Features)
    return pyarrow.schema([(name, types[hints[name]]) for name in COLUMNS])
