"""Scores: figures of one article and of many, with bootstrap intervals.

Counts are summed over articles (micro-averages). The intervals come from drawing articles, not records,
with replacement, as the records of one article stand or fall together.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ConfigDict, computed_field

from summarizer.records import Record, Usage

KINDS = ("quote spans", "quotes", "calls", "call participants", "demands", "demand demanders")
"""What is counted. ``quotes`` are spans with the right speaker; ``call participants`` leaves the status
aside, ``demand demanders`` the target."""
RESAMPLES = 1000
LEVEL = 0.95
"""How often an interval should hold the true figure."""


class _Figures(BaseModel):
    """Figures with derived ones in their JSON, which are not read back."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Counts(_Figures):
    """Right, wrong and missed records. A share of nothing is None."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            right=self.right + other.right,
            wrong=self.wrong + other.wrong,
            missed=self.missed + other.missed,
        )

    @computed_field  # type: ignore[prop-decorator]
    @property
    def precision(self) -> float | None:
        """The share of what was said that is right."""
        return _share(self.right, self.right + self.wrong)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def recall(self) -> float | None:
        """The share of what there is that was said."""
        return _share(self.right, self.right + self.missed)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        return _share(2 * self.right, 2 * self.right + self.wrong + self.missed)


class Share(_Figures):
    """How many of how many."""

    right: int = 0
    of: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(right=self.right + other.right, of=self.of + other.of)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def rate(self) -> float | None:
        """The share, or None of nothing."""
        return _share(self.right, self.of)


class Outcome(Record):
    """Which records of a kind were right, missed (as gold has them) and wrong (as they were said)."""

    right: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


class ArticleScore(_Figures):
    """One article: counts by kind, attributes of the records that were right, and their labels."""

    id: str
    language: str
    counts: dict[str, Counts]
    attributes: dict[str, Share]
    outcomes: dict[str, Outcome]
    verbatim: Share
    ungrounded: int
    usage: Usage
    failed: str | None = None


class Scores(_Figures):
    """All articles. ``intervals`` are of F1; a kind of which there is nothing has none. ``about`` says
    of which corpus and system these are."""

    counts: dict[str, Counts]
    intervals: dict[str, tuple[float, float]]
    languages: dict[str, dict[str, Counts]]
    attributes: dict[str, Share]
    verbatim: Share
    ungrounded: int
    usage: Usage
    failed: int
    articles: tuple[ArticleScore, ...]
    about: dict[str, str] = {}


def total(
    scores: Sequence[ArticleScore], *, about: Mapping[str, str] | None = None, seed: int = 0
) -> Scores:
    """The sums over all articles, with bootstrap intervals, which are the same for the same seed."""
    by_language: dict[str, list[ArticleScore]] = {}
    for one in scores:
        by_language.setdefault(one.language, []).append(one)
    names = dict.fromkeys(name for one in scores for name in one.attributes)
    return Scores(
        counts=_summed(scores),
        intervals=_intervals(scores, random.Random(seed)),
        languages={language: _summed(by_language[language]) for language in sorted(by_language)},
        attributes={
            name: sum((one.attributes.get(name, Share()) for one in scores), Share())
            for name in names
        },
        verbatim=sum((one.verbatim for one in scores), Share()),
        ungrounded=sum(one.ungrounded for one in scores),
        usage=sum((one.usage for one in scores), Usage()),
        failed=sum(one.failed is not None for one in scores),
        articles=tuple(scores),
        about=dict(about or {}),
    )


def _summed(scores: Sequence[ArticleScore]) -> dict[str, Counts]:
    return {
        kind: sum((one.counts[kind] for one in scores), Counts())
        for kind in KINDS
        if scores and kind in scores[0].counts
    }


def _intervals(
    scores: Sequence[ArticleScore], chance: random.Random
) -> dict[str, tuple[float, float]]:
    """Percentile intervals of F1 by kind (Efron 1979), from articles drawn with replacement."""
    rows = {
        kind: [
            (c.right, 2 * c.right + c.wrong + c.missed) for c in (s.counts[kind] for s in scores)
        ]
        for kind in _summed(scores)
    }
    drawn: dict[str, list[float]] = {kind: [] for kind in rows}
    for _ in range(RESAMPLES if scores else 0):
        picks = chance.choices(range(len(scores)), k=len(scores))
        for kind, pairs in rows.items():
            of = sum(pairs[i][1] for i in picks)
            if of:
                drawn[kind].append(2 * sum(pairs[i][0] for i in picks) / of)
    tail = (1 - LEVEL) / 2
    return {
        kind: (values[int(tail * len(values))], values[-1 - int(tail * len(values))])
        for kind, values in ((kind, sorted(values)) for kind, values in drawn.items())
        if values
    }


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
