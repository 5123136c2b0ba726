"""When words are heard, as the HTTP server tells it: the sound is listened to at those very times."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

import httpx
import numpy as np
import pytest
from websockets.sync.client import connect

from kokoro_model.engines.kokoro.phonemize import phonemize
from tests.integration.activated import activated
from tests.speaking import letters
from tests.tiny_kokoro import hear

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator

    from tests.integration.kokoro_system import System

TEXT = "Déjà vu: old friends, meeting again. Nobody else was there!"
WORDS = ["Déjà", "vu", "old", "friends", "meeting", "again", "Nobody", "else", "was", "there"]


@pytest.fixture
def place(system: System, listener: socket.socket) -> Iterator[str]:
    """Host and port of a server whose model service speaks with a Kokoro that can be heard."""
    with activated("kokoro_api", listener, system.environ):
        yield f"127.0.0.1:{listener.getsockname()[1]}"


def captioned(place: str, **how: Any) -> tuple[bytes, list[dict[str, Any]]]:
    """The sound, and the times of its words."""
    wanted = {"input": TEXT, "voice": "af_heart", "response_format": "pcm", **how}
    answer = httpx.post(f"http://{place}/dev/captioned_speech", json=wanted, timeout=60)
    lines = [json.loads(line) for line in answer.raise_for_status().text.splitlines()]
    sound = b"".join(base64.b64decode(line["audio"]) for line in lines)
    return sound, [word for line in lines for word in line["timestamps"]]


def told_while_typing(place: str) -> tuple[bytes, list[dict[str, Any]]]:
    """The same by WebSocket, for a text that comes letter by letter."""
    sound, words = b"", []
    with connect(f"ws://{place}/v1/audio/speech/stream/ws", open_timeout=60) as talk:
        for letter in TEXT:
            talk.send(json.dumps({"input": letter, "continue": True, "voice": "af_heart", "timestamps": True}))
        talk.send(json.dumps({"continue": False}))
        while True:
            came = talk.recv(60)
            if isinstance(came, bytes):
                sound += came
            elif (event := json.loads(came))["type"] == "timestamps":
                words += event["timestamps"]
            else:
                assert event["type"] == "end"
                return sound, words


def check(sound: bytes, words: list[dict[str, Any]]) -> None:
    """Whether each word is what is heard at its time, and nothing else is."""
    assert [word["word"] for word in words] == WORDS
    samples = np.frombuffer(sound, "<i2")
    heard = [hear(samples[round(24_000 * word["start_time"]) : round(24_000 * word["end_time"])]) for word in words]
    assert [one.phonemes for one in heard] == [letters(phonemes) for phonemes in phonemize(TEXT, "en-us").split()]


def test_each_word_is_heard_when_its_caption_says(place: str) -> None:
    check(*captioned(place))


def test_each_word_is_heard_when_the_websocket_says(place: str) -> None:
    check(*told_while_typing(place))


def test_captions_of_stretched_sound_are_stretched(place: str) -> None:
    fast, fastest = (captioned(place, speed=speed) for speed in (2.0, 4.0))
    assert [word["end_time"] for word in fastest[1]] == pytest.approx(
        [word["end_time"] / 2 for word in fast[1]], abs=0.002
    )
    assert len(fastest[0]) == pytest.approx(len(fast[0]) / 2, rel=0.05)
    assert not captioned(place, return_timestamps=False)[1]
