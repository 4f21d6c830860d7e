"""Reading: the questions that are put about one article, and the records that come of the answers.

Two profiles. A ``large`` model answers everything in one request and is taken at its word, as far as the
article bears it out. A ``small`` one has rules for its first witness, which know calls, demands and most
speakers better than it does; it is asked one thing at a time what they leave open.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from functools import partial
from typing import Any, Literal, TypeVar

from summarizer.article import Article, Passage
from summarizer.errors import InvalidReply, ModelError
from summarizer.found import calls_found, demands_found, has_rules
from summarizer.grounding import (
    Grounded,
    ground_calls,
    ground_demands,
    ground_gist,
    ground_quotes,
    is_fragment,
)
from summarizer.llm import Model
from summarizer.names import Names
from summarizer.prompts import TASKS, Prompts, Task, Window, windows
from summarizer.records import NotQuoteReason, Party, Usage
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
from summarizer.witness import cast, not_said, speakers_likely, speakers_said

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
    parts, usage = reading.found(), Usage()
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
        self.names = names = Names(article)
        self.model = model
        self.prompts = prompts
        self.profile = profile
        self.embedded = embedded
        self.on_step = on_step
        self.begin, self.share = 0.0, 1.0
        self.roster = roster(names) if profile == "large" else ()
        self.cast: tuple[str, ...] = ()
        self.witness: dict[int, Party | NotQuoteReason] = {}
        self.guesses: Mapping[int, Party] = {}
        self.ruled = profile == "small" and has_rules(article.language)
        if self.ruled:
            self.cast = cast(names)
            self.guesses = speakers_likely(names)
            for passage in article.passages:
                if is_fragment(article, passage):
                    self.witness[passage.number] = "term"
            self.witness.update(not_said(names))
            self.witness.update(speakers_said(names))

    def found(self) -> list[Grounded]:
        """What the rules find without any model, for a small one."""
        if not self.ruled:
            return []
        return [Grounded(calls=calls_found(self.names), demands=demands_found(self.names))]

    async def answers(self, window: Window) -> list[tuple[Grounded, Usage]]:
        """The answers to all questions about one window, and what needs no question."""
        rounds = self._rounds(window)
        shares = [self.begin + self.share * n / len(rounds) for n in range(len(rounds))]
        asks = [
            partial(self._ask, asked, window, share)
            for asked, share in zip(rounds, shares, strict=True)
        ]
        known = [p for p in window.passages if p.number in self.witness]
        answers = [(self._quotes(ArticleReply(), known), Usage())]
        # The first question warms the prefix cache for the others.
        answers.append(await asks[0](first=True))
        if self.embedded:
            return answers + [await ask() for ask in asks[1:]]
        return answers + await _at_once([ask() for ask in asks[1:]])

    def _rounds(self, window: Window) -> list[list[Task]]:
        """The tasks that are asked together, request by request."""
        settled = {"calls", "demands"} if self.ruled else set()
        if not self._open(window):
            settled.add("quotes")
        tasks = [task for task in TASKS if task not in settled]
        return [tasks] if self.profile == "large" else [[task] for task in tasks]

    def _open(self, window: Window) -> list[Passage]:
        return [p for p in window.passages if p.number not in self.witness]

    def _quotes(self, reply: QuotesReply | ArticleReply, passages: Sequence[Passage]) -> Grounded:
        return ground_quotes(reply, passages, self.names, self.witness, self.guesses)

    async def _ask(
        self, tasks: Sequence[Task], window: Window, share: float, *, first: bool = False
    ) -> tuple[Grounded, Usage]:
        task = tasks[0] if len(tasks) == 1 else "article"
        self.on_step(task, share)
        asked = [passage.number for passage in self._open(window)]
        schema = self._schema(tasks, window, tuple(asked))
        # A cache that is warm from another article changes the last digits of the arithmetic: starting
        # each window afresh, the embedded model gives the same bytes whatever it read before.
        extra = {"cache_prompt": not first} if self.embedded else None
        try:
            reply, usage = await self.model.ask(
                self.prompts.messages(tasks, self.article, window, self.roster, asked),
                schema,
                task=task,
                article=self.article.id,
                extra=extra,
            )
        except InvalidReply as error:
            kept, refused = salvaged(schema, error.evidence)
            grounded = self._grounded(kept, window) if kept.model_fields_set else Grounded()
            for kind, said in refused:
                grounded.reject(kind, said, error.message)
            return grounded, error.usage or Usage()
        return self._grounded(reply, window), usage

    def _schema(self, tasks: Sequence[Task], window: Window, asked: tuple[int, ...]) -> type[Reply]:
        """The schema of the answer. A small model would give every passage a channel, if it could."""
        first, last = window.sentences[0].number, window.sentences[-1].number
        if len(tasks) > 1:
            bounds = (asked[0], asked[-1]) if asked else None
            return article_reply(first, last, bounds, len(self.roster))
        match tasks[0]:
            case "calls":
                return calls_reply(first, last)
            case "demands":
                return demands_reply(first, last)
            case "gist":
                return gist_reply(first, last)
            case "quotes":
                return quotes_reply(asked, self.cast, 1 + len(asked) // 3)

    def _grounded(self, reply: Reply, window: Window) -> Grounded:
        """The records that a reply comes to."""
        match reply:
            case CallsReply():
                return ground_calls(reply, self.names)
            case QuotesReply():
                return self._quotes(reply, self._open(window))
            case DemandsReply():
                return ground_demands(reply, self.names)
            case GistReply():
                return ground_gist(reply, self.names)
            case ArticleReply():
                return (
                    ground_calls(reply, self.names)
                    + self._quotes(reply, self._open(window))
                    + ground_demands(reply, self.names)
                    + ground_gist(reply, self.names, trusted=True)
                )
        raise TypeError(f"no grounding for {type(reply).__name__}")


async def _at_once(asked: Sequence[Coroutine[Any, Any, T]]) -> list[T]:
    """The answers in order; when one fails, the others are called off."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one) for one in asked]
    except BaseExceptionGroup as failures:
        raise failures.exceptions[0] from None
    return [task.result() for task in tasks]
