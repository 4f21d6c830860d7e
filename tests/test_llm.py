"""The model over real HTTP on loopback: what it repeats, what it asks again, what it gives up."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import logging
import pickle
import re
import socket
import ssl
import typing
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from email.utils import format_datetime
from typing import Any, NoReturn

import httpx2
import openai
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from misbehaving import (
    CACHED_TOKENS,
    COMPLETION_TOKENS,
    PROMPT_TOKENS,
    SILENCE,
    Endpoint,
    Request,
    Script,
    Turn,
    answer,
    completion,
    cut,
    fault,
    hung_up,
    turns,
)

from summarizer import errors
from summarizer.errors import (
    AccessDenied,
    EndpointDown,
    InvalidReply,
    ModelError,
    ModelNotFound,
    QuotaExhausted,
    RequestRefused,
    SummarizerError,
    Throttled,
    WindowExceeded,
)
from summarizer.llm import ATTEMPTS, LONGEST_WAIT, MAX_CALLS, REASKS, Model
from summarizer.records import Usage
from summarizer.replies import DemandsReply, demands_reply

KEY = "sk-not-a-real-key-0123456789"


def demanding(action: str, *evidence: int) -> dict[str, Any]:
    """A reply with one demand."""
    return {"demands": [{"evidence": evidence, "demander": ["Reyes"], "action": action}]}


REPLY = demands_reply(1, 4)
SAID = demanding("stop", 1, 4)
GOOD = answer(SAID)
CONTEXT = ssl.create_default_context()  # the costly part of a client, and never used here

FAULTS = {
    "429": fault(429),
    "500": fault(500),
    "503": fault(503),
    "408": fault(408),
    "409": fault(409),
    "hung up": hung_up(),
    "reset": hung_up("reset"),
    "cut": cut(GOOD),
    "cut by a reset": cut(GOOD, "reset"),
    "truncated body": Turn(body=GOOD.body[:-9]),
}
"""What waiting can mend, each at once; the time-outs stand apart, as they take real time."""
BAD = {
    "wrong shape": answer({"demands": 3}),
    "missing": answer({}),
    "out of range": answer(demanding("stop", 5)),
    "truncated JSON": answer('{"demands": [{"action": "st'),
    "prose": answer("It rained."),
    "null": answer(None),
    "no choices": completion(choices=[]),
}
"""Answers that do not fit."""
FINAL: dict[str, tuple[Turn, type[ModelError]]] = {
    "400": (fault(400), RequestRefused),
    "401": (fault(401), AccessDenied),
    "402": (fault(402), QuotaExhausted),
    "403": (fault(403), AccessDenied),
    "404": (fault(404), ModelNotFound),
    "413": (fault(413), RequestRefused),
    "422": (fault(422), RequestRefused),
    "quota": (fault(429, code="insufficient_quota"), QuotaExhausted),
    "too long": (fault(400, code="context_length_exceeded"), WindowExceeded),
    "too long for llama.cpp": (fault(400, type="exceed_context_size_error"), WindowExceeded),
    "a page": (
        Turn(body="<html>Welcome</html>", headers={"content-type": "text/html"}),
        RequestRefused,
    ),
    "a list": (Turn(body="[]"), RequestRefused),
    "cut off at the limit": (answer('{"demands": [{"ac', "length"), InvalidReply),
}
"""What neither waiting nor asking again can mend."""


@dataclass
class Time:
    """A clock that only sleeping moves."""

    now: float = 0.0
    slept: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def clock(self) -> float:
        return self.now


@dataclass
class Exchange:
    """One question: how it ended and what it took."""

    requests: list[Request]
    slept: list[float]
    reply: Any = None
    usage: Usage | None = None
    error: SummarizerError | None = None


def opened(url: str, time: Time, options: Mapping[str, Any]) -> Model:
    client = openai.DefaultAioHttpClient(verify=CONTEXT, trust_env=False)
    given = {"base_url": url, "api_key": KEY, "http_client": client, **options}
    return Model("m", sleep=time.sleep, clock=time.clock, **given)


async def exchange(
    script: Script, content: str, schema: type[Any], options: Mapping[str, Any]
) -> Exchange:
    time = Time()
    async with Endpoint(script) as endpoint:
        made = Exchange(endpoint.requests, time.slept)
        try:
            model = opened(endpoint.url, time, options)
            try:
                question = [{"role": "user", "content": content}]
                made.reply, made.usage = await model.ask(question, schema)
            finally:
                await model.aclose()
        except SummarizerError as error:
            made.error, made.usage = error, getattr(error, "usage", None)
    return made


def ask(
    *script: Turn | Script, content: str = "?", schema: type[Any] = REPLY, **options: Any
) -> Exchange:
    """Put one question to an endpoint that goes through a list of turns, or follows a function."""
    listed = [turn for turn in script if isinstance(turn, Turn)]
    functions = [turn for turn in script if not isinstance(turn, Turn)]
    chosen = functions[0] if functions else turns(*listed)
    return asyncio.run(exchange(chosen, content, schema, options))


def together(script: Script, use: Callable[[Model], Awaitable[None]], **options: Any) -> Endpoint:
    """Let ``use`` do with one model what it wants; return the endpoint as it is afterwards."""

    async def go() -> Endpoint:
        async with Endpoint(script) as endpoint:
            model = opened(endpoint.url, Time(), options)
            try:
                await use(model)
            finally:
                await model.aclose()
        return endpoint

    return asyncio.run(go())


def refusing(*names: str, then: Script, worded: str = "Unsupported value: '{}'") -> Script:
    """An endpoint that refuses the settings ``names``, one at a time, as OpenAI does."""

    def script(request: Request) -> Turn:
        for name in names:
            if name in request.body:
                return fault(400, worded.format(name))
        return then(request)

    return script


def cases(table: Mapping[str, Any]) -> list[Any]:
    """The entries of a table as parameters."""
    return [pytest.param(entry, id=name) for name, entry in table.items()]


@pytest.fixture
def nobody() -> Iterator[str]:
    """A host and port that are taken, but where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{taken.getsockname()[1]}"


class TestRequest:
    def test_settings_by_default(self) -> None:
        """Temperature 0 and a seed are sent unless told otherwise, with the key and the model."""
        (request,) = ask(GOOD).requests
        assert request.path == "/v1/chat/completions"
        assert request.headers["authorization"] == f"Bearer {KEY}"
        body = request.body
        assert (body["model"], body["temperature"], body["seed"]) == ("m", 0, 1)

    def test_settings_of_none(self) -> None:
        """A temperature or a seed of None is not sent at all, not even as null."""
        (request,) = ask(GOOD, temperature=None, seed=None).requests
        assert request.body.keys() == {"model", "messages", "response_format"}

    def test_extra(self) -> None:
        """What is extra goes into the body as it is, a question's own before the model's."""

        async def use(model: Model) -> None:
            await model.ask([{"role": "user", "content": "?"}], REPLY, extra={"slot": 2})

        (request,) = together(turns(GOOD), use, extra={"cache_prompt": True, "slot": 1}).requests
        assert (request.body["cache_prompt"], request.body["slot"]) == (True, 2)

    def test_schema(self) -> None:
        """The endpoint gets the schema with all its bounds, so that it can enforce them."""
        (request,) = ask(GOOD).requests
        schema = request.body["response_format"]["json_schema"]["schema"]
        assert request.body["response_format"]["type"] == "json_schema"
        number = schema["$defs"]["DemandReply"]["properties"]["evidence"]["items"]
        assert number == {"type": "integer", "minimum": 1, "maximum": 4}

    def test_article_is_no_template(self) -> None:
        """Braces, indents, odd blanks and any script arrive as they are, in a re-ask too."""
        text = (
            "  {{ 7 * 7 }} {% raw %} {% if %} {# gone? #} {{\n\t“Она”\u00a0\u2028 😀 \\n {0} %s  \n"
        )
        first, second = ask(BAD["prose"], GOOD, content=text).requests
        assert first.body["messages"] == [{"role": "user", "content": text}]
        assert second.body["messages"][0] == {"role": "user", "content": text}

    def test_reask_says_why(self) -> None:
        """A re-ask shows what was said and what is wrong with it, without links to a manual."""
        seen = ask(BAD["out of range"], BAD["wrong shape"], GOOD).requests
        assert [len(request.body["messages"]) for request in seen] == [1, 3, 5]
        said, why = seen[1].body["messages"][1:]
        assert said["role"] == "assistant" and "[5]" in said["content"]
        assert why["role"] == "user"
        assert "demands.0.evidence.0" in why["content"]
        assert "less than or equal to 4" in why["content"]
        assert "Input should be a valid array" in seen[2].body["messages"][4]["content"]
        assert not any("errors.pydantic.dev" in request.shown for request in seen)

    def test_messages_stay_the_callers(self) -> None:
        """The caller's list of messages is not touched by re-asks."""
        messages = [{"role": "user", "content": "?"}]

        async def use(model: Model) -> None:
            await model.ask(messages, REPLY)

        together(turns(BAD["prose"], GOOD), use)
        assert messages == [{"role": "user", "content": "?"}]


class TestReply:
    def test_is_of_the_schema_asked_for(self) -> None:
        """The reply is of the very type asked for and equal to one made by hand."""
        reply = ask(GOOD).reply
        assert type(reply) is REPLY
        assert reply == REPLY.model_validate(SAID)

    def test_pickles(self) -> None:
        """The reply to a schema that can be imported survives pickling."""
        reply = ask(GOOD, schema=DemandsReply).reply
        assert type(reply) is DemandsReply
        assert pickle.loads(pickle.dumps(reply)) == reply

    @pytest.mark.parametrize(
        "fence",
        [
            "```json\n{}\n```",
            "```\n{}\n```",
            "\n ```json {}``` \n",
            pytest.param("```JSON\n{}\n```"),
        ],
    )
    def test_fenced(self, fence: str) -> None:
        """JSON inside a Markdown fence is read at once, without a re-ask."""
        made = ask(answer(fence.replace("{}", json.dumps(SAID))), BAD["prose"])
        assert made.reply == REPLY.model_validate(SAID)
        assert len(made.requests) == 1

    def test_fence_inside_a_string(self) -> None:
        """Backticks in the reply's own text stay."""
        said = demanding("```json x ```", 1)
        assert ask(answer(said)).reply.demands[0].action == "```json x ```"

    @pytest.mark.parametrize("bad", cases(BAD))
    def test_that_does_not_fit(self, bad: Turn) -> None:
        """An answer that does not fit is asked for again, at once and at most ``REASKS`` times."""
        made = ask(bad, GOOD)
        assert made.reply == REPLY.model_validate(SAID)
        assert (len(made.requests), made.slept) == (2, [])
        never = ask(bad)
        assert isinstance(never.error, InvalidReply)
        assert (len(never.requests), never.slept) == (1 + REASKS, [])
        assert f"asked {1 + REASKS} times" in never.error.message

    def test_that_never_fits_is_the_evidence(self) -> None:
        """What the model said last is kept word for word."""
        error = ask(BAD["prose"], BAD["prose"], BAD["wrong shape"]).error
        assert error is not None and error.evidence == '{"demands": 3}'

    def test_refusal_is_the_evidence(self) -> None:
        """A model that refuses to answer is asked again, and its words are kept."""
        message = {"role": "assistant", "content": None, "refusal": "I can't read that."}
        choice = {"index": 0, "finish_reason": "stop", "message": message}
        made = ask(completion(choices=[choice]))
        assert isinstance(made.error, InvalidReply)
        assert made.error.evidence == "I can't read that."

    def test_cut_off(self) -> None:
        """An answer that ran into the length limit is not asked for again: it would again."""
        made = ask(FINAL["cut off at the limit"][0], GOOD)
        assert isinstance(made.error, InvalidReply)
        assert "length limit" in made.error.message
        assert made.error.evidence == '{"demands": [{"ac'
        assert len(made.requests) == 1

    @pytest.mark.parametrize(
        "choice",
        [
            {"index": 0, "finish_reason": "stop", "message": None},
            {},
            {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": [1]}},
        ],
        ids=["null message", "no message", "content of parts"],
    )
    def test_malformed_choice(self, choice: dict[str, Any]) -> None:
        """A completion without readable text is asked for again, like an empty one."""
        made = ask(completion(choices=[choice]), GOOD)
        assert made.reply == REPLY.model_validate(SAID)

    @pytest.mark.parametrize(
        "usage",
        [
            None,
            pytest.param({}),
            pytest.param({"prompt_tokens": 5, "completion_tokens": None}),
        ],
        ids=["none", "empty", "half"],
    )
    def test_without_a_bill(self, usage: object) -> None:
        """A good answer counts, whatever the endpoint says or leaves out about its tokens."""
        made = ask(completion(usage=usage, choices=json.loads(GOOD.body)["choices"]))
        assert made.reply == REPLY.model_validate(SAID)
        assert made.usage is not None and made.usage.completion_tokens == 0
        assert len(made.requests) == 1


class TestRepeating:
    @pytest.mark.parametrize("passing", cases(FAULTS))
    def test_a_passing_fault(self, passing: Turn) -> None:
        """A fault that passes costs one more request and one wait of under a second."""
        made = ask(passing, GOOD)
        assert made.reply == REPLY.model_validate(SAID)
        assert len(made.requests) == 2
        assert len(made.slept) == 1 and 0.5 <= made.slept[0] <= 1.0

    @pytest.mark.parametrize("lasting", cases(FAULTS))
    def test_a_lasting_fault(self, lasting: Turn) -> None:
        """A fault that lasts is given up after ``ATTEMPTS`` requests, and says it may pass."""
        made = ask(lasting)
        expected = Throttled if lasting.status == 429 else EndpointDown
        assert type(made.error) is expected and made.error.retryable
        assert len(made.requests) == ATTEMPTS
        assert len(made.slept) == ATTEMPTS - 1

    @pytest.mark.parametrize("stall", [SILENCE, cut(GOOD, "stall")], ids=["silence", "in the body"])
    def test_a_stall(self, stall: Turn) -> None:
        """An endpoint that falls silent, before or within its answer, is a fault that may pass."""
        made = ask(stall, GOOD, timeout=0.05)
        assert made.reply == REPLY.model_validate(SAID)
        assert made.requests[0].headers["x-stainless-read-timeout"] == "0.05"

    def test_a_lasting_stall(self) -> None:
        """An endpoint that stays silent is given up, with a word about time."""
        made = ask(SILENCE, timeout=0.03)
        assert type(made.error) is EndpointDown and "in time" in made.error.message
        assert len(made.requests) == ATTEMPTS

    @pytest.mark.parametrize("broken", ["hung up", "reset", "cut", "cut by a reset"])
    @pytest.mark.parametrize("client", [openai.DefaultAioHttpClient, httpx2.AsyncClient])
    def test_a_broken_connection(self, broken: str, client: type[httpx2.AsyncClient]) -> None:
        """A connection that breaks is not taken for one that is slow, whatever the client calls it."""
        given = client(verify=CONTEXT, trust_env=False)
        error = ask(FAULTS[broken], http_client=given).error
        assert error is not None
        assert "in time" not in error.message and "or it broke" in error.message

    @pytest.mark.parametrize("client", [openai.DefaultAioHttpClient, httpx2.AsyncClient])
    def test_a_slow_one(self, client: type[httpx2.AsyncClient]) -> None:
        """Silence is a matter of time with either client."""
        given = client(verify=CONTEXT, trust_env=False)
        error = ask(SILENCE, timeout=0.03, http_client=given).error
        assert error is not None and "in time" in error.message

    def test_nobody_there(self, nobody: str) -> None:
        """An address where nobody listens is named in the error."""
        made = ask(GOOD, base_url=f"http://{nobody}/v1")
        assert type(made.error) is EndpointDown
        assert f"http://{nobody}/v1" in made.error.message
        assert made.usage == Usage(requests=ATTEMPTS, retries=ATTEMPTS - 1)

    def test_waits_grow_and_differ(self) -> None:
        """Without a word from the endpoint each wait is up to twice as long, and at least half."""
        runs = [ask(fault(503)).slept for _ in range(3)]
        for waits in runs:
            for number, seconds in enumerate(waits):
                assert 0.5 * 2**number <= seconds <= min(2**number, LONGEST_WAIT)
        assert len({waits[0] for waits in runs}) == 3

    @pytest.mark.parametrize("status", [429, 503])
    def test_retry_after_in_seconds(self, status: int) -> None:
        """The endpoint's own wait is kept, with up to a second of jitter on top."""
        slept = ask(fault(status, after=90)).slept
        assert len(slept) == ATTEMPTS - 1
        assert all(90 <= seconds <= 91 for seconds in slept)
        assert len(set(slept)) == len(slept)

    @pytest.mark.parametrize(
        "form",
        [
            pytest.param(lambda when: format_datetime(when, usegmt=True), id="IMF-fixdate"),
            pytest.param(lambda when: when.strftime("%A, %d-%b-%y %H:%M:%S GMT"), id="RFC 850"),
            pytest.param(lambda when: when.strftime("%a %b %d %H:%M:%S %Y"), id="asctime"),
        ],
    )
    def test_retry_after_as_a_date(self, form: Callable[[dt.datetime], str]) -> None:
        """All three forms of an HTTP date are understood (RFC 9110, section 5.6.7)."""
        when = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=40)
        made = ask(fault(429, after=form(when)), GOOD)
        assert made.reply == REPLY.model_validate(SAID)
        assert len(made.slept) == 1 and 36 <= made.slept[0] <= 41

    @pytest.mark.parametrize(
        "value",
        [
            "soon",
            "nan",
            "inf",
            "-5",
            "0",
            "Sun, 06 Nov 1994 08:49:37 GMT",
            pytest.param("Sun, 06 Nov 99999999999999999999 08:49:37 GMT"),
        ],
    )
    def test_retry_after_of_no_use(self, value: str) -> None:
        """A header that says nothing, or names the past, is no reason to wait long or to fail."""
        made = ask(fault(429, after=value), GOOD)
        assert made.reply == REPLY.model_validate(SAID)
        assert len(made.slept) == 1 and 0 <= made.slept[0] <= 1

    @pytest.mark.parametrize("asked", [601, 3600])
    def test_retry_after_beyond_the_deadline(self, asked: int) -> None:
        """A wait that can't end in time is not begun, and the error knows how long it was."""
        made = ask(fault(429, after=asked), GOOD)
        assert type(made.error) is Throttled
        assert (len(made.requests), made.slept) == (1, [])
        assert made.error.retry_after == asked

    def test_says_how_long(self) -> None:
        """Who reads the error learns when it is worth to try again."""
        error = ask(fault(429, after=3600), GOOD).error
        assert error is not None and "3600" in error.message

    def test_deadline_over_several_waits(self) -> None:
        """The deadline is for the whole question: waits of 200 s fit into 600 s twice."""
        made = ask(fault(503, after=200))
        assert (len(made.requests), len(made.slept)) == (3, 2)

    def test_deadline_is_an_option(self) -> None:
        """A caller in a hurry sets a deadline of its own."""
        made = ask(fault(503, after=5), GOOD, deadline=4.0)
        assert (len(made.requests), made.slept) == (1, [])

    def test_cancelling(self) -> None:
        """Cancelling a question is neither repeated nor turned into an error of the model."""

        async def use(model: Model) -> None:
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(model.ask([{"role": "user", "content": "?"}], REPLY), 0.05)

        assert len(together(turns(SILENCE), use).requests) == 1


class TestGivingUp:
    @pytest.mark.parametrize("final", cases(FINAL))
    def test_at_once(self, final: tuple[Turn, type[ModelError]]) -> None:
        """What neither waiting nor asking again can mend costs one request and no wait."""
        turn, expected = final
        made = ask(turn, GOOD)
        assert type(made.error) is expected
        assert not made.error.retryable
        assert (len(made.requests), made.slept) == (1, [])
        if expected is not InvalidReply:
            assert made.error.evidence == turn.body

    def test_where(self) -> None:
        """An error names the article, the task and the endpoint."""

        async def use(model: Model) -> None:
            with pytest.raises(ModelNotFound) as caught:
                question = [{"role": "user", "content": "?"}]
                await model.ask(question, REPLY, task="demands", article="a07")
            assert str(caught.value).startswith("a07 · demands: http://127.0.0.1:")
            assert "'m'" in str(caught.value)

        together(turns(fault(404)), use)

    def test_after_a_fault_and_a_bad_answer(self) -> None:
        """What ends a question late still ends it at once."""
        made = ask(fault(503), BAD["prose"], fault(401), GOOD)
        assert type(made.error) is AccessDenied
        assert made.usage is not None
        assert (made.usage.requests, made.usage.retries, made.usage.reasks) == (3, 1, 1)

    @pytest.mark.parametrize(
        "words",
        [
            "You exceeded your current quota, please check your plan and billing details.",
            "Your credit balance is too low",
        ],
    )
    def test_quota_in_words(self, words: str) -> None:
        """An exhausted account is known by its words where it has no code."""
        assert type(ask(fault(429, words)).error) is QuotaExhausted

    @pytest.mark.parametrize(
        "limit",
        [
            fault(
                429,
                "Rate limit reached for m on requests per min. Limit: 3 / min. Visit "
                "https://platform.openai.com/account/billing to add a payment method.",
                code="rate_limit_exceeded",
            ),
            fault(
                429,
                "You exceeded your current quota, please check your plan and billing details. "
                "Quota exceeded for metric: requests per minute. Please retry in 34.07s.",
            ),
            fault(429, "Rate limit reached; see your billing page", after=2),
        ],
        ids=["OpenAI", "Gemini", "Retry-After"],
    )
    def test_a_rate_limit_that_mentions_billing(self, limit: Turn) -> None:
        """A limit per minute is waited for, even where the endpoint advertises a better plan."""
        assert ask(limit, GOOD).reply == REPLY.model_validate(SAID)

    @pytest.mark.parametrize(
        "words",
        [
            "This model's maximum context length is 4096 tokens.",
            "the request exceeds the available context size, try increasing it",
            "prompt is too long: 210000 tokens > 200000 maximum",
        ],
    )
    def test_too_long_in_words(self, words: str) -> None:
        """A prompt beyond the window is known by its words where it has no code."""
        assert type(ask(fault(400, words)).error) is WindowExceeded


def status_errors(parent: type[openai.APIStatusError]) -> Iterator[openai.APIStatusError]:
    """An error of every class that has an HTTP status, one for each status it can have."""
    wide = range(500, 600, 9) if issubclass(parent, openai.InternalServerError) else (402, 408, 410)
    own = getattr(parent, "status_code", None)
    for status in [own] if own else wide:
        response = httpx2.Response(status, text="{}", request=httpx2.Request("POST", "http://x"))
        error = parent.__new__(parent)  # the constructors of some take less
        openai.APIStatusError.__init__(error, "no", response=response, body=None)
        yield error
    for child in parent.__subclasses__():
        yield from status_errors(child)


class TestTree:
    EXPECTED: typing.ClassVar[dict[int, type[ModelError]]] = {
        400: RequestRefused,
        401: AccessDenied,
        402: QuotaExhausted,
        403: AccessDenied,
        404: ModelNotFound,
        408: EndpointDown,
        409: EndpointDown,
        410: RequestRefused,
        422: RequestRefused,
        429: Throttled,
    }

    @staticmethod
    def raised(error: Exception) -> ModelError:
        """What a question raises when the SDK raises ``error``."""

        class Raising(httpx2.AsyncBaseTransport):
            async def handle_async_request(self, request: httpx2.Request) -> NoReturn:
                raise error

        client = httpx2.AsyncClient(transport=Raising())
        translated = ask(GOOD, http_client=client).error
        assert isinstance(translated, ModelError)
        return translated

    @pytest.mark.parametrize(
        "error",
        list(status_errors(openai.APIStatusError)),
        ids=lambda error: f"{type(error).__name__} {error.status_code}",
    )
    def test_every_status_error(self, error: openai.APIStatusError) -> None:
        """Each class of the SDK with an HTTP status, also a future one, has its place here."""
        expected = self.EXPECTED.get(error.status_code, EndpointDown)
        assert error.status_code in self.EXPECTED or error.status_code >= 500
        assert type(self.raised(error)) is expected

    @pytest.mark.parametrize(
        "error",
        [
            openai.APIConnectionError(request=httpx2.Request("POST", "http://x")),
            openai.APITimeoutError(request=httpx2.Request("POST", "http://x")),
            openai.APIResponseValidationError(
                httpx2.Response(200, request=httpx2.Request("POST", "http://x")), None
            ),
            openai.OpenAIError("odd"),
        ],
        ids=lambda error: type(error).__name__,
    )
    def test_the_others(self, error: openai.OpenAIError) -> None:
        """What has no status is a fault of the way there, which may pass."""
        assert type(self.raised(error)) is EndpointDown

    def test_the_tree_is_the_documented_one(self) -> None:
        """The tree in the module's docstring names every class, and nothing else."""
        assert errors.__doc__ is not None
        drawn = set(re.findall(r"[├└]── (\w+)", errors.__doc__)) | {"SummarizerError"}
        assert drawn == {name for name in dir(errors) if _is_error(getattr(errors, name))}


def _is_error(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, SummarizerError)


class TestMessages:
    ALL: typing.ClassVar[dict[str, Turn]] = {
        **{name: turn for name, (turn, _) in FINAL.items()},
        **{name: FAULTS[name] for name in ("429", "503", "reset", "cut", "truncated body")},
        "does not fit": BAD["prose"],
    }

    @pytest.mark.parametrize(
        "turn",
        cases(
            ALL,
        ),
    )
    def test_say_what_to_do(self, turn: Turn) -> None:
        """After what happened every message says what to do next."""
        error = ask(turn).error
        assert error is not None
        assert re.search(r"; (try|check|set|add|use|raise|look|read|shorten)\b", error.message)

    def test_no_empty_brackets(self) -> None:
        """A cause without words is left out."""
        error = ask(FAULTS["reset"]).error
        assert error is not None and "()" not in error.message

    @pytest.mark.parametrize(
        "echo",
        [
            pytest.param(turn, id=name)
            for name, turn in {
                "401": fault(401, f"Incorrect API key provided: {KEY}"),
                "400": fault(400, f"bad header: Bearer {KEY}"),
                "503": fault(503, f"bad header: Bearer {KEY}"),
                "page": Turn(body=f"<p>{KEY}</p>", headers={"content-type": "text/html"}),
                "answer": answer(f"The key is {KEY}"),
            }.items()
        ],
    )
    def test_an_echoed_key_is_hidden(self, echo: Turn) -> None:
        """An endpoint that repeats the key does not get it into the error, so not into a log."""
        error = ask(echo).error
        assert error is not None and error.evidence
        assert KEY not in f"{error} {error!r} {error.evidence}"

    @pytest.mark.parametrize("turn", cases({**FAULTS, **BAD}))
    def test_the_key_is_never_ours_to_tell(
        self, turn: Turn, caplog: pytest.LogCaptureFixture
    ) -> None:
        """Whatever happens, no error and no log record holds the key."""
        caplog.set_level(logging.DEBUG)
        error = ask(turn).error
        assert error is not None and caplog.records
        assert KEY not in f"{error} {error!r} {error.evidence} {caplog.text}"

    @pytest.mark.parametrize("added", ["\n", "”", " \r\n"])
    def test_a_key_with_a_slip_of_the_hand(self, added: str) -> None:
        """A key that was pasted with a line break or a curly quote fails at once, unseen."""
        made = ask(GOOD, api_key=KEY + added)
        assert made.error is not None
        assert (made.requests, made.slept) == ([], [])
        assert KEY not in f"{made.error} {made.error!r} {made.error.evidence}"
        assert "key" in made.error.message

    def test_a_password_in_the_base_url(self, nobody: str) -> None:
        """An error names the endpoint without the password in its URL."""
        error = ask(GOOD, base_url=f"http://ana:hunter2@{nobody}/v1").error
        assert error is not None and "hunter2" not in str(error)
        assert f"{nobody}/v1" in str(error)

    def test_a_password_is_of_use(self) -> None:
        """An endpoint behind a password in its URL is given the password, as any client would."""

        async def go() -> list[Request]:
            async with Endpoint(turns(GOOD)) as endpoint:
                url = endpoint.url.replace("http://", "http://ana:hunter2@")
                model = Model("m", base_url=url, api_key=KEY)
                await model.ask([{"role": "user", "content": "?"}], REPLY)
                await model.aclose()
            return endpoint.requests

        (request,) = asyncio.run(go())
        assert request.headers["authorization"] == "Basic YW5hOmh1bnRlcjI="

    def test_a_password_and_no_http(self) -> None:
        """Nor does it when what answers speaks no HTTP, and the client shows the URL it asked."""
        secret = "http://ana:hunter2@"

        async def go() -> SummarizerError:
            async with Endpoint(turns(Turn(status=-1))) as endpoint:
                url = endpoint.url.replace("http://", secret)
                model = opened(url, Time(), {})
                try:
                    await model.ask([{"role": "user", "content": "?"}], REPLY)
                except SummarizerError as error:
                    return error
                finally:
                    await model.aclose()
            raise AssertionError("an answer")

        error = asyncio.run(go())
        assert type(error) is EndpointDown and "hunter2" not in f"{error} {error.evidence}"


SETTINGS = ("temperature", "seed", "response_format")


class TestRefusedSettings:
    @pytest.mark.parametrize("name", SETTINGS)
    def test_is_dropped_and_remembered(self, name: str) -> None:
        """A setting that the endpoint refuses is left out from then on; all else stays."""

        async def use(model: Model) -> None:
            for cost in (2, 1):
                _, usage = await model.ask([{"role": "user", "content": "?"}], REPLY)
                assert (usage.requests, usage.retries, usage.reasks) == (cost, 0, 0)

        seen = together(refusing(name, then=turns(GOOD)), use).requests
        assert [name in request.body for request in seen] == [True, False, False]
        for request in seen[1:]:
            assert set(SETTINGS) - request.body.keys() == {name}

    def test_by_its_field(self) -> None:
        """The field ``param`` of the error is enough to know the setting."""

        def script(request: Request) -> Turn:
            return fault(400, param="seed") if "seed" in request.body else GOOD

        assert len(ask(script).requests) == 2

    @pytest.mark.parametrize(
        ("name", "refusal"),
        [
            pytest.param(
                "response_format",
                fault(400, "This response_format type is unavailable now", param=None),
                id="DeepSeek",
            ),
            pytest.param(
                "seed",
                Turn(
                    422,
                    json.dumps(
                        {
                            "object": "error",
                            "message": {
                                "detail": [{"type": "extra_forbidden", "loc": ["body", "seed"]}]
                            },
                            "param": None,
                        }
                    ),
                ),
                id="Mistral",
            ),
        ],
    )
    def test_other_wordings(self, name: str, refusal: Turn) -> None:
        """Well-known endpoints that word a refusal differently are understood."""
        made = ask(lambda request: refusal if name in request.body else GOOD)
        assert made.reply == REPLY.model_validate(SAID)
        assert len(made.requests) == 2

    def test_all_of_them(self) -> None:
        """An endpoint that refuses everything costs one more request for each, once."""
        made = ask(refusing(*SETTINGS, then=turns(GOOD)))
        assert made.reply == REPLY.model_validate(SAID)
        assert (len(made.requests), made.slept) == (1 + len(SETTINGS), [])

    @pytest.mark.parametrize(
        "refusal",
        [
            fault(400, "Unsupported value: 'messages'", param="messages"),
            fault(400, "can't read: As the temperature fell, farmers left the seed in the barn."),
        ],
        ids=["another field", "the article's words"],
    )
    def test_what_is_not_ours_to_drop(self, refusal: Turn) -> None:
        """A refusal of anything else is final, and costs the later questions no setting."""

        async def use(model: Model) -> None:
            question = [{"role": "user", "content": "?"}]
            with pytest.raises(RequestRefused):
                await model.ask(question, REPLY)
            await model.ask(question, REPLY)

        _, second = together(turns(refusal, GOOD), use).requests
        assert set(SETTINGS) <= second.body.keys()

    def test_a_question_insists(self) -> None:
        """A setting that the question itself brings is never dropped, so the refusal is final."""

        async def use(model: Model) -> None:
            with pytest.raises(RequestRefused):
                question = [{"role": "user", "content": "?"}]
                await model.ask(question, REPLY, extra={"temperature": 1})

        assert len(together(refusing("temperature", then=turns(GOOD)), use).requests) <= 2

    def test_cost_no_attempts(self) -> None:
        """Refusals are no transport faults, so that as many of those are survived as ever."""
        faults = [fault(503)] * (ATTEMPTS - 1)
        made = ask(refusing(*SETTINGS, then=turns(*faults, GOOD)))
        assert made.reply == REPLY.model_validate(SAID)
        assert len(made.requests) == len(SETTINGS) + ATTEMPTS

    def test_questions_on_their_way(self) -> None:
        """Questions that were sent before the first refusal came back are put again as well."""

        async def use(model: Model) -> None:
            question = [{"role": "user", "content": "?"}]
            made = await asyncio.gather(*(model.ask(question, REPLY) for _ in range(5)))
            assert [usage.requests for _, usage in made] == [2] * 5

        together(refusing("temperature", then=turns(GOOD)), use)


class TestBound:
    def test_is_the_documented_number(self) -> None:
        """One question costs at most seven requests."""
        assert MAX_CALLS == ATTEMPTS + REASKS == 7

    @pytest.mark.parametrize(
        ("script", "requests"),
        [
            ("ffffbbb", 7),
            ("bbfffff", 7),
            ("fbfbfff", 7),
            ("bfffbff", 7),
            ("ffbffbf", 7),
            ("ffffbbg", 7),
            ("bfbfffg", 7),
            ("fffff", 5),
            ("bbb", 3),
            ("fbbb", 4),
        ],
    )
    def test_worst_mixtures(self, script: str, requests: int) -> None:
        """Faults and bad answers do not multiply, however they are mixed."""
        kinds = {"f": fault(503), "b": BAD["wrong shape"], "g": GOOD}
        made = ask(*(kinds[letter] for letter in script), fault(418))
        assert len(made.requests) == requests <= MAX_CALLS
        check(made, script)

    @given(st.lists(st.sampled_from([*FAULTS, *BAD, "good", "final"]), max_size=9))
    @settings(max_examples=50, deadline=None, database=None)
    def test_any_mixture(self, names: list[str]) -> None:
        """Never more than the bound, and the usage is what the server saw."""
        known = {**FAULTS, **BAD, "good": GOOD, "final": fault(404)}
        letter = {**dict.fromkeys(FAULTS, "f"), **dict.fromkeys(BAD, "b"), "good": "g"}
        made = ask(*(known[name] for name in names), GOOD)
        check(made, "".join(letter.get(name, "x") for name in names) + "g")
        assert len(made.requests) <= MAX_CALLS

    @given(st.lists(st.sampled_from("fbg"), max_size=9), st.sets(st.sampled_from(SETTINGS)))
    @settings(max_examples=20, deadline=None, database=None)
    def test_with_refused_settings(self, letters: list[str], refused: set[str]) -> None:
        """Refused settings add one request each at the most."""
        kinds = {"f": hung_up(), "b": BAD["null"], "g": GOOD}
        script = turns(*(kinds[letter] for letter in letters), GOOD)
        made = ask(refusing(*sorted(refused), then=script))
        assert len(made.requests) <= MAX_CALLS + len(refused)
        assert made.usage is not None and made.usage.requests == len(made.requests)
        assert made.usage.retries == len(made.slept)


def check(made: Exchange, script: str) -> None:
    """Compare an exchange with what the documentation says of faults (f), bad answers (b), a good
    one (g) and a final failure (x), one after the other."""
    failed = answered = 0
    for letter in script:
        failed += letter in "fx"
        answered += letter in "bg"
        if letter in "gx" or failed == ATTEMPTS or answered == 1 + REASKS:
            break
    assert (made.error is None) == (letter == "g")
    assert made.error is None or isinstance(made.error, InvalidReply) == (letter == "b")
    assert len(made.requests) == failed + answered
    assert made.usage == Usage(
        requests=len(made.requests),
        prompt_tokens=answered * PROMPT_TOKENS,
        cached_tokens=answered * CACHED_TOKENS,
        completion_tokens=answered * COMPLETION_TOKENS,
        retries=failed - (letter in "fx"),
        reasks=max(0, answered - 1) if letter in "gb" else answered,
    )
    assert len(made.slept) == made.usage.retries


class TestTogether:
    def test_twenty_questions_on_one_model(self) -> None:
        """Concurrent questions get their own answers, their own errors and their own bills."""
        asked: dict[int, int] = {}

        def script(request: Request) -> Turn:
            number = int(request.body["messages"][0]["content"])
            asked[number] = asked.get(number, 0) + 1
            if number % 4 == 3:
                return fault(404)
            if asked[number] == 1 and number % 4:
                return hung_up() if number % 4 == 1 else BAD["wrong shape"]
            return answer(demanding(f"point {number}", 1))

        async def one(model: Model, number: int) -> tuple[str, Usage]:
            question = [{"role": "user", "content": str(number)}]
            try:
                reply, usage = await model.ask(question, REPLY, article=str(number))
            except ModelNotFound as error:
                assert error.usage is not None
                return error.article, error.usage
            return reply.demands[0].action, usage

        async def use(model: Model) -> None:
            made = await asyncio.gather(*(one(model, number) for number in range(20)))
            for number, (text, usage) in enumerate(made):
                kind = number % 4
                assert text == (str(number) if kind == 3 else f"point {number}")
                counts = (usage.requests, usage.retries, usage.reasks)
                assert counts == [(1, 0, 0), (2, 1, 0), (2, 0, 1), (1, 0, 0)][kind]
                assert usage.prompt_tokens == [1, 1, 2, 0][kind] * PROMPT_TOKENS

        assert len(together(script, use).requests) == 30

    def test_its_own_connections(self) -> None:
        """Without a client given the model opens its own, and keeps no time but the real one."""

        async def go() -> None:
            async with Endpoint(turns(GOOD)) as endpoint:
                model = Model("m", base_url=endpoint.url, api_key=KEY)
                reply, usage = await model.ask([{"role": "user", "content": "?"}], REPLY)
                await model.aclose()
            assert reply == REPLY.model_validate(SAID)
            assert usage.requests == 1

        asyncio.run(go())
