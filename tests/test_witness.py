"""The rules beside a small model: who said a passage, who asked for a call."""

from __future__ import annotations

import pytest

from summarizer import Article
from summarizer.names import Names
from summarizer.witness import speakers_said, wished_for


def said(text: str) -> list[str | None]:
    """The speakers that the rules are sure of, passage by passage."""
    article = Article.from_text(text)
    known = speakers_said(Names(article))
    return [known[p.number].name if p.number in known else None for p in article.passages]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Ana Reyes spoke in Oslo. “We go,” Reyes said on Monday.", ["Ana Reyes"]),
        ("“We go,” said Ana Reyes.", ["Ana Reyes"]),
        ("Ana Reyes spoke. “Thank you for coming!” Reyes wrote.", ["Ana Reyes"]),
        ("“We go,” said her chief of staff, Otto Lund.", ["Otto Lund"]),
        ("Ana Reyes told reporters: “We go.”", ["Ana Reyes"]),
        ("“We go,” one European ambassador said.", ["one European ambassador"]),
        ("“We go,” Ana Reyes said. “And we stay.”", ["Ana Reyes", "Ana Reyes"]),
        ("Le chef est là. « Nous partons », a déclaré Luc Morel.", ["Luc Morel"]),
    ],
)
def test_a_verb_of_saying_beside_a_passage_names_its_speaker(
    text: str, speakers: list[str | None]
) -> None:
    """Before it or after it, by name or by what the speaker is called; and the talk goes on."""
    assert said(text) == speakers


@pytest.mark.parametrize(
    "text",
    [
        "Ana Reyes was there. “We go,” she said.",
        "Ana Reyes likes the “new deal” of the ministry.",
        "“We go,” someone wrote.\n\n“We stay.”",
        "安娜说：“我们走。”",
    ],
)
def test_where_no_name_is_beside_a_verb_the_rules_say_nothing(text: str) -> None:
    """A pronoun, a fragment, a new paragraph, a language without verbs here."""
    assert said(text)[-1] is None


@pytest.mark.parametrize(
    "text",
    [
        "Ana Reyes and Otto Lund spoke at Lund’s request.",
        "Ana Reyes and Otto Lund spoke at the request of Otto Lund.",
        "Ana Reyes und Otto Lund sprachen auf Wunsch von Lund.",
        "Ana Reyes et Otto Lund ont parlé à la demande de Otto Lund.",
    ],
)
def test_who_asked_for_a_call_is_named(text: str) -> None:
    """Before or after the word for it, in several languages."""
    party = wished_for(Names(Article.from_text(text)), text)
    assert party
    assert party.name.endswith("Lund")


def test_nobody_asked_for_it() -> None:
    """Without such words there is no initiator."""
    text = "Ana Reyes and Otto Lund spoke."
    assert wished_for(Names(Article.from_text(text)), text) is None
