"""Watching what voices say, and having a watcher come where there is none."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, cast

import pytest

from kokoro_ipc import message
from kokoro_ipc.message import Accepted, Failed, Finished, Ok, Saying, Speak, Started
from kokoro_model.watchers import Watchers
from tests.unit.model.peers import SECONDS, House, Peer, until

if TYPE_CHECKING:
    from kokoro_ipc.channel import Channel
    from kokoro_ipc.message import Message


def speak(house: House) -> str:
    """The id of a text that a voice was given."""
    peer = house.connect()
    peer.send(Speak(payload=b"Hello there."))
    return peer.expect(Accepted).id


def watcher(house: House) -> Peer:
    peer = house.connect()
    assert peer.ask(message.Watch()) == Ok()
    return peer


def saying(identity: str, text: str = "Hello there.", *, paused: bool = False) -> Saying:
    return Saying(id=identity, voice="af_heart", paused=paused, payload=text.encode())


def test_a_watcher_is_told_what_is_said_until_it_is_over() -> None:
    with House() as house:
        voice, watching = house.voice(), watcher(house)
        identity = speak(house)
        course = [saying(identity), saying(identity, paused=True), Finished(id=identity, outcome="spoken", seconds=1)]
        for event in (Started(id=identity, latency=0.1), *course):
            voice.send(event)
        assert [watching.receive(SECONDS) for _ in course] == course
        assert isinstance(watching.ask(message.Pause()), Ok), "and it may ask for other things"


def test_a_watcher_misses_nothing_from_its_answer_on() -> None:
    watchers, event = Watchers(lambda: None), saying("1")
    speaking = threading.Thread(target=watchers.saying, args=[event])

    class Told:
        def __init__(self) -> None:
            self.messages: list[Message] = []

        def offer(self, sent: Message) -> bool:
            self.messages.append(sent)
            if sent == Ok():
                speaking.start()  # a voice speaks as soon as the watcher has its answer
            return True

    told = Told()
    watchers.add(cast("Channel", told))
    speaking.join()
    assert told.messages == [Ok(), event]


def test_who_comes_later_is_told_what_is_said_already_and_nothing_that_is_over() -> None:
    with House() as house:
        voice, first = house.voice(), watcher(house)
        over, under_way = speak(house), speak(house)
        voice.send(saying(over))
        voice.send(Finished(id=over, outcome="replaced", seconds=1))
        voice.send(saying(under_way))
        for _ in range(3):
            first.receive(SECONDS)
        second = watcher(house)
        assert second.receive(SECONDS) == saying(under_way)
        assert second.quiet()


def test_a_text_that_nobody_heard_ends_without_a_word() -> None:
    with House() as house:
        voice, watching = house.voice(), watcher(house)
        voice.send(Finished(id=speak(house), outcome="stopped", seconds=0))
        assert watching.quiet()


def test_the_death_of_a_voice_is_told() -> None:
    with House() as house:
        voice, watching = house.voice(), watcher(house)
        identity = speak(house)
        voice.send(saying(identity))
        watching.expect(Saying)
        voice.leave()
        assert watching.expect(Failed).id == identity


def test_a_say_that_waits_is_not_told_of_sentences() -> None:
    with House() as house:
        voice, peer = house.voice(), house.connect()
        peer.send(Speak(wait=True, payload=b"Hello there."))
        identity = peer.expect(Accepted).id
        voice.send(saying(identity))
        voice.send(Finished(id=identity, outcome="spoken", seconds=1))
        peer.expect(Finished)


def test_a_watcher_that_does_not_read_is_hung_up_on() -> None:
    with House() as house:
        voice, _ = house.voice(), watcher(house)
        identity = speak(house)
        board = house.service.board
        while board.watchers._channels:
            voice.send(saying(identity, "a" * 1000))


class Doorbell:
    """What is called to have a watcher come; it comes when the test says so."""

    def __init__(self) -> None:
        self.rung = threading.Semaphore(0)
        self.come = threading.Semaphore(0)

    def __call__(self) -> None:
        self.rung.release()
        assert self.come.acquire(timeout=SECONDS)


def test_a_watcher_comes_with_what_is_said_first_and_again_once_it_has_left() -> None:
    bell = Doorbell()
    with House(start_watcher=bell) as house:
        voice, identity = house.voice(), speak(house)
        voice.send(Started(id=identity, latency=0.1))
        voice.send(saying(identity))
        assert bell.rung.acquire(timeout=SECONDS)
        on_its_way = saying(identity, "While it is on its way.")
        voice.send(on_its_way)
        until(lambda: house.service.board.watchers._sayings[identity] == on_its_way)
        watching = watcher(house)
        assert watching.expect(Saying).payload == b"While it is on its way."
        bell.come.release()
        until(lambda: not house.service.board.watchers._starting)
        voice.send(saying(identity, "While it is there."))
        watching.expect(Saying)
        assert not bell.rung.acquire(timeout=0), "it was called once"
        watching.leave()
        assert bell.rung.acquire(timeout=SECONDS), "what it left is still said"
        bell.come.release()


def test_nobody_comes_where_one_has_left_in_silence() -> None:
    bell = Doorbell()
    with House(start_watcher=bell) as house:
        watching = watcher(house)
        watching.leave()
        watchers = house.service.board.watchers
        until(lambda: not watchers._channels)
        assert not watchers._starting


@pytest.mark.parametrize("output", ["", "/tmp/file.wav"])
def test_nobody_comes_before_anything_is_said(output: str) -> None:
    bell = Doorbell()
    with House(start_watcher=bell) as house:
        voice, peer = house.voice(), house.connect()
        peer.send(Speak(wait=True, output=output, payload=b"Hello there."))
        identity = peer.expect(Accepted).id
        voice.send(message.Progress(id=identity, done=5, total=12))
        voice.send(Finished(id=identity, outcome="written", seconds=1))
        peer.expect(message.Progress)
        peer.expect(Finished)
        assert not bell.rung.acquire(timeout=0)
