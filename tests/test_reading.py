"""Reading: what is asked about an article by profile and language, and what comes of the answers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeVar, cast

import pytest

from summarizer.article import Article
from summarizer.errors import AccessDenied, InvalidReply, ModelError
from summarizer.found import has_rules
from summarizer.grounding import Grounded
from summarizer.llm import Model
from summarizer.names import Names
from summarizer.prompts import ALONE, TASKS, Prompts, Window, numbered, tokens
from summarizer.reading import Profile, read
from summarizer.records import Usage
from summarizer.replies import KINDS, Reply
from summarizer.rules.witness import not_said, speakers_said
from summarizer.summary import summarized

PROMPTS = Prompts()
COST = Usage(requests=1, prompt_tokens=10)
ARTICLES = sorted((Path(__file__).parents[1] / "fixtures" / "articles").glob("[ab]*.txt"))
TEXT = (
    "President Ana Reyes rang Otto Lund on Friday.\n\n"
    "“We want our ships back,” Reyes said.\n\nThe pact is a “done deal”.\n\n"
    "In the harbour “nobody knows what the sea will bring tomorrow”.\n\n"
    "Lund demanded that Norway pay for the nets."
)
ENGLISH = Article.from_text(TEXT, language="en")
UNRULED = Article.from_text(TEXT, language="sv")
CALL: dict[str, Any] = {
    "evidence": [1],
    "participants": ["Ana Reyes", "Otto Lund"],
    "medium": "phone",
}
NOTHING: dict[str, Any] = {"calls": [], "demands": []}


@dataclass(frozen=True)
class Asked:
    """One question as it reached the model."""

    task: str
    text: str
    schema: type[Reply]
    extra: Mapping[str, Any] | None

    @property
    def passages(self) -> list[int]:
        """The numbers of the passages that are asked about one by one."""
        return [int(name[1:]) for name in self.schema.model_fields if name[0] == "Q"]

    @property
    def shown(self) -> list[int]:
        """The numbers of the sentences that are shown."""
        lines = self.text.splitlines()
        return [int(line[2 : line.index("]")]) for line in lines if line.startswith("[S")]


def nothing(asked: Asked) -> Any:
    """The least that can be answered: no calls, no demands, nobody, the first sentence for a gist."""
    passages = {f"Q{number}": None for number in asked.passages}
    return {**NOTHING, "gist": asked.shown[:1], "quotes": {}, **passages}


@dataclass
class Fake:
    """Stands in for ``llm.Model``: says what ``say`` says, and keeps what it was asked.

    An answer that is an error is raised. ``crowd`` is how many questions were open when each came.
    """

    say: Callable[[Asked], Any] = nothing
    asked: list[Asked] = field(default_factory=list)
    crowd: list[int] = field(default_factory=list)
    open: int = 0
    called_off: int = 0

    async def ask(
        self,
        messages: Sequence[Mapping[str, str]],
        reply: type[Reply],
        *,
        task: str = "",
        article: str = "",
        extra: Mapping[str, Any] | None = None,
    ) -> tuple[Reply, Usage]:
        asked = Asked(task, messages[1]["content"], reply, extra)
        self.asked.append(asked)
        self.open += 1
        self.crowd.append(self.open)
        try:
            for _ in range(3):  # others may begin, and end, meanwhile
                await asyncio.sleep(0)
            said = self.say(asked)
            if asyncio.iscoroutine(said):
                said = await said
        except asyncio.CancelledError:
            self.called_off += 1
            raise
        finally:
            self.open -= 1
        if isinstance(said, Exception):
            raise said
        return reply.model_validate(said), COST


E = TypeVar("E", bound=ModelError)


def spent(error: E, usage: Usage) -> E:
    """An error with what the requests before it cost."""
    error.usage = usage
    return error


def invalid(said: Any) -> InvalidReply:
    """What ``llm`` raises after an answer has not fitted three times."""
    evidence = said if isinstance(said, str) else json.dumps(said)
    return spent(InvalidReply("the answer did not fit", evidence=evidence), Usage(requests=3))


def run(
    article: Article,
    model: Fake,
    *,
    profile: Profile = "small",
    embedded: bool = False,
    size: int = 100_000,
    steps: list[tuple[str, float]] | None = None,
) -> tuple[Grounded, Usage]:
    """Read an article, and put all that came of it together."""

    def note(what: str, share: float) -> None:
        if steps is not None:
            steps.append((what, share))

    reading = read(
        article,
        cast(Model, model),
        PROMPTS,
        size,
        profile=profile,
        embedded=embedded,
        on_step=note,
    )
    parts, usage = asyncio.run(reading)
    return sum(parts, Grounded()), usage


def speakers(grounded: Grounded) -> dict[int, str | None]:
    return {q.number: q.speaker.name if q.speaker else None for q in grounded.quotes}


# A small model beside rules


def test_a_small_model_is_asked_about_passages_that_the_rules_leave_open() -> None:
    """Call, demand, the first speaker, the term and the gist are known by rule; the third passage is
    open."""
    model = Fake()
    grounded, usage = run(ENGLISH, model)
    assert [(one.task, one.passages) for one in model.asked] == [("quotes", [3])]
    assert len(grounded.calls) == len(grounded.demands) == 1
    assert speakers(grounded) == {1: "Ana Reyes", 3: None}
    assert [(other.number, other.reason) for other in grounded.not_quotes] == [(2, "term")]
    assert grounded.rejected == []
    assert [point.text for point in grounded.gist] == [
        "President Ana Reyes rang Otto Lund on Friday."
    ]
    assert usage == COST


def test_a_small_model_chooses_the_speaker_out_of_the_cast() -> None:
    """A name that is none of the article's does not fit the schema, so it need not be refused."""
    model = Fake(lambda asked: {**nothing(asked), **dict.fromkeys(["Q3"], "Otto Lund")})
    grounded, _ = run(ENGLISH, model)
    assert speakers(grounded)[3] == "Otto Lund"
    shape = json.dumps(model.asked[0].schema.model_json_schema()["properties"]["Q3"])
    assert '"Otto Lund"' in shape and '"#term"' in shape and "maxLength" not in shape


def test_where_words_were_posted_is_told_by_rule() -> None:
    """Beside a small model; a large one says it itself."""
    article = Article.from_text("President Ana Reyes was angry. “We go,” Reyes wrote on Telegram.")
    said = {"quotes": {"Ana Reyes": [1]}}
    for profile, channel in (("small", "Telegram"), ("large", None)):
        model = Fake(lambda asked: {**nothing(asked), **said})
        (quote,) = run(article, model, profile=cast(Profile, profile))[0].quotes
        assert (quote.channel and quote.channel.text) == channel


def test_passages_are_asked_about_in_the_sentences_around_them() -> None:
    """Three before and one behind are enough, and a long article costs no more than that."""
    filler = "\n\n".join(f"Nothing else was seen on day {n} there." for n in range(20))
    text = f"{filler}\n\n“Nobody knows what the sea will bring tomorrow.”\n\n{filler}"
    model = Fake()
    run(Article.from_text(text, language="en"), model)
    assert model.asked[0].shown == [18, 19, 20, 21, 22]
    assert model.asked[0].passages == [1]


def test_where_rules_leave_nothing_open_no_model_is_asked() -> None:
    """It would cost time and tokens, and know no more."""
    model = Fake()
    grounded, usage = run(Article.from_text("It rained on Friday. Nobody came."), model)
    assert (model.asked, usage) == ([], Usage())
    assert len(grounded.gist) == 1


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_every_passage_is_known_by_rule_or_asked_about_once(path: Path) -> None:
    """However many are open; and each comes out once, whatever a model says."""
    article = Article.from_text(path.read_text(encoding="utf-8"))
    if not has_rules(article.language):
        pytest.skip(f"{article.language} has no rules")
    model = Fake()
    grounded, _ = run(article, model)
    asked = [number for one in model.asked for number in one.passages]
    known = set(speakers_said(Names(article))) | set(not_said(Names(article)))
    assert len(asked) == len(set(asked))
    assert not known & set(asked)
    assert all(len(one.passages) <= 8 for one in model.asked)
    out = [q.number for q in grounded.quotes] + [n.number for n in grounded.not_quotes]
    assert sorted(out) == [passage.number for passage in article.passages]
    assert not grounded.rejected


@pytest.mark.parametrize("size", [300, 120, 60])
def test_no_part_is_larger_than_asked(size: int) -> None:
    """The window of a model may be small: what is read at once is cut to it, down to one sentence."""
    text = "\n\n".join(
        f"Nothing else was seen on day {n} there, nor on the night after it.\n\n"
        f"“Nobody knows what the sea will bring on day {n} of this year.”"
        for n in range(20)
    )
    article = Article.from_text(text, language="en")
    model = Fake()
    run(article, model, size=size)
    for one in model.asked:
        sentences = [article.sentence(number) for number in one.shown]
        assert tokens(numbered(article, Window(tuple(sentences), ()))) <= size
    asked = [number for one in model.asked for number in one.passages]
    assert sorted(asked) == [passage.number for passage in article.passages]


# A small model without rules, and a large one


def test_without_rules_a_small_model_is_asked_each_task_of_each_window() -> None:
    """As a larger one is, one at a time; every passage is asked about, and its words count."""
    model = Fake(lambda asked: {**nothing(asked), "calls": [CALL], "Q1": "Otto Lund"})
    grounded, usage = run(UNRULED, model)
    assert [one.task for one in model.asked] == list(ALONE)
    assert model.asked[1].passages == [1, 2, 3]
    assert speakers(grounded) == {1: "Otto Lund", 2: None, 3: None}
    assert len(grounded.calls) == 1
    assert usage.requests == 3


@pytest.mark.parametrize("article", [ENGLISH, UNRULED], ids=["en", "sv"])
def test_a_large_model_is_asked_everything_at_once_and_taken_at_its_word(article: Article) -> None:
    """Whatever the language: the rules say nothing beside it."""
    said = {
        "calls": [], "quotes": {"Otto Lund": [1], "#nobody": [2, 3]}, "demands": [],
        "gist": [1],
    }  # fmt: skip
    model = Fake(lambda asked: said)
    grounded, usage = run(article, model, profile="large")
    assert [one.task for one in model.asked] == ["article"]
    assert speakers(grounded) == {1: "Otto Lund", 2: None, 3: None}
    assert (grounded.calls, grounded.demands, grounded.rejected) == ([], [], [])
    assert usage == COST


def test_articles_of_about_one_length_share_a_schema() -> None:
    """A large model has few schemas to know; what points behind the end of the article is rejected."""
    articles = [Article.from_text(TEXT + f"\n\nIt rained {n} times." * n) for n in range(4)]
    models = [Fake() for _ in articles]
    for article, model in zip(articles, models, strict=True):
        run(article, model, profile="large")
    assert len({model.asked[0].schema for model in models}) == 1
    beyond = {
        "gist": [len(ENGLISH.sentences) + 1],
        "calls": [{**CALL, "participants": [40, "Otto Lund"]}],
        "quotes": {"Ana Reyes": [1, len(ENGLISH.passages) + 1]},
        "demands": [],
    }
    grounded, _ = run(ENGLISH, Fake(lambda asked: beyond), profile="large")
    assert len(grounded.quotes) + len(grounded.not_quotes) == len(ENGLISH.passages)
    assert not grounded.calls
    assert [point.text for point in grounded.gist] == [TEXT.partition("\n")[0]]  # the lead instead
    assert {"point", "call"} <= {one.kind for one in grounded.rejected}


def test_a_large_model_points_at_the_gist() -> None:
    """In its own order; a small one has the lead for gist."""
    gist = {"gist": [5, 2]}
    large, _ = run(ENGLISH, Fake(lambda asked: {**nothing(asked), **gist}), profile="large")
    small, _ = run(ENGLISH, Fake(lambda asked: {**nothing(asked), **gist}))
    told = [ENGLISH.text[s.start : s.end] for s in ENGLISH.sentences]
    assert [point.text for point in large.gist] == [told[4], told[1]]
    assert [point.text for point in small.gist] == [told[0]]


# The order of the questions


def windowed(count: int) -> tuple[Article, int]:
    """An article without rules, and a size at which it is read in several windows."""
    text = "\n\n".join(
        f"“We go,” she said on day {n} to those who were there." for n in range(count)
    )
    return Article.from_text(text, language="sv"), 90


def test_one_question_warms_the_cache_of_a_part_before_the_others_are_put_at_once() -> None:
    """A provider's prefix cache serves them then."""
    model = Fake()
    run(UNRULED, model)
    assert model.crowd == [1, 1, 2]
    assert all(one.extra is None for one in model.asked)


def test_an_embedded_model_is_asked_one_after_the_other_and_forgets_at_each_part() -> None:
    """One slot: the order of the requests is the order of the cache."""
    article, size = windowed(6)
    model = Fake()
    run(article, model, embedded=True, size=size)
    assert set(model.crowd) == {1}
    windows = len(model.asked) // 3
    assert windows > 1
    assert [one.task for one in model.asked] == list(ALONE) * windows
    cached = [one.extra and one.extra["cache_prompt"] for one in model.asked]
    assert cached == [False, True, True] * windows


def test_each_part_beside_rules_is_read_afresh() -> None:
    """They share no prefix."""
    model = Fake()
    run(Article.from_text("\n\n".join([TEXT] * 9), language="en"), model, embedded=True)
    assert [one.extra for one in model.asked] == [{"cache_prompt": False}] * 2


@pytest.mark.parametrize("embedded", [True, False])
def test_the_share_that_is_finished_does_not_fall(embedded: bool) -> None:
    """Over all windows, in whatever order they are asked."""
    article, size = windowed(6)
    steps: list[tuple[str, float]] = []
    run(article, Fake(), embedded=embedded, size=size, steps=steps)
    shares = [share for _, share in steps]
    assert shares == sorted(shares)
    assert shares[0] == 0.0 and shares[-1] < 1.0
    assert len(set(shares)) == len(shares) > 4


# What goes wrong


def test_an_answer_that_does_not_fit_costs_what_does_not_fit() -> None:
    """The entry that fits is kept, the other is refused; what the other questions gave stands."""
    model = Fake(
        lambda asked: (
            invalid({"calls": [CALL, {**CALL, "evidence": [99]}]})
            if asked.task == "calls"
            else {**nothing(asked), "Q1": "Otto Lund", "Q2": "#name", "Q3": "Ana Reyes"}
        )
    )
    grounded, usage = run(UNRULED, model)
    assert len(grounded.calls) == 1
    assert [(one.kind, one.reason) for one in grounded.rejected] == [
        ("call", "the answer did not fit")
    ]
    assert usage.requests == 3 + 2
    found = summarized(UNRULED, [grounded], usage, "m", "")
    assert [quote.number for quote in found.quotes] == [1, 3]
    assert [(other.number, other.reason) for other in found.not_quotes] == [(2, "name")]


def test_a_passage_that_does_not_fit_costs_that_passage() -> None:
    """The others have the speakers that the answer gave; the passage is kept without one."""
    said = {"Q1": "Otto Lund", "Q2": 5, "Q3": None, "channels": [{"quote": 77, "channel": "X"}]}
    model = Fake(lambda asked: invalid(said) if asked.task == "quotes" else nothing(asked))
    grounded, _ = run(UNRULED, model)
    assert speakers(grounded) == {1: "Otto Lund", 2: None, 3: None}
    assert {one.kind for one in grounded.rejected} == {"quote"}
    assert json.dumps({"Q2": 5}) in [one.reply for one in grounded.rejected]


def test_a_task_that_a_large_model_answers_wrong_costs_that_task() -> None:
    """Calls as text, say: the other answers of the same reply are kept."""
    said = {
        "calls": "none", "quotes": {"Otto Lund": [1], "#nobody": [2, 3]}, "demands": [],
        "gist": [1],
    }  # fmt: skip
    grounded, _ = run(ENGLISH, Fake(lambda asked: invalid(said)), profile="large")
    assert speakers(grounded) == {1: "Otto Lund", 2: None, 3: None}
    assert len(grounded.gist) == 1
    assert [(one.kind, one.reply) for one in grounded.rejected] == [("call", '{"calls": "none"}')]


@pytest.mark.parametrize("profile", ["small", "large"])
def test_an_answer_that_is_none_is_kept_as_it_is(profile: Literal["small", "large"]) -> None:
    """One rejection a question, and no error."""
    model = Fake(lambda asked: invalid("I would rather not."))
    grounded, usage = run(UNRULED, model, profile=profile)
    refused = {(one.kind, one.reply) for one in grounded.rejected}
    assert refused == {("reply", "I would rather not.")}
    assert len(grounded.rejected) == len(model.asked)
    assert usage.requests == 3 * len(model.asked)


def test_a_failure_calls_off_the_other_questions_and_counts_all_that_was_paid_for() -> None:
    """The first answered, one of those at once fails: its error comes out, with the usage of both."""

    async def never() -> None:
        await asyncio.Event().wait()

    def say(asked: Asked) -> Any:
        if asked.task == "demands":
            return spent(AccessDenied("no"), Usage(requests=1, retries=2))
        return nothing(asked) if asked.task == "calls" else never()

    model = Fake(say)
    with pytest.raises(AccessDenied) as caught:
        run(UNRULED, model)
    assert caught.value.usage == COST + Usage(requests=1, retries=2)
    assert (model.open, model.called_off) == (0, 1)


@pytest.mark.parametrize("embedded", [True, False])
def test_after_a_first_question_fails_nothing_more_is_asked(embedded: bool) -> None:
    """Neither of this part nor of the next."""
    article, size = windowed(6)
    model = Fake(lambda asked: spent(AccessDenied("no"), COST))
    with pytest.raises(ModelError) as caught:
        run(article, model, embedded=embedded, size=size)
    assert len(model.asked) == 1
    assert caught.value.usage == COST


def test_the_kinds_of_records_are_those_of_the_tasks() -> None:
    """A rejection can be told from which task it came."""
    assert set(TASKS) <= set(KINDS)
