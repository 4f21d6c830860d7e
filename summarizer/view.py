"""The readable view of a summary, for a terminal: words on the left, their offsets in the margin.

What an article or a model says is shown as words, never as markup, and nothing in it can steer the
terminal: control characters and direction overrides are taken out, white space becomes one space.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.constrain import Constrain
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from summarizer.article import Article
from summarizer.records import (
    Call,
    Demand,
    Excerpt,
    NotQuote,
    NotQuoteReason,
    Party,
    Point,
    Quote,
    Rejected,
    Source,
    Span,
    Summary,
    Usage,
)

WIDTH = 100
"""The widest that the view gets, in columns: longer lines are hard to read."""

_REPLY = 240  # characters of a refused reply; the JSON has all of it
_LABEL = 10  # columns

# C0 and C1; soft hyphens and zero width spaces, embeddings, overrides and isolates, tags. Joiners
# and the plain direction marks stay, as Persian, Hindi and Hebrew are spelled with them.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u200b\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)
_LEFT_TO_RIGHT = "\u200e"

_HEADING = "bold cyan"
_STATUS = {
    "held": "green",
    "planned": "cyan",
    "proposed": "yellow",
    "cancelled": "red",
    "denied": "red",
    "open": "yellow",
    "accepted": "green",
    "rejected": "red",
    "withdrawn": "magenta",
}
_REASONS: dict[NotQuoteReason, str] = {
    "title": "a title",
    "name": "a name",
    "term": "a term",
    "scare": "scare quotes",
    "sign": "a sign",
    "other": "not speech",
}

Row = tuple[RenderableType, Text]
"""What stands on one row: the words, and the offsets beside them."""


def view(summary: Summary, article: Article) -> RenderableType:
    """The view of ``summary``, which is of ``article``: for ``rich.print`` at any width."""
    body = Table.grid(padding=(0, 0, 0, 2), pad_edge=False, expand=True)
    body.add_column(ratio=1, overflow="fold")
    body.add_column(justify="right", no_wrap=True, style="dim")
    for words, offsets in _rows(summary, article):
        body.add_row(words, offsets)
    head = _title(summary.article, len(article.sentences))
    foot = _footer(summary.model, summary.usage)
    return Constrain(Group(head, Rule(style="dim"), body, Text(), foot), WIDTH)


def printable(text: str) -> str:
    """``text`` on one line, without what a terminal would obey instead of showing it."""
    return _UNSEEN.sub("", " ".join(text.split()))


def _rows(summary: Summary, article: Article) -> Iterator[Row]:
    sections = (
        ("Gist", "No gist.", _gist(summary.gist)),
        ("Calls", "No calls.", _calls(summary.calls)),
        ("Quotes", "No quotes.", _quotes(summary.quotes)),
        ("Not speech", "", _not_quotes(summary.not_quotes, article.unclosed)),
        ("Demands", "No demands.", _demands(summary.demands)),
        ("Rejected", "Nothing rejected.", _rejected(summary.rejected)),
    )
    empty: list[str] = []
    for heading, nothing, rows in sections:
        body = list(rows)
        if not body:
            empty += [nothing] if nothing else []
            continue
        yield from _absent(empty)
        empty = []
        yield _row()
        yield _row(Text(heading, _HEADING))
        yield from body
    yield from _absent(empty)


def _absent(sentences: Sequence[str]) -> Iterator[Row]:
    """Sections that are empty share one line."""
    if sentences:
        yield _row()
        yield _row(Text(" ".join(sentences), "dim"))


def _title(source: Source, sentences: int) -> Text:
    facts = [
        source.language,
        source.date.isoformat() if source.date else "undated",
        _count(source.characters, "character"),
        _count(sentences, "sentence"),
    ]
    return Text.assemble((_text(source.id), "bold"), (f"  {' · '.join(facts)}", "dim"))


def _gist(points: Iterable[Point]) -> Iterator[Row]:
    for point in points:
        yield _row(Text(_text(point.text)), 2, [excerpt.span for excerpt in point.evidence])


def _calls(calls: Iterable[Call]) -> Iterator[Row]:
    for index, call in enumerate(calls):
        if index:
            yield _row()
        line = _names(call.participants, " ↔ ")
        line.append("  ").append(call.status, _STATUS[call.status])
        if call.medium != "unspecified":
            line.append(f" · {call.medium}", "dim")
        yield _row(line.append_text(_doubt(call.confidence)), 2)
        if call.initiator:
            yield _fact("asked by", _text(call.initiator.name), call.initiator.span)
        if call.date:
            iso = f" ({call.date.iso.isoformat()})" if call.date.iso else ""
            yield _fact("date", _text(call.date.text) + iso, call.date.span)
        if call.duration:
            minutes = f" ({call.duration.minutes} min)" if call.duration.minutes else ""
            yield _fact("lasted", _text(call.duration.text) + minutes, call.duration.span)
        if call.tone:
            yield _fact("tone", _text(call.tone.text), call.tone.span)
        for topic in call.topics:
            yield _fact("about", _text(topic.text), topic.span)
        yield from _evidence(call.evidence)


def _quotes(quotes: Iterable[Quote]) -> Iterator[Row]:
    """Quotes that follow each other and have one speaker stand under one name."""
    first = True
    for _, run in groupby(quotes, lambda quote: quote.speaker and quote.speaker.name):
        said = list(run)
        if not first:
            yield _row()
        first = False
        yield _row(_speaker([quote.speaker for quote in said if quote.speaker]), 2)
        # Fragments say little alone, so the sentence that they are woven into follows them.
        for (kind, span), together in groupby(said, lambda quote: (quote.kind, quote.context.span)):
            woven = list(together)
            for quote in woven:
                notes = ["partial"] if kind == "partial" else []
                notes += [_text(quote.channel.text)] if quote.channel else []
                yield _quoted(quote, 4, notes, _doubt(quote.confidence))
            if kind == "partial":
                yield _row(Text(_text(woven[0].context.text), "dim italic"), 6, [span])


def _speaker(parties: Sequence[Party]) -> Text:
    if not parties:
        return Text("nobody named", "italic")
    line = Text(_text(parties[0].name), "bold")
    role = next((party.role for party in parties if party.role), None)
    if role:
        line.append(f"  {_text(role.text)}", "not bold dim")
    return line


def _not_quotes(passages: Iterable[NotQuote], unclosed: Sequence[int]) -> Iterator[Row]:
    for passage in passages:
        yield _quoted(passage, 2, [_REASONS[passage.reason]])
    for offset in unclosed:
        words, _ = _row(Text("a quotation mark that is never closed", "dim"), 2)
        yield words, Text(str(offset))


def _demands(demands: Iterable[Demand]) -> Iterator[Row]:
    for index, demand in enumerate(demands):
        if index:
            yield _row()
        line = _names(demand.demander, ", ")
        if demand.target:
            line.append(" → ").append_text(_names(demand.target, ", "))
        line.append("  ").append(demand.status, _STATUS[demand.status])
        line.append(f" · {demand.strength}", "dim")
        yield _row(line.append_text(_doubt(demand.confidence)), 2)
        yield _row(Text(_text(demand.action)), 4)
        if demand.deadline:
            iso = f" ({demand.deadline.iso.isoformat()})" if demand.deadline.iso else ""
            yield _fact("deadline", _text(demand.deadline.text) + iso, demand.deadline.span)
        if demand.condition:
            yield _fact("if", _text(demand.condition.text), demand.condition.span)
        yield from _evidence(demand.evidence)


def _rejected(rejected: Iterable[Rejected]) -> Iterator[Row]:
    for refusal in rejected:
        said = _text(refusal.reply)
        if len(said) > _REPLY:
            said = said[:_REPLY] + "…"
        line = Text(f"{refusal.kind}: {_text(refusal.reason)}", "dim")
        yield _row(line, 2)
        yield _row(Text(said, "dim italic"), 4)


def _footer(model: str, usage: Usage) -> Text:
    if not usage.requests:
        return Text(f"by rules; {_text(model)} was not asked · {usage.seconds:.1f} s", "dim")
    cached = (
        f" ({usage.cached_tokens / usage.prompt_tokens:.0%} cached)" if usage.cached_tokens else ""
    )
    facts = [
        _text(model),
        _count(usage.requests, "request"),
        f"{_count(usage.prompt_tokens, 'prompt token')}{cached}",
        _count(usage.completion_tokens, "completion token"),
        *([_count(usage.retries, "retry", "retries")] if usage.retries else []),
        *([_count(usage.reasks, "re-ask")] if usage.reasks else []),
        f"{usage.seconds:.1f} s",
    ]
    return Text(" · ".join(facts), "dim")


def _row(words: Text | None = None, indent: int = 0, spans: Sequence[Span] = ()) -> Row:
    words = words or Text()
    return Padding(words, (0, 0, 0, indent)), _offsets(words.plain, *spans)


def _fact(label: str, words: str, span: Span) -> Row:
    """One named property."""
    return _hanging(Text(label.ljust(_LABEL), "dim"), Text(words), 4), _offsets(words, span)


def _doubt(confidence: float | None) -> Text:
    """A word of caution on a record that is more likely wrong than right."""
    if confidence is None or confidence >= 0.5:
        return Text()
    return Text(f"  uncertain, {confidence:.0%}", "yellow")


def _quoted(passage: Excerpt, indent: int, notes: Sequence[str], doubt: Text | None = None) -> Row:
    """The words of a passage in quotation marks, and what there is to say of it."""
    words = Text(f"{printable(passage.text)}”{_mark(passage.text)}")
    for note in notes:
        words.append(f"  {note}", "dim")
    words.append_text(doubt or Text())
    return _hanging(Text("“"), words, indent), _offsets(passage.text, passage.span)


def _hanging(first: Text, words: Text, indent: int) -> RenderableType:
    """``words`` after ``first``; where they wrap, they stay clear of it."""
    line = Table.grid()
    line.add_column(no_wrap=True)
    line.add_column(overflow="fold")
    line.add_row(first, words)
    return Padding(line, (0, 0, 0, indent))


def _offsets(words: str, *spans: Span) -> Text:
    """The offsets of ``words``, each span on its line."""
    return Text("\n".join(f"{_mark(words)}{span.start}–{span.end}" for span in spans))


def _evidence(excerpts: Iterable[Excerpt]) -> Iterator[Row]:
    for excerpt in excerpts:
        yield _row(Text(_text(excerpt.text), "dim italic"), 4, [excerpt.span])


def _names(parties: Iterable[Party], between: str) -> Text:
    return Text(between).join(Text(_text(party.name), "bold") for party in parties)


def _text(words: str) -> str:
    return printable(words) + _mark(words)


def _mark(words: str) -> str:
    """What to set beside words from right to left, so that arrows and offsets keep their places."""
    right_to_left = any(unicodedata.bidirectional(char) in ("R", "AL") for char in words)
    return _LEFT_TO_RIGHT if right_to_left else ""


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
