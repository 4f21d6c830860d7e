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
    "هذا|هذه|هذان|هذين|هؤلاء|ذلك|ذاك|تلك|أولئك|هنا|هناك|"
    "مع|في|إلى|على|من|عن|أن|إن|إنه|إنها|أنها|خلال|بشأن|حول|يوم|مساء|صباح|ظهر|فجر|ليل|أمس|اليوم|غدا|غداً|عبر|قد|لم|لن|لا|ما|"
    "التي|الذي|الذين|هاتفيا|هاتفياً|أيضا|أيضاً|قبل|بعد|لبحث|بأن|بأنه|أنه|كان|كانت|يكون|حيث|إثر|بطلب|عقب|لدى|أمام|ضد|منذ|حتى|"
    "بين|إلا|أو|ثم|لكن|بل|كما|مؤكدا|مؤكداً|مشيرا|مضيفا|مشددا|داعيا|معربا|قائلا|الأحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|"
    "الخميس|الجمعة|السبت|بحث|أكد|قال|تحدث|أجرى|بحثا|ناقش|أعلن|طلب|دعا|نفى|رفض|اقترح|تلقى|هاتف|شدد|أعرب|أبلغ|اتفق|اتصل|"
    "أجرت|بحثت|أكدت|قالت|تحدثت|أعلنت|طلبت|دعت|نفت|رفضت|اقترحت|تلقت|هاتفت|ناقشت|أطلعه|عقد|عقدت|استمر|استمرت|إجراء|"
    "اتصالا|اتصالاً|اتصال|مكالمة|محادثة|محادثات|سلسلة|تطورات|سبل|آخر|ملف|الأوضاع|العلاقات|الوضع|الأزمة|"
    "س[يت](?:جري|تحدث|بحث|عقد|تصل|ناقش|لتقي|زور|شارك|قوم|كون|تم|تلقى|طلب)\\w*|لل\\w+|بال\\w+|ي(?:بحث|جري|تحدث|عقد|تلقى|ؤكد|قول|طلب|دعو|رفض|زور|لتقي|شارك|واصل|عتزم|ناقش|صل)\\w*"
)
_HE_STOP = (
    "זה|זו|זאת|אלה|אלו|הזה|הזאת|הזו|האלה|כאן|שם|"
    "עם|על|את|כי|אל|מול|לבין|בין|לאחר|לפני|אחרי|אתמול|היום|הבוקר|הערב|הלילה|אמש|מחר|בטלפון|בשיחה|בשיחת|של|גם|לא|כבר|"
    "אמר|אמרה|אמרו|מסר|מסרה|התקשר|התקשרה|בוטלה|בוטל|נדחתה|נדחה|נפגש|נפגשה|צפוי|צפויה|עתיד|עתידה|אמור|אמורה|שוחח|שוחחה|"
    "שוחחו|דיבר|דיברה|דיברו|קיים|קיימה|קיימו|טלפן|טלפנה|ידבר|תדבר|ישוחח|תשוחח|ישוחחו|יקיים|תקיים|הציע|הציעה|הציעו|ביקש|"
    "ביקשה|קיבל|קיבלה|הודיע|הודיעה|הודה|הודתה|דרש|דרשה|קרא|קראה|הכחיש|הכחישה|אישר|אישרה|סירב|סירבה|דחה|דחתה|יזם|יזמה|"
    "התקיימה|התקיים|נמשכה|תתקיים|הוסיף|הוסיפה|טען|טענה|כתב|כתבה|הדגיש|הדגישה|סיכם|סיכמו|יצא|יצאה|נאם|נאמה|שב|שבה|היה|הייתה|"
    "אך|אבל|או|לשיחה|לקיים|להתקשר|לשוחח|לדבר|ש(?:לא|הוא|היא|תוכננ|הת|נערכ|נועד|אמור|ית|תת|הי|הציע|דיבר|נקבע|יזמ?|ביקש)\\w*|ול\\w{3,}|וב\\w{3,}|ל(?:ראש|נשיא\\w*|שר\\w*|קנצלר\\w*|מלך|מזכיר\\w*)|מוקדם|ביום|בליל|כדי|"
    "ה(?:ת\\w{3,}|כחיש\\w*|ודיע\\w*|ציע\\w*|סכימ?\\w*|דגיש\\w*|וסיפ?\\w*|בהיר\\w*|בטיח\\w*|זהיר\\w*|עביר\\w*|חליט\\w*|"
    "גיב\\w*|שיב\\w*|זמינ?\\w*|ביע\\w*|אשימ?\\w*|זכיר\\w*|פגינ?\\w*|גיע\\w*|ציג\\w*|יא|וא|ם|ן)"
)
STOP = {"ar": re.compile(_AR_STOP), "he": re.compile(_HE_STOP)}
"""What is no part of a name, and may follow one."""
_LEADING = frozenset(
    "عبد بن أبو آل ابن بنت أم ولد فون دير دي دا לה דה בן בת אבו אל עבד פון ואן אבן".split()
)
_OF = frozenset(
    """
    وزراء حكومة خارجية دفاع داخلية مجلس الوزراء جمهورية مالية اقتصاد طاقة زراعة دولة هيئة لجنة حزب بلدية
    إقليم ولاية محافظة منطقة مدينة هيئات وكالة برنامج صندوق قيادة أول ركن رئاسة فرع فيلق كردستان المحكمة
    פיקוד צבא בנק ישראל ארגון משרד עיריית מפלגת תנועת סוכנות איגוד הליגה הפרלמנט
    وفد شركة جهاز مكتب أركان برلمان مؤسسة منظمة اتحاد بعثة إدارة دائرة مركز جمعية نقابة كتلة جامعة بنك
    مفوضية وزارة سلطة حركة قوات جيش عهد عام شؤون أمن السيد السيدة الشيخ الأمير الملك سلطنة مملكة إمارة
    ממשלת המדינה ההגנה החוץ האוצר ועדת מפלגת מועצת רשות נציבות הנציבות הממשלה מר גברת הגנרל אלוף
    """.split()
)
_RANKS = {
    "ar": r"(?:ال)?(?:قائد|سفير|قاضي|مدير|نائب|حاكم|محافظ|مساعد|ممثل|ناطق|متحدث|منسق|سيناتور|جنرال|فريق|لواء|"
    r"عميد|عقيد|دكتور|مفتي|عمدة|مبعوث|موفد|قيادي|خبير|محلل|مفوض|شيخ|سيد|بابا|بطريرك|أمين|ناشط)(?:ة)?|"
    r"سمو|جلالة|فخامة",
    "he": r'(?:ה)?(?:רמטכ"ל|יו"ר|גנרל|אלוף|תת-אלוף|רב-אלוף|אדמירל|מפקד(?:ת)?|שגריר(?:ה|ת)?|סגן(?:ית)?|'
    r'נגיד(?:ת)?|סנאטור(?:ית)?|אפיפיור|נציב(?:ה|ת)?|נסיך|שייח|מנכ"ל(?:ית)?|ח"כ|דובר(?:ת)?|יועץ|יועצת|'
    r"מתאם|מתאמת|שליח(?:ה|ת)?|פרשן|חוקר(?:ת)?|חבר(?:ת)? הכנסת|"
    r"ראש (?:ה)?(?:מוסד|שב\"כ|אופוזיציה|עיר|סגל|מטה|לשכת|עיריית))",
}
"""Titles that stand before a name, too."""
_POPE = re.compile(r"(?:ال)?بابا|(?:ה)?אפיפיור")
_POSTED = re.compile(r"(?:مبعوث|سفير|ممثل|موفد|منسق|متحدث|ناطق|נציב|שגריר|שליח)")
"""Who is posted to a country, or speaks in the name of a body."""
_DUAL = r"(?:ال)?(?:رئيس|وزير|ملك|أمير|زعيم|قائد|مستشار)(?:ان|ين|ا|ي)"
"""Two who hold an office: "الرئيسان المصري سامح بدر والتونسي سعد الهاجري"."""
_COUNTERPART = r"نظير\w*|עמית\w+|מקביל\w+"
_KIN = ("آل", "بن", "ابن", "بنت", "בן")
"""What joins a third part to a name."""
_HE_VERBS = re.compile(r"[בלכמ]\w{3,} ל\w{4,}$")
"""What is no name: "בניסיון ללחוץ"."""
_SUBJECT_FIRST = r"(?:^|\n|[.،:»]\s|(?<!\w)[وفلب]?(?:[أإ]ن|كان|كانت|لكن|بينما|فيما)\s)$"
"""How what stands before a title ends where its verb follows the name."""
_NO_THIRD = re.compile(
    r"(?:[بلف](?:ال|أن|إن)|ل(?:ت|إ|ا[نست])\w{3}|س[يت]\w{3}|[يت]\w{3,}ون$|\w{3,}ا$|\w{2,}ً|\w{2,}ات$|\w{3,}ه(?:ا|م|ما)?$|\w+ة$|و(?!ه)\w{2,})|"
    r"(?:وقد|وهو|وهي|ال(?:حالي|سابق|ماضي|مقبل|جاري|تالي|ثاني|عربي|دولي|أممي|رسمي))(?!\w)|"
    r"(?:أول|فقط|وحده|وحدها|معا|مقرر|مرتقب|متوقع|مهم|مثمر|نفسه|نفسها|بها|به|له|لها|عنه|عنها|منه|فيه|فيها|كل|أي|غير|عبرا|وصل|زار|غادر|أجاب|عاد|قدم|وجه|وقع|"
    r"حذر|أبدى|دعم|سعى|تعهد|أمر|حضر|ترأس|افتتح|أوضح|أضاف|أشار|ذكر|كشف|قرر|أدان|رحب|هنأ|عزى|لقي|تسلم|سلم|خاطب)$"
)
"""What is no third word of a name."""
_GOVERNED = re.compile(r"(?<!\w)(?:مع|من|إلى|بين)\s$")
"""What stands before one whom no object can follow: "with the minister"."""
_ADVERBS = re.compile(r"(?:مباشر|صراح|بداي|نهاي|ليل|مر|خاص|كاف|عام|دفع|ساع|جل[سي]|لاحق)ة$")
"""Adverbs and hours that may stand behind a name, too."""
_LINKED = re.compile(r"\s+و(ال\w+)\s")


def titled_semitic(text: str, language: str, role: str) -> Iterator[Titled]:
    """The names behind a title, in order; ``role`` is the pattern of titles."""
    nouns = f"{role}|{_RANKS[language]}|{_COUNTERPART}|{_DUAL}"
    titles = re.compile(rf"(?<!\w){_PROCLITICS}(?:{nouns})(?!\w)")
    found = []
    for title in titles.finditer(text):
        name, country, end = _behind(text, title, language, titles)
        if name:
            office = text[title.start() : text.find(name.split()[0], title.end())]
            found.append(Titled(name, country, office))
            other = _LINKED.match(text, end) if language == "ar" else None
            code = country_in(other.group(1), "ar") if other else None
            linked = re.compile(r"\s+و?ال\w+(?=\s)").match(text, end) if code else None
            if linked:  # "نظيريه المصري سامح بدر والقطري سعد الهاجري"
                name = _behind(text, linked, language, titles)[0]
                if name:
                    found.append(Titled(name, code, title.group()))
    surnames = {one.name.split()[-1] for one in found}
    for one in found:
        if one.name.split()[0] not in surnames or one.name.split()[0] == one.name.split()[-1]:
            yield one


def _behind(
    text: str, title: re.Match[str], language: str, titles: re.Pattern[str]
) -> tuple[str, str | None, int]:
    """The name behind a title ("" for none), the country of what stands between them, and where the
    name ends."""
    at = title.end()
    words = re.compile(r"\s*([,،]|[^\W\d_](?:[\w\"'׳״’־-]*[\w'’])?)").finditer(text, at, at + 160)
    joined = _joined(text, at, list(words))
    rest = [m.group(1) for m in joined]
    skipped, apposed, country = 0, False, None
    posted = _POSTED.search(title.group())
    while rest[skipped:]:
        here = rest[skipped:]
        pair = " ".join(here[:2])
        if country_named(pair, language) or country_named(pair[1:], language):
            country, skipped = country or country_in(pair, language), skipped + 2
        elif posted and here[0] in ("إلى", "لدى", "في", "باسم", "אל"):
            skipped += 1
        elif STOP[language].fullmatch(here[0]) and not re.match("لل|של$", here[0]):
            break
        elif _qualifies(here[0], language) or titles.fullmatch(here[0]) or here[0] == "של":
            country, skipped = country or country_in(here[0], language), skipped + 1
        elif here[0] in ",،" and not apposed:
            skipped, apposed = skipped + 1, True  # "שר החוץ של יוון, ניקוס פטרו,"
        else:
            break
    least = 1 if _POPE.search(title.group()) else 2
    size = _size(text, rest[skipped:], language, titles, least)
    name = " ".join(rest[skipped : skipped + size])
    end = joined[skipped + size - 1].end(1) if size else at
    if size and apposed and language == "ar" and not re.match(r"\s*[،.]", text[end:]):
        return "", country, at
    verb_first = re.search(_SUBJECT_FIRST, text[max(0, title.start() - 12) : title.start()]) is None
    if size and language == "ar" and verb_first and not titles.fullmatch(rest[skipped]):
        governed = _GOVERNED.search(text, max(0, title.start() - 5), title.start()) is not None
        third = _third(rest[skipped + size :], governed)
        third = "" if titles.fullmatch(third) else third
        name, size = f"{name} {third}".strip(), size + bool(third)
        end = joined[skipped + size - 1].end(1)
    return name, country, end


def _third(rest: list[str], governed: bool) -> str:
    """A third word of an Arabic name, where punctuation or a word that stands behind names follows it. One
    that ends as feminine nouns do is no object behind a name that is ``governed``."""
    if not rest or rest[0] in ",،" or len(rest[0]) < 3:
        return ""
    word = rest[0]
    follows = rest[1] if rest[1:] else ","
    ends = follows in ",،" or bool(re.match("ب[أ]ن|ال", follows))
    ends = ends or bool(STOP["ar"].fullmatch(follows) and not follows.startswith("لل"))
    if governed and follows in ",،" and word.endswith("ة") and not word.startswith("ال"):
        return "" if _ADVERBS.match(word) else word  # "مع الوزير محمد صالح بشارة، إلا"
    if not ends or STOP["ar"].fullmatch(word) or _NO_THIRD.match(word):
        return ""
    return word if not word.startswith("ال") or word.endswith("ي") else ""


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


def _size(text: str, words: list[str], language: str, titles: re.Pattern[str], least: int) -> int:
    """How many words at the head are a name: two, and those that only begin one of them."""
    whole = size = 0
    for word in words:
        linked = size > 0 and (
            (word[0] == "و" and not _is_name_part(text, word))
            or (word[0] == "ו" and word[1:] == words[size - 1][1:])  # "מכול וכול"
        )
        led = size and words[size - 1] in _LEADING  # "بن سلطان"
        bare = word[1:] if language == "he" and word[0] == "ו" else word
        if (
            word in ",،"
            or linked
            or STOP[language].fullmatch(word)
            or STOP[language].fullmatch(bare)
        ):
            break
        if titles.fullmatch(word) and not led:
            break
        if whole == 2 and size > 1 and word in _KIN and words[size + 1 :]:
            size += 2  # "حمد بن ناصر آل ثاني"
            break
        if whole == 2 and words[size - 1] not in _LEADING:
            size += _ends(text, words[size - 1], word)
            break
        size += 1
        whole += word not in _LEADING
    if language == "he" and whole > 1 and _HE_VERBS.match(" ".join(words[:2])):
        return 0
    return size if whole >= least else 0


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
    if word in ",،":
        return False
    if not word.startswith("ال"):
        said = rf"(?<!\w)(?:و|ف)?(?:{AR_SAY}|{HE_SAY}|أن|إن|כי)\s{re.escape(word)}(?!\w)"
        said += rf"|(?<!{re.escape(before)})\s{re.escape(word)}\s(?:{HE_SAY})(?!\w)"
        return re.search(said, text) is not None
    alone = re.findall(rf"(?<!{re.escape(before)})\s[وبلف]?{re.escape(word)}(?!\w)", text)
    other = re.findall(rf"(?<!\w){re.escape(before)}(?!\s{re.escape(word)})(?!\w)", text)
    return bool(alone) and not other
