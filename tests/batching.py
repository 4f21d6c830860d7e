"""A provider of batches on loopback: it speaks the Files, Batches and Chat Completions endpoints.

Nothing happens to a batch until ``finish`` says what.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from misbehaving import COMPLETION_TOKENS, PROMPT_TOKENS
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from summarizer.rehearsal import least

Answer = tuple[int, Any]
Body = dict[str, Any]


def little(body: Body) -> Answer:
    """The least that may be answered."""
    schema = body["response_format"]["json_schema"]["schema"]
    return 200, completion(json.dumps(least(schema, schema)))


def completion(content: str, finish_reason: str = "stop") -> Body:
    """A chat completion that says ``content``."""
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "finish_reason": finish_reason, "message": message}
    usage = {"prompt_tokens": PROMPT_TOKENS, "completion_tokens": COMPLETION_TOKENS}
    usage["total_tokens"] = PROMPT_TOKENS + COMPLETION_TOKENS
    whole = {"id": "1", "object": "chat.completion", "created": 0, "model": "m"}
    return {**whole, "choices": [choice], "usage": usage}


def error(message: str, **parts: Any) -> Body:
    """An error as OpenAI words it."""
    return {"error": {"message": message, "type": "invalid_request_error", **parts}}


class Batching:
    """The provider. ``asked`` are the bodies that came without a batch, ``calls`` all method and path;
    ``fail`` may answer a call in place of the provider, before or after it has done its work."""

    def __init__(self, server: HTTPServer) -> None:
        self.url = server.url_for("/v1")
        self.say: Callable[[Body], Answer] = little
        self.asked: list[Body] = []
        self.calls: list[str] = []
        self.keys: set[str] = set()
        self.files: dict[str, bytes] = {}
        self.batches: dict[str, Body] = {}
        self.before: Callable[[str], Response | None] = lambda call: None
        self.after: Callable[[str], Response | None] = lambda call: None
        server.expect_request(re.compile("/.*")).respond_with_handler(self._answer)

    @property
    def texts(self) -> list[str]:
        """What the requests of all batches show, in order."""
        return [str(body["messages"]) for name in self.batches for _, body in self.requests(name)]

    def requests(self, batch: str) -> list[tuple[str, Body]]:
        """The requests of a batch: the id and the body of each."""
        lines = self.files[self.batches[batch]["input_file_id"]].split(b"\n")[:-1]
        rows = [json.loads(line) for line in lines]
        assert all(row["method"] == "POST" for row in rows)
        assert all(row["url"] == "/v1/chat/completions" for row in rows)
        return [(row["custom_id"], row["body"]) for row in rows]

    def finish(
        self,
        batch: str,
        status: str = "completed",
        answer: Callable[[Body], Answer | None] = little,
        **parts: Any,
    ) -> None:
        """Let a batch end. What ``answer`` has None for is in neither file."""
        good, bad = [], []
        for name, body in reversed(self.requests(batch)):
            said = answer(body)
            if said is None:
                continue
            response = {"status_code": said[0], "request_id": "r", "body": said[1]}
            row: Body = {"id": "x", "custom_id": name, "response": response, "error": None}
            if said[0] == 0:  # never begun
                row |= {"response": None, "error": said[1]}
            (good if said[0] == 200 else bad).append(row)
        state = self.batches[batch]
        state |= {"status": status, **parts}
        for field, rows in (("output_file_id", good), ("error_file_id", bad)):
            if rows:
                lines = (json.dumps(row, ensure_ascii=False) for row in rows)
                state[field] = self._keep("".join(f"{line}\n" for line in lines).encode())
        total = state["request_counts"]["total"]
        state["request_counts"] = {
            "total": total,
            "completed": len(good),
            "failed": total - len(good),
        }

    def _answer(self, request: Request) -> Response:
        call = f"{request.method} {request.path.removeprefix('/v1')}"
        self.calls.append(call)
        self.keys.add(request.headers["Authorization"])
        early = self.before(call)
        if early is not None:
            return early
        response = self._done(call, request)
        return self.after(call) or response

    def _done(self, call: str, request: Request) -> Response:
        if call == "POST /chat/completions":
            self.asked.append(request.get_json())
            status, said = self.say(self.asked[-1])
            return _json(said, status)
        if call == "POST /files":
            assert request.form["purpose"] == "batch"
            return _json(self._file(self._keep(request.files["file"].read())))
        if call == "POST /batches":
            return _json(self._batch(request.get_json()))
        if call == "GET /batches":
            rows = list(reversed(self.batches.values()))
            return _json({"object": "list", "data": rows, "has_more": False})
        kind, _, rest = call.removeprefix("GET /").partition("/")
        name = rest.removesuffix("/content")
        if kind == "batches" and name in self.batches:
            return _json(self.batches[name])
        if kind == "files" and name in self.files:
            return Response(self.files[name], content_type="application/octet-stream")
        return _json(error(f"no such object: {rest}"), 404)

    def _keep(self, content: bytes) -> str:
        name = f"file-{len(self.files) + 1}"
        self.files[name] = content
        return name

    def _file(self, name: str) -> Body:
        about = {"object": "file", "created_at": 0, "filename": "f", "purpose": "batch"}
        return {"id": name, "bytes": len(self.files[name]), "status": "processed", **about}

    def _batch(self, asked: Body) -> Body:
        assert asked["input_file_id"] in self.files
        name = f"batch_{len(self.batches) + 1}"
        self.batches[name] = {
            **asked,
            "id": name,
            "object": "batch",
            "created_at": 0,
            "status": "in_progress",
        }
        counts = {"total": len(self.requests(name)), "completed": 0, "failed": 0}
        self.batches[name]["request_counts"] = counts
        return self.batches[name]


def _json(said: Any, status: int = 200) -> Response:
    return Response(json.dumps(said), status=status, content_type="application/json")
