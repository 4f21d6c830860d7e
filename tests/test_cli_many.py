"""The command with many articles: a line for each, nothing lost, nothing paid for twice.

The model is an endpoint on loopback. What only a process shows (Ctrl-C, kill -9) runs as one.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from misbehaving import COMPLETION_TOKENS, PROMPT_TOKENS, Endpoint, Request, Turn, answer, fault
from typer.testing import CliRunner, Result

from summarizer.cli import app
from summarizer.lines import Lines
from summarizer.records import Summary
from summarizer.rehearsal import least

PRICES = """currency = "EUR"
source = "contract"
[models]
"m" = { input = 1000.0, output = 1000.0, as_of = 2026-11-01 }
"""


def little(request: Request) -> Turn:
    """The least that may be answered."""
    schema = request.body["response_format"]["json_schema"]["schema"]
    return answer(least(schema, schema))


class Server:
    """An endpoint in a thread of its own, for commands that run a loop of their own."""

    def __init__(self) -> None:
        self.say: Callable[[Request], Turn] = little
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._run(),))
        self._thread.start()
        self._ready.wait(10)

    async def _run(self) -> None:
        async with Endpoint(lambda request: self.say(request)) as self.endpoint:
            self._ready.set()
            await self._stop.wait()

    @property
    def url(self) -> str:
        """Its base URL."""
        return self.endpoint.url

    def asked(self) -> list[str]:
        """What reached it since it was last asked for, by what the messages showed."""
        shown = [request.shown for request in self.endpoint.requests]
        self.endpoint.requests.clear()
        return shown

    def close(self) -> None:
        """Stop."""
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()
        self._loop.close()


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server that the command asks by default, and a cache of its own."""
    server = Server()
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name: tmp_path / "cache" / name)
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-key")
    monkeypatch.setenv("SUMMARIZER_MODEL", "m")
    monkeypatch.delenv("SUMMARIZER_DEBUG", raising=False)
    yield server
    server.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five articles, named 0 to 4."""
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.txt").write_text(f"It rained in town {number}.")
    return folder


def run(*args: str | Path) -> Result:
    """What the command does."""
    return CliRunner().invoke(app, [str(arg) for arg in args], prog_name="summarizer")


def lines(path: Path) -> list[dict[str, Any]]:
    """The lines of an output."""
    return [json.loads(line) for line in path.read_text().splitlines()]


def about(request: Request, number: int) -> bool:
    """Whether a request shows the article of that number."""
    return f"town {number}." in request.shown


def test_a_folder_gives_a_line_for_each_article(
    server: Server, folder: Path, tmp_path: Path
) -> None:
    """With the path for id; the end of the run is one sentence on stderr."""
    output = tmp_path / "out.jsonl"
    result = run(folder, "-o", output)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    written = lines(output)
    assert sorted(line["id"] for line in written) == [f"{folder}/{n}.txt" for n in range(5)]
    assert Summary.model_validate(written[0]["summary"]).article.characters == 20
    tokens = 5 * (PROMPT_TOKENS + COMPLETION_TOKENS)
    assert f"5 articles read; 5 requests, {tokens} tokens; " in result.stderr
    assert not (tmp_path / "out.failures.jsonl").exists()


def test_without_an_output_lines_go_to_stdout_and_failures_to_stderr(
    server: Server, folder: Path
) -> None:
    """So that they can go through a pipe; the exit code says that not all is well."""
    server.say = lambda request: fault(400) if about(request, 3) else little(request)
    result = run(folder, "--in-order")
    assert result.exit_code == 1
    assert [json.loads(line)["id"][-5:] for line in result.stdout.splitlines()] == [
        "0.txt",
        "1.txt",
        "2.txt",
        "4.txt",
    ]
    assert "3.txt: " in result.stderr and "4 articles read, 1 failed; " in result.stderr


def test_failures_go_to_a_file_with_their_reasons(
    server: Server, folder: Path, tmp_path: Path
) -> None:
    """Beside the output; the next run asks for them again, and then there is no such file."""
    server.say = lambda request: fault(400, "not this") if about(request, 3) else little(request)
    (folder / "empty.txt").write_text(" ")
    output = tmp_path / "out.jsonl"
    assert run(folder, "-o", output).exit_code == 1
    failed = {line["id"][-5:]: line for line in lines(tmp_path / "out.failures.jsonl")}
    assert set(failed) == {"3.txt", "y.txt"}
    assert (failed["3.txt"]["error"], failed["3.txt"]["attempts"]) == ("RequestRefused", 1)
    assert "not this" in failed["3.txt"]["message"]
    assert (failed["y.txt"]["error"], failed["y.txt"]["attempts"]) == ("InputError", 0)
    server.say = little
    (folder / "empty.txt").unlink()
    server.asked()
    result = run(folder, "-o", output)
    assert result.exit_code == 0
    assert len(server.asked()) == 1
    assert "1 article read, 4 known from before; " in result.stderr
    assert len(lines(output)) == 5
    assert not (tmp_path / "out.failures.jsonl").exists()


def test_the_same_command_again_asks_for_nothing(
    server: Server, folder: Path, tmp_path: Path
) -> None:
    """Finished articles are known by their lines, also without the cache, also after a torn line."""
    output = tmp_path / "out.jsonl"
    assert run(folder, "-o", output, "--no-cache").exit_code == 0
    whole = output.read_bytes()
    server.asked()
    assert run(folder, "-o", output, "--no-cache").exit_code == 0
    assert server.asked() == []
    assert output.read_bytes() == whole
    output.write_bytes(whole[:-20])
    assert run(folder, "-o", output, "--no-cache").exit_code == 0
    assert len(server.asked()) == 1
    assert sorted(line["id"] for line in lines(output)) == sorted(
        json.loads(line)["id"] for line in whole.splitlines()
    )


def test_what_the_cache_holds_is_not_paid_for_again(
    server: Server, folder: Path, tmp_path: Path
) -> None:
    """An article whose line was lost is made from its replies."""
    assert run(folder, "-o", tmp_path / "one.jsonl").exit_code == 0
    server.asked()
    result = run(folder, "-o", tmp_path / "two.jsonl")
    assert server.asked() == []
    assert "5 articles read; 0 requests, 0 tokens; " in result.stderr


def test_extra_fields_are_carried_through(server: Server, tmp_path: Path) -> None:
    """Of JSON lines; a broken line and an id that stands for two texts are failures with reasons."""
    source = tmp_path / "in.jsonl"
    rows = [
        {"id": "a", "text": "It rained in town 1.", "url": "u"},
        {"id": "a", "text": "It rained in town 1.", "url": "u"},
        {"id": "a", "text": "It snowed in town 2."},
    ]
    source.write_text("\n".join(map(json.dumps, rows)) + "\n{broken\n")
    output = tmp_path / "out.jsonl"
    result = run(source, "-o", output, "--failures", tmp_path / "bad.jsonl")
    assert result.exit_code == 1
    (line,) = lines(output)
    assert (line["id"], line["extra"]) == ("a", {"url": "u"})
    bad = lines(tmp_path / "bad.jsonl")
    assert {line["id"] for line in bad} == {"a", f"{source}:4"}
    assert any("another id" in line["message"] for line in bad)
    assert "1 known from before" in result.stderr


def test_a_dry_run_counts_and_sends_nothing(server: Server, folder: Path, tmp_path: Path) -> None:
    """What is finished or in the cache is not counted; the output stays as it is."""
    prices = tmp_path / "prices.toml"
    prices.write_text(PRICES)
    options = ("--prices", prices)
    before = run(folder, "--dry-run", *options)
    assert before.exit_code == 0
    assert before.stdout.startswith("5 articles to read; about 5 requests, ")
    assert " EUR" in before.stdout
    assert server.asked() == []
    output = tmp_path / "out.jsonl"
    assert run(folder / "0.txt", folder / "1.txt", "-o", output).exit_code == 0
    server.asked()
    finished = run(folder, "--dry-run", "-o", output, *options)
    assert finished.stdout.startswith("3 articles to read, 2 known from before; about 3 requests, ")
    cached = run(folder, "--dry-run", *options)
    assert cached.stdout.startswith("5 articles to read; about 3 requests, ")
    unpriced = run(folder, "--dry-run")
    assert "price is not known" in unpriced.stdout
    assert server.asked() == []
    assert len(lines(output)) == 2
    assert len(run(folder, "-o", tmp_path / "other.jsonl").stderr) > 0
    assert len(server.asked()) == 3  # a rehearsal leaves nothing in the cache


def test_a_budget_ends_the_run_and_a_larger_one_goes_on(
    server: Server, folder: Path, tmp_path: Path
) -> None:
    """The exit code is 1, the message says why, and what was read is kept."""
    prices = tmp_path / "prices.toml"
    prices.write_text(PRICES)
    output = tmp_path / "out.jsonl"
    options = ("-o", output, "--prices", prices, "--concurrency", "1")
    result = run(folder, *options, "--budget", "0.2")  # an article costs 0.107
    assert result.exit_code == 1
    assert "the budget of 0.20 is spent" in result.stderr
    assert len(lines(output)) == len(server.asked()) == 2
    assert run(folder, *options, "--budget-tokens", "1000000").exit_code == 0
    assert len(lines(output)) == 5
    assert len(server.asked()) == 3


def test_a_budget_in_money_needs_to_know_the_price(server: Server, folder: Path) -> None:
    """Nothing is guessed, and nothing sent."""
    result = run(folder, "--budget", "5")
    assert result.exit_code == 2
    assert "price of m is not known" in result.stderr
    assert server.asked() == []


@pytest.mark.parametrize("option", ["--concurrency", "--budget", "--tokens-per-minute"])
def test_a_limit_of_nothing_is_refused(server: Server, folder: Path, option: str) -> None:
    """It would wait for ever, or never begin."""
    result = run(folder, option, "0")
    assert result.exit_code == 2
    assert "must be more than nothing" in result.stderr


def test_a_wrong_key_ends_the_run_at_once(server: Server, folder: Path, tmp_path: Path) -> None:
    """It would fail every article; one line says what to do."""
    server.say = lambda request: fault(401)
    for number in range(5, 100):
        (folder / f"{number}.txt").write_text(f"It rained in town {number}.")
    result = run(folder, "-o", tmp_path / "out.jsonl", "--concurrency", "2")
    assert result.exit_code == 1
    assert "OPENAI_API_KEY" in result.stderr.splitlines()[-1]
    assert len(server.asked()) <= 4


def test_two_runs_on_one_output_are_refused(server: Server, folder: Path, tmp_path: Path) -> None:
    """The second is told so before anything is asked."""
    output = tmp_path / "out.jsonl"
    with Lines(output):
        result = run(folder, "-o", output)
    assert result.exit_code == 2
    assert "another run" in result.stderr
    assert server.asked() == []


@pytest.mark.parametrize(
    ("names", "said"), [(["none.txt"], "no such file"), (["empty"], "no text files in this folder")]
)
def test_a_source_that_is_not_there_is_named(
    server: Server, folder: Path, tmp_path: Path, names: list[str], said: str
) -> None:
    """Exit code 2; what comes before it in the command is not read for nothing."""
    (tmp_path / "empty").mkdir()
    result = run(*(tmp_path / name for name in names), folder)
    assert result.exit_code == 2
    assert said in result.stderr
    assert server.asked() == []


def test_one_article_with_an_output_is_a_line(server: Server, folder: Path, tmp_path: Path) -> None:
    """-o means lines, however many there are."""
    output = tmp_path / "out.jsonl"
    assert run(folder / "0.txt", "-o", output).exit_code == 0
    assert [line["id"] for line in lines(output)] == [f"{folder}/0.txt"]


def process(server: Server, tmp_path: Path, *args: str | Path) -> subprocess.Popen[bytes]:
    """The command as a process of its own."""
    own = {"OPENAI_BASE_URL": server.url, "XDG_CACHE_HOME": str(tmp_path / "xdg")}
    command = [sys.executable, "-c", "from summarizer.cli import main; main()", *map(str, args)]
    return subprocess.Popen(
        command, env={**os.environ, **own}, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def first_lines(output: Path, count: int) -> None:
    """Wait until so many lines are written."""
    for _ in range(2000):
        if output.exists() and output.read_bytes().count(b"\n") >= count:
            return
        time.sleep(0.01)
    raise AssertionError("the command writes nothing")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_what_is_interrupted_goes_on_where_it_stopped(
    server: Server, folder: Path, tmp_path: Path, how: signal.Signals
) -> None:
    """Ctrl-C ends within two seconds; after it, or a kill, nothing that was read is asked for again."""
    stall = Turn(upto=0, then="stall")
    server.say = lambda request: little(request) if about(request, 0) else stall
    output = tmp_path / "out.jsonl"
    with process(server, tmp_path, folder, "-o", output) as running:
        first_lines(output, 1)
        began = time.monotonic()
        running.send_signal(how)
        _, said = running.communicate()
        took = time.monotonic() - began
    if how == signal.SIGINT:
        assert running.returncode == 130
        assert took < 2.0
        assert b"1 article read; " in said
        assert said.endswith(b"Interrupted.\n")
    assert len(lines(output)) == 1
    server.say = little
    server.asked()
    with process(server, tmp_path, folder, "-o", output) as running:
        running.communicate()
    assert running.returncode == 0
    assert len(server.asked()) == 4
    assert len({line["id"] for line in lines(output)}) == len(lines(output)) == 5


def test_a_reader_that_has_had_enough_ends_the_run(
    server: Server, folder: Path, tmp_path: Path
) -> None:
    """``| head`` closes the pipe: nothing more is asked for that nobody reads."""
    for number in range(5, 200):
        (folder / f"{number}.txt").write_text(f"It rained in town {number}.")
    with process(server, tmp_path, folder, "--concurrency", "1", "--in-order") as running:
        assert running.stdout is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr is not None
        said = running.stderr.read()
        running.wait(20)
    assert b"Traceback" not in said
    assert len(server.asked()) < 100
