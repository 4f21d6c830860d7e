"""Countries: the ISO 3166-1 alpha-3 code of a country's name, or of a country that a role names.

Names in other languages are those of Debian's iso-codes, which pycountry ships. Adjectives ("Russian")
are recognised by the beginning of the country's name in English, and by a short list of those that
differ; in other languages only names count.
"""

from __future__ import annotations

import gettext
import re
from functools import lru_cache

import pycountry

_ALSO = {
    "us": "USA", "u.s": "USA", "u.s.": "USA", "usa": "USA", "america": "USA", "united states": "USA",
    "the united states": "USA", "american": "USA", "uk": "GBR", "u.k.": "GBR", "britain": "GBR",
    "great britain": "GBR", "british": "GBR", "uae": "ARE", "emirati": "ARE", "russia": "RUS",
    "south korea": "KOR", "north korea": "PRK", "iran": "IRN", "syria": "SYR", "vietnam": "VNM",
    "turkey": "TUR", "turkish": "TUR", "taiwan": "TWN", "venezuela": "VEN", "bolivia": "BOL",
    "moldova": "MDA", "tanzania": "TZA", "laos": "LAO", "french": "FRA", "dutch": "NLD",
    "spanish": "ESP", "german": "DEU", "greek": "GRC", "danish": "DNK", "swiss": "CHE",
    "polish": "POL", "swedish": "SWE", "finnish": "FIN", "irish": "IRL", "welsh": "GBR",
    "scottish": "GBR", "thai": "THA", "filipino": "PHL", "philippine": "PHL", "iraqi": "IRQ",
    "israeli": "ISR", "pakistani": "PAK", "kremlin": "RUS", "chinese": "CHN", "lebanese": "LBN",
    "cypriot": "CYP", "czech": "CZE", "slovak": "SVK", "croatian": "HRV", "peruvian": "PER",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]\.?)*")


@lru_cache(maxsize=64)
def _table(language: str) -> dict[str, str]:
    names: dict[str, str] = {}
    try:
        local = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language])
    except OSError:
        local = None
    for country in pycountry.countries:
        english = {country.name, getattr(country, "common_name", country.name)}
        for name in english | ({local.gettext(n) for n in english} if local else set()):
            names.setdefault(name.split(",")[0].lower(), country.alpha_3)
    return {**names, **_ALSO}


def country_named(name: str, language: str) -> str | None:
    """The code of the country that ``name`` is, or None."""
    return _table(language).get(re.sub(r"^the ", "", " ".join(name.split()).lower()))


@lru_cache(maxsize=4096)
def country_in(role: str, language: str) -> str | None:
    """The code of the country that a role names ("Russian President"), or None."""
    table = _table(language)
    for match in _WORD.finditer(role):
        word = match.group().lower()
        if word in table:
            return table[word]
        if language == "en" and match.group()[0].isupper() and len(word) > 4:
            stem = re.sub(r"(?:ian|ean|an|ese|ish|i|n)$", "", word)
            fits = {c for n, c in table.items() if len(stem) > 3 and n.startswith(stem)}
            if len(fits) == 1:
                return fits.pop()
    return None
