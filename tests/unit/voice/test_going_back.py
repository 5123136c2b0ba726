"""What is said aloud is broken in on and taken up again, gone back in, and changed under way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokoro_ipc.message import Finished, Started
from kokoro_voice.player import FADE
from tests.tone import SAMPLES, ToneEngine, bare
from tests.unit.voice.desk import Desk, utterance

SENTENCES = ("The first one. ", "A second one, longer. ", "And the third one. ", "The end.")
BARE = [bare(sentence) for sentence in SENTENCES]
TEXT = "".join(SENTENCES)


def reading(desk: Desk, characters: int, **manner: object) -> None:
    """A text of which so much has been heard; all of it is there."""
    desk.mouth.add(utterance("text", TEXT, **manner))
    desk.hear(characters)
    desk.until(lambda: desk.player._ended)


def faded(desk: Desk) -> None:
    """What was cut off fades out."""
    assert any(desk.sink.ask(FADE))


def heard(desk: Desk, identity: str) -> str:
    """The rest of that text, and that it is spoken."""
    text = desk.hear_rest()
    assert desk.outcome(identity) == "spoken"
    return text


# --- urgent texts


@pytest.mark.parametrize("tells_words", [False, True])
def test_what_an_urgent_text_interrupts_goes_on_at_its_sentence_or_its_word(*, tells_words: bool) -> None:
    with Desk(engine=ToneEngine(tells_words=tells_words)) as desk:
        reading(desk, len(BARE[0]) + len("Asec"))
        desk.mouth.urge(utterance("urgent", "Now.", mode="urgent"))
        faded(desk)
        assert heard(desk, "urgent") == "Now."
        assert heard(desk, "text") == ("secondone,longer." if tells_words else BARE[1]) + BARE[2] + BARE[3]
        assert [told.id for told in desk.told if isinstance(told, Started)] == ["text", "urgent"]
        again = len("sec" if tells_words else "Asec")
        finished = desk.told[-1]
    assert isinstance(finished, Finished)
    assert finished.seconds == pytest.approx((len(bare(TEXT)) + again) * SAMPLES / 24_000, abs=0.0011)


def test_urgent_texts_wait_for_each_other_and_go_before_all_others() -> None:
    with Desk() as desk:
        reading(desk, 3)
        desk.mouth.add(utterance("queued", "Later."))
        for number in "12":
            desk.mouth.urge(utterance(number, f"Urgent {number}.", mode="urgent"))
        faded(desk)
        assert [heard(desk, identity) for identity in ("1", "2", "text", "queued")] == [
            "Urgent1.",
            "Urgent2.",
            bare(TEXT),
            "Later.",
        ]


def test_an_urgent_text_in_silence_is_a_text_like_any_other() -> None:
    with Desk() as desk:
        desk.mouth.urge(utterance("urgent", "Now.", mode="urgent"))
        assert heard(desk, "urgent") == "Now."
        assert not desk.mouth.busy


def test_what_is_replaced_stays_replaced_though_it_was_interrupted_before() -> None:
    with Desk() as desk:
        reading(desk, 3)
        desk.mouth.urge(utterance("urgent", "Now, and for long.", mode="urgent"))
        faded(desk)
        desk.hear(3, behind=FADE)
        desk.mouth.replace(utterance("plain", "Plain."))
        faded(desk)
        assert heard(desk, "plain") == "Plain."
        assert desk.outcome("text") == desk.outcome("urgent") == "replaced"
        assert not desk.mouth.busy


def test_what_was_paused_is_paused_again_behind_an_urgent_text() -> None:
    with Desk() as desk:
        reading(desk, 3)
        desk.mouth.pause()
        faded(desk)
        desk.mouth.urge(utterance("urgent", "Now.", mode="urgent"))
        assert heard(desk, "urgent") == "Now."
        assert desk.mouth.paused
        assert not any(desk.sink.ask(4800))
        desk.mouth.resume()
        assert heard(desk, "text") == bare(TEXT)


def test_a_resume_while_the_urgent_text_is_spoken_is_for_what_it_interrupted() -> None:
    with Desk() as desk:
        reading(desk, 3)
        desk.mouth.pause()
        faded(desk)
        desk.mouth.urge(utterance("urgent", "Now.", mode="urgent"))
        desk.mouth.resume()
        assert heard(desk, "urgent") == "Now."
        assert heard(desk, "text") == bare(TEXT)


def test_a_text_that_is_still_coming_goes_on_whole_behind_an_urgent_one() -> None:
    with Desk() as desk:
        spoken = utterance("text", SENTENCES[0], more=True)
        desk.mouth.add(spoken)
        desk.hear(3, behind=FADE)
        desk.mouth.urge(utterance("urgent", "Now.", mode="urgent"))
        spoken.add("".join(SENTENCES[1:]).encode())
        spoken.end()
        desk.mouth.more(spoken)
        faded(desk)
        assert heard(desk, "urgent") == "Now."
        assert heard(desk, "text") == bare(TEXT)


@given(st.lists(st.integers(1, 7), min_size=1, max_size=4))
def test_nothing_is_lost_however_often_it_is_interrupted(places: list[int]) -> None:
    text = "Abc def. Ghi jkl; mno! Pqr stu: vwx? Yz."
    with Desk(engine=ToneEngine(tells_words=True)) as desk:
        desk.mouth.add(utterance("text", text))
        end = 0
        for number, place in enumerate(places):
            part = desk.hear(min(place, len(bare(text)) - end))
            start = bare(text).index(part)
            assert start <= end, "it goes on no later than where it was interrupted"
            end = start + len(part)
            desk.mouth.urge(utterance(f"{number}", "Now.", mode="urgent"))
            desk.sink.ask(len(desk.player._tail))  # nothing fades where no sound was there yet
            assert heard(desk, f"{number}") == "Now."
        rest = heard(desk, "text")
    assert bare(text).endswith(rest)
    assert len(bare(text)) - len(rest) <= end


# --- back


def test_back_goes_to_the_sentence_before_and_at_the_first_to_its_start() -> None:
    with Desk() as desk:
        reading(desk, len(BARE[0] + BARE[1]) + 4)
        desk.mouth.back()
        faded(desk)
        assert desk.hear(3) == BARE[1][:3]
        desk.mouth.back()
        desk.mouth.back()
        desk.mouth.back()
        faded(desk)
        assert heard(desk, "text") == bare(TEXT)


def test_back_twice_at_once_goes_back_by_two_sentences() -> None:
    with Desk() as desk:
        reading(desk, len(BARE[0] + BARE[1] + BARE[2]) + 1)
        desk.mouth.back()
        desk.mouth.back()
        faded(desk)
        assert heard(desk, "text") == BARE[1] + BARE[2] + BARE[3]


def test_back_keeps_a_pause() -> None:
    with Desk() as desk:
        reading(desk, len(BARE[0]) + 3)
        desk.mouth.pause()
        faded(desk)
        desk.mouth.back()
        assert desk.mouth.paused
        desk.mouth.resume()
        assert heard(desk, "text") == bare(TEXT)


# --- another speed


def test_another_speed_holds_from_the_next_segment_on() -> None:
    with Desk() as desk:
        reading(desk, 3)
        desk.mouth.change(1.5)
        assert heard(desk, "text") == bare(TEXT)[3:]
        first, second = desk.model.asked
        assert (first.speed, second.speed) == (1.0, 1.5)
        assert TEXT.encode().endswith(second.payload)
        assert 0 < len(second.payload) < len(TEXT)


def test_another_speed_while_a_segment_is_being_made_holds_from_the_next_one_on() -> None:
    engine = ToneEngine(gated=True)
    with Desk(engine=engine) as desk:
        desk.mouth.add(utterance("text", TEXT))
        engine.reached.acquire()
        desk.mouth.change(1.5)
        engine.let(20)
        assert heard(desk, "text") == bare(TEXT)
        assert [request.speed for request in engine.requests if request.text.strip() == "The end."][-1] == 1.5
        assert engine.requests[0].speed == 1.0


def test_commands_without_a_text_do_nothing() -> None:
    with Desk() as desk:
        desk.mouth.back()
        desk.mouth.change(1.5)
        assert not desk.mouth.busy
        assert desk.told == []
