"""The HTTP server: files, streams, streams that are hung up on, speech on our own speakers, and nonsense."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from tests.soak.texts import long, short

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from tests.soak.tally import Tally

SECONDS = 60.0


class HttpDoor:
    """One worker, by one client."""

    def __init__(self, tally: Tally, chance: Random, voices: Sequence[str], port: int) -> None:
        self._tally, self._chance, self._voices, self._port = tally, chance, voices, port

    def run(self, number: int) -> None:
        """Make so many requests."""
        ways = [self._file, self._stream, self._hang_up, self._speakers, self._nonsense]
        with httpx.Client(base_url=f"http://127.0.0.1:{self._port}", timeout=SECONDS) as client:
            for _ in range(number):
                self._chance.choices(ways, [5, 3, 2, 2, 1])[0](client)
                self._tally.asked += 1

    def _file(self, client: httpx.Client) -> None:
        wanted = {"input": short(self._chance), "voice": self._voice, "response_format": "wav"}
        self._whole(client.post("/v1/audio/speech", json=wanted))

    def _stream(self, client: httpx.Client) -> None:
        self._whole(client.post("/v1/audio/speech/stream", json={"input": short(self._chance), "voice": self._voice}))

    def _hang_up(self, client: httpx.Client) -> None:
        wanted = {"input": long(self._chance), "voice": self._voice}
        with client.stream("POST", "/v1/audio/speech/stream", json=wanted) as answer:
            next(answer.iter_raw())
            self._note(answer, 200)
        self._tally.cut += 1

    def _speakers(self, client: httpx.Client) -> None:
        wanted: dict[str, Any] = {"text": short(self._chance), "voice": self._voice, "speed": 2.0}
        answer = client.post("/synthesize", json=wanted)
        self._note(answer, 200)
        self._tally.texts[answer.json()["id"]] = ""

    def _nonsense(self, client: httpx.Client) -> None:
        self._note(client.post("/v1/audio/speech", json={"input": "Hello.", "voice": "nobody"}), 404, 400, 422)
        self._tally.commands["refused"] += 1

    @property
    def _voice(self) -> str:
        return self._chance.choice(self._voices)

    def _whole(self, answer: httpx.Response) -> None:
        self._note(answer, 200)
        assert answer.content
        self._tally.whole += 1

    def _note(self, answer: httpx.Response, *wanted: int) -> None:
        assert answer.status_code in wanted, (answer.status_code, answer.read())
        self._tally.requests[answer.headers["x-request-id"]] = answer.status_code
