"""Scoring: what counts as right. Every figure is worked out by hand here."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.article import Article
from summarizer.comparison import changes, unshared
from summarizer.errors import InputError
from summarizer.evaluation import (
    Answer,
    ArticleScore,
    CallAnswer,
    Counts,
    DemandAnswer,
    QuoteAnswer,
    Scores,
    Share,
    answer_of,
    passage_spans,
    score,
    total,
)
from summarizer.gold import Gold
from summarizer.matching import overlap, paired, same_parties, same_party, trimmed
from summarizer.records import Span, Summary, Usage

TEXT = (
    "President Oda Lindqvist of Norland rang Marek Tolva on Monday. They talked for 20 minutes. "
    "“At last,” she said. “We are ready”, Tolva told reporters, and he praised the “Icebreaker” plan. "
    "Lindqvist asked Tolva to open the port by Friday. A minister in Sudmark demanded that Norland pay."
)
ARTICLE = Article.from_text(TEXT, id="strait")
LINDQVIST, TOLVA = ("Oda Lindqvist", "Lindqvist", "Norland"), ("Marek Tolva", "Tolva")


def gold(**changed: Any) -> Gold:
    """Two quotations and a name in quotation marks, one call, two demands."""
    fields: dict[str, Any] = {
        "id": "strait",
        "language": "en",
        "passages": [
            {"text": "At last,", "speaker": LINDQVIST},
            {"text": "We are ready", "speaker": TOLVA},
            {"text": "Icebreaker", "not_quote": "name"},
        ],
        "calls": [
            {
                "participants": [LINDQVIST, TOLVA],
                "initiator": LINDQVIST,
                "medium": "phone",
                "status": "held",
                "minutes": 20,
                "evidence": ["rang Marek Tolva"],
            }
        ],
        "demands": [
            {
                "demander": [LINDQVIST],
                "target": [TOLVA],
                "action": "open the port",
                "deadline": "by Friday",
                "strength": "request",
                "status": "open",
                "evidence": ["asked Tolva to open the port by Friday"],
            },
            {
                "demander": [["a minister in Sudmark", "Sudmark"]],
                "target": [["Norland"]],
                "action": "pay",
                "strength": "demand",
                "status": "open",
                "evidence": ["demanded that Norland pay"],
            },
        ],
    }
    return Gold.model_validate(fields | changed)


def where(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words))


def quote(words: str, speaker: str | None) -> QuoteAnswer:
    return QuoteAnswer(text=words, span=where(words), speaker=speaker)


def call(*names: str, **changed: Any) -> CallAnswer:
    given = {"initiator": "Lindqvist", "medium": "phone", "status": "held", "minutes": 20}
    return CallAnswer.model_validate({"participants": names, **given, **changed})


def demand(who: str, whom: str | None, words: str, **changed: Any) -> DemandAnswer:
    fields = {"demander": [who], "target": [whom] if whom else [], "evidence": [where(words)]}
    return DemandAnswer.model_validate(fields | changed)


PERFECT = Answer(
    id="strait",
    quotes=(quote("At last,", "Lindqvist"), quote("We are ready", "Marek Tolva")),
    calls=(call("Oda Lindqvist", "Tolva"),),
    demands=(
        demand(
            "Lindqvist", "Tolva", "asked Tolva to open", strength="request", deadline="by Friday"
        ),
        demand("Sudmark", "Norland", "A minister in Sudmark demanded that Norland pay."),
    ),
)


def scored(answer: Answer, **changed: Any) -> ArticleScore:
    return score(answer, gold(**changed), ARTICLE)


def figures(counts: Counts) -> tuple[int, int, int]:
    return counts.right, counts.wrong, counts.missed


def test_all_right() -> None:
    """An answer that is right in all has no errors, and every attribute counts as right."""
    found = scored(PERFECT)
    assert {kind: figures(counts) for kind, counts in found.counts.items()} == {
        "quote spans": (2, 0, 0),
        "quotes": (2, 0, 0),
        "calls": (1, 0, 0),
        "call participants": (1, 0, 0),
        "demands": (2, 0, 0),
        "demand demanders": (2, 0, 0),
    }
    assert {name: (share.right, share.of) for name, share in found.attributes.items()} == {
        "quote speaker": (2, 2),
        "call medium": (1, 1),
        "call initiator": (1, 1),
        "call minutes": (1, 1),
        "demand strength": (2, 2),
        "demand status": (2, 2),
        "demand deadline": (1, 1),
    }
    assert (found.verbatim, found.ungrounded) == (Share(right=2, of=2), 0)


def test_no_answer_misses_everything() -> None:
    """An article that failed counts what it holds as missed, and the reason is kept."""
    found = scored(Answer(id="strait", failed="no connection"))
    assert figures(found.counts["quotes"]) == (0, 0, 2)
    assert figures(found.counts["demands"]) == (0, 0, 2)
    assert (found.failed, found.verbatim.rate) == ("no connection", None)
    assert found.counts["calls"].precision is None
    assert found.counts["calls"].f1 == 0


def test_a_wrong_speaker_is_an_error_and_a_miss() -> None:
    """The span alone is right; with its speaker the quotation is wrong, and the true one missed."""
    quotes = (quote("At last,", "Tolva"), quote("We are ready", None))
    found = scored(PERFECT.model_copy(update={"quotes": quotes}))
    assert figures(found.counts["quote spans"]) == (2, 0, 0)
    assert figures(found.counts["quotes"]) == (0, 2, 2)
    assert found.attributes["quote speaker"] == Share(right=0, of=2)
    assert found.outcomes["quotes"].wrong == ("“At last,” — Tolva", "“We are ready” — nobody")


def test_spans_are_equal_but_for_marks_and_white_space_around_them() -> None:
    """Marks at the ends do not matter, a missing word does; a second answer for one span is wrong, and
    so is a name in quotation marks that is given as a quotation."""
    inner, outer = quote("At last,", "Lindqvist"), quote(" “At last,” ", "Lindqvist")
    found = scored(Answer(id="strait", quotes=(outer,)))
    assert figures(found.counts["quotes"]) == (1, 0, 1)
    quotes = (inner, outer, quote("are ready", "Tolva"), quote("Icebreaker", "Tolva"))
    found = scored(Answer(id="strait", quotes=quotes))
    assert figures(found.counts["quote spans"]) == (1, 3, 1)


def test_one_span_said_twice_takes_the_right_speaker() -> None:
    """Of two answers for one span, the one with the right speaker is matched."""
    quotes = (quote("At last,", "Tolva"), quote("At last,", "Lindqvist"))
    assert figures(scored(Answer(id="strait", quotes=quotes)).counts["quotes"]) == (1, 1, 1)


def test_words_that_are_not_in_the_article() -> None:
    """A quotation that is not there letter for letter is not verbatim, not grounded, and wrong; so are
    names and deadlines that the article lacks not grounded, and a demand without evidence."""
    answer = Answer(
        id="strait",
        quotes=(
            QuoteAnswer(text="At long last,", speaker="Lindqvist"),
            QuoteAnswer(text="At Last,", span=where("At last,"), speaker="Lindqvist"),
            quote("We are ready", "Marek Tolvanen"),
        ),
        calls=(call("Oda Lindqvist", "Vladimir Tolva"),),
        demands=(
            DemandAnswer(demander=("Lindqvist",)),
            demand("Lindqvist", None, "by Friday", deadline="by Sunday"),
            demand("Lindqvist", None, "by Friday", deadline="Friday"),
            demand("Lindqvist", None, "by Friday", grounded=False),
        ),
        ungrounded=2,
    )
    found = scored(answer)
    assert found.verbatim == Share(right=1, of=3)
    assert found.ungrounded == 3 + 1 + 3 + 2


def test_a_call_needs_its_participants_and_its_status() -> None:
    """The same call with another status is right only where the status is left aside; one person too
    few or too many is wrong in both."""
    found = scored(Answer(id="strait", calls=(call("Lindqvist", "Tolva", status="planned"),)))
    assert figures(found.counts["calls"]) == (0, 1, 1)
    assert figures(found.counts["call participants"]) == (1, 0, 0)
    for names in (["Lindqvist"], ["Lindqvist", "Tolva", "Sudmark"], []):
        found = scored(Answer(id="strait", calls=(call(*names),)))
        assert figures(found.counts["call participants"]) == (0, 1, 1)


def test_attributes_of_a_call() -> None:
    """Minutes count where the gold has them, the initiator always: where nobody is one, None is right."""
    wrong = (call("Lindqvist", "Tolva", initiator=None, minutes=25, medium="video"),)
    found = scored(Answer(id="strait", calls=wrong))
    names = ("call medium", "call initiator", "call minutes")
    assert [found.attributes[name] for name in names] == [Share(right=0, of=1)] * 3
    plain = gold().calls[0].model_copy(update={"initiator": (), "minutes": None})
    found = scored(Answer(id="strait", calls=wrong), calls=[plain])
    assert [found.attributes[name] for name in names] == [
        Share(right=0, of=1),
        Share(right=1, of=1),
        Share(),
    ]


def test_of_two_calls_between_the_same_people_the_more_alike_are_paired() -> None:
    """Attributes are compared with those of the call that fits best."""
    first = gold().calls[0]
    second = first.model_copy(update={"minutes": 45, "medium": "video"})
    answers = (
        call("Lindqvist", "Tolva", minutes=45, medium="video"),
        call("Lindqvist", "Tolva"),
    )
    found = scored(Answer(id="strait", calls=answers), calls=[first, second])
    assert found.attributes["call minutes"] == Share(right=2, of=2)


def test_a_demand_needs_demander_target_and_evidence() -> None:
    """A wrong target is forgiven in the looser count only, evidence elsewhere in neither."""
    found = scored(
        Answer(
            id="strait",
            demands=(
                demand("Lindqvist", None, "open the port"),
                demand("Sudmark", "Norland", "by Friday"),
            ),
        )
    )
    assert figures(found.counts["demands"]) == (0, 2, 2)
    assert figures(found.counts["demand demanders"]) == (1, 1, 1)


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("by Friday", 1),
        ("Friday", 1),
        ("before Friday", 1),
        ("by Monday", 0),
        ("Friday week, or Monday", 1),
        (None, 0),
        ("", 0),
    ],
)
def test_a_deadline_shares_most_of_its_words(said: str | None, right: int) -> None:
    """A deadline is right where one text is in the other, or most words of the shorter are."""
    found = scored(
        Answer(id="strait", demands=(demand("Lindqvist", "Tolva", "by Friday", deadline=said),))
    )
    assert found.attributes["demand deadline"] == Share(right=right, of=1)


def test_days_that_differ_are_two_deadlines() -> None:
    """What is said of both days does not make one of them."""
    late = gold().demands[0].model_copy(update={"deadline": "before Friday"})
    said = (demand("Lindqvist", "Tolva", "by Friday", deadline="before Monday"),)
    found = scored(Answer(id="strait", demands=said), demands=[late])
    assert found.attributes["demand deadline"] == Share(right=0, of=1)


@pytest.mark.parametrize(
    ("start", "end", "shared"),
    [(0, 5, False), (0, 6, True), (6, 8, True), (9, 20, True), (10, 20, False), (0, 20, True)],
)
def test_evidence_overlaps(start: int, end: int, shared: bool) -> None:
    """Two stretches overlap where they have one character in common."""
    assert overlap(Span(start=start, end=end), [Span(start=5, end=10)]) is shared


def test_what_is_debatable_counts_neither_way() -> None:
    """A debatable record is no miss, and an answer that matches it is no error; another is."""
    data = gold().model_dump()
    for kind in ("passages", "calls", "demands"):
        data[kind][0]["debatable"] = True
    doubtful = Gold.model_validate(data)
    found = score(PERFECT, doubtful, ARTICLE)
    assert {kind: figures(counts) for kind, counts in found.counts.items()} == {
        "quote spans": (1, 0, 0),
        "quotes": (1, 0, 0),
        "calls": (0, 0, 0),
        "call participants": (0, 0, 0),
        "demands": (1, 0, 0),
        "demand demanders": (1, 0, 0),
    }
    silent = score(Answer(id="strait"), doubtful, ARTICLE)
    assert figures(silent.counts["demands"]) == (0, 0, 1)
    twice = PERFECT.model_copy(update={"calls": PERFECT.calls * 2})
    assert figures(score(twice, doubtful, ARTICLE).counts["calls"]) == (0, 1, 0)


def test_only_what_the_corpus_tells_is_scored() -> None:
    """Kinds and attributes outside ``measures`` are left out; totals do without them."""
    measures = {"quote spans", "demands", "quote speaker"}
    found = score(PERFECT, gold(), ARTICLE, measures)
    assert set(found.counts) == {"quote spans", "demands"}
    assert set(found.attributes) == {"quote speaker"}
    assert set(total([found]).counts) == {"quote spans", "demands"}


def test_gold_of_another_article_is_refused() -> None:
    """A passage that the article does not have, in this order, is an error that names the article."""
    swapped = gold(passages=gold().passages[::-1])
    with pytest.raises(
        InputError, match="strait: the gold has a passage that is not in the article"
    ):
        score(PERFECT, swapped, ARTICLE)


@pytest.mark.parametrize(
    ("name", "aliases"),
    [
        ("oda  LINDQVIST", ["Oda Lindqvist"]),
        ("President Oda Lindqvist", ["Oda Lindqvist"]),
        ("Norland’s President Oda Lindqvist", ["Oda Lindqvist"]),
        ("President of Norland Oda Lindqvist", ["Oda Lindqvist"]),
        ("Oda Lindqvist, president of Norland", ["Oda Lindqvist"]),
        ("Oda Lindqvist (Norland)", ["Oda Lindqvist"]),
        ("her spokesman Olaf Brandt", ["Olaf Brandt"]),
        ("Norland’s Foreign Ministry", ["the Foreign Ministry"]),
        ("the harbour authority", ["harbour authority"]),
        ("La Moncloa", ["Moncloa"]),
        ("L’Estrange", ["L'Estrange"]),
        ("O’Rourke", ["O'Rourke"]),
        ("Kleins", ["Klein"]),
        ("ministre des Affaires étrangères Luc Morel", ["Luc Morel"]),
        ("Андреем Ветлужским", ["Андрей Ветлужский"]),
        ("президентом России Андреем Ветлужским", ["Андрей Ветлужский"]),
        ("Кшемінського", ["Кшемінський"]),
        ("пресс-секретарь Иван Орлов", ["Иван Орлов", "Орлов"]),
        ("外交部长卓景川", ["卓景川"]),
    ],
)
def test_names_of_one_party(name: str, aliases: list[str]) -> None:
    """Case, apostrophes, articles, endings and roles do not make another party of one."""
    assert same_party(name, aliases)


@pytest.mark.parametrize(
    ("name", "aliases"),
    [
        ("Marek Tolva", ["Oda Lindqvist"]),
        ("Lindqvist", ["Oda Lindqvist"]),
        ("Oda", ["Oda Lindqvist"]),
        ("a spokesman for Oda Lindqvist", ["Oda Lindqvist"]),
        ("spokesman for President Oda Lindqvist", ["Oda Lindqvist"]),
        ("Oda Lindqvist's aide", ["Oda Lindqvist"]),
        ("the aide of Lindqvist", ["Lindqvist"]),
        ("aides to the Norland", ["Norland"]),
        ("porte-parole du président Luc Morel", ["Luc Morel"]),
        ("porte-parole de Luc Morel", ["Luc Morel"]),
        ("пресс-секретарь Орлова", ["Иван Орлов", "Орлов", "Орлова"]),
        ("Марков", ["Мартын"]),
        ("Ivanova", ["Ivanov"]),
        ("Ким", ["Кио"]),
        ("the war on Norland", ["Norland"]),
        ("the central bank", ["the bank"]),
        ("阿兹曼的发言人", ["阿兹曼"]),
        ("马来西亚的外长", ["外长"]),
        ("", ["Oda Lindqvist"]),
        ("the", ["Oda Lindqvist"]),
    ],
)
def test_names_of_different_parties(name: str, aliases: list[str]) -> None:
    """Half a name, a spokesman and a look-alike are somebody else."""
    assert not same_party(name, aliases)


def test_a_collective_stands_for_all_that_go_by_it() -> None:
    """ "Both governments" covers each party that lists it, and no other; without it, one name covers
    one party."""
    parties = [["Norland", "both governments"], ["Sudmark", "both governments"]]
    assert same_parties(["both governments"], parties)
    assert not same_parties(["both governments"], [*parties, ["Tolva"]])
    assert same_parties(["Tolva", "the both governments"], [*parties, ["Tolva"]])
    assert same_parties(["Sudmark", "Norland"], parties)
    assert not same_parties(["Norland"], parties)
    assert not same_parties(["Norland", "Norland"], parties)
    assert not same_parties([], parties)
    assert same_parties([], [])


def test_pairs_are_as_many_as_can_be() -> None:
    """A left number gives way where another has no other choice, and takes its best otherwise."""
    weights = {(0, 0): 2.0, (0, 1): 1.0, (1, 0): 1.0}
    assert paired(2, 2, lambda i, j: weights.get((i, j), 0.0)) == {0: 1, 1: 0}
    assert paired(1, 2, lambda i, j: weights.get((i, j), 0.0)) == {0: 0}
    assert paired(0, 2, lambda i, j: 1.0) == {}


@given(
    st.lists(st.lists(st.booleans(), min_size=4, max_size=4), min_size=4, max_size=4),
)
def test_pairing_is_symmetric(table: list[list[bool]]) -> None:
    """Seen from the other side, as many pairs are found, and each is one that fits."""
    forth = paired(4, 4, lambda i, j: float(table[i][j]))
    back = paired(4, 4, lambda i, j: float(table[j][i]))
    assert len(forth) == len(back)
    assert all(table[i][j] for i, j in forth.items())
    assert len(set(forth.values())) == len(forth)


@given(st.text(alphabet=" “”«»\"'’ab", min_size=1, max_size=12))
def test_trimming_leaves_the_words(text: str) -> None:
    """What is left has neither white space nor a mark at its ends, and lost no letter."""
    start, end = trimmed(Span(start=0, end=len(text)), text)
    assert text[start:end].strip(" “”«»\"'’") == text[start:end]
    letters = [char for char in text if char in "ab"]
    assert [char for char in text[start:end] if char in "ab"] == letters


WORDS = st.sampled_from(["Ada", "Bo", "Cy", "Dee"])
RECORDS = st.lists(st.tuples(WORDS, WORDS, st.sampled_from(["held", "planned"])), max_size=5)


def as_gold(calls: list[tuple[str, str, str]]) -> Gold:
    def entry(one: str, other: str, status: str) -> dict[str, Any]:
        parties = [[one], [other]]
        return {"participants": parties, "medium": "phone", "status": status, "evidence": ["rang"]}

    return gold(passages=[], demands=[], calls=[entry(*c) for c in calls])


def as_answer(calls: list[tuple[str, str, str]]) -> Answer:
    made = [call(one, other, status=status) for one, other, status in calls]
    return Answer(id="strait", calls=tuple(made))


@given(RECORDS, RECORDS)
def test_precision_and_recall_mirror_each_other(
    one: list[tuple[str, str, str]], other: list[tuple[str, str, str]]
) -> None:
    """What is precision seen from one side is recall seen from the other; F1 is the same."""
    forth = score(as_answer(one), as_gold(other), ARTICLE).counts["calls"]
    back = score(as_answer(other), as_gold(one), ARTICLE).counts["calls"]
    assert (forth.precision, forth.recall, forth.f1) == (back.recall, back.precision, back.f1)
    same = score(as_answer(one), as_gold(one), ARTICLE).counts["calls"]
    assert same.f1 == (1.0 if one else None)


def test_totals_are_sums() -> None:
    """Counts are added up over articles and by language, with usage, failures and verbatim words:
    3 of 4 quotations said are right and 3 of 4 found, so all three figures are 0.75."""
    good = scored(PERFECT.model_copy(update={"usage": Usage(requests=3, seconds=2.0)}))
    poor = scored(
        Answer(
            id="strait",
            quotes=(quote("At last,", "Lindqvist"), quote("Icebreaker", None)),
            usage=Usage(requests=1, seconds=4.0),
            failed="cut off",
        )
    ).model_copy(update={"language": "de"})
    scores = total([good, poor], about={"corpus": "two"})
    found = scores.counts["quotes"]
    assert figures(found) == (3, 1, 1)
    assert (found.precision, found.recall, found.f1) == (0.75, 0.75, 0.75)
    assert list(scores.languages) == ["de", "en"]
    assert scores.languages["de"]["quotes"].f1 == 0.5
    assert scores.verbatim.rate == 1.0
    assert (scores.usage.requests, scores.usage.seconds, scores.failed) == (4, 6.0, 1)
    assert scores.attributes["quote speaker"] == Share(right=3, of=3)
    assert scores.about == {"corpus": "two"}


def test_intervals_come_from_resampled_articles() -> None:
    """With one article, or with equal ones, there is nothing to vary. Of a right and a wrong one, a
    quarter of the samples is all right and a quarter all wrong, so the interval is all there is. What
    is nowhere has no interval."""
    good, poor = scored(PERFECT), scored(Answer(id="strait"))
    assert total([good] * 3).intervals["calls"] == (1.0, 1.0)
    assert total([good, poor]).intervals["calls"] == (0.0, 1.0)
    low, high = total([good] * 8 + [poor] * 2).intervals["calls"]
    assert 0.5 < low < 8 / 9 < high <= 1.0
    assert total([good, poor]) == total([good, poor])
    nothing = score(Answer(id="strait"), gold(passages=[], calls=[], demands=[]), ARTICLE)
    assert total([nothing]).intervals == {}
    assert total([]).intervals == {}


def test_scores_survive_json() -> None:
    """Scores are read back from their JSON as they were, the figures in it beside the counts."""
    scores = total([scored(PERFECT)], about={"corpus": "one"})
    assert Scores.model_validate_json(scores.model_dump_json()) == scores
    assert scores.model_dump()["counts"]["quotes"]["f1"] == 1.0
    assert Answer.model_validate_json(PERFECT.model_dump_json()) == PERFECT


def test_the_passages_of_the_gold_are_found_in_order() -> None:
    """The same words twice are two places."""
    text = "“Yes,” said Ada. “Yes,” said Bo."
    twice = gold(passages=[{"text": "Yes,"}, {"text": "Yes,"}])
    assert [span.start for span in passage_spans(twice, text)] == [1, 18]


def summary(**changed: Any) -> Summary:
    """A summary of the article with one record of each kind."""

    def excerpt(words: str) -> dict[str, Any]:
        return {"text": words, "span": where(words).model_dump()}

    def party(words: str) -> dict[str, Any]:
        return {"name": words, "span": where(words).model_dump()}

    fields: dict[str, Any] = {
        "article": ARTICLE.source.model_dump(),
        "gist": [
            {
                "text": "They talked for 20 minutes.",
                "evidence": [excerpt("They talked for 20 minutes.")],
            }
        ],
        "calls": [
            {
                "participants": [party("Oda Lindqvist"), party("Marek Tolva")],
                "initiator": party("Oda Lindqvist"),
                "medium": "phone",
                "status": "held",
                "duration": {**excerpt("20 minutes"), "minutes": 20},
                "evidence": [excerpt("rang Marek Tolva")],
            }
        ],
        "quotes": [
            {
                **excerpt("We are ready"),
                "number": 2,
                "speaker": party("Tolva"),
                "kind": "full",
                "context": excerpt("“We are ready”, Tolva told reporters"),
            }
        ],
        "not_quotes": [{**excerpt("Icebreaker"), "number": 3, "reason": "name"}],
        "demands": [
            {
                "demander": [party("Lindqvist")],
                "target": [party("Tolva")],
                "action": "open the port",
                "deadline": excerpt("by Friday"),
                "strength": "request",
                "status": "open",
                "evidence": [excerpt("Lindqvist asked Tolva to open the port by Friday.")],
            }
        ],
        "rejected": [],
        "usage": {"requests": 4},
        "model": "oracle-1",
        "prompts": "0" * 64,
    }
    return Summary.model_validate(fields | changed)


def test_a_summary_becomes_an_answer() -> None:
    """Names, spans and values are taken over; words that stand where they claim to are grounded."""
    answer = answer_of(summary(), ARTICLE)
    assert answer.quotes == (quote("We are ready", "Tolva"),)
    assert answer.calls == (call("Oda Lindqvist", "Marek Tolva", initiator="Oda Lindqvist"),)
    assert (answer.demands[0].deadline, answer.demands[0].action) == ("by Friday", "open the port")
    assert (answer.id, answer.usage.requests, answer.ungrounded) == ("strait", 4, 0)
    found = scored(answer)
    assert figures(found.counts["quotes"]) == (1, 0, 1)
    assert figures(found.counts["calls"]) == (1, 0, 0)
    assert figures(found.counts["demands"]) == (1, 0, 1)
    assert found.ungrounded == 0


def test_a_summary_of_other_words_is_found_out() -> None:
    """Against a text in which every word stands one place on, nothing is verbatim or grounded."""
    moved = Article.from_text("X" + TEXT, id="strait")
    answer = answer_of(summary(), moved)
    found = score(answer, gold(), moved)
    assert found.verbatim == Share(right=0, of=1)
    assert answer.ungrounded == 2  # the point and the passage that is no quotation
    assert found.ungrounded == 5


def test_a_name_must_stand_where_it_says() -> None:
    """A party's span is compared too: white space may differ in a name, and in nothing else."""
    text = TEXT.replace("20 minutes", "20\nminutes").replace("Oda Lindqvist", "Oda\nLindqvist", 1)
    broken = Article.from_text(text, id="strait")
    answer = answer_of(summary(gist=[]), broken)
    assert [call.grounded for call in answer.calls] == [False]  # "20 minutes"
    short = summary().calls[0].model_copy(update={"duration": None})
    answer = answer_of(summary(calls=[short], gist=[]), broken)
    assert [call.grounded for call in answer.calls] == [True]
    party = short.participants[1].model_copy(update={"span": where("Oda Lindqvist")})
    wrong = short.model_copy(update={"participants": (short.participants[0], party)})
    answer = answer_of(summary(calls=[wrong]), ARTICLE)
    assert [call.grounded for call in answer.calls] == [False]


def test_changes_are_told_worst_first() -> None:
    """Records that were found and are not any more are lost, and the other way round gained."""
    empty = Answer(id="strait")
    quiet = Answer(id="strait", quotes=(quote("Icebreaker", None),))

    def named(name: str, answer: Answer) -> ArticleScore:
        return scored(answer).model_copy(update={"id": name})

    before = total([named("a", empty), named("b", PERFECT), named("c", quiet), named("x", empty)])
    after = total([named("a", PERFECT), named("b", quiet), named("c", quiet), named("y", empty)])
    found = changes(before, after)
    assert [(change.id, change.errors) for change in found] == [("b", 6), ("a", -5)]
    assert found[0].lost[0] == "quote: “At last,” — Oda Lindqvist"
    assert found[0].newly_wrong == ("quote: “Icebreaker” — nobody",)
    assert found[1].gained[-1] == "demand: a minister in Sudmark → Norland: pay"
    assert (found[1].lost, found[1].newly_wrong, found[1].no_longer_wrong) == ((), (), ())
    assert [change.errors for change in changes(after, before)] == [5, -6]
    assert unshared(before, after) == ("x", "y")
