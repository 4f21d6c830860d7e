"""What stands beside words in quotation marks that nobody said, language by language: names, titles,
terms, signs and charges."""

from __future__ import annotations

import re

from summarizer.records import NotQuoteReason

CALLED = {
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
ARTICLE = r"(?: (?:an?|the|their|its|une?|le|la|les|der|die|das|den|einen?|eine|el|los|las|una|il|lo|os))?"
SIGNS = {  # what is written on something for all to see
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
CHARGED = {  # what somebody is punished for
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
GLOSSED = re.compile(  # “long-arm jurisdiction”, a term that ...
    r",?[”\"’»]?,? (?:by which (?:they|he|she|it|we) means?\b|"
    r"(?:\w+ [\w ]{2,30}, )?(?:an?|the|as|un|une|ein|eine|una|um|uma) (?:\w+ ){0,2}?"
    r"(?:term|phrase|word|expression|nickname|euphemism|label|slogan|code ?name|acronym|jargon|terme|"
    r"mot|surnom|sigle|Begriff|Ausdruck|Wort|Spitzname|término|expresión|apodo|palabra|termine|"
    r"espressione|parola|soprannome|termo|expressão|palavra|apelido)\b)"
)
AUTHORED = re.compile(
    r"(?<!\w)(?:authors? of|auteure?s? d[eu]|autora? d[eo]|autore del?|autrice d(?:i|el)|"
    r"Autor(?:in)? (?:von|des)|автор(?:а|ка|ки)?(?: книги| книжки)?) $"
)
READ = re.compile(  # a bedsheet hung from the wall still read
    r"(?<!\w)(?:banner|placard|bedsheet|sheet|sign|poster|billboard|T-shirt|mural|plaque|flag|sticker)s?"
    r"\b[^.;:“”‘]{0,60} (?:reads?|said|says|proclaim(?:s|ed)|declare[sd])[:,]?$"
)
NAMED_SO = re.compile(  # “Seaways”, as the firm is called
    r",? (?:as [\w ]{2,40} (?:is|are|was|were) (?:called|known|dubbed|nicknamed)|as (?:it|he|she) is known|"
    r"(?:comme|ainsi que) (?:on )?(?:le|la|les|l['’])\s?(?:sur)?(?:nomme|appelle)|wie [\w ]{2,40} genannt w|"
    r"como (?:se )?l[aeo]s? (?:llama|conoce|apoda)|come (?:viene|lo|la|li) (?:chiam|soprannom)|"
    r"как (?:его|е[её]|их) (?:называ|прозва|зовут)|як (?:його|її|їх) (?:назива|прозва|звуть))"
)
KNOWN = re.compile(r" (?:bekannt|genannt|bezeichnet|getauft)\w*")
ALSO = re.compile(r"\s*(?:,\s*)?(?:and|or|et|ou|und|oder|y|o|e|и|или|і|та|או|、|和)\s*")
WRITTEN = re.compile(
    r"(?<!\w)(?:words|read|reads|reading)(?!\w)|(?<!\w)lis|надпис|напис|leyenda|scritta|dizeres|Aufschrift"
)
ENTITLED = re.compile(r"titl|titel|titr|назв|head|capt", re.IGNORECASE)
CASELESS: dict[str, dict[NotQuoteReason, str]] = {
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
ZH_AFTER = re.compile("(?:字样)?的?(?:标语|標語|横幅|橫幅|牌子|口号|字样|字樣)")
ADJECTIVE = re.compile(
    r"[а-яёіїєґ]+(?:[ыиоі]й|[аяую]я|[ое]е|[ыиі][ея]?|[ое]го|[ыи]м|[ыи]х|ую|[оії]ї|[ое]му|а|у)"
)
AR_BODY = re.compile(
    r"(?:قوات|حركة|حزب|كتائب|كتيبة|جبهة|تنظيم|جماعة|ألوية|لواء|الدعم السريع)(?!\w)"
)
ZH_NAMED = re.compile("[号號级級]|[舰艦](?!长)")
ZH_PLACED = re.compile("(?:遭|附近|一带|地区|内|外|周边|以[东西南北]|举行|境)")
JA_WRITTEN = re.compile(r"などと(?:書|記|印刷)|と(?:書|記さ|印刷|大書|染め抜)")
JA_AFTER = re.compile(r"(?:と(?:題|名付|呼ば|いう(?:名|題)|称)|号(?:は|が|の|を|に))")
