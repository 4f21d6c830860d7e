"""Reading: the questions that are put about one article, and the records that come of the answers.

Two profiles. A ``large`` model answers everything in one request and is taken at its word, as far as the
article bears it out. A ``small`` one is asked one thing at a time, and has rules as a second witness.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import Any, Literal, TypeVar

from summarizer.article import Article
from summarizer.errors import InvalidReply, ModelError
from summarizer.grounding import (
    Grounded,
    ground_calls,
    ground_demands,
    ground_gist,
    ground_quotes,
)
from summarizer.llm import Model
from summarizer.names import Names
from summarizer.prompts import TASKS, Prompts, Task, Window, windows
from summarizer.records import Usage
from summarizer.replies import (
    ArticleReply,
    CallsReply,
    DemandsReply,
    GistReply,
    QuotesReply,
    Reply,
    article_reply,
    calls_reply,
    demands_reply,
    gist_reply,
    quotes_reply,
    salvaged,
)
from summarizer.roster import roster
from summarizer.witness import speakers_said, wished_for

T = TypeVar("T")
Profile = Literal["small", "large"]
OnStep = Callable[[str, float], None]


async def read(
    article: Article,
    model: Model,
    prompts: Prompts,
    size: int,
    *,
    profile: Profile,
    embedded: bool,
    on_step: OnStep,
) -> tuple[list[Grounded], Usage]:
    """All that a model says of an article, grounded, in windows of at most ``size`` tokens.

    An ``embedded`` model is asked one question after the other, and told when to forget its cache.
    Raises a ``ModelError`` that carries the usage of all windows read so far.
    """
    reading = _Reading(article, model, prompts, profile, embedded, on_step)
    views = list(windows(article, size))
    parts: list[Grounded] = []
    usage = Usage()
    try:
        for index, window in enumerate(views):
            reading.begin, reading.share = index / len(views), 1 / len(views)
            for grounded, cost in await reading.answers(window):
                parts.append(grounded)
                usage += cost
    except ModelError as error:
        error.usage = usage + (error.usage or Usage())
        raise
    return parts, usage


class _Reading:
    """One article in front of one model; the window at hand is ``share`` of it, from ``begin`` on."""

    def __init__(
        self,
        article: Article,
        model: Model,
        prompts: Prompts,
        profile: Profile,
        embedded: bool,
        on_step: OnStep,
    ) -> None:
        self.article = article
        self.names = Names(article)
        self.roster = roster(self.names)
        self.model = model
        self.prompts = prompts
        self.profile = profile
        self.embedded = embedded
        self.on_step = on_step
        self.begin, self.share = 0.0, 1.0

    async def answers(self, window: Window) -> list[tuple[Grounded, Usage]]:
        """The answers to all questions about one window."""
        tasks = [task for task in TASKS if task != "quotes" or window.passages]
        rounds: list[list[Task]] = [tasks] if self.profile == "large" else [[t] for t in tasks]
        shares = [self.begin + self.share * n / len(rounds) for n in range(len(rounds))]
        asks = [
            partial(self._ask, asked, window, share)
            for asked, share in zip(rounds, shares, strict=True)
        ]
        # The first question warms the prefix cache for the others.
        answers = [await asks[0](first=True)]
        if self.embedded:
            return answers + [await ask() for ask in asks[1:]]
        return answers + await _at_once([ask() for ask in asks[1:]])

    async def _ask(
        self, tasks: Sequence[Task], window: Window, share: float, *, first: bool = False
    ) -> tuple[Grounded, Usage]:
        task = tasks[0] if len(tasks) == 1 else "article"
        self.on_step(task, share)
        numbered = self.roster if self.profile == "large" else ()
        schema = _schema(tasks, window, self.profile, len(numbered))
        # A cache that is warm from another article changes the last digits of the arithmetic: starting
        # each window afresh, the embedded model gives the same bytes whatever it read before.
        extra = {"cache_prompt": not first} if self.embedded else None
        try:
            reply, usage = await self.model.ask(
                self.prompts.messages(tasks, self.article, window, numbered),
                schema,
                task=task,
                article=self.article.id,
                extra=extra,
            )
        except InvalidReply as error:
            kept, refused = salvaged(schema, error.evidence)
            grounded = self._grounded(kept, window)
            for kind, said in refused:
                grounded.reject(kind, said, error.message)
            return grounded, error.usage or Usage()
        return self._grounded(reply, window), usage

    def _grounded(self, reply: Reply, window: Window) -> Grounded:
        """The records that a reply comes to."""
        names, small = self.names, self.profile == "small"
        match reply:
            case CallsReply():
                wished = partial(wished_for, names) if small else None
                return ground_calls(reply, names, wished)
            case QuotesReply():
                said_by = speakers_said(names) if small else None
                return ground_quotes(reply, window.passages, names, said_by)
            case DemandsReply():
                return ground_demands(reply, names)
            case GistReply():
                return ground_gist(reply, names)
            case ArticleReply():
                return (
                    ground_calls(reply, names)
                    + ground_quotes(reply, window.passages, names)
                    + ground_demands(reply, names)
                    + ground_gist(reply, names, trusted=not small)
                )
        raise TypeError(f"no grounding for {type(reply).__name__}")


def _schema(tasks: Sequence[Task], window: Window, profile: Profile, names: int) -> type[Reply]:
    """The schema of the answer. A small model would give every passage a channel, if it could."""
    first, last = window.sentences[0].number, window.sentences[-1].number
    numbers = [passage.number for passage in window.passages]
    if len(tasks) > 1:
        return article_reply(first, last, (numbers[0], numbers[-1]) if numbers else None, names)
    match tasks[0]:
        case "calls":
            return calls_reply(first, last)
        case "demands":
            return demands_reply(first, last)
        case "gist":
            return gist_reply(first, last)
        case "quotes":
            channels = 1 + len(numbers) // 3 if profile == "small" else None
            return quotes_reply(numbers[0], numbers[-1], channels=channels)


async def _at_once(asked: Sequence[Coroutine[Any, Any, T]]) -> list[T]:
    """The answers in order; when one fails, the others are called off."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one) for one in asked]
    except BaseExceptionGroup as failures:
        raise failures.exceptions[0] from None
    return [task.result() for task in tasks]
