"""OpenAI's routes, by OpenAI's own client and by bytes."""

from __future__ import annotations

import base64
import io
import json
import struct
from typing import TYPE_CHECKING

import av
import httpx
import openai
import pytest

from kokoro_api.encode import MEDIA_TYPES
from tests.api_server import ApiServer
from tests.tone import ToneEngine, bare, text_of, tone
from tests.tone_model import ToneModel

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXT = "Hello there. This is a longer text, which has two sentences and some commas, too."


@pytest.fixture
def theirs(server: ApiServer) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{server.url}/v1", api_key="none", max_retries=0) as client:
        yield client


def decoded_seconds(data: bytes) -> float:
    seconds = 0.0
    with av.open(io.BytesIO(data), "r") as container:
        for frame in container.decode(container.streams.audio[0]):
            seconds += frame.samples / frame.sample_rate
    return seconds


def test_their_client_gets_the_whole_text_as_sound(theirs: openai.OpenAI) -> None:
    answer = theirs.audio.speech.create(model="tts-1", voice="nova", input=TEXT, response_format="pcm")
    assert text_of(answer.content) == bare(TEXT)


def test_their_client_streams_what_is_made_while_the_rest_is_not(tmp_path: Path) -> None:
    engine = ToneEngine(gated=True)
    with (
        ApiServer(ToneModel(tmp_path, engine)) as server,
        openai.OpenAI(base_url=f"{server.url}/v1", api_key="none") as theirs,
    ):
        engine.let()
        speech = theirs.audio.speech.with_streaming_response
        with speech.create(model="kokoro", voice="af_bella", input=TEXT, response_format="pcm") as answer:
            pieces = answer.iter_bytes()
            first = next(pieces)
            assert bare(TEXT).startswith(text_of(first))
            assert text_of(first) != bare(TEXT)
            engine.let(100)
            assert text_of(first + b"".join(pieces)) == bare(TEXT)


@pytest.mark.parametrize("form", MEDIA_TYPES)
def test_formats_are_what_they_say(client: httpx.Client, form: str) -> None:
    answer = client.post("/v1/audio/speech", json={"input": TEXT * 20, "voice": "alloy", "response_format": form})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == MEDIA_TYPES[form]
    wanted = len(tone(TEXT * 20)) / 48000
    seconds = len(answer.content) / 48000 if form == "pcm" else decoded_seconds(answer.content)
    assert wanted <= seconds + 0.01 <= wanted + 0.2, "sound is missing, or something is behind it"


def test_a_wav_has_one_header_and_nothing_behind_its_sound(client: httpx.Client) -> None:
    wav = client.post("/v1/audio/speech", json={"input": TEXT, "voice": "alloy", "response_format": "wav"}).content
    assert (wav[:4], wav[8:16], wav[36:40]) == (b"RIFF", b"WAVEfmt ", b"data")
    assert struct.unpack("<I", wav[40:44]) == (0xFFFFFFFF,)
    assert text_of(wav[44:]) == bare(TEXT)


def test_events_carry_the_same_bytes(client: httpx.Client) -> None:
    wanted = {"input": TEXT, "voice": {"id": "af_sky"}, "response_format": "pcm", "stream_format": "sse"}
    answer = client.post("/v1/audio/speech", json=wanted)
    events = [json.loads(line.removeprefix("data: ")) for line in answer.text.split("\n\n") if line]
    sound = b"".join(base64.b64decode(event["audio"]) for event in events[:-1])
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert text_of(sound) == bare(TEXT)
    assert events[-1]["type"] == "speech.audio.done"
    assert events[-1]["usage"]["input_tokens"] == len(TEXT)


@pytest.mark.parametrize("speed", [0.25, 4.0])
def test_speeds_beyond_the_models_are_stretched(client: httpx.Client, speed: float) -> None:
    answer = client.post(
        "/v1/audio/speech", json={"input": TEXT * 40, "voice": "alloy", "response_format": "pcm", "speed": speed}
    )
    model = min(2.0, max(0.5, speed))
    wanted = len(tone(TEXT * 40)) * model / speed  # this engine has one speed
    assert len(answer.content) == pytest.approx(wanted, rel=0.02)


@pytest.mark.parametrize(
    ("wanted", "param"),
    [
        ({"input": "", "voice": "alloy"}, "input"),
        ({"input": "   ", "voice": "alloy"}, "input"),
        ({"input": "***", "voice": "alloy"}, "input"),
        ({"input": "***\n\n---", "voice": "alloy", "stream_format": "sse"}, "input"),
        ({"input": "--- " * 500, "voice": "alloy", "response_format": "wav"}, "input"),
        ({"voice": "alloy"}, "input"),
        ({"input": 5, "voice": "alloy"}, "input"),
        ({"input": "a", "voice": "nobody at all"}, "voice"),
        ({"input": "a", "voice": "alloy", "speed": "fast"}, "speed"),
        ({"input": "a", "voice": "alloy", "speed": 5}, "speed"),
        ({"input": "a", "voice": "alloy", "response_format": "mp4"}, "response_format"),
        ({"input": "\ud800", "voice": "alloy"}, "input"),
    ],
)
def test_what_makes_no_sense_is_a_400_that_names_it(client: httpx.Client, wanted: object, param: str) -> None:
    headers = {"content-type": "application/json"}
    answer = client.post("/v1/audio/speech", content=json.dumps(wanted), headers=headers)
    assert answer.status_code == 400
    error = answer.json()["error"]
    assert error["param"] == param
    assert error["type"] == "invalid_request_error"
    assert error["message"]


def test_their_client_understands_our_errors(theirs: openai.OpenAI) -> None:
    with pytest.raises(openai.BadRequestError, match="there is no voice") as caught:
        theirs.audio.speech.create(model="tts-1", voice="af_nobody", input="Hello.")
    assert caught.value.code == "unknown_voice"


def test_an_engine_that_fails_is_a_500_before_the_first_sound_and_a_broken_answer_behind_it(tmp_path: Path) -> None:
    with ApiServer(ToneModel(tmp_path, ToneEngine(refuse="boom"))) as server, server.client() as client:
        wanted = {"input": "boom", "voice": "alloy", "response_format": "pcm"}
        answer = client.post("/v1/audio/speech", json=wanted)
        assert answer.status_code == 500
        assert answer.json()["error"]["code"] == "engine_failed"
        with pytest.raises(httpx.RemoteProtocolError):
            client.post("/v1/audio/speech", json={**wanted, "input": "Well, here it comes now. And then it says boom."})


def test_models_and_voices_are_listed(theirs: openai.OpenAI, client: httpx.Client) -> None:
    names = [model.id for model in theirs.models.list()]
    assert "tts-1" in names
    assert theirs.models.retrieve(names[0]).id == names[0]
    with pytest.raises(openai.NotFoundError):
        theirs.models.retrieve("nothing")
    voices = client.get("/v1/audio/voices").json()["voices"]
    assert {"id": "af_bella", "name": "Bella", "language": "en-us", "gender": "female"} in voices


def test_a_model_that_is_busy_is_a_429_that_says_when_to_try_again(tmp_path: Path) -> None:
    engine = ToneEngine(gated=True)
    wanted = {"input": "Hello there.", "voice": "alloy", "response_format": "pcm"}
    with ApiServer(ToneModel(tmp_path, engine, queue_size=1)) as server, server.client() as client:
        with (
            httpx.Client(base_url=server.url) as other,
            other.stream("POST", "/v1/audio/speech/stream", json={"input": "Hi."}),
        ):
            engine.reached.acquire()
            answer = client.post("/v1/audio/speech", json=wanted)
            engine.let(100)
        assert answer.status_code == 429
        assert int(answer.headers["retry-after"]) > 0
        assert answer.json()["error"]["code"] == "busy"
