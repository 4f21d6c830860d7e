"""The words by which news tells of demands, from ``asking.toml``, one table a language.

A language without a table has ``None``, and no candidates for demands.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

from summarizer.language import SPACELESS

Kind = Literal["order", "claim", "plead", "ask", "noun", "hard", "must", "only", "give"]
KINDS: tuple[Kind, ...] = (
    "order", "claim", "plead", "ask", "noun", "hard", "must", "only", "give",
)  # fmt: skip
"""What a word that asks may be; of two that are as long as each other, the first."""


class Trigger(NamedTuple):
    """A word that asks, or several: its kind, and its offsets in the text."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class AskingWords:
    """The words of one language, as patterns: see the head of ``asking.toml``."""

    language: str
    triggers: tuple[tuple[Kind, re.Pattern[str]], ...]
    any: re.Pattern[str]
    patterns: dict[str, re.Pattern[str]]

    def find(self, text: str, start: int, end: int) -> list[Trigger]:
        """The words that ask between two offsets, in order, the longest where several overlap."""
        found = [
            Trigger(kind, match.start(), match.end())
            for kind, pattern in self.triggers
            for match in pattern.finditer(text, start, end)
        ]
        order = {kind: n for n, kind in enumerate(KINDS)}
        kept: list[Trigger] = []
        for one in sorted(found, key=lambda t: (t.start, -(t.end - t.start), order[t.kind])):
            if not kept or one.start >= kept[-1].end:
                kept.append(one)
        return kept

    def at(self, name: str, text: str, at: int, end: int) -> int | None:
        """Behind the words called ``name`` that stand at ``at``, or None where none do."""
        match = self.patterns[name].match(text, at, end)
        return match.end() if match and match.end() > at else None

    def has(self, name: str, text: str) -> bool:
        """Whether ``text`` has any of the words called ``name``; a table without them has none."""
        pattern = self.patterns.get(name)
        return pattern is not None and pattern.search(text) is not None


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(
        files("summarizer.rules").joinpath("asking.toml").read_text(encoding="utf-8")
    )


@lru_cache
def asking_words(language: str) -> AskingWords | None:
    """The table of a language (ISO 639-1), or None where there is none."""
    table = _tables().get(language)
    if table is None:
        return None
    whole = "|".join(table[kind] for kind in KINDS if table.get(kind))
    spaced = language not in SPACELESS
    patterns = {name: _word(listed, spaced) for name, listed in table.items()}
    return AskingWords(
        language,
        tuple((kind, patterns[kind]) for kind in KINDS if table.get(kind)),
        _word(whole, spaced),
        patterns,
    )


def _word(listed: str, spaced: bool) -> re.Pattern[str]:
    """A pattern for whole words, where spaces part words; a space in it is any white space."""
    if not spaced:
        return re.compile(listed or "(?!)")
    listed = listed.replace(" ", r"\s+") or "(?!)"
    return re.compile(rf"(?<![\w-])(?:{listed})(?![\w-])", re.IGNORECASE | re.DOTALL)
