"""Comparison: what changed between two evaluations, article by article, worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from summarizer.records import Record
from summarizer.scores import ArticleScore, Outcome, Scores

COMPARED = ("quotes", "calls", "demands")


class Change(Record):
    """What changed in one article, as labels of records with their kind. ``errors`` is how many more
    records are missed or wrong than before; below 0, how many fewer."""

    id: str
    errors: int
    lost: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()
    newly_wrong: tuple[str, ...] = ()
    no_longer_wrong: tuple[str, ...] = ()


def changes(before: Scores, after: Scores) -> tuple[Change, ...]:
    """The articles of both in which anything changed, those that lost most first."""
    earlier = {one.id: one for one in before.articles}
    found = (_change(earlier[one.id], one) for one in after.articles if one.id in earlier)
    changed = (c for c in found if c.lost or c.gained or c.newly_wrong or c.no_longer_wrong)
    return tuple(sorted(changed, key=lambda change: (-change.errors, change.id)))


def unshared(before: Scores, after: Scores) -> tuple[str, ...]:
    """The ids of articles that only one of the two has."""
    return tuple(sorted({one.id for one in before.articles} ^ {one.id for one in after.articles}))


def _change(before: ArticleScore, after: ArticleScore) -> Change:
    lost, gained = _differing(before, after, "missed")
    wrong, mended = _differing(before, after, "wrong")
    return Change(
        id=after.id,
        errors=len(lost) + len(wrong) - len(gained) - len(mended),
        lost=lost,
        gained=gained,
        newly_wrong=wrong,
        no_longer_wrong=mended,
    )


def _differing(
    before: ArticleScore, after: ArticleScore, side: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The labels that are on that side of the outcome only now, and those only then."""
    then, now = Counter(_labels(before, side)), Counter(_labels(after, side))
    return tuple((now - then).elements()), tuple((then - now).elements())


def _labels(score: ArticleScore, side: str) -> Iterator[str]:
    for kind in COMPARED:
        for label in getattr(score.outcomes.get(kind, Outcome()), side):
            yield f"{kind.removesuffix('s')}: {label}"
