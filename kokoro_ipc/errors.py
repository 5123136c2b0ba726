"""What can go wrong between processes, and whose fault it is.

`ProtocolError`: the peer broke the protocol (or we would have); the connection is of no more use.
`DisconnectedError`: the peer closed between two frames, which is how every conversation ends.
`FailureError`: the peer understood and says no, with a stable code for programs and a sentence for people.
"""

from __future__ import annotations

BAD_REQUEST = "bad_request"
NOTHING_TO_SAY = "nothing_to_say"
UNKNOWN_VOICE = "unknown_voice"
UNKNOWN_LANGUAGE = "unknown_language"
TOO_LONG = "too_long"
BUSY = "busy"
ENGINE_FAILED = "engine_failed"
VOICE_FAILED = "voice_failed"
NO_AUDIO_DEVICE = "no_audio_device"
OUTPUT_FAILED = "output_failed"
SHUTTING_DOWN = "shutting_down"


class ProtocolError(Exception):
    """Bytes that are no frame, a frame that is no message, or an end inside a frame."""


class DisconnectedError(Exception):
    """The peer closed the connection between two frames."""


class FailureError(Exception):
    """A request was refused or could not be done: `code` is one of this module's, `message` one sentence.

    Names of files that are no UTF-8 are escaped in it, for neither the journal nor JSON can have them.
    """

    def __init__(self, code: str, message: str) -> None:
        message = message.encode(errors="backslashreplace").decode()
        super().__init__(message)
        self.code = code
        self.message = message


def nothing_to_say() -> FailureError:
    """Of a text of which nothing can be heard."""
    return FailureError(NOTHING_TO_SAY, "there is nothing to say in the text")
