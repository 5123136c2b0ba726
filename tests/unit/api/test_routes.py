"""Streams, files, captions, blends, the page and operations."""

from __future__ import annotations

import base64
import importlib
import json
import time
from functools import partial
from typing import TYPE_CHECKING

import pytest
from prometheus_client.parser import text_string_to_metric_families

from kokoro_api.limits import Settings, Streaming
from kokoro_api.metrics import Metrics
from kokoro_api.speech import Pace, Word
from kokoro_model.engines.kokoro.gpu import GpuMemory
from tests.api_server import ApiServer
from tests.tone import ToneEngine, bare, text_of
from tests.tone_model import ToneModel
from tests.unit.model.peers import until

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

TEXT = "Hello there, my friend. This is a longer text, which has two sentences."
LONG = {"input": TEXT * 200, "voice": "af_heart", "response_format": "pcm"}


def test_a_stream_is_silence_and_then_the_sound(client: httpx.Client) -> None:
    sound = client.post("/v1/audio/speech/stream", json={"input": TEXT}).content
    assert sound[:512] == bytes(512)
    assert text_of(sound[512:]) == bare(TEXT)


def test_a_stream_primes_before_any_sound_is_made(tmp_path: Path) -> None:
    engine = ToneEngine(gated=True)
    with (
        ApiServer(ToneModel(tmp_path, engine)) as server,
        server.client() as client,
        client.stream("POST", "/v1/audio/speech/stream", json={"input": TEXT}) as answer,
    ):
        pieces = answer.iter_bytes()
        assert next(pieces) == bytes(512)
        engine.let(100)
        assert text_of(b"".join(pieces)) == bare(TEXT)


def test_a_stream_without_priming_is_the_sound_alone(tmp_path: Path) -> None:
    settings = Settings(streaming=Streaming(chunk_seconds=0.02, prime_bytes=0))
    with ApiServer(ToneModel(tmp_path), settings) as server, server.client() as client:
        assert text_of(client.post("/v1/audio/speech/stream", json={"input": TEXT}).content) == bare(TEXT)


def test_one_who_leaves_ends_the_work_and_what_waits_is_never_made(tmp_path: Path) -> None:
    engine = ToneEngine(gated=True)
    with ApiServer(ToneModel(tmp_path, engine)) as server:
        with server.client() as running, running.stream("POST", "/v1/audio/speech/stream", json={"input": TEXT * 50}):
            engine.reached.acquire()
            with server.client() as waiting, waiting.stream("POST", "/v1/audio/speech/stream", json={"input": TEXT}):
                until(lambda: server.status()["syntheses"] == 2)
            until(lambda: server.status()["cancelled"] == 1)
        until(lambda: server.status()["cancelled"] == 2)
        engine.let(100)
        until(lambda: server.status()["segments"] == 1)
        with server.client() as client:
            client.get("/tts", params={"text": "Hello."})
        assert len(engine.requests) == 2, "something was made that nobody listens to"


def test_nothing_is_sent_any_more_to_those_who_have_left(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with ApiServer(ToneModel(tmp_path)) as server:
        for number in range(1, 21):
            with server.client() as client, client.stream("POST", "/v1/audio/speech", json=LONG) as answer:
                next(answer.iter_raw())
            until(partial(_has_begun, server, number))
    assert [record.getMessage() for record in caplog.records if record.levelname == "WARNING"] == []


def _has_begun(server: ApiServer, syntheses: int) -> bool:
    return bool(server.status()["syntheses"] == syntheses)


def test_tts_plays_in_an_audio_element(client: httpx.Client) -> None:
    answer = client.get("/tts", params={"text": TEXT, "voice": "af_sky"})
    assert answer.headers["content-type"] == "audio/wav"
    assert text_of(answer.content[44:]) == bare(TEXT)


def test_the_voice_that_is_set_is_the_one_that_speaks(server: ApiServer, client: httpx.Client) -> None:
    assert client.post("/setvoice", params={"voice_name": "bm_lewis"}).json() == {"chosen": "bm_lewis"}
    client.get("/tts", params={"text": "Hello."})
    assert server.model.engine.requests[-1].voice == "bm_lewis"
    assert client.post("/setvoice", params={"voice_name": "nobody"}).status_code == 400
    assert client.get("/api/status").json()["voice"] == "bm_lewis"


def test_voices_and_languages_are_listed(client: httpx.Client) -> None:
    voices = client.get("/voices").json()
    assert [voice["number"] for voice in voices[:54]] == list(range(1, 55))
    assert {"en-us", "fr-fr", "ja"} <= set(client.get("/languages").json())


def test_the_page_is_there_and_fetches_from_nowhere_else(client: httpx.Client) -> None:
    page = client.get("/")
    assert page.headers["content-type"].startswith("text/html")
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert client.get("/static/index.html").text == page.text
    assert client.get("/static/../app.py").status_code == 404


@pytest.mark.parametrize("path", ["/", "/static/page.js"])
def test_a_browser_keeps_the_page_as_long_as_it_is_the_same(client: httpx.Client, path: str) -> None:
    whole = client.get(path)
    assert whole.headers["cache-control"] == "no-cache"
    again = client.get(path, headers={"if-none-match": whole.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(path, headers={"if-none-match": '"older"'}).content == whole.content


def test_a_file_comes_back(client: httpx.Client) -> None:
    answer = client.post("/synthesize-file", json={"text": TEXT, "voice": "af_sky"})
    assert text_of(answer.content[44:]) == bare(TEXT)


def test_speaking_here_goes_to_a_voice(server: ApiServer, client: httpx.Client) -> None:
    accepted = client.post("/synthesize", json={"text": TEXT, "voice": "nova"}).json()
    assert (accepted["voice"], accepted["lang"]) == ("af_nova", "en-us")
    assert server.status()["utterances"] == 1
    assert client.post("/synthesize", json={"text": TEXT, "voice": "nobody"}).status_code == 400


def test_captioned_speech_is_lines_with_all_the_sound(client: httpx.Client) -> None:
    wanted = {"input": TEXT, "voice": "af_sky", "response_format": "pcm"}
    answer = client.post("/dev/captioned_speech", json=wanted)
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert text_of(b"".join(base64.b64decode(line["audio"]) for line in lines)) == bare(TEXT)


def test_a_caption_is_the_word_of_the_text() -> None:
    text = "“Déjà vu”, she said.".encode()
    start = text.index(b"vu")
    assert Word(start, start + 2, 0.5, 0.75).caption(text) == {"word": "vu", "start_time": 0.5, "end_time": 0.75}


@pytest.fixture(scope="module")
def _onnxruntime() -> None:
    """It opens files for good when it is first imported."""
    importlib.import_module("onnxruntime")


@pytest.mark.usefixtures("_onnxruntime")
def test_phonemes_are_told(client: httpx.Client) -> None:
    assert "h" in client.post("/dev/phonemize", json={"text": "Hello there."}).json()["phonemes"]
    assert client.post("/dev/phonemize", json={"text": "Hello.", "language": "xx"}).status_code == 400


@pytest.mark.usefixtures("_onnxruntime")
def test_how_a_text_is_read_is_told_to_who_asks(client: httpx.Client) -> None:
    asked = {"text": "It was [New York](/nuː/) for all."}
    alone = client.post("/dev/phonemize", json=asked).json()
    assert list(alone) == ["phonemes"], "as clients know it"
    told = client.post("/dev/phonemize", json={**asked, "explain": True}).json()
    assert told["phonemes"] == alone["phonemes"]
    assert [(token["text"], token["said"], token["rules"]) for token in told["tokens"]] == [
        ("It was", "It was", []),
        ("[New York](/nuː/)", "New York", ["marks"]),
        ("for all.", "for all.", []),
    ]
    assert all(token["phonemes"] in told["phonemes"] for token in told["tokens"])


def test_health_and_readiness(client: httpx.Client) -> None:
    assert client.get("/healthz").json() == client.get("/health").json() == {"status": "ok"}
    assert client.get("/readyz").json()["engines"] == ["tone"]


def test_underruns_are_where_a_listener_waits_for_the_model() -> None:
    metrics = Metrics()
    pace = Pace(metrics)
    pace.came(bytes(48_000))
    pace.taken()
    pace.came(bytes(2))
    assert metrics.registry.get_sample_value("kokoro_underruns_total") == 0
    late = Pace(metrics)
    late.came(bytes(2))
    late.taken()
    began = time.monotonic()
    until(lambda: time.monotonic() > began + 0.002)  # longer than what there was to hear
    late.came(bytes(2))
    assert metrics.registry.get_sample_value("kokoro_underruns_total") == 1


def test_status_tells_of_both_services(server: ApiServer, client: httpx.Client) -> None:
    status = client.get("/api/status").json()
    assert status["versions"]["kokoro-say"]
    assert set(status["model"]) == set(server.status())


def test_a_model_that_cannot_be_reached_is_a_503_and_the_server_lives(tmp_path: Path) -> None:
    model = ToneModel(tmp_path)
    (tmp_path / "file").touch()
    model.path = str(tmp_path / "file" / "model.sock")
    with ApiServer(model) as server, server.client() as client:
        for answer in (client.get("/readyz"), client.get("/tts", params={"text": "Hello."}), client.get("/voices")):
            assert answer.status_code == 503
            assert answer.json()["error"]["code"] == "model_unreachable"
        assert client.get("/healthz").status_code == 200
        assert "kokoro_model_up 0.0" in client.get("/metrics").text


def test_metrics_count_what_was_asked_and_made(client: httpx.Client) -> None:
    client.get("/tts", params={"text": TEXT})
    client.get("/tts", params={"text": "a", "voice": "nobody"})
    families = text_string_to_metric_families(client.get("/metrics").text)
    samples = {(s.name, *s.labels.values()): s.value for family in families for s in family.samples}
    assert samples["kokoro_requests_total", "/tts", "200"] == 1
    assert samples["kokoro_requests_total", "/tts", "400"] == 1
    assert samples["kokoro_first_sound_seconds_count",] == 1
    assert samples["kokoro_model_syntheses_total",] == 1
    assert samples["kokoro_model_up",] == 1


def test_the_gpus_memory_is_told_where_one_speaks(server: ApiServer, client: httpx.Client) -> None:
    assert "gpu" not in client.get("/metrics").text
    server.model.service._room.gpu_memory = GpuMemory(used=5 << 30, total=8 << 30)
    status = client.get("/api/status").json()["model"]
    assert (status["gpu_memory_used_bytes"], status["gpu_memory_bytes"]) == (5 << 30, 8 << 30)
    assert "kokoro_model_gpu_memory_used_bytes 5.36870912e+09" in client.get("/metrics").text


@pytest.mark.parametrize("name", ["mine", "M-1_x"])
def test_blends_are_kept_spoken_and_forgotten(
    server: ApiServer, client: httpx.Client, name: str, tmp_path: Path
) -> None:
    assert client.get("/api/blends").json() == []
    kept = client.put(f"/api/blends/{name}", json={"recipe": "af_sky+af_bella(2)"})
    assert kept.json() == {"name": name, "recipe": "af_bella(2)+af_sky"}
    assert client.get("/api/blends").json() == [kept.json()]
    client.get("/tts", params={"text": "Hello.", "voice": name})
    assert server.model.engine.requests[-1].voice == "af_bella(2)+af_sky"
    assert client.delete(f"/api/blends/{name}").status_code == 204
    assert client.delete(f"/api/blends/{name}").status_code == 404
    assert client.put("/api/blends/mine", json={"recipe": "af_nobody"}).status_code == 400
    assert client.put("/api/blends/1+1", json={"recipe": "af_sky"}).status_code == 400


MIXED = "Hello there.\n\nQuand le train est enfin arrivé, le quai était si plein que personne ne pouvait descendre."
SPOKEN = [("af_heart", "en-us"), ("ff_siwis", "fr-fr")]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/audio/speech", {"input": MIXED, "voice": "af_heart", "lang_code": "auto", "response_format": "pcm"}),
        ("/v1/audio/speech/stream", {"input": MIXED, "voice": "af_heart", "lang_code": "auto"}),
        ("/dev/captioned_speech", {"input": MIXED, "voice": "af_heart", "lang_code": "auto"}),
        ("/synthesize-file", {"text": MIXED, "voice": "af_heart", "lang": "auto"}),
    ],
)
def test_a_paragraph_is_spoken_in_its_language_where_that_is_asked_for(
    server: ApiServer, client: httpx.Client, path: str, body: dict[str, str]
) -> None:
    assert client.post(path, json=body).status_code == 200
    said = [(request.voice, request.lang) for request in server.model.engine.requests]
    assert list(dict.fromkeys(said)) == SPOKEN


def test_a_page_may_ask_for_it_as_well(server: ApiServer, client: httpx.Client) -> None:
    assert client.get("/tts", params={"text": MIXED, "lang": "auto", "voice": "af_heart"}).status_code == 200
    said = [(request.voice, request.lang) for request in server.model.engine.requests]
    assert list(dict.fromkeys(said)) == SPOKEN


@pytest.mark.usefixtures("_onnxruntime")
def test_the_language_of_each_token_is_told_where_it_was_noticed(client: httpx.Client) -> None:
    told = client.post("/dev/phonemize", json={"text": MIXED, "language": "auto", "explain": True}).json()
    assert [token["lang"] for token in told["tokens"]] == ["en-us", "fr-fr"]
