"""The cast of an Arabic or Hebrew article: names that stand behind a title.

No letters show a name there. Behind a title come its adjectives, the countries and bodies it is of, and
then two words of a name, more where one of them begins one ("عبد", "بن"), or where the last stands alone
elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.countries import country_in, country_named
from summarizer.rules.cast_spaceless import Titled
from summarizer.rules.semitic import AR_SAY, HE_SAY

_PROCLITICS = "[وفبلكובלמשכה]{0,2}"
_AR_STOP = (
    "مع|في|إلى|على|من|عن|أن|إن|إنه|إنها|أنها|خلال|بشأن|حول|يوم|مساء|صباح|ظهر|فجر|ليل|أمس|اليوم|غدا|غداً|عبر|قد|لم|لن|لا|ما|"
    "التي|الذي|الذين|هاتفيا|هاتفياً|أيضا|أيضاً|قبل|بعد|لبحث|بأن|بأنه|أنه|كان|كانت|يكون|حيث|إثر|بطلب|عقب|لدى|أمام|ضد|منذ|حتى|"
    "بين|إلا|أو|ثم|لكن|بل|كما|مؤكدا|مؤكداً|مشيرا|مضيفا|مشددا|داعيا|معربا|قائلا|الأحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|"
    "الخميس|الجمعة|السبت|بحث|أكد|قال|تحدث|أجرى|بحثا|ناقش|أعلن|طلب|دعا|نفى|رفض|اقترح|تلقى|هاتف|شدد|أعرب|أبلغ|اتفق|اتصل|"
    "أجرت|بحثت|أكدت|قالت|تحدثت|أعلنت|طلبت|دعت|نفت|رفضت|اقترحت|تلقت|هاتفت|ناقشت|أطلعه|عقد|عقدت|استمر|استمرت|إجراء|"
    "اتصالا|اتصالاً|اتصال|مكالمة|محادثة|محادثات|سلسلة|تطورات|سبل|آخر|ملف|الأوضاع|العلاقات|الوضع|الأزمة|"
    "س[يت](?:جري|تحدث|بحث|عقد|تصل|ناقش|لتقي|زور|شارك|قوم|كون|تم|تلقى|طلب)\\w*|لل\\w+|بال\\w+|ي(?:بحث|جري|تحدث|عقد|تلقى|ؤكد|قول|طلب|دعو|رفض|زور|لتقي|شارك|واصل|عتزم|ناقش|صل)\\w*"
)
_HE_STOP = (
    "עם|על|את|כי|אל|מול|לבין|בין|לאחר|לפני|אחרי|אתמול|היום|הבוקר|הערב|הלילה|אמש|מחר|בטלפון|בשיחה|בשיחת|של|גם|לא|כבר|"
    "אמר|אמרה|אמרו|מסר|מסרה|התקשר|התקשרה|בוטלה|בוטל|נדחתה|נדחה|נפגש|נפגשה|צפוי|צפויה|עתיד|עתידה|אמור|אמורה|שוחח|שוחחה|"
    "שוחחו|דיבר|דיברה|דיברו|קיים|קיימה|קיימו|טלפן|טלפנה|ידבר|תדבר|ישוחח|תשוחח|ישוחחו|יקיים|תקיים|הציע|הציעה|הציעו|ביקש|"
    "ביקשה|קיבל|קיבלה|הודיע|הודיעה|הודה|הודתה|דרש|דרשה|קרא|קראה|הכחיש|הכחישה|אישר|אישרה|סירב|סירבה|דחה|דחתה|יזם|יזמה|"
    "התקיימה|התקיים|נמשכה|תתקיים|הוסיף|הוסיפה|טען|טענה|כתב|כתבה|הדגיש|הדגישה|סיכם|סיכמו|יצא|יצאה|נאם|נאמה|שב|שבה|היה|הייתה|"
    "אך|אבל|או|לשיחה|לקיים|להתקשר|לשוחח|לדבר|ש(?:לא|הוא|היא|תוכננ|הת|נערכ|נועד|אמור|ית|תת|הי|הציע|דיבר|נקבע|יזמ?|ביקש)\\w*|ול\\w{3,}|וב\\w{3,}|ל(?:ראש|נשיא\\w*|שר\\w*|קנצלר\\w*|מלך|מזכיר\\w*)|מוקדם|ביום|בליל|כדי"
)
STOP = {"ar": re.compile(_AR_STOP), "he": re.compile(_HE_STOP)}
"""What is no part of a name, and may follow one."""
_LEADING = frozenset(
    "عبد بن أبو آل ابن بنت أم ولد فون دير دي دا לה דה בן בת אבו אל עבד פון ואן אבן".split()
)
_OF = frozenset(
    """
    وزراء حكومة خارجية دفاع داخلية مجلس الوزراء جمهورية مالية اقتصاد طاقة زراعة دولة هيئة لجنة حزب بلدية
    وفد شركة جهاز مكتب أركان برلمان مؤسسة منظمة اتحاد بعثة إدارة دائرة مركز جمعية نقابة كتلة جامعة بنك
    مفوضية وزارة سلطة حركة قوات جيش عهد عام شؤون أمن السيد السيدة الشيخ الأمير الملك سلطنة مملكة إمارة
    ממשלת המדינה ההגנה החוץ האוצר ועדת מפלגת מועצת רשות נציבות הנציבות הממשלה מר גברת הגנרל אלוף
    """.split()
)
_COUNTERPART = r"نظير\w*|עמית\w+|מקביל\w+"
_LINKED = re.compile(r"\s+و(ال\w+)\s")


def titled_semitic(text: str, language: str, role: str) -> Iterator[Titled]:
    """The names behind a title, in order; ``role`` is the pattern of titles."""
    titles = re.compile(rf"(?<!\w){_PROCLITICS}(?:{role}|{_COUNTERPART})(?!\w)")
    found = []
    for title in titles.finditer(text):
        name, country, end = _behind(text, title.end(), language, titles)
        if name:
            office = text[title.start() : text.find(name.split()[0], title.end())]
            found.append(Titled(name, country, office))
            other = _LINKED.match(text, end) if language == "ar" else None
            code = country_in(other.group(1), "ar") if other else None
            if other and code:  # "نظيريه المصري سامح بدر والقطري سعد الهاجري"
                name = _behind(text, other.end() - 1, language, titles)[0]
                if name:
                    found.append(Titled(name, code, title.group()))
    surnames = {one.name.split()[-1] for one in found}
    for one in found:
        if one.name.split()[0] not in surnames or one.name.split()[0] == one.name.split()[-1]:
            yield one


def _behind(
    text: str, at: int, language: str, titles: re.Pattern[str]
) -> tuple[str, str | None, int]:
    """The name behind a title that ends at an offset ("" for none), the country of what stands between
    them, and where the name ends."""
    words = list(
        re.compile(r"\s*(,|[^\W\d_](?:[\w\"'׳״’-]*[\w'׳’])?)").finditer(text, at, at + 160)
    )
    rest = [m.group(1) for m in _joined(text, at, words)]
    ends = [m.end(1) for m in _joined(text, at, words)]
    skipped, apposed, country = 0, False, None
    while rest[skipped:]:
        here = rest[skipped:]
        pair = " ".join(here[:2])
        if country_named(pair, language) or country_named(pair[1:], language):
            country, skipped = country or country_in(pair, language), skipped + 2
        elif _qualifies(here[0], language) or titles.fullmatch(here[0]) or here[0] == "של":
            country, skipped = country or country_in(here[0], language), skipped + 1
        elif here[0] == "," and language == "he" and not apposed:
            skipped, apposed = skipped + 1, True  # "שר החוץ של יוון, ניקוס פטרו,"
        else:
            break
    size = _size(text, rest[skipped:], language, titles)
    name = " ".join(rest[skipped : skipped + size])
    return name, country, ends[skipped + size - 1] if size else at


def _joined(text: str, at: int, words: list[re.Match[str]]) -> list[re.Match[str]]:
    """The words that nothing but blanks and commas divides."""
    kept: list[re.Match[str]] = []
    for word in words:
        if text[at : word.start()].strip():
            break
        kept.append(word)
        at = word.end()
    return kept


def _qualifies(word: str, language: str) -> bool:
    """Whether a word belongs to the title: an adjective with an article, a country, a portfolio."""
    if country_named(word, language) or country_named(word[1:], language) or word in _OF:
        return True
    if language == "ar":
        return word.startswith(("ال", "وال", "لل"))
    return word.endswith('"ב') or (word.startswith("ה") and len(word) > 3)


def _size(text: str, words: list[str], language: str, titles: re.Pattern[str]) -> int:
    """How many words at the head are a name: two, and those that only begin one of them."""
    whole = size = 0
    for word in words:
        linked = word[0] == "و" and size and not _is_name_part(text, word)
        if word == "," or STOP[language].fullmatch(word) or linked or titles.fullmatch(word):
            break
        if whole == 2 and words[size - 1] not in _LEADING:
            size += _ends(text, words[size - 1], word)
            break
        size += 1
        whole += word not in _LEADING
    verbs = language == "he" and all(word.startswith("ל") for word in words[:2])
    return size if whole >= 2 and not verbs else 0


def _is_name_part(text: str, word: str) -> bool:
    """Whether a word that begins as "and" does is a name: it stands elsewhere, too, or is long and no
    title, article or verb with an "and"."""
    if re.match(
        r"و(?:ال|وزير|رئيس|نظير|ملك|أمير|مستشار|أ|ت|ق[ال]|بحث|ناقش|طلب|دعا|ذلك|كان|هو|هي|في|من|على|إلى)",
        word,
    ):
        return False
    return len(re.findall(rf"(?<!\w)[وبلف]?{re.escape(word)}(?!\w)", text)) > 1 or not re.search(
        rf"(?<!\w){re.escape(word[1:])}(?!\w)", text
    )


def _ends(text: str, before: str, word: str) -> bool:
    """Whether a third word ends a name: it stands elsewhere without the second, which does not; without an
    article, behind a verb of saying."""
    if word == ",":
        return False
    if not word.startswith("ال"):
        said = rf"(?<!\w)(?:و|ف)?(?:{AR_SAY}|{HE_SAY}|أن|إن|כי)\s{re.escape(word)}(?!\w)"
        said += rf"|(?<!{re.escape(before)})\s{re.escape(word)}\s(?:{HE_SAY})(?!\w)"
        return re.search(said, text) is not None
    alone = re.findall(rf"(?<!{re.escape(before)})\s[وبلف]?{re.escape(word)}(?!\w)", text)
    other = re.findall(rf"(?<!\w){re.escape(before)}(?!\s{re.escape(word)})(?!\w)", text)
    return bool(alone) and not other
