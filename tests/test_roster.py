"""The roster: which names a model may point at by number."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.article import Article
from summarizer.names import Names
from summarizer.roster import MOST, roster

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
    ("text", "language"),
    [
        ("法国总统马克龙周五表示：“我们会去。”", "zh"),
        ("قال الرئيس أحمد سالم يوم الجمعة: «سنذهب».", "ar"),
        ("Nothing was said.", "en"),
    ],
)
def test_where_capital_letters_tell_no_names_the_roster_is_empty(text: str, language: str) -> None:
    """Names are spelled then, as without a roster."""
    assert of(text, language) == ()


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
