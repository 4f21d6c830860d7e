"""Channels: where quoted words were posted, as the sentence around them says.

A platform counts behind a preposition ("on Truth Social", "в Telegram", "عبر فيسبوك"); the words of the
passages count in that sentence, and where it ends in a colon or the next begins with a passage, in the
next. Newspapers and broadcasters
have no list: they are left to the model.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from summarizer.article import Article
from summarizer.records import Excerpt

PLATFORM = re.compile(
    r"\b(?i:on|via|over|through|sur|auf|über|en|por|a través de|su|no|na|nas|в|у|на|через)\s+"
    r"(?:(?:his|her|its|their|the|la|le|sa|son|il|lo|el|seinem|ihrem|dem|своём|своем|своєму)\s+)?"
    r"(?:(?:social (?:network|media platform|platform)|réseau social|red social|Kurznachrichtendienst|"
    r"соцсети|соцмережі|сети|мережі|rete sociale|rede social|la red|rede)\s+)?"
    r"(?P<name>Truth Social|Telegram|Телеграм\w*|Twitter|X(?![\w-])|Facebook|Фейсбуц?к?\w*|Instagram|"
    r"WhatsApp|YouTube|TikTok|Weibo|VK(?:ontakte)?|ВКонтакте|LinkedIn|Threads|Bluesky|Mastodon|Viber|"
    r"Rutube)\b|"
    r"(?:عبر|على)\s+(?:منصة\s+)?(?P<arabic>إكس|فيسبوك|تويتر|تلغرام|تيليغرام|إنستغرام|يوتيوب)|"
    r"(?P<spaceless>微博|微信|推特|脸书|電報|フェイスブック|ツイッター|インスタグラム)"
)


def channels_named(article: Article) -> Mapping[int, Excerpt]:
    """The channel of each passage whose sentence names one, by the number of the passage."""
    named: dict[int, Excerpt] = {}
    for sentence in article.sentences:
        found = PLATFORM.search(article.text, sentence.start, sentence.end)
        quoted = found and any(
            p.outer_start <= found.start() < p.outer_end for p in article.passages
        )
        if found is None or quoted:
            continue
        group = found.lastgroup or 0
        channel = article.excerpt(found.start(group), found.end(group))
        goes_on = article.text[sentence.start : sentence.end].rstrip()[-1:] in ":："
        for passage in article.passages:
            begins = passage.outer_start == article.sentence(passage.sentence).start
            after = passage.sentence == sentence.number + 1 and (goes_on or begins)
            if passage.sentence == sentence.number or after:
                named[passage.number] = channel
    return named
