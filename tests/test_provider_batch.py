"""Batches of a provider: nothing is lost or paid for twice, whatever fails, and when."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from batching import Batching, Body, completion, error, little
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from werkzeug import Response

from summarizer.batch import summarize_many
from summarizer.errors import EndpointDown, NotRecorded, RequestRefused, SetupError, Throttled
from summarizer.ledger import Drafts, Ledger, Submission
from summarizer.pipeline import Summarizer
from summarizer.provider import Provider
from summarizer.provider_batch import POLL, Gathering, collect, line_of, submit
from summarizer.rehearsal import untouched
from summarizer.store import Folder, Store, digest_of

KEY = "sk-a-key-that-nobody-may-see"
TEXTS = [f"It rained in town {number}." for number in range(5)]


@pytest.fixture
def batching(httpserver: HTTPServer) -> Batching:
    """The provider's side."""
    return Batching(httpserver)


@pytest.fixture
async def provider(batching: Batching) -> AsyncIterator[Provider]:
    """The provider as the package sees it."""
    provider = Provider(batching.url, KEY)
    yield provider
    await provider.aclose()


@pytest.fixture
def home(tmp_path: Path) -> Folder:
    """Where replies go."""
    return Folder(tmp_path / "replies")


def ledger(tmp_path: Path, provider: Provider) -> Ledger:
    """The state, as a run finds it."""
    return Ledger(tmp_path / "state", provider.where)


async def gather(
    ledger: Ledger, home: Folder, url: str, texts: list[str] = TEXTS, most: int = 100
) -> Gathering:
    """Put into the ledger what is to be asked about ``texts``."""
    drafts = Drafts(ledger, "", most, 10_000_000)
    flow = Gathering(drafts, ledger.asked(), home)
    reader = Summarizer("m", base_url=url, api_key=KEY, store=untouched(Store(home)), flow=flow)
    async with reader:
        async for outcome in summarize_many(texts, summarizer=reader, at_once=1):
            assert outcome.error is None
    ledger.put(*drafts.finished())
    return flow


async def replayed(home: Folder, texts: list[str] = TEXTS) -> int:
    """How many articles can be read from the replies alone."""
    async with Summarizer("m", api_key=KEY, store=Store(home, "replay")) as reader:
        outcomes = [one async for one in summarize_many(texts, summarizer=reader)]
    for one in outcomes:
        assert one.error is None or isinstance(one.error, NotRecorded)
    return sum(one.error is None for one in outcomes)


async def test_what_comes_back_is_what_a_run_would_have_been_answered(
    batching: Batching, provider: Provider, home: Folder, tmp_path: Path
) -> None:
    """The first request goes out at once; the others in a batch; then all can be read for nothing."""
    with ledger(tmp_path, provider) as state:
        flow = await gather(state, home, batching.url)
        assert flow.requests == 4
        await submit(state, provider)
        assert len(batching.asked) == 1 and len(batching.texts) == 4
        for name, body in batching.requests("batch_1"):
            assert name == digest_of(body) and len(name) == 64
        assert await collect(state, provider, lambda name: home) == []
        assert await replayed(home) == 1
        batching.finish("batch_1")
        (done,) = await collect(state, provider, lambda name: home)
    assert (done.status, done.answered, done.failed, done.reasons) == ("completed", 4, 0, {})
    assert await replayed(home) == 5
    assert len(batching.asked) == 1
    assert not list((tmp_path / "state").glob("*.jsonl"))


async def test_a_reply_is_kept_with_its_request(
    batching: Batching, provider: Provider, home: Folder, tmp_path: Path
) -> None:
    """As if it had been asked the normal way: a folder shows both side by side."""
    with ledger(tmp_path, provider) as state:
        await gather(state, home, batching.url)
        await submit(state, provider)
        batching.finish("batch_1")
        await collect(state, provider, lambda name: home)
    for name, body in batching.requests("batch_1"):
        kept = json.loads((home.path / f"{name}.json").read_text())
        assert kept["request"]["model"] == body["model"]
        assert set(kept["reply"]) == {"object", "model", "choices", "usage"}


async def test_many_requests_become_several_batches(
    batching: Batching, provider: Provider, home: Folder, tmp_path: Path
) -> None:
    """Each is as large as the provider allows, in requests or in bytes."""
    with ledger(tmp_path, provider) as state:
        await gather(state, home, batching.url, most=3)
        await submit(state, provider)
        assert [len(batching.requests(name)) for name in batching.batches] == [3, 1]
        drafts = Drafts(state, "", 100, 20)
        for line in (b"123456789\n", b"abcdefghi\n", b"x\n"):
            drafts.add(line)
        assert [one.requests for one in drafts.finished()] == [2, 1]


async def test_what_is_out_is_not_submitted_again(
    batching: Batching, provider: Provider, home: Folder, tmp_path: Path
) -> None:
    """Only what is new; the same article twice is one request."""
    with ledger(tmp_path, provider) as state:
        await gather(state, home, batching.url)
        await submit(state, provider)
        flow = await gather(state, home, batching.url, TEXTS + TEXTS)
        assert flow.requests == 0
        await submit(state, provider)
        assert len(batching.batches) == 1
        flow = await gather(state, home, batching.url, [*TEXTS, "It snowed.", "It hailed."])
        assert flow.requests == 1  # the other new one is asked at once
        await submit(state, provider)
    assert len(batching.texts) == len(set(batching.texts)) == 5


async def test_a_setting_that_the_model_refuses_is_in_no_batch(
    batching: Batching, provider: Provider, home: Folder, tmp_path: Path
) -> None:
    """The request that goes out first finds that out; a batch would fail as a whole, a day later."""

    def no_temperature(body: Body) -> tuple[int, Any]:
        if "temperature" in body:
            return 400, error("Unsupported value: 'temperature'", param="temperature")
        return little(body)

    batching.say = no_temperature
    with ledger(tmp_path, provider) as state:
        for _ in range(2):
            await gather(state, home, batching.url)
            await submit(state, provider)
    bodies = [body for _, body in batching.requests("batch_1")]
    assert len(bodies) == 4
    assert all("temperature" not in body and "seed" in body for body in bodies)
    assert ["temperature" in body for body in batching.asked] == [True, False, True]
    assert len(batching.batches) == 1


def town(body: Body) -> int:
    """Which of the articles a request is about."""
    return next(n for n in range(5) if f"town {n}." in str(body["messages"]))


async def test_requests_that_fail_are_told_with_reasons_and_submitted_again(
    batching: Batching, provider: Provider, home: Folder, tmp_path: Path
) -> None:
    """Refused ones, expired ones, and answers that were cut off; the others are kept."""
    answers: dict[int, tuple[int, Any]] = {
        1: (400, error(f"not with {KEY}", code="content_policy")),
        2: (0, {"code": "batch_expired", "message": "This request could not be executed in time."}),
        3: (200, completion("{", "length")),
    }
    with ledger(tmp_path, provider) as state:
        await gather(state, home, batching.url)
        await submit(state, provider)
        batching.finish("batch_1", "expired", lambda body: answers.get(town(body)) or little(body))
        (done,) = await collect(state, provider, lambda name: home)
        assert (done.status, done.answered, done.failed) == ("expired", 1, 3)
        assert done.reasons == {
            "400 content_policy: not with [key]": 1,
            "batch_expired: This request could not be executed in time.": 1,
            "200: the answer was cut off or says nothing": 1,
        }
        assert await replayed(home) == 2
        flow = await gather(state, home, batching.url)
        assert flow.requests == 2 and len(batching.asked) == 2
        await submit(state, provider)
        batching.finish("batch_2")
        await collect(state, provider, lambda name: home)
    assert await replayed(home) == 5


@pytest.mark.parametrize(
    ("status", "parts", "reason"),
    [
        ("cancelled", {}, "batch cancelled: there is no answer"),
        (
            "failed",
            {"errors": {"data": [{"code": "token_limit_exceeded", "message": "Too many tokens"}]}},
            "batch failed: Too many tokens",
        ),
    ],
)
async def test_a_batch_without_answers_fails_as_a_whole(
    batching: Batching,
    provider: Provider,
    home: Folder,
    tmp_path: Path,
    status: str,
    parts: dict[str, Any],
    reason: str,
) -> None:
    """Its requests are free to be submitted again."""
    with ledger(tmp_path, provider) as state:
        await gather(state, home, batching.url)
        await submit(state, provider)
        batching.finish("batch_1", status, lambda body: None, **parts)
        (done,) = await collect(state, provider, lambda name: home)
        assert (done.answered, done.failed, done.reasons) == (0, 4, {reason: 4})
        assert state.asked() == set()
        assert await collect(state, provider, lambda name: home) == []


async def test_a_batch_that_was_cancelled_keeps_what_was_answered(
    batching: Batching, provider: Provider, home: Folder, tmp_path: Path
) -> None:
    """The provider gives what it has; it was paid for."""
    with ledger(tmp_path, provider) as state:
        await gather(state, home, batching.url)
        await submit(state, provider)
        batching.finish(
            "batch_1", "cancelled", lambda body: little(body) if town(body) == 2 else None
        )
        (done,) = await collect(state, provider, lambda name: home)
    assert (done.answered, done.failed) == (1, 3)
    assert await replayed(home) == 2


async def test_answers_that_nobody_asked_for_are_passed_over(
    batching: Batching, provider: Provider, home: Folder, tmp_path: Path
) -> None:
    """So are lines that are none, and a second answer to one request."""
    with ledger(tmp_path, provider) as state:
        await gather(state, home, batching.url)
        await submit(state, provider)
        batching.finish("batch_1")
        lines = batching.files["file-2"].splitlines(keepends=True)
        foreign = lines[0].replace(batching.requests("batch_1")[-1][0].encode(), b"../../evil")
        bad = [foreign, b"{broken\n", b"[]\n", b'{"custom_id": null, "response": 3}\n', b"\n"]
        batching.files["file-2"] = b"".join([*bad, *lines, lines[0]])
        (done,) = await collect(state, provider, lambda name: home)
    assert (done.answered, done.failed) == (4, 0)
    assert len(home.digests()) == 5


async def test_an_answer_may_hold_what_some_take_for_the_end_of_a_line(
    batching: Batching, provider: Provider, home: Folder, tmp_path: Path
) -> None:
    """U+2028 and its kind, raw in the provider's file; in ours they are escaped."""
    texts = ["It rained.", "It rained\u2028in\x85town."]
    with ledger(tmp_path, provider) as state:
        await gather(state, home, batching.url, texts)
        await submit(state, provider)
        assert len(batching.files["file-1"].decode().splitlines()) == 1

        def said(body: Body) -> tuple[int, Any]:
            status, answer = little(body)
            return status, {**answer, "note": "a\u2028b\x85c"}

        batching.finish("batch_1", answer=said)
        (done,) = await collect(state, provider, lambda name: home)
    assert done.answered == 1
    assert await replayed(home, texts) == 2


@given(st.text(st.characters(exclude_categories=()), max_size=30))
def test_a_request_is_one_line_whatever_the_text(text: str) -> None:
    """By the rules of every reader; its digest stands where the ledger looks for it."""
    body = {"messages": [{"role": "user", "content": text}]}
    line = line_of(digest_of(body), body)
    assert len(line.decode().splitlines()) == 1 and line.endswith(b"\n")
    row = json.loads(line)
    assert row["body"] == body
    assert digest_of(row["body"]) == row["custom_id"] == line[14:78].decode()


def broken(call: str, times: int = 1) -> Callable[[str], Response | None]:
    """A fault of the provider at the first calls of a kind, too large for the SDK to try again."""
    left = [times]

    def fault(made: str) -> Response | None:
        if made != call or not left[0]:
            return None
        left[0] -= 1
        headers = {"x-should-retry": "false", "content-type": "application/json"}
        return Response(json.dumps(error("down")), status=500, headers=headers)

    return fault


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("call", ["POST /files", "POST /batches"])
async def test_a_submission_that_breaks_neither_loses_nor_doubles_a_batch(
    batching: Batching, provider: Provider, home: Folder, tmp_path: Path, call: str, when: str
) -> None:
    """Whether the provider did what it was asked for before the connection broke, or not."""
    with ledger(tmp_path, provider) as state:
        await gather(state, home, batching.url, most=2)
        setattr(batching, when, broken(call))
        with pytest.raises(EndpointDown):
            await submit(state, provider)
    with ledger(tmp_path, provider) as state:
        assert (await gather(state, home, batching.url)).requests == 0
        await submit(state, provider)
        assert [one.batch for one in state.state.submissions] == ["batch_1", "batch_2"]
        for name in batching.batches:
            batching.finish(name)
        await collect(state, provider, lambda name: home)
    assert len(batching.texts) == len(set(batching.texts)) == 4
    assert await replayed(home) == 5


async def test_a_crash_before_the_note_of_a_batch_does_not_double_it(
    batching: Batching, provider: Provider, home: Folder, tmp_path: Path
) -> None:
    """The note of the upload is there, and the provider says what was made of it."""

    class Killed(BaseException):
        pass

    def crash(*submissions: Submission) -> None:
        if any(one.batch for one in submissions):
            raise Killed
        Ledger.put(state, *submissions)

    with ledger(tmp_path, provider) as state:
        await gather(state, home, batching.url)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(state, "put", crash)
            with pytest.raises(Killed):
                await submit(state, provider)
        assert [one.batch for one in state.state.submissions] == [""]
    with ledger(tmp_path, provider) as state:
        await submit(state, provider)
        assert [one.batch for one in state.state.submissions] == ["batch_1"]
    assert len(batching.batches) == 1
    assert batching.calls.count("POST /batches") == 1


async def test_what_a_crash_left_while_gathering_is_not_submitted(
    batching: Batching, provider: Provider, home: Folder, tmp_path: Path
) -> None:
    """It may be torn, and is gathered anew."""
    with ledger(tmp_path, provider) as state:
        (state.folder / "0001.jsonl").write_bytes(b'{"custom_id":"abc')
        (state.folder / "0002.jsonl").write_bytes(b"{}\n")
        await gather(state, home, batching.url)
        await submit(state, provider)
        assert [path.name for path in state.folder.glob("*.jsonl")] == ["0001.jsonl"]
    assert len(batching.texts) == 4


async def test_a_download_that_breaks_is_made_again(
    batching: Batching, provider: Provider, home: Folder, tmp_path: Path
) -> None:
    """The batch counts as collected only when all of it was."""
    with ledger(tmp_path, provider) as state:
        await gather(state, home, batching.url)
        await submit(state, provider)
        batching.finish("batch_1")
        batching.before = broken("GET /files/file-2/content")
        with pytest.raises(EndpointDown):
            await collect(state, provider, lambda name: home)
        (done,) = await collect(state, provider, lambda name: home)
    assert (done.answered, done.failed) == (4, 0)


async def test_answers_that_the_provider_has_deleted_are_failures(
    batching: Batching, provider: Provider, home: Folder, tmp_path: Path
) -> None:
    """They can only be submitted again."""
    with ledger(tmp_path, provider) as state:
        await gather(state, home, batching.url)
        await submit(state, provider)
        batching.finish("batch_1")
        del batching.files["file-2"]
        (done,) = await collect(state, provider, lambda name: home)
        assert (done.answered, done.failed) == (0, 4)
        assert state.asked() == set()


async def test_waiting_goes_on_until_all_are_finished(
    batching: Batching, provider: Provider, home: Folder, tmp_path: Path
) -> None:
    """Also over faults that pass; each batch is collected as it finishes."""
    slept: list[float] = []
    looks: list[str] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 1:
            batching.before = broken("GET /batches/batch_2")
            batching.finish("batch_1")
        else:
            batching.finish("batch_2")
        await asyncio.sleep(0)

    with ledger(tmp_path, provider) as state:
        await gather(state, home, batching.url, most=2)
        await submit(state, provider)
        done = await collect(
            state,
            provider,
            lambda name: home,
            wait=True,
            sleep=sleep,
            on_look=lambda one, batch: looks.append(f"{batch.id} {batch.status}"),
            on_fault=lambda error: looks.append(type(error).__name__),
        )
    assert [one.batch for one in done] == ["batch_1", "batch_2"]
    assert slept == [POLL, POLL]
    assert looks == [
        "batch_1 in_progress",
        "batch_2 in_progress",
        "batch_1 completed",
        "EndpointDown",
        "batch_2 completed",
    ]
    assert await replayed(home) == 5


@pytest.mark.parametrize(
    ("call", "status", "raised", "said"),
    [
        ("POST /files", 404, SetupError, "takes no files for batches"),
        ("POST /batches", 404, SetupError, "takes no batches"),
        ("POST /batches", 429, Throttled, "fewer requests"),
        ("GET /batches/batch_1", 404, SetupError, "knows no batch batch_1"),
    ],
)
async def test_what_the_provider_refuses_says_what_to_do(
    batching: Batching,
    provider: Provider,
    home: Folder,
    tmp_path: Path,
    call: str,
    status: int,
    raised: type[Exception],
    said: str,
) -> None:
    """An endpoint without batches, and a key that does not see them."""
    headers = {"x-should-retry": "false", "content-type": "application/json"}
    with ledger(tmp_path, provider) as state:
        await gather(state, home, batching.url)
        batching.before = lambda made: (
            Response(json.dumps(error("no")), status=status, headers=headers)
            if made == call
            else None
        )
        with pytest.raises(raised, match=said):
            await submit(state, provider)
            await collect(state, provider, lambda name: home)


async def test_an_answer_of_another_kind_is_no_batch(
    batching: Batching, provider: Provider
) -> None:
    """A page of HTML with status 200, as a wrong base URL gives."""
    batching.before = lambda call: Response("<html>", content_type="text/html")
    with pytest.raises(RequestRefused, match="check the base URL"):
        await provider.batch("batch_1")


def test_a_key_that_no_header_can_carry_is_refused_and_not_shown(batching: Batching) -> None:
    """Such as one with a line break."""
    with pytest.raises(SetupError, match="set it anew") as refusal:
        Provider(batching.url, "sk-secret\nx")
    assert "secret" not in str(refusal.value)


async def test_the_state_holds_no_key(
    batching: Batching, provider: Provider, home: Folder, tmp_path: Path
) -> None:
    """Nor does any other file, at any time; the provider gets it in a header."""
    with ledger(tmp_path, provider) as state:
        await gather(state, home, batching.url)
        await submit(state, provider)
        batching.finish("batch_1", answer=lambda body: (401, error(f"wrong key {KEY}")))
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert len(files) >= 3
        assert not any(KEY.encode() in path.read_bytes() for path in files)
        await collect(state, provider, lambda name: home)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(KEY.encode() in path.read_bytes() for path in files)
    assert batching.keys == {f"Bearer {KEY}"}


async def test_a_ledger_is_one_runs_and_one_endpoints(provider: Provider, tmp_path: Path) -> None:
    """The second run is refused, as is another endpoint, and a state that is damaged."""
    with ledger(tmp_path, provider) as state:
        state.put(Submission(file="0001.jsonl", requests=1, batch="batch_1"))
        with pytest.raises(SetupError, match="another run"):
            ledger(tmp_path, provider)
    with pytest.raises(SetupError, match="give --base-url http"):
        Ledger(tmp_path / "state", "https://example.org/v1")
    (tmp_path / "state" / "state.json").write_text('{"endpoint": "x", "sub')
    with pytest.raises(SetupError, match=r"state\.json can't be used"):
        ledger(tmp_path, provider)
