"""Sound with the times of its words, and the phonemes of a text: `/dev/…`, as Kokoro-FastAPI's clients know it."""

import base64
import contextlib
import json
from collections.abc import AsyncGenerator
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from kokoro_api.context import Context, Here
from kokoro_api.encode import encoder
from kokoro_api.response import SoundResponse
from kokoro_api.routes.openai import SpeechRequest
from kokoro_api.speech import Speech, heard
from kokoro_api.voices import resolve
from kokoro_ipc import message

router = APIRouter(prefix="/dev", tags=["Captions"])


class CaptionRequest(SpeechRequest):
    """As for OpenAI's route; `return_timestamps` false leaves the words' times out."""

    return_timestamps: bool = True


class PhonemizeRequest(BaseModel):
    """A text, and the language it is read in."""

    model_config = ConfigDict(strict=True)
    text: str = Field(min_length=1, examples=["Hello there."])
    language: str = Field("en-us", max_length=20, examples=["en-us"])


class Phonemes(BaseModel):
    """How Kokoro would say a text."""

    phonemes: str = Field(examples=["həlo ðɛɹ."])


_LINES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A line of JSON for each piece: `audio` in base64, and `timestamps` where words are complete",
        "content": {"application/x-ndjson": {}},
    }
}


@router.post("/captioned_speech", response_class=Response, responses=_LINES)
async def captioned_speech(wanted: CaptionRequest, here: Here) -> Response:
    """Speak a text, and tell when each word is heard, in seconds from the start of the sound."""
    said = Speech(
        here.check_text(wanted.input), resolve(wanted.voice), wanted.lang_code, wanted.speed, wanted.volume_multiplier
    )
    return SoundResponse(_lines(wanted, said, here), "application/x-ndjson")


async def _lines(wanted: CaptionRequest, said: Speech, here: Context) -> AsyncGenerator[bytes, None]:
    text = said.text.encode()
    with contextlib.closing(encoder(wanted.response_format)) as sound:
        async with here.model.synthesis(said.request(timings=wanted.return_timestamps)) as synthesis:
            async for came in heard(synthesis, said, here.metrics):
                if isinstance(came, list):
                    yield _line(wanted, b"", [word.caption(text) for word in came])
                elif piece := await sound.feed(came):
                    yield _line(wanted, piece, [])
        if piece := await sound.end():
            yield _line(wanted, piece, [])


def _line(wanted: CaptionRequest, audio: bytes, words: list[dict[str, str | float]]) -> bytes:
    line = {
        "audio": base64.b64encode(audio).decode(),
        "audio_format": wanted.response_format,
        "timestamps": words,
    }
    return json.dumps(line, ensure_ascii=False).encode() + b"\n"


@router.post("/phonemize")
async def phonemize(wanted: PhonemizeRequest, here: Here) -> Phonemes:
    """The phonemes of a text."""
    text = here.check_text(wanted.text)
    return Phonemes(**await here.model.ask(message.Phonemize(lang=wanted.language, payload=text.encode())))
