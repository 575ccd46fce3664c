"""Front matter: the YAML or TOML fields that head a Markdown file, as Jekyll, Hugo and others write them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass

import yaml

_YAML = re.compile(r"\A---[ \t]*\r?\n")
_YAML_END = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.M)
_TOML = re.compile(r"\A\+\+\+[ \t]*\r?\n")
_TOML_END = re.compile(r"^\+\+\+[ \t]*\r?$", re.M)


class _TextLoader(yaml.SafeLoader):
    """YAML with its dates left as the words that were written: a zone or a missing hour must not be lost."""


_TextLoader.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if tag != "tag:yaml.org,2002:timestamp"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The source text of the fields, and where they end."""

    source: str
    end: int
    toml: bool

    def load(self) -> dict[str, object]:
        """Return the fields; raises ValueError or yaml.YAMLError where they are broken or too many."""
        if len(self.source) > 200_000:
            raise ValueError("front matter over 200,000 characters")
        if self.toml:
            return dict(tomllib.loads(self.source))
        if self.source.count("&") > 50 and self.source.count("*") > 50:
            raise ValueError("too many aliases")
        loaded = yaml.load(self.source, Loader=_TextLoader)  # noqa: S506 (a SafeLoader with fewer types)
        if loaded is None:
            return {}
        if not isinstance(loaded, dict):
            raise ValueError("front matter is not a mapping of names to values")
        return {str(key): value for key, value in loaded.items()}


def split_front_matter(text: str) -> FrontMatter | None:
    """Return the front matter of a file, None where it has none; an unclosed one reaches to the end."""
    for opening, closing, toml in ((_YAML, _YAML_END, False), (_TOML, _TOML_END, True)):
        head = opening.match(text)
        if head:
            end = closing.search(text, head.end())
            stop = end.start() if end else len(text)
            return FrontMatter(text[head.end() : stop], end.end() if end else len(text), toml)
    return None
