"""A text that was accepted outlives the service until a voice has it."""

from __future__ import annotations

import logging
import os
import time
from typing import TYPE_CHECKING

import pytest

from kokoro_ipc import message
from kokoro_ipc.errors import BUSY
from kokoro_ipc.message import Accepted, Begun, End, Failed, Speak, Text
from kokoro_model import switchboard
from tests.unit.model.peers import House, Peer, until

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable
    from pathlib import Path

    from kokoro_ipc.message import Message


def give(peer: Peer, *pieces: str, wait: bool = False) -> str:
    """Have a text spoken that comes in pieces; gives its id once it is accepted."""
    first, *rest = pieces
    peer.send(Speak(voice="af_heart", mode="append", wait=wait, more=bool(rest), payload=first.encode()))
    if rest:
        peer.expect(Begun)
        for piece in rest:
            peer.send(Text(payload=piece.encode()))
        peer.send(End())
    return peer.expect(Accepted).id


def had(voice: Peer) -> list[Message]:
    """What a voice gets up to the end of a text."""
    got: list[Message] = [voice.expect(Speak)]
    while getattr(got[-1], "more", True) and not isinstance(got[-1], End):
        got.append(voice.receive(10))
    return got


def test_the_next_service_gives_it_to_its_voice(tmp_path: Path) -> None:
    with House(kept=tmp_path) as before:
        one, two = give(before.connect(), "One, ", "two, ", "three."), give(before.connect(), "Four.")
        files = {path: path.read_bytes() for path in tmp_path.iterdir()}
    for path, content in files.items():  # it was killed, and had no time to take them away
        path.write_bytes(content)
    with House(kept=tmp_path) as house:
        house.service.board.take_over()
        voice = house.units.next()
        assert [getattr(sent, "payload", b"") for sent in had(voice)] == [b"One, ", b"two, ", b"three.", b""]
        assert [sent.values()["id"] for sent in had(voice)] == [two]
        assert one != two
        until(lambda: not list(tmp_path.iterdir()))


def test_it_is_kept_until_its_voice_has_it_and_no_longer(tmp_path: Path) -> None:
    with House(kept=tmp_path) as house:
        give(house.connect(), "One, ", "two.")
        assert len(list(tmp_path.iterdir())) == 1
        had(house.units.next())
        give(house.connect(), "Three.")
        assert list(tmp_path.iterdir()) == []


def test_who_waits_is_told_and_says_it_again_so_it_is_not_kept(tmp_path: Path) -> None:
    with House(kept=tmp_path) as house:
        give(house.connect(), "One.", wait=True)
        assert list(tmp_path.iterdir()) == []


def test_a_text_that_is_stopped_is_not_kept(tmp_path: Path) -> None:
    with House(kept=tmp_path) as house:
        give(house.connect(), "One.")
        assert isinstance(house.connect().ask(message.Stop()), message.Ok)
        assert list(tmp_path.iterdir()) == []


def test_what_would_be_heard_out_of_the_blue_is_told_to_be_lost(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = time.monotonic_ns() - int((switchboard.STALE_SECONDS + 1) * 1e9)
    sent = Speak(voice="af_heart", lang="en-us", id="1f2e3d4c", payload=b"One.")
    (tmp_path / f"{before:020}-1f2e3d4c").write_bytes(message.encode(sent))
    with House(kept=tmp_path) as house:
        house.service.board.take_over()
        assert house.units.none_asked
    (told,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert told.__dict__["UTTERANCE"] == "1f2e3d4c"
    assert told.__dict__["OUTCOME"] == "voice_failed"
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Call it, and the system has no room for another thread."""

    def refuse(self: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    return lambda: monkeypatch.setattr("threading.Thread.start", refuse)


def test_where_no_thread_can_be_had_a_text_fails_and_the_next_is_spoken(
    full: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with House() as house:
        caller, other = house.connect(), house.connect()
        full()
        caller.send(Speak(voice="af_heart", wait=True, payload=b"One."))
        assert caller.expect(Failed).code == BUSY
        other.send(message.Synthesize(voice="af_heart", lang="en-us", payload=b"One."))
        assert other.expect(Failed).code == BUSY
        monkeypatch.undo()
        caller.send(Speak(voice="af_heart", wait=True, payload=b"Two."))
        assert caller.expect(Accepted)
        assert [sent.values()["payload"] for sent in had(house.units.next())] == [b"Two."]
        other.send(message.Synthesize(voice="af_heart", lang="en-us", payload=b"One."))
        assert other.expect(message.AudioStart)


def test_a_kept_text_is_for_its_owner_alone(tmp_path: Path) -> None:
    with House(kept=tmp_path / "texts") as house:
        give(house.connect(), "One.")
        (path,) = (tmp_path / "texts").iterdir()
        assert os.stat(path).st_mode & 0o077 == 0
        assert os.stat(path.parent).st_mode & 0o077 == 0
