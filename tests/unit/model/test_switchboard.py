"""Texts find their voices: held while one starts, told of when one dies, never lost and never spoken twice."""

from __future__ import annotations

import json
import queue
from collections import deque
from typing import TYPE_CHECKING

import pytest

from kokoro_ipc import message
from kokoro_ipc.errors import BAD_REQUEST, BUSY, SHUTTING_DOWN, TOO_LONG, VOICE_FAILED
from kokoro_ipc.message import Accepted, Begun, Failed, Finished, Progress, Speak, Started
from kokoro_model import switchboard
from tests.aside import Aside
from tests.unit.model.peers import House, Peer, until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kokoro_model.voices import Voice

SECONDS = 10.0


@pytest.fixture
def house() -> Iterator[House]:
    with House() as made:
        yield made


def speak(
    peer: Peer,
    text: str,
    *,
    voice: str = "af_heart",
    lang: str = "",
    mode: str = "replace",
    wait: bool = True,
    output: str = "",
) -> str:
    """Have a whole text spoken; gives its id."""
    peer.send(Speak(voice=voice, lang=lang, mode=mode, wait=wait, output=output, payload=text.encode()))
    return peer.expect(Accepted).id


def begin(peer: Peer, text: str, *, wait: bool = False) -> str:
    """Begin a text that comes in pieces; gives its id."""
    peer.send(Speak(voice="af_heart", wait=wait, mode="append", more=True, payload=text.encode()))
    return peer.expect(Begun).id


def spoken(voice: Peer, identity: str, outcome: str = "spoken") -> None:
    """The voice has spoken a text."""
    voice.send(Started(id=identity, latency=0.1))
    voice.send(Finished(id=identity, outcome=outcome, seconds=1.0))


def texts(voice: Peer, count: int) -> list[str]:
    """The next texts that a voice is given."""
    return [voice.expect(Speak).payload.decode() for _ in range(count)]


# --- the way there and back


def test_a_text_reaches_its_voice_and_its_course_comes_back(house: House) -> None:
    caller = house.connect()
    caller.send(Speak(voice="2", speed=1.5, volume=0.5, device="hdmi", wait=True, payload=b"Hello."))
    accepted = caller.expect(Accepted)
    voice = house.units.next()
    given = voice.expect(Speak)
    assert given == Speak(
        voice="af_aoede", lang="en-us", speed=1.5, volume=0.5, device="hdmi", wait=True, id=given.id, payload=b"Hello."
    )
    assert (accepted.id, accepted.voice, accepted.lang) == (given.id, "af_aoede", "en-us")
    course = [
        Started(id=given.id, latency=0.1),
        Progress(id=given.id, done=3, total=6),
        Finished(id=given.id, outcome="spoken", seconds=1.0),
    ]
    for event in course:
        voice.send(event)
        assert caller.receive(SECONDS) == event


def test_a_text_that_comes_in_pieces_is_passed_on_as_it_comes(house: House) -> None:
    caller, voice = house.connect(), house.voice()
    identity = begin(caller, "One. ")
    given = voice.expect(Speak)
    assert (given.id, given.more) == (identity, True)
    caller.send(message.Text(payload=b"Two. "))
    assert voice.expect(message.Text) == message.Text(id=identity, payload=b"Two. ")
    caller.send(message.End())
    assert voice.expect(message.End) == message.End(id=identity)
    assert caller.expect(Accepted).id == identity
    assert caller.quiet()


def test_a_sender_that_leaves_in_mid_text_ends_it(house: House) -> None:
    caller, voice = house.connect(), house.voice()
    identity = begin(caller, "One. ")
    assert voice.expect(Speak)
    caller.leave()
    assert voice.expect(message.End) == message.End(id=identity)


@pytest.mark.parametrize("wait", [True, False])
def test_a_sender_is_told_once_when_its_text_is_over_before_it_is_sent(house: House, wait: bool) -> None:
    caller, voice = house.connect(), house.voice()
    identity = begin(caller, "One. ", wait=wait)
    assert voice.expect(Speak)
    over = Finished(id=identity, outcome="replaced", seconds=1.0)
    voice.send(over)
    until(lambda: not house.service.board.lines()[0].utterances)
    caller.send(message.Text(payload=b"Two. "))
    assert caller.receive(SECONDS) == over
    assert caller.quiet()
    assert voice.quiet(), "the rest goes nowhere"


def test_a_sender_waits_while_too_much_of_its_text_is_ahead(house: House) -> None:
    caller, voice = house.connect(), house.voice()
    identity = begin(caller, "x")
    assert voice.expect(Speak)
    piece = message.Text(payload=b"x" * 1024 * 1024)
    sender = Aside(lambda: deque(map(caller.send, [piece] * 10)))
    whole = 1
    while whole + len(piece.payload) <= switchboard.AHEAD:
        whole += len(voice.expect(message.Text).payload)
    assert voice.quiet(0.1)
    voice.send(Progress(id=identity, done=2 * len(piece.payload), total=whole))
    voice.expect(message.Text)
    voice.expect(message.Text)
    voice.send(Finished(id=identity, outcome="replaced", seconds=1.0))
    sender.outcome()
    assert isinstance(caller.receive(SECONDS), Finished)


def test_a_caller_that_does_not_listen_holds_up_nobody(house: House) -> None:
    deaf, caller, voice = house.connect(), house.connect(), house.voice()
    identity = speak(deaf, "One.")
    voice.expect(Speak)
    for done in range(2000):
        voice.send(Progress(id=identity, done=done, total=2000))
    other = speak(caller, "Two.")
    voice.expect(Speak)
    spoken(voice, other)
    assert caller.expect(Started)
    assert caller.expect(Finished)


# --- voices that start


def test_texts_are_held_while_their_voice_starts_and_come_in_order(house: House) -> None:
    callers = [house.connect() for _ in range(5)]
    for number, caller in enumerate(callers):
        speak(caller, f"Text {number}.", mode="append")
    held = begin(callers[0], "A. ")
    callers[0].send(message.Text(payload=b"B. "))
    callers[0].send(message.End())
    assert callers[0].expect(Accepted).id == held
    voice = house.units.next()
    assert texts(voice, 6) == [*(f"Text {number}." for number in range(5)), "A. "]
    assert voice.expect(message.Text) == message.Text(id=held, payload=b"B. ")
    assert voice.expect(message.End) == message.End(id=held)
    assert voice.quiet()


def test_a_voice_that_is_there_is_not_started(house: House) -> None:
    caller, voice = house.connect(), house.voice()
    for number in range(3):
        speak(caller, f"{number}")
    assert texts(voice, 3) == ["0", "1", "2"]
    assert house.units.none_asked


def test_each_voice_and_language_has_its_own(house: House) -> None:
    caller = house.connect()
    for voice, lang in (("af_heart", ""), ("af_heart", "fr-fr"), ("am_adam", "")):
        speak(caller, "Hello.", voice=voice, lang=lang, mode="append")
    asked = {house.units.asked() for _ in range(3)}
    assert asked == {("af_heart", "en-us"), ("af_heart", "fr-fr"), ("am_adam", "en-us")}


def test_a_voice_that_does_not_start_is_asked_for_again_and_then_given_up() -> None:
    with House(start_seconds=0.1, start_again_seconds=0.02) as house:
        caller = house.connect()
        identity = speak(caller, "Hello.")
        assert [house.units.asked() for _ in range(3)] == [("af_heart", "en-us")] * 3
        failed = caller.expect(Failed)
        assert failed == Failed(code=VOICE_FAILED, message=failed.message, id=identity)
        assert "does not start" in failed.message
        speak(caller, "Again.")
        assert texts(house.units.next(), 1) == ["Again."]


def test_a_unit_that_cannot_be_started_is_told_with_its_reason(house: House) -> None:
    house.units.problem = OSError("no such unit")
    caller = house.connect()
    caller.send(Speak(wait=True, payload=b"Hello."))
    told = caller.receive(SECONDS)
    if isinstance(told, Accepted):  # which it is not where it has failed already
        told = caller.expect(Failed)
    assert isinstance(told, Failed)
    assert told.message == "the voice af_heart does not start: no such unit"


def test_a_text_that_fails_before_it_is_accepted_is_not_accepted(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    caller = house.connect()
    told: queue.SimpleQueue[Failed] = queue.SimpleQueue()

    def notice(_: Voice) -> str:
        """What the acceptance waits for."""
        told.put(caller.expect(Failed))
        return ""

    monkeypatch.setattr(house.service.engines, "notice", notice)
    house.units.problem = OSError("no such unit")
    caller.send(Speak(wait=True, payload=b"Hello."))
    assert told.get(timeout=SECONDS).code == VOICE_FAILED
    assert caller.quiet()


def test_a_second_voice_of_the_same_name_is_sent_away(house: House) -> None:
    caller, first = house.connect(), house.voice()
    speak(caller, "One.")
    assert texts(first, 1) == ["One."]
    second = house.connect()
    second.send(message.Register(voice="af_heart", lang="en-us"))
    assert second.expect(message.Dismissed)
    speak(caller, "Two.")
    assert texts(first, 1) == ["Two."]


# --- voices that die


def test_the_death_of_a_voice_is_told_and_the_next_text_starts_it_anew(house: House) -> None:
    caller, voice = house.connect(), house.voice()
    identities = [speak(caller, text, mode="append") for text in ("One.", "Two.")]
    texts(voice, 2)
    voice.leave()
    for identity in identities:
        assert caller.expect(Failed) == Failed(
            code=VOICE_FAILED, message="the voice af_heart died; say it again", id=identity
        )
    assert house.units.none_asked
    speak(caller, "Three.")
    assert texts(house.units.next(), 1) == ["Three."]


def test_the_death_of_a_voice_in_mid_text_is_told_and_starts_nothing(house: House) -> None:
    """What comes of a text after its voice's death, or is sent as it dies, is no text of its own."""
    for _ in range(100):
        caller, voice = house.connect(), house.voice()
        identity = begin(caller, "One. ", wait=True)
        assert voice.expect(Speak).id == identity
        sender = Aside(lambda: deque(map(caller.send, [message.Text(payload=b"More. ")] * 20)))  # noqa: B023
        voice.hang_up()
        assert caller.expect(Failed) == Failed(
            code=VOICE_FAILED, message="the voice af_heart died; say it again", id=identity
        )
        sender.outcome()
        caller.leave()
        voice.leave()
        assert house.units.none_asked
        assert house.service.board.lines()[0].utterances == {}


@pytest.mark.parametrize("wait", [True, False])
def test_a_text_whose_voice_died_before_its_end_is_not_accepted(house: House, wait: bool) -> None:
    caller, voice = house.connect(), house.voice()
    identity = begin(caller, "One. ", wait=wait)
    voice.expect(Speak)
    voice.leave()
    caller.send(message.End())
    assert caller.expect(Failed).id == identity
    assert caller.quiet(), "it is told once"
    assert house.units.none_asked


def test_a_voice_that_takes_nothing_is_given_up_and_started_anew() -> None:
    with House(send_seconds=0.1) as house:
        caller, other, stuck = house.connect(), house.connect(), house.voice()
        begin(caller, "x", wait=True)
        for _ in range(3):
            caller.send(message.Text(payload=b"x" * 500_000))
        assert caller.expect(Failed).code == VOICE_FAILED
        speak(other, "Now.")
        assert texts(house.units.next(), 1) == ["Now."]
        stuck.leave()


# --- voices that leave


def test_an_idle_voice_may_leave_if_it_has_had_every_text(house: House) -> None:
    caller, voice = house.connect(), house.voice()
    identity = speak(caller, "One.", wait=False)
    assert texts(voice, 1) == ["One."]
    voice.send(message.Retire(received=0))
    assert voice.quiet(), "a text is on its way to it"
    voice.send(message.Retire(received=1))
    assert voice.quiet(), "it has not told the end of its text"
    spoken(voice, identity)
    voice.send(message.Retire(received=0))
    assert voice.quiet(), "it has not had every text"
    voice.send(message.Retire(received=1))
    assert voice.expect(message.Retired)
    speak(caller, "Two.", mode="append")
    assert texts(house.units.next(), 1) == ["Two."]


def test_no_text_is_lost_or_doubled_by_a_voice_that_leaves_as_it_comes(house: House) -> None:
    """A voice that is idle at once asks to leave as the next texts arrive, leaves, and is started anew."""
    bursts = [[f"{number}.{text}" for text in range(number % 3 + 1)] for number in range(300)]
    last = bursts[-1][-1]
    heard: queue.SimpleQueue[str] = queue.SimpleQueue()

    def live() -> None:
        """One voice after the other; each leaves as soon as it may."""
        while not until_it_may_leave(house.units.next(), heard, last):
            pass

    voices = Aside(live)
    caller = house.connect()
    for burst in bursts:
        for text in burst:
            speak(caller, text, mode="append", wait=False)
        assert [heard.get(timeout=SECONDS) for _ in burst] == burst
    voices.outcome()
    assert heard.empty()


def until_it_may_leave(voice: Peer, heard: queue.SimpleQueue[str], last: str) -> bool:
    """A voice's life; says whether it has had the last text."""
    received = 0
    while True:
        voice.send(message.Retire(received=received))
        got = voice.receive(SECONDS)
        if isinstance(got, message.Retired):
            voice.leave()
            return False
        assert isinstance(got, Speak), got
        received += 1
        text = got.payload.decode()
        heard.put(text)
        spoken(voice, got.id)
        if text == last:
            return True


# --- cutting off, and queues that are full


def test_a_new_text_silences_its_voice_in_other_languages_too(house: House) -> None:
    caller, english, french = house.connect(), house.voice("af_heart", "en-us"), house.voice("af_heart", "fr-fr")
    other = house.voice("am_adam", "en-us")
    said = speak(caller, "Hello.")
    speak(caller, "Hello, file.", output="/tmp/x.wav")
    assert texts(english, 2) == ["Hello.", "Hello, file."]
    speak(caller, "Bonjour.", lang="fr-fr")
    assert english.expect(message.Stop) == message.Stop(voice="af_heart", id=said)
    assert english.quiet(), "a file is written to its end"
    assert texts(french, 1) == ["Bonjour."]
    for text, mode, output in (("Queued.", "append", ""), ("To a file.", "replace", "/tmp/x.wav")):
        speak(caller, text, lang="fr-fr", mode=mode, output=output)
        assert texts(french, 1) == [text]
    assert english.quiet(), "neither a text that queues nor one for a file cuts anything off"
    assert other.quiet()


def test_more_texts_than_the_queue_holds_are_refused_and_never_those_that_cut_off() -> None:
    with House(queue_size=3) as house:
        caller, voice = house.connect(), house.voice()
        for number in range(3):
            speak(caller, f"{number}", mode="append")
        answer = caller.ask(Speak(voice="af_heart", mode="append", payload=b"too many"))
        assert isinstance(answer, Failed)
        assert (answer.code, answer.message) == (BUSY, "3 texts wait for af_heart already: try again later")
        speak(caller, "Now.")
        assert texts(voice, 4) == ["0", "1", "2", "Now."]


def test_texts_that_are_cut_off_before_their_voice_is_there_are_not_held() -> None:
    with House(queue_size=3) as house:
        callers = [house.connect() for _ in range(10)]
        file = speak(callers[0], "To a file.", output="/tmp/x.wav")
        identities = [speak(caller, f"{number}") for number, caller in enumerate(callers)]
        for caller, identity in list(zip(callers, identities, strict=True))[:-1]:
            assert caller.expect(Finished) == Finished(id=identity, outcome="replaced", seconds=0.0)
        voice = house.units.next()
        assert [voice.expect(Speak).id for _ in range(2)] == [file, identities[-1]]
        assert voice.quiet()


def test_a_text_that_is_replaced_before_its_voice_is_there_is_told_of_to_its_sender(house: House) -> None:
    first, second = house.connect(), house.connect()
    identity = begin(first, "One. ")
    assert first.ask(message.Pause()) == message.Ok(payload=b'{"voices": 1}')
    speak(second, "Two.")
    first.send(message.End())
    assert first.expect(Finished) == Finished(id=identity, outcome="replaced", seconds=0.0)
    voice = house.units.next()
    assert texts(voice, 1) == ["Two."]
    assert voice.quiet(), "nor is the pause held, which was for the first"


# --- commands


def test_a_command_reaches_one_voice_or_all(house: House) -> None:
    caller, heart, adam = house.connect(), house.voice("af_heart"), house.voice("am_adam")
    for command in (message.Stop, message.Pause, message.Resume, message.Skip):
        assert caller.ask(command(voice="am_adam")) == message.Ok(payload=b'{"voices": 1}')
        assert adam.expect(command)
        assert caller.ask(command()) == message.Ok(payload=b'{"voices": 2}')
        assert heart.expect(command)
        assert adam.expect(command)
    assert caller.ask(message.Stop(voice="af_sky")) == message.Ok(payload=b'{"voices": 0}')


def test_a_stop_ends_texts_whose_voice_is_still_starting(house: House) -> None:
    first, second, caller = house.connect(), house.connect(), house.connect()
    one, two = speak(first, "One.", mode="append"), speak(second, "Two.", mode="append")
    assert caller.ask(message.Stop(voice="af_heart", id=one)).kind == "ok"
    assert first.expect(Finished) == Finished(id=one, outcome="stopped", seconds=0.0)
    voice = house.units.next()
    assert voice.expect(Speak).id == two
    assert voice.quiet()


def test_who_is_still_sending_stops_its_own_text(house: House) -> None:
    caller, voice = house.connect(), house.voice()
    identity = begin(caller, "One. ")
    assert voice.expect(Speak)
    assert caller.ask(message.Stop()).kind == "ok"
    assert voice.expect(message.Stop) == message.Stop(voice="af_heart", id=identity)


# --- the end of the service


def test_the_end_of_the_service_is_told_to_callers_and_voices(house: House) -> None:
    caller, late, voice = house.connect(), house.connect(), house.voice()
    identity = speak(caller, "One.")
    texts(voice, 1)
    house.service.board.close()
    assert caller.expect(Failed).code == SHUTTING_DOWN
    assert voice.expect(message.Dismissed)
    answer = late.ask(Speak(payload=b"Two."))
    assert isinstance(answer, Failed)
    assert answer.code == SHUTTING_DOWN
    newcomer = house.connect()
    newcomer.send(message.Register(voice="am_adam", lang="en-us"))
    assert newcomer.expect(message.Dismissed)
    assert identity not in house.service.board.lines()[0].utterances


def test_a_text_that_comes_as_the_service_ends_is_told_of_it(house: House) -> None:
    voice, caller, board = house.voice("af_heart", "fr-fr"), house.connect(), house.service.board
    speak(house.connect(), "Un.", lang="fr-fr")
    assert texts(voice, 1) == ["Un."]
    with board.lines()[0].lock:  # whoever cuts it off waits here
        caller.send(Speak(voice="af_heart", wait=True, payload=b"One."))
        until(lambda: len(board.lines()) == 2)
        board.close()
    assert voice.expect(message.Dismissed)
    assert caller.expect(Failed).code == SHUTTING_DOWN
    assert caller.quiet()
    assert house.units.none_asked


def test_a_voice_that_outlives_a_service_tells_its_successor(house: House) -> None:
    """Texts that a new service never saw are stopped and told of like its own."""
    voice, caller = house.voice(), house.connect()
    voice.send(Started(id="old", latency=0.1))
    until(lambda: house.service.board.lines()[0].speaking)
    assert caller.ask(message.Stop()).kind == "ok"
    assert voice.expect(message.Stop)
    voice.send(Finished(id="old", outcome="stopped", seconds=1.0))
    voice.send(message.Retire(received=0))
    assert voice.expect(message.Retired)


# --- once more


def test_the_last_text_of_a_voice_or_of_any_is_said_again(house: House) -> None:
    caller, heart, adam = house.connect(), house.voice("af_heart", "en-us"), house.voice("am_adam", "en-us")
    speak(caller, "One.")
    speak(caller, "Two.", mode="append")
    speak(caller, "To a file.", output="/tmp/x.wav")
    assert texts(heart, 3) == ["One.", "Two.", "To a file."]
    speak(caller, "Three.", voice="am_adam")
    assert texts(adam, 1) == ["Three."]
    caller.send(message.Again(voice="af_heart", wait=True))
    assert caller.expect(Accepted).voice == "af_heart"
    given = heart.expect(Speak)
    assert (given.payload, given.mode, given.wait) == (b"Two.", "replace", True)
    speak(caller, "Four.", voice="am_adam")
    assert texts(adam, 1) == ["Four."]
    caller.send(message.Again())
    assert caller.expect(Accepted).voice == "am_adam"
    assert texts(adam, 1) == ["Four."]


def test_a_text_that_came_in_pieces_is_said_again_whole(house: House) -> None:
    caller, voice = house.connect(), house.voice()
    caller.send(Speak(more=True, speed=1.5))
    caller.expect(Begun)
    caller.send(message.Text(payload=b"One. "))
    caller.send(message.Text(payload=b"Two."))
    caller.send(message.End())
    caller.expect(Accepted)
    for _ in range(2):
        first = voice.expect(Speak)
        assert first.speed == 1.5
        assert [voice.expect(message.Text).payload for _ in range(2)] == [b"One. ", b"Two."]
        assert voice.expect(message.End).id == first.id
        caller.send(message.Again())
    assert caller.expect(Begun)
    assert caller.expect(Accepted)


def test_nothing_said_and_too_much_said_are_told(house: House) -> None:
    caller, voice = house.connect(), house.voice()
    for name, told in (("", "nothing has been said"), ("af_sky", "af_sky has said nothing")):
        answer = caller.ask(message.Again(voice=name))
        assert isinstance(answer, Failed)
        assert (answer.code, answer.message) == (BAD_REQUEST, f"{told} since the service started")
    begin(caller, "One. ")
    identity = voice.expect(Speak).id
    for number in range(9):
        caller.send(message.Text(payload=b"word " * 200_000))
        voice.expect(message.Text)
        voice.send(Progress(id=identity, done=number * 1_000_000, total=number * 1_000_000))
    caller.send(message.End())
    caller.expect(Accepted)
    answer = caller.ask(message.Again())
    assert isinstance(answer, Failed)
    assert (answer.code, answer.message) == (TOO_LONG, "the last text was longer than 8 MB: send it again")


@pytest.mark.parametrize("wanted", [message.Back(voice="af_heart"), message.Change(voice="af_heart", speed=1.5)])
def test_commands_for_a_reading_reach_its_voice(house: House, wanted: message.Message) -> None:
    caller, voice, other = house.connect(), house.voice(), house.voice("am_adam", "en-us")
    answer = caller.ask(wanted)
    assert isinstance(answer, message.Ok)
    assert json.loads(answer.payload) == {"voices": 1}
    assert voice.expect(type(wanted)) == wanted
    assert other.quiet()


def test_a_speed_that_no_engine_knows_is_refused(house: House) -> None:
    answer = house.connect().ask(message.Change(speed=3.0))
    assert isinstance(answer, Failed)
    assert (answer.code, answer.message) == (BAD_REQUEST, "the speed is 0.5 to 2.0, not 3")


# --- the journal


def logged(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    """The outcomes that were logged, with the text's id."""
    records = [vars(record) for record in caplog.records]
    return [(record["UTTERANCE"], record["OUTCOME"]) for record in records if "OUTCOME" in record]


def test_what_no_voice_can_tell_of_is_logged(house: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    caller = house.connect()
    replaced, stopped = (speak(caller, text, wait=False) for text in ("One.", "Two."))
    assert caller.ask(message.Stop()).kind == "ok"
    voice = house.units.next()
    died = speak(caller, "Three.", wait=False)
    texts(voice, 1)
    voice.leave()
    unspoken = speak(caller, "Four.", wait=False)
    house.service.board.close()
    ends = [(replaced, "replaced"), (stopped, "stopped"), (died, VOICE_FAILED), (unspoken, SHUTTING_DOWN)]
    assert logged(caplog) == ends
