"""``python -m kalends``, and the command ``kalends``: the process is prepared before anything is loaded."""

from __future__ import annotations

import gc
from typing import NoReturn

# Loading libraries makes objects by the hundred thousand, all to stay; to look through them after each 700
# new ones, as Python does, is a fifth of a command's start.
NEW_OBJECTS = 200_000


def main() -> NoReturn:
    """Run the command line of this process and exit."""
    gc.set_threshold(NEW_OBJECTS)
    from kalends.cli import main as run

    run()


if __name__ == "__main__":
    main()
