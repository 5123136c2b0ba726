"""speech-dispatcher's protocol: one reply a command, in its form, the same however the lines are cut."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fuzz import inputs
from kokoro_ipc.launch import LaunchError
from kokoro_speechd.module import Module
from kokoro_speechd.protocol import Conversation
from kokoro_speechd.punctuation import Symbols
from kokoro_speechd.voices import Voices

if TYPE_CHECKING:
    from kokoro_ipc.channel import Channel

WORDS = (
    "INIT\n", "SPEAK\n", "CHAR\n", "KEY\n", "SOUND_ICON\n", "SET\n", "AUDIO\n", "LOGLEVEL\n", "LIST VOICES\n",
    "STOP\n", "PAUSE\n", "QUIT\n", "DEBUG ON x\n", ".\n", "..\n", "\n", "rate=100\n", "pitch=-100\n", "voice=male1\n",
    "spelling_mode=on\n", "punctuation_mode=all\n", "cap_let_recogn=icon\n", "synthesis_voice=af_bella\n",
    "language=de\n", "audio_output_method=server\n", "space\n", "shift_a\n", "<mark name='x'/>", "\r", "\0", "\xff",
    "\ufeff",
)  # fmt: skip
_REPLY = re.compile(rb"(?:[0-9]{3}-[^\n]*\n)*[0-9]{3} [^\n]*\n")


def check(data: bytes) -> None:
    """A few places to cut at, then what the server says."""
    places, lines = inputs.split(data, 4)
    whole = _said([lines])
    assert whole == _said(inputs.cut(lines, places)), "it depends on the pieces"
    for reply in whole:
        assert _REPLY.fullmatch(reply), f"that is no reply: {reply!r}"


def _said(pieces: list[bytes]) -> list[bytes]:
    """Everything that is answered, without a model service to speak."""
    said: list[bytes] = []
    module = Module(
        said.append,
        _connect,
        Voices(_connect, lambda: False, "no such file"),
        Symbols("no such folder"),
        lambda _: None,
    )
    conversation = Conversation(module, said.append)
    for piece in pieces:
        conversation.feed(piece)
    module.close()
    return said


def _connect() -> Channel:
    raise LaunchError("there is no model service here")
