"""Attribution in scripts without capital letters: Arabic, Hebrew, Chinese, Japanese.

Word order does there what capital letters do elsewhere. Arabic puts verb, speaker, words; Hebrew puts the
verb and the speaker behind the words, or the speaker and a verb before them; Chinese puts the speaker
directly before a verb of saying; Japanese marks the topic with は and the words with と.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Set
from typing import NamedTuple

from summarizer.article import Article, Passage
from summarizer.names import Names
from summarizer.records import Party
from summarizer.rules.east_asian import (
    ZH_SAY,
    ZH_TITLES,
    chinese,
    ja_fuller,
    ja_name,
    ja_topic,
    japanese,
    zh_named,
    zh_subject,
)
from summarizer.rules.semitic import (
    AR_SAY,
    AR_STATED,
    AR_TITLES,
    HE_SAY,
    HE_TITLES,
    ar_body,
    arabic,
    hebrew,
)

_ENDS = "".join({title[-1] for title in ZH_TITLES.split("|")})  # what a title ends on


class Heard(NamedTuple):
    """Who said a passage, and whether this is sure."""

    party: Party
    sure: bool


def heard(names: Names, unsaid: Mapping[int, str]) -> dict[int, Heard]:
    """What the word order tells of the speakers of an article, by the number of the passage."""
    article = names.article
    rule = _RULES.get(article.language)
    found: dict[int, Heard] = {}
    if rule is None:
        return found
    known = titled(article)
    last: tuple[Passage, str] | None = None
    for passage in article.passages:
        if passage.number in unsaid:
            continue
        lead, tail = _sides(article, passage)
        if lead.rstrip()[-1:] in (":", "："):
            tail = ""  # the words before the colon tell
        said = rule(lead, tail, article.text, known)
        sure = said is not None
        if said is None and last is not None:
            said, sure = _goes_on(article, last, passage), True
        elif said == "":
            said = _body_before(article, passage, lead) or _subject_before(article, passage)
            sure = said is not None
            if said is None and last is not None:
                said, sure = last[1], _is_near(article, last[0], passage)
        party = _party(names, said) if said else None
        if party and said:
            found[passage.number] = Heard(party, sure)
            last = (passage, said)
    for passage in article.passages:
        if passage.number in found or passage.number in unsaid:
            continue
        near = _subject_before(article, passage) or (
            found[passage.number - 1].party.name if passage.number - 1 in found else None
        )
        party = _party(names, near) if near else None
        if party and article.sentence(passage.sentence).paragraph:
            found[passage.number] = Heard(party, False)
    for passage in article.passages:
        again = _again(article, passage, found) if passage.number not in found else None
        if again and passage.number not in unsaid:
            found[passage.number] = again
    return found


def _goes_on(article: Article, last: tuple[Passage, str], passage: Passage) -> str | None:
    """A passage that is a sentence of its own, right behind another one."""
    before, speaker = last
    sentence, earlier = article.sentence(passage.sentence), article.sentence(before.sentence)
    lead = article.text[sentence.start : passage.outer_start].strip()
    tail = article.text[passage.outer_end : sentence.end].strip(" .。،,")
    near = sentence.paragraph == earlier.paragraph and sentence.number - earlier.number <= 1
    return speaker if not lead and not tail and (near or not before.closed) else None


def _is_near(article: Article, one: Passage, other: Passage) -> bool:
    """Whether two passages stand in one paragraph."""
    here, there = article.sentence(one.sentence), article.sentence(other.sentence)
    return here.paragraph == there.paragraph


def _body_before(article: Article, passage: Passage, lead: str) -> str | None:
    """Whose statement "in its statement" tells: the body that the sentences before it in the paragraph
    are about."""
    if article.language != "ar" or not AR_STATED.search(lead):
        return None
    paragraph = article.sentence(passage.sentence).paragraph
    for number in range(passage.sentence - 1, 0, -1):
        sentence = article.sentence(number)
        if sentence.paragraph < paragraph:
            return None
        body = ar_body(article.text[sentence.start : sentence.end])
        if body:
            return body
    return None


def _again(article: Article, passage: Passage, found: dict[int, Heard]) -> Heard | None:
    """The words of a headline have the speaker that most of them have in the text."""
    spaceless = article.language in ("zh", "ja")
    word, least = (r"\w", 0.8) if spaceless else (r"\w+", 0.6)
    mine = set(re.findall(word, article.text[passage.start : passage.end]))
    shared = {
        number: len(mine & set(re.findall(word, article.text[other.start : other.end])))
        for other in article.passages
        if (number := other.number) in found and number != passage.number
    }
    best = max(shared, key=lambda number: shared[number], default=None)
    if best is None or len(mine) < 3 or shared[best] < least * len(mine):
        return None
    return found[best]


def _sides(article: Article, passage: Passage) -> tuple[str, str]:
    """The words of the sentence before a passage and behind it, other passages left out."""
    sentence = article.sentence(passage.sentence)
    lead = article.text[sentence.start : passage.outer_start]
    tail = article.text[passage.outer_end : sentence.end]
    if not tail.strip(" .。") or article.text[passage.end - 1] in ".!?。！？":
        paragraph = article.paragraphs[sentence.paragraph][1]
        tail = article.text[passage.outer_end : min(paragraph, passage.outer_end + 80)]
    for other in article.passages:
        if sentence.start <= other.outer_start < passage.outer_start:
            lead = (
                lead[: other.outer_start - sentence.start]
                + " " * (other.outer_end - other.outer_start)
                + lead[other.outer_end - sentence.start :]
            )
    return lead, re.split(r"[“«「『]|(?<!\w)\"", tail)[0]


def _subject_before(article: Article, passage: Passage) -> str | None:
    """Whom the sentence before is about: its topic in Japanese, a known name at its head elsewhere."""
    known = titled(article)
    paragraph = article.sentence(passage.sentence).paragraph
    for number in range(passage.sentence - 1, 0, -1):
        sentence = article.sentence(number)
        if sentence.paragraph < paragraph:
            return None
        words = article.text[sentence.start : sentence.end]
        if article.language == "ja":
            topic = ja_topic(words)
            return ja_name(topic, article.text) if topic else None
        if article.language == "zh" and (named := zh_subject(re.split(r"[，,]", words)[0])):
            return named
        if article.language == "zh" and (named := _zh_surnamed(words, article.text)):
            return named
        head = words[: 14 if article.language == "zh" else 90]
        heads = [(head.find(name.split()[-1]), name) for name in known]
        found = [(at, name) for at, name in heads if at >= 0]
        if found:
            return min(found)[1]
        if article.language == "ar" and (told := arabic(words, "", known)):
            return told
    return None


def _zh_surnamed(words: str, text: str) -> str | None:
    """Whom a clause has as its subject by the surname of a foreign name of the article."""
    for clause in re.split(r"[，,。；]", words):
        found = re.match(rf"([\u4e00-\u9fff]{{2,6}}?)(?:{ZH_SAY}|要求|敦促|呼吁|请)", clause)
        if found and f"·{found.group(1)}" in text:
            return found.group(1)
    return None


def titled(article: Article) -> set[str]:
    """The full names that stand behind a title somewhere in the article."""
    if article.language == "zh":
        return set(zh_named(article.text))
    titles = {"ar": AR_TITLES, "he": HE_TITLES}.get(article.language)
    if titles is None:
        return set()
    found = set()
    words = article.text.split()
    arabic_text = article.language == "ar"
    article_before = "ال" if arabic_text else "ה"
    said = re.compile(rf"[وفו]?(?:{AR_SAY if arabic_text else HE_SAY})")
    for i, word in enumerate(words[:-2]):
        bare = re.sub(r"^[وفبلك]{1,2}(?!زير)" if arabic_text else "^[ולבמכ](?=[א-ת]{3})", "", word)
        if titles.match(word) or titles.match(bare.rstrip(",،")):
            for j in range(i + 1, min(i + 7, len(words) - 1)):
                one = words[j].rstrip(",،")
                if titles.match(one) or one.startswith(article_before) or one in _BETWEEN:
                    continue
                if arabic_text and (
                    words[j - 1] == "إلى" or (one.startswith("ل") and len(one) > 4)
                ):
                    continue  # المبعوثة إلى ليبيا, الأمين العام لجامعة
                many = 3 if words[j + 1] in _BOUND or words[j] in _BOUND else 2
                many += arabic_text and _goes_further(words[j : j + many + 2])
                name = " ".join(words[j : j + many]).strip(",.:;،")
                parts = name.split()
                plain = re.fullmatch(r"[\w־-]+(?: [\w־-]+){1,3}", name) and not any(
                    said.fullmatch(part) or titles.match(part) or part in _NO_NAME for part in parts
                )
                construct = parts[0].endswith("ת") and parts[-1].startswith("ה")
                if plain and not construct:
                    found.add(name)
                break
    return found


def _goes_further(words: list[str]) -> bool:
    """Whether the last but one of these words belongs to the Arabic name before it: حمد بن سالم المناعي."""
    if len(words) < 4 or any(word[-1] in ",،.:;" for word in words[:-2]):
        return False
    last, after = words[-2].rstrip(",،."), words[-1]
    if last in _NO_NAME or re.fullmatch(rf"[وفب]?(?:{AR_SAY})", last) or AR_TITLES.match(last):
        return False
    if last.startswith("ال"):
        bound = any(word in _BOUND for word in words[:-2])
        return bound and last not in _AR_TIMES and not words[-3].startswith("ال")
    return after in _AR_THAT and len(last) > 2 and not last.startswith(("ل", "ب"))


_AR_THAT = frozenset("بأن بأنه بأنها إن أن إنه إنها أنه أنها".split())
_AR_TIMES = frozenset(
    """
    الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت اليوم الماضي الماضية المقبل المقبلة الحالي الجاري
    السابق السابقة الليلة الاتصال القرار المكالمة الأمر الذي التي
    """.split()
)
_BOUND = frozenset("عبد أبو بن ابن آل אבו בן בר אל".split())  # they need another word behind them
_BETWEEN = frozenset(
    "مجلس هيئة لجنة أول أركان ركن مكتب ديوان باسمها باسمه باسم لدى في إلى של בלשכת במשרד".split()
)
_NO_NAME = frozenset(
    "كي أن إن في على من إلى عن مع التي الذي قد كان بعد قبل כי של עם לא את על אמור אמורה עד לאחר גם שוחח "
    "שוחחה היה היא הוא הם מסתירים נפגש נפגשה צפוי צפויה".split()
)


def _party(names: Names, said: str) -> Party | None:
    return names.party(_full(said, names.article))


def _full(said: str, article: Article) -> str:
    """A surname's full form: what stands around it where the article has it first."""
    text = article.text
    if article.language in ("ar", "he"):
        if " " in said:
            return said
        found = re.search(rf"(?<!\w)([^\W\d_]{{2,}})[ ]({re.escape(said)})(?!\w)", text)
        first = re.search(rf"(?<!\w){re.escape(said)}(?!\w)", text)
        if found and first and found.start(2) == first.start():
            given = found.group(1)
            known = AR_TITLES if article.language == "ar" else HE_TITLES
            verb = re.fullmatch(rf"[وف]?(?:{AR_SAY}|{HE_SAY})", given)
            if not given.startswith("ال") and not known.match(given) and not verb:
                return found.group()
        return said
    if article.language == "zh" and "·" not in said:
        given = rf"{re.escape(said)}(?:·[\u4e00-\u9fff]{{1,4}})+?(?=[^\w]|通|说|表|称|指|会|在|与|和|\d)"
        family = rf"(?<=[{_ENDS}])(?:[\u4e00-\u9fff]{{1,5}}·)+{re.escape(said)}"
        longer = re.search(given, text) or re.search(family, text)
        if longer:
            return longer.group()
    if article.language == "ja":
        full = list(ja_fuller(said, text))
        return full[0] if full else said
    return said


_RULES: dict[str, Callable[[str, str, str, Set[str]], str | None]] = {
    "ar": lambda lead, tail, text, known: arabic(lead, tail, known),
    "he": lambda lead, tail, text, known: hebrew(lead, tail, {n.split()[-1] for n in known}),
    "zh": lambda lead, tail, text, known: chinese(lead, tail),
    "ja": lambda lead, tail, text, known: japanese(lead, tail, text),
}
