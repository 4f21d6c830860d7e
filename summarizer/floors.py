"""Floors: the figures of a corpus that a change must not go below, and what moved since they were set.

A replay is the same every time, so a floor needs no margin. F1 is kept in thousandths, rounded down, and
beside it the errors themselves, so that what moved can be told record by record.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from summarizer.comparison import COMPARED
from summarizer.corpora import Corpus
from summarizer.errors import SetupError
from summarizer.records import Record
from summarizer.scores import ArticleScore, Counts, Scores

VERBATIM, UNGROUNDED = 1.0, 0
"""The share of quotations that are the article's letters, and the records with words that it lacks: these
are promises, and no command lowers them."""


class Floors(Record):
    """What is pinned of one corpus. ``corpus`` is its digest, ``f1`` by kind, ``languages`` F1 by
    language and kind, ``errors`` what is missed and wrong by article."""

    corpus: str
    f1: dict[str, float]
    languages: dict[str, dict[str, float]]
    verbatim: float = VERBATIM
    ungrounded: int = UNGROUNDED
    errors: dict[str, tuple[str, ...]]


class Move(NamedTuple):
    """A figure that is not what it was; None where there was, or is, nothing to measure."""

    figure: str
    floor: float | None
    now: float | None

    @property
    def fell(self) -> bool:
        """Whether it is below its floor."""
        return self.floor is not None and (self.now is None or self.now < self.floor)


class Shift(NamedTuple):
    """The errors of one article that are new, and those that are gone."""

    id: str
    new: tuple[str, ...]
    gone: tuple[str, ...]


_FILE = TypeAdapter(dict[str, Floors])


def floors_of(scores: Scores, corpus: Corpus, *, unseen: bool = False) -> Floors:
    """The floors that these scores of the corpus would set. Of a corpus that is to stay ``unseen`` the
    sort of each error is kept, and not its words."""
    return Floors(
        corpus=corpus_digest(corpus),
        f1=_thousandths(scores.counts),
        languages={
            language: _thousandths({kind: counts[kind] for kind in COMPARED if kind in counts})
            for language, counts in scores.languages.items()
        },
        errors={
            one.id: tuple(sort if unseen else f"{sort}: {label}" for sort, label in _errors(one))
            for one in scores.articles
            if any(_errors(one))
        },
    )


def corpus_digest(corpus: Corpus) -> str:
    """The SHA-256 over ids, articles and gold. A field that gold gains does not change it as long as
    nothing stands in it."""
    parts = [
        [article.id, article.text, gold.model_dump(mode="json", exclude_defaults=True)]
        for article, gold in corpus.examples
    ]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode("ascii")).hexdigest()


def moves(floors: Floors, now: Floors) -> tuple[Move, ...]:
    """The figures that differ, those that fell furthest first."""
    then, since = dict(_figures(floors)), dict(_figures(now))
    both = [Move(name, then.get(name), since.get(name)) for name in then | since]
    moved = [move for move in both if move.floor != move.now]
    return tuple(sorted(moved, key=lambda move: ((move.now or 0) - (move.floor or 0), move.figure)))


def shifts(floors: Floors, now: Floors) -> tuple[Shift, ...]:
    """The articles whose errors differ, those that got worst first."""
    found = []
    for name in sorted(floors.errors.keys() | now.errors.keys()):
        then, since = Counter(floors.errors.get(name, ())), Counter(now.errors.get(name, ()))
        if then != since:
            found.append(
                Shift(name, tuple((since - then).elements()), tuple((then - since).elements()))
            )
    return tuple(sorted(found, key=lambda shift: len(shift.gone) - len(shift.new)))


def read_floors(path: Path) -> dict[str, Floors]:
    """The floors by corpus; none where there is no file yet. Raises ``SetupError``."""
    try:
        return _FILE.validate_json(path.read_bytes())
    except FileNotFoundError:
        return {}
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "its beginning"
        raise SetupError(f"{path} holds no floors: {first['msg']} at {where}; mend it") from error


def write_floors(path: Path, floors: Mapping[str, Floors]) -> None:
    """Write the floors so that a diff shows figure by figure, and error by error, what changed."""
    found = {name: one.model_dump(mode="json") for name, one in floors.items()}
    text = json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(f"{text}\n", encoding="utf-8", newline="\n")


def _thousandths(counts: Mapping[str, Counts]) -> dict[str, float]:
    """F1 by kind in whole thousandths, rounded down; nothing for a kind of which there is nothing."""
    doubled = {kind: (2 * c.right, 2 * c.right + c.wrong + c.missed) for kind, c in counts.items()}
    return {kind: 1000 * part // whole / 1000 for kind, (part, whole) in doubled.items() if whole}


def _errors(score: ArticleScore) -> Iterator[tuple[str, str]]:
    for kind in COMPARED:
        if outcome := score.outcomes.get(kind):
            singular = kind.removesuffix("s")
            yield from ((f"missed {singular}", label) for label in outcome.missed)
            yield from ((f"wrong {singular}", label) for label in outcome.wrong)


def _figures(floors: Floors) -> Iterator[tuple[str, float]]:
    yield from floors.f1.items()
    for language, kinds in floors.languages.items():
        yield from ((f"{language} · {kind}", figure) for kind, figure in kinds.items())
