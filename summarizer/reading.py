"""Reading: the questions that are put about one article, and the records that come of the answers.

Two profiles. A ``large`` model answers everything in one request and is taken at its word, as far as the
article bears it out. A ``small`` one has rules for its first witness, which know calls, demands and most
speakers better than it does, and the gist is the lead; it is asked one thing at a time what they leave open.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from summarizer.article import Article, Passage
from summarizer.confidence import GUESSED_QUOTE, MODEL_QUOTE, RULE_QUOTE
from summarizer.errors import InvalidReply, ModelError
from summarizer.found import calls_found, demands_found, has_rules
from summarizer.grounding import (
    Grounded,
    ground_calls,
    ground_demands,
    ground_gist,
)
from summarizer.grounding_quotes import ground_quotes, is_fragment
from summarizer.llm import Model
from summarizer.names import Names
from summarizer.prompts import (
    ALONE,
    TASKS,
    Prompts,
    Task,
    Window,
    numbered,
    part,
    tokens,
    windows,
)
from summarizer.records import Excerpt, NotQuoteReason, Party, Usage
from summarizer.replies import (
    ArticleReply,
    CallsReply,
    DemandsReply,
    QuotesReply,
    Reply,
    article_reply,
    calls_reply,
    demands_reply,
    quotes_reply,
    salvaged,
)
from summarizer.roster import MOST, named, roster
from summarizer.rules.channels import channels_named
from summarizer.rules.headings import lead
from summarizer.rules.witness import cast, not_said, speakers_likely, speakers_said

T = TypeVar("T")
Profile = Literal["small", "large"]
OnStep = Callable[[str, float], None]

_TOGETHER = 8
"""Passages that a small model is asked about at once, ..."""
_BEFORE, _BEHIND = 3, 1
"""... with as many sentences before and behind each."""


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
    questions = reading.questions(size)
    try:
        parts = reading.found()
        # The embedded model has one slot: the order of the requests is the order of its cache.
        parts += [await reading.ask(one) for one in questions if one.first or embedded]
        parts += await _at_once([reading.ask(o) for o in questions if not (o.first or embedded)])
        if not any(part.gist for part in parts):
            parts.append(ground_gist([lead(article).number], article))
        return parts, reading.usage
    except ModelError as error:
        error.usage = reading.usage
        raise


@dataclass(frozen=True)
class _Question:
    """One request: which tasks, about which part of the article and which of its passages.

    The ``first`` about a part warms the prefix cache for the others.
    """

    tasks: tuple[Task, ...]
    window: Window
    passages: tuple[Passage, ...]
    share: float
    first: bool


class _Reading:
    """One article in front of one model; ``usage`` is what was spent on it so far."""

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
        self.usage = Usage()
        self.roster = roster(names) if profile == "large" else ()
        self.cast: tuple[str, ...] = ()
        self.witness: dict[int, Party | NotQuoteReason] = {}
        self.posted: Mapping[int, Excerpt] = {}
        self.confidence: dict[int, float] = {}
        self.ruled = profile == "small" and has_rules(article.language)
        if self.ruled:
            self.cast = cast(names)
            self.posted = channels_named(article)
            said = speakers_said(names)
            self.witness.update(speakers_likely(names))
            for passage in article.passages:
                if is_fragment(article, passage):
                    self.witness[passage.number] = "term"
            self.witness.update(not_said(names))
            self.witness.update(said)
            for passage in article.passages:
                known = GUESSED_QUOTE if passage.number in self.witness else MODEL_QUOTE
                self.confidence[passage.number] = RULE_QUOTE if passage.number in said else known

    def found(self) -> list[Grounded]:
        """What the rules know without any model."""
        known = [p for p in self.article.passages if p.number in self.witness]
        found = self._quotes(ArticleReply(), known)
        if self.ruled:
            found += Grounded(calls=calls_found(self.names), demands=demands_found(self.names))
        return [found]

    def questions(self, size: int) -> list[_Question]:
        """What is to be asked, in order, about parts of at most ``size`` tokens."""
        asked: list[tuple[tuple[Task, ...], Window, tuple[Passage, ...], bool]] = []
        if self.ruled:
            asked = [(("quotes",), view, some, True) for view, some in self._open(size)]
        for view in () if self.ruled else windows(self.article, size):
            alone = [(task,) for task in ALONE if task != "quotes" or view.passages]
            together = [TASKS] if self.profile == "large" else alone
            asked += [(some, view, view.passages, some == together[0]) for some in together]
        if not self.embedded:  # the others are asked at once, when all caches are warm
            asked.sort(key=lambda one: not one[3])
        return [
            _Question(tasks, view, passages, index / len(asked), first)
            for index, (tasks, view, passages, first) in enumerate(asked)
        ]

    def _open(self, size: int) -> Iterator[tuple[Window, tuple[Passage, ...]]]:
        """The passages of which the rules don't know what they are, in the sentences around them."""
        unknown = [p for p in self.article.passages if p.number not in self.witness]
        for at in range(0, len(unknown), _TOGETHER):
            yield from self._around(tuple(unknown[at : at + _TOGETHER]), size)

    def _around(
        self, group: tuple[Passage, ...], size: int
    ) -> Iterator[tuple[Window, tuple[Passage, ...]]]:
        """Passages in the sentences around them: in their own where there is no room for more, and in
        halves where there is none for these."""
        own = {passage.sentence for passage in group}
        near = {n + step for n in own for step in range(-_BEFORE, _BEHIND + 1)}
        for view in (part(self.article, near), part(self.article, own)):
            if self._fits(view, size):
                yield view, group
                return
        if len(group) == 1:
            yield view, group
            return
        half = len(group) // 2
        yield from self._around(group[:half], size)
        yield from self._around(group[half:], size)

    def _fits(self, view: Window, size: int) -> bool:
        return tokens(numbered(self.article, view)) <= size

    async def ask(self, question: _Question) -> Grounded:
        """Put one question, and ground the answer."""
        tasks, window = question.tasks, question.window
        task = tasks[0] if len(tasks) == 1 else "article"
        self.on_step(task, question.share)
        numbers = tuple(passage.number for passage in question.passages)
        schema = self._schema(tasks, window, numbers)
        # A cache that is warm from another article changes the last digits of the arithmetic: starting
        # each part afresh, the embedded model gives the same bytes whatever it read before.
        extra = {"cache_prompt": not question.first} if self.embedded else None
        try:
            reply, usage = await self.model.ask(
                self.prompts.messages(tasks, self.article, window, self.roster, numbers),
                schema,
                task=task,
                article=self.article.id,
                extra=extra,
            )
        except InvalidReply as error:
            self.usage += error.usage or Usage()
            kept, refused = salvaged(schema, error.evidence)
            grounded = self._grounded(kept, question) if kept.model_fields_set else Grounded()
            for kind, said in refused:
                grounded.reject(kind, said, error.message)
            return grounded
        except ModelError as error:
            self.usage += error.usage or Usage()
            raise
        self.usage += usage
        return self._grounded(reply, question)

    def _quotes(self, reply: QuotesReply | ArticleReply, passages: Sequence[Passage]) -> Grounded:
        return ground_quotes(
            reply, passages, self.names, self.witness, self.posted, self.confidence
        )

    def _schema(self, tasks: Sequence[Task], window: Window, asked: tuple[int, ...]) -> type[Reply]:
        """The schema of the answer. A small model would give every passage a channel, if it could."""
        first, last = window.sentences[0].number, window.sentences[-1].number
        if len(tasks) > 1:
            # In steps, so that few schemas serve all articles: one takes as long to make as everything
            # else in an article, and a provider keeps those that it knows. What is pointed at between
            # an end and its step is nothing, and grounding says so.
            bounds = (asked[0], _step(asked[-1])) if asked else None
            return article_reply(first, _step(last), bounds, MOST if self.roster else 0)
        if tasks[0] == "quotes":
            return quotes_reply(asked, self.cast, 1 + len(asked) // 3)
        return (calls_reply if tasks[0] == "calls" else demands_reply)(first, last)

    def _grounded(self, reply: Reply, question: _Question) -> Grounded:
        """The records that a reply comes to."""
        match reply:
            case CallsReply():
                return ground_calls(reply, self.names)
            case QuotesReply():
                return self._quotes(reply, question.passages)
            case DemandsReply():
                return ground_demands(reply, self.names)
            case ArticleReply():
                reply = named(reply, self.roster)
                return (
                    ground_calls(reply, self.names)
                    + self._quotes(reply, question.passages)
                    + ground_demands(reply, self.names)
                    + ground_gist(reply.gist, self.article)
                )
        raise TypeError(f"no grounding for {type(reply).__name__}")


def _step(number: int) -> int:
    """The number, or the next power of two above it; at least 8."""
    return max(8, 1 << (number - 1).bit_length())


async def _at_once(asked: Sequence[Coroutine[Any, Any, T]]) -> list[T]:
    """The answers in order; when one fails, the others are called off."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one) for one in asked]
    except BaseExceptionGroup as failures:
        raise failures.exceptions[0] from None
    return [task.result() for task in tasks]
