"""Candidates for demands: who asks whom, by the words with which news tells of it."""

from __future__ import annotations

import json
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.article import Article
from summarizer.matching import same_parties
from summarizer.names import Names
from summarizer.rules.asking import DemandCandidate, demand_candidates
from summarizer.rules.asking_words import KINDS, asking_words

HERE = Path(__file__).parent
PLOVER = HERE.parent.parent / "shared" / "data" / "plover-dev.json"
LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "ru", "uk", "ar", "he", "zh", "ja")
CASES = [
    tuple(field.strip() for field in line.split("|"))
    for line in (HERE / "asking_cases.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def asked(text: str, language: str = "en") -> tuple[DemandCandidate, ...]:
    """The candidates of a text."""
    return demand_candidates(Names(Article.from_text(text, language=language)))


def parties(names: str) -> list[tuple[str, ...]]:
    """The parties that a case names: "+" between parties, "/" between names of one."""
    return [] if names == "-" else [tuple(name.split(" / ")) for name in names.split(" + ")]


@pytest.mark.parametrize(("language", "text", "wanted"), CASES)
def test_who_asks_whom(language: str, text: str, wanted: str) -> None:
    """Each case has the demander and the target that a reader finds, or no candidate at all."""
    found = asked(text, language)
    pairs = [([p.name for p in c.demander], [p.name for p in c.target]) for c in found]
    if not wanted:
        assert not pairs
        return
    demander, target = (parties(side) for side in wanted.split(" > "))
    assert any(same_parties(who, demander) and same_parties(whom, target) for who, whom in pairs), (
        pairs
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_a_table_and_cases(language: str) -> None:
    """Every language has patterns that compile, and at least five cases here."""
    words = asking_words(language)
    assert words is not None
    assert {"ask", "claim", "order"} <= set(KINDS) & set(words.patterns)
    assert sum(case[0] == language for case in CASES) >= 5


def test_a_language_without_a_table_has_no_candidates() -> None:
    """Finnish has none: that is no error."""
    assert asked("Suomi vaati Ruotsia avaamaan rajan heti.", "fi") == ()


def test_strength_is_the_verbs_and_a_threat_makes_an_ultimatum() -> None:
    """Asking is a request, demanding a demand; "or else" makes an ultimatum of it."""
    texts = (
        "Norway asked Sweden to lend it helicopters.",
        "Norway demanded that Sweden return the helicopters.",
        "Norway demanded that Sweden return the helicopters by Friday or face a lawsuit.",
    )
    assert [asked(text)[0].strength for text in texts] == ["request", "demand", "ultimatum"]


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("Sweden agreed within the hour.", "accepted"),
        ("Sweden refused.", "rejected"),
        ("On Friday Norway withdrew the request.", "withdrawn"),
        ("The weather was mild.", "open"),
    ],
)
def test_the_answer_in_the_next_sentence_is_the_status(answer: str, status: str) -> None:
    """What the target answers is told behind the demand, and belongs to it."""
    found = asked(f"Norway asked Sweden to lend it helicopters. {answer}")
    assert [candidate.status for candidate in found] == [status]


@pytest.mark.parametrize(
    ("language", "text", "status"),
    [
        ("en", "Kenya on Friday withdrew an earlier request that Uganda close it.", "withdrawn"),
        ("en", "Poland refused to drop its demand that Lithuania pay for it.", "open"),
        (
            "en",
            "The mayor urged the port to dredge. The port said it would send a ship.",
            "accepted",
        ),
        ("en", "The mayor urged the port to dredge. The port said it would study it.", "open"),
        ("en", "Oman urged Iran to free the tanker. It is out of the question.", "rejected"),
        ("en", "Peru asked Chile to reopen it. The two sides agreed to meet again in May.", "open"),
        ("en", "Peru asked Chile to reopen the pass, and Chile gave its assent.", "accepted"),
        ("en", "Oslo’s request that Riga share the data was turned down.", "rejected"),
        ("en", "India asked China to leave. China declined to comment.", "open"),
        (
            "en",
            "Kenya told Uganda to reopen it. Kenya’s firm rejection of a short truce, and its "
            "demands, leave little room.",
            "open",
        ),
        ("en", "Oman urged Iran to free the tanker. Tehran rejected the allegation.", "open"),
        ("en", "Oman urged Iran to free the tanker. Iran rejected the appeal.", "rejected"),
        ("en", "Oman urged Iran to free the tanker, and rejected a swap.", "open"),
        ("en", "The pope urged both sides to stop, and within hours they had agreed.", "accepted"),
        ("en", "Kenya asked Uganda to let doctors in. Uganda said they could come.", "accepted"),
        ("fr", "Oslo presse Riga de céder. Le ministre letton a rejeté ces accusations.", "open"),
        ("es", "Chile instó a Perú a abrir el paso. Lima rechazó hacerlo.", "rejected"),
        ("es", "Chile pidió a Perú que abra el paso. Lima rechazó las acusaciones.", "open"),
        ("it", "Roma chiede a Tunisi di cedere. Tunisi ha respinto le accuse.", "open"),
        ("pt", "Lisboa pediu a Luanda que ceda, o que veio a acontecer à noite.", "accepted"),
        ("de", "Bern bat Wien, Wasser zu liefern. Wien sicherte das zu.", "accepted"),
        ("ru", "Рига попросила Осло открыть порт. Эта просьба будет выполнена.", "accepted"),
        ("uk", "Рига попросила Осло відкрити порт. Осло на це прохання пристав.", "accepted"),
        ("fr", "Madrid a renoncé à sa demande que Londres partage l’aéroport.", "withdrawn"),
        ("de", "Litauen bat Polen, das Schiff freizugeben. Warschau lehnte das ab.", "rejected"),
        ("it", "Parigi ha respinto la richiesta di Londra di riaprire il tunnel.", "rejected"),
        ("ru", "Рига отказалась от требования к Польше закрыть шахту.", "withdrawn"),
        ("zh", "俄方要求乌方在48小时内撤军，乌方拒绝了这一要求。", "rejected"),
        ("ja", "米国は中国に対し関税を下げるよう求め、中国はこれに応じた。", "accepted"),
    ],
)
def test_the_answer_is_read_in_many_words(language: str, text: str, status: str) -> None:
    """What becomes of a demand: taken back as a noun, promised, refused as a predicate."""
    assert [candidate.status for candidate in asked(text, language)] == [status]


def test_what_happens_otherwise_may_stand_in_the_next_sentence() -> None:
    """A consequence that follows makes a demand an ultimatum."""
    (candidate,) = asked("Norway ordered Sweden to return the ship. Otherwise it will sue.")
    assert candidate.strength == "ultimatum"


@pytest.mark.parametrize(
    ("language", "text", "deadline"),
    [
        ("en", "Kenya told Uganda to reopen the road by noon on Friday.", "by noon on Friday"),
        ("en", "Kenya urged Uganda to reopen the road within 48 hours.", "within 48 hours"),
        ("en", "Kenya gave Uganda 72 hours to reopen the road.", "72 hours"),
        (
            "en",
            "Kenya urged Uganda to reopen it before the lunar new year.",
            "before the lunar new year",
        ),
        ("fr", "Paris a exhorté Rabat à rouvrir le port avant le 3 mai.", "avant le 3 mai"),
        ("de", "Polen forderte Belarus auf, bis Freitag die Grenze zu öffnen.", "bis Freitag"),
        ("ru", "Литва потребовала от Минска до 1 мая открыть мост.", "до 1 мая"),
    ],
)
def test_the_deadline_is_the_articles_words(language: str, text: str, deadline: str) -> None:
    """A time limit is copied with its offsets."""
    (candidate,) = asked(text, language)
    assert candidate.deadline is not None
    assert candidate.deadline.text == deadline
    span = candidate.deadline.span
    assert text[span.start : span.end] == deadline


def test_the_condition_begins_with_only_if() -> None:
    """What one side makes its consent hang on is a demand of the other, with its condition."""
    (candidate,) = asked("Oman will sign only if Yemen releases the pilots.")
    assert candidate.condition is not None
    assert candidate.condition.text.startswith("only if Yemen")


def test_a_demand_that_is_told_twice_is_one() -> None:
    """The headline and the text tell of one demand; both sentences are named."""
    (candidate,) = asked(
        "Peru tells Chile to reopen the pass\n\n"
        "LIMA - Peru demanded on Monday that Chile reopen the pass above Tacna.\n"
    )
    assert sorted(candidate.sentences) == [1, 2]


def test_several_actions_of_one_sentence_are_one_demand() -> None:
    """One sentence asks one target for two things: one demand."""
    assert len(asked("Malta urged Libya to free the crew and asked Libya to return the boat.")) == 1


def test_others_in_the_sentence_are_nearby() -> None:
    """A model gets the other names there as choices."""
    text = "In Geneva, Mali asked Niger to let the trucks through, and Benin watched."
    (candidate,) = asked(text)
    assert "Benin" in [party.name for party in candidate.nearby]


@pytest.mark.parametrize(
    ("language", "text", "action"),
    [
        (
            "en",
            "Ghana asked Togo to lower the barrier, to open the bridge, to let the buses go and to "
            "send back the drivers who have been held since the middle of the month.",
            "to lower the barrier, to open the bridge, to let the buses go",
        ),
        (
            "en",
            "Ivan Petrov stated that Sudria must make a “bold choice” to pull its guns “at once” "
            "from the Pelm valley to “end” the war.",
            "make a “bold choice” to pull its guns “at once” from the Pelm valley",
        ),
        (
            "fr",
            "Rabat a exhorté Alger à rouvrir sans attendre le poste frontière et le marché voisin "
            "de la vallée haute, fermés depuis un an.",
            "à rouvrir sans attendre le poste frontière et le marché voisin de la vallée haute",
        ),
        ("de", "Polen forderte Belarus auf, die Grenze zu öffnen.", "die Grenze zu öffnen"),
    ],
)
def test_the_action_is_words_of_the_article_and_ends_with_a_phrase(
    language: str, text: str, action: str
) -> None:
    """Twelve words and what completes the last phrase, as they stand."""
    (candidate,) = asked(text, language)
    assert candidate.action == action
    assert candidate.action in text


@pytest.mark.skipif(not PLOVER.exists(), reason="PLOVER's records are not on this machine")
def test_most_demands_that_plover_coded_are_found() -> None:
    """Of its sentences coded as demands, four in five have a candidate."""
    records = [r for r in json.loads(PLOVER.read_text(encoding="utf-8")) if r["event"] == "DEMAND"]
    found = [record for record in records if asked(record["text"])]
    assert len(found) >= 0.8 * len(records)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(LANGUAGES),
    st.lists(
        st.sampled_from(
            [
                *(word for _, text, _ in CASES for word in text.split()),
                "—", "“", "”", "»", ",", ".", ":", "\n\n", "'", "’",
            ]
        ),
        min_size=1,
        max_size=40,
    ),
)  # fmt: skip
def test_any_order_of_words_is_read(language: str, words: list[str]) -> None:
    """Words in any order give candidates whose excerpts stand in the text, and never an error."""
    text = "A " + " ".join(words)
    for candidate in asked(text, language):
        assert candidate.demander
        for excerpt in (candidate.deadline, candidate.condition):
            assert excerpt is None or text[excerpt.span.start : excerpt.span.end] == excerpt.text
        for party in (*candidate.demander, *candidate.target, *candidate.nearby):
            assert party.name.split() == text[party.span.start : party.span.end].split()


def test_a_long_article_takes_milliseconds() -> None:
    """Reading grows with the length of the text, and no faster: no pattern runs away."""
    text = " ".join(case[1] for case in CASES if case[0] == "en")
    names = [Names(Article.from_text(f"{text}\n\n" * n, language="en")) for n in (4, 16)]
    taken = []
    for article in names:
        begun = process_time()
        demand_candidates(article)
        taken.append(process_time() - begun)
    assert taken[1] < 12 * taken[0]
