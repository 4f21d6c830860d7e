"""Runs: where names stand that capital letters show.

A name is a run of capitalised words and particles. The titles before it are no part of it, nor is a word
that is capitalised only because a sentence begins there, nor what the holder of a title is the holder of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from summarizer.article import Article
from summarizer.countries import country_in, government_named
from summarizer.saying import words_of

WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:(?:[-·.]|['’](?!s\b))(?=[^\W\d_])[^\W\d_]+)*(?!\w)")
PARTICLES = frozenset(
    """
    de del della delle di da do dos das du des d van von der den ter ten zu zur bin ibn
    bint al el la le af av y e ja abu ould
    фон ван дер ибн бин бен аль эль дель делла ди де да
    """.split()
)
_TITLES = re.compile(
    r"(?:vice-?|deputy-?|ex-)?(?:president|premier|minister|chancellor|secretary|secretary-general|"
    r"king|queen|prince|princess|emir|sheikh|sultan|pope|archbishop|general|colonel|major|captain|"
    r"admiral|lieutenant|commander|sir|lord|lady|dame|mr|mrs|ms|dr|prof|professor|senator|governor|"
    r"mayor|ambassador|envoy|spokes(?:man|woman|person)|commissioner|chief|speaker|chair(?:man|woman|"
    r"person)?|director|aide|adviser|advisor|leader|judge|justice|attorney|treasurer|comptroller|"
    r"gen|col|lt|maj|capt|cpt|sgt|cmdr|brig|adm|rev|sen|gov|rep|hon|"
    r"inspector|superintendent|sergeant|brigadier|marshal|sheriff|herr|frau|m|mme|monsieur|"
    r"madame|don|doña|señor|señora|signor|signora|"
    r"[\w-]*(?:kanzler|präsident|minister|sprecher|sekretär|botschafter|direktor|leiter|chef|politiker|"
    r"kommissar|berater|richter|anwalt|vertreter|general|führer|meister|bischof|pfarrer|forscher|"
    r"aktivist|professor|historiker|ökonom|unternehmer|analyst|senator|gouverneur)(?:in|s)?|"
    r"[\w-]*(?:vorsitzende|abgeordnete|beauftragte)[rn]?|[\w-]*expert(?:e|in)|"
    r"présidente?|ministre|chancelier|chancelière|porte-parole|ambassadeur|ambassadrice|"
    r"presidente|presidenta|ministr[oa]|canciller|portavoz|embajador[a]?|cancellier[ea]|"
    r"portavoce|ambasciator[e]?|ambasciatrice|премьер|президент\w*|министр\w*|канцлер\w*|посол|посла|"
    r"советник\w*|помощник\w*|представител\w*|генерал\w*|госсекретар\w*|пресс-секретар\w*|глав[аыуе]|"
    r"прем['’]єр[\w-]*|міністр\w*|радник\w*|речни\w*|голов[аиоуою]*|[\w-]+-(?:министр|секретарь|"
    r"премьер|міністр|прем['’]єр)\w*|депутат\w*|госп(?:один|ожа))\.?",
    re.IGNORECASE,
)
STOP = frozenset(
    """
    the a an and or but that which who whom both said says say told as with by from to
    of for in on at between when while after before than if because according including
    former then later still meanwhile however now yet also asked earlier once since though so
    adesso ora poi dopo era erano ieri oggi domani intanto infine anche mentre così allora inoltre
    tuttavia però subito
    ahora luego después entonces ayer hoy mañana también mientras además tras ya aún finalmente
    puis ensuite hier demain alors lorsque quand ainsi enfin aussi après était depuis déjà
    agora depois então ontem hoje amanhã eram enquanto além após já ainda
    nun dann gestern heute später zuvor danach auch als wenn während zudem zuletzt schließlich erst
    jetzt bereits
    тогда почему потом затем позже ранее раньше сейчас теперь также однако после еще ещё уже именно поэтому
    наконец сегодня вчера завтра накануне когда пока если хотя только даже вслед сначала кроме как так
    разговор беседа звонок переговоры встреча розмова бесіда дзвінок зустріч
    розмову бесіду беседу встречу переговори
    здесь там впрочем вместе впервые вскоре недавно параллельно отдельно первым первой
    тоді чому потім згодом пізніше раніше зараз тепер також однак після ще вже саме тому нарешті сьогодні
    учора напередодні коли поки якщо хоча лише навіть спочатку спершу крім тут втім вперше невдовзі
    нещодавно окремо водночас натомість нагадаємо першою
    """.split()
)
AROUND = ("det", "prep", "rel", "and", "he", "she", "it", "they", "nobody")
_ARTICLES = {  # particles that are articles too, and join nothing by themselves
    "de": frozenset("der den dem des das da do ja".split()),
    "es": frozenset("el la al".split()),
    "it": frozenset("la le al".split()),
    "fr": frozenset("la le".split()),
}
CONTRACTED = frozenset("am im zum zur vom beim ins ans".split())
"""German prepositions that have an article in them: no person's name stands behind one."""
_OF_GERMAN = frozenset(["von", "zu", "zur"])  # joins a name, or stands between two nouns
_FORM = re.compile(r"(?<!\w)(?:Mr|Mrs|Ms|Dr|M|Mme|Sr|Sra|Prof|Gen|Sen|Gov|Rep|Col|Lt)\. $")
_WITH_ARTICLE = frozenset("des aux degli dei dello nos nas aos".split())
_OWNING = frozenset("of the de del di do da d' von der des du de_la la".split())
_ADJECTIVE = re.compile(r"(?:ой|ої|ого|ых|их)$")
_OFFICES = frozenset(
    "Affairs Security Development Resources Services States Kingdom Zealand Korea".split()
)
_DEMONYM = re.compile(r"(?:ais|aise|[ié]en|[ié]enne|aine?|oise?|ane?|ols?|ole|usse|urc|que)$")
_FROM = frozenset("в у из з із зі с со на до від от".split())
DAYS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february september october november
    december feb sept oct nov dec aug montag dienstag mittwoch donnerstag freitag samstag sonnabend
    sonntag januar februar märz juni juli september oktober november dezember
    """.split()
)
"""Days and months that are written with a capital letter and are hardly ever anybody's name."""
_UNITS = frozenset(
    """
    millionen milliarden euro dollar prozent uhr kritik zustimmung unterstützung ablehnung empörung
    """.split()
)
"""German nouns that numbers and adjectives stand before, and no name: Scharfe Kritik."""
CASELESS = re.compile(r"[\u0590-\u08ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ELIDED = re.compile(
    r"(?:[ldsnjcLD]|qu|un|dell|all|nell|dall|sull|quell|quest)['’](?=[^\W\d_a-zà-ÿ])"
)
_ELIDED_FIRST = re.compile(r"(?:L|D|Un|Dell|All|Nell|Dall|Sull|Quell|Quest|Qu)['’](?=[a-zà-ÿ])")
_ATTACHED = re.compile(
    r"(?:al|el|ad|an|ar|as|ash|at|az|ibn|bin|[ldo]|[аэе]ль|[аэ][дншртзс]|[аэ]ш|ибн|бин)[-'’](?=([^\W\d_]))"
)
_CASES = {
    "instrumental": ("ом|[еє]м|ою|[ое]й|ью", "[оеєиы]м|ою|[ое]й|ою"),
    "dative": ("[уюеі]|[оеє]ві", "[ую]|[оеє]ві|ому|[оі]й"),
}
"""Endings of given names and surnames in Russian and Ukrainian."""
_PATRONYMIC = re.compile(r"(?:[иійї]ч|вн)\w{0,3}$")


class Mention(NamedTuple):
    """Where a name stands: offsets into the article's text."""

    start: int
    end: int


class _Word(NamedTuple):
    text: str
    start: int
    end: int


class Runs:
    """The runs of one article."""

    def __init__(self, article: Article) -> None:
        self.article = article

    @cached_property
    def _inner(self) -> set[str]:
        """The words with a capital letter that stand behind another word of their sentence somewhere."""
        text = self.article.text
        return {
            word.text
            for words in self._words
            for word in words
            if not word.text.islower() and _is_inside(text[max(0, word.start - 6) : word.start])
        }

    @cached_property
    def _surnames(self) -> set[str]:
        """The words that stand directly behind another capitalised word somewhere."""
        return {
            after.text
            for words in self._words
            for before, after in pairwise(words)
            if before.text.lower() not in PARTICLES
            if is_capital(before.text) and is_capital(after.text) and after.start == before.end + 1
        }

    @cached_property
    def _words(self) -> tuple[tuple[_Word, ...], ...]:
        """The words of each sentence but those in small letters: no name holds one, unless it is a
        particle. What French and Italian elide before a name is none of it."""
        text, elides = self.article.text, self.article.language in ("fr", "it")
        sentences = []
        for sentence in self.article.sentences:
            words: list[_Word] = []
            for match in WORD.finditer(text, sentence.start, sentence.end):
                word = match.group()
                if word.islower() and word not in PARTICLES:
                    continue
                elided = elides and (_ELIDED.match(word) or _ELIDED_FIRST.match(word))
                if elided and not (words and _joined(words[-1], match) and word[0] in "dD"):
                    at = match.start() + elided.end()
                    words.append(_Word(elided.group(), match.start(), at))
                    words.append(_Word(word[elided.end() :], at, match.end()))
                else:
                    words.append(_Word(word, *match.span()))
            sentences.append(tuple(words))
        return tuple(sentences)

    @cached_property
    def all(self) -> tuple[Mention, ...]:
        """Where names stand that capital letters show: runs of capitalised words, without the titles
        before a name and without a word that is capitalised only because a sentence begins there."""
        return tuple(self._capitalised())

    def _capitalised(self) -> Iterator[Mention]:
        if CASELESS.search(self.article.text[:200]):
            return
        for words in self._words:
            run: list[_Word] = []
            for word in (*words, None):
                if run and word is not None and self._joins(run, word):
                    run.append(word)
                    continue
                if run:
                    for part in self._parted(run):
                        yield from self._named(part)
                run = [word] if word is not None and is_capital(word.text) else []

    def _joins(self, run: list[_Word], word: _Word) -> bool:
        between = self.article.text[run[-1].end : word.start]
        if between.strip(" \n\r") or "\n\n" in between or not between:
            return False
        if {word.text.lower(), run[-1].text.lower()} & (DAYS | _UNITS):
            return False
        if (
            self.article.language in ("ru", "uk")
            and word.text[0].isascii() != run[-1].text[0].isascii()
        ):
            return False  # баррель Brent
        if word.text in _ARTICLES.get(self.article.language, ()):
            return run[-1].text in PARTICLES  # von der Leyen, but not "Dänemark den Hafen"
        return is_capital(word.text) or word.text in PARTICLES

    def _parted(self, run: list[_Word]) -> Iterator[list[_Word]]:
        """The persons that "y" or "e" joins: Carlos Umaña y Rosa Aizprúa; not Ortega y Gasset. In Russian
        and Ukrainian two may stand side by side in different cases: звонок Джека Ватсона Игорю Малкину."""
        if self.article.language in ("ru", "uk"):
            half = self._side_by_side(run)
            yield from (run[:half], run[half:]) if half else (run,)
            return
        if self.article.language == "de":
            noun = next((i for i, w in enumerate(run) if i and w.text in _OF_GERMAN), None)
            if noun is not None and not self._is_noble(run, noun):
                yield run[:noun]
                yield from self._parted(run[noun + 1 :])
                return
        at = next((i for i, word in enumerate(run) if word.text in ("y", "e")), None)
        if at is None or at == 0 or at == len(run) - 1:
            yield run
            return
        left, right = run[:at], run[at + 1 :]
        alone = {left[-1].text, right[-1].text} & self._surnames
        two = len(left) == len(right) == 1 and not self._is_double(run)
        alike = len(left) == 1 and alone
        if len(right) > 1 or two or alike or right[-1].text in self._surnames:
            yield left
            yield from self._parted(right)
        else:
            yield run

    def _is_double(self, run: list[_Word]) -> bool:
        """Whether a given name stands before two surnames somewhere: José Ortega y Gasset."""
        words = re.escape(self.article.text[run[0].start : run[-1].end])
        return re.search(rf"[^\W\d_a-zà-ÿ][^\W\d_]+ {words}(?!\w)", self.article.text) is not None

    def _is_noble(self, run: list[_Word], at: int) -> bool:
        """Whether the "von" at an index of a German run is part of a name, and no preposition behind a
        noun: a title stands before it, or the name comes again without what stands before it."""
        text = self.article.text
        before = text[max(0, run[0].start - 30) : run[0].start].split()
        if any(self._is_head(word.text) or is_title(word.text) for word in run[:at]):
            return True
        if len(run) == at + 3 and run[at + 1].text == "der":  # Ursula von der Leyen
            nouns = "|".join(re.escape(run[i].text) for i in (at - 1, at + 2))
            determined = rf"(?<!von )\b(?i:d(?:ie|er|as|en|em)|eine?[nmr]?|zu[rm]) (?:{nouns})\b"
            return not re.search(determined, text)
        if before and (self._is_head(before[-1]) or is_title(before[-1])):
            return text[run[0].start - 1].isspace()
        surname = re.escape(text[run[at].start : run[-1].end])
        again = [m.start() for m in re.finditer(rf"(?<!\w){surname}(?!\w)", text, re.IGNORECASE)]
        return len(again) > 1 and any(
            not is_capital((text[max(0, k - 30) : k].split() or ["A"])[-1]) for k in again
        )

    def _side_by_side(self, run: list[_Word]) -> int:
        """After how many words of a run a second person begins, who stands in another case; 0 for none."""
        words = [word.text for word in run]
        if set(map(str.lower, words)) & PARTICLES or any(map(is_title, words)):
            return 0
        if any(word.isupper() or government_named(word, self.article.language) for word in words):
            return 0
        if len(run) == 4:
            cases = {_case(*words[:2]), _case(*words[2:])}
            return 2 if len(cases) == 2 else 0
        return int(len(run) == 2 and all(self._is_surname(word, words[0]) for word in words))

    def _is_surname(self, word: str, before: str) -> bool:
        """Whether a word, perhaps in another case, stands behind another given name than ``before``."""
        return any(
            is_capital(one.text)
            and after.text[:1].isupper()
            and one.text not in (before, word)
            and _is_declined(after.text, word)
            for words in self._words
            for one, after in pairwise(words)
            if after.start == one.end + 1
        )

    def _named(self, run: list[_Word]) -> Iterator[Mention]:
        if len(run) == 1 and not self._is_known(run[0].text):
            return
        while run and (run[-1].text in PARTICLES or self._is_small(run[-1])):
            run = run[:-1]
        while run and (self._is_small(run[0]) or self._stands_small(run[0].text.lower())):
            run = run[1:]
        titles = [i for i, word in enumerate(run[:-1]) if is_title(word.text)]
        if titles:
            run = run[titles[-1] + 1 :]
        titled = self.article.language in ("de", "ru", "uk")
        while len(run) > 2 and titled and self._is_head(run[0].text):
            run = run[1:]  # der SPD-Abgeordnete Jens Holm
        while run and (run[0].text in PARTICLES or self._is_stop(run)):
            run = run[1:]
        if self.article.language in ("ru", "uk"):
            bodies = [i for i, w in enumerate(run[:-2]) if w.text.isupper() and len(w.text) > 1]
            run = run[bodies[-1] + 1 :] if bodies else run  # глава МИД Иван Петров
            before = (
                self.article.text[max(0, run[0].start - 5) : run[0].start].split() if run else []
            )
            if (
                len(run) > 2
                and before
                and before[-1] in _FROM
                and not _PATRONYMIC.search(run[1].text)
            ):
                run = run[1:]  # водій зі Стрия Олег Бондар
        run = self._unheaded(self._unowned(run))
        while (
            len(run) > 2
            and run[1].text not in PARTICLES
            and self._is_owned_title(run, bool(titles))
        ):
            run, titles = run[1:], titles or [0]
        if len(run) > 2 and self.article.text[: run[0].start].endswith(("'", "’")):
            run = run[1:]  # le ministre de l’Intérieur Jean Morel
        if len(run) == 2 and self._is_genitive(*run):
            run = run[1:]  # "der Plan Kleins", where Klein stands elsewhere
        if len(run) == 4 and self.article.language == "de" and run[1].text == "von":
            run = run if run[2].text in PARTICLES else run[2:]  # "nach Angaben von Karl Vogt"
        if len(run) == 3 and run[1].text in PARTICLES and run[2].text in self._surnames:
            run = run[2:]  # "Wunsch von Lund", where Lund has a given name elsewhere
        single = run[0].text if len(run) == 1 else ""
        if single.lower() in DAYS | _UNITS:
            return
        if run and not (single and (not self._is_known(single) or is_title(single))):
            yield Mention(run[0].start, run[-1].end)

    def _is_known(self, word: str) -> bool:
        """Whether a word is written like a name where no sentence begins."""
        inner = self._inner
        return word in inner or ("-" in word and f"{word[0].lower()}{word[1:]}" in inner)

    def _unowned(self, run: list[_Word]) -> list[_Word]:
        """A name without what its holder's title is of, or a noun: of Kazakhstan Ana Reyes; der Türkei Ana
        Reyes; Литвы Анна Рейес; seinem polnischen Kollegen Otto Lund."""
        language = self.article.language
        before = self.article.text[max(0, run[0].start - 40) : run[0].start].split() if run else []
        owned = language in ("ru", "uk") or (before and before[-1].lower() in _OWNING)
        for named, many in [(government_named, n) for n in (3, 2, 1)] + [
            (country_in, n) for n in (1, 2, 3)
        ]:
            if not owned or len(run) < many + 2 or run[many].text in PARTICLES:
                continue
            if named(" ".join(word.text for word in run[:many]), language):
                return run[many:]
        slavic = language in ("ru", "uk") and len(run) > 3
        adjective = slavic and _ADJECTIVE.search(run[0].text) is not None
        if adjective and government_named(run[1].text, language):
            return run[2:]  # Южной Кореи
        if language == "de" and len(run) > 2 and run[1].text not in PARTICLES:
            plain = not any(word.text.isupper() for word in run)
            if plain and _is_behind_article(before):
                return run[1:]
        return run

    def _unheaded(self, run: list[_Word]) -> list[_Word]:
        """A name without a noun that a sentence or an article puts before it: Secretary of State Ana Reyes;
        le Kényan Luc Morel; Fonti di Palazzo Chigi; Звонки Москвы."""
        if len(run) < 2:
            return run
        language = self.article.language
        before = self.article.text[max(0, run[0].start - 40) : run[0].start]
        words, first = before.split(), not _is_inside(before)
        if language == "en" and len(run) > 2 and len(words) > 1 and words[-1] in ("of", "for"):
            many = 2 if run[1].text in _OFFICES and len(run) > 3 else 1
            return run[many:] if is_title(words[-2]) else run
        if (
            language == "fr"
            and len(run) > 2
            and words
            and words[-1].lower() in ("le", "la", "un", "une")
        ):
            return run[1:] if _DEMONYM.search(run[0].text) else run
        romance = language in ("fr", "es", "it", "pt")
        if romance and first and run[1].text in PARTICLES and self._is_head(run[0].text):
            return run[2:]
        slavic = language in ("ru", "uk") and len(run) == 2 and first
        if slavic and government_named(run[1].text, language) and not self._is_head(run[0].text):
            return run[1:]
        return run

    def _is_stop(self, run: list[_Word]) -> bool:
        """Whether a run begins with a word that is no name; "Said" may be one inside a sentence."""
        if run[0].text.lower() not in STOP:
            return False
        inside = self.article.text[max(0, run[0].start - 2) : run[0].start][:1].isalnum()
        return not (run[0].text == "Said" and inside and len(run) > 1)

    def _is_owned_title(self, run: list[_Word], titled: bool) -> bool:
        """Президент России Иван Петров, el ministro de Exteriores Juan Robles: what the holder of a
        title is the holder of is no given name."""
        before = self.article.text[max(0, run[0].start - 40) : run[0].start].split()
        if self.article.language in ("ru", "uk"):
            titled = titled or bool(before and self._is_head(before[-1]))
            owner = run[0].text[-1] in "аяыиїі" or run[0].text.isupper()
            return titled and owner and not _PATRONYMIC.search(run[1].text)
        while len(before) > 1 and before[-1] in ("la", "le", "les", "los", "las"):
            before.pop()
        of = (
            len(before) > 1
            and before[-1] in PARTICLES | _WITH_ARTICLE
            and self._is_head(before[-2])
        )
        return of and self.article.language in ("fr", "es", "it", "pt")

    def _is_genitive(self, owned: _Word, owner: _Word) -> bool:
        if self.article.language != "de" or not owner.text.endswith("s"):
            return False
        if government_named(owner.text[:-1], "de"):
            return True  # der Wunsch Wiens
        given = f"{owned.text} {owner.text[:-1]}"
        return owner.text[:-1] in self._surnames and given not in self.article.text.replace(
            f"{given}s", ""
        )

    def _is_head(self, word: str) -> bool:
        words = words_of(self.article.language)
        return words is not None and words.kind(word.lower()) == "head"

    def _stands_small(self, word: str) -> bool:
        """Whether a word in small letters, of two or more, stands in the article."""
        text, at = self.article.text, self.article.text.find(word)
        while at >= 0 and len(word) > 1:
            around = text[at - 1 : at] + text[at + len(word) : at + len(word) + 1]
            if not any(sign.isalnum() or sign in "-_" for sign in around):
                return True
            at = text.find(word, at + 1)
        return False

    def _is_small(self, word: _Word) -> bool:
        """Whether a word is one of those that stand around names: an article, a preposition."""
        words = words_of(self.article.language)
        initial = self.article.text[word.end : word.end + 1] == "."
        if words is None or initial:
            return False
        kind = words.kind(word.text.lower())
        # In English a name may be like one of these: Will, May.
        return kind in AROUND or (words.language != "en" and kind in ("say", "call", "aux"))


def _is_behind_article(before: list[str]) -> bool:
    """Whether the words before a German noun end with an article, or with one and an adjective."""
    words = words_of("de")
    if words is None or not before:
        return False
    last = before[-1].lower()
    if len(before) > 1 and before[-1].islower() and re.search(r"(?<!t)e[nrms]?$", last):
        last = last if words.kind(last) != "word" else before[-2].lower()
    return words.kind(last) == "det" or last in CONTRACTED


def _is_inside(before: str) -> bool:
    """Whether what stands before a word shows that no sentence begins with it."""
    return before[-2:-1].isalnum() or before.endswith(", ") or _FORM.search(before) is not None


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


@lru_cache(maxsize=4096)
def is_title(word: str) -> bool:
    """Whether a word is one that stands before names to say what their holders are."""
    return _TITLES.fullmatch(word) is not None


def is_capital(word: str) -> bool:
    """Whether a word is written as a name is: Reyes, al-Harithi, l’Estrange."""
    if word[:1].isupper() or word.isalpha():
        return word[:1].isupper()
    attached = _ATTACHED.match(word)
    return bool(attached and attached.group(1).isupper())


def _joined(before: _Word, word: re.Match[str]) -> bool:
    return word.start() == before.end + 1 and is_capital(before.text)
