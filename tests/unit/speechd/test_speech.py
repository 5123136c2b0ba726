"""A message being spoken, without any connection: the model's messages in, events out."""

from __future__ import annotations

from kokoro_ipc import message
from kokoro_ipc.errors import NOTHING_TO_SAY
from kokoro_speechd import protocol
from kokoro_speechd.fade import FADE
from kokoro_speechd.script import Script
from kokoro_speechd.speech import BLOCK, ENOUGH, Speech

LOUD = b"\x00\x20"
SECOND = 24000


def speech(text: str, *marks: tuple[int, str]) -> Speech:
    script = Script("text")
    script.add(text)
    script.marks = list(marks)
    made = Speech(script, message.Synthesize(voice="af_heart", lang="en-us", timings=True), SECOND)
    made.requests()
    return made


def segment(made: Speech, start: int, end: int, samples: int) -> None:
    made.take(message.Segment(start=start, end=end, sentence=0, at=0.0))
    made.take(message.Audio(payload=LOUD * samples))


def drain(made: Speech) -> list[bytes]:
    events = []
    while made.ready:
        events.append(made.next())
    return events


def sound_of(event: bytes) -> bytes:
    return event.partition(b"\0")[2].removesuffix(b"\n705 AUDIO\n").replace(b"}*", b"\n").replace(b"}]", b"}")


def test_words_have_their_marks_where_the_model_hears_them() -> None:
    made = speech("One two.", (4, "two"))
    segment(made, 0, 8, SECOND)
    assert not made.ready, "where the mark is is not known yet"
    made.take(message.Timings(payload=b"[[0,3,0.0,0.4],[4,7,0.5,0.9]]"))
    made.take(message.SegmentEnd())
    made.take(message.AudioEnd())
    events = drain(made)
    place = events.index(protocol.index_mark("two"))
    assert sum(len(sound_of(event)) for event in events[:place]) == SECOND
    assert sum(len(sound_of(event)) for event in events[place + 1 :]) == SECOND
    assert made.over


def test_without_times_words_are_where_an_even_pace_has_them() -> None:
    made = speech("One two.", (4, "two"))
    segment(made, 0, 8, 100)
    made.take(message.SegmentEnd())
    events = drain(made)
    assert [len(sound_of(event)) for event in events] == [100, 0, 100]


def test_sound_without_marks_goes_out_before_its_segment_is_whole() -> None:
    made = speech("One two. Three.", (8, "behind"))
    segment(made, 0, 8, BLOCK // 2)
    assert made.ready
    assert len(sound_of(made.next())) == BLOCK


def test_no_more_is_taken_than_is_needed_but_for_a_segment_that_waits() -> None:
    made = speech("One two. Three.", (9, "in between"))
    segment(made, 0, 8, ENOUGH // 2)
    made.take(message.SegmentEnd())
    assert not made.hungry
    drain(made)
    assert made.hungry
    segment(made, 8, 15, ENOUGH)
    drain(made)
    made = speech("One two.", (4, "two"))
    segment(made, 0, 8, ENOUGH)
    assert made.hungry, "it would wait for ever"


def test_what_is_lost_fades_out_and_is_asked_for_again() -> None:
    made = speech("One. Two.")
    segment(made, 0, 4, 10)
    made.take(message.SegmentEnd())
    segment(made, 4, 9, BLOCK)
    made.next()
    made.lose()
    rest = sound_of(made.next())
    assert len(rest) == FADE
    assert rest[-2:] == b"\0\0"
    (wanted,) = made.requests()
    assert wanted.values()["payload"] == b" Two."
    assert not made.over


def test_what_is_lost_before_it_goes_out_is_forgotten() -> None:
    made = speech("One. Two.", (4, "behind"))
    segment(made, 0, 4, 10)
    made.take(message.SegmentEnd())
    segment(made, 4, 9, 50)
    made.lose()
    assert [len(sound_of(event)) for event in drain(made)] == [20, 0]


def test_a_text_that_says_nothing_ends_like_any_other_with_its_marks() -> None:
    made = speech("***", (0, "before"), (3, "behind"))
    made.take(message.Failed(code=NOTHING_TO_SAY, message="there is nothing to say in the text"))
    assert drain(made) == [protocol.index_mark("before"), protocol.index_mark("behind")]
    assert made.over
    assert not made.failure
