"""Bare names: a run of capitalised words without what stands around the name in it.

That is titles, what the holder of a title is the holder of, and words that are capitalised only because
a sentence begins there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.capitals import Capitals, Word, is_inside
from summarizer.countries import country_in, government_named
from summarizer.name_words import CONTRACTED, DAYS, PARTICLES, SLAVIC, STOP, UNITS, is_title
from summarizer.saying import words_of

_ROMANCE = ("fr", "es", "it", "pt")
_WITH_ARTICLE = frozenset("des aux degli dei dello nos nas aos".split())
_OWNING = frozenset("of the de del di do da d' von der des du de_la la".split())
_ADJECTIVE = re.compile(r"(?:ой|ої|ого|ых|их)$")
_OFFICES = frozenset(
    "Affairs Security Development Resources Services States Kingdom Zealand Korea".split()
)
_DEMONYM = re.compile(r"(?:ais|aise|[ié]en|[ié]enne|aine?|oise?|ane?|ols?|ole|usse|urc|que)$")
_FRENCH = ("le", "la", "un", "une")
_AGENCIES = frozenset("""
    Lusa EFE Efe ANSA Ansa Reuters AFP AP DPA Interfax Ukrinform TASS Xinhua Kyodo Anadolu ТАСС Интерфакс
    Інтерфакс Укрінформ РИА
""".split())  # fmt: skip
_PORTFOLIO = re.compile(r"(\w+) (?:of|for) (?:the )?(?:[\w, ]{3,40} and )?(?:the )?$")
"""What stands before the last word of what a minister is of: for Trade and the Environment Ana Reyes."""
_RED_CROSS = re.compile(r"(?:Червон|Красн)\w+ (?:Хрест|Крест|Півмісяц|Полумесяц)")
_FROM = frozenset("в у из з із зі с со на до від от".split())
_PATRONYMIC = re.compile(r"(?:[иійї]ч|вн)\w{0,3}$")


def bare(capitals: Capitals, run: Sequence[Word]) -> Sequence[Word]:
    """The words of the name in a run, none where it has no name."""
    if len(run) == 1 and not capitals.is_known(run[0].text):
        return ()
    run, titled = _untitled(capitals, run)
    if run and capitals.language in SLAVIC:
        run = _unplaced(capitals, run)
    run = run and _unheaded(capitals, _unowned(capitals, run))
    while len(run) > 2 and run[1].text not in PARTICLES and _is_owned_title(capitals, run, titled):
        run, titled = run[1:], True
    run = _ungoverned(capitals, run)
    if len(run) != 1:
        return run
    name = run[0].text
    is_name = capitals.is_known(name) and not is_title(name) and name.lower() not in DAYS | UNITS
    return run if is_name else ()


def _untitled(capitals: Capitals, run: Sequence[Word]) -> tuple[Sequence[Word], bool]:
    """A run without titles and the words around names, and whether it had a title."""
    while run and (run[-1].text in PARTICLES or capitals.is_small(run[-1])):
        run = run[:-1]
    while run and (capitals.is_small(run[0]) or capitals.stands_small(run[0].text.lower())):
        run = run[1:]
    titles = [i for i, word in enumerate(run[:-1]) if is_title(word.text)]
    if titles:
        run = run[titles[-1] + 1 :]
    headed = capitals.language in ("de", *SLAVIC)
    while len(run) > 2 and headed and capitals.is_head(run[0].text):
        run = run[1:]  # der SPD-Abgeordnete Jens Holm
    while run and (run[0].text in PARTICLES or _is_stop(capitals, run)):
        run = run[1:]
    return run, bool(titles)


def _is_stop(capitals: Capitals, run: Sequence[Word]) -> bool:
    """Whether a run begins with a word that is no name; "Said" may be one inside a sentence."""
    if run[0].text.lower() not in STOP:
        return False
    inside = capitals.text[max(0, run[0].start - 2) : run[0].start][:1].isalnum()
    return not (run[0].text == "Said" and inside and len(run) > 1)


def _unplaced(capitals: Capitals, run: Sequence[Word]) -> Sequence[Word]:
    """A Russian or Ukrainian name without a body or a place: глава МИД Иван Петров; водій зі Стрия Олег
    Бондар."""
    if len(run) > 3 and _RED_CROSS.match(capitals.text, run[0].start):
        return run[2:]
    bodies = [i for i, w in enumerate(run[:-2]) if w.text.isupper() and len(w.text) > 1]
    run = run[bodies[-1] + 1 :] if bodies else run
    before = capitals.before(run[0].start)
    placed = len(run) > 2 and before and before[-1] in _FROM
    return run[1:] if placed and not _PATRONYMIC.search(run[1].text) else run


def _unowned(capitals: Capitals, run: Sequence[Word]) -> Sequence[Word]:
    """A name without what its holder's title is of, or a noun: of Kazakhstan Ana Reyes; der Türkei Ana
    Reyes; Литвы Анна Рейес; seinem polnischen Kollegen Otto Lund."""
    language, slavic = capitals.language, capitals.language in SLAVIC
    before = capitals.before(run[0].start)
    owned = slavic or (before and before[-1].lower() in _OWNING)
    for named, many in [(government_named, n) for n in (3, 2, 1)] + [
        (country_in, n) for n in (1, 2, 3)
    ]:
        if not owned or len(run) < many + 2 or run[many].text in PARTICLES:
            continue
        if named(" ".join(word.text for word in run[:many]), language):
            return run[many:]
    adjective = slavic and len(run) > 3 and _ADJECTIVE.search(run[0].text) is not None
    if adjective and government_named(run[1].text, language):
        return run[2:]  # Южной Кореи
    noun = language == "de" and len(run) > 2 and run[1].text not in PARTICLES
    plain = noun and not any(word.text.isupper() for word in run)
    return run[1:] if plain and _is_behind_article(before) else run


def _is_behind_article(before: list[str]) -> bool:
    """Whether the words before a German noun end with an article, or with one and an adjective."""
    words = words_of("de")
    if words is None or not before:
        return False
    last = before[-1].lower()
    if len(before) > 1 and before[-1].islower() and re.search(r"(?<!t)e[nrms]?$", last):
        last = last if words.kind(last) != "word" else before[-2].lower()
    return words.kind(last) == "det" or last in CONTRACTED


def _unheaded(capitals: Capitals, run: Sequence[Word]) -> Sequence[Word]:
    """A name without a noun that a sentence or an article puts before it: Secretary of State Ana Reyes;
    le Kényan Luc Morel; Fonti di Palazzo Chigi; Звонки Москвы."""
    if len(run) < 2:
        return run
    language, at = capitals.language, run[0].start
    words, first = capitals.before(at), not is_inside(capitals.text[max(0, at - 40) : at])
    if len(run) > 2 and run[0].text in _AGENCIES:
        return run[1:]  # contou à Lusa Ana Reis
    office = _PORTFOLIO.search(capitals.text, max(0, at - 70), at) if language == "en" else None
    if office and len(run) > 2:
        many = 2 if run[1].text in _OFFICES and len(run) > 3 else 1
        return run[many:] if is_title(office[1]) else run
    if language == "fr" and len(run) > 2 and words and words[-1].lower() in _FRENCH:
        return run[1:] if _DEMONYM.search(run[0].text) else run
    head = capitals.is_head(run[0].text)
    if language in _ROMANCE and first and head and run[1].text in PARTICLES:
        return run[2:]
    slavic = language in SLAVIC and len(run) == 2 and first
    if slavic and government_named(run[1].text, language) and not head:
        return run[1:]
    return run


def _is_owned_title(capitals: Capitals, run: Sequence[Word], titled: bool) -> bool:
    """Президент России Иван Петров, el ministro de Exteriores Juan Robles: what the holder of a
    title is the holder of is no given name."""
    before = capitals.before(run[0].start)
    if capitals.language in SLAVIC:
        titled = titled or bool(before and capitals.is_head(before[-1]))
        owner = run[0].text[-1] in "аяыиїі" or run[0].text.isupper()
        return titled and owner and not _PATRONYMIC.search(run[1].text)
    while len(before) > 1 and before[-1] in ("la", "le", "les", "los", "las"):
        before.pop()
    of = len(before) > 1 and before[-1] in PARTICLES | _WITH_ARTICLE
    return of and capitals.is_head(before[-2]) and capitals.language in _ROMANCE


def _ungoverned(capitals: Capitals, run: Sequence[Word]) -> Sequence[Word]:
    """A name without the noun that it, or a preposition, is joined to: le ministre de l’Intérieur Jean
    Morel; der Plan Kleins; nach Angaben von Karl Vogt."""
    if len(run) > 2 and capitals.text[: run[0].start].endswith(("'", "’")):
        run = run[1:]
    if len(run) == 2 and _is_genitive(capitals, *run):
        run = run[1:]  # where Klein stands elsewhere
    if len(run) == 4 and capitals.language == "de" and run[1].text == "von":
        run = run if run[2].text in PARTICLES else run[2:]
    if len(run) == 3 and run[1].text in PARTICLES and run[2].text in capitals.surnames:
        run = run[2:]  # "Wunsch von Lund", where Lund has a given name elsewhere
    return run


def _is_genitive(capitals: Capitals, owned: Word, owner: Word) -> bool:
    if capitals.language != "de" or not owner.text.endswith("s"):
        return False
    name = owner.text[:-1]
    if government_named(name, "de"):
        return True  # der Wunsch Wiens
    given = f"{owned.text} {name}"
    return name in capitals.surnames and given not in capitals.text.replace(f"{given}s", "")
