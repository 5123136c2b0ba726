"""Times of words: they point into the text as it was sent, in bytes, and follow each other in time."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokoro_ipc import message
from kokoro_model import timings
from kokoro_model.engines import SAMPLE_RATE, Word
from kokoro_model.stream import Stream
from kokoro_model.text.pieces import Pause
from kokoro_model.text.reading import Reader
from kokoro_model.text.segmenter import Segment, Segmenter

if TYPE_CHECKING:
    from collections.abc import Callable

    from kokoro_model.engines import Request

SECONDS = 0.25
parts = st.sampled_from(
    ["Grüße", "**fett**", "12.50", "€5", "[K8s](/kˈuːb/)", "[pause:0.1s]", "今天。", "😀", "Ende.", "a", "\n"]
)


class Speller:
    """An engine that takes a quarter of a second for every word, and tells when."""

    name = "speller"
    concurrency = 1
    interruptible = False
    real_time_factor = 0.0

    def streams(self, voice: str) -> bool:
        """No: it is one block."""
        return False

    def load(self) -> None:
        """There is nothing to load."""

    def unload(self) -> None:
        """There is nothing to let go."""

    def synthesize(self, request: Request, emit: Callable[[bytes], bool]) -> list[Word]:
        """Silence, and the words."""
        found = list(re.finditer(r"\w+", request.text))
        emit(bytes(round(2 * SAMPLE_RATE * SECONDS * len(found))))
        return [Word(*word.span(), at * SECONDS, (at + 1) * SECONDS) for at, word in enumerate(found)]


def told(text: str, *, wanted: bool = True, pieces: int = 1000) -> list[message.Message]:
    """All that is told of a text that comes in pieces."""
    asked = message.Synthesize(voice="af_heart", lang="en-us", timings=wanted)
    made = Stream(asked, Segmenter(lang="en-us"), Reader("en-us"), lambda: None)
    for at in range(0, len(text), pieces):
        made.feed(text[at : at + pieces].encode())
    made.end()
    found = []
    while not made.over:
        made.make_segment(Speller())
    while one := made.take():
        found.append(one)
    return found


def words(text: str, pieces: int = 1000) -> list[tuple[str, float, float]]:
    """The words as they stand in the text, with their times."""
    rows = [
        row for one in told(text, pieces=pieces) if isinstance(one, message.Timings) for row in json.loads(one.payload)
    ]
    return [(text.encode()[start:end].decode(), begins, ends) for start, end, begins, ends in rows]


def test_words_are_told_where_they_stand_in_the_text_that_was_sent() -> None:
    text = "  Grüße, **Jörg**! [K8s](/kˈuːb/) kostet [pause:1.5s] 12 €. 😀 Ende."
    assert words(text) == [
        ("Grüße", 0.0, 0.25),
        ("Jörg", 0.25, 0.5),
        ("K8s", 0.5, 0.75),
        ("kostet", 0.75, 1.0),
        ("12 €", 2.5, 3.0),
        *words(text)[5:-1],
        ("Ende", *words(text)[-1][1:]),
    ]


def test_what_one_word_became_is_one_word_from_its_first_sound_to_its_last() -> None:
    passages = Reader("en-us").read(Segment("Pay 1234 now.", 0, 13, 0, ends=True))
    (passage,) = (one for one in passages if not isinstance(one, Pause))
    spoken = [Word(*word.span(), float(at), at + 0.5) for at, word in enumerate(re.finditer(r"\w+", passage.text))]
    assert len(spoken) > 3
    last = len(spoken) - 1
    assert list(timings.joined(timings.located(spoken, passage, 10.0))) == [
        Word(0, 3, 10.0, 10.5),
        Word(4, 8, 11.0, 10.0 + last - 0.5),
        Word(9, 12, 10.0 + last, 10.5 + last),
    ]


@given(st.lists(parts, max_size=12).map(" ".join), st.integers(1, 9))
def test_times_and_places_run_on_and_stay_within_their_segment(text: str, pieces: int) -> None:
    data, span, place, clock = text.encode(), (0, 0), 0, 0.0
    for one in told(text, pieces=pieces):
        if isinstance(one, message.Segment):
            span = one.start, one.end
            assert clock <= one.at + 0.001
        if isinstance(one, message.Timings):
            for start, end, begins, ends in json.loads(one.payload):
                assert max(span[0], place) <= start <= end <= span[1]
                assert data[start:end].decode().strip(), "half a character, or nothing"
                assert clock - 0.001 <= begins < ends
                place, clock = start, ends


@pytest.mark.parametrize("text", ["One. Two.", "[pause:1s]"])
def test_times_are_told_to_those_alone_who_want_them(text: str) -> None:
    assert not any(isinstance(one, message.Timings) for one in told(text, wanted=False))


def test_times_come_before_the_end_of_their_segment_and_only_where_there_are_words() -> None:
    kinds = [one.kind for one in told("One. [pause:1s] Two.") if not isinstance(one, message.Audio)]
    assert kinds == ["audio_start", *["segment", "timings", "segment_end"] * 2, "audio_end"]
    assert "timings" not in [one.kind for one in told("[pause:1s]")]
