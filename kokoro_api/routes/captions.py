"""Sound with the times of its words, and the phonemes of a text: `/dev/…`, as Kokoro-FastAPI's clients know it."""

import base64
import contextlib
import json
from collections.abc import AsyncGenerator
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import BaseModel, Field

from kokoro_api.context import Context, Here
from kokoro_api.encode import MEDIA_TYPES, encoder
from kokoro_api.fields import Wanted
from kokoro_api.response import SoundResponse
from kokoro_api.routes.openai import SpeechRequest
from kokoro_api.speech import Speech, heard
from kokoro_api.voices import resolve
from kokoro_ipc import message

router = APIRouter(prefix="/dev", tags=["Captions"])


class CaptionRequest(SpeechRequest):
    """As for OpenAI's route; `return_timestamps` false leaves the words' times out, `stream` false gives one object."""

    return_timestamps: bool = True
    stream: bool = True


class PhonemizeRequest(Wanted):
    """A text, and the language it is read in; `explain` tells how each token is read."""

    text: str = Field(min_length=1, examples=["Hello there."])
    language: str = Field("en-us", max_length=20, examples=["en-us"])
    explain: bool = False


class Token(BaseModel):
    """What is said for a part of the text, by which rules: none where it is read as it stands."""

    text: str = Field(examples=["$2"])
    said: str = Field(examples=["two dollars"])
    rules: list[str] = Field(examples=[["money"]])
    phonemes: str = Field(examples=["tu dɒləz"])
    lang: str | None = Field(None, description="Where `language` is `auto`: what it is in", examples=["en-us"])


class Phonemes(BaseModel):
    """How Kokoro would say a text; `tokens` where they are asked for."""

    phonemes: str = Field(examples=["həlo ðɛɹ."])
    tokens: list[Token] | None = None


class WordTime(BaseModel):
    """When a word is heard, in seconds from the start of the sound."""

    word: str = Field(examples=["Hello"])
    start_time: float = Field(examples=[0.0])
    end_time: float = Field(examples=[0.25])


class Captions(BaseModel):
    """Sound in base64, its media type, and words that are complete with it."""

    audio: str
    audio_format: str = Field(examples=["audio/mpeg"])
    timestamps: list[WordTime]


Piece = tuple[bytes, list[dict[str, str | float]]]
"""Sound, or words of it: never both."""
_CAPTIONS: dict[int | str, dict[str, Any]] = {
    200: {
        "model": Captions,
        "description": "A line of JSON for each piece; all of it in one object where `stream` is false",
        "content": {"application/x-ndjson": {}},
    }
}


@router.post("/captioned_speech", response_class=Response, responses=_CAPTIONS)
async def captioned_speech(wanted: CaptionRequest, here: Here) -> Response:
    """Speak a text, and tell when each word is heard, in seconds from the start of the sound."""
    said = Speech(
        here.check_text(wanted.input), resolve(wanted.voice), wanted.lang_code, wanted.speed, wanted.volume_multiplier
    )
    pieces = _pieces(wanted, said, here)
    form = MEDIA_TYPES[wanted.response_format].partition(";")[0]
    if wanted.stream:
        return SoundResponse(_lines(pieces, form), "application/x-ndjson")
    return SoundResponse(_object(pieces, form), "application/json")


async def _pieces(wanted: CaptionRequest, said: Speech, here: Context) -> AsyncGenerator[Piece, None]:
    text = said.text.encode()
    with contextlib.closing(encoder(wanted.response_format)) as sound:
        async with here.model.synthesis(said.request(timings=wanted.return_timestamps)) as synthesis:
            async for came in heard(synthesis, said, here.metrics):
                if isinstance(came, list):
                    yield b"", [word.caption(text) for word in came]
                elif piece := await sound.feed(came):
                    yield piece, []
        if piece := await sound.end():
            yield piece, []


async def _lines(pieces: AsyncGenerator[Piece, None], form: str) -> AsyncGenerator[bytes, None]:
    """An object a line, for each piece as it comes."""
    async with contextlib.aclosing(pieces):
        async for sound, words in pieces:
            line = {"audio": base64.b64encode(sound).decode(), "audio_format": form, "timestamps": words}
            yield _json(line) + b"\n"


async def _object(pieces: AsyncGenerator[Piece, None], form: str) -> AsyncGenerator[bytes, None]:
    """One object around all pieces: its sound goes out as it comes, since it may be hours, and the words behind it."""
    words, rest, begin = [], b"", b'{"audio": "'
    async with contextlib.aclosing(pieces):
        async for sound, more in pieces:
            words += more
            rest += sound
            whole = len(rest) - len(rest) % 3  # base64 has four characters for three bytes
            if whole:
                yield begin + base64.b64encode(rest[:whole])
                rest, begin = rest[whole:], b""
    yield begin + base64.b64encode(rest) + b'", ' + _json({"audio_format": form, "timestamps": words})[1:]


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


@router.post("/phonemize", response_model_exclude_none=True)
async def phonemize(wanted: PhonemizeRequest, here: Here) -> Phonemes:
    """The phonemes of a text, and how it is read."""
    text = here.check_text(wanted.text).encode()
    asked = message.Phonemize(lang=wanted.language, explain=wanted.explain, payload=text)
    return Phonemes(**await here.model.ask(asked))
