"""What a peer says becomes an ``Answer``, which is scored by the same rules as this package's."""

from __future__ import annotations

import re
from typing import Any

from summarizer.answers import Answer, CallAnswer, DemandAnswer, QuoteAnswer
from summarizer.article import Article
from summarizer.matching import normal
from summarizer.records import Span

Said = dict[str, Any]
"""What a system said of an article, as plain JSON (benchmarks/peers/serving.py); ``failed`` is why it
said nothing."""


def place(words: str, text: str, after: int = 0) -> Span | None:
    """Where words stand in a text: letter for letter, or but for blanks, soft hyphens and the shape of
    marks, which models set straight when they copy. A copy that is not exact is scored as a find, and
    counted as not verbatim."""
    words = words.strip()
    if not words:
        return None
    for start in (after, 0):
        at = text.find(words, start)
        if at >= 0:
            return Span(start=at, end=at + len(words))
    found = re.search(_loosely(words), text)
    return Span(start=found.start(), end=found.end()) if found else None


_SHAPES = ("'’‘`´", '"“”„«»', "-–—‐‑")


def _loosely(words: str) -> str:
    def letter(char: str) -> str:
        shapes = next((shapes for shapes in _SHAPES if char in shapes), char)
        return f"[{re.escape(shapes)}]\u00ad?"

    return r"\s+".join("".join(map(letter, word)) for word in words.replace("\u00ad", "").split())


def grounded(said: Said, article: Article) -> Answer:
    """A peer's words as an answer: each with the place that the peer gives, or where they stand first
    and are not taken yet. Words without a place are counted as ungrounded, a call by its evidence."""
    if failed := said.get("failed"):
        return Answer(id=article.id, failed=failed)
    taken: dict[str, int] = {}

    def span(record: Said, field: str) -> Span | None:
        if "start" in record:
            start, end = record["start"], record["end"]
            return Span(start=start, end=end) if start is not None and start < end else None
        words = record[field]
        found = place(words, article.text, taken.get(words, 0))
        if found:
            taken[words] = found.end
        return found

    stands = normal(article.text)

    def known(*names: str | None) -> bool:
        return all(word in stands for name in names if name for word in normal(name).split())

    demands = []
    for demand in said["demands"]:
        evidence = span(demand, "evidence")
        demands.append(
            DemandAnswer(
                **_some(demand, "demander", "target", "action", "deadline", "strength", "status"),
                evidence=(evidence,) if evidence else (),
            )
        )
    calls = said["calls"]
    return Answer(
        id=article.id,
        quotes=tuple(
            QuoteAnswer(
                text=quote["text"].strip(), span=span(quote, "text"), speaker=quote.get("speaker")
            )
            for quote in said["quotes"]
        ),
        calls=tuple(
            CallAnswer(**_some(call, "participants", "initiator", "medium", "status", "minutes"))
            for call in calls
        ),
        demands=tuple(demands),
        # A call of unknown names is counted by the scorer: here only those that it can't see.
        ungrounded=sum(
            span(call, "evidence") is None
            and known(*call.get("participants") or (), call.get("initiator"))
            for call in calls
        ),
    )


def _some(record: Said, *fields: str) -> Said:
    """Those of the fields that have a value."""
    return {field: record[field] for field in fields if record.get(field) is not None}
