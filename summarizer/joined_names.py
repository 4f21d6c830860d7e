"""Joined names: where a run of capitalised words is two names.

Two persons are joined by "y" or "e", by a German preposition that is no part of a name, or, in Russian and
Ukrainian, stand side by side in different cases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarizer.capitals import Capitals, Word
from summarizer.countries import government_named
from summarizer.name_words import PARTICLES, SLAVIC, is_capital, is_title

_OF_GERMAN = frozenset(["von", "zu", "zur"])  # joins a name, or stands between two nouns
_CASES = {
    "instrumental": ("ом|[еє]м|ою|[ое]й|ью", "[оеєиы]м|ою|[ое]й|ою"),
    "dative": ("[уюеі]|[оеє]ві", "[ую]|[оеє]ві|ому|[оі]й"),
}
"""Endings of given names and surnames in Russian and Ukrainian."""


def parted(capitals: Capitals, run: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """The names of a run, each with the titles and nouns around it."""
    if capitals.language in SLAVIC:
        half = _side_by_side(capitals, run)
        yield from (run[:half], run[half:]) if half else (run,)
        return
    if capitals.language == "de":
        noun = next((i for i, w in enumerate(run) if i and w.text in _OF_GERMAN), None)
        if noun is not None and not _is_noble(capitals, run, noun):
            yield run[:noun]
            yield from parted(capitals, run[noun + 1 :])
            return
    at = next((i for i, word in enumerate(run) if word.text in ("y", "e")), None)
    if at and at < len(run) - 1 and _are_two(capitals, run, at):
        yield run[:at]
        yield from parted(capitals, run[at + 1 :])
    else:
        yield run


def _are_two(capitals: Capitals, run: Sequence[Word], at: int) -> bool:
    """Carlos Umaña y Rosa Aizprúa; not Ortega y Gasset."""
    left, right = run[:at], run[at + 1 :]
    if len(right) > 1 or right[-1].text in capitals.surnames:
        return True
    return len(left) == 1 and (left[-1].text in capitals.surnames or not _is_double(capitals, run))


def _is_double(capitals: Capitals, run: Sequence[Word]) -> bool:
    """Whether a given name stands before two surnames somewhere: José Ortega y Gasset."""
    words = re.escape(capitals.text[run[0].start : run[-1].end])
    return re.search(rf"[^\W\d_a-zà-ÿ][^\W\d_]+ {words}(?!\w)", capitals.text) is not None


def _is_noble(capitals: Capitals, run: Sequence[Word], at: int) -> bool:
    """Whether the "von" at an index of a German run is part of a name, and no preposition behind a
    noun: a title stands before it, or the name comes again without what stands before it."""
    text = capitals.text
    before = capitals.before(run[0].start)
    if any(_is_titling(capitals, word.text) for word in run[:at]):
        return True
    if len(run) == at + 3 and run[at + 1].text == "der":  # Ursula von der Leyen
        nouns = "|".join(re.escape(run[i].text) for i in (at - 1, at + 2))
        determined = rf"(?<!von )\b(?i:d(?:ie|er|as|en|em)|eine?[nmr]?|zu[rm]) (?:{nouns})\b"
        return not re.search(determined, text)
    if before and _is_titling(capitals, before[-1]):
        return text[run[0].start - 1].isspace()
    surname = re.escape(text[run[at].start : run[-1].end])
    again = [m.start() for m in re.finditer(rf"(?<!\w){surname}(?!\w)", text, re.IGNORECASE)]
    return len(again) > 1 and any(not is_capital((capitals.before(k) or ["A"])[-1]) for k in again)


def _is_titling(capitals: Capitals, word: str) -> bool:
    return capitals.is_head(word) or is_title(word)


def _side_by_side(capitals: Capitals, run: Sequence[Word]) -> int:
    """After how many words of a run a second person begins, who stands in another case: звонок Джека
    Ватсона Игорю Малкину; 0 for none."""
    words = [word.text for word in run]
    if set(map(str.lower, words)) & PARTICLES or any(map(is_title, words)):
        return 0
    if any(word.isupper() or government_named(word, capitals.language) for word in words):
        return 0
    if len(run) == 4:
        return 2 if _case(*words[:2]) != _case(*words[2:]) else 0
    return int(len(run) == 2 and all(_is_surname(capitals, word, words[0]) for word in words))


def _is_surname(capitals: Capitals, word: str, before: str) -> bool:
    """Whether a word, perhaps in another case, stands behind another given name than ``before``."""
    return any(
        is_capital(one.text)
        and after.text[:1].isupper()
        and one.text not in (before, word)
        and _is_declined(after.text, word)
        for one, after in capitals.pairs
    )


def _case(given: str, surname: str) -> str | None:
    """The case of a Russian or Ukrainian name, or None for those that look alike."""
    for case, (one, other) in _CASES.items():
        if re.search(f"(?:{one})$", given) and re.search(f"(?:{other})$", surname):
            return case
    return None


def _is_declined(one: str, other: str) -> bool:
    """Whether two words may be one name in two cases."""
    shared = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    return shared > 2 and max(len(one), len(other)) - shared < 4
