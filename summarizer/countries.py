"""Countries: the ISO 3166-1 alpha-3 code of a country's name, or of a country that a role names.

Names in other languages are those of Debian's iso-codes, which pycountry ships, and what news calls a
country beside them (``country_names.toml``, which has the capitals too). In Russian and Ukrainian they
may stand in any case; in Arabic and Hebrew "and" and "to" may be written onto them. Adjectives
("Russian", "турецкий", "المصري") are known in English, Russian, Ukrainian, Arabic and Hebrew, and in
Chinese and Japanese the sign that stands for a country ("美方", "米大統領").
"""

from __future__ import annotations

import gettext
import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any
from unicodedata import combining, normalize

import pycountry

_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]\.?)*")
_WORDS = re.compile(r"[^\W\d_][\w’ʼ'\"״׳-]*")
_SLAVIC = ("ru", "uk")
_SEMITIC = ("ar", "he")
_SPACELESS = ("zh", "ja")
_TASHKEEL = re.compile("[\u064b-\u0652\u0640]")
_ALEF = re.compile("[أإآ]")
_CLITICS = re.compile("[وفبلك]{0,2}|[ובלמשכה]{0,2}")
_CASES = frozenset(
    """
    а у ом ем е ы и ю я й ой ей ою ею ию ии ів ов ев ам ам ами ях ах ям ями ым ім ых их ий ые ой ого ому
    ої ій і ові еві єю єм ї ью
    """.split()
)
"""What a noun or an adjective may end in, behind the stem, in Russian and Ukrainian."""
_DERIVED = {
    "fr": re.compile(r"(?:i?en(?:ne)?|ain?e?|[ao]ise?|ique|and|ol|que|ec|usse|urc|in|lge|oudien)[es]{0,2}$"),
    "de": re.compile(r"(?:isch|sch|zer)(?:e[nmrs]?)?$"),
    "es": re.compile(r"(?:[aeiu]?no|[aeiu]?na|en[oa]|es|esa|ense|ol|ola|[aiy]o|[aiy]a|i|co|ca|so|sa|zo|za|"
                     r"eno|ga|ata|ndo|nda|eco|eca|do|da)s?$"),
    "it": re.compile(r"(?:[aeiu]?n[oaie]|es[ei]|ense|c[oaie]|ch[ei]|ss[oaie]|er[oaie]|[oa]|ol[oaie]|ga|ata|"
                     r"nd[oaie]|dit[oaie])$"),
    "pt": re.compile(r"(?:[aeiu]?no|[aeiu]?na|enh[oa]|es|esa|ense|ol|ola|[aiy]o|[aiy]a|i|co|ca|so|sa|[oa]|ga|"
                     r"ata|des|desa|dita)s?$"),
}  # fmt: skip
"""What an adjective of a country ends in, without accents."""
_TAIL = 6
_NO_NATION = re.compile(
    r"jamais|indiqu|indica|palais|palac|polit|polic|poliz|islam|mart|mayo|cambi|reuni|canal|espa[cl]|paraf|"
    r"moros|giorn|indiet|guerr|domin[gi]|para$|como|liber|colon|franco$|malais|malad|germ|guad|monac|portu[ae]r|"
    r"maur[io]|marin|guian|bermej|geogr|georgic|bar[bc]|honr|salom|sant|saint|unit|stat|esta"
)
"""What begins as a country's name does and is no adjective of one."""
_OF_ENDS = {"ar": re.compile("(?:ة|ين|ون|ان|تين)?"), "he": re.compile("(?:ת|ה|ית|ים|ות)?")}


@lru_cache(maxsize=1)
def _own_names() -> dict[str, Any]:
    return tomllib.loads(
        files("summarizer").joinpath("country_names.toml").read_text(encoding="utf-8")
    )


def _plain(name: str) -> str:
    """A name for looking it up: small letters, one kind of apostrophe, no vowel signs."""
    name = re.sub("[’ʼ׳‘]", "'", " ".join(name.split()).lower().replace("״", '"'))
    return _ALEF.sub("ا", _TASHKEEL.sub("", name)).replace("ё", "е")


def _listed(table: dict[str, Any]) -> dict[str, str]:
    return {
        _plain(name.replace("_", " ")): code
        for code, names in table.items()
        if isinstance(names, str)
        for name in names.split()
    }


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
            names.setdefault(_plain(re.split("[,،]", name)[0]), country.alpha_3)
    own = _own_names()
    return {**names, **_listed(own["en"]), **_listed(own.get(language, {}))}


@lru_cache(maxsize=1)
def _capitals() -> dict[str, str]:
    return _listed(_own_names()["capitals"])


@lru_cache
def _adjectives(language: str) -> dict[str, str]:
    return _listed(_own_names().get(language, {}).get("of", {}))


@lru_cache
def _stems(language: str, *, capitals: bool) -> dict[tuple[str, ...], str]:
    """The stems of the words of each name that can be declined."""
    table = {**_table(language), **(_capitals() if capitals else {})}
    return {
        tuple(_stem(word) for word in name.split()): code
        for name, code in table.items()
        if "\u0400" <= name[0] <= "\u04ff"
    }


def _stem(word: str) -> str:
    if len(word) < 4 or word[-1] in "оуэю":  # США, Конго, Перу
        return word
    if word[-2:] in ("ая", "ые", "ие", "ое", "ее"):
        return word[:-2]
    return word[:-1] if word[-1] in "аяиіыйь" else word


def country_named(name: str, language: str) -> str | None:
    """The code of the country that ``name`` is, or None."""
    return _table(language).get(_plain(re.sub(r"^the ", "", name, flags=re.I)))


def capital_named(name: str) -> str | None:
    """The code of the country whose capital ``name`` is, as news writes it for the government."""
    return _capitals().get(_plain(name))


@lru_cache(maxsize=4096)
def government_named(name: str, language: str) -> str | None:
    """The code of the country that ``name`` is, or is the capital of, in Russian and Ukrainian in any
    case ("Бишкеку", "Великой Британии"), or None."""
    code = country_named(name, language) or capital_named(name)
    if code or language not in _SLAVIC:
        return code
    return _declined(name, language, capitals=True)


def _declined(name: str, language: str, *, capitals: bool) -> str | None:
    words = _plain(name).split()
    table = _stems(language, capitals=capitals)
    for stems in _cut(words):
        if stems in table:
            return table[stems]
    return None


def _cut(words: list[str]) -> list[tuple[str, ...]]:
    """What the words may be the stems of with endings, the shortest endings first."""
    found: list[tuple[str, ...]] = [()]
    for word in words:
        stems = [word] + [word[:-n] for n in (1, 2, 3) if word[-n:] in _CASES and len(word) - n > 2]
        found = [(*before, stem) for before in found for stem in stems]
    return found


@lru_cache(maxsize=4096)
def country_in(role: str, language: str) -> str | None:
    """The code of the country that a role names ("Russian President", "глава МИД Турции"), or None."""
    if language in _SPACELESS:
        return _written_in(role, language)
    table = _table(language)
    if language in (*_SLAVIC, *_SEMITIC):
        return _inflected_in(role, language)
    for match in _WORD.finditer(role):
        word = _plain(match.group())
        if word in table:
            return table[word]
        if language == "en" and match.group()[0].isupper() and len(word) > 4:
            stem = re.sub(r"(?:ian|ean|an|ese|ish|i|n)$", "", word)
            fits = {c for n, c in table.items() if len(stem) > 3 and n.startswith(stem)}
            if len(fits) == 1:
                return fits.pop()
    nations = (nation_named(match.group(), language) for match in _WORD.finditer(role))
    return next((code for code in nations if code), None)


@lru_cache(maxsize=4096)
def nation_named(word: str, language: str) -> str | None:
    """The code of the country that a word is the adjective of in a Romance language or in German
    ("mexicana", "congolais", "serbischen"): one that begins as the country's name does, or is listed."""
    if language not in _DERIVED or not word[:1].islower() or len(word) < 4:
        return None
    plain = _bare(word)
    for stem, code in _adjectives(language).items():
        if plain.startswith(_bare(stem)) and len(plain) - len(_bare(stem)) <= _TAIL:
            return code
    if _NO_NATION.match(plain) or _DERIVED[language].search(plain) is None:
        return None
    best, codes = 0, set()
    for name, code in _table(language).items():
        bare = _bare(name)
        shared = 0
        while shared < min(len(plain), len(bare)) and plain[shared] == bare[shared]:
            shared += 1
        if " " in bare or max(len(plain), len(bare)) - shared > _TAIL:
            continue
        if shared > best:
            best, codes = shared, {code}
        elif shared == best:
            codes.add(code)
    return codes.pop() if best > 3 and len(codes) == 1 else None


def _bare(word: str) -> str:
    """A word in small letters without accents."""
    return "".join(c for c in normalize("NFKD", word.lower()) if not combining(c))


def _inflected_in(role: str, language: str) -> str | None:
    words = _WORDS.findall(role)
    for at in range(len(words)):
        for size in (3, 2, 1):
            code = _belonging(" ".join(words[at : at + size]), language)
            if code and at + size <= len(words):
                return code
    return None


def _belonging(name: str, language: str) -> str | None:
    """The code of a country in any case or with a clitic, or of an adjective that is one of a country."""
    word = _plain(name)
    if language in _SLAVIC:
        code = country_named(name, language)
        if code is None and name[:1].isupper():
            code = _declined(name, language, capitals=False)
        begun = (code for stem, code in _adjectives(language).items() if word.startswith(stem))
        return code or next(begun, None)
    for clitics in dict.fromkeys(m.end() for m in _clitics(word)):
        rest = word[clitics:]
        for form in (rest, f"ال{rest[2:]}" if rest.startswith("لل") else rest):
            code = country_named(form, language)
            bare = form.removeprefix("ال").replace(" ال", " ")
            for adjective, of in _adjectives(language).items():
                if not code and bare.startswith(adjective):
                    fits = _OF_ENDS[language].fullmatch(bare[len(adjective) :])
                    code = of if fits else None
            if code:
                return code
    return None


def _clitics(word: str) -> list[re.Match[str]]:
    """What may be written onto a word: nothing, or a letter or two that stand for "and", "in", "to"."""
    found = []
    for size in (0, 1, 2):
        match = _CLITICS.fullmatch(word[:size])
        if match and len(word) - size > 2:
            found.append(match)
    return found


@lru_cache
def _written(language: str) -> re.Pattern[str]:
    names = sorted((n for n in _table(language) if n[0] > "\u3000"), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, names)))


def _written_in(role: str, language: str) -> str | None:
    """The first country that words without spaces name, or that a sign at their head stands for."""
    found = _written(language).search(role)
    if found:
        return _table(language)[found.group()]
    return _adjectives(language).get(role[:1]) if len(role) > 1 else None
