"""The systems that are compared: this package in this process, peers in processes and environments of
their own.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
import venv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace
from typing import Protocol

import rich
from alignment import Said, grounded

from summarizer.answers import Answer, answer_of
from summarizer.article import Article
from summarizer.errors import SetupError, SummarizerError
from summarizer.pipeline import Summarizer

ROOT = Path(__file__).parents[1]
PEERS = ROOT / "benchmarks" / "peers"
ENVIRONMENTS = ROOT / ".bench"


@dataclass(frozen=True)
class Endpoint:
    """Where the model is: behind the counting proxy. ``embedded`` has one slot and no rate limits."""

    url: str
    key: str
    model: str
    embedded: bool


class Running(Protocol):
    """A system that has been started."""

    def ask(self, article: Article) -> Said:
        """What it says of one article. It does not raise for what goes wrong with one."""

    def close(self) -> None:
        """Stop it."""


@dataclass(frozen=True)
class System:
    """A system by name. ``setting`` is a digest of all that its answers depend on but the model."""

    name: str
    title: str
    versions: Callable[[], dict[str, str]]
    setting: str
    start: Callable[[Endpoint, Path], Running]
    answer: Callable[[Said, Article], Answer]


def digest(files: Iterable[Path], *more: object) -> str:
    """The SHA-256 of the files' contents, and of what else is given."""
    hashed = hashlib.sha256(repr(more).encode())
    for path in sorted(files):
        hashed.update(path.read_bytes())
    return hashed.hexdigest()[:16]


class Ours:
    """This package. The embedded model is the one that is running already, reached by the proxy."""

    def __init__(self, endpoint: Endpoint, log: Path) -> None:
        if endpoint.embedded:
            self._summarizer = Summarizer("local")
            # In place of a server that it would start itself.
            self._summarizer._server = SimpleNamespace(  # type: ignore[assignment]
                base_url=endpoint.url, api_key=endpoint.key, close=lambda: None
            )
        else:
            self._summarizer = Summarizer(
                endpoint.model, base_url=endpoint.url, api_key=endpoint.key
            )

    def ask(self, article: Article) -> Said:
        try:
            return answer_of(self._summarizer.summarize(article), article).model_dump(mode="json")
        except SummarizerError as error:
            return {"failed": str(error)}

    def close(self) -> None:
        self._summarizer.close()


class Peer:
    """A peer's process: it reads an article a line and answers with a line (benchmarks/peers/serving.py).

    It is ended when an answer takes longer than ``deadline`` seconds, and started again for the next.
    """

    def __init__(
        self, command: list[str], endpoint: Endpoint, log: Path, deadline: float = 1800.0
    ) -> None:
        self._command = command
        self._deadline = deadline
        self._log = log.open("ab")
        self._environment = {
            **os.environ,
            "OPENAI_BASE_URL": endpoint.url,
            "OPENAI_API_KEY": endpoint.key,
            "NO_PROXY": "127.0.0.1",
            "PYDANTIC_ERRORS_INCLUDE_URL": "0",
        }
        self._process: subprocess.Popen[bytes] | None = None
        self._start()

    def ask(self, article: Article) -> Said:
        process = self._process or self._start()
        assert process.stdin
        assert process.stdout
        timer = threading.Timer(self._deadline, process.kill)
        timer.start()
        try:
            line = json.dumps({"id": article.id, "text": article.text}).encode() + b"\n"
            process.stdin.write(line)
            process.stdin.flush()
            said: Said = json.loads(process.stdout.readline())
        except (OSError, ValueError):
            self._end()
            return {"failed": f"no answer; its process was ended or died (see {self._log.name})"}
        finally:
            timer.cancel()
        return said

    def close(self) -> None:
        self._end()
        self._log.close()

    def _start(self) -> subprocess.Popen[bytes]:
        process = self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env=self._environment,
            cwd=PEERS,
        )
        assert process.stdout
        if not process.stdout.readline():  # an empty line comes when all is imported
            self._end()
            raise SetupError(f"{self._command[1]} does not start; see {self._log.name}")
        return process

    def _end(self) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None


def environment(name: str) -> Path:
    """The Python of a peer's own environment, which is made when it is missing or out of date."""
    requirements = PEERS / f"requirements-{name}.txt"
    folder = ENVIRONMENTS / name
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    mark = folder / "requirements"
    if not mark.exists() or mark.read_bytes() != requirements.read_bytes():
        rich.print(f"[dim]installing {name} into {folder.relative_to(ROOT)}", file=sys.stderr)
        ENVIRONMENTS.mkdir(exist_ok=True)
        (ENVIRONMENTS / ".gitignore").write_text("*\n")
        venv.create(folder, clear=True, with_pip=True)
        pip = [python, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
        subprocess.run([*pip, "-r", requirements], check=True)
        mark.write_bytes(requirements.read_bytes())
    return python


def versions_in(name: str, packages: Iterable[str]) -> dict[str, str]:
    """The versions of packages in a peer's environment."""
    code = (
        "import sys, json; from importlib.metadata import version;"
        "print(json.dumps({name: version(name) for name in sys.argv[1:]}))"
    )
    done = subprocess.run(
        [environment(name), "-c", code, *packages], check=True, capture_output=True
    )
    found: dict[str, str] = json.loads(done.stdout)
    return found


def ours() -> System:
    """This package as it stands in the checkout."""
    packages = ("summarizer", "openai", "instructor", "pydantic")
    code = [*(ROOT / "summarizer").glob("*.py"), *(ROOT / "summarizer").glob("*.toml")]
    code += (ROOT / "prompts").glob("*.md")
    return System(
        name="summarizer",
        title="summarizer",
        versions=lambda: {name: version(name) for name in packages},
        setting=digest(code),
        start=Ours,
        answer=lambda said, article: (
            Answer(id=article.id, failed=said["failed"])
            if said.get("failed")
            else Answer.model_validate(said)
        ),
    )


def peer(name: str, title: str, script: str, packages: tuple[str, ...], *arguments: int) -> System:
    """A peer: ``script`` in the environment of its requirements, with ``arguments`` after the model."""
    kind = name.partition("-")[0]
    files = (PEERS / script, PEERS / "serving.py", PEERS / f"requirements-{kind}.txt")

    def start(endpoint: Endpoint, log: Path) -> Peer:
        more = [str(argument) for argument in arguments]
        if kind == "langextract":
            more.append("1" if endpoint.embedded else "10")  # requests at once
        return Peer([str(environment(kind)), script, endpoint.model, *more], endpoint, log)

    return System(
        name=name,
        title=title,
        versions=lambda: versions_in(kind, packages),
        setting=digest(files, arguments),
        start=start,
        answer=grounded,
    )


def systems() -> dict[str, System]:
    """All systems by name: this one, the naive script, langextract in its default and three sizes."""
    naive = peer("naive", "naive script", "naive.py", ("instructor", "openai", "pydantic"))
    sizes = {1000: "langextract", 500: "", 2000: "", 4000: ""}
    chunked = [
        peer(
            name or f"langextract-{size}",
            f"langextract, {size}" + (" (default)" if name else ""),
            "langextract_peer.py",
            ("langextract", "openai"),
            size,
        )
        for size, name in sizes.items()
    ]
    return {system.name: system for system in (ours(), naive, *chunked)}
