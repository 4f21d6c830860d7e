"""Attribution in Arabic and Hebrew, which write without capital letters and put the verb first."""

from __future__ import annotations

import re
from collections.abc import Set

AR_SAY = (
    "قالت?|يقول|تقول|صرحت?|صرّحت?|أعلنت?|أكدت?|أكّدت?|كتبت?|أضافت?|أوضحت?|ذكرت?|أشارت?|شددت?|شدّدت?|حذرت?|حذّرت?|"
    "اعتبرت?|وصفت?|رأت?|رأى|أفادت?|تابعت?|ردت?|ردّت?|علقت?|علّقت?|اتهمت?|طالبت?|دعت?|دعا|نقلت?|"
    "(?:عبرت?|عبّرت?)(?= عن)|شكرت?|"
    "ناشدت?|أقرت?|أقرّت?|استنكرت?|أدانت?|هددت?|هدّدت?|توعدت?|تساءلت?|رحبت?|رحّبت?|"
    "حثت?|حثّت?|أبدت?|أبدى|أصرت?|أصرّت?|اتهم|برر|وعد|جزمت?|أعادت?|أعاد|"
    "أردفت?|عقبت?|عقّبت?|نوهت?|نوّهت?|زعمت?|"
    "أعربت?|نددت?|ندّدت?|غردت?|غرّدت?|سألت?|أجابت?|بررت?|وعدت?|تعهدت?|لفتت?|نفت|نفى|جددت?|أبلغت?|اختتمت?|"
    "(?:ي|ت)(?:قول|ؤكد|ضيف|شير|عتبر|صف|طالب|رى|حذر|وضح|شدد|دعو|عتقد|زعم|علق|نفي|كتب|تساءل|نتقد|تهم|ناشد|عزو)|"
    "عزا|عزت|وجه|وجهت|شكا|شكت|اشتكت?|هاجمت?|وصف|حمّ?لت?|اتهمت|قالوا|أجمعت?|توقعت?|اقترحت?|أوصت?|استبعدت?|"
    "استطردت?|بينت?|بيّنت?|كشفت?|رفضت?|انتقدت?|مضى|مضت"
)
_AR_STOP = re.compile(
    r"^(?:في|إن|أن|إنه|إنها|أنه|أنها|على|عن|من|إلى|خلال|بعد|قبل|مساء|صباح|أمس|اليوم|الأحد|الاثنين|الثلاثاء|الأربعاء|"
    r"الخميس|الجمعة|السبت|أمام|عبر|بأن|بأنه|بأنها|ب|لل\w+|ل(?!بناني|يبي)\w{5,}|بـ?\w*ان|وهي|وهو|وهم|قائلا|قائلاً|قائلة|ردا|رداً|تعليقا|تعليقاً|"
    r"عقب|إثر|قبيل|بعيد|غداة|حينها|وقتها|لاحقاً?|لاحقا|بدوره|بدورها|آنذاك|أيضاً?|كذلك|هنا|صراحة|فيما|بينما|وقد|ثم|لكن|بشأن|"
    r"حيال|تجاه|أثناء|"
    r"مضيفا|مضيفاً|مؤكدا|مؤكداً|حول|المكالمة|الخطوة|القرار|ذلك|هذا|هذه|لدى|بحسب|ضد|لدى|مع|التي|الذي|يوم)$"
)
AR_TITLES = re.compile(
    r"^(?:ال)?(?:باحثة?|محللة?|خبيرة?|صحفية?|ناشطة?|كاتبة?|أستاذة?|طبيبة?|لواء|عميد|رائد|مقدم|فريق|معارضة?|قاضية?|"
    r"رئيس|رئيسة|وزير|وزيرة|ملك|أمير|ناطق|ناطقة|متحدث|متحدثة|سفير|سفيرة|مستشار|مستشارة|مدير|مديرة|"
    r"أمين|أمينة|نظيره|نظيرته|نظيرها|نظيرتها|نائب|نائبة|قائد|سيد|سيدة|دكتور|دكتورة|مبعوث|مبعوثة|زعيم|زعيمة|عضو|محافظ|مفوض|مفوضة|جنرال|عقيد)$"
)


def arabic(lead: str, tail: str, known: Set[str] = frozenset()) -> str | None:
    """Who said it: the verb, then the speaker, before the words or behind them; ``known`` are the full
    names that the article has behind a title."""
    lead = re.sub(
        r"[،,] (?:كما|وفق ما|بحسب ما|حسبما|على ما) "
        r"(?:نقلت|نقل|ذكرت|ذكر|أفادت|أفاد|أوردت|أورد)(?!\w)[^،,.]*[،,]",
        " ",
        lead,
    )  # "as the agency reported"
    stated = list(AR_STATED.finditer(lead))
    if stated:
        return _ar_name((stated[-1].group(1) or "").split(), known) or ""
    verb = rf"(?<!\w)(?:و|ف)?(?:{AR_SAY})(?:ها?|هما)?(?!\w)\s*"
    behind = re.match(rf"\s*[،,]?\s*{verb}([^،,.:«]*)", tail)
    found = behind
    if found is None:
        verbs = list(re.finditer(rf"{verb}([^،,.:«]*)", lead))
        found = verbs[-1] if verbs else None
    if found is None:
        source = re.search(
            r"(?:وفقا ل|وفقاً ل|بحسب |حسب |نقلا عن |نقلاً عن )([^،,.:«]+)", lead + "\n" + tail
        )
        return _ar_name(source.group(1).split()) if source else None
    before = lead[: found.start()].split() if found is not behind else []
    if before and before[-1] in ("الذي", "التي"):
        head = " ".join(before[:-1])
        return _ar_known(head[-60:], known, last=True) or arabic(head, "", known)
    named = _ar_name(found.group(1).split(), known)
    return named or _ar_known(" ".join(before), known, last=True) or ""


def ar_body(words: str) -> str | None:
    """The first body that some Arabic words name: a ministry with what it is the ministry of."""
    found = _AR_BODY.search(words)
    return found.group(1).strip() if found else None


def _ar_known(words: str, known: Set[str], *, last: bool = False) -> str | None:
    """The full name that stands first, or last, in some words."""
    spots = [(words.find(name), name) for name in known if name in words]
    return (max(spots) if last else min(spots))[1] if spots else None


def _ar_name(words: list[str], known: Set[str] = frozenset()) -> str | None:
    first = words[0] if words else ""
    if AR_TITLES.match(first) or first in {name.split()[0] for name in known}:
        full = _ar_known(" ".join(words[:10]), known)
        if full is not None:
            return full
    surname = next((name for name in known if name.split()[-1] == first), None)
    if surname is not None:
        return surname
    kept: list[str] = []
    for i, word in enumerate(words[:9]):
        if _AR_STOP.match(word) and not (
            word == "في" and 0 < i < len(words) - 1 and _is_source(kept)
        ):
            break
        if _is_source(kept) and word.startswith("ال") and kept[-1] != "في":
            break  # what the source speaks of
        kept.append(word)
        if len(kept) > 2 and kept[-2] == "في":
            break
    if len(kept) > 2 and AR_TITLES.match(kept[0]):
        named = [w for w in kept[1:] if not w.startswith("ال")]
        bound = [i for i, w in enumerate(kept) if w in ("عبد", "أبو", "بن", "ابن", "آل")]
        if bound and bound[-1] == len(kept) - 2 and kept[-3] in named:
            return " ".join(kept[-3:])
        if len(named) >= 1 and kept[-2] in named:
            return " ".join(kept[-2:])
    return " ".join(kept) or None


def _is_source(words: list[str]) -> bool:
    return bool(words) and words[0] in (
        "مصدر",
        "مسؤول",
        "مسؤولة",
        "دبلوماسي",
        "متحدث",
        "ناطق",
        "مسؤولون",
        "مصادر",
    )


AR_STATED = re.compile(
    r"(?<!\w)[وف]?(?:جاء|ورد) في (?:ال)?(?:بيان|نص|رسالة|منشور|تغريدة|تصريح)(?:ها|ه|هم)?(?!\w)"
    r"(?: (?:صادر عن |أصدرته |أصدره |عن )?([^:«،,.]+))?"
)
_AR_BODY = re.compile(
    r"(?<!\w)[وفبل]?((?:ال)?(?:وزارة|حكومة|رئاسة|هيئة|منظمة|وكالة|بعثة|مفوضية|شركة|جامعة|حركة|نقابة|اتحاد|لجنة|سفارة|"
    r"قيادة|بلدية|محكمة|مكتب|ديوان|قصر)(?: (?!ال)[^\s،,.:«]+(?= ال))?(?: ال[^\s،,.:«]+){1,3}|"
    r"(?:الحكومة|الرئاسة|الوزارة|السفارة|الشركة)(?!\w))"
)
HE_SAY = (
    "אמרה?|אמרו|מסרה?|הוסיף|הוסיפה|תקף|סיכם|האשים|המשיך|טען|ציין|הסכים|הודה|כתבה?|הודיעה?|הבהירה?|הדגישה?|ציינה?|השיבה?|הגיבה?|הסבירה?|טענה?|הצהירה?|סיפרה?|"
    "הזהירה?|תקפה?|צייצה?|שאלה?|סיכמה?|התלוצצה?|הבטיחה?|אומרת?|מוסרת?|פנתה?|פנה|ופנתה|תיארה?|הגדירה?|כינתה|כינה|"
    "קראה?|דחתה|דחה|גינתה|גינה|שיבחה?|האשימה?|דרשה?|לדברי|הזכירה?|המשיכה?|חזרה?|הכריזה?|אישרה?|הכחישה?|השיבו|הודיעו|טענו|ציינו|הבהירו|הגיבו|הסבירו|הדגישו|הוסיפו|הזהירו|"
    "הכחישו|אישרו|כתבו|העידה?|התריעה?|ביקרה?|בירכה?|איימה?|סירבה?|הפצירה?|קבעה?|חשפה?|העריכה?|סברה?|דיווחה?|ענתה|ענה|"
    "(?:מסביר|טוען|מוסיף|מציין|מדגיש|מזהיר|מבהיר|מודה|מספר|משיב|מסכם|ממשיך|תוקף|כותב|מעריך|סבור)[הת]?|"
    "הודתה|מסרו|סירבו|חתמה?|התנגדה?|ביקשה?|התעקשה?|בישרה?|הביעה?|נזפה?|לעגה?|הודיעו|הביעו|לחשה?|צעקה?|רמזה?|התחייבה?|שאל"
)
_HE_THEY = (
    "אמרו|מסרו|השיבו|הודיעו|טענו|ציינו|"
    "הבהירו|הגיבו|הסבירו|הדגישו|הוסיפו|הזהירו|הכחישו|אישרו|כתבו|סירבו"
)
_HE_STOP = re.compile(
    r"^(?:ב(?!כיר)\w{2,}[^\Wי]|את|כי|ל\w{3,}|על|אל|עם|אתמול|היום|הבוקר|הערב|אמש|אחרי|לאחר|לפני|אצלו|ה?שבוע|כ-\w*|כ\d+|עוד|גם|אך|מול|מה\w{4,}|מאז|מאחר|מתוך|מטעם|של|ש\w{3,}|הוא|היא)$"
)
_HE_SOURCES = frozenset(
    "גורם גורמים מקור מקורות פקיד פקידים בכיר בכירה בכירים דיפלומט דיפלומטים קצין".split()
)
HE_TITLES = re.compile(
    r'^(?:ה?נשיאה?|ה?נשיאת|ראש|ה?ממשלה|רה["״]מ|ה?שרה?|שרת|ח["״]כ|ד["״]ר|פרופ[\'׳]|יו["״]ר|מנכ["״]לי?ת?|ה?דוברת?|ה?שגרירת?|'
    r'עמיתו|עמיתה|עמיתתו|מקבילו|מקבילתו|מזכיר|מזכ["״]ל|ה?גנרל|אלוף|הרמטכ["״]ל|ה?חוץ|ה?ביטחון|ה?אוצר|ה?פנים|ה?אמריקאי\w*|מר|גברת|עו["״]ד)$'
)


def hebrew(lead: str, tail: str, surnames: Set[str]) -> str | None:
    """Who said it: the speaker and a verb before the words, or the verb and the speaker behind."""
    behind = re.match(rf"\s*,?\s*(?:כך |כפי ש)?(ו?)(?:{HE_SAY})(?=[\s,.:])\s*([^.:]*)", tail)
    verbs = list(re.finditer(rf"(?:^|[\s,.])ו?(?:{HE_SAY})(?=[\s,:])", lead))
    passive = re.search(
        r"(?:^|[\s,])(?:ב(?:הודעת|תגובת|הודעה מטעם|תגובה מטעם) |מ(?=[א-ת]{3}))([^,.:]{2,40}?) "
        r"(?:נאמר|נמסר|נכתב|צוין)",
        lead,
    )
    if passive:
        return passive.group(1)
    if re.search(r"(?:^|[\s,])לדברי(?:ו|ה|הם|הן)(?=[\s,])", lead) and not verbs:
        return ""  # by his words
    if behind and not (verbs and behind.group(1)):  # not "and warned ..."
        return _he_name(re.split(r",", behind.group(2))[0].split(), surnames)
    told = re.search(r"(?:^|\s)ו?(?:לפי|על פי|לטענת|להערכת) ([^,.:;\"]+?)(?:,|\s*$)", lead)
    if told and not verbs and not re.match("הודע|דיווח|פרסומ|נתונ|סקר", told.group(1)):
        return _he_name(told.group(1).split(), surnames)
    if not verbs:
        return None
    place = re.search(rf"(?:^|[.,]\s)ב([^\s,.]+(?: [^\s,.]+){{0,2}}?) ({_HE_THEY})(?=[\s,:])", lead)
    if place and place.end(2) == verbs[-1].end():
        return place.group(1)  # "in the ministry they said"
    verb = verbs[-1]
    before = re.split(r"[.,:;–—]", lead[: verb.start() + 1])[-1].split()
    after = re.split(r"[.,:;–—]", lead[verb.end() :])[0].split()
    source = "לדברי" in verb.group()
    if not before:  # "the spokesman, X, said"
        parts = [part.split() for part in lead[: verb.start() + 1].rstrip(" ,").split(",")]
        if lead[: verb.start() + 1].rstrip().endswith(",") and 1 < len(parts[-1]) < 4:
            before = parts[-1]
    named = _he_name(after, surnames) if source or not before else _he_name(before, surnames)
    return named or (_he_name(after, surnames) if not source else None) or ""


def _he_name(words: list[str], surnames: Set[str]) -> str | None:
    kept: list[str] = []
    for word in words[:7]:
        source = 0 < len(kept) < 3 and kept[0] in _HE_SOURCES and word.startswith("ב")
        if _HE_STOP.match(word) and word not in surnames and not source:
            break
        kept.append(word)
    if len(kept) > 2 and any(HE_TITLES.match(word) for word in kept):
        last = max(i for i, word in enumerate(kept) if HE_TITLES.match(word))
        named = kept[last + 1 :]
        while len(named) > 2 and named[0].startswith("ה"):
            named = named[1:]  # what the minister is the minister of
        owned = [i for i in range(len(named) - 2) if named[i].startswith("ה")]
        if owned:
            named = named[owned[-1] + 1 :]  # the head of the union of the gas
        if named:
            return " ".join(named[:3])
    return " ".join(kept) if kept else ""
