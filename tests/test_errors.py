"""The tree of errors: what it holds, what an error says, what may be tried again."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from summarizer import errors
from summarizer.errors import SummarizerError


def tree(base: type[SummarizerError]) -> Iterator[type[SummarizerError]]:
    yield base
    for child in base.__subclasses__():
        if child.__module__ == errors.__name__:
            yield from tree(child)


ALL = list(tree(SummarizerError))


def test_the_tree_is_drawn_in_the_docstring() -> None:
    """Every error is drawn, in the place that it has, and nothing is drawn that is not there."""
    assert errors.__doc__
    drawn: list[tuple[int, str]] = []
    for line in errors.__doc__.splitlines():
        name = re.match(r"    ([│├└─ ]*)([A-Z]\w+)", line)
        if name:
            drawn.append((len(name.group(1)) // 4, name.group(2)))
    depths = [(len(error.__mro__) - len(SummarizerError.__mro__), error.__name__) for error in ALL]
    assert sorted(drawn) == sorted(depths)


@pytest.mark.parametrize("error", ALL, ids=lambda error: error.__name__)
def test_the_docstring_says_which_errors_may_be_retried(error: type[SummarizerError]) -> None:
    """``retryable`` is an attribute of the class, and what the drawing says of it."""
    assert errors.__doc__
    line = next(
        line for line in errors.__doc__.splitlines() if re.search(rf"\b{error.__name__}\b", line)
    )
    assert error.retryable == ("(retryable)" in line)


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ({}, "no key"),
        ({"article": "a01"}, "a01: no key"),
        ({"task": "calls"}, "calls: no key"),
        ({"article": "a01", "task": "calls"}, "a01 · calls: no key"),
    ],
)
def test_an_error_says_where_it_happened(where: dict[str, str], said: str) -> None:
    """Article and task come before the message, where they are known."""
    error = errors.SetupError("no key", evidence="401 Unauthorized", **where)
    assert str(error) == said
    assert error.message == "no key"
    assert error.evidence == "401 Unauthorized"


def test_one_base_catches_everything() -> None:
    """All are one kind of exception, and models' errors carry what was spent in vain."""
    assert len(ALL) == 15
    assert errors.ModelError("no").usage is None
    assert errors.Throttled("no").retry_after is None
