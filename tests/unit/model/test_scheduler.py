"""Whose segment comes next, and what becomes of streams that cannot be made."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING

import pytest

from kokoro_ipc import message
from kokoro_ipc.errors import BUSY, ENGINE_FAILED, FailureError
from kokoro_ipc.message import Audio, AudioEnd, Failed, SegmentEnd
from kokoro_model.scheduler import Scheduler
from kokoro_model.stream import ROOM, Stream
from kokoro_model.text.reading import Reader
from kokoro_model.text.segmenter import Segmenter
from tests.aside import Aside
from tests.tone import SAMPLES, ToneEngine, Verbatim, text_of, tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kokoro_ipc.message import Message
    from kokoro_model.engines import Request, Word

SECONDS = 10.0
SENTENCE = "{name} says sentence {number}. "


class Listening:
    """A stream whose sound is taken as it comes; hardly any time passes for it, however slow the machine is."""

    _clock = count()

    def __init__(self, scheduler: Scheduler, *, background: bool = False) -> None:
        wanted = message.Synthesize(voice="af_heart", lang="en-us", background=background)
        self.stream = Stream(
            wanted,
            Segmenter(lang="en-us", first_words=20),
            Verbatim(),
            scheduler.changed,
            clock=lambda: next(self._clock) * 1e-6,
        )
        self._scheduler = scheduler
        self.taken: Aside[list[Message]] = Aside(self._take)

    def say(self, text: str) -> Listening:
        """Give it the whole text, and add it to the scheduler's streams."""
        self.stream.feed(text.encode())
        self.stream.end()
        self._scheduler.add(self.stream)
        return self

    def heard(self) -> str:
        """The text of all its sound."""
        told = self.taken.outcome()
        assert isinstance(told[-1], AudioEnd)
        return text_of(b"".join(one.payload for one in told if isinstance(one, Audio)))

    def _take(self) -> list[Message]:
        taken = []
        while one := self.stream.take():
            taken.append(one)
        return taken


@contextmanager
def scheduled(engine: ToneEngine, *, queue_size: int = 100, stuck_seconds: float = 60.0) -> Iterator[Scheduler]:
    scheduler = Scheduler(engine, queue_size, stuck_seconds=stuck_seconds)
    scheduler.start()
    try:
        yield scheduler
    finally:
        for stream in scheduler._streams:
            stream.cancel()
        scheduler.stop()
        if engine.gated:
            engine.let(100)


def sentences(name: str, count: int) -> str:
    return "".join(SENTENCE.format(name=name, number=number) for number in range(count))


def began(engine: ToneEngine) -> str:
    """Waits for the next segment to begin; its text."""
    assert engine.reached.acquire(timeout=SECONDS)
    return engine.requests[-1].text


def order(engine: ToneEngine, count: int) -> list[str]:
    """The speakers of the next segments, each of which is let through."""
    found = []
    for _ in range(count):
        found.append(began(engine).split()[0])
        engine.let()
    return found


def test_all_streams_are_spoken_whole_side_by_side() -> None:
    with scheduled(ToneEngine(concurrency=3)) as scheduler:
        streams = {name: Listening(scheduler).say(sentences(name, 20)) for name in "ABCDEFGH"}
        for name, stream in streams.items():
            assert stream.heard() == "".join(sentences(name, 20).split())


def test_a_new_text_is_heard_before_the_rest_of_an_older_one() -> None:
    engine = ToneEngine(gated=True)
    with scheduled(engine) as scheduler:
        Listening(scheduler).say(sentences("old", 5))
        assert order(engine, 2) == ["old", "old"]
        assert began(engine).startswith("old")
        Listening(scheduler).say(sentences("new", 5))
        Listening(scheduler).say(sentences("newer", 5))
        engine.let()
        assert order(engine, 2) == ["new", "newer"], "nobody waits for the first sound longer than a segment"


def test_whose_sound_runs_out_first_is_next() -> None:
    """A has more than a second of sound ahead; B catches up by 20 ms a sentence."""
    engine = ToneEngine(gated=True)
    with scheduled(engine) as scheduler:
        Listening(scheduler).say("A" * 3000)
        for _ in range(10):
            began(engine)
            engine.let()
        began(engine)
        Listening(scheduler).say(sentences("B", 12))
        engine.let()
        assert order(engine, 8) == ["B"] * 8


def test_files_take_what_listeners_leave() -> None:
    engine = ToneEngine(gated=True)
    with scheduled(engine) as scheduler:
        file = Listening(scheduler, background=True).say(sentences("file", 3))
        began(engine)
        aloud = Listening(scheduler).say(sentences("aloud", 3))
        engine.let()
        assert order(engine, 5) == ["aloud", "aloud", "aloud", "file", "file"]
        assert file.heard() == "".join(sentences("file", 3).split())
        assert aloud.heard()


def test_one_stream_is_never_in_two_hands() -> None:
    engine = ToneEngine(gated=True, concurrency=2)
    with scheduled(engine) as scheduler:
        first = Listening(scheduler).say(sentences("A", 4))
        began(engine)
        assert not engine.reached.acquire(timeout=0.05), "the other hand has nothing to do"
        Listening(scheduler).say(sentences("B", 1))
        assert began(engine).startswith("B"), "but for another stream"
        engine.let(10)
        assert first.heard() == "".join(sentences("A", 4).split())


def test_a_stream_whose_sound_is_not_taken_holds_up_nobody() -> None:
    engine = ToneEngine()
    with scheduled(engine) as scheduler:
        wanted = message.Synthesize(voice="af_heart", lang="en-us")
        deaf = Stream(wanted, Segmenter(lang="en-us"), Verbatim(), scheduler.changed)
        deaf.feed(sentences("deaf", 1000).encode())
        scheduler.add(deaf)
        assert Listening(scheduler).say(sentences("other", 50)).heard()
        while deaf.ready:
            pass
        assert deaf._out_size < ROOM + 300 * SAMPLES * 2
        deaf.cancel()


def test_a_cancel_ends_a_stream_at_its_segment() -> None:
    engine = ToneEngine(gated=True)
    with scheduled(engine) as scheduler:
        stream = Listening(scheduler).say(sentences("A", 5))
        began(engine)
        stream.stream.cancel()
        stream.taken.outcome()
        assert scheduler.queued == 0
        other = Listening(scheduler).say("B.")
        engine.let(2)
        assert other.heard() == "B."
        assert len(engine.requests) == 2


# --- too much, and failures


def test_more_streams_than_the_queue_holds_are_told_to_come_later() -> None:
    engine = ToneEngine(gated=True)
    with scheduled(engine, queue_size=2) as scheduler:
        first = Listening(scheduler).say("A.")
        began(engine)
        second = Listening(scheduler).say("B.")
        third = Listening(scheduler)
        with pytest.raises(FailureError, match="2 texts wait") as caught:
            third.say("C.")
        assert caught.value.code == BUSY
        third.stream.cancel()
        second.stream.cancel()
        fourth = Listening(scheduler).say("D.")
        engine.let(2)
        assert (first.heard(), fourth.heard()) == ("A.", "D."), "one that was cancelled makes room at once"


def test_what_the_engine_cannot_speak_is_told_and_others_are_spoken() -> None:
    with scheduled(ToneEngine(refuse="brrr")) as scheduler:
        stream = Listening(scheduler).say("It goes brrr. And on.")
        told = stream.taken.outcome()
        assert told[-1] == Failed(code=ENGINE_FAILED, message="brrr cannot be spoken")
        assert Listening(scheduler).say("Fine.").heard() == "Fine."


def test_an_engine_that_breaks_is_told_and_goes_on() -> None:
    class Broken(ToneEngine):
        def synthesize(self, request: Request, emit: Callable[[bytes], bool]) -> Sequence[Word]:
            if "zero" in request.text:
                raise ZeroDivisionError
            return super().synthesize(request, emit)

    with scheduled(Broken()) as scheduler:
        told = Listening(scheduler).say("By zero.").taken.outcome()
        assert told[-1] == Failed(code=ENGINE_FAILED, message="the tone engine failed: the journal has the details")
        assert Listening(scheduler).say("Fine.").heard() == "Fine."


def test_an_engine_that_hangs_is_seen() -> None:
    engine = ToneEngine(gated=True)
    with scheduled(engine, stuck_seconds=0.02) as scheduler:
        assert not scheduler.stuck
        Listening(scheduler).say("A.")
        began(engine)
        while not scheduler.stuck:
            pass
        engine.let()
        while scheduler.stuck:
            pass


def test_a_scheduler_that_is_stopped_begins_nothing_more() -> None:
    engine = ToneEngine(gated=True)
    with scheduled(engine) as scheduler:
        Listening(scheduler).say(sentences("A", 5))
        began(engine)
        scheduler.stop()
        engine.let(5)
    assert len(engine.requests) == 1


def turn(scheduler: Scheduler, engine: ToneEngine) -> Stream:
    """The stream whose turn it is, once it has had it; without a thread of the scheduler's."""
    stream = scheduler._next()
    assert stream is not None
    stream.make_segment(engine)
    scheduler._end_turn(stream)
    return stream


def streamed(scheduler: Scheduler, text: str) -> Stream:
    wanted = message.Synthesize(voice="af_heart", lang="en-us")
    stream = Stream(wanted, Segmenter(lang="en-us"), Reader("en-us"), scheduler.changed)
    stream.feed(text.encode())
    stream.end()
    scheduler.add(stream)
    return stream


@pytest.mark.parametrize("begins", ["", "Well. ", "e"])
def test_a_text_of_which_nothing_can_be_heard_holds_nobody_up(begins: str) -> None:
    scheduler, engine = Scheduler(ToneEngine(), 10), ToneEngine()
    silent = streamed(scheduler, begins + "\u0301" * 15_000)
    assert {turn(scheduler, engine) for _ in range(20)} == {silent}
    greeting = streamed(scheduler, "Hello there. And welcome.")
    turns = [turn(scheduler, engine) for _ in range(8)]
    assert greeting.over, "its end is told too"
    assert turns.count(greeting) == 3
    assert not silent.over


def test_another_text_is_heard_between_two_portions_of_a_segment() -> None:
    scheduler, engine = Scheduler(ToneEngine(), 10), ToneEngine()
    long = streamed(scheduler, "♠♣♥♦" * 50)
    assert turn(scheduler, engine) is long
    short = streamed(scheduler, "Hello.")
    assert turn(scheduler, engine) is short
    assert not any(isinstance(one, SegmentEnd) for one in long._out), "its first segment is not over"


def test_a_stream_is_looked_at_again_when_a_clause_of_it_is_due() -> None:
    class Streaming(ToneEngine):
        def streams(self, voice: str) -> bool:
            return True

    engine = Streaming()
    with scheduled(engine) as scheduler:
        listening = Listening(scheduler)
        listening.stream.feed(b"When all is said and done, there is nothing left that any")
        scheduler.add(listening.stream)
        assert engine.reached.acquire(timeout=SECONDS)
        assert [request.text for request in engine.requests] == ["When all is said and done,"]


class Blocks(ToneEngine):
    """Gives the sound of a passage in blocks of a character, each once it is `let`; may be kept waiting."""

    interruptible = True

    def __init__(self) -> None:
        super().__init__(gated=True)
        self.made: list[str] = []

    def synthesize(self, request: Request, emit: Callable[[bytes], bool]) -> Sequence[Word]:
        for char in request.text:
            self.made.append(char)
            self.begin(request)
            if not emit(tone(char)):
                break
        return ()


def begun_block(engine: Blocks) -> str:
    """Waits for the next block to be under way; whose it is."""
    assert engine.reached.acquire(timeout=SECONDS)
    return engine.made[-1]


def test_a_first_sound_interrupts_a_passage_which_goes_on_behind_it() -> None:
    engine = Blocks()
    with scheduled(engine) as scheduler:
        first = Listening(scheduler).say("aaaa")
        assert begun_block(engine) == "a"
        second = Listening(scheduler).say("b")
        engine.let()
        assert begun_block(engine) == "b"
        engine.let(20)
        assert (first.heard(), second.heard()) == ("aaaa", "b")
        assert engine.made == list("abaaa")


def test_two_passages_take_turns_by_whose_sound_runs_out_first() -> None:
    engine = Blocks()
    with scheduled(engine) as scheduler:
        first, second = (Listening(scheduler) for _ in range(2))
        first.say("aaa")
        assert begun_block(engine) == "a"
        second.say("bbb")
        engine.let(20)
        assert (first.heard(), second.heard()) == ("aaa", "bbb")
        assert engine.made == list("ababab")


def test_a_file_stands_still_while_somebody_listens() -> None:
    engine = Blocks()
    with scheduled(engine) as scheduler:
        file = Listening(scheduler, background=True).say("ffff")
        assert begun_block(engine) == "f"
        heard = Listening(scheduler).say("abc")
        engine.let(20)
        assert (file.heard(), heard.heard()) == ("ffff", "abc")
        assert engine.made == list("fabcfff")


def test_a_passage_that_stands_still_ends_where_nobody_wants_it_any_more() -> None:
    engine = Blocks()
    with scheduled(engine) as scheduler:
        first = Listening(scheduler).say("aaaa")
        assert begun_block(engine) == "a"
        second = Listening(scheduler).say("bb")
        engine.let()
        assert begun_block(engine) == "b"
        first.stream.cancel()
        engine.let(20)
        assert second.heard() == "bb"
        assert engine.made == list("abb")
        first.taken.outcome()


def test_a_passage_stands_still_while_nobody_takes_its_sound() -> None:
    class Long(Blocks):
        def synthesize(self, request: Request, emit: Callable[[bytes], bool]) -> Sequence[Word]:
            return super().synthesize(request, lambda block: emit(block * (ROOM // len(block) + 1)))

    engine = Long()
    with scheduled(engine) as scheduler:
        wanted = message.Synthesize(voice="af_heart", lang="en-us")
        full = Stream(wanted, Segmenter(lang="en-us"), Verbatim(), scheduler.changed)
        full.feed(b"aaa")
        full.end()
        scheduler.add(full)
        assert begun_block(engine) == "a"
        engine.let(20)
        other = Listening(scheduler).say("b")
        assert isinstance(other.taken.outcome()[-1], AudioEnd)
        assert engine.made == list("ab"), "one block fills its room"
        rest = Aside(lambda: list(iter(full.take, None)))
        assert isinstance(rest.outcome()[-1], AudioEnd)
        assert engine.made == list("abaa")


def test_a_passage_that_stands_still_is_no_hang() -> None:
    engine = Blocks()
    with scheduled(engine, stuck_seconds=0.0) as scheduler:
        Listening(scheduler).say("aa")
        assert begun_block(engine) == "a"
        assert scheduler.stuck
        for stream in scheduler._streams:
            stream.cancel()
        engine.let(20)


def test_an_engine_that_cannot_be_interrupted_is_not() -> None:
    class Closed(Blocks):
        interruptible = False

    engine = Closed()
    with scheduled(engine) as scheduler:
        first = Listening(scheduler).say("aaa")
        assert begun_block(engine) == "a"
        second = Listening(scheduler).say("b")
        engine.let(20)
        assert (first.heard(), second.heard()) == ("aaa", "b")
        assert engine.made == list("aaab")
