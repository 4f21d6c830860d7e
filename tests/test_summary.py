"""The summary: records of all windows merged into one, ordered, and the same after a round trip."""

from __future__ import annotations

import datetime as dt
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from summarizer.article import Article
from summarizer.grounding import Grounded
from summarizer.records import (
    Call,
    Date,
    Demand,
    Duration,
    Excerpt,
    NotQuote,
    Party,
    Point,
    Quote,
    Rejected,
    Span,
    Summary,
    Usage,
)
from summarizer.replies import GIST
from summarizer.summary import summarized

ARTICLE = Article.from_text(
    "Ana Reyes rang Ivan Petrov on Friday. The call took 80 minutes. He rang Otto Lund on Sunday.\n"
    "“We want herring,” Reyes said. She spoke of a “pact” by Monday.\n"
    "“Never closed, said Lund.",
    language="en",
    date=dt.date(2025, 12, 27),
)


def words(text: str) -> Excerpt:
    start = ARTICLE.text.index(text)
    return ARTICLE.excerpt(start, start + len(text))


def party(name: str) -> Party:
    found = words(name)
    return Party(name=name, span=found.span)


def sentences(*numbers: int) -> tuple[Excerpt, ...]:
    parts = [ARTICLE.sentence(number) for number in numbers]
    return tuple(ARTICLE.excerpt(part.start, part.end) for part in parts)


def call(*names: str, evidence: tuple[int, ...] = (1,), **fields: Any) -> Call:
    parts = {"medium": "phone", "status": "held", **fields}
    return Call(
        participants=tuple(party(name) for name in names), evidence=sentences(*evidence), **parts
    )


def demand(action: str, evidence: tuple[int, ...] = (4,), **fields: Any) -> Demand:
    parts = {
        "demander": (party("Ana Reyes"),),
        "target": (party("Ivan Petrov"),),
        "strength": "request",
        "status": "open",
        **fields,
    }
    return Demand(action=action, evidence=sentences(*evidence), **parts)


def quote(number: int, speaker: str | None) -> Quote:
    passage = ARTICLE.passages[number - 1]
    return Quote(
        **dict(ARTICLE.excerpt(passage.start, passage.end)),
        number=number,
        speaker=party(speaker) if speaker else None,
        kind="full",
        context=sentences(passage.sentence)[0],
    )


def no_quote(number: int) -> NotQuote:
    passage = ARTICLE.passages[number - 1]
    return NotQuote(
        **dict(ARTICLE.excerpt(passage.start, passage.end)), number=number, reason="term"
    )


def summary(*parts: Grounded, usage: Usage | None = None) -> Summary:
    return summarized(ARTICLE, parts, usage or Usage(), "model", "digest")


FRIDAY = Date(**dict(words("on Friday")), iso=dt.date(2025, 12, 26))
SUNDAY = Date(**dict(words("on Sunday")))
LONG = Duration(**dict(words("80 minutes")), minutes=80)


# Merging


def test_a_call_told_twice_is_one_that_knows_what_both_know() -> None:
    """Whoever is named first, date from one, duration from the other, evidence of both in order."""
    told = [
        call("Ivan Petrov", "Ana Reyes", evidence=(2,), duration=LONG),
        call("Ana Reyes", "Ivan Petrov", evidence=(1, 2), date=FRIDAY),
    ]
    for order in permutations(told):
        (one,) = summary(*(Grounded(calls=[part]) for part in order)).calls
        assert (one.date, one.duration) == (FRIDAY, LONG)
        assert one.evidence == sentences(1, 2)


@pytest.mark.parametrize(
    "other",
    [
        call("Ana Reyes", "Otto Lund", date=FRIDAY),
        call("Ana Reyes", "Ivan Petrov", "Otto Lund", date=FRIDAY),
        call("Ana Reyes", "Ivan Petrov", date=SUNDAY),
        call("Ana Reyes", "Ivan Petrov", date=FRIDAY, status="planned"),
    ],
    ids=["others", "one more", "another day", "another status"],
)
def test_calls_that_differ_stay_apart(other: Call) -> None:
    """Other people, another day or another status make another call."""
    first = call("Ana Reyes", "Ivan Petrov", date=FRIDAY)
    assert len(summary(Grounded(calls=[first, other])).calls) == 2


def test_a_demand_told_twice_is_one() -> None:
    """The same parties with the same action, or with the same evidence."""
    deadline = Date(**dict(words("by Monday")))
    parts = [
        demand("send herring", (4,)),
        demand("Send herring", (5,), deadline=deadline),
        demand("give them fish", (4, 5)),
    ]
    (one,) = summary(*(Grounded(demands=[part]) for part in parts)).demands
    assert one.action == "send herring"
    assert one.deadline == deadline
    assert one.evidence == sentences(4, 5)


def test_demands_that_differ_stay_apart() -> None:
    """Another target, another action on other evidence, or another outcome."""
    parts = [
        demand("send herring", (4,)),
        demand("send herring", (4,), target=(party("Otto Lund"),)),
        demand("stay away", (5,)),
        demand("go home", (5,), status="rejected"),
    ]
    assert len(summary(Grounded(demands=parts)).demands) == 4


def test_records_are_in_the_order_of_the_article() -> None:
    """Calls and demands by their first evidence, passages by their number."""
    found = summary(
        Grounded(
            calls=[
                call("Ivan Petrov", "Otto Lund", evidence=(3,)),
                call("Ana Reyes", "Ivan Petrov"),
            ],
            demands=[demand("stay away", (5,)), demand("send herring", (4,))],
            quotes=[quote(2, None), quote(1, "Ana Reyes")],
        )
    )
    assert [one.evidence[0] for one in found.calls] == [*sentences(1), *sentences(3)]
    assert [one.action for one in found.demands] == ["send herring", "stay away"]
    assert [one.number for one in found.quotes] == [1, 2]


def test_an_answer_that_knows_the_speaker_counts_before_one_that_does_not() -> None:
    """Whichever window came first; of two that know him, the first counts."""
    known, unknown, other = quote(1, "Ana Reyes"), quote(1, None), quote(1, "Otto Lund")
    for parts in ([known, unknown], [unknown, known], [known, other], [unknown, known, other]):
        assert summary(*(Grounded(quotes=[part]) for part in parts)).quotes == (known,)


def test_a_passage_is_a_quote_or_not_and_never_both() -> None:
    """Two windows disagree: somebody's words count."""
    found = summary(
        Grounded(not_quotes=[no_quote(1), no_quote(2)]), Grounded(quotes=[quote(1, None)])
    )
    assert [one.number for one in found.quotes] == [1]
    assert [one.number for one in found.not_quotes] == [2]


def test_the_gist_is_short_and_says_nothing_twice() -> None:
    """The first sentences of all windows; news is told from the top."""
    points = [Point(text=text, evidence=sentences(1)) for text in ["A.", "B.", "A.", "C.", "D."]]
    found = summary(Grounded(gist=points[:2]), Grounded(gist=points[2:]))
    assert [point.text for point in found.gist] == ["A.", "B.", "C."]
    assert len(found.gist) == GIST


def test_rejections_are_kept_once_and_unclosed_marks_are_among_them() -> None:
    """Nothing is dropped in silence, not even by the article."""
    refused = Rejected(kind="call", reply="X", reason="no such name")
    found = summary(Grounded(rejected=[refused]), Grounded(rejected=[refused]))
    assert found.rejected[0] == refused
    (unclosed,) = found.rejected[1:]
    assert unclosed.reply == "“Never closed, said Lund."
    assert unclosed.reason == "this opening quotation mark is never closed"


def test_nothing_found_is_an_empty_summary() -> None:
    """It still says of which article, by which model and prompts, and at what cost."""
    usage = Usage(requests=4, prompt_tokens=10)
    found = summary(usage=usage)
    assert (found.calls, found.quotes, found.demands, found.gist) == ((), (), (), ())
    assert (found.article, found.usage) == (ARTICLE.source, usage)
    assert (found.model, found.prompts) == ("model", "digest")


# The record


FULL = summary(
    Grounded(
        calls=[
            call(
                "Ana Reyes", "Ivan Petrov", initiator=party("Ana Reyes"), date=FRIDAY, duration=LONG
            )
        ],
        quotes=[quote(1, "Ana Reyes")],
        not_quotes=[no_quote(2)],
        demands=[demand("send herring", deadline=SUNDAY, condition=words("herring"))],
        gist=[Point(text="Reyes rang Petrov.", evidence=sentences(1))],
    ),
    usage=Usage(requests=4, prompt_tokens=10, cached_tokens=3, completion_tokens=5, seconds=0.25),
)


def test_a_summary_survives_a_round_trip_through_json() -> None:
    """Curly quotes, dates and empty fields included."""
    assert FULL.calls and FULL.quotes and FULL.not_quotes and FULL.demands and FULL.gist
    assert Summary.model_validate_json(FULL.model_dump_json()) == FULL
    assert Summary.model_validate(FULL.model_dump()) == FULL


def test_records_can_be_compared_hashed_and_not_changed() -> None:
    """Two readings of one article can be put into a set."""
    assert len({FULL, Summary.model_validate_json(FULL.model_dump_json())}) == 1
    with pytest.raises(ValidationError, match="frozen"):
        FULL.model = "another"


@pytest.mark.parametrize(
    ("record", "fields"),
    [
        (Span, {"start": 3, "end": 3}),
        (Span, {"start": 4, "end": 3}),
        (Span, {"start": -1, "end": 3}),
        (Excerpt, {"text": "four", "span": {"start": 0, "end": 3}}),
        (Excerpt, {"text": "", "span": {"start": 0, "end": 1}}),
        (Excerpt, {"text": "a", "span": {"start": 0, "end": 1}, "note": "b"}),
        (Party, {"name": "Peru", "span": {"start": 0, "end": 4}, "country": "Peru"}),
        (Usage, {"tokens": 3}),
    ],
)
def test_half_set_offsets_and_unknown_fields_are_refused(record: type[Any], fields: Any) -> None:
    """A record that can't be right can't be made."""
    with pytest.raises(ValidationError):
        record.model_validate(fields)


COUNTS = st.builds(
    Usage,
    **{name: st.integers(0, 10**9) for name in Usage.model_fields if name != "seconds"},
)


@given(COUNTS, COUNTS)
def test_usage_adds_up_field_by_field(one: Usage, other: Usage) -> None:
    """Whatever is counted; nothing is the neutral element."""
    assert one + Usage() == one
    assert one + other == other + one
    for name, value in (one + other).model_dump().items():
        assert value == getattr(one, name) + getattr(other, name)
