"""Names: whatever a model calls somebody, the record has the article's own words for them."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summarizer.article import Article
from summarizer.errors import InputError
from summarizer.names import Names
from summarizer.records import Party
from summarizer.titles import untitled

ENGLISH = Article.from_text(
    "Russian President Ivan Petrov rang Ana Reyes, the foreign minister of Peru, on Sunday. "
    "Petrov said that Reyes’s plan was good. “We agree,” Mr Petrov wrote.\n\n"
    "The United States and the Kremlin were told. Kremlin foreign policy aide Yuri Volkov "
    "thanked King Harald Sund of Norland, and senior diplomats spoke to O’Neill."
)
RUSSIAN = Article.from_text(
    "Президент Иван Петров позвонил вечером.\n\nАнне Рейес он не звонил. «Мы говорили», — сказал "
    "Петров. Советник Петрова это подтвердил."
)
UKRAINIAN = Article.from_text(
    "Президент Іван Петренко подзвонив увечері.\n\nОлені Коваль він не дзвонив. Петренко сказав, "
    "що радник Петренка їде."
)
ARABIC = Article.from_text(
    "وقال الرئيس سامي حداد إن الوزيرة ليلى نصر اتصلت. وأضاف لحداد ذلك، وحداد وافق بكريم."
)
HEBREW = Article.from_text(
    "ראש הממשלה דן לוי שוחח עם רון כהן. לוי אמר לכהן כי הוא מסכים. ולמשה נמסר."
)
CHINESE = Article.from_text("王伟总理同李娜通了电话。王伟说。")
JAPANESE = Article.from_text("田中太郎首相は佐藤花子と電話した。")


def party(article: Article, name: str) -> Party | None:
    return Names(article).party(name)


def called(article: Article, name: str) -> str | None:
    found = party(article, name)
    return found.name if found else None


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Petrov", "Ivan Petrov"),
        ("Ivan Petrov", "Ivan Petrov"),
        ("ivan petrov", "Ivan Petrov"),
        ("PETROV", "Ivan Petrov"),
        ("  “Petrov”. ", "Ivan Petrov"),
        ("President Petrov", "Ivan Petrov"),
        ("President Ivan Petrov", "Ivan Petrov"),
        ("Mr Petrov", "Ivan Petrov"),
        ("Reyes", "Ana Reyes"),
        ("Foreign Minister Reyes", "Ana Reyes"),
        ("Volkov", "Yuri Volkov"),
        ("King Harald Sund", "Harald Sund"),
        ("O'Neill", "O’Neill"),
        ("United States", "United States"),
        ("the Kremlin", "the Kremlin"),
        ("senior diplomats", "senior diplomats"),
    ],
)
def test_a_name_is_given_by_its_fullest_form(said: str, name: str) -> None:
    """Surnames, titles, marks, blanks and case lead to the one form that the article has in full;
    bodies and unnamed sources are called as the article calls them."""
    assert called(ENGLISH, said) == name


@pytest.mark.parametrize(
    "said", ["Boro", "Maria Boro", "Vladimir Sidorov", "Germany", "", " “” ", "."]
)
def test_a_name_that_the_article_lacks_is_none(said: str) -> None:
    """Nobody is made up, however much sense it would make."""
    assert party(ENGLISH, said) is None


@pytest.mark.parametrize(
    ("article", "said", "name"),
    [
        (RUSSIAN, "Петров", "Иван Петров"),
        (RUSSIAN, "Петрова", "Иван Петров"),
        (RUSSIAN, "Петровым", "Иван Петров"),
        (RUSSIAN, "Ивана Петрова", "Иван Петров"),
        (RUSSIAN, "Президент Петров", "Иван Петров"),
        (RUSSIAN, "Анна Рейес", "Анне Рейес"),
        (RUSSIAN, "Рейес", "Анне Рейес"),
        (RUSSIAN, "Сидоров", None),
        (UKRAINIAN, "Петренко", "Іван Петренко"),
        (UKRAINIAN, "Петренка", "Іван Петренко"),
        (UKRAINIAN, "Олена Коваль", "Олені Коваль"),
        (UKRAINIAN, "Шевчук", None),
    ],
)
def test_case_endings_are_seen_through(article: Article, said: str, name: str | None) -> None:
    """Russian and Ukrainian inflect names: the record keeps the article's form of the fullest."""
    assert called(article, said) == name


@pytest.mark.parametrize(
    ("article", "said", "name"),
    [
        (ARABIC, "سامي حداد", "سامي حداد"),
        (ARABIC, "ليلى نصر", "ليلى نصر"),
        (ARABIC, "كريم", "كريم"),
        (ARABIC, "يوسف", None),
        (HEBREW, "דן לוי", "דן לוי"),
        (HEBREW, "רון כהן", "רון כהן"),
        (HEBREW, "יוסף", None),
        (CHINESE, "李娜", "李娜"),
        (CHINESE, "王 伟", "王伟"),
        (CHINESE, "张三", None),
        (JAPANESE, "佐藤 花子", "佐藤花子"),
        (JAPANESE, "鈴木", None),
    ],
)
def test_scripts_without_capital_letters_have_the_name_as_given(
    article: Article, said: str, name: str | None
) -> None:
    """Prefixes written onto a name in Arabic and Hebrew do not hide it and are no part of it;
    Chinese and Japanese are found without blanks."""
    assert called(article, said) == name


def test_a_prefix_is_left_out_of_the_span() -> None:
    """The offsets begin at the name itself."""
    found = party(ARABIC, "كريم")
    assert found
    assert ARABIC.text[found.span.start - 1 : found.span.end] == "بكريم"


def test_two_people_with_one_surname_are_not_made_one() -> None:
    """Where the article has two, a bare surname stays bare."""
    article = Article.from_text(
        "Ivan Petrov met Olga Petrov in Oslo. “Yes,” Petrov said, and Ana Reyes left."
    )
    assert called(article, "Ivan Petrov") == "Ivan Petrov"
    assert called(article, "Olga Petrov") == "Olga Petrov"
    assert called(article, "Petrov") == "Petrov"
    assert called(article, "Reyes") == "Ana Reyes"


def test_a_second_given_name_is_no_second_person() -> None:
    """The longest form wins when the shorter one is a part of it."""
    article = Article.from_text("He met Juan Pablo Vega. Soon after, Pablo Vega left, said Vega.")
    assert called(article, "Vega") == "Juan Pablo Vega"


@pytest.mark.parametrize(
    ("said", "role", "country", "inferred"),
    [
        ("Petrov", "Russian President", "RUS", True),
        ("Reyes", "foreign minister of Peru", "PER", True),
        ("Volkov", "Kremlin foreign policy aide", "RUS", True),
        ("United States", None, "USA", False),
        ("O’Neill", None, None, False),
    ],
)
def test_titles_become_the_role_and_countries_are_marked_as_inferred(
    said: str, role: str | None, country: str | None, inferred: bool
) -> None:
    """The role is the article's words beside the name; a country that only follows from it says so."""
    found = party(ENGLISH, said)
    assert found
    assert (found.role.text if found.role else None) == role
    assert (found.country, found.country_inferred) == (country, inferred)
    if found.role:
        assert ENGLISH.text[found.role.span.start : found.role.span.end] == role


def test_a_name_over_a_line_break_is_found_and_written_on_one_line() -> None:
    """The name has one blank, the offsets take in what the article has there."""
    article = Article.from_text("He rang Ana\nReyes.")
    found = party(article, "Ana Reyes")
    assert found and found.name == "Ana Reyes"
    assert article.text[found.span.start : found.span.end] == "Ana\nReyes"


def test_a_name_is_no_part_of_a_word() -> None:
    """Ana is not in Anatolia, nor US in USSR."""
    article = Article.from_text("In Anatolia the USSR had a base.")
    assert called(article, "Ana") is None
    assert called(article, "US") is None


def test_pattern_characters_in_a_name_mean_themselves() -> None:
    """What a model says is looked for, not run."""
    for said in (".*", "(Petrov", "Petrov|Reyes", "[A-Z]+", "\\w+", "Petrov?"):
        found = called(ENGLISH, said)
        assert found is None or found in ENGLISH.text


def test_the_cast_is_the_names_that_code_can_see() -> None:
    """By their fullest forms, in order, each once, without titles."""
    cast = Names(ENGLISH).cast
    assert [n for n in cast if n in ("Ivan Petrov", "Ana Reyes", "Yuri Volkov")] == [
        "Ivan Petrov",
        "Ana Reyes",
        "Yuri Volkov",
    ]
    assert len(set(cast)) == len(cast)
    assert "Petrov" not in cast
    assert Names(CHINESE).cast == ()


@pytest.mark.parametrize("said", ["Ivan Boro", "Olga Petrov"])
def test_half_a_name_is_not_the_whole(said: str) -> None:
    """Somebody who shares only a given name or a surname with someone there is not there."""
    assert party(ENGLISH, said) is None


@pytest.mark.parametrize("said", ["Reyes’s", "Reyes's"])
def test_a_possessive_is_seen_through(said: str) -> None:
    """The owner is meant."""
    assert called(ENGLISH, said) == "Ana Reyes"


@pytest.mark.parametrize(
    ("text", "said", "role"),
    [
        ("Президент Иван Петров позвонил Анне Рейес.", "Рейес", None),
        ("Bundeskanzler Otto Klein rief die Präsidentin Maria Silva an.", "Silva", "Präsidentin"),
    ],
    ids=["ru", "de"],
)
def test_a_role_is_not_somebody_elses(text: str, said: str, role: str | None) -> None:
    """Between a role and its name there stands no other name."""
    found = party(Article.from_text(text), said)
    assert found
    assert (found.role.text if found.role else None) == role


def test_the_first_word_of_a_sentence_is_no_name() -> None:
    """A capital letter that only begins a sentence makes no second person."""
    article = Article.from_text("He met Pablo Vega in Oslo. Then Vega left.")
    assert called(article, "Vega") == "Pablo Vega"


def test_an_abbreviated_country_belongs_to_the_role() -> None:
    """The points of an abbreviation are no end of a sentence."""
    found = party(Article.from_text("In Oslo, U.S. President Tom Hale agreed."), "Hale")
    assert found and found.role
    assert (found.role.text, found.country) == ("U.S. President", "USA")


# Whatever the name


WORDS = st.sampled_from(
    """Ivan Petrov President Reyes’s the Kremlin Петров Рейес حداد وحداد לוי לכהן 王伟 田中 O’Neill
    United States de . ’ “ ” .* ( [ \\w Ana\nReyes Foreign Minister""".split(" ")
)
ARTICLES = [ENGLISH, RUSSIAN, UKRAINIAN, ARABIC, HEBREW, CHINESE, JAPANESE]


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(ARTICLES),
    st.lists(WORDS | st.text(max_size=6), max_size=5).map(" ".join),
)
@example(ENGLISH, "\u0130")
@example(ENGLISH, "İvan Petrov")
def test_whatever_is_asked_a_party_stands_in_the_article(article: Article, said: str) -> None:
    """The words at its span are its name but for white space, and its role stands there too."""
    found = party(article, said)
    if found is None:
        return
    words = article.text[found.span.start : found.span.end]
    assert "".join(words.split()) == "".join(found.name.split())
    assert any(char.isalnum() for char in words)
    if found.role:
        assert article.text[found.role.span.start : found.role.span.end] == found.role.text
    assert found.country_inferred <= (found.country is not None)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Ana", "Reyes", "President", "de", "said", ",", ".", "\n", "“", "”", "’s", "Ь", "ß"]
        )
        | st.text(max_size=4),
        min_size=1,
        max_size=15,
    )
)
def test_whatever_the_article_every_one_of_its_words_may_be_asked_for(words: list[str]) -> None:
    """Asking for any of its words or for its cast raises nothing and gives what stands there."""
    try:
        article = Article.from_text(" ".join(words))
    except InputError:
        return
    names = Names(article)
    for said in {*words, *names.cast}:
        found = names.party(said)
        assert found is None or "".join(found.name.split()) == "".join(
            article.text[found.span.start : found.span.end].split()
        )
    for name in names.cast:
        assert len(name) == 1 or names.party(name) is not None


# Forms of a name


@pytest.mark.parametrize(
    ("language", "text", "said", "name"),
    [
        ("de", "Otto Klein sprach. Der Plan Kleins war gut, so Klein.", "Kleins", "Otto Klein"),
        ("de", "Es war ein Wunsch von Lund. Olof Lund kam.", "Lund", "Olof Lund"),
        ("de", "Nach Angaben von Karl Vogt war es gut.", "Vogt", "Karl Vogt"),
        ("de", "Es kam Ursula von der Heide. Ja, sagte von der Heide.", "Heide", "Ursula von der Heide"),
        ("de", "Gestern sagte der SPD-Abgeordnete Jens Holm das.", "Holm", "Jens Holm"),
        ("en", "He met Roger l’Estrange. Then l’Estrange left.", "l’Estrange", "Roger l’Estrange"),
        ("en", "She rang Majed al-Harithi. Later al-Harithi wrote.", "al-Harithi", "Majed al-Harithi"),
        ("en", "NATO chief Piet de Groot spoke. De Groot left.", "Groot", "Piet de Groot"),
        ("fr", "Le ministre de l’Intérieur Jean Morel parle. M. Morel part.", "Morel", "Jean Morel"),
        ("fr", "Il a vu Valéry Aubin d’Estang. Aubin d’Estang part.", "d’Estang", "Valéry Aubin d’Estang"),
        ("es", "Vino el ministro de Exteriores Juan Robles. Habló Robles.", "Robles", "Juan Robles"),
        ("ru", "Президент России Иван Петров прилетел.", "Петров", "Иван Петров"),
        ("ru", "Он видел Ивана Петрова. Иван Петров ушёл.", "Петрова", "Иван Петров"),
        ("ru", "Он говорил с Озаном Караханом. Потом Карахан ушёл.", "Озан Карахан", "Карахан"),
        ("ru", "Встреча с Анной Беловой прошла. Анна Белова довольна.", "Беловой", "Анна Белова"),
        ("ru", "Он звонил Реджепу Тайипу Карахану. Реджеп Тайип Карахан ждал.", "Карахан",
         "Реджеп Тайип Карахан"),
        ("uk", "За словами Петра Гнатюка, усе добре. Петро Гнатюк пішов.", "Гнатюка", "Петро Гнатюк"),
    ],
)  # fmt: skip
def test_forms_of_a_name_lead_to_the_fullest_in_the_nominative(
    language: str, text: str, said: str, name: str
) -> None:
    """Genitives, attached articles, elisions, owners of titles; what is no part of a name is not."""
    assert called(Article.from_text(text, language=language), said) == name


@pytest.mark.parametrize(
    ("text", "said", "role"),
    [
        ("President Ana Reyes met Foreign Minister Otto Lund.", "Lund", "Foreign Minister"),
        ("OSLO, 6 May 2025 - Norwegian Premier Otto Lund spoke.", "Lund", "Norwegian Premier"),
        ("It was Ana Reyes, and Peru’s prime minister, Otto Lund, who spoke.", "Reyes", None),
        ("He met the Kenyan foreign minister, Daniel Mwangi, in Oslo.", "Mwangi", "Kenyan foreign minister"),
    ],
)  # fmt: skip
def test_a_role_ends_where_another_clause_begins(text: str, said: str, role: str | None) -> None:
    """A verb, an "and" is no part of it; a comma may stand between a title and its name."""
    found = party(Article.from_text(text, language="en"), said)
    assert found
    assert (found.role.text if found.role else None) == role


@pytest.mark.parametrize(
    ("language", "text", "runs"),
    [
        (
            "es",
            "Ayer hablaron Ramiro Agüero y Lúcia Fontenelle.",
            ["Ramiro Agüero", "Lúcia Fontenelle"],
        ),
        (
            "es",
            "Hablaron Umaña y Aizprúa. Rosa Aizprúa calló.",
            ["Umaña", "Aizprúa", "Rosa Aizprúa"],
        ),
        ("es", "Ayer murió José Ortega y Gasset.", ["José Ortega y Gasset"]),
        ("ru", "Он звонил президенту Турции Озану Карахану.", ["Озану Карахану"]),
        ("ru", "Об этом сказал генсек ОДКБ Виген Аракелов.", ["Виген Аракелов"]),
        ("uk", "Це сказала міністерка Польщі Дорота Вільк.", ["Дорота Вільк"]),
        ("uk", "Це сказав водій зі Стрия Олег Бондар.", ["Олег Бондар"]),
        ("de", "Am Montag hat Dänemark den Hafen gesperrt.", ["Dänemark", "Hafen"]),
        ("de", "Dann sprach Ursula von der Leyen.", ["Ursula von der Leyen"]),
        ("it", "Invito la Serbia a riflettere. La Serbia tace.", ["Serbia", "Serbia"]),
        ("en", "The envoy met Said Haddad on Monday.", ["Said Haddad"]),
        ("fr", "Le ministre de la Défense Jean Morel a parlé.", ["Jean Morel"]),
        ("de", "Er rief seinen polnischen Kollegen Adam Nowak an.", ["Adam Nowak"]),
        ("de", "Das sagte Kapitän zur See Otto Lund am Montag.", ["Otto Lund"]),
        ("de", "Es geht um acht Millionen Dollar für Otto Lund.", ["Otto Lund"]),
        ("uk", "Це сказав прем'єр Литви Йонас Петраускас.", ["Йонас Петраускас"]),
        ("ru", "Он звонил президенту Южной Кореи Киму Чжи Хо.", ["Киму Чжи Хо"]),
        ("en", "The minister of Kazakhstan Ana Reyes spoke.", ["Ana Reyes"]),
        ("it", "Lo dice la ministra degli Esteri Lena Vogel.", ["Lena Vogel"]),
        ("pt", "Dizem fontes do Palácio do Planalto.", ["Palácio do Planalto"]),
        ("en", "Her brother, Tomas, heard it from Mr. Sow.", ["Tomas", "Sow"]),
        ("en", "Then Secretary of State Ana Reyes spoke.", ["Ana Reyes"]),
        ("en", "Then Minister of Foreign Affairs Ana Reyes spoke.", ["Ana Reyes"]),
        ("en", "Then Gen Otto Lund spoke.", ["Otto Lund"]),
        ("de", "Es geht um die Abfertigung von Lastwagen.", ["Abfertigung", "Lastwagen"]),
        ("de", "Er lobte am Montagabend das Telefonat.", ["Montagabend", "Telefonat"]),
        ("de", "Dann kam Belgrad zur Freigabe.", ["Belgrad", "Freigabe"]),
        (
            "de",
            "Die Brücke steht. Es sind Schritte von der Brücke.",
            ["Brücke", "Schritte", "Brücke"],
        ),
        ("de", "Beide Politiker schweigen.", []),
        ("it", "L'appello della Croce Rossa è chiaro.", ["Croce Rossa"]),
        ("it", "Fonti di Palazzo Chigi parlano.", ["Palazzo Chigi"]),
        ("fr", "Le Kényan Joseph Wainaina a parlé.", ["Joseph Wainaina"]),
        ("ru", "Звонки Москвы удивили всех. В Москве молчат.", ["Москвы", "Москве"]),
        ("ru", "Вчера баррель Brent подорожал.", ["Brent"]),
        ("es", "Ayer llovió en Encarnación y Posadas.", ["Encarnación", "Posadas"]),
        (
            "en",
            "He met the Minister for Trade and Industry Sam Oko and the Minister of the Environment "
            "Vivien Teo.",
            ["Trade", "Sam Oko", "Vivien Teo"],
        ),
        ("pt", "Foi o que contou à Lusa Ana Reis.", ["Ana Reis"]),
    ],
)
def test_a_run_is_one_name(language: str, text: str, runs: list[str]) -> None:
    """Not two that are joined, nor a country, a body or a place with it, nor a day."""
    names = Names(Article.from_text(text, language=language))
    assert [text[run.start : run.end] for run in names.runs] == runs


def test_a_surname_that_comes_first_names_the_person() -> None:
    """Where the full name with a title begins with it, and nobody else's does."""
    text = "Vice Premier Wu Jianguo spoke in Lima. Then Wu left."
    party = Names(Article.from_text(text)).party("Wu")
    assert party is not None
    assert party.name == "Wu Jianguo"


@pytest.mark.parametrize("said", ["l''", "L'’s", "the 's", " ", "", "’"])
def test_what_is_no_name_is_nobodys(said: str) -> None:
    """Whatever a model gives for a name."""
    for language in ("en", "fr", "de", "ru"):
        assert Names(Article.from_text("Anna Lund said.", language=language)).party(said) is None


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("President Ana Reyes", "Ana Reyes"),
        ("the foreign policy aide Otto Lund", "Otto Lund"),
        ("помощник президента Юрий Громов", "Юрий Громов"),
        ("an adviser to Mr. Lund", None),
        ("a spokesman for Foreign Minister Lund", None),
        ("un conseiller de M. Lund", None),
        ("un asesor del presidente Ruiz", None),
        ("ein Berater von Kanzler Lund", None),
    ],
)
def test_somebodys_adviser_is_somebody_else(said: str, named: str | None) -> None:
    """A title before a name is left out, but not the one of a person who works for the named."""
    assert untitled(said) == (named or said)


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("fr", "Étienne Lund se tait. « Non », dit {}.", "l'entourage de M. Lund"),
        ("fr", "Étienne Lund se tait. « Non », dit {}.", "un proche de M. Lund"),
        ("de", "Minister Otto Lund schweigt. „Nein“, sagte eine {}.", "Sprecherin Lunds"),
        ("ru", "Президент Иван Петров молчит. Он занят, сказал {}.", "пресс-секретарь Петрова"),
        ("ru", "Президент Иван Петров молчит. Он занят, сказал {}.", "помощник президента Петрова"),
        ("ru", "«Нет», — сказал {}. МИД России молчит.", "официальный представитель МИД России"),
        ("ru", "«Нет», — сказал {}. Болгария молчит.", "премьер-министр Болгарии"),
    ],
)
def test_who_works_for_somebody_is_not_that_person(language: str, text: str, name: str) -> None:
    """Whoever is quoted so has no name; the person whom the words name did not speak."""
    party = Names(Article.from_text(text.format(name), language=language)).party(name)
    assert party is not None and party.name == name


@pytest.mark.parametrize(
    ("language", "text", "name", "full"),
    [
        ("de", "Eva Peters ging. „Nein“, sagte {}.", "Sprecherin Peters", "Eva Peters"),
        ("de", "Peter Lund ging. „Nein“, sagte {}.", "Sprecher Jens Peters", "Jens Peters"),
        ("en", "Anna Gall sang. “No,” said {}.", "Minister France Gall", "France Gall"),
        ("en", "“No,” said {}.", "Head of the Armed Forces General Mark Lund", "Mark Lund"),
        ("es", "«No», dijo el {}.", "jefe del Ejército general Luis Reyes", "Luis Reyes"),
        ("fr", "Emmanuel LUND parle. « Non », dit {}.", "LUND", "Emmanuel LUND"),
        (
            "ru",
            "Иван Захаров уехал. Нет, сказала {}.",
            "пресс-секретарь Анна Захарова",
            "Анна Захарова",
        ),
        ("ru", "Вчера Анна Петрова ушла. Нет, сказала {}.", "помощник Петрова", "Анна Петрова"),
        ("fr", "Étienne Lund se tait. « Non », dit {}.", "M. Lund", "Étienne Lund"),
        ("ru", "Иван Петров молчит, сказал {}.", "президент России Иван Петров", "Иван Петров"),
        ("ru", "Анна Крол молчит, сказала {}.", "представитель МИД Чехии Анна Крол", "Анна Крол"),
        ("uk", "Офіс Президента мовчить. Так сказав {}.", "Президент", "Президент"),
        ("ru", "МИД Ирана молчит. Так решил {}.", "Иран", "Иран"),
    ],
)
def test_a_title_before_a_name_in_the_nominative_is_his_own(
    language: str, text: str, name: str, full: str
) -> None:
    """Also where the name looks like a genitive, if the article has nobody of the name without it."""
    party = Names(Article.from_text(text.format(name), language=language)).party(name)
    assert party is not None and party.name == full
