"""Listening for programs that do not speak our own protocol: on sockets that were handed in, or at an address."""

from __future__ import annotations

import ipaddress
import socket

from systemd import daemon


def listeners(host: str, port: int) -> list[socket.socket]:
    """The sockets that systemd hands in, or one of our own at that address; raises OSError."""
    handed_in = [socket.socket(fileno=descriptor) for descriptor in daemon.listen_fds()]
    if handed_in:
        return handed_in
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.create_server((host, port), family=family, backlog=4096)
    return [socket.socket(fileno=made.detach())]  # which knows that it speaks TCP; asyncio wants to, or sends late


def is_local(listener: socket.socket) -> bool:
    """Whether nobody but this machine can connect."""
    if listener.family == socket.AF_UNIX:
        return True
    return ipaddress.ip_address(listener.getsockname()[0]).is_loopback
