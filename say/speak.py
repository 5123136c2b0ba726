"""Speaking a text: send it, be told that it is held, and with --wait how it ended."""

from __future__ import annotations

import os
import select
import sys

from kokoro_ipc import launch, message
from kokoro_ipc.errors import DisconnectedError, FailureError, ProtocolError
from say import source
from say.options import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kokoro_ipc.channel import Channel
    from kokoro_ipc.message import Message
    from say.options import Options
    from say.progress import Progress

_OK, _INTERRUPTED = 0, 3
_LONG = 400
"""Bytes of text from which on a progress bar is worth its line."""
_FORMATS = (".wav", ".flac", ".ogg", ".mp3")


def run(wanted: Options, environ: Mapping[str, str]) -> int:
    """Speak what the options say; gives the exit status."""
    _check_output(wanted.output)
    pieces = source.pieces(wanted, environ)
    first = _first(pieces)
    return _converse(wanted, environ, lambda speech: speech.send(first, pieces))


def again(wanted: Options, environ: Mapping[str, str]) -> int:
    """Have the last text spoken once more; gives the exit status."""
    return _converse(wanted, environ, lambda speech: speech.repeat())


def _converse(wanted: Options, environ: Mapping[str, str], begin: Callable[[Speech], int]) -> int:
    with launch.connect(environ) as channel:
        speech = Speech(channel, wanted)
        try:
            return begin(speech)
        except KeyboardInterrupt:
            speech.stop(environ)
            raise
        except (BrokenPipeError, ConnectionResetError, DisconnectedError):
            raise ProtocolError("the model service went away: say it again; the journal has the reason") from None


class Speech:
    """One text on its way."""

    def __init__(self, channel: Channel, wanted: Options) -> None:
        self._channel, self._wanted = channel, wanted
        self._id = ""
        self._voice = ""
        self._progress: Progress | None = None

    def send(self, first: bytes, pieces: Iterator[bytes]) -> int:
        """Send the text, as it comes; gives the exit status."""
        wanted = self._wanted
        rest = list(pieces) if wanted.text else pieces  # a stream's next piece may be long in coming
        self._channel.request(
            message.Speak(
                voice=wanted.voice,
                lang=wanted.lang,
                form=wanted.form,
                speed=wanted.speed,
                volume=wanted.volume,
                sentence_pause=wanted.pauses[0],
                paragraph_pause=wanted.pauses[1],
                device=wanted.device,
                mode="append" if wanted.append else "urgent" if wanted.urgent else "replace",
                output=_place(wanted.output) if wanted.output else "",
                wait=wanted.wait,
                more=rest != [],
                payload=first,
            )
        )
        if rest == []:
            return self._follow()
        for piece in rest:
            self._channel.request(message.Text(payload=piece))
            status = self._look()
            if status is not None:
                return status
        self._channel.request(message.End())
        return self._follow()

    def repeat(self) -> int:
        """Have what was said last said again; gives the exit status."""
        self._channel.request(message.Again(voice=self._wanted.voice, wait=self._wanted.wait))
        return self._follow()

    def stop(self, environ: Mapping[str, str]) -> None:
        """Have the speech stopped, over a connection of its own: this one may be in the middle of a frame."""
        if self._id:
            with launch.connect(environ) as channel:
                channel.send(message.Stop(voice=self._voice, id=self._id))
                channel.receive()
        else:
            self._channel.send(message.Stop())  # what this connection has just begun

    def _look(self) -> int | None:
        """Hear what the service has to say already, while the text is still being sent."""
        poll = select.poll()
        poll.register(self._channel, select.POLLIN)
        while poll.poll(0):
            told: Message | None = self._channel.receive()
            while told is not None:
                status = self._heard(told)
                if status is not None:
                    return status
                told = self._channel.pending()
        return None

    def _follow(self) -> int:
        """Read the answers up to the last one."""
        while True:
            status = self._heard(self._channel.receive())
            if status is not None:
                return status

    def _heard(self, told: Message) -> int | None:
        if isinstance(told, message.Failed):
            raise FailureError(told.code, told.message)
        if isinstance(told, message.Finished):
            if self._progress is not None:
                self._progress.clear()
            return _OK if told.outcome in {"spoken", "written"} else _INTERRUPTED
        if isinstance(told, message.Begun | message.Accepted):
            self._id, self._voice = told.id, told.voice
        if isinstance(told, message.Accepted):
            if told.notice:
                sys.stderr.write(f"say: {told.notice}\n")
            return None if self._wanted.wait else _OK
        if isinstance(told, message.Progress):
            self._show(told.done, told.total)
        return None

    def _show(self, done: int, total: int) -> None:
        """A bar on a terminal, for texts long enough to want one."""
        if self._progress is None and total > _LONG and sys.stderr.isatty():
            from say.progress import Progress

            self._progress = Progress()
        if self._progress is not None:
            self._progress.show(done, total)


def _first(pieces: Iterator[bytes]) -> bytes:
    """The first piece with something to say in it; raises UsageError where there is none."""
    begun = b""
    for piece in pieces:
        begun += piece
        if begun.strip():
            return begun
        begun = b""
    raise UsageError("there is no text to speak")


def _place(path: str) -> str:
    """Where the file is for every process: /proc/self is another place to each, and so is what is above a link."""
    directory, name = os.path.split(path)
    return os.path.join(os.path.realpath(directory), name)


def _check_output(path: str) -> None:
    """Raises UsageError for what cannot be written, before anything is begun."""
    if not path:
        return
    directory = os.path.dirname(_place(path))
    if os.path.isdir(path) or path.endswith("/"):
        raise UsageError(f"{path} is a directory: give --output a file in it, as {os.path.join(path, 'speech.wav')}")
    if not path.lower().endswith(_FORMATS):
        raise UsageError(f"{path} ends in none of {', '.join(_FORMATS)}")
    if not os.path.isdir(directory):
        reason = f"{directory} is no directory" if os.path.exists(directory) else f"there is no directory {directory}"
        raise UsageError(f"{path} cannot be written: {reason}")
    if os.path.exists(path) and not os.path.isfile(path):
        raise UsageError(f"{path} cannot be written: it is there and not a file")
    if os.statvfs(directory).f_flag & os.ST_RDONLY:
        raise UsageError(f"{path} cannot be written: {directory} is on a read-only file system")
    if not os.access(directory, os.W_OK):
        raise UsageError(f"{path} cannot be written: not allowed in {directory}")
