"""``summarizer evaluate``: which figures come out where, and one sentence for what goes wrong.

The model is replaced at the pipeline's seam; the scorer itself has tests of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, Self

import pytest
from test_cli import on_terminal
from typer.testing import CliRunner, Result

from summarizer.article import Article
from summarizer.cli import app
from summarizer.cli_options import store_of
from summarizer.errors import AccessDenied, EndpointDown, InvalidReply, NotRecorded, SetupError
from summarizer.records import Summary, Usage

ARTICLES = {
    "one": ("“Enough,” said Ada.", [{"text": "Enough,", "speaker": ["Ada"]}]),
    "two": ("“Never,” said Bo.", [{"text": "Never,", "speaker": ["Bo"]}]),
}


class FakeSummarizer:
    """Answers every passage with the speaker Ada, or raises what ``failures`` has for the article."""

    failures: dict[str, BaseException]
    given: dict[str, Any]
    local = False
    notice: str | None = None
    model = "oracle-1"

    def __init__(self, model: str | None = None, **options: Any) -> None:
        type(self).given = {"model": model, **options}
        self.on_step = options["on_step"]

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        pass

    async def asummarize(self, article: Article) -> Summary:
        self.on_step("reading", 0.0)
        if article.id in self.failures:
            raise self.failures[article.id]
        start = article.text.find("Ada")
        speaker = (
            {"name": "Ada", "span": {"start": start, "end": start + 3}} if start >= 0 else None
        )
        quotes = [
            {
                **article.excerpt(passage.start, passage.end).model_dump(),
                "number": passage.number,
                "speaker": speaker,
                "kind": "full",
                "context": article.excerpt(0, len(article.text)).model_dump(),
            }
            for passage in article.passages
        ]
        empty = dict.fromkeys(("gist", "calls", "not_quotes", "demands", "rejected"), ())
        usage = Usage(requests=2, prompt_tokens=100, seconds=1.0)
        fields = {"article": article.source, "quotes": quotes, "usage": usage, "model": "oracle-1"}
        return Summary.model_validate({**empty, **fields, "prompts": "0" * 64})


def pipeline(fake: type[FakeSummarizer]) -> ModuleType:
    module = ModuleType("summarizer.pipeline")
    module.__dict__["Summarizer"] = fake
    return module


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> type[FakeSummarizer]:
    """The summarizer that the command gets, and a home directory for its cache."""
    fresh = type("FreshSummarizer", (FakeSummarizer,), {"failures": {}})
    monkeypatch.setitem(sys.modules, "summarizer.pipeline", pipeline(fresh))
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name: tmp_path / "cache" / name)
    return fresh


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A corpus of two articles with one quotation each."""
    folder = tmp_path / "tiny"
    for part in ("articles", "gold"):
        (folder / part).mkdir(parents=True)
    for name, (text, passages) in ARTICLES.items():
        record = {"id": name, "language": "en", "date": "2024-05-01", "passages": passages}
        (folder / "articles" / f"{name}.txt").write_text(text, encoding="utf-8")
        (folder / "gold" / f"{name}.json").write_text(json.dumps(record), encoding="utf-8")
    return folder


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(
        app, ["evaluate", *map(str, args)], prog_name="summarizer", env={"COLUMNS": "80"}
    )


def answers(path: Path, *lines: dict[str, Any] | str) -> Path:
    """A file of answers, one a line."""
    written = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("".join(f"{line}\n" for line in written), encoding="utf-8")
    return path


def test_a_pipe_gets_json(fake: type[FakeSummarizer], gold: Path) -> None:
    """Both spans are right and one speaker of two: the figures, sums and labels are in the JSON."""
    result = run(gold)
    assert (result.exit_code, result.stderr) == (0, "")
    found = json.loads(result.stdout)
    assert found["about"] == {"corpus": "tiny", "model": "oracle-1"}
    assert found["counts"]["quote spans"]["f1"] == 1.0
    assert found["counts"]["quotes"] == {
        "right": 1, "wrong": 1, "missed": 1, "precision": 0.5, "recall": 0.5, "f1": 0.5,
    }  # fmt: skip
    assert found["verbatim"]["rate"] == 1.0
    assert found["usage"]["requests"] == 4
    assert [one["id"] for one in found["articles"]] == ["one", "two"]
    assert found["articles"][1]["outcomes"]["quotes"]["missed"] == ["“Never,” — Bo"]


def test_options_reach_the_library(fake: type[FakeSummarizer], gold: Path, tmp_path: Path) -> None:
    """The model and its endpoint are handed on; replies are kept in the cache unless told not to."""
    assert run(gold, "--model", "m", "--base-url", "http://h/v1", "--prompts", "p").exit_code == 0
    assert (fake.given["model"], fake.given["base_url"], fake.given["prompts"]) == (
        "m",
        "http://h/v1",
        "p",
    )
    assert fake.given["store"].mode == "use"
    fake.given["store"].home.close()
    assert run(gold, "--no-cache").exit_code == 0
    assert fake.given["store"] is None
    assert run(gold, "--record", tmp_path / "kept").exit_code == 0
    assert fake.given["store"].mode == "record"


def test_a_replay_tells_what_nothing_asked_for(
    fake: type[FakeSummarizer], gold: Path, tmp_path: Path
) -> None:
    """Recordings that were not asked for are counted, unless only a part of the corpus was read."""
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / ("0123" * 16 + ".json")).write_text('{"reply": {}}', encoding="utf-8")
    result = run(gold, "--replay", kept)
    assert result.exit_code == 0
    assert fake.given["store"].mode == "replay"
    assert result.stderr == f"1 replies in {kept} were not asked for by this corpus.\n"
    assert run(gold, "--replay", kept, "--only", "one").stderr == ""


def test_an_article_that_fails_is_counted_and_told(fake: type[FakeSummarizer], gold: Path) -> None:
    """The others are scored; what the article holds is missed; the exit code is 1."""
    fake.failures["two"] = InvalidReply("no list", article="two", task="quotes")
    fake.failures["two"].usage = Usage(requests=3)  # type: ignore[attr-defined]
    result = run(gold)
    assert (result.exit_code, result.stderr) == (1, "two: quotes: no list\n")
    found = json.loads(result.stdout)
    assert (found["failed"], found["counts"]["quotes"]["missed"]) == (1, 1)
    assert found["usage"]["requests"] == 5


@pytest.mark.parametrize(
    ("failure", "code"), [(AccessDenied("the key is refused"), 1), (SetupError("no extra"), 2)]
)
def test_what_is_wrong_for_all_ends_it(
    fake: type[FakeSummarizer], gold: Path, failure: Exception, code: int
) -> None:
    """A refused key is told once, and nothing is scored."""
    fake.failures.update(one=failure, two=failure)
    result = run(gold)
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr == f"summarizer: {failure}\n"


def test_many_failures_are_told_in_part(fake: type[FakeSummarizer], gold: Path) -> None:
    """Five failures are told one by one, the rest by their number."""
    for number in range(7):
        text, passages = ARTICLES["one"]
        name = f"x{number}"
        record = {"id": name, "language": "en", "passages": passages}
        (gold / "articles" / f"{name}.txt").write_text(text, encoding="utf-8")
        (gold / "gold" / f"{name}.json").write_text(json.dumps(record), encoding="utf-8")
        fake.failures[name] = NotRecorded("no reply is recorded")
    result = run(gold)
    assert result.exit_code == 1
    assert result.stderr.count("no reply is recorded") == 5
    assert result.stderr.endswith("and 2 more; the JSON has all of them\n")


def test_only_some_articles(fake: type[FakeSummarizer], gold: Path) -> None:
    """--only reads the named articles; one that is not there is an error."""
    fake.failures["two"] = EndpointDown("never asked")
    result = run(gold, "--only", "one")
    assert result.exit_code == 0
    assert [one["id"] for one in json.loads(result.stdout)["articles"]] == ["one"]
    result = run(gold, "--only", "three")
    assert (result.exit_code, result.stderr) == (
        2,
        "summarizer: tiny has no article three; check --only\n",
    )


def test_answers_of_another_system(gold: Path, tmp_path: Path, fake: type[FakeSummarizer]) -> None:
    """Answers from a file are scored without a model; an article without one has failed, and what is
    of no article is told."""
    fake.failures.update(one=AssertionError(), two=AssertionError())
    said = {"text": "Enough,", "span": {"start": 1, "end": 8}, "speaker": "Ada"}
    file = answers(tmp_path / "a.jsonl", {"id": "one", "quotes": [said]}, "", {"id": "stray"})
    result = run(gold, "--answers", file)
    assert result.exit_code == 1
    assert result.stderr == "Not in tiny, and left out: stray\ntwo: there is no answer\n"
    found = json.loads(result.stdout)
    assert found["about"]["model"] == "a.jsonl"
    assert (found["counts"]["quotes"]["right"], found["counts"]["quotes"]["missed"]) == (1, 1)


def test_answers_can_be_kept_and_scored_again(
    fake: type[FakeSummarizer], gold: Path, tmp_path: Path
) -> None:
    """What --save-answers wrote, --answers reads: the figures are the same."""
    file = tmp_path / "kept.jsonl"
    first = json.loads(run(gold, "--save-answers", file).stdout)
    again = json.loads(run(gold, "--answers", file).stdout)
    assert {**first, "about": None} == {**again, "about": None}
    result = run(gold, "--save-answers", tmp_path / "nowhere" / "a")
    assert result.exit_code == 2
    assert "can't be written" in result.stderr


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["{"], "line 1 is no answer: Invalid JSON"),
        ([{"id": "one"}, {"id": "two", "quotes": [{}]}], "line 2 is no answer: Field required at quotes.0"),
        ([{"id": "one"}, {"id": "one"}], "line 2: a second answer for one"),
    ],
    ids=["no JSON", "no text", "twice"],
)  # fmt: skip
def test_answers_that_are_none(gold: Path, tmp_path: Path, lines: list[Any], said: str) -> None:
    """A line that is no answer is named with its number and field."""
    result = run(gold, "--answers", answers(tmp_path / "a.jsonl", *lines))
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


def test_what_changed_is_shown_worst_first(
    fake: type[FakeSummarizer], gold: Path, tmp_path: Path
) -> None:
    """--compare tells by article what was lost and gained; both speakers change places here."""
    said = {"text": "Never,", "span": {"start": 1, "end": 7}, "speaker": "Bo"}
    file = answers(tmp_path / "a.jsonl", {"id": "one"}, {"id": "two", "quotes": [said]})
    earlier = tmp_path / "earlier.json"
    earlier.write_bytes(run(gold, "--answers", file).stdout_bytes)
    found = json.loads(run(gold, "--compare", earlier).stdout)["changes"]
    assert [(change["id"], change["errors"]) for change in found] == [("two", 2), ("one", -1)]
    assert found[0]["lost"] == ["quote: “Never,” — Bo"]
    assert found[1]["gained"] == ["quote: “Enough,” — Ada"]
    result = run(gold, "--compare", earlier, "--only", "one")
    assert result.stderr == "In one of the two only: two\n"


def test_a_comparison_needs_an_evaluation(gold: Path, tmp_path: Path) -> None:
    """What is no evaluation is refused before any model is asked."""
    for content, said in ((b"{}", "is no evaluation"), (b"\xff\xfe\x00", "it is not UTF-8")):
        file = tmp_path / "earlier.json"
        file.write_bytes(content)
        result = run(gold, "--compare", file)
        assert result.exit_code == 2
        assert said in result.stderr
    assert "can't be read: No such file" in run(gold, "--compare", tmp_path / "none").stderr


def test_stores_that_options_ask_for(tmp_path: Path) -> None:
    """A recording that is not there is told; two ways at once are refused."""
    with pytest.raises(SetupError, match="make one with --record"):
        store_of(tmp_path / "none", None, True)
    assert store_of(None, None, False) is None


def test_two_ways_at_once_are_refused(gold: Path, tmp_path: Path) -> None:
    """--replay and --record exclude each other."""
    result = run(gold, "--replay", tmp_path, "--record", tmp_path)
    assert result.exit_code == 2
    assert "--replay and --record exclude each other" in result.stderr


@pytest.mark.parametrize("columns", ["80", "140"])
def test_a_terminal_gets_tables(gold: Path, tmp_path: Path, columns: str) -> None:
    """On a terminal there are tables that fit it, with what --articles, --misses and --compare add."""
    said = {"text": "Enough,", "span": {"start": 1, "end": 8}, "speaker": "Bo"}
    file = answers(tmp_path / "a.jsonl", {"id": "one", "quotes": [said]}, {"id": "two"})
    earlier = tmp_path / "earlier.json"
    done = CliRunner().invoke(app, ["evaluate", str(gold), "--answers", str(file)])
    earlier.write_bytes(done.stdout_bytes)
    options = ["--articles", "--misses", "--compare", str(earlier)]
    code = "from summarizer.cli import main; main()"
    command = [sys.executable, "-c", code, "evaluate", str(gold), "--answers", str(file), *options]
    status, seen, _ = on_terminal(
        command, {"TERM": "dumb", "COLUMNS": columns}, stderr=subprocess.DEVNULL
    )
    lines = seen.replace("\r\n", "\n").split("\n")
    assert status == 0
    assert max(len(line.rstrip()) for line in lines) <= int(columns)
    assert lines[0].startswith("tiny · a.jsonl · 2 articles")
    row = next(line for line in lines if line.startswith("quotations and speakers"))
    assert row.split()[3:] == ["0.000", "0.000", "0.000", "0.000–0.000", "0", "1", "2"]
    assert any(line.split() == ["one", "0.000", "–", "–", "2", "0.0"] for line in lines)
    assert "missed quote  “Never,” — Bo" in seen
    assert "wrong quote  “Enough,” — Bo" in seen
    assert "verbatim 100.0 % (1 of 1 quotations), ungrounded records 1" in seen
    assert "No article changed." in seen
    assert "…" not in seen


def test_help_is_quick_to_import(gold: Path) -> None:
    """The help of the command imports neither models nor tables."""
    slow = {"openai", "instructor", "rich", "sentencex", "httpx2", "pycountry"}
    code = (
        "import sys; from summarizer.cli import app\n"
        "try: app(['evaluate', '--help'])\n"
        f"except SystemExit: print(sorted({slow!r} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr == "[]\n"
    assert "--replay" in done.stdout
