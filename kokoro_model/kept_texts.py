"""Texts that were accepted and that no voice has yet, in files beside the socket: they outlive the service.

A file is gone once its text is with a voice or over, so that what a service finds as it starts was lost with the
one before it. It is taken out before anything is done with it: a text that kills the service kills one only.
"""

from __future__ import annotations

import logging
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from kokoro_ipc import message
from kokoro_ipc.frame import FrameDecoder
from kokoro_model.atomic_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kokoro_ipc.message import Message

log = logging.getLogger(__name__)


class KeptTexts:
    """The files in `folder`, named by the system's monotonic clock, ns, and the text's id. Any thread may call."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, Path] = {}

    def keep(self, identity: str, sent: Iterable[Message]) -> None:
        """Keep a text, as a voice would be sent it; where that fails, it lives as long as the service."""
        path = self._folder / f"{time.monotonic_ns():020}-{identity}"
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            write_whole(path, b"".join(map(message.encode, sent)), durable=False)
        except OSError as error:
            log.warning("%s would not outlive this service: %s", identity, error)
        self._files[identity] = path

    def forget(self, identity: str) -> None:
        """That text is with its voice, or over."""
        if (path := self._files.pop(identity, None)) is not None:
            with suppress(OSError):
                path.unlink()

    def take(self) -> Iterator[tuple[float, list[Message]]]:
        """What the service before has left, oldest first: how many seconds ago, and what a voice was to be sent."""
        for path in sorted(self._folder.glob("[0-9]*")):
            content = path.read_bytes()
            path.unlink()
            yield (time.monotonic_ns() - int(path.name.partition("-")[0])) / 1e9, list(_messages(content))


def _messages(content: bytes) -> Iterator[Message]:
    decoder = FrameDecoder()
    decoder.feed(content)
    while (frame := decoder.next()) is not None:
        yield message.decode(*frame)
