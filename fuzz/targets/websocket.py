"""The WebSocket: whatever came before, each frame is whole, and the next text is spoken as it was sent."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from fuzz.api import scope, served

WORDS = (
    '{"input": "', '"segment_id": "', '"continue": false', '"continue": true', '"voice": "', '"format": "opus"',
    '"speed": ', '"lang_code": "', '"timestamps": true', '{"type": "cancel"}', '"type": "text"', "\\ud83d", "\\ude00",
    "\\ud800", "NaN", "}\n", "null",
)  # fmt: skip
_LAST = json.dumps({"input": "Good day.", "segment_id": "the last", "continue": False})


def check(data: bytes) -> None:
    """Messages, one a line; text where they are UTF-8."""
    asked = [{"type": "websocket.receive", **_frame(line)} for line in data.split(b"\n")[:20]]
    sent = asyncio.run(_converse([*asked, {"type": "websocket.receive", "text": _LAST}]))
    told = [json.loads(frame["text"]) for frame in sent if frame.get("text") is not None]
    for frame in sent:
        assert (frame.get("text") or "").encode() or frame.get("bytes") is not None
    for one in told:
        assert one["type"] in {"end", "error", "busy", "cancelled", "timestamps"}, one
    _, model = served()
    if told[-1]["type"] == "end":
        assert model.texts[-1] == "Good day."


def _frame(line: bytes) -> dict[str, object]:
    try:
        return {"text": line.decode()}
    except UnicodeDecodeError:
        return {"bytes": line}


async def _converse(asked: list[dict[str, object]]) -> list[Any]:
    """The frames up to the end of the last text, or its refusal."""
    app, model = served()
    model.texts.clear()
    rest, sent, over = iter([{"type": "websocket.connect"}, *asked]), [], asyncio.Event()

    async def receive() -> Any:
        for message in rest:
            await asyncio.sleep(0)
            return message
        await over.wait()
        return {"type": "websocket.disconnect", "code": 1000}

    async def send(message: Any) -> None:
        if message["type"] == "websocket.send":
            sent.append(message)
            if '"the last"' in (message.get("text") or ""):
                over.set()
        else:
            assert message["type"] == "websocket.accept", message

    async with asyncio.timeout(10):
        await app(scope("websocket", "/v1/audio/speech/stream/ws", b"", subprotocols=[], scheme="ws"), receive, send)
    return sent
