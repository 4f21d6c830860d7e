"""Who asks whom in Arabic and Hebrew, where a preposition or a letter written onto it marks the target."""

from __future__ import annotations

import re

from summarizer.countries import country_named
from summarizer.records import Party
from summarizer.rules.asking_conditions import Frame
from summarizer.rules.asking_scene import Scene

_HEBREW_PLACED = re.compile(
    r"^[במל]?(?:שיחה|פגישה|מכתב|נאום|ראיון|הודעה|תגובה|כנס|דיון|מקביל|סוף|תום|עוד)"
)
_OF_BODIES = ("للأمم", "للاتحاد", "للصليب", "للهلال", "للجامعة", "للمنظمة", "للحلف")
_AGREEING = re.compile(r"(?:ية|ي|يين|يون|تان|تين)$|^ال(?:مجاور|معني|مالك|مشغل|ناقل|متحارب|متنازع)")
_CALLING = ("دع", "يدع", "تدع", "أدع", "ندع")
_CONSTRUCT = re.compile(r"(?:وزير|رئيس|حكومة|وزارة|في|من|بين|مع)\w?")


def arabic(scene: Scene) -> Frame | None:
    """The verb comes first, or behind its subject; "min" or "ila" or nothing marks the target."""
    text, asking = scene.text, scene.asking
    tokens = list(re.finditer(r"\S+", text[scene.trigger.end : scene.end]))[:24]
    words = [re.sub(r"[،,.؛:]+$", "", m.group()) for m in tokens]
    base = scene.trigger.end
    left = scene.words(scene.pieces_before()[0]).removesuffix(" قد")
    who = scene.party(left) if len(left) > 2 and not asking.has("told", left) else ()
    verb = text[scene.trigger.start : scene.trigger.end].lstrip("وف")
    via = verb.startswith(("طلب", "يطلب", "تطلب", "التمس"))
    stop: int | None = None
    for n, word in enumerate(words):
        if _is_place(scene, word) or word in _OF_BODIES:
            continue  # Baghdad: its first letter is no preposition
        if n and word not in ("من",) and asking.patterns["inf"].fullmatch(word):
            if word == "إلى" and (via or not verb.startswith(_CALLING)):
                continue
            if via and word == "على":
                continue
            stop = n
            break
    begin = 0
    that = _arabic_that(scene, words, stop)
    if that is not None:
        who = who or scene.party(" ".join(words[: that[0]]))
        scene.until = scene.end
        whom = scene.party(" ".join(words[that[0] + 2 : that[1]]))
        return scene.frame(who, whom, base + tokens[that[0]].start(), sure=True) if whom else None
    if stop is None and not via:
        stop = _behind_body(scene, words)
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
            between = _arabic_split(scene, words, stop)
            if between is None:
                return None
            who = scene.party(" ".join(words[:between]))
            begin = between
            if _is_surname(scene, words[between]):
                stop = between + 1
    for n in range(begin + 1, min(stop, len(words))):
        if words[n - 1].startswith("ال") and not _AGREEING.search(words[n]):
            stop = n  # no adjective of what is before it: what is asked for begins here
            break
    if stop == begin + 1 < len(words) and words[begin].startswith("ال"):
        stop += _AGREEING.search(words[stop]) is not None and words[stop].startswith("ال")
    target = [w for w in words[begin:stop] if not asking.patterns["skip"].fullmatch(w)]
    whom = scene.party(" ".join(target))
    action = base + tokens[stop].start() if stop < len(tokens) else scene.end - 1
    scene.until = scene.end
    return scene.frame(who, whom, action, sure=True) if whom else None


def _arabic_that(scene: Scene, words: list[str], stop: int | None) -> tuple[int, int] | None:
    """Where "that" stands before a verb and the target, and where the target ends: "an taftaḥ Miṣr"."""
    if stop is None or words[stop] not in ("أن", "بأن") or "من" in words[:stop]:
        return None
    if stop < 1 or stop + 2 >= len(words) or words[stop + 1][0] not in "يتن":
        return None
    at = stop + 2
    body = scene.asking.patterns["body"].fullmatch(words[at])
    if not (body or _is_place(scene, words[at]) or words[at].startswith("ال")):
        return None
    if any(_is_party(scene, word) for word in words[1:stop]):
        return None  # the target stands before "that"
    end = at + 1
    while end < len(words) and words[at].startswith("ال") and _AGREEING.search(words[end]):
        end += 1
    return stop, end


def _is_party(scene: Scene, word: str) -> bool:
    """Whether a word alone names a body or a place."""
    return _is_place(scene, word) or scene.asking.patterns["body"].fullmatch(word) is not None


def _behind_body(scene: Scene, words: list[str]) -> int | None:
    """Behind the last body in a clause whose complement begins with nothing in particular."""
    found = [n for n in range(1, min(10, len(words))) if _is_party(scene, words[n])]
    found = [n for n in found if words[n - 1] not in ("إلى", "في", "من", "لدى", "باسم")]
    if not found:
        return None
    end = found[-1] + 1
    if not words[found[-1]].startswith("ال") and not _is_place(scene, words[found[-1]]):
        end += 1  # a construct: the sides of | the war
    return end if end < len(words) else None


def _arabic_split(scene: Scene, words: list[str], stop: int) -> int | None:
    """Where, behind the verb, the subject ends and the target begins."""
    if stop == 2:
        return 1
    for n in range(stop - 1, 0, -1):
        body = scene.asking.patterns["body"].fullmatch(words[n]) and not (
            (
                not words[n - 1].startswith("ال")
                and scene.asking.patterns["body"].fullmatch(words[n - 1])
            )
            or words[n - 1] in ("في", "من", "على", "باسم", "لدى")
        )
        begins = body or _is_place(scene, words[n]) or _is_surname(scene, words[n])
        if begins and not _CONSTRUCT.fullmatch(words[n - 1]):
            return n
    return None


def _is_place(scene: Scene, word: str) -> bool:
    """Whether a word is a country, or a capital that stands for its government."""
    return bool(country_named(word, "ar") or scene.asking.patterns["city"].fullmatch(word))


def _is_surname(scene: Scene, word: str) -> bool:
    """Whether a word is somebody's surname: who "said" something elsewhere by this one word."""
    if len(word) < 4:
        return False
    told = scene.asking.patterns["told"].pattern
    return re.search(rf"{told}\s+{re.escape(word)}(?!\w)", scene.text) is not None


def hebrew(scene: Scene) -> Frame | None:
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
        return _hebrew_that(scene, tokens)
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
    article = scene.party("ה" + target) if letter != "מ" else ()  # the letter swallows it
    whom = article or scene.party(target) or scene.party(target.removeprefix("ה"))
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


def _hebrew_that(scene: Scene, tokens: list[re.Match[str]]) -> Frame | None:
    """ "That" written onto the target, which a verb in the future follows: "še-Iran tešaḥrer"."""
    for n, token in enumerate(tokens[:-1]):
        word, after = token.group(), tokens[n + 1].group()
        if not re.match(r"ש\w{2,}", word) or after[0] not in "תיא":
            continue
        whom = scene.party(word[1:])
        who: tuple[Party, ...] = ()
        for place in scene.pieces_before()[:3]:
            words = scene.words(place)
            if not who and words and not _HEBREW_PLACED.match(words):
                who = scene.party(words)
        begin = scene.trigger.end + tokens[n + 1].start()
        return scene.frame(who, whom, begin, sure=True) if whom else None
    return None
