"""Rehearsal: what would be asked is counted, and nothing is sent or kept."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.flow import FlowTransport
from summarizer.rehearsal import BYTES_PER_TOKEN, COMPLETION, Rehearsal, least, untouched
from summarizer.replies import (
    article_reply,
    calls_reply,
    demands_reply,
    quotes_reply,
)
from summarizer.store import Store


@settings(deadline=None)
@given(st.integers(1, 30), st.integers(0, 60), st.integers(1, 20))
def test_the_least_reply_fits_its_schema(first: int, more: int, passages: int) -> None:
    """Every schema that is asked for, whatever article it is made for."""
    last = first + more
    schemas = [
        calls_reply(first, last),
        calls_reply(first, last, ("Orla Venn", "Ivo Brandt")),
        demands_reply(first, last),
        quotes_reply(tuple(range(1, passages + 1))),
        article_reply(first, last, (1, passages)),
        article_reply(first, last, (1, passages), 5),
        article_reply(first, last, None),
    ]
    for schema in schemas:
        shape = schema.model_json_schema()
        schema.model_validate(least(shape, shape))


def ask(flow: Rehearsal, content: str) -> httpx2.Response:
    """Put a question through."""

    async def unreachable(request: httpx2.Request) -> httpx2.Response:
        raise AssertionError("it was sent")

    schema = calls_reply(1, 3).model_json_schema()
    body: dict[str, Any] = {
        "messages": [{"role": "user", "content": content}],
        "response_format": {"type": "json_schema", "json_schema": {"schema": schema}},
    }
    request = httpx2.Request("POST", "http://m/v1/chat/completions", json=body)
    transport = FlowTransport(flow, httpx2.MockTransport(unreachable))
    return asyncio.run(transport.handle_async_request(request))


def test_requests_and_tokens_are_counted_and_nothing_is_sent() -> None:
    """The length of the text tells the tokens of the prompt."""
    flow = Rehearsal()
    ask(flow, "")
    schema_alone = flow.tokens.prompt
    response = ask(flow, "x" * 4000)
    assert flow.requests == 2
    assert flow.tokens.prompt - 2 * schema_alone == 4000 // BYTES_PER_TOKEN
    assert flow.tokens.completion == 2 * COMPLETION
    said = json.loads(response.json()["choices"][0]["message"]["content"])
    calls_reply(1, 3).model_validate(said)


def test_a_store_is_read_and_not_written() -> None:
    """The answers of a rehearsal must never be taken for replies."""

    class Home:
        def get(self, digest: str) -> Any:
            return {"kept": digest}

        def put(self, digest: str, request: Any, reply: Any) -> None:
            pytest.fail("it was written")

    store = untouched(Store(Home(), "use"))
    store.home.put("d", {}, {})
    assert store.home.get("d") == {"kept": "d"}
    assert store.mode == "use"
