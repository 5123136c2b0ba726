"""The register of voices: which are connected, what was given to them, and who waits to hear of it.

A text for a voice that is not there is held while its unit starts. A voice that leaves or dies is told to those who
wait for its texts; none is lost without a word. Locks: the board's for the register, a line's for the order of what is
sent on it; nobody sends to a `say` but without waiting (`offer`), so a stuck one holds up nobody.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kokoro_ipc import message
from kokoro_ipc.errors import BAD_REQUEST, BUSY, SHUTTING_DOWN, TOO_LONG, VOICE_FAILED, FailureError
from kokoro_model import threads
from kokoro_model.watchers import Watchers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kokoro_ipc.channel import Channel
    from kokoro_ipc.message import Failed, Finished, Message, Progress, Saying, Speak, Started
    from kokoro_model.kept_texts import KeptText, KeptTexts
    from kokoro_model.units import VoiceUnits

log = logging.getLogger(__name__)
START_SECONDS = 15.0
"""How long a voice unit may take to register."""
START_AGAIN_SECONDS = 0.3
"""A unit that was asked for as it left is asked for again this often."""
STALE_SECONDS = 60.0
"""A text that waited for a service for longer is not spoken any more."""
Command = message.Stop | message.Pause | message.Resume | message.Skip | message.Back | message.Change
"""What is said to a voice about what it is saying."""
AHEAD = 8 * 1024 * 1024
"""Bytes of one text that a voice holds ahead of what it has spoken; whoever sends more waits."""


@dataclass(eq=False)
class Said:
    """What a voice was last given to be heard, to be said again: how, and the text as it came."""

    wanted: message.Speak
    pieces: list[bytes]
    size: int = 0
    came: float = field(default_factory=time.monotonic)

    def add(self, text: bytes) -> None:
        """More of it has come."""
        self.size += len(text)
        self.pieces = [*self.pieces, text] if self.size <= AHEAD else []


@dataclass(eq=False)
class Utterance:
    """One text that was given to a voice, to be heard or for a file.

    `waiter` is the connection that asked to be told of it.
    """

    id: str
    voice: str
    waiter: Channel | None = None
    for_file: bool = False
    sent: int = 0
    done: int = 0
    started: bool = False
    outcome: Message | None = None
    moved: threading.Condition = field(default_factory=threading.Condition)

    def heard(self, event: Message) -> None:
        """It is accepted, or its voice tells how far it is; nothing is heard of it after its outcome."""
        with self.moved:
            if self.outcome is not None:
                return
            if isinstance(event, message.Progress):
                self.done = event.done
            elif isinstance(event, message.Started):
                self.started = True
            elif not isinstance(event, message.Accepted):
                self.outcome = event
            self.moved.notify_all()
            if self.waiter:
                self.waiter.offer(event)

    def wait_for_room(self, size: int) -> None:
        """Wait until `size` more bytes are not too far ahead of what is spoken, or it is over."""
        with self.moved:
            self.moved.wait_for(lambda: self.outcome or self.sent + size - self.done <= AHEAD)


class Line:
    """One voice in one language, connected or on its way."""

    def __init__(self, voice: str, lang: str, watchers: Watchers, kept: KeptTexts) -> None:
        self.voice, self.lang = voice, lang
        self._watchers, self._kept = watchers, kept
        self.lock = threading.RLock()
        self.channel: Channel | None = None
        self.arrival: threading.Event | None = None  # set as it registers; there is one while it is being started
        self.held: deque[Message] = deque()
        self.given = 0  # texts sent since it registered: what `retire` must agree with
        self.utterances: dict[str, Utterance] = {}
        self.said: Said | None = None

    @property
    def name(self) -> str:
        """As the unit instance is named."""
        return f"{self.voice}_{self.lang}"

    @property
    def speaking(self) -> bool:
        """Whether any of its texts has begun and is not over."""
        return any(utterance.started for utterance in list(self.utterances.values()))

    @property
    def held_texts(self) -> dict[str, Speak]:
        """The texts that no voice has had anything of."""
        return {sent.id: sent for sent in list(self.held) if isinstance(sent, message.Speak)}

    def arrived(self) -> None:
        """Nobody need start it any more. The end of the service calls it without the lock."""
        arrival, self.arrival = self.arrival, None
        if arrival is not None:
            arrival.set()

    def hold_only(self, texts: set[str]) -> None:
        """Forget what is held but for these texts, and for commands that have one of them to act on."""
        self.held = deque(sent for sent in self.held if texts and getattr(sent, "id", "") in {"", *texts})

    def end(self, utterance: Utterance, reason: Finished | Failed) -> None:
        """That text has come to an end that its voice does not tell of."""
        if isinstance(reason, message.Failed):
            outcome, why = reason.code, reason.message
            level = logging.INFO if reason.code == SHUTTING_DOWN else logging.ERROR
        else:
            outcome, why, level = reason.outcome, f"{reason.outcome} before its voice was there", logging.INFO
        fields = {**_fields(utterance), "OUTCOME": outcome, "SECONDS": "0.000"}
        log.log(level, "%s: %s", utterance.id, why, extra=fields)
        self.over(utterance, reason)

    def over(self, utterance: Utterance, reason: Finished | Failed) -> None:
        """That text has come to an end, which is in the journal."""
        self.utterances.pop(utterance.id, None)
        self._kept.forget(utterance.id)
        utterance.heard(reason)
        self._watchers.over(reason)

    def fail(self, utterances: Iterable[Utterance], code: str, reason: str) -> None:
        """These texts cannot be spoken."""
        for utterance in list(utterances):
            self.end(utterance, message.Failed(id=utterance.id, code=code, message=reason))


class Switchboard:
    """All lines. Any thread may call any method."""

    def __init__(
        self,
        units: VoiceUnits,
        kept: KeptTexts,
        queue_size: int,
        *,
        start_seconds: float = START_SECONDS,
        start_again_seconds: float = START_AGAIN_SECONDS,
        start_watcher: Callable[[], None] = lambda: None,
    ) -> None:
        self.watchers = Watchers(start_watcher)
        self._units, self._kept = units, kept
        self._queue_size = queue_size
        self._start_seconds, self._start_again_seconds = start_seconds, start_again_seconds
        self._lock = threading.Lock()
        self._lines: dict[tuple[str, str], Line] = {}
        self._closing = False
        self._log_level: message.LogLevel | None = None

    def lines(self) -> list[Line]:
        """Every line that was ever used."""
        with self._lock:
            return list(self._lines.values())

    @property
    def expecting(self) -> bool:
        """Whether a voice is on its way, for texts that nobody else may hold any more."""
        return any(line.arrival is not None for line in self.lines())

    def speak(self, wanted: message.Speak, utterance: Utterance) -> Line:
        """Give a text to its voice, which is started where it is not there; raises FailureError."""
        if self._closing:
            raise FailureError(SHUTTING_DOWN, "the model service is being stopped: try again")
        line = self._line(wanted.voice, wanted.lang)
        utterance.for_file = bool(wanted.output)
        replaces = wanted.mode == "replace" and not wanted.output
        if replaces:
            self._silence_namesakes(line)
        with line.lock:
            if replaces:  # the voice does the same with what it has; so there is room for this one
                self._drop_held(line, {held.id for held in line.held_texts.values() if not held.output}, "replaced")
            elif len(line.utterances) >= self._queue_size:
                raise FailureError(BUSY, f"{self._queue_size} texts wait for {line.voice} already: try again later")
            line.utterances[utterance.id] = utterance
            self._remember(line, wanted)
            self._send(line, wanted)
        if self._closing:  # it may be too late for `close` to have seen it
            self._end_of_service(line)
        return line

    def send(self, line: Line, utterance: Utterance, more: message.Text | message.End) -> bool:
        """Give more of a text to its voice; not if the text is over, by a stop or its voice's death."""
        with line.lock:
            if utterance.outcome is not None:
                return False
            if line.said is not None and line.said.wanted.id == utterance.id and isinstance(more, message.Text):
                line.said.add(more.payload)
            self._send(line, more)
            return True

    def accepted(self, line: Line, utterance: Utterance) -> None:
        """A text is whole. Nobody may miss it who does not wait for it: it outlives us until its voice has it."""
        with line.lock:
            if utterance.waiter is None and utterance.id in line.held_texts:
                self._kept.keep(utterance.id, [sent for sent in line.held if getattr(sent, "id", "") == utterance.id])

    def take_over(self) -> None:
        """Give the voices what the service before had accepted for them; not what would be heard out of the blue."""
        for text in self._kept.take():
            line = self._line(text.first.voice, text.first.lang)
            utterance = Utterance(text.first.id, text.first.voice)
            try:
                self._give_on(text, line, utterance)
            except FailureError as failure:
                line.fail([utterance], failure.code, failure.message)

    def _give_on(self, text: KeptText, line: Line, utterance: Utterance) -> None:
        """Give a text to its voice that the service before has accepted; raises FailureError."""
        if text.age > STALE_SECONDS:
            raise FailureError(VOICE_FAILED, f"the model service died with it {text.age:.0f} s ago: say it again")
        log.warning("%s: the model service died with it; its voice gets it now", utterance.id, extra=_fields(utterance))
        self.speak(text.first, utterance)
        for more in text.rest:
            self.send(line, utterance, more)
        self.accepted(line, utterance)

    def said(self, voice: str) -> Said:
        """What that voice, or any, was last given to be heard; raises FailureError."""
        said = [line.said for line in self.lines() if voice in {"", line.voice} and line.said is not None]
        if not said:
            who = f"{voice} has said nothing" if voice else "nothing has been said"
            raise FailureError(BAD_REQUEST, f"{who} since the service started")
        last = max(said, key=lambda said: said.came)
        if not last.pieces:
            raise FailureError(TOO_LONG, f"the last text was longer than {AHEAD >> 20} MB: send it again")
        return last

    def control(self, wanted: Command) -> int:
        """Pass a command on to its voice, or to all; says how many voices got it."""
        lines = [line for line in self.lines() if wanted.voice in {"", line.voice}]
        return sum(self._command(line, wanted) for line in lines)

    def log_level(self, wanted: message.LogLevel) -> None:
        """Have all voices log so, those that come later, too."""
        self._log_level = wanted
        for line in self.lines():
            if line.channel is not None:
                line.channel.offer(wanted)

    def register(self, channel: Channel, wanted: message.Register) -> Line | None:
        """A voice is there: give it what was held for it. None where another unit has its name."""
        line = self._line(wanted.voice, wanted.lang)
        with line.lock:
            if line.channel is not None or self._closing:
                return None
            line.channel, line.given = channel, 0
            line.arrived()
            if self._log_level is not None:
                channel.offer(self._log_level)
            for text in line.held_texts.values():
                log.info("%s: the voice %s is there and gets it", text.id, line.name, extra=_fields(text))
            held, line.held = line.held, deque()
            for sent in held:
                self._send(line, sent)
        return line

    def event(self, line: Line, event: Started | Progress | Saying | Finished | Failed) -> None:
        """A voice tells of a text: pass it on to whoever waits, or watches."""
        identity = event.id
        with line.lock:
            # a voice that goes on speaking after our predecessor's death tells of texts that are new to us
            utterance = line.utterances.setdefault(identity, Utterance(identity, line.voice))
        if isinstance(event, message.Started | message.Progress):
            utterance.heard(event)
        elif isinstance(event, message.Saying):
            self.watchers.saying(event)
        else:
            line.over(utterance, event)

    def retire(self, line: Line, received: int) -> bool:
        """Whether an idle voice may leave: not if a text is on its way to it."""
        with line.lock:
            if received != line.given or line.utterances:
                return False
            line.channel = None
            return True

    def lost(self, line: Line, channel: Channel) -> None:
        """A voice's connection has ended: what it had is reported, what came since starts it anew."""
        with line.lock:
            if line.channel is channel:
                line.channel = None
                held = line.held_texts.keys()
                line.hold_only(set(held))  # the end of a text whose beginning has died with the voice is of no use
                gone = [utterance for utterance in line.utterances.values() if utterance.id not in held]
                line.fail(gone, VOICE_FAILED, f"the voice {line.voice} died; say it again")
            if line.held:
                self._ensure_started(line)

    def close(self) -> None:
        """The service ends: voices are sent away, and those who wait are told."""
        self._closing = True
        for line in self.lines():
            self._end_of_service(line)
            if line.channel:
                line.channel.offer(message.Dismissed())

    def _end_of_service(self, line: Line) -> None:
        """Without the line's lock: one who sends on it may be stuck. What a voice has, that voice tells the end of."""
        held = line.held_texts
        for utterance in list(line.utterances.values()):
            reason = message.Failed(id=utterance.id, code=SHUTTING_DOWN, message="the model service was stopped")
            (line.end if utterance.id in held else line.over)(utterance, reason)
        line.arrived()

    def _line(self, voice: str, lang: str) -> Line:
        with self._lock:
            return self._lines.setdefault((voice, lang), Line(voice, lang, self.watchers, self._kept))

    def _silence_namesakes(self, line: Line) -> None:
        """A voice has one mouth: what it says in another language is cut off, too."""
        for other in self.lines():
            if other is not line and other.voice == line.voice:
                for utterance in [said for said in list(other.utterances.values()) if not said.for_file]:
                    self._command(other, message.Stop(voice=line.voice, id=utterance.id))

    def _remember(self, line: Line, wanted: message.Speak) -> None:
        if not wanted.output:
            line.said = Said(wanted, [wanted.payload], len(wanted.payload))

    def _command(self, line: Line, wanted: Command) -> bool:
        with line.lock:
            if isinstance(wanted, message.Stop):
                self._drop_held(line, {held for held in line.held_texts if wanted.id in {"", held}}, "stopped")
            if line.channel is not None:
                return line.channel.offer(wanted)
            if line.held and not isinstance(wanted, message.Stop):
                line.held.append(wanted)  # the voice will hear of it as it starts
            return bool(line.held)

    def _drop_held(self, line: Line, dropped: set[str], outcome: str) -> None:
        """Texts that wait for their voice to start are over before it does."""
        line.hold_only(line.held_texts.keys() - dropped)
        for gone in dropped & line.utterances.keys():
            line.end(line.utterances[gone], message.Finished(id=gone, outcome=outcome, seconds=0.0))

    def _send(self, line: Line, sent: Message) -> None:
        """Send on a line that is locked, or hold it until the voice is there."""
        if line.channel is not None:
            try:
                line.channel.send(sent)
            except OSError:
                line.channel.hang_up()  # its session will say that it is lost
            else:
                line.given += isinstance(sent, message.Speak)
                self._kept.forget(getattr(sent, "id", ""))
                return
        line.held.append(sent)
        if isinstance(sent, message.Speak):
            log.info("%s: held while the voice %s starts", sent.id, line.name, extra=_fields(sent))
        self._ensure_started(line)

    def _ensure_started(self, line: Line) -> None:
        if line.arrival is None and line.channel is None and not self._closing:
            line.arrival = threading.Event()
            try:
                threads.begin(f"start {line.name}", self._start, line, line.arrival)
            except FailureError as failure:
                self._give_up(line, failure.code, f"the voice {line.voice} does not start: {failure.message}")

    def _start(self, line: Line, arrival: threading.Event) -> None:
        """Have the voice's unit started, and started again should it just be leaving."""
        limit = time.monotonic() + self._start_seconds
        problem = f"the voice {line.voice} does not start within {self._start_seconds:.0f} s"
        while not arrival.is_set() and time.monotonic() < limit:
            try:
                self._units.start(line.voice, line.lang)
            except Exception as error:  # whatever it is, those who wait must hear of it
                log.exception("kokoro-voice@%s does not start", line.name)
                problem = f"the voice {line.voice} does not start: {error}"
                break
            arrival.wait(self._start_again_seconds)
        with line.lock:
            if not arrival.is_set():
                self._give_up(line, VOICE_FAILED, problem)

    def _give_up(self, line: Line, code: str, problem: str) -> None:
        """No voice comes; the next text has it started anew."""
        line.arrival = None
        line.held.clear()
        line.fail(line.utterances.values(), code, problem)


def _fields(text: Speak | Utterance) -> dict[str, str]:
    """Of a text, for the journal."""
    return {"VOICE": text.voice, "UTTERANCE": text.id}
