"""OpenAI's speech API: `/v1/audio/speech`, `/v1/models`, `/v1/audio/voices`."""

import base64
import contextlib
import json
from collections.abc import AsyncGenerator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from kokoro_api.context import DEFAULT_VOICE, Here
from kokoro_api.encode import MEDIA_TYPES, encoder
from kokoro_api.errors import ApiError
from kokoro_api.fields import Wanted
from kokoro_api.response import SoundResponse
from kokoro_api.speech import Speech, encoded, pcm
from kokoro_api.voices import VoiceName, catalogue, resolve

router = APIRouter(prefix="/v1", tags=["OpenAI"])
MODELS = ("kokoro", "tts-1", "tts-1-hd", "gpt-4o-mini-tts")
_CREATED = 1735689600  # 2025-01-01, when Kokoro-82M v1.0 was on its way
Format = Literal["mp3", "opus", "aac", "flac", "wav", "pcm"]


class SpeechRequest(Wanted):
    """What is to be spoken, and how."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"model": "kokoro", "input": "Hello there.", "voice": "af_bella"}}
    )
    input: str = Field(min_length=1, description="The text", examples=["Hello there."])
    voice: VoiceName = DEFAULT_VOICE
    model: str = Field("kokoro", max_length=200, description="All names mean Kokoro")
    response_format: Format = "mp3"
    speed: float = Field(1.0, ge=0.25, le=4.0)
    stream_format: Literal["audio", "sse"] = "audio"
    instructions: str = Field("", description="Taken, and without effect: Kokoro cannot be instructed")
    lang_code: str = Field(
        "", max_length=20, description="Empty is the voice's own; `auto` that of each paragraph", examples=["en-us"]
    )
    volume_multiplier: float = Field(1.0, ge=0.0, le=2.0)
    sentence_pause: float = Field(-1.0, le=10.0, description="Seconds of silence; negative is the service's own")
    paragraph_pause: float = Field(-1.0, le=10.0, description="Seconds of silence; negative is the service's own")


class ModelCard(BaseModel):
    """One model."""

    id: str = Field(examples=["kokoro"])
    object: Literal["model"] = "model"
    created: int = _CREATED
    owned_by: str = "hexgrad"


class ModelList(BaseModel):
    """The models, all names of one."""

    object: Literal["list"] = "list"
    data: list[ModelCard]


class SpeechModels(BaseModel):
    """The models that speak, as Open WebUI asks for them."""

    models: list[ModelCard]


class VoiceCard(BaseModel):
    """One voice."""

    id: str = Field(examples=["af_bella"])
    name: str = Field(examples=["Bella"])
    language: str = Field(examples=["en-us"])
    gender: str = Field(examples=["female"])


class VoiceList(BaseModel):
    """The voices there are."""

    voices: list[VoiceCard]


_SOUND: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The sound, as it is made",
        "content": {kind.partition(";")[0]: {} for kind in MEDIA_TYPES.values()} | {"text/event-stream": {}},
    }
}


@router.post("/audio/speech", response_class=Response, responses=_SOUND)
async def speech(wanted: SpeechRequest, here: Here) -> Response:
    """Speak a text. The sound comes while the rest of it is still being made."""
    said = Speech(
        here.check_text(wanted.input),
        resolve(wanted.voice),
        wanted.lang_code,
        wanted.speed,
        wanted.volume_multiplier,
        sentence_pause=wanted.sentence_pause,
        paragraph_pause=wanted.paragraph_pause,
    )
    pieces = encoded(pcm(here.model, said, here.metrics), encoder(wanted.response_format))
    if wanted.stream_format == "sse":
        return SoundResponse(_events(pieces, wanted.input), "text/event-stream")
    return SoundResponse(pieces, MEDIA_TYPES[wanted.response_format])


async def _events(pieces: AsyncGenerator[bytes, None], text: str) -> AsyncGenerator[bytes, None]:
    """OpenAI's server-sent events around the pieces; characters and bytes stand for tokens."""
    sent = 0
    async with contextlib.aclosing(pieces):
        async for piece in pieces:
            sent += len(piece)
            yield _event({"type": "speech.audio.delta", "audio": base64.b64encode(piece).decode()})
    usage = {"input_tokens": len(text), "output_tokens": sent, "total_tokens": len(text) + sent}
    yield _event({"type": "speech.audio.done", "usage": usage})


def _event(value: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(value)}\n\n".encode()


@router.get("/models")
async def models() -> ModelList:
    """The models' names, all of which mean Kokoro."""
    return ModelList(data=[ModelCard(id=name) for name in MODELS])


@router.get("/models/{model}")
async def model_card(model: Annotated[str, Path(examples=["kokoro"])]) -> ModelCard:
    """One model."""
    if model not in MODELS:
        raise ApiError(404, "model_not_found", f"there is no model “{model[:80]}”: {', '.join(MODELS)}", "model")
    return ModelCard(id=model)


@router.get("/audio/models")
async def speech_models() -> SpeechModels:
    """The same names, of models that speak."""
    return SpeechModels(models=(await models()).data)


@router.get("/audio/voices")
async def voices(here: Here) -> VoiceList:
    """The voices, blends included."""
    return VoiceList(
        voices=[
            VoiceCard(
                id=voice["name"], name=voice["title"] or voice["name"], language=voice["lang"], gender=voice["gender"]
            )
            for voice in await catalogue(here.model)
        ]
    )
