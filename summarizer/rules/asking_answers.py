"""Answers: what becomes of a demand, told in its sentence or in one behind it.

The target may agree or refuse, the demander may take it back. What is refused may be something else,
and who refuses may be the demander: such words are no answer.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from summarizer.article import Article, Sentence
from summarizer.countries import country_in
from summarizer.phrases import shared_words
from summarizer.records import DemandStatus, Party
from summarizer.rules.asking_conditions import Frame
from summarizer.rules.asking_words import AskingWords

_AFTER = 2  # sentences behind a demand in which its answer is looked for
_QUOTED = 6  # sentences, with those that begin with a quotation
_PARAGRAPHS = 4  # paragraphs behind a demand in which it may be called one again
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
_FATE = re.compile(r"\b(?:was|were|been|went|fell)\b")


def answer(
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
            status = _status(asking, text[fate.start() : sentence.end], "")
        if status:
            return status, ()
    told = text[sentence.start : sentence.end]
    passive = any(word in text[sentence.start : frame.start].lower() for word in _short(frame.whom))
    for clause in _CLAUSES.split(text[frame.action[0] : sentence.end])[1:]:
        if not passive and _goes_on(asking, clause):
            continue
        status = _status(asking, clause, told) or (
            "accepted" if asking.has("promised", clause) else None
        )
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
        status = _status(asking, words, told if number in close else "")
        low = words.lower()
        named = any(name in low for name in targets) or _is_at_home(article, frame.whom, words)
        owned = any(name in low for name in demanders)
        if status is None and number in close and (named or _is_generic(asking, words)):
            status = "accepted" if asking.has("promised", words) else None
        if status is None:
            continue
        if status == "withdrawn":
            certain = number in close or owned
        elif number in again:
            near = other.paragraph - sentence.paragraph <= _PARAGRAPHS
            certain = named or (near and number < following)
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


def _status(asking: AskingWords, words: str, told: str) -> DemandStatus | None:
    """What words tell of the demand that ``told`` states."""
    if asking.has("dropped", words) and asking.has("what", words):
        return "withdrawn"
    if any(
        not _is_of_another(asking, words, match, told)
        for match in asking.patterns["refused"].finditer(words)
    ):
        return "rejected"
    joint = asking.has("joint", words)
    return "accepted" if asking.has("granted", words) and not joint else None


def _is_of_another(asking: AskingWords, words: str, match: re.Match[str], told: str) -> bool:
    """Whether what is refused is something else than the demand: "rejected the allegation".

    It is the demand, where it is called one, or shares a word with it, or is not told by a noun."""
    if _REJECTING.match(match.group()) is None:
        return False
    behind = _OBJECT.match(words, match.end())
    thing = behind.group(1) if behind else ""
    if not told or not thing or asking.has("what", thing) or _MEANT.search(thing):
        return False
    return shared_words(thing, told) == 0


def _goes_on(asking: AskingWords, clause: str) -> bool:
    """Whether a clause has no subject of its own, so that who asks is who refuses there, too."""
    match = _ADVERBS.match(clause)
    at = match.end() if match else 0
    end = asking.at("refused", clause, at, len(clause))
    return end is not None and _BY.match(clause, end) is None


def _is_at_home(article: Article, parties: Sequence[Party], words: str) -> bool:
    """Whether the country of one of the parties is named: India, for New Delhi."""
    homes = {party.country for party in parties if party.country}
    return bool(homes) and country_in(words, article.language) in homes


_REJECTING = re.compile(
    r"reject|dismiss|spurn|rebuff|rejet|repouss|écart|balay|rechaz|desestim|descart|respin|rigett|"
    r"rejeit|repudi|отверг|отклон|отмел|відхил|відкин",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"\s+(?:of |de |d['’]|du )?(?!(?:to|by|as|out|in|on|at|with|for|after|before|hours?|par|por|da|dal|als|"
    r"comme|como|come|как|як|в|у|на)\b)([^\W\d_][^,;:.!?…“”«»\n]*)"
)
_MEANT = re.compile(
    r"^\w+[aei]r(?:lo|la|los|las|se|-lo|-se)?\b|\b(?:it|that|this|them|idea|notion|proposal|plan|"
    r"suggestion|offer|call|terms?|pressure|deadline|idée|proposition|propuesta|proposta|prazo|"
    r"это|его|её|их|предложени\w*|це|його|її|їх|пропозиці\w*)\b",
    re.IGNORECASE,
)
_ADVERBS = re.compile(r"\s*(?:(?:has|have|had|also|flatly|then|firmly|a|ha|hat|ont)\s+)*")
_BY = re.compile(r"\s*(?:by|par|por|da|dal|dalla|von|pelo|pela)\b")
