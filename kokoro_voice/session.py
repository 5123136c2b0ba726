"""A voice's life: register with the model, take its texts and commands, leave when idle.

One thread, the main one, waits for the model's messages, for what the lanes' threads have to tell, and for time.
"""

from __future__ import annotations

import logging
import os
import select
import signal
import time
from typing import TYPE_CHECKING, Any

from kokoro_ipc import journal, message
from kokoro_ipc.errors import NO_AUDIO_DEVICE, VOICE_FAILED, DisconnectedError, FailureError, ProtocolError
from kokoro_ipc.launch import LaunchError
from kokoro_voice.device import DeviceHangsError
from kokoro_voice.utterance import Utterance

if TYPE_CHECKING:
    from collections.abc import Callable

    from kokoro_ipc.activation import ServiceManager
    from kokoro_ipc.channel import Channel
    from kokoro_ipc.message import Message
    from kokoro_voice.lane import Lane
    from kokoro_voice.mouth import Mouth
    from kokoro_voice.scribe import Scribe

log = logging.getLogger(__name__)
LOOK_SECONDS = 1.0
"""How often a device that plays is looked after."""
RETRY_SECONDS = 0.2


class Wake:
    """Calls the main thread from any other, or from a signal handler."""

    def __init__(self) -> None:
        self.reader, self._writer = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)

    def __call__(self) -> None:
        """Have the main thread look."""
        try:
            os.write(self._writer, b"\0")
        except BlockingIOError:
            pass  # it is called already

    def by_signals(self) -> None:
        """Have every signal do so, too: the kernel may give it to a thread that sleeps, or that never runs Python."""
        signal.set_wakeup_fd(self._writer, warn_on_full_buffer=False)

    def clear(self) -> None:
        """The main thread looks now."""
        try:
            os.read(self.reader, 4096)
        except BlockingIOError:
            pass


class Session:
    """One voice in one language. `find` is for the service that has asked for it, `connect` starts one if need be."""

    def __init__(
        self,
        voice: str,
        lang: str,
        *,
        find: Callable[[], Channel | None],
        connect: Callable[[], Channel],
        wake: Wake,
        manager: ServiceManager,
        idle_seconds: float,
    ) -> None:
        self._voice, self._lang = voice, lang
        self._find, self._connect = find, connect
        self._wake, self._manager = wake, manager
        self._idle_seconds = idle_seconds
        self._channel: Channel | None = None
        self._received = 0
        self._last_busy = time.monotonic()
        self._leaving = ""
        self.mouth: Mouth
        self.scribe: Scribe
        self._handlers: dict[type[Message], Callable[[Any], None]] = {
            message.Speak: self._speak,
            message.Text: self._text,
            message.End: self._end,
            message.Stop: lambda wanted: self._stop("stopped", wanted.id),
            message.Pause: lambda _: self.mouth.pause(),
            message.Resume: lambda _: self.mouth.resume(),
            message.Skip: lambda _: self.mouth.skip(),
            message.Back: lambda _: self.mouth.back(),
            message.Change: lambda wanted: self.mouth.change(wanted.speed),
            message.LogLevel: lambda wanted: journal.set_level(wanted.level),
            message.Retired: lambda _: self.leave("idle"),
            message.Dismissed: lambda _: self.leave("dismissed by the model service"),
        }

    def leave(self, reason: str) -> None:
        """End the session; safe in a signal handler."""
        self._leaving = self._leaving or reason
        self._wake()

    def report(self, event: Message) -> None:
        """Tell the model; one that is gone need not know."""
        if self._channel is not None:
            try:
                self._channel.send(event)
            except OSError:
                self._channel.hang_up()

    def run(self) -> None:
        """Serve until there is nothing to stay for; raises DeviceHangsError, OSError and LaunchError."""
        try:
            self._begin()
            self._last_busy = time.monotonic()  # what came before was not idleness: nobody could speak by us yet
            self._manager.ready(self._summary())
            while not self._leaving:
                self._serve()
            log.info("leaving: %s", self._leaving)
            self._manager.stopping()
            self._stop("stopped", "")
        finally:
            if self._channel is not None:
                self._channel.close()

    def _serve(self) -> None:
        """Wait for what comes next, and see to it."""
        self._wait()
        self._advance()
        self._mind_the_time()
        self._manager.ping()
        self._manager.status(self._summary())

    def _advance(self) -> None:
        """Have the lanes look; raises DeviceHangsError, once all texts have ended: this process can do no more."""
        self.scribe.advance()
        try:
            self.mouth.advance()
        except DeviceHangsError as error:
            self.mouth.stop(FailureError(NO_AUDIO_DEVICE, str(error)))
            self.scribe.stop(FailureError(VOICE_FAILED, f"the voice starts anew, for {error}: write it again"))
            raise

    @property
    def _lanes(self) -> tuple[Lane, Lane]:
        return self.mouth, self.scribe

    @property
    def _busy(self) -> bool:
        return any(lane.busy for lane in self._lanes)

    # --- the model

    def _begin(self) -> None:
        """Register with the service that wants us; one that was stopped meanwhile is not revived to say nothing."""
        model = self._find()
        if model is None:
            self.leave("the model service that wanted it is gone")
        else:
            self._register(model)

    def _register(self, channel: Channel) -> None:
        """Say who we are."""
        channel.send(message.Register(voice=self._voice, lang=self._lang))
        self._channel, self._received = channel, 0

    def _wait(self) -> None:
        """Sleep until there is something to do, and take in what the model says."""
        poll = select.poll()
        poll.register(self._wake.reader, select.POLLIN)
        if self._channel is not None:
            poll.register(self._channel, select.POLLIN)
        ready = {descriptor for descriptor, _ in poll.poll(self._patience() * 1000)}
        if self._wake.reader in ready:
            self._wake.clear()
        if self._channel is None:
            self._try_again()
        elif self._channel.fileno() in ready:
            self._take_in(self._channel)

    def _take_in(self, channel: Channel) -> None:
        try:
            received: Message | None = channel.receive()
            while received is not None:
                self._obey(received)
                received = channel.pending()
        except (DisconnectedError, ProtocolError, OSError) as error:
            log.warning("the model service is gone: %s", error)
            channel.close()
            self._channel = None
            if not self._busy:
                self.leave("the model service is gone")

    def _try_again(self) -> None:
        try:
            self._register(self._connect())
        except (OSError, LaunchError) as error:
            log.warning("the model service is not back yet: %s", error)

    def _obey(self, received: Message) -> None:
        handle = self._handlers.get(type(received))
        if handle is None:
            log.warning("the model service sent %s, which is not for voices", received.kind)
        else:
            handle(received)

    # --- its texts and commands

    def _speak(self, wanted: message.Speak) -> None:
        self._received += 1
        utterance = Utterance(wanted)
        if wanted.output:
            self.scribe.add(utterance)
        elif wanted.mode == "append":
            self.mouth.add(utterance)
        elif wanted.mode == "urgent":
            self.mouth.urge(utterance)
        else:
            self.mouth.replace(utterance)

    def _text(self, received: message.Text) -> None:
        for lane in self._lanes:
            utterance = lane.find(received.id)
            if utterance is not None:
                utterance.add(received.payload)
                lane.more(utterance)

    def _end(self, received: message.End) -> None:
        for lane in self._lanes:
            utterance = lane.find(received.id)
            if utterance is not None:
                utterance.end()
                lane.more(utterance)

    def _stop(self, outcome: str, identity: str) -> None:
        for lane in self._lanes:
            lane.stop(outcome, identity)

    # --- time

    def _patience(self) -> float:
        """Seconds until something is to be done without being called."""
        seconds = [self._last_busy + self._idle_seconds - time.monotonic()]
        if self._manager.ping_seconds is not None:
            seconds.append(self._manager.ping_seconds)
        if self._busy or self.mouth.device_obeys:
            seconds[0] = LOOK_SECONDS if self._channel is not None else RETRY_SECONDS
        return max(0.0, min(seconds))

    def _mind_the_time(self) -> None:
        now = time.monotonic()
        if self._busy:
            self._last_busy = now
        elif now - self._last_busy >= self._idle_seconds:
            self._last_busy = now  # a text may be on its way to us: then we stay, and this was not the last time
            self.report(message.Retire(received=self._received))

    def _summary(self) -> str:
        written = f"; writing {len(self.scribe.utterances)} files" if self.scribe.busy else ""
        if not self.mouth.busy:
            return f"Silent{written}"
        waiting = len(self.mouth.utterances) - 1
        queued = f", {waiting} more {'texts wait' if waiting > 1 else 'text waits'}" if waiting else ""
        return f"{'Paused' if self.mouth.paused else 'Speaking'}{queued}{written}"
