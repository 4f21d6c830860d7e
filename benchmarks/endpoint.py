"""An OpenAI-compatible endpoint for load, in a process of its own, that costs next to nothing itself.

It has so many places; a request takes one for the latency, and one that finds none gets a 429. With
``faults`` a share of the answers is a fault instead, drawn at random with a fixed seed. ``/stats`` says
what reached it. It is a bare protocol: a web framework would use up the processor that is measured.
"""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

FAULTS = ("429", "500", "503", "reset", "stall", "cut", "shape", "range")

LEAD = """\
Prime Minister Orla Venn of Norland telephoned President Ivo Brandt of Ostmark on Monday. The call \
lasted 40 minutes, Venn's office said. “We spoke openly about the border,” Venn said afterwards. “It was \
a useful talk,” Brandt told reporters in Senn. Venn demanded that Ostmark reopen the bridge at Haal by \
1 June. Brandt called the demand “premature”. Dispatch number {number}."""
FILLER = "Traffic on the river has been light since the spring, the harbour office said."

ANSWER: dict[str, Any] = {
    "calls": [
        [
            [1, 2],
            ["Orla Venn"],
            ["Ivo Brandt"],
            "on Monday",
            {"duration": "40 minutes", "minutes": 40},
        ]
    ],
    "quotes": {"Orla Venn": [1], "Ivo Brandt": [2, 3]},
    "demands": [
        [
            [5],
            ["Orla Venn"],
            ["Ostmark"],
            "reopen the bridge at Haal",
            "by 1 June",
            "demand",
        ]
    ],
    "gist": [1],
}
"""What a model that reads well would answer about each of the articles."""


def article(number: int) -> str:
    """An article of 70 to 400 words; those of one length have numbers 25 apart."""
    fillers = [FILLER] * (number % 25)
    return "\n\n".join([LEAD.format(number=number), *fillers])


def completion(content: str) -> bytes:
    """A chat completion that says it."""
    message = {"role": "assistant", "content": content}
    usage = {"prompt_tokens": 1500, "completion_tokens": 250, "total_tokens": 1750}
    whole = {
        "id": "1",
        "object": "chat.completion",
        "created": 0,
        "model": "m",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": usage,
    }
    return json.dumps(whole).encode()


def answers() -> dict[str, bytes]:
    """The body by what the path begins with: each system that is measured has a shape of its own."""
    extraction = {
        "extractions": [
            {"quote": "It was a useful talk,", "quote_attributes": {"speaker": "Ivo Brandt"}}
        ]
    }
    by_name = {
        "calls": [
            {
                "participants": ["Orla Venn", "Ivo Brandt"],
                "initiator": "Orla Venn",
                "status": "held",
                "medium": "phone",
                "minutes": 40,
            }
        ],
        "quotes": [],
        "demands": [
            {
                "demander": ["Orla Venn"],
                "target": ["Ostmark"],
                "action": "reopen the bridge at Haal",
                "deadline": "by 1 June",
            }
        ],
    }
    return {
        "ours": completion(json.dumps(ANSWER)),
        "instructor": completion(json.dumps(by_name)),
        "langextract": completion(json.dumps(extraction)),
    }


class Load:
    """The state of the endpoint."""

    def __init__(self, places: int, latency: float, faults: float, seed: int = 1) -> None:
        self.places, self.latency, self.faults = places, latency, faults
        self.random = random.Random(seed)
        self.answers = answers()
        self.here = self.most = self.refused = 0
        self.came: Counter[str] = Counter()
        self.given: Counter[str] = Counter()
        self.first = self.last = 0.0
        self.times: list[float] = []

    def stats(self) -> bytes:
        """What has come so far; ``articles`` counts requests by the number in them, ``times`` are those
        of the answers in seconds."""
        return json.dumps(
            {
                "served": len(self.times),
                "refused": self.refused,
                "most": self.most,
                "seconds": self.last - self.first,
                "times": self.times,
                "given": self.given,
                "articles": self.came,
            }
        ).encode()


class Connection(asyncio.Protocol):
    """One connection: requests one after the other."""

    def __init__(self, load: Load) -> None:
        self.load = load
        self.buffer = bytearray()
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, part: bytes) -> None:
        self.buffer += part
        head, found, rest = self.buffer.partition(b"\r\n\r\n")
        if not found:
            return
        at = head.lower().find(b"content-length:")
        length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        if len(rest) < length:
            return
        path = head.split(b" ", 2)[1].decode()
        del self.buffer[:]
        self.request(path, bytes(rest[:length]))

    def request(self, path: str, body: bytes) -> None:
        load = self.load
        if path == "/stats":
            self.send(load.stats())
            return
        now = time.monotonic()
        load.first = load.first or now
        load.last = now
        at = body.find(b"Dispatch number ")
        if at >= 0:
            load.came[body[at + 16 : at + 26].split(b".")[0].decode()] += 1
        if load.here >= load.places:
            load.refused += 1
            self.send(b'{"error": {"message": "too many at once"}}', 429)
            return
        load.here += 1
        load.most = max(load.most, load.here)
        fault = load.random.choice(FAULTS) if load.random.random() < load.faults else "answer"
        load.given[fault] += 1
        asyncio.get_running_loop().call_later(load.latency, self.answer, path, fault)

    def answer(self, path: str, fault: str) -> None:
        load = self.load
        load.here -= 1
        load.last = time.monotonic()
        load.times.append(load.last)
        body = load.answers[path.split("/")[1]]
        match fault:
            case "answer":
                self.send(body)
            case "429":
                self.send(b'{"error": {"message": "slow down"}}', 429, b"retry-after: 0.2\r\n")
            case "500" | "503":
                self.send(b'{"error": {"message": "a fault"}}', int(fault))
            case "reset":
                self.transport.abort()
            case "stall":
                self.transport.write(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{")
            case "cut":
                self.send(completion(json.dumps(ANSWER)[:120]))
            case "shape":
                self.send(completion('{"answer": 42}'))
            case "range":
                wrong = json.dumps({**ANSWER, "gist": [999]})
                self.send(completion(wrong))

    def send(self, body: bytes, status: int = 200, headers: bytes = b"") -> None:
        if not self.transport.is_closing():
            self.transport.write(
                b"HTTP/1.1 %d OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n%b\r\n%b"
                % (status, len(body), headers, body)
            )


async def serve(places: int, latency: float, faults: float) -> None:
    loop = asyncio.get_running_loop()
    load = Load(places, latency, faults)
    server = await loop.create_server(lambda: Connection(load), "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@contextmanager
def endpoint(places: int = 10_000, latency: float = 0.0, faults: float = 0.0) -> Iterator[str]:
    """Its address, without ``/ours/v1`` or the like, while it runs."""
    command = [sys.executable, str(Path(__file__)), str(places), str(latency), str(faults)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.kill()


def stats(address: str) -> dict[str, Any]:
    """What reached the endpoint so far."""
    with urlopen(f"{address}/stats") as answer:
        return dict(json.loads(answer.read()))


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])))
