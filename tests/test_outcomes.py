"""Outcomes as lines: everything is in them, and they say what is finished."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.article import Article
from summarizer.batch import Outcome
from summarizer.errors import Throttled
from summarizer.outcomes import Finished, failure_of, line_of
from summarizer.records import Summary, Usage
from summarizer.sources import Input
from summarizer.summary import summarized

ODD = {
    "when": dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC),
    "nothing": float("nan"),
    "raw": b"\xff",
    "nested": [{"a": (1, 2)}],
    "path": Path("x"),
    "half": "\ud800",
}


def outcome(given: Input) -> Outcome:
    """A summary of what was given."""
    summary = summarized(given.article(), [], Usage(), "m", "p")
    return Outcome(given.id, given, summary)


def test_a_line_is_the_id_the_extra_fields_and_the_summary() -> None:
    """The summary reads back as it was."""
    one = outcome(Input("7", "Words — «so».", extra={"url": "u", "summary": "theirs"}))
    line = json.loads(line_of(one))
    assert list(line) == ["id", "extra", "summary"]
    assert (line["id"], line["extra"]) == ("7", {"url": "u", "summary": "theirs"})
    assert Summary.model_validate(line["summary"]) == one.summary


def test_without_extra_fields_there_is_none_in_the_line() -> None:
    """Nothing is written that says nothing."""
    assert list(json.loads(line_of(outcome(Input("7", "Words."))))) == ["id", "summary"]


@pytest.mark.parametrize("without", [set(), {"half"}])
def test_fields_that_json_has_no_form_for_are_carried_all_the_same(without: set[str]) -> None:
    """As text, or null; the line stays one line of valid JSON."""

    def no_constant(name: str) -> Any:
        raise AssertionError(name)

    given = {name: value for name, value in ODD.items() if name not in without}
    line = line_of(outcome(Input("7", "Words.", extra=given)))
    extra = json.loads(line, parse_constant=no_constant)["extra"]
    assert b"\n" not in line
    assert set(extra) == set(given)
    assert extra["nothing"] is None
    assert extra["when"].startswith("2026-03-02")


def test_the_line_of_a_failure_says_why_and_how_often_it_was_asked() -> None:
    """The id stands apart from the message."""
    error = Throttled("too many requests", evidence="x" * 9000, article="7", task="quotes")
    given = Input("7", "Words.", extra={"url": "u"})
    line = json.loads(failure_of(Outcome("7", given, error=error, attempts=5)))
    assert line == {
        "id": "7",
        "extra": {"url": "u"},
        "error": "Throttled",
        "message": "too many requests",
        "task": "quotes",
        "evidence": "x" * 2000,
        "attempts": 5,
    }
    bug = json.loads(failure_of(Outcome("7", "text", error=KeyError("x"))))
    assert (bug["error"], bug["message"], bug["attempts"]) == ("KeyError", "'x'", 0)


def test_a_failure_has_no_line_among_the_summaries() -> None:
    """A programming error, not a silent blank."""
    with pytest.raises(ValueError, match="no summary"):
        line_of(Outcome("7", "text", error=KeyError("x")))


@given(st.text(min_size=1), st.text().map(lambda text: text + " word"))
def test_what_a_line_says_is_finished_is_known(name: str, text: str) -> None:
    """By id and text, whatever they are made of."""
    one = outcome(Input(name, text))
    finished = Finished([json.loads(line_of(one))])
    assert len(finished) == 1
    assert finished.take(Input(name, text))[0] == "known"
    assert finished.take(Input(name, f"\ufeff{text}"))[0] == "known" or text.startswith("\ufeff")
    assert finished.take(Input(f"{name}'", text))[0] == "new"


def test_another_text_of_a_known_id_is_a_fault() -> None:
    """Neither is it passed over in silence nor are there two lines of one id."""
    finished = Finished()
    first, other = Input("a", "One text."), Input("a", "Another text.")
    assert finished.take(first) == ("new", first)
    state, fault = finished.take(other)
    assert state == "new" and "another id" in fault.fault
    assert finished.take(replace(first))[0] == "known"


def test_the_text_is_read_but_once(tmp_path: Path) -> None:
    """What comes back holds it."""
    path = tmp_path / "a.txt"
    path.write_text("\ufeffWords.", encoding="utf-8")
    state, given = Finished().take(Input("a", path))
    path.unlink()
    assert state == "new" and given.article() == Article.from_text("Words.", id="a")


def test_a_text_that_can_not_be_read_is_new_with_its_fault(tmp_path: Path) -> None:
    """It fails as an article, not as a run."""
    state, given = Finished().take(Input("a", tmp_path / "none"))
    assert state == "new" and "can't be read" in given.fault
