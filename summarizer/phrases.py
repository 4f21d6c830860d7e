"""Phrases: words that a model says it copied, found again in the article and copied from there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache

from summarizer.article import Article, Sentence
from summarizer.records import Excerpt

_QUOTE_MARKS = "“”„«»\"'‘’「」"
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_CAPITALISED = re.compile(r"[^\W\d_][\w'’-]*")
_BEHIND_CAPITAL = re.compile(r"(?<!\w)[A-ZÄÖÜ][\w'’-]* $")
_LONGER = re.compile(r"[^\W\d_]{4,}")
_SPACED = re.compile(r"[^\W\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
"""A letter of a script that parts its words. In the pattern of every phrase it would cost 20 ms each."""
_UNITS = (
    (
        60,
        r"hours?|hrs?|heures?|h|stunden?|horas?|or[ae]|час\w*|годин\w*|ساع\w+|שע\w+|小时|個?小時|時間",
    ),
    (
        1,
        r"minutes?|mins?|minuten|minutos?|minut[oi]|мин\w*|хвилин\w*|دقيق\w+|دقائق|דקות|分钟|分鐘|分",
    ),
)


_SEVERAL = re.compile(
    r"\d|[二两兩三四五六七八九十数各]|(?<!\w)(?:two|three|four|five|six|seven|eight|nine|ten|both|all|several|deux|trois|"
    r"quatre|cinq|sept|huit|neuf|dix|plusieurs|tous|toutes|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|beide[nr]?|"
    r"mehrere|alle|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|amb[oa]s|vari[oa]s|tod[oa]s|due|tre|quattro|"
    r"cinque|sei|sette|otto|nove|dieci|entramb[ie]|tutt[ie]|dois|duas|três|quatro|sete|oito|dez|vári[oa]s|"
    r"дв(?:а|е|ух|ум|умя|ома|ох|ом)|тр(?:и|[её]х|ьох|ьома)|чет[ыи]р\w+|чотир\w+|пят[ьи]|п['’]ят[ьи]|шест[ьи]|обе|обоих|"
    r"обеих|обидва|обох|нескольк\w+|кільк\w+|все|всех|усі|всіх|ثلاث\w*|أربع\w*|خمس\w*|ست\w?|سبع\w*|ثماني\w*|"
    r"שני|שתי|שלושת|ארבעת|חמשת|ששת|שבעת)(?!\w)",
    re.IGNORECASE,
)
"""How a phrase says that it is of more than one, in the languages of the rules."""


def is_of_several(phrase: str) -> bool:
    """Whether a phrase says that it is of more than one: "the five ministers"."""
    return _SEVERAL.search(phrase) is not None


def find_phrase(article: Article, phrase: str, sentences: Sequence[Sentence]) -> Excerpt | None:
    """The words of ``phrase`` as they stand in one of ``sentences``, whatever their case, spacing and
    apostrophes, or None."""
    words = phrase.strip(" \t\n.,;:…" + _QUOTE_MARKS).split()
    if not words:
        return None
    pattern = r"\s*[\u201c\u201d\"«»]?\s*".join(
        re.sub(r"['’ʼ]", "['’ʼ]", re.escape(word).replace("’", "'").replace("ʼ", "'"))
        if index == 0
        else r"(?<!\w)" + re.sub(r"['’ʼ]", "['’ʼ]", re.escape(word).replace("’", "'"))
        for index, word in enumerate(words)
    )
    expression = re.compile(pattern, re.IGNORECASE)
    text = article.text
    for sentence in sentences:
        at = sentence.start
        while found := expression.search(text, at, sentence.end):
            before = _cuts(text[found.start() - 1 : found.start()], words[0][0])
            if not before and not _cuts(text[found.end() : found.end() + 1], words[-1][-1]):
                return article.excerpt(found.start(), found.end())
            at = found.start() + 1
    return None


def _cuts(beside: str, edge: str) -> bool:
    """Whether a phrase that ends with the character ``edge`` would cut the word that ``beside`` is of."""
    return edge.isascii() and edge.isalnum() and _SPACED.match(beside) is not None


def is_spaceless(text: str) -> bool:
    """Whether a text is in a script that sets no spaces between words (Chinese, Japanese, Thai)."""
    return re.search(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]", text) is not None


def unsupported(text: str, support: str, *, nouns: bool = False) -> list[str]:
    """The numbers and names in ``text`` that ``support`` lacks.

    A name is a word with a capital letter other than the first word; it is supported when a word of
    ``support`` begins as it does, so that "Russia" is by "Russian" and "Путина" by "Путин". Where all
    ``nouns`` have capitals, only one directly behind another is taken for a name.
    """
    known = {word.lower() for word in re.findall(r"[^\W_]+", support)}
    lacking = [number for number in _NUMBER.findall(text) if number not in support]
    for match in list(_CAPITALISED.finditer(text))[1:]:
        word = match.group().removesuffix("'s").removesuffix("’s")
        if nouns and not _BEHIND_CAPITAL.search(text, 0, match.start()):
            continue
        if word[0].isupper() and not all(
            any(_akin(part.lower(), other) for other in known)
            for part in re.split(r"[-'’]", word)
            if part
        ):
            lacking.append(match.group())
    return lacking


def shared_words(text: str, sentence: str) -> int:
    """How many of the longer words of ``text`` stand in ``sentence``, in whatever form."""
    words = {word.lower() for word in _LONGER.findall(text)}
    known = {word.lower() for word in _LONGER.findall(sentence)}
    return sum(any(_akin(word, other) for other in known) for word in words)


def _akin(word: str, other: str) -> bool:
    stem = word[: max(3, len(word) - 3)]
    return word == other or (len(word) > 3 and other.startswith(stem))


def minutes_in(words: str) -> int | None:
    """The length that a phrase gives ("1 hour 20 minutes" is 80), or None where code can't tell.

    Digits are read in many languages, number words in English only.
    """
    total, found = 0.0, False
    words = _in_digits(words.lower())
    for size, units in _UNITS:
        for amount in re.findall(rf"(\d+(?:[.,]\d+)?)[\s\u00a0-]*(?:{units})(?!\w)", words):
            total += float(amount.replace(",", ".")) * size
            found = True
    return round(total) if found and total >= 1 else None


_UNITS_EN = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
)
_ONES = {
    word: n
    for n, word in enumerate((_UNITS_EN + " sixteen seventeen eighteen nineteen").split(), 1)
}
_TENS = {
    word: n * 10
    for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_FRACTIONS = (
    (re.compile(r"\bthree[ -]quarters of an hour"), "45 minutes"),
    (re.compile(r"\b(?:a )?half[ -](?:an[ -])?hour"), "30 minutes"),
    (re.compile(r"\b(?:a )?quarter of an hour"), "15 minutes"),
    (re.compile(r"\b(?:an|one) hour and (?:a )?half|one and a half hours"), "90 minutes"),
    (re.compile(r"\b(?:an|one) hour and (?:a )?quarter"), "75 minutes"),
    (re.compile(r"\b(?:an|one) hour and three[ -]quarters"), "105 minutes"),
)


def _in_digits(words: str) -> str:
    for fraction, minutes in _FRACTIONS:
        words = fraction.sub(minutes, words)
    words = re.sub(r"\b(?:a|an) (?=hour)", "1 ", words)
    tens = "|".join(_TENS)
    words = re.sub(
        rf"\b({tens})(?:[ -]({'|'.join(_ONES)}))?\b",
        lambda found: str(_TENS[found[1]] + _ONES.get(found[2] or "", 0)),
        words,
    )
    return re.sub(rf"\b({'|'.join(_ONES)})\b", lambda found: str(_ONES[found[1]]), words)


def day_of(
    words: str, article_date: dt.date | None, language: str, *, ahead: bool
) -> dt.date | None:
    """The day that ``words`` name, seen from the article's date; None where that is not certain.

    ``ahead`` says that it lies in the future of the article, as the day of a planned call does.
    """
    bare = _BEFORE_DAY.sub("", words.strip())
    if (article_date is None and not _YEAR.search(bare)) or _TIME_OF_DAY.fullmatch(bare):
        return None
    base = article_date or dt.date(2000, 1, 1)
    days = {_parsed(bare, base, language, ahead, day) for day in ("first", "last")}
    day = days.pop()
    if days or (day == base and not _TODAY.search(bare.lower())):
        return None  # a month or a week, not a day
    return day


@lru_cache(maxsize=4096)
def _parsed(
    words: str, base: dt.date, language: str, ahead: bool, day_of_month: str
) -> dt.date | None:
    import dateparser  # slow to import, and few articles need it

    found = dateparser.parse(
        words,
        languages=[language] if language in _PARSED else None,
        settings={
            "RELATIVE_BASE": dt.datetime.combine(base, dt.time()),
            "PREFER_DATES_FROM": "future" if ahead else "past",
            "PREFER_DAY_OF_MONTH": day_of_month,
        },
    )
    return found.date() if found else None


_PARSED = frozenset(
    """
    en fr de es it pt nl pl ru uk tr sv ro cs ar he zh ja ko el
    """.split()
)
_BEFORE_DAY = re.compile(r"^(?:on|late|early|by|until|am|bis|le|el|il|в|у|до)\s+", re.IGNORECASE)
_YEAR = re.compile(r"(?:^|\D)(?:19|20)\d\d(?:\D|$)")
_TIME_OF_DAY = re.compile(
    r"(?:at\s+)?(?:\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?|noon|midnight)", re.I
)
_TODAY = re.compile(r"today|aujourd|heute|hoy|oggi|hoje|сегодня|сьогодні|اليوم|היום|今天|今日|오늘")
