"""The parts of the quality benchmark that its figures rest on: alignment, counting, keeping, drawing."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from xml.etree import ElementTree

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer

from summarizer.article import Article
from summarizer.corpora import Corpus, Example
from summarizer.gold import Gold, GoldPassage
from summarizer.records import Span
from summarizer.scores import total

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
sys.path[:0] = [str(BENCHMARKS), str(BENCHMARKS / "peers")]

import alignment  # noqa: E402
import counting  # noqa: E402
import naive  # noqa: E402
import quality  # noqa: E402
import quality_report  # noqa: E402
from systems import System  # noqa: E402

TEXT = (
    "Ada Molnar rang Piet Haasler. “We won’t wait,” she said. “We won’t wait,” she said again. "
    "She urged Oltland to open the co\u00adop\u00ader\u00ada\u00adtion  office."
)


@pytest.fixture
def article() -> Article:
    return Article.from_text(TEXT, id="one")


def completion(content: str, finish: str = "stop") -> dict[str, object]:
    usage = {
        "prompt_tokens": 100,
        "completion_tokens": 20,
        "prompt_tokens_details": {"cached_tokens": 60},
    }
    choice = {"finish_reason": finish, "message": {"role": "assistant", "content": content}}
    return {"choices": [choice], "usage": usage}


class TestAlignment:
    def test_words_are_found_letter_for_letter(self) -> None:
        """What stands in the text is found where it stands first, or after the place given."""
        first = alignment.place("We won’t wait,", TEXT)
        assert first == Span(start=31, end=45)
        second = alignment.place("We won’t wait,", TEXT, first.end)
        assert second is not None
        assert second.start > first.end
        assert TEXT[second.start : second.end] == "We won’t wait,"

    @pytest.mark.parametrize(
        "words", ["We won't wait,", "cooperation office", " We  won’t\nwait, "]
    )
    def test_a_copy_that_is_not_exact_is_found_too(self, words: str) -> None:
        """The shape of marks, blanks and soft hyphens do not keep words from being found."""
        assert alignment.place(words, TEXT) is not None

    @pytest.mark.parametrize("words", ["We will wait", "we won’t wait", "", "  "])
    def test_other_words_have_no_place(self, words: str) -> None:
        """Another word, another case, or nothing at all is not found."""
        assert alignment.place(words, TEXT) is None

    @given(st.text(max_size=40), st.text(max_size=40), st.text(min_size=1, max_size=20))
    def test_any_words_are_found_in_a_text_around_them(
        self, before: str, after: str, words: str
    ) -> None:
        """Whatever is in a text is found in it, with the same letters."""
        text = before + words + after
        span = alignment.place(words, text)
        if words.strip():
            assert span is not None
            assert text[span.start : span.end] == words.strip()
        else:
            assert span is None

    def test_a_quote_said_twice_takes_both_places(self, article: Article) -> None:
        """Two records with the same words are aligned with two occurrences."""
        quote = {"text": "We won’t wait,", "speaker": "Ada Molnar"}
        answer = alignment.grounded({"quotes": [quote, quote], "calls": [], "demands": []}, article)
        spans = [one.span for one in answer.quotes]
        assert None not in spans
        assert spans[0] != spans[1]

    def test_places_that_a_peer_gives_are_taken(self, article: Article) -> None:
        """An offset of the peer's own is not looked up again, and a lack of one stays a lack."""
        said = {
            "quotes": [
                {"text": "We will not wait", "start": 31, "end": 45, "speaker": None},
                {"text": "We won’t wait,", "start": None, "end": None},
            ],
            "calls": [],
            "demands": [],
        }
        answer = alignment.grounded(said, article)
        assert [one.span for one in answer.quotes] == [Span(start=31, end=45), None]
        assert answer.quotes[0].text == "We will not wait"

    def test_a_call_is_ungrounded_by_its_evidence_once(self, article: Article) -> None:
        """Evidence that is not in the article counts; where names are unknown the scorer counts."""
        call = {"participants": ["Ada Molnar", "Piet Haasler"], "status": "held"}
        said = {
            "quotes": [],
            "demands": [],
            "calls": [
                {**call, "evidence": "Ada Molnar rang Piet Haasler."},
                {**call, "evidence": "They spoke for an hour."},
                {**call, "participants": ["Zed Qu"], "evidence": "They spoke for an hour."},
            ],
        }
        assert alignment.grounded(said, article).ungrounded == 1

    def test_a_failure_is_an_answer_without_records(self, article: Article) -> None:
        """A peer that failed said nothing, and why is kept."""
        answer = alignment.grounded({"failed": "ValueError: no"}, article)
        assert (answer.failed, answer.quotes, answer.calls) == ("ValueError: no", (), ())


class TestCounting:
    def test_tokens_and_refusals_are_counted(self, httpserver: HTTPServer) -> None:
        """What passes the proxy arrives unchanged and is counted, until it is taken."""
        httpserver.expect_ordered_request("/api/chat/completions", method="POST").respond_with_json(
            completion('{"a": 1}')
        )
        httpserver.expect_ordered_request("/api/chat/completions", method="POST").respond_with_json(
            {"error": "busy"}, status=429, headers={"retry-after": "7"}
        )
        with counting.Proxy(httpserver.url_for("/api")) as proxy:
            url = f"{proxy.url}/chat/completions"
            headers = {"authorization": "Bearer secret"}
            good = httpx2.post(url, json={"q": "é"}, headers=headers, trust_env=False)
            bad = httpx2.post(url, json={}, trust_env=False)
            count = proxy.take()
            assert proxy.take() == counting.Count()
        assert good.json()["choices"][0]["message"]["content"] == '{"a": 1}'
        assert (bad.status_code, bad.headers["retry-after"]) == (429, "7")
        assert count == counting.Count(
            requests=2, refused=1, prompt_tokens=100, cached_tokens=60, completion_tokens=20
        )
        request, _ = httpserver.log[0]
        assert request.headers["Authorization"] == "Bearer secret"
        assert request.get_json() == {"q": "é"}

    def test_an_endpoint_that_is_down_is_a_refusal(self) -> None:
        """No connection comes out as 502, and counts."""
        with counting.Proxy("http://127.0.0.1:9/v1") as proxy:
            reply = httpx2.post(f"{proxy.url}/chat/completions", json={}, trust_env=False)
            assert reply.status_code == 502
            assert proxy.take() == counting.Count(requests=1, refused=1)

    @pytest.mark.parametrize(
        ("content", "finish", "unusable"),
        [
            ('{"a": 1}', "stop", 0),
            ('```json\n{"a": 1}\n```', "stop", 0),
            ('{"a": 1}', "length", 1),
            ('{"a": ', "stop", 1),
            ("Sorry.", "stop", 1),
        ],
    )
    def test_answers_of_no_use_are_counted(self, content: str, finish: str, unusable: int) -> None:
        """Cut off, or no JSON: nobody can use it."""
        body = httpx2.Response(200, json=completion(content, finish)).content
        assert counting.counted(200, body).unusable == unusable

    @given(st.binary(max_size=60), st.sampled_from([200, 404, 500]))
    def test_any_body_counts_as_one_request(self, body: bytes, status: int) -> None:
        """Whatever an endpoint answers, counting does not fail."""
        assert counting.counted(status, body).requests == 1


class TestNaive:
    @pytest.mark.parametrize(
        ("text", "most"),
        [
            ("no marks, it's plain", 0),
            ("“one” and “two”", 2),
            ("„eins“ und „zwei“", 2),
            ("« un » et “deux”", 2),
            ('"one" and "two"', 2),
            ("he said ‘one’ and 'two'", 2),
            ("「一」『二』", 2),
        ],
    )
    def test_quotations_are_bounded_by_their_marks(self, text: str, most: int) -> None:
        """The naive script's list of quotations is as long as there are marks that open one."""
        assert naive.passages(text) == most


def system(name: str = "one", setting: str = "s") -> System:
    def start(endpoint: object, log: Path) -> object:
        raise AssertionError

    return System(
        name=name,
        title=f"System {name}",
        versions=dict,
        setting=setting,
        start=start,  # type: ignore[arg-type]
        answer=alignment.grounded,
    )


@pytest.fixture
def corpus(article: Article) -> Corpus:
    passage = GoldPassage(text="We won’t wait,", speaker=("Ada Molnar",))
    other = Article.from_text("Nothing was said.", id="two")
    return Corpus(
        "small",
        (
            Example(article, Gold(id="one", language="en", passages=(passage, passage))),
            Example(other, Gold(id="two", language="en")),
        ),
    )


def kept(article: Article, setting: str = "s", **said: object) -> quality.Kept:
    return quality.Kept(
        id=article.id,
        text=quality.digest(article),
        setting=setting,
        versions={"it": "1.0"},
        day=dt.date(2026, 3, 2),
        seconds=2.0,
        count=counting.Count(requests=1, prompt_tokens=100),
        said={"quotes": [], "calls": [], "demands": [], **said},
    )


class TestKeeping:
    def test_only_what_is_missing_or_stale_is_asked(self, corpus: Corpus, tmp_path: Path) -> None:
        """An answer counts for its text and its code; a line that was cut off does not."""
        one, two = (example.article for example in corpus.examples)
        path = tmp_path / "answers.jsonl"
        assert quality.to_do(corpus, system(), path) == [one, two]
        line = kept(one).model_dump_json()
        path.write_text(line + "\n" + kept(two).model_dump_json()[:50], encoding="utf-8")
        assert quality.to_do(corpus, system(), path) == [two]
        assert quality.to_do(corpus, system(setting="other"), path) == [one, two]
        changed = Article.from_text(TEXT + " More.", id="one")
        newer = Corpus("small", (Example(changed, corpus.examples[0].gold),))
        assert quality.to_do(newer, system(), path) == [changed]

    @pytest.mark.parametrize(("limit", "ids"), [(None, "0123"), (2, "02"), (1, "0"), (9, "0123")])
    def test_a_limit_takes_articles_evenly(self, limit: int | None, ids: str) -> None:
        """The corpus is sorted by language, and a sample should not be all English."""
        articles = [Article.from_text("Some words.", id=name) for name in "0123"]
        all_of_them = Corpus(
            "four", tuple(Example(a, Gold(id=a.id, language="en")) for a in articles)
        )
        chosen = quality.some(all_of_them, [], limit)
        assert [example.article.id for example in chosen.examples] == list(ids)
        only = quality.some(all_of_them, ["3"], limit)
        assert [example.article.id for example in only.examples] == ["3"]


class TestReport:
    def test_systems_are_compared_on_the_articles_that_all_answered(
        self, corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Each figure is of the same articles for all; a system without answers has no column."""
        monkeypatch.setattr(quality, "ANSWERS", tmp_path)
        one, two = (example.article for example in corpus.examples)
        quote = {"text": "We won't wait,", "speaker": "Piet Haasler"}
        files = {"full": [kept(one, quotes=[quote]), kept(two)], "part": [kept(one)], "none": []}
        for name, answers in files.items():
            path = quality.place_of("m", corpus, system(name))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("".join(f"{one.model_dump_json()}\n" for one in answers))
        table = quality.table(corpus, "m", [system(name) for name in files])
        assert table is not None
        assert table.articles == 1
        assert [row.title for row in table.rows] == ["System full", "System part"]
        full, part = table.rows
        # One of two quotations found, not letter for letter, with the wrong speaker.
        assert full.scores.counts["quote spans"].f1 == pytest.approx(2 / 3)
        assert full.scores.counts["quotes"].f1 == 0
        assert full.scores.verbatim.rate == 0
        assert (full.count.requests, full.seconds) == (1, 2.0)
        assert part.scores.counts["quote spans"].right == 0
        shown = quality_report.markdown(table)
        assert "| F1, quotations found | **0.67** (0.67–0.67) | 0.00 (0.00–0.00) |" in shown
        assert "F1, calls" not in shown

    def test_results_stand_between_the_marks_of_the_page(self) -> None:
        """What a person wrote around the results stays, and a second run replaces the first."""
        page = f"Before.\n\n{quality_report.BEGIN}\nold\n{quality_report.END}\n\nAfter.\n"
        once = quality_report.inserted(page, "new\n")
        assert quality_report.inserted(once, "new") == once
        assert "old" not in once
        assert once.startswith("Before.")
        assert once.endswith("After.\n")

    def test_the_page_of_the_project_has_the_marks(self) -> None:
        """The benchmark can write into docs/quality.md."""
        page = quality.PAGE.read_text(encoding="utf-8")
        assert "figures" in quality_report.inserted(page, "figures")

    def test_the_plot_is_svg_and_keeps_names_apart_from_markup(self) -> None:
        """A title with markup in it does not break the drawing."""
        row = quality_report.Row("a < b & c", total([]), counting.Count(), 3.0)
        drawn = quality_report.plot([quality_report.Table("x", 1, (row,))])
        root = ElementTree.fromstring(drawn)
        texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
        assert "a < b & c" in texts
