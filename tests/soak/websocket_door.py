"""The WebSocket: segments in pieces, several on a connection, cancelled ones, and clients that vanish."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from websockets.sync.client import connect

from tests.soak.texts import long, short

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from websockets.sync.client import ClientConnection

    from tests.soak.tally import Tally

SECONDS = 60.0


class WebSocketDoor:
    """One worker, by a connection for some segments, and then another."""

    def __init__(self, tally: Tally, chance: Random, voices: Sequence[str], port: int) -> None:
        self._tally, self._chance, self._voices = tally, chance, voices
        self._url = f"ws://127.0.0.1:{port}/v1/audio/speech/stream/ws"

    def run(self, number: int) -> None:
        """Have so many segments spoken."""
        left = number
        while left > 0:
            share = min(left, self._chance.randint(1, 6))
            identity = self._chance.randbytes(8).hex()
            with connect(self._url, open_timeout=SECONDS, additional_headers={"X-Request-Id": identity}) as socket:
                self._tally.requests[identity] = 101
                for segment in range(share):
                    self._segment(socket, str(segment), last=segment == share - 1)
            left -= share
        self._tally.asked += number

    def _segment(self, socket: ClientConnection, name: str, *, last: bool) -> None:
        chance = self._chance.random()
        if chance < 0.15:
            self._say(socket, name, long(self._chance))
            assert isinstance(socket.recv(SECONDS), bytes)
            socket.send(json.dumps({"type": "cancel"}))
            self._until(socket, "cancelled", may_end=True)
            self._tally.cut += 1
        elif chance < 0.25 and last:
            self._say(socket, name, long(self._chance))
            assert isinstance(socket.recv(SECONDS), bytes)
            self._tally.cut += 1  # it is left in the middle
        else:
            for piece in ("First, ", "second. "):
                self._say(socket, name, piece, more=True)
            self._say(socket, name, short(self._chance))
            self._until(socket, "end")
            self._tally.whole += 1

    def _say(self, socket: ClientConnection, name: str, text: str, *, more: bool = False) -> None:
        piece = {"segment_id": name, "input": text, "continue": more, "voice": self._chance.choice(self._voices)}
        socket.send(json.dumps(piece))

    def _until(self, socket: ClientConnection, kind: str, *, may_end: bool = False) -> None:
        while True:
            came = socket.recv(SECONDS)
            if isinstance(came, str):
                told = json.loads(came)
                assert told["type"] == kind or (told["type"] == "end" and may_end), told
                if told["type"] == kind:
                    return
