"""Tags: who said a passage, by what its own sentence says.

In their order of certainty: the reporter's words inside the marks, a tag behind the passage ("...," X
said), a source ("according to X"), what stands before it, a tag at the end of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from summarizer.article import Passage
from summarizer.rules.clauses import CLITICS
from summarizer.rules.findings import Finding
from summarizer.rules.leads import Leads
from summarizer.rules.nominals import Phrase
from summarizer.rules.subjects import AS, Subjects
from summarizer.rules.tokens import PRONOUNS

_IMPERSONAL = {
    language: re.compile(rf"[\s,–—-]*(?:{forms})\s*")
    for language, forms in {
        "de": r"h(?:ieß|eißt) es(?: \w+)? (?:in|im|aus|bei|beim|von|vonseiten)(?!\w)|"
        r"wie es (?:in|im|aus|bei|beim)"
        r"(?= [^.,]{2,50} h(?:ieß|eißt))|(?:Aus|In|Im|Bei|Beim)(?= [^.,]{2,50} h(?:ieß|eißt) es)",
        "fr": r"(?:[^\W\d_]+(?:-t)?-on)(?: \w+)? (?:dans|à|au|aux|chez|de|auprès de|côté|en)(?!\w)|"
        r"(?:(?:peut|pouvait)-on lire|lit-on|fait-on (?:savoir|valoir)|a-t-on \w+|apprend-on|"
        r"(?:indique|dit|explique|précise|assure|souligne|ajoute|confie|affirme|estime|répond)(?:-t)?-on)"
        r"(?: \w+)? (?:dans|à|au|aux|chez|de|auprès de|en)(?!\w)",
        "es": r"se (?:lee|leía|afirma|indica|dice|señala|precisa|añade|asegura) en(?!\w)|"
        r"[^\W\d_]+(?:aron|eron|[ae]n)(?: \w+)? (?:desde|en)(?!\w)",
        "it": r"si (?:legge|dice|apprende|sottolinea|precisa|spiega)(?: \w+)? "
        r"(?:in|ne(?:l|lla|llo|i|lle|ll['’])|da(?:l|lla|i|lle|ll['’])?|al|alla)(?!\w)|"
        r"(?:fanno sapere|[^\W\d_]+no)(?: \w+)? da(?:l|lla|i|lle|ll['’])?(?!\w)",
        "pt": r"(?:lê-se|lia-se|diz-se) (?:em|no|na|num|numa)(?!\w)",
        "ru": r"(?:говорится|сказано|отмечается|подч[её]ркивается|указывается|сообщается|сообщили|заявили|"
        r"отметили|рассказали|пояснили|уточнили|подчеркнули|добавили|ответили|подтвердили|объяснили|считают)"
        r"(?: \w+)? (?:во?|на)(?!\w)",
        "uk": r"(?:[йі]деться|сказано|зазначається|повідомляється|повідомили|заявили|зазначили|розповіли|"
        r"пояснили|уточнили|наголосили|додали|відповіли|підтвердили|вважають)(?: \w+)? (?:в|у|на)(?!\w)",
    }.items()
}
_NOUNS = ("det", "word", "name", "head", "person", "own")
_WORDS = frozenset("слова propos palabras parole palavras worte".split())
_THERE = re.compile(r"\s*,\s+y \w+-(?:t-)?(?:on|il)(?!\w)")  # y lit-on, y est-il indiqué
_QUOTES = re.compile(r"цит(?:ир)?у[её]?(?:т|ют|є)$")
_LOOSE = frozenset(["pour", "para", "per", "so", "for", "für"])
_TOLD = frozenset(["told", "tells", "telling", "reminded", "assured"])  # whom, not who
_DROPS = ("es", "it", "pt", "ru", "uk", "fr")  # a verb needs no pronoun there, or has it behind it
_NEAR = 24  # tokens between a passage and the verb of its tag


class Tags:
    """The attributions inside the sentences of one article."""

    def __init__(self, subjects: Subjects, found: Mapping[int, Finding]) -> None:
        self.subjects = subjects
        self.leads = Leads(subjects, found)
        self.names = subjects.names
        self.article = subjects.article
        self.words = subjects.words
        self.clauses = subjects.clauses
        self.tokens = subjects.tokens

    def beside(self, passage: Passage) -> Finding | None:
        """Who said a passage, by its own sentence, or None."""
        at = self.clauses.quotes.get(passage.number)
        if at is None:
            return None
        begin = self.clauses.begins[passage.sentence]
        full = self._is_full(passage, at, begin)
        return (
            self._inside(passage)
            or self._impersonal(at, begin)
            or (None if full else self._told_inside(at, begin))
            or self._tagged(passage, at, begin)
            or self._verb_last(at, begin)
            or self._sourced(at, begin)
            or self.leads.ahead(at, begin, full)
            or self._fronted(at, begin)
            or self._at_the_end(at)
            or self.leads.around(at, begin, full)
            or self._reported_by(begin, at)
        )

    def _reported_by(self, begin: int, at: int) -> Finding | None:
        """Whose account a sentence is, where its clauses name no speaker: according to X, both spoke."""
        told = self.words.according.match(self.article.text, self.tokens[begin].start)
        k = next((j for j in range(begin, at) if told and self.tokens[j].start >= told.end()), at)
        phrase = self._noun(k, at) if k < at else None
        subject = self.subjects.who(phrase, at) if phrase else None
        return Finding(subject.party, "reported by", False) if subject else None

    def _inside(self, passage: Passage) -> Finding | None:
        """« ..., a déclaré X, ... »: the reporter's words inside the marks."""
        if self.words.language not in ("fr", "ru", "uk", "es", "it", "pt"):
            return None
        clauses = self.clauses.inside(passage.start, passage.end, passage.sentence)
        tokens = clauses.tokens
        for i in range(1, len(tokens)):
            if tokens[i - 1].kind not in ("comma", "dash"):
                continue
            verb = next(
                (
                    j
                    for j in range(i, min(i + 3, len(tokens)))
                    if tokens[j].kind not in ("aux", *PRONOUNS)
                ),
                i,
            )
            if tokens[verb].kind != "say" or verb + 1 >= len(tokens):
                continue
            following = clauses.after(verb, len(tokens))
            named = following and next(
                (tokens[j] for j in range(*following) if tokens[j].kind == "person"), None
            )
            if named and following and following.start <= verb + 3:
                subject = self.subjects.named(str(named.of))
                return Finding(subject.party, "inside", True) if subject else None
        return None

    def _told_inside(self, at: int, begin: int) -> Finding | None:
        """X told them it was “...,” her aide said: what X said, by the aide's report."""
        told = [j for j in range(begin, at) if self.tokens[j].low in ("told", "tells")]
        if self.words.language != "en" or len(told) != 1:
            return None
        if any(self.tokens[j].kind in ("stop", "quote", "rel") for j in range(begin, at)):
            return None
        led = self.leads.ahead(at, begin, full=False)
        return led if led is not None and led.sure else None

    def _impersonal(self, at: int, begin: int) -> Finding | None:
        """“...,” hieß es in Wien; lit-on dans le communiqué; говорится в заявлении."""
        if self.words.language == "fr" and _THERE.match(self.article.text, self.tokens[at].end):
            subject = self.subjects.subject_of(self.tokens[at].sentence - 1)
            return Finding(subject.party, "place", False) if subject else None
        pattern = _IMPERSONAL.get(self.words.language)
        if pattern is None:
            return None
        text = self.article.text
        end = self.clauses.reach(at)
        behind = pattern.match(text, self.tokens[at].end)
        ahead = None
        if behind is None and begin < at:
            ahead = pattern.search(text, self.tokens[begin].start, self.tokens[at].start)
        found = behind or ahead
        if found is None:
            return None
        k = next((j for j in range(begin, end) if self.tokens[j].start >= found.end()), end)
        subject = self.subjects.said_in(k, end if behind else at)
        return Finding(subject.party, "place", subject.sure) if subject else None

    def _is_full(self, passage: Passage, at: int, begin: int) -> bool:
        """Whether a passage stands for a sentence: nothing before it, or a colon."""
        return at == begin or self.tokens[at - 1].kind in ("colon", "dash", "stop", "quote")

    def _tagged(self, passage: Passage, at: int, begin: int) -> Finding | None:
        """The tag behind a passage: “...,” X said; said X."""
        end = self.clauses.reach(at)
        i = at + 1
        inside = self.article.text[passage.start : passage.end].rstrip("’'”\"»“")[-1:]
        parted = inside in (",", "?", "!", "…", "-", "—")
        while i < end and self.tokens[i].kind in ("comma", "dash"):
            parted = True
            i += 1
        opens = at == begin or self.tokens[at - 1].kind in ("colon", "dash", "quote")
        if i >= end or not (parted or opens) or (inside == "." and i == at + 1):
            return None
        first = self.tokens[i]
        stop = i
        while stop < end and self.tokens[stop].kind not in ("stop", "quote", "colon"):
            stop += 1
        if first.sentence != self.tokens[at].sentence and not self._short_tag(i, stop):
            return None
        if self.words.according.match(self.article.text, first.start):
            return None
        if first.low in AS:
            return self._put(i, stop)
        if first.kind in ("rel", "and", "prep"):
            return None
        cited = self._cited(i, stop)
        if cited is not None:
            return cited
        full = opens or self.tokens[at - 1].kind in ("comma", "stop")
        verb = self._verb(i, stop, structural=parted and full)
        if verb is None:
            return None
        inverted = all(
            self.tokens[j].kind in ("aux", "it") or self.tokens[j].low in CLITICS
            for j in range(i, verb)
        )
        pronoun = next(
            (j for j in range(i, verb) if self.tokens[j].kind in PRONOUNS and inverted), None
        )
        phrase = Phrase(pronoun, pronoun + 1) if pronoun is not None else None
        if phrase is None:
            phrase = self.clauses.after(verb, stop) if inverted else self.clauses.before(verb, i)
        drops = self.words.language in _DROPS and self.tokens[verb].kind in ("say", "call")
        if phrase is None and inverted and drops:
            return self.leads.dropped(verb)
        plain = phrase is not None and (
            phrase.start <= verb + 2 if inverted else (phrase.start, phrase.end) == (i, verb)
        )
        subject = self.subjects.who(phrase, end, plain=plain) if phrase else None
        if subject is None or phrase is None:
            return None
        beside = phrase.end - phrase.start == 1 and phrase.start in (verb - 1, verb + 1)
        named = beside and self.tokens[phrase.start].kind == "name"  # "...," Lu noted
        return Finding(subject.party, "tag", subject.sure or named)

    def _cited(self, begin: int, stop: int) -> Finding | None:
        """Whose words somebody passes on: приводит ТАСС слова премьера; rapporte les propos du maire."""
        for j in range(begin, stop - 1):
            quotes = _QUOTES.match(self.tokens[j].low) is not None
            if not quotes and (self.tokens[j].low not in _WORDS or j == begin):
                continue
            k = j + 1
            while k < stop - 1 and self.tokens[k].kind == "prep":
                k += 1
            phrase = self.clauses.noun(k, stop)
            if phrase is None or phrase.start > k + 1 or not self.subjects.shapes.may_speak(phrase):
                continue
            behind = self.tokens[phrase.start + 1] if phrase.end == phrase.start + 2 else None
            titled = self.tokens[phrase.start].kind == "head"
            if quotes and titled and behind is not None and " " not in behind.low:
                phrase = Phrase(phrase.start, phrase.start + 1)  # цитує прем'єрку Бі-бі-сі
            subject = self.subjects.who(phrase, stop)
            return Finding(subject.party, "cited", subject.sure) if subject else None
        return None

    def _fronted(self, at: int, begin: int) -> Finding | None:
        """Als „...“ bezeichnete X den Plan; de «...» calificó X la oferta."""
        verb = at + 1
        while verb < len(self.tokens) and self.tokens[verb].kind == "aux":
            verb += 1
        ahead = self.tokens[begin:at]
        if verb >= len(self.tokens) or not ahead or self.words.language == "en":
            return None
        if len(ahead) > 3 or not all(token.kind in ("prep", "det", "aux") for token in ahead):
            return None
        if not self.clauses.is_verb(verb):
            return None
        phrase = self.clauses.after(verb, self.clauses.reach(at))
        if phrase is None or not self.subjects.shapes.may_speak(phrase):
            return None
        subject = self.subjects.who(phrase, self.clauses.reach(at))
        return Finding(subject.party, "fronted", subject.sure) if subject else None

    def _verb_last(self, at: int, begin: int) -> Finding | None:
        """Eine Strategie, die ein Beamter „...“ nennt: the verb of a German clause is its last word."""
        verb = at + 1
        if (
            self.words.language != "de"
            or verb >= len(self.tokens)
            or not self.clauses.is_verb(verb)
        ):
            return None
        comma = next(
            (j for j in range(at - 1, begin - 1, -1) if self.tokens[j].kind in ("comma", "stop")),
            at,
        )
        if comma + 2 >= at or self.tokens[comma + 1].kind not in ("det", "rel", "word"):
            return None
        phrase = self.clauses.first(comma + 2, at)
        if phrase is None or phrase.start != comma + 2:
            return None
        subject = self.subjects.who(phrase, at, plain=True)
        return Finding(subject.party, "verb last", subject.sure) if subject else None

    def _short_tag(self, i: int, stop: int) -> bool:
        """Whether a sentence behind “Never!” begins with a tag."""
        return any(self.clauses.is_verb(j, ("say",)) for j in range(i, min(i + 6, stop)))

    def _verb(self, begin: int, stop: int, *, structural: bool) -> int | None:
        """The verb of a tag: one of saying, or, where a comma or a dash parts the tag from the
        passage, whatever stands where the verb must be."""
        for j in range(begin, min(begin + _NEAR, stop)):
            kind = self.tokens[j].kind
            calls = kind == "call" and (j > begin or self.words.language != "en")
            if self.clauses.is_verb(j, ("say",)) or (calls and self.clauses.is_verb(j)):
                return j
            if kind in ("rel", "and", "nobody") and j > begin:
                break
        if not structural:
            return None
        first = self.tokens[begin]
        if self.words.language == "en":
            after = begin if first.kind not in PRONOUNS else begin + 1
            while after < stop and self.tokens[after].kind in _NOUNS:
                noun = after > begin and (
                    self.tokens[after - 1].kind in ("head", "person", "name")
                    or (after > begin + 1 and self.tokens[after].low.endswith("ed"))
                )
                if noun and self.tokens[after].kind == "word":
                    break
                after += 1
            while after < stop and self.tokens[after].kind == "aux":
                after += 1
            ends = after < stop and re.search(r"(?:ed|s)$", self.tokens[after].low)
            if after > begin and ends and self.tokens[after].kind == "word":
                return after
            if first.kind == "word" and first.low.endswith("ed"):
                return begin
            return None
        j = begin
        while j < stop and self.tokens[j].kind in ("aux", *PRONOUNS) and j < begin + 3:
            j += 1
        return j if j < stop and self.tokens[j].kind == "word" else None

    def _put(self, i: int, stop: int) -> Finding | None:
        """As X put it; not: as X is called."""
        for j in range(i + 1, min(i + 8, stop)):
            if self.tokens[j].low in ("is", "are", "was", "were"):
                return None
            if self.tokens[j].low in self.words.tails or self.clauses.is_verb(j, ("say",)):
                phrase = self.clauses.before(j, i + 1) or self.clauses.after(j, stop)
                subject = self.subjects.who(phrase, stop) if phrase else None
                return Finding(subject.party, "put", subject.sure) if subject else None
        return None

    def _sourced(self, at: int, begin: int) -> Finding | None:
        """According to X; in the words of X; as X put it."""
        text = self.article.text
        for j in range(at - 1, begin - 1, -1):
            for kind, pattern in self.words.theirs:
                if pattern.match(text, self.tokens[j].start):
                    if kind == "it" and j == begin and (led := self.leads.ahead(at, begin, False)):
                        return led  # in its account, the ministry spoke of “...”
                    subject = (
                        self.subjects.pronouns.body_before(j)
                        if kind == "it"
                        else self.subjects.pronouns.spoken_of(j, kind)
                    )
                    return Finding(subject.party, "source", subject.sure) if subject else None
        end = self.clauses.reach(at)
        behind = at + 1
        while behind < end and self.tokens[behind].kind in ("comma", "dash"):
            behind += 1
        lead = list(range(begin, at))
        told = self.words.according.match(text, self.tokens[begin].start)
        source = told.end() if told else 0  # secondo quanto riferito dalla ...
        for j in ([behind] if behind < end else []) + lead[::-1]:
            if j == behind and self.tokens[j].kind == "quote":
                continue
            verb = j < at and self.clauses.is_verb(j) and self.tokens[j].start >= source
            if self.tokens[j].kind == "quote" or verb:
                break
            found = self.words.according.match(text, self.tokens[j].start)
            if found and not (found.group().lower() in _LOOSE and j != begin and j != behind):
                until = end if j > at else at
                k = j
                while k < until and self.tokens[k].start < found.end():
                    k += 1
                while k < until and self.tokens[k].kind == "prep":
                    k += 1
                stop = k
                while stop < until and self.tokens[stop].kind not in (
                    "stop",
                    "quote",
                    "colon",
                    "rel",
                ):
                    stop += 1
                phrase = self._noun(k, stop)
                subject = self.subjects.who(phrase, end) if phrase else None
                if subject and not (
                    found.group().lower() in _LOOSE and not self.subjects.shapes.is_human(phrase)
                ):
                    return Finding(subject.party, "source", subject.sure)
            if j < at and self.tokens[j].low in AS:
                put = self._put(j, at)
                if put:
                    return put
        return None

    def _noun(self, begin: int, stop: int) -> Phrase | None:
        until = next(
            (j for j in range(begin, stop) if self.tokens[j].kind in ("comma", "dash")), stop
        )
        return self.clauses.first(begin, until)

    def _at_the_end(self, at: int) -> Finding | None:
        """A tag at the end of the sentence: ... had “...” and more, X said."""
        end = self.clauses.reach(at)
        commas = [j for j in range(at + 1, end) if self.tokens[j].kind == "comma"]
        for comma in commas[:3]:
            stop = comma + 1
            while stop < end and self.tokens[stop].kind not in ("stop", "quote", "colon", "comma"):
                stop += 1
            if self.tokens[comma + 1 : comma + 2] and self.tokens[comma + 1].kind in ("rel", "and"):
                continue
            for j in range(comma + 1, min(comma + 8, stop)):
                if self.clauses.is_verb(j, ("say",)):
                    hearers = self.words.language == "en" and self.tokens[j].low in _TOLD
                    if j == comma + 1 and hearers:
                        continue
                    phrase = (
                        self.clauses.after(j, stop)
                        if j == comma + 1
                        else self.clauses.before(j, comma + 1)
                    )
                    subject = self.subjects.who(phrase, stop) if phrase else None
                    if subject:
                        return Finding(subject.party, "end", subject.sure)
        return None
