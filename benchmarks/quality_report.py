"""The tables and the plot of the quality benchmark."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from counting import Count

from summarizer.scores import Counts, Scores

KINDS = {
    "quote spans": "quotations found",
    "quotes": "quotations with speaker",
    "calls": "calls",
    "demands": "demands",
}
BEGIN, END = "<!-- results: written by benchmarks/quality.py -->", "<!-- end of results -->"


@dataclass(frozen=True)
class Row:
    """A system's figures on a corpus; ``seconds`` are of all articles together."""

    title: str
    scores: Scores
    count: Count
    seconds: float


@dataclass(frozen=True)
class Table:
    """The systems on one corpus, on the ``articles`` that all of them were asked about."""

    corpus: str
    articles: int
    rows: tuple[Row, ...]


def markdown(table: Table) -> str:
    """A table with a column a system, best F1 in bold."""
    lines = [
        f"### {table.corpus}: {_articles(table)}",
        "",
        "| | " + " | ".join(row.title for row in table.rows) + " |",
        "| --- |" + " ---: |" * len(table.rows),
    ]
    for kind, name in KINDS.items():
        if any(gold_of(row, kind) for row in table.rows):
            cells = " | ".join(_f1(row, kind, table.rows) for row in table.rows)
            lines.append(f"| F1, {name} | {cells} |")
    for name, figure in _FIGURES.items():
        cells = " | ".join(figure(row, table.articles) for row in table.rows)
        lines.append(f"| {name} | {cells} |")
    return "\n".join(lines) + "\n"


def _articles(table: Table) -> str:
    return f"{table.articles} article{'s' * (table.articles != 1)}"


def gold_of(row: Row, kind: str) -> int:
    """How many records of a kind the gold has."""
    counts = counts_of(row, kind)
    return counts.right + counts.missed


def counts_of(row: Row, kind: str) -> Counts:
    """The counts of a kind; none where the corpus does not tell of it."""
    return row.scores.counts.get(kind, Counts())


def _f1(row: Row, kind: str, rows: Sequence[Row]) -> str:
    f1 = counts_of(row, kind).f1
    if f1 is None:
        return "–"
    best = max(counts_of(other, kind).f1 or 0.0 for other in rows)
    shown = f"**{f1:.2f}**" if f1 == best > 0 else f"{f1:.2f}"
    low, high = row.scores.intervals.get(kind, (f1, f1))
    return f"{shown} ({low:.2f}–{high:.2f})"


def _share(row: Row, name: str) -> str:
    share = row.scores.attributes.get(name)
    return "–" if share is None or share.rate is None else f"{share.rate:.0%} of {share.of}"


def _verbatim(row: Row) -> str:
    share = row.scores.verbatim
    return "–" if share.rate is None else f"{share.rate:.0%} of {share.of}"


_FIGURES: dict[str, Callable[[Row, int], str]] = {
    "speaker right, of quotations found": lambda row, n: _share(row, "quote speaker"),
    "quotations given that are verbatim": lambda row, n: _verbatim(row),
    "ungrounded records": lambda row, n: str(row.scores.ungrounded),
    "requests an article": lambda row, n: f"{row.count.requests / n:.1f}",
    "prompt tokens an article": lambda row, n: f"{row.count.prompt_tokens / n:,.0f}",
    "of these cached": lambda row, n: f"{row.count.cached_tokens / n:,.0f}",
    "completion tokens an article": lambda row, n: f"{row.count.completion_tokens / n:,.0f}",
    "seconds an article": lambda row, n: f"{row.seconds / n:.1f}",
    "articles that failed": lambda row, n: str(row.scores.failed),
    "requests refused": lambda row, n: str(row.count.refused),
    "answers cut off or no JSON": lambda row, n: str(row.count.unusable),
}


def inserted(page: str, results: str) -> str:
    """The page with new results between its marks. Raises ``ValueError`` when a mark is missing."""
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n\n{results.strip()}\n\n{END}{after}"


# Okabe and Ito's colours, which colour-blind readers can tell apart.
_COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00")
_WIDTH, _LEFT, _TOP, _HEIGHT, _GAP = 900, 46, 34, 170, 64
"""Pixels: of the plot, left of its panels, above a panel, of a panel, below it."""


def plot(tables: Sequence[Table]) -> str:
    """An SVG: for each corpus F1 by kind with its interval, and seconds an article beside it."""
    titles = list(dict.fromkeys(row.title for table in tables for row in table.rows))
    colours = {title: _COLOURS[n % len(_COLOURS)] for n, title in enumerate(titles)}
    legend = 26 * -(-len(titles) // 3)
    height = legend + len(tables) * (_TOP + _HEIGHT + _GAP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
        'font-family="sans-serif" font-size="12">',
        "<title>F1 by kind and seconds an article, by system</title>",
        f'<rect width="{_WIDTH}" height="{height}" fill="white"/>',
    ]
    for n, title in enumerate(titles):
        x, y = _LEFT + 270 * (n % 3), 12 + 24 * (n // 3)
        parts.append(_rect(x, y, 12, 12, colours[title]))
        parts.append(_text(x + 18, y + 10, title))
    for n, table in enumerate(tables):
        parts += _panels(table, colours, legend + n * (_TOP + _HEIGHT + _GAP) + _TOP)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _panels(table: Table, colours: dict[str, str], top: float) -> list[str]:
    """F1 on the left three quarters, seconds on the right."""
    kinds = [kind for kind in KINDS if any(gold_of(row, kind) for row in table.rows)]
    split = _WIDTH * 3 // 4
    parts = [_text(_LEFT, top - 14, f"{table.corpus}, {_articles(table)}: F1", bold=True)]
    for mark in (0.0, 0.25, 0.5, 0.75, 1.0):
        parts.append(_line(_LEFT, split - 20, top, mark, f"{mark:.2f}"))
    group = (split - 20 - _LEFT) / max(1, len(kinds))
    for n, kind in enumerate(kinds):
        bars = [
            (
                colours[row.title],
                counts_of(row, kind).f1 or 0.0,
                row.scores.intervals.get(kind),
                row.title,
            )
            for row in table.rows
        ]
        parts += _bars(bars, _LEFT + n * group, group, top)
        parts.append(_text(_LEFT + (n + 0.5) * group, top + _HEIGHT + 18, KINDS[kind], "middle"))
    most = max([row.seconds / table.articles for row in table.rows] + [1.0])
    left = split + 40
    parts.append(_text(left, top - 14, "seconds an article", bold=True))
    for mark in (0.0, 0.5, 1.0):
        parts.append(_line(left, _WIDTH - 10, top, mark, f"{mark * most:.0f}"))
    spent = [
        (colours[row.title], row.seconds / table.articles / most, None, row.title)
        for row in table.rows
    ]
    below = [f"{row.seconds / table.articles:.1f}" for row in table.rows]
    return parts + _bars(spent, left, _WIDTH - 10 - left, top, below)


def _bars(
    bars: Sequence[tuple[str, float, tuple[float, float] | None, str]],
    left: float,
    width: float,
    top: float,
    below: Sequence[str] = (),
) -> list[str]:
    """Bars side by side: colour, height from 0 to 1, interval, and a name to see when pointed at;
    ``below`` is what is written under each."""
    step = 0.84 * width / max(1, len(bars))
    parts = []
    for n, (colour, share, interval, name) in enumerate(bars):
        x, y = left + 0.08 * width + n * step, top + _HEIGHT * (1 - share)
        middle = x + 0.43 * step
        parts.append(_rect(x, y, 0.86 * step, _HEIGHT * share, colour, name))
        if below:
            parts.append(_text(middle, top + _HEIGHT + 18, below[n], "middle"))
        if interval:
            low, high = (top + _HEIGHT * (1 - end) for end in interval)
            parts.append(
                f'<path d="M{middle:.1f} {low:.1f}V{high:.1f}" stroke="#333" stroke-width="1.2"/>'
            )
    return parts


def _rect(x: float, y: float, width: float, height: float, fill: str, name: str = "") -> str:
    title = f"<title>{escape(name)}</title>" if name else ""
    size = f'width="{width:.1f}" height="{height:.1f}"'
    return f'<rect x="{x:.1f}" y="{y:.1f}" {size} fill="{fill}">{title}</rect>'


def _text(x: float, y: float, words: str, anchor: str = "start", bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place}{weight} fill="#222">{escape(words)}</text>'


def _line(left: float, right: float, top: float, share: float, label: str) -> str:
    y = top + _HEIGHT * (1 - share)
    line = f'<path d="M{left:.1f} {y:.1f}H{right:.1f}" stroke="#ddd"/>'
    return line + _text(left - 6, y + 4, label, "end")
