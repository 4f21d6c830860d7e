"""Everything that this package raises, in one tree.

::

    SummarizerError
    ├── InputError              the article can't be read or holds nothing to read
    ├── SetupError              a key, an extra, a template or a file is missing or wrong
    └── ModelError              the model was asked and no usable answer came
        ├── EndpointDown        no connection, a reset, a time-out, 408, 409 or 5xx   (retryable)
        ├── Throttled           429                                                    (retryable)
        ├── AccessDenied        401, 403
        ├── ModelNotFound       404
        ├── QuotaExhausted      429 with an exhausted quota, 402
        ├── RequestRefused      any other 4xx
        ├── WindowExceeded      the prompt is longer than the model's context window
        ├── BudgetSpent         the budget of this run is spent, and nothing new is sent
        ├── DeadlinePassed      the article took longer than it may
        ├── NotRecorded         replies are replayed, and this request has none
        └── InvalidReply        an answer came, and after the re-asks it still does not fit

Every error says in one sentence what happened and what to do next. ``article`` and ``task`` name
where it happened, ``evidence`` holds what the other side said, word for word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from summarizer.records import Usage


class SummarizerError(Exception):
    """The base of the tree: catch this to catch everything that the package raises on purpose."""

    retryable: ClassVar[bool] = False

    def __init__(
        self, message: str, *, evidence: str = "", article: str = "", task: str = ""
    ) -> None:
        super().__init__(message)
        self.message = message
        self.evidence = evidence
        self.article = article
        self.task = task

    def __str__(self) -> str:
        where = " · ".join(part for part in (self.article, self.task) if part)
        return f"{where}: {self.message}" if where else self.message


class InputError(SummarizerError):
    """The article can't be read, or there is nothing in it to read."""


class SetupError(SummarizerError):
    """Something that the user provides (a key, an extra, a template, a file) is missing or wrong."""


class ModelError(SummarizerError):
    """The model was asked and no usable answer came.

    ``usage`` counts the requests that were made for nothing; ``retry_after`` is the number of
    seconds that the endpoint asked to wait, where it did.
    """

    usage: Usage | None = None
    retry_after: float | None = None


class EndpointDown(ModelError):
    """No connection, a connection that broke, no answer in time, or a fault of the server's own."""

    retryable: ClassVar[bool] = True


class Throttled(ModelError):
    """The endpoint asked for fewer requests."""

    retryable: ClassVar[bool] = True


class AccessDenied(ModelError):
    """The endpoint does not accept the key."""


class ModelNotFound(ModelError):
    """The endpoint knows no such model or path."""


class QuotaExhausted(ModelError):
    """The account has nothing left to spend: waiting does not help."""


class RequestRefused(ModelError):
    """The endpoint refused the request itself."""


class WindowExceeded(ModelError):
    """The prompt is longer than the model's context window."""


class BudgetSpent(ModelError):
    """The budget is spent: nothing new is sent."""


class DeadlinePassed(ModelError):
    """An article took longer than it may."""


class NotRecorded(ModelError):
    """Only recorded replies may be used, and there is none to this request."""


class InvalidReply(ModelError):
    """The model answered, and after the re-asks its answer still does not fit the schema."""
