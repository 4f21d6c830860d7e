"""Frames in scripts without capital letters: Arabic, Hebrew, Chinese and Japanese.

No name can be seen there, so the clause is cut by what is fixed in it: the verb, the particle or the
preposition that marks the target, what a complement begins with. What lies between is the parties.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from summarizer.asking_words import AskingWords, Trigger
from summarizer.countries import country_named
from summarizer.frames import Frame
from summarizer.names import Names
from summarizer.records import Party
from summarizer.witness import speakers_likely

_CLAUSE = re.compile(r"[،,;؛:：.。！？!?；，「」“”«»()（）\n]")
_HAN_NAME = re.compile(r"[\u4e00-\u9fff\u30a0-\u30ffA-Za-z·・ー]+")
_TITLES = re.compile(
    r"(?<=.)(?:首相|大統領|外相|農相|防衛相|官房長官|長官|会長|社長|知事|市長|議員|氏|さん|代表|委員長|"
    r"書記長|総書記|事務総長|報道官|大臣|相)$"
)
_JAPANESE_THING = re.compile(
    r"(?:よう(?:に)?|ことを|を)、?(?:([^、。「」をにはが]{1,16}?)(?:に対し(?:て)?|に|へ))?、?"
    r"(?:強く|改めて|再び|繰り返し|再三|それぞれ)?$"
)
_JAPANESE_SUBJECT = re.compile(rf"({_HAN_NAME.pattern})(?:は|が)")
_JAPANESE_TARGET = re.compile(rf"({_HAN_NAME.pattern})(?:に対して?も?|に対し|に)")
_JAPANESE_BODY = re.compile(
    r"(?:国|国々|県|市|町|村|省|庁|府|政府|側|社|会社|国連|両国|当局|組合|団体|会|党|委員会|裁判所|軍|"
    r"企業|連合|機構|首相|大統領|相|長官|知事|各国|双方|業者|会長)$"
)
_HEBREW_ADVERB = re.compile(r"^(?:ב|ל|מ|על|עם|לאחר|אחרי|לפני|כך|אך|אבל|במ)")
_HEBREW_PLACED = re.compile(
    r"^[במל]?(?:שיחה|פגישה|מכתב|נאום|ראיון|הודעה|תגובה|כנס|דיון|מקביל|סוף|תום|עוד)"
)


class _Place(NamedTuple):
    """A piece of the text: offsets."""

    start: int
    end: int


def caseless_frames(names: Names, asking: AskingWords) -> Iterator[Frame]:
    """The frames of an article in a language without capital letters."""
    article = names.article
    find = {"ar": _arabic, "he": _hebrew, "zh": _chinese, "ja": _japanese}.get(article.language)
    if find is None:
        return
    for sentence in article.sentences:
        for trigger in asking.find(article.text, sentence.start, sentence.end):
            if trigger.kind not in ("ask", "order", "claim"):
                continue
            scene = _Scene(names, asking, trigger, sentence.start, sentence.end, sentence.number)
            frame = find(scene)
            if frame is not None:
                yield frame


class _Scene:
    """A word that asks, and the sentence around it, or the words in quotation marks."""

    def __init__(
        self, names: Names, asking: AskingWords, trigger: Trigger, start: int, end: int, number: int
    ) -> None:
        self.names, self.asking, self.trigger, self.number = names, asking, trigger, number
        self.text, self.language = names.article.text, names.article.language
        self.speaker: Party | None = None
        for passage in names.article.passages:
            if passage.start <= trigger.start < passage.end:
                start, end = max(start, passage.start), min(end, passage.end)
                self.speaker = speakers_likely(names).get(passage.number)
        self.start, self.end = start, end
        cuts = [m.start() for m in _CLAUSE.finditer(self.text, trigger.end, end)]
        self.until = min(cuts, default=end)

    def pieces_before(self) -> list[_Place]:
        """The clauses before the verb, the nearest first."""
        places, stop = [], self.trigger.start
        cuts = [m for m in _CLAUSE.finditer(self.text, self.start, self.trigger.start)]
        for cut in reversed(cuts):
            places.append(_Place(cut.end(), stop))
            stop = cut.start()
        return [*places, _Place(self.start, stop)]

    def words(self, place: _Place) -> str:
        """The words of a place, without the adverbs at its ends."""
        words = self.text[place.start : place.end].strip(' \t\n"')
        while words:
            found = self.asking.patterns["skip"].match(words)
            if found is None or found.end() == 0:
                break
            words = words[found.end() :].strip()
        return words

    def party(self, words: str) -> tuple[Party, ...]:
        """The party that the words name, if they stand in the article and are not too many."""
        words = words.strip(' \n\t"')
        limit = 24 if self.language in ("zh", "ja") else 70
        if not words or len(words) > limit:
            return ()
        party = self.names.party(words)
        return (party,) if party else ()

    def frame(
        self, who: tuple[Party, ...], whom: tuple[Party, ...], action: int, sure: bool
    ) -> Frame | None:
        """The frame, where somebody asks somebody else."""
        who = who or ((self.speaker,) if self.speaker else ())
        if not who or {p.name for p in who} & {p.name for p in whom}:
            return None
        end = max(self.until, action + 1)
        return Frame(
            self.trigger.kind,
            self.number,
            self.trigger.start,
            who,
            whom,
            (min(action, end - 1), end),
            sure and bool(whom),
        )


def _arabic(scene: _Scene) -> Frame | None:
    """The verb comes first, or behind its subject; "min" or "ila" or nothing marks the target."""
    text, asking = scene.text, scene.asking
    tokens = list(re.finditer(r"\S+", text[scene.trigger.end : scene.end]))[:24]
    words = [re.sub(r"[،,.؛:]+$", "", m.group()) for m in tokens]
    base = scene.trigger.end
    left = scene.words(scene.pieces_before()[0]).removesuffix(" قد")
    who = scene.party(left) if len(left) > 2 and not asking.has("told", left) else ()
    verb = text[scene.trigger.start : scene.trigger.end].lstrip("وف")
    via = verb.startswith(("طلب", "يطلب", "تطلب", "التمس"))
    stop = None
    for n, word in enumerate(words):
        if n and word not in ("من",) and asking.patterns["inf"].fullmatch(word):
            if via and word in ("إلى", "على"):
                continue
            stop = n
            break
    begin = 0
    if via:
        marks = [n for n, word in enumerate(words[:12]) if word == "من"]
        if not marks:
            return None
        split = marks[0]
        who = who or scene.party(" ".join(words[:split]))
        begin = split + 1
        if stop is None or stop <= begin:
            stop = begin + 1
        while stop > begin + 1 and stop - begin > 5:
            stop -= 1
    else:
        if stop is None:
            stop = next((n for n in range(1, len(words)) if _is_surname(scene, words[n])), None)
            if stop is None:
                return None
            stop += 1
        if not who:
            split = _arabic_split(scene, words, stop)
            if split is None:
                return None
            who = scene.party(" ".join(words[:split]))
            begin = split
            if _is_surname(scene, words[split]):
                stop = split + 1
    target = [w for w in words[begin:stop] if not asking.patterns["skip"].fullmatch(w)]
    whom = scene.party(" ".join(target))
    action = base + tokens[stop].start() if stop < len(tokens) else scene.end - 1
    scene.until = scene.end
    return scene.frame(who, whom, action, sure=True) if whom else None


def _arabic_split(scene: _Scene, words: list[str], stop: int) -> int | None:
    """Where, behind the verb, the subject ends and the target begins."""
    if stop == 2:
        return 1
    for n in range(stop - 1, 0, -1):
        body = scene.asking.patterns["body"].fullmatch(words[n]) and not (
            scene.asking.patterns["body"].fullmatch(words[n - 1])
            or words[n - 1] in ("في", "من", "على", "باسم", "لدى")
        )
        if body or country_named(words[n], "ar") or _is_surname(scene, words[n]):
            if not re.fullmatch(r"(?:وزير|رئيس|حكومة|وزارة|في|من|بين|مع)\w?", words[n - 1]):
                return n
    return None


def _is_surname(scene: _Scene, word: str) -> bool:
    """Whether a word is somebody's surname: who "said" something elsewhere by this one word."""
    if len(word) < 4:
        return False
    told = scene.asking.patterns["told"].pattern
    return re.search(rf"{told}\s+{re.escape(word)}(?!\w)", scene.text) is not None


def _hebrew(scene: _Scene) -> Frame | None:
    """A letter written onto the target marks it; an infinitive or "that" begins the complement."""
    text = scene.text
    tokens = list(re.finditer(r"\S+", text[scene.trigger.end : scene.until]))[:20]
    verb = text[scene.trigger.start : scene.trigger.end].lstrip("וש")
    letter = (
        "ל"
        if verb[:2] in ("קר", "קו", "הו", "צי")
        else "ב"
        if verb[:2] in ("הפ", "פצ", "דח", "הא")
        else "מ"
    )
    at = next(
        (n for n, m in enumerate(tokens) if m.group()[0] == letter and len(m.group()) > 2), None
    )
    if at is None:
        return None
    stop = next(
        (n for n in range(at + 1, len(tokens)) if re.match(r"ל\w{2,}|ש\w{2,}", tokens[n].group())),
        None,
    )
    if stop is None:
        return None
    target = re.sub(
        r"^מה(?=\w{3})",
        "מה",
        text[scene.trigger.end + tokens[at].start() : scene.trigger.end + tokens[stop - 1].end()],
    )
    target = target[1:]
    whom = scene.party(target) or scene.party(target.removeprefix("ה"))
    who: tuple[Party, ...] = ()
    if at:
        who = scene.party(
            text[scene.trigger.end + tokens[0].start() : scene.trigger.end + tokens[at - 1].end()]
        )
    for place in scene.pieces_before()[:3]:
        if who:
            break
        words = scene.words(place)
        if words and not _HEBREW_PLACED.match(words):
            who = scene.party(words)
    scene_until = scene.until
    return scene.frame(
        who, whom, min(scene.trigger.end + tokens[stop].start(), scene_until - 1), True
    )


def _chinese(scene: _Scene) -> Frame | None:
    """The target stands behind the verb, or behind a coverb before it."""
    text, asking = scene.text, scene.asking
    if asking.patterns["never"].match(text, scene.trigger.end):
        return None
    left = scene.pieces_before()
    words = scene.words(left[0])
    before = ""
    if text[scene.trigger.start - 1 : scene.trigger.start] in ("的", "一", "项", "此", "该"):
        return None
    found = re.search(r"(?:向|对)([\u4e00-\u9fff·]{2,14}?)(?:提出|发出)?$", words)
    if words.endswith("提出") and not found:
        return None
    if found:
        before, words = found.group(1), words[: found.start()]
    who = _chinese_subject(scene, words) if words else ()
    for place in left[1:]:
        if who:
            break
        who = _chinese_subject(scene, scene.words(place))
    rest = text[scene.trigger.end : scene.until]
    target = before or _chinese_target(scene, rest)
    whom = scene.party(target)
    action = scene.trigger.end + (0 if before else len(target))
    return scene.frame(who, whom, action, sure=bool(whom))


def _chinese_target(scene: _Scene, rest: str) -> str:
    for size in range(min(8, len(rest)), 1, -1):
        if country_named(rest[:size], "zh"):
            tail = scene.asking.patterns["body"].match(rest[size:])
            return rest[: size + tail.end()] if tail and tail.end() < 6 else rest[:size]
    found = scene.asking.patterns["body"].match(rest)
    if found and len(found.group()) < 12:
        return found.group()
    for size in range(min(12, len(rest)), 1, -1):  # a person who speaks elsewhere
        if re.search(
            rf"(?<![\u4e00-\u9fff]){re.escape(rest[:size])}(?:{scene.asking.patterns['told'].pattern})",
            scene.text,
        ):
            return rest[:size]
    return ""


def _chinese_subject(scene: _Scene, words: str) -> tuple[Party, ...]:
    """Who is spoken of at the head of a clause; a pronoun means the subject of the sentence before."""
    if re.match(r"[他她](?!们)", words):
        return _chinese_before(scene)
    found = re.match(
        r"[\u4e00-\u9fffA-Za-z·]+?(?=\d|表示|说|指出|强调|称|认为|再次|也|还|则|已|曾|将|在|同|与|于|对|向|就|$)",
        words,
    )
    name = found.group() if found else ""
    if len(name) < 2:
        return ()
    return scene.party(_named(name))


def _named(words: str) -> str:
    """A name without the office before it: 外交部长卓景川."""
    found = re.search(
        r"(?:部长|外长|总统|主席|总理|首相|发言人|大使|秘书长|妻子|司令|主任|市长|省长|议长|会长)(?=[\u4e00-\u9fff·]{2,10}$)",
        words,
    )
    return words[found.end() :] if found else words


def _chinese_before(scene: _Scene) -> tuple[Party, ...]:
    for number in range(scene.number - 1, max(0, scene.number - 4), -1):
        sentence = scene.names.article.sentence(number)
        words = scene.text[sentence.start : sentence.end].lstrip("　 ")
        if re.match(r"[他她]", words):
            continue
        party = _chinese_subject(scene, words)
        if party:
            return party
    return ()


def _japanese(scene: _Scene) -> Frame | None:
    """Particles mark the parties: wa or ga who asks, ni whom, "yō" or "o" what."""
    lead = scene.text[scene.start : scene.trigger.start]
    what = _JAPANESE_THING.search(lead)
    if what is None or scene.asking.patterns["never"].search(lead[-14:]):
        return None
    thing = lead[: what.start()]
    subjects = [m for m in _JAPANESE_SUBJECT.finditer(thing)]
    topics = [m for m in subjects if m.group().endswith("は")]
    subject = topics[-1] if topics else subjects[0] if subjects else None
    who = _japanese_party(scene, subject.group(1)) if subject else ()
    behind = subject.end() if subject else 0
    marked = [what.group(1)] if what.group(1) else []
    marked += [m.group(1) for m in _JAPANESE_TARGET.finditer(thing, behind)]
    marked = [words for words in marked if _is_japanese_party(scene, words)]
    sure = bool(marked)
    if not marked:  # what someone else does, or does not do, is his to change
        marked = [
            m.group(1)
            for m in subjects
            if m is not subject and _is_japanese_party(scene, m.group(1))
        ]
    whom = _japanese_party(scene, marked[0]) if marked else ()
    begin = max(thing.rfind("、") + 1, behind)
    scene.until = scene.trigger.start
    return scene.frame(who, whom, scene.start + begin, sure)


def _is_japanese_party(scene: _Scene, words: str) -> bool:
    """Whether words are a country, a body, or somebody who acts elsewhere in the article."""
    acts = rf"{re.escape(words)}(?:側|政府|氏|首相)?(?:は|が)"
    return bool(
        country_named(words, "ja") or _JAPANESE_BODY.search(words) or re.search(acts, scene.text)
    )


def _japanese_party(scene: _Scene, words: str) -> tuple[Party, ...]:
    return scene.party(_TITLES.sub("", words)) or scene.party(words)
