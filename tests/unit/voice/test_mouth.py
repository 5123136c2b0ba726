"""What is said aloud: one text after the other, cut off, queued, paused; and what is told of it."""

from __future__ import annotations

import time

import pytest

from kokoro_ipc import message
from kokoro_ipc.errors import NO_AUDIO_DEVICE, FailureError
from kokoro_ipc.message import Failed, Finished, Progress, Saying, Started
from kokoro_voice.device import DeviceHangsError
from kokoro_voice.lane import PROGRESS_STEPS
from kokoro_voice.player import FADE
from tests.tone import SAMPLES, bare, tone
from tests.unit.voice.desk import AT_ONCE, CHARACTER, Desk, utterance
from tests.unit.voice.sinks import FailingSink, HandSink, HangingSink

ONE = "The first text. It has two sentences."
TWO = "The second text."
FADES = FADE + -FADE % CHARACTER
"""Bytes of the whole characters that a fade spoils."""


def kinds(desk: Desk) -> list[str]:
    return [f"{told.kind} {told.values()['id']}" for told in desk.told]


def test_a_text_is_heard_whole_and_its_course_is_told() -> None:
    with Desk() as desk:
        desk.mouth.add(utterance("1", ONE, device="headphones"))
        assert desk.mouth.busy
        assert desk.hear_rest() == bare(ONE)
        assert desk.outcome("1") == "spoken"
        assert not desk.mouth.busy
        started, *progress, finished = [told for told in desk.told if not isinstance(told, Saying)]
        assert desk.sink.opened == ["headphones"]
    assert isinstance(started, Started)
    assert 0 < started.latency < 10
    assert all(isinstance(told, Progress) and told.total == len(ONE) for told in progress)
    assert [told.values()["done"] for told in progress] == sorted({told.values()["done"] for told in progress})
    assert finished == Finished(id="1", outcome="spoken", seconds=len(bare(ONE)) * SAMPLES / 24_000)


def said(desk: Desk) -> list[tuple[str, str, bool]]:
    """Which sentences were told, of which texts, and whether in a pause."""
    return [(told.id, told.payload.decode(), told.paused) for told in desk.told if isinstance(told, Saying)]


def test_the_sentence_that_is_heard_is_told_once_it_is() -> None:
    with Desk() as desk:
        desk.mouth.add(utterance("1", ONE))
        desk.until(lambda: desk.player.await_sound(AT_ONCE))
        desk.mouth.advance()
        assert said(desk) == [], "nothing has been heard yet"
        desk.hear(2)
        desk.mouth.advance()
        desk.mouth.pause()
        desk.mouth.advance()
        desk.sink.ask(FADE)
        desk.mouth.resume()
        desk.mouth.skip()
        desk.sink.ask(2 * FADES)
        desk.mouth.advance()
        desk.mouth.add(utterance("2", TWO))
        desk.hear_rest()
        assert desk.outcome("1") == "spoken"
        desk.hear_rest()
        assert desk.outcome("2") == "spoken"
        first, second = "The first text.", "It has two sentences."
        assert said(desk) == [("1", first, False), ("1", first, True), ("1", second, False), ("2", TWO, False)]
        assert {told.voice for told in desk.told if isinstance(told, Saying)} == {"af_heart"}


def test_texts_that_queue_are_heard_one_after_the_other() -> None:
    with Desk() as desk:
        desk.mouth.add(utterance("1", ONE))
        desk.mouth.add(utterance("2", TWO))
        assert desk.hear(len(bare(ONE))) == bare(ONE)
        assert desk.outcome("1") == "spoken"
        assert desk.hear_rest() == bare(TWO)
        assert desk.outcome("2") == "spoken"
        assert desk.sink.opened == [""], "the device stays open in between"


def test_a_new_text_cuts_off_all_there_is() -> None:
    with Desk() as desk:
        desk.mouth.add(utterance("1", ONE))
        desk.mouth.add(utterance("2", TWO))
        desk.hear(5, behind=FADE)
        desk.mouth.replace(utterance("3", "Now."))
        assert kinds(desk)[-2:] == ["finished 2", "finished 1"]
        assert desk.outcome("1") == desk.outcome("2") == "replaced"
        tail = desk.sink.ask(FADE)
        assert any(tail)
        assert tail != tone(ONE)[5 * CHARACTER :][:FADE], "it fades"
        assert desk.hear_rest() == "Now."


def test_a_text_that_is_still_coming_is_heard_as_it_comes() -> None:
    with Desk() as desk:
        spoken = utterance("1", "The first", more=True)
        desk.mouth.add(spoken)
        spoken.add(b" text. It has")
        desk.mouth.more(spoken)
        assert desk.hear(len("Thefirsttext.")) == "Thefirsttext."
        spoken.add(b" two sentences.")
        spoken.end()
        desk.mouth.more(spoken)
        assert desk.hear_rest() == "Ithastwosentences."


def test_a_stop_ends_one_text_or_all() -> None:
    with Desk() as desk:
        for number in "1234":
            desk.mouth.add(utterance(number, f"Text {number}."))
        desk.hear(2)
        desk.mouth.stop("stopped", "3")
        desk.mouth.stop("stopped", "none of these")
        assert desk.mouth.utterances[0].id == "1"
        desk.mouth.stop("stopped", "1")
        desk.sink.ask(len(desk.player._tail))  # the text is too short for a whole fade, and the next may be there
        assert desk.hear(len("Text2.")) == "Text2."
        desk.until(lambda: desk.mouth.utterances[0].id == "4")
        desk.mouth.stop("stopped")
        assert not desk.mouth.busy
        assert [desk.outcome(number) for number in "1234"] == ["stopped", "spoken", "stopped", "stopped"]


def test_a_pause_keeps_the_place() -> None:
    with Desk() as desk:
        desk.mouth.add(utterance("1", ONE))
        desk.hear(3, behind=FADE)
        desk.mouth.pause()
        assert desk.mouth.paused
        assert any(desk.sink.ask(FADE)), "it fades"
        assert not any(desk.sink.ask(4800))
        desk.mouth.resume()
        assert not desk.mouth.paused
        assert desk.sink.ask(FADES) != tone(bare(ONE))[3 * CHARACTER :][:FADES], "it fades in"
        assert desk.hear_rest() == bare(ONE)[3 + FADES // CHARACTER :]
        assert desk.outcome("1") == "spoken"


def test_a_new_text_ends_a_pause() -> None:
    with Desk() as desk:
        desk.mouth.add(utterance("1", ONE))
        desk.hear(3, behind=FADE)
        desk.mouth.pause()
        desk.sink.ask(FADE)
        desk.mouth.replace(utterance("2", TWO))
        assert not desk.mouth.paused
        assert desk.hear_rest() == bare(TWO)


def test_a_skip_goes_on_with_the_next_sentence() -> None:
    with Desk() as desk:
        desk.mouth.add(utterance("1", ONE))
        desk.hear(3)
        desk.until(lambda: desk.player._ended)
        desk.mouth.skip()
        assert any(desk.sink.ask(FADE)), "it fades"
        desk.sink.ask(FADES)
        assert desk.hear_rest() == "Ithastwosentences."[FADES // CHARACTER :]
        assert desk.outcome("1") == "spoken"


def test_commands_without_a_text_do_nothing() -> None:
    with Desk() as desk:
        desk.mouth.pause()
        desk.mouth.resume()
        desk.mouth.skip()
        desk.mouth.stop("stopped")
        desk.mouth.advance()
        assert not desk.mouth.paused
        assert desk.told == []
        assert desk.sink.opened == []


def test_a_long_text_tells_its_progress_in_steps_that_can_be_seen() -> None:
    text = "One more. " * 2000
    with Desk() as desk:
        desk.mouth.add(utterance("1", text))
        assert desk.hear_rest() == bare(text)
        steps = [told.done for told in desk.told if isinstance(told, Progress)]
    assert 50 < len(steps) <= PROGRESS_STEPS
    assert steps[-1] > len(text) * 0.98


# --- devices that fail


def test_a_device_that_does_not_open_fails_the_text_and_is_tried_anew_for_the_next() -> None:
    with Desk(FailingSink(failures=1)) as desk:
        desk.mouth.add(utterance("1", ONE, device="hdmi"))
        assert desk.outcome("1") == NO_AUDIO_DEVICE
        assert not desk.mouth.busy
        assert desk.told == [
            message.Failed(id="1", code=NO_AUDIO_DEVICE, message="the sound device hdmi does not open")
        ]
        desk.mouth.add(utterance("2", TWO))
        assert desk.hear_rest() == bare(TWO)


def test_a_device_that_stops_taking_sound_ends_the_process_and_fails_all_texts() -> None:
    with Desk(HandSink()) as desk:
        desk.mouth.add(utterance("1", ONE))
        desk.mouth.add(utterance("2", TWO))
        desk.hear(3)
        with pytest.raises(DeviceHangsError) as caught:
            advance_for_ever(desk)
        desk.mouth.stop(FailureError(NO_AUDIO_DEVICE, str(caught.value)))
        assert sorted((told.id, told.code) for told in desk.told if isinstance(told, Failed)) == [
            ("1", NO_AUDIO_DEVICE),
            ("2", NO_AUDIO_DEVICE),
        ]


def test_a_device_is_not_blamed_for_time_in_which_the_process_stood_still() -> None:
    with Desk(HandSink()) as desk:
        desk.mouth.add(utterance("1", ONE))
        heard = desk.hear(3)
        desk.mouth.advance()
        time.sleep(0.5)  # as long as nothing runs here, nothing does in the process
        desk.mouth.advance()
        assert heard + desk.hear_rest() == bare(ONE)


@pytest.mark.parametrize("opening", [True, False], ids=["opening", "closing"])
def test_a_device_that_hangs_ends_the_process(opening: bool) -> None:
    sink = HangingSink(opening=opening)
    with Desk(sink, hang_seconds=0.1) as desk:
        desk.mouth.add(utterance("1", ONE, device="a"))
        if not opening:
            desk.hear(3)
            desk.mouth.replace(utterance("1", ONE, device="b"))
        assert sink.hangs.wait(10.0)
        with pytest.raises(DeviceHangsError):
            advance_for_ever(desk)
        sink.let_go.set()


def advance_for_ever(desk: Desk) -> None:
    while True:
        desk.mouth.advance()


# --- models that fail


def test_what_was_made_before_a_failure_is_heard_before_it_is_told() -> None:
    with Desk() as desk:
        spoken = utterance("1", "One is heard. Two", more=True)
        desk.mouth.add(spoken)
        assert desk.hear(3) == "One"
        spoken.add(b"\xff\xff no text. ")
        desk.mouth.more(spoken)
        assert desk.hear(len("isheard.")) == "isheard."
        assert desk.outcome("1") == "bad_request"


@pytest.mark.parametrize("life", range(2, 12))
def test_the_death_of_a_model_is_not_heard(life: int) -> None:
    with Desk(lives=[life]) as desk:
        desk.mouth.add(utterance("1", ONE))
        assert desk.player.await_sound(10 * len(ONE) * CHARACTER) == len(bare(ONE)) * CHARACTER
        assert desk.hear_rest() == bare(ONE)
        assert desk.outcome("1") == "spoken"
