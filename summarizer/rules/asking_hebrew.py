"""Who asks whom in Hebrew: a letter written onto the target marks it, by the verb.

The subject stands before the verb, a clause between commas aside, or right behind it, or nowhere. An
infinitive, "that" or a bare noun begins what is asked for.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from summarizer.countries import country_named
from summarizer.records import Party
from summarizer.rules.asking_conditions import Frame
from summarizer.rules.asking_scene import Place, Scene

_WORDS = 22  # words behind the verb that are read
_BY_TO = re.compile(r"[וש]?(?:קר|קו|הור|הצי|ציו|פק|פנ|נת)\w+")
_BY_IN = re.compile(r"[וש]?(?:הפצ|פצר|דח|הא|התחנ)\w+")
_HIM = frozenset("ממנו ממנה מהם מהן לו לה להם להן בו בה בהם אליו אליה אליהם לעברו".split())
_HE = re.compile(r"ו?(?:הוא|היא|הם|הן)")
_WE = re.compile(r"ו?(?:אנחנו|אנו|אני)")
_PLACED = re.compile(
    r"[במל]?(?:שיחה|פגישה|מכתב|נאום|ראיון|הודעה|תגובה|כנס|דיון|מקביל|סוף|תום|עוד|נוסף|מצד\w{0,3}|לדברי\w*|"
    r"לפי|על פי|על רקע|במהלך|לאחר|אחרי|לפני|בעקבות|בתוך|במקביל|בשיחת\w*|בשיחה|"
    r"בפגישה|בהודעה|בנאום|בראיון)(?!\w)"
)
_BODY = re.compile(
    r"ה?(?:ממשל|משרד|ארגון|ועד|איגוד|עמות|עירי|צבא|כנסת|מפלג|תנוע|מועצ|רשות|התאחדות|הסתדרות|נציבות|בנק|צדדים|בית|קרמלין|"
    r"פנטגון|תושבי|משפחות|חבר|חברות|הנהל|מדינ|מדינות|משטר|רשויות|שלטונות|צי|כוחות|נשיאות|לשכ|ברית|איחוד|ליג|קהיל|"
    r"סוכנות|מטה|פורום|אופוזיצי|קואליצי|ראש|נשיא|שר|מזכיר|מזכ\"ל|קנצלר|דובר|שגריר|יו\"ר|מנכ\"ל|עובדי|מורים|רופאים|"
    r"חקלאים|מפגינים|פעילי|בעלי|מקביל|עמית|שני|שתי|כל|מפקד|מנהיג|נציג|מליא|מבקר|או\"ם|נאט\"ו|צה\"ל|מפעיל)"
    r"(?:ה|ת|ית|ים|ם|י|ות|ו|תו)?"
)
_NOT_TARGET = re.compile(
    r"[למב](?:מחרת|מיד|מחדש|אחר|פני|כן|כל|גבי|הערב|ין|לי|עוד|תוך|אופן|תוקף|מפורש|דחיפות|מכתב|שיחה|שיחת|פגישה|"
    r"נאום|ראיון|הודעה|יום|ליל|שבוע|שעות|אמצעות|שם|רקע|משך|מהלך|סיום|פתח)|מיד\w*|מחר|מאז|מוקדם|מאוד|מעט|מספר|אתמול"
)
_ADVERB = re.compile(
    r"אתמול|היום|הבוקר|אמש|מחר|הערב|גם|שוב|עוד|כבר|אף|מחדש|מיד|ישירות|אישית|במפגיע|בתוקף|בדחיפות|מצד[וה]|מנגד|"
    r"לראשונה|רשמית|פומבית"
)
_FINITE = re.compile(r"[תיאנ]\w{2,}")


class Word(NamedTuple):
    """A word behind the verb, without the marks around it, and its offsets."""

    text: str
    start: int
    end: int
    comma: bool


def hebrew(scene: Scene) -> Frame | None:
    """The frame of a verb that asks, where the sentence tells of both sides."""
    verb = scene.text[scene.trigger.start : scene.trigger.end]
    words = _read(scene)
    if not words:
        return None
    letter = "ל" if _BY_TO.fullmatch(verb) else "ב" if _BY_IN.fullmatch(verb) else "מ"
    scene.until = scene.end if words[0].comma else scene.until
    at, whom, stop = _target(scene, words, letter)
    if stop is None:
        return None
    who: tuple[Party, ...] = ()
    bare = at is not None and stop >= len(words)  # "asked aid from the government"
    if bare and (at == 0 or words[0].text in ("סליחה", "רשות", "מחילה")):
        return None
    if at and not words[0].comma and not bare:
        who = _named(scene, words[:at])
    who = who or _before(scene, verb)
    if at is not None and words[at].text in _HIM:
        who = who or scene.subject(scene.start, scene.trigger.start)
        whom = scene.other(who)
    begin = words[stop].start if stop < len(words) else words[0].start
    if begin >= scene.until:
        scene.until = scene.end
    frame = scene.frame(who, whom, begin, sure=bool(whom))
    return frame._replace(weak=not whom) if frame else None


def _read(scene: Scene) -> list[Word]:
    """The words behind the verb, to the end of the sentence."""
    found: list[Word] = []
    for match in re.compile(r"\S+").finditer(scene.text, scene.trigger.end, scene.end):
        word = match.group().strip(",.;:“”„").removesuffix('"') or match.group()
        start = match.start() + match.group().index(word)
        found.append(Word(word, start, start + len(word), match.group()[-1] in ",;"))
        if match.group()[-1] == ":":
            break
    return found[:_WORDS]


def _target(
    scene: Scene, words: list[Word], letter: str
) -> tuple[int | None, tuple[Party, ...], int | None]:
    """The word with which the target begins, the target, and the word with which the complement does."""
    stop = next((n for n, word in enumerate(words) if _begins(scene, words, n)), None)
    marked = [
        n
        for n, word in enumerate(words[: stop if stop is not None and letter != "ל" else 14])
        if word.text in _HIM or word.text == "אל" or _is_marked(scene, word, letter)
    ]
    if not marked:
        that = _that(scene, words)
        return that if that[2] is not None else (stop, (), stop)
    sure = [n for n in marked if words[n].text in _HIM or _is_party(scene, words[n], 1)]
    at = (sure or marked)[0]
    if letter == "ל" and not sure and stop == at:
        later = [n for n in range(at + 1, min(at + 7, len(words))) if _begins(scene, words, n)]
        if not later or words[later[0]].text[0] != "ל":
            return stop, (), stop  # an infinitive only
    if words[at].text in _HIM:
        return at, (), at + 1
    first = at + (words[at].text == "אל")
    end = next((n for n in range(first + 1, len(words)) if _begins(scene, words, n)), None)
    end = end if end is not None and end - at < 9 else _phrase(scene, words, first)
    if (
        any(word.comma for word in words[first : end - 1])
        and scene.actors.starting(words[first].start, words[end - 1].end) is None
    ):
        end = next(n for n in range(first, end) if words[n].comma) + 1
    return at, _called(scene, words[first:end], letter), end


def _is_marked(scene: Scene, word: Word, letter: str) -> bool:
    """Whether the letter that marks a target is written onto a word."""
    return (
        word.text[0] == letter
        and len(word.text) > 2
        and not _NOT_TARGET.fullmatch(word.text)
        and not _BODY.fullmatch(word.text)
        and not country_named(word.text, "he")
    )


def _is_party(scene: Scene, word: Word, letters: int) -> bool:
    """Whether a word, some letters left out at its head, names a country, a body or a person."""
    bare = word.text[letters:]
    person = scene.actors.starting(word.start, word.start + letters + 1) is not None
    return bool(
        person
        or country_named(bare, "he")
        or country_named(f"ה{bare}", "he")
        or _BODY.fullmatch(bare)
        or _BODY.fullmatch(f"ה{bare}")
    )


def _begins(scene: Scene, words: list[Word], n: int) -> bool:
    """Whether an infinitive, or "that", stands at a word."""
    word = words[n]
    if word.text == "כי":
        return True
    if not re.fullmatch(r"ל\w{2,}|ש\w{2,}", word.text) or _NOT_TARGET.fullmatch(word.text):
        return False
    return not (_is_party(scene, word, 1) and word.text[0] == "ל") and not _BODY.fullmatch(
        word.text
    )


def _phrase(scene: Scene, words: list[Word], at: int) -> int:
    """Behind a target whose complement is a bare noun: a country, or a noun and its adjectives."""
    person = scene.actors.starting(words[at].start, words[min(at + 4, len(words) - 1)].end)
    if person is not None:
        return next((n for n in range(at, len(words)) if words[n].end >= person.end), at) + 1
    end = at + 1
    while end < len(words) and re.fullmatch(r"ה\w+(?:י|ית|ים|יות)", words[end].text):
        end += 1
    return end


def _that(scene: Scene, words: list[Word]) -> tuple[int | None, tuple[Party, ...], int | None]:
    """ "That" before the target, which a verb in the future follows: "še-Iran tešaḥrer"."""
    for n, word in enumerate(words[:-1]):
        written = re.fullmatch(r"ש\w{2,}", word.text) is not None
        begin = n if written else n + 1
        if not (written or word.text == "כי") or begin + 1 >= len(words):
            continue
        for end in range(begin + 1, min(begin + 5, len(words))):
            if _FINITE.fullmatch(words[end].text):
                start = words[begin].start + written
                whom = scene.actor(start, words[end - 1].end)
                return (n, whom, end) if whom else (None, (), None)
    return None, (), None


def _called(scene: Scene, words: list[Word], letter: str) -> tuple[Party, ...]:
    """The party that the words of a target name, the letter that marks it left out."""
    start, end = words[0].start, words[-1].end
    person = scene.actors.ending(start, end)
    if person:
        return person
    target = " ".join(scene.text[start:end].split())
    if words[0].text[0] != letter or scene.text[: words[0].start].endswith("אל "):
        return scene.party(target)
    target = target[1:]
    article = scene.party("ה" + target) if letter != "מ" else ()  # the letter swallows it
    return article or scene.party(target) or scene.party(target.removeprefix("ה"))


def _named(scene: Scene, words: list[Word]) -> tuple[Party, ...]:
    """The subject behind the verb."""
    kept = [word for word in words if not _ADVERB.fullmatch(word.text)]
    if not kept or re.match(r"ב\w{3}|ל\w{3}|על$|את$|כך$", kept[0].text):
        return ()
    return scene.actor(kept[0].start, kept[-1].end)


def _before(scene: Scene, verb: str) -> tuple[Party, ...]:
    """The subject before the verb: in its clause, in the one before an aside, or further above."""
    places = scene.pieces_before()
    if verb[0] == "ו":
        return scene.subject(scene.start, scene.trigger.start)
    for place in places[:4]:
        words = scene.words(place)
        if _WE.fullmatch(words) and scene.speaker:
            return (scene.speaker,)
        if _HE.fullmatch(words):
            return scene.subject(place.start, place.start) or scene.actors.before(scene.number)
        if not words or _PLACED.match(words) or _is_relative(scene, place):
            continue
        found = scene.actors.ending(
            place.start, scene.trigger.start if place is places[0] else place.end
        )
        found = found or scene.subject_in(place.start, place.end)
        if found:
            return found
        if len(words.split()) < 7 and not re.search(r"(?<!\w)(?:כי|את)(?!\w)", words):
            return scene.party(words)
    return ()


def _is_relative(scene: Scene, place: Place) -> bool:
    """Whether a clause between commas tells of the noun before it: "ארגון צלול, שיזם את ההפגנה,"."""
    words = scene.words(place)
    behind = scene.text[place.end : place.end + 1] == "," or not scene.text[place.end :].strip()
    return bool(behind or place.start > scene.start) and re.match(r"ש\w{2,}\s", words) is not None
