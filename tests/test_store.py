"""The store: replies kept by the content of the request."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import httpx2
import openai
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from summarizer.errors import InvalidReply, NotRecorded, SetupError, SummarizerError
from summarizer.llm import Model
from summarizer.network import ClientTransport
from summarizer.store import (
    Cache,
    Folder,
    Home,
    Mode,
    Store,
    StoreTransport,
    digest_of,
)

KEY = "sk-planted-7f3a9c"
SECRETS = (KEY, "org-planted", "proj-planted", "cookie-planted")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


class Answer(BaseModel):
    word: str


class Endpoint(httpx2.AsyncBaseTransport):
    """Stands in for the network: answers in turn, the last for ever, and counts."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.calls = 0

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        said = self.answers[min(self.calls, len(self.answers) - 1)]
        self.calls += 1
        if isinstance(said, httpx2.Response):
            return said
        return httpx2.Response(200, json=said, headers={"set-cookie": "id=cookie-planted"})


def completion(content: str = '{"word": "yes"}', ends: str = "stop") -> dict[str, Any]:
    return {
        "id": "chatcmpl-passing",
        "created": 1_700_000_000,
        "object": "chat.completion",
        "model": "m",
        "system_fingerprint": "b1",
        "timings": {"prompt_ms": 12.5},
        "choices": [
            {
                "index": 0,
                "finish_reason": ends,
                "message": {"role": "assistant", "content": content},
            }
        ],
        "usage": {"prompt_tokens": 10, "completion_tokens": 3, "total_tokens": 13},
    }


def model(endpoint: Endpoint, home: Home, mode: Mode = "use") -> tuple[Model, Store]:
    store = Store(home, mode)
    client = httpx2.AsyncClient(
        transport=StoreTransport(store, endpoint),
        headers={"OpenAI-Organization": "org-planted", "OpenAI-Project": "proj-planted"},
        cookies={"id": "cookie-planted"},
    )

    async def sleep(_: float) -> None:
        return None

    return Model(
        "m", base_url="http://model/v1", api_key=KEY, http_client=client, sleep=sleep
    ), store


QUESTION = [{"role": "user", "content": "“Да?”\nOr no?"}]


@pytest.fixture(params=["folder", "cache"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    if request.param == "folder":
        yield Folder(tmp_path / "replies")
    else:
        cache = Cache(tmp_path / "cache" / "replies.sqlite")
        yield cache
        cache.close()


async def test_what_was_answered_is_not_asked_again(home: Home) -> None:
    """The second time the reply comes out of the store: equal, with its tokens, and marked."""
    endpoint = Endpoint(completion())
    asking, _ = model(endpoint, home)
    first, cost = await asking.ask(QUESTION, Answer)
    again, reused = await asking.ask(QUESTION, Answer)
    assert first == again == Answer(word="yes")
    assert endpoint.calls == 1
    assert (cost.requests, cost.reused) == (1, 0)
    assert (reused.requests, reused.reused) == (1, 1)
    assert reused.completion_tokens == cost.completion_tokens == 3


async def test_a_request_that_differs_in_anything_is_another(home: Home) -> None:
    """A word more in the question, or another setting, is asked."""
    endpoint = Endpoint(completion())
    asking, _ = model(endpoint, home)
    await asking.ask(QUESTION, Answer)
    await asking.ask([{"role": "user", "content": "Or no"}], Answer)
    await asking.ask(QUESTION, Answer, extra={"top_k": 1})
    assert endpoint.calls == 3


async def test_recording_asks_everything_anew_and_keeps_the_last(home: Home) -> None:
    """As ``--record`` does."""
    endpoint = Endpoint(completion('{"word": "old"}'), completion('{"word": "new"}'))
    asking, _ = model(endpoint, home, "record")
    await asking.ask(QUESTION, Answer)
    await asking.ask(QUESTION, Answer)
    assert endpoint.calls == 2
    replaying, _ = model(endpoint, home, "replay")
    assert (await replaying.ask(QUESTION, Answer))[0] == Answer(word="new")
    assert endpoint.calls == 2


async def test_a_miss_in_replay_names_article_and_task_and_asks_nothing(home: Home) -> None:
    """And it is not taken for a broken connection, which would be tried again."""
    endpoint = Endpoint(completion())
    asking, _ = model(endpoint, home, "replay")
    with pytest.raises(NotRecorded, match=r"a17 · calls: no reply .* record anew") as caught:
        await asking.ask(QUESTION, Answer, task="calls", article="a17")
    assert endpoint.calls == 0
    assert caught.value.usage is not None
    assert caught.value.usage.requests == 1
    assert len(caught.value.evidence) == 64


@pytest.mark.parametrize(
    "answer",
    [
        completion(ends="length"),
        completion(ends="content_filter"),
        completion(content=""),
        {"choices": []},
        {"error": {"message": "not now"}},
        httpx2.Response(200, text="<html>busy</html>"),
    ],
)
async def test_only_whole_successful_replies_are_kept(home: Home, answer: Any) -> None:
    """An answer that was cut off, is empty or is none at all is not given a second time."""
    asking, store = model(Endpoint(answer), home, "record")
    with contextlib.suppress(SummarizerError):
        await asking.ask(QUESTION, Answer)
    assert store.asked
    assert all(home.get(digest) is None for digest in store.asked)


async def test_refusals_are_not_kept(home: Home) -> None:
    """What fails today may succeed tomorrow."""
    refusal = httpx2.Response(500, json={"error": {"message": "down"}})
    endpoint = Endpoint(refusal, completion())
    asking, _ = model(endpoint, home)
    answer, usage = await asking.ask(QUESTION, Answer)
    assert answer == Answer(word="yes")
    assert usage.retries == 1


async def test_re_asks_are_kept_too(home: Home) -> None:
    """An answer that does not fit, and the one after it, come again in the same order."""
    endpoint = Endpoint(completion('{"words": 1}'), completion())
    asking, store = model(endpoint, home, "record")
    await asking.ask(QUESTION, Answer)
    assert len(store.asked) == 2
    replaying, _ = model(Endpoint(), home, "replay")
    answer, usage = await replaying.ask(QUESTION, Answer)
    assert answer == Answer(word="yes")
    assert (usage.reasks, usage.requests, usage.reused) == (1, 2, 2)


async def test_a_model_that_refuses_a_setting_is_replayed_too(home: Home) -> None:
    """It was asked without it in the end; the refusal is not kept, and not needed."""
    refusal = {"error": {"message": "unsupported value: 'temperature'", "param": "temperature"}}
    endpoint = Endpoint(httpx2.Response(400, json=refusal), completion())
    recording, _ = model(endpoint, home, "record")
    first, _ = await recording.ask(QUESTION, Answer)
    replaying, store = model(Endpoint(), home, "replay")
    again, usage = await replaying.ask(QUESTION, Answer)
    assert first == again == Answer(word="yes")
    assert usage.reused == 1
    assert len(store.asked) == 1


async def test_no_key_cookie_or_organisation_is_kept(tmp_path: Path) -> None:
    """Planted secrets are on the request and on the response, and nowhere in either home."""
    for home in (Folder(tmp_path / "folder"), Cache(tmp_path / "cache.sqlite")):
        asking, _ = model(Endpoint(completion()), home)
        await asking.ask(QUESTION, Answer)
        if isinstance(home, Cache):
            home.close()
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert len(list(filter(None, kept))) == 2  # and the lock, which is empty
    assert not any(secret.encode() in content for secret in SECRETS for content in kept)


async def test_other_requests_pass_through(home: Home) -> None:
    """A store knows chat completions; a list of models is none of its business."""
    endpoint = Endpoint({"object": "list", "data": []})
    store = Store(home)
    client = httpx2.AsyncClient(transport=StoreTransport(store, endpoint))
    async with openai.AsyncOpenAI(
        api_key=KEY, base_url="http://model/v1", http_client=client
    ) as sdk:
        await sdk.models.list()
        await sdk.models.list()
    assert endpoint.calls == 2
    assert not store.asked


async def test_a_recording_is_legible_and_stable(tmp_path: Path) -> None:
    """Request and reply side by side, UTF-8 as is, lines as lines; the same bytes the second time."""
    home = Folder(tmp_path)
    asking, store = model(Endpoint(completion(), completion()), home, "record")
    await asking.ask(QUESTION, Answer)
    (path,) = tmp_path.iterdir()
    text = path.read_text(encoding="utf-8")
    await asking.ask(QUESTION, Answer)
    assert path.read_text(encoding="utf-8") == text
    assert {path.stem} == home.digests() == store.asked
    kept = json.loads(text)
    assert kept["request"]["messages"][0]["content"][0] == "“Да?”"
    assert "“Да?”" in text
    assert not {"id", "created", "timings", "system_fingerprint"} & kept["reply"].keys()


def test_dropping_leaves_the_others(tmp_path: Path) -> None:
    """As what nothing asks for any more is dropped; a file of another name is no recording."""
    home = Folder(tmp_path)
    home.put("a" * 64, {}, 1)
    home.put("b" * 64, {}, 2)
    (tmp_path / "MODEL.json").write_text("{}")
    home.drop({"a" * 64, "never-there"})
    assert home.digests() == {"b" * 64}


@pytest.mark.parametrize("content", ["", "{", "[]", '{"request": {}}', "\ufffe"])
def test_a_damaged_recording_says_which(tmp_path: Path, content: str) -> None:
    """It is not passed over in silence."""
    (tmp_path / "d.json").write_text(content, encoding="utf-8")
    with pytest.raises(SetupError, match=r"d\.json is no recording .* delete it and record"):
        Folder(tmp_path).get("d")


def test_a_folder_that_cannot_be_written_to_says_so(tmp_path: Path) -> None:
    """Such as a file where the folder should be."""
    (tmp_path / "file").write_text("")
    with pytest.raises(SetupError, match="a reply can't be kept in"):
        Folder(tmp_path / "file").put("d", {}, {})


def test_a_cache_that_is_no_cache_says_so(tmp_path: Path) -> None:
    """The message names the file, and the way out."""
    path = tmp_path / "replies.sqlite"
    path.write_text("This is a text, and not a database at all." * 100)
    with pytest.raises(SetupError, match=r"replies\.sqlite can't be used .* delete it"):
        Cache(path)


def test_the_cache_is_bounded_and_the_oldest_goes_first(tmp_path: Path) -> None:
    """It never holds more than its limit, and the newest is always in it."""
    cache = Cache(tmp_path / "c.sqlite", limit=1_000)
    for number in range(100):
        cache.put(str(number), None, "x" * 98)  # 100 bytes with its marks
        kept = [n for n in range(number + 1) if cache.get(str(n)) is not None]
        assert len(kept) <= 10
        assert kept == list(range(kept[0], number + 1))
    cache.close()


def test_the_cache_counts_what_was_there_before(tmp_path: Path) -> None:
    """The limit holds over processes that come one after the other."""
    for number in range(30):
        cache = Cache(tmp_path / "c.sqlite", limit=1_000)
        cache.put(str(number), None, "x" * 98)
        cache.close()
    held = sqlite3.connect(tmp_path / "c.sqlite")
    (size,) = held.execute("SELECT SUM(size) FROM replies").fetchone()
    held.close()
    assert size <= 1_000


FILL = """
import sys
from summarizer.store import Cache
cache = Cache(sys.argv[1])
for number in range(int(sys.argv[2]), int(sys.argv[2]) + 40):
    cache.put(str(number), None, number)
"""


def test_several_processes_share_one_cache(tmp_path: Path) -> None:
    """Nothing that any of them wrote is lost."""
    path = tmp_path / "c.sqlite"
    writers = [
        subprocess.Popen([sys.executable, "-c", FILL, str(path), str(first)])
        for first in (0, 40, 80)
    ]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    cache = Cache(path)
    assert [cache.get(str(number)) for number in range(120)] == list(range(120))
    cache.close()


def test_a_new_cache_can_be_opened_by_many_at_once(tmp_path: Path) -> None:
    """As two commands that start together do: none finds it locked."""
    failed: list[Exception] = []

    def opens(path: Path, together: threading.Barrier) -> None:
        together.wait()
        try:
            Cache(path).close()
        except SetupError as error:
            failed.append(error)

    for number in range(30):
        together = threading.Barrier(8)
        given = (tmp_path / f"{number}.sqlite", together)
        threads = [threading.Thread(target=opens, args=given) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failed == []


@settings(deadline=None)
@given(st.dictionaries(st.text(), JSON))
def test_a_digest_depends_on_content_and_not_on_order(body: dict[str, Any]) -> None:
    """A body that went through JSON and has its keys turned round has the same name."""

    def turned(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: turned(value[key]) for key in reversed(value)}
        return [turned(item) for item in value] if isinstance(value, list) else value

    assert digest_of(turned(json.loads(json.dumps(body)))) == digest_of(body)


@settings(deadline=None)
@given(reply=JSON.filter(lambda value: value is not None), request=JSON)
def test_what_is_put_is_what_is_got(
    tmp_path_factory: pytest.TempPathFactory, reply: Any, request: Any
) -> None:
    """In both homes, whatever characters it holds."""
    folder = Folder(tmp_path_factory.getbasetemp() / "any")
    folder.put("d", request, reply)
    assert folder.get("d") == reply


def test_a_store_closes_its_home_once_or_twice(tmp_path: Path) -> None:
    """At the end of a ``with``, also when that ends in an error; a closed cache says that it is."""
    cache = Cache(tmp_path / "c.sqlite")
    with pytest.raises(KeyError), Store(cache) as store:
        store.home.put("d", None, 1)
        raise KeyError
    with pytest.raises(SetupError, match="closed"):
        cache.get("d")
    store.close()
    again = Cache(tmp_path / "c.sqlite")
    assert again.get("d") == 1
    again.close()


def test_a_store_whose_home_has_nothing_to_close_is_closed_all_the_same(tmp_path: Path) -> None:
    """A folder of recordings can be read on."""
    with Store(Folder(tmp_path), "replay") as store:
        store.home.put("d", {}, 1)
    assert store.home.get("d") == 1


async def test_the_lowest_transport_is_a_client() -> None:
    """Status, headers and body come through, and closing closes it."""

    async def answer(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(418, headers={"x-tea": "yes"}, content=await request.aread())

    inner = httpx2.AsyncClient(transport=httpx2.MockTransport(answer))
    async with httpx2.AsyncClient(transport=ClientTransport(inner)) as client:
        response = await client.post("http://model/v1", content=b"pot")
    assert (response.status_code, response.headers["x-tea"], response.content) == (
        418,
        "yes",
        b"pot",
    )
    assert inner.is_closed


async def test_invalid_answers_stay_invalid_in_replay(home: Home) -> None:
    """What the model said wrong is replayed as it was said."""
    asking, _ = model(Endpoint(completion("no")), home)
    with pytest.raises(InvalidReply):
        await asking.ask(QUESTION, Answer)
    replaying, _ = model(Endpoint(), home, "replay")
    with pytest.raises(InvalidReply) as caught:
        await replaying.ask(QUESTION, Answer)
    assert caught.value.evidence == "no"
