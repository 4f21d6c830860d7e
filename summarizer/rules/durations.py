"""Durations: where a text says how long something lasted, and how many minutes that is.

The words are in ``durations.toml``, one table a language: "an hour and a quarter", "trois quarts
d’heure", "полтора часа", "خمس وثلاثين دقيقة", "一个半小时". Digits are read in every language there.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

_DIGITS = r"\d+(?:[.,]\d+)?"
_HAN = {word: n for n, word in enumerate("一二三四五六七八九", 1)} | {"两": 2, "兩": 2, "廿": 20}
_BARE = ("ru", "uk", "ar", "he")  # where "hour" alone is one hour
_HAN_NUMBER = "[一二三四五六七八九十两兩廿]+"


class Length(NamedTuple):
    """A duration: where its words stand, and whole minutes."""

    start: int
    end: int
    minutes: int


@dataclass(frozen=True, eq=False)
class _Units:
    """What a duration is made of in one language."""

    whole: re.Pattern[str]
    piece: re.Pattern[str]
    number: re.Pattern[str]
    values: tuple[tuple[re.Pattern[str], int], ...]
    parts: tuple[tuple[re.Pattern[str], int, bool], ...]
    elsewhere: re.Pattern[str]
    since: re.Pattern[str] | None


@lru_cache(maxsize=1)
def _tables() -> dict[str, Any]:
    return tomllib.loads(
        files("summarizer.rules").joinpath("durations.toml").read_text(encoding="utf-8")
    )


@lru_cache
def _units(language: str) -> _Units | None:
    table = _tables().get(language)
    if table is None:
        return None
    values = [item.rsplit("=", 1) for item in table["numbers"].split()]
    values.sort(key=lambda pair: int(pair[1]), reverse=True)  # "sixty" is tried before "six"
    any_value = "|".join(word for word, _ in values)
    spaceless = language in ("zh", "ja")
    space = r"\s*" if spaceless else r"[\s\u00a0-]*"
    joined = rf"(?:{space}(?:{table['and']})?{space})" if table["and"] else space
    word = _HAN_NUMBER if spaceless else rf"(?:{any_value})(?:{joined}(?:{any_value}))*"
    number = rf"(?:{_DIGITS}|{word})"
    before, after = ("", "") if spaceless else (r"(?<!\w)", r"(?!\w)")
    prefix = r"(?:[וכ]|ל|ב)?" if language == "he" else "و?" if language == "ar" else ""
    parts = [(form.removeprefix("&"), m, form[0] == "&") for form, m in table["part"].items()]
    own = "|".join(_spaced(form) for form, _, added in parts if not added)
    added = "|".join(_spaced(form) for form, _, added in parts if added) or "(?!)"
    filler = rf"(?:{space}(?:{_spaced(table['between'])}))*"
    bare_hour = "?" if language in _BARE else ""
    piece = (
        rf"(?P<part>{own}|{added})|"
        rf"(?:(?P<hours>{number}){filler}{space}){bare_hour}(?P<hour>{table['hour']})"
        rf"(?:{joined}(?P<more>{number})(?=\s*(?:[.,;:)،]|$)))?|"
        rf"(?P<minutes>{number}){filler}{space}(?:{table['minute']})"
    )
    again = "" if prefix else before  # in Hebrew and Arabic "and" is written onto the word
    bare = re.sub(r"\?P<\w+>", "?:", piece)
    whole = rf"{before}{prefix}(?:{bare}){after}(?:{joined}{again}(?:{bare}){after})*"
    return _Units(
        re.compile(whole, re.IGNORECASE),
        re.compile(piece, re.IGNORECASE),
        re.compile(rf"{_DIGITS}|{_HAN_NUMBER if spaceless else any_value}", re.IGNORECASE),
        tuple((re.compile(form, re.IGNORECASE), int(value)) for form, value in values),
        tuple((re.compile(_spaced(form), re.IGNORECASE), m, add) for form, m, add in parts),
        re.compile(rf"[\s\u00a0]*(?:{_spaced(table['not'])}){after}", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{_spaced(table['since'])})\s(?:\w+\s)?$", re.IGNORECASE)
        if table["since"]
        else None,
    )


def _spaced(pattern: str) -> str:
    """A pattern in which a space stands for any white space."""
    pattern = pattern.replace("[ -]", r"[\s-]").replace("[ ]", r"\s")
    return pattern.replace(" ", r"\s+")


def durations_in(text: str, language: str, start: int = 0, end: int | None = None) -> list[Length]:
    """The durations that ``text`` tells between ``start`` and ``end``, with offsets into ``text``.

    Words that say when and not how long ("an hour later") are none; a language (ISO 639-1) without a
    table has none.
    """
    units = _units(language)
    if units is None:
        return []
    stop = len(text) if end is None else end
    found = []
    for match in units.whole.finditer(text, start, stop):
        minutes = _minutes(match.group(), units)
        if minutes and not units.elsewhere.match(text, match.end(), stop):
            found.append(Length(match.start(), match.end(), minutes))
    return found


def says_when(text: str, language: str, start: int) -> bool:
    """Whether the words before an offset make a duration there one of time passed ("after six hours")."""
    units = _units(language)
    before = text[max(0, start - 30) : start]
    return bool(units and units.since and units.since.search(before))


def minutes_of(words: str, language: str) -> int | None:
    """The length that a phrase gives ("an hour and a quarter" is 75), or None where code can't tell."""
    found = durations_in(words, language)
    return found[0].minutes if found else None


def _minutes(words: str, units: _Units) -> int:
    total = 0.0
    for piece in units.piece.finditer(words):
        if piece["part"]:
            total += next((m for form, m, _ in units.parts if form.fullmatch(piece["part"])), 0)
        elif piece["hour"]:
            total += 60 * (_number(piece["hours"], units) if piece["hours"] else 1)
            total += _number(piece["more"], units) if piece["more"] else 0  # "un’ora e dieci"
        else:
            total += _number(piece["minutes"], units)
    return round(total)


def _number(words: str, units: _Units) -> float:
    if words[0].isdigit():
        return float(words.replace(",", "."))
    if words[0] in _HAN or words[0] == "十":
        return _han(words)
    total = 0
    for word in units.number.findall(words):
        total += next(value for form, value in units.values if form.fullmatch(word))
    return total


def _han(words: str) -> int:
    """A number below a hundred in Chinese characters: 四十五."""
    tens, _, ones = words.rpartition("十")
    if "十" not in words:
        return _HAN.get(words[-1], 0)
    return (_HAN.get(tens[-1:], 1) * 10) + (_HAN.get(ones[-1:], 0) if ones else 0)
