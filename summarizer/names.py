"""Names: where a name stands in the article, what its fullest form is, and what role it is given.

A name that a model gives may be a surname, an inflected form or a title with a name; what a record
holds is always words of the article. Scripts with capital letters let code see where a name begins and
ends; in those without (Arabic, Hebrew, Chinese, Japanese) only the name as given is looked for. The
role is looked for in the European languages whose role nouns are listed below, and is None elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from summarizer.article import Article
from summarizer.countries import country_in, country_named
from summarizer.records import Excerpt, Party, Span

_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:(?:[-·.]|['’](?!s\b))(?=[^\W\d_])[^\W\d_]+)*(?!\w)")
_PARTICLES = frozenset(
    """
    de del della delle di da do dos das du des d van von der den ter ten zu zur bin ibn
    bint al el la le af av y e ja abu ould
    """.split()
)
_ARTICLES = re.compile(
    r"^(?:the|an?|le|la|les|l['’]|un|une|des|der|die|das|den|dem|ein|eine|el|los|las|una|il|lo|gli|i)"
    r"(?:\s+|(?<=['’]))",
    re.IGNORECASE,
)
_TITLES = re.compile(
    r"(?:vice-?|deputy-?|ex-)?(?:president|premier|minister|chancellor|secretary|secretary-general|"
    r"king|queen|prince|princess|emir|sheikh|sultan|pope|archbishop|general|colonel|major|captain|"
    r"admiral|lieutenant|commander|sir|lord|lady|dame|mr|mrs|ms|dr|prof|professor|senator|governor|"
    r"mayor|ambassador|envoy|spokes(?:man|woman|person)|commissioner|chief|speaker|chair(?:man|woman|"
    r"person)?|director|aide|adviser|advisor|leader|judge|justice|attorney|herr|frau|m|mme|monsieur|"
    r"madame|don|doña|señor|señora|signor|signora|"
    r"\w*(?:kanzler|präsident|minister|sprecher|sekretär|botschafter|direktor|leiter|chef)(?:in|s)?|"
    r"présidente?|ministre|chancelier|chancelière|porte-parole|ambassadeur|ambassadrice|"
    r"presidente|presidenta|ministr[oa]|canciller|portavoz|embajador[a]?|cancellier[ea]|"
    r"portavoce|ambasciator[e]?|ambasciatrice|премьер|президент\w*|министр\w*|канцлер\w*|посол|посла|"
    r"советник\w*|помощник\w*|представител\w*|генерал\w*|госсекретар\w*|пресс-секретар\w*|глав[аыуе]|"
    r"прем['’]єр\w*|міністр\w*|радник\w*|речни\w*|голов[аиоуою]*)\.?",
    re.IGNORECASE,
)
_BARRIER = re.compile(r"(?<!\b[A-Z])\.|[,;:!?()\[\]“”„«»\"\n—–]")
_STOP = frozenset(
    """
    the a an and or but that which who whom both said says say told as with by from to
    of for in on at between when while after before than if because according including
    former then later still meanwhile however now yet also asked earlier once since though so
    """.split()
)
_CASELESS = re.compile(r"[\u0590-\u08ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SPACELESS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_PREFIX = r"(?:[והבלמשכ]{1,2}|[وفبلك]{0,2}(?:ال)?)?"  # written onto a word in Hebrew and Arabic


class Mention(NamedTuple):
    """Where a name stands: offsets into the article's text."""

    start: int
    end: int


class Names:
    """The names of one article."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self._found: dict[str, Party | None] = {}

    def party(self, name: str) -> Party | None:
        """The party that ``name`` names, by its fullest form, or None where the article has no such
        name."""
        if name not in self._found:
            mention = self._locate(name)
            self._found[name] = self._described(self._fullest(mention)) if mention else None
        return self._found[name]

    @cached_property
    def cast(self) -> tuple[str, ...]:
        """The names that code can see, by their fullest forms, in the order of the article: what is
        written with capital letters, other than at the beginning of a sentence only."""
        seen: dict[str, None] = {}
        for mention in self._runs:
            full = self._fullest(mention)
            seen.setdefault(self.article.text[full.start : full.end])
        return tuple(seen)

    def _locate(self, name: str) -> Mention | None:
        name = " ".join(name.strip(' \t\n.,;:“”"«»').split())
        name = re.sub("['’]s?$", "", name)
        if len(name) < 2 and not _SPACELESS.search(name):
            return None
        for form in dict.fromkeys((_untitled(name), name, _ARTICLES.sub("", name))):
            found = self._search(form, inflected=False)
            if found:
                return found
        words = _untitled(_ARTICLES.sub("", name)).split()
        found = self._search(" ".join(words), inflected=True)
        if found or len(words) < 2 or _CASELESS.search(name):
            return found
        return self._surname(words)

    def _surname(self, words: list[str]) -> Mention | None:
        """A surname that stands alone in the article, or beside a given name that could be this one."""
        word = words[-1]
        if len(word) < 3 or not word[0].isupper() or _TITLES.fullmatch(word):
            return None
        found = self._search(word, inflected=False) or self._search(word, inflected=True)
        if found is None or not self.article.text[found.start].isupper():
            return None
        full = self._fullest(found)
        given = self.article.text[full.start : full.end].split()[0]
        return found if full == found or given[0] == words[0][0] else None

    def _search(self, form: str, *, inflected: bool) -> Mention | None:
        if not form:
            return None
        if _SPACELESS.search(form):
            pattern = re.escape(form.replace(" ", ""))
        else:
            words = [_stemmed(word) if inflected else _spelled(word) for word in form.split()]
            before = rf"(?<!\w){_PREFIX}" if _CASELESS.search(form) else r"(?<!\w)"
            pattern = before + "(" + r"\s+".join(words) + r")(?!\w)"
        match = re.search(pattern, self.article.text) or re.search(
            pattern, self.article.text, re.IGNORECASE
        )
        if not match:
            return None
        return Mention(*(match.span(1) if match.re.groups else match.span()))

    @cached_property
    def _inner(self) -> set[str]:
        """The words that stand behind another word of their sentence somewhere."""
        text = self.article.text
        return {
            word.group()
            for word in _WORD.finditer(text)
            if text[max(0, word.start() - 2) : word.start()][:1].isalnum()
        }

    @cached_property
    def _runs(self) -> tuple[Mention, ...]:
        return tuple(self._capitalised())

    def _capitalised(self) -> Iterator[Mention]:
        """Runs of capitalised words, without the titles before a name and without a word that is
        capitalised only because a sentence begins there."""
        text = self.article.text
        if _CASELESS.search(text[:200]):
            return
        small = {w.group() for w in _WORD.finditer(text) if w.group()[0].islower()}
        for sentence in self.article.sentences:
            run: list[re.Match[str]] = []
            for word in (*_WORD.finditer(text, sentence.start, sentence.end), None):
                if word is not None and self._joins(run, word):
                    run.append(word)
                    continue
                yield from self._named(run, small, self._inner)
                run = [word] if word is not None and word.group()[0].isupper() else []

    def _joins(self, run: list[re.Match[str]], word: re.Match[str]) -> bool:
        if (
            not run
            or self.article.text[run[-1].end() : word.start()].strip(" \n\r")
            or ("\n\n" in self.article.text[run[-1].end() : word.start()])
        ):
            return False
        return word.group()[0].isupper() or word.group() in _PARTICLES

    def _named(
        self, run: list[re.Match[str]], small: set[str], inner: set[str]
    ) -> Iterator[Mention]:
        while run and run[-1].group() in _PARTICLES:
            run = run[:-1]
        while run and run[0].group().lower() in small and len(run[0].group()) > 1:
            run = run[1:]
        titles = [i for i, word in enumerate(run[:-1]) if _TITLES.fullmatch(word.group())]
        if titles:
            run = run[titles[-1] + 1 :]
        while run and (run[0].group() in _PARTICLES or run[0].group().lower() in _STOP):
            run = run[1:]
        single = run[0].group() if len(run) == 1 else ""
        if run and not (single and (single not in inner or _TITLES.fullmatch(single))):
            yield Mention(run[0].start(), run[-1].end())

    def _fullest(self, mention: Mention) -> Mention:
        """The longest form that ends as this one does, if the article has only one such person."""
        text = self.article.text
        given = text[mention.start : mention.end]
        if not given[:1].isupper() or country_named(given, self.article.language):
            return mention
        words = given.split()
        longer: dict[tuple[str, ...], Mention] = {}
        for run in self._runs:
            forms = text[run.start : run.end].split()
            if len(forms) > len(words) and all(
                _same(a, b) for a, b in zip(forms[-len(words) :], words, strict=True)
            ):
                longer.setdefault(tuple(_key(form) for form in forms), run)
        if not longer:
            return mention
        best = max(longer, key=len)
        one_person = all(set(forms) <= set(best) for forms in longer)
        return longer[best] if one_person else mention

    def _described(self, mention: Mention) -> Party:
        article = self.article
        name = article.text[mention.start : mention.end]
        role = self._role(mention)
        code = country_named(name, article.language)
        inferred = None if code else country_in(role.text if role else "", article.language)
        return Party(
            name=" ".join(name.split()),
            span=Span(start=mention.start, end=mention.end),
            role=role,
            country=code or inferred,
            country_inferred=inferred is not None,
        )

    def _role(self, mention: Mention) -> Excerpt | None:
        text = self.article.text
        if not text[mention.start].isupper():
            return None
        left = text[max(0, mention.start - 90) : mention.start]
        barrier = max((m.end() for m in _BARRIER.finditer(left)), default=0)
        words = list(_WORD.finditer(left, barrier))
        nouns = [i for i, word in enumerate(words) if _TITLES.fullmatch(word.group())]
        between = words[nouns[-1] + 1 :] if nouns else []
        english = self.article.language == "en"
        if nouns and (
            not between
            or (not english and len(between) <= 4 and all(w.group().islower() for w in between))
        ):
            first = nouns[-1]
            while first and (
                words[first - 1].group().lower() not in _STOP
                if english
                else _TITLES.fullmatch(words[first - 1].group())
            ):
                first -= 1
            while first < nouns[-1] and words[first].group()[-2:] in ("ed", "'s", "’s"):
                first += 1  # a verb, or the owner of what follows
            start = mention.start - len(left) + words[first].start()
            role = text[start : mention.start].rstrip()
            return self.article.excerpt(start, start + len(role))
        after = re.match(r",\s+(?:the\s+|an?\s+)?([^,.;“”\"«»]{3,80})[,.]", text[mention.end :])
        if after and any(_TITLES.fullmatch(w.group()) for w in _WORD.finditer(after.group(1))):
            start = mention.end + after.start(1)
            return self.article.excerpt(start, start + len(after.group(1).rstrip()))
        return None


def _untitled(name: str) -> str:
    """A name without the titles before it: "President Ana Reyes" is "Ana Reyes"."""
    words = name.split()
    titles = [i for i, word in enumerate(words[:-1]) if _TITLES.fullmatch(word)]
    if titles and words[titles[-1] + 1][0].isupper():
        return " ".join(words[titles[-1] + 1 :])
    return name


def _spelled(word: str) -> str:
    return re.sub(r"['’ʼ]", "['’ʼ]", re.escape(word).replace("’", "'").replace("ʼ", "'"))


def _stemmed(word: str) -> str:
    """A pattern for a word with another case ending: Путин, Путина, Путиным; Olena, Olenę."""
    if len(word) < 4 or not word.isalpha():
        return _spelled(word)
    stem = word[: max(3, len(word) - 2)] if len(word) < 8 else word[: len(word) - 3]
    return re.escape(stem) + r"\w{0,5}"


def _key(word: str) -> str:
    return word.lower()[:4] if len(word) > 5 else word.lower()[:3]


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    rest = max(len(one), len(other)) - shared
    return shared >= 4 and rest <= 3 and not one.isascii()
