"""The network: an endpoint's URL, and the client by which it is reached."""

from __future__ import annotations

import httpx2
import openai

from summarizer.errors import SetupError


def network(base_url: str | None) -> httpx2.AsyncClient:
    """A client with the SDK's own limits and the proxies of the environment, by which an endpoint is
    reached; what a proxy is set for is the network, not this machine.

    The SDK's client on aiohttp takes less of the processor than its other one, but refuses a password
    in the URL beside a key.
    """
    url = address(base_url) if base_url else httpx2.URL()
    client = openai.DefaultAsyncHttpxClient if url.userinfo else openai.DefaultAioHttpClient
    return client(trust_env=url.host != "127.0.0.1")


def address(base_url: str) -> httpx2.URL:
    """The URL of an endpoint. Raises ``SetupError`` for what is none."""
    try:
        url = httpx2.URL(base_url)
        if url.scheme in ("http", "https") and url.host and (url.port or 1) < 1 << 16:
            return url
    except httpx2.InvalidURL:
        pass
    raise SetupError("the base URL is none; it looks like https://api.example.org/v1")


class ClientTransport(httpx2.AsyncBaseTransport):
    """The network, as a client with its proxies and limits sees it: the lowest of the transports."""

    def __init__(self, client: httpx2.AsyncClient) -> None:
        self._client = client

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send one request."""
        response = await self._client.send(request, stream=True)
        return httpx2.Response(
            response.status_code,
            headers=response.headers,
            stream=response.stream,
            extensions=response.extensions,
        )

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()
