"""Messages over one connected stream socket: the blocking shell around the sans-IO frames.

Threads: `send` and `offer` may be called from any thread, `receive`, `read` and `pending` from one;
`hang_up` from any, which ends a `receive` that waits. The channel owns its socket and closes it once.
"""

from __future__ import annotations

import _socket  # socket itself costs 5 ms to import (enum, selectors), as much as starting Python
import errno
import os
import select
import struct
from _thread import allocate_lock

from kokoro_ipc import message
from kokoro_ipc.errors import DisconnectedError, ProtocolError
from kokoro_ipc.frame import FrameDecoder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kokoro_ipc.message import Message

_SO_PEERCRED = 17  # Linux's number; _socket names it only where its headers did
READ_SIZE = 256 * 1024
FRAME_SECONDS = 10.0
"""How long a peer may take between two pieces of one frame."""
OFFER_SECONDS = 1.0
"""How long an offer waits for another thread that sends."""


class Channel:
    """One connection; `peer` is a name for it in errors and logs."""

    def __init__(
        self, sock: _socket.socket, peer: str = "the model service", *, frame_seconds: float = FRAME_SECONDS
    ) -> None:
        self._sock = sock
        self._frame_seconds = frame_seconds
        self._decoder = FrameDecoder()
        self._sending = allocate_lock()
        self._open = True
        self.peer = peer

    def __enter__(self) -> Channel:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def fileno(self) -> int:
        """The socket's descriptor, -1 once closed."""
        return self._sock.fileno()

    def peer_credentials(self) -> tuple[int, int]:
        """The process id and the user id of who is at the other end, as the kernel knows them."""
        return _credentials(self._sock)

    def send(self, sent: Message) -> None:
        """Send one message whole; raises OSError where the peer is gone or takes nothing for too long."""
        data = message.encode(sent)
        with self._sending:
            self._sock.sendall(data)

    def request(self, sent: Message) -> None:
        """Send what is answered, as `send` does; why a peer has hung up it may have said, and `receive` gives it."""
        try:
            self.send(sent)
        except (BrokenPipeError, ConnectionResetError):
            pass  # where it has said nothing, `receive` raises

    def offer(self, sent: Message) -> bool:
        """Send a small message only if that needs no waiting; a peer that has stopped reading is hung up on."""
        data = message.encode(sent)
        whole = False
        if self._sending.acquire(timeout=OFFER_SECONDS):  # another thread may be stuck in `send`
            try:
                whole = self._sock.send(data, _socket.MSG_DONTWAIT | _socket.MSG_NOSIGNAL) == len(data)
            except OSError:
                pass
            finally:
                self._sending.release()
        if not whole:
            self.hang_up()
        return whole

    def limit_sending(self, seconds: float) -> None:
        """From now on `send` raises OSError where the peer takes nothing for so long."""
        timeval = struct.pack("ll", int(seconds), int(seconds % 1 * 1e6))
        self._sock.setsockopt(_socket.SOL_SOCKET, _socket.SO_SNDTIMEO, timeval)

    def receive(self, seconds: float | None = None) -> Message:
        """The next message; raises DisconnectedError at a clean end, ProtocolError, OSError.

        With `seconds`, raises TimeoutError where no message begins to arrive for so long.
        """
        while True:
            received = self.pending()
            if received is not None:
                return received
            if self._decoder.inside_frame:
                if not self._readable(self._frame_seconds):
                    raise ProtocolError("the peer sent half a frame and then nothing")
            elif seconds is not None and not self._readable(seconds):
                raise TimeoutError
            self.read()

    def read(self) -> None:
        """Take in what has come, or what comes first, for `pending` to give; raises as `receive` does."""
        data = self._sock.recv(READ_SIZE)
        if not data:
            self._decoder.eof()
            raise DisconnectedError(f"{self.peer} closed the connection")
        self._decoder.feed(data)

    def pending(self) -> Message | None:
        """A message that has been read already, or None."""
        taken = self._decoder.next()
        return None if taken is None else message.decode(*taken)

    def hang_up(self) -> None:
        """End the conversation from any thread: both sides read an end; `close` is still to be called."""
        try:
            self._sock.shutdown(_socket.SHUT_RDWR)
        except OSError:
            pass  # it is closed already, which is what was wanted

    def close(self) -> None:
        """Give the descriptor back."""
        if self._open:
            self._open = False
            self._sock.close()

    def _readable(self, seconds: float) -> bool:
        poll = select.poll()
        poll.register(self._sock, select.POLLIN)
        return bool(poll.poll(seconds * 1000))


def connect(path: str) -> Channel:
    """A channel to the service that listens at `path`; raises OSError, also where another user listens there."""
    sock = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    try:
        sock.connect(path)
        check_listener(sock)
    except BaseException:
        sock.close()
        raise
    return Channel(sock)


def check_listener(sock: _socket.socket) -> None:
    """Raise PermissionError unless our own user listens at the other end: nobody else is told what is to be said."""
    if _credentials(sock)[1] != os.getuid():
        raise PermissionError(errno.EPERM, "another user listens there")


def _credentials(sock: _socket.socket) -> tuple[int, int]:
    """The process id and the user id of the other end; of one that was connected to, those of who listens."""
    pid, uid, _ = struct.unpack("3i", sock.getsockopt(_socket.SOL_SOCKET, _SO_PEERCRED, 12))
    return pid, uid
