"""HTTP: every answer is whole, has OpenAI's shape where it is an error, and tells of no fault of ours."""

from __future__ import annotations

import asyncio
import json
from typing import Any
from urllib.parse import quote_from_bytes

from fuzz.api import scope, served

_PATHS = (
    "POST /v1/audio/speech", "POST /v1/audio/speech/stream", "GET /tts", "POST /dev/captioned_speech",
    "GET /v1/models/", "POST /dev/phonemize", "PUT /api/blends/", "DELETE /api/blends/", "POST /setvoice",
    "POST /set_engine", "POST /synthesize", "POST /synthesize-file", "GET /static/", "GET /", "GET /api/status",
    "GET /v1/audio/voices", "GET /metrics",
)  # fmt: skip
WORDS = (
    *(
        '{"input": "',
        '", "voice": "',
        '"response_format": "wav"',
        '"stream_format": "sse"',
        '"speed": ',
        '"volume_multiplier": ',
    ),
    *(
        '"lang_code": "',
        '"text": "',
        '"format": "pcm"',
        '"id": "',
        "NaN",
        "1e999",
        "null",
        "\\ud800",
        "\\u0000",
        "af_bella",
    ),
    *("text=", "&voice=", "&speed=", "%00", "%ED%A0%80", "%2e%2e/", "voice_name=", "engine_name=auto", "}", "[", "\n"),
)


def check(data: bytes) -> None:
    """A route by number, what follows its path and the query up to line ends, then the body."""
    tail, _, rest = data[1:].partition(b"\n")
    query, _, body = rest.partition(b"\n")
    method, path = _PATHS[data[0] % len(_PATHS) if data else 0].split(" ")
    status, kind, answer = asyncio.run(_ask(method, path + tail.decode(errors="replace"), _escaped(query), body))
    assert status < 500, f"a fault of ours: {answer!r}"
    if kind.startswith("application/json"):
        told = json.loads(answer)
        assert status < 400 or told["error"]["message"]


def _escaped(query: bytes) -> bytes:
    """What the parser before the app lets pass: no controls and nothing beyond ASCII."""
    return quote_from_bytes(query, safe="%&=+;/?:@!$'()*,").encode()


async def _ask(method: str, path: str, query: bytes, body: bytes) -> tuple[int, str, bytes]:
    """Status, kind and bytes of an answer."""
    app, model = served()
    model.texts.clear()
    asked = [{"type": "http.request", "body": body}]
    sent: list[Any] = []

    async def receive() -> Any:
        if asked:
            return asked.pop()
        return await asyncio.Event().wait()

    async def send(message: Any) -> None:
        sent.append(message)

    async with asyncio.timeout(10):
        await app(scope("http", path, query, method=method), receive, send)
    start, *parts = sent
    assert not parts[-1].get("more_body"), "the answer has no end"
    kind = dict(start["headers"]).get(b"content-type", b"").decode()
    return start["status"], kind, b"".join(part["body"] for part in parts)
