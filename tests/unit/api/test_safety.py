"""Who is let in, how much at a time, and what a client may do to others."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from kokoro_api.limits import Access, Limits, Settings
from kokoro_api.traffic import Rates
from tests.api_server import ApiServer
from tests.tone import ToneEngine, text_of
from tests.tone_model import ToneModel
from tests.unit.model.peers import until

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

HELLO = {"text": "Hello."}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"host": "localhost:99"}, 200),
        ({"host": "192.168.1.5:8000"}, 200),
        ({"host": "[::1]:8000"}, 200),
        ({"host": "speech.example"}, 200),
        ({"host": "evil.example"}, 421),
        ({"host": "127.0.0.1.evil.example"}, 421),
        ({"host": "[::1"}, 421),
        ({"host": ""}, 421),
        ({"host": "localhost:8000", "origin": "http://localhost:8000"}, 200),
        ({"host": "localhost:8000", "origin": "http://localhost:9000"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "https://friend.example"}, 200),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site", "sec-fetch-mode": "navigate"}, 403),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "none", "sec-fetch-mode": "navigate"}, 200),
    ],
)
def test_hosts_and_origins(tmp_path: Path, headers: dict[str, str], status: int) -> None:
    access = Access(hosts=frozenset({"speech.example"}), origins=frozenset({"https://friend.example"}))
    with ApiServer(ToneModel(tmp_path), Settings(access=access)) as server, server.client() as client:
        assert client.get("/tts", params=HELLO, headers=headers).status_code == status


def test_following_a_link_to_the_page_is_no_harm(client: httpx.Client) -> None:
    headers = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert client.get("/", headers=headers).status_code == 200


def test_keys_are_needed_where_there_are_some(tmp_path: Path) -> None:
    settings = Settings(access=Access(keys=frozenset({"secret", "schlüssel"})))
    with ApiServer(ToneModel(tmp_path), settings) as server, server.client() as client:
        refused = client.get("/tts", params=HELLO)
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"] == "Bearer"
        for wrong in ("Bearer secre", "Bearer", "Basic secret", "secret"):
            assert client.get("/tts", params=HELLO, headers={"authorization": wrong}).status_code == 401
        assert client.get("/tts", params=HELLO, headers={"authorization": "Bearer secret"}).status_code == 200
        assert client.get("/tts", params={**HELLO, "api_key": "schlüssel"}).status_code == 200
        assert client.get("/metrics").status_code == 401
        assert client.get("/healthz").status_code == client.get("/").status_code == 200


def test_pages_of_an_allowed_site_may_use_it_with_a_key(tmp_path: Path) -> None:
    access = Access(keys=frozenset({"secret"}), origins=frozenset({"https://friend.example"}))
    with ApiServer(ToneModel(tmp_path), Settings(access=access)) as server, server.client() as client:
        origin = {"origin": "https://friend.example"}
        asking = {"access-control-request-method": "POST", "access-control-request-headers": "authorization"}
        leave = client.options("/v1/audio/speech", headers={**origin, **asking})
        assert leave.status_code == 200
        assert leave.headers["access-control-allow-origin"] == "https://friend.example"
        answer = client.get("/tts", params=HELLO, headers={**origin, "authorization": "Bearer secret"})
        assert answer.headers["access-control-allow-origin"] == "https://friend.example"
        evil = client.options("/v1/audio/speech", headers={"origin": "https://evil.example", **asking})
        assert evil.status_code == 403


def test_rates_save_up_for_a_minute_at_most() -> None:
    now = 0.0
    rates = Rates(60, lambda: now)
    assert [rates.allow("a") for _ in range(61)] == [True] * 60 + [False]
    assert rates.allow("b")
    now = 1.0
    assert [rates.allow("a") for _ in range(2)] == [True, False]
    now = 1000.0
    assert sum(rates.allow("a") for _ in range(100)) == 60


def test_over_the_rate_is_a_429_that_says_when_to_try_again(tmp_path: Path) -> None:
    with ApiServer(ToneModel(tmp_path), Settings(Limits(rate=3))) as server, server.client() as client:
        answers = [client.get("/health") for _ in range(5)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
        assert int(answers[-1].headers["retry-after"]) > 0
        assert client.get("/healthz").status_code == 200


def test_too_many_requests_are_refused_and_health_is_told(tmp_path: Path) -> None:
    engine = ToneEngine(gated=True)
    with ApiServer(ToneModel(tmp_path, engine), Settings(Limits(requests=1))) as server, server.client() as client:
        with (
            server.client() as other,
            other.stream("POST", "/v1/audio/speech/stream", json={"input": "Hello."}) as first,
        ):
            refused = client.get("/tts", params=HELLO)
            assert (refused.status_code, refused.json()["error"]["code"]) == (503, "busy")
            assert int(refused.headers["retry-after"]) > 0
            assert client.get("/healthz").status_code == client.get("/metrics").status_code == 200
            engine.let(10)
            first.read()
        until(lambda: client.get("/tts", params=HELLO).status_code == 200)  # the client knew of the end first


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_that_is_too_large_is_a_413(tmp_path: Path, chunked: bool) -> None:
    with ApiServer(ToneModel(tmp_path), Settings(Limits(body=1000))) as server, server.client() as client:
        body = b'{"text": "' + b"a" * 2000 + b'"}'
        content = (body[at : at + 100] for at in range(0, len(body), 100)) if chunked else body
        answer = client.post("/synthesize-file", content=content, headers={"content-type": "application/json"})
        assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too_long")


def test_a_text_that_is_too_long_is_a_413(tmp_path: Path) -> None:
    with ApiServer(ToneModel(tmp_path), Settings(Limits(text=10))) as server, server.client() as client:
        assert client.post("/synthesize-file", json={"text": "a" * 11}).status_code == 413
        assert client.post("/synthesize-file", json={"text": "a" * 10}).status_code == 200


def spoken_to(server: ApiServer, said: bytes) -> bytes:
    """All that is answered to raw bytes, up to the end of the connection."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall(said)
        return b"".join(iter(lambda: connection.recv(65536), b""))


@pytest.mark.parametrize("said", [b"", b"GET /healthz HTTP/1.1\r\nhost:", b"POST /synthesize HTTP/1.1\r\ncontent-le"])
def test_one_who_does_not_finish_asking_is_hung_up_on(tmp_path: Path, said: bytes) -> None:
    with ApiServer(ToneModel(tmp_path), Settings(Limits(body_seconds=0.2))) as server:
        assert spoken_to(server, said) == b""


def test_a_body_that_does_not_come_is_a_408(tmp_path: Path) -> None:
    head = b"POST /synthesize-file HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: 100\r\n\r\n{"
    with ApiServer(ToneModel(tmp_path), Settings(Limits(body_seconds=0.2))) as server:
        assert spoken_to(server, head).startswith(b"HTTP/1.1 408")


def test_a_head_without_end_is_cut_off(server: ApiServer) -> None:
    said = b"GET /healthz HTTP/1.1\r\nhost: localhost\r\n" + b"x: " + b"a" * 70_000
    assert spoken_to(server, said).startswith(b"HTTP/1.1 431")


def test_many_heads_on_one_connection_are_no_long_head(server: ApiServer) -> None:
    with server.client() as client:
        for _ in range(10):
            assert client.get("/healthz", headers={"x": "a" * 10_000}).status_code == 200


def test_too_many_connections_are_refused(tmp_path: Path) -> None:
    with ApiServer(ToneModel(tmp_path), Settings(Limits(connections=1))) as server, server.client() as client:
        assert client.get("/healthz").status_code == 200
        assert spoken_to(server, b"").startswith(b"HTTP/1.1 503")


def test_one_who_takes_nothing_is_hung_up_on_and_harms_nobody(tmp_path: Path) -> None:
    settings = Settings(Limits(send_seconds=0.3))
    with ApiServer(ToneModel(tmp_path), settings) as server, server.client() as client, socket.socket() as slow:
        server.listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)  # or the kernel takes it all in
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.settimeout(20)
        slow.connect(("127.0.0.1", server.port))
        body = b'{"text": "' + b"Hello there. " * 7000 + b'"}'
        head = b"POST /synthesize-file HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
        slow.sendall(head + b"content-length: %d\r\n\r\n" % len(body) + body)
        assert text_of(client.get("/tts", params=HELLO).content[44:]) == "Hello."
        until(lambda: server.status()["cancelled"] == 1)


def test_request_ids_are_given_or_kept(client: httpx.Client) -> None:
    assert client.get("/healthz").headers["x-request-id"]
    assert client.get("/healthz", headers={"x-request-id": "mine-1"}).headers["x-request-id"] == "mine-1"
    assert client.get("/healthz", headers={"x-request-id": "a b\tc"}).headers["x-request-id"] != "a b\tc"


def test_texts_are_not_logged(client: httpx.Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    client.get("/tts", params={"text": "my secret diary"})
    client.post("/v1/audio/speech", json={"input": "my secret diary", "voice": "my secret voice"})
    ours = [record for record in caplog.records if record.name.startswith("kokoro")]
    assert ours
    assert not [record for record in ours if "secret" in record.getMessage()]


def test_texts_are_logged_where_that_is_asked_for(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    with ApiServer(ToneModel(tmp_path), Settings(log_texts=True)) as server, server.client() as client:
        client.get("/tts", params={"text": "my open diary"})
    assert "my open diary" in caplog.text


def test_an_idle_server_leaves_and_who_comes_then_waits_in_the_socket(tmp_path: Path) -> None:
    model = ToneModel(tmp_path)
    with ApiServer(model, idle_seconds=0.2) as server:
        with server.client() as client:
            assert client.get("/healthz").status_code == 200
        server.wait()
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as waits:
            waits.sendall(b"GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n")
            accepted, _ = server.listener.accept()
            with accepted:
                assert accepted.recv(100).startswith(b"GET /healthz")


def test_who_waits_in_the_socket_as_a_server_starts_is_served_by_it(tmp_path: Path) -> None:
    server = ApiServer(ToneModel(tmp_path), idle_seconds=1e-6)
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as waits:
        waits.sendall(b"GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n")
        with server:
            assert waits.recv(100).startswith(b"HTTP/1.1 200 ")
            waits.close()
            server.wait()
