"""``python -m kalends`` is the command ``kalends``."""

from kalends.cli import main

if __name__ == "__main__":
    main()
