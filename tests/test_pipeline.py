"""The pipeline: from text to summary over real HTTP on loopback, with and without ``await``."""

from __future__ import annotations

import asyncio
import gc
import json
import subprocess
import sys
import threading
import typing
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, Literal

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

import summarizer
from summarizer import (
    Article,
    InputError,
    ModelError,
    SetupError,
    Summarizer,
    Summary,
    asummarize,
    local,
    pipeline,
    summarize,
)
from summarizer.errors import AccessDenied, InvalidReply, NotRecorded, WindowExceeded
from summarizer.llm import MAX_CALLS, REASKS
from summarizer.prompts import ALONE, TASKS, Prompts, Task
from summarizer.store import Cache, Folder, Store

TEXT = (
    "President Ana Reyes of Peru rang Ivan Petrov on Friday.\n\n"
    "“We want our ships back,” Reyes said.\n\n"
    "Petrov demanded that Peru pay 300 million soles."
)
PLAIN = TEXT.replace("“", "").replace("”", "")
UNRULED = Article.from_text(TEXT, language="sv")
"""For a language without rules a small model is asked everything, one task at a time."""
UNRULED_PLAIN = Article.from_text(PLAIN, language="sv")
Question = Task | Literal["article"]
"""One task, or all of them in one request."""
COSTS = {"prompt_tokens": 100, "completion_tokens": 7, "total_tokens": 107}
REPLIES: dict[Question, Any] = {
    "calls": {
        "calls": [
            {
                "evidence": [1],
                "participants": ["Reyes", "Petrov"],
                "status": "held",
                "medium": "phone",
                "initiator": ["Reyes"],
            }
        ]
    },
    "quotes": {"Q1": "Reyes"},
    "demands": {
        "demands": [
            {
                "evidence": [3],
                "demander": ["Petrov"],
                "target": ["Peru"],
                "action": "pay 300 million soles",
                "strength": "demand",
            }
        ]
    },
    "gist": {"gist": [1]},
}
OWN = Path(__file__).parents[1] / "prompts"
HEADINGS = {(OWN / f"{task}.md").read_text("utf-8").splitlines()[0]: task for task in TASKS}

NUMBERS = count()

Says = Callable[[str], Any]


def shown(body: dict[str, Any]) -> str:
    """The article of a request and then its questions, wherever they stand, without what a re-ask
    adds."""
    system, user = (str(message["content"]) for message in body["messages"][:2])
    return f"{user}\n{system[system.index(chr(10)) :]}" if "\n" in system else user


def tasks_of(body: dict[str, Any]) -> list[Task]:
    """The tasks of a request, by the headings of its questions."""
    return [HEADINGS[line] for line in shown(body).splitlines() if line in HEADINGS]


def before_questions(text: str) -> str:
    """The article of a request, with the names to point at."""
    return text[: min(text.index(heading) for heading in HEADINGS if heading in text)]


def question_of(body: dict[str, Any]) -> Question:
    """What a request asks."""
    tasks = tasks_of(body)
    return tasks[0] if len(tasks) == 1 else "article"


def combined(answers: Mapping[Question, Any]) -> dict[str, Any]:
    """The answers of several tasks in one reply: the passages stand under their speakers."""
    whole: dict[str, Any] = {}
    for task, answer in answers.items():
        if task == "quotes":
            groups: dict[str, list[int]] = {}
            for passage, speaker in answer.items():
                groups.setdefault(speaker or "#nobody", []).append(int(passage[1:]))
            answer = {"quotes": groups}
        whole |= answer
    return whole


@dataclass
class Model:
    """A model behind HTTP that answers by task; ``bodies`` and ``keys`` are what reached it.

    A reply is JSON, text as it is, a response, or a function of what was shown. A request with several
    tasks gets the reply to "article", or the replies to all of them as one.
    """

    url: str
    replies: dict[Question, Any] = field(default_factory=lambda: {**REPLIES})
    bodies: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def __call__(self, request: Request) -> Response:
        body = json.loads(request.get_data())
        self.bodies.append(body)
        self.keys.append(request.headers["Authorization"].removeprefix("Bearer "))
        said = self._said(body)
        if isinstance(said, Response):
            return said
        message = {
            "role": "assistant",
            "content": said if isinstance(said, str) else json.dumps(said),
        }
        whole = {
            "id": "1",
            "object": "chat.completion",
            "created": 0,
            "model": "m",
            "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
            "usage": COSTS,
        }
        return Response(json.dumps(whole), content_type="application/json")

    def _said(self, body: dict[str, Any]) -> Any:
        question = question_of(body)
        if question in self.replies:
            return self._one(question, body)
        answers: dict[Question, Any] = {task: self._one(task, body) for task in tasks_of(body)}
        refused = [answer for answer in answers.values() if isinstance(answer, Response)]
        return refused[0] if refused else combined(answers)

    def _one(self, question: Question, body: dict[str, Any]) -> Any:
        said = self.replies[question]
        if not callable(said) or isinstance(said, Response):
            return said
        try:
            return said(before_questions(shown(body)))
        except Exception as error:  # a 500 would be tried again
            return refusal(400, repr(error))

    @property
    def asked(self) -> list[Question]:
        """What was asked, in the order in which it came."""
        return [question_of(body) for body in self.bodies]

    @property
    def options(self) -> dict[str, Any]:
        """What makes a ``Summarizer`` ask this model, as hosted ones are asked."""
        return {"model": "m", "base_url": self.url, "api_key": "sk-given"}

    @property
    def small(self) -> dict[str, Any]:
        """What makes a ``Summarizer`` ask it as a small one."""
        return {**self.options, "profile": "small"}


def refusal(status: int, code: str = "") -> Response:
    """An error as OpenAI words it."""
    error = {"error": {"message": code or "no", "code": code}}
    return Response(json.dumps(error), status, content_type="application/json")


@pytest.fixture
def model(httpserver: HTTPServer) -> Model:
    # A path of its own: a request that one test gave up may reach the server in the next.
    path = f"/{next(NUMBERS)}/v1"
    served = Model(httpserver.url_for(path))
    httpserver.expect_request(f"{path}/chat/completions").respond_with_handler(served)
    return served


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the settings or the proxy of whoever runs it."""
    for name in (
        "SUMMARIZER_MODEL",
        "OPENAI_BASE_URL",
        "OPENAI_API_KEY",
        "HTTP_PROXY",
        "http_proxy",
    ):
        monkeypatch.delenv(name, raising=False)


def complete(found: Summary) -> None:
    """All that REPLIES points at in TEXT."""
    assert [party.name for party in found.calls[0].participants] == ["Ana Reyes", "Ivan Petrov"]
    assert [(q.text, q.speaker and q.speaker.name) for q in found.quotes] == [
        ("We want our ships back,", "Ana Reyes")
    ]
    assert [demand.action for demand in found.demands] == ["pay 300 million soles"]
    assert [point.text for point in found.gist] == [TEXT.partition("\n")[0]]
    assert found.rejected == ()


# The ways in


def test_summarize_in_plain_code(model: Model) -> None:
    """Text in, summary out; it says which article, model and prompts it is of."""
    found = summarize(TEXT, **model.options)
    complete(found)
    assert model.asked == ["article"]
    assert found.article == Article.from_text(TEXT).source
    assert (found.model, found.prompts) == ("m", Prompts().digest)
    assert Summary.model_validate_json(found.model_dump_json()) == found


async def test_summarize_inside_a_running_event_loop(model: Model) -> None:
    """As in a notebook: no "already running", no ``await`` needed."""
    complete(summarize(Article.from_text(TEXT), **model.options))


async def test_asummarize(model: Model) -> None:
    """The same with ``await``."""
    complete(await asummarize(TEXT, **model.options))


def test_one_summarizer_reads_many_articles(model: Model) -> None:
    """Without and with ``await``, from event loop to event loop, and each is asked about anew."""
    with Summarizer(**model.options) as reader:
        complete(reader.summarize(TEXT))
        complete(reader.summarize(TEXT))
    assert len(model.bodies) == 2

    async def both() -> tuple[Summary, Summary]:
        async with Summarizer(**model.options) as reader:
            return await asyncio.gather(reader.asummarize(TEXT), reader.asummarize(TEXT))

    for found in asyncio.run(both()):
        complete(found)


def test_closing_ends_the_thread_and_may_be_done_twice(model: Model) -> None:
    """Nothing runs on after ``close``."""
    before = set(threading.enumerate())
    reader = Summarizer(**model.options)
    reader.summarize(TEXT)
    assert set(threading.enumerate()) > before
    reader.close()
    reader.close()
    assert set(threading.enumerate()) == before


def test_text_without_words_is_refused_before_anything_is_asked(model: Model) -> None:
    """An ``InputError``, as from ``Article``."""
    with pytest.raises(InputError, match="no words"):
        summarize("…", **model.options)
    assert model.bodies == []


# What is asked


def test_a_large_model_is_asked_everything_in_one_request(model: Model) -> None:
    """The article is sent once; the names that are long to spell have numbers."""
    summarize(TEXT, **model.options)
    (body,) = model.bodies
    assert tasks_of(body) == list(TASKS)
    assert "1 Ana Reyes; 2 Ivan Petrov" in shown(body)


def test_names_that_are_given_by_number_are_the_names(model: Model) -> None:
    """In calls and demands, and above the passages."""
    model.replies = {
        "article": {
            "calls": [{"evidence": [1], "participants": [1, 2], "medium": "phone"}],
            "quotes": {"1": [1]},
            "demands": [{"evidence": [3], "demander": [2], "action": "pay 300 million soles"}],
            "gist": REPLIES["gist"]["gist"],
        }
    }
    found = summarize(TEXT, **model.options)
    complete(found)
    assert found.calls[0].status == "held"
    assert [party.name for party in found.demands[0].demander] == ["Ivan Petrov"]
    assert found.demands[0].strength == "request"


def test_a_small_model_is_asked_one_task_at_a_time_where_there_are_no_rules(model: Model) -> None:
    """The first question warms the cache for the others, which share its prefix; names are spelled."""
    complete(summarize(UNRULED, **model.small))
    assert model.asked[0] == "calls"
    assert sorted(model.asked) == sorted(ALONE)
    assert len({shown(body).rpartition("\n# ")[0] for body in model.bodies}) == 1
    assert not any("# Names" in shown(body) for body in model.bodies)


def test_a_small_model_is_asked_what_the_rules_leave_open(model: Model) -> None:
    """The grammar of English tells call, speaker and demand of this article: nothing remains."""
    complete(summarize(TEXT, **model.small))
    assert model.asked == []


def test_where_there_are_no_passages_there_are_no_quotes(model: Model) -> None:
    """Code knows that there are none, whatever a model says of them."""
    assert summarize(PLAIN, **model.options).quotes == ()
    assert len(model.bodies) == 1
    found = summarize(UNRULED_PLAIN, **model.small)
    assert "quotes" not in model.asked
    assert found.usage.requests == 2
    assert found.quotes == ()


def test_own_templates_are_asked_with(model: Model, tmp_path: Path) -> None:
    """``prompts`` names a folder; the summary's digest is of those."""
    for path in OWN.glob("*.md"):
        more = "\nBe brief." if path.stem in (*TASKS, "together") else ""
        (tmp_path / path.name).write_text(path.read_text("utf-8") + more, encoding="utf-8")
    found = summarize(TEXT, prompts=tmp_path, **model.options)
    assert shown(model.bodies[0]).count("Be brief.") == len(TASKS) + 1
    assert shown(model.bodies[0]).endswith("Be brief.")
    assert found.prompts == Prompts(tmp_path).digest != Prompts().digest


def test_a_missing_template_is_a_setup_error_before_anything_is_asked(
    model: Model, tmp_path: Path
) -> None:
    """An empty folder of prompts is said to be that."""
    with pytest.raises(SetupError, match=r"system\.md can't be read"):
        summarize(TEXT, prompts=tmp_path, **model.options)
    assert model.bodies == []


def test_on_step_is_told_what_is_done_and_how_far_it_is(model: Model) -> None:
    """Every question is named; the share is between 0 and 1 and does not fall."""
    steps: list[tuple[str, float]] = []
    summarize(UNRULED, on_step=lambda *step: steps.append(step), **model.small)
    assert [what for what, _ in steps] == list(ALONE)
    shares = [share for _, share in steps]
    assert shares == sorted(shares)
    assert shares[0] == 0.0 and shares[-1] < 1.0
    steps.clear()
    summarize(TEXT, on_step=lambda *step: steps.append(step), **model.options)
    assert steps == [("article", 0.0)]


# Windows


def by_name(text: str) -> Any:
    """A call in whichever sentence of a window reports one, a different one for each window."""
    lines = [line for line in text.splitlines() if line.startswith("[S") and " rang " in line]
    return {
        "calls": [
            {
                "evidence": [int(line[2 : line.index("]")])],
                "participants": ["Reyes", line.partition("rang ")[2].split(" on")[0]],
                "status": "held",
                "medium": "phone",
            }
            for line in lines
        ]
    }


def points(text: str) -> Any:
    """One point on the first sentence that is shown."""
    number = int(text.partition("[S")[2].partition("]")[0])
    return {"gist": [number]}


def speakers(text: str) -> Any:
    """Reyes, for each passage that is shown."""
    numbers = [part.partition("]")[0] for part in text.split("[Q")[1:]]
    return {f"Q{number}": "Reyes" for number in numbers}


WINDOWED: dict[Question, Any] = {
    "calls": by_name, "quotes": speakers, "demands": {"demands": []}, "gist": points
}  # fmt: skip
PARTS = (
    "President Ana Reyes rang Otto Lund on Monday, which nobody had thought that she would do.",
    "“We are friends,” she said to all who stood there in the rain and waited for some news.",
    "Ana Reyes rang Maria Boro on Tuesday, and they laughed about the weather and the fish.",
    "“We are friends still,” she said to all who stood there in the snow and waited for more.",
)


def test_two_windows_become_one_summary(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands in both comes out once, everything is in the article's order, offsets are the
    article's."""
    monkeypatch.setattr(pipeline, "HOSTED_WINDOW", 120)
    model.replies = WINDOWED
    article = Article.from_text("\n\n".join(PARTS))
    found = summarize(article, **model.options)
    assert model.asked.count("article") >= 2
    assert [call.participants[1].name for call in found.calls] == ["Otto Lund", "Maria Boro"]
    assert [quote.number for quote in found.quotes] == [1, 2]
    assert [quote.text for quote in found.quotes] == ["We are friends,", "We are friends still,"]
    assert all(article.text[q.span.start : q.span.end] == q.text for q in found.quotes)
    assert found.usage.requests == len(model.bodies)
    assert found.rejected == ()


def exceeding(limit: int) -> Says:
    """A model whose window holds ``limit`` characters of article."""

    def calls(text: str) -> Any:
        return by_name(text) if len(text) <= limit else refusal(400, "context_length_exceeded")

    return calls


def test_where_the_window_is_too_small_the_article_is_read_in_halves(model: Model) -> None:
    """Nobody says how large a hosted model's window is: it is halved until it fits."""
    text = "\n\n".join(f"{part} {'Nobody else was there then. ' * 12}" for part in PARTS)
    model.replies = {**WINDOWED, "calls": exceeding(1200)}
    found = summarize(text, **model.options)
    assert [call.participants[1].name for call in found.calls] == ["Otto Lund", "Maria Boro"]
    assert [quote.number for quote in found.quotes] == [1, 2]
    parts = [before_questions(shown(body)) for body in model.bodies]
    assert len([part for part in parts if len(part) <= 1200]) > 1


def test_where_no_window_is_small_enough_it_is_given_up(model: Model) -> None:
    """The error names the task; it is not tried for ever."""
    model.replies = {**WINDOWED, "calls": refusal(400, "context_length_exceeded")}
    with pytest.raises(WindowExceeded) as caught:
        summarize("\n\n".join(PARTS), **model.options)
    assert caught.value.task == "article"
    assert len(model.bodies) < 12


# What goes wrong


@pytest.mark.parametrize("task", ALONE)
def test_a_reply_that_does_not_fit_costs_one_task_only(model: Model, task: Task) -> None:
    """The others' records come out; what was said is kept as rejected, with the reason."""
    model.replies[task] = "I would rather not."
    found = summarize(UNRULED, **model.small)
    counts = {"calls": found.calls, "quotes": found.quotes, "demands": found.demands}
    kept = {name for name, records in counts.items() if records}
    assert kept == set(ALONE) - {task}
    (refused,) = found.rejected
    assert (refused.kind, refused.reply) == ("reply", "I would rather not.")
    assert "did not fit" in refused.reason
    assert found.usage.requests == len(model.bodies) == len(ALONE) + REASKS
    assert found.usage.reasks == REASKS


def test_of_a_reply_to_everything_what_fits_is_kept(model: Model) -> None:
    """One entry that points at no sentence costs that entry, and is kept as rejected."""
    whole = combined(REPLIES)
    stray = {**whole["calls"][0], "evidence": [99]}
    model.replies = {"article": {**whole, "calls": [*whole["calls"], stray]}}
    found = summarize(TEXT, **model.options)
    complete(found.model_copy(update={"rejected": ()}))
    (refused,) = found.rejected
    assert refused.kind == "call"
    assert json.loads(refused.reply) == [stray]
    assert "did not fit" in refused.reason
    assert found.usage.requests == len(model.bodies) == 1 + REASKS


def test_a_reply_to_everything_that_is_none_is_one_rejection(model: Model) -> None:
    """The passages are no quotes then, but the summary comes, and says why."""
    model.replies = {"article": "I would rather not."}
    found = summarize(TEXT, **model.options)
    assert (found.calls, found.quotes, found.demands) == ((), (), ())
    assert [point.text for point in found.gist] == [TEXT.partition("\n")[0]]  # the lead
    (refused,) = found.rejected
    assert (refused.kind, refused.reply) == ("reply", "I would rather not.")


def test_usage_adds_up_over_tasks_and_reasks(model: Model) -> None:
    """Every request that was answered is counted, those whose answer did not fit too."""
    model.replies["demands"] = {"demands": [{}]}
    found = summarize(UNRULED, **model.small)
    count = len(model.bodies)
    assert count == len(ALONE) + REASKS < len(ALONE) * MAX_CALLS
    assert found.usage.requests == count
    assert found.usage.prompt_tokens == count * COSTS["prompt_tokens"]
    assert found.usage.completion_tokens == count * COSTS["completion_tokens"]
    assert found.usage.seconds > 0


@pytest.mark.parametrize("task", ALONE)
def test_a_refused_key_is_an_error_that_says_so(model: Model, task: Task) -> None:
    """At once and as itself, whichever of the concurrent questions it hits."""
    model.replies[task] = refusal(401)
    with pytest.raises(AccessDenied) as caught:
        summarize(UNRULED, **model.small)
    assert isinstance(caught.value, ModelError) and not isinstance(caught.value, InvalidReply)
    assert (caught.value.task, caught.value.article) == (task, "article")
    assert len(model.bodies) <= len(ALONE)
    assert "sk-given" not in str(caught.value) + caught.value.evidence


def test_a_refused_key_says_so_once_for_everything(model: Model) -> None:
    """The request with all questions is named, and not sent again."""
    model.replies["gist"] = refusal(401)
    with pytest.raises(AccessDenied) as caught:
        summarize(TEXT, **model.options)
    assert (caught.value.task, caught.value.article) == ("article", "article")
    assert len(model.bodies) == 1


def test_a_failure_leaves_the_summarizer_usable(model: Model) -> None:
    """One article that fails is not the end of a thousand."""
    with Summarizer(**model.options) as reader:
        model.replies["gist"] = refusal(401)
        with pytest.raises(AccessDenied):
            reader.summarize(TEXT)
        model.replies["gist"] = REPLIES["gist"]
        complete(reader.summarize(TEXT))


# Replies that are kept


def test_what_was_answered_is_not_asked_again(model: Model, tmp_path: Path) -> None:
    """By the next summarizer either; the store stays open, whoever opened it closes it."""
    with Store(Cache(tmp_path / "replies.sqlite")) as store:
        for reused in (0, 1):
            found = summarize(TEXT, store=store, **model.options)
            complete(found)
            assert (found.usage.requests, found.usage.reused) == (1, reused)
    assert len(model.bodies) == 1


def test_what_is_replayed_needs_no_key_and_no_endpoint(model: Model, tmp_path: Path) -> None:
    """A recording is read on a machine that has neither, and is what was recorded."""
    home = Folder(tmp_path)
    recorded = summarize(TEXT, store=Store(home, "record"), **model.options)
    replayed = summarize(TEXT, model="m", store=Store(home, "replay"))
    assert replayed.model_dump(exclude={"usage"}) == recorded.model_dump(exclude={"usage"})
    assert len(model.bodies) == 1


def test_what_is_not_recorded_is_an_error_in_replay(tmp_path: Path) -> None:
    """Nothing is asked then: there may be no key."""
    with pytest.raises(NotRecorded, match="article"):
        summarize(TEXT, model="m", store=Store(Folder(tmp_path), "replay"))


@pytest.mark.parametrize("mode", ["use", "record"])
def test_a_store_that_asks_needs_a_key(tmp_path: Path, mode: Literal["use", "record"]) -> None:
    """What it lacks will have to be asked."""
    with pytest.raises(SetupError, match="no key for m"):
        Summarizer("m", store=Store(Folder(tmp_path), mode))


@pytest.mark.parametrize(
    "base_url", ["http://[::1", "api.example.org/v1", "http://", "ftp://h/v1", "http://h:99999/v1"]
)
def test_what_is_no_base_url_fails_at_once(base_url: str) -> None:
    """Before an article is read, and with a word on what one looks like."""
    with pytest.raises(SetupError, match="the base URL is none; it looks like https://"):
        Summarizer("m", base_url=base_url)


# Settings


def test_the_environment_names_what_is_not_given(
    model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SUMMARIZER_MODEL, OPENAI_BASE_URL and OPENAI_API_KEY."""
    monkeypatch.setenv("SUMMARIZER_MODEL", "from-env")
    monkeypatch.setenv("OPENAI_BASE_URL", model.url)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-from-env")
    assert summarize(PLAIN).model == "from-env"
    assert {body["model"] for body in model.bodies} == {"from-env"}
    assert set(model.keys) == {"sk-from-env"}


def test_what_is_given_counts_before_the_environment(
    model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All three, each by itself."""
    monkeypatch.setenv("SUMMARIZER_MODEL", "from-env")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-from-env")
    assert summarize(PLAIN, **model.options).model == "m"
    assert {body["model"] for body in model.bodies} == {"m"}
    assert set(model.keys) == {"sk-given"}


def test_empty_settings_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a shell or a CI file leaves them."""
    for name in ("SUMMARIZER_MODEL", "OPENAI_BASE_URL", "OPENAI_API_KEY"):
        monkeypatch.setenv(name, "")
    with Summarizer() as reader:
        assert reader.local and reader.notice


def test_an_endpoint_without_a_key_is_asked_all_the_same(model: Model) -> None:
    """Servers of one's own need none."""
    assert summarize(PLAIN, model="m", base_url=model.url).model == "m"


def test_a_key_without_a_model_is_a_setup_error() -> None:
    """Which model is the user's choice: it is not guessed."""
    with pytest.raises(
        SetupError, match="no model is named; give --model, or set SUMMARIZER_MODEL"
    ):
        Summarizer(api_key="sk-given")


def test_a_model_without_a_key_is_a_setup_error() -> None:
    """The message names all the ways out."""
    with pytest.raises(SetupError) as caught:
        Summarizer("gpt")
    for way in ("gpt", "OPENAI_API_KEY", "base URL", "--model local"):
        assert way in str(caught.value)


# The embedded model


@dataclass
class FakeLocal:
    """Stands in for the embedded model: ``opened`` is what was asked for, ``closed`` counts."""

    base_url: str
    opened: list[str] = field(default_factory=list)
    closed: int = 0
    api_key: str = "sk-of-the-child"

    def open(self, model: str, report: Callable[[int, int], None] | None = None) -> FakeLocal:
        self.opened.append(model)
        if report:
            report(1, 2)
            report(2, 2)
        return self

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def child(model: Model, monkeypatch: pytest.MonkeyPatch) -> FakeLocal:
    fake = FakeLocal(model.url)
    monkeypatch.setattr(local, "open_local", fake.open)
    return fake


def test_without_key_and_base_url_the_embedded_model_answers_and_says_so(
    model: Model, child: FakeLocal
) -> None:
    """It is started on first use, asked with its own key, named in the summary, and ended."""
    with Summarizer() as reader:
        assert reader.local
        assert reader.notice and "OPENAI_API_KEY" in reader.notice
        assert child.opened == []
        found = reader.summarize(UNRULED)
        reader.summarize(UNRULED)
        assert child.closed == 0
    complete(found)
    assert child.opened == ["local"]
    assert child.closed == 1
    assert found.model == "qwen2.5-coder-1.5b-instruct-q4_k_m"
    assert set(model.keys) == {"sk-of-the-child"}


@pytest.mark.parametrize("name", ["local", "/models/own.gguf"])
def test_an_embedded_model_that_was_asked_for_gives_no_notice(child: FakeLocal, name: str) -> None:
    """Neither does it need a key."""
    with Summarizer(name) as reader:
        assert reader.local and reader.notice is None
        reader.summarize(UNRULED_PLAIN)
    assert child.opened == [name]


def test_the_embedded_model_is_asked_one_question_at_a_time_in_one_order(
    model: Model, child: FakeLocal
) -> None:
    """The same order gives the same bytes; each window starts afresh, and answers are bounded."""
    summarize(UNRULED, model="local")
    assert model.asked == list(ALONE)
    assert [body["cache_prompt"] for body in model.bodies] == [False, True, True]
    assert all(0 < body["max_tokens"] < local.WINDOW for body in model.bodies)


def test_an_embedded_model_can_be_asked_as_a_large_one(model: Model, child: FakeLocal) -> None:
    """``profile`` is the user's to set, for weights that know more than the package's."""
    complete(summarize(TEXT, model="/models/large.gguf", profile="large"))
    assert model.asked == ["article"]
    assert [body["cache_prompt"] for body in model.bodies] == [False]


def test_what_the_store_holds_starts_no_embedded_model(
    model: Model, child: FakeLocal, tmp_path: Path
) -> None:
    """Loading takes seconds and a gigabyte: only a question that is open is worth it."""
    store = Store(Folder(tmp_path))
    first = summarize(UNRULED, model="local", store=store)
    again = summarize(UNRULED, model="local", store=store)
    assert child.opened == ["local"]
    assert again.usage.reused == again.usage.requests == len(model.bodies)
    assert again.calls == first.calls


def test_two_files_of_weights_of_one_name_share_no_replies(
    model: Model, child: FakeLocal, tmp_path: Path
) -> None:
    """The store tells them apart by their size."""
    weights = tmp_path / "own.gguf"
    store = Store(Folder(tmp_path / "replies"))
    for content in (b"GGUF", b"GGUF, another", b"GGUF"):
        weights.write_bytes(content)
        summarize(UNRULED_PLAIN, model=str(weights), store=store)
    assert len(model.bodies) == 2 * 2


def test_a_hosted_model_is_sent_none_of_that(model: Model) -> None:
    """Some endpoints refuse fields that they don't know."""
    summarize(TEXT, **model.options)
    assert not any({"cache_prompt", "max_tokens"} & body.keys() for body in model.bodies)


def test_windows_are_cut_to_the_embedded_models_own(
    model: Model, child: FakeLocal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the question and the answer take is left free."""
    monkeypatch.setattr(local, "WINDOW", 4_000)
    model.replies = WINDOWED
    text = "\n\n".join(f"{part} {'Nobody else was there then. ' * 40}" for part in PARTS)
    found = summarize(Article.from_text(text, language="sv"), model="local")
    assert model.asked.count("calls") > 1
    assert [quote.number for quote in found.quotes] == [1, 2]
    assert max(len(shown(body).encode()) // 3 for body in model.bodies) < local.WINDOW


def test_the_rules_are_a_second_witness_for_the_embedded_model_only(
    model: Model, child: FakeLocal
) -> None:
    """Where the sentence says who speaks, a small model is not even asked; a larger one's word
    counts."""
    model.replies["quotes"] = {"Q1": "Petrov"}
    (small,) = summarize(TEXT, model="local").quotes
    assert "quotes" not in model.asked
    (large,) = summarize(TEXT, **model.options).quotes
    assert small.speaker and small.speaker.name == "Ana Reyes"
    assert large.speaker and large.speaker.name == "Ivan Petrov"


def test_loading_is_reported(child: FakeLocal) -> None:
    """Assembling the weights may take a while: the first run says what it does."""
    steps: list[str] = []
    with Summarizer("local", on_step=lambda what, _: steps.append(what)) as reader:
        reader.summarize(UNRULED_PLAIN)
    assert steps[:3] == ["calls", "loading the model", "assembling the weights"]
    assert steps[3:] == ["loading the model", "calls", "demands"]


def test_a_model_that_cannot_be_loaded_is_a_setup_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes out as it is, and closing afterwards is no trouble."""

    def fails(*_: object) -> None:
        raise SetupError("it is not installed; install it")

    monkeypatch.setattr(local, "open_local", fails)
    with pytest.raises(SetupError, match="install it"):
        summarize(UNRULED, model="local")


# The surface


def test_the_public_names_are_those_of_all() -> None:
    """Each can be had from the package, is what its room calls so, and nothing else is offered."""
    assert sorted(summarizer.__all__) == summarizer.__all__
    for name in summarizer.__all__:
        assert getattr(summarizer, name).__name__ == name
        assert getattr(summarizer, name).__doc__
        assert getattr(summarizer, name).__module__.startswith("summarizer.")
    with pytest.raises(AttributeError, match="no attribute 'summarise'"):
        _ = summarizer.summarise


def test_what_the_type_checker_sees_is_what_is_offered() -> None:
    """The imports that only it reads name every public name, and no other."""
    source = Path(str(summarizer.__file__)).read_text(encoding="utf-8")
    block = source.partition("if TYPE_CHECKING:\n")[2].partition("\n\n")[0]
    seen = {
        name.strip()
        for line in block.splitlines()
        for name in line.partition(" import ")[2].split(",")
    }
    assert seen == set(summarizer.__all__)


@pytest.mark.parametrize("name", ["summarizer", "summarizer.cli"])
def test_importing_costs_no_model_client(name: str) -> None:
    """``--help`` and editors are quick: openai and instructor are imported on first use."""
    script = (
        f"import sys, {name}; "
        "print([m for m in ('openai', 'instructor', 'tenacity', 'dateparser') if m in sys.modules])"
    )
    root = str(Path(str(summarizer.__file__)).parents[1])
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_options_are_those_of_the_summarizer() -> None:
    """Both functions pass on what they are given, and a misspelled option is a ``TypeError``."""
    with pytest.raises(TypeError, match="modle"):
        summarize(TEXT, modle="m")
    assert "model" in typing.get_type_hints(Summarizer.__init__)


# What an article costs, and what is started for it


def test_usage_counts_what_was_asked_in_vain(model: Model) -> None:
    """The requests that found out that the window is too small are paid for, too."""
    text = "\n\n".join(f"{part} {'Nobody else was there then. ' * 12}" for part in PARTS)
    model.replies = {**WINDOWED, "calls": exceeding(1200)}
    assert summarize(text, **model.options).usage.requests == len(model.bodies)


def test_halving_asks_no_window_twice(model: Model) -> None:
    """What was too long is not sent again."""
    text = "\n\n".join(f"{part} {'Nobody else was there then. ' * 12}" for part in PARTS)
    model.replies = {**WINDOWED, "calls": exceeding(1200)}
    summarize(text, **model.options)
    views = [shown(body) for body in model.bodies]
    assert len(views) == len(set(views))


def test_a_first_question_that_fails_leaves_no_warning(model: Model) -> None:
    """The user sees the error and nothing else on stderr: no question was prepared in vain."""
    model.replies["calls"] = refusal(401)
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        with pytest.raises(AccessDenied):
            summarize(UNRULED, **model.small)
        gc.collect()
    assert [str(one.message) for one in seen] == []


async def test_two_articles_at_once_start_one_embedded_model(
    child: FakeLocal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two would fall to a hundredth of their speed, and one of them would never be closed."""
    loop = asyncio.get_running_loop()

    def opened(model: str, report: Callable[[int, int], None] | None = None) -> FakeLocal:
        turned = (
            threading.Event()
        )  # loading takes at least as long as the other article's first step
        loop.call_soon_threadsafe(loop.call_soon, turned.set)
        assert turned.wait(5)
        return child.open(model, report)

    monkeypatch.setattr(local, "open_local", opened)
    async with Summarizer("local") as reader:
        await asyncio.gather(reader.asummarize(UNRULED_PLAIN), reader.asummarize(UNRULED_PLAIN))
    assert child.opened == ["local"]


def test_usage_counts_the_windows_that_fitted(
    model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a later window turns out to be too long, the earlier ones were paid for all the same."""
    monkeypatch.setattr(pipeline, "HOSTED_WINDOW", 600)
    model.replies = {**WINDOWED, "calls": exceeding(1150)}
    first = f"{PARTS[0]} {'Nobody else was there then. ' * 21}"
    others = f"{PARTS[2]} {'Nobody else was there then. ' * 16}"
    found = summarize(f"{first}\n\n{others}\n\n{others}", **model.options)
    assert len(before_questions(shown(model.bodies[0]))) <= 1150  # the first window fitted
    assert found.usage.requests == len(model.bodies)


def test_an_embedded_model_can_be_started_again(child: FakeLocal) -> None:
    """A summarizer that was closed and is used once more opens the same model."""
    with Summarizer("local") as reader:
        reader.summarize(UNRULED_PLAIN)
        reader.close()
        reader.summarize(UNRULED_PLAIN)
    assert child.opened == ["local", "local"]
    assert child.closed == 2
