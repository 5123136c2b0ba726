"""Texts that were accepted and that no voice has yet, in files beside the socket: they outlive the service.

A file is gone once its text is with a voice or over, so that what a service finds as it starts was lost with the
one before it. It is taken out before anything is done with it: a text that kills the service kills one only. What is no
such file, as a full disk or another version leaves it, is set aside for who wants to look.
"""

from __future__ import annotations

import logging
import re
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kokoro_ipc import message
from kokoro_ipc.errors import ProtocolError
from kokoro_ipc.frame import FrameDecoder
from kokoro_model.atomic_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kokoro_ipc.message import Message

log = logging.getLogger(__name__)
MOST_ASIDE = 10
"""Files that are set aside; of more, the oldest go."""
_ASIDE = "bad-"


@dataclass(frozen=True, slots=True)
class KeptText:
    """A text as a voice was to be sent it, and how many seconds ago it was kept."""

    age: float
    first: message.Speak
    rest: list[message.Text | message.End]


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

    def take(self) -> Iterator[KeptText]:
        """What the service before has left, oldest first."""
        for path in sorted(self._folder.glob("[0-9]*")):
            try:
                text = _read(path)
                path.unlink()
            except (OSError, ProtocolError) as error:
                self._set_aside(path, error)
            else:
                yield text

    def _set_aside(self, path: Path, reason: Exception) -> None:
        """Keep it where `take` does not find it."""
        aside = self._folder / f"{_ASIDE}{path.name}"
        log.error("%s is no text that was kept (%.200s): it is set aside as %s", path, reason, aside.name)
        try:
            path.rename(aside)
            for old in sorted(self._folder.glob(f"{_ASIDE}*"))[:-MOST_ASIDE]:
                old.unlink()
        except OSError as error:
            log.error("%s cannot be set aside: %s", path, error)


def _read(path: Path) -> KeptText:
    """Raises OSError and ProtocolError."""
    name = re.fullmatch(r"(\d{20})-(\w+)", path.name, re.ASCII)
    if name is None or not path.is_file():
        raise ProtocolError("it is not named so, or no file")
    first, *rest = _messages(path.read_bytes())
    if not isinstance(first, message.Speak) or first.id != name[2]:
        raise ProtocolError("it does not begin with the text of its name")
    return KeptText((time.monotonic_ns() - int(name[1])) / 1e9, first, [_more(sent) for sent in rest])


def _more(sent: Message) -> message.Text | message.End:
    if not isinstance(sent, message.Text | message.End):
        raise ProtocolError(f"{sent.kind} is not more of a text")
    return sent


def _messages(content: bytes) -> list[Message]:
    """All of them, at least one; raises ProtocolError."""
    decoder = FrameDecoder()
    decoder.feed(content)
    messages = []
    while (frame := decoder.next()) is not None:
        messages.append(message.decode(*frame))
    decoder.eof()
    if not messages:
        raise ProtocolError("it is empty")
    return messages
