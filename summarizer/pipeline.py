"""The pipeline: strings the rooms together. An async core, and a thin face without ``await``."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import Coroutine
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx2

from summarizer import local
from summarizer.article import Article
from summarizer.errors import SetupError, WindowExceeded
from summarizer.flow import Flow, FlowTransport
from summarizer.llm import DEADLINE, TIMEOUT, Model
from summarizer.local import LocalServer, LocalTransport
from summarizer.network import ClientTransport, address, network
from summarizer.prompts import Prompts, numbered, tokens, whole
from summarizer.reading import OnStep, Profile, read
from summarizer.records import Summary, Usage
from summarizer.store import Store, StoreTransport
from summarizer.summary import summarized

T = TypeVar("T")

HOSTED_WINDOW = 100_000
"""Tokens of article that are read at once where the endpoint does not say how much it can."""
_SMALLEST_WINDOW = 200  # tokens; below this the question itself is what does not fit
_ROOM = 3_000  # tokens of a window that the question and the answer take
_LONGEST_ANSWER = 1_500  # tokens, for the embedded model: what a grammar can't stop, this does


class Summarizer:
    """Summarises articles with one model. Use it as a context manager, or ``close`` it.

    ``model``, ``base_url`` and ``api_key`` name any OpenAI-compatible endpoint; what is not given comes
    from SUMMARIZER_MODEL, OPENAI_BASE_URL and OPENAI_API_KEY. ``model="local"`` or the path of a GGUF
    file runs the embedded model, which is also the default when there is neither key nor base URL:
    ``notice`` then says so. ``profile`` is how it is asked: everything in one request (``large``, for
    hosted models), or one thing at a time and with rules beside it (``small``, for the embedded model).
    ``prompts`` is a folder of templates to use in place of the package's.
    ``on_step`` is told what is being done and which share of it is finished, 0 to 1. ``store`` keeps
    the model's replies, and gives them again; one that only replays needs no key, and whoever opened it
    closes it. ``http_client`` is the way to the network, where the SDK's own will not do; it is closed
    with the summarizer.

    Raises ``SetupError`` when something needed is missing.
    """

    def __init__(
        self,
        model: str | None = None,
        *,
        base_url: str | None = None,
        api_key: str | None = None,
        profile: Profile | None = None,
        prompts: str | Path | None = None,
        on_step: OnStep | None = None,
        store: Store | None = None,
        flow: Flow | None = None,
        http_client: httpx2.AsyncClient | None = None,
    ) -> None:
        self.notice: str | None = None
        self._on_step: OnStep = on_step or (lambda what, share: None)
        self._prompts = Prompts(prompts)
        self._store = store
        self._flow = flow
        self._http_client = http_client
        self._server: LocalServer | None = None
        self._step = ("", 0.0)
        self._starting = threading.Lock()
        self._loop: _Loop | None = None
        self._models: dict[asyncio.AbstractEventLoop, Model] = {}
        base_url = base_url or os.environ.get("OPENAI_BASE_URL") or None
        api_key = api_key or os.environ.get("OPENAI_API_KEY") or None
        model = model or os.environ.get("SUMMARIZER_MODEL") or None
        if model is None and not base_url and not api_key:
            model = "local"
            self.notice = (
                "No OPENAI_API_KEY and no base URL: rules and the embedded model read it, on this "
                "machine. A larger model reads better."
            )
        if model is None:
            raise SetupError("no model is named; give --model, or set SUMMARIZER_MODEL")
        self.local = model == "local" or model.endswith(".gguf")
        replays = store is not None and store.mode == "replay"
        if not (self.local or api_key or base_url or replays):
            raise SetupError(
                f"there is no key for {model}; set OPENAI_API_KEY, give a base URL, "
                "or use --model local for the embedded model"
            )
        if base_url and not self.local:
            address(base_url)
        self.profile: Profile = profile or ("small" if self.local else "large")
        self.base_url = None if self.local else base_url
        self._given = model
        self.model = local.name_of(model) if self.local else model
        self._window = local.WINDOW - _ROOM if self.local else HOSTED_WINDOW
        self._endpoint = (local.ADDRESS, "none") if self.local else (base_url, api_key or "none")

    def summarize(self, article: str | Article) -> Summary:
        """``asummarize`` for code without ``await``; works inside a running event loop, too."""
        if self._loop is None:
            self._loop = _Loop()
        return self._loop.run(self.asummarize(article))

    async def asummarize(self, article: str | Article) -> Summary:
        """Read one article. Raises ``InputError``, ``SetupError`` or ``ModelError``."""
        began = time.monotonic()
        if isinstance(article, str):
            article = Article.from_text(article)
        model = await self._opened()
        size, spent = self._window, Usage()
        while True:
            try:
                parts, usage = await read(
                    article,
                    model,
                    self._prompts,
                    size,
                    profile=self.profile,
                    embedded=self.local,
                    on_step=self._note,
                )
                break
            except WindowExceeded as error:
                # Nobody says how large a hosted model's window is: halve until it fits.
                spent += error.usage or Usage()
                size = min(size, tokens(numbered(article, whole(article)))) // 2
                if size < _SMALLEST_WINDOW:
                    raise
        seconds = round(time.monotonic() - began, 3)
        usage = (spent + usage).model_copy(update={"seconds": seconds})
        return summarized(article, parts, usage, self.model, self._prompts.digest)

    def _note(self, what: str, share: float) -> None:
        self._step = (what, share)
        self._on_step(what, share)

    async def _opened(self) -> Model:
        """The client for the running event loop: connections can't be carried from loop to loop."""
        loop = asyncio.get_running_loop()
        if loop not in self._models:
            base_url, api_key = self._endpoint
            self._models[loop] = Model(
                self.model,
                base_url=base_url,
                api_key=api_key,
                extra={"max_tokens": _LONGEST_ANSWER, **self._identity()} if self.local else {},
                timeout=1800.0 if self.local else TIMEOUT,
                deadline=3600.0 if self.local else DEADLINE,
                http_client=self._client(),
            )
        return self._models[loop]

    def _identity(self) -> dict[str, Any]:
        """What tells apart, for the store, two files of weights of one name; llama.cpp passes it over."""
        if self._store is None or self._given == "local":
            return {}
        path = Path(self._given).expanduser()
        return {"weights_bytes": path.stat().st_size if path.is_file() else 0}

    def _client(self) -> httpx2.AsyncClient | None:
        """The client of the SDK: the way to the model, with the store above it."""
        if self._store is None and self._flow is None and not self.local:
            return self._http_client
        way: httpx2.AsyncBaseTransport
        if self.local:
            way = LocalTransport(self._start)
        else:
            way = ClientTransport(self._http_client or network(self._endpoint[0]))
        if self._flow is not None:  # below the store: only what really goes out counts
            way = FlowTransport(self._flow, way)
        if self._store is not None:
            way = StoreTransport(self._store, way)
        return httpx2.AsyncClient(transport=way)

    def _start(self) -> LocalServer:
        def report(done: int, total: int) -> None:
            what = "assembling the weights" if done < total else "loading the model"
            self._on_step(what, done / total)

        with self._starting:  # two articles at once share one server
            if self._server is None:
                self._on_step("loading the model", 0.0)
                self._server = local.open_local(self._given, report)
                self._on_step(*self._step)
            return self._server

    async def aclose(self) -> None:
        """Close the connections and stop the embedded model."""
        for model in self._models.values():
            await model.aclose()
        self._models.clear()
        self._stop()

    def close(self) -> None:
        """``aclose`` for code without ``await``."""
        if self._loop is not None:
            self._loop.run(self.aclose())
            self._loop.close()
            self._loop = None
        self._stop()

    def _stop(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self.aclose()


def summarize(article: str | Article, **options: Any) -> Summary:
    """Summarise one article; ``options`` are those of ``Summarizer``."""
    with Summarizer(**options) as summarizer:
        return summarizer.summarize(article)


async def asummarize(article: str | Article, **options: Any) -> Summary:
    """Summarise one article; ``options`` are those of ``Summarizer``."""
    async with Summarizer(**options) as summarizer:
        return await summarizer.asummarize(article)


class _Loop:
    """An event loop in a thread of its own, for callers that have none, or have one running."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        future = asyncio.run_coroutine_threadsafe(coroutine, self._loop)
        try:
            return future.result()
        except BaseException:
            future.cancel()
            raise

    def close(self) -> None:
        self.run(self._loop.shutdown_default_executor())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
