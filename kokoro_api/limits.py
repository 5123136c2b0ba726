"""How much one server takes, and from whom."""

from __future__ import annotations

from dataclasses import dataclass, field

LONGEST_TEXT = 250_000
"""Characters; more may not fit into one message to the model service."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of requests. `rate` is requests a minute for each client, 0 for any number."""

    text: int = 100_000
    """Characters of one text."""
    body: int = 1024 * 1024
    """Bytes of one request's body, and of one WebSocket message."""
    head: int = 64 * 1024
    """Bytes of a request before its body."""
    requests: int = 512
    """Requests and WebSockets under way at a time."""
    connections: int = 1024
    """Connections open at a time."""
    rate: int = 0
    body_seconds: float = 10.0
    """How long a client may take over its request, its head and body each."""
    send_seconds: float = 60.0
    """How long a client may take nothing of its answer."""


@dataclass(frozen=True, slots=True)
class Access:
    """Who is let in. With `keys`, only who shows one; `hosts` and `origins` are besides this machine's own."""

    keys: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Streaming:
    """How streams go out: `chunk_seconds` of sound in a piece, after `prime_bytes` of silence."""

    chunk_seconds: float = 0.1
    prime_bytes: int = 512


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of one server."""

    limits: Limits = field(default_factory=Limits)
    access: Access = field(default_factory=Access)
    streaming: Streaming = field(default_factory=Streaming)
    log_texts: bool = False
