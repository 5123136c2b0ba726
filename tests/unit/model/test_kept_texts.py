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
from kokoro_model.kept_texts import MOST_ASIDE
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


def kept(folder: Path, sent: bytes, *, identity: str = "1f2e3d4c", name: str = "") -> Path:
    """A file as the service before may have left it."""
    path = folder / (name or f"{time.monotonic_ns():020}-{identity}")
    path.write_bytes(sent)
    return path


def text(identity: str = "1f2e3d4c", *, more: bool = False) -> bytes:
    return message.encode(Speak(voice="af_heart", lang="en-us", id=identity, mode="append", more=more, payload=b"One."))


def framed(header: bytes) -> bytes:
    return len(header).to_bytes(4, "big") + header


BAD = {
    "an empty file": b"",
    "a file of zeros": bytes(4096),
    "a file that is cut off": text()[:-2],
    "a second message that is cut off": text(more=True) + message.encode(End(id="1f2e3d4c"))[:-2],
    "no frame": b"\xff" * 100,
    "no JSON": framed(b"{'"),
    "JSON without an end": framed(b"[" * 60_000),
    "bytes that are no UTF-8": framed(b'{"type": "\xe9"}'),
    "an unknown message": framed(b'{"type": "sing"}'),
    "an unknown field": framed(b'{"type": "speak", "tempo": 2}'),
    "another message first": message.encode(Text(id="1f2e3d4c", payload=b"One.")),
    "another message behind": text(more=True) + message.encode(message.Shutdown()),
    "another text": text("another0"),
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_a_file_that_is_no_text_is_told_and_set_aside(
    content: bytes, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = kept(tmp_path, content)
    kept(tmp_path, text("00000002"), identity="00000002")
    with House(kept=tmp_path) as house:
        house.service.board.take_over()
        assert [sent.values()["id"] for sent in had(house.units.next())] == ["00000002"]
        until(lambda: [left.name for left in tmp_path.iterdir()] == [f"bad-{path.name}"])
    assert (tmp_path / f"bad-{path.name}").read_bytes() == content
    told = [record for record in caplog.records if record.name == "kokoro_model.kept_texts"]
    assert [(record.levelno, str(path) in record.getMessage()) for record in told] == [(logging.ERROR, True)]


@pytest.mark.parametrize("name", ["1", "12-", "0x10-1f2e3d4c", f"{1:020}-a-b", f"{1:020}-"])
def test_a_file_by_another_name_is_set_aside(name: str, tmp_path: Path) -> None:
    kept(tmp_path, text(), name=name)
    with House(kept=tmp_path) as house:
        house.service.board.take_over()
        assert house.units.none_asked
    assert [left.name for left in tmp_path.iterdir()] == [f"bad-{name}"]


def test_what_is_no_file_holds_nobody_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / f"{1:020}-1f2e3d4c")
    (tmp_path / f"{2:020}-1f2e3d4c").mkdir()
    with House(kept=tmp_path) as house:
        house.service.board.take_over()
    assert len(list(tmp_path.glob("bad-*"))) == 2


def test_few_files_are_set_aside_and_the_oldest_go(tmp_path: Path) -> None:
    names = [f"{number:020}-1f2e3d4c" for number in range(MOST_ASIDE + 5)]
    for name in names:
        kept(tmp_path, b"", name=name)
    with House(kept=tmp_path) as house:
        house.service.board.take_over()
    assert sorted(left.name for left in tmp_path.iterdir()) == [f"bad-{name}" for name in names[5:]]


def test_a_text_that_finds_no_room_is_told_to_be_lost_and_the_next_one_is_spoken(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for identity in ("00000001", "00000002"):
        kept(tmp_path, text(identity), identity=identity)
    with House(kept=tmp_path, queue_size=1) as house:
        house.service.board.take_over()
        assert [sent.values()["id"] for sent in had(house.units.next())] == ["00000001"]
        (told,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert (told.__dict__["UTTERANCE"], told.__dict__["OUTCOME"]) == ("00000002", BUSY)


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
