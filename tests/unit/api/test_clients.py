"""What clients of OpenAI's and of Kokoro-FastAPI's servers really send, as their sources have it."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

import pytest

from kokoro_api.limits import Access, Settings
from tests.api_server import ApiServer
from tests.tone import bare, text_of
from tests.tone_model import ToneModel

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

TEXT = "Hello there, my friend. This is a longer text, which has two sentences."
KOKORO_FASTAPI = {
    "model": "kokoro",
    "input": TEXT,
    "voice": "af_bella(2)+af_sky(1)",
    "response_format": "pcm",
    "download_format": None,
    "speed": 1.0,
    "stream": True,
    "return_download_link": False,
    "lang_code": None,
    "volume_multiplier": 1.0,
    "normalization_options": {"normalize": True, "unit_normalization": False},
}
SENT = {
    "Kokoro-FastAPI's schema": KOKORO_FASTAPI,
    "its page": {**KOKORO_FASTAPI, "lang_code": "a", "stream": False, "normalization_options": None},
    "nulls for all that was not set": {**dict.fromkeys(KOKORO_FASTAPI), "input": TEXT, "response_format": "pcm"},
    "Open WebUI": {"model": "tts-1", "input": TEXT, "voice": "alloy", "response_format": "pcm"},
    "SillyTavern": {"model": "tts-1", "input": TEXT, "voice": "nova", "response_format": "pcm", "speed": 1},
    "Home Assistant's openai_tts": {
        "model": "kokoro",
        "input": TEXT,
        "voice": "af_heart",
        "response_format": "pcm",
        "speed": 1.0,
        "instructions": "Speak cheerfully.",
    },
    "LibreChat without voices": {"input": TEXT, "model": "kokoro", "backend": "kokoro", "response_format": "pcm"},
}


@pytest.mark.parametrize("sent", SENT.values(), ids=SENT)
def test_what_clients_send_is_spoken(client: httpx.Client, sent: dict[str, object]) -> None:
    answer = client.post("/v1/audio/speech", json=sent, headers={"authorization": "Bearer not-needed"})
    assert answer.status_code == 200, answer.text
    assert text_of(answer.content) == bare(TEXT)


@pytest.mark.parametrize(
    ("lang", "spoken"),
    [
        ("a", "en-us"),
        ("b", "en-gb"),
        ("en-US", "en-us"),
        ("en_GB", "en-gb"),
        ("z", "cmn"),
        ("zh-CN", "cmn"),
        ("", "en-us"),
        (None, "en-us"),
    ],
)
def test_a_language_is_known_by_all_its_names(
    server: ApiServer, client: httpx.Client, lang: str | None, spoken: str
) -> None:
    wanted = {"input": "Hello.", "voice": "af_sky", "lang_code": lang, "response_format": "pcm"}
    assert client.post("/v1/audio/speech", json=wanted).status_code == 200
    assert server.model.engine.requests[-1].lang == spoken


@pytest.mark.parametrize(
    "path",
    ["//v1/audio/speech", "/v1//audio/speech", "/v1/audio/speech/", "//v1/audio/speech//"],
)
def test_slashes_that_mean_nothing_lead_to_the_route(client: httpx.Client, path: str) -> None:
    answer = client.post(f"{client.base_url}".rstrip("/") + path, json={"input": "Hello.", "response_format": "pcm"})
    assert answer.status_code == 200
    assert text_of(answer.content) == "Hello."


def test_slashes_lead_around_no_key(tmp_path: Path) -> None:
    settings = Settings(access=Access(keys=frozenset({"secret"})))
    with ApiServer(ToneModel(tmp_path), settings) as server, server.client() as client:
        for path in ("//v1/models", "/v1/models/", "/static/../v1/models", "//static/..//v1/models/"):
            assert client.get(server.url + path).status_code in {401, 404}, path
        assert client.get(server.url + "//healthz/").status_code == 200


def test_open_webui_finds_models_and_voices(client: httpx.Client) -> None:
    models = client.get("/v1/audio/models").json()["models"]
    assert "kokoro" in [model["id"] for model in models]
    voices = client.get("/v1/audio/voices").json()["voices"]
    assert {voice["id"]: voice["name"] for voice in voices}["af_bella"] == "Bella"


def test_home_assistant_asks_for_voices_by_the_page(client: httpx.Client) -> None:
    voices = client.get("/v1/audio/voices", params={"limit": 100}).json()["voices"]
    assert len(voices) >= 54


@pytest.mark.parametrize("form", ["pcm", "wav", "mp3"])
def test_captions_that_are_not_streamed_are_one_object(client: httpx.Client, form: str) -> None:
    wanted = {"input": TEXT, "voice": "af_sky", "response_format": form, "speed": None, "lang_code": "a"}
    answer = client.post("/dev/captioned_speech", json={**wanted, "stream": False})
    assert answer.headers["content-type"] == "application/json"
    whole = answer.json()
    lines = [json.loads(line) for line in client.post("/dev/captioned_speech", json=wanted).text.splitlines()]
    assert set(whole) == {"audio", "audio_format", "timestamps"}
    assert whole["audio_format"] == {"pcm": "audio/pcm", "wav": "audio/wav", "mp3": "audio/mpeg"}[form]
    assert base64.b64decode(whole["audio"]) == b"".join(base64.b64decode(line["audio"]) for line in lines)
    assert whole["timestamps"] == [word for line in lines for word in line["timestamps"]]
    assert {line["audio_format"] for line in lines} == {whole["audio_format"]}


def test_captions_that_cannot_be_made_are_an_error_of_their_own(client: httpx.Client) -> None:
    answer = client.post("/dev/captioned_speech", json={"input": "a", "voice": "nobody", "stream": False})
    assert (answer.status_code, answer.json()["error"]["param"]) == (400, "voice")
