"""A proxy on loopback that counts what passes: requests, tokens, refusals, answers of no use.

Every system of a benchmark is measured here, so that nobody's own bookkeeping is trusted. Only whole
replies are counted, as all systems here ask for; a stream would be counted as a request without tokens.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

import httpx2

TIMEOUT = 3600.0  # seconds: the systems' own time-outs come first
BASE = "/v1"
_FENCE = re.compile(r"\s*```\w*\s*(.*?)\s*```\s*$", re.DOTALL)  # as hosted models set around JSON
_OURS = {"host", "content-length", "connection", "proxy-connection", "accept-encoding"}
_THEIRS = {"content-length", "content-encoding", "transfer-encoding", "connection", "keep-alive"}


@dataclass
class Count:
    """What was asked and answered. ``refused`` counts requests without a 2xx answer, ``unusable`` the
    answers that ended at a length limit or are no JSON; ``prompt_tokens`` includes ``cached_tokens``."""

    requests: int = 0
    refused: int = 0
    unusable: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0

    def add(self, other: Count) -> None:
        for name, number in asdict(other).items():
            setattr(self, name, getattr(self, name) + number)


def counted(status: int, body: bytes) -> Count:
    """One exchange. A body that is no chat completion counts as a request without tokens."""
    count = Count(requests=1, refused=int(not 200 <= status < 300))
    try:
        reply = json.loads(body)
    except ValueError:
        return count
    if count.refused or not isinstance(reply, dict):
        return count
    usage: Mapping[str, Any] = reply.get("usage") or {}
    count.prompt_tokens = usage.get("prompt_tokens") or 0
    count.completion_tokens = usage.get("completion_tokens") or 0
    count.cached_tokens = (usage.get("prompt_tokens_details") or {}).get("cached_tokens") or 0
    count.unusable = sum(not _usable(choice) for choice in reply.get("choices") or [])
    return count


def _usable(choice: Mapping[str, Any]) -> bool:
    if choice.get("finish_reason") == "length":
        return False
    text = (choice.get("message") or {}).get("content") or ""
    fenced = _FENCE.match(text)
    try:
        json.loads(fenced.group(1) if fenced else text)
    except ValueError:
        return False
    return True


class Proxy:
    """The proxy, from ``with`` to its end. ``url`` is the base URL that stands for ``upstream``."""

    def __init__(self, upstream: str) -> None:
        self._upstream = upstream.rstrip("/")
        on_loopback = httpx2.URL(upstream).host in ("127.0.0.1", "localhost", "::1")
        self._client = httpx2.Client(timeout=TIMEOUT, trust_env=not on_loopback)
        self._count = Count()
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}{BASE}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def take(self) -> Count:
        """What passed since the last time."""
        with self._lock:
            count, self._count = self._count, Count()
        return count

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        self._client.close()

    def _forward(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, Mapping[str, str], bytes]:
        url = self._upstream + path.removeprefix(BASE)
        passed = {name: value for name, value in headers.items() if name.lower() not in _OURS}
        try:
            reply = self._client.request(method, url, headers=passed, content=body)
            status, content, theirs = reply.status_code, reply.content, dict(reply.headers)
        except httpx2.HTTPError as error:
            status, content, theirs = 502, f'{{"error": "{type(error).__name__}"}}'.encode(), {}
        if method == "POST":
            with self._lock:
                self._count.add(counted(status, content))
        return status, theirs, content

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        forward = self._forward

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                status, headers, content = forward(
                    self.command, self.path, dict(self.headers), body
                )
                self.send_response_only(status)
                for name, value in headers.items():
                    if name.lower() not in _THEIRS:
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = answer  # noqa: N815  (the names are http.server's)

        return Handler
