"""What the interface says, extracted from templates and code as gettext's tools do it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_from_dir

ROOT = Path(__file__).parent.parent.parent / "kalends"
_METHODS = [("**.py", "python"), ("web/templates/**.html", "jinja2")]
_OPTIONS = {
    "web/templates/**.html": {"newstyle_gettext": "true", "trim_blocks": "true", "lstrip_blocks": "true"}
}
_KEYWORDS = {
    "_": None,
    "gettext": None,
    "N_": None,
    "ngettext": (1, 2),
    "HTTPException": (2,),
    "WrongParameter": (3,),
    "problem": (3,),
}


def messages() -> set[str | tuple[str, str]]:
    """Every message; a plural's is (one, many)."""
    return set(_found(ROOT / "web", _METHODS)) | set(_found(ROOT, [("asked.py", "python")], ValueError=None))


def _found(folder: Path, methods: list[tuple[str, str]], **more: None) -> Iterator[str | tuple[str, str]]:
    methods = [(pattern.removeprefix("web/"), method) for pattern, method in methods]
    options = {pattern.removeprefix("web/"): value for pattern, value in _OPTIONS.items()}
    keywords = {**_KEYWORDS, **more}
    for _, _, message, _, _ in extract_from_dir(str(folder), methods, options, keywords=keywords):
        if isinstance(message, tuple):
            texts = [part for part in message if isinstance(part, str)]
            yield (texts[0], texts[1]) if len(texts) > 1 else texts[0]
        elif message:
            yield message
