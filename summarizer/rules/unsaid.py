"""Passages in quotation marks that nobody said: titles, names, terms and signs that rules are sure of.

The words directly before the marks tell: "the tanker “...”", "a report, “...”", "so-called “...”", "a
banner reading “...”". Scare quotes have no such words, and are left to the reader.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from summarizer.article import Article, Passage
from summarizer.records import NotQuoteReason
from summarizer.rules.unsaid_words import (
    ADJECTIVE,
    ALSO,
    AR_BODY,
    ARTICLE,
    AUTHORED,
    CALLED,
    CASELESS,
    CHARGED,
    ENTITLED,
    GLOSSED,
    JA_AFTER,
    JA_WRITTEN,
    KNOWN,
    NAMED_SO,
    READ,
    SIGNS,
    WRITTEN,
    ZH_AFTER,
    ZH_NAMED,
    ZH_PLACED,
)
from summarizer.saying import Words

_SHORT = 6  # words that a name has at most


def unsaid(article: Article, words: Words | None) -> dict[int, NotQuoteReason]:
    """The passages that are nobody's speech, by number, with the reason."""
    found: dict[int, NotQuoteReason] = {}
    for passage in article.passages:
        reason = _reason(article, passage, words)
        if reason:
            found[passage.number] = reason
    reasons = {
        article.text[p.start : p.end]: found[p.number]
        for p in article.passages
        if p.number in found
    }
    for passage in article.passages:
        reason = reasons.get(article.text[passage.start : passage.end])
        if reason:
            found.setdefault(passage.number, reason)
    for one, other in pairwise(article.passages):  # marked “Left” and “Right”
        between = article.text[one.outer_end : other.outer_start]
        if one.number in found and one.sentence == other.sentence and ALSO.fullmatch(between):
            found.setdefault(other.number, found[one.number])
    return found


def _reason(article: Article, passage: Passage, words: Words | None) -> NotQuoteReason | None:
    text = article.text
    inside = text[passage.start : passage.end]
    sentence = article.sentence(passage.sentence)
    lead = text[max(sentence.start, passage.outer_start - 70) : passage.outer_start]
    lead = " ".join(lead.split())
    few = len(inside.split()) <= _SHORT and len(inside) < 60
    painted = SIGNS.get(article.language)
    if few and painted and re.search(rf"(?<!\w)(?:{painted})[:,]?$", lead):
        return "sign"
    if few and article.language == "en" and READ.search(lead):
        return "sign"
    if few and re.search(r"\w-$", lead) and inside[:1].isupper():
        return "name"  # im Ö1-„Morgenjournal“
    if AUTHORED.search(lead + " ") and inside[:1].isupper() and (few or _is_headed(inside)):
        return "title"
    if few and NAMED_SO.match(text, passage.outer_end):
        return "name" if inside[:1].isupper() else "term"
    charge = CHARGED.get(article.language)
    if few and charge and re.search(rf"(?<!\w)(?:{charge})$", lead):
        return "term"
    if few and GLOSSED.match(text, passage.end) and inside[-1:] not in ".!?":
        return "term"
    german = article.language == "de"
    if german and few and _is_named(inside, "en") and re.search(r"\b(?:dem|der) $", lead + " "):
        others = [
            p for p in article.passages if p.sentence == passage.sentence and p is not passage
        ]
        if words and others and inside[-1:] not in ".!?," and _is_told(article, passage, words):
            return "title"  # sagte sie dem „Kurier“
    if german and few and lead.endswith(" als") and KNOWN.match(text, passage.outer_end):
        return "term"
    headed = article.language == "en" and _is_headed(inside)
    # American style puts a comma, or the stop behind a title, inside the marks.
    glued = article.language == "en" and (inside[-1:] == "," or (headed and inside[-1:] == "."))
    called = few or headed
    if inside[-1:] in ".!?,":
        few = False
    what = _called(article.language)
    if what and (few or (called and glued)) and what.search(lead):
        if WRITTEN.search(lead[-30:]):
            return "sign"
        return (
            "title"
            if ENTITLED.search(lead[-25:])
            else "name"
            if inside[:1].isupper() or re.match(r"(?:the|la|le|el|il|der|die|das) [A-Z]", inside)
            else "term"
        )
    for reason, pattern in CASELESS.get(article.language, {}).items():
        begins = r"(?<!\w)[ובלשכוبل]?" if article.language in ("ar", "he") else ""
        if few and re.search(rf"{begins}(?:{pattern})\s*[:،,、]?$", lead):
            return reason
    if article.language == "ja" and few and JA_WRITTEN.match(text, passage.outer_end):
        return "sign"
    if article.language == "ja" and few and JA_AFTER.match(text, passage.outer_end):
        return "name"
    if article.language == "zh" and few and ZH_AFTER.match(text, passage.outer_end):
        return "sign"
    if article.language == "zh" and few and ZH_NAMED.match(text, passage.outer_end):
        return "name"
    placed = article.language == "zh" and few and lead.endswith("在")
    if placed and ZH_PLACED.match(text, passage.outer_end):
        return "term"
    slavic = article.language in ("ru", "uk") and ADJECTIVE.fullmatch(inside)
    noun_behind = re.match(r" [а-яёіїєґ]{4,}", text[passage.outer_end :])
    if slavic and noun_behind and words is not None and not _is_told(article, passage, words):
        return "scare"  # введён «жёлтый» уровень
    if article.language == "ar" and few and AR_BODY.match(inside):
        return "name"
    if words is None:
        return None
    behind = text[passage.outer_end : passage.outer_end + 20]
    if lead.endswith("(") and behind.startswith(")") and few:
        return "name" if inside[:1].isupper() else "term"
    last = re.search(r"([^\W\d_]+(?:-[^\W\d_]+)*)\s*([,:]?)$", lead)
    word, mark = (last.group(1).lower(), last.group(2)) if last else ("", "")
    near = [w.lower() for w in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", lead)[-5:]]
    if any(words.unsaid["sign"].fullmatch(w) for w in near) and not inside.endswith(","):
        return "sign"
    capital, ends = inside[:1].isupper(), inside[-1:] in ",.!?"
    titles = any(words.unsaid["title"].fullmatch(w) for w in near)
    if mark == "," and _is_headed(inside) and article.language == "en":  # a study by X, “...”
        clause = re.split(r"[,;:.”\"]", lead.rstrip(","))[-1]
        titles = titles or any(
            words.unsaid["title"].fullmatch(w.lower()) for w in re.findall(r"[^\W\d_]+", clause)
        )
    if titles and capital and mark == "," and (not ends or (glued and _is_headed(inside))):
        return "title"  # a study of the coast, “...”
    if word and mark != ":":
        if words.unsaid["term"].fullmatch(word) or (few and words.unsaid["named"].fullmatch(word)):
            return "name" if words.unsaid["named"].fullmatch(word) else "term"
        comma = called and glued  # American style has put it inside
        if capital and (not ends or comma) and words.unsaid["title"].fullmatch(word):
            return "title"
        if capital and (few or comma) and words.unsaid["name"].fullmatch(word):
            return "name"
    named = (few or (called and glued)) and _is_named(inside, article.language)
    noun = article.language == "de" and _is_told(article, passage, words)  # may be any noun
    if named and mark != ":" and not noun and (words.kind(word) == "det" or word in ("l", "d")):
        return "name"
    if named and last and last.group(1)[0].isupper() and re.match(r" [A-Z]", behind):
        return "name"  # Ana “the Eel” Reyes
    bare = german and few and inside[:1].isupper() and not mark and not noun
    if bare and last is not None and last.group(1)[0].isupper() and sentence.paragraph:
        return "title"  # ihr Standardwerk „Die stillen Falten“ liegt aus
    if few and inside.isupper() and " " in inside and sentence.paragraph:
        return "sign"
    if few and _is_headed(inside) and article.language == "en" and sentence.paragraph:
        return "title"
    hangs = few and sentence.paragraph and words.kind(word) == "det" and not mark
    if hangs and re.match(r" [^\W\d_A-Z]\w+", behind) and not _is_told(article, passage, words):
        return "term" if "-" in inside else "scare"  # the “acting” commissioner
    # Spoken fragments begin with a small letter inside a sentence; names do not.
    plain = last is not None and not last.group(1)[0].isupper()
    plain = plain and not mark and words.kind(word) in ("word", "prep", "head")
    return "name" if named and plain and article.language not in ("en", "de") else None


def _is_named(inside: str, language: str) -> bool:
    """Whether the words are written as a name: capitals throughout, in English; at the head, elsewhere."""
    words = [word for word in inside.split() if word[0].isalpha()]
    if not words or not words[0][0].isupper():
        return False
    return language != "en" or all(word[0].isupper() for word in words if len(word) > 3)


def _is_headed(inside: str) -> bool:
    """Whether words are capitalised as an English title is."""
    words = [word for word in re.findall(r"[^\W\d_]+(?:['’]\w+)?", inside) if len(word) > 3]
    return len(inside.split()) > 1 and len(words) > 1 and all(word[0].isupper() for word in words)


def _is_told(article: Article, passage: Passage, words: Words) -> bool:
    """Whether the sentence around a passage has a verb of saying."""
    sentence = article.sentence(passage.sentence)
    around = (
        article.text[sentence.start : passage.outer_start]
        + article.text[passage.outer_end : sentence.end]
    )
    return any(
        words.kind(word) in ("say", "call") for word in re.findall(r"[^\W\d_]+", around.lower())
    )


@lru_cache
def _called(language: str) -> re.Pattern[str] | None:
    forms = CALLED.get(language)
    if forms is None:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)}){ARTICLE}\s*[:,]?$", re.IGNORECASE)
