"""Streams for players that take raw sound: `/v1/audio/speech/stream`."""

from typing import Any, Literal

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import ConfigDict, Field

from kokoro_api.context import Here
from kokoro_api.encode import MEDIA_TYPES, encoder
from kokoro_api.fields import Wanted
from kokoro_api.response import SoundResponse
from kokoro_api.speech import Speech, encoded, framed, pcm
from kokoro_api.voices import VoiceName, resolve

router = APIRouter(prefix="/v1/audio/speech", tags=["Streams"])


class StreamRequest(Wanted):
    """What is to be spoken, and how."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"input": "Hello there.", "voice": "female", "format": "pcm"}}
    )
    input: str = Field(min_length=1, description="The text", examples=["Hello there."])
    voice: VoiceName = "female"
    format: Literal["pcm", "opus"] = Field("pcm", description="`opus` is Ogg/Opus, `pcm` s16le mono 24,000 Hz")
    speed: float = Field(1.0, ge=0.25, le=4.0)
    lang_code: str = Field("", max_length=20, description="Empty is the voice's own; `auto` that of each paragraph")


_SOUND: dict[int | str, dict[str, Any]] = {
    200: {"description": "The sound, chunk by chunk as it is made", "content": {"audio/pcm": {}, "audio/ogg": {}}}
}


@router.post("/stream", response_class=Response, responses=_SOUND)
async def stream(wanted: StreamRequest, here: Here) -> Response:
    """Stream a text's sound. Raw sound begins with a moment of silence (`PRIME_BYTES`), so that players open early."""
    said = Speech(here.check_text(wanted.input), resolve(wanted.voice), wanted.lang_code, wanted.speed)
    streaming = here.settings.streaming
    prime = streaming.prime_bytes if wanted.format == "pcm" else 0
    sound = framed(pcm(here.model, said, here.metrics, prime=prime), streaming.chunk_seconds)
    return SoundResponse(encoded(sound, encoder(wanted.format)), MEDIA_TYPES[wanted.format])
