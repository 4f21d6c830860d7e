"""The gate: the embedded model's recorded replies, replayed over the fixtures and held to floors.

    python -m summarizer.gate record [--missing] [ID ...]
    python -m summarizer.gate check
    python -m summarizer.gate floors [--lower]

docs/fixtures.md tells when each is needed. Only ``record`` needs the model.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from summarizer.cli_terminal import FAILED, one_line_errors, steps, tell
from summarizer.errors import ModelError, NotRecorded
from summarizer.floors import (
    UNGROUNDED,
    VERBATIM,
    Floors,
    Move,
    Shift,
    floors_of,
    moves,
    read_floors,
    shifts,
    write_floors,
)
from summarizer.recordings import HELD_OUT, OnStep, other_model, record, replay
from summarizer.scores import Scores

_SHOWN = 10  # articles of which it is told what changed, or what failed
_CUT_OFF = (
    "the model's reply was cut off at its longest, which is not kept; bound what is asked for"
)
_LABELS = 4  # errors of one article


class Verdict(NamedTuple):
    """What the gate says: it is open when there are no ``faults``. ``moved`` tells which figures and
    articles are not what they were when the floors were set.

    Without ``unpinnable`` faults, ``floors`` may become the new floors; ``fallen`` are the figures that
    would be lower than before.
    """

    unpinnable: tuple[str, ...]
    unpinned: tuple[str, ...]
    fallen: tuple[str, ...]
    moved: str
    floors: Mapping[str, Floors]

    @property
    def faults(self) -> tuple[str, ...]:
        """All that keeps the gate shut."""
        return self.unpinnable + self.unpinned + self.fallen


def check(fixtures: Path, on_step: OnStep = lambda what, share: None) -> Verdict:
    """Replay all recordings and compare with the floors. Asks no model and no network.

    Raises ``SetupError`` for a damaged recording, article, gold or file of floors.
    """
    found = replay(fixtures, on_step)
    unpinnable = [_failure(error, fixtures) for error in found.failures[:_SHOWN]]
    unpinnable += other_model(fixtures)
    if len(found.failures) > _SHOWN:
        unpinnable.append(f"{len(found.failures) - _SHOWN} more articles can't be read")
    if found.unused:
        some = ", ".join(f"{digest[:12]}….json" for digest in sorted(found.unused)[:3])
        unpinnable.append(
            f"nothing asks for {len(found.unused)} of the recordings in {fixtures / 'recordings'} "
            f"({some}): the prompt, schema or article changed, or went; run make record"
        )
    if found.failures:
        return Verdict(tuple(unpinnable), (), (), "", {})
    path = fixtures / "floors.json"
    pinned = read_floors(path)
    measured: dict[str, Floors] = {}
    unpinned: list[str] = []
    fallen: list[str] = []
    told: list[str] = []
    for name, corpus in found.corpora.items():
        unpinnable += _broken_promises(name, found.scores[name])
        measured[name] = now = floors_of(found.scores[name], corpus, unseen=name == HELD_OUT)
        floors = pinned.get(name)
        if floors is None:
            unpinned.append(f"{path} has no floors for {name}; run make floors")
            continue
        if floors.corpus != now.corpus:
            unpinned.append(
                f"{name}: articles or gold are not those that its floors were set on; "
                "if they were meant to change, run make floors"
            )
        moved = moves(floors, now)
        fallen += [
            f"{name}: F1 of {one.figure} fell from {_figure(one.floor)} to {_figure(one.now)}"
            for one in moved
            if one.fell
        ]
        told += _told(name, moved, shifts(floors, now))
    if fallen:
        fallen.append("mend what made it worse, or run make floors LOWER=1")
    unpinned += [
        f"{path} has floors for {name}, of which there is no corpus; run make floors"
        for name in pinned.keys() - measured.keys()
    ]
    return Verdict(tuple(unpinnable), tuple(unpinned), tuple(fallen), "\n".join(told), measured)


def raise_floors(
    fixtures: Path, *, lower: bool = False, on_step: OnStep = lambda what, share: None
) -> Verdict:
    """Make what is measured now the floors, unless a figure would be lower and ``lower`` is not given;
    then nothing is written."""
    verdict = check(fixtures, on_step)
    if not verdict.unpinnable and (lower or not verdict.fallen):
        write_floors(fixtures / "floors.json", verdict.floors)
    return verdict


def _failure(error: ModelError, fixtures: Path) -> str:
    if not isinstance(error, NotRecorded):
        return str(error)
    return (
        f"{fixtures / 'recordings'} lacks the reply to {error.article} · {error.task}: "
        "the prompt, schema or article changed; run make record"
    )


def _broken_promises(name: str, scores: Scores) -> Iterator[str]:
    """What no command pins: quotations that are not the article's letters, words that it lacks."""
    for one in scores.articles:
        if one.verbatim.rate not in (None, VERBATIM):
            wrong = one.verbatim.of - one.verbatim.right
            yield f"{one.id} of {name}: {wrong} quotations are not what the article says there"
        if one.ungrounded != UNGROUNDED:
            yield f"{one.id} of {name}: {one.ungrounded} records hold words that it lacks"


def _told(name: str, moved: Sequence[Move], shifted: Sequence[Shift]) -> Iterator[str]:
    """What moved in a corpus, in lines."""
    if moved:
        yield f"{name + ', F1':<32}{'floor':>7}{'now':>9}"
    for one in moved:
        yield f"  {one.figure:<30}{_figure(one.floor):>7} → {_figure(one.now):>6}"
    for shift in shifted[:_SHOWN]:
        change = len(shift.new) - len(shift.gone)
        yield f"{name}, {shift.id}: " + (f"{change:+d} errors" if change else "as many errors")
        for word, labels in (("new", shift.new), ("gone", shift.gone)):
            yield from (f"  {word}: {label}" for label in labels[:_LABELS])
            if len(labels) > _LABELS:
                yield f"  {word}: {len(labels) - _LABELS} more"
    if len(shifted) > _SHOWN:
        yield f"{name}: {len(shifted) - _SHOWN} more articles changed"


def _figure(value: float | None) -> str:
    return "none" if value is None else f"{value:.3f}"


app = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__)
Fixtures = Annotated[Path, typer.Option("--fixtures", metavar="DIR", help="Where the corpora are.")]


@app.command("record")
def record_command(
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]...", help="Only articles so named, or begun."),
    ] = None,
    missing: Annotated[
        bool, typer.Option("--missing", help="Ask only what has no recording yet.")
    ] = False,
    fixtures: Fixtures = Path("fixtures"),
) -> None:
    """Ask the embedded model about every article, and keep its replies; drop those of old requests."""
    with one_line_errors():
        with steps() as on_step:
            found = record(fixtures, on_step, ids or (), missing=missing)
        for error in found.failures:
            cut = isinstance(error, NotRecorded)
            tell(f"{error.article} · {error.task}: {_CUT_OFF}" if cut else str(error))
        if found.failures:
            raise typer.Exit(FAILED)
        articles = sum(len(scores.articles) for scores in found.scores.values())
        dropped = "" if ids else f", {len(found.unused)} old recordings dropped"
        tell(f"{articles} articles recorded{dropped}. Next: make test, make floors")


@app.command("check")
def check_command(fixtures: Fixtures = Path("fixtures")) -> None:
    """Replay the recordings and hold the scores to the floors; exit with 1 where they don't hold."""
    with one_line_errors():
        with steps() as on_step:
            verdict = check(fixtures, on_step)
        _show(verdict)
        for fault in verdict.faults:
            tell(fault)
        if verdict.faults:
            raise typer.Exit(FAILED)


@app.command("floors")
def floors_command(
    lower: Annotated[bool, typer.Option("--lower", help="Let figures go down, too.")] = False,
    fixtures: Fixtures = Path("fixtures"),
) -> None:
    """Make what is measured now the floors; refuse where a figure would go down."""
    with one_line_errors():
        with steps() as on_step:
            verdict = raise_floors(fixtures, lower=lower, on_step=on_step)
        _show(verdict)
        refused = verdict.unpinnable + (() if lower else verdict.fallen)
        for fault in refused:
            tell(fault)
        if refused:
            tell(f"{fixtures / 'floors.json'} stays as it is")
            raise typer.Exit(FAILED)
        tell(f"{fixtures / 'floors.json'} holds what is measured now")


def _show(verdict: Verdict) -> None:
    if verdict.moved or not verdict.faults:
        sys.stdout.write(f"{verdict.moved or 'Nothing moved.'}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    app()
