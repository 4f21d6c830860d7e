"""Prices: what tokens cost, and that nothing is guessed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import SetupError
from summarizer.prices import Price, Tokens, load_prices

DAY = dt.date(2026, 11, 1)
PLAIN = Price(input=2.0, cached=0.5, output=8.0, as_of=DAY)


def test_cost_adds_fresh_cached_and_completion_tokens() -> None:
    """Cached tokens are among the prompt tokens and cost less; prices are for a million tokens."""
    tokens = Tokens(prompt=1_000_000, cached=400_000, completion=250_000)
    assert PLAIN.cost(tokens) == pytest.approx(0.6 * 2.0 + 0.4 * 0.5 + 0.25 * 8.0)


def test_without_a_price_for_cached_tokens_they_cost_as_any_other() -> None:
    """A provider that gives no discount has no price for it."""
    price = Price(input=2.0, output=8.0, as_of=DAY)
    assert price.cost(Tokens(prompt=1_000_000, cached=1_000_000)) == pytest.approx(2.0)


def test_tokens_that_may_be_written_to_a_cache_cost_the_dearer() -> None:
    """The usage does not tell which tokens were written, so all that were not cached count as such."""
    price = Price(input=2.0, written=2.5, cached=0.2, output=8.0, as_of=DAY)
    assert price.cost(Tokens(prompt=1_000_000, cached=0)) == pytest.approx(2.5)


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.integers(0, 10**7))
def test_more_cached_tokens_never_cost_more(cached: int, rest: int, completion: int) -> None:
    """The cache is a discount for every listed model."""
    for price in load_prices().models.values():
        with_cache = price.cost(Tokens(cached + rest, cached, completion))
        assert 0 <= with_cache <= price.cost(Tokens(cached + rest, 0, completion)) + 1e-9


def test_the_packages_prices_say_when_and_where_they_were_read() -> None:
    """Every figure has a day and the list has a source."""
    prices = load_prices()
    assert prices.source.startswith("https://")
    assert all(price.as_of >= dt.date(2026, 1, 1) for price in prices.models.values())


def test_an_unknown_model_has_no_price() -> None:
    """Not even one whose name begins like a known one."""
    prices = load_prices()
    assert prices.of("gpt-5-mini") is not None
    assert prices.of("gpt-5-mini-2031-01-01") is None
    assert prices.of("local") is None


@pytest.mark.parametrize(
    ("base_url", "known"),
    [
        (None, True),
        ("https://api.openai.com/v1", True),
        ("https://api.openai.com", True),
        ("https://api.openai.com.example.org/v1", False),
        ("http://127.0.0.1:8000/v1", False),
    ],
)
def test_the_packages_prices_are_those_of_one_provider(base_url: str | None, known: bool) -> None:
    """A model of that name at another endpoint may cost anything."""
    assert (load_prices().of("gpt-5-mini", base_url) is not None) is known


def test_a_file_of_ones_own_holds_at_any_endpoint(tmp_path: Path) -> None:
    """A user's list replaces the package's; without an endpoint it is valid everywhere."""
    path = tmp_path / "mine.toml"
    path.write_text(
        'currency = "EUR"\nsource = "contract"\n[models]\n'
        '"m" = { input = 1.0, output = 2.0, as_of = 2026-11-01 }\n'
    )
    prices = load_prices(path)
    price = prices.of("m", "http://127.0.0.1:1/v1")
    assert price is not None
    assert price.cost(Tokens(prompt=500_000, completion=500_000)) == pytest.approx(1.5)
    assert prices.currency == "EUR"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("currency = ", "can't be read"),
        ('currency = "USD"\nsource = "s"\n[models]\n"m" = { input = 1.0 }\n', "models.m.output"),
        ('currency = "USD"\nsource = "s"\nmodel = 1\n[models]\n', "model"),
    ],
)
def test_a_broken_file_of_prices_is_named(tmp_path: Path, text: str, said: str) -> None:
    """What is wrong with it, and which file it is."""
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(SetupError, match=said) as caught:
        load_prices(path)
    assert str(path) in str(caught.value)


def test_a_missing_file_of_prices_is_named(tmp_path: Path) -> None:
    """The path is in the message."""
    with pytest.raises(SetupError, match=r"none\.toml"):
        load_prices(tmp_path / "none.toml")
