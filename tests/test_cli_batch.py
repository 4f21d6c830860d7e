"""``summarizer batch``: submit, status, collect, and then a run that costs nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from batching import Batching, Body, error, little
from pytest_httpserver import HTTPServer
from typer.testing import CliRunner, Result
from werkzeug import Response

from summarizer import cli_submit, provider_batch
from summarizer.cli import app
from summarizer.ledger import Ledger

KEY = "sk-a-key-that-nobody-may-see"
PRICES = """currency = "EUR"
source = "contract"
batch = 0.5
[models]
"m" = { input = 0.0, output = 1000.0, as_of = 2026-11-01 }
"""


@pytest.fixture
def batching(httpserver: HTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Batching:
    """A provider that the command asks by default, and a cache of its own."""
    batching = Batching(httpserver)
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name: tmp_path / "cache" / name)
    monkeypatch.setenv("OPENAI_BASE_URL", batching.url)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("SUMMARIZER_MODEL", "m")
    monkeypatch.delenv("SUMMARIZER_DEBUG", raising=False)
    return batching


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


def stood(output: Path) -> list[dict[str, Any]]:
    """What ``status`` says of each batch."""
    result = run("batch", "status", "-o", output)
    assert result.exit_code == 0, result.stderr
    found: list[dict[str, Any]] = json.loads(result.stdout)["submissions"]
    return found


def test_from_articles_to_lines_at_the_price_of_batches(
    batching: Batching, folder: Path, tmp_path: Path
) -> None:
    """One request at the full price; the run at the end asks for nothing."""
    output = tmp_path / "out.jsonl"
    prices = tmp_path / "prices.toml"
    prices.write_text(PRICES)
    result = run("batch", "submit", folder, "-o", output, "--prices", prices)
    assert result.exit_code == 0, result.stderr
    assert "1 batch with 4 requests submitted; gathered now: about 4 requests, " in result.stderr
    assert "0.6 EUR" in result.stderr  # half of what 4 × 300 tokens cost
    assert f"summarizer batch collect -o {output} --wait" in result.stderr
    assert len(batching.asked) == 1
    (one,) = stood(output)
    assert (one["batch"], one["status"], one["requests"]) == ("batch_1", "in_progress", 4)
    batching.finish("batch_1")
    result = run("batch", "collect", "-o", output)
    assert result.exit_code == 0, result.stderr
    assert result.stderr == "1 batch collected, 4 answers kept\n"
    assert run("batch", "collect", "-o", output).stderr == "Nothing to collect.\n"
    (one,) = stood(output)
    assert (one["status"], one["answered"], one["collected"]) == ("completed", 4, True)
    result = run(folder, "-o", output)
    assert "5 articles read; 0 requests, 0 tokens; " in result.stderr
    assert len(batching.asked) == 1
    assert len(output.read_text().splitlines()) == 5


def test_what_failed_is_told_and_submitted_again(
    batching: Batching, folder: Path, tmp_path: Path
) -> None:
    """The exit code is 1 as long as something is missing, so that no run follows that pays for it."""
    output = tmp_path / "out.jsonl"
    assert run("batch", "submit", folder, "-o", output).exit_code == 0
    result = run("batch", "collect", "-o", output)
    assert result.exit_code == 1
    assert "1 batch not finished; collect again later, or with --wait" in result.stderr

    def refused(body: Body) -> tuple[int, Any]:
        return (400, error("not this")) if "town 3." in str(body) else little(body)

    batching.finish("batch_1", answer=refused)
    result = run("batch", "collect", "-o", output)
    assert result.exit_code == 1
    assert "1 batch collected, 3 answers kept, 1 failed; submit again" in result.stderr
    assert "1 request: 400 invalid_request_error: not this" in result.stderr
    (folder / "5.txt").write_text("It rained in town 5.")
    assert run("batch", "submit", folder, "-o", output).exit_code == 0
    assert len(batching.requests("batch_2")) == 1
    batching.finish("batch_2")
    assert run("batch", "collect", "-o", output).exit_code == 0
    assert [one["answered"] for one in stood(output)] == [3, 1]
    assert run("batch", "submit", folder, "-o", output).exit_code == 0
    assert len(batching.batches) == 2


def test_what_is_known_is_not_submitted(batching: Batching, folder: Path, tmp_path: Path) -> None:
    """Neither what the cache holds, nor articles that have their line."""
    output = tmp_path / "out.jsonl"
    assert run(folder / "0.txt", "-o", output, "--no-cache").exit_code == 0
    assert run(folder / "1.txt", "-o", tmp_path / "other.jsonl").exit_code == 0
    assert run("batch", "submit", folder, "-o", output).exit_code == 0
    assert len(batching.asked) == 3  # one of them to try
    assert sorted(text.count("town 3.") + text.count("town 4.") for text in batching.texts) == [
        1,
        1,
    ]
    assert len(output.read_text().splitlines()) == 1
    result = run("batch", "submit", folder, "-o", output)
    assert result.exit_code == 0
    assert "Nothing to submit" in result.stderr


def test_an_interrupted_submission_is_finished_by_the_next(
    batching: Batching, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is gathered is not gathered twice; what was submitted is known."""
    monkeypatch.setattr(provider_batch, "MAX_REQUESTS", 3)
    output = tmp_path / "out.jsonl"
    headers = {"x-should-retry": "false", "content-type": "application/json"}

    def second(call: str) -> Response | None:
        if call == "POST /batches" and len(batching.batches) == 2:
            return Response(json.dumps(error("down")), status=503, headers=headers)
        return None

    batching.after = second
    result = run("batch", "submit", folder, "-o", output)
    assert result.exit_code == 1
    assert "has a fault of its own (503); try again later" in result.stderr
    assert [one["batch"] for one in stood(output)] == ["batch_1", ""]
    batching.after = lambda call: None
    assert (
        "not submitted; run summarizer batch submit" in run("batch", "collect", "-o", output).stderr
    )
    result = run("batch", "submit", folder, "-o", output)
    assert result.exit_code == 0
    assert "1 batch with 1 request submitted; gathered now: about 0 requests" in result.stderr
    assert [one["batch"] for one in stood(output)] == ["batch_1", "batch_2"]
    assert len(batching.batches) == 2
    assert len(set(batching.texts)) == len(batching.texts) == 4


def test_replies_can_go_to_a_folder(batching: Batching, folder: Path, tmp_path: Path) -> None:
    """Which ``collect`` remembers, and a run replays."""
    output, replies = tmp_path / "out.jsonl", tmp_path / "replies"
    assert run("batch", "submit", folder, "-o", output, "--record", replies).exit_code == 0
    batching.finish("batch_1")
    result = run("batch", "collect", "-o", output)
    assert result.exit_code == 0
    assert f"a run finds them with --replay {replies}" in result.stderr
    assert len(list(replies.glob("*.json"))) == 5
    assert run(folder, "-o", output, "--replay", replies).exit_code == 0
    assert len(batching.asked) == 1


def test_more_than_the_cache_can_keep_is_refused(
    batching: Batching, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything is submitted: it would be paid for and forgotten."""
    monkeypatch.setattr(cli_submit, "BYTES_PER_REPLY", 200_000_000)
    output = tmp_path / "out.jsonl"
    result = run("batch", "submit", folder, "-o", output)
    assert result.exit_code == 2
    assert "the replies need about 800 MB" in result.stderr
    assert batching.batches == {}
    replies = tmp_path / "replies"
    assert run("batch", "submit", folder, "-o", output, "--record", replies).exit_code == 0
    assert len(batching.texts) == 4


def test_an_article_that_cannot_be_read_is_named(
    batching: Batching, folder: Path, tmp_path: Path
) -> None:
    """The others are submitted; the exit code says that not all is well."""
    (folder / "empty.txt").write_text(" ")
    result = run("batch", "submit", folder, "-o", tmp_path / "out.jsonl")
    assert result.exit_code == 1
    assert "empty.txt: " in result.stderr
    assert len(batching.texts) == 4


@pytest.mark.parametrize(
    ("status", "said", "most"), [(401, "OPENAI_API_KEY", 1), (400, "refuses the request", 3)]
)
def test_what_every_request_would_fail_of_shows_at_once(
    batching: Batching, folder: Path, tmp_path: Path, status: int, said: str, most: int
) -> None:
    """A wrong key, or a model that takes no such request: nothing is submitted."""
    batching.say = lambda body: (status, error("no"))
    result = run("batch", "submit", folder, "-o", tmp_path / "out.jsonl")
    assert result.exit_code == 1
    assert said in result.stderr.splitlines()[-1]
    assert len(batching.asked) == most
    assert batching.batches == batching.files == {}


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["submit", "none.txt"], "no such file"),
        (["submit", "news", "--model", "local"], "the embedded model answers at once"),
        (["submit", "news", "--date", "yesterday"], "yesterday"),
        (["status"], "begin with summarizer batch submit"),
        (["collect"], "begin with summarizer batch submit"),
    ],
)
def test_what_cannot_be_done_says_why(
    batching: Batching,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    args: list[str],
    said: str,
) -> None:
    """Exit code 2, and the provider is not asked."""
    monkeypatch.chdir(tmp_path)
    result = run("batch", *args, "-o", "out.jsonl")
    assert result.exit_code == 2
    assert said in result.stderr
    assert batching.calls == []


def test_without_a_key_nothing_begins(
    batching: Batching, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message says which."""
    monkeypatch.delenv("OPENAI_API_KEY")
    monkeypatch.delenv("OPENAI_BASE_URL")
    result = run("batch", "submit", folder, "-o", tmp_path / "out.jsonl")
    assert result.exit_code == 2
    assert "set OPENAI_API_KEY" in result.stderr


def test_two_runs_on_one_output_are_refused(
    batching: Batching, folder: Path, tmp_path: Path
) -> None:
    """But how it stands can be asked at any time."""
    output = tmp_path / "out.jsonl"
    assert run("batch", "submit", folder, "-o", output).exit_code == 0
    with Ledger(Path(f"{output}.batches"), batching.url):
        for command in (["submit", str(folder)], ["collect"]):
            result = run("batch", *command, "-o", output)
            assert result.exit_code == 2
            assert "another run" in result.stderr
        assert len(stood(output)) == 1


def test_a_table_shows_the_batches_on_a_terminal(
    batching: Batching, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the figures of the provider; what a provider says is no markup."""
    output = tmp_path / "out.jsonl"
    run("batch", "submit", folder, "-o", output)
    batching.batches["batch_1"]["status"] = "[red]"
    batching.batches["batch_1"]["request_counts"] |= {"completed": 2, "failed": 1}
    monkeypatch.setattr(
        "typer.testing._NamedTextIOWrapper.isatty", lambda self: True, raising=False
    )
    monkeypatch.setenv("TERM", "dumb")
    shown = run("batch", "status", "-o", output).stdout
    assert shown.startswith(" ") and "Batches at http://" in shown
    row = next(line for line in shown.splitlines() if "batch_1" in line)
    assert [cell.strip() for cell in row.strip("│ ").split("│")] == [
        "batch_1",
        "[red]",
        "4",
        "2",
        "1",
    ]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_waiting_can_be_ended_at_any_time(
    batching: Batching, folder: Path, tmp_path: Path, how: signal.Signals
) -> None:
    """Ctrl-C within two seconds, with the exit code that shells have for it; nothing is lost."""
    output = tmp_path / "out.jsonl"
    assert run("batch", "submit", folder, "-o", output).exit_code == 0
    batching.calls.clear()
    code = (
        "import platformdirs, pathlib, sys; from summarizer.cli import main;"
        f"platformdirs.user_cache_path = lambda name: pathlib.Path({str(tmp_path)!r}) / 'cache' / name;"
        "main()"
    )
    command = [sys.executable, "-c", code, "batch", "collect", "-o", str(output), "--wait"]
    with subprocess.Popen(command, env={**os.environ}, stderr=subprocess.PIPE) as waiting:
        for _ in range(2000):
            if "GET /batches/batch_1" in batching.calls:
                break
            time.sleep(0.01)
        began = time.monotonic()
        waiting.send_signal(how)
        _, said = waiting.communicate()
    assert time.monotonic() - began < 2.0
    if how == signal.SIGINT:
        assert waiting.returncode == 130
        assert said == b"Interrupted.\n"
    batching.finish("batch_1")
    result = run("batch", "collect", "-o", output, "--wait")
    assert result.exit_code == 0
    assert "4 answers kept" in result.stderr
