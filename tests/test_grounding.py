"""Grounding: what a reply points at comes out in the article's words, or is refused with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.article import Article
from summarizer.grounding import (
    Grounded,
    ground_calls,
    ground_demands,
    ground_gist,
)
from summarizer.grounding_quotes import ground_quotes, is_fragment, kind_of
from summarizer.names import Names
from summarizer.phrases import day_of, find_phrase, minutes_in, unsupported
from summarizer.records import Excerpt, NotQuoteReason, Party, Record
from summarizer.replies import (
    NOT_QUOTES,
    ArticleReply,
    CallsReply,
    ChannelReply,
    DemandsReply,
    QuotesReply,
    quotes_reply,
)

ARTICLE = Article.from_text(
    "President Ana Reyes of Peru rang Ivan Petrov, the prime minister of Norway, on Friday.\n\n"
    "The call took 1 hour 20 minutes and was frosty, her office said. They spoke about herring.\n\n"
    "“We want our ships back by Sunday,” Reyes wrote on Telegram.\n\n"
    "Petrov called the “Herring Pact” dead. He demanded that Peru pay 300 million soles.\n\n"
    "A third man, Otto Lund, was frosty. The office said “no”.",
    language="en",
    date=dt.date(2025, 12, 27),  # a Saturday
)
NAMES = Names(ARTICLE)
CALL: dict[str, Any] = {
    "evidence": [1],
    "participants": ["Reyes", "Petrov"],
    "status": "held",
    "medium": "phone",
}
DEMAND: dict[str, Any] = {
    "evidence": [6],
    "demander": ["Petrov"],
    "target": ["Peru"],
    "action": "pay 300 million soles",
    "strength": "demand",
}


def calls(**changed: Any) -> Grounded:
    return ground_calls(CallsReply.model_validate({"calls": [{**CALL, **changed}]}), NAMES)


def demands(**changed: Any) -> Grounded:
    return ground_demands(DemandsReply.model_validate({"demands": [{**DEMAND, **changed}]}), NAMES)


def quotes(
    *said: str | None, channels: list[dict[str, Any]] | None = None, **options: Any
) -> Grounded:
    reply = quotes_reply(tuple(range(1, len(said) + 1))).model_validate(
        {**{f"Q{n}": one for n, one in enumerate(said, 1)}, "channels": channels or []}
    )
    return ground_quotes(reply, ARTICLE.passages, NAMES, **options)


def reasons(grounded: Grounded) -> list[tuple[str, str]]:
    return [(one.reply, one.reason) for one in grounded.rejected]


def excerpts(value: object) -> Iterator[Excerpt]:
    """Every excerpt in a record, however deep."""
    if isinstance(value, Excerpt):
        yield value
    if isinstance(value, Record):
        for _, part in value:
            yield from excerpts(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from excerpts(part)


def parties(value: object) -> Iterator[Party]:
    """Every party in a record, however deep."""
    if isinstance(value, Party):
        yield value
    elif isinstance(value, Record):
        for _, part in value:
            yield from parties(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from parties(part)


def everything(grounded: Grounded) -> list[Record]:
    return [
        *grounded.calls, *grounded.quotes, *grounded.not_quotes, *grounded.demands, *grounded.gist
    ]  # fmt: skip


# Calls


def test_a_call_has_the_articles_words_for_all_that_the_reply_points_at() -> None:
    """Names in full, phrases with their offsets, the day and the minutes worked out by code."""
    grounded = calls(
        evidence=[1, 2],
        initiator=["Reyes"],
        date="on friday",
        duration="1 hour 20 minutes",
        tone="Frosty",
        topics=["about herring"],
    )
    assert grounded.rejected == []
    (call,) = grounded.calls
    assert [party.name for party in call.participants] == ["Ana Reyes", "Ivan Petrov"]
    assert call.initiator == call.participants[0]
    assert (call.status, call.medium) == ("held", "phone")
    assert call.date and (call.date.text, call.date.iso) == ("on Friday", dt.date(2025, 12, 26))
    assert call.duration and (call.duration.text, call.duration.minutes) == (
        "1 hour 20 minutes",
        80,
    )
    assert call.tone and call.tone.text == "frosty"
    assert [topic.text for topic in call.topics] == ["about herring"]


def test_a_phrase_in_one_other_sentence_makes_that_sentence_evidence() -> None:
    """The reply pointed at the first sentence only; the topic stands in the third."""
    (call,) = calls(topics=["about herring"]).calls
    assert [excerpt.text.split()[0] for excerpt in call.evidence] == ["President", "They"]


def test_a_topic_may_stand_in_several_sentences() -> None:
    """The first of them becomes evidence: what was spoken about is the same in all."""
    grounded = calls(evidence=[1], topics=["frosty"])
    assert grounded.rejected == []
    (topic,) = grounded.calls[0].topics
    held(grounded)
    assert topic.span.start == ARTICLE.text.index("frosty")


@pytest.mark.parametrize(
    ("changed", "said", "reason"),
    [
        ({"date": "on Monday"}, "date: on Monday", "its evidence has no such words"),
        ({"tone": "frosty"}, "tone: frosty", "several other sentences have it"),
        ({"topics": ["whales"]}, "topic: whales", "its evidence has no such words"),
        ({"initiator": ["Sidorov"]}, "Sidorov", "the article has no such name"),
    ],
)
def test_a_field_without_support_is_left_empty_and_reported(
    changed: dict[str, Any], said: str, reason: str
) -> None:
    """The call itself comes out all the same."""
    grounded = calls(**changed)
    (call,) = grounded.calls
    assert not any(getattr(call, "topics" if name == "topics" else name) for name in changed)
    assert reasons(grounded) == [(said, reason)]
    assert grounded.rejected[0].kind == "call"


@pytest.mark.parametrize("nothing", [None, "none", "null", " Unknown "])
def test_a_field_that_says_that_there_is_nothing_is_empty(nothing: str | None) -> None:
    """That is no answer to be refused."""
    grounded = calls(initiator=[nothing or ""], date=nothing, tone=nothing)
    (call,) = grounded.calls
    assert (call.initiator, call.date, call.tone) == (None, None, None)
    assert grounded.rejected == []


@pytest.mark.parametrize("evidence", [[], [0], [-1], [99], [10**30]])
def test_a_call_that_points_nowhere_is_refused(evidence: list[int]) -> None:
    """Numbers that no sentence has are no evidence; the reply is kept word for word."""
    grounded = calls(evidence=evidence)
    assert grounded.calls == []
    ((said, reason),) = reasons(grounded)
    assert reason == "it points at no sentence of the article"
    assert "Petrov" in said


def test_numbers_out_of_range_do_not_spoil_those_that_are_good() -> None:
    """Twice the same sentence is once, and evidence is in the article's order."""
    (call,) = calls(evidence=[2, 99, 1, 2]).calls
    assert [ARTICLE.text.index(excerpt.text) for excerpt in call.evidence] == [
        ARTICLE.sentence(1).start,
        ARTICLE.sentence(2).start,
    ]


@pytest.mark.parametrize(
    "participants", [["Reyes"], ["Reyes", "Ana Reyes"], ["Reyes", "Sidorov"], []]
)
def test_a_call_needs_two_who_stand_in_the_article(participants: list[str]) -> None:
    """One person by two names is one; somebody unknown is nobody, and named in the rejections."""
    grounded = calls(participants=participants)
    assert grounded.calls == []
    assert reasons(grounded)[-1][1] == "fewer than two of its participants stand in the article"
    unknown = ("Sidorov", "the article has no such name")
    assert (unknown in reasons(grounded)) == ("Sidorov" in participants)


def test_an_unknown_third_participant_leaves_the_call_to_the_others() -> None:
    """He is refused by name."""
    grounded = calls(participants=["Reyes", "Petrov", "Sidorov"])
    assert [party.name for party in grounded.calls[0].participants] == ["Ana Reyes", "Ivan Petrov"]
    assert reasons(grounded) == [("Sidorov", "the article has no such name")]


def test_the_articles_minutes_count_before_the_replys() -> None:
    """What the model worked out is used only where the words give code nothing to work with."""
    (call,) = calls(evidence=[2], duration="1 hour 20 minutes", minutes=7).calls
    assert call.duration and call.duration.minutes == 80
    (call,) = calls(minutes=7).calls
    assert call.duration is None


def test_one_phrase_may_stand_for_all_on_the_line() -> None:
    """Where nobody is named; one name alone does not."""
    text = "A call between the five ministers was cancelled. Minister Ana Reyes regretted it."
    names = Names(Article.from_text(text))
    said = {"calls": [{"evidence": [1], "participants": ["the five ministers"]}]}
    (call,) = ground_calls(CallsReply.model_validate(said), names).calls
    assert [party.name for party in call.participants] == ["the five ministers"]
    said["calls"][0]["initiator"] = ["The five ministers"]
    assert len(ground_calls(CallsReply.model_validate(said), names).calls) == 1
    said["calls"][0]["initiator"] = []
    for one in ("Ana Reyes", "Minister", "Reyes"):
        said["calls"][0]["participants"] = [one]
        assert ground_calls(CallsReply.model_validate(said), names).calls == []


# Demands


def test_a_demand_has_parties_and_phrases_of_the_article() -> None:
    """Its action alone is a paraphrase; the rest is found and copied."""
    grounded = demands(
        evidence=[4],
        demander=["Reyes"],
        target=["Petrov"],
        action="give  our ships back",
        deadline="by Sunday",
    )
    assert grounded.rejected == []
    (demand,) = grounded.demands
    assert [party.name for party in demand.demander] == ["Ana Reyes"]
    assert [party.name for party in demand.target] == ["Ivan Petrov"]
    assert demand.action == "give our ships back"
    assert demand.deadline
    assert (demand.deadline.text, demand.deadline.iso) == ("by Sunday", dt.date(2025, 12, 28))
    assert (demand.strength, demand.status) == ("demand", "open")


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"evidence": [77]}, "it points at no sentence of the article"),
        ({"demander": ["Sidorov"]}, "no demander of that name stands in the article"),
        ({"demander": []}, "no demander of that name stands in the article"),
        ({"action": "pay 900 million soles"}, "the article lacks 900"),
        ({"action": "pay Bolivia"}, "the article lacks Bolivia"),
    ],
)
def test_a_demand_without_support_is_refused(changed: dict[str, Any], reason: str) -> None:
    """Without evidence, without a demander, or with a number or name from elsewhere."""
    grounded = demands(**changed)
    assert grounded.demands == []
    assert reasons(grounded)[-1][1] == reason
    assert grounded.rejected[-1].kind == "demand"


def test_nobody_demands_of_himself() -> None:
    """A demander who is also given as a target is none; an unknown target is refused by name."""
    grounded = demands(target=["Ivan Petrov", "Peru", "Sidorov"])
    assert [party.name for party in grounded.demands[0].target] == ["Peru"]
    assert reasons(grounded) == [("Sidorov", "the article has no such name")]


def test_a_condition_that_the_article_does_not_set_is_left_out() -> None:
    """As any phrase is."""
    grounded = demands(condition="if it rains")
    assert grounded.demands[0].condition is None
    assert reasons(grounded) == [("condition: if it rains", "its evidence has no such words")]


# Quotes


def test_each_passage_is_copied_by_its_number() -> None:
    """Words, offsets and the sentence around are the article's; the reply gives only the speaker."""
    grounded = quotes("Reyes", "#name", "the office")
    assert grounded.rejected == []
    assert [quote.text for quote in grounded.quotes] == ["We want our ships back by Sunday,", "no"]
    assert [quote.number for quote in grounded.quotes] == [1, 3]
    assert [quote.kind for quote in grounded.quotes] == ["full", "partial"]
    assert [quote.speaker and quote.speaker.name for quote in grounded.quotes] == [
        "Ana Reyes",
        "The office",
    ]
    assert grounded.quotes[1].context.text == "The office said “no”."
    (other,) = grounded.not_quotes
    assert (other.text, other.number, other.reason) == ("Herring Pact", 2, "name")


@pytest.mark.parametrize("said", sorted(NOT_QUOTES))
def test_what_is_nobodys_speech_keeps_the_reason(said: str) -> None:
    """Each mark of the reply schema is a reason of the record."""
    assert quotes(None, said, None).not_quotes[0].reason == said[1:]


def test_a_passage_without_a_speaker_is_a_quote_without_one() -> None:
    """Null is an answer, not a fault."""
    grounded = quotes(None, None, None)
    assert [quote.speaker for quote in grounded.quotes] == [None, None, None]
    assert grounded.rejected == []


def test_an_unknown_speaker_is_refused_and_the_quote_kept() -> None:
    """The words are the article's whoever said them."""
    grounded = quotes("Sidorov", None, None)
    assert grounded.quotes[0].speaker is None
    assert reasons(grounded) == [
        ("Q1: Sidorov", "the article has no such name: the passage is kept without a speaker")
    ]


def test_a_passage_that_the_reply_passes_over_is_reported() -> None:
    """A reply about fewer passages loses none: the words are the article's whoever said them."""
    grounded = quotes("Reyes", "#name")
    assert [(quote.number, quote.speaker is None) for quote in grounded.quotes] == [
        (1, False),
        (3, True),
    ]
    assert reasons(grounded) == [
        ("no", "the reply says nothing of this passage: it is kept without a speaker")
    ]


def test_a_channel_stands_near_the_passage() -> None:
    """A channel that the sentences around it do not name is refused, and the quote kept."""
    grounded = quotes("Reyes", None, None, channels=[{"quote": 1, "channel": "telegram"}])
    channel = grounded.quotes[0].channel
    assert channel and channel.text == "Telegram"
    grounded = quotes("Reyes", None, None, channels=[{"quote": 1, "channel": "Pravda"}])
    assert grounded.quotes[0].channel is None
    assert reasons(grounded) == [
        ("Q1: channel Pravda", "the sentences around the passage have no such words")
    ]


def test_where_words_were_posted_is_known_before_the_reply_says_it() -> None:
    """Its word is not looked at then, so it is not refused either."""
    found = find_phrase(ARTICLE, "Telegram", ARTICLE.sentences)
    assert found
    said = [{"quote": n, "channel": "Pravda"} for n in (1, 3)]
    grounded = quotes("Reyes", "#name", None, channels=said, posted={1: found, 2: found})
    assert [quote.channel for quote in grounded.quotes] == [found, None]
    assert [reply for reply, _ in reasons(grounded)] == ["Q3: channel Pravda"]


def test_a_second_witness_counts_where_it_knows_the_speaker() -> None:
    """Before a name in the reply, and before the reply's word that it is no speech."""
    reyes = NAMES.party("Reyes")
    assert reyes
    grounded = quotes("Petrov", "#name", "Petrov", witness={1: reyes, 2: reyes})
    assert [quote.speaker and quote.speaker.name for quote in grounded.quotes] == [
        "Ana Reyes",
        "Ana Reyes",
        "Ivan Petrov",
    ]
    assert grounded.not_quotes == []


@pytest.mark.parametrize("reason", sorted(set(NOT_QUOTES.values())))
def test_a_second_witness_counts_where_it_knows_that_nobody_speaks(reason: NotQuoteReason) -> None:
    """Whatever the reply says, a name that the article lacks too: it is not even looked at."""
    grounded = quotes("Reyes", "Sidorov", "Petrov", witness={1: reason, 2: reason})
    assert [(one.number, one.reason) for one in grounded.not_quotes] == [(1, reason), (2, reason)]
    assert [quote.number for quote in grounded.quotes] == [3]
    assert grounded.rejected == []


def test_confidence_is_in_a_speaker() -> None:
    """A quote without one has none."""
    found = quotes("Reyes", None, confidence={1: 0.9, 2: 0.9}).quotes
    assert [quote.confidence for quote in found[:2]] == [0.9, None]


def test_what_the_witness_knows_of_a_passage_needs_no_reply() -> None:
    """Passages that were not asked about are grounded without one, and none is reported."""
    reyes = NAMES.party("Reyes")
    assert reyes
    witness: dict[int, Party | NotQuoteReason] = {1: reyes, 2: "name", 3: reyes}
    grounded = ground_quotes(ArticleReply(), ARTICLE.passages, NAMES, witness)
    assert [quote.number for quote in grounded.quotes] == [1, 3]
    assert [other.number for other in grounded.not_quotes] == [2]
    assert grounded.rejected == []


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("He spoke of a “done deal” there.", True),
        ("He spoke of a “very done deal” there.", False),
        ("“Unconstitutionally unconscionable”, he said.", True),
        ("他称之为“新常态”。", True),
        ("他说：“我们明天一定会去北京。”", False),
    ],
)
def test_a_word_or_two_are_a_fragment(text: str, fragment: bool) -> None:
    """In a script without spaces six characters are."""
    article = Article.from_text(text)
    assert is_fragment(article, article.passages[0]) == fragment


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“We will not go to Oslo,” she said.", "full"),
        ("“Go!” she said.", "full"),
        ("She said: “We will never go there”.", "full"),
        ("He called it “a disgrace” again.", "partial"),
        ("He spoke of “the old and rotten boats” there.", "partial"),
        ("She said “no” twice.", "partial"),
        ("“First paragraph\n\n“Second one,” she said.", "full"),
        ("Он сказал: «Мы никуда отсюда не уедем», и ушёл.", "full"),
    ],
)
def test_a_quote_is_full_when_it_is_a_clause(text: str, kind: str) -> None:
    """A sentence, what a comma or colon sets off, a paragraph of a longer quotation: full. A few
    words woven into the reporter's sentence: partial."""
    article = Article.from_text(text)
    assert kind_of(article, article.passages[0]) == kind


# The gist


def test_a_gist_is_sentences_of_the_article_word_for_word() -> None:
    """In the order in which they are pointed at, each with its offsets."""
    grounded = ground_gist([3, 1], ARTICLE)
    assert [point.text for point in grounded.gist] == [
        ARTICLE.text[s.start : s.end] for s in (ARTICLE.sentence(3), ARTICLE.sentence(1))
    ]
    held(grounded)


@pytest.mark.parametrize("number", [-1, 0, 99])
def test_a_gist_that_points_nowhere_is_refused(number: int) -> None:
    """The others stand."""
    grounded = ground_gist([number, 1], ARTICLE)
    assert len(grounded.gist) == 1
    assert reasons(grounded) == [(str(number), "the article has no such sentence")]
    assert grounded.rejected[0].kind == "point"


# Everything in one reply


def test_a_reply_to_everything_is_grounded_part_by_part() -> None:
    """Passages are given by speaker, and channels by what they are."""
    reply = ArticleReply.model_validate({
        "calls": [{"evidence": [1], "participants": ["Reyes", "Petrov"], "medium": "phone"}],
        "quotes": {"Reyes": [1]},
    })  # fmt: skip
    (call,) = ground_calls(reply, NAMES).calls
    assert [party.name for party in call.participants] == ["Ana Reyes", "Ivan Petrov"]
    assert call.status == "held"
    (first, *_) = ground_quotes(reply, ARTICLE.passages[:1], NAMES).quotes
    assert first.speaker and first.speaker.name == "Ana Reyes"


def test_nobody_is_nobody() -> None:
    """A passage that the article gives to no one is a quote without a speaker, and no rejection."""
    reply = ArticleReply(quotes={"#nobody": [1]})
    grounded = ground_quotes(reply, ARTICLE.passages[:1], NAMES)
    assert [quote.speaker for quote in grounded.quotes] == [None]
    assert grounded.rejected == []


# Phrases


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("our ships back", "our ships back"),
        ("  OUR ships\nback. ", "our ships back"),
        ("“We want", "We want"),
        ("ship", None),
        ("back by Sunday Reyes", None),
        ("", None),
        ("“”", None),
        (".*", None),
    ],
)
def test_a_phrase_is_found_whatever_its_case_blanks_and_marks(
    phrase: str, found: str | None
) -> None:
    """As whole words, and nothing that only looks like it."""
    excerpt = find_phrase(ARTICLE, phrase, [ARTICLE.sentence(4)])
    assert (excerpt.text if excerpt else None) == found


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("1 hour 20 minutes", 80),
        ("45 minutes", 45),
        ("1.5 hours", 90),
        ("1,5 Stunden", 90),
        ("a 30-minute call", 30),
        ("2 heures", 120),
        ("полчаса", None),
        ("40 минут", 40),
        ("20分", 20),
        ("a long time", None),
        ("half an hour", 30),
        ("an hour and a quarter", 75),
        ("twenty-five minutes", 25),
        ("0 minutes", None),
    ],
)
def test_minutes_are_read_from_words(words: str, minutes: int | None) -> None:
    """In several languages; what code can't tell is left to the reply."""
    assert minutes_in(words) == minutes


@pytest.mark.parametrize(
    ("words", "ahead", "day"),
    [
        ("on Friday", False, dt.date(2025, 12, 26)),
        ("on Friday", True, dt.date(2026, 1, 2)),
        ("today", False, dt.date(2025, 12, 28)),
        ("3 March 2024", False, dt.date(2024, 3, 3)),
        ("in March", False, None),
        ("at 9 p.m.", False, None),
        ("soon", False, None),
    ],
)
def test_a_day_is_given_only_where_it_is_certain(
    words: str, ahead: bool, day: dt.date | None
) -> None:
    """Seen from the article's date; a month or a time of day is no day."""
    assert day_of(words, dt.date(2025, 12, 28), "en", ahead=ahead) == day


def test_without_the_articles_date_only_a_full_date_is_a_day() -> None:
    """ "On Friday" may be any Friday."""
    assert day_of("on Friday", None, "en", ahead=False) is None
    assert day_of("3 March 2024", None, "en", ahead=False) == dt.date(2024, 3, 3)


@pytest.mark.parametrize(
    ("text", "support", "lacking"),
    [
        ("He rang Petrov", "Petrov was rung", []),
        ("He rang Путина", "Путин был дома", []),
        ("He met Russia's men", "Russian men", []),
        ("Petrov came", "nobody came", []),
        ("He rang Petrov", "nobody came", ["Petrov"]),
        ("He paid 3.5 million", "he paid 35 million", ["3.5"]),
    ],
)
def test_names_and_numbers_need_support(text: str, support: str, lacking: list[str]) -> None:
    """The first word has a capital letter anyway and is passed over."""
    assert unsupported(text, support) == lacking


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("Reyes fordert vergeblich ein Ende der Hafen-Sperre", []),
        ("Reyes fordert Geld von Präsident Zorro", ["Zorro"]),
        ("Reyes ruft Erna Zorro an", ["Zorro"]),
        ("Reyes fordert 9000 Boote", ["9000"]),
    ],
)
def test_a_german_noun_is_no_name(text: str, lacking: list[str]) -> None:
    """Where all nouns have capitals, only one behind another can be a name; numbers count as ever."""
    assert unsupported(text, "Reyes drängte den Präsidenten zu öffnen.", nouns=True) == lacking


def test_what_is_demanded_in_german_may_have_its_own_nouns() -> None:
    """They have capitals, but are no names."""
    text = "Präsidentin Ana Reyes rief Otto Lund an. Reyes verlangte, den Hafen wieder zu öffnen."
    names = Names(Article.from_text(text, language="de"))
    asked = {
        "evidence": [2],
        "demander": ["Reyes"],
        "target": ["Lund"],
        "action": "die Sperre beenden",
    }
    reply = DemandsReply.model_validate({"demands": [asked]})
    assert len(ground_demands(reply, names).demands) == 1


# What a schema lets through


@pytest.mark.parametrize("blank", [" ", "\n"])
def test_a_reply_of_blanks_is_refused(blank: str) -> None:
    """The schema lets a blank pass as text: it is refused, not raised over."""
    assert demands(action=blank).demands == []


def test_every_passage_may_have_a_channel() -> None:
    """An article may quote nothing but posts: that is no reason to refuse the reply."""
    channels = [{"quote": n, "channel": "Telegram"} for n in (1, 2, 3)]
    assert quotes("Reyes", "Reyes", "Reyes", channels=channels).quotes


# Whatever the reply

SAID = st.sampled_from(
    "Reyes|Ivan Petrov|the office|Peru|Otto Lund|on Friday|1 hour 20 minutes|frosty|herring|by Sunday|"
    "Telegram|our ships|Sidorov|#name|#title|300|.*|President|he|A".split("|")
) | st.text(min_size=1, max_size=8).filter(lambda text: bool(text.strip()))
MAYBE = st.none() | SAID
NUMBERS = st.lists(st.integers(-1, 10) | st.integers(), max_size=3)
CALLS = st.fixed_dictionaries(
    {
        "evidence": NUMBERS,
        "participants": st.lists(SAID, max_size=4),
        "status": st.sampled_from(["held", "planned", "proposed", "cancelled", "denied"]),
        "medium": st.sampled_from(["phone", "video", "unspecified"]),
    },
    optional={
        "initiator": st.lists(SAID, max_size=1),
        "date": MAYBE,
        "duration": MAYBE,
        "minutes": st.none() | st.integers(1, 1440),
        "tone": MAYBE,
        "topics": st.lists(SAID, max_size=2),
    },
)
DEMANDS = st.fixed_dictionaries(
    {
        "evidence": NUMBERS,
        "demander": st.lists(SAID, max_size=3),
        "target": st.lists(SAID, max_size=3),
        "action": SAID,
        "strength": st.sampled_from(["request", "demand", "ultimatum"]),
    },
    optional={
        "status": st.sampled_from(["open", "accepted", "rejected", "withdrawn"]),
        "deadline": MAYBE,
        "condition": MAYBE,
    },
)
CHANNELS = st.lists(st.builds(ChannelReply, quote=st.integers(-1, 6), channel=SAID), max_size=3)


def held(grounded: Grounded) -> None:
    """All words of all records are the article's, at the offsets that they give."""
    for record in everything(grounded):
        for excerpt in excerpts(record):
            assert excerpt.text == ARTICLE.text[excerpt.span.start : excerpt.span.end]
        for party in parties(record):
            words = ARTICLE.text[party.span.start : party.span.end]
            assert words.split() == party.name.split()


@settings(max_examples=120, deadline=None)
@given(
    st.lists(CALLS, max_size=2),
    st.lists(DEMANDS, max_size=2),
    st.lists(st.integers(-1, 30), max_size=3),
)
def test_whatever_a_reply_points_at_records_are_the_articles_words(
    called: list[Any], demanded: list[Any], points: list[int]
) -> None:
    """Each record asked for comes out or is refused; what comes out is anchored, and what rests on
    no sentence does not."""
    for reply, grounded in (
        (called, ground_calls(CallsReply.model_validate({"calls": called}), NAMES)),
        (demanded, ground_demands(DemandsReply.model_validate({"demands": demanded}), NAMES)),
        (points, ground_gist(points, ARTICLE)),
    ):
        held(grounded)
        out = everything(grounded)
        assert len(out) <= len(reply) <= len(out) + len(grounded.rejected)
        assert all(getattr(record, "evidence", None) for record in out)
        assert all(one.reply and one.reason for one in grounded.rejected)


@settings(max_examples=120, deadline=None)
@given(st.lists(MAYBE, max_size=5), CHANNELS)
def test_whatever_a_reply_says_every_passage_is_accounted_for(
    said: list[str | None], channels: list[ChannelReply]
) -> None:
    """Each passage that was asked about comes out once, as a quote or as none; what the reply passes
    over is reported besides."""
    reply: QuotesReply
    if said:
        fields = {f"Q{n}": one for n, one in enumerate(said, 1)}
        reply = quotes_reply(tuple(range(1, len(said) + 1))).model_validate(fields)
    else:
        reply = QuotesReply()
    reply = reply.model_copy(update={"channels": channels})
    accounted(ground_quotes(reply, ARTICLE.passages, NAMES), len(said))


@settings(max_examples=120, deadline=None)
@given(
    st.dictionaries(
        SAID | st.just("1") | st.just("#nobody"), st.lists(st.integers(-1, 6)), max_size=4
    ),
    st.dictionaries(SAID, st.lists(st.integers(-1, 6)), max_size=3),
)
def test_whatever_a_reply_to_everything_says_of_passages_so_they_are(
    quotes: dict[str, list[int]], channels: dict[str, list[int]]
) -> None:
    """Also where a passage stands under two speakers, or a number is none."""
    reply = ArticleReply(quotes=quotes, channels=channels)
    grounded = ground_quotes(reply, ARTICLE.passages, NAMES)
    said = {number for numbers in quotes.values() for number in numbers}
    accounted(grounded, len(said & {passage.number for passage in ARTICLE.passages}))


def accounted(grounded: Grounded, said: int) -> None:
    """Every passage of the article came out once; ``said`` is of how many the reply said anything."""
    held(grounded)
    out = [one.number for one in grounded.quotes] + [one.number for one in grounded.not_quotes]
    assert sorted(out) == [passage.number for passage in ARTICLE.passages]
    passed = [one for one in grounded.rejected if "says nothing of this passage" in one.reason]
    assert len(passed) == max(0, len(ARTICLE.passages) - said)
    for quote in grounded.quotes:
        passage = ARTICLE.passages[quote.number - 1]
        assert (quote.span.start, quote.span.end) == (passage.start, passage.end)


@pytest.mark.parametrize(
    ("text", "phrase", "at"),
    [
        ("Ana a a gone.", "a a", 4),
        ("Ferries, then a ferry.", "ferr", None),
        ("Ferries, then a ferry.", "FERRY", 16),
        ("The ferry", "ferry", 4),
        ("Ferry 12, then 2.", "2", 15),
    ],
)
def test_a_phrase_cuts_no_word(text: str, phrase: str, at: int | None) -> None:
    """Where it stands inside a longer word it is looked for further on."""
    article = Article.from_text(text, language="en")
    found = find_phrase(article, phrase, article.sentences)
    assert (found.span.start if found else None) == at


def test_scripts_without_spaces_have_no_bounds_of_words() -> None:
    """A date that begins with a digit is found between characters that are letters, too."""
    article = Article.from_text("外交部长卓景川8日晚应约同外长通电话。")
    found = find_phrase(article, "8日晚", article.sentences)
    assert found and found.text == "8日晚"
