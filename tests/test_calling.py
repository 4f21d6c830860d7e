"""Calls found by rules: who was on the line, in which state, and what is no call."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.article import Article
from summarizer.matching import same_parties
from summarizer.names import Names
from summarizer.rules.calling import CallCandidate, call_candidates
from summarizer.rules.durations import durations_in, minutes_of

CASES = [
    tuple(part.strip().replace("\\n", "\n") for part in line.split(" | "))
    for name in ("calls.txt", "calls_told.txt", "calls_standins.txt", "calls_eastern.txt")
    for line in Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "ru", "uk", "ar", "he", "zh", "ja")


def calls(text: str, language: str = "en") -> tuple[CallCandidate, ...]:
    return call_candidates(Names(Article.from_text(text, language=language)))


def fits(call: CallCandidate, wanted: str) -> bool:
    names, _, state = wanted.partition(" = ")
    status, *minutes = state.split()
    parties = [(name, name.split()[-1]) for name in names.split(" + ")]
    return (
        same_parties([party.name for party in call.participants], parties)
        and call.status == status
        and (not minutes or call.minutes == int(minutes[0]))
    )


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_the_calls_of_a_report_are_found_and_nothing_else(
    language: str, text: str, expected: str
) -> None:
    """Each call comes out once, with its parties, status and length; what is no call does not."""
    wanted = [] if expected == "-" else expected.split(" ; ")
    found = calls(text, language)
    assert len(found) == len(wanted), found
    assert all(any(fits(call, one) for call in found) for one in wanted), found


def test_every_language_of_the_lexicon_is_tested() -> None:
    """At least four reports stand for each language, one of them without a call."""
    for language in LANGUAGES:
        reports = [expected for lang, _, expected in CASES if lang == language]
        assert len(reports) >= 4 and "-" in reports


@pytest.mark.parametrize(
    ("text", "initiator"),
    [
        ("Minister Jan Berg rang Minister Ada Quist on Monday.", "Jan Berg"),
        (
            "Minister Jan Berg and Minister Ada Quist spoke by phone on Monday. "
            "The call was held at Quist’s request.",
            "Ada Quist",
        ),
        (
            "Swedish Minister Jan Berg and Danish Minister Ada Quist spoke by phone on Monday at "
            "Denmark’s request.",
            "Ada Quist",
        ),
        (
            "Ms Quist left a message. Minister Ada Quist and Minister Jan Berg spoke by phone. "
            "It was Mr Berg who had asked for the call.",
            "Jan Berg",
        ),
        ("Minister Jan Berg and Minister Ada Quist spoke by phone on Monday.", None),
        (
            "Envoy Tom Lark had suggested it. Minister Jan Berg and Minister Ada Quist then held a "
            "phone call that Tom Lark had proposed.",
            None,
        ),
    ],
)
def test_who_wanted_the_call_is_its_initiator(text: str, initiator: str | None) -> None:
    """Whoever rang or asked for it began it; a third party's suggestion gives none."""
    (call,) = calls(text)
    assert (call.initiator.name if call.initiator else None) == initiator


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("Minister Jan Berg spoke with Minister Ada Quist by telephone.", "phone"),
        ("Minister Jan Berg spoke with Minister Ada Quist by video link.", "video"),
        ("Minister Jan Berg used a call with Minister Ada Quist to complain.", "unspecified"),
    ],
)
def test_the_medium_is_what_the_words_say(text: str, medium: str) -> None:
    """A call is by phone or video only where the article says so."""
    (call,) = calls(text)
    assert call.medium == medium


def test_a_call_told_many_times_is_one() -> None:
    """Later mentions, with names or without, belong to the call; each adds what it knows."""
    text = (
        "Oslo and Riga talk cables in a call\n\n"
        "Minister Jan Berg rang Minister Ada Quist on Monday.\n\n"
        "The conversation lasted an hour and a quarter.\n\n"
        "In their call Berg told Quist about the cables."
    )
    (call,) = calls(text)
    assert call.minutes == 75
    assert call.duration is not None and call.duration.text == "an hour and a quarter"
    assert call.date is not None and "Monday" in call.date.text
    assert len(call.sentences) >= 3


def test_a_second_call_of_the_same_two_is_another() -> None:
    """What is planned is not what was held."""
    text = (
        "Minister Jan Berg rang Minister Ada Quist on Monday. "
        "The two will speak by phone again on Friday."
    )
    assert [call.status for call in calls(text)] == ["held", "planned"]


def test_others_around_the_call_are_nearby() -> None:
    """Who is named in the sentences but was not on the line is offered as a choice."""
    text = (
        "Envoy Tom Lark left Oslo. Minister Jan Berg and Minister Ada Quist spoke by phone, "
        "said spokesman Per Dahl."
    )
    (call,) = calls(text)
    assert [party.name for party in call.participants] == ["Jan Berg", "Ada Quist"]
    assert {party.name for party in call.nearby} == {"Tom Lark", "Per Dahl"}


def test_only_what_the_rules_leave_no_doubt_about_is_sure() -> None:
    """Two named persons on the telephone are sure; a pronoun is not."""
    (sure,) = calls("Minister Jan Berg rang Minister Ada Quist on Monday.")
    (unsure,) = calls("Minister Jan Berg left Oslo. He rang Minister Ada Quist on Monday.")
    assert sure.sure and not unsure.sure


def test_a_text_may_end_with_the_call() -> None:
    """A headline in Japanese is whole without a full stop."""
    (call,) = calls("田島和夫首相とズボフ大統領が電話会談", "ja")
    assert call.status == "held"


def test_a_language_without_a_lexicon_has_no_candidates() -> None:
    """There the model has to find the calls by itself."""
    assert calls("Jan Berg sprak met Ada Quist per telefoon.", "nl") == ()
    assert durations_in("veertig minuten", "nl") == []


@pytest.mark.parametrize(
    ("language", "words", "minutes"),
    [
        ("en", "an hour and a quarter", 75),
        ("en", "three quarters of an hour", 45),
        ("en", "two hours and ten minutes", 130),
        ("en", "an hour later", None),
        ("fr", "une bonne heure", 60),
        ("fr", "une quarantaine de minutes", 40),
        ("fr", "1 h 20", 80),
        ("de", "anderthalb Stunden", 90),
        ("de", "einer guten Dreiviertelstunde", 45),
        ("de", "fünfundzwanzig Minuten", 25),
        ("es", "hora y media", 90),
        ("es", "treinta y cinco minutos", 35),
        ("it", "un’ora e dieci", 70),
        ("it", "mezz’ora", 30),
        ("pt", "vinte e cinco minutos", 25),
        ("ru", "полтора часа", 90),
        ("ru", "час двадцать минут", 80),
        ("uk", "пів години", 30),
        ("ar", "خمس وثلاثين دقيقة", 35),
        ("ar", "ساعة وعشرين دقيقة", 80),
        ("he", "שעה ורבע", 75),
        ("he", "כחמישים דקות", 50),
        ("zh", "一个半小时", 90),
        ("zh", "约四十五分钟", 45),
        ("ja", "1時間20分", 80),
    ],
)
def test_durations_in_words_become_minutes(language: str, words: str, minutes: int | None) -> None:
    """Number words, quarters and halves are read; words that say when are no duration."""
    assert minutes_of(words, language) == minutes


@given(st.sampled_from(LANGUAGES), st.text(max_size=120), st.sampled_from(CASES))
def test_any_text_is_read_without_a_fault(
    language: str, text: str, case: tuple[str, str, str]
) -> None:
    """Whatever stands around a report, all words of a candidate are those of the article."""
    article = Article.from_text(f"{text}\n\n{case[1]}", language=language)
    for call in call_candidates(Names(article)):
        assert len(call.participants) > 1
        assert all(1 <= number <= len(article.sentences) for number in call.sentences)
        for words in (call.duration, call.date):
            if words is not None:
                assert article.text[words.span.start : words.span.end] == words.text


@pytest.mark.parametrize(
    "text",
    [
        "President Ana Reyes and Otto Lund spoke by telephone at Lund’s request.",
        "President Ana Reyes and Otto Lund spoke by telephone at the request of Otto Lund.",
        "Ana Reyes und Otto Lund telefonierten auf Wunsch von Lund.",
        "Ana Reyes et Otto Lund ont parlé au téléphone à la demande de Otto Lund.",
    ],
)
def test_who_asked_for_a_call_is_named(text: str) -> None:
    """Before or after the word for it, in several languages."""
    (call,) = call_candidates(Names(Article.from_text(text)))
    assert call.initiator
    assert call.initiator.name.endswith("Lund")


def test_nobody_asked_for_it() -> None:
    """Without such words there is no initiator."""
    text = "Ana Reyes and Otto Lund spoke by telephone."
    (call,) = call_candidates(Names(Article.from_text(text)))
    assert call.initiator is None
