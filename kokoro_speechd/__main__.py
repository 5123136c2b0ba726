"""sd_kokoro: started by speech-dispatcher, talks with it on standard input and output, and ends with it."""

from __future__ import annotations

import fcntl
import functools
import os
import select
import sys

from kokoro_ipc import address, directories, launch
from kokoro_speechd.module import Module
from kokoro_speechd.protocol import Conversation
from kokoro_speechd.punctuation import Symbols
from kokoro_speechd.voices import Voices

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_ONE_PAGE = 4096
_LISTEN = select.POLLIN | select.POLLHUP | select.POLLERR


def main() -> None:
    """Serve the server until it says QUIT or is gone."""
    run(sys.stdin.fileno(), sys.stdout.fileno(), os.environ)


def run(inlet: int, outlet: int, environ: Mapping[str, str]) -> None:
    """Converse by two descriptors."""
    hold_little(outlet)
    connect = functools.partial(launch.connect, environ)
    running = functools.partial(address.is_running, address.socket_path(environ))
    write = functools.partial(write_all, outlet)
    module = Module(write, connect, Voices(connect, running, kept_voices(environ)), Symbols(), complain)
    try:
        _serve(module, Conversation(module, write), inlet, outlet)
    except BrokenPipeError:
        pass  # the server is gone, and nobody is left to be told
    finally:
        module.close()


def _serve(module: Module, conversation: Conversation, inlet: int, outlet: int) -> None:
    while not conversation.over:
        poll = select.poll()
        poll.register(inlet, _LISTEN)
        if module.has_sound:
            poll.register(outlet, select.POLLOUT)
        if (model := module.listens_to) is not None:
            poll.register(model, _LISTEN)
        rest = module.rest_seconds
        ready = dict(poll.poll(None if rest is None else rest * 1000))
        if inlet in ready:
            data = os.read(inlet, 65536)
            if not data:
                return
            conversation.feed(data)
        elif outlet in ready:
            module.send()
        elif model in ready:
            module.receive()
        else:
            module.retry()


def hold_little(outlet: int) -> None:
    """Make the pipe to the server as small as pipes get: it has room once all that was sent has been read."""
    try:
        fcntl.fcntl(outlet, fcntl.F_SETPIPE_SZ, _ONE_PAGE)
    except OSError:
        pass  # no pipe: then a stop is heard a little later


def write_all(outlet: int, data: bytes) -> None:
    """Write it all, and wait where the server does not read."""
    left = memoryview(data)
    while left:
        left = left[os.write(outlet, left) :]


def kept_voices(environ: Mapping[str, str]) -> str:
    """The file of the list of voices."""
    return directories.ours("CACHE", environ) + "/voices.json"


def complain(text: str) -> None:
    """Say what is wrong in the server's log."""
    sys.stderr.write(f"sd_kokoro: {text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
