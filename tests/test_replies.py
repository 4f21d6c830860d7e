"""Replies: schemas that bound everything, and what is kept of a reply that does not fit."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from summarizer.replies import (
    NOT_QUOTES,
    ArticleReply,
    CallsReply,
    QuotesReply,
    Reply,
    article_reply,
    calls_reply,
    demands_reply,
    quotes_reply,
    salvaged,
)

CALL: dict[str, Any] = {
    "evidence": [2],
    "participants": ["Ana Reyes", "Otto Lund"],
    "medium": "phone",
}
DEMAND: dict[str, Any] = {"evidence": [3], "demander": ["Otto Lund"], "action": "pay"}
WHOLE: dict[str, Any] = {
    "calls": [CALL], "quotes": {"Ana Reyes": [1, 2], "#title": [3]}, "demands": [DEMAND],
    "gist": [2],
}  # fmt: skip
EVERYTHING = article_reply(1, 9, (1, 3), 2)


def fits(schema: type[Reply], value: object) -> bool:
    try:
        schema.model_validate(value)
    except ValidationError:
        return False
    return True


# Schemas


def test_what_is_left_out_is_what_is_usual() -> None:
    """A call was held, a demand is an open request: a reply need not say so."""
    reply = EVERYTHING.model_validate(WHOLE)
    assert reply.calls[0].status == "held"
    assert (reply.demands[0].strength, reply.demands[0].status) == ("request", "open")
    assert reply.channels == {}


@pytest.mark.parametrize(
    "changed",
    [
        {"calls": [{**CALL, "evidence": [10]}]},
        {"calls": [{**CALL, "evidence": [0]}]},
        {"calls": [{**CALL, "evidence": []}]},
        {"calls": [{**CALL, "evidence": [1, 2, 3, 4]}]},
        {"calls": [{**CALL, "participants": []}]},
        {"calls": [{**CALL, "participants": [3, 1]}]},
        {"calls": [{**CALL, "initiator": [0]}]},
        {"calls": [{**CALL, "initiator": [1, 2]}]},
        {"calls": [{**CALL, "minutes": 1441}]},
        {"calls": [{**CALL, "date": "x" * 161}]},
        {"calls": [{**CALL, "topics": ["a", "b", "c"]}]},
        {"calls": [CALL] * 6},
        {"quotes": {"Ana Reyes": [4]}},
        {"quotes": {"Ana Reyes": [1, 2, 3, 1]}},
        {"quotes": {"": [1]}},
        {"quotes": {"x" * 91: [1]}},
        {"channels": {"Telegram": [4]}},
        {"demands": [{**DEMAND, "action": ""}]},
        {"demands": [{**DEMAND, "target": [3]}]},
        {"demands": [DEMAND] * 7},
        {"gist": []},
        {"gist": [1, 2, 3, 4]},
        {"gist": [10]},
        {"gist": ["Reyes rang Lund."]},
    ],
)
def test_everything_is_bounded_by_the_text_that_was_shown(changed: dict[str, Any]) -> None:
    """Sentences 1 to 9, passages 1 to 3, two names with numbers: nothing points elsewhere, and no list
    or string runs on."""
    assert fits(EVERYTHING, WHOLE)
    assert not fits(EVERYTHING, {**WHOLE, **changed})


ROWS: dict[str, Any] = {
    "calls": [
        [[2], [], ["Ana Reyes", "Otto Lund"], {"medium": "phone"}],
        [[3], [2], [1], "on Friday", "planned", {"tone": "frank"}],
    ],
    "quotes": {"Ana Reyes": [1, 2], "#title": [3]},
    "demands": [
        [[3], ["Otto Lund"], [], "pay"],
        [[3], [2], [1], "go", "demand", "rejected", "by Friday", {"condition": "if asked"}],
    ],
    "gist": [2, 1],
}  # fmt: skip


def test_entries_are_written_as_lists() -> None:
    """What every entry has stands by place, what a word tells by itself, other words as the day or the
    deadline, the rest by name in an object; of these, what there is."""
    reply = EVERYTHING.model_validate(ROWS)
    assert reply.calls[0] == EVERYTHING.model_validate(WHOLE).calls[0]
    planned = reply.calls[1]
    assert (planned.initiator, planned.participants, planned.medium) == ([2], [1], "phone")
    assert (planned.date, planned.status, planned.tone) == ("on Friday", "planned", "frank")
    assert (reply.demands[0].target, reply.demands[0].action) == ([], "pay")
    assert (reply.demands[1].target, reply.demands[1].status) == ([1], "rejected")
    assert (reply.demands[1].strength, reply.demands[1].deadline) == ("demand", "by Friday")
    assert reply.demands[1].condition == "if asked"
    assert reply.gist == [2, 1]


@pytest.mark.parametrize(
    ("row", "read"),
    [
        ([[2], [], [1], None, "Planned"], (None, "planned")),
        ([[2], None, [1], "", "Tuesday"], ("Tuesday", "held")),
        ([2, 2, 1, "Tuesday", "denied"], ("Tuesday", "denied")),
    ],
)
def test_a_list_may_be_written_a_little_otherwise(row: list[Any], read: tuple[Any, ...]) -> None:
    """With capitals, null or nothing for what there is not, one name without its brackets."""
    (call,) = EVERYTHING.model_validate({**ROWS, "calls": [row]}).calls
    assert (call.date, call.status) == read
    assert (call.evidence, call.participants) == ([2], [1])


@pytest.mark.parametrize(
    "changed",
    [
        {"calls": [[[2]]]},
        {"calls": [[[2], [1, 2]]]},
        {"calls": [[[2], [1, 2], [1]]]},
        {"calls": [[[10], [1], [2]]]},
        {"calls": [[[2], [], [1, 3]]]},
        {"calls": [[[2], [], [1], 3]]},
        {"calls": [[[2], [], [1], [3]]]},
        {"calls": [[[2], [], [1], "phone", "video"]]},
        {"calls": [[[2], [], [1], "Monday", "noon"]]},
        {"calls": [[[2], [], [1], "held", {"status": "planned"}]]},
        {"calls": [[[2], [], [1], "Monday", {"date": "Monday"}]]},
        {"calls": [[[2], [], [1], {"participants": [1]}]]},
        {"calls": [[[2], [], [1], {"status": "lost"}]]},
        {"demands": [[[3], [1], "pay"]]},
        {"demands": [[[3], [1], [2], "pay", "now", "at once"]]},
        {"gist": [[2]]},
    ],
)
def test_lists_are_held_to_the_same_bounds(changed: dict[str, Any]) -> None:
    """Each place and word has its field's, and no field stands twice."""
    assert fits(EVERYTHING, ROWS)
    assert not fits(EVERYTHING, {**ROWS, **changed})


def test_the_schema_says_what_a_list_may_hold() -> None:
    """An endpoint that enforces schemas, or shows them to the model, sees lists: of numbers, of names, of
    words and of an object with the other fields."""
    call = EVERYTHING.model_json_schema()["$defs"]["CallReply"]
    numbers, first, others, medium, status, date, rest = call["items"]["anyOf"]
    assert {part["type"] for part in (numbers, first, others)} == {"array"}
    assert ("video" in medium["enum"], "held" in status["enum"]) == (True, True)
    assert (date["anyOf"][0]["type"], rest["type"]) == ("string", "object")
    assert (call["minItems"], call["maxItems"]) == (3, 7)
    assert not {"participants", "status", "date"} & rest["properties"].keys()


@pytest.mark.parametrize("task", ["calls", "quotes", "demands", "gist"])
def test_what_was_asked_is_answered(task: str) -> None:
    """A reply that leaves a task out does not fit; quotes are not asked for without passages."""
    rest = {name: value for name, value in WHOLE.items() if name != task}
    assert not fits(EVERYTHING, rest)
    assert fits(article_reply(1, 9, None, 2), rest) == (task == "quotes")


def test_names_are_spelled_where_none_has_a_number() -> None:
    """Also where the roster is empty."""
    numbered = {**WHOLE, "calls": [{**CALL, "participants": [1, "Otto Lund"]}]}
    assert fits(EVERYTHING, numbered)
    assert not fits(article_reply(1, 9, (1, 3)), numbered)


def test_each_passage_is_asked_about_once() -> None:
    """Those that are asked about, which need not be all that are shown, and no other."""
    schema = quotes_reply((2, 5))
    assert fits(schema, {"Q2": "Ana Reyes", "Q5": None})
    assert not fits(schema, {"Q2": "Ana Reyes"})
    reply = schema.model_validate({"Q2": "Ana Reyes", "Q5": None, "Q7": "Otto Lund"})
    assert reply.speakers() == {2: "Ana Reyes", 5: None}


def test_a_cast_bounds_who_may_have_said_it() -> None:
    """One of these, a mark that it is nobody's speech, or null."""
    schema = quotes_reply((1,), ("Ana Reyes", "Otto Lund"))
    for said in ("Ana Reyes", None, *NOT_QUOTES):
        assert fits(schema, {"Q1": said})
    assert not fits(schema, {"Q1": "Ivan Petrov"})


def test_channels_are_bounded_as_asked() -> None:
    """All passages may have one, unless fewer are allowed."""
    said = {"Q1": None, "Q2": None, "channels": [{"quote": n, "channel": "X"} for n in (1, 2)]}
    assert quotes_reply((1, 2)).model_validate(said).published() == {1: "X", 2: "X"}
    assert not fits(quotes_reply((1, 2), None, 1), said)


def test_a_passage_under_two_speakers_is_the_firsts() -> None:
    """As channels are: what the reply says first counts."""
    reply = ArticleReply(
        quotes={"Ana Reyes": [1], "Otto Lund": [1, 2]}, channels={"X": [2], "Telegram": [2]}
    )
    assert reply.speakers() == {1: "Ana Reyes", 2: "Otto Lund"}
    assert reply.published() == {2: "X"}


def test_one_text_has_one_schema() -> None:
    """Making one takes milliseconds: it is kept."""
    assert article_reply(1, 9, (1, 3), 2) is article_reply(1, 9, (1, 3), 2)
    assert quotes_reply((1, 2)) is quotes_reply((1, 2))


# What does not fit


def test_entries_that_fit_are_kept_and_the_others_as_they_were_said() -> None:
    """In lists and under names, each by itself."""
    said = {
        "calls": [{**CALL, "evidence": [99]}, CALL],
        "quotes": {"Ana Reyes": [1], "Otto Lund": [77]},
        "channels": {"X": [1], "Telegram": 2},
        "demands": [DEMAND],
        "gist": "Reyes rang Lund.",
    }
    kept, refused = salvaged(EVERYTHING, json.dumps(said))
    assert isinstance(kept, ArticleReply)
    assert [call.evidence for call in kept.calls] == [[2]]
    assert kept.speakers() == {1: "Ana Reyes"}
    assert kept.published() == {1: "X"}
    assert len(kept.demands) == 1
    assert kept.gist == []
    assert [(kind, json.loads(words)) for kind, words in refused] == [
        ("call", [{**CALL, "evidence": [99]}]),
        ("quote", {"Otto Lund": [77]}),
        ("quote", {"Telegram": 2}),
        ("point", {"gist": "Reyes rang Lund."}),
    ]


def test_of_passages_one_by_one_those_that_fit_are_kept() -> None:
    """The others count as not said; a channel that fits is kept, too."""
    said = {"Q1": "Ana Reyes", "Q2": 7, "channels": [{"quote": 1, "channel": "X"}, {"quote": 9}]}
    kept, refused = salvaged(quotes_reply((1, 2)), json.dumps(said))
    assert isinstance(kept, QuotesReply)
    assert kept.speakers() == {1: "Ana Reyes"}
    assert kept.published() == {1: "X"}
    assert [(kind, json.loads(words)) for kind, words in refused] == [
        ("quote", [{"quote": 9}]),
        ("quote", {"Q2": 7}),
    ]


def test_what_is_kept_of_one_task_is_a_reply_to_that_task() -> None:
    """It says nothing of the others: they are asked by themselves."""
    kept, refused = salvaged(calls_reply(1, 9), json.dumps({"calls": [CALL, {}]}))
    assert isinstance(kept, CallsReply)
    assert [call.evidence for call in kept.calls] == [[2]]
    assert refused == [("call", "[{}]")]


@pytest.mark.parametrize(
    "said", ["", "I would rather not.", "null", "[]", "3", "{}", '{"other": [1]}', '{"calls": [']
)
@pytest.mark.parametrize("schema", [EVERYTHING, calls_reply(1, 9), quotes_reply((1, 2))])
def test_a_reply_that_is_none_is_refused_whole(schema: type[Reply], said: str) -> None:
    """Word for word, and once."""
    kept, refused = salvaged(schema, said)
    assert not kept.model_fields_set
    assert refused == [("reply", said)]


ENTRY = st.sampled_from([CALL, DEMAND, "Ana Reyes", 7, None, [1], [99], {"Ana Reyes": [1]}, {}])
SAID = st.dictionaries(
    st.sampled_from(["calls", "quotes", "channels", "demands", "gist", "Q1", "Q2", "Q3", "more"]),
    ENTRY | st.lists(ENTRY, max_size=3) | st.dictionaries(st.text(max_size=3), ENTRY, max_size=3),
)


@settings(max_examples=200, deadline=None)
@given(
    SAID,
    st.sampled_from([EVERYTHING, calls_reply(1, 9), quotes_reply((1, 2)), demands_reply(1, 9)]),
)
def test_whatever_is_said_what_is_kept_fits_and_the_rest_is_refused(
    said: dict[str, Any], schema: type[Reply]
) -> None:
    """No entry is both, and none is neither."""
    kept, refused = salvaged(schema, json.dumps(said))
    entries = 0
    for name in said.keys() & schema.model_fields.keys():
        value = said[name]
        entries += len(value) if isinstance(value, list | dict) and name[0] != "Q" else 1
    if not entries:
        assert refused == [("reply", json.dumps(said))] or kept.model_fields_set
        return
    again = json.loads(kept.model_dump_json(exclude_unset=True, warnings="error"))
    held = sum(len(v) if isinstance(v, list | dict) else 1 for v in again.values())
    assert held + len(refused) == entries
    for name, value in again.items():
        one = {name: value}
        assert salvaged(schema, json.dumps(one))[1] == []
