"""One connection's conversation, from its first message to its end.

A thread each. Whatever a peer sends, the worst that happens is that its own conversation ends.
"""

from __future__ import annotations

import json
import logging
import math
import os
from typing import TYPE_CHECKING, Any

from kokoro_ipc import frame, instance, journal, message
from kokoro_ipc.errors import (
    BAD_REQUEST,
    BUSY,
    OUTPUT_FAILED,
    TOO_LONG,
    DisconnectedError,
    FailureError,
    ProtocolError,
    nothing_to_say,
)
from kokoro_model import threads
from kokoro_model.pauses import LONGEST
from kokoro_model.stream import BYTES_A_SECOND, Stream
from kokoro_model.switchboard import Utterance
from kokoro_model.text.reading import FORMS
from kokoro_model.voices import DEFAULT_VOICE

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from kokoro_ipc.channel import Channel
    from kokoro_ipc.message import Failed, Finished, Message, Progress, Saying, Started
    from kokoro_model.service import Service
    from kokoro_model.switchboard import Command, Line
    from kokoro_model.voices import Voice

log = logging.getLogger(__name__)
_EVENTS = (message.Started, message.Saying, message.Progress, message.Finished, message.Failed)
"""What voices tell of their texts."""
FIRST_MESSAGE_SECONDS = 10.0
SEND_SECONDS = 5
"""How long a voice may take nothing of what it is sent."""
LONGEST_NAME = 4096
"""Characters of a path or of a device's name: what the kernel takes, and a frame to a voice has room for."""
LONGEST_ID = 64
"""Characters of the name that a synthesis has in the journal."""
LOOKED_AT = 4096
"""Bytes of a text that comes in pieces, of which it is looked at its end whether they say anything."""
AUTO = "auto"
"""In place of a language: the voice's own, but for paragraphs that are certainly in another."""
MODES = ("replace", "append", "urgent")
"""How a text comes to what its voice says already."""
_SYNTHESES = {"sent": "all its sound is sent", "cancelled": "who wanted its sound has left"}
"""How they end, for the journal."""
TAIL_SECONDS = 0.5
"""Without more text for so long, what ends as a sentence, a line or a clause does is spoken."""
STALL_SECONDS = 2.0
"""Without more text for so long, whatever there is is spoken."""


class Session:
    """A conversation with one peer: a `say`, a voice, or another program."""

    def __init__(
        self,
        channel: Channel,
        service: Service,
        *,
        first_message_seconds: float = FIRST_MESSAGE_SECONDS,
        send_seconds: float = SEND_SECONDS,
    ) -> None:
        self._channel = channel
        self._first_message_seconds, self._send_seconds = first_message_seconds, send_seconds
        self._service = service
        self._board = service.board
        self._stream: Stream | None = None
        self._writer: threading.Thread | None = None
        self._line: Line | None = None  # the voice that this connection is
        self._speech: tuple[Line, Utterance] | None = None  # a text that is still coming in
        self._speaker: Voice | None = None  # whose voice it wants
        self._looked_at: tuple[message.Speak, bytearray] | None = None  # it, as long as it may turn out to say nothing
        self._handlers: dict[type[Message], Callable[[Any], None]] = {
            message.Speak: self._speak,
            message.Text: self._text,
            message.End: self._end,
            message.Synthesize: self._synthesize,
            message.PassOver: self._pass_over,
            message.Register: self._register,
            message.Retire: self._retire,
            **dict.fromkeys(_EVENTS, self._event),
            **dict.fromkeys((message.Stop, message.Pause, message.Resume, message.Skip, message.Back), self._control),
            message.Change: self._change,
            message.Again: self._again,
            message.Blend: self._blend,
            message.Unblend: self._unblend,
            message.Teach: self._teach,
            message.Forget: self._forget,
            message.Phonemize: self._phonemize,
            message.UseEngine: self._use_engine,
            message.Watch: self._watch,
            message.Status: self._status,
            message.Voices: self._voices,
            message.LogLevel: self._log_level,
            message.Shutdown: self._shutdown,
        }

    def run(self) -> None:
        """Converse until the peer or the protocol ends it."""
        try:
            self._next(self._first_message_seconds)
            while True:
                self._next(None)
        except DisconnectedError:
            pass
        except TimeoutError:
            log.debug("a peer connected and said nothing")
        except ProtocolError as error:
            log.warning("a peer broke the protocol: %s", error)
            self._channel.offer(message.Failed(code=BAD_REQUEST, message=str(error)))
        except OSError as error:
            log.debug("a connection broke: %s", error)
        finally:
            self._close()

    def _next(self, seconds: float | None) -> None:
        stream = self._stream
        self._answer(self._next_text(stream) if stream and stream.open else self._channel.receive(seconds))

    def _next_text(self, stream: Stream) -> Message:
        """What comes for a text that is not complete; where nothing comes its stream is told so, twice."""
        for seconds, tell in ((TAIL_SECONDS, stream.rest), (STALL_SECONDS - TAIL_SECONDS, stream.flush)):
            try:
                return self._channel.receive(seconds)
            except TimeoutError:
                tell()
        return self._channel.receive()

    def _answer(self, received: Message) -> None:
        try:
            handle = self._handlers.get(type(received))
            if handle is None:
                raise FailureError(BAD_REQUEST, f"{received.kind} is not for the model service")
            handle(received)
        except FailureError as failure:
            identity = getattr(received, "id", "")
            self._channel.send(message.Failed(code=failure.code, message=failure.message, id=identity))

    def _close(self) -> None:
        if self._stream:
            self._stream.cancel()
        if self._speech:
            line, utterance = self._speech
            log.warning("%s: its sender left in the middle of it", utterance.id, extra={"UTTERANCE": utterance.id})
            self._board.send(line, utterance, message.End(id=utterance.id))
        if self._line:
            self._board.lost(self._line, self._channel)
        self._board.watchers.remove(self._channel)
        if self._writer:
            self._channel.hang_up()
            self._writer.join()
        self._channel.close()

    # --- texts to be spoken

    def _speak(self, wanted: message.Speak) -> None:
        if self._speech:
            raise FailureError(BAD_REQUEST, "the text before is not complete")
        voice = self._service.engines.find(wanted.voice or DEFAULT_VOICE)
        _check_speak(wanted)
        lang, auto = self._language(wanted.lang, voice)
        self._service.engines.check(voice, lang, wanted.form)
        path = wanted.output.encode(errors="backslashreplace").decode()  # a path may be no UTF-8, the journal is
        utterance = Utterance(self._service.next_id(), voice.name, self._channel if wanted.wait else None)
        resolved = {"voice": voice.name, "lang": lang, "auto": wanted.auto or auto, "id": utterance.id}
        given = message.Speak(**{**wanted.values(), **resolved})
        if not wanted.more and self._service.says_nothing(wanted.payload, given.lang, given.form):
            raise nothing_to_say()
        utterance.sent = len(wanted.payload)
        fields = {"VOICE": voice.name, "LANGUAGE": given.lang, "UTTERANCE": utterance.id}
        to = f", to {path!r}" if path else ""  # which may have lines of its own
        how = f", {wanted.mode}" if wanted.mode != "replace" else ""
        log.info("%s: a text for %s_%s%s%s", utterance.id, voice.name, given.lang, to, how, extra=fields)
        try:
            line = self._board.speak(given, utterance)
        except FailureError as failure:
            log.warning("%s: %s", utterance.id, failure.message, extra={**fields, "OUTCOME": failure.code})
            raise
        self._service.count("utterances")
        self._speech, self._speaker = (line, utterance), voice
        self._looked_at = (given, bytearray()) if wanted.more else None
        self._look_at(wanted.payload)
        if wanted.more:
            self._channel.send(message.Begun(id=utterance.id, voice=voice.name))
        else:
            self._accept()

    def _again(self, wanted: message.Again) -> None:
        voice = self._service.engines.find(wanted.voice).name if wanted.voice else ""
        last = self._board.said(voice)
        first, *rest = last.pieces
        manner = {"mode": "replace", "wait": wanted.wait, "more": bool(rest) or not first, "payload": first}
        self._speak(message.Speak(**{**last.wanted.values(), **manner}))
        for piece in rest:
            self._text(message.Text(payload=piece))
        if rest or not first:
            self._end(message.End())

    def _text(self, received: message.Text) -> None:
        if self._speech:
            line, utterance = self._speech
            utterance.wait_for_room(len(received.payload))
            utterance.sent += len(received.payload)
            self._look_at(received.payload)
            if not self._board.send(line, utterance, message.Text(id=utterance.id, payload=received.payload)):
                self._cut_off()
        elif self._stream and self._stream.open:
            self._feed(self._stream, received.payload)
        else:
            raise FailureError(BAD_REQUEST, "a text without speak or synthesize before it")

    def _end(self, _: message.End) -> None:
        if self._speech:
            line, utterance = self._speech
            if self._board.send(line, utterance, message.End(id=utterance.id)):
                self._accept()
            else:
                self._cut_off()
        elif self._stream and self._stream.open:
            self._stream.end()
        else:
            raise FailureError(BAD_REQUEST, "an end without speak or synthesize before it")

    def _look_at(self, text: bytes) -> None:
        """Keep what comes of a text, while it is so short that it may turn out to say nothing."""
        if self._looked_at:
            self._looked_at[1].extend(text)
            if len(self._looked_at[1]) > LOOKED_AT:
                self._looked_at = None

    def _turned_out_silent(self) -> bool:
        """Whether it is known of the text that has come in that it says nothing."""
        if self._looked_at is None:
            return False
        wanted, text = self._looked_at
        return self._service.says_nothing(bytes(text), wanted.lang, wanted.form)

    def _feed(self, stream: Stream, text: bytes) -> None:
        """More text to be turned into sound; a stream with a hole in its text ends with what is made of it."""
        try:
            stream.feed(text)
        except FailureError as failure:
            stream.fail(failure.code, failure.message)

    def _accept(self) -> None:
        assert self._speech is not None
        assert self._speaker is not None
        line, utterance = self._speech
        self._speech = None
        self._board.accepted(line, utterance)
        if self._turned_out_silent():
            if utterance.waiter is None:
                raise nothing_to_say()
            return  # its voice tells that, in place of its acceptance
        notice = self._service.engines.notice(self._speaker)
        accepted = message.Accepted(id=utterance.id, voice=line.voice, lang=line.lang, notice=notice)
        if utterance.waiter is None:
            self._channel.send(accepted)
        else:
            utterance.heard(accepted)  # not after its end, which may have come already

    def _cut_off(self) -> None:
        """The text was over before all of it had come: its end is told in place of its acceptance."""
        assert self._speech is not None
        _, utterance = self._speech
        self._speech = None
        if utterance.waiter is None and utterance.outcome is not None:  # one that waits has been told
            self._channel.send(utterance.outcome)

    # --- sound wanted

    def _synthesize(self, wanted: message.Synthesize) -> None:
        if self._stream and not self._stream.over:
            raise FailureError(BUSY, "the synthesis before is not finished: use another connection")
        if self._writer:
            self._writer.join()  # it has sent the end of the one before
        engines = self._service.engines
        voice = engines.find(wanted.voice)
        _check_manner(wanted.speed, wanted.volume)
        _check_pauses(wanted)
        _check_form(wanted.form)
        _check_id(wanted.id)
        lang, auto = self._language(wanted.lang, voice)
        resolved = {"voice": voice.sound, "lang": lang, "auto": wanted.form != "phonemes" and (wanted.auto or auto)}
        wanted = message.Synthesize(**{**wanted.values(), **resolved})
        engines.check(voice, wanted.lang, wanted.form)
        if not wanted.more and self._service.says_nothing(wanted.payload, wanted.lang, wanted.form):
            raise nothing_to_say()
        scheduler = engines.speaks(voice)
        reader = self._service.reader(wanted.lang, wanted.form)
        pauses = self._service.pauses.set(wanted.sentence_pause, wanted.paragraph_pause)
        speakers = engines.speakers(voice, wanted.lang) if wanted.auto else {}
        begins_in = wanted.begins_in and engines.language(wanted.begins_in)
        segmenter = self._service.segmenter(wanted.lang, speakers, begins_in)
        stream = Stream(wanted, segmenter, reader, scheduler.changed, voice.name, speakers=speakers, pauses=pauses)
        stream.feed(wanted.payload)
        if not wanted.more:
            stream.end()
        scheduler.add(stream)
        stream.tell("its sound is wanted")
        self._stream = stream
        self._service.count("syntheses")
        try:
            self._writer = threads.begin("writer", self._write, stream)
        except FailureError:
            stream.cancel()
            raise
        self._service.changed()  # an engine with work is looked after

    def _language(self, wanted: str, voice: Voice) -> tuple[str, bool]:
        """The language of that name, and whether others are to be noticed; raises FailureError."""
        auto = wanted.lower() == AUTO
        return self._service.engines.language((not auto and wanted) or voice.lang), auto

    def _pass_over(self, wanted: message.PassOver) -> None:
        if self._stream is None:
            raise FailureError(BAD_REQUEST, "there is no synthesis to pass over a part of")
        self._stream.pass_over(wanted.sentence)

    def _write(self, stream: Stream) -> None:
        outcome, size, peer = "cancelled", 0, self._channel.peer_credentials()[0]
        try:
            while sent := stream.take():
                self._channel.send(sent)
                if isinstance(sent, message.Audio):
                    size += len(sent.payload)
                elif isinstance(sent, message.AudioEnd | message.Failed):
                    outcome = "sent" if isinstance(sent, message.AudioEnd) else sent.code
        except OSError:
            stream.cancel()
        self._service.count("cancelled", outcome == "cancelled")
        what = _SYNTHESES.get(outcome, "its sound could not be made")
        seconds = size / BYTES_A_SECOND
        fields = {"SYNTHESIS": outcome, "SECONDS": f"{seconds:.3f}", "CLIENT_PID": str(peer)}
        stream.tell(f"{what}, {seconds:.1f} s of it", **fields)

    # --- a voice that is there

    def _register(self, wanted: message.Register) -> None:
        if self._line:
            raise FailureError(BAD_REQUEST, f"this connection is the voice {self._line.name} already")
        try:
            instance.escape(wanted.voice, wanted.lang)
        except ValueError as error:
            raise FailureError(BAD_REQUEST, f"a voice has no such name: {error}") from None
        self._channel.limit_sending(self._send_seconds)
        self._line = self._board.register(self._channel, wanted)
        if self._line is None:
            self._channel.send(message.Dismissed())
        self._service.changed()

    def _retire(self, wanted: message.Retire) -> None:
        if self._line and self._board.retire(self._line, wanted.received):
            self._line = None
            self._channel.send(message.Retired())

    def _event(self, event: Started | Saying | Progress | Finished | Failed) -> None:
        if self._line is None:
            raise FailureError(BAD_REQUEST, f"{event.kind} is for voices to send")
        self._board.event(self._line, event)
        self._service.changed()

    # --- commands and questions

    def _change(self, wanted: message.Change) -> None:
        _check_manner(wanted.speed, 1.0)
        self._control(wanted)

    def _control(self, wanted: Command) -> None:
        if self._speech and wanted == message.Stop():
            line, utterance = self._speech  # its sender has thought better of it
            wanted = message.Stop(voice=line.voice, id=utterance.id)
        if wanted.voice:
            wanted = type(wanted)(**{**wanted.values(), "voice": self._service.engines.find(wanted.voice).name})
        self._channel.send(message.Ok(payload=_json({"voices": self._board.control(wanted)})))

    def _blend(self, wanted: message.Blend) -> None:
        self._service.engines.find(wanted.recipe)  # once all voices are known that it may be mixed from
        voice = self._service.engines.catalogue.keep(wanted.name, wanted.recipe)
        self._channel.send(message.Ok(payload=_json({"name": voice.name, "recipe": voice.recipe})))

    def _unblend(self, wanted: message.Unblend) -> None:
        self._service.engines.catalogue.drop(wanted.name)
        self._channel.send(message.Ok())

    def _teach(self, wanted: message.Teach) -> None:
        try:
            taught = self._service.lexicon.teach(wanted.word, wanted.sound)
        except ValueError as error:
            raise FailureError(BAD_REQUEST, str(error)) from None
        except OSError as error:
            raise FailureError(OUTPUT_FAILED, f"{error.filename} cannot be written: {error.strerror}") from None
        self._channel.send(message.Ok(payload=_json({"word": taught.word, "sound": taught.sound})))

    def _forget(self, wanted: message.Forget) -> None:
        try:
            known = self._service.lexicon.forget(wanted.word)
        except OSError as error:
            raise FailureError(OUTPUT_FAILED, f"{error.filename} cannot be written: {error.strerror}") from None
        if not known:
            raise FailureError(BAD_REQUEST, f"“{wanted.word[:40]}” was not taught: the file of pronunciations has all")
        self._channel.send(message.Ok())

    def _phonemize(self, wanted: message.Phonemize) -> None:
        engines, text = self._service.engines, wanted.payload.decode(errors="replace")
        voice = engines.find(wanted.voice or DEFAULT_VOICE)
        lang, auto = self._language(wanted.lang, voice)
        segmenter = self._service.segmenter(lang, engines.speakers(voice, lang) if auto else ())
        if wanted.explain:
            answer = _json(self._service.explain(text, segmenter))
        else:
            answer = _json({"phonemes": self._service.phonemize(text, segmenter)})
        if len(answer) > frame.MAX_PAYLOAD:
            what = "the explanation is" if wanted.explain else "the phonemes are"
            raise FailureError(TOO_LONG, f"{what} {len(answer)} bytes, of which a message holds {frame.MAX_PAYLOAD}")
        self._channel.send(message.Ok(payload=answer))

    def _use_engine(self, wanted: message.UseEngine) -> None:
        self._service.engines.use(wanted.engine)
        self._channel.send(message.Ok())

    def _watch(self, _: message.Watch) -> None:
        self._board.watchers.add(self._channel)

    def _status(self, _: message.Status) -> None:
        self._channel.send(message.Ok(payload=_json(self._service.status())))

    def _voices(self, _: message.Voices) -> None:
        self._channel.send(message.Ok(payload=_json(self._service.voices())))

    def _log_level(self, wanted: message.LogLevel) -> None:
        if wanted.level not in journal.LEVELS:
            raise FailureError(BAD_REQUEST, f"the log level is one of {', '.join(journal.LEVELS)}")
        journal.set_level(wanted.level)
        self._board.log_level(wanted)
        self._channel.send(message.Ok())

    def _shutdown(self, _: message.Shutdown) -> None:
        self._channel.send(message.Ok())
        self._service.stop("asked to by a client")


def _check_manner(speed: float, volume: float) -> None:
    """Raises FailureError for what no engine can do."""
    if not 0.5 <= speed <= 2.0:
        raise FailureError(BAD_REQUEST, f"the speed is 0.5 to 2.0, not {speed:g}")
    if not (0.0 <= volume <= 2.0 and math.isfinite(volume)):
        raise FailureError(BAD_REQUEST, f"the volume is 0 to 2, not {volume:g}")


def _check_pauses(wanted: message.Speak | message.Synthesize) -> None:
    """Raises FailureError for more than anybody would wait for."""
    longest = max(wanted.sentence_pause, wanted.paragraph_pause)
    if not longest <= LONGEST:
        raise FailureError(BAD_REQUEST, f"a pause is 0 to {LONGEST:g} s, not {longest:g}")


def _check_form(form: str) -> None:
    if form not in FORMS:
        raise FailureError(
            BAD_REQUEST, f"the form of a text is {', '.join(FORMS[:-1])} or {FORMS[-1]}, not {form[:20]}"
        )


def _check_id(identity: str) -> None:
    """Raises FailureError for what is not fit for a line of the journal."""
    plain = identity.replace("_", "").replace("-", "")
    if identity and (len(identity) > LONGEST_ID or not (plain.isascii() and plain.isalnum())):
        raise FailureError(BAD_REQUEST, f"an id has at most {LONGEST_ID} letters, digits, - and _")


def _check_speak(wanted: message.Speak) -> None:
    _check_manner(wanted.speed, wanted.volume)
    _check_pauses(wanted)
    _check_form(wanted.form)
    if wanted.mode not in MODES:
        raise FailureError(BAD_REQUEST, f"the mode is {', '.join(MODES[:-1])} or {MODES[-1]}, not {wanted.mode[:20]}")
    if wanted.output and not os.path.isabs(wanted.output):
        raise FailureError(BAD_REQUEST, "the output's path is not absolute")
    if max(len(wanted.output), len(wanted.device)) > LONGEST_NAME:
        raise FailureError(BAD_REQUEST, f"a path or a device's name has at most {LONGEST_NAME} characters")
    if not (wanted.payload or wanted.more):
        raise FailureError(BAD_REQUEST, "there is no text")


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
