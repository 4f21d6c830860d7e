"""The words by which news attributes what was said, from ``saying.toml``, one table a language.

A word has one kind: what it does between a speaker and what he said. A language without a table has
``None``, and the rules that need one say nothing about its articles.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

KINDS = (
    "he",
    "she",
    "it",
    "they",
    "nobody",
    "det",
    "rel",
    "and",
    "aux",
    "say",
    "call",
    "prep",
    "head",
)
"""What a word may be, the first that fits; any other is "word", or "name" with a capital letter."""


@dataclass(frozen=True, eq=False)
class Words:
    """The words of one language. ``unsaid`` has, by reason, what stands before words nobody said."""

    language: str
    exact: dict[str, str]
    stems: tuple[tuple[str, re.Pattern[str]], ...]
    according: re.Pattern[str]
    theirs: tuple[tuple[str, re.Pattern[str]], ...]
    callings: re.Pattern[str]
    tails: frozenset[str]
    documents: frozenset[str]
    places: frozenset[str]
    sirs: re.Pattern[str]
    madams: re.Pattern[str]
    bodies: re.Pattern[str]
    unsaid: dict[str, re.Pattern[str]]

    @lru_cache(maxsize=20_000)  # noqa: B019  there is one of these a language
    def kind(self, word: str) -> str:
        """The kind of a word in small letters: one of ``KINDS``, or "word"."""
        found = self.exact.get(word)
        return found or next((kind for kind, stem in self.stems if stem.fullmatch(word)), "word")

    def calls(self, word: str) -> bool:
        """Whether a verb hangs a fragment on its subject ("called it ...")."""
        return self.callings.fullmatch(word) is not None


@lru_cache(maxsize=1)
def _tables() -> dict[str, Any]:
    return tomllib.loads(files("summarizer").joinpath("saying.toml").read_text(encoding="utf-8"))


@lru_cache
def words_of(language: str) -> Words | None:
    """The table of a language (ISO 639-1), or None where there is none."""
    table = _tables().get(language)
    if table is None:
        return None
    lists = {key: value.split() for key, value in table.items() if isinstance(value, str)}
    exact: dict[str, str] = {}
    for kind in KINDS:
        for word in lists[kind]:
            if "*" not in word:
                exact.setdefault(word, kind)
    stems = tuple(
        (kind, any_of(word for word in lists[kind] if "*" in word))
        for kind in ("say", "call", "head")
    )
    return Words(
        language,
        exact,
        stems,
        re.compile(rf"(?<!\w)(?:{table['according']})(?!\w)", re.IGNORECASE),
        tuple(
            (kind, re.compile(rf"(?<!\w)(?:{table[key]})(?!\w)", re.IGNORECASE))
            for kind, key in (("he", "his"), ("she", "her"), ("it", "its"))
            if key in table
        ),
        any_of(lists["call"]),
        frozenset(lists["tail"]),
        frozenset(word.lower() for word in lists["document"]),
        frozenset(lists["place"]),
        any_of(lists["sir"]),
        any_of(lists["madam"]),
        any_of(lists["body"]),
        {reason: any_of(listed.split()) for reason, listed in table["not"].items()},
    )


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the words, in which "*" stands for letters."""
    forms = [re.escape(word).replace(r"\*", r"[\w-]*") for word in words]
    return re.compile("|".join(forms) or r"(?!)", re.IGNORECASE)
