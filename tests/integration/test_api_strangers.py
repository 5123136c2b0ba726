"""Who may not use the HTTP server, against a process as it is run; and Wyoming's, by a page in a browser."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from tests.integration.activated import activated

if TYPE_CHECKING:
    from pathlib import Path

KEY = "open-sesame"
PATHS = ("/tts?text=Hello.", "/voices", "/api/status", "/v1/audio/voices", "/metrics", "/openapi.json", "/nowhere")
WEBSOCKET = (
    "upgrade: websocket",
    "connection: upgrade",
    "sec-websocket-version: 13",
    "sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==",
)


def ask(listener: socket.socket, path: str, *headers: str, method: str = "GET", body: str = "") -> int:
    """The status of the answer to a request as it stands."""
    lines = [f"{method} {path} HTTP/1.1", *headers, f"content-length: {len(body)}", "connection: close"]
    if any("upgrade" in header for header in headers):
        lines = lines[:-2]
    with socket.create_connection(listener.getsockname(), timeout=20) as client:
        client.sendall(("\r\n".join(lines) + "\r\n\r\n" + body).encode())
        answer = client.recv(65536)
    return int(answer.split()[1]) if answer else 0


def test_other_sites_and_names_get_nothing(listener: socket.socket, environ: dict[str, str]) -> None:
    port = listener.getsockname()[1]
    ours = f"host: 127.0.0.1:{port}"
    with activated("kokoro_api", listener, environ):
        assert ask(listener, "/healthz", ours) == 200
        for path in PATHS:
            for rebound in ("evil.example", f"evil.example:{port}", "127.0.0.1.evil.example", "localhost@evil.example"):
                assert ask(listener, path, f"host: {rebound}") == 421, (path, rebound)
            for origin in (
                "https://evil.example",
                "null",
                f"http://localhost:{port + 1}",
                f"http://evil.example:{port}",
            ):
                assert ask(listener, path, ours, f"origin: {origin}") == 403, (path, origin)
            assert ask(listener, path, ours, "sec-fetch-site: cross-site") == 403, path
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            body = '{"input": "Hello."}'
            assert ask(listener, "/v1/audio/speech", ours, "origin: null", method=method, body=body) == 403
        spoken = ("/v1/audio/speech/stream/ws", ours, *WEBSOCKET)
        assert ask(listener, *spoken, "origin: https://evil.example") == 403
        assert ask(listener, *spoken, f"origin: http://127.0.0.1:{port}") == 101


def test_nobody_without_a_key_gets_more_than_the_page(
    listener: socket.socket, environ: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "keys").write_text(f"{KEY}\nanother\n")
    ours = f"host: 127.0.0.1:{listener.getsockname()[1]}"
    with activated("kokoro_api", listener, environ, "--key-file", str(tmp_path / "keys")):
        for path in PATHS:
            assert ask(listener, path, ours) == 401, path
            for wrong in ("", KEY[:-1], KEY + "x", KEY.upper(), "open-sesame\\nanother", f"{KEY} another", "*"):
                assert ask(listener, path, ours, f"authorization: Bearer {wrong}") == 401, (path, wrong)
        for path in (
            "//tts?text=Hello.",
            "/static/../tts?text=Hello.",
            "/static/..%2ftts?text=Hello.",
            "/static/%2e%2e/tts",
        ):
            assert ask(listener, path, ours) in {401, 404}, path
        assert ask(listener, "/tts?text=Hello.", ours, "authorization: Bearer another") == 200
        assert ask(listener, "/v1/audio/speech/stream/ws", ours, *WEBSOCKET) == 401


def test_a_page_in_a_browser_cannot_talk_to_wyoming(listener: socket.socket, environ: dict[str, str]) -> None:
    """Its request begins with a line that is no event, and nothing behind that is looked at."""
    speak = '{"type": "synthesize", "data": {"text": "Hello."}}\n'
    request = f"POST / HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: {len(speak)}\r\n\r\n{speak}"
    with (
        activated("kokoro_wyoming", listener, environ),
        socket.create_connection(listener.getsockname(), timeout=20) as page,
    ):
        page.sendall(request.encode())
        answer = b"".join(iter(lambda: page.recv(65536), b""))
    assert b"audio" not in answer
