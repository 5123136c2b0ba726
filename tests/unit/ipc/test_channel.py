"""Channels over real sockets: what arrives, what ends a conversation, and who is never made to wait."""

from __future__ import annotations

import os
import socket
import time
from collections import deque
from functools import partial
from typing import TYPE_CHECKING

import pytest

from kokoro_ipc import channel as channels_of
from kokoro_ipc import message
from kokoro_ipc.channel import Channel
from kokoro_ipc.errors import DisconnectedError, ProtocolError
from kokoro_ipc.frame import MAX_PAYLOAD
from tests.aside import Aside
from tests.leaks import descriptors
from tests.unit.ipc.pairs import channel_and_socket, channels

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOON = 0.05
LARGE = message.Text(payload=bytes(MAX_PAYLOAD))


def fill(sock: socket.socket) -> int:
    """Send until the peer's buffer takes no more; gives the number of bytes."""
    sent = 0
    sock.setblocking(False)
    try:
        while True:
            sent += sock.send(bytes(65536))
    except BlockingIOError:
        sock.setblocking(True)
        return sent


def test_messages_arrive_as_they_were_sent() -> None:
    sent = [message.Speak(voice="af_heart", payload="Grüße".encode()), message.Status(), LARGE, message.End()]
    with channels() as (near, far):
        sender = Aside(lambda: deque(map(near.send, sent)))
        assert [far.receive() for _ in sent] == sent
        sender.outcome()


def test_messages_that_came_together_are_pending() -> None:
    with channels() as (near, far):
        near.send(message.Pause())
        near.send(message.Resume())
        assert far.receive() == message.Pause()
        assert far.pending() == message.Resume()
        assert far.pending() is None


def test_many_threads_may_send_at_once() -> None:
    with channels() as (near, far):
        payloads = [bytes([number]) * 200_000 for number in range(8)]
        senders = [Aside(partial(near.send, message.Text(payload=payload))) for payload in payloads]
        received = [far.receive() for _ in payloads]
        assert [sender.outcome() for sender in senders] == [None] * 8
    assert sorted(one.values()["payload"] for one in received) == payloads


def test_a_clean_end_is_told_by_the_name_of_the_peer() -> None:
    with channels() as (near, far):
        far.send(message.Stop())
        far.close()
        assert near.receive() == message.Stop()
        with pytest.raises(DisconnectedError, match="the peer closed the connection"):
            near.receive()


@pytest.mark.parametrize("size", [1, 3, 4, 5, 30])
def test_an_end_inside_a_frame_is_an_error(size: int) -> None:
    with channel_and_socket() as (channel, peer):
        peer.sendall(message.encode(message.Text(payload=b"Hello."))[:size])
        peer.close()
        with pytest.raises(ProtocolError, match="in the middle of a frame"):
            channel.receive()


def test_nothing_for_too_long_is_a_timeout() -> None:
    with channels() as (near, far):
        begun = time.monotonic()
        with pytest.raises(TimeoutError):
            near.receive(SOON)
        assert SOON <= time.monotonic() - begun < 10.0
        far.send(message.Stop())
        assert near.receive(SOON) == message.Stop()


def test_half_a_frame_and_then_nothing_is_an_error() -> None:
    mine, theirs = socket.socketpair()
    with Channel(mine, frame_seconds=SOON) as channel, theirs:
        theirs.sendall(b"\0\0\0\x10{")
        with pytest.raises(ProtocolError, match="half a frame"):
            channel.receive(60.0)


def test_a_frame_may_come_slowly_as_long_as_it_comes() -> None:
    wire = message.encode(message.Text(payload=b"x"))
    mine, theirs = socket.socketpair()
    with Channel(mine, frame_seconds=2.0) as channel, theirs:
        reader = Aside(channel.receive)
        for byte in wire:
            theirs.sendall(bytes([byte]))
        assert reader.outcome() == message.Text(payload=b"x")


def test_garbage_is_a_protocol_error() -> None:
    with channel_and_socket() as (channel, peer):
        peer.sendall(b"GET / HTTP/1.1\r\n\r\n")
        with pytest.raises(ProtocolError):
            channel.receive()


# --- a peer that does not read


def test_an_offer_is_taken_where_there_is_room() -> None:
    with channels() as (near, far):
        assert near.offer(message.Pause()) is True
        assert far.receive() == message.Pause()


def test_an_offer_to_a_peer_that_does_not_read_ends_the_conversation() -> None:
    with channel_and_socket() as (channel, peer):
        offered = 0
        while channel.offer(message.Text(payload=bytes(1000))):
            offered += 1
        assert 10 < offered < 10_000
        assert channel.offer(message.Pause()) is False
        received = b""
        while data := peer.recv(65536):
            received += data
        assert len(received) >= offered * 1000


def test_an_offer_does_not_wait_for_a_send_that_waits() -> None:
    with channel_and_socket() as (channel, _):
        sender = Aside(lambda: channel.send(LARGE))
        offered = Aside(lambda: [channel.offer(message.Pause()) for _ in range(1000)])
        assert False in offered.outcome()
        with pytest.raises(OSError, match=r"."):
            sender.outcome()


def test_a_send_that_nobody_takes_ends_after_its_limit() -> None:
    with channel_and_socket() as (channel, _):
        channel.limit_sending(0.1)
        begun = time.monotonic()
        with pytest.raises(OSError, match=r"."):
            channel.send(LARGE)
        assert 0.09 < time.monotonic() - begun < 10.0


def test_sending_to_a_peer_that_is_gone_is_an_oserror() -> None:
    with channels() as (near, far):
        far.close()
        with pytest.raises(BrokenPipeError):
            near.send(message.Stop())
        assert near.offer(message.Stop()) is False


# --- the end, from any thread


@pytest.mark.parametrize("begun", [b"", b"\0\0"], ids=["between frames", "inside a frame"])
def test_a_hang_up_ends_a_receive_that_waits(begun: bytes) -> None:
    with channel_and_socket() as (channel, peer):
        peer.sendall(begun)
        reader = Aside(channel.receive)
        channel.hang_up()
        with pytest.raises(ProtocolError if begun else DisconnectedError):
            reader.outcome()
        assert peer.recv(1) == b""


def test_a_hang_up_ends_a_send_that_waits() -> None:
    with channel_and_socket() as (channel, peer):
        fill(peer)
        sender = Aside(lambda: channel.send(LARGE))
        channel.hang_up()
        with pytest.raises(OSError, match=r"."):
            sender.outcome()


def test_a_channel_is_closed_once() -> None:
    with channels() as (near, _):
        number = near.fileno()
        assert number in numbers()
        near.close()
        assert near.fileno() == -1
        with open(os.devnull, "rb") as other:
            assert other.fileno() == number, "the descriptor is free again"
            near.hang_up()
            near.close()
            assert other.read() == b""
            assert number in numbers()


def numbers() -> set[int]:
    return {int(number) for number, _ in descriptors(os.getpid())}


# --- connecting


@pytest.fixture
def listener(tmp_path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
        listening.bind(str(tmp_path / "model.sock"))
        listening.listen()
        yield listening


def test_a_channel_knows_who_is_at_the_other_end(listener: socket.socket) -> None:
    with channels_of.connect(listener.getsockname()) as channel:
        accepted, _ = listener.accept()
        with Channel(accepted) as other:
            assert other.peer_credentials() == channel.peer_credentials() == (os.getpid(), os.getuid())
            assert not os.get_inheritable(channel.fileno())


def test_where_nothing_listens_no_descriptor_is_kept(listener: socket.socket) -> None:
    path = listener.getsockname()
    listener.close()
    before = numbers()
    with pytest.raises(ConnectionRefusedError):
        channels_of.connect(path)
    with pytest.raises(FileNotFoundError):
        channels_of.connect(path + ".gone")
    assert numbers() == before


def test_why_a_peer_hung_up_is_heard_by_who_asks_too_late() -> None:
    refusal = message.Failed(code="busy", message="Try again later.")
    with channels() as (near, far):
        far.send(refusal)
        far.close()
        near.request(message.Status())
        near.request(message.Status())
        assert near.receive(SOON) == refusal
        with pytest.raises(DisconnectedError):
            near.receive(SOON)
