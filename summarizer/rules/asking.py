"""Asking: the demands that an article may hold, found by the words with which news tells of them.

Somebody urges, asks, orders, insists; an appeal is made, a condition set, an ultimatum given. Each is a
candidate, with the parties that the sentence names; ``sure`` marks those that need no second opinion.
A language without a table in ``asking.toml`` has no candidates.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarizer.article import Article, Sentence
from summarizer.names import Names
from summarizer.phrases import shared_words
from summarizer.records import DemandStatus, Excerpt, Party, Strength
from summarizer.rules.asking_forms import Frame
from summarizer.rules.asking_words import AskingWords, asking_words
from summarizer.rules.frames import Frames
from summarizer.rules.frames_caseless import caseless_frames
from summarizer.saying import words_of

_WORDS = 12  # words of an action
_LETTERS = 40  # letters of an action where words have no spaces between them
_LEAD = 5  # sentences in which the news of the headline is told
_AFTER = 2  # sentences behind a demand in which its answer is looked for
_QUOTED = 6  # sentences, with those that begin with a quotation
_BRIEF = 7  # words of an answer that needs no name: "The company refused."
_GOVERNED = 5  # words between a verb and the demand that is its object
_MARKS = "\"“”„«»‘'`「"
_NOUNS: dict[str, DemandStatus] = {
    "dropped": "withdrawn",
    "refused": "rejected",
    "granted": "accepted",
}
_COMMON = frozenset("the of and for in to la le les de du der die das el los il of des al".split())
_CLAUSES = re.compile(r"[;,،；，、]|\b(?:and|but|et|mais|und|aber|y|pero|e|ma|но|але)\b")
_REASONS = re.compile(r",\s+(?:since|because|as|saying|warning|which|car|puisque|weil|da|porque)\b")
_FATE = re.compile(r"\b(?:was|were|been|went|fell)\b")
_STRONG = ("order", "claim", "hard", "must", "only", "give")


@dataclass(frozen=True, slots=True)
class DemandCandidate:
    """One demand that the article may hold.

    ``sentence`` is the number of the sentence that states it, ``sentences`` those of all that do or that
    tell its answer. ``nearby`` is other parties in the sentence and the one before it. ``action`` is
    words of the article. ``sure`` says that the form of the sentence leaves little doubt.
    """

    sentence: int
    sentences: tuple[int, ...]
    demander: tuple[Party, ...]
    target: tuple[Party, ...]
    nearby: tuple[Party, ...]
    action: str
    strength: Strength
    status: DemandStatus
    deadline: Excerpt | None
    condition: Excerpt | None
    sure: bool


def demand_candidates(names: Names) -> tuple[DemandCandidate, ...]:
    """The candidates of an article, in order, each once however often it is told."""
    article = names.article
    asking = asking_words(article.language)
    if asking is None:
        return ()
    words = words_of(article.language)
    if words is not None and "to" in asking.patterns:
        frames = sorted(Frames(names, words, asking).found(), key=lambda frame: frame.start)
    else:
        frames = sorted(caseless_frames(names, asking), key=lambda frame: frame.start)
    numbers = sorted({frame.sentence for frame in frames})
    again = [
        one.number
        for one in article.sentences
        if one.number not in set(numbers) and asking.has("what", article.text[one.start : one.end])
    ]
    found = [_candidate(names, asking, frame, numbers, again) for frame in frames]
    return tuple(_merged(found, headed=_is_headline(article)))


def _candidate(
    names: Names, asking: AskingWords, frame: Frame, numbers: Sequence[int], again: Sequence[int]
) -> DemandCandidate:
    """The candidate that a frame is; ``numbers`` are the sentences of all, ``again`` those that speak
    of a demand and are none of them."""
    article = names.article
    sentence = article.sentence(frame.sentence)
    text = article.text
    begin = min(frame.start, frame.action[0])
    reason = _REASONS.search(text, begin, sentence.end)
    deadline = asking.patterns["deadline"].search(
        text, begin, reason.start() if reason else sentence.end
    )
    if deadline is None and frame.kind in ("must", "give"):
        deadline = asking.patterns["deadline"].search(text, sentence.start, sentence.end)
    if deadline is None and frame.kind == "give":
        deadline = asking.patterns["clock"].search(text, begin, sentence.end)
    only = asking.patterns["only"].search(text, frame.start, sentence.end)
    mild = text[frame.start : frame.start + 6].lower() == "should"
    strength: Strength = "demand" if frame.kind in _STRONG and not mild else "request"
    if frame.kind == "give" or (
        strength == "demand"
        and (
            asking.has("else", text[frame.start : sentence.end])
            or _is_threatened(names, asking, sentence)
        )
    ):
        strength = "ultimatum"
    status, told = _answer(article, asking, frame, numbers, again)
    return DemandCandidate(
        sentence=frame.sentence,
        sentences=(frame.sentence, *told),
        demander=frame.who,
        target=frame.whom,
        nearby=_nearby(names, sentence, (*frame.who, *frame.whom)),
        action=_action(article, frame),
        strength=strength,
        status=status,
        deadline=article.excerpt(*deadline.span()) if deadline else None,
        condition=article.excerpt(only.start(), sentence.end) if only else None,
        sure=frame.sure,
    )


def _is_threatened(names: Names, asking: AskingWords, sentence: Sentence) -> bool:
    """Whether the next sentence begins with what happens otherwise."""
    article = names.article
    if sentence.number >= len(article.sentences):
        return False
    after = article.sentence(sentence.number + 1)
    return asking.patterns["else"].match(article.text, after.start, after.end) is not None


def _action(article: Article, frame: Frame) -> str:
    """The words of what is asked for, at most twelve, without marks around them."""
    words = " ".join(article.text[slice(*frame.action)].split()).strip(' ,;:.—–-“”"«»„「」，。、')
    shown = " ".join(words.split()[:_WORDS])
    return shown if article.language not in ("zh", "ja") else shown[:_LETTERS]


def _nearby(names: Names, sentence: Sentence, known: Sequence[Party]) -> tuple[Party, ...]:
    """The other parties that capital letters show in a sentence and the one before it."""
    article = names.article
    start = article.sentence(max(1, sentence.number - 1)).start
    found = {party.name: party for party in known}
    count = len(found)
    for run in names.runs:
        if start <= run.start < sentence.end:
            full = names.fullest(run)
            party = names.party(article.text[full.start : full.end])
            if party:
                found.setdefault(party.name, party)
    return tuple(found.values())[count:]


def _answer(
    article: Article,
    asking: AskingWords,
    frame: Frame,
    numbers: Sequence[int],
    again: Sequence[int],
) -> tuple[DemandStatus, tuple[int, ...]]:
    """How the target answers, and the number of the other sentence that tells it.

    The answer stands in the sentence itself, behind the thing; or next to it, before anything else is
    asked for; or further on, where the demand is called one again. It may be taken back anywhere.
    """
    text = article.text
    sentence = article.sentence(frame.sentence)
    if article.language not in ("zh", "ja") and (
        frame.kind in ("noun", "hard") or asking.patterns["what"].match(text, frame.start)
    ):
        status = _of_noun(asking, text, sentence, frame)
        fate = _FATE.search(text, frame.start, sentence.end)
        if status is None and fate:  # "Oslo's request that Y share it was turned down"
            status = _status(asking, text[fate.start() : sentence.end])
        if status:
            return status, ()
    for clause in _CLAUSES.split(text[frame.action[0] : sentence.end])[1:]:
        status = _status(asking, clause) or ("accepted" if asking.has("promised", clause) else None)
        if status:
            return status, ()
    targets, demanders = _short(frame.whom), _short(frame.who)
    action = text[slice(*frame.action)]
    after = bisect_right(numbers, frame.sentence)
    following = numbers[after] if after < len(numbers) else len(article.sentences) + 1
    close = _close(article, frame.sentence, following)
    for number in sorted({*close, *again[bisect_right(again, frame.sentence) :]}):
        other = article.sentence(number)
        words = text[other.start : other.end]
        status = _status(asking, words)
        low = words.lower()
        named = any(name in low for name in targets)
        owned = any(name in low for name in demanders)
        if status is None and number in close and (named or _is_generic(asking, words)):
            status = "accepted" if asking.has("promised", words) else None
        if status is None:
            continue
        if status == "withdrawn":
            certain = number in close or owned
        elif number in again:
            certain = number < following or named
        else:
            certain = (
                named
                or owned
                or other.paragraph == sentence.paragraph
                or len(words.split()) <= _BRIEF
                or shared_words(action, words) > 0
            )
        if certain:
            return status, (number,)
    return "open", ()


def _close(article: Article, number: int, following: int) -> tuple[int, ...]:
    """The sentences behind one in which its answer is looked for: two, before the next demand; what
    begins with a quotation, or is a heading, does not count."""
    found: list[int] = []
    count = 0
    for other in article.sentences[number : min(number + _QUOTED, following - 1)]:
        words = article.text[other.start : other.end]
        if words.isupper():
            continue
        count += words[0] not in _MARKS
        if count > _AFTER:
            break
        found.append(other.number)
    return tuple(found)


def _of_noun(
    asking: AskingWords, text: str, sentence: Sentence, frame: Frame
) -> DemandStatus | None:
    """What is done with a demand that is told as a noun: "dropped its demand that"."""
    end = sentence.end if asking.language == "de" else frame.start
    words = text[sentence.start : end]
    for status in _NOUNS:
        for match in asking.patterns[status].finditer(words):
            behind = words[match.end() :].split()
            refused = asking.has("refused", words[: match.start()])
            if behind[:1] == ["to"] and status == "refused":
                continue  # "refused to drop its demand"
            if len(behind) <= _GOVERNED or asking.language == "de":
                return None if refused else _NOUNS[status]
    return None


def _short(parties: Sequence[Party]) -> tuple[str, ...]:
    """The words of names by which the parties may be named again, in small letters."""
    words = (word.strip("'’") for party in parties for word in party.name.lower().split())
    return tuple(word for word in words if len(word) > 1 and word not in _COMMON)


def _is_generic(asking: AskingWords, words: str) -> bool:
    """Whether a sentence begins with a noun by which any body may be named again: the company."""
    return "again" in asking.patterns and asking.patterns["again"].match(words) is not None


def _status(asking: AskingWords, words: str) -> DemandStatus | None:
    if asking.has("dropped", words) and asking.has("what", words):
        return "withdrawn"
    if asking.has("refused", words):
        return "rejected"
    joint = asking.has("joint", words)
    return "accepted" if asking.has("granted", words) and not joint else None


def _merged(found: Sequence[DemandCandidate], *, headed: bool) -> list[DemandCandidate]:
    """Each demand once: what one sentence asks of one target is one, and so is what another sentence
    asks of the same parties in like words."""
    kept: list[DemandCandidate] = []
    for one in found:
        for n, other in enumerate(kept):
            if _is_same(one, other) or (headed and _is_headed(one, other)):
                kept[n] = _joined(other, one)
                break
        else:
            kept.append(one)
    return kept


def _is_same(one: DemandCandidate, other: DemandCandidate) -> bool:
    demanders, targets = _shared(one.demander, other.demander), _shared(one.target, other.target)
    if one.sentence != other.sentence:
        demanders = demanders or (targets and _allied(one.demander, other.demander))
    if one.sentence == other.sentence:
        return demanders and (targets or not one.target or not other.target)
    alike = shared_words(one.action, other.action)
    if alike and one.deadline and other.deadline and one.deadline.text == other.deadline.text:
        return True  # "fighters" of the headline are the army's opponents below
    return (
        demanders
        and (targets or not one.target or not other.target)
        and alike >= (2 if targets else 3)
    )


def _is_headline(article: Article) -> bool:
    """Whether the first sentence is a headline."""
    return article.text[article.sentences[0].end - 1] not in ".!?。" and len(article.sentences) > 1


def _is_headed(one: DemandCandidate, other: DemandCandidate) -> bool:
    """Whether one is told below the headline in which the other is told. Names may differ there: Athens
    for the Greek government."""
    if other.sentence != 1 or one.sentence == 1:
        return False
    named = _shared(one.target, other.target) or _shared(one.demander, other.demander)
    return named or one.sentence <= _LEAD


def _shared(one: Sequence[Party], other: Sequence[Party]) -> bool:
    return bool({party.name for party in one} & {party.name for party in other})


def _allied(one: Sequence[Party], other: Sequence[Party]) -> bool:
    """Whether one is the country of which another speaks: Kyrgyzstan, and its president."""
    places = {p.country for p in (*one, *other) if p.country}
    known = all(any(p.country for p in side) for side in (one, other))
    if known:
        return bool({p.country for p in one if p.country} & {p.country for p in other})
    return bool(places) and any(p.country and not p.country_inferred for p in (*one, *other))


def _joined(one: DemandCandidate, other: DemandCandidate) -> DemandCandidate:
    """Two tellings of one demand: the surer one's parties, and whatever either knows."""
    if one.sentence == 1:
        best, rest = other, one
    else:
        best, rest = (
            (other, one)
            if (other.sure, bool(other.target)) > (one.sure, bool(one.target))
            else (one, other)
        )
    order = ("request", "demand", "ultimatum")
    return replace(
        best,
        sentences=tuple(dict.fromkeys((*one.sentences, *other.sentences))),
        strength=max(one.strength, other.strength, key=order.index),
        status=best.status if best.status != "open" else rest.status,
        deadline=best.deadline or rest.deadline,
        condition=best.condition or rest.condition,
    )
