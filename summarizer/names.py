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
from itertools import pairwise
from typing import NamedTuple

from summarizer.article import Article
from summarizer.countries import country_in, country_named
from summarizer.records import Excerpt, Party, Span
from summarizer.saying import words_of

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
    r"[\w-]*(?:kanzler|präsident|minister|sprecher|sekretär|botschafter|direktor|leiter|chef|politiker|"
    r"kommissar|berater|richter|anwalt|vertreter|general)(?:in|s)?|"
    r"présidente?|ministre|chancelier|chancelière|porte-parole|ambassadeur|ambassadrice|"
    r"presidente|presidenta|ministr[oa]|canciller|portavoz|embajador[a]?|cancellier[ea]|"
    r"portavoce|ambasciator[e]?|ambasciatrice|премьер|президент\w*|министр\w*|канцлер\w*|посол|посла|"
    r"советник\w*|помощник\w*|представител\w*|генерал\w*|госсекретар\w*|пресс-секретар\w*|глав[аыуе]|"
    r"прем['’]єр[\w-]*|міністр\w*|радник\w*|речни\w*|голов[аиоуою]*|[\w-]+-(?:министр|секретарь|"
    r"премьер|міністр|прем['’]єр)\w*|депутат\w*|госп(?:один|ожа))\.?",
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
_ELIDED = re.compile(
    r"(?:[ldsnjcLD]|qu|un|dell|all|nell|dall|sull|quell|quest)['’](?=[^\W\d_a-zà-ÿ])"
)
_ATTACHED = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|az|ibn|bin|[ldo])[-'’](?=([^\W\d_]))")
_PATRONYMIC = re.compile(r"(?:[иійї]ч|вн)\w{0,3}$")
_AROUND = ("det", "prep", "rel", "and", "he", "she", "it", "they", "nobody")
_CONSONANTS = "бвгґджзйклмнпрстфхцчшщь"
_OBLIQUE = ("ым", "им", "ой", "ою", "ем", "ом", "єм", "ою", "ую", "ою", "му", "го")
_CASED = ("ru", "uk", "de")  # names have case endings
_PREFIX = r"(?:[והבלמשכ]{1,2}|[وفبلك]{0,2}(?:ال)?)?"  # written onto a word in Hebrew and Arabic


class Mention(NamedTuple):
    """Where a name stands: offsets into the article's text."""

    start: int
    end: int


class _Word(NamedTuple):
    text: str
    start: int
    end: int


class Names:
    """The names of one article."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self._found: dict[str, Party | None] = {}
        self._fullest: dict[str, Mention] = {}

    def party(self, name: str) -> Party | None:
        """The party that ``name`` names, by its fullest form, or None where the article has no such
        name."""
        if name not in self._found:
            mention = self._locate(name)
            self._found[name] = self._described(self.fullest(mention)) if mention else None
        return self._found[name]

    @cached_property
    def cast(self) -> tuple[str, ...]:
        """The names that code can see, by their fullest forms, in the order of the article: what is
        written with capital letters, other than at the beginning of a sentence only."""
        seen: dict[str, None] = {}
        for mention in self.runs:
            full = self.fullest(mention)
            seen.setdefault(self.article.text[full.start : full.end])
        return tuple(seen)

    def _locate(self, name: str) -> Mention | None:
        name = " ".join(name.strip(' \t\n.,;:“”"«»').split())
        name = re.sub("['’]s?$", "", name)
        if len(name) < 2 and not _SPACELESS.search(name):
            return None
        if self.article.language == "de" and name.endswith("s") and name[:1].isupper():
            found = self._search(_untitled(name)[:-1], inflected=False)  # a genitive: Kleins
            if found:
                return found
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
        full = self.fullest(found)
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
            word.text
            for words in self._words
            for word in words
            if text[max(0, word.start - 2) : word.start][:1].isalnum()
        }

    @cached_property
    def _surnames(self) -> set[str]:
        """The words that stand directly behind another capitalised word somewhere."""
        return {
            after.text
            for words in self._words
            for before, after in pairwise(words)
            if before.text.lower() not in _PARTICLES
            if _is_capital(before.text)
            and _is_capital(after.text)
            and after.start == before.end + 1
        }

    @cached_property
    def _words(self) -> tuple[tuple[_Word, ...], ...]:
        """The words of each sentence; what French and Italian elide before a name is none of it."""
        text, elides = self.article.text, self.article.language in ("fr", "it")
        sentences = []
        for sentence in self.article.sentences:
            words: list[_Word] = []
            for match in _WORD.finditer(text, sentence.start, sentence.end):
                elided = elides and _ELIDED.match(match.group())
                if elided and not (
                    words and _joined(words[-1], match) and match.group()[0] in "dD"
                ):
                    words.append(_Word(elided.group(), match.start(), match.start() + elided.end()))
                    words.append(_Word(match.group()[elided.end() :], words[-1].end, match.end()))
                else:
                    words.append(_Word(match.group(), *match.span()))
            sentences.append(tuple(words))
        return tuple(sentences)

    @cached_property
    def runs(self) -> tuple[Mention, ...]:
        """Where names stand that capital letters show: runs of capitalised words, without the titles
        before a name and without a word that is capitalised only because a sentence begins there."""
        return tuple(self._capitalised())

    def _capitalised(self) -> Iterator[Mention]:
        if _CASELESS.search(self.article.text[:200]):
            return
        small = {w.text for words in self._words for w in words if w.text[0].islower()}
        for words in self._words:
            run: list[_Word] = []
            for word in (*words, None):
                if word is not None and self._joins(run, word):
                    run.append(word)
                    continue
                yield from self._named(run, small, self._inner)
                run = [word] if word is not None and _is_capital(word.text) else []

    def _joins(self, run: list[_Word], word: _Word) -> bool:
        if not run:
            return False
        between = self.article.text[run[-1].end : word.start]
        if between.strip(" \n\r") or "\n\n" in between or not between:
            return False
        return _is_capital(word.text) or word.text in _PARTICLES

    def _named(self, run: list[_Word], small: set[str], inner: set[str]) -> Iterator[Mention]:
        while run and (run[-1].text in _PARTICLES or self._is_small(run[-1])):
            run = run[:-1]
        while run and (
            self._is_small(run[0]) or (run[0].text.lower() in small and len(run[0].text) > 1)
        ):
            run = run[1:]
        titles = [i for i, word in enumerate(run[:-1]) if _TITLES.fullmatch(word.text)]
        if titles:
            run = run[titles[-1] + 1 :]
        while len(run) > 2 and self.article.language == "de" and self._is_head(run[0].text):
            run = run[1:]  # der SPD-Abgeordnete Jens Holm
        while run and (run[0].text in _PARTICLES or run[0].text.lower() in _STOP):
            run = run[1:]
        if len(run) > 2 and self._is_owned_title(run, bool(titles)):
            run = run[1:]
        if len(run) > 2 and self.article.text[: run[0].start].endswith(("'", "’")):
            run = run[1:]  # le ministre de l’Intérieur Jean Morel
        if len(run) == 2 and self._is_genitive(*run):
            run = run[1:]  # "der Plan Kleins", where Klein stands elsewhere
        if len(run) == 4 and self.article.language == "de" and run[1].text == "von":
            run = run if run[2].text in _PARTICLES else run[2:]  # "nach Angaben von Karl Vogt"
        if len(run) == 3 and run[1].text in _PARTICLES and run[2].text in self._surnames:
            run = run[2:]  # "Wunsch von Lund", where Lund has a given name elsewhere
        single = run[0].text if len(run) == 1 else ""
        if run and not (single and (single not in inner or _TITLES.fullmatch(single))):
            yield Mention(run[0].start, run[-1].end)

    def _is_owned_title(self, run: list[_Word], titled: bool) -> bool:
        """Президент России Иван Петров, el ministro de Exteriores Juan Robles: what the holder of a
        title is the holder of is no given name."""
        before = self.article.text[max(0, run[0].start - 40) : run[0].start].split()
        if self.article.language in ("ru", "uk"):
            titled = titled or bool(before and self._is_head(before[-1]))
            owner = run[0].text[-1] in "аяыиїі" or run[0].text.isupper()
            return len(run) == 3 and titled and owner and not _PATRONYMIC.search(run[1].text)
        of = len(before) > 1 and before[-1] in _PARTICLES | {"des"} and self._is_head(before[-2])
        return of and self.article.language in ("fr", "es", "it", "pt")

    def _is_genitive(self, owned: _Word, owner: _Word) -> bool:
        if self.article.language != "de" or not owner.text.endswith("s"):
            return False
        given = f"{owned.text} {owner.text[:-1]}"
        return owner.text[:-1] in self._surnames and given not in self.article.text.replace(
            f"{given}s", ""
        )

    def _is_head(self, word: str) -> bool:
        words = words_of(self.article.language)
        return words is not None and words.kind(word.lower()) == "head"

    def _is_small(self, word: _Word) -> bool:
        """Whether a word is one of those that stand around names: an article, a preposition."""
        words = words_of(self.article.language)
        initial = self.article.text[word.end : word.end + 1] == "."
        return words is not None and not initial and words.kind(word.text.lower()) in _AROUND

    @cached_property
    def _by_surname(self) -> dict[str, list[tuple[tuple[str, ...], Mention]]]:
        found: dict[str, list[tuple[tuple[str, ...], Mention]]] = {}
        for run in self.runs:
            forms = tuple(self.article.text[run.start : run.end].split())
            found.setdefault(forms[-1][:3], []).append((forms, run))
        return found

    def fullest(self, mention: Mention) -> Mention:
        """The longest form that ends as this one does, if the article has only one such person; of
        forms in several cases, the nominative where the article has it."""
        given = self.article.text[mention.start : mention.end]
        if given not in self._fullest:
            self._fullest[given] = self._longest(given, mention)
        return self._fullest[given]

    def _longest(self, given: str, mention: Mention) -> Mention:
        if not _is_capital(given) or country_named(given, self.article.language):
            return mention
        words = given.split()
        language = self.article.language
        cased = language in _CASED
        longer: dict[tuple[str, ...], list[tuple[tuple[str, ...], Mention]]] = {}
        for forms, run in self._by_surname.get(words[-1][:3], ()):
            if (len(forms) > len(words) or (cased and len(forms) == len(words) > 1)) and all(
                _same(a, b, language) for a, b in zip(forms[-len(words) :], words, strict=True)
            ):
                longer.setdefault(tuple(_key(form) for form in forms), []).append((forms, run))
        if not longer:
            return mention
        best = max(longer, key=len)
        if not all(set(forms) <= set(best) for forms in longer):
            return mention
        if not cased:
            return longer[best][0][1]
        forms, run = min(longer[best], key=lambda found: _obliqueness(found[0]))
        if language != "de" and _obliqueness(forms) > 1:
            return self._nominative(forms[-1]) or run
        return run

    def _nominative(self, surname: str) -> Mention | None:
        """A surname in the nominative, where the article has the full name in other cases only."""
        for forms, run in self._by_surname.get(surname[:3], ()):
            alone = len(forms) == 1 and _same(forms[0], surname, self.article.language)
            if alone and forms[0][-1] in _CONSONANTS + "о" and forms[0][-2:] not in _OBLIQUE:
                return run
        return None

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
        if re.search(r"\w, $", left) and text[mention.end : mention.end + 1] in (",", ".", ";"):
            before = _WORD.findall(left)
            if before and _TITLES.fullmatch(before[-1]):
                left = left[:-2] + " "  # "the foreign minister, Ana Reyes,"
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
            written = words[first].group()[0].isupper()  # "Reyes met Foreign Minister Lund"
            while (
                first
                and not (english and written and words[first - 1].group()[0].islower())
                and (
                    words[first - 1].group().lower() not in _STOP
                    if english
                    else _TITLES.fullmatch(words[first - 1].group())
                )
            ):
                first -= 1
            while first < nouns[-1] and words[first].group()[-2:] in ("ed", "'s", "’s"):
                first += 1  # a verb, or the owner of what follows
            start = mention.start - len(left) + words[first].start()
            role = text[start : mention.start].rstrip()
            return self.article.excerpt(start, start + len(role))
        after = re.match(r",\s+(?:the\s+|an?\s+)?([^,.;“”\"«»]{3,80})[,.]", text[mention.end :])
        table = words_of(self.article.language)
        if after and table and table.kind(after.group(1).split()[0].lower()) in _AROUND:
            after = None
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


def _is_capital(word: str) -> bool:
    """Whether a word is written as a name is: Reyes, al-Harithi, l’Estrange."""
    attached = _ATTACHED.match(word)
    return word[:1].isupper() or bool(attached and attached.group(1).isupper())


def _joined(before: _Word, word: re.Match[str]) -> bool:
    return word.start() == before.end + 1 and _is_capital(before.text)


def _obliqueness(forms: tuple[str, ...]) -> int:
    """How far a Russian or Ukrainian name is from the nominative, by its endings: a given name on a
    consonant with a surname on one is a man's nominative, on a vowel a woman's; else another case."""
    if forms[0].isascii() or not "\u0400" <= forms[0][0] <= "\u04ff":
        return len(forms[-1])  # in German only an "s" is added
    given, surname = forms[0][-1].lower(), forms[-1][-1].lower()
    consonant, vowel = _CONSONANTS, "ая"
    if given in consonant + "о" and (
        surname in consonant + "оиіеєю" and forms[-1][-2:] not in _OBLIQUE
    ):
        return 0
    if given in vowel and surname in vowel + consonant and forms[-1][-2:] not in _OBLIQUE:
        return 1
    return 2


def _spelled(word: str) -> str:
    return re.sub(r"['’ʼ]", "['’ʼ]", re.escape(word).replace("’", "'").replace("ʼ", "'"))


def _stemmed(word: str) -> str:
    """A pattern for a word with another case ending: Путин, Путина, Путиным; Olena, Olenę."""
    if len(word) < 4 or not word.isalpha():
        return _spelled(word)
    stem = word[: max(3, len(word) - 2)] if len(word) < 8 else word[: len(word) - 3]
    return re.escape(stem) + r"\w{0,5}"


def _key(word: str) -> str:
    """What the forms of a name in several cases begin with."""
    inflected = "\u0400" <= word[0] <= "\u04ff"
    return word.lower()[:3] if inflected or len(word) < 6 else word.lower()[:4]


def _same(one: str, other: str, language: str) -> bool:
    """Whether two words are one name, perhaps in two cases."""
    if one == other:
        return True
    if language not in _CASED:
        return False
    if language == "de":
        return one in (other + "s", other[:-1] if other.endswith("s") else "")
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    rest = max(len(one), len(other)) - shared
    return rest <= 3 and (shared >= 4 or (shared == 3 and min(len(one), len(other)) <= 4))
