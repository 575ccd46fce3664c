"""``kalends demo``: everything once, on sample sites of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def demo(
    folder: Annotated[Path, typer.Option(help="Where the demo keeps its data; emptied first.")] = Path(
        "var/demo"
    ),
    serve: Annotated[bool, typer.Option("--serve", help="Then serve its data until interrupted.")] = False,
) -> int:
    """Serve sample sites on this machine, crawl them twice, merge what they tell and check the outcome.

    Your own database is not touched, nothing leaves this machine. Exit code 1: something came out wrong.

    Example: kalends demo --folder /tmp/kalends-demo
    """
    from kalends.demo.stage import play

    return play(folder, serve=serve)
