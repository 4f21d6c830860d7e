"""Quoted passages: in every style of marks, and in text that is out to break them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summarizer.passages import scan

PARAGRAPH = re.compile(r"[^\n]+")
MARKS = "“”„‟«»‹›\"״＂‘’‚‛'「」『』｢｣〝〞〟"


@dataclass(frozen=True)
class Case:
    """One case of passages.txt."""

    line: int
    text: str
    passages: list[str]
    unclosed: list[str]


def cases() -> list[Case]:
    """The cases of passages.txt; its own comments are the lines with # before a case."""
    found: list[Case] = []
    text: list[str] = []
    expected: list[str] = []
    into, line = text, 0
    source = Path(__file__).with_name("passages.txt").read_text(encoding="utf-8")
    for number, row in enumerate(source.splitlines(), start=1):
        if row == "---":
            into = expected
        elif row == "===":
            unclosed = [row.removeprefix("! ") for row in expected if row.startswith("! ")]
            passages = [row.replace("¶", "\n") for row in expected if not row.startswith("! ")]
            found.append(Case(line, "\n".join(text), passages, unclosed))
            text, expected = [], []
            into = text
        elif into is expected or text or (row and not row.startswith("#")):
            line = line if text else number
            into.append(row)
    assert not text, "the last case has no ==="
    return found


def read(text: str) -> tuple[list[str], list[int]]:
    """The passages of an article whose hard-wrapped lines make one paragraph, + before open ones."""
    from summarizer.article import Article

    article = Article.from_text(text)
    passages = [
        ("" if p.closed else "+ ") + article.text[p.start : p.end] for p in article.passages
    ]
    return passages, list(article.unclosed)


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"line {case.line}")
def test_passages_are_those_between_the_outermost_marks(case: Case) -> None:
    """Each text of passages.txt has the passages, and the unclosed marks, that are listed there."""
    passages, unclosed = read(case.text)
    assert passages == case.passages
    assert len(unclosed) == len(case.unclosed)
    for offset, words in zip(unclosed, case.unclosed, strict=True):
        assert case.text.startswith(words, offset)


def test_the_outer_offsets_take_in_the_marks_and_the_inner_ones_leave_out_white_space() -> None:
    """French guillemets: the blanks inside belong to neither the words nor the outside."""
    text = "Il dit « Nous partons » hier."
    found = scan(text, [(0, len(text))]).passages
    assert [text[m.start : m.end] for m in found] == ["Nous partons"]
    assert [text[m.outer_start : m.outer_end] for m in found] == ["« Nous partons »"]


def test_a_quotation_does_not_run_on_over_paragraphs_with_other_marks() -> None:
    """A missing mark costs one passage, not the article: what follows is read as if it weren't there."""
    text = "He said “yes and left.\n" + "\n".join(f"She said “no {n}” then." for n in range(40))
    found = scan(text, [m.span() for m in PARAGRAPH.finditer(text)])
    assert [text[m.start : m.end] for m in found.passages] == [f"no {n}" for n in range(40)]
    assert found.unclosed == (8,)


@settings(max_examples=250, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*MARKS, "``", "''", "\n", " ", ", ", ". ", "a", "Ana", "我", "ה", "سن", "6", "s"]
        )
        | st.characters(),
        max_size=40,
    ).map("".join)
)
@example("㐀’0")
@example("ab ’c’ d’")
def test_whatever_the_text_passages_lie_apart_inside_their_paragraphs(text: str) -> None:
    """Passages are trimmed, hold a letter or digit, never overlap, and end in the paragraph in
    which they begin; no mark is both reported as unclosed and part of a passage."""
    paragraphs = [m.span() for m in PARAGRAPH.finditer(text)]
    found = scan(text, paragraphs)
    for mark in found.passages:
        assert mark.outer_start <= mark.start < mark.end <= mark.outer_end
        assert any(a <= mark.outer_start and mark.outer_end <= b for a, b in paragraphs)
        words = text[mark.start : mark.end]
        assert words == words.strip()
        assert any(char.isalnum() for char in words)
    assert all(a.outer_end <= b.outer_start for a, b in pairwise(found.passages))
    for offset in found.unclosed:
        assert text[offset] in MARKS + "`"
        assert not any(m.outer_start <= offset < m.outer_end for m in found.passages)
