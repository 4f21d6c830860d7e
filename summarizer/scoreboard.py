"""The scoreboard: scores and comparisons as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from summarizer.comparison import COMPARED, Change
from summarizer.scores import ArticleScore, Counts, Scores
from summarizer.view import printable

_HEADING = "bold cyan"
_SHOWN = 6  # records of one sort and article
_LABELS = {
    "quote spans": "quotations, span alone",
    "quotes": "quotations and speakers",
    "calls": "calls",
    "call participants": "  without their status",
    "demands": "demands",
    "demand demanders": "  without their targets",
}


def scoreboard(scores: Scores, *, articles: bool = False, misses: bool = False) -> RenderableType:
    """All figures of an evaluation. ``articles`` adds a row an article, ``misses`` what was missed
    and what was wrong in each."""
    parts: list[RenderableType] = [_title(scores), "", _kinds(scores)]
    if len(scores.languages) > 1:
        parts += ["", _languages(scores)]
    if scores.attributes:
        parts += ["", _attributes(scores)]
    if articles:
        parts += ["", _articles(scores.articles)]
    if misses:
        parts += list(_misses(scores.articles))
    parts += ["", *_rest(scores)]
    return Group(*parts)


def changeboard(changes: Sequence[Change], before: Scores, after: Scores) -> RenderableType:
    """What changed since an earlier evaluation, worst first."""
    table = _table("since then", "before", "now", "change")
    for kind in COMPARED:
        then = before.counts.get(kind, Counts()).f1
        now = after.counts.get(kind, Counts()).f1
        if then is not None and now is not None:
            colour = "green" if now > then else "red" if now < then else ""
            moved = Text(f"{now - then:+.3f}", colour)
            table.add_row(f"{_LABELS[kind]}, F1", _figure(then), _figure(now), moved)
    parts: list[RenderableType] = ["", table, ""]
    if not changes:
        parts.append(Text("No article changed."))
    for change in changes:
        colour = "red" if change.errors > 0 else "green" if change.errors < 0 else ""
        sign = f"{change.errors:+d} errors" if change.errors else "as many errors"
        parts.append(Text.assemble((printable(change.id), "bold"), "  ", (sign, colour)))
        parts += _lines("lost", change.lost, "red")
        parts += _lines("wrong", change.newly_wrong, "red")
        parts += _lines("gained", change.gained, "green")
        parts += _lines("mended", change.no_longer_wrong, "green")
    return Group(*parts)


def _title(scores: Scores) -> Text:
    line = Text()
    for key in ("corpus", "model"):
        if key in scores.about:
            line.append(printable(scores.about[key]), "bold").append(" · ")
    number = len(scores.articles)
    line.append(f"{number} article{'s' * (number != 1)}")
    if scores.failed:
        line.append(f", {scores.failed} of them failed", "red")
    return line


def _kinds(scores: Scores) -> Table:
    table = _table("", "P", "R", "F1", "95 % of F1", "right", "wrong", "missed")
    for kind, counts in scores.counts.items():
        low, high = scores.intervals.get(kind, (None, None))
        table.add_row(
            Text(_LABELS[kind], "dim" if _LABELS[kind].startswith(" ") else ""),
            _figure(counts.precision),
            _figure(counts.recall),
            Text(_figure(counts.f1), "bold"),
            "–" if low is None else f"{_figure(low)}–{_figure(high)}",
            str(counts.right),
            str(counts.wrong),
            str(counts.missed),
        )
    return table


def _languages(scores: Scores) -> Table:
    kinds = [kind for kind in scores.counts if not _LABELS[kind].startswith(" ")]
    short = {"quote spans": "spans", "quotes": "quotations"}
    table = _table("F1 by language", "articles", *(short.get(kind, kind) for kind in kinds))
    for language, counts in scores.languages.items():
        number = sum(one.language == language for one in scores.articles)
        table.add_row(language, str(number), *(_figure(counts[kind].f1) for kind in kinds))
    return table


def _attributes(scores: Scores) -> Table:
    table = _table("attributes of what is right", "share", "right", "of")
    for name, share in scores.attributes.items():
        table.add_row(name, _figure(share.rate), str(share.right), str(share.of))
    return table


def _articles(articles: Iterable[ArticleScore]) -> Table:
    table = _table("F1 by article", "quotations", "calls", "demands", "errors", "seconds")
    for one in articles:
        counts = [one.counts.get(kind, Counts()) for kind in COMPARED]
        errors = sum(c.wrong + c.missed for c in counts)
        table.add_row(
            Text(printable(one.id), "red" if one.failed else "", overflow="ellipsis", no_wrap=True),
            *(_figure(c.f1) for c in counts),
            "failed" if one.failed else str(errors),
            f"{one.usage.seconds:.1f}",
        )
    return table


def _misses(articles: Iterable[ArticleScore]) -> Iterator[RenderableType]:
    for one in articles:
        lines: list[RenderableType] = []
        for kind in COMPARED:
            if kind in one.outcomes:
                singular = kind.removesuffix("s")
                lines += _lines(f"missed {singular}", one.outcomes[kind].missed, "yellow")
                lines += _lines(f"wrong {singular}", one.outcomes[kind].wrong, "red")
        if one.failed:
            lines += _lines("failed", (one.failed,), "red")
        if lines:
            yield Text(f"\n{printable(one.id)}", "bold")
            yield from lines


def _rest(scores: Scores) -> Iterator[Text]:
    usage, number = scores.usage, len(scores.articles) or 1
    verbatim = scores.verbatim
    share = "–" if verbatim.rate is None else f"{100 * verbatim.rate:.1f} %"
    yield Text(
        f"verbatim {share} ({verbatim.right} of {verbatim.of} quotations), "
        f"ungrounded records {scores.ungrounded}"
    )
    yield Text(
        f"requests {usage.requests} ({usage.reused} from the store), "
        f"tokens {usage.prompt_tokens:,} in ({usage.cached_tokens:,} cached), "
        f"{usage.completion_tokens:,} out; {usage.seconds / number:.1f} s an article"
    )


def _lines(name: str, labels: Sequence[str], colour: str) -> list[RenderableType]:
    more = len(labels) - _SHOWN
    lines = [Text.assemble((f"{name}  ", colour), printable(label)) for label in labels[:_SHOWN]]
    if more > 0:
        lines.append(Text(f"{name}  {more} more; the JSON has them", colour))
    return [Padding(line, (0, 0, 0, 2), expand=False) for line in lines]


def _table(first: str, *others: str) -> Table:
    table = Table(box=None, header_style=_HEADING, padding=(0, 1), pad_edge=False)
    table.add_column(first, overflow="ellipsis", no_wrap=True)
    for name in others:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
