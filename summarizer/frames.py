"""Frames: who asks whom for what, in the grammar of one clause, where capital letters show names.

A verb that asks has two places for what it asks: some have the target as their object ("urged X to
..."), some the thing ("demanded that X ..."). What a complement begins with ends the target. No parser:
where a clause fits none of these forms, a place stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from summarizer.asking_words import AskingWords, Trigger
from summarizer.clauses import PRONOUNS, Clauses, Phrase
from summarizer.names import Names
from summarizer.people import People
from summarizer.records import Party
from summarizer.referents import Referents
from summarizer.saying import Words
from summarizer.witness import speakers_likely

_FORMS = {"en": re.compile(r"\w+ed|told|besought|sought|pled"), "de": re.compile(r"\w*ge\w+|\w+t")}
_ACTORS = ("person", "name", "head", "he", "she", "it", "they")
_ENDS = ("stop", "colon", "dash")


class Frame(NamedTuple):
    """One asking: its words' offsets, who, whom, where the thing stands, and how strongly.

    ``sure`` is False where a place had to be guessed.
    """

    kind: str
    sentence: int
    start: int
    who: tuple[Party, ...]
    whom: tuple[Party, ...]
    action: tuple[int, int]
    sure: bool


class Frames:
    """The frames of one article."""

    def __init__(self, names: Names, words: Words, asking: AskingWords) -> None:
        self.names, self.asking, self.words = names, asking, words
        self.text = names.article.text
        self.language = names.article.language
        people = People(names, words)
        self.main = Clauses(names.article, words, people)
        self.referents = Referents(names, people, self.main, asking)

    def found(self) -> Iterator[Frame]:
        """All frames, in order: those of the sentences, then those of the words in quotation marks."""
        article = self.names.article
        for sentence in article.sentences:
            if self.text[sentence.start : sentence.end].isupper():
                continue  # a heading
            if self.asking.any.search(self.text, sentence.start, sentence.end):
                for trigger in self.asking.find(self.text, sentence.start, sentence.end):
                    frame = self._frame(self.main, trigger, sentence.number, ())
                    if frame:
                        yield frame
        for passage in article.passages:
            if not self.asking.any.search(self.text, passage.start, passage.end):
                continue
            inner = self.main.inside(passage.start, passage.end, passage.sentence)
            said = speakers_likely(self.names).get(passage.number)
            for trigger in self.asking.find(self.text, passage.start, passage.end):
                frame = self._frame(inner, trigger, passage.sentence, (said,) if said else ())
                if frame:
                    yield frame

    def _frame(
        self, clauses: Clauses, trigger: Trigger, sentence: int, speaker: tuple[Party, ...]
    ) -> Frame | None:
        at = next((i for i, t in enumerate(clauses.tokens) if t.start == trigger.start), None)
        if at is None or clauses.tokens[at].kind == "quote":
            return None
        clause = _Clause(self, clauses, trigger, at, sentence, speaker)
        match trigger.kind:
            case "must":
                return clause.must()
            case "only":
                return clause.only()
            case "give":
                return clause.give()
            case "noun" | "hard":
                return clause.noun()
            case _:
                return clause.noun() if clause.is_noun() else clause.verb()


class _Clause:
    """One word that asks, and what stands around it."""

    def __init__(
        self,
        frames: Frames,
        clauses: Clauses,
        trigger: Trigger,
        at: int,
        sentence: int,
        speaker: tuple[Party, ...],
    ) -> None:
        self.clauses, self.trigger, self.at = clauses, trigger, at
        self.asking, self.text = frames.asking, frames.text
        self.language, self.referents = frames.language, frames.referents
        self.tokens, self.sentence, self.speaker = clauses.tokens, sentence, speaker
        self.begin = clauses.begins[sentence]
        self.end = at
        while self.end < len(self.tokens) and self.tokens[self.end].sentence == sentence:
            self.end += 1
        self.behind = at
        while self.behind < self.end and self.tokens[self.behind].start < trigger.end:
            self.behind += 1

    # The forms

    def is_noun(self) -> bool:
        """Whether a word that could be a verb is a noun: "its demand", "a United Nations appeal"."""
        if self.language not in ("en", "fr"):
            return False
        if self.at == self.begin:
            return not self.tokens[self.at].low.endswith(("ing", "ed"))
        before, low = self.tokens[self.at - 1], self.tokens[self.at].low
        if self.language == "fr":
            return before.low in ("la", "une", "cette", "sa", "leur", "les", "des", "aucune")
        if low.endswith("ing"):
            return before.kind in ("det", "own")
        if before.kind in ("det", "own", "prep"):
            return True
        if low.endswith("ed") or low in ("told", "tells", "asked", "urges"):
            return False
        after = self.tokens[self.behind] if self.behind < self.end else None
        for k in range(self.at - 1, max(self.begin, self.at - 5) - 1, -1):
            token = self.tokens[k]
            if token.kind in ("own", "prep") or token.low in _ONE:
                return True
            if token.kind not in ("word", "name"):
                break
        return after is None or after.kind in ("aux", "stop", "comma")

    def verb(self) -> Frame | None:
        """X urged Y to ...; X demanded that Y ...; Y was urged by X to ..."""
        if self._is_never():
            return None
        if self._is_passive():
            return self._passive()
        who, sure = self._subject()
        if self.trigger.kind in ("ask", "order"):
            whom, complement, firm = self._object()
            if complement is None:
                return None
            whom = whom or self._clitic(who)
            if not whom and (self.language in ("en", "de") or self.trigger.kind == "order"):
                return None
        else:
            whom, complement, firm = self._thing(who)
            if complement is None:
                return None
            whom = whom or self._clitic(who)
            if not whom and self.trigger.kind == "plead" and not self._is_concrete(complement):
                return None
        if not who:
            return None
        firm = firm and self.tokens[self.at].low not in ("want", "wants", "wanted")
        return self._made(who, whom, complement, sure and firm and bool(whom))

    def _is_concrete(self, begin: int) -> bool:
        """Whether something in particular is called for, of nobody named."""
        if self.text[self.trigger.start : self.trigger.end].lower().endswith(("that", "che")):
            return True
        return any(_CONCRETE.fullmatch(t.low) for t in self.tokens[begin : begin + 6])

    def noun(self) -> Frame | None:
        """Its demand that Y ...; an appeal to Y to ...; X's request that ..."""
        i = self._start()
        end = self._limit()
        text_end = self.tokens[end - 1].end
        at = self.tokens[i].start if i < end else text_end
        whom: tuple[Party, ...] = ()
        complement: int | None = None
        joined = self.behind - self.at > 1  # "an appeal to Y"
        that = self.asking.at("that", self.text, at, text_end) if i < end else None
        if that is not None:
            phrase = self._noun_phrase(self._token(that), end)
            after = self.tokens[phrase.end].low if phrase and phrase.end < end else ""
            if phrase and not (self.language == "en" and _MADE.fullmatch(after)):
                whom = self._parties(phrase, ())
                complement = phrase.end
        elif i < end and (joined or self.asking.at("toward", self.text, at, text_end)):
            past = at if joined else self.asking.at("toward", self.text, at, text_end)
            start = self._token(past or at)
            phrase = self._noun_phrase(start, end)
            stop = self._complement(start, end)
            if phrase is not None and not self._is_actor(phrase):
                phrase = None
            if phrase is not None and phrase.end == end:
                stop = end
            if phrase is not None and stop is not None and phrase.end <= stop <= phrase.end + 1:
                whom = self._parties(phrase, ())
                complement = stop
        if complement is None or not whom:
            return None
        before = self.tokens[self.at - 1] if self.at > self.begin else None
        main = self._main()
        who = self._parties(main, ()) if main else ()
        if self.speaker and any(t.kind == "nobody" for t in self.tokens[self.begin : self.at]):
            who = self.speaker
        if before is not None and before.kind == "own" and self.at - 2 >= self.begin:
            owner = self.clauses.first(max(self.begin, self.at - 6), self.at - 1)
            who = self._parties(owner, ()) if owner else who
        who = tuple(p for p in who if p not in whom)
        return self._made(who, whom, complement, sure=False) if who else None

    def must(self) -> Frame | None:
        """Y must ..., X said; X said that Y must ...; "Y must ...", of somebody else."""
        phrase = self._before(self.at)
        if phrase is None or not self._is_actor(phrase):
            return None
        if self.tokens[phrase.start].kind in ("he", "she", "it", "they", "nobody"):
            return None
        who, sure = (self.speaker, True) if self.speaker else self._teller(phrase)
        whom = self._parties(phrase, ())
        if not who or not whom or any(p.name == q.name for p in who for q in whom):
            return None
        passive = (
            self.language == "en"
            and self.behind < self.end
            and self.tokens[self.behind].low == "be"
        )
        return self._made(who, () if passive else whom, self.behind, sure and not passive)

    def only(self) -> Frame | None:
        """X will ... only if Y ..."""
        phrase = self._noun_phrase(self.behind, self._limit())
        if phrase is None or not self._is_actor(phrase):
            return None
        main = self._main()
        who = self._parties(main, ()) if main else self.speaker
        if self.speaker and (main is None or self.tokens[main.start].kind == "nobody"):
            who = self.speaker
        whom = self._parties(phrase, who)
        if not who or not whom or any(p.name == q.name for p in who for q in whom):
            return None
        return self._made(who, whom, phrase.end, sure=self.tokens[self.at].low == "only")

    def _main(self) -> Phrase | None:
        """The subject of the clause to which a condition is joined."""
        start = self.at
        while start > self.begin and self.tokens[start - 1].kind not in ("rel", *_ENDS):
            start -= 1
        phrase = self.clauses.first(start, self.at)
        return phrase and Phrase(phrase.start, self._reach(phrase, self.at))

    def give(self) -> Frame | None:
        """X gave Y ten days to ..."""
        start, end = self.behind, self._limit()
        for i in range(start, min(start + 12, end)):
            past = self.asking.at(
                "clock", self.text, self.tokens[i].start, self.tokens[end - 1].end
            )
            if past is None:
                continue
            who, sure = self._subject()
            if i > start:
                phrase = self._noun_phrase(start, end)
                if phrase is None or phrase.end != i:
                    return None
                whom = self._parties(phrase, who)
            else:  # "gave an ultimatum to Y"
                to = self._token(past)
                past_to = (
                    self.asking.at("to", self.text, self.tokens[to].start, self.tokens[end - 1].end)
                    if to < end
                    else None
                )
                phrase = self._noun_phrase(self._token(past_to), end) if past_to else None
                whom = self._parties(phrase, who) if phrase else ()
            if not who or not whom:
                return None
            stop = self._complement(i, end)
            return self._made(who, whom, stop if stop is not None else i, sure)
        return None

    # Their places

    def _is_never(self) -> bool:
        """Whether the verb only asks a question, or asks for a call or for calm."""
        if self.behind >= self.end:
            return True
        at, stop = self.tokens[self.behind].start, self.tokens[self.end - 1].end
        if self.asking.at("never", self.text, at, stop):
            return True
        thing = self.asking.at("for", self.text, at, stop)
        place = self._skipped(thing) if thing else at
        if self.asking.at("calls", self.text, place, stop) is not None:
            return True
        last = self.tokens[self.behind - 1].low
        return last == "for" and self.tokens[self.behind].kind in PRONOUNS

    def _skipped(self, at: int) -> int:
        while at < len(self.text) and self.text[at].isspace():
            at += 1
        return at

    def _is_passive(self) -> bool:
        form = _FORMS.get(self.language)
        low = self.tokens[self.at].low
        if form is not None and not form.fullmatch(low):
            return False
        i = self.at - 1
        while i > self.begin and self.asking.at(
            "skip", self.text, self.tokens[i].start, self.tokens[i].end
        ):
            i -= 1
        if i < self.begin:
            return False
        if self.language == "de":
            near = self.tokens[max(self.begin, self.at - 14) : self.at + 3]
            return low.startswith(("auf", "ge", "an")) and any(
                t.low in ("wurde", "wurden", "wird", "werden", "worden") for t in near
            )
        be = self.tokens[i].low
        ended = re.search(
            r"(?:é|ée|és|ées|[ai]d[oa]s?|at[oaie]|ut[oaie]|est[oaie]|ий|н[аыо]?|но)$", low
        )
        return self.asking.patterns["be"].fullmatch(be) is not None and (
            self.language == "en" or ended is not None
        )

    def _passive(self) -> Frame | None:
        phrase = self._before(self.at)
        whom = self._parties(phrase, ()) if phrase else ()
        stop = self._limit()
        who: tuple[Party, ...] = ()
        first = max(self.begin, self.at - 9) if self.language == "de" else self.behind
        for i in range(first, min(self.behind + 8, stop)):
            past = self.asking.at("by", self.text, self.tokens[i].start, self.tokens[i].end)
            agent = self._noun_phrase(i + 1, stop) if past else None
            if agent:
                who = self._parties(agent, whom)
                break
        complement = self._complement(self.behind, stop)
        if complement is None or not whom or not who:
            return None
        return self._made(who, whom, complement, sure=True)

    def _subject(self) -> tuple[tuple[Party, ...], bool]:
        """Who asks, and whether the clause says so."""
        phrase = self._before(self.at)
        if self.speaker and (
            phrase is None
            or any(self.tokens[j].kind == "nobody" for j in range(phrase.start, self.at))
        ):
            return self.speaker, True
        if phrase is not None:
            who = self._parties(phrase, ())
            if who:
                return who, self._is_actor(phrase)
        who = self.referents.last_subject(self.tokens[self.at], self.language)
        return who, False

    def _before(self, at: int) -> Phrase | None:
        """The subject before token ``at``; in a verb-second clause it may stand behind the verb."""
        if self.language == "de":
            return self._german(at)
        phrase = self.clauses.before(at, self.begin)
        if phrase is not None and phrase.start > self.begin and not self._is_actor(phrase):
            if self.tokens[phrase.start - 1].kind == "rel" or (
                phrase.start > self.begin + 1 and self.tokens[phrase.start - 2].kind == "rel"
            ):  # "la cámara que los agrupa"
                whole = self.clauses.ending(phrase.start - 1, self.begin)
                return Phrase(whole.start, at) if whole and at - whole.start < 7 else phrase
        if phrase is None:
            start = at
            while start > self.begin and self.tokens[start - 1].kind not in (
                "rel",
                "stop",
                "colon",
            ):
                start -= 1
                if self.clauses.is_verb(start, ("say",)):
                    start += 1
                    break
            phrase = self.clauses.first(start, at)
        return self._whole(phrase, at) if phrase else None

    def _whole(self, phrase: Phrase, at: int) -> Phrase:
        """A subject up to its verb, and with the other one that "and" joins to it."""
        start = phrase.start
        if (
            start - 2 >= self.begin
            and self.tokens[start - 1].kind == "and"
            and self.tokens[start - 2].kind in ("name", "person", "head")
        ):
            k = start - 2
            while k > self.begin and self.tokens[k - 1].kind in ("name", "head", "det", "word"):
                if self.clauses.is_verb(k - 1):
                    break
                k -= 1
                if self.tokens[k].kind == "det":
                    break
            start = k
        return Phrase(start, self._reach(phrase, at))

    def _reach(self, phrase: Phrase, at: int) -> int:
        """The end of an English subject, which goes on to its verb: "Opposition groups in Zimbabwe"."""
        if self.language != "en" or self.tokens[phrase.start].kind in PRONOUNS:
            return phrase.end
        k = phrase.start
        while k < at:
            token = self.tokens[k]
            timely = (
                token.kind == "prep" and k + 1 < at and _TIMES.fullmatch(self.tokens[k + 1].low)
            )
            owner = token.low in ("'", "’") and self.tokens[k + 1].kind in ("name", "head", "word")
            if token.kind in ("comma", "rel", "quote", "nobody", *_ENDS, *PRONOUNS) and not owner:
                break
            if k > phrase.start and (
                token.kind in ("aux", "say", "call") or timely or _TIMES.fullmatch(token.low)
                or (token.kind == "word" and token.low.endswith("ly"))
                or (token.low.endswith("ed") and self.tokens[k - 1].kind in ("head", "name", "person"))
                or token.low in ("along", "together")
            ):  # fmt: skip
                break
            k += 1
        while k > phrase.start + 1 and self.tokens[k - 1].kind in ("aux", "prep", "det", "and"):
            k -= 1
        return k

    def _german(self, at: int) -> Phrase | None:
        """The subject of a German clause: before the verb, or first behind it or its auxiliary."""
        start = at
        while start > self.begin and self.tokens[start - 1].kind not in (*_ENDS, "comma", "quote"):
            start -= 1
        phrase = self.clauses.first(start, at)
        if phrase is not None:
            return self._nominative(phrase)
        if at > start or start == self.begin:
            behind = self.clauses.first(at + 1, min(at + 12, self.end))
            if behind is not None:
                return self._nominative(behind)
        if start > self.begin and self.tokens[start - 1].kind == "comma":
            return self.clauses.before(at, self.begin)
        return None

    def _nominative(self, phrase: Phrase, near: int = 2) -> Phrase:
        """A German subject without the object that stands behind it: die Regierung | die Türkei."""
        for k in range(phrase.start + near, phrase.end):
            if self.tokens[k].low in ("die", "den", "das", "dem", "einen") and self.tokens[
                k - 1
            ].kind in ("head", "name", "person"):
                return Phrase(phrase.start, k)
        return phrase

    def _limit(self) -> int:
        """The end of the clause that the verb begins."""
        i = self.behind
        while i < self.end and self.tokens[i].kind not in _ENDS:
            i += 1
        return i

    def _object(self) -> tuple[tuple[Party, ...], int | None, bool]:
        """The target of a verb that has it as its object, where the complement begins, and whether
        it is a name."""
        start, end = self._start(), self._limit()
        stop = self._complement(start, end)
        if stop is None:
            return (), None, False
        if self.language == "de":
            return self._german_object(start, stop)
        if stop == start:
            return (), stop, True
        phrase = self._cut(Phrase(start, stop))
        if phrase is None:
            return (), stop, True
        return self._parties(phrase, self._subject()[0]), stop, self._is_actor(phrase)

    def _german_object(self, start: int, stop: int) -> tuple[tuple[Party, ...], int | None, bool]:
        """The accusative: what stands between the subject and the end of the clause."""
        subject = self._german(self.at)
        first = self.at
        k = self.at
        while k > self.begin and self.tokens[k - 1].kind not in (*_ENDS, "comma", "quote"):
            k -= 1
        regions = [(start, stop), (subject.end if subject else k, first)]
        if subject and subject.start >= self.behind:
            regions = [(subject.end, stop)]
        for begin, end in regions:
            i = begin
            while i < end:
                token = self.tokens[i]
                if token.low in ("an", "von", "vom", "bei", "beim"):
                    i += 1
                    continue
                phrase = self.clauses.first(i, end) if token.kind != "prep" else None
                if token.kind == "prep" and i + 1 < end:
                    phrase = self.clauses.first(i, end)
                if phrase is None:
                    break
                cut = self._cut(
                    Phrase(phrase.start, min(end, max(phrase.end, self._joined(phrase, end))))
                )
                whom = self._parties(cut or phrase, self._subject()[0])
                if whom:
                    return whom, stop, self._is_actor(phrase)
                i = phrase.end
        return (), stop, False

    def _joined(self, phrase: Phrase, end: int) -> int:
        if phrase.end + 1 < end and self.tokens[phrase.end].kind == "and":
            other = self.clauses.first(phrase.end + 1, end)
            return other.end if other else phrase.end
        return phrase.end

    def _thing(self, who: tuple[Party, ...]) -> tuple[tuple[Party, ...], int | None, bool]:
        """The target of a verb that has the thing as its object."""
        start, end = self._start(), self._limit()
        if start >= end:
            return (), None, False
        last = self.tokens[end - 1].end
        here = self.tokens[start].start
        if self.tokens[start].kind == "comma" and start + 1 < end:
            here = self.tokens[start + 1].start
        that = self.asking.at("that", self.text, here, last)
        trailing = re.search(
            r"(?:that|que|che|if)$", self.text[self.trigger.start : self.trigger.end]
        )
        if that is not None or trailing:
            return self._clause_subject(self._token(that) if that is not None else start, end, who)
        past = self.asking.at("to", self.text, here, last)
        if past is not None:
            begin = self._token(past)
            stop = self._complement(begin, end)
            phrase = self._cut(Phrase(begin, stop)) if stop is not None and stop > begin else None
            phrase = phrase or self._noun_phrase(begin, end)
            firm = self.tokens[start].low in _FROM
            if phrase is not None and (firm or self._is_actor(phrase)):
                whom = self._parties(phrase, who)
                return whom, stop if stop is not None else phrase.end, True
        return self._from(start, end, who)

    def _clause_subject(
        self, start: int, end: int, who: tuple[Party, ...]
    ) -> tuple[tuple[Party, ...], int | None, bool]:
        """Demanded that Y ...: the subject of the clause is the target, if it is to do something."""
        while start < end and (
            self.tokens[start].kind in ("comma", "aux")
            or self.tokens[start].low in ("sia", "siano", "seja", "sea")
            or self.asking.at("skip", self.text, self.tokens[start].start, self.tokens[start].end)
        ):
            start += 1
        phrase = self._noun_phrase(start, end)
        if phrase is None:
            return (), start, False
        if self.language == "de":
            phrase = self._nominative(phrase, near=1)
        after = [t.low for t in self.tokens[phrase.end : phrase.end + 3]]
        passive = self.language == "en" and "be" in after[:2]
        if passive:
            return (), start, False
        return self._parties(phrase, who), phrase.end, self._is_actor(phrase)

    def _from(
        self, start: int, end: int, who: tuple[Party, ...]
    ) -> tuple[tuple[Party, ...], int | None, bool]:
        """Demanded an apology from Y, the removal of Y, an admission by Y."""
        last = self.tokens[end - 1].end
        found: tuple[tuple[Party, ...], bool] = ((), False)
        for i in range(start + 1, min(start + 14, end)):
            token = self.tokens[i]
            if token.kind in ("comma", "rel", "quote") or found[1]:
                break
            past = self.asking.at("to", self.text, token.start, last)
            removed = token.low == "of" and _REMOVALS.fullmatch(self.tokens[i - 1].low) is not None
            weak = token.low in _WEAK.get(self.language, ()) and not removed
            if (past is None and token.low != "by") or weak or (found[0] and not removed):
                continue
            phrase = self._noun_phrase(self._token(past) if past else i + 1, end)
            if phrase is not None and self._is_actor(phrase):
                whom = self._parties(phrase, who)
                if whom:
                    found = whom, token.low in _FROM or removed
        return found[0], start, found[1]

    def _start(self) -> int:
        """The first token behind the verb that is no adverb."""
        i = self.behind
        if self.language == "de":
            subject = self._german(self.at)
            i = subject.end if subject and subject.start >= self.behind else i
        while i < self.end:
            token = self.tokens[i]
            past = self.asking.at("skip", self.text, token.start, self.tokens[self.end - 1].end)
            if past is not None:
                while i < self.end and self.tokens[i].start < past:
                    i += 1
            elif (
                token.kind == "comma"
                and i + 1 < self.end
                and (
                    self.asking.at(
                        "skip", self.text, self.tokens[i + 1].start, self.tokens[self.end - 1].end
                    )
                )
            ):
                i += 1
            else:
                break
        return i

    def _complement(self, start: int, end: int) -> int | None:
        """The token with which the thing asked for begins."""
        for i in range(start, min(start + 26, end)):
            token = self.tokens[i]
            last = self.tokens[end - 1].end
            if token.kind == "quote":
                if self._is_title(i):
                    continue
                return i if i > start else None
            if token.kind == "person":
                continue
            if self.language == "de":
                if self._german_complement(i, last):
                    return i
                continue
            if self._opens(("that", "inf"), i, last):
                return i
            if self.trigger.kind != "order" and self._opens(("for",), i, last):
                return i
            if self.language == "en" and token.low in _FINITES:
                return None
        return None

    def _is_title(self, i: int) -> bool:
        """Whether a passage is a name in the sentence, and not what is asked for in so many words."""
        words = self.text[self.tokens[i].start : self.tokens[i].end].strip("“”„«»\"'‘’")
        return len(words) < 40 and words[:1].isupper()

    def _german_complement(self, i: int, last: int) -> bool:
        """Before a comma, behind which an infinitive or a clause tells what is asked for."""
        token = self.tokens[i]
        rest = self.text[token.start : last]
        if token.kind == "comma":
            return _GERMAN_CLAUSE.match(rest) is not None
        if token.low == "auf":
            return _GERMAN_CLAUSE.match(rest[3:].strip()) is not None
        person = self.trigger.kind in ("ask", "order")
        return (
            token.low in ("dass", "daß")
            or _GERMAN_INFINITIVE.match(rest) is not None
            or (person and token.low in ("zu", "zur", "zum", "um"))
        )

    def _opens(self, names: tuple[str, ...], i: int, last: int) -> bool:
        return any(self.asking.at(n, self.text, self.tokens[i].start, last) for n in names)

    def _noun_phrase(self, i: int, end: int) -> Phrase | None:
        """The noun phrase that begins at token ``i``."""
        k, core, last = i, -1, -1
        while k < end:
            token = self.tokens[k]
            kind = token.kind
            if kind in ("he", "she", "it", "they") and k == i:
                return Phrase(i, k + 1)
            if kind in ("name", "person", "head"):
                core = k
            elif kind == "own" and core == k - 1:
                core = -1
            elif kind == "det" or (token.low in _NUMBERS):
                if core >= 0:
                    break
            elif kind == "word":
                ending = _ADJECTIVES.get(self.language, "\0")
                if core == k - 1 and self.language == "en" and _PEOPLE.fullmatch(token.low):
                    core = k
                elif core >= 0 and not (
                    token.low.endswith(ending) and self.tokens[core].kind == "head"
                ):
                    break
                if core < 0 and k - i > 3:
                    break
            elif kind == "prep" and core >= 0 and token.low.rstrip("'’") in _OF:
                if k + 1 >= end or self.tokens[k + 1].kind not in ("name", "det", "head", "person"):
                    break
            elif kind == "and" and core >= 0 and k + 1 < end:
                if self.tokens[k + 1].kind not in ("name", "person", "head", "det", "word"):
                    break
                if self.tokens[k + 1].kind == "word" and self.tokens[k + 2].kind != "head":
                    break
                last, core = core, -1
            else:
                break
            k += 1
        if core < 0 <= last:
            return Phrase(i, last + 1)
        if core < 0:
            plain = self.tokens[i : min(k, i + 1)]
            if plain and plain[0].kind == "word" and plain[0].low.endswith("s"):
                return Phrase(i, i + 1)
            if k - i > 1 and self.tokens[i].kind == "det" and self.tokens[i + 1].kind == "word":
                return Phrase(i, i + 2)
            if k - i > 1 and _SLAVIC_ADJECTIVE.search(self.tokens[i].low):
                return Phrase(i, i + 2)
            return None
        while k > core + 1 and self.tokens[k - 1].kind in ("prep", "det", "and"):
            k -= 1
        return Phrase(i, k)

    def _cut(self, phrase: Phrase) -> Phrase | None:
        """A target without the time, the place or the name in apposition that stand behind it."""
        start, end = phrase
        while start < end and (
            self.asking.patterns["to"].fullmatch(self.tokens[start].low.rstrip("'’"))
            and self.language != "en"
        ):
            start += 1
        for i in range(start + 1, end):
            token = self.tokens[i]
            timely = token.kind == "prep" and token.low.rstrip("'’") not in _OF
            adverb = self.asking.patterns["skip"].fullmatch(token.low)
            if token.kind == "quote" and self._is_title(i):
                end = i + 1
                break
            if token.kind in ("comma", "rel", *_ENDS, "quote") or timely or adverb:
                end = i
                break
        return Phrase(start, end) if end > start else None

    def _clitic(self, who: tuple[Party, ...]) -> tuple[Party, ...]:
        """The target as a pronoun before the verb: il lui a demandé de, le pidió que."""
        if self.language not in ("fr", "es", "it", "pt"):
            return ()
        for i in range(self.at - 1, max(self.begin, self.at - 4) - 1, -1):
            low = self.tokens[i].low.rstrip("'’")
            if self.tokens[i].kind == "aux" or self.clauses.words.kind(low) == "aux":
                if not any(self.asking.patterns[p].fullmatch(low) for p in ("he", "she", "they")):
                    continue  # noqa
            for kind in ("he", "she", "they"):
                if self.asking.patterns[kind].fullmatch(low):
                    return self.referents.pronoun(
                        "" if kind == "he" else kind, self.tokens[self.at], who
                    )
            break
        return ()

    def _teller(self, phrase: Phrase) -> tuple[tuple[Party, ...], bool]:
        """Who says that somebody must: X said that Y must ...; Y must ..., X said."""
        for k in range(phrase.start - 1, self.begin - 1, -1):
            if self.clauses.is_verb(k, ("say",)) or self.tokens[k].low in _TELLING:
                teller = self._before(k)
                if teller is not None:
                    return self._parties(teller, ()), True
        for k in range(self.behind, self.end):
            if self.clauses.is_verb(k, ("say",)):
                comma = next(
                    (j for j in range(k, self.behind, -1) if self.tokens[j].kind == "comma"), None
                )
                if comma is None:
                    return (), False
                teller = self.clauses.before(k, comma + 1) or self.clauses.after(k, self.end)
                return (self._parties(teller, ()) if teller else ()), True
        return (), False

    def _is_actor(self, phrase: Phrase) -> bool:
        return any(self.tokens[j].kind in _ACTORS for j in range(*phrase))

    def _parties(self, phrase: Phrase | None, others: tuple[Party, ...]) -> tuple[Party, ...]:
        if phrase is None:
            return ()
        return self.referents.parties(self.clauses, phrase, others)

    def _token(self, offset: int) -> int:
        """The first token at or behind an offset."""
        return next(
            (i for i in range(self.at, self.end) if self.tokens[i].start >= offset), self.end
        )

    def _made(
        self, who: tuple[Party, ...], whom: tuple[Party, ...], complement: int, sure: bool
    ) -> Frame:
        end = self.end
        for i in range(complement + 1, self.end):
            if self.tokens[i].kind in ("stop", "colon"):
                end = i
                break
        start = self.tokens[min(complement, self.end - 1)].start
        stop = max(self.tokens[end - 1].end, start + 1)
        return Frame(
            self.trigger.kind, self.sentence, self.trigger.start, who, whom, (start, stop), sure
        )


_FINITES = frozenset("has had was were is are said says did does whether if".split())
_GERMAN_INFINITIVE = re.compile(r"zu \w+en\b|\w+zu\w+en\b")
_GERMAN_CLAUSE = re.compile(
    r",\s*(?:[^.;]*?(?:\bzu\s\w+n\b|\w+zu\w+n\b)|dass|daß|er |sie |es |man )"
)
_ONE = frozenset("a an its his her their our my another this that".split())
_TIMES = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|tonight|earlier|later|last|again|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|\d+"
)
_PEOPLE = re.compile(
    r"forces|troops|rebels|soldiers|allies|militants|fighters|separatists|guerrillas|nationals|"
    r"workers|side|partners|neighbours|neighbors|insurgents|citizens|politicians|lawmakers|media|"
    r"firms|banks|companies|states|people|settlers|farmers|protesters|demonstrators|leaders"
)
_CONCRETE = re.compile(
    r"release|withdrawal|resignation|inquiry|investigation|cease-?fire|truce|end|closure|lifting|"
    r"removal|halt|sanctions|elections?|referendum|return|ban|boycott|compensation|reparations|"
    r"freeze|strike|talks|negotiations|apology|dismissal|suspension|embargo|trial|extradition|pullout"
)
_MADE = re.compile(r"made|had|has|put|sent|issued|is|was|were|did|would|will|could|\w+ed")
_REMOVALS = re.compile(
    r"removal|resignation|dismissal|departure|ouster|sacking|impeachment|extradition|surrender|"
    r"withdrawal|arrest|recall|abdication"
)
_FINITES = frozenset("has had was were is are said says did does whether if who which whom".split())
_GERMAN_INFINITIVE = re.compile(r"zu \w+en\b|\w+zu\w+en\b")
_GERMAN_CLAUSE = re.compile(r",\s*(?:[^.;]*?(?:\bzu\s\w+n\b|\w+zu\w+n\b)|dass|daß|er |sie |man )")
_OF = frozenset(
    "of de du des d del della dello dell dei degli delle di do da dos das der von".split()
)
_FROM = frozenset("from von vom от у від".split())
_SLAVIC_ADJECTIVE = re.compile(r"(?:[аяіи]й|[аяо]я|[ео]й|[иы]е|[ео]го|[ыи]х|ька|ької|ьких)$")
_WEAK = {
    "en": ("to", "on", "upon", "at", "of"),
    "fr": ("de", "du", "des", "d'"),
    "de": ("der", "den", "dem", "an", "bei"),
    "es": ("de", "del"),
    "it": ("a",),
    "pt": ("de", "do", "da", "dos", "das"),
    "ru": ("к",),
    "uk": ("до",),
}
_ADJECTIVES = {
    "fr": ("elge", "usse", "oise", "ois", "ale", "ive", "ais", "aise", "aises", "ien", "ienne", "iens", "iennes", "ain", "aine", "aines", "ol", "que", "ques"),
    "es": ("ano", "ana", "anos", "anas", "eño", "eña", "és", "esa", "ense", "enses", "eños", "ino", "ina", "co", "ca", "or", "ora"),
    "it": ("ano", "ana", "ani", "ane", "ese", "esi", "ino", "ina", "co", "ca", "che", "ci"),
    "pt": ("ano", "ana", "anos", "anas", "ês", "esa", "ense", "enses", "ino", "ina", "co", "ca", "eiro", "eira"),
    "ru": ("ая", "ий", "ый", "ой"),
}  # fmt: skip
_NUMBERS = frozenset("two three four five both all zwei beide beiden deux dos due".split())
_TELLING = frozenset("concluded announced ruled declared stated agreed decided".split())
