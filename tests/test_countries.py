"""Countries: by every name that news uses, in each of the languages, in any case."""

from __future__ import annotations

import pytest

from summarizer.countries import (
    capital_named,
    country_in,
    country_named,
    government_named,
    nation_named,
)

NAMES = {
    "RUS": "en:Russia fr:Russie de:Russland es:Rusia it:Russia pt:Rússia ru:Россия uk:Росія ar:روسيا "
    "he:רוסיה zh:俄罗斯 ja:ロシア",
    "USA": "en:US fr:États-Unis de:USA es:Estados_Unidos it:Stati_Uniti pt:Estados_Unidos ru:США "
    "uk:США ar:الولايات_المتحدة he:ארה״ב zh:美国 ja:アメリカ",
    "GBR": "en:Britain fr:Royaume-Uni de:Großbritannien es:Reino_Unido it:Regno_Unito "
    "pt:Reino_Unido ru:Великобритания uk:Велика_Британія ar:بريطانيا he:בריטניה zh:英国 ja:英国",
    "KOR": "en:South_Korea fr:Corée_du_Sud de:Südkorea es:Corea_del_Sur it:Corea_del_Sud "
    "pt:Coreia_do_Sul ru:Южная_Корея uk:Південна_Корея ar:كوريا_الجنوبية he:דרום_קוריאה zh:韩国 ja:韓国",
    "TUR": "en:Turkey fr:Turquie de:Türkei es:Turquía it:Turchia pt:Turquia ru:Турция uk:Туреччина "
    "ar:تركيا he:טורקיה zh:土耳其 ja:トルコ",
    "IRN": "en:Iran fr:Iran de:Iran es:Irán it:Iran pt:Irã ru:Иран uk:Іран ar:إيران he:איראן "
    "zh:伊朗 ja:イラン",
    "SAU": "ru:Саудовская_Аравия uk:Саудівська_Аравія ar:السعودية he:סעודיה zh:沙特 "
    "ja:サウジアラビア",
}


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [(code, *one.split(":")) for code, names in NAMES.items() for one in names.split()],
)
def test_a_country_is_known_by_what_news_calls_it(code: str, language: str, name: str) -> None:
    """Not only by what a register of names calls it ("Российская Федерация")."""
    assert country_named(name.replace("_", " "), language) == code


@pytest.mark.parametrize(
    ("name", "language", "code"),
    [
        ("Казахстана", "ru", "KAZ"),
        ("Великой Британии", "ru", None),
        ("Великобритании", "ru", "GBR"),
        ("Южной Корее", "ru", "KOR"),
        ("Саудовской Аравии", "ru", "SAU"),
        ("Соединённых Штатов", "ru", "USA"),
        ("Бишкеку", "ru", "KGZ"),
        ("Великої Британії", "uk", "GBR"),
        ("Туреччиною", "uk", "TUR"),
        ("Києва", "uk", "UKR"),
        ("Индира", "ru", None),
        ("Марина", "ru", None),
        ("Романа", "uk", None),
    ],
)
def test_a_government_may_stand_in_any_case(name: str, language: str, code: str | None) -> None:
    """A given name that begins as a country does is none."""
    assert government_named(name, language) == code


@pytest.mark.parametrize(
    ("role", "language", "code"),
    [
        ("Russian President", "en", "RUS"),
        ("глава МИД Турции", "ru", "TUR"),
        ("её турецкий коллега", "ru", "TUR"),
        ("армянская сторона", "ru", "ARM"),
        ("прем’єр Великої Британії", "uk", "GBR"),
        ("німецька канцлерка", "uk", "DEU"),
        ("وزير الخارجية المصري", "ar", "EGY"),
        ("ورئيسة الوزراء البريطانية", "ar", "GBR"),
        ("وزير خارجية فرنسا", "ar", "FRA"),
        ("للأردن", "ar", "JOR"),
        ("שר החוץ הגרמני", "he", "DEU"),
        ("לנשיא רוסיה", "he", "RUS"),
        ("德国总理", "zh", "DEU"),
        ("美方", "zh", "USA"),
        ("韓国の", "ja", "KOR"),
        ("米大統領", "ja", "USA"),
        ("министр финансов", "ru", None),
        ("وزير المالية", "ar", None),
        ("外交部长", "zh", None),
    ],
)
def test_a_role_tells_its_country(role: str, language: str, code: str | None) -> None:
    """By the country's name in any case, by an adjective, or by the sign that stands for it."""
    assert country_in(role, language) == code


def test_a_capital_stands_for_its_government() -> None:
    """In the scripts of all languages."""
    for name in ("Kyiv", "Київ", "Киев", "كييف", "קייב", "基辅", "キーウ"):
        assert capital_named(name) == "UKR"


@pytest.mark.parametrize(
    ("language", "word", "code"),
    [
        ("fr", "congolais", "COD"),
        ("fr", "britannique", "GBR"),
        ("fr", "jamais", None),
        ("fr", "politique", None),
        ("de", "serbischen", "SRB"),
        ("de", "britische", "GBR"),
        ("de", "öffentlichen", None),
        ("es", "mexicana", "MEX"),
        ("es", "estadounidense", "USA"),
        ("es", "mayo", None),
        ("it", "greco", "GRC"),
        ("it", "giorni", None),
        ("pt", "moçambicano", "MOZ"),
        ("pt", "para", None),
    ],
)
def test_an_adjective_names_its_country(language: str, word: str, code: str | None) -> None:
    """Adjectives of countries are derived from the names, or listed; what only begins so is none."""
    assert nation_named(word, language) == code
    assert country_in(f"x {word}", language) == code
