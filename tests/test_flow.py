"""Flow: rates, concurrency, pauses and budgets hold for all requests together."""

from __future__ import annotations

import asyncio
import datetime as dt
import gzip
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import httpx2
import pytest
from clockwork import run
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import BudgetSpent, ModelError
from summarizer.faults import retry_after
from summarizer.flow import Flow, FlowTransport, Limits, counting
from summarizer.network import ClientTransport
from summarizer.prices import Price, Tokens

PRICE = Price(input=1.0, output=2.0, cached=0.5, as_of=dt.date(2026, 11, 1))
ANSWER = {"usage": {"prompt_tokens": 80, "completion_tokens": 20}}

Say = Callable[[int], httpx2.Response]
"""What the endpoint answers to the request of that number, from 0."""


def well(number: int) -> httpx2.Response:
    """An answer of 100 tokens."""
    return httpx2.Response(200, json=ANSWER)


@dataclass
class Endpoint(httpx2.AsyncBaseTransport):
    """Takes ``seconds`` for an answer; keeps when each request came and how many were there at once."""

    say: Say = well
    seconds: float = 1.0
    came: list[float] = field(default_factory=list)
    here: int = 0
    most: int = 0

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        number = len(self.came)
        self.came.append(asyncio.get_running_loop().time())
        self.here += 1
        self.most = max(self.most, self.here)
        try:
            await asyncio.sleep(self.seconds)
            return self.say(number)
        finally:
            self.here -= 1


def post(content: str = "{}") -> httpx2.Request:
    """A request."""
    return httpx2.Request("POST", "http://m/v1/chat/completions", content=content)


async def send(
    flow: Flow, endpoint: Endpoint, count: int, content: str = "{}"
) -> list[httpx2.Response | BaseException]:
    """Send ``count`` requests, all at once."""
    transport = FlowTransport(flow, endpoint)
    asked = (transport.handle_async_request(post(content)) for _ in range(count))
    return await asyncio.gather(*asked, return_exceptions=True)


def test_no_more_are_in_flight_than_may_be_and_no_fewer() -> None:
    """Twelve requests of a second, four at a time, take three seconds."""
    endpoint, flow = Endpoint(), Flow(Limits(concurrency=4))

    async def main() -> float:
        await send(flow, endpoint, 12)
        return asyncio.get_running_loop().time()

    assert run(main()) == pytest.approx(3.0, abs=0.01)
    assert endpoint.most == 4
    assert flow.in_flight == 0
    assert flow.requests == 12


@settings(max_examples=30, deadline=None)
@given(per_minute=st.integers(1, 900), count=st.integers(2, 120))
def test_no_minute_sees_more_requests_than_may_be(per_minute: int, count: int) -> None:
    """Whatever minute one looks at; and all get their turn in about the time that the rate takes."""
    endpoint = Endpoint(seconds=0.0)
    run(send(Flow(Limits(concurrency=500, requests_per_minute=per_minute)), endpoint, count))
    for begin in endpoint.came:
        assert sum(begin <= at < begin + 59.999 for at in endpoint.came) <= per_minute
    assert endpoint.came[-1] <= 1.05 * 60 * count / per_minute + 1


def test_tokens_per_minute_count_what_replies_say_they_took() -> None:
    """Requests of 100 tokens at 600 a minute come six a minute, though their length says 60 tokens."""
    endpoint = Endpoint(seconds=0.0)
    flow = Flow(Limits(concurrency=50, tokens_per_minute=600))
    run(send(flow, endpoint, 31, content="x" * 200))
    minutes = endpoint.came[-1] / 60
    assert minutes == pytest.approx(5, rel=0.05)
    for begin in endpoint.came:
        # The request that fills the minute may pass it by what it takes.
        assert sum(begin <= at < begin + 59.999 for at in endpoint.came) <= 7


def test_one_retry_after_holds_all_back() -> None:
    """After one 429 that asks for 30 seconds nobody sends for 30 seconds."""

    def say(number: int) -> httpx2.Response:
        return httpx2.Response(429, headers={"retry-after": "30"}) if number == 2 else well(number)

    endpoint = Endpoint(say, seconds=1.0)
    flow = Flow(Limits(concurrency=4))
    run(send(flow, endpoint, 20))
    # Those that were in flight with it are answered at the same moment; nothing follows them.
    assert not [at for at in endpoint.came if 1.0 < at < 31.0]
    assert endpoint.came[-1] > 31.0


def test_concurrency_backs_off_once_a_round_and_grows_again() -> None:
    """An endpoint that takes four at a time is found out, and not asked less than it can do."""
    endpoint = Endpoint()

    def say(number: int) -> httpx2.Response:
        return httpx2.Response(429) if endpoint.here > 4 else well(number)

    endpoint.say = say
    flow = Flow(Limits(concurrency=16))
    seen: list[int] = []

    async def worker(transport: FlowTransport) -> None:
        for _ in range(25):
            while (await transport.handle_async_request(post())).status_code == 429:
                seen.append(flow.concurrency)
            seen.append(flow.concurrency)

    async def main() -> None:
        transport = FlowTransport(flow, endpoint)
        await asyncio.gather(*(worker(transport) for _ in range(16)))

    run(main())
    assert seen[0] == 12  # the sixteen of the first round count once
    settled = seen[len(seen) // 2 :]
    assert min(settled) >= 3 and max(settled) <= 6
    assert sum(settled) / len(settled) >= 3.5


def test_a_server_error_is_no_throttling() -> None:
    """500 says nothing about the rate."""
    endpoint = Endpoint(lambda number: httpx2.Response(500))
    flow = Flow(Limits(concurrency=8))
    run(send(flow, endpoint, 8))
    assert flow.concurrency == 8
    assert flow.tokens == Tokens()


def test_a_budget_of_tokens_ends_the_sending_and_what_is_in_flight_comes_in() -> None:
    """Ten requests of 100 tokens on a budget of 450: five are answered, the others say why not."""
    endpoint, flow = Endpoint(), Flow(Limits(concurrency=8, budget_tokens=450))
    results = run(send(flow, endpoint, 10, content='"' + "x" * 298 + '"'))
    answered = [result for result in results if isinstance(result, httpx2.Response)]
    refused = [result for result in results if isinstance(result, BudgetSpent)]
    assert len(answered) + len(refused) == 10
    assert len(endpoint.came) == len(answered) == 5
    assert flow.tokens.total == 500
    assert "450 tokens" in str(refused[0])
    assert isinstance(refused[0], ModelError) and not refused[0].retryable


def test_a_budget_in_money_is_counted_by_the_price() -> None:
    """100 tokens cost 80 + 2 * 20 millionths: a budget of 300 millionths is spent by the third."""
    endpoint = Endpoint()
    flow = Flow(Limits(concurrency=1, budget_cost=300e-6), price=PRICE)
    results = run(send(flow, endpoint, 6))
    assert sum(isinstance(result, httpx2.Response) for result in results) == 3
    assert flow.cost == pytest.approx(360e-6)


def test_a_budget_in_money_needs_a_price() -> None:
    """Without one it could never be spent."""
    with pytest.raises(ValueError, match="price"):
        Flow(Limits(budget_cost=1.0))


@pytest.mark.parametrize("limits", [{"concurrency": 0}, {"requests_per_minute": -1.0}])
def test_a_limit_of_nothing_is_refused(limits: dict[str, int]) -> None:
    """It would wait for ever."""
    with pytest.raises(ValueError, match="more than nothing"):
        Limits(**limits)


def test_cached_tokens_are_counted_and_an_endpoint_without_usage_is_estimated() -> None:
    """What a reply does not say is put down by the length of the request."""
    usage = {
        "prompt_tokens": 80,
        "completion_tokens": 20,
        "prompt_tokens_details": {"cached_tokens": 64},
    }
    said = [json.dumps({"usage": usage}), "{}", "no JSON", '{"usage": null}']
    endpoint = Endpoint(lambda number: httpx2.Response(200, content=said[number]))
    flow = Flow(Limits(concurrency=1))
    run(send(flow, endpoint, 1))
    assert flow.tokens == Tokens(80, 64, 20)
    run(send(Flow(Limits(concurrency=1)), endpoint, 0))
    silent = Flow(Limits(concurrency=1))
    run(send(silent, endpoint, 3, content="x" * 1000))
    assert silent.tokens.prompt == pytest.approx(900, rel=0.01)


def test_the_response_passes_through_unchanged_and_whole() -> None:
    """Status, headers and body are those of the endpoint."""

    async def main() -> httpx2.Response:
        inner = Endpoint(lambda number: httpx2.Response(418, headers={"x": "y"}, content=b"tea"))
        async with httpx2.AsyncClient(transport=FlowTransport(Flow(), inner)) as client:
            return await client.post("http://m/", json={})

    response = run(main())
    assert (response.status_code, response.headers["x"], response.text) == (418, "y", "tea")


def test_a_body_that_comes_in_parts_can_be_read_again_above() -> None:
    """It is packed as the endpoint packed it, and unpacked once."""

    async def parts() -> AsyncIterator[bytes]:
        packed = gzip.compress(json.dumps(ANSWER).encode())
        yield packed[:20]
        yield packed[20:]

    def say(number: int) -> httpx2.Response:
        return httpx2.Response(200, headers={"content-encoding": "gzip"}, content=parts())

    async def main() -> httpx2.Response:
        flow = Flow()
        below = httpx2.AsyncClient(transport=FlowTransport(flow, Endpoint(say)))
        async with httpx2.AsyncClient(transport=ClientTransport(below)) as client:
            response = await client.post("http://m/", json={})
        assert flow.tokens == Tokens(80, 0, 20)
        return response

    assert run(main()).json() == ANSWER


def test_a_place_is_taken_again_before_answers_are_read() -> None:
    """Answers that come in together go up one at a time, and requests that wait go out in between."""
    endpoint, flow = Endpoint(), Flow(Limits(concurrency=8))
    events: list[str] = []

    def say(number: int) -> httpx2.Response:
        events.append("answered")
        return well(number)

    endpoint.say = say
    send_on = endpoint.handle_async_request

    async def handle(request: httpx2.Request) -> httpx2.Response:
        events.append("sent")
        return await send_on(request)

    endpoint.handle_async_request = handle  # type: ignore[method-assign]

    async def one(transport: FlowTransport) -> None:
        await transport.handle_async_request(post())
        events.append("read")

    async def main() -> None:
        transport = FlowTransport(flow, endpoint)
        await asyncio.gather(*(one(transport) for _ in range(16)))

    run(main())
    second = events[events.index("answered") :]
    before = second[: second.index("sent")]
    assert before.count("read") <= 2
    assert events.count("sent") == events.count("read") == 16


def test_a_request_that_is_called_off_leaves_its_place() -> None:
    """Neither one in the queue nor one in flight is waited for afterwards."""
    endpoint, flow = Endpoint(), Flow(Limits(concurrency=1))

    async def main() -> None:
        transport = FlowTransport(flow, endpoint)
        tasks = [asyncio.create_task(transport.handle_async_request(post())) for _ in range(3)]
        await asyncio.sleep(0.5)
        tasks[0].cancel()
        tasks[1].cancel()
        response = await tasks[2]
        assert response.status_code == 200

    run(main())
    assert flow.in_flight == 0


def test_a_broken_connection_frees_its_place_and_is_raised_as_it_is() -> None:
    """Faults of the network are for the retry above to judge."""

    def say(number: int) -> httpx2.Response:
        raise httpx2.ReadError("reset")

    flow = Flow(Limits(concurrency=2))
    results = run(send(flow, Endpoint(say), 5))
    assert all(isinstance(result, httpx2.ReadError) for result in results)
    assert (flow.in_flight, flow.requests, flow.concurrency) == (0, 5, 2)


def test_retry_after_is_read_in_either_form() -> None:
    """Seconds, or a date; what is neither, or endless, asks for nothing."""
    now = dt.datetime(2026, 11, 1, 12, 0, 0, tzinfo=dt.UTC)
    read = [
        retry_after(value, lambda: now)
        for value in ("7", "0.5", "-3", "Sun, 01 Nov 2026 12:00:30 GMT", "soon", "inf", "nan", None)
    ]
    assert read == [7.0, 0.5, 0.0, 30.0, None, None, None, None]


def test_what_one_article_sends_is_counted_apart_from_what_others_send() -> None:
    """Also what is sent by tasks that its own task began."""
    flow, endpoint = Flow(), Endpoint()

    async def article(requests: int) -> int:
        with counting() as sent:
            await send(flow, endpoint, requests)
        return sent.requests

    async def main() -> list[int]:
        return await asyncio.gather(article(3), article(0), article(5))

    assert run(main()) == [3, 0, 5]
    assert flow.requests == 8
