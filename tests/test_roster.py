"""The roster: which names a model may point at by number."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.article import Article
from summarizer.names import Names
from summarizer.replies import ArticleReply
from summarizer.roster import MOST, named, roster

ARTICLES = sorted((Path(__file__).parents[1] / "fixtures" / "articles").glob("*.txt"))


def of(text: str, language: str = "en") -> tuple[str, ...]:
    return roster(Names(Article.from_text(text, language=language)))


def test_a_roster_has_the_fullest_forms_in_the_order_of_the_article() -> None:
    """Each person once, however often and however short the name comes again."""
    text = (
        "President Ana Reyes rang Otto van der Lund on Friday. Reyes said that Lund would come. "
        "“He will,” Foreign Minister Eva Berg said. Ana Reyes agreed."
    )
    assert of(text) == ("Ana Reyes", "Otto van der Lund", "Eva Berg")


@pytest.mark.parametrize(
    ("text", "language", "lacking"),
    [
        ("President Reyes said that she would come.", "en", "Reyes"),
        ("“We go,” South Korea said on Friday.", "en", "South Korea"),
        ("“We go,” NATO Command said on Friday.", "en", "NATO Command"),
        ("Then the Foreign Minister left for Oslo.", "en", "Foreign Minister"),
        ("Darauf legt man in Prishtina Wert.", "de", "Prishtina Wert"),
        ("Das war Brüssels Kunst. In Brüssel schweigt man.", "de", "Brüssels Kunst"),
        ("ANA REYES SAID on Friday that she would come.", "en", "ANA REYES"),
        ("Президент Турции Озал заявил, что приедет.", "ru", "Турции Озал"),
        ("Президент України Зеленський заявив, що приїде.", "uk", "України Зеленський"),
    ],
)
def test_what_is_not_surely_one_name_is_spelled(text: str, language: str, lacking: str) -> None:
    """A single word is short; a country has forms of its own; capitals may be a heading."""
    assert lacking not in of(text, language)


@pytest.mark.parametrize(
    ("text", "language", "listed"),
    [
        ("法国总统马克龙周五表示：“我们会去。”", "zh", ("马克龙",)),
        ("韓国の朴正浩大統領は金曜日、「行く」と述べた。", "ja", ("朴正浩",)),
        ("قال الرئيس أحمد سالم يوم الجمعة: «سنذهب».", "ar", ("أحمد سالم",)),
        ('נשיא צרפת פייר לומון אמר ביום שישי: "נלך".', "he", ("פייר לומון",)),
        ("프랑스 대통령은 금요일에 “가겠다”고 말했다.", "ko", ()),
        ("Nothing was said.", "en", ()),
    ],
)
def test_without_capital_letters_titles_tell_names(
    text: str, language: str, listed: tuple[str, ...]
) -> None:
    """In the scripts whose titles are known; elsewhere names are spelled."""
    assert of(text, language) == listed


def test_a_name_that_stands_in_other_cases_is_known_by_its_surname() -> None:
    """Where that is in the nominative somewhere: both name the same person."""
    text = "Он говорил с премьером Ваграмом Мирзояном. Затем Мирзоян вылетел домой. Мирзоян молчит."
    assert of(text, "ru") == ("Мирзоян",)


LISTED = ("Ana Reyes", "Otto Lund")


def test_numbers_become_names() -> None:
    """Wherever a name may stand, and however the number is written; passages under a number and under the
    name it stands for are one speaker's."""
    reply = ArticleReply.model_validate({
        "calls": [{"evidence": [1], "participants": [1, "Eva Berg"], "initiator": ["2"]}],
        "quotes": {"1": [1], "Ana Reyes": [2], "#title": [3]},
        "demands": [{"evidence": [1], "demander": [2], "target": ["1"], "action": "go"}],
    })  # fmt: skip
    told = named(reply, LISTED)
    assert told.calls[0].participants == ["Ana Reyes", "Eva Berg"]
    assert told.calls[0].initiator == ["Otto Lund"]
    assert told.quotes == {"Ana Reyes": [1, 2], "#title": [3]}
    assert (told.demands[0].demander, told.demands[0].target) == (["Otto Lund"], ["Ana Reyes"])


@pytest.mark.parametrize("number", [0, 3, 40])
def test_a_number_that_no_name_has_is_no_name(number: int) -> None:
    """Not even where the article has the same number in its text."""
    names = Names(Article.from_text("President Ana Reyes rang 40 of the 3 leaders. Reyes left."))
    reply = ArticleReply.model_validate({"calls": [{"evidence": [1], "participants": [number]}]})
    (call,) = named(reply, LISTED).calls
    assert names.party(str(call.participants[0])) is None


def test_a_roster_is_bounded() -> None:
    """The first names of a long round-up; the others are spelled."""
    letters = "bcdfghjklmnprstvz"
    people = [f"Ana {a.upper()}{b}a{a}o" for a in letters for b in letters if a != b][: 2 * MOST]
    filler = "Nothing else was seen on the day. " * 8
    text = "\n\n".join(f"“We go,” President {name} said on Friday. {filler}" for name in people)
    names = of(text)
    assert len(names) == MOST
    assert list(names) == people[:MOST]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_every_number_comes_to_a_party_of_that_name(path: Path) -> None:
    """A model that points at a number is understood as if it had spelled the name."""
    names = Names(Article.from_text(path.read_text(encoding="utf-8")))
    listed = roster(names)
    assert len(set(listed)) == len(listed) <= MOST
    for name in listed:
        party = names.party(name)
        assert party is not None
        assert party.name == name
