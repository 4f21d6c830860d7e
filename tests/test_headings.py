"""Headings and the lead: what stands over a text, and where the text begins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.article import Article
from summarizer.errors import InputError
from summarizer.rules.headings import lead

NEWS = "The ministers of Norland and Ostmark spoke by telephone late on Monday."
MORE = "It was their first conversation since the bridge at Haal was closed in March."


def led(text: str, language: str = "en") -> str:
    article = Article.from_text(text, language=language)
    found = lead(article)
    return article.text[found.start : found.end]


@pytest.mark.parametrize(
    "above",
    [
        "",
        "Ministers of Norland and Ostmark speak at last about the closed bridge\n\n",
        "Ministers speak at last\n\nBy Ada Lind and Bo Berg in Haal\n\n",
        "HAAL, 4 May.\n\n",
        "16.42\n\nIt rains.\n\n",
    ],
    ids=["nothing", "headline", "byline", "dateline", "live blog"],
)
def test_the_lead_is_the_first_sentence_of_the_text_itself(above: str) -> None:
    """What stands above it is no news yet."""
    assert led(f"{above}{NEWS}\n\n{MORE}") == NEWS


def test_without_spaces_a_sentence_has_fewer_characters() -> None:
    """Chinese says in twenty characters what takes English sixty."""
    text = "两国外长通电话\n\n外交部长林安八日晚应约同邻国外长伯格通电话。双方谈到大桥。"
    assert led(text, "zh") == "外交部长林安八日晚应约同邻国外长伯格通电话。"


def test_a_foreign_word_changes_nothing() -> None:
    """It is the sentence that has spaces or none, and not the article."""
    assert led(f"HAAL, Norland, 4 May.\n\n{NEWS}\n\nThe firm is called 中国.") == NEWS


def test_where_all_is_short_the_longest_counts() -> None:
    """A text of few words has a lead too."""
    assert led("It rained. It rained all day. It rained.") == "It rained all day."


@given(st.text(max_size=200))
def test_every_article_has_a_lead(text: str) -> None:
    """Whatever its text: one of its sentences."""
    try:
        article = Article.from_text(text)
    except InputError:
        return
    assert lead(article) in article.sentences
