"""Findings: what the rules of attribution tell each other: who is meant, and who said a passage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from summarizer.names import Names
from summarizer.records import Party
from summarizer.rules.clauses import Clauses
from summarizer.rules.nominals import Phrase
from summarizer.rules.people import People
from summarizer.rules.shapes import Shapes
from summarizer.rules.titleholders import Titleholders


class Finding(NamedTuple):
    """Who said a passage, by which rule, and whether the rule is right nearly always."""

    party: Party
    rule: str
    sure: bool


class Subject(NamedTuple):
    """Whom a noun phrase means, and whether that is sure."""

    party: Party
    sure: bool


def finding(subject: Subject | None, rule: str, sure: bool = True) -> Finding | None:
    """Who said a passage, if a rule has a subject for it; ``sure`` is whether the rule itself is."""
    return Finding(subject.party, rule, sure and subject.sure) if subject else None


class Readings(Protocol):
    """What has to be known of the other words around a pronoun or a document. ``found`` is who spoke so
    far, by number of the passage."""

    names: Names
    people: People
    clauses: Clauses
    shapes: Shapes
    titles: Titleholders
    found: Mapping[int, Finding]

    def who(self, phrase: Phrase | None, end: int, *, plain: bool = False) -> Subject | None:
        """The party that a noun phrase means."""

    def teller(self, number: int) -> Subject | None:
        """Whose report a sentence is."""

    def named(self, name: str) -> Subject | None:
        """The person of a name."""

    def subject_of(self, number: int) -> Subject | None:
        """The subject of a sentence, where it can speak."""
