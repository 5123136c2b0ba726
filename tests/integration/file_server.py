"""Real HTTP servers on the loopback: one serves files, well or badly, and one is a proxy."""

from __future__ import annotations

import contextlib
import http.client
import re
import socket
import struct
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator


@dataclass
class Asked:
    """One request as the server saw it, and the status it gave."""

    path: str
    range: str | None
    if_range: str | None
    status: int = 0


@dataclass
class Halfway:
    """Where a server stops in the middle of a body until it is told to go on."""

    reached: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)


@dataclass
class FileServer:
    """What is served and how; `statuses` and `break_after` (bytes of a body) are used up by the requests."""

    files: dict[str, bytes]
    etag: str | None = '"first"'
    modified: str | None = None
    ranges: bool = True
    range_shift: int = 0
    tells_length: bool = True
    statuses: list[int] = field(default_factory=list)
    break_after: list[int] = field(default_factory=list)
    resets: bool = False
    halfway: Halfway | None = None
    redirect: str | None = None
    asked: list[Asked] = field(default_factory=list)

    @contextlib.contextmanager
    def running(self, tls: ssl.SSLContext | None = None) -> Iterator[str]:
        """Serve until the block ends; gives the address."""
        with _listening(type("Handler", (_FileHandler,), {"served": self}), tls) as address:
            try:
                yield f"{'https' if tls else 'http'}://{address}"
            finally:
                if self.halfway:
                    self.halfway.go_on.set()


@contextlib.contextmanager
def proxy(seen: list[str]) -> Iterator[str]:
    """Run a forward proxy (GET and CONNECT) that notes what it was asked; gives its address."""
    with _listening(type("Handler", (_ProxyHandler,), {"seen": seen}), None) as address:
        yield f"http://{address}"


@contextlib.contextmanager
def _listening(handler: type[BaseHTTPRequestHandler], tls: ssl.SSLContext | None) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = False  # so that closing waits for them
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        loop = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        loop.start()
        try:
            yield f"127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            loop.join()


class _Handler(BaseHTTPRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass

    def handle(self) -> None:
        with contextlib.suppress(OSError):  # a client that leaves is what many tests are about
            super().handle()

    def empty(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": "0"}.items():
            self.send_header(name, value)
        self.end_headers()


class _FileHandler(_Handler):
    served: FileServer

    def do_GET(self) -> None:
        asked = Asked(self.path, self.headers["Range"], self.headers["If-Range"])
        asked.status = self._status(self.served)
        self.served.asked.append(asked)
        if asked.status in (200, 206):
            self._send(self.served, asked.status)
        else:
            self.empty(asked.status, Location=f"{self.served.redirect}{self.path}")

    def _status(self, served: FileServer) -> int:
        if served.statuses:
            return served.statuses.pop(0)
        if served.redirect:
            return 302
        if self.path.lstrip("/") not in served.files:
            return 404
        if not self._wanted() or not served.ranges:
            return 200
        condition = self.headers["If-Range"]
        if condition is not None and condition not in (served.etag, served.modified):
            return 200
        return 206 if self._wanted() < len(served.files[self.path.lstrip("/")]) else 416

    def _wanted(self) -> int:
        wanted = re.fullmatch(r"bytes=(\d+)-", self.headers["Range"] or "")
        return int(wanted[1]) if wanted else 0

    def _send(self, served: FileServer, status: int) -> None:
        body = served.files[self.path.lstrip("/")]
        begin = self._wanted() + served.range_shift if status == 206 else 0
        self.send_response(status)
        if status == 206:
            self.send_header("Content-Range", f"bytes {begin}-{len(body) - 1}/{len(body)}")
        for name, value in (("ETag", served.etag), ("Last-Modified", served.modified)):
            if value:
                self.send_header(name, value)
        if served.tells_length:
            self.send_header("Content-Length", str(len(body) - begin))
        self.end_headers()
        self._send_body(served, body[begin:])

    def _send_body(self, served: FileServer, body: bytes) -> None:
        if served.break_after:
            body = body[: served.break_after.pop(0)]
            if served.resets:  # closing says RST, not that the body is over
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        if served.halfway:
            middle = len(body) // 2
            self.wfile.write(body[:middle])
            served.halfway.reached.set()
            served.halfway.go_on.wait()
            body = body[middle:]
        self.wfile.write(body)


class _ProxyHandler(_Handler):
    seen: list[str]

    def do_GET(self) -> None:
        self.seen.append(f"GET {self.path}")
        target = urlsplit(self.path)
        upstream = http.client.HTTPConnection(target.netloc)
        passed = {name: value for name, value in self.headers.items() if name in ("Range", "If-Range")}
        upstream.request("GET", target.path, headers=passed)
        answer = upstream.getresponse()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            self.send_header(name, value)
        self.end_headers()
        while piece := answer.read1():
            self.wfile.write(piece)
        upstream.close()

    def do_CONNECT(self) -> None:
        self.seen.append(f"CONNECT {self.path}")
        host, _, port = self.path.partition(":")
        with socket.create_connection((host, int(port))) as upstream:
            self.send_response(200)
            self.end_headers()
            back = threading.Thread(target=_copy, args=(upstream, self.connection))
            back.start()
            _copy(self.connection, upstream)
            back.join()
        self.close_connection = True


def _copy(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(1 << 16):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
