"""Read a news article; return a record that people can cite.

>>> from summarizer import summarize
>>> summary = summarize(text)                                    # doctest: +SKIP
>>> summary.quotes[0].speaker.name, summary.quotes[0].text       # doctest: +SKIP

Nothing comes out that is not in the article: every record carries the offsets of the words that it rests
on, and a quotation is copied from the article by code. What importing costs is paid on first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summarizer.article import Article
    from summarizer.batch import Outcome, summarize_many
    from summarizer.errors import InputError, ModelError, SetupError, SummarizerError
    from summarizer.pipeline import Summarizer, asummarize, summarize
    from summarizer.records import Call, Demand, NotQuote, Party, Point, Quote, Span, Summary

__version__ = "0.1.0"
__all__ = [
    "Article",
    "Call",
    "Demand",
    "InputError",
    "ModelError",
    "NotQuote",
    "Outcome",
    "Party",
    "Point",
    "Quote",
    "SetupError",
    "Span",
    "Summarizer",
    "SummarizerError",
    "Summary",
    "asummarize",
    "summarize",
    "summarize_many",
]

_ROOMS = {
    "summarizer.article": ("Article",),
    "summarizer.batch": ("Outcome", "summarize_many"),
    "summarizer.errors": ("InputError", "ModelError", "SetupError", "SummarizerError"),
    "summarizer.pipeline": ("Summarizer", "asummarize", "summarize"),
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    room = next((room for room, names in _ROOMS.items() if name in names), "summarizer.records")
    return getattr(import_module(room), name)
