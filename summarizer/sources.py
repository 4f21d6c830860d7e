"""Sources: where many articles come from, read one by one as they are wanted.

Text files, folders and patterns of them, JSON Lines (one object a line: ``text``, and if they are there
``id``, ``date``, ``language``) and Parquet with columns of those names. All other fields are carried
through. A line that can't be used is an input with its ``fault``, so that it is counted like any other.
"""

from __future__ import annotations

import datetime as dt
import glob
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from summarizer.article import MAX_BYTES, Article, decode
from summarizer.errors import InputError, SetupError

Kind = Literal["text", "stdin", "folder", "pattern", "jsonl", "parquet"]

TEXTS = frozenset({".txt", ".text", ".md"})
"""The endings of the files that count as articles in a folder."""
_KINDS: Mapping[str, Kind] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".pq": "parquet",
}
_OURS = ("id", "text", "date", "language")
_ROWS = 64  # rows of a Parquet file that are held at once


@dataclass(frozen=True, slots=True)
class Input:
    """One article as a source gave it: its text, its bytes, or the path of a file that holds it.

    ``extra`` is what else the source said of it; ``fault`` says why there is no text.
    """

    id: str
    text: str | bytes | Path = ""
    date: dt.date | None = None
    language: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    fault: str = ""

    def read(self) -> str:
        """The text. Raises ``InputError``."""
        if self.fault:
            raise InputError(self.fault, article=self.id)
        text = self.text
        try:
            if isinstance(text, Path):
                text = _read(text)
            if isinstance(text, bytes):
                if len(text) > MAX_BYTES:
                    raise InputError(f"more than {MAX_BYTES / 1e6:.0f} MB is not one article")
                text = decode(text)
        except InputError as error:
            raise InputError(error.message, article=self.id) from None
        except OSError as error:
            reason = error.strerror or str(error)
            raise InputError(f"it can't be read: {reason}", article=self.id) from error
        return text

    def article(self) -> Article:
        """The article, read and cut into its parts. Raises ``InputError``."""
        return Article.from_text(self.read(), id=self.id, language=self.language, date=self.date)


def kind_of(name: str) -> Kind:
    """What a name on the command line stands for. Raises ``InputError`` when it stands for nothing."""
    if name == "-":
        return "stdin"
    path = Path(name)
    if path.is_dir():
        return "folder"
    if path.exists():
        return _KINDS.get(path.suffix.lower(), "text")
    if glob.has_magic(name):
        return "pattern"
    raise InputError("there is no such file; check the path", article=name)


def read_inputs(names: Iterable[str], date: dt.date | None = None) -> Iterator[Input]:
    """The articles of all sources, in their order. ``date`` is for those that have none of their own.

    The id of a file is its path as it was given or found, that of a row without one its file and number.
    Raises ``InputError`` for a source that can't be read at all, ``SetupError`` for a missing extra.
    """
    for name in names:
        for given in _inputs(name, kind_of(name)):
            yield _dated(given, date)


def count_inputs(names: Sequence[str]) -> int | None:
    """How many articles the sources hold, or None where only reading all would tell."""
    total = 0
    for name in names:
        match kind_of(name):
            case "jsonl":
                with _opened(name) as file:
                    total += sum(1 for line in file if line.strip())
            case "parquet":
                total += _parquet(name).metadata.num_rows
            case kind:
                total += sum(1 for _ in _inputs(name, kind)) if kind != "stdin" else 1
    return total


def _dated(given: Input, date: dt.date | None) -> Input:
    if date is None or given.date is not None:
        return given
    return Input(given.id, given.text, date, given.language, given.extra, given.fault)


def _inputs(name: str, kind: Kind) -> Iterator[Input]:
    match kind:
        case "stdin":
            yield Input("stdin", sys.stdin.buffer.read(MAX_BYTES + 1))
        case "text":
            yield Input(_id(name), Path(name))
        case "folder":
            yield from _some(
                (_file(path) for path in _walk(name)), name, "text files in this folder"
            )
        case "pattern":
            found = sorted(glob.iglob(name, recursive=True))
            files = (path for path in found if not os.path.isdir(path))
            parts = (given for path in files for given in _inputs(path, kind_of(path)))
            yield from _some(parts, name, "files of this pattern")
        case "jsonl":
            yield from _lines(name)
        case "parquet":
            yield from _rows(name)


def _some(inputs: Iterator[Input], name: str, what: str) -> Iterator[Input]:
    empty = True
    for given in inputs:
        empty = False
        yield given
    if empty:
        raise InputError(f"there are no {what}", article=name)


def _walk(folder: str) -> Iterator[str]:
    """The text files below ``folder``, in the order of their names; hidden ones are passed over."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise InputError(f"it can't be read: {error.strerror}", article=folder) from error
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _walk(entry.path)
        elif os.path.splitext(entry.name)[1].lower() in TEXTS:
            yield entry.path


def _file(path: str) -> Input:
    return Input(_id(path), Path(path))


def _id(path: str) -> str:
    """The path with slashes; a name that is no UTF-8 keeps what can be said of it."""
    return os.fsencode(Path(path).as_posix()).decode("utf-8", "replace")


def _read(path: Path) -> bytes:
    with path.open("rb") as file:  # a device or a pipe has no size to go by
        return file.read(MAX_BYTES + 1)


def _opened(name: str) -> Any:
    try:
        return open(name, "rb")
    except OSError as error:
        raise InputError(f"it can't be read: {error.strerror}", article=name) from error


def _lines(name: str) -> Iterator[Input]:
    with _opened(name) as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            place = f"{_id(name)}:{number}"
            try:
                row = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
            except ValueError as error:  # undecodable bytes among them
                yield Input(place, fault=f"this line is no JSON: {error}")
                continue
            if isinstance(row, dict):
                yield from_row(row, place)
            else:
                yield Input(place, fault='this line is no object such as {"id": …, "text": …}')


def _parquet(name: str) -> Any:
    try:
        from pyarrow import ArrowException  # type: ignore[import-untyped]
        from pyarrow.parquet import ParquetFile  # type: ignore[import-untyped]
    except ImportError:
        raise SetupError(
            "reading Parquet needs pyarrow; install it with: pip install 'summarizer[parquet]'"
        ) from None
    try:
        file = ParquetFile(name, pre_buffer=False)
    except (OSError, ArrowException) as error:
        raise InputError(f"it can't be read as Parquet: {error}", article=name) from error
    if "text" not in file.schema_arrow.names:
        columns = ", ".join(file.schema_arrow.names)
        raise InputError(f"it has no column text; its columns are {columns}", article=name)
    return file


def _rows(name: str) -> Iterator[Input]:
    number = 0
    with _parquet(name) as file:
        for batch in file.iter_batches(batch_size=_ROWS):
            for row in batch.to_pylist():
                number += 1
                yield from_row(row, f"{_id(name)}:{number}")


def from_row(row: Mapping[str, Any], place: str) -> Input:
    """The article of one row; ``place`` is its id where it has none."""
    extra = {name: value for name, value in row.items() if name not in _OURS}
    text, language = row.get("text"), row.get("language")
    # Half a character in a name could not be written anywhere.
    name = (
        place if row.get("id") in (None, "") else str(row["id"]).encode("utf-8", "replace").decode()
    )
    if not isinstance(text, str):
        what = "no text" if text is None else f"{type(text).__name__} in place of a text"
        return Input(name, extra=extra, fault=f"there is {what}; the field must be called text")
    try:
        date = _day(row.get("date"))
    except ValueError:
        fault = f"its date is {row.get('date')!r}; write it as 2025-12-28, or leave it out"
        return Input(name, extra=extra, fault=fault)
    return Input(name, text, date, language if isinstance(language, str) else None, extra)


def _day(value: Any) -> dt.date | None:
    """The day of a date, a moment, or either of them as ISO 8601 text."""
    if value is None or value == "":
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str):
        raise ValueError(value)
    return dt.datetime.fromisoformat(value.strip()).date()
