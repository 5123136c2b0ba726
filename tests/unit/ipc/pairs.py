"""Two ends of one connection, in one process."""

from __future__ import annotations

import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kokoro_ipc.channel import Channel

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def channels() -> Iterator[tuple[Channel, Channel]]:
    """Two channels that are connected; both are closed in the end."""
    mine, theirs = socket.socketpair()
    with Channel(mine, "the peer") as near, Channel(theirs, "the other") as far:
        yield near, far


@contextmanager
def channel_and_socket() -> Iterator[tuple[Channel, socket.socket]]:
    """A channel, and the bare socket at its other end."""
    mine, theirs = socket.socketpair()
    with Channel(mine, "the peer") as channel, theirs:
        yield channel, theirs
