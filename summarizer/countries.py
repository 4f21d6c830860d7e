"""Countries: the ISO 3166-1 alpha-3 code of a country's name, or of a country that a role names.

Names in other languages are those of Debian's iso-codes, which pycountry ships. Adjectives ("Russian")
are recognised by the beginning of the country's name in English, and by a short list of those that
differ; in other languages only names count.
"""

from __future__ import annotations

import gettext
import re
from functools import lru_cache

import pycountry

_ALSO = {
    "us": "USA", "u.s": "USA", "u.s.": "USA", "usa": "USA", "america": "USA", "united states": "USA",
    "the united states": "USA", "american": "USA", "uk": "GBR", "u.k.": "GBR", "britain": "GBR",
    "great britain": "GBR", "british": "GBR", "uae": "ARE", "emirati": "ARE", "russia": "RUS",
    "south korea": "KOR", "north korea": "PRK", "iran": "IRN", "syria": "SYR", "vietnam": "VNM",
    "turkey": "TUR", "turkish": "TUR", "taiwan": "TWN", "venezuela": "VEN", "bolivia": "BOL",
    "moldova": "MDA", "tanzania": "TZA", "laos": "LAO", "french": "FRA", "dutch": "NLD",
    "spanish": "ESP", "german": "DEU", "greek": "GRC", "danish": "DNK", "swiss": "CHE",
    "polish": "POL", "swedish": "SWE", "finnish": "FIN", "irish": "IRL", "welsh": "GBR",
    "scottish": "GBR", "thai": "THA", "filipino": "PHL", "philippine": "PHL", "iraqi": "IRQ",
    "israeli": "ISR", "pakistani": "PAK", "kremlin": "RUS", "chinese": "CHN", "lebanese": "LBN",
    "cypriot": "CYP", "czech": "CZE", "slovak": "SVK", "croatian": "HRV", "peruvian": "PER",
    "congolese": "COD", "dr congo": "COD", "indian": "IND", "norwegian": "NOR", "dane": "DNK",
    "icelandic": "ISL", "portuguese": "PRT", "kosovo": "XKX", "kosovar": "XKX", "scotland": "GBR",
    "northern ireland": "GBR", "wales": "GBR", "england": "GBR", "ivory coast": "CIV",
    "ivorian": "CIV", "gambian": "GMB", "guinean": "GIN", "korean": "KOR", "south korean": "KOR",
    "north korean": "PRK", "south african": "ZAF", "saudi": "SAU", "россия": "RUS", "сша": "USA",
    "великобритания": "GBR", "киргизия": "KGZ", "молдавия": "MDA", "белоруссия": "BLR",
    "британія": "GBR", "estados unidos": "USA", "ee.uu": "USA", "ロシア": "RUS",
}  # fmt: skip
_CAPITALS = {
    "USA": "washington вашингтон вашингтона واشنطن וושינגטון 华盛顿 ワシントン",
    "GBR": "london londres londra лондон لندن לונדון 伦敦 ロンドン",
    "FRA": "paris parís parigi париж باريس פריז 巴黎 パリ",
    "DEU": "berlin berlín berlino берлин берлін برلين ברלין 柏林 ベルリン",
    "ITA": "rome roma rom рим روما רומא 罗马 ローマ",
    "ESP": "madrid мадрид مدريد מדריד 马德里 マドリード",
    "PRT": "lisbon lisboa lisbonne lissabon lisbona лиссабон лісабон لشبونة ליסבון",
    "RUS": "moscow moscou moskau moscú mosca moscovo москва موسكو מוסקבה 莫斯科 モスクワ",
    "UKR": "kyiv kiev kiew киев київ كييف קייב 基辅 キーウ",
    "POL": "warsaw varsovie warschau varsovia varsavia varsóvia варшава وارسو ורשה 华沙",
    "CHN": "beijing pékin peking pekín pechino pequim пекин пекін بكين בייג'ינג 北京",
    "JPN": "tokyo tokio tóquio токио токіо طوكيو טוקיו 东京 東京",
    "KOR": "seoul séoul seúl сеул سيول סיאול 首尔 ソウル",
    "PRK": "pyongyang pjöngjang пхеньян 平壤 平壌",
    "IND": "new_delhi delhi neu-delhi nueva_delhi nuova_delhi دلهي 新德里 ニューデリー",
    "PAK": "islamabad исламабад ісламабад إسلام_آباد 伊斯兰堡",
    "PHL": "manila manille манила 马尼拉 マニラ", "IDN": "jakarta djakarta джакарта 雅加达",
    "VNM": "hanoi hanói ханой 河内", "THA": "bangkok бангкок 曼谷 バンコク",
    "AUS": "canberra канберра 堪培拉 キャンベラ", "CAN": "ottawa оттава أوتاوا 渥太华 オタワ",
    "MEX": "mexico_city mexico ciudad_de_méxico città_del_messico мехико",
    "BRA": "brasilia brasília бразилиа برازيليا 巴西利亚",
    "ARG": "buenos_aires буэнос-айрес", "CHL": "santiago santiago_de_chile", "PER": "lima лима",
    "COL": "bogota bogotá богота", "VEN": "caracas каракас", "ECU": "quito кито",
    "BOL": "la_paz", "PRY": "asunción", "URY": "montevideo", "CUB": "havana la_habana l'avana",
    "PAN": "panama_city ciudad_de_panamá", "CRI": "san_josé", "GTM": "ciudad_de_guatemala",
    "TUR": "ankara анкара أنقرة אנקרה 安卡拉", "GRC": "athens athènes athen atenas atene афины",
    "CYP": "nicosia nicosie nikosia никосия ניקוסיה نيقوسيا", "MLT": "valletta la_valletta",
    "ISR": "jerusalem jérusalem jerusalén gerusalemme иерусалим القدس ירושלים",
    "EGY": "cairo le_caire kairo el_cairo il_cairo каир القاهرة קהיר 开罗", "JOR": "amman عمّان عمان",
    "SAU": "riyadh riad riyad эр-рияд الرياض ריאד", "IRN": "tehran téhéran teheran тегеран طهران 德黑兰",
    "IRQ": "baghdad bagdad багдад بغداد", "SYR": "damascus damas damaskus дамаск دمشق",
    "LBN": "beirut beyrouth бейрут بيروت", "QAT": "doha доха الدوحة", "ARE": "abu_dhabi أبوظبي",
    "DZA": "algiers alger algier argel algeri алжир الجزائر", "MAR": "rabat рабат الرباط",
    "TUN": "tunis tunisi túnez تونس", "LBY": "tripoli trípoli طرابلس", "SDN": "khartoum الخرطوم",
    "ETH": "addis_ababa addis-abeba", "KEN": "nairobi", "NGA": "abuja", "GHA": "accra",
    "SEN": "dakar", "MRT": "nouakchott", "MLI": "bamako", "NER": "niamey", "BFA": "ouagadougou",
    "CIV": "abidjan yamoussoukro", "COD": "kinshasa", "RWA": "kigali", "ZAF": "pretoria",
    "KAZ": "astana астана", "KGZ": "bishkek бишкек", "UZB": "tashkent taschkent ташкент",
    "ARM": "yerevan ереван єреван", "AZE": "baku баку", "GEO": "tbilisi тбилиси тбілісі",
    "BLR": "minsk минск мінськ", "MDA": "chisinau chișinău кишинёв кишинев кишинів",
    "ROU": "bucharest bucarest bukarest бухарест", "BGR": "sofia софия софія",
    "HUN": "budapest будапешт", "CZE": "prague prag praga прага", "SVK": "bratislava братислава",
    "AUT": "vienna vienne wien viena вена відень", "CHE": "bern berne berna берн",
    "BEL": "brussels bruxelles brüssel bruselas брюссель", "NLD": "the_hague den_haag la_haye гаага",
    "DNK": "copenhagen copenhague kopenhagen копенгаген", "NOR": "oslo осло",
    "SWE": "stockholm estocolmo стокгольм", "FIN": "helsinki хельсинки гельсінкі",
    "EST": "tallinn таллин таллінн", "LVA": "riga рига", "LTU": "vilnius вильнюс вільнюс",
    "SRB": "belgrade belgrad belgrado белград", "HRV": "zagreb", "XKX": "pristina",
    "IRL": "dublin дублин", "ISL": "reykjavik reykjavík",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]\.?)*")


@lru_cache(maxsize=64)
def _table(language: str) -> dict[str, str]:
    names: dict[str, str] = {}
    try:
        local = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language])
    except OSError:
        local = None
    for country in pycountry.countries:
        english = {country.name, getattr(country, "common_name", country.name)}
        for name in english | ({local.gettext(n) for n in english} if local else set()):
            names.setdefault(name.split(",")[0].lower(), country.alpha_3)
    return {**names, **_ALSO}


def country_named(name: str, language: str) -> str | None:
    """The code of the country that ``name`` is, or None."""
    return _table(language).get(re.sub(r"^the ", "", " ".join(name.split()).lower()))


@lru_cache(maxsize=1)
def _capitals() -> dict[str, str]:
    return {
        name.replace("_", " "): code for code, names in _CAPITALS.items() for name in names.split()
    }


def capital_named(name: str) -> str | None:
    """The code of the country whose capital ``name`` is, as news writes it for the government."""
    return _capitals().get(" ".join(name.split()).lower())


@lru_cache
def _by_start(language: str) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for form, code in {**_table(language), **_capitals()}.items():
        found.setdefault(form[:3], []).append((form, code))
    return found


@lru_cache(maxsize=4096)
def government_named(name: str, language: str) -> str | None:
    """The code of the country that ``name`` is, or is the capital of, in Russian and Ukrainian in
    any case ("Бишкеку", "Казахстана"), or None."""
    code = country_named(name, language) or capital_named(name)
    if code or language not in ("ru", "uk") or len(name) < 4:
        return code
    low = name.lower()
    near = {
        code
        for form, code in _by_start(language).get(low[:3], ())
        if abs(len(form) - len(low)) < 3
        and form.startswith(low[: max(3, len(form) - 2, len(low) - 2)])
    }
    return near.pop() if len(near) == 1 else None


@lru_cache(maxsize=4096)
def country_in(role: str, language: str) -> str | None:
    """The code of the country that a role names ("Russian President"), or None."""
    table = _table(language)
    for match in _WORD.finditer(role):
        word = match.group().lower()
        if word in table:
            return table[word]
        if language == "en" and match.group()[0].isupper() and len(word) > 4:
            stem = re.sub(r"(?:ian|ean|an|ese|ish|i|n)$", "", word)
            fits = {c for n, c in table.items() if len(stem) > 3 and n.startswith(stem)}
            if len(fits) == 1:
                return fits.pop()
    return None
