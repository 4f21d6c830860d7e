"""Where quoted words were posted, by rule."""

from __future__ import annotations

import pytest

from summarizer.article import Article
from summarizer.rules.channels import channels_named


@pytest.mark.parametrize(
    ("text", "channels"),
    [
        ("“We are ready,” Ana Reyes wrote on Truth Social.", {1: "Truth Social"}),
        ("On X, he said: “No.” He left.", {1: "X"}),
        ("Lund posted on his Telegram channel:\n“They knew. They all knew.”", {1: "Telegram"}),
        (
            "Lund spoke through his Truth Social account.\n“They knew.” Nobody else did.",
            {1: "Truth Social"},
        ),
        ("« Non », a écrit la ministre sur le réseau social X.", {1: "X"}),
        ("„Nein“, schrieb Klein auf Facebook.", {1: "Facebook"}),
        ("«Мы готовы», — написал Орлов в Telegram.", {1: "Telegram"}),
        ("كتب الوزير عبر فيسبوك: «لن نقبل».", {1: "فيسبوك"}),
        ("“He is wrong on X,” she said. “And on Telegram.”", {}),
        ("“No,” she said. He is on Telegram, too.", {}),
        ("“No,” she said on Monday.", {}),
    ],
)
def test_a_platform_behind_a_preposition_is_the_channel(
    text: str, channels: dict[int, str]
) -> None:
    """Outside the marks, in the passage's own sentence, or in the one before if that ends in a colon or
    the passage begins its own; nowhere else."""
    found = channels_named(Article.from_text(text))
    assert {number: channel.text for number, channel in found.items()} == channels
