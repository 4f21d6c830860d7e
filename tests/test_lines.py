"""Lines: whole or absent, and one writer at a time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import SetupError
from summarizer.lines import Lines


def test_lines_are_added_behind_those_that_are_there(tmp_path: Path) -> None:
    """Folders on the way are made."""
    path = tmp_path / "new" / "out.jsonl"
    for value in (1, 2):
        with Lines(path) as lines:
            lines.add(json.dumps({"id": value}).encode())
    with Lines(path) as lines:
        assert list(lines.read()) == [{"id": 1}, {"id": 2}]


@given(whole=st.lists(st.integers(0, 300), max_size=5), torn=st.integers(0, 100_000))
def test_a_torn_end_is_cut_off_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, whole: list[int], torn: int
) -> None:
    """However long the lines before it are, and it is."""
    path = tmp_path_factory.mktemp("torn") / "out.jsonl"
    good = b"".join(b'{"x": "%s"}\n' % (b"y" * length) for length in whole)
    path.write_bytes(good + b"{" * torn)
    with Lines(path) as lines:
        assert path.read_bytes() == good
        lines.add(b"{}")
    assert path.read_bytes() == good + b"{}\n"


def test_two_runs_on_one_output_are_refused(tmp_path: Path) -> None:
    """The second is told so; after the first has ended it may."""
    path = tmp_path / "out.jsonl"
    with Lines(path), pytest.raises(SetupError, match="another run"):
        Lines(path)
    Lines(path).close()


def test_a_killed_run_leaves_no_lock(tmp_path: Path) -> None:
    """The lock is the process's, not the file's."""
    path = tmp_path / "out.jsonl"
    code = (
        "import os, signal, sys; from summarizer.lines import Lines\n"
        "Lines(sys.argv[1]).add(b'{}'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    with Lines(path) as lines:
        assert list(lines.read()) == [{}]


def test_a_file_of_something_else_is_not_taken_for_output(tmp_path: Path) -> None:
    """The line that is none of ours is named, and the file stays as it is."""
    path = tmp_path / "out.jsonl"
    path.write_text('{"id": "a"}\nDear diary\n')
    with Lines(path) as lines, pytest.raises(SetupError, match="line 2"):
        list(lines.read())
    assert path.read_text() == '{"id": "a"}\nDear diary\n'


def test_a_full_disk_leaves_whole_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What of a line was written before the disk was full is taken back."""
    path = tmp_path / "out.jsonl"
    write = os.write

    def full(file: int, content: bytes) -> int:
        if content.startswith(b"{"):
            return write(file, content[:5])
        raise OSError(28, "No space left on device")

    with Lines(path) as lines:
        lines.add(b'{"id": 1}')
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", full)
            with pytest.raises(SetupError, match="No space left"):
                lines.add(b'{"id": 2}')
    assert path.read_text() == '{"id": 1}\n'


def test_an_output_that_can_not_be_written_is_named(tmp_path: Path) -> None:
    """A folder is none."""
    with pytest.raises(SetupError, match="can't be written"):
        Lines(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(SetupError, match="can't be written"):
        Lines(tmp_path / "file" / "out.jsonl")
