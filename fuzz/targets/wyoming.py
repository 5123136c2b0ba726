"""Wyoming: events become wishes in their order, of a text that is as it was sent, or a failure that is told."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from kokoro_ipc import message
from kokoro_ipc.errors import FailureError
from kokoro_wyoming.dialogue import LONGEST, Begin, Dialogue, End, Text
from kokoro_wyoming.reading import BoundedReader, read_event

if TYPE_CHECKING:
    from wyoming.event import Event

WORDS = (
    '{"type": "', '", "data": {', "}}\n", '"data_length": ', '"payload_length": ', "describe", "ping", "synthesize",
    "synthesize-start", "synthesize-chunk", "synthesize-stop", '"text": "', '"voice": {"name": "', '"language": "',
    "null", "\\ud800", "日本", " ", "-1", "1e9", "[]", "{}", "\n",
)  # fmt: skip


def check(data: bytes) -> None:
    """What comes over the wire."""
    dialogue = Dialogue()
    within, told, given, bulk = False, "", "", ""
    for event in asyncio.run(_events(data)):
        try:
            wishes = dialogue.receive(event)
        except FailureError as failure:
            assert message.encode(message.Failed(code=failure.code, message=failure.message))
            continue
        for wish in wishes:
            if isinstance(wish, Begin):
                assert not within
                within, told, given = True, "", ""
                bulk = str(event.data.get("text")) if event.type == "synthesize" else ""
            elif isinstance(wish, Text):
                assert within
                told += wish.text
            elif isinstance(wish, End):
                assert within
                within = False
                assert told == (bulk or given), "the text is another one"
            assert len(told) <= LONGEST
        if event.type == "synthesize-chunk":
            given += event.data["text"]


async def _events(data: bytes) -> list[Event]:
    reader = BoundedReader()
    reader.feed_data(data)
    reader.feed_eof()
    found: list[Any] = []
    try:
        while event := await read_event(reader):
            found.append(event)
    except FailureError:
        pass
    return found
