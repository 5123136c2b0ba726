"""A voice's life on its connection to the model: it registers, obeys, tells, leaves, and outlives the model."""

from __future__ import annotations

import os
import queue
import socket
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from kokoro_ipc import message
from kokoro_ipc.activation import ServiceManager
from kokoro_ipc.channel import Channel
from kokoro_ipc.errors import DisconnectedError
from kokoro_voice.device import Device, DeviceHangsError
from kokoro_voice.mouth import Mouth
from kokoro_voice.player import Player
from kokoro_voice.scribe import Scribe
from kokoro_voice.session import Session, Wake
from kokoro_voice.sink import NullSink
from tests.aside import Aside
from tests.unit.voice.model_side import ModelSide
from tests.unit.voice.sinks import HangingSink

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kokoro_ipc.message import Message
    from kokoro_voice.sink import Sink

SECONDS = 10.0
LONG_TEXT = "This text goes on for a while, and is never done. " * 400
"""Seven seconds of tones."""


class Voice:
    """A voice whose model is the test: each of its connections is handed out by `next_model`."""

    def __init__(self, *, idle: float = 60.0, sink: Sink | None = None, refusals: int = 0) -> None:
        self._connections: queue.SimpleQueue[Channel] = queue.SimpleQueue()
        self._refusals = refusals
        self.synthesis = ModelSide()
        self._wake = Wake()
        player = Player(self._wake)
        self._device = Device(
            sink or NullSink(),
            player,
            self._wake,
            linger_seconds=60.0,
            preroll_seconds=0.0,
            sleeps=lambda _: False,
            hang_seconds=0.1,
        )
        self.session = Session(
            "af_heart",
            "en-us",
            find=self._connect,
            connect=self._connect,
            wake=self._wake,
            manager=ServiceManager({}),
            idle_seconds=idle,
        )
        self.session.mouth = Mouth(player, self._device, self.synthesis.connect, self.session.report, self._wake)
        self.session.scribe = Scribe(self.synthesis.connect, self.session.report, self._wake)
        self._channels: list[Channel] = []

    def __enter__(self) -> Voice:
        self._device.start()
        self.life = Aside(self.session.run)
        return self

    def __exit__(self, *_: object) -> None:
        self.session.leave("the test is over")
        with suppress(DeviceHangsError):
            self.life.outcome()
        self._device.quit(SECONDS)
        for channel in self._channels:
            channel.close()
        with self.synthesis:
            pass  # which ends it
        os.close(self._wake.reader)
        os.close(self._wake._writer)

    def next_model(self) -> Channel:
        """The model's end of the voice's next connection, where it has registered."""
        channel = self._connections.get(timeout=SECONDS)
        self._channels.append(channel)
        assert channel.receive(SECONDS) == message.Register(voice="af_heart", lang="en-us")
        return channel

    def _connect(self) -> Channel:
        if self._channels and self._refusals:
            self._refusals -= 1
            raise ConnectionRefusedError(111, "Connection refused")
        ours, theirs = socket.socketpair()
        self._connections.put(Channel(ours, "the voice"))
        return Channel(theirs)


@pytest.fixture
def voice() -> Iterator[Voice]:
    with Voice() as made:
        yield made


def speak(channel: Channel, identity: str, text: str, *, mode: str = "replace", more: bool = False) -> None:
    channel.send(
        message.Speak(voice="af_heart", lang="en-us", id=identity, mode=mode, more=more, payload=text.encode())
    )


def told(channel: Channel, identity: str, kind: str) -> Message:
    """The next message of that kind on that text; others are passed over."""
    while True:
        received = channel.receive(SECONDS)
        if received.kind == kind and received.values()["id"] == identity:
            return received


def outcome(channel: Channel, identity: str) -> object:
    return told(channel, identity, "finished").values()["outcome"]


def until_silent(channel: Channel, seconds: float) -> list[Message]:
    """All that comes until nothing has come for so long, or the voice has hung up."""
    received: list[Message] = []
    with suppress(TimeoutError, DisconnectedError):
        while True:
            received.append(channel.receive(seconds))
    return received


# --- texts and commands


def test_a_text_is_spoken_and_told(voice: Voice) -> None:
    model = voice.next_model()
    speak(model, "1", "Hello.")
    assert told(model, "1", "started").values()["latency"] > 0
    assert outcome(model, "1") == "spoken"


def test_a_text_that_comes_in_pieces_is_spoken_as_it_comes(voice: Voice) -> None:
    model = voice.next_model()
    speak(model, "1", "Hello. It", more=True)
    told(model, "1", "started")
    model.send(message.Text(id="1", payload=b" goes on."))
    model.send(message.Text(id="no such text", payload=b"?"))
    model.send(message.End(id="no such text"))
    model.send(message.End(id="1"))
    assert outcome(model, "1") == "spoken"


def test_a_new_text_replaces_and_another_queues(voice: Voice) -> None:
    model = voice.next_model()
    speak(model, "1", LONG_TEXT)
    told(model, "1", "started")
    speak(model, "2", "Second.")
    speak(model, "3", "Third.", mode="append")
    assert [outcome(model, number) for number in "123"] == ["replaced", "spoken", "spoken"]


def test_a_stop_ends_one_text_or_all(voice: Voice) -> None:
    model = voice.next_model()
    for number in "123":
        speak(model, number, LONG_TEXT, mode="append")
    model.send(message.Stop(id="2"))
    assert outcome(model, "2") == "stopped"
    model.send(message.Stop())
    assert {told(model, "3", "finished").values()["outcome"], outcome(model, "1")} == {"stopped"}


def test_a_pause_holds_the_speech_until_it_is_resumed(voice: Voice) -> None:
    model = voice.next_model()
    speak(model, "1", "One two three four five six seven. " * 10)
    told(model, "1", "started")
    model.send(message.Pause())
    assert {event.kind for event in until_silent(model, 0.6)} <= {"progress", "saying"}
    assert voice.session.mouth.paused
    model.send(message.Resume())
    assert outcome(model, "1") == "spoken"


def test_a_skip_passes_over_a_sentence(voice: Voice) -> None:
    model = voice.next_model()
    speak(model, "1", "One long sentence, " * 300 + "ends. Short.")
    told(model, "1", "started")
    model.send(message.Skip())
    finished = told(model, "1", "finished")
    assert finished.values()["seconds"] < 2.0


def test_a_file_is_written_while_another_text_is_spoken(voice: Voice, tmp_path: Path) -> None:
    model = voice.next_model()
    speak(model, "1", LONG_TEXT)
    told(model, "1", "started")
    model.send(
        message.Speak(voice="af_heart", lang="en-us", id="2", output=str(tmp_path / "a.wav"), payload=b"To a file.")
    )
    assert outcome(model, "2") == "written"
    assert (tmp_path / "a.wav").exists()
    assert voice.session.mouth.busy


def test_what_is_not_for_voices_is_passed_over(voice: Voice) -> None:
    model = voice.next_model()
    for odd in (message.Status(), message.Accepted(id="1", voice="a", lang="b"), message.AudioEnd()):
        model.send(odd)
    speak(model, "1", "Hello.")
    assert outcome(model, "1") == "spoken"


# --- leaving


def test_an_idle_voice_asks_to_leave_and_goes_once_it_may() -> None:
    with Voice(idle=0.05) as voice:
        model = voice.next_model()
        assert model.receive(SECONDS) == message.Retire(received=0)
        speak(model, "1", "Hello.")
        assert outcome(model, "1") == "spoken"
        assert model.receive(SECONDS) == message.Retire(received=1)
        assert model.receive(SECONDS) == message.Retire(received=1), "nobody has answered"
        model.send(message.Retired())
        voice.life.outcome()
        assert {event.kind for event in until_silent(model, SECONDS)} <= {"retire"}, "and then it hangs up"


def test_a_voice_that_speaks_or_is_paused_is_not_idle() -> None:
    with Voice(idle=0.05) as voice:
        model = voice.next_model()
        model.send(message.Pause())
        speak(model, "1", LONG_TEXT)
        told(model, "1", "started")
        model.send(message.Pause())
        assert {event.kind for event in until_silent(model, 0.3)} <= {"progress", "saying"}


def test_a_voice_that_is_dismissed_stops_and_leaves(voice: Voice) -> None:
    model = voice.next_model()
    speak(model, "1", LONG_TEXT)
    told(model, "1", "started")
    model.send(message.Dismissed())
    assert outcome(model, "1") == "stopped"
    voice.life.outcome()


def test_a_voice_that_is_told_to_leave_by_a_signal_leaves(voice: Voice) -> None:
    model = voice.next_model()
    speak(model, "1", LONG_TEXT)
    told(model, "1", "started")
    voice.session.leave("SIGTERM")
    assert outcome(model, "1") == "stopped"
    voice.life.outcome()


def test_a_voice_whose_device_hangs_says_so_and_leaves() -> None:
    sink = HangingSink(opening=True)
    with Voice(sink=sink) as voice:
        model = voice.next_model()
        speak(model, "1", "Hello.")
        assert told(model, "1", "failed").values()["code"] == "no_audio_device"
        with pytest.raises(DeviceHangsError):
            voice.life.outcome()
        sink.let_go.set()


def test_a_file_that_a_voice_whose_device_hangs_is_writing_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    sink = HangingSink(opening=True)
    with Voice(sink=sink) as voice:
        model = voice.next_model()
        model.send(message.Speak(voice="af_heart", lang="en-us", id="1", output=str(tmp_path / "a.wav"), more=True))
        speak(model, "2", "Hello.")
        assert told(model, "1", "failed").values()["code"] == "voice_failed"
        with pytest.raises(DeviceHangsError):
            voice.life.outcome()
        sink.let_go.set()
    assert list(tmp_path.iterdir()) == []


# --- a model that dies


def test_an_idle_voice_leaves_with_its_model(voice: Voice) -> None:
    voice.next_model().close()
    voice.life.outcome()


@pytest.mark.parametrize("end", [b"", b"\0\0", b"garbage, and lots of it"], ids=["clean", "half a frame", "garbage"])
def test_a_voice_that_speaks_goes_on_and_registers_with_the_next_model(end: bytes) -> None:
    with Voice(refusals=2) as voice:
        first = voice.next_model()
        speak(first, "1", LONG_TEXT[:2000])
        told(first, "1", "started")
        first._sock.sendall(end)
        first.hang_up()
        second = voice.next_model()
        assert outcome(second, "1") == "spoken"
        speak(second, "2", "Hello again.")
        assert outcome(second, "2") == "spoken"
        assert voice.life.is_alive()


def test_a_command_reaches_a_voice_by_its_new_model(voice: Voice) -> None:
    first = voice.next_model()
    speak(first, "1", LONG_TEXT)
    told(first, "1", "started")
    first.hang_up()
    second = voice.next_model()
    second.send(message.Stop())
    assert outcome(second, "1") == "stopped"


# --- the call for the main thread


def test_a_wake_that_is_called_often_never_waits() -> None:
    wake = Wake()
    for _ in range(100_000):
        wake()
    for _ in range(100):
        wake.clear()
    with pytest.raises(BlockingIOError):
        os.read(wake.reader, 1)
    wake()
    assert os.read(wake.reader, 10) == b"\0"
    os.close(wake.reader)
    os.close(wake._writer)
