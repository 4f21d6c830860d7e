"""Prompts: the article first and the same for every question; templates that are checked; windows."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import re
from collections.abc import Callable
from os.path import commonprefix
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from summarizer.article import Article
from summarizer.errors import InputError, SetupError
from summarizer.prompts import (
    ALONE,
    TASKS,
    Message,
    Prompts,
    Task,
    Window,
    numbered,
    part,
    tokens,
    whole,
    windows,
)
from summarizer.replies import (
    article_reply,
    calls_reply,
    demands_reply,
    quotes_reply,
)

OWN = Path(__file__).parents[1] / "prompts"
SCHEMAS: dict[Task, Callable[[int, int], type[BaseModel]]] = {
    "calls": calls_reply,
    "quotes": lambda first, last: quotes_reply(tuple(range(first, last + 1))),
    "demands": demands_reply,
}
TEXT = "President Ana Reyes rang Ben Boro.\n\n“Go,” she said. “Go now. Go!”\n\nHe left “Oslo” on Sunday."
PROMPTS = Prompts()


def asked(article: Article, prompts: Prompts = PROMPTS) -> dict[Task, list[Message]]:
    return {task: prompts.messages([task], article, whole(article)) for task in ALONE}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A user's own copy of the templates."""
    for path in OWN.glob("*.md"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


# Messages


def test_sentences_and_passages_carry_the_numbers_that_replies_point_with() -> None:
    """One sentence a line after its number; a passage's number stands before its opening mark."""
    article = Article.from_text(TEXT)
    assert numbered(article, whole(article)).splitlines() == [
        "[S1] President Ana Reyes rang Ben Boro.",
        "[S2] [Q1]“Go,” she said.",
        "[S3] [Q2]“Go now. Go!”",
        "[S4] He left [Q3]“Oslo” on Sunday.",
    ]


def test_the_article_comes_first_and_is_the_same_for_every_task() -> None:
    """A provider caches the longest common prefix: it must reach over the last word of the article,
    and the question comes after it."""
    article = Article.from_text(TEXT, date=dt.date(2025, 12, 28))
    questions = asked(article)
    assert len({messages[0]["content"] for messages in questions.values()}) == 1
    contents = [messages[1]["content"] for messages in questions.values()]
    prefix = commonprefix(contents)  # noqa: RUF071  (of strings, not of paths)
    shown = numbered(article, whole(article))
    assert shown in prefix
    assert len({content.removeprefix(prefix) for content in contents}) == len(ALONE)
    assert all(prefix.find(shown) < content.rfind("\n# ") for content in contents)


def test_the_question_is_the_last_heading() -> None:
    """The article's own heading comes before, and nothing of the article comes after."""
    last = {
        task: m[1]["content"].rpartition("\n# ")[2]
        for task, m in asked(Article.from_text(TEXT)).items()
    }
    assert len({text.splitlines()[0] for text in last.values()}) == len(ALONE)
    assert not any("Reyes rang" in text for text in last.values())


def test_the_same_article_is_always_asked_in_the_same_bytes() -> None:
    """Replies are kept by the content of the request: rendering again changes nothing."""
    assert asked(Article.from_text(TEXT)) == asked(Article.from_text(TEXT), Prompts())


def test_the_date_is_shown_where_it_is_known() -> None:
    """Only an article with a date has it, and the bytes before the text stay the same otherwise."""
    dated = asked(Article.from_text(TEXT, date=dt.date(2025, 12, 28)))["calls"][1]["content"]
    undated = asked(Article.from_text(TEXT))["calls"][1]["content"]
    assert "2025-12-28" in dated.partition("[S1]")[0]
    assert "None" not in undated.partition("[S1]")[0]


def test_the_question_about_quotes_names_the_passages_that_are_shown() -> None:
    """First and last number of the window, not of the article."""
    article = Article.from_text(TEXT)
    window = Window(article.sentences[2:], article.passages[2:])
    question = PROMPTS.messages(["quotes"], article, window)[1]["content"].rpartition("\n# ")[2]
    assert "[Q3]" in question
    assert "[Q1]" not in question


def test_only_the_passages_that_are_asked_about_are_named() -> None:
    """Others stand in the window for what is around them; a single one is no range."""
    article = Article.from_text(TEXT)

    def first_line(passages: tuple[int, ...]) -> str:
        messages = PROMPTS.messages(["quotes"], article, whole(article), passages=passages)
        return messages[1]["content"].rpartition("\n# ")[2].splitlines()[2]

    assert "[Q1], [Q3] whose words" in first_line((1, 3))
    assert "[Q2] whose words" in first_line((2,))
    assert "each passage from [Q1] to [Q3] whose" in first_line((1, 2, 3))


def test_all_questions_together_come_first_and_are_the_same_for_every_article() -> None:
    """A provider's cache then serves them from the second article on: in the order in which they are
    to be answered, which the end says."""
    article, other = Article.from_text(TEXT), Article.from_text("Nobody rang Ben Boro.")
    system, user = PROMPTS.messages(TASKS, article, whole(article))
    assert system == PROMPTS.messages(TASKS, other, whole(other))[0]
    headings = [line for line in system["content"].splitlines() if line.startswith("# ")]
    assert headings == ["# Calls", "# Quotes", "# Demands", "# Gist", "# Reply"]
    assert '{"calls":[...],"quotes":{...},"demands":[...],"gist":[...]}' in system["content"]
    assert user["content"].count("[S1] ") == 1
    assert user["content"].startswith("# Article")


@pytest.mark.parametrize(
    "words",
    ["{{ 7 * 7 }}", "{% for x in y %}", "{# gone? #}", "{{ undefined }}", "}} {{", "&lt;b&gt; <b>"],
)
def test_braces_and_markup_of_an_article_are_shown_as_they_are(words: str) -> None:
    """The article is a value, never a template."""
    article = Article.from_text(f"Ana wrote {words} on the wall.")
    for messages in asked(article).values():
        assert f"Ana wrote {words} on the wall." in messages[1]["content"]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from('“”"{}%#[]\n a') | st.text(max_size=5), max_size=25).map("".join))
def test_whatever_the_article_every_word_of_it_is_shown(text: str) -> None:
    """Without the numbers and white space, what is shown is the text."""
    try:
        article = Article.from_text(f"Ana spoke. {text}")
    except InputError:
        return
    shown = numbered(article, whole(article))
    assert shown in PROMPTS.messages(["calls"], article, whole(article))[1]["content"]
    numbers = re.compile(r"\[[SQ]\d+\]|\s")
    assert numbers.sub("", shown) == numbers.sub("", article.text)


# Templates


def test_a_template_that_asks_for_more_than_it_gets_is_a_setup_error(folder: Path) -> None:
    """The error names the template and the variable."""
    with (folder / "demands.md").open("a") as file:
        file.write("{{ mood }}")
    prompts = Prompts(folder)
    article = Article.from_text(TEXT)
    with pytest.raises(SetupError, match=r"demands\.md asks for more than it gets: 'mood'"):
        prompts.messages(["demands"], article, whole(article))


@pytest.mark.parametrize("words", ["{{ 1 // 0 }}", "{% include 'other.md' %}", "{{ first.x.y }}"])
def test_a_template_that_fails_while_it_is_filled_in_is_a_setup_error(
    folder: Path, words: str
) -> None:
    """Whatever a user's template does wrong, the error names the template."""
    with (folder / "demands.md").open("a") as file:
        file.write(words)
    article = Article.from_text(TEXT)
    with pytest.raises(SetupError, match=r"demands\.md"):
        Prompts(folder).messages(["demands"], article, whole(article))


@pytest.mark.parametrize("name", ["system", "article", "together", *TASKS])
def test_a_missing_template_is_a_setup_error(folder: Path, name: str) -> None:
    """The error names the file, the folder and what belongs there, before anything is asked."""
    (folder / f"{name}.md").unlink()
    with pytest.raises(SetupError) as caught:
        Prompts(folder)
    assert f"{name}.md can't be read in {folder}" in str(caught.value)
    assert "system.md, article.md, together.md, calls.md" in str(caught.value)


def test_a_broken_template_is_a_setup_error_with_its_line(folder: Path) -> None:
    """Template syntax is checked when the folder is opened."""
    (folder / "calls.md").write_text("# Calls\n{% if %}\n", encoding="utf-8")
    with pytest.raises(SetupError, match=r"calls\.md is broken at line 2"):
        Prompts(folder)


def test_a_template_that_is_no_utf8_is_a_setup_error(folder: Path) -> None:
    """It is not guessed at as an article is."""
    (folder / "calls.md").write_bytes("# Ånrop".encode("latin-1"))
    with pytest.raises(SetupError, match=r"calls\.md can't be read"):
        Prompts(folder)


@pytest.mark.parametrize("name", ["system", "article", "together", *TASKS])
def test_the_digest_changes_with_any_template(folder: Path, name: str) -> None:
    """One character is enough; an unchanged copy has the digest of the package's own."""
    assert Prompts(folder).digest == PROMPTS.digest
    with (folder / f"{name}.md").open("a") as file:
        file.write(".")
    assert Prompts(folder).digest != PROMPTS.digest


def test_the_digest_tells_templates_that_changed_places_apart(folder: Path) -> None:
    """It covers which template says what."""
    calls, gist = folder / "calls.md", folder / "gist.md"
    first, second = calls.read_bytes(), gist.read_bytes()
    calls.write_bytes(second)
    gist.write_bytes(first)
    assert Prompts(folder).digest != PROMPTS.digest


# What the model is told of its reply


PLACEHOLDERS = {
    "calls": {"status": "held", "medium": "phone"},
    "demands": {"status": "open", "strength": "demand"},
}


def form(task: Task, *, together: bool = False) -> Any:
    """The worked reply in a question, read back, with something for each <placeholder>."""
    text = question(task, together=together).partition("Form: ")[2]
    numbers = iter(range(1, 99))
    text = re.sub(r'(?<="Q)<n>', lambda _: str(next(numbers)), text)
    for name, value in {"n": "1", **PLACEHOLDERS.get(task, {})}.items():
        text = text.replace(f"<{name}>", value)
    return json.JSONDecoder().raw_decode(text)[0]


def question(task: Task, *, together: bool = False) -> str:
    """One question as it is put, by itself or together with the others."""
    article = Article.from_text(TEXT)
    messages = PROMPTS.messages(TASKS if together else [task], article, whole(article))
    headings = [
        part.splitlines()[0] for part in (OWN / f"{task}.md").read_text("utf-8").split("# ")[1:]
    ]
    asked_in = messages[0 if together else 1]["content"]
    return asked_in.partition(f"# {headings[0]}\n")[2].partition("\n# ")[0]


@pytest.mark.parametrize("task", ALONE)
def test_worked_replies_fit_the_schema_that_answers_are_held_to(task: Task) -> None:
    """Each question shows one, and no field in it is unknown to the schema."""
    example = form(task)
    passages = [int(name[1:]) for name in example if name.startswith("Q")]
    reply = SCHEMAS[task](1, max(passages, default=9)).model_validate(example)
    assert json.loads(reply.model_dump_json(exclude_unset=True)) == example


def test_worked_replies_fit_the_schema_when_all_is_asked_together() -> None:
    """The forms of all questions make one reply, and no word in them is lost."""
    example: dict[str, Any] = {}
    for task in TASKS:
        example |= form(task, together=True)
    reply = article_reply(1, 4, (1, 3)).model_validate(example)
    for (row,), (entry,) in (
        (example["calls"], reply.calls),
        (example["demands"], reply.demands),
    ):
        said = [*row[:-1], *row[-1].values()] if isinstance(row[-1], dict) else row
        read = entry.model_dump(exclude_unset=True).values()
        assert sorted(map(str, read)) == sorted(map(str, said))
    assert reply.gist == example["gist"]


@pytest.mark.parametrize("task", ["calls", "demands"])
def test_every_field_of_a_reply_is_described(task: Task) -> None:
    """Some endpoints do not show the schema to the model: the template names each field."""
    described = " ".join(re.findall(r"(?:^- |\. )([^:.]+):", question(task), re.MULTILINE))
    parts = SCHEMAS[task](1, 9).model_json_schema()["$defs"].values()
    fields = {name for part in parts for name in part.get("properties", {})}
    assert fields
    assert not fields - set(re.findall(r"\w+", described))


@pytest.mark.parametrize("task", ALONE)
def test_a_number_that_was_not_shown_does_not_fit_the_schema(task: Task) -> None:
    """The bounds of a reply are those of the window: the worked replies fail in another window."""
    with pytest.raises(ValidationError):
        SCHEMAS[task](50, 60).model_validate(form(task))


def test_names_to_point_at_are_listed_with_their_numbers() -> None:
    """After the article, on one line each, however they were broken."""
    article = Article.from_text(TEXT)
    shown = PROMPTS.messages(TASKS, article, whole(article), ("Ana\nReyes", "Ben Boro"))[1][
        "content"
    ]
    assert "1 Ana Reyes; 2 Ben Boro\n" in shown
    assert shown.index("[S4]") < shown.index("1 Ana Reyes")
    assert "# Names" not in PROMPTS.messages(TASKS, article, whole(article))[1]["content"]


# Windows


def article_of(paragraphs: list[int]) -> Article:
    """An article with this many sentences in each paragraph, some of them quotations."""
    return Article.from_text(
        "\n\n".join(
            " ".join(f"Minister Ana Reyes said “number {n} of {p}” then." for n in range(count))
            for p, count in enumerate(paragraphs)
        ),
        language="en",
    )


def cost(article: Article, window: Window) -> int:
    """Tokens of a window by the same estimate, with its numbers."""
    return tokens(numbered(article, window))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(1, 5), min_size=1, max_size=12), st.integers(10, 400), st.integers(0, 2)
)
def test_windows_are_whole_paragraphs_that_cover_the_article(
    paragraphs: list[int], size: int, overlap: int
) -> None:
    """Every sentence and passage is in a window, paragraphs are never split, windows go forward,
    and each is within its size unless it is one paragraph that is larger."""
    article = article_of(paragraphs)
    views = list(windows(article, size, overlap))
    assert {s.number for v in views for s in v.sentences} == {s.number for s in article.sentences}
    assert {p.number for v in views for p in v.passages} == {p.number for p in article.passages}
    begins = []
    for view in views:
        inside = {s.paragraph for s in view.sentences}
        assert inside == set(range(min(inside), max(inside) + 1))
        assert view.sentences == tuple(s for s in article.sentences if s.paragraph in inside)
        assert {p.sentence for p in view.passages} <= {s.number for s in view.sentences}
        assert len(inside) == 1 or cost(article, view) <= size
        begins.append(min(inside))
    assert begins == sorted(set(begins))


def test_neighbouring_windows_share_a_paragraph() -> None:
    """What is told at the seam is read with what comes before it and with what comes after."""
    article = article_of([1] * 10)
    one = cost(article, Window(article.sentences[:1], article.passages[:1]))
    views = list(windows(article, 3 * one + 20))
    assert len(views) > 2
    for before, after in itertools.pairwise(views):
        assert {s.paragraph for s in before.sentences} & {s.paragraph for s in after.sentences}


def test_an_article_that_fits_is_one_window() -> None:
    """Then there is nothing to merge."""
    article = Article.from_text(TEXT)
    assert list(windows(article, 10_000)) == [whole(article)]


@given(st.sets(st.integers(-2, 7)))
def test_a_part_shows_the_sentences_asked_for_and_their_passages(numbers: set[int]) -> None:
    """In the article's order; numbers that no sentence has are passed over."""
    article = Article.from_text(TEXT)
    view = part(article, numbers)
    assert [s.number for s in view.sentences] == sorted(numbers & {1, 2, 3, 4})
    assert view.passages == tuple(p for p in article.passages if p.sentence in numbers)


@pytest.mark.parametrize(("text", "count"), [("", 0), ("a", 1), ("abcd", 2), ("我", 1), ("😀", 2)])
def test_tokens_are_a_third_of_the_bytes_rounded_up(text: str, count: int) -> None:
    """An estimate that is more often too high than too low, in any script."""
    assert tokens(text) == count
