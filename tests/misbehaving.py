"""An OpenAI-compatible endpoint on loopback: it misbehaves as told, and keeps what reached it.

It speaks HTTP/1.1 over a plain socket, because a server that is made to behave can neither hang up
in the middle of a body nor fall silent. What it does with a request is a ``Turn``; a script is a
list of turns, of which the last is repeated, or a function from the request to its turn.
"""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Literal, Self

PROMPT_TOKENS, CACHED_TOKENS, COMPLETION_TOKENS = 100, 40, 7
"""What every completion says that it cost."""


@dataclass(frozen=True, slots=True)
class Request:
    """What reached the endpoint: ``headers`` by their names in lower case, ``body`` decoded."""

    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]

    @property
    def shown(self) -> str:
        """All that the messages say."""
        return "\n".join(str(message["content"]) for message in self.body["messages"])


@dataclass(frozen=True, slots=True)
class Turn:
    """What the endpoint does with one request.

    It sends status line, headers and body, or only the first ``upto`` bytes of all that; ``then``
    it keeps the connection, closes it, resets it, or says nothing more until the client gives up.
    """

    status: int = 200
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    upto: int | None = None
    then: Literal["keep", "close", "reset", "stall"] = "keep"

    def wire(self) -> bytes:
        """The bytes that go out."""
        body = self.body.encode()
        headers = {"content-type": "application/json", "content-length": len(body), **self.headers}
        lines = [f"HTTP/1.1 {self.status} Whatever", *(f"{k}: {v}" for k, v in headers.items())]
        return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def completion(**parts: Any) -> Turn:
    """A chat completion of which ``parts`` are replaced."""
    usage = {
        "prompt_tokens": PROMPT_TOKENS,
        "completion_tokens": COMPLETION_TOKENS,
        "total_tokens": PROMPT_TOKENS + COMPLETION_TOKENS,
        "prompt_tokens_details": {"cached_tokens": CACHED_TOKENS},
    }
    whole = {
        "id": "1",
        "object": "chat.completion",
        "created": 0,
        "model": "m",
        "choices": [],
        "usage": usage,
    }
    return Turn(body=json.dumps({**whole, **parts}))


def answer(content: object, finish_reason: str = "stop") -> Turn:
    """A completion that says ``content``: text as it is, anything else but None as JSON."""
    said = content if content is None or isinstance(content, str) else json.dumps(content)
    message = {"role": "assistant", "content": said}
    return completion(choices=[{"index": 0, "finish_reason": finish_reason, "message": message}])


def fault(status: int, message: str = "no", *, after: object = None, **error: object) -> Turn:
    """An error as OpenAI words it; ``after`` is the value of the header Retry-After."""
    headers = {} if after is None else {"retry-after": str(after)}
    return Turn(status, json.dumps({"error": {"message": message, **error}}), headers)


def hung_up(then: Literal["close", "reset"] = "close") -> Turn:
    """The connection ends before the first byte."""
    return Turn(upto=0, then=then)


def cut(turn: Turn, then: Literal["close", "reset", "stall"] = "close") -> Turn:
    """``turn``, but the last ten bytes of its body never come."""
    return Turn(turn.status, turn.body, turn.headers, upto=len(turn.wire()) - 10, then=then)


SILENCE = Turn(upto=0, then="stall")

Script = Callable[[Request], Turn]


def turns(*listed: Turn) -> Script:
    """A script that goes through ``listed`` and stays at the last."""
    left = list(listed)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


class Endpoint:
    """The endpoint, while the ``async with`` lasts. ``requests`` is what reached it, in order."""

    def __init__(self, script: Script) -> None:
        self.requests: list[Request] = []
        self.url = ""
        self._script = script
        self._busy: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/v1"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.close()
        for task in self._busy:
            task.cancel()
        await asyncio.gather(*self._busy, return_exceptions=True)

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._serve(reader, writer))
        self._busy.add(task)
        task.add_done_callback(self._busy.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await _read(reader):
                self.requests.append(request)
                turn = self._script(request)
                writer.write(turn.wire()[: turn.upto])
                await writer.drain()
                if turn.then == "stall":
                    await reader.read()
                if turn.then == "reset":
                    _reset(writer)
                if turn.then != "keep":
                    break
        finally:
            writer.close()


async def _read(reader: asyncio.StreamReader) -> Request | None:
    """The next request on a connection, or None when the client has closed it."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    pairs = (line.split(": ", 1) for line in head[1:] if line)
    headers = {name.lower(): value for name, value in pairs}
    body = await reader.readexactly(int(headers["content-length"]))
    return Request(head[0].split()[1], headers, json.loads(body))


def _reset(writer: asyncio.StreamWriter) -> None:
    """Let closing send RST instead of FIN."""
    writer.get_extra_info("socket").setsockopt(
        socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
    )
