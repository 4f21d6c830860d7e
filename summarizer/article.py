"""The article: its text, and its numbered parts, each with offsets into the text as it was given.

Sentences never overlap and never end inside a quoted passage, so that the sentence around a quotation is
its whole context. What lies between two sentences is white space: the parts, joined, are the text.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from statistics import median

import sentencex
from charset_normalizer import from_bytes

from summarizer.errors import InputError
from summarizer.language import detect_language
from summarizer.passages import Marked, scan
from summarizer.records import Excerpt, Source, Span

MAX_BYTES = 5_000_000
"""The largest file that is read as one article: about a thousand pages."""

_HARD_WRAP = 100  # lines of a hard-wrapped text are shorter than this, paragraphs are longer
_INITIAL = re.compile(
    r"(?:(?<![\w'’])(?:[^\W\d_]|Mr|Mrs|Ms|Dr|Mme|Mlle|Sr|Sra|St|Gen|Lt|Col|Sen|Gov|Rep)|(?<!\S)\d)\.\s*$"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, heading or line: its number, from 1, and the paragraph it stands in, from 0."""

    number: int
    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Passage:
    """The words between quotation marks (``start`` to ``end``), numbered from 1.

    ``outer_start`` and ``outer_end`` take in the marks; ``sentence`` is the number of the sentence
    around it; ``closed`` is False where the quotation goes on in the next paragraph.
    """

    number: int
    start: int
    end: int
    outer_start: int
    outer_end: int
    sentence: int
    closed: bool


@dataclass(frozen=True)
class Article:
    """An article as it was given, cut into numbered parts. Make one with ``from_text``/``from_file``.

    ``text`` is what was given, without a byte order mark and with nothing else changed. ``unclosed``
    holds the offsets of opening quotation marks that are never closed.
    """

    text: str
    id: str
    language: str
    date: dt.date | None
    paragraphs: tuple[tuple[int, int], ...]
    sentences: tuple[Sentence, ...]
    passages: tuple[Passage, ...]
    unclosed: tuple[int, ...]

    @classmethod
    def from_text(
        cls,
        text: str,
        *,
        id: str = "article",
        language: str | None = None,
        date: dt.date | None = None,
    ) -> Article:
        """Cut ``text`` into its parts. ``language`` is ISO 639-1, found out when it is not given;
        ``date`` is the day of the article, by which "on Sunday" gets a date.

        Raises ``InputError`` when there are no words in it, or when it holds half characters.
        """
        text = text.removeprefix("\ufeff")
        if not any(char.isalnum() for char in text):
            raise InputError("there are no words in it; give the text of an article", article=id)
        try:
            text.encode("utf-8")
        except UnicodeEncodeError as error:
            raise InputError(
                f"half a character (a lone surrogate) stands at offset {error.start}; "
                "decode the text again from its source",
                article=id,
            ) from None
        language = language or detect_language(text)
        paragraphs = tuple(_paragraphs(text))
        marked, unclosed = scan(text, paragraphs)
        sentences = tuple(_sentences(text, paragraphs, language, marked))
        passages = tuple(_numbered(marked, sentences))
        return cls(text, id, language, date, paragraphs, sentences, passages, unclosed)

    @classmethod
    def from_file(
        cls, path: str | Path, *, language: str | None = None, date: dt.date | None = None
    ) -> Article:
        """Read an article from a text file: UTF-8, UTF-16 with a byte order mark, or what
        charset-normalizer makes of it. Line ends are kept. Raises ``InputError``."""
        path = Path(path)
        try:
            if path.is_dir():
                raise InputError("this is a folder; name a text file", article=str(path))
            if path.stat().st_size > MAX_BYTES:
                raise InputError(_too_large(path.stat().st_size), article=str(path))
            with path.open("rb") as file:  # a device or a pipe has no size to go by
                raw = file.read(MAX_BYTES + 1)
        except FileNotFoundError:
            raise InputError("there is no such file; check the path", article=str(path)) from None
        except OSError as error:
            reason = error.strerror or str(error)
            raise InputError(f"it can't be read: {reason}", article=str(path)) from error
        name = os.fsencode(path.stem).decode("utf-8", "replace")
        return cls.from_bytes(raw, id=name, name=str(path), language=language, date=date)

    @classmethod
    def from_bytes(
        cls,
        raw: bytes,
        *,
        id: str = "article",
        name: str = "",
        language: str | None = None,
        date: dt.date | None = None,
    ) -> Article:
        """Decode an article as ``from_file`` does; ``name`` is what errors call it."""
        name = name or id
        if len(raw) > MAX_BYTES:
            raise InputError(_too_large(len(raw)), article=name)
        try:
            return cls.from_text(decode(raw), id=id, language=language, date=date)
        except InputError as error:
            raise InputError(error.message, article=name) from None

    @property
    def source(self) -> Source:
        """What a summary says about the article that it is of."""
        digest = hashlib.sha256(self.text.encode("utf-8")).hexdigest()
        return Source(
            id=self.id,
            sha256=digest,
            characters=len(self.text),
            language=self.language,
            date=self.date,
        )

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The sentences and what lies between them, in order: joined, they are the text."""
        edges = [0, *(edge for s in self.sentences for edge in (s.start, s.end)), len(self.text)]
        return tuple(self.text[a:b] for a, b in pairwise(edges))

    def excerpt(self, start: int, end: int) -> Excerpt:
        """The words from ``start`` to ``end``, copied."""
        return Excerpt(text=self.text[start:end], span=Span(start=start, end=end))

    def sentence(self, number: int) -> Sentence:
        """The sentence with this number. Raises ``IndexError`` where there is none."""
        if not 1 <= number <= len(self.sentences):
            raise IndexError(f"no sentence {number}")
        return self.sentences[number - 1]

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that an offset lies in. Raises ``IndexError`` where there is none."""
        number = bisect_right(self.sentences, offset, key=lambda sentence: sentence.start)
        sentence = self.sentence(number)
        if offset >= sentence.end:
            raise IndexError(f"no sentence at {offset}")
        return sentence


def decode(raw: bytes) -> str:
    """Text from the bytes of a file. Raises ``InputError`` when they are not text."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return raw.decode("utf-16")
        except UnicodeDecodeError:
            raise InputError("it begins like UTF-16 and is not; save it as UTF-8") from None
    if b"\x00" in raw:
        raise InputError("this is not a text file; give the article as plain text")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(raw).best()
    if best is None:
        raise InputError("its encoding can't be told; save it as UTF-8")
    text = str(best)
    odd = sum(not (char.isprintable() or char.isspace()) for char in text)
    if odd * 50 > len(text):
        raise InputError("this is not a text file; give the article as plain text")
    return text


def _too_large(size: int) -> str:
    return (
        f"{size / 1e6:.0f} MB is not one article (the limit is {MAX_BYTES / 1e6:.0f} MB); split it"
    )


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Blank lines part the paragraphs of a hard-wrapped text; in any other, each line is one."""
    lines = [
        (m.start(), m.end())
        for m in re.finditer(r"[^\r\n\u2028\u2029]*\S[^\r\n\u2028\u2029]*", text)
    ]
    gaps = [text[a:b] for (_, a), (b, _) in pairwise(lines)]
    blank = [len(re.findall(r"\r\n|[\r\n\u2028\u2029]", gap)) > 1 for gap in gaps]
    lengths = [end - start for (start, end), after in zip(lines, blank, strict=False) if not after]
    wrapped = any(blank) and len(lengths) > 2 and 40 < median(lengths) < _HARD_WRAP
    begin = None
    for index, (start, end) in enumerate(lines):
        begin = start if begin is None else begin
        if wrapped and index < len(gaps) and not blank[index]:
            continue
        words = text[begin:end]
        yield begin + len(words) - len(words.lstrip()), begin + len(words.rstrip())
        begin = None


def _sentences(
    text: str, paragraphs: tuple[tuple[int, int], ...], language: str, marked: tuple[Marked, ...]
) -> Iterator[Sentence]:
    number = 0
    for index, (start, end) in enumerate(paragraphs):
        body = text[start:end]
        inside = [(m.outer_start, m.outer_end) for m in marked if start <= m.outer_start < end]
        begin = start
        for boundary in sentencex.get_sentence_boundaries(language, body):
            stop = start + int(boundary["end_index"])
            if stop < end and (
                any(a < stop < b for a, b in inside) or _INITIAL.search(text, begin, stop)
            ):
                continue
            words = text[begin:stop]
            if words.strip():
                number += 1
                left = begin + len(words) - len(words.lstrip())
                yield Sentence(number, left, begin + len(words.rstrip()), index)
                begin = stop
        if text[begin:end].strip():
            number += 1
            yield Sentence(number, begin, end, index)


def _numbered(marked: tuple[Marked, ...], sentences: tuple[Sentence, ...]) -> Iterator[Passage]:
    at = 0
    for number, mark in enumerate(marked, start=1):
        while sentences[at].end < mark.end:
            at += 1
        yield Passage(
            number,
            mark.start,
            mark.end,
            mark.outer_start,
            mark.outer_end,
            sentences[at].number,
            mark.closed,
        )
