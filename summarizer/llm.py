"""The model: messages and a reply schema become a reply. The only room that knows instructor and
tenacity; ``network``, ``faults`` and ``provider`` know openai too.

Three loops could multiply here; they don't. The SDK's own retries are off. instructor asks again when
an answer does not fit its schema, at most ``REASKS`` times, and says why. tenacity repeats a request
that got no answer at all (no connection, a time-out, 408, 409, 429, 5xx); it sits below instructor and
counts over the whole question, so that one question costs at most ``MAX_CALLS`` requests. What waiting
cannot mend (401, 403, 404, an exhausted quota, any other 4xx) fails at once.
"""

from __future__ import annotations

import asyncio
import logging
import random
import re
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

import httpx2
import instructor
import openai
from openai.types.chat import ChatCompletion, ChatCompletionMessage
from openai.types.chat.chat_completion import Choice
from pydantic import BaseModel, PrivateAttr
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception

from summarizer.errors import (
    InvalidReply,
    ModelError,
    RequestRefused,
    SetupError,
    SummarizerError,
)
from summarizer.faults import translated
from summarizer.network import address, network
from summarizer.records import Usage
from summarizer.store import REUSED

R = TypeVar("R", bound=BaseModel)
Sleep = Callable[[float], Awaitable[None]]

ATTEMPTS = 5
"""Requests that may fail in transport over one question, after which it is given up."""
REASKS = 2
"""How often an answer that does not fit is sent back with the reason."""
MAX_CALLS = ATTEMPTS + REASKS
"""The most requests that one question can cost, but for one more for each setting (temperature, seed,
response_format) that the endpoint turns out to refuse; later questions leave that setting out."""
DEADLINE = 600.0
"""Seconds after which no failed request of a question is repeated."""
LONGEST_WAIT = 60.0
"""Seconds between two attempts at the most, where the endpoint does not ask for more."""
TIMEOUT = 180.0
"""Seconds without a sign of the endpoint before a request counts as failed."""

# Both report on stderr what is raised here anyway.
logging.getLogger("instructor").addHandler(logging.NullHandler())
logging.getLogger("openai").addHandler(logging.NullHandler())

_OURS = ("temperature", "seed", "response_format")
"""The settings that a request can do without."""
_LINK = re.compile(r"\n\s*For further information visit https://errors\.pydantic\.dev\S*")
_FENCE = re.compile(r"^\s*```[A-Za-z]*\s*(.*?)\s*```\s*$", re.DOTALL)
_HEADER = re.compile(r"[\x21-\x7e]+")


class Model:
    """One model behind one OpenAI-compatible endpoint, open until ``aclose``.

    ``extra`` goes into the body of every request as it is. ``temperature`` or ``seed`` of None are
    not sent. ``http_client`` and ``sleep`` are there for the reply store and for tests.

    Raises ``SetupError`` when the key holds what no header can carry, such as a line break, or the base
    URL is none.
    """

    def __init__(
        self,
        name: str,
        *,
        base_url: str | None,
        api_key: str,
        temperature: float | None = 0.0,
        seed: int | None = 1,
        extra: Mapping[str, Any] | None = None,
        timeout: float = TIMEOUT,
        deadline: float = DEADLINE,
        http_client: httpx2.AsyncClient | None = None,
        sleep: Sleep = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        if not _HEADER.fullmatch(api_key):
            raise SetupError(
                "the key is empty or holds a blank, a line break or no ASCII; set it anew"
            )
        if base_url is not None:
            address(base_url)
        self.name = name
        self.base_url = base_url
        self._key = api_key
        settings = {"temperature": temperature, "seed": seed, **(extra or {})}
        self._settings = {key: value for key, value in settings.items() if value is not None}
        self._refused: set[str] = set()
        self._deadline = deadline
        self._sleep, self._clock = sleep, clock
        self._client = openai.AsyncOpenAI(
            api_key=api_key,
            base_url=base_url,
            max_retries=0,
            timeout=timeout,
            http_client=http_client or network(base_url),
        )

    async def ask(
        self,
        messages: Sequence[Mapping[str, str]],
        reply: type[R],
        *,
        task: str = "",
        article: str = "",
        extra: Mapping[str, Any] | None = None,
    ) -> tuple[R, Usage]:
        """Put one question; return the reply and what it cost.

        Raises a ``ModelError``, which says what the endpoint or the model answered and carries the
        ``usage`` of all requests that were made for nothing; and what a transport of this package
        raises, as it is.
        """
        question = _Question(self, dict(extra or {}))
        create = instructor.patch(create=question.create, mode=instructor.Mode.JSON_SCHEMA)
        try:
            answer = await create(  # type: ignore[misc]
                response_model=_face(reply),
                messages=[dict(message) for message in messages],
                max_retries=REASKS,
                model=self.name,
            )
            return answer.reply, question.usage
        except SummarizerError as error:
            failure = error
        except Exception as error:
            failure = question.failure or _invalid(question, error)
            failure.__cause__ = error
        failure.task, failure.article = task, article
        if isinstance(failure, ModelError):
            failure.usage = question.usage
        raise failure

    @property
    def where(self) -> str:
        """The endpoint, as errors name it: without user, password and query."""
        url = self._client.base_url.copy_with(username=None, password=None, query=None)
        return str(url).rstrip("/")

    def hide(self, text: str) -> str:
        """``text`` without the key, which some endpoints repeat when they refuse it."""
        return text.replace(self._key, "[key]") if len(self._key) >= 8 else text

    def _drop(self, error: Exception, sent: Iterable[str]) -> bool:
        """Leave out from now on a setting that the endpoint refuses, as some models do a temperature.

        ``sent`` is what the request held and another would not: several questions may be on their
        way when the first refusal comes back, and each of them is put again.
        """
        if not isinstance(error, (openai.BadRequestError, openai.UnprocessableEntityError)):
            return False
        for name in sent:
            quoted = re.search(rf"['\"`]{name}['\"`]", error.message)
            if error.param == name or quoted or (name in error.message and "_" in name):
                self._refused.add(name)
                self._settings.pop(name, None)
                return True
        return False

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.close()


class _Face(instructor.ResponseSchema):
    """A reply as instructor sees it: a schema that is written out once, and a reading of the answer.

    instructor walks through all fields of a model four times a question, wraps it in a model of its own
    and has Pydantic write out its schema; all that costs more than the rest of the request.
    """

    _reply: Any = PrivateAttr()

    @property
    def reply(self) -> Any:
        """What the answer says."""
        return self._reply


@lru_cache(maxsize=256)
def _face(reply: type[R]) -> type[_Face]:
    schema = reply.model_json_schema()

    class Face(_Face):
        @classmethod
        def model_json_schema(cls, *_: Any, **__: Any) -> dict[str, Any]:
            return schema

        @classmethod
        def model_validate_json(cls, text: Any, **options: Any) -> Any:  # type: ignore[override]
            face = cls()
            face._reply = reply.model_validate_json(text, **options)
            return face

    Face.__name__ = reply.__name__
    return Face


class _Question:
    """One question on its way: how often it was asked, and what that cost."""

    def __init__(self, model: Model, extra: dict[str, Any]) -> None:
        self.model = model
        self.extra = extra
        self.failure: SummarizerError | None = None
        self.said = ""
        self.usage = Usage()
        self._failed = 0
        self._answered = False
        self._began = model._clock()

    async def create(self, **request: Any) -> ChatCompletion:
        """Stand in for the SDK's ``create``: one answer, whatever transport faults it takes."""
        if self._answered:
            self.usage += Usage(reasks=1)
        request["messages"] = [_unlinked(message) for message in request["messages"]]
        retrying = AsyncRetrying(
            retry=retry_if_exception(lambda error: getattr(error, "retryable", False)),
            stop=self._stop,
            wait=self._wait,
            sleep=self.model._sleep,
            before_sleep=self._count,
            reraise=True,
        )
        try:
            return await retrying(self._request, request)
        except SummarizerError as error:
            self.failure = error
            raise

    async def _request(self, request: dict[str, Any]) -> ChatCompletion:
        self.usage += Usage(requests=1)
        body = {**request, **self.model._settings, **self.extra}
        if "response_format" in self.model._refused:
            body.pop("response_format", None)
        sent = [name for name in _OURS if name in body and name not in self.extra]
        try:
            # ``chat.completions.create`` walks through every node of the schema before it does this.
            completion = await self.model._client.post(
                "/chat/completions", body=body, cast_to=ChatCompletion
            )
        except (openai.OpenAIError, ValueError) as error:
            if self.model._drop(error, sent):
                return await self._request(request)
            self._failed += 1
            model = self.model
            raise translated(error, where=model.where, model=model.name, hide=model.hide) from error
        if not isinstance(completion, ChatCompletion):
            self._failed += 1
            raise RequestRefused(
                f"{self.model.where} answers, but not with a chat completion; check the base URL",
                evidence=self.model.hide(str(completion))[:2000],
            )
        self._answered = True
        self.usage += _counted(completion)
        return self._readable(completion)

    def _readable(self, completion: ChatCompletion) -> ChatCompletion:
        """An answer without the fence that some models set around JSON; an empty one as empty text,
        so that it is asked for again like any other answer that does not fit."""
        message = getattr(completion.choices[0], "message", None) if completion.choices else None
        if message is None:
            message = ChatCompletionMessage(role="assistant", content="")
            completion.choices = [Choice(index=0, finish_reason="stop", message=message)]
        text = message.content or message.refusal or ""
        if not isinstance(text, str):  # parts, which no chat endpoint should send
            text = str(text)
        fenced = _FENCE.match(text)
        message.content = self.said = fenced.group(1) if fenced else text
        return completion

    def _wait(self, state: RetryCallState) -> float:
        """What the endpoint asked for, or twice as long each time; with jitter, so that many clients
        that failed together don't come back together."""
        error = state.outcome.exception() if state.outcome else None
        asked = getattr(error, "retry_after", None)
        if asked is not None:
            return max(0.0, float(asked)) + random.uniform(0.0, 1.0)
        return random.uniform(0.5, 1.0) * min(LONGEST_WAIT, 2.0 ** (self._failed - 1))

    def _stop(self, state: RetryCallState) -> bool:
        ends = self.model._clock() - self._began + state.upcoming_sleep
        return self._failed >= ATTEMPTS or ends > self.model._deadline

    def _count(self, state: RetryCallState) -> None:
        self.usage += Usage(retries=1)


def _unlinked(message: dict[str, Any]) -> dict[str, Any]:
    """A message without the links to Pydantic's manual, which are half of the tokens of a re-ask."""
    content = message.get("content")
    return {**message, "content": _LINK.sub("", content)} if isinstance(content, str) else message


def _counted(completion: ChatCompletion) -> Usage:
    usage = completion.usage
    if usage is None:
        return Usage()
    details = getattr(usage, "prompt_tokens_details", None)
    return Usage(
        reused=int(REUSED in (completion.model_extra or {})),
        prompt_tokens=getattr(usage, "prompt_tokens", None) or 0,
        cached_tokens=getattr(details, "cached_tokens", None) or 0,
        completion_tokens=getattr(usage, "completion_tokens", None) or 0,
    )


def _invalid(question: _Question, error: Exception) -> ModelError:
    if isinstance(error, instructor.core.IncompleteOutputException):
        reason = "the answer was cut off at the endpoint's length limit"
    else:
        reason = f"the answer did not fit, asked {question.usage.reasks + 1} times"
    return InvalidReply(
        f"{reason}; try another model, or look at what it said in `evidence`",
        evidence=question.model.hide(question.said),
    )
