"""What all routes of one server share."""

import logging
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from kokoro_api.errors import ApiError
from kokoro_api.limits import Settings
from kokoro_api.metrics import Metrics
from kokoro_api.observe import request_id
from kokoro_ipc.bridge import Model

log = logging.getLogger(__name__)
DEFAULT_VOICE = "af_heart"


@dataclass(slots=True)
class Context:
    """`voice` is the one that requests without a voice get."""

    model: Model
    settings: Settings
    metrics: Metrics = field(default_factory=Metrics)
    voice: str = DEFAULT_VOICE

    def check_text(self, text: str) -> str:
        """The text, which says something and is not too long; raises ApiError."""
        if not text.strip():
            raise ApiError(400, "bad_request", "there is no text to speak", "input")
        limit = self.settings.limits.text
        if len(text) > limit:
            raise ApiError(413, "too_long", f"a text has at most {limit} characters, this one {len(text)}", "input")
        try:
            text.encode()
        except UnicodeEncodeError:
            raise ApiError(400, "bad_request", "the text has half a character in it (a surrogate)", "input") from None
        self.note(text)
        return text

    def note_utterance(self, identity: str) -> None:
        """Log by which id a request's text is spoken on this machine."""
        request = request_id.get()
        fields = {"REQUEST": request, "UTTERANCE": identity}
        log.info("%s: spoken here as %s", request, identity, extra=fields)

    def note(self, text: str) -> None:
        """Log what is to be spoken, where that was asked for."""
        if self.settings.log_texts:
            log.info("to be spoken: %s", text)


def _context(connection: HTTPConnection) -> Context:
    context = connection.app.state.context
    assert isinstance(context, Context)
    return context


Here = Annotated[Context, Depends(_context)]
"""The context, as an argument of a route."""
