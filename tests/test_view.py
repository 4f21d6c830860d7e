"""The readable view: everything is shown, nothing is wider than the terminal, nothing steers it."""

from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from summarizer.article import Article
from summarizer.records import (
    Call,
    Date,
    Demand,
    Duration,
    Excerpt,
    NotQuote,
    Party,
    Point,
    Quote,
    QuoteKind,
    Rejected,
    Span,
    Summary,
    Usage,
)
from summarizer.view import WIDTH, printable, view

TEXT = """\
President Oda Lindqvist of Norland rang Prime Minister Marek Tolva of Estavia on Sunday, \
her office said.
The call lasted one hour and fifteen minutes and was frank. A video call was proposed for Friday.
“We will not reopen the strait while a single one of your patrol boats stands in our waters, \
and the Prime Minister knows it,” Lindqvist said.
Her aide Pia Sund called the plan “reckless” and “a gift”. “Nobody believes it,” one poster read.
The film “Cold Harbour” opened that night.
Norland demanded that Estavia withdraw its boats by 1 May, or else close the port.
"""
HEBREW = """\
נשיאת נורלנד נועה ברק שוחחה בטלפון עם ראש הממשלה דוד טל. \
”לא נפתח את המצר כל עוד עומדות שם ספינות, והוא יודע זאת היטב”, אמרה נועה ברק."""
CHINESE = """\
诺兰总统林海宁周日与埃斯塔总理陶文通了电话，双方讨论了海峡局势和巡逻艇问题以及今后数月的会谈安排。\
“只要还有一艘巡逻艇停在我们的水域，我们就不会重新开放海峡，总理对此非常清楚，任何人都不应抱有幻想。”\
林海宁说。"""
ARTICLE = Article.from_text(TEXT, id="strait", date=dt.date(2026, 4, 20))


def words(text: str, article: Article = ARTICLE) -> Excerpt:
    """An excerpt of the article: the first place where ``text`` stands."""
    start = article.text.index(text)
    return article.excerpt(start, start + len(text))


def span(text: str, article: Article = ARTICLE) -> Span:
    return words(text, article).span


def party(name: str, role: str | None = None, article: Article = ARTICLE) -> Party:
    said = words(role, article) if role else None
    return Party(name=name, span=span(name, article), role=said)


def context(text: str, article: Article = ARTICLE) -> Excerpt:
    """The sentence in which ``text`` stands."""
    at = article.text.index(text)
    (inside,) = (s for s in article.sentences if s.start <= at < s.end)
    return article.excerpt(inside.start, inside.end)


def quote(text: str, number: int, speaker: Party | None, article: Article = ARTICLE) -> Quote:
    kind: QuoteKind = "full" if len(text) > 12 else "partial"
    around = context(text, article)
    return Quote(
        text=text,
        span=span(text, article),
        number=number,
        speaker=speaker,
        kind=kind,
        context=around,
    )


def summary(article: Article = ARTICLE, **parts: object) -> Summary:
    """A summary that is empty but for ``parts``."""
    nothing = dict.fromkeys(("gist", "calls", "quotes", "not_quotes", "demands", "rejected"), ())
    rest = {"article": article.source, "usage": Usage(), "model": "oracle-1", "prompts": "0" * 64}
    return Summary.model_validate({**nothing, **rest, **parts})


LINDQVIST = party("Oda Lindqvist", "President")
TOLVA = party("Marek Tolva", "Prime Minister")
SUND = party("Pia Sund", "aide")
THREAT = (
    "We will not reopen the strait while a single one of your patrol boats stands in our waters, "
    "and the Prime Minister knows it,"
)
FULL = summary(
    gist=(Point(text="Lindqvist rang Tolva.", evidence=(context("rang"), context("frank"))),),
    calls=(
        Call(
            participants=(LINDQVIST, TOLVA),
            initiator=LINDQVIST,
            medium="phone",
            status="held",
            date=Date(text="Sunday", span=span("Sunday"), iso=dt.date(2026, 4, 19)),
            duration=Duration(
                text="one hour and fifteen minutes",
                span=span("one hour and fifteen minutes"),
                minutes=75,
            ),
            tone=words("frank"),
            topics=(words("the strait"),),
            evidence=(context("rang"),),
        ),
        Call(
            participants=(LINDQVIST, TOLVA),
            medium="video",
            status="proposed",
            evidence=(context("A video call"),),
        ),
    ),
    quotes=(
        quote(THREAT, 1, LINDQVIST),
        quote("reckless", 2, SUND),
        quote("a gift", 3, SUND).model_copy(update={"channel": words("poster")}),
        quote("Nobody believes it,", 4, None),
    ),
    not_quotes=(
        NotQuote(text="Cold Harbour", span=span("Cold Harbour"), number=5, reason="title"),
    ),
    demands=(
        Demand(
            demander=(party("Norland"),),
            target=(party("Estavia"),),
            action="withdraw its boats",
            deadline=Date(text="1 May", span=span("1 May"), iso=dt.date(2026, 5, 1)),
            condition=words("or else close the port"),
            strength="ultimatum",
            status="open",
            evidence=(context("demanded"),),
        ),
    ),
    rejected=(Rejected(kind="call", reply='{"participants": ["Zed"]}', reason="no such name"),),
    usage=Usage(
        requests=5,
        prompt_tokens=4000,
        cached_tokens=3000,
        completion_tokens=321,
        retries=1,
        reasks=2,
        seconds=31.24,
    ),
)


def shown(record: Summary, article: Article = ARTICLE, width: int = 80) -> str:
    """What stands on a terminal of this width, without its styles."""
    console = Console(file=io.StringIO(), width=width, record=True, force_terminal=True)
    console.print(view(record, article))
    return console.export_text()


def squeezed(text: str) -> str:
    """``text`` without white space, margins and direction marks, to look up words that wrap."""
    lines = (re.sub(r"\d+–\d+$", "", line.rstrip()) for line in text.splitlines())
    return "".join("".join(lines).split()).replace("\u200e", "")


WIDTHS = pytest.mark.parametrize("width", [40, 80, 140])


@WIDTHS
def test_shows_the_words_of_every_passage(width: int) -> None:
    """Each quoted passage is there word for word, with its offsets, however the lines break."""
    text = shown(FULL, width=width)
    for passage in (*FULL.quotes, *FULL.not_quotes):
        assert squeezed(f"“{passage.text}”") in squeezed(text)
        assert f"{passage.span.start}–{passage.span.end}" in text


@WIDTHS
def test_shows_all_evidence(width: int) -> None:
    """Each sentence that a call or a demand rests on is there, with its offsets."""
    text = shown(FULL, width=width)
    records: tuple[Call | Demand, ...] = (*FULL.calls, *FULL.demands)
    for excerpt in (excerpt for record in records for excerpt in record.evidence):
        assert squeezed(excerpt.text) in squeezed(text)
        assert f"{excerpt.span.start}–{excerpt.span.end}" in text


@WIDTHS
def test_stays_within_the_terminal(width: int) -> None:
    """No line is wider than the terminal, nor than what can be read well."""
    widest = max(cell_len(line) for line in shown(FULL, width=width).splitlines())
    assert widest == min(width, WIDTH)


def test_says_what_a_call_was() -> None:
    """Participants, status, medium, who asked, date, duration, tone, topic, each with offsets."""
    text = shown(FULL)
    assert "Oda Lindqvist ↔ Marek Tolva  held · phone" in text
    assert "Oda Lindqvist ↔ Marek Tolva  proposed · video" in text
    for label, value in {
        "asked by": "Oda Lindqvist",
        "date": "Sunday (2026-04-19)",
        "lasted": "one hour and fifteen minutes (75 min)",
        "tone": "frank",
        "about": "the strait",
    }.items():
        offsets = span(value.split(" (")[0])
        line = rf"{label} +{re.escape(value)} +{offsets.start}–{offsets.end}"
        assert re.search(line, text), label


def test_groups_quotes_by_speaker() -> None:
    """Quotes in a row by one speaker stand under one name and role, or under "nobody named"."""
    text = shown(FULL)
    assert text.count("Pia Sund  aide") == 1
    assert re.search(r"Pia Sund  aide *\n +“reckless”.*\n +“a gift”", text)
    assert re.search(r"nobody named *\n +“Nobody believes it,”", text)


def test_shows_fragments_in_their_sentence() -> None:
    """A partial quote is marked, and the sentence around the fragments is shown once."""
    text = shown(FULL)
    assert re.search(r"“reckless”  partial ", text)
    assert re.search(r"“a gift”  partial  poster ", text)
    assert text.count("Her aide Pia Sund called the plan") == 1


def test_says_why_a_passage_is_not_speech() -> None:
    """A passage that is nobody's words stands apart, with the reason."""
    assert "“Cold Harbour”  a title" in shown(FULL)


def test_says_what_a_demand_is() -> None:
    """Demander, target, status, strength, action, deadline and condition."""
    text = shown(FULL)
    assert re.search(r"Norland → Estavia  open · ultimatum *\n +withdraw its boats", text)
    assert re.search(r"deadline +1 May \(2026-05-01\)", text)
    assert re.search(r"if +or else close the port", text)


def test_says_what_is_more_likely_wrong_than_right() -> None:
    """A call, a quotation or a demand of little confidence is marked; what is likely right, or has no
    figure, is not."""
    for confidence, said in ((0.25, "  uncertain, 25%"), (0.79, ""), (None, "")):
        (call, demand, quote) = (
            record.model_copy(update={"confidence": confidence})
            for record in (FULL.calls[1], FULL.demands[0], FULL.quotes[3])
        )
        text = shown(summary(calls=(call,), demands=(demand,), quotes=(quote,)))
        assert f"proposed · video{said} " in text
        assert f"open · ultimatum{said} " in text
        assert f"it,”{said} " in text


def test_a_demand_of_nobody_has_no_arrow() -> None:
    """Where the article names no target, none is shown."""
    demand = FULL.demands[0].model_copy(update={"target": ()})
    assert "→" not in shown(summary(demands=(demand,)))


def test_shows_what_was_rejected() -> None:
    """What the model said and the code refused is there with the reason, a long reply shortened."""
    assert re.search(r"call: no such name *\n +\{\"participants\": \[\"Zed\"\]\}", shown(FULL))
    long = Rejected(kind="point", reply="word " * 500, reason="too long")
    text = shown(summary(rejected=(long,)))
    assert 30 < text.count("word") < 100
    assert "…" in text


def test_says_what_it_cost() -> None:
    """The last line has the model, the requests, the tokens, what was repeated, and the time."""
    text = " ".join(shown(FULL, width=140).split())
    assert text.endswith(
        "oracle-1 · 5 requests · 4,000 prompt tokens (75% cached) · 321 completion tokens"
        " · 1 retry · 2 re-asks · 31.2 s"
    )


def test_says_that_no_model_was_asked() -> None:
    """Where rules left nothing open, there are no requests and tokens to tell of."""
    text = " ".join(shown(summary(usage=Usage(seconds=0.12))).split())
    assert text.endswith("by rules; oracle-1 was not asked · 0.1 s")


def test_leaves_out_what_did_not_happen() -> None:
    """Without retries, re-asks and cached tokens the last line does not speak of them."""
    text = shown(summary(usage=Usage(requests=1)))
    assert "1 request ·" in text
    assert not re.search("retr|re-ask|cached", text)


def test_names_the_article() -> None:
    """The first line has the article's name, language and day, or says that it has none."""
    assert shown(FULL).startswith("strait  en · 2026-04-20 · ")
    undated = Article.from_text(TEXT)
    assert shown(summary(undated), undated).startswith("article  en · undated · ")


def test_an_empty_summary_is_short() -> None:
    """Empty sections share one line, and no heading stands over nothing."""
    text = shown(summary())
    assert "No gist. No calls. No quotes. No demands. Nothing rejected." in text
    assert len(text.splitlines()) == 6


def test_empty_sections_keep_their_place() -> None:
    """What is missing is said where it would stand."""
    lines = [line.strip() for line in shown(summary(demands=FULL.demands)).splitlines()]
    assert lines.index("No gist. No calls. No quotes.") < lines.index("Demands")
    assert lines.index("Demands") < lines.index("Nothing rejected.")


def test_tells_of_marks_that_are_never_closed() -> None:
    """An opening quotation mark without an end is no passage, and is not passed over either."""
    article = Article.from_text("“We stay, said the envoy Ines Falk in the port of Harl.")
    assert article.unclosed == (0,)
    assert re.search("never closed +0\n", shown(summary(article), article))


def test_article_text_is_never_markup() -> None:
    """Square brackets and colons are shown as they are, not read as styles, links or emoji."""
    point = Point(text="[bold]x[/bold] [link=http://h]y[/link] :smile:", evidence=(words("rang"),))
    assert "[bold]x[/bold] [link=http://h]y[/link] :smile:" in shown(summary(gist=(point,)))


def test_article_text_can_not_steer_the_terminal() -> None:
    """Escape sequences, C1 controls and direction overrides in an article lose their power."""
    bad = "\x1b[2J\x1b]0;owned\x07 pay \u202egnp.exe\u202c \x9b31m \x85 now\x7f"
    article = Article.from_text(f"The envoy Ines Falk said “{bad}” in Harl.", id="a\x1b[31mb")
    speaker = party("Ines Falk", article=article)
    record = summary(article, quotes=(quote(bad, 1, speaker, article),))
    console = Console(file=io.StringIO(), width=80, no_color=True, force_terminal=True)
    console.print(view(record, article))
    assert isinstance(console.file, io.StringIO)
    output = re.sub(r"\x1b\[[\d;]*m", "", console.file.getvalue())  # the view's own bold and dim
    assert not [
        char for char in output if unicodedata.category(char) in ("Cc", "Cf") and char != "\n"
    ]
    assert "“[2J]0;owned pay gnp.exe 31m now”" in output


@given(st.text())
def test_printable_text_is_one_line_of_visible_characters(text: str) -> None:
    """Whatever is put in: one line, no control character, no override, and nothing else lost."""
    output = printable(text)
    assert not any(unicodedata.category(char) == "Cc" for char in output)
    assert not set(output) & set(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029"
    )
    kept = [char for char in text if unicodedata.category(char)[0] in "LMNPS"]
    assert [char for char in output if unicodedata.category(char)[0] in "LMNPS"] == kept


@pytest.mark.parametrize(
    ("text", "speaker", "listener"),
    [(HEBREW, "נועה ברק", "דוד טל"), (CHINESE, "林海宁", "陶文")],
    ids=["he", "zh"],
)
@pytest.mark.parametrize("width", [60, 140])
def test_other_scripts_fit_and_keep_their_order(
    text: str, speaker: str, listener: str, width: int
) -> None:
    """Wide and right-to-left text stays within the terminal; a demander stays left of the arrow."""
    article = Article.from_text(text)
    one, other = party(speaker, article=article), party(listener, article=article)
    (passage,) = article.passages
    said = quote(article.text[passage.start : passage.end], 1, one, article)
    demand = Demand(
        demander=(one,),
        target=(other,),
        action=speaker,
        strength="demand",
        status="open",
        evidence=(context(speaker, article),),
    )
    output = shown(summary(article, quotes=(said,), demands=(demand,)), article, width)
    assert squeezed(said.text) in squeezed(output)
    assert max(cell_len(line) for line in output.splitlines()) <= min(width, WIDTH)
    if unicodedata.bidirectional(speaker[0]) == "R":
        # the mark behind a name and before offsets keeps a terminal from reordering them
        assert f"{speaker}\u200e → {listener}\u200e" in output
        assert f"\u200e{said.span.start}–" in output
    else:
        assert "\u200e" not in output


def test_long_names_wrap() -> None:
    """A name or a word that is longer than the line is broken, not cut off."""
    name = "Ministry of " + "Verylongwords" * 20
    article = Article.from_text(f"The {name} said “{'x' * 200}” on Sunday.")
    record = summary(article, quotes=(quote("x" * 200, 1, party(name, article=article), article),))
    output = shown(record, article)
    assert squeezed(name) in squeezed(output)
    assert "x" * 200 in squeezed(output)
    assert max(cell_len(line) for line in output.splitlines()) == 80


def test_works_without_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR no colour is sent, and every status is still there as a word."""
    monkeypatch.setenv("NO_COLOR", "1")
    console = Console(file=io.StringIO(), width=80, force_terminal=True, color_system="standard")
    console.print(view(FULL, ARTICLE))
    assert isinstance(console.file, io.StringIO)
    output = console.file.getvalue()
    assert not re.search(r"\x1b\[(?:\d;)*3\dm", output)
    assert "held" in output
    assert "\x1b[1m" in output
