"""The service's life: accept connections, keep watch, and leave well."""

from __future__ import annotations

import itertools
import logging
import os
import select
import threading
import time
from collections import Counter
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, TypedDict

from kokoro_ipc import message
from kokoro_ipc.channel import Channel
from kokoro_ipc.errors import FailureError
from kokoro_model import threads
from kokoro_model.explanation import explain
from kokoro_model.session import Session
from kokoro_model.text.explain import Explainer, Trace
from kokoro_model.text.preview import says_nothing
from kokoro_model.text.reading import Passage, Reader
from kokoro_model.text.segmenter import Segmenter

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterable, Iterator

    from kokoro_ipc.activation import ServiceManager
    from kokoro_model.engine_room import EngineRoom
    from kokoro_model.pauses import Pauses
    from kokoro_model.switchboard import Switchboard
    from kokoro_model.text.lexicon import Lexicon
    from kokoro_model.text.multilingual import MultilingualSegmenter
    from kokoro_model.text.rules import Barrier
    from kokoro_model.text.segmenter import Segment

    AnySegmenter = Segmenter | MultilingualSegmenter
log = logging.getLogger(__name__)
MOST_CONNECTIONS = 1000
FULL_SECONDS = 0.1
"""Without a file left for a connection, it is looked for one as often."""
LOOK_SECONDS = 1.0
"""How often an engine that has work is looked after."""


class EngineHangsError(Exception):
    """An engine has taken one of our threads and will not give it back: only a new process can speak again.

    Voices play on meanwhile, and ask the new process for what they lack.
    """


class Segments(TypedDict):
    """How texts are cut: kokoro_model.text.segmenter tells more."""

    first_words: int
    boundaries: str


class Service:
    """What all sessions share. Any thread may call any method but `run`."""

    def __init__(
        self,
        manager: ServiceManager,
        engines: EngineRoom,
        board: Switchboard,
        *,
        lexicon: Lexicon,
        segments: Segments,
        normalise: bool,
        code_blocks: str,
        pauses: Pauses,
        idle_seconds: float,
        runs_as: str,
    ) -> None:
        self.engines, self.board, self.lexicon = engines, board, lexicon
        self._segments, self._normalise, self.pauses = segments, normalise, pauses
        self._code_blocks = code_blocks
        self._manager = manager
        self._idle_seconds = idle_seconds
        self._runs_as = runs_as
        self._version = version("kokoro-say")  # now: another may be installed while we run
        self._begun = self._last_used = time.monotonic()
        self._sessions = 0
        self._counts = Counter({"utterances": 0, "syntheses": 0, "cancelled": 0})
        self._ids = itertools.count(int.from_bytes(os.urandom(4)))
        self._lock = threading.Lock()
        self._wake_reader, self._wake_writer = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._stopping = ""
        self._full = False

    # --- for sessions

    def count(self, what: str, number: int = 1) -> None:
        """So many more of what `status` counts."""
        with self._lock:
            self._counts[what] += number

    def next_id(self) -> str:
        """A text's name. No two of one service are the same, as two of some ten thousand chosen by chance may be."""
        return f"{next(self._ids) & 0xFFFFFFFF:08x}"

    def changed(self) -> None:
        """Something that the status line tells has changed."""
        self._wake()

    def stop(self, reason: str) -> None:
        """End the service; safe in a signal handler."""
        self._stopping = self._stopping or reason
        self._wake()

    def status(self) -> dict[str, object]:
        """For `say --status`."""
        lines = [line for line in self.board.lines() if line.channel]
        return {
            "runs_as": self._runs_as,
            "pid": os.getpid(),
            "version": self._version,
            "up_seconds": round(time.monotonic() - self._begun, 1),
            "engines": self.engines.names,
            "engine_state": self.engines.state,
            "engine_wanted": self.engines.wanted,
            "provider": self.engines.provider,
            "loading": self.engines.loading,
            "queued": self.engines.queued,
            "memory_bytes": _private_memory(),
            "voices": [{"name": line.voice, "lang": line.lang, "speaking": line.speaking} for line in lines],
            **self._counts,
            **self.engines.made,
            **self._gpu_memory(),
        }

    def _gpu_memory(self) -> dict[str, int]:
        """Where a GPU speaks, and its driver tells."""
        memory = self.engines.gpu_memory
        return {} if memory is None else {"gpu_memory_used_bytes": memory.used, "gpu_memory_bytes": memory.total}

    def voices(self) -> list[dict[str, object]]:
        """For `say --list`: the whole catalogue, and which of it is loaded or speaking."""
        self.engines.wait()
        lines = {line.voice: line for line in self.board.lines() if line.channel}
        return [
            {
                "number": voice.number,
                "name": voice.name,
                "title": voice.title,
                "lang": voice.lang,
                "gender": voice.gender,
                "engine": voice.engine,
                "recipe": voice.recipe,
                "loaded": voice.name in lines,
                "speaking": voice.name in lines and lines[voice.name].speaking,
            }
            for voice in self.engines.catalogue.voices()
        ]

    def segmenter(self, lang: str, others: Iterable[str] = (), begins_in: str = "") -> AnySegmenter:
        """What cuts a text in `lang` into segments; paragraphs of it may be in `others`, the first in `begins_in`.

        What tells languages apart is loaded the first time that there are others.
        """
        segmenter = Segmenter(**self._segments, lang=lang)
        if not (spoken := frozenset(others)):
            return segmenter
        from kokoro_model.text.identification import Languages
        from kokoro_model.text.multilingual import MultilingualSegmenter

        return MultilingualSegmenter(segmenter, lang, Languages(lang, spoken), begins_in)

    def reader(self, lang: str, form: str, barrier: Barrier | None = None) -> Reader:
        """What reads a text's segments; `form` is one of text.reading.FORMS."""
        form = "plain" if form == "text" and not self._normalise else form
        return Reader(lang, form=form, lexicon=self.lexicon, barrier=barrier, code_blocks=self._code_blocks)

    def says_nothing(self, text: bytes, lang: str, form: str) -> bool:
        """Whether it is known at once of a whole text that nothing of it can be heard; not of what is no text."""
        try:
            return says_nothing(text.decode(), self.segmenter(lang), self.reader(lang, form))
        except UnicodeDecodeError:
            return False

    def phonemize(self, text: str, segmenter: AnySegmenter) -> str:
        """The phonemes of a text as Kokoro would get them, sentence by sentence; raises FailureError."""
        own = segmenter.lang
        reader = self.reader(own, "text")
        said = [
            self.engines.phonemes(part.pieces, segment.lang or own)
            for segment in _segments_of(text, segmenter)
            for part in reader.read(segment)
            if isinstance(part, Passage)
        ]
        return " ".join(" ".join(said).split())

    def explain(self, text: str, segmenter: AnySegmenter) -> dict[str, Any]:
        """The same phonemes, and how each token of the text is read; raises FailureError."""
        own = segmenter.lang
        trace = Trace()
        explainer = Explainer(self.reader(own, "text", trace), trace)
        return explain(
            _segments_of(text, segmenter), explainer, lambda pieces, lang: self.engines.spelling(pieces, lang or own)
        )

    # --- the main thread

    def run(self, listener: socket.socket) -> bool:
        """Serve until stopped, or idle for as long as the setting says; gives whether nobody has stopped it.

        Raises EngineHangsError.
        """
        listener.setblocking(False)
        self.engines.start(self.changed)
        self._manager.ready(self._summary())
        self.board.take_over()
        self._last_used = time.monotonic()  # what came before was not idleness: nobody was let in yet
        poll = select.poll()
        poll.register(listener, select.POLLIN)
        poll.register(self._wake_reader, select.POLLIN)
        idle = False
        while not (self._stopping or idle):
            ready = {descriptor for descriptor, _ in poll.poll(self._patience())}
            if self._wake_reader in ready:
                os.read(self._wake_reader, 4096)
            if listener.fileno() in ready:
                self._accept_all(listener)
            else:
                idle = self._idle
            self._keep_watch()
        log.info("leaving: %s", self._stopping or f"idle for {self._idle_seconds:g} s")
        self._manager.stopping()
        self.board.close()
        return not self._stopping

    @property
    def _idle(self) -> bool:
        if not self._idle_seconds or self._sessions:
            return False
        if self.board.expecting:
            self._last_used = time.monotonic()
        return time.monotonic() - self._last_used >= self._idle_seconds

    def _patience(self) -> float | None:
        """Milliseconds until something is to be done without being asked."""
        seconds = [self._manager.ping_seconds] if self._manager.ping_seconds else []
        if self._idle_seconds and not self._sessions:
            seconds.append(max(0.0, self._last_used + self._idle_seconds - time.monotonic()))
        if self.engines.queued:
            seconds.append(LOOK_SECONDS)
        return min(seconds) * 1000 + 1 if seconds else None

    def _keep_watch(self) -> None:
        if self.engines.stuck:
            raise EngineHangsError("an engine hangs")
        self._manager.ping()
        self._manager.status(self._summary())

    def _summary(self) -> str:
        lines = [line for line in self.board.lines() if line.channel]
        speaking = [line.voice for line in lines if line.speaking]
        state = self.engines.state
        engine = f"{' and '.join(self.engines.names)}: {state}"
        voices = f"{len(lines)} {'voice' if len(lines) == 1 else 'voices'} loaded"
        return f"{engine}; {voices}; {'speaking: ' + ', '.join(speaking) if speaking else 'silent'}"

    def _accept_all(self, listener: socket.socket) -> None:
        while True:
            try:
                sock, _ = listener.accept()
            except BlockingIOError:
                return
            except OSError as error:
                self._hold_door(error)
                return
            self._full = False
            self._welcome(sock)

    def _hold_door(self, error: OSError) -> None:
        """There are as many open files as there may be: who comes waits in the socket for somebody to leave."""
        if not self._full:
            log.error("connections wait: %s", error)
        self._full = True
        time.sleep(FULL_SECONDS)

    def _welcome(self, sock: socket.socket) -> None:
        """Begin a conversation, with our own user's processes only."""
        sock.setblocking(True)
        channel = Channel(sock, "a client")
        _, uid = channel.peer_credentials()
        if uid != os.getuid() or self._sessions >= MOST_CONNECTIONS:
            log.warning("a connection by uid %d was refused (%d are open)", uid, self._sessions)
            channel.close()
            return
        with self._lock:
            self._sessions += 1
        try:
            threads.begin("session", self._converse, channel)
        except FailureError as failure:
            channel.offer(message.Failed(code=failure.code, message=failure.message))
            channel.close()
            self._left()

    def _converse(self, channel: Channel) -> None:
        try:
            Session(channel, self).run()
        finally:
            self._left()

    def _left(self) -> None:
        """A connection has ended."""
        with self._lock:
            self._last_used = time.monotonic()
            self._sessions -= 1
        self._wake()

    def _wake(self) -> None:
        try:
            os.write(self._wake_writer, b"\0")
        except BlockingIOError:
            pass  # it is awake already


def _segments_of(text: str, segmenter: AnySegmenter) -> Iterator[Segment]:
    """All segments of a text."""
    segmenter.feed(text)
    segmenter.end()
    return iter(lambda: segmenter.next(whole=True), None)


def _private_memory() -> int:
    """Bytes that this process shares with no other and no file backs."""
    with open("/proc/self/smaps_rollup", encoding="ascii") as file:
        return 1024 * sum(int(line.split()[1]) for line in file if line.startswith("Private_Dirty"))
