"""Titles and roles: the words that an article puts beside a name to say who somebody is.

Role nouns are listed for the European languages; elsewhere a name has no role.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.article import Article
from summarizer.name_words import AROUND, STOP, WORD, is_title
from summarizer.records import Excerpt
from summarizer.runs import Mention
from summarizer.saying import words_of

_BARRIER = re.compile(r"(?<!\b[A-Z])\.|\d|\s-\s|[,;:!?()\[\]“”„«»\"\n—–]")


def role_of(article: Article, mention: Mention) -> Excerpt | None:
    """The words of a role directly before a name or between commas behind it, or None."""
    text = article.text
    if not text[mention.start].isupper():
        return None
    base = max(0, mention.start - 90)
    left = text[base : mention.start]
    if re.search(r"\w, $", left) and text[mention.end : mention.end + 1] in (",", ".", ";"):
        before = WORD.findall(left)
        if before and is_title(before[-1]):
            left = left[:-2]  # "the foreign minister, Ana Reyes,"
    barrier = max((m.end() for m in _BARRIER.finditer(left)), default=0)
    words = list(WORD.finditer(left, barrier))
    nouns = [i for i, word in enumerate(words) if is_title(word.group())]
    between = words[nouns[-1] + 1 :] if nouns else []
    english = article.language == "en"
    if nouns and (
        not between
        or (not english and len(between) <= 4 and all(w.group().islower() for w in between))
    ):
        first = nouns[-1]
        written = words[first].group()[0].isupper()  # "Reyes met Foreign Minister Lund"
        while (
            first
            and not (english and written and words[first - 1].group()[0].islower())
            and (
                words[first - 1].group().lower() not in STOP
                if english
                else is_title(words[first - 1].group())
            )
        ):
            first -= 1
        while first < nouns[-1] and words[first].group()[-2:] in ("ed", "'s", "’s"):
            first += 1  # a verb, or the owner of what follows
        return article.excerpt(base + words[first].start(), base + len(left.rstrip()))
    after = re.match(r",\s+(?:the\s+|an?\s+)?([^,.;“”\"«»]{3,80})[,.]", text[mention.end :])
    table = words_of(article.language)
    kind = table.kind(after.group(1).split()[0].lower()) if after and table else ""
    if kind in AROUND or (not english and kind in ("aux", "say", "call")):
        after = None
    if after and any(is_title(w.group()) for w in WORD.finditer(after.group(1))):
        start = mention.end + after.start(1)
        return article.excerpt(start, start + len(after.group(1).rstrip()))
    return None


_SPEAKS = re.compile(
    r"глав|голов|лидер|лідер|представи|пресс-?секретар|помощник|советник|речни|помічник|радник",
    re.IGNORECASE,
)
_GENITIVE = re.compile(r"(?<!ов)(?<!ев)(?<!ёв)(?<!ин)(?:[аяыиії]|ого|дома|у|ю)$")


def speaks_for(title: str, name: Sequence[str]) -> bool:
    """Whether a Russian or Ukrainian title is of what the genitive behind it names: представитель Кремля."""
    one = len(name) == 1 or name[-1].islower()
    return one and bool(_SPEAKS.match(title) and _GENITIVE.search(name[-1]))


_SERVES = frozenset("to for of de du des del della von vom do da di d".split())
_GERMAN = frozenset("ein eine einem einen einer der die dem den".split())
AIDE = re.compile(
    r"advis[eo]r|aide|ally|lawyer|spokes(?:man|woman|person)|conseill\w+|collabora\w+|porte-parole|"
    r"ases(?:or|ora)|portavoz|porta-voz|consiglier[ea]|portavoce|assessor\w?|berater(?:in)?|"
    r"sprecher(?:in)?|пресс-?секретар\w*|советник\w*|помощник\w*|радник\w*|помічник\w*|речни\w+",
    re.IGNORECASE,
)
_OWNERS = {
    "de": re.compile(r"(\w{2,}[^\Ws])s"),
    "ru": re.compile(r"(\w+(?:ов|ев|ёв|ин))а"),
}
"""Surnames in what may be a genitive; the Russian may be a woman's nominative as well."""


def owner(name: str, language: str) -> str | None:
    """The surname of whom an aide may work for, where one follows his title in what may be a genitive:
    "Lund" of "Sprecherin Lunds", "Лундов" of "пресс-секретарь Лундова"."""
    *titles, last = name.split() or [""]
    surname = _OWNERS[language].fullmatch(last) if language in _OWNERS else None
    while len(titles) > 1 and is_title(titles[-1]) and not AIDE.fullmatch(titles[-1]):
        titles.pop()  # помощник президента Лундова
    return surname[1] if surname and titles and AIDE.fullmatch(titles[-1]) else None


def untitled(name: str) -> str:
    """A name without the titles before it: "President Ana Reyes" is "Ana Reyes", but "an adviser to
    President Reyes" somebody else."""
    words = name.split()
    titles = [i for i, word in enumerate(words[:-1]) if is_title(word)]
    if not titles or not words[titles[-1] + 1][0].isupper():
        return name
    title, rest = titles[-1], words[titles[-1] + 1 :]
    if speaks_for(words[title], rest) or _serves(words[: title + 1], rest):
        return name
    return " ".join(rest)


def _serves(titles: Sequence[str], name: Sequence[str]) -> bool:
    """Whether titles before a name are of somebody who works for whoever has it."""
    genitive = len(name) == 1 and name[0].endswith("s") and titles[0].lower() in _GERMAN
    if genitive and AIDE.fullmatch(titles[-1]):
        return True  # ein Berater Lunds
    whose = next((i for i, word in enumerate(titles) if word.lower() in _SERVES), 0)
    # L'entourage de M. Lund; but not "head of the Armed Forces General Lund".
    near = all(map(is_title, titles[whose + 1 :]))
    if whose and near and not any(map(is_title, titles[:whose])):
        return True
    aides = [i for i, word in enumerate(titles[:-1]) if AIDE.fullmatch(word)]
    if not aides:
        return False
    between = titles[aides[0] + 1 : -1]
    of = {word.lower().split("’")[0].split("'")[0] for word in between}
    return bool(of & _SERVES) or (not between and speaks_for(titles[aides[0]], name))
