"""Office holders: the person of an article whom an office means."""

from __future__ import annotations

import pytest

from summarizer.article import Article
from summarizer.names import Names
from summarizer.rules.officeholders import OfficeHolders


@pytest.mark.parametrize(
    ("language", "told", "office", "name"),
    [
        ("en", "President Lena Moor spoke in Oslo.", "the president", "Lena Moor"),
        ("en", "Its president, Lena Moor, leads the union.", "the president", None),
        ("en", "A spokesman for the president, Lena Moor, wept.", "the prime minister", None),
        ("fr", "Le président malien, Paul Keita, est à Rome.", "le président malien", "Paul Keita"),
        ("fr", "Le président malien, Paul Keita, est à Rome.", "le président tchadien", None),
        ("es", "La presidenta de Chile, Rita Salas, habló.", "la mandataria", "Rita Salas"),
        ("es", "El presidente de Chile, Hugo Salas, habló.", "la mandataria", None),
        ("de", "Der serbische Präsident Milan Radić schwieg.", "den Präsidenten", "Milan Radić"),
        ("it", "Anna Ferri, presidente del Consiglio, tace.", "la premier", "Anna Ferri"),
        ("ru", "Президент Латвии Юрис Озолс молчал.", "латвийский лидер", "Юрис Озолс"),
        ("zh", "泰国总理颂猜表示，泰国不会让步。颂猜说不会。", "泰国总理", "颂猜"),
    ],
)
def test_an_office_means_the_person_beside_it(
    language: str, told: str, office: str, name: str | None
) -> None:
    """The title before a name or the apposition behind it tells who holds an office, of which country."""
    holders = OfficeHolders(Names(Article.from_text(told, language=language)))
    assert holders.holder(office, len(told)) == name


def test_of_several_the_one_named_last_is_meant() -> None:
    """Where two hold such an office, an office without a country is that of whom was named last."""
    text = (
        "The Polish president, Jan Wolski, met the Czech president, Petr Novák. Petr Novák smiled."
    )
    holders = OfficeHolders(Names(Article.from_text(text, language="en")))
    assert holders.holder("the president", len(text)) == "Petr Novák"
    assert holders.holder("the Polish president", len(text)) == "Jan Wolski"
    assert holders.holder("the president", len(text), {"Petr Novák"}) == "Jan Wolski"


def test_what_is_no_office_has_no_holder() -> None:
    """An office that is only part of a phrase means nobody: the president's office, a spokesman."""
    holders = OfficeHolders(
        Names(Article.from_text("President Lena Moor spoke in Oslo.", language="en"))
    )
    for words in ("the president's office", "a spokesman for the president", "the two presidents"):
        assert holders.holder(words, 40) is None
