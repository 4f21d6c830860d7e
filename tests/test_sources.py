"""Sources: articles from files, folders, patterns, JSON Lines and Parquet, one by one."""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import InputError, SetupError
from summarizer.sources import Input, count_inputs, from_row, kind_of, read_inputs


def tree(root: Path) -> Path:
    """A folder with three articles, one of them in a folder below, and what is none."""
    (root / "b").mkdir()
    (root / "b" / "two.txt").write_text("The second.")
    (root / "a.txt").write_text("The first.")
    (root / "c.md").write_text("The third.")
    (root / ".hidden.txt").write_text("Hidden.")
    (root / "picture.png").write_bytes(b"\x89PNG\x00")
    return root


def test_a_folder_gives_its_text_files_in_order_and_their_paths_as_ids(tmp_path: Path) -> None:
    """Folders below are read, too; hidden files and other endings are not."""
    folder = tree(tmp_path)
    inputs = list(read_inputs([str(folder)]))
    assert [given.id for given in inputs] == [
        f"{folder.as_posix()}/{name}" for name in ("a.txt", "b/two.txt", "c.md")
    ]
    assert [given.article().text for given in inputs] == ["The first.", "The second.", "The third."]
    assert count_inputs([str(folder)]) == 3


def test_files_of_one_name_in_two_folders_have_ids_of_their_own(tmp_path: Path) -> None:
    """An id says which of them is meant."""
    for name in ("x", "y"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(name)
    ids = [given.id for given in read_inputs([str(tmp_path / "x"), str(tmp_path / "y")])]
    assert len(set(ids)) == 2


def test_a_pattern_is_spelled_out_where_the_shell_did_not(tmp_path: Path) -> None:
    """Also into folders below."""
    tree(tmp_path)
    pattern = str(tmp_path / "**" / "*.txt")
    assert kind_of(pattern) == "pattern"
    assert [Path(given.id).name for given in read_inputs([pattern])] == ["a.txt", "two.txt"]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    """What is there comes first."""
    path = tmp_path / "is it [true]?.txt"
    path.write_text("It is.")
    (one,) = read_inputs([str(path)])
    assert one.article().text == "It is."


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none.txt", "no such file"),
        ("*.none", "no files of this pattern"),
        ("empty", "no text files"),
    ],
)
def test_a_source_that_holds_nothing_is_named(tmp_path: Path, name: str, said: str) -> None:
    """A path that is wrong must not look like nothing to do."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=said) as caught:
        list(read_inputs([str(tmp_path / name)]))
    assert caught.value.article == str(tmp_path / name)


def test_lines_carry_their_other_fields_through(tmp_path: Path) -> None:
    """``id``, ``text``, ``date`` and ``language`` are read; everything else stays as it is."""
    path = tmp_path / "in.jsonl"
    row = {
        "id": 7,
        "text": "Words.",
        "date": "2025-12-28T10:00:00Z",
        "language": "en",
        "url": "https://example.org/7",
        "tags": ["x", None],
    }
    path.write_text("\ufeff" + json.dumps(row) + "\n\n" + json.dumps({"text": "More."}))
    one, other = read_inputs([str(path)])
    assert one == Input(
        "7",
        "Words.",
        dt.date(2025, 12, 28),
        "en",
        {"url": "https://example.org/7", "tags": ["x", None]},
    )
    assert (other.id, other.date) == (f"{path.as_posix()}:3", None)
    assert count_inputs([str(path)]) == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"{", "no JSON"),
        (b"\xff\xfe", "no JSON"),
        (b"[1]", "no object"),
        (b'{"id": "x"}', "no text"),
        (b'{"id": "x", "text": 3}', "int in place of a text"),
        (b'{"id": "x", "text": "Words.", "date": "Dec 28"}', "'Dec 28'"),
        (b'{"id": "x", "text": "  "}', "no words"),
        (b'{"id": "x", "text": "half \\ud800"}', "half a character"),
    ],
)
def test_a_line_that_can_not_be_used_is_an_input_with_its_reason(
    tmp_path: Path, line: bytes, said: str
) -> None:
    """It is counted like any other, and those after it are read."""
    path = tmp_path / "in.jsonl"
    path.write_bytes(line + b'\n{"id": "good", "text": "Words."}\n')
    bad, good = read_inputs([str(path)])
    with pytest.raises(InputError, match=said):
        bad.article()
    assert good.article().id == "good"


def test_lines_are_read_as_they_are_wanted(tmp_path: Path) -> None:
    """The file after the first is not even looked for."""
    path = tmp_path / "in.jsonl"
    path.write_text('{"text": "Words."}\n' * 5)
    assert len(list(islice(read_inputs([str(path), str(tmp_path / "none")]), 5))) == 5


def test_a_date_is_for_those_that_have_none(tmp_path: Path) -> None:
    """An article's own day goes before that of the command line."""
    path = tmp_path / "in.jsonl"
    path.write_text('{"text": "Words.", "date": "2025-01-02"}\n{"text": "Words."}\n')
    day = dt.date(2026, 3, 2)
    assert [given.date for given in read_inputs([str(path)], day)] == [dt.date(2025, 1, 2), day]


def test_parquet_is_read_row_by_row(tmp_path: Path) -> None:
    """Moments and days are dates; other columns are carried through."""
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "in.parquet"
    moment = dt.datetime(2025, 12, 28, 10, tzinfo=dt.UTC)
    columns = {
        "id": ["a", None],
        "text": ["Words.", None],
        "date": [moment, None],
        "views": [3, 4],
    }
    parquet.write_table(arrow.table(columns), path)
    one, other = read_inputs([str(path)])
    assert (one.id, one.date, one.extra) == ("a", dt.date(2025, 12, 28), {"views": 3})
    assert (other.id, other.extra) == (f"{path.as_posix()}:2", {"views": 4})
    with pytest.raises(InputError, match="no text"):
        other.article()
    assert count_inputs([str(path)]) == 2


def test_parquet_without_texts_names_its_columns(tmp_path: Path) -> None:
    """So that one sees which to rename."""
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "in.parquet"
    parquet.write_table(arrow.table({"body": ["Words."]}), path)
    with pytest.raises(InputError, match="columns are body"):
        list(read_inputs([str(path)]))


def test_what_is_no_parquet_is_named(tmp_path: Path) -> None:
    """The name of a file promises nothing."""
    pytest.importorskip("pyarrow")
    path = tmp_path / "in.parquet"
    path.write_text("no")
    with pytest.raises(InputError, match="as Parquet"):
        list(read_inputs([str(path)]))


def test_without_pyarrow_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message is the command that helps."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    path = tmp_path / "in.parquet"
    path.write_text("no")
    with pytest.raises(SetupError, match=r"summarizer\[parquet\]"):
        list(read_inputs([str(path)]))


def test_standard_input_is_one_article(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is for the command with one article."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("Words, said “X”.".encode())))
    (one,) = read_inputs(["-"])
    assert (one.id, one.article().text) == ("stdin", "Words, said “X”.")


def test_a_file_that_goes_away_is_a_fault_of_that_article(tmp_path: Path) -> None:
    """It was there when the folder was read."""
    path = tmp_path / "a.txt"
    path.write_text("Words.")
    (one,) = read_inputs([str(path)])
    path.unlink()
    with pytest.raises(InputError, match="can't be read"):
        one.article()


def test_a_file_that_is_too_large_is_a_fault_of_that_article(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it is for the command with one article."""
    monkeypatch.setattr("summarizer.sources.MAX_BYTES", 10)
    (tmp_path / "a.txt").write_text("More than ten bytes.")
    (one,) = read_inputs([str(tmp_path)])
    with pytest.raises(InputError, match="not one article") as caught:
        one.article()
    assert caught.value.article == one.id


def test_half_a_character_in_an_id_is_replaced() -> None:
    """It could be written nowhere."""
    assert from_row({"id": "a\ud800", "text": "Words."}, "in:1").id == "a?"


@given(st.dictionaries(st.text(), st.one_of(st.none(), st.integers(), st.text())))
def test_any_row_is_an_input(row: dict[str, object]) -> None:
    """Nothing that a row may hold is an exception, and no field is lost."""
    one = from_row(row, "in:1")
    assert one.id
    assert set(one.extra) == set(row) - {"id", "text", "date", "language"}
