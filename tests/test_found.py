"""Found: what the rules find becomes records of the article's words, without any model."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import found
from summarizer.article import Article
from summarizer.found import calls_found, demands_found, has_rules
from summarizer.names import Names
from summarizer.records import Call, Demand, Excerpt, Record
from summarizer.rules.asking import DemandCandidate, demand_candidates
from summarizer.rules.calling import CallCandidate, call_candidates

WEDNESDAY = dt.date(2026, 3, 4)
HELD = (
    "President Ana Reyes telephoned Prime Minister Otto Lund on Friday. The call lasted 40 minutes."
)
PLANNED = "President Ana Reyes will speak by phone with Prime Minister Otto Lund on Friday."
DEMANDED = (
    "Prime Minister Otto Lund demanded on Monday that Norway pay for  the nets. Norway refused."
)
SENTENCES = [
    line.split(" | ")[1]
    for name in ("asking_cases.txt", "calls.txt")
    for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    if line.startswith("en | ")
]


def names(text: str, language: str = "en") -> Names:
    return Names(Article.from_text(text, language=language, date=WEDNESDAY))


def excerpts(value: object) -> Iterator[Excerpt]:
    """Every excerpt in a record, however deep."""
    if isinstance(value, Excerpt):
        yield value
    for part in [part for _, part in value] if isinstance(value, Record) else ():
        yield from excerpts(part)
    for part in value if isinstance(value, tuple) else ():
        yield from excerpts(part)


def test_the_languages_with_rules_have_words_for_calls_and_demands() -> None:
    """In those a small model is not asked; an unknown code is a language without."""
    ruled = "en fr de es it pt ru uk ar he zh ja".split()
    assert all(has_rules(language) for language in ruled)
    assert not any(has_rules(language) for language in ("sv", "tr", "el", "ko", "xx", ""))
    for language in ("sv", "xx"):
        assert calls_found(names(HELD, language)) == []
        assert demands_found(names(DEMANDED, language)) == []


def test_a_call_has_all_that_the_rules_know_of_it() -> None:
    """Who, with whom, how, when, how long; the day and the minutes worked out."""
    (call,) = calls_found(names(HELD))
    assert [party.name for party in call.participants] == ["Ana Reyes", "Otto Lund"]
    assert call.initiator == call.participants[0]
    assert (call.medium, call.status) == ("phone", "held")
    assert call.date and (call.date.text, call.date.iso) == ("on Friday", dt.date(2026, 2, 27))
    assert call.duration and (call.duration.text, call.duration.minutes) == ("40 minutes", 40)
    assert [excerpt.text.split()[0] for excerpt in call.evidence] == ["President", "The"]
    assert (call.tone, call.topics) == (None, ())


def test_the_sentence_that_tells_the_length_is_evidence() -> None:
    """Of more sentences than three; and a heading, which says the same in short, comes last."""
    text = (
        "Reyes and Lund on the phone\n\nPresident Ana Reyes telephoned Prime Minister Otto Lund on "
        "Friday.\n\nThe call came after a week of talks. The call was friendly. The call went on for "
        "40 minutes."
    )
    (call,) = calls_found(names(text))
    assert [part.text.split()[-1] for part in call.evidence] == ["Friday.", "talks.", "minutes."]


def test_a_call_to_come_is_not_told_of_below_the_next_heading() -> None:
    """What is said there is of other things."""
    text = (
        "President Ana Reyes telephoned Otto Lund. They agreed to speak again by telephone on Sunday."
        "\n\nThe herring{}\n\nThe discussion showed what both think of herring."
    )
    evidence = [calls_found(names(text.format(end)))[1].evidence for end in ("", ".")]
    assert [len(sentences) for sentences in evidence] == [1, 2]


def test_at_once_is_no_deadline() -> None:
    """A deadline is a day, an hour or a period."""
    text = "Prime Minister Otto Lund demanded that Norway pay for the nets {}."
    told = [demands_found(names(text.format(when)))[0] for when in ("immediately", "by Friday")]
    assert [demand.deadline and demand.deadline.text for demand in told] == [None, "by Friday"]


def test_the_day_of_a_planned_call_lies_ahead() -> None:
    """The same Friday behind a call that was held, before one that will be."""
    (call,) = calls_found(names(PLANNED))
    assert call.status == "planned"
    assert call.date and call.date.iso == dt.date(2026, 3, 6)


def test_a_demand_has_all_that_the_rules_know_of_it() -> None:
    """Who, of whom, what, in the article's words on one line, and what became of it."""
    (demand,) = demands_found(names(DEMANDED))
    assert [party.name for party in demand.demander] == ["Otto Lund"]
    assert [party.name for party in demand.target] == ["Norway"]
    assert demand.action == "pay for the nets"
    assert (demand.strength, demand.status) == ("demand", "rejected")
    assert len(demand.evidence) == 2


@pytest.mark.parametrize(
    "text",
    ["", "President Ana Reyes met Prime Minister Otto Lund. They had lunch.", "Prices rose again."],
)
def test_where_nothing_is_told_nothing_is_found(text: str) -> None:
    """Most articles tell of no call and no demand."""
    known = names(text or "Nothing.")
    assert calls_found(known) == []
    assert demands_found(known) == []


# What a record needs more than a candidate


def changed_call(monkeypatch: pytest.MonkeyPatch, known: Names, **changed: object) -> list[Call]:
    """What becomes of the one candidate of an article, changed in this."""
    (one,) = call_candidates(known)
    candidates: tuple[CallCandidate, ...] = (replace(one, **changed),)  # type: ignore[arg-type]
    monkeypatch.setattr(found, "call_candidates", lambda names: candidates)
    return calls_found(known)


def changed_demand(
    monkeypatch: pytest.MonkeyPatch, known: Names, **changed: object
) -> list[Demand]:
    """The same of a demand."""
    (one,) = demand_candidates(known)
    candidates: tuple[DemandCandidate, ...] = (replace(one, **changed),)  # type: ignore[arg-type]
    monkeypatch.setattr(found, "demand_candidates", lambda names: candidates)
    return demands_found(known)


def test_a_call_has_two_on_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """One who was heard on the phone is no call between leaders."""
    known = names(HELD)
    (one,) = call_candidates(known)
    assert changed_call(monkeypatch, known, participants=one.participants[:1]) == []


def test_an_initiator_was_on_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """A third party's wish is none."""
    known = names(f"{HELD} Ivan Petrov was pleased.")
    (call,) = changed_call(monkeypatch, known, initiator=known.party("Ivan Petrov"))
    assert call.initiator is None


def test_a_length_that_gives_no_minutes_is_kept_as_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """As "a long time" would be."""
    (call,) = changed_call(monkeypatch, names(HELD), minutes=None)
    assert call.duration and (call.duration.text, call.duration.minutes) == ("40 minutes", None)


def test_evidence_is_three_sentences_at_most_in_the_articles_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The most telling, which comes first, and those with the day and the length."""
    known = names(f"{HELD} Nobody knows why. Somebody may.")
    (call,) = changed_call(monkeypatch, known, sentences=(3, 1, 4, 2))
    assert [part.text.split()[0] for part in call.evidence] == ["President", "The", "Nobody"]


def test_a_demand_has_a_demander_and_an_action(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without either it can't be cited."""
    known = names(DEMANDED)
    assert changed_demand(monkeypatch, known, demander=()) == []
    monkeypatch.undo()
    assert changed_demand(monkeypatch, known, action=" \n") == []


def test_nobody_demands_of_himself(monkeypatch: pytest.MonkeyPatch) -> None:
    """A demander among the targets is none of them; what he demands is demanded."""
    known = names(DEMANDED)
    (one,) = demand_candidates(known)
    (demand,) = changed_demand(monkeypatch, known, target=one.demander + one.target)
    assert [party.name for party in demand.target] == ["Norway"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6))
def test_whatever_is_told_records_are_the_articles_words(told: list[str]) -> None:
    """Sentences of many articles in any order: what comes out is anchored, and whole."""
    known = names(" ".join(told))
    calls, demands = calls_found(known), demands_found(known)
    for excerpt in excerpts((*calls, *demands)):
        assert excerpt.text == known.article.text[excerpt.span.start : excerpt.span.end]
    for call in calls:
        assert len({party.name for party in call.participants}) > 1
        assert call.initiator is None or call.initiator in call.participants
    for demand in demands:
        assert not set(demand.target) & set(demand.demander)
        assert demand.action in " ".join(known.article.text.split())


def test_a_verb_is_nobody_and_a_heading_no_demand() -> None:
    """What the text says in full is said there; a clause that goes on with "stating" addresses no one."""
    text = (
        "The palace issued a stark warning on Friday, stating that delay would only serve to prolong "
        "the strike.\n\nNorland’s Demands on Sudria\n\nNorland demanded that Sudria open the port."
    )
    found = demands_found(Names(Article.from_text(text)))
    assert [[party.name for party in demand.target] for demand in found] == [["Sudria"]]
