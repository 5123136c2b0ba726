"""One text on its way to sound: pieces of text in, messages of sound out.

Threads: a session feeds it, a scheduler thread makes its segments, a writer takes the messages.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from typing import TYPE_CHECKING

from kokoro_ipc import message
from kokoro_ipc.errors import BAD_REQUEST, TOO_LONG, FailureError, nothing_to_say
from kokoro_model import pace, timings
from kokoro_model.engines import SAMPLE_RATE, Request
from kokoro_model.pauses import CLAUSE_MARKS, NONE, Quiet
from kokoro_model.text.pieces import Pause
from kokoro_model.text.reading import Passage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kokoro_ipc.message import Message
    from kokoro_model.engines import Engine, Word
    from kokoro_model.pauses import Pauses
    from kokoro_model.text.multilingual import MultilingualSegmenter
    from kokoro_model.text.reading import Reader
    from kokoro_model.text.segmenter import Segment, Segmenter

log = logging.getLogger(__name__)
BYTES_A_SECOND = SAMPLE_RATE * 2
ROOM = 2 * BYTES_A_SECOND
"""More sound than this waiting for its listener, and no new segment is begun."""
AUDIO_SIZE = 64 * 1024
GIVES_WAY = 0.5
"""Seconds of sound that others have ahead of them before a text of which nothing has been heard goes on."""
PATIENCE = 0.5
"""Seconds in which a sentence may come while nothing is heard, before a clause of it is spoken."""
_FORESEEN = 2000
"""Characters of text that a lead is made for."""
HELD_TEXT = 4 * 1024 * 1024
"""Bytes of text that wait for their turn, at most."""


class Stream:
    """A `synthesize` under way. `urgency`, `ready`, `over` and `busy` are the scheduler's view of it.

    `voice` is the name that the journal has for its voice, which may be a recipe for the engine. `speakers` are the
    voices for segments in other languages.
    """

    def __init__(
        self,
        wanted: message.Synthesize,
        segmenter: Segmenter | MultilingualSegmenter,
        reader: Reader,
        changed: Callable[[], None],
        voice: str = "",
        *,
        speakers: Mapping[str, str] | None = None,
        pauses: Pauses = NONE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wanted = wanted
        self._voice, self._speakers = voice or wanted.voice, speakers or {}
        self._segmenter, self._reader = segmenter, reader
        self._changed, self._clock = changed, clock
        self._pauses, self._quiet = pauses, Quiet()
        self._before: Segment | None = None  # the last one that made sound
        self._silent_until = 0.0  # seconds of sound before the segment under way
        self._lock = threading.Condition()
        self._uncut = ""  # text that no segment has covered yet, for spans in bytes
        self._cut = self._cut_bytes = 0
        self._fed = False  # whether the segmenter may have a segment that it was not asked for
        self._complete = self._closed = self._cancelled = False
        self._out: deque[Message] = deque([message.AudioStart(rate=SAMPLE_RATE, channels=1, width=2)])
        self._out_size = 0
        self._made = self._accounted = 0.0
        self._begun = 0  # segments begun that are not accounted for
        self._segment: Segment | None = None  # under way, with its parts that are not spoken yet
        self._parts: deque[Passage | Pause] = deque()
        self._words: list[Word] = []
        self._first_byte = 0  # of its text
        self._silent_turn = 0.0  # when it last had a turn that made no sound
        self._came = self._text_came = clock()
        self._lull = self._stalled = False  # whether no text has come for a while, or for long
        self._due: float | None = None  # when what there is of a sentence is to be spoken
        self._first_sound: float | None = None
        self._sentence = self._passed = -1  # the sentence under way, and the last that nobody wants to hear
        self._flowing = wanted.background  # whether sound goes out as it comes; a slow engine needs a lead first
        self._told = False  # whether its first segment was told of
        self._give_way: Callable[[], None] = lambda: None
        self.busy = False

    @property
    def open(self) -> bool:
        """Whether more text may come."""
        return not (self._complete or self._closed)

    @property
    def urgency(self) -> tuple[int, float]:
        """The smaller, the sooner; who makes no sound in its turn gives way to those whose sound runs out soon."""
        if self._wanted.background:
            return 2, self._came
        if self._first_sound is None and not self._silent_turn:
            return 0, self._came
        runs_out = self._came if self._first_sound is None else self._first_sound + self._made
        return 1, max(runs_out, self._silent_turn + GIVES_WAY)

    @property
    def ready(self) -> bool:
        """Whether a segment can be made, or the end told."""
        with self._lock:
            if self.busy or self._closed or self._full:
                return False
            return self._fed or self._segment is not None or (self._due is not None and self._clock() >= self._due)

    @property
    def due(self) -> float | None:
        """When it is ready though nothing comes, in seconds of its clock; None: never."""
        with self._lock:
            return None if self.busy or self._closed or self._full else self._due

    @property
    def may_go_on(self) -> bool:
        """Whether a segment that gave way has a reason to go on: its sound is taken, or nobody wants it any more."""
        with self._lock:
            return self._closed or not self._full

    @property
    def _full(self) -> bool:
        return self._out_size > ROOM and self._flowing

    @property
    def over(self) -> bool:
        """Whether nothing is left to be made."""
        return self._closed

    def feed(self, text: bytes) -> None:
        """More text, in whole UTF-8 characters; raises FailureError."""
        try:
            decoded = text.decode()
        except UnicodeDecodeError as error:
            raise FailureError(BAD_REQUEST, f"the text is not UTF-8 at byte {error.start}") from None
        with self._lock:
            if len(self._uncut) + len(decoded) > HELD_TEXT:
                raise FailureError(TOO_LONG, f"more than {HELD_TEXT} characters wait to be spoken")
            if not self._segmenter.pending:
                self._text_came = self._clock()
            self._uncut += decoded
            self._segmenter.feed(decoded)
            self._fed, self._lull, self._stalled = True, False, False
        self._changed()

    def end(self) -> None:
        """No more text comes."""
        with self._lock:
            self._complete = self._fed = True
            self._segmenter.end()
        self._changed()

    def rest(self) -> None:
        """No text has come for a while: what ends as a sentence, a line or a clause does is complete."""
        with self._lock:
            self._lull = self._fed = True
        self._changed()

    def flush(self) -> None:
        """No text has come for long: all there is counts as complete once the sound that was made has been heard."""
        with self._lock:
            self._stalled = self._fed = True
        self._changed()

    def pass_over(self, sentence: int) -> None:
        """Sentences up to that one make no more sound; what comes behind them is as urgent as a beginning."""
        with self._lock:
            self._passed = max(self._passed, sentence)
            self._came, self._first_sound, self._silent_turn = self._clock(), None, 0.0

    def cancel(self) -> None:
        """The listener is gone."""
        with self._lock:
            self._cancelled = self._closed = True
            self._out.clear()
            self._lock.notify_all()
        self._changed()

    def fail(self, code: str, text: str) -> None:
        """It cannot be done; the listener is told."""
        self._put(message.Failed(code=code, message=text), last=True)

    def make_segment(self, engine: Engine, give_way: Callable[[], None] = lambda: None) -> None:
        """Turn the next part of a segment into sound, or tell that there is none; raises EngineError.

        `give_way` is called between two blocks of it, and may wait.
        """
        self._give_way = give_way
        if not self._flowing:
            with self._lock:
                self._flow(self._made >= self._lead(engine.real_time_factor))
        if self._segment is None and not self._begin_segment(engine):
            return
        made = self._made
        self._speak_on(engine)
        if not self._parts:
            self._end_segment(engine)
        if self._made == made and self._wanted_now:
            self._silent_turn = self._clock()

    def _begin_segment(self, engine: Engine) -> bool:
        """Take on the next segment; False where there is none yet, or no more."""
        with self._lock:
            lang = self._segmenter.lang
        whole = engine.streams(self._speaker(lang))  # which may wait for the engine to load
        with self._lock:
            segment = self._next(engine, whole=whole)
            self._fed, complete = segment is not None, self._complete
            self._flow(segment is None)
        if segment is None:
            if complete:
                self._finish()
            return False
        self._begun += 1
        parts = self._reader.read(segment)
        if parts:
            self._pause_before(segment)
        self._silent_until = self._made
        start, end = self._spans(segment.end)
        self._put(message.Segment(start=start, end=end, sentence=segment.sentence, at=self._made, lang=segment.lang))
        self._segment, self._sentence = segment, segment.sentence
        self._first_byte = end - len(segment.text.encode())
        self._parts.extend(parts)
        return True

    def _speaker(self, lang: str) -> str:
        """Who speaks a segment in that language."""
        return self._speakers.get(lang, self._wanted.voice)

    def _finish(self) -> None:
        """All the text has been read. That nothing of it could be heard is a failure, but where it was passed over."""
        if self._made or self._passed >= 0:
            self._put(message.AudioEnd(), last=True)
        else:
            nothing = nothing_to_say()
            self.fail(nothing.code, nothing.message)

    def _speak_on(self, engine: Engine) -> None:
        """Speak the segment under way up to the end of its next passage, or to its own."""
        passage = False
        while self._parts and not passage and self._wanted_now:
            part = self._parts.popleft()
            passage = isinstance(part, Passage)
            self._words += self._speak(part, engine)
        if not self._wanted_now:
            self._parts.clear()

    def _end_segment(self, engine: Engine) -> None:
        assert self._segment is not None
        if self._wanted.timings and self._words:
            payload = timings.encode(self._words, self._segment.text, self._first_byte)
            self._put(message.Timings(payload=payload))
        if self._made > self._silent_until:
            self._before = self._segment
        self._segment, self._words = None, []
        self._put(message.SegmentEnd())
        if not self._told:
            self._told, seconds = True, self._clock() - self._came
            made = f"first segment made by {engine.name} after {seconds * 1e3:.0f} ms, {self._made:.1f} s of sound"
            self.tell(made, SEGMENT_MS=f"{seconds * 1e3:.1f}")

    def _pause_before(self, segment: Segment) -> None:
        """Silence between the last segment that was heard and this one, as much as is not there by itself."""
        before = self._before
        if before is None or max(before.sentence, segment.sentence - 1) <= self._passed:
            return
        wanted = self._pauses.clause if before.text[-1] in CLAUSE_MARKS else 0.0
        if segment.sentence != before.sentence:
            wanted = self._pauses.paragraph if segment.paragraph else self._pauses.sentence
        missing = wanted - self._quiet.seconds
        if missing > 0:
            self._emit(bytes(2 * round(missing * SAMPLE_RATE)))

    def _next(self, engine: Engine, *, whole: bool) -> Segment | None:
        """The next segment as the engine is best given it; of a sentence that is long in coming, what must do."""
        growth, self._due = pace.growth(engine.real_time_factor), None
        segment = self._segmenter.next(growth, whole=whole)
        if segment is None and self._given_up():
            self._segmenter.flush()
            segment = self._segmenter.next(growth, whole=whole)
        if segment is None and self._clause_is_due(engine, whole=whole):
            segment = self._segmenter.clause()
        return segment

    def _given_up(self) -> bool:
        """Whether what there is of a sentence is all of it, as far as anybody can tell."""
        if self._stalled and self._segmenter.pending:
            return self._is_due(self._runs_out)
        return self._lull and self._segmenter.rests

    def _clause_is_due(self, engine: Engine, *, whole: bool) -> bool:
        """Whether a clause is spoken before its sentence is there, since nothing else would be heard."""
        weight = self._segmenter.clause_weight if self.open else 0
        if not weight or not (self._lull or (whole and not self._wanted.background)):
            return False
        early = pace.head_start(engine.real_time_factor, weight, self._wanted.speed)
        return self._is_due(max(self._text_came + PATIENCE, self._runs_out - early))

    def _is_due(self, when: float) -> bool:
        """Whether that moment is there; if not, it will be waited for."""
        if self._clock() >= when:
            return True
        self._due = when if self._due is None else min(self._due, when)
        return False

    @property
    def _runs_out(self) -> float:
        """When all sound that was made has been heard."""
        if self._wanted.background or self._first_sound is None:
            return self._came
        return self._first_sound + self._made

    def tell(self, what: str, **fields: str) -> None:
        """Put something about the sound into the journal, under the name that who wants it has given it, if any."""
        name = self._wanted.id
        named = {"UTTERANCE": name} if name else {}
        log.info("%s: %s", name or "unnamed", what, extra={"VOICE": self._voice, **named, **fields})

    def take_account(self) -> tuple[int, float]:
        """How many segments the last turn has begun, and the seconds of sound that came of it."""
        begun, self._begun = self._begun, 0
        seconds, self._accounted = self._made - self._accounted, self._made
        return begun, seconds

    def _lead(self, real_time_factor: float) -> float:
        """Seconds of sound that must be there before the first is heard, so that none is waited for."""
        return pace.lead(real_time_factor, self._uncut[:_FORESEEN], self._wanted.speed)

    def _flow(self, enough: bool) -> None:
        if enough and not self._flowing:
            self._flowing = True
            self._lock.notify_all()

    def _speak(self, part: Passage | Pause, engine: Engine) -> Iterator[Word]:
        """Make a passage or a pause heard; gives the words where they stand in the segment and in all the sound."""
        offset = self._made
        if isinstance(part, Pause):
            self._emit(bytes(2 * round(part.seconds * SAMPLE_RATE)))
            return iter(())
        wanted = self._wanted
        lang = (self._segment and self._segment.lang) or wanted.lang
        request = Request(part.pieces, self._speaker(lang), lang, wanted.speed, wanted.volume)
        return timings.located(engine.synthesize(request, self._emit), part, offset)

    def take(self) -> Message | None:
        """The next message for the listener; waits for it, and gives None once there is no more."""
        with self._lock:
            while not (self._out and self._may_go(self._out[0])) and not self._closed:
                self._lock.wait()
            if not self._out:
                return None
            taken = self._out.popleft()
        if isinstance(taken, message.Audio):
            self._took(len(taken.payload))
        return taken

    def _may_go(self, first: Message) -> bool:
        """Whether the next message waits for nothing: that the text was taken on is told at once."""
        return self._flowing or isinstance(first, message.AudioStart)

    def _took(self, size: int) -> None:
        with self._lock:
            had_room, self._out_size = self._out_size <= ROOM, self._out_size - size
            has_room = self._out_size <= ROOM
        if has_room and not had_room:
            self._changed()

    def _spans(self, end: int) -> tuple[int, int]:
        """The bytes from where the last segment ended to character `end`, which is cut off what is held."""
        with self._lock:
            length = end - self._cut
            covered, self._uncut = self._uncut[:length], self._uncut[length:]
            self._cut = end
        start = self._cut_bytes
        self._cut_bytes += len(covered.encode())
        return start, self._cut_bytes

    def _emit(self, sound: bytes) -> bool:
        """Take sound from the engine; says whether more is wanted."""
        if self._first_sound is None:
            self._first_sound = self._clock()
        self._made += len(sound) / BYTES_A_SECOND
        if self._pauses != NONE:
            self._quiet.hear(sound)
        for at in range(0, len(sound), AUDIO_SIZE):
            self._put(message.Audio(payload=sound[at : at + AUDIO_SIZE]))
        if self._wanted_now:
            self._give_way()
        return self._wanted_now

    @property
    def _wanted_now(self) -> bool:
        """Whether anybody wants to hear the sentence under way."""
        return not self._cancelled and self._sentence > self._passed

    def _put(self, sent: Message, *, last: bool = False) -> None:
        with self._lock:
            if self._closed:
                return
            self._out.append(sent)
            self._out_size += len(sent.payload) if isinstance(sent, message.Audio) else 0
            self._closed = last
            self._lock.notify()
