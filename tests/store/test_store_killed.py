"""kill -9 at any point of a run leaves the store whole, and the next run ends as if nothing had happened."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from killed_runs import BEFORE, run
from sqlalchemy import Engine
from sqlmodel import select
from store_makers import fresh_store, write_all

from store import tables
from store.filters import Filters
from store.query import find_events
from store.session import session

# Among the writing and the resolving; the benchmark kills at many more.
POINTS = (40, 104)


def state(engine: Engine) -> tuple[object, ...]:
    """What a store knows, without the numbers that a database gives."""
    judgement, revision = tables.Judgement, tables.Revision
    with session(engine) as opened:
        judged = select(judgement.left_id, judgement.right_id, judgement.verdict, judgement.withdrawn_at)
        changed = select(revision.announcement_id, revision.field, revision.new)
        return (
            find_events(opened, Filters()),
            sorted(map(str, opened.exec(judged))),
            sorted(map(str, opened.exec(changed))),
            sorted(opened.exec(select(tables.Pending.announcement_id))),
        )


def test_a_run_that_is_killed_anywhere_leaves_no_trace(engine: Engine, tmp_path: Path) -> None:
    undisturbed = fresh_store(tmp_path / "undisturbed.db")
    for store in (engine, undisturbed):
        with session(store, write=True) as opened:
            write_all(opened, *BEFORE)
    run(undisturbed)
    engine.dispose()
    script = Path(__file__).parent / "killed_runs.py"
    url = engine.url.render_as_string(hide_password=False)
    command = [sys.executable, str(script), url, *map(str, POINTS)]
    root = Path(__file__).parents[2]
    done = subprocess.run(  # noqa: S603
        command, cwd=root, env={"PYTHONPATH": str(root)}, check=True, capture_output=True, text=True
    )
    assert done.stdout.split() == ["whole"] * len(POINTS)
    assert state(engine) == state(undisturbed)
    assert "19:00" in str(state(engine))
    undisturbed.dispose()
