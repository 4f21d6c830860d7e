"""Quoted passages: where the words between quotation marks begin and end.

The text is read once, mark by mark. The outermost marks win, and what stands inside them is left
alone. Three things make news text hard, and each has one rule here:

- A mark can be something else: an apostrophe, an inch sign, a Hebrew acronym. A mark opens only
  where words can begin and closes only where they can end; one that may be an apostrophe or an inch
  sign closes only if no better mark follows.
- A quotation can run over several paragraphs, with a mark at the start of each and a closing mark on
  the last only. Each paragraph is a passage of its own.
- A mark can be missing. An opening mark that nothing closes is reported, not guessed at, and what
  follows it is read as if it were not there.

The pairs follow the Unicode Standard, section 6.2, "Language-Based Usage of Quotation Marks".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_CLOSERS: dict[str, tuple[str, ...]] = {
    "“": ("”", "“"),  # the second where an editor's keyboard got the direction wrong
    "„": ("“", "”"),
    "‟": ("”",),
    "”": ("”",),  # Swedish and Finnish open and close with the same mark
    "«": ("»",),
    "»": ("«", "»"),  # German books turn guillemets inwards
    "‹": ("›",),
    "›": ("‹", "›"),
    '"': ('"',),
    "״": ("״",),
    "＂": ("＂",),
    "‘": ("’",),
    "‛": ("’",),
    "‚": ("‘", "’"),
    "'": ("'",),
    "「": ("」",),
    "``": ("''",),
    "『": ("』",),
    "｢": ("｣",),
    "〝": ("〞", "〟"),
}
_NESTING = "“„‟«‹「『｢〝"
_SINGLE = "‘‛‚'"
_STRAIGHT = "\"״＂'"
_TYPED = {"“": '"', "„": '"', "”": '"'}  # a straight mark where a curly one was meant
_MARK = re.compile("``|''|[“”„‟«»‹›\"״＂‘’‚‛'「」『』｢｣〝〞〟]")
_ELISION = re.compile(r"['‘’](?:\d\ds?|em|tis|twas|til|cause|n)\b", re.IGNORECASE)
_OPENING = "([{<—–-/¿¡’'“„«‘\"‚‹"
_PAUSE = ",:;：，、"
_STOP = ",.;:!?…)]}"
_HEBREW_PREFIX = re.compile("(?<![א-ת])[הבלמשוכ]{1,3}$")
_REACH = 3  # paragraphs without any mark that a quotation may run through


class Marked(NamedTuple):
    """The words between two marks, and where the marks around them begin and end.

    ``closed`` is False for a paragraph of a longer quotation that has no closing mark of its own.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool


class Scan(NamedTuple):
    """The passages in order, and the offsets of opening marks that nothing closes."""

    passages: tuple[Marked, ...]
    unclosed: tuple[int, ...]


class _Mark(NamedTuple):
    text: str
    at: int
    opens: bool
    closes: bool
    weak: bool  # more likely an apostrophe or an inch sign than a closing mark

    @property
    def end(self) -> int:
        return self.at + len(self.text)


def scan(text: str, paragraphs: Sequence[tuple[int, int]]) -> Scan:
    """Find the passages of ``text``, whose ``paragraphs`` are (start, end) offsets in order."""
    marks = [_marks(text, start, end) for start, end in paragraphs]
    found: list[Marked] = []
    unclosed: list[int] = []
    carried = ""  # the mark of a quotation that the paragraph before left open

    def add(start: int, end: int, outer_start: int, outer_end: int, closed: bool) -> None:
        words = text[start:end]
        if any(char.isalnum() for char in words):
            start += len(words) - len(words.lstrip())
            end -= len(words) - len(words.rstrip())
            found.append(Marked(start, end, outer_start, outer_end, closed))

    for index, (start, end) in enumerate(paragraphs):
        here, at = marks[index], 0
        if carried:
            lead = _leads(here, start, text, carried)
            begin = here[0].end if lead else start
            close = _closing(here, int(lead), carried)
            if close is not None:
                add(begin, here[close].at, start, here[close].end, True)
                carried, at = "", close + 1
            else:
                add(begin, end, start, end, False)
                if not _continues(marks, index, paragraphs, text, carried):
                    carried = ""
                continue
        while at < len(here):
            mark = here[at]
            at += 1
            if not mark.opens:
                continue
            close = _closing(here, at, mark.text)
            if close is not None:
                add(mark.end, here[close].at, mark.at, here[close].end, True)
                at = close + 1
            elif _continues(marks, index, paragraphs, text, mark.text):
                add(mark.end, end, mark.at, end, False)
                carried = mark.text
                break
            elif mark.text != "'":
                unclosed.append(mark.at)
    return Scan(tuple(found), tuple(unclosed))


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    """The marks of one paragraph, each with what it can be in its surroundings."""
    found: list[_Mark] = []
    for match in _MARK.finditer(text, start, end):
        mark, at = match.group(), match.start()
        before = text[at - 1] if at > start else ""
        after = text[match.end()] if match.end() < end else ""
        if mark == "''" and not any(other.text == "``" for other in found):
            continue
        if before.isalnum() and after.isalnum() and mark in "'’‘\"״":
            if not (_is_cjk(before) or _is_cjk(after) or _attached(text, start, match.end(), mark)):
                continue  # an apostrophe, or the gershayim of an acronym
            found.append(_Mark(mark, at, mark in _CLOSERS, True, False))
            continue
        if mark in "'‘’" and not before.isalnum() and _ELISION.match(text, at):
            continue
        found.append(_Mark(mark, at, *_can(mark, before, after, text[max(start, at - 3) : at])))
    return found


def _can(mark: str, before: str, after: str, lead: str) -> tuple[bool, bool, bool]:
    """Whether a mark can open, whether it can close, and whether closing would be weak."""
    left = not before or before.isspace() or before in _OPENING or _is_cjk(before)
    left = left or not (before.isascii() or before.isalnum())
    word = bool(after) and not after.isspace() and after not in _STOP
    ends = bool(before) and not before.isspace() and before not in "([{"
    if mark in _STRAIGHT:
        alone = (not before or before.isspace()) and after.isspace() and mark != "'"
        opens = alone or (word and (left or before in _PAUSE) and not before.isalpha())
        opens = opens or (word and _is_cjk(before))
        closes = alone or (ends and (mark != "'" or not after.isalnum()))
    elif mark in "“‘‛":
        opens = word and (mark == "“" or left or before in _PAUSE)
        closes = ends and not opens
    elif mark in "«‹":
        opens = left or before in _PAUSE or after.isalnum()
        closes = ends and not after.isalnum()
    elif mark in "»›":
        opens, closes = left and after.isalnum() and not _is_cjk(before), bool(before)
    elif mark in "”’":
        opens, closes = mark == "”" and left and after.isalnum() and not _is_cjk(before), True
    else:
        opens, closes = mark in _CLOSERS and bool(after), mark not in _CLOSERS
    weak = False
    if mark in "'’" and after.isspace():
        weak = before in "sSzx" or lead.endswith("in")
    elif mark == '"':
        weak = before.isdigit() and after not in _STOP
    return opens, closes, weak


def _is_cjk(char: str) -> bool:
    return (
        "\u3001" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7af" or "\uff00" <= char <= "\uffef"
    )


def _attached(text: str, start: int, end: int, mark: str) -> bool:
    """Whether a mark inside a word opens a quotation after a prefix, as Hebrew and Arabic write it.

    Gershayim stand before the last letter of an acronym; an opening mark has a whole word behind it.
    """
    if mark not in '"״' or end + 1 >= len(text):
        return False
    if "\u0600" <= text[end] <= "\u06ff":
        return True
    return bool(text[end + 1].isalpha() and _HEBREW_PREFIX.search(text, start, end - 1))


def _closing(marks: Sequence[_Mark], begin: int, opening: str) -> int | None:
    """The index of the mark that closes ``opening``, or None."""
    closers, depth, seen = _CLOSERS[opening], 0, None
    weak: int | None = None
    for index in range(begin, len(marks)):
        mark = marks[index]
        if mark.text in closers and mark.closes:
            if mark.weak:
                weak = index if weak is None else weak
            elif depth == 0:
                return index
            else:
                depth -= 1
                seen = index
        elif mark.text == opening and mark.opens:
            if opening in _SINGLE and weak is not None:
                return weak
            if opening in _NESTING:
                depth += 1
    if weak is not None:
        return weak
    if opening == "«" and seen is not None:
        return seen  # in French and Russian one mark may close two quotations
    typed = _TYPED.get(opening, "")
    later = (i for i in range(begin, len(marks)) if marks[i].text == typed and marks[i].closes)
    return next(later, None)


def _leads(marks: Sequence[_Mark], start: int, text: str, opening: str) -> bool:
    """Whether a paragraph begins with a mark that carries on a quotation opened by ``opening``."""
    if not marks or text[start : marks[0].at].strip():
        return False
    return marks[0].text == opening or (opening in "«»" and marks[0].text in "«»")


def _continues(
    marks: Sequence[Sequence[_Mark]],
    index: int,
    paragraphs: Sequence[tuple[int, int]],
    text: str,
    opening: str,
) -> bool:
    """Whether a quotation that is open at the end of a paragraph goes on in the next one."""
    after = index + 1
    if after < len(marks) and _leads(marks[after], paragraphs[after][0], text, opening):
        return True
    if opening in "'‘‛":
        return False
    for later in marks[after : after + 1 + _REACH]:
        if later:
            first = later[0]
            return first.text in _CLOSERS[opening] and first.closes and not first.opens
    return False
