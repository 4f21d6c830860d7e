"""The embedded model: an OpenAI-compatible server on loopback that this process owns.

The server is llama.cpp's own, out of the ``xllamacpp`` wheel. It runs in a child process rather
than in a thread: taken down with a request in flight, it waits for that request for ever without
letting go of the interpreter (xllamacpp 2026.10.11549), and a child can always be ended.
"""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import importlib.util
import json
import os
import secrets
import signal
import subprocess
import sys
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import httpx2

from summarizer.errors import SetupError
from summarizer.weights import QWEN, WAYS_OUT, Report, ensure_weights

WINDOW = 16_384
"""Tokens of context that the server is started with, prompt and answer together."""

ADDRESS = "http://local/v1"
"""Stands for the server's address while it is not started."""


def name_of(model: str) -> str:
    """What the model that a user named is called in requests and records, before it is loaded."""
    return Path(QWEN.name if model == "local" else model).stem


def open_local(model: str, report: Report | None = None) -> LocalServer:
    """Start the model that a user named: ``local`` for the shipped one, or a path to a .gguf file.

    ``report`` is told of the bytes done and in all while the shipped weights are assembled, which
    happens once. Raises SetupError when the model is not installed, found or loadable.
    """
    if model == "local":
        return LocalServer(ensure_weights(report))
    if not model.endswith(".gguf"):
        raise SetupError(f'{model} names no embedded model: say "local" or give a .gguf file.')
    return LocalServer(Path(model).expanduser())


class LocalServer:
    """A model being served, from construction until ``close()`` or the end of the interpreter.

    ``base_url``, ``api_key`` and ``model`` are what an OpenAI client needs; the key is made anew
    for each server, so that nobody else on the machine can use it. ``window`` is the context in
    tokens, prompt and answer together: what was asked for, or the model's own limit if smaller.

    Raises SetupError when ``model_path`` can't be loaded or the extra ``local`` is not installed.
    """

    def __init__(self, model_path: Path, window: int = WINDOW) -> None:
        _check_gguf(model_path)
        if importlib.util.find_spec("xllamacpp") is None:
            raise SetupError(f"The embedded model is not installed: {WAYS_OUT}.")
        self.model = model_path.stem
        self.api_key = secrets.token_urlsafe()
        child = subprocess.Popen(
            [sys.executable, "-m", "summarizer.local"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        self._stop = weakref.finalize(self, _end, child)
        order: dict[str, str | int] = {
            "path": str(model_path.resolve()),
            "model": self.model,
            "api_key": self.api_key,
            "window": window,
            "threads": _physical_cores(),
        }
        try:
            answer = _ask(child, order)
            if "port" not in answer:
                raise SetupError(
                    f"{model_path} can't be loaded: it may be damaged, of an architecture that "
                    f"xllamacpp does not know, or too large for the memory with a window of "
                    f"{window} tokens.",
                    evidence=answer["error"],
                )
            self.base_url = f"http://127.0.0.1:{answer['port']}/v1"
            self.window = _window(answer["port"], self.api_key)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Stop the server; requests in flight are dropped. A second call does nothing."""
        self._stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class LocalTransport(httpx2.AsyncBaseTransport):
    """The way to an embedded model, which is loaded by the first request that comes through.

    Requests are made out to ``ADDRESS``. ``start`` gives the server, and is called for every request,
    off the event loop.
    """

    def __init__(self, start: Callable[[], LocalServer]) -> None:
        self._start = start
        self._network = httpx2.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send one request to the server, with its address and its key."""
        server = await asyncio.to_thread(self._start)
        address = httpx2.URL(server.base_url)
        headers = request.headers.copy()
        headers["host"] = f"{address.host}:{address.port}"
        headers["authorization"] = f"Bearer {server.api_key}"
        path = address.path + request.url.path.removeprefix(httpx2.URL(ADDRESS).path)
        url = address.copy_with(path=path)
        return await self._network.handle_async_request(
            httpx2.Request(
                request.method,
                url,
                headers=headers,
                stream=request.stream,
                extensions=request.extensions,
            )
        )

    async def aclose(self) -> None:
        """Close the connections; the server is its owner's to stop."""
        await self._network.aclose()


def _check_gguf(path: Path) -> None:
    try:
        with path.open("rb") as file:
            magic = file.read(4)
    except OSError as error:
        raise SetupError(f"The model {path} can't be read: {error.strerror}.") from error
    if magic != b"GGUF":
        raise SetupError(f"{path} is not a model: a GGUF file is needed.")


def _environment() -> dict[str, str]:
    """What the child starts with: the user's own settings win over the waiting policy."""
    return {
        # Threads that wait asleep, not spinning. On two cores beside one busy process that makes
        # completion 2 to 3 times as fast (18-19 against 6-11 tokens a second); on an idle machine
        # it costs a third (22 against 33). Reading the prompt gains beside others, or is equal.
        "OMP_WAIT_POLICY": "PASSIVE",
        **os.environ,
        # The child imports from where this process does, whatever put it there.
        "PYTHONPATH": os.pathsep.join(sys.path),
    }


def _physical_cores() -> int:
    """How many cores this process may use: a second thread on a core only gets in the way."""
    if not hasattr(os, "sched_getaffinity"):
        return os.cpu_count() or 1
    allowed = os.sched_getaffinity(0)
    siblings = "/sys/devices/system/cpu/cpu{}/topology/thread_siblings_list"
    try:
        return len({Path(siblings.format(cpu)).read_text() for cpu in allowed})
    except OSError:
        return len(allowed)


def _ask(child: subprocess.Popen[bytes], order: dict[str, str | int]) -> dict[str, Any]:
    """Send the order over the pipe, where no list of processes shows the key; await its answer."""
    assert child.stdin is not None
    assert child.stdout is not None
    with contextlib.suppress(BrokenPipeError):  # it is dead, as the next line finds out
        child.stdin.write(json.dumps(order).encode() + b"\n")
        child.stdin.flush()
    line = child.stdout.readline()
    if not line:
        return {"error": f"its process ended with {child.wait()}"}
    answer: dict[str, Any] = json.loads(line)
    return answer


def _window(port: int, api_key: str) -> int:
    """The context that the server settled on: llama.cpp cuts it to what the model was trained on.

    http.client, since urllib and others would go through a proxy named in the environment.
    """
    connection = http.client.HTTPConnection("127.0.0.1", port)
    try:
        connection.request("GET", "/props", headers={"Authorization": f"Bearer {api_key}"})
        properties = json.load(connection.getresponse())
    finally:
        connection.close()
    return int(properties["default_generation_settings"]["n_ctx"])


def _end(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    child.communicate()  # waits, and closes the pipes


def _serve() -> None:
    """The child: load what the first line of stdin orders, answer with the port, end with stdin."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to act on
    with os.fdopen(os.dup(1), "w") as reply:
        os.dup2(2, 1)  # nothing that llama.cpp prints can be taken for the answer
        order = json.loads(sys.stdin.buffer.readline())
        answer: dict[str, str | int]
        try:
            server = _load(order)
            answer = {"port": int(server.listening_address.rpartition(":")[2])}
        except (RuntimeError, ImportError) as error:
            answer = {"error": str(error)}
        reply.write(json.dumps(answer) + "\n")
    sys.stdin.buffer.read()  # returns when the parent closes the pipe, or dies
    os._exit(0)  # not through the destructor, which may wait for ever


def _load(order: dict[str, Any]) -> Any:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = order["path"]
    params.model_alias = {order["model"]}
    params.api_keys = [order["api_key"]]
    params.hostnames = ["127.0.0.1"]
    params.port = 0  # a free one
    params.n_ctx = order["window"]
    # One slot: the second question about an article finds the article in the prefix cache, and
    # answers don't depend on what else is being asked.
    params.n_parallel = 1
    params.cache_prompt = True
    params.cache_ram_mib = 0  # the default keeps old prompts, and grew by 450 MB in 20 of them
    params.cpuparams.n_threads = order["threads"]
    params.cpuparams_batch.n_threads = order["threads"]
    # Batch sizes and flash attention stay as they are: batches of 256 and 1024 differ by 2 %,
    # attention is fast already (off: 0.8 times the prompt speed, 0.6 times the completion speed),
    # and a cache in q8_0 reads prompts at 0.75 times the speed.
    params.use_jinja = True
    params.ui = False
    params.endpoint_slots = False
    params.verbosity = 0
    return xllamacpp.Server(params)


if __name__ == "__main__":
    _serve()
