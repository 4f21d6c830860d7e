"""Rules as a second witness beside a small model: who said a passage, and who asked for a call.

A small model tends to give all passages to one speaker. Where the sentence itself says "X said" beside the
passage, or "at X's request" beside the call, the rule is right more often, and its word counts. Where the
sentence says nothing of the kind, the rules say nothing either. A language without verbs listed here has
no second witness.
"""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.article import Article, Passage
from summarizer.names import Names
from summarizer.records import Party

_VERBS = {
    "en": r"said|says|told|wrote|writes|added|adds|explained|stated|asked|replied|insisted|warned|argued|"
    r"posted|announced|declared|noted|continued|recalled|conceded|admitted|remarked|answered|joked",
    "fr": r"a dit|a déclaré|déclare|a affirmé|affirme|a écrit|a ajouté|ajoute|a expliqué|explique|dit|"
    r"a répondu|a lancé|a assuré|assure|a estimé|estime|souligne|a souligné",
    "de": r"sagte|sagt|erklärte|schrieb|fügte|betonte|antwortete|warnte|meinte|teilte|hieß|erwiderte|rief",
    "es": r"dijo|afirmó|declaró|escribió|añadió|explicó|aseguró|señaló|respondió|advirtió|sostuvo|indicó",
    "it": r"ha detto|ha dichiarato|ha scritto|ha aggiunto|ha spiegato|ha affermato|disse|dice|ha risposto|"
    r"ha replicato|spiega|ha avvertito",
    "ru": r"сказал\w?|заявил\w?|написал\w?|добавил\w?|отметил\w?|подчеркнул\w?|пояснил\w?|сообщил\w?|"
    r"ответил\w?|говорит",
    "uk": r"сказа\w+|заяви\w+|написа\w+|дода\w+|зазначи\w+|наголоси\w+|поясни\w+|повідоми\w+|відпові\w+",
}
_WISH = re.compile(
    r"\bat (?P<before>[\w’'. -]{2,40}?)['’]s? (?:own )?(?:request|initiative|behest|invitation)\b|"
    r"\bat the (?:request|initiative|behest|invitation) of (?P<after>(?:the )?[\w’'. -]{2,40})|"
    r"à (?:la demande|l['’]initiative) d(?:e |['’])(?P<fr>[\w’' -]{2,40})|"
    r"auf (?:Wunsch|Initiative|Bitten) (?:von |des |der )?(?P<de>[\w -]{2,40})|"
    r"(?:a petición|por iniciativa) del? (?P<es>[\w -]{2,40})|"
    r"su (?:richiesta|iniziativa) d(?:i|el|ella|ell['’]) ?(?P<it>[\w -]{2,40})|"
    r"по (?:инициативе|просьбе) (?P<ru>[\w -]{2,40})|"
    r"(?:з ініціативи|на прохання) (?P<uk>[\w -]{2,40})"
)
_NAME = r"(?:[^\W\d_a-zа-яёіїєґ](?:[\w’'-]|\.(?=\w))*)"
_RUN = re.compile(rf"(?:{_NAME} ){{0,3}}{_NAME}")
_PRONOUNS = frozenset(
    """
    he she it they i we you who that which this one il elle ils elles on je nous qui er sie es wir ich
    das der die él ella ellos yo lui lei loro che он она они оно я мы він вона вони я ми
    """.split()
)
_REACH = 90  # characters beside a passage in which its attribution stands


def speakers_said(names: Names) -> dict[int, Party]:
    """The speakers that the rules are sure of, by the number of the passage.

    A passage that is a sentence by itself goes on with the speaker before it in its paragraph.
    """
    article = names.article
    known: dict[int, Party] = {}
    before: Passage | None = None
    for passage in article.passages:
        sentence = article.sentence(passage.sentence)
        alone = article.text[sentence.start : passage.outer_start].strip() == ""
        alone = alone and article.text[passage.outer_end : sentence.end].strip(" .,") == ""
        speaker = _beside(article, passage, names)
        if speaker is None and alone and before is not None and before.number in known:
            last = article.sentence(before.sentence)
            if last.paragraph == sentence.paragraph or not before.closed:
                speaker = known[before.number]
        if speaker is not None:
            known[passage.number] = speaker
        before = passage
    return known


def _beside(article: Article, passage: Passage, names: Names) -> Party | None:
    """The speaker whom the passage's own sentence names beside a verb of saying, or None."""
    patterns = _attributions(article.language)
    if patterns is None:
        return None
    after, before = patterns
    sentence = article.sentence(passage.sentence)
    # “Never!” X said: the exclamation ends a sentence, and the attribution still belongs to it.
    asked = article.text[passage.end - 1] in "!?…"
    until = article.paragraphs[sentence.paragraph][1] if asked else sentence.end
    behind = article.text[passage.outer_end : min(until, passage.outer_end + _REACH)]
    ahead = article.text[max(sentence.start, passage.outer_start - _REACH) : passage.outer_start]
    found = after.match(behind) or before.search(ahead)
    if found is None:
        return None
    subject = next(group for group in found.groups() if group)
    apposed = re.match(rf", ((?:{_NAME} ){{1,3}}{_NAME})(?=[,.])", found.string[found.end() :])
    return _subject(apposed.group(1) if apposed else subject, names)


def _subject(words: str, names: Names) -> Party | None:
    """Who the subject of a verb of saying is: a name in it, or what it calls somebody unnamed."""
    words = words.strip()
    if words.lower() in _PRONOUNS or words.split()[0].lower() in _PRONOUNS - {"one", "der", "die"}:
        return None
    words = re.split(r" (?:of|from) ", words)[0]
    owned = re.search(r"['’]s? ", words + " ")
    runs = [run for run in _RUN.findall(words) if run.lower() not in _PRONOUNS]
    named = runs and not owned and (" " in runs[-1] or words.endswith(runs[-1]))
    return names.party(runs[-1] if named else words)


def wished_for(names: Names, text: str) -> Party | None:
    """The party at whose request or on whose initiative something happened, as ``text`` says."""
    found = _WISH.search(text)
    if found is None:
        return None
    words = next(group for group in found.groups() if group).split()
    run = [word for word in words if word[:1].isupper()]
    return names.party(" ".join(run[:3])) if run else None


@lru_cache
def _attributions(language: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """What may follow a passage (“...,” X said; said X) and what may precede it (X said: “...”)."""
    verbs = _VERBS.get(language)
    if verbs is None:
        return None
    word = r"(?:[^\W\d_](?:[\w’'-]|\.(?=\w))*)"
    subject = rf"((?:{word} ){{0,6}}{word})"
    first = rf"((?:{word} ){{0,5}}?{word})"
    aside = r"(?:, [^,.“”\"«»]{3,60},)?"
    after = rf"\s*,?\s*(?:(?:{verbs}) {subject}(?=[,.;:]|$)|{first}{aside} (?:{verbs})\b)"
    before = rf"(?:^|[.,;:!?»”\"] ){first}{aside} (?:{verbs})\b[^.,;“”«»\"„]{{0,40}}[:,]?\s*$"
    return re.compile(after), re.compile(before)
