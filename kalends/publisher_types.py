"""What kind of publisher a name tells of, by the words in it: for drafts, which a person checks."""

from __future__ import annotations

import re

_UNIVERSITY = (
    r"universi|uniwersy|univerzi|yliopisto|ülikool|(?<!folk)högskol|høgskol|høyskol|hochschul|hogeschool"
    r"|politechni"
)
_REGION = (
    r"fylkeskommun|landsting|\b(region|région|regione|regió|landkreis|kreis|powiat|kraj|provinc\w*|county"
    r"|województw\w*|maakun\w*|departamento|département)\b|länsstyrelse"
)
_MUNICIPALITY = (
    r"kommun(e|en|s|er)?\b|gemeente\b|gemeinde\b|\bgmin|kaupun|municip|municíp|ayuntamiento|ajuntament|mairie"
    r"|dzielnic|freguesia"
    r"|\b(stad|stadt|ville|commune|comune|concello|câmara|město|mesto|obec|miasto|miasta|urząd|vald|linn"
    r"|kunta|borough|(city|town|village) of|(city|town|parish|village|district) council)\b"
)
_AGENCY = r"minist|myndighet|agency|agencia|agência|agence|agenzia|agencja|agentschap|direktorat|\bamt\b"
_NETWORK = (
    r"network|nätverk|nettverk|netværk|netzwerk|netwerk|verkosto|\b(réseau|red|rete|rede|sieť|síť|sieć)\b"
)
_KINDS = tuple(
    (kind, re.compile(words, re.IGNORECASE))
    for kind, words in (
        ("university", _UNIVERSITY),
        ("region", _REGION),
        ("municipality", _MUNICIPALITY),
        ("agency", _AGENCY),
        ("network", _NETWORK),
    )
)


def publisher_type(name: str) -> str:
    """Return the catalogue's type of publisher for a name in any language that is read, else ``ngo``."""
    return next((kind for kind, words in _KINDS if words.search(name)), "ngo")
