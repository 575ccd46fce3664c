"""``python -m kalends``, and the command ``kalends``: the process is prepared before anything is loaded."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from typing import NoReturn

# Loading libraries makes objects by the hundred thousand, all to stay; to look through them after each 700
# new ones, as Python does, is a fifth of a command's start.
NEW_OBJECTS = 200_000


def main() -> NoReturn:
    """Run the command line of this process and exit."""
    gc.set_threshold(NEW_OBJECTS)
    # What is registered first is called last: when all others have tidied up.
    ends: list[object] = []
    atexit.register(_leave, ends)
    from kalends.cli import main as run

    try:
        run()
    except SystemExit as end:
        ends.append(end.code)
        raise


def _leave(ends: list[object]) -> None:
    """End at once with the code that the command came to; an error that nobody foresaw is Python's to tell.

    Python would free piece by piece, for up to a second, what goes with the process anyhow.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    for code in ends:
        if isinstance(code, int):
            os._exit(code)


if __name__ == "__main__":
    main()
