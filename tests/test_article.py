"""The article: decoding, and the parts that it is cut into."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summarizer.article import MAX_BYTES, Article, decode
from summarizer.errors import InputError

ARTICLES = Path(__file__).parents[1] / "fixtures" / "articles"
MARKS = "“”„‟«»‹›\"״＂‘’‚‛'「」『』｢｣〝〞〟"
ODD = (
    *("``", "''", "\n", "\n\n", "\r\n", "\r", "\u2028", "\u2029", "\v", "\f", "\x85", "\x1c"),
    *(
        " ",
        "\u00a0",
        "\u3000",
        "\u200f",
        "\u202e",
        "\u00ad",
        "\ufeff",
        "\x00",
        "e\u0301",
        "😀",
        "𝔸",
    ),
    *(". ", "? ", ", ", "! ", "。", "؟", " said ", "Ana", "O’Neil", "Dr. ", "J. ", '6"', "{{ x }}"),
    *('צה"ל', "سنذهب", "我们", "行き", "Путин", "[S1]", "[Q1]"),
)
HOSTILE = st.lists(
    st.sampled_from([*MARKS, *ODD]) | st.text(max_size=4), min_size=1, max_size=30
).map("".join)


def sentences(article: Article) -> list[str]:
    return [article.text[s.start : s.end] for s in article.sentences]


def passages(article: Article) -> list[str]:
    return [article.text[p.start : p.end] for p in article.passages]


# Decoding


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_files_are_read_without_their_byte_order_mark(encoding: str) -> None:
    """The text is the same with and without a mark, which is no part of it."""
    text = "Órla said: “Нет.” 我们。😀"
    assert Article.from_bytes(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("mark", "encoding"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")]
)
def test_utf16_is_read_in_either_byte_order(mark: bytes, encoding: str) -> None:
    """The byte order mark says which."""
    assert decode(mark + "“Ja”, sagte Ä.".encode(encoding)) == "“Ja”, sagte Ä."


@pytest.mark.parametrize(
    ("id", "encoding"), [("c01-fr", "cp1252"), ("c07-ru", "cp1251"), ("c13-ja", "shift_jis")]
)
def test_older_encodings_are_recognised(id: str, encoding: str) -> None:
    """An article in a national encoding comes out letter for letter."""
    text = (ARTICLES / f"{id}.txt").read_text(encoding="utf-8")
    raw = text.encode(encoding, errors="ignore")
    assert decode(raw) == raw.decode(encoding)


def test_a_byte_order_mark_in_a_string_is_dropped_too() -> None:
    """Text that somebody decoded without care is counted from its first word."""
    assert Article.from_text("\ufeffAna spoke.").text == "Ana spoke."


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_are_kept_and_counted(tmp_path: Path, end: str) -> None:
    """Offsets are into the text as given: CRLF counts as two characters."""
    path = tmp_path / "a.txt"
    path.write_bytes(f"Ana spoke.{end}{end}She said: “Go.”{end}".encode())
    article = Article.from_file(path)
    assert article.text == f"Ana spoke.{end}{end}She said: “Go.”{end}"
    assert sentences(article) == ["Ana spoke.", "She said: “Go.”"]
    assert article.passages[0].start == len(f"Ana spoke.{end}{end}She said: “")


def test_nothing_else_of_the_text_is_changed() -> None:
    """Soft hyphens, no-break spaces, combining marks and odd blanks come out as they went in."""
    text = "  Ana\u00ad\u00a0spoke  of cafe\u0301s.\t\n"
    article = Article.from_text(text)
    assert article.text == text
    assert "".join(article.parts) == text


# What is no article


@pytest.mark.parametrize("text", ["", " \n\t", "“”", "…!?", "\ufeff"])
def test_text_without_words_is_refused(text: str) -> None:
    """The error says what to give instead, and names the article."""
    with pytest.raises(InputError, match=r"^desk: there are no words in it; give the text"):
        Article.from_text(text, id="desk")


@pytest.mark.parametrize(
    ("raw", "advice"),
    [
        (b"", "give the text of an article"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "give the article as plain text"),
        (b"PK\x03\x04\x14\x00\x06\x00", "give the article as plain text"),
        (b"\xff\xfe\x00", "save it as UTF-8"),
        (b"\xff\xfe\x00\xd8a\x00", "save it as UTF-8"),
        (bytes(range(128, 256)) * 8 + bytes(range(1, 32)) * 40, "(plain text|UTF-8)"),
    ],
)
def test_bytes_that_are_no_text_are_refused(raw: bytes, advice: str) -> None:
    """Empty and binary files, and what only begins like UTF-16: each error says what to do."""
    with pytest.raises(InputError, match=advice) as caught:
        Article.from_bytes(raw, name="scan.pdf")
    assert caught.value.article == "scan.pdf"


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    """The error names the path and what to do about it."""
    with pytest.raises(InputError, match="no such file; check the path") as caught:
        Article.from_file(tmp_path / "none.txt")
    assert caught.value.article == str(tmp_path / "none.txt")
    with pytest.raises(InputError, match="a folder; name a text file"):
        Article.from_file(str(tmp_path))


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    """The system's own reason is passed on; here a name that is longer than the system allows."""
    with pytest.raises(InputError, match="it can't be read: "):
        Article.from_file(tmp_path / ("a" * 5000))


def test_fifty_megabytes_are_refused_unread(tmp_path: Path) -> None:
    """The error names the size, the limit and the way out; a sparse file costs nothing to refuse."""
    path = tmp_path / "dump.txt"
    path.touch()
    os.truncate(path, 50_000_000)
    with pytest.raises(InputError, match=r"50 MB is not one article \(the limit is 5 MB\); split"):
        Article.from_file(path)


def test_the_limit_holds_where_there_is_no_size_to_go_by() -> None:
    """Bytes from a pipe or a device are counted too."""
    with pytest.raises(InputError, match="5 MB is not one article"):
        Article.from_bytes(b"a" * (MAX_BYTES + 1))
    if os.path.exists("/dev/zero"):
        with pytest.raises(InputError, match="not one article"):
            Article.from_file("/dev/zero")


@pytest.mark.parametrize("half", ["\ud83d", "\udc00"])
def test_half_a_character_is_refused_with_its_offset(half: str) -> None:
    """A lone surrogate can't be written anywhere: better now than when the record is saved."""
    with pytest.raises(InputError, match=r"lone surrogate\) stands at offset 4; decode the text"):
        Article.from_text(f"Ana {half} spoke.")


# Parts


def test_sentences_are_numbered_through_and_know_their_paragraph() -> None:
    """Numbers start at 1 and run on over paragraphs, which are counted from 0."""
    article = Article.from_text("A headline\n\nAna spoke. Ben left.\nCy stayed.")
    assert sentences(article) == ["A headline", "Ana spoke.", "Ben left.", "Cy stayed."]
    assert [s.number for s in article.sentences] == [1, 2, 3, 4]
    assert [s.paragraph for s in article.sentences] == [0, 1, 1, 2]
    assert article.sentence(3) == article.sentences[2]


def test_an_offset_lies_in_one_sentence_or_in_none() -> None:
    """From its first character to its last; white space around sentences is in none."""
    article = Article.from_text("  Ana spoke. Ben left.\n")
    for sentence in article.sentences:
        assert article.sentence_at(sentence.start) == sentence
        assert article.sentence_at(sentence.end - 1) == sentence
    for outside in (0, article.sentences[0].end, len(article.text) - 1, len(article.text)):
        with pytest.raises(IndexError):
            article.sentence_at(outside)


@pytest.mark.parametrize("number", [0, -1, 3])
def test_a_number_that_no_sentence_has_is_an_index_error(number: int) -> None:
    """Zero and negative numbers do not count from the end."""
    with pytest.raises(IndexError):
        Article.from_text("Ana spoke. Ben left.").sentence(number)


def test_no_sentence_ends_inside_a_passage() -> None:
    """The sentence around a quotation is its whole context, however many sentences it quotes."""
    article = Article.from_text("“Go. Go now! Who stays?” she said. Ben left.")
    assert sentences(article) == ["“Go. Go now! Who stays?” she said.", "Ben left."]
    assert article.passages[0].sentence == 1


@pytest.mark.parametrize(
    "text",
    [
        "M. Dupont a parlé hier soir à Paris.",
        "Dr. Ana Reyes and Gen. J. R. Boro met in Oslo.",
        "President J. Boro rang Mrs. Reyes.",
        "1. The ministers of Norland and Ostmark will meet.",
    ],
)
def test_titles_and_initials_end_no_sentence(text: str) -> None:
    """The point after a title or an initial belongs to the name, the one after a number to its line; also
    where a sentence before them has ended."""
    assert sentences(Article.from_text(text)) == [text]
    before = "Le ministre est parti hier soir pour Rome."
    assert sentences(Article.from_text(f"{before} {text}", language="fr")) == [before, text]


@pytest.mark.parametrize(
    "text",
    [
        "The price fell to $5. He left the room.",
        "They met at the G-7. The minister said so.",
        "Матч закончился 2:1. Министр ушел.",
    ],
)
def test_a_number_with_a_mark_before_it_ends_its_sentence(text: str) -> None:
    """It is neither an ordinal nor the number of a line."""
    assert len(Article.from_text(text).sentences) == 2


def test_an_elided_word_ends_its_sentence() -> None:
    """One letter behind an apostrophe is no initial."""
    text = "Dicono che l'accordo non c'è. Due minuti sono bastati."
    assert len(Article.from_text(text, language="it").sentences) == 2


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    """Where blank lines part the paragraphs, line ends are only line ends, also in a quotation."""
    lines = [
        "The minister, who had come to the harbour early that day, said “we will",
        "stay here until the last ship is home” and walked slowly up the hill again,",
        "where the reporters of three newspapers stood.",
        "",
        "Nothing else was said that day, by him or by anybody else who had been there,",
        "at the time, and nobody asked for any more of it than there was to be had.",
    ]
    article = Article.from_text("\n".join(lines))
    assert len(article.paragraphs) == len(article.sentences) == 2
    assert passages(article) == ["we will\nstay here until the last ship is home"]


def test_the_source_lets_others_check_their_copy() -> None:
    """Digest of the UTF-8 text, length in code points, language and date."""
    article = Article.from_text("Órla said 😀.", id="x", language="en", date=dt.date(2025, 12, 28))
    source = article.source
    assert source.sha256 == hashlib.sha256("Órla said 😀.".encode()).hexdigest()
    assert (source.id, source.characters, source.language) == ("x", 12, "en")
    assert source.date == dt.date(2025, 12, 28)


def test_an_article_is_called_by_its_file_name(tmp_path: Path) -> None:
    """The id is the name without its ending, also where that is not UTF-8."""
    path = tmp_path / "b10-scrum.txt"
    path.write_text("Ana spoke.", encoding="utf-8")
    assert Article.from_file(path).id == "b10-scrum"
    try:
        odd = os.path.join(os.fsencode(tmp_path), b"caf\xe9.txt")
        with open(odd, "wb") as file:
            file.write(b"Ana spoke.")
    except OSError:
        pytest.skip("this file system has UTF-8 names only")
    assert Article.from_file(os.fsdecode(odd)).id == "caf\ufffd"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister said that he was not at the meeting.", "en"),
        ("Der Minister sagte, dass die Lage nicht gut ist.", "de"),
        ("Le ministre est dans une situation que les autres ont.", "fr"),
        ("El ministro dijo que la situación de los demás no es su problema.", "es"),
        ("Министр сказал, что он не поедет.", "ru"),
        ("Міністр сказав, що він не поїде.", "uk"),
        ("首相は電話で話した。", "ja"),
        ("总理通了电话。", "zh"),
        ("총리는 전화로 말했다.", "ko"),
        ("1234", "en"),
    ],
)
def test_the_language_is_told_by_script_and_common_words(text: str, language: str) -> None:
    """A sentence is enough; a text that gives no sign is called English."""
    assert Article.from_text(text).language == language


def test_a_language_that_is_given_is_taken() -> None:
    """Nothing is guessed then, not even for a language that nobody knows."""
    assert Article.from_text("Der Mann sagte nichts. Er ging.", language="xx").language == "xx"


# Whatever the text


@settings(max_examples=300, deadline=None)
@given(HOSTILE, st.sampled_from([None, "en", "fr", "ru", "he", "ar", "zh", "ja", "xx"]))
@example("㐀’0", None)
@example("“a\n\n“b. c\n\n", "en")
def test_whatever_the_text_its_parts_hold_together(text: str, language: str | None) -> None:
    """Parts joined are the text; sentences are trimmed, in order and apart, with white space
    between; passages are in order, apart, trimmed, and each inside one sentence; nothing but
    ``InputError`` is raised."""
    try:
        article = Article.from_text(text, language=language)
    except InputError:
        return
    assert article.text == text.removeprefix("\ufeff")
    assert "".join(article.parts) == article.text
    assert not "".join(article.parts[::2]).strip()
    for number, (sentence, words) in enumerate(
        zip(article.sentences, sentences(article), strict=True), start=1
    ):
        assert sentence.number == number
        assert words and words == words.strip()
    for one, other in pairwise(article.sentences):
        assert one.end <= other.start
        assert one.paragraph <= other.paragraph
    for number, passage in enumerate(article.passages, start=1):
        around = article.sentence(passage.sentence)
        assert passage.number == number
        assert around.start <= passage.outer_start <= passage.start
        assert passage.start < passage.end <= passage.outer_end <= around.end
        words = article.text[passage.start : passage.end]
        assert words == words.strip()
        assert article.excerpt(passage.start, passage.end).text == words
    assert all(one.outer_end <= other.outer_start for one, other in pairwise(article.passages))
    for offset in article.unclosed:
        assert not any(p.outer_start <= offset < p.outer_end for p in article.passages)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200) | HOSTILE.map(lambda text: text.encode("utf-16", "ignore")))
def test_whatever_the_bytes_only_an_input_error_is_raised(raw: bytes) -> None:
    """Every file either is read or refused in one sentence that says what to do."""
    try:
        text = Article.from_bytes(raw, name="file").text
    except InputError as error:
        assert error.article == "file"
        assert ";" in error.message
    else:
        assert text.encode("utf-8")
