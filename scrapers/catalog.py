"""The catalogue: folders of YAML files → sources. Strict, and a mistake in one file hides no other."""

from __future__ import annotations

import os
import reprlib
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from yaml.constructor import SafeConstructor

from scrapers.source import Source, allowed_keys

SHIPPED = Path(__file__).parent / "sources"


@dataclass(frozen=True, slots=True)
class CatalogError:
    """One mistake: the file, the key in it (empty: the file itself) and what is wrong and allowed."""

    file: Path
    key: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key + ': ' if self.key else ''}{self.message}"


class Catalog(Mapping[str, Source]):
    """Sources by id, sorted; ``errors`` says what was refused, ``files`` where each source stands."""

    def __init__(
        self, sources: Mapping[str, Source], files: Mapping[str, Path], errors: Sequence[CatalogError]
    ) -> None:
        self._sources = dict(sorted(sources.items()))
        self.files = dict(files)
        self.errors = tuple(errors)

    def __getitem__(self, source_id: str) -> Source:
        return self._sources[source_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)


def catalog_folders(environment: Mapping[str, str] = os.environ) -> tuple[Path, ...]:
    """The shipped folder, then those that ``KALENDS_SOURCES`` names (separated as in ``PATH``)."""
    named = environment.get("KALENDS_SOURCES", "").split(os.pathsep)
    return (SHIPPED, *(Path(folder).expanduser() for folder in named if folder.strip()))


def load_catalog(folders: Sequence[Path] | None = None) -> Catalog:
    """Every good source of these folders (default: :func:`catalog_folders`), and every mistake.

    YAML files may lie in a folder or below it; of two sources with one id the first stands.
    """
    sources: dict[str, Source] = {}
    files: dict[str, Path] = {}
    errors: list[CatalogError] = []
    for folder in catalog_folders() if folders is None else folders:
        found = sorted(path for path in folder.rglob("*.y*ml") if path.suffix in (".yml", ".yaml"))
        if not found:
            problem = "holds no .yml file" if folder.is_dir() else "is no folder; correct KALENDS_SOURCES"
            errors.append(CatalogError(folder, "", problem))
        for path in found:
            source, mistakes = read_source(path)
            errors += mistakes
            if source is None:
                continue
            if source.id in sources:
                message = f"{source.id!r} is taken by {files[source.id]}; allowed: an id of its own"
                errors.append(CatalogError(path, "id", message))
                continue
            sources[source.id], files[source.id] = source, path
    return Catalog(sources, files, errors)


def read_source(path: Path) -> tuple[Source | None, list[CatalogError]]:
    """The source that a file declares, or None and all that is wrong with it."""
    try:
        text = path.read_text(encoding="utf-8")
        loader = _FastLoader if len(text) < _LARGE else _StrictLoader
        declared = yaml.load(text, Loader=loader)  # noqa: S506 (a SafeLoader)
    except OSError as error:
        return None, [CatalogError(path, "", f"cannot be read: {error.strerror}")]
    except UnicodeDecodeError as error:
        return None, [CatalogError(path, "", f"is no UTF-8 text: byte {error.start}")]
    except _DuplicateKey as error:
        return None, [CatalogError(path, error.key, f"stands twice, again on line {error.line}")]
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return None, [CatalogError(path, "", f"is no YAML: {_one_line(error)}")]
    if not isinstance(declared, dict):
        return None, [CatalogError(path, "", "must hold key: value lines, beginning with id:")]
    try:
        source = Source.model_validate(declared)
    except ValidationError as error:
        # A list whose items were refused is told as empty, too; that is no mistake of its own.
        told = [detail for detail in error.errors() if detail["type"] != "too_short" or not detail["input"]]
        return None, [_catalog_error(path, detail) for detail in told]
    if source.id != path.stem:
        message = f"{source.id!r} is not the file's name; allowed: {path.stem!r}, or rename the file"
        return None, [CatalogError(path, "id", message)]
    return source, []


def _catalog_error(path: Path, detail: ErrorDetails) -> CatalogError:
    location = detail["loc"]
    key = ".".join(str(part) for part in location)
    if detail["type"] == "extra_forbidden":
        return CatalogError(path, key, f"unknown key; allowed: {', '.join(allowed_keys(location))}")
    if detail["type"] == "missing":
        return CatalogError(path, key, "is missing")
    if detail["type"] in _SHAPES:
        given = _SHORT.repr(detail["input"])
        return CatalogError(path, key, f"must be {_SHAPES[detail['type']]}, not {given}")
    message = detail["msg"].removeprefix("Value error, ").replace("Input should be", "must be")
    return CatalogError(path, key, message[:1].lower() + message[1:])


# A few lines of YAML anchors unfold to megabytes.
_SHORT = reprlib.Repr()
_SHORT.maxlevel, _SHORT.maxlist, _SHORT.maxdict = 2, 3, 3
_SHAPES = {
    "string_type": "text (in quotes where YAML reads it as something else)",
    "tuple_type": "a list",
    "dict_type": "a mapping of key: value",
    "model_type": "a mapping of key: value",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "float_parsing": "a number",
    "float_type": "a number",
}


def _one_line(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or " ".join(str(error).split())
    return f"line {mark.line + 1}, column {mark.column + 1}: {problem}" if mark else problem


class _DuplicateKey(Exception):
    def __init__(self, key: str, line: int) -> None:
        super().__init__(key)
        self.key, self.line = key, line


class _Strict(SafeConstructor):
    """YAML without its traps: no key twice, no ``country: NO`` that means false, no dates."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:
        seen: set[str] = set()
        for key_node, _ in node.value:
            key = str(key_node.value)
            if key in seen:
                raise _DuplicateKey(key, key_node.start_mark.line + 1)
            seen.add(key)
        return super().construct_mapping(node, deep)


class _StrictLoader(_Strict, yaml.SafeLoader):
    """Reads a file of any depth, or says that it is too deep."""


class _FastLoader(_Strict, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The same on libyaml, ten times as fast; what is nested without end would overflow its stack."""


_LARGE = 8_000
_TRAPS = ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")
for _loader in (_StrictLoader, _FastLoader):
    _loader.yaml_implicit_resolvers = {
        first: [rule for rule in rules if rule[0] not in _TRAPS]
        for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
