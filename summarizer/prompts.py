"""Prompts: templates and an article become the messages of one request.

A request puts all questions together, or one of them. All together come first and are the same for every
article, so that a provider's prefix cache serves them from the second article on. One question comes
last, behind the article, so that the cache serves the article from its second question on. The templates
are Markdown with Jinja2, rendered here and nowhere else: the article is a value, never a template,
whatever braces it holds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import jinja2

from summarizer.article import Article, Passage, Sentence
from summarizer.errors import SetupError

Task = Literal["calls", "quotes", "demands", "gist"]
ALONE: tuple[Task, ...] = ("calls", "quotes", "demands")
"""The tasks that a small model is asked, each by itself."""
TASKS: tuple[Task, ...] = (*ALONE, "gist")
Message = dict[str, str]

_SHARED = ("system", "article", "together")


@dataclass(frozen=True, slots=True)
class Window:
    """What of an article is read at once: whole paragraphs, with their sentences and passages."""

    sentences: tuple[Sentence, ...]
    passages: tuple[Passage, ...]


class Prompts:
    """The templates of one folder. Raises ``SetupError`` when one is missing or broken."""

    def __init__(self, folder: str | Path | None = None) -> None:
        self.folder = Path(folder) if folder else None
        environment = jinja2.Environment(
            undefined=jinja2.StrictUndefined,
            keep_trailing_newline=True,
            autoescape=False,  # noqa: S701  (a model reads this, not a browser)
        )
        self._sources = {name: self._read(name) for name in (*_SHARED, *TASKS)}
        self._templates = {}
        for name, source in self._sources.items():
            try:
                self._templates[name] = environment.from_string(source)
            except jinja2.TemplateSyntaxError as error:
                raise SetupError(
                    f"the template {name}.md is broken at line {error.lineno}: {error.message}"
                ) from None

    @property
    def digest(self) -> str:
        """The templates' SHA-256, by which a summary says what was asked."""
        text = "\0".join(f"{name}\0{source}" for name, source in sorted(self._sources.items()))
        return hashlib.sha256(text.encode("utf-8")).hexdigest()

    def messages(
        self,
        tasks: Sequence[Task],
        article: Article,
        window: Window,
        roster: Sequence[str] = (),
        passages: Sequence[int] | None = None,
    ) -> list[Message]:
        """The questions ``tasks`` about what ``window`` shows of the article: one, or all together.

        ``roster`` is names to be pointed at by number instead of being spelled. ``passages`` are the
        numbers of those that are asked about: all that are shown, if it is not given.
        """
        together = len(tasks) > 1
        visible = [passage.number for passage in window.passages]
        asked = visible if passages is None else list(passages)
        values = {"passages": asked, "all": asked == visible, "together": together}
        names = [" ".join(name.split()) for name in roster]
        shown = self._render(
            "article", text=numbered(article, window), date=article.date, names=names
        )
        system = self._render("system")
        questions = [self._render(task, **values) for task in tasks]
        if together:
            return _messages([system, *questions, self._render("together")], [shown])
        return _messages([system], [shown, *questions])

    def _read(self, name: str) -> str:
        try:
            if self.folder:
                return (self.folder / f"{name}.md").read_text(encoding="utf-8")
            return _own(name)
        except (OSError, UnicodeDecodeError) as error:
            where = self.folder or "the package"
            raise SetupError(
                f"the template {name}.md can't be read in {where}; "
                f"a folder of prompts has {', '.join(f'{n}.md' for n in (*_SHARED, *TASKS))}"
            ) from error

    def _render(self, name: str, **values: Any) -> str:
        try:
            return self._templates[name].render(values)
        except jinja2.UndefinedError as error:
            raise SetupError(
                f"the template {name}.md asks for more than it gets: {error}"
            ) from None
        except Exception as error:  # a template is a program of the user's
            raise SetupError(f"the template {name}.md can't be filled in: {error}") from error


def _messages(system: Sequence[str], user: Sequence[str]) -> list[Message]:
    return [
        {"role": role, "content": "\n\n".join(part.strip() for part in parts)}
        for role, parts in (("system", system), ("user", user))
    ]


def _own(name: str) -> str:
    """A template of the package: inside it in a wheel, beside it in a checkout."""
    inside = resources.files("summarizer") / "prompts" / f"{name}.md"
    if inside.is_file():
        return inside.read_text(encoding="utf-8")
    beside = Path(__file__).parents[1] / "prompts" / f"{name}.md"
    return beside.read_text(encoding="utf-8")


def numbered(article: Article, window: Window) -> str:
    """The text of a window, each sentence and each passage with its number before it."""
    passages: dict[int, list[Passage]] = {}
    for passage in window.passages:
        passages.setdefault(passage.sentence, []).append(passage)
    return "\n".join(
        f"[S{sentence.number}] {_marked(article.text, sentence, passages.get(sentence.number, []))}"
        for sentence in window.sentences
    )


def _marked(text: str, sentence: Sentence, passages: Sequence[Passage]) -> str:
    pieces, at = [], sentence.start
    for passage in passages:
        pieces += [text[at : passage.outer_start], f"[Q{passage.number}]"]
        at = passage.outer_start
    pieces.append(text[at : sentence.end])
    return " ".join("".join(pieces).split())


def whole(article: Article) -> Window:
    """The window that shows all of an article."""
    return Window(article.sentences, article.passages)


def part(article: Article, numbers: Iterable[int]) -> Window:
    """The window that shows the sentences of these numbers, as far as there are such."""
    inside = set(numbers)
    sentences = tuple(s for s in article.sentences if s.number in inside)
    return Window(sentences, tuple(p for p in article.passages if p.sentence in inside))


def windows(article: Article, size: int, overlap: int = 1) -> Iterator[Window]:
    """Cut an article into windows of whole paragraphs, each of at most ``size`` tokens by estimate.

    Neighbours share ``overlap`` paragraphs. A paragraph that is larger than a window is one by itself.
    """
    costs: dict[int, int] = {}
    for sentence in article.sentences:
        cost = tokens(article.text[sentence.start : sentence.end]) + 6
        costs[sentence.paragraph] = costs.get(sentence.paragraph, 0) + cost
    paragraphs = sorted(costs)
    begin = 0
    while begin < len(paragraphs):
        end, total = begin, 0
        while end < len(paragraphs) and (end == begin or total + costs[paragraphs[end]] <= size):
            total += costs[paragraphs[end]]
            end += 1
        inside = set(paragraphs[begin:end])
        yield _window(article, inside)
        if end == len(paragraphs):
            return
        begin = max(begin + 1, end - overlap)


def _window(article: Article, paragraphs: set[int]) -> Window:
    sentences = tuple(s for s in article.sentences if s.paragraph in paragraphs)
    shown = {s.number for s in sentences}
    return Window(sentences, tuple(p for p in article.passages if p.sentence in shown))


def tokens(text: str) -> int:
    """A careful estimate of how many tokens a text is: a third of its UTF-8 bytes, rounded up."""
    return -(-len(text.encode("utf-8")) // 3)
