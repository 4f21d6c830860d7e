"""Passages in quotation marks that nobody said: titles, names, terms and signs that rules are sure of.

The words directly before the marks tell: "the tanker “...”", "a report, “...”", "so-called “...”", "a
banner reading “...”". Scare quotes have no such words, and are left to the reader.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from summarizer.article import Article, Passage
from summarizer.records import NotQuoteReason
from summarizer.saying import Words

_SHORT = 6  # words that a name has at most
_CALLED = {
    "en": (
        r"what [\w’' -]{2,40}? calls?",
        r"(?:call|dub|nickname|calling|dubbing)(?: it| them| this| these| him| her)?",
        r"(?:christened|nicknamed|dubbed|calls?) (?:it|them|him|her)",
        r"which (?!critics|opponents|supporters|rivals|he |she )[\w’' -]{2,40}? "
        r"(?:calls?|dubs?|files? under)",
        r"refers? to [\w’' -]{2,50} as",
        r"talk of",
        r"coined an? [\w ]{2,40},",
        r"known (?:to|in|among|by) [\w’' -]{2,40} as",
        r"under the (?:banner|heading|rubric|slogan|motto|code ?name|working title)",
        r"known (?:[\w’' ]{2,40} )?as",
        r"(?:is|are|was|were|a \w+|an \w+) called",
        r"goes by the name of",
        r"(?:bearing|under|with|bore|bears|bear|by|had|has) the "
        r"(?:title|name|words|heading|headline|caption)",
    ),
    "fr": (
        r"ce qu(?:e|['’])[\w’' -]{2,40}? appell\w+",
        r"(?:appellent|surnomment|nomment|baptisent|ont baptisé)(?: (?:déjà|aussi|désormais|parfois|ici))?",
        r"connue?s? sous le nom de",
        r"l['’]on appelle",
        r"où (?:l['’])?on lisait",
    ),
    "de": (
        r"bekannt als",
        r"was (?:man|\w+ \w+) als",
        r"(?:nennen|nannten)(?: \w+){0,2}",
        r"unter dem (?:Titel|Namen)",
        r"mit der Aufschrift",
        r"im \w*[Jj]argon",
    ),
    "es": (
        r"conocid[oa]s? como",
        r"se (?:conoce|llama|denomina)n?(?: como)?",
        r"(?:llaman|apodan|bautizaron)(?:,? [\w ]+,?)?(?: como)?",
        r"con la leyenda",
    ),
    "it": (r"conosciut[oaie] come", r"chiamano", r"con la scritta", r"(?:ri)?battezzat\w"),
    "pt": (r"conhecid[oa]s? como", r"com os dizeres", r"chamam(?: de)?", r"apelidaram(?: de)?"),
    "ru": (
        r"известн\w+ как",
        r"под названием",
        r"с надписью",
        r"так называем\w+",
        r"(?:прозвали|зовут|называют)(?: \w+){0,2}",
    ),
    "uk": (
        r"відом\w+ як",
        r"під назвою",
        r"з написом",
        r"так зван\w+",
        r"(?:прозвали|звуть|називають)(?: \w+){0,2}",
    ),
}
_ARTICLE = r"(?: (?:an?|the|their|its|une?|le|la|les|der|die|das|den|einen?|eine|el|los|las|una|il|lo|os))?"
_SIGNS = {  # what is written on something for all to see
    "en": r"(?:painted|scrawled|daubed|scratched|sprayed|chalked|stencil+ed|carved|engraved|inscribed|"
    r"embroidered|emblazoned)(?: on \w+ \w+)?(?: with)?(?: the (?:words?|slogans?|message))?"
    r"(?:, in [\w -]{2,30},)?|marked|(?:card|sheet|bedsheet|sign|shirt|T-shirt|board|note|banner|"
    r"placard|flag)s? (?:that |which )?(?:says?|said|saying|reads?|reading)",
    "fr": r"(?:peint|tagué|inscrit|gravé|brodé)(?:e?s?)(?: les mots)?|sur (?:laquelle|lequel) (?:on "
    r"lisait|était écrit|figurait)|proclamant|arborant",
    "de": r"auf (?:de[mrn]|einem|einer|ihre[mrn]|seine[mrn]) (?:\w+ )?"
    r"(?:stand|steht|stehen|war zu lesen)|worauf (?:stand|steht|war zu lesen)|mit den Worten bemalt",
    "es": r"(?:pintad[oa]s?|escrit[oa]s? en (?:el|la|un|una) \w+|grabad[oa]s?)(?: con las palabras)?|"
    r"(?:en|con) (?:el|la|los|las) que se (?:leía|podía leer)|que rezaba",
    "it": r"(?:dipint[oaie]|scritt[oaie] su(?:l|lla|i)? \w+|incis[oaie])|su cui (?:si leggeva|era scritto)",
    "pt": r"(?:pintad[oa]s?|gravad[oa]s?) com(?: as palavras)?|(?:em|n[oa]) qual se lia|onde se lia",
    "ru": r"на котор\w+ (?:было )?(?:написано|значилось|выведено)|с надпис\w+|со словами",
    "uk": r"на як\w+ (?:було )?(?:написано|виведено)|з напис\w+|зі словами",
}
_CHARGED = {  # what somebody is punished for
    "en": r"(?:convict|jail|sentenc|imprison|charg|indict|fin|arrest|prosecut|detain|tri)ed(?: [\w’'-]+){0,8}"
    r" (?:for|of|with|on (?:a )?charges? of)",
    "fr": r"(?:condamn|inculp|poursuiv|incarcér|emprisonn|mis en examen|arrêt|déten)[\w’]*"
    r"(?:,? [\w’'-]+){0,10} pour",
    "es": r"(?:condenad|detenid|preso|presa|procesad|imputad|encarcelad|juzgad)\w*(?: [\w-]+){0,8} por",
    "pt": r"(?:condenad|detid|preso|presa|processad|indiciad|julgad)\w*(?: [\w-]+){0,8} por",
    "it": r"(?:condannat|arrestat|incriminat|indagat|detenut|processat)\w*(?: [\w’'-]+){0,8} per",
    "de": r"(?:verurteilt\w*|angeklagt\w*|inhaftiert\w*|verhaftet\w*|Haft|Gefängnis|sitzt|wurde|wird|muss)"
    r"(?: [\w-]+){0,8} wegen(?: de[rs])?",
    "ru": r"(?:осужд|арестов|приговор|задерж)\w*(?: [\w-]+){0,8} (?:за|по статье(?: о)?)",
    "uk": r"(?:засудж|заарешт|затрим|вирок)\w*(?: [\w'’-]+){0,8} (?:за|за статтею(?: про)?)",
}
_GLOSSED = re.compile(  # “long-arm jurisdiction”, a term that ...
    r",?[”\"’»]?,? (?:by which (?:they|he|she|it|we) means?\b|"
    r"(?:\w+ [\w ]{2,30}, )?(?:an?|the|as|un|une|ein|eine|una|um|uma) (?:\w+ ){0,2}?"
    r"(?:term|phrase|word|expression|nickname|euphemism|label|slogan|code ?name|acronym|jargon|terme|"
    r"mot|surnom|sigle|Begriff|Ausdruck|Wort|Spitzname|término|expresión|apodo|palabra|termine|"
    r"espressione|parola|soprannome|termo|expressão|palavra|apelido)\b)"
)
_AUTHORED = re.compile(
    r"(?<!\w)(?:authors? of|auteure?s? d[eu]|autora? d[eo]|autore del?|autrice d(?:i|el)|"
    r"Autor(?:in)? (?:von|des)|автор(?:а|ка|ки)?(?: книги| книжки)?) $"
)
_READ = re.compile(  # a bedsheet hung from the wall still read
    r"(?<!\w)(?:banner|placard|bedsheet|sheet|sign|poster|billboard|T-shirt|mural|plaque|flag|sticker)s?"
    r"\b[^.;:“”‘]{0,60} (?:reads?|said|says|proclaim(?:s|ed)|declare[sd])[:,]?$"
)
_NAMED_SO = re.compile(  # “Seaways”, as the firm is called
    r",? (?:as [\w ]{2,40} (?:is|are|was|were) (?:called|known|dubbed|nicknamed)|as (?:it|he|she) is known|"
    r"(?:comme|ainsi que) (?:on )?(?:le|la|les|l['’])\s?(?:sur)?(?:nomme|appelle)|wie [\w ]{2,40} genannt w|"
    r"como (?:se )?l[aeo]s? (?:llama|conoce|apoda)|come (?:viene|lo|la|li) (?:chiam|soprannom)|"
    r"как (?:его|е[её]|их) (?:называ|прозва|зовут)|як (?:його|її|їх) (?:назива|прозва|звуть))"
)
_KNOWN = re.compile(r" (?:bekannt|genannt|bezeichnet|getauft)\w*")
_ALSO = re.compile(r"\s*(?:,\s*)?(?:and|or|et|ou|und|oder|y|o|e|и|или|і|та|או|、|和)\s*")
_WRITTEN = re.compile(
    r"(?<!\w)(?:words|read|reads|reading)(?!\w)|(?<!\w)lis|надпис|напис|leyenda|scritta|dizeres|Aufschrift"
)
_ENTITLED = re.compile(r"titl|titel|titr|назв|head|capt", re.IGNORECASE)
_CASELESS: dict[str, dict[NotQuoteReason, str]] = {
    "ar": {
        "sign": r"كُ?تبت? (?:عليها|عليه|على \w+(?: \w+)?)|لافتة|شعار",
        "title": r"بعنوان|صحيفة|كتاب|فيلم|رواية|مجلة|برنامج|تقرير",
        "name": r"منصة|موقع|سفينة \w+|"
        r"قوات|كتيبة|كتائب|لواء|فصيل|جبهة|تحالف|تيار|مناورات?|تمرين|بعثة|صاروخ|طائرة|مخيم|مستشفى|"
        r"قناة|باسم|المسماة|المسمى|سفينة|السفينة|ناقلة|الناقلة|عملية|سوق|حركة|شركة|منظمة|"
        r"جمعية|حزب|ميليشيا|جماعة|حملة|قافلة|مبادرة|مشروع|"
        r"اسم|لقب|تسمية|فندق|مقهى|الملقبة? ب",
        "term": r"ما يسمى(?: ب)?|ما يعرف ب|المعروفة? ب|يسمونه?",
    },
    "he": {
        "sign": r"שלט(?:ים)?|כרזה|שעליו נכתב|שעליה נכתב",
        "title": r"שכותרתו|שכותרתה|הספר|העיתון|הסרט|הסדרה|עיתון|ספר|דו[\"״]ח(?: \S+){0,3}",
        "name": r"בשם|המכונה|המכונים|הספינה|ספינת|האונייה|"
        r"(?:ארגון|תנועת|עמותת|חברת|מפלגת|קבוצת|מועדון|מלון)(?: ה[א-ת]+)?|"
        r"(?:ה?תרגיל|ה?מבצע|ה?פרויקט)(?: ה(?!י[הא]|וא|יית)\w+)?",
        "term": r"קוראים ל(?:כך|זה|ו|ה)|(?:נהוג לכנות|מכנים|מכנה|נוהגים לכנות)(?: אות\w)?|"
        r"המכונה|מה שמכונה|מה שקרוי|הקרוי\w*",
    },
    "zh": {
        "sign": r"(?:横幅|標語|标语|牌子)[^，。]{0,8}",
        "title": r"题为|題為|报告|報告|一书|电影|電影|文章",
        "name": r"名为|名為|代号为|代號為|取名|命名为|命名為|品牌|代号|代號|"
        r"演习|軍演|军演|酒店|护卫舰|驱逐舰|航母|航空母舰|潜艇|军舰|巡洋舰|巡逻[舰艇]|海警船|科考船|邮轮|"
        r"集装箱船|散货船|驳船|拖船|帆船|快艇|列车|卫星|火箭|无人机|"
        r"渔船|漁船|货轮|貨輪|油轮|客轮|号称|绰号|綽號|行动|外号",
        "term": r"位于|驶[入往]|抵达|前往|所谓的?|所謂的?|称[为之作]|稱[為之作]|被称[为作]|俗称|俗稱",
    },
    "ja": {
        "sign": r"横断幕の|プラカードの",
        "title": r"報告書|論文|映画|小説|題した",
        "name": r"新型の?|最新鋭の?|演習|訓練|アプリ|ホテル|"
        r"レストラン|通称|愛称|団体|施設|護衛艦|巡視船|フェリー|空母|潜水艦|駆逐艦|フリゲート艦?|コンテナ船|調査船|ヨット|プロジェクト|タンカー|貨物船|漁船|客船|作戦",
        "term": r"いわゆる",
    },
}
_ZH_AFTER = re.compile("(?:字样)?的?(?:标语|標語|横幅|橫幅|牌子|口号|字样|字樣)")
_ADJECTIVE = re.compile(
    r"[а-яёіїєґ]+(?:[ыиоі]й|[аяую]я|[ое]е|[ыиі][ея]?|[ое]го|[ыи]м|[ыи]х|ую|[оії]ї|[ое]му|а|у)"
)
_AR_BODY = re.compile(
    r"(?:قوات|حركة|حزب|كتائب|كتيبة|جبهة|تنظيم|جماعة|ألوية|لواء|الدعم السريع)(?!\w)"
)
_ZH_NAMED = re.compile("[号號级級]|[舰艦](?!长)")
_ZH_PLACED = re.compile("(?:遭|附近|一带|地区|内|外|周边|以[东西南北]|举行|境)")
_JA_WRITTEN = re.compile(r"などと(?:書|記|印刷)|と(?:書|記さ|印刷|大書|染め抜)")
_JA_AFTER = re.compile(r"(?:と(?:題|名付|呼ば|いう(?:名|題)|称)|号(?:は|が|の|を|に))")


def unsaid(article: Article, words: Words | None) -> dict[int, NotQuoteReason]:
    """The passages that are nobody's speech, by number, with the reason."""
    found: dict[int, NotQuoteReason] = {}
    for passage in article.passages:
        reason = _reason(article, passage, words)
        if reason:
            found[passage.number] = reason
    reasons = {
        article.text[p.start : p.end]: found[p.number]
        for p in article.passages
        if p.number in found
    }
    for passage in article.passages:
        reason = reasons.get(article.text[passage.start : passage.end])
        if reason:
            found.setdefault(passage.number, reason)
    for one, other in pairwise(article.passages):  # marked “Left” and “Right”
        between = article.text[one.outer_end : other.outer_start]
        if one.number in found and one.sentence == other.sentence and _ALSO.fullmatch(between):
            found.setdefault(other.number, found[one.number])
    return found


def _reason(article: Article, passage: Passage, words: Words | None) -> NotQuoteReason | None:
    text = article.text
    inside = text[passage.start : passage.end]
    sentence = article.sentence(passage.sentence)
    lead = text[max(sentence.start, passage.outer_start - 70) : passage.outer_start]
    lead = " ".join(lead.split())
    few = len(inside.split()) <= _SHORT and len(inside) < 60
    painted = _SIGNS.get(article.language)
    if few and painted and re.search(rf"(?<!\w)(?:{painted})[:,]?$", lead):
        return "sign"
    if few and article.language == "en" and _READ.search(lead):
        return "sign"
    if few and re.search(r"\w-$", lead) and inside[:1].isupper():
        return "name"  # im Ö1-„Morgenjournal“
    if _AUTHORED.search(lead + " ") and inside[:1].isupper() and (few or _is_headed(inside)):
        return "title"
    if few and _NAMED_SO.match(text, passage.outer_end):
        return "name" if inside[:1].isupper() else "term"
    charge = _CHARGED.get(article.language)
    if few and charge and re.search(rf"(?<!\w)(?:{charge})$", lead):
        return "term"
    if few and _GLOSSED.match(text, passage.end) and inside[-1:] not in ".!?":
        return "term"
    german = article.language == "de"
    if german and few and _is_named(inside, "en") and re.search(r"\b(?:dem|der) $", lead + " "):
        others = [
            p for p in article.passages if p.sentence == passage.sentence and p is not passage
        ]
        if words and others and inside[-1:] not in ".!?," and _is_told(article, passage, words):
            return "title"  # sagte sie dem „Kurier“
    if german and few and lead.endswith(" als") and _KNOWN.match(text, passage.outer_end):
        return "term"
    headed = article.language == "en" and _is_headed(inside)
    # American style puts a comma, or the stop behind a title, inside the marks.
    glued = article.language == "en" and (inside[-1:] == "," or (headed and inside[-1:] == "."))
    called = few or headed
    if inside[-1:] in ".!?,":
        few = False
    what = _called(article.language)
    if what and (few or (called and glued)) and what.search(lead):
        if _WRITTEN.search(lead[-30:]):
            return "sign"
        return (
            "title"
            if _ENTITLED.search(lead[-25:])
            else "name"
            if inside[:1].isupper() or re.match(r"(?:the|la|le|el|il|der|die|das) [A-Z]", inside)
            else "term"
        )
    for reason, pattern in _CASELESS.get(article.language, {}).items():
        begins = r"(?<!\w)[ובלשכוبل]?" if article.language in ("ar", "he") else ""
        if few and re.search(rf"{begins}(?:{pattern})\s*[:،,、]?$", lead):
            return reason
    if article.language == "ja" and few and _JA_WRITTEN.match(text, passage.outer_end):
        return "sign"
    if article.language == "ja" and few and _JA_AFTER.match(text, passage.outer_end):
        return "name"
    if article.language == "zh" and few and _ZH_AFTER.match(text, passage.outer_end):
        return "sign"
    if article.language == "zh" and few and _ZH_NAMED.match(text, passage.outer_end):
        return "name"
    placed = article.language == "zh" and few and lead.endswith("在")
    if placed and _ZH_PLACED.match(text, passage.outer_end):
        return "term"
    slavic = article.language in ("ru", "uk") and _ADJECTIVE.fullmatch(inside)
    noun_behind = re.match(r" [а-яёіїєґ]{4,}", text[passage.outer_end :])
    if slavic and noun_behind and words is not None and not _is_told(article, passage, words):
        return "scare"  # введён «жёлтый» уровень
    if article.language == "ar" and few and _AR_BODY.match(inside):
        return "name"
    if words is None:
        return None
    behind = text[passage.outer_end : passage.outer_end + 20]
    if lead.endswith("(") and behind.startswith(")") and few:
        return "name" if inside[:1].isupper() else "term"
    last = re.search(r"([^\W\d_]+(?:-[^\W\d_]+)*)\s*([,:]?)$", lead)
    word, mark = (last.group(1).lower(), last.group(2)) if last else ("", "")
    near = [w.lower() for w in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", lead)[-5:]]
    if any(words.unsaid["sign"].fullmatch(w) for w in near) and not inside.endswith(","):
        return "sign"
    capital, ends = inside[:1].isupper(), inside[-1:] in ",.!?"
    titles = any(words.unsaid["title"].fullmatch(w) for w in near)
    if mark == "," and _is_headed(inside) and article.language == "en":  # a study by X, “...”
        clause = re.split(r"[,;:.”\"]", lead.rstrip(","))[-1]
        titles = titles or any(
            words.unsaid["title"].fullmatch(w.lower()) for w in re.findall(r"[^\W\d_]+", clause)
        )
    if titles and capital and mark == "," and (not ends or (glued and _is_headed(inside))):
        return "title"  # a study of the coast, “...”
    if word and mark != ":":
        if words.unsaid["term"].fullmatch(word) or (few and words.unsaid["named"].fullmatch(word)):
            return "name" if words.unsaid["named"].fullmatch(word) else "term"
        comma = called and glued  # American style has put it inside
        if capital and (not ends or comma) and words.unsaid["title"].fullmatch(word):
            return "title"
        if capital and (few or comma) and words.unsaid["name"].fullmatch(word):
            return "name"
    named = (few or (called and glued)) and _is_named(inside, article.language)
    noun = article.language == "de" and _is_told(article, passage, words)  # may be any noun
    if named and mark != ":" and not noun and (words.kind(word) == "det" or word in ("l", "d")):
        return "name"
    if named and last and last.group(1)[0].isupper() and re.match(r" [A-Z]", behind):
        return "name"  # Ana “the Eel” Reyes
    bare = german and few and inside[:1].isupper() and not mark and not noun
    if bare and last is not None and last.group(1)[0].isupper() and sentence.paragraph:
        return "title"  # ihr Standardwerk „Die stillen Falten“ liegt aus
    if few and inside.isupper() and " " in inside and sentence.paragraph:
        return "sign"
    if few and _is_headed(inside) and article.language == "en" and sentence.paragraph:
        return "title"
    hangs = few and sentence.paragraph and words.kind(word) == "det" and not mark
    if hangs and re.match(r" [^\W\d_A-Z]\w+", behind) and not _is_told(article, passage, words):
        return "term" if "-" in inside else "scare"  # the “acting” commissioner
    # Spoken fragments begin with a small letter inside a sentence; names do not.
    plain = last is not None and not last.group(1)[0].isupper()
    plain = plain and not mark and words.kind(word) in ("word", "prep", "head")
    return "name" if named and plain and article.language not in ("en", "de") else None


def _is_named(inside: str, language: str) -> bool:
    """Whether the words are written as a name: capitals throughout, in English; at the head, elsewhere."""
    words = [word for word in inside.split() if word[0].isalpha()]
    if not words or not words[0][0].isupper():
        return False
    return language != "en" or all(word[0].isupper() for word in words if len(word) > 3)


def _is_headed(inside: str) -> bool:
    """Whether words are capitalised as an English title is."""
    words = [word for word in re.findall(r"[^\W\d_]+(?:['’]\w+)?", inside) if len(word) > 3]
    return len(inside.split()) > 1 and len(words) > 1 and all(word[0].isupper() for word in words)


def _is_told(article: Article, passage: Passage, words: Words) -> bool:
    """Whether the sentence around a passage has a verb of saying."""
    sentence = article.sentence(passage.sentence)
    around = (
        article.text[sentence.start : passage.outer_start]
        + article.text[passage.outer_end : sentence.end]
    )
    return any(
        words.kind(word) in ("say", "call") for word in re.findall(r"[^\W\d_]+", around.lower())
    )


@lru_cache
def _called(language: str) -> re.Pattern[str] | None:
    forms = _CALLED.get(language)
    if forms is None:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)}){_ARTICLE}\s*[:,]?$", re.IGNORECASE)
