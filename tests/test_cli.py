"""The command line: what comes out where, which exit code, and one sentence for what goes wrong.

The pipeline is replaced at its seam, ``summarizer.pipeline.Summarizer``. What CliRunner can't show
(a terminal, a closed pipe, what was imported) runs as a process of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from types import ModuleType
from typing import Any, Self

import pytest
from typer.testing import CliRunner, Result

import summarizer
from summarizer.article import MAX_BYTES, Article
from summarizer.cli import app
from summarizer.errors import AccessDenied, EndpointDown, SetupError
from summarizer.records import Point, Summary, Usage

BUFFERED = {key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"}
"""Where Python keeps output back, as it does for users, writing fails later than one thinks."""
TEXT = "President Oda Lindqvist of Norland rang Marek Tolva — “at last”, she said."


class FakeSummarizer:
    """Answers with the first sentence as gist, or raises ``failure``; keeps what it was given."""

    failure: BaseException | None = None
    notice: str | None = None
    padding = 1
    steps = (("loading the model", 1.0), ("calls", 0.0))
    given: dict[str, Any]
    article: Article

    def __init__(self, model: str | None = None, **options: Any) -> None:
        type(self).given = {"model": model, **options}
        self.on_step = options["on_step"]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def summarize(self, article: Article) -> Summary:
        type(self).article = article
        for what, share in self.steps:
            self.on_step(what, share)
        if self.failure:
            raise self.failure
        first = article.sentences[0]
        evidence = (article.excerpt(first.start, first.end),)
        return Summary(
            article=article.source,
            gist=(Point(text=evidence[0].text, evidence=evidence),) * self.padding,
            calls=(),
            quotes=(),
            not_quotes=(),
            demands=(),
            rejected=(),
            usage=Usage(requests=4),
            model="oracle-1",
            prompts="0" * 64,
        )


class StuckSummarizer(FakeSummarizer):
    """Is interrupted while a thread of its own can't be stopped."""

    def summarize(self, article: Article) -> Summary:
        threading.Thread(target=threading.Event().wait).start()
        raise KeyboardInterrupt


class AssemblingSummarizer(FakeSummarizer):
    """Stops at a step of which 42 of 100 parts are done."""

    steps = (("loading the model", 0.0), ("assembling the weights", 0.42))


class LongSummarizer(FakeSummarizer):
    """Has more to say than a pipe holds."""

    padding = 5000


def pipeline(fake: type[FakeSummarizer]) -> ModuleType:
    """A stand-in for the module ``summarizer.pipeline``."""
    module = ModuleType("summarizer.pipeline")
    module.__dict__["Summarizer"] = fake
    return module


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> type[FakeSummarizer]:
    """The summarizer that the command gets: a fresh class, whose attributes a test can set."""
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name: tmp_path / "cache" / name)
    fresh = type("FreshSummarizer", (FakeSummarizer,), {})
    monkeypatch.setitem(sys.modules, "summarizer.pipeline", pipeline(fresh))
    monkeypatch.delenv("SUMMARIZER_DEBUG", raising=False)
    return fresh


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An article in a file."""
    file = tmp_path / "strait.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def run(*args: str | Path, stdin: bytes = b"") -> Result:
    """What the command does with these arguments, away from any terminal."""
    return CliRunner().invoke(app, [str(arg) for arg in args], input=stdin, prog_name="summarizer")


def process(*args: str | Path, fake: str = "FakeSummarizer", after: str = "") -> list[str]:
    """A command that runs ``summarizer`` in a process of its own, with a fake pipeline."""
    folders = [str(Path(__file__).parent), str(Path(summarizer.__file__).parents[1])]
    seam = f"sys.modules['summarizer.pipeline'] = test_cli.pipeline(test_cli.{fake})"
    code = f"""
import sys
sys.path[:0] = {folders!r}
{f"import test_cli; {seam}" if fake else ""}
from summarizer.cli import main
try:
    main()
finally:
    {after or "pass"}
"""
    return [sys.executable, "-c", code, *map(str, args)]


def test_a_pipe_gets_json(fake: type[FakeSummarizer], path: Path) -> None:
    """Into a pipe goes the whole record as JSON, in UTF-8, with an end of line and nothing else."""
    result = run(path)
    assert (result.exit_code, result.stderr) == (0, "")
    record = Summary.model_validate_json(result.stdout_bytes)
    assert record.article == Article.from_text(TEXT, id="strait").source
    assert record.gist[0].text == TEXT
    assert "— “at last”".encode() in result.stdout_bytes
    assert result.stdout_bytes.endswith(b"\n}\n")


def test_json_is_utf8_in_any_locale(fake: type[FakeSummarizer], path: Path) -> None:
    """The encoding of the JSON does not hang on the terminal's."""
    result = CliRunner(charset="ascii").invoke(app, [str(path), "--json"])
    assert result.exit_code == 0
    assert json.loads(result.stdout_bytes.decode("utf-8"))["gist"][0]["text"] == TEXT


def test_options_reach_the_library(fake: type[FakeSummarizer], path: Path) -> None:
    """--model, --base-url and --prompts are handed on, --date is the day of the article."""
    options = (
        "--model",
        "m",
        "--base-url",
        "http://h/v1",
        "--profile",
        "large",
        "--prompts",
        "p",
        "--date",
        "2026-04-20",
    )
    assert run(path, *options).exit_code == 0
    given = {key: value for key, value in fake.given.items() if key != "on_step"}
    store = given.pop("store")
    assert store.mode == "use" and store.home.path.name == "replies.sqlite"
    assert given == {
        "model": "m",
        "base_url": "http://h/v1",
        "profile": "large",
        "prompts": "p",
    }
    assert str(fake.article.date) == "2026-04-20"


def test_options_that_are_not_given_are_none(fake: type[FakeSummarizer], path: Path) -> None:
    """Without options the library decides, and the article has no day."""
    assert run(path).exit_code == 0
    assert (fake.given["model"], fake.given["base_url"], fake.given["prompts"]) == (
        None,
        None,
        None,
    )
    assert fake.article.date is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_dash_reads_standard_input(fake: type[FakeSummarizer], encoding: str) -> None:
    """`-` takes the bytes of standard input and decodes them as it would a file's."""
    result = run("-", stdin=TEXT.encode(encoding))
    assert result.exit_code == 0
    assert (fake.article.id, fake.article.text) == ("stdin", TEXT)


def test_notices_go_to_stderr(fake: type[FakeSummarizer], path: Path) -> None:
    """What the library has to tell stands on one line of stderr, and the JSON stays clean."""
    fake.notice = "No key: using\nthe embedded model."
    result = run(path)
    assert result.stderr == "No key: using the embedded model.\n"
    assert result.stdout.startswith("{")


@pytest.mark.parametrize(
    ("failure", "code", "line"),
    [
        (AccessDenied("the key is refused"), 1, "summarizer: the key is refused"),
        (
            EndpointDown("no\nanswer\x1b[2J", article="strait", task="calls"),
            1,
            "summarizer: strait · calls: no answer[2J",
        ),
        (SetupError("no key"), 2, "summarizer: no key"),
        (KeyboardInterrupt(), 130, "Interrupted."),
        (
            ZeroDivisionError("by\nzero"),
            1,
            "summarizer: this is a bug (ZeroDivisionError: by zero); "
            "SUMMARIZER_DEBUG=1 shows the traceback",
        ),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_failure_is_one_line_and_an_exit_code(
    fake: type[FakeSummarizer], path: Path, failure: BaseException, code: int, line: str
) -> None:
    """1 for the model or a bug, 2 for input or set-up, 130 for Ctrl-C; one line on stderr."""
    fake.failure = failure
    result = run(path)
    assert (result.exit_code, result.stderr, result.stdout) == (code, f"{line}\n", "")


def test_the_traceback_can_be_seen(
    fake: type[FakeSummarizer], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With SUMMARIZER_DEBUG=1 the traceback comes before the line, with the same exit code."""
    monkeypatch.setenv("SUMMARIZER_DEBUG", "1")
    fake.failure = ZeroDivisionError("by zero")
    result = run(path)
    assert result.exit_code == 1
    assert result.stderr.startswith("Traceback")
    last = result.stderr.splitlines()[-1]
    assert last == "summarizer: this is a bug (ZeroDivisionError: by zero)"


def test_bad_input_is_told_before_the_pipeline_is_imported(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A wrong path costs no start-up: the article is read first."""
    monkeypatch.setitem(sys.modules, "summarizer.pipeline", None)  # importing it would fail
    result = run(tmp_path / "missing.txt")
    assert result.exit_code == 2
    assert result.stderr.endswith("missing.txt: there is no such file; check the path\n")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "there are no words in it"),
        (b" \n\n ...", "there are no words in it"),
        (b"\x7fELF\x00\x01\x02" * 99, "this is not a text file"),
    ],
    ids=["empty", "blank", "binary"],
)
def test_input_without_text(
    fake: type[FakeSummarizer], tmp_path: Path, content: bytes, reason: str
) -> None:
    """A file or an input that holds no article is named, with the reason; the exit code is 2."""
    file = tmp_path / "odd"
    file.write_bytes(content)
    for result, name in ((run(file), str(file)), (run("-", stdin=content), "standard input")):
        assert result.exit_code == 2
        assert result.stderr.startswith(f"summarizer: {name}: {reason}")
        assert result.stderr.count("\n") == 1


def test_too_much_is_no_article(fake: type[FakeSummarizer], tmp_path: Path) -> None:
    """50 MB are refused, from a file without reading it, and from a pipe without reading it all."""
    file = tmp_path / "large.txt"
    with file.open("wb") as sparse:
        sparse.truncate(50_000_000)
    result = run(file)
    assert result.exit_code == 2
    assert "50 MB is not one article" in result.stderr
    result = run("-", stdin=b"a" * (MAX_BYTES + 1))
    assert result.exit_code == 2
    assert result.stderr == (
        "summarizer: standard input: more than 5 MB is not one article; split it\n"
    )


def test_a_misspelt_file_name_gets_a_suggestion(fake: type[FakeSummarizer], path: Path) -> None:
    """Where a file beside the missing one has nearly its name, it is named with its folder."""
    result = run(path.with_name("strat.txt"))
    assert result.exit_code == 2
    assert result.stderr.endswith(f"there is no such file; did you mean {path}?\n")


def test_a_misspelt_command_gets_a_suggestion(
    fake: type[FakeSummarizer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is neither a command nor a file, but nearly a command; a file of such a name is read."""
    monkeypatch.chdir(tmp_path)
    result = run("evalute", "gold")
    assert result.exit_code == 2
    assert result.stderr == (
        "summarizer: evalute: there is no such file; did you mean the command evaluate?\n"
    )
    Path("evalute").write_text("Reyes rang Lund.", encoding="utf-8")
    assert run("evalute").exit_code == 0


@pytest.mark.parametrize("name", ["wholly-different.md", "nowhere/strait.txt", "strait.txt/x"])
def test_no_suggestion_where_nothing_is_near(
    fake: type[FakeSummarizer], path: Path, name: str
) -> None:
    """A name that nothing resembles, a missing folder and a file for a folder are told plainly."""
    result = run(path.parent / name)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "did you mean" not in result.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--jsno"], "No such option: --jsno"),
        (["--date", "2026-13-01"], "'2026-13-01' is no day; write it as 2025-12-28"),
    ],
)
def test_a_misused_command(
    fake: type[FakeSummarizer], path: Path, args: list[str], said: str
) -> None:
    """Options that don't exist and days that don't exist get a message and a 2."""
    result = run(path, *args)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Try 'summarizer -" in result.stderr


def test_help_is_short_and_has_examples() -> None:
    """The help names every option, shows examples and fits a screen."""
    result = run("--help")
    assert result.exit_code == 0
    for option in ("--json", "--model", "--base-url", "--prompts", "--date", "--version"):
        assert option in result.stdout
    assert "  summarizer article.txt\n" in result.stdout
    assert "completion" not in result.stdout
    assert len(result.stdout.splitlines()) <= 50


def test_without_arguments_there_is_help() -> None:
    """The bare command shows the help; as nothing was done, the exit code is 2."""
    result = run()
    assert result.exit_code == 2
    assert "Usage: summarizer" in result.output


def test_the_version() -> None:
    """--version prints the package's version and asks for no article."""
    result = run("--version")
    assert (result.exit_code, result.stdout) == (0, f"summarizer {summarizer.__version__}\n")


def test_help_imports_nothing_slow() -> None:
    """What takes long to import stays away until an article is read."""
    slow = {"openai", "instructor", "pydantic", "rich", "sentencex", "summarizer.pipeline"}
    after = f"print(sorted({slow!r} & set(sys.modules)), file=sys.stderr)"
    done = subprocess.run(process("--help", fake="", after=after), capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "[]\n")
    assert "Usage: summarizer" in done.stdout


@pytest.mark.parametrize("fake", ["FakeSummarizer", "LongSummarizer"])
def test_a_closed_pipe_ends_quietly(path: Path, fake: str) -> None:
    """When the reader has had enough, as head has, nothing is said."""
    read, write = os.pipe()
    os.close(read)
    command = process(path, fake=fake)
    try:
        done = subprocess.run(
            command, stdout=write, stderr=subprocess.PIPE, env=BUFFERED, check=False
        )
    finally:
        os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_told(path: Path) -> None:
    """Output that can't be written is an error of one line."""
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            process(path), stdout=full, stderr=subprocess.PIPE, env=BUFFERED, check=False
        )
    assert done.returncode == 2
    assert done.stderr.startswith(b"summarizer: the output can't be written: ")
    assert done.stderr.count(b"\n") == 1


def test_an_interrupt_does_not_wait_for_threads(path: Path) -> None:
    """After Ctrl-C the process ends though a thread goes on, as one that loads a model does."""
    command = process(path, fake="StuckSummarizer")
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"Interrupted.\n")


def on_terminal(command: list[str], env: dict[str, str], **streams: Any) -> tuple[int, str, bytes]:
    """Run a command whose output goes to a terminal, except for ``streams``; return its exit code,
    what the terminal got, and what went into a pipe on stdout."""
    pty = pytest.importorskip("pty")
    leader, follower = pty.openpty()
    given = {"stdin": follower, "stdout": follower, "stderr": follower, **streams}
    plain = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "COLUMNS")}
    child = subprocess.Popen(command, env=plain | {"TERM": "xterm", "COLUMNS": "80"} | env, **given)
    os.close(follower)
    seen = b""
    try:
        while chunk := os.read(leader, 65536):
            seen += chunk
    except OSError:  # how Linux says that the other side is closed
        pass
    finally:
        os.close(leader)
    piped = child.stdout.read() if child.stdout else b""
    if child.stdout:
        child.stdout.close()
    return child.wait(), seen.decode(), piped


def test_a_terminal_gets_the_view(path: Path) -> None:
    """On a terminal there is the readable view, and no JSON."""
    code, seen, _ = on_terminal(process(path), {"NO_COLOR": "1"}, stderr=subprocess.DEVNULL)
    assert code == 0
    assert "Gist" in seen
    assert f"0–{len(TEXT)}" in seen
    assert '"gist"' not in seen


def test_a_terminal_gets_json_on_demand(path: Path) -> None:
    """--json prints JSON on a terminal, too."""
    code, seen, _ = on_terminal(process(path, "--json"), {}, stderr=subprocess.DEVNULL)
    assert code == 0
    assert json.loads(seen)["gist"][0]["text"] == TEXT


def test_a_terminal_that_lacks_characters_gets_a_view(path: Path) -> None:
    """Where the terminal's encoding has no dash or quotation mark, something stands in for it."""
    env = {"PYTHONIOENCODING": "ascii"}
    code, seen, _ = on_terminal(process(path), env, stderr=subprocess.DEVNULL)
    assert code == 0
    assert "?at last?" in seen


def test_progress_is_shown_on_a_terminal_only(path: Path) -> None:
    """The step, the share where it is known and the time go to stderr; stdout is clean JSON."""
    command = process(path, fake="AssemblingSummarizer")
    code, seen, piped = on_terminal(command, {}, stdout=subprocess.PIPE)
    assert code == 0
    assert "assembling the weights" in seen
    assert "42%" in seen
    assert "0:00:0" in seen
    assert json.loads(piped)["model"] == "oracle-1"


def test_progress_claims_no_share_that_is_not_known(path: Path) -> None:
    """At the beginning of a step, and once it is done, there is no percentage to wait upon."""
    code, seen, _ = on_terminal(process(path), {}, stdout=subprocess.PIPE)
    assert code == 0
    assert "calls" in seen
    assert "%" not in seen


def test_a_dumb_terminal_gets_no_progress(path: Path) -> None:
    """A terminal that can't move its cursor is spared a bar."""
    code, seen, piped = on_terminal(process(path), {"TERM": "dumb"}, stdout=subprocess.PIPE)
    assert (code, seen) == (0, "")
    assert piped.startswith(b"{")


def test_typing_an_article_is_explained(fake: type[FakeSummarizer]) -> None:
    """With `-` on a terminal the command says what it waits for."""
    pty = pytest.importorskip("pty")
    leader, follower = pty.openpty()
    os.write(leader, f"{TEXT}\n\x04".encode())
    done = subprocess.run(process("-"), stdin=follower, capture_output=True, check=False)
    os.close(follower)
    os.close(leader)
    assert done.returncode == 0
    assert done.stderr.startswith(b"Type or paste the article, then press Ctrl-D")
    assert json.loads(done.stdout)["gist"][0]["text"] == TEXT


def test_an_article_needs_no_command(fake: type[FakeSummarizer], path: Path) -> None:
    """``summarizer ARTICLE`` and ``summarizer summarize ARTICLE`` are one and the same, and options
    may come first."""
    expected = run(path).stdout
    assert run("summarize", path).stdout == expected
    assert run("--json", "--model", "evaluate", path).stdout == expected
    assert fake.given["model"] == "evaluate"


def test_a_command_comes_first(
    fake: type[FakeSummarizer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A first word that is a command's name is that command; a file of that name is ./evaluate."""
    (tmp_path / "evaluate").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert "GOLD" in run("evaluate", "--help").stdout
    assert run("./evaluate").exit_code == 0
    assert fake.article.id == "evaluate"


def test_help_names_the_other_commands() -> None:
    """``summarizer --help`` is the help of ``summarizer ARTICLE`` and ends with the other commands."""
    shown = run("--help").stdout
    assert shown.startswith("Usage: summarizer [OPTIONS] ")
    assert "\n    evaluate  " in shown.split("Other commands")[1]
