"""Name words: what names are written with, and the words with a capital letter that are none.

A name is told by its words: particles and capitals inside, titles and function words around.
"""

from __future__ import annotations

import re
from functools import lru_cache

SLAVIC = ("ru", "uk")
WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:(?:[-·.]|['’](?!s\b))(?=[^\W\d_])[^\W\d_]+)*(?!\w)")
PARTICLES = frozenset(
    """
    de del della delle di da do dos das du des d van von der den ter ten zu zur bin ibn
    bint al el la le af av y e ja abu ould
    фон ван дер ибн бин бен аль эль дель делла ди де да
    """.split()
)
_TITLES = re.compile(
    r"(?:vice-?|deputy-?|ex-|віце-?|вице-?|экс-|екс-)?(?:president|premier|minister|chancellor|secretary|secretary-general|"
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
    jetzt bereits gegenüber
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
CONTRACTED = frozenset("am im zum zur vom beim ins ans".split())
"""German prepositions that have an article in them: no person's name stands behind one."""
DAYS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february september october november
    december feb sept oct nov dec aug montag dienstag mittwoch donnerstag freitag samstag sonnabend
    sonntag januar februar märz juni juli september oktober november dezember
    """.split()
)
"""Days and months that are written with a capital letter and are hardly ever anybody's name."""
UNITS = frozenset(
    """
    millionen milliarden euro dollar prozent uhr kritik zustimmung unterstützung ablehnung empörung
    """.split()
)
"""German nouns that numbers and adjectives stand before, and no name: Scharfe Kritik."""
CASELESS = re.compile(r"[\u0590-\u08ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ATTACHED = re.compile(
    r"(?:al|el|ad|an|ar|as|ash|at|az|ibn|bin|[ldo]|[аэе]ль|[аэ][дншртзс]|[аэ]ш|ибн|бин)[-'’](?=([^\W\d_]))"
)


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
