"""Rehearsal: all that a run would ask, counted and not sent.

It stands where the flow stands, below the reply store, so that what the store holds is not counted. What
it answers is the least that a request's schema allows, so that every question gets asked.
"""

from __future__ import annotations

import json
from itertools import cycle, islice
from typing import Any

import httpx2

from summarizer.flow import Flow
from summarizer.prices import Tokens
from summarizer.store import Home, Store

BYTES_PER_TOKEN = 4
"""Bytes of UTF-8 that a token is taken for: about right for English, careful for other scripts."""
COMPLETION = 300
"""Tokens that an answer is taken for: large models say an article of 400 to 700 words in 160 to 330."""


class Rehearsal(Flow):
    """A flow that lets nothing out. ``requests`` and ``tokens`` are what would have gone."""

    async def send(
        self, request: httpx2.Request, inner: httpx2.AsyncBaseTransport
    ) -> httpx2.Response:
        """Count a request, and answer it with next to nothing."""
        body = json.loads(await request.aread())
        shown = {name: body.get(name) for name in ("messages", "response_format")}
        size = len(json.dumps(shown, ensure_ascii=False).encode("utf-8", "replace"))
        self.requests += 1
        self.tokens += Tokens(prompt=size // BYTES_PER_TOKEN, completion=COMPLETION)
        wanted = (body.get("response_format") or {}).get("json_schema", {}).get("schema", {})
        message = {"role": "assistant", "content": json.dumps(least(wanted, wanted))}
        choice = {"index": 0, "finish_reason": "stop", "message": message}
        completion = {"id": "0", "object": "chat.completion", "created": 0, "model": "none"}
        return httpx2.Response(200, json={**completion, "choices": [choice]})


class Untouched:
    """A home of replies that is read and never written: what a rehearsal answers is no reply."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def get(self, digest: str) -> Any | None:
        """The reply to the request of that digest, or None."""
        return self._home.get(digest)

    def put(self, digest: str, request: Any, reply: Any) -> None:
        """Keep nothing."""


def untouched(store: Store) -> Store:
    """The store as a rehearsal may use it."""
    return Store(Untouched(store.home), store.mode)


def least(schema: dict[str, Any], root: dict[str, Any]) -> Any:
    """The smallest value that a JSON schema of ours allows. ``root`` holds the ``$defs``."""
    if reference := schema.get("$ref"):
        return least(root["$defs"][reference.rsplit("/", 1)[1]], root)
    if choices := schema.get("anyOf"):
        return None if {"type": "null"} in choices else least(choices[0], root)
    if "const" in schema:
        return schema["const"]
    if values := schema.get("enum"):
        return values[0]
    match schema.get("type"):
        case "object":
            fields = schema.get("properties", {})
            return {name: least(fields[name], root) for name in schema.get("required", ())}
        case "array":
            shapes = schema["items"].get("anyOf", [schema["items"]])  # as they follow one another
            return [
                least(shape, root) for shape in islice(cycle(shapes), schema.get("minItems", 0))
            ]
        case "integer" | "number":
            return schema.get("minimum", 0)
        case "string":
            return "x" * schema.get("minLength", 0)
        case "boolean":
            return False
    return None
