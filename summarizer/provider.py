"""Provider: the Files and Batches endpoints of an OpenAI-compatible provider
(https://platform.openai.com/docs/guides/batch). Beside the room of the model the only one that knows
openai.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal, TypeVar

import httpx2
import openai
from openai.types import Batch, FileObject

from summarizer.errors import EndpointDown, ModelNotFound, RequestRefused, SetupError
from summarizer.faults import translated
from summarizer.llm import Model

__all__ = ["URL", "Batch", "Provider"]

T = TypeVar("T", Batch, FileObject)

URL: Final[Literal["/v1/chat/completions"]] = "/v1/chat/completions"
"""What every request of a batch is for."""
_RETRIES = 4  # by the SDK, of what may be asked twice


class Provider:
    """The Files and Batches endpoints. Raises ``ModelError``; ``SetupError`` where there are none."""

    def __init__(self, base_url: str | None, api_key: str) -> None:
        self._model = Model("", base_url=base_url, api_key=api_key)
        self._once = self._model._client
        self._client = self._once.with_options(max_retries=_RETRIES)
        self.where = self._model.where
        self.hide = self._model.hide

    async def upload(self, path: Path) -> str:
        """Upload a file of requests; return its id."""
        with self._errors(f"{self.where} takes no files for batches"), path.open("rb") as file:
            uploaded = await self._client.files.create(file=file, purpose="batch")
            return self._checked(uploaded, FileObject).id

    async def create(self, uploaded: str) -> str:
        """Submit the requests of an uploaded file; return the id of the batch.

        It is not tried twice: whether a try that broke has succeeded, only ``find`` can tell.
        """
        with self._errors(f"{self.where} takes no batches, or has lost {uploaded}"):
            batch = await self._once.batches.create(
                input_file_id=uploaded, endpoint=URL, completion_window="24h"
            )
            return self._checked(batch, Batch).id

    async def find(self, uploaded: str) -> str:
        """The id of the batch that was made of an uploaded file; empty if there is none."""
        with self._errors(f"{self.where} has no list of batches"):
            async for batch in self._client.batches.list(limit=100):
                if batch.input_file_id == uploaded:
                    return batch.id
        return ""

    async def batch(self, name: str) -> Batch:
        """How a batch stands."""
        with self._errors(
            f"{self.where} knows no batch {name}; use the key that it was submitted with, or, if it "
            "is lost, take it out of state.json and submit again"
        ):
            return self._checked(await self._client.batches.retrieve(name), Batch)

    async def download(self, name: str, path: Path) -> None:
        """Write the content of a file to ``path``. Raises ``ModelNotFound`` when it is gone."""
        with self._errors(None):
            async with self._client.files.with_streaming_response.content(name) as response:
                await response.stream_to_file(path)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._model.aclose()

    def _checked(self, value: T, kind: type[T]) -> T:
        if isinstance(value, kind):
            return value
        raise RequestRefused(
            f"{self.where} answers, but not as the Batches API does; check the base URL"
        )

    @contextmanager
    def _errors(self, unknown: str | None) -> Iterator[None]:
        """The errors of the SDK as ours; ``unknown`` is what a 404 means."""
        try:
            yield
        except httpx2.TransportError as error:  # in the middle of a download
            raise EndpointDown(f"the connection to {self.where} broke; try again") from error
        except openai.OpenAIError as error:
            failure = translated(error, where=self.where, model="", hide=self.hide)
            if unknown and isinstance(failure, ModelNotFound):
                raise SetupError(unknown, evidence=failure.evidence) from error
            raise failure from error
