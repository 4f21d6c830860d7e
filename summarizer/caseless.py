"""Attribution in scripts without capital letters: Arabic, Hebrew, Chinese, Japanese.

Word order does there what capital letters do elsewhere. Arabic puts verb, speaker, words; Hebrew puts the
verb and the speaker behind the words, or the speaker and a verb before them; Chinese puts the speaker
directly before a verb of saying; Japanese marks the topic with は and the words with と.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from summarizer.article import Article, Passage
from summarizer.names import Names
from summarizer.records import Party


class Heard(NamedTuple):
    """Who said a passage, and whether this is sure."""

    party: Party
    sure: bool


def heard(names: Names, unsaid: Mapping[int, str]) -> dict[int, Heard]:
    """What the word order tells of the speakers of an article, by the number of the passage."""
    article = names.article
    rule = _RULES.get(article.language)
    found: dict[int, Heard] = {}
    if rule is None:
        return found
    last: tuple[Passage, str] | None = None
    for passage in article.passages:
        if passage.number in unsaid:
            continue
        said = rule(article, passage)
        sure = said is not None
        if said is None and last is not None:
            said, sure = _goes_on(article, last, passage), True
        elif said == "":
            said, sure = (_subject_before(article, passage) or (last[1] if last else None)), True
        party = _party(names, said) if said else None
        if party and said:
            found[passage.number] = Heard(party, sure)
            last = (passage, said)
    for passage in article.passages:
        again = _again(article, passage, found) if passage.number not in found else None
        if again and passage.number not in unsaid:
            found[passage.number] = again
    return found


def _goes_on(article: Article, last: tuple[Passage, str], passage: Passage) -> str | None:
    """A passage that is a sentence of its own, right behind another one."""
    before, speaker = last
    sentence, earlier = article.sentence(passage.sentence), article.sentence(before.sentence)
    lead = article.text[sentence.start : passage.outer_start].strip()
    tail = article.text[passage.outer_end : sentence.end].strip(" .。،,")
    near = sentence.paragraph == earlier.paragraph and sentence.number - earlier.number <= 1
    return speaker if not lead and not tail and (near or not before.closed) else None


def _again(article: Article, passage: Passage, found: dict[int, Heard]) -> Heard | None:
    """The words of a headline have the speaker that most of them have in the text."""
    mine = set(re.findall(r"\w+", article.text[passage.start : passage.end]))
    for other in article.passages:
        if other.number in found and other.number != passage.number:
            theirs = set(re.findall(r"\w+", article.text[other.start : other.end]))
            if len(mine) > 2 and len(mine & theirs) >= 0.6 * len(mine):
                return found[other.number]
    return None


def _sides(article: Article, passage: Passage) -> tuple[str, str]:
    """The words of the sentence before a passage and behind it, other passages left out."""
    sentence = article.sentence(passage.sentence)
    lead = article.text[sentence.start : passage.outer_start]
    tail = article.text[passage.outer_end : sentence.end]
    if not tail.strip(" .。") or article.text[passage.end - 1] in ".!?。！？":
        paragraph = article.paragraphs[sentence.paragraph][1]
        tail = article.text[passage.outer_end : min(paragraph, passage.outer_end + 80)]
    for other in article.passages:
        if sentence.start <= other.outer_start < passage.outer_start:
            lead = (
                lead[: other.outer_start - sentence.start]
                + " " * (other.outer_end - other.outer_start)
                + lead[other.outer_end - sentence.start :]
            )
    return lead, re.split(r"[“«「『]|(?<!\w)\"", tail)[0]


# Arabic

_AR_SAY = (
    "قالت?|يقول|تقول|صرحت?|صرّحت?|أعلنت?|أكدت?|أكّدت?|كتبت?|أضافت?|أوضحت?|ذكرت?|أشارت?|شددت?|شدّدت?|حذرت?|حذّرت?|"
    "اعتبرت?|وصفت?|رأت?|رأى|أفادت?|تابعت?|ردت?|ردّت?|علقت?|علّقت?|اتهمت?|طالبت?|دعت?|دعا|نقلت?|عبرت?|عبّرت?|"
    "أعربت?|نددت?|ندّدت?|غردت?|غرّدت?|سألت?|أجابت?|بررت?|وعدت?|تعهدت?|لفتت?|نفت|نفى|جددت?|أبلغت?|اختتمت?|"
    "استطردت?|بينت?|بيّنت?|كشفت?|رفضت?|انتقدت?|مضى|مضت"
)
_AR_STOP = re.compile(
    r"^(?:في|إن|أن|إنه|إنها|أنه|أنها|على|عن|من|إلى|خلال|بعد|قبل|مساء|صباح|أمس|اليوم|الأحد|الاثنين|الثلاثاء|الأربعاء|"
    r"الخميس|الجمعة|السبت|أمام|عبر|بأن|بأنه|بأنها|ب|لل\w+|ل\w{5,}|بـ?\w*ان|قائلا|قائلاً|قائلة|ردا|رداً|تعليقا|تعليقاً|"
    r"مضيفا|مضيفاً|مؤكدا|مؤكداً|حول|المكالمة|الخطوة|القرار|ذلك|هذا|هذه|لدى|بحسب|ضد|لدى|مع|التي|الذي|يوم)$"
)
_AR_TITLES = re.compile(
    r"^(?:ال)?(?:رئيس|رئيسة|وزير|وزيرة|ملك|أمير|ناطق|ناطقة|متحدث|متحدثة|سفير|سفيرة|مستشار|مستشارة|مدير|مديرة|"
    r"أمين|أمينة|نائب|نائبة|قائد|سيد|سيدة|دكتور|دكتورة|مبعوث|مبعوثة|زعيم|زعيمة|عضو|محافظ|مفوض|مفوضة|جنرال|عقيد)$"
)


def _arabic(article: Article, passage: Passage) -> str | None:
    lead, tail = _sides(article, passage)
    verb = rf"(?<!\w)(?:و|ف)?(?:{_AR_SAY})(?!\w)\s*"
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
    return _ar_name(found.group(1).split()) or ""


def _ar_name(words: list[str]) -> str | None:
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
    if len(kept) > 2 and _AR_TITLES.match(kept[0]):
        named = [w for w in kept[1:] if not w.startswith("ال")]
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


# Hebrew

_HE_SAY = (
    "אמרה?|אמרו|מסרה?|הוסיף|הוסיפה|תקף|סיכם|האשים|המשיך|טען|ציין|הסכים|הודה|כתבה?|הודיעה?|הבהירה?|הדגישה?|ציינה?|השיבה?|הגיבה?|הסבירה?|טענה?|הצהירה?|סיפרה?|"
    "הזהירה?|תקפה?|צייצה?|שאלה?|סיכמה?|התלוצצה?|הבטיחה?|אומרת?|מוסרת?|פנתה?|פנה|ופנתה|תיארה?|הגדירה?|כינתה|כינה|"
    "קראה?|דחתה|דחה|גינתה|גינה|שיבחה?|האשימה?|דרשה?|לדברי|הזכירה?|המשיכה?|חזרה?|הכריזה?|אישרה?|הכחישה?"
)
_HE_STOP = re.compile(
    r"^(?:ב(?!כיר)\w{2,}[^\Wי]|את|כי|ל\w{3,}|על|אל|עם|אתמול|היום|הבוקר|הערב|אמש|אחרי|לאחר|לפני|אצלו|ה?שבוע|כ-?\w*|עוד|גם|אך|מול|מאז|מאחר|מתוך|מטעם|של|ש\w{3,}|הוא|היא)$"
)
_HE_TITLES = re.compile(
    r'^(?:ה?נשיאה?|ה?נשיאת|ראש|ה?ממשלה|רה["״]מ|ה?שרה?|שרת|ח["״]כ|ד["״]ר|פרופ[\'׳]|יו["״]ר|מנכ["״]לי?ת?|ה?דוברת?|ה?שגרירת?|'
    r'מזכיר|מזכ["״]ל|ה?גנרל|אלוף|הרמטכ["״]ל|ה?חוץ|ה?ביטחון|ה?אוצר|ה?פנים|ה?אמריקאי\w*|מר|גברת|עו["״]ד)$'
)


def _hebrew(article: Article, passage: Passage) -> str | None:
    lead, tail = _sides(article, passage)
    behind = re.match(rf"\s*,?\s*(?:כך |כפי ש)?ו?(?:{_HE_SAY})(?=[\s,.:])\s*([^.:]*)", tail)
    if behind:
        return _he_name(re.split(r",", behind.group(1))[0].split())
    verbs = list(re.finditer(rf"(?:^|[\s,.])ו?(?:{_HE_SAY})(?=[\s,:])", lead))
    if not verbs:
        return None
    verb = verbs[-1]
    before = re.split(r"[.,:;–—]", lead[: verb.start() + 1])[-1].split()
    after = re.split(r"[.,:;–—]", lead[verb.end() :])[0].split()
    source = "לדברי" in verb.group()
    named = _he_name(after) if source or not before else _he_name(before)
    return named or (_he_name(after) if not source else None) or ""


def _he_name(words: list[str]) -> str | None:
    kept: list[str] = []
    for word in words[:7]:
        if _HE_STOP.match(word):
            break
        kept.append(word)
    if len(kept) > 2 and any(_HE_TITLES.match(word) for word in kept):
        last = max(i for i, word in enumerate(kept) if _HE_TITLES.match(word))
        if len(kept) - last - 1 >= 1:
            return " ".join(kept[last + 1 :][:3])
    return " ".join(kept) if kept else ""


# Chinese

_ZH_SAY = (
    "说道|说|表示|称|指出|强调|写道|回应|认为|补充说?|宣布|解释说?|回答|警告|批评|坦言|透露|反问|呼吁|坚称|"
    "告诉[^，。：:]{1,8}|對[^，。：:]{1,8}說|說|稱|表示|指出|強調|寫道|回應|認為|宣布|談到|谈到|形容|描述|抱怨|承认|重申|直言"
)
_ZH_TITLES = (
    "发言人|發言人|部长|部長|总统|總統|总理|總理|主席|首相|外长|外長|大臣|大使|秘书长|秘書長|国务卿|國務卿|参赞|"
    "将军|司令|议长|議長|议员|議員|市长|市長|主任|专员|專員|代表|顾问|顧問|妻子|丈夫|教授|律师|船东|船长|负责人|国王|女王|总裁|书记|局长|司长"
)
_ZH_TRIM = re.compile(
    r"(?:\d+[日月时時点點].*|(?:今天|昨天|昨日|今日|当天|當天|随后|隨後|当晚|當晚|日前|周[一二三四五六日]|星期.|上午|下午|晚间|"
    r"在|就|对|對|向|则|則|还|還|也|再次|同时|同時|明确|明確|后来|近日|通过|透过|於|于|接受).*)$"
)


def _chinese(article: Article, passage: Passage) -> str | None:
    lead, tail = _sides(article, passage)
    behind = re.match(rf"[，,]?([^，。；！？“]{{2,30}}?)(?:{_ZH_SAY})[。，；]", tail)
    if behind and behind.group(1)[0] not in "的和与与是，":
        return _zh_name(behind.group(1))
    quoted = re.search(r"(?:援引|引述|引用)([^，。；]{2,14}?)(?:的话|的說法|的说法|的話)", lead)
    if quoted:
        return quoted.group(1)
    source = re.match(
        r"(?:据|根据|據|根據)([^，。；]{2,20}?)(?:称|说|介绍|透露|，)", lead.split("。")[-1]
    )
    if source and "，" not in source.group(1):
        return _zh_name(source.group(1))
    clauses = re.split(r"[。；！？]", lead)[-1]
    verbs = list(
        re.finditer(rf"(?:^|[，,、：])([^，,：“”]{{1,24}}?)(?:{_ZH_SAY})(?=[，,：:]|$)", clauses)
    )
    if not verbs:
        verbs = list(re.finditer(rf"(?:^|[，,])([^，,：“”]{{1,24}}?)(?:{_ZH_SAY})", clauses))
    if verbs:
        return _zh_name(verbs[-1].group(1))
    return None


def _zh_name(words: str) -> str:
    words = _ZH_TRIM.sub("", words.strip())
    if words in ("他", "她", "他们", "她们", "其", "并", "但", "他还", "她还", "並"):
        return ""
    words = re.sub(r"^(?:但|而|不过|對此|对此|此前|其中|并|并且)", "", words)
    titled = re.search(rf"(?:{_ZH_TITLES})(的(?:{_ZH_TITLES}))?([^\W\d_·]{{2,4}}(?:·\w+)*)$", words)
    if titled:
        return titled.group(2)
    return words


# Japanese

_JA_SAY = (
    "述べ|語|話|説明|強調|批判|指摘|コメント|応じ|訴え|答え|発言|表明|主張|明らかに|投稿|書|呼びかけ|反論|語り|"
    "断言|歓迎|評価|伝え|非難|明言|約束|しており|している|し、|した|呼ん|警告|たしな|苦言|皮肉|振り返|繰り返|求め|質問|尋ね"
)
_JA_TITLES = (
    "首相|大統領|外相|外務相|国防相|防衛相|農相|財務相|経産相|官房長官|長官|大臣|氏|さん|議長|会長|社長|報道官|大使|"
    "総長|事務総長|委員長|知事|市長|議員|教授|次官|局長|書記長|国王|主席|将軍|司令官|補佐官|特使|幹事長|代表"
)


def _japanese(article: Article, passage: Passage) -> str | None:
    lead, tail = _sides(article, passage)
    source = re.search(r"(?:^|[。、　\s])([^。、　]{2,20})によると", lead)
    if source:
        return _ja_name(source.group(1), article.text)
    said = (
        rf"\s*(?:(?:と|など?と|とも)[^。「]{{0,40}}?(?:{_JA_SAY})|を(?:表明|示し|強調|求め|訴え))"
    )
    if not re.match(said, tail):
        return None
    source = re.match(r"とする([^。、「]{2,20}?)の(?:見方|見解|話|談話|発言|声|考え)", tail)
    if source:
        return source.group(1)
    quoted = re.match(rf"(?:と|とも)([^。、「は]{{1,20}}?)は[^。「]{{0,20}}?(?:{_JA_SAY})", tail)
    topic = quoted.group(1) if quoted else _ja_topic(lead)
    return _ja_name(topic, article.text) if topic else ""


def _ja_topic(words: str) -> str | None:
    clause = re.split(r"[。！？]", words)[-1]
    found = re.search(r"(?:^|[、　\s])([^、。　は]{2,30}?)(?:は|が)(?=[^。]*$)", clause)
    return found.group(1) if found else None


def _ja_name(topic: str, text: str) -> str:
    if topic in ("彼", "彼女", "同氏"):
        return ""
    for full in re.finditer(rf"([^\W\d_ぁ-ん]{{2,}}(?:・[^\W\d_ぁ-ん]+)*?)(?:{_JA_TITLES})", topic):
        return full.group(1)
    if re.fullmatch(_JA_TITLES, topic):
        found = re.search(rf"([一-龥々]{{2,6}}|[ァ-ヶー・]{{3,}}){re.escape(topic)}", text)
        if found:
            return found.group(1)
    return topic


def _subject_before(article: Article, passage: Passage) -> str | None:
    """Whom the sentence before is about: its topic in Japanese, a known name at its head elsewhere."""
    known = titled(article)
    paragraph = article.sentence(passage.sentence).paragraph
    for number in range(passage.sentence - 1, 0, -1):
        sentence = article.sentence(number)
        if sentence.paragraph < paragraph:
            return None
        words = article.text[sentence.start : sentence.end]
        if article.language == "ja":
            topic = _ja_topic(words)
            return _ja_name(topic, article.text) if topic else None
        head = words[: 14 if article.language == "zh" else 40]
        heads = [(head.find(name.split()[-1]), name) for name in known]
        found = [(at, name) for at, name in heads if at >= 0]
        if found:
            return min(found)[1]
    return None


def titled(article: Article) -> set[str]:
    """The full names that stand behind a title somewhere in the article."""
    if article.language == "zh":
        return {
            m.group(1)
            for m in re.finditer(rf"(?:{_ZH_TITLES})([\u4e00-\u9fff]{{3}})(?!\w?·)", article.text)
        }
    titles = {"ar": _AR_TITLES, "he": _HE_TITLES}.get(article.language)
    if titles is None:
        return set()
    found = set()
    words = article.text.split()
    for i, word in enumerate(words[:-2]):
        if titles.match(word.lstrip("و")):
            for j in range(i + 1, min(i + 4, len(words) - 1)):
                if titles.match(words[j]) or (
                    article.language == "ar" and words[j].startswith("ال")
                ):
                    continue
                name = f"{words[j]} {words[j + 1]}".strip(",.:;،")
                if re.fullmatch(r"[\w־-]+ [\w־-]+", name):
                    found.add(name)
                break
    return found


def _party(names: Names, said: str) -> Party | None:
    return names.party(_full(said, names.article))


def _full(said: str, article: Article) -> str:
    """A surname's full form: what stands around it where the article has it first."""
    text = article.text
    if article.language in ("ar", "he"):
        if " " in said:
            return said
        found = re.search(rf"(?<!\w)([^\W\d_]{{2,}})[ ]({re.escape(said)})(?!\w)", text)
        first = re.search(rf"(?<!\w){re.escape(said)}(?!\w)", text)
        if found and first and found.start(2) == first.start():
            given = found.group(1)
            known = _AR_TITLES if article.language == "ar" else _HE_TITLES
            verb = re.fullmatch(rf"[وف]?(?:{_AR_SAY}|{_HE_SAY})", given)
            if not given.startswith("ال") and not known.match(given) and not verb:
                return found.group()
        return said
    if "·" not in said:
        longer = re.search(
            rf"{re.escape(said)}(?:·[\u4e00-\u9fff]{{1,4}})+?(?=[^\w]|通|说|表|称|指|会|在|与|和|\d)",
            text,
        )
        if article.language == "zh" and longer:
            return longer.group()
    if article.language == "ja":
        full = list(_ja_fuller(said, text))
        return full[0] if full else said
    return said


def _ja_fuller(said: str, text: str) -> Iterator[str]:
    for found in re.finditer(rf"([一-龥々ァ-ヶー・ぁ-ん]*?)(?:{_JA_TITLES})", text):
        name = re.search(r"(?:[一-龥々]+[ぁ-ん]*|[ァ-ヶー・]+)$", found.group(1))
        if name and name.group() != said:
            inside = name.group()
            if inside.startswith(said) or inside.endswith("・" + said):
                yield inside


_RULES: dict[str, Callable[[Article, Passage], str | None]] = {
    "ar": _arabic,
    "he": _hebrew,
    "zh": _chinese,
    "ja": _japanese,
}
