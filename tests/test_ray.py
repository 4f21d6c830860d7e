"""Ray: a stage for Ray Data. What a worker does with a block needs no cluster; the last tests start one."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx2
import pytest

pytest.importorskip("ray", reason="ray is not installed: pip install 'summarizer[ray]'")
pytestmark = pytest.mark.filterwarnings("default")  # Ray's own warnings are not about this package

import pyarrow as pa  # noqa: E402
import pyarrow.parquet as pq  # noqa: E402
import ray.data  # noqa: E402

from summarizer.errors import AccessDenied, SetupError  # noqa: E402
from summarizer.flow import Limits  # noqa: E402
from summarizer.pipeline import Summarizer  # noqa: E402
from summarizer.ray import _Worker, share, summarize, unfinished  # noqa: E402
from summarizer.records import Summary  # noqa: E402

if TYPE_CHECKING:
    from pytest_httpserver import HTTPServer

TEXT = "Norland’s minister said on Monday that it was raining. Article number {}."
USAGE = {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110}


def completion() -> dict[str, Any]:
    """A chat completion with a gist and nothing else."""
    content = json.dumps({"calls": [], "demands": [], "gist": [1]})
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "finish_reason": "stop", "message": message}
    kind = "chat.completion"
    return {
        "id": "1", "object": kind, "created": 0, "model": "m", "choices": [choice], "usage": USAGE
    }  # fmt: skip


def answer(request: httpx2.Request) -> httpx2.Response:
    """The endpoint that always answers."""
    return httpx2.Response(200, json=completion())


def articles(count: int, **columns: list[Any]) -> pa.Table:
    """So many articles, with their number for id."""
    numbers = range(count)
    texts = [TEXT.format(number) for number in numbers]
    return pa.table({"id": list(map(str, numbers)), "text": texts, **columns})


def worked(
    *blocks: pa.Table,
    reply: Callable[[httpx2.Request], httpx2.Response] = answer,
    limits: Limits | None = None,
) -> list[dict[str, Any]]:
    """The rows that one worker makes of the blocks."""
    client = httpx2.AsyncClient(transport=httpx2.MockTransport(reply))
    options = {"model": "m", "base_url": "http://m/v1", "http_client": client}
    worker = _Worker(limits or Limits(), None, None, {}, options)

    async def rows() -> list[dict[str, Any]]:
        tables = [table for block in blocks async for table in worker(block)]
        return [row for table in tables for row in table.to_pylist()]

    return asyncio.run(rows())


def test_a_row_keeps_its_columns_and_place() -> None:
    """The summary stands where the text stood; all else is as it was."""
    rows = worked(articles(5, url=["a", None, "c", "d", "e"], rank=[5, 4, 3, 2, 1]))
    assert [row["id"] for row in rows] == ["0", "1", "2", "3", "4"]
    assert [row["url"] for row in rows] == ["a", None, "c", "d", "e"]
    assert [row["rank"] for row in rows] == [5, 4, 3, 2, 1]
    assert "text" not in rows[0]
    summaries = [Summary.model_validate_json(row["summary"]) for row in rows]
    assert [summary.article.id for summary in summaries] == ["0", "1", "2", "3", "4"]
    assert {(row["error"], row["message"], row["attempts"]) for row in rows} == {(None, None, 1)}


def test_what_fails_is_a_row_with_its_reason() -> None:
    """A refused request and a row without a text cost the others nothing."""

    def reply(request: httpx2.Request) -> httpx2.Response:
        return (
            httpx2.Response(400, json={"error": {"message": "no such thing"}})
            if b"number 1." in request.content
            else answer(request)
        )

    table = articles(3)
    table = pa.concat_tables(
        [table, pa.table({"id": ["3"], "text": pa.array([None], pa.string())})]
    )
    rows = worked(table, reply=reply)
    assert [row["error"] for row in rows] == [None, "RequestRefused", None, "InputError"]
    assert [row["summary"] is None for row in rows] == [False, True, False, True]
    assert "no such thing" in rows[1]["message"] or "400" in rows[1]["message"]
    assert rows[3]["attempts"] == 0


def test_ids_are_text_in_the_output() -> None:
    """A number for id becomes text; nothing for id is said to be none."""
    table = pa.table({"id": [7, None], "text": [TEXT.format(7), TEXT.format(8)]})
    assert [row["id"] for row in worked(table)] == ["7", "no id"]


def test_a_spent_budget_leaves_the_rest_out() -> None:
    """Rows that were not asked are neither summaries nor failures; later blocks ask nothing."""
    sent = 0

    def reply(request: httpx2.Request) -> httpx2.Response:
        nonlocal sent
        sent += 1
        return answer(request)

    limits = Limits(concurrency=1, budget_tokens=250)
    rows = worked(articles(20), articles(20), reply=reply, limits=limits)
    assert sent == len(rows) == 3
    assert all(row["summary"] for row in rows)


def test_a_refused_key_ends_the_work_only_before_the_first_success() -> None:
    """Without any success it is the key that is wrong; after one, it is the article."""
    no = httpx2.Response(403, json={"error": {"message": "no"}})
    with pytest.raises(AccessDenied):
        worked(articles(2), reply=lambda request: no)
    rows = worked(
        articles(2),
        articles(3),
        reply=lambda request: no if b"number 2." in request.content else answer(request),
        limits=Limits(concurrency=1),
    )
    assert [row["error"] for row in rows] == [None, None, None, None, "AccessDenied"]


def test_shares_together_are_no_more_than_the_limits() -> None:
    """Everything is divided, and what is not limited stays so."""
    whole = Limits(9, 60.0, 9000.0, 1001, 2.5)
    each = share(whole, 4)
    assert each == Limits(2, 15.0, 2250.0, 250, 0.625)
    assert share(Limits(concurrency=8), 8) == Limits(concurrency=1)
    with pytest.raises(SetupError, match="9 workers can't share 8 requests"):
        share(Limits(concurrency=8), 9)


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    """A small cluster on this machine."""
    ray.init(
        num_cpus=3, include_dashboard=False, log_to_driver=False, object_store_memory=100_000_000
    )
    ray.data.DataContext.get_current().enable_progress_bars = False
    yield
    ray.shutdown()


@pytest.mark.usefixtures("cluster")
def test_columns_are_looked_at_first() -> None:
    """What is missing or taken is said before a worker starts."""
    with pytest.raises(SetupError, match="no column id and no text"):
        summarize(ray.data.from_arrow(pa.table({"body": ["x"]})), workers=1)
    with pytest.raises(SetupError, match="rename the column error"):
        summarize(ray.data.from_arrow(articles(1, error=["x"])), workers=1)


@pytest.mark.usefixtures("cluster")
@pytest.mark.parametrize("kind", ["parquet", "json"])
def test_failures_and_the_unread_are_unfinished(kind: str, tmp_path: Path) -> None:
    """An article with a summary is passed over, in whichever of two files; 007 is not 7."""
    names = ["007", "7", "8", "2025-12-28"]
    given = ray.data.from_arrow(pa.table({"id": names, "text": ["x"] * 4}))
    folder = tmp_path / "out"
    assert unfinished(given, str(folder)).count() == 4
    for number, (name, summary) in enumerate({"007": "{}", "7": None, "2025-12-28": "{}"}.items()):
        done = pa.table({"id": [name], "summary": pa.array([summary], pa.string())})
        folder.mkdir(exist_ok=True)
        if kind == "parquet":
            pq.write_table(done, folder / f"{number}.parquet")
        else:
            (folder / f"{number}.json").write_text(json.dumps(done.to_pylist()[0]) + "\n")
    left = unfinished(given, str(folder)).take_all()
    assert sorted(row["id"] for row in left) == ["7", "8"]


@pytest.mark.usefixtures("cluster")
def test_a_torn_file_is_told_of(tmp_path: Path) -> None:
    """What can't be read is not taken for nothing: everything would be asked anew."""
    (tmp_path / "torn.parquet").write_bytes(b"PAR1 and no more")
    with pytest.raises(SetupError, match="delete what a crash has torn"):
        unfinished(ray.data.from_arrow(articles(1)), str(tmp_path))


@pytest.mark.usefixtures("cluster")
def test_two_workers_write_what_one_process_says(httpserver: HTTPServer, tmp_path: Path) -> None:
    """The same summaries, but for the seconds; run again, nothing is asked."""
    httpserver.expect_request("/v1/chat/completions").respond_with_json(completion())
    options = {"model": "m", "base_url": httpserver.url_for("/v1"), "api_key": "none"}
    output = str(tmp_path / "out")
    for _ in range(2):
        given = ray.data.from_arrow(articles(12))
        summarize(given, workers=2, finished=output, block=3, **options).write_json(output)
    assert len(httpserver.log) == 12
    lines = [
        line for file in (tmp_path / "out").iterdir() for line in file.read_text().splitlines()
    ]
    found = {row["id"]: row["summary"] for row in map(json.loads, lines)}
    assert len(found) == len(lines) == 12
    with Summarizer(**options) as reader:
        for row in articles(12).to_pylist():
            one = reader.summarize(_article(row))
            two = Summary.model_validate_json(found[row["id"]])
            assert _timeless(one) == _timeless(two)


def _article(row: dict[str, Any]) -> Any:
    from summarizer.article import Article

    return Article.from_text(row["text"], id=row["id"])


def _timeless(summary: Summary) -> Summary:
    return summary.model_copy(update={"usage": summary.usage.model_copy(update={"seconds": 0})})
