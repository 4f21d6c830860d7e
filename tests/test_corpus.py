"""The corpus: what code alone reads in each article is what its gold says."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from summarizer.article import Article
from summarizer.gold import Gold, check_gold

FIXTURES = Path(__file__).parents[1] / "fixtures"
IDS = sorted(path.stem for path in (FIXTURES / "gold").glob("*.json"))
UNCLOSED = {"b10-scrum": ["“Nobody is talking about closing the embassy, she said"]}
"""Opening marks that an article lacks the closing mark of, on purpose."""


@cache
def pair(id: str) -> tuple[Gold, Article]:
    gold = Gold.model_validate_json((FIXTURES / f"gold/{id}.json").read_text(encoding="utf-8"))
    return gold, Article.from_file(FIXTURES / f"articles/{id}.txt", date=gold.date)


def test_every_article_has_gold_and_the_corpus_is_not_empty() -> None:
    """Articles and gold go in pairs, in ten languages or more."""
    assert sorted(path.stem for path in (FIXTURES / "articles").glob("*.txt")) == IDS
    assert len({pair(name)[0].language for name in IDS}) >= 10


@pytest.mark.parametrize("id", IDS)
def test_gold_is_in_order_and_stands_in_its_article(id: str) -> None:
    """``check_gold`` finds no fault, and the gold is named as its file."""
    gold, article = pair(id)
    assert gold.id == article.id == id
    assert check_gold(gold, article.text) == []


@pytest.mark.parametrize("id", IDS)
def test_the_passages_found_are_the_gold_passages(id: str) -> None:
    """Every passage in quotation marks is found, letter for letter, in order, and no other."""
    gold, article = pair(id)
    found = [article.text[p.start : p.end] for p in article.passages]
    assert found == [passage.text for passage in gold.passages]
    unclosed = [article.text[offset:] for offset in article.unclosed]
    expected = UNCLOSED.get(id, [])
    assert len(unclosed) == len(expected)
    assert all(text.startswith(words) for text, words in zip(unclosed, expected, strict=True))


@pytest.mark.parametrize("id", IDS)
def test_the_language_is_recognised(id: str) -> None:
    """The language of the article is the one that its gold names."""
    gold, article = pair(id)
    assert article.language == gold.language


@pytest.mark.parametrize("id", IDS)
def test_sentences_and_what_lies_between_them_are_the_article(id: str) -> None:
    """No word of an article is lost, and no sentence ends inside a passage."""
    _, article = pair(id)
    assert "".join(article.parts) == article.text
    assert not "".join(article.parts[::2]).strip()
    for passage in article.passages:
        sentence = article.sentence(passage.sentence)
        assert sentence.start <= passage.outer_start < passage.outer_end <= sentence.end


def test_check_gold_names_each_kind_of_fault() -> None:
    """Words, names and channels that the article lacks are found out, and passages out of order."""
    gold, article = pair(IDS[0])
    passage = next(p for p in gold.passages if p.speaker)
    swapped = gold.model_copy(update={"passages": gold.passages[::-1]})
    assert any("out of order" in fault for fault in check_gold(swapped, article.text))
    updates: list[tuple[dict[str, Any], str]] = [
        ({"text": "never said"}, "passage not found"),
        ({"channel": "Channel Zero"}, "channel not found"),
        ({"speaker": ("Nobody Nowhere",)}, "none of these names"),
        ({"not_quote": "title"}, "and yet a speaker"),
    ]
    for update, fault in updates:
        wrong = gold.model_copy(update={"passages": (passage.model_copy(update=update),)})
        assert any(fault in found for found in check_gold(wrong, article.text)), fault
    call = gold.calls[0].model_copy(update={"evidence": ("never rang",)})
    wrong = gold.model_copy(update={"passages": (), "calls": (call,)})
    assert any("call: not found" in found for found in check_gold(wrong, article.text))
