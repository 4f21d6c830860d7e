"""Batch: an outcome for every article, few at once, whatever happens to some of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import aclosing
from typing import Any

import httpx2
import pytest
from clockwork import run
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.article import Article
from summarizer.batch import Outcome, summarize_many
from summarizer.errors import (
    AccessDenied,
    BudgetSpent,
    DeadlinePassed,
    EndpointDown,
    InputError,
    ModelNotFound,
    QuotaExhausted,
    SetupError,
)
from summarizer.flow import Flow, FlowTransport, Limits
from summarizer.records import Summary, Usage
from summarizer.sources import Input
from summarizer.summary import summarized


class Reader:
    """Stands in for a ``Summarizer``: takes the seconds that an article's text says, or raises."""

    local = False

    def __init__(self, say: Callable[[str], Exception | float] = lambda text: 1.0) -> None:
        self.say = say
        self.at_work = self.most = self.begun = 0
        self.closed = False

    async def asummarize(self, article: Article) -> Summary:
        self.begun += 1
        self.at_work += 1
        self.most = max(self.most, self.at_work)
        try:
            said = self.say(article.text)
            if isinstance(said, Exception):
                raise said
            await asyncio.sleep(said)
            return summarized(article, [], Usage(requests=4, reused=1), "m", "p")
        finally:
            self.at_work -= 1

    async def aclose(self) -> None:
        self.closed = True


async def collect(articles: Any, reader: Reader, **options: Any) -> list[Outcome]:
    """All outcomes."""
    return [o async for o in summarize_many(articles, summarizer=reader, **options)]


def texts(count: int) -> Iterator[Input]:
    """Articles with their number for id."""
    return (Input(str(number), f"Article number {number}.") for number in range(count))


def test_every_article_has_an_outcome_and_so_many_are_at_work() -> None:
    """Twenty articles of a second, five at once, take four seconds."""
    reader = Reader()

    async def main() -> tuple[list[Outcome], float]:
        outcomes = await collect(texts(20), reader, at_once=5)
        return outcomes, asyncio.get_running_loop().time()

    outcomes, seconds = run(main())
    assert sorted(int(outcome.id) for outcome in outcomes) == list(range(20))
    assert all(outcome.summary and outcome.summary.article.id == outcome.id for outcome in outcomes)
    assert (reader.most, reader.at_work) == (5, 0)
    assert seconds == pytest.approx(4.0, abs=0.01)


def test_outcomes_come_as_they_finish_or_in_order() -> None:
    """The slow first article holds up the others only where order is asked for."""
    slow = Reader(lambda text: 10.0 if "number 0." in text else 1.0)
    finished = [outcome.id for outcome in run(collect(texts(6), slow, at_once=3))]
    assert finished[-1] == "0" and finished != sorted(finished)
    ordered = run(collect(texts(6), slow, at_once=3, in_order=True))
    assert [outcome.id for outcome in ordered] == ["0", "1", "2", "3", "4", "5"]


@settings(deadline=None, max_examples=50)
@given(
    seconds=st.lists(st.integers(0, 9), max_size=30),
    at_once=st.integers(1, 8),
    in_order=st.booleans(),
)
def test_none_is_lost_and_none_comes_twice(
    seconds: list[int], at_once: int, in_order: bool
) -> None:
    """However long each takes; those that take nine seconds fail."""

    def say(text: str) -> Exception | float:
        taken = seconds[int(text.split()[1])]
        return ValueError("nine") if taken == 9 else float(taken)

    articles = (Input(f"{n}", f"Article {n} here.") for n in range(len(seconds)))
    outcomes = run(collect(articles, Reader(say), at_once=at_once, in_order=in_order))
    assert {int(o.id) for o in outcomes if o.error} == {
        n for n, taken in enumerate(seconds) if taken == 9
    }
    ids = [int(outcome.id) for outcome in outcomes]
    assert (ids if in_order else sorted(ids)) == list(range(len(seconds)))


def test_articles_are_drawn_only_as_outcomes_are_taken() -> None:
    """A million articles are no more in memory than ten."""
    drawn = 0

    def endless() -> Iterator[str]:
        nonlocal drawn
        while True:
            drawn += 1
            yield "Some words."

    async def main() -> None:
        many = summarize_many(endless(), summarizer=Reader(), at_once=4)
        async with aclosing(many) as outcomes:
            taken = 0
            async for _ in outcomes:
                taken += 1
                await asyncio.sleep(100)  # the one who takes them is slow
                assert drawn <= taken + 4
                if taken == 10:
                    break

    run(main())


def test_one_who_stops_early_leaves_nothing_at_work() -> None:
    """Whatever is still at work is called off, and a summarizer of one's own stays open."""
    reader = Reader(lambda text: 5.0)

    async def main() -> None:
        async with aclosing(summarize_many(texts(50), summarizer=reader, at_once=8)) as outcomes:
            async for _ in outcomes:
                break

    run(main())
    assert reader.at_work == 0
    assert not reader.closed


def test_articles_may_be_text_and_may_come_with_await() -> None:
    """A queue or a feed is an async iterable."""

    async def feed() -> AsyncIterator[Any]:
        yield "Some words."
        await asyncio.sleep(60)
        yield Article.from_text("Other words.", id="other")
        yield Input("third", "Third words.")

    outcomes = run(collect(feed(), Reader(), in_order=True))
    assert [outcome.id for outcome in outcomes] == ["article 1", "other", "third"]


def test_what_fails_one_article_is_its_outcome() -> None:
    """The error, whatever it is, with the article and how often it was asked."""
    bad = EndpointDown("no answer")
    bad.usage = Usage(requests=5)
    errors = {"0": bad, "1": KeyError("bug"), "2": AccessDenied("this one not")}
    reader = Reader(lambda text: errors.get(text.split()[2].strip("."), 0.0))
    articles = [Input("3", "Article number 3."), *texts(3), Input("empty", " ")]
    outcomes = run(collect(articles, reader, at_once=1))
    by_id = {outcome.id: outcome for outcome in outcomes}
    assert [by_id[name].error for name in "012"] == list(errors.values())
    assert isinstance(by_id["empty"].error, InputError)
    assert [by_id[name].attempts for name in ("3", "0", "1", "empty")] == [3, 5, 0, 0]
    assert by_id["0"].given == articles[1]


@pytest.mark.parametrize(
    "error",
    [
        SetupError("x"),
        QuotaExhausted("x"),
        BudgetSpent("x"),
        AccessDenied("x"),
        ModelNotFound("x"),
    ],
)
def test_what_would_fail_all_ends_the_batch(error: Exception) -> None:
    """The articles at work still come in, no other is begun, and then it is raised."""
    reader = Reader(lambda text: error if "number 2." in text else 7.0)
    got: list[Outcome] = []

    async def main() -> None:
        async for outcome in summarize_many(texts(1000), summarizer=reader, at_once=5):
            got.append(outcome)

    with pytest.raises(type(error)):
        run(main())
    assert 3 <= reader.begun == len(got) <= 5
    assert [outcome.id for outcome in got if outcome.error] == ["2"]


def test_an_article_that_takes_too_long_is_given_up() -> None:
    """The others are not; what else runs out of time is no deadline."""
    reader = Reader(lambda text: 1e9 if "number 1." in text else TimeoutError())
    outcomes = run(collect(texts(3), reader, deadline=30.0, in_order=True))
    assert [type(outcome.error) for outcome in outcomes] == [
        TimeoutError,
        DeadlinePassed,
        TimeoutError,
    ]
    assert "within 30 s" in str(outcomes[1].error)


def test_an_error_of_the_source_is_raised_after_what_was_drawn() -> None:
    """Nothing that was begun is lost."""

    def source() -> Iterator[Input]:
        yield from texts(3)
        raise InputError("no such file", article="b.txt")

    got: list[str] = []

    async def main() -> None:
        async for outcome in summarize_many(source(), summarizer=Reader()):
            got.append(outcome.id)

    with pytest.raises(InputError, match=r"b\.txt"):
        run(main())
    assert sorted(got) == ["0", "1", "2"]


def test_attempts_are_the_requests_that_went_out_for_the_article() -> None:
    """Also where its deadline took the usage with it."""

    async def never(request: httpx2.Request) -> httpx2.Response:
        await asyncio.sleep(1e9)
        raise AssertionError

    transport = FlowTransport(Flow(Limits(concurrency=9)), httpx2.MockTransport(never))

    class Asking(Reader):
        async def asummarize(self, article: Article) -> Summary:
            asked = httpx2.Request("POST", "http://m/", content=b"{}")
            await asyncio.gather(*(transport.handle_async_request(asked) for _ in range(3)))
            raise AssertionError

    (outcome,) = run(collect(["Some words."], Asking(), deadline=5.0))
    assert isinstance(outcome.error, DeadlinePassed)
    assert outcome.attempts == 3


def test_a_summarizer_that_was_made_for_it_is_closed() -> None:
    """Its options go to ``Summarizer``."""

    async def refused(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(400, json={"error": {"message": "no"}})

    async def main() -> list[Outcome]:
        client = httpx2.AsyncClient(transport=httpx2.MockTransport(refused))
        many = summarize_many(
            ["Some words."], model="m", base_url="http://m/v1", http_client=client
        )
        outcomes = [outcome async for outcome in many]
        assert client.is_closed
        return outcomes

    (outcome,) = asyncio.run(main())
    assert outcome.error is not None and outcome.attempts == 1
