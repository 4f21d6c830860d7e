"""Asking: the demands that an article may hold, found by the words with which news tells of them.

Somebody urges, asks, orders, insists; an appeal is made, a condition set, an ultimatum given. Each is a
candidate, with the parties that the sentence names; ``sure`` marks those that need no second opinion.
A language without a table in ``asking.toml`` has no candidates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarizer.article import Article, Sentence
from summarizer.names import Names
from summarizer.phrases import shared_words
from summarizer.records import DemandStatus, Excerpt, Party, Strength
from summarizer.rules.asking_answers import answer
from summarizer.rules.asking_calls import completed
from summarizer.rules.asking_conditions import Frame
from summarizer.rules.asking_roles import shared
from summarizer.rules.asking_words import AskingWords, asking_words
from summarizer.rules.frames import Frames
from summarizer.rules.frames_caseless import caseless_frames
from summarizer.saying import words_of

_WORDS = 12  # words of an action, which goes on to the end of its last phrase
_MOST = 18  # words of an action whose last phrase does not end
_LETTERS = 40  # letters of an action where words have no spaces between them
_LEAD = 5  # sentences in which the news of the headline is told
_REASONS = re.compile(r",\s+(?:since|because|as|saying|warning|which|car|puisque|weil|da|porque)\b")
_PARTICLE = re.compile(r"^(?:auf|an|dazu auf|dazu|darum|darauf),?\s+")  # rief Riga auf, ...
_LINKING = ("det", "prep", "and", "rel", "aux")
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
    frames = completed(names, frames)
    numbers = sorted({frame.sentence for frame in frames})
    again = [
        one.number
        for one in article.sentences
        if one.number not in set(numbers) and asking.has("what", article.text[one.start : one.end])
    ]
    found = [_candidate(names, asking, frame, numbers, again) for frame in frames]
    return tuple(
        one
        for one in _merged(found, headed=_is_headline(article))
        if (one.sure or not _is_heading(article, one.sentence))
        and not any(_is_participle(party.name) for party in (*one.demander, *one.target))
    )


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
    status, told = answer(article, asking, frame, numbers, again)
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
    """The words of what is asked for, without marks around them: twelve, and those that complete the
    last phrase."""
    words = " ".join(article.text[slice(*frame.action)].split()).strip(' ,;:.—–-“”"«»„「」，。、')
    if article.language in ("zh", "ja"):
        return words[:_LETTERS]
    words = _PARTICLE.sub("", words) if article.language == "de" else words
    known = words_of(article.language)
    if known is None:
        return " ".join(words.split()[:_WORDS])
    shown = words.split()[:_MOST]
    linking = [known.kind(word.strip("“”«»\"'’").lower()) in _LINKING for word in shown]
    count = min(_WORDS, len(shown))
    while (
        count < len(shown)
        and shown[count - 1][-1].isalnum()
        and (linking[count - 1] or not linking[count])
    ):
        count += 1
    while count > 1 and linking[count - 1] and count < len(words.split()):
        count -= 1
    return " ".join(shown[:count]).rstrip(' ,;:—–-“”"«»„')


def _nearby(names: Names, sentence: Sentence, known: Sequence[Party]) -> tuple[Party, ...]:
    """The other parties that capital letters show in a sentence and the one before it."""
    start = names.article.sentence(max(1, sentence.number - 1)).start
    told = {party.name for party in known}
    return tuple(party for party in names.between(start, sentence.end) if party.name not in told)


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
    demanders, targets = shared(one.demander, other.demander), shared(one.target, other.target)
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


def _is_heading(article: Article, number: int) -> bool:
    """Whether a sentence is a paragraph by itself that ends without a stop: what it says in short, the
    text says in full."""
    sentence = article.sentence(number)
    start, end = article.paragraphs[sentence.paragraph]
    ends = article.text[start:end].rstrip()[-1:]
    return (sentence.start, sentence.end) == (start, end) and ends.isalnum()


def _is_participle(name: str) -> bool:
    """Whether a name is an English verb that a clause began with ("…, stating that")."""
    return name.islower() and name.endswith("ing") and " " not in name


def _is_headed(one: DemandCandidate, other: DemandCandidate) -> bool:
    """Whether one is told below the headline in which the other is told. Names may differ there: Athens
    for the Greek government."""
    if other.sentence != 1 or one.sentence == 1:
        return False
    named = shared(one.target, other.target) or shared(one.demander, other.demander)
    return named or one.sentence <= _LEAD


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
