"""Peers that mean no good, or nothing, against a real service: it answers or closes, and keeps nothing of them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SAY = [sys.executable, "-I", "-m", "say"]
PEER = "import socket, sys; s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); print(s.recv(9))"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a service of its own, which runs."""
    (tmp_path / "run").mkdir(mode=0o700)
    environ = {
        **os.environ,
        "KOKORO_SOCKET": str(tmp_path / "run" / "model.sock"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "KOKORO_OUTPUT_DEVICE": "null",
    }
    subprocess.run([*SAY, "-w", "Hello."], env=environ, check=True, capture_output=True)
    yield environ
    subprocess.run([*SAY, "--kill"], env=environ, check=True)


def converse(service: dict[str, str], data: bytes) -> bytes:
    """Send that and the end, and read all of the answer."""
    with socket.socket(socket.AF_UNIX) as peer:
        peer.connect(service["KOKORO_SOCKET"])
        peer.sendall(data)
        peer.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: peer.recv(65536), b""))


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"garbage" * 100, b"is no header"),
        (b"\0\0\0\x05", b"in the middle of a frame"),
        (b'\0\0\0\x0f{"type":"sing"}', b"no message is of type"),
    ],
    ids=["garbage", "half a frame", "an unknown message"],
)
def test_nonsense_is_answered_and_the_service_speaks_on(service: dict[str, str], data: bytes, complaint: bytes) -> None:
    for _ in range(20):
        assert complaint in converse(service, data)
    assert converse(service, b"") == b""
    subprocess.run([*SAY, "-w", "Still here."], env=service, check=True, capture_output=True)


@pytest.mark.skipif(os.getuid() != 0, reason="only root can be somebody else")
def test_another_user_gets_no_connection(service: dict[str, str], tmp_path: Path) -> None:
    for directory in (*list(tmp_path.parents)[:-2], tmp_path, tmp_path / "run"):  # those below /tmp
        directory.chmod(0o755)
    os.chmod(service["KOKORO_SOCKET"], 0o666)  # even where the file would let them in
    stranger = ["setpriv", "--reuid", "65534", "--clear-groups", "/usr/bin/python3", "-I", "-c", PEER]
    heard = subprocess.run([*stranger, service["KOKORO_SOCKET"]], capture_output=True, text=True, check=False)
    assert heard.stdout == "b''\n", heard.stderr
