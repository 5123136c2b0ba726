"""Speaking on this machine's own speakers, and a file back: the routes of the drafts' api.py."""

from typing import Any, Literal

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from kokoro_api.context import Here
from kokoro_api.encode import MEDIA_TYPES, encoder
from kokoro_api.fields import Wanted
from kokoro_api.response import SoundResponse
from kokoro_api.speech import Speech, encoded, pcm
from kokoro_api.voices import VoiceName, resolve
from kokoro_ipc import message

router = APIRouter(tags=["Speakers"])


class SynthesizeRequest(Wanted):
    """What is to be spoken, and how."""

    model_config = ConfigDict(json_schema_extra={"example": {"text": "Hello there.", "voice": "af_bella"}})
    text: str = Field(min_length=1, examples=["Hello there."])
    voice: VoiceName | None = None
    lang: str = Field("", max_length=20, description="Empty is the voice's own; `auto` that of each paragraph")
    speed: float = Field(1.0, ge=0.5, le=2.0)
    volume: float = Field(1.0, ge=0.0, le=2.0)
    sentence_pause: float = Field(-1.0, le=10.0, description="Seconds of silence; negative is the service's own")
    paragraph_pause: float = Field(-1.0, le=10.0, description="Seconds of silence; negative is the service's own")


class SpeakRequest(SynthesizeRequest):
    """As for a file; `mode` append waits behind what the voice says, replace cuts it off."""

    mode: Literal["replace", "append"] = "replace"


class Accepted(BaseModel):
    """The text is held, and will be spoken."""

    id: str = Field(examples=["1f2e3d4c"])
    voice: str = Field(examples=["af_bella"])
    lang: str = Field(examples=["en-us"])
    notice: str = Field(examples=[""])


class Health(BaseModel):
    """The server is there."""

    status: Literal["ok"] = "ok"


_WAV: dict[int | str, dict[str, Any]] = {200: {"description": "The sound", "content": {"audio/wav": {}}}}


@router.post("/synthesize")
async def synthesize(wanted: SpeakRequest, here: Here) -> Accepted:
    """Speak on the server's speakers, as `say` does: what the voice was saying is cut off."""
    spoken = message.Speak(
        voice=resolve(wanted.voice or here.voice),
        lang=wanted.lang,
        speed=wanted.speed,
        volume=wanted.volume,
        sentence_pause=wanted.sentence_pause,
        paragraph_pause=wanted.paragraph_pause,
        mode=wanted.mode,
        payload=here.check_text(wanted.text).encode(),
    )
    async with here.model.link() as link:
        await link.send(spoken)
        accepted = await link.receive()
    here.note_utterance(getattr(accepted, "id", ""))
    return Accepted.model_validate(accepted, from_attributes=True)


@router.post("/synthesize-file", response_class=Response, responses=_WAV)
async def synthesize_file(wanted: SynthesizeRequest, here: Here) -> Response:
    """A WAV file, as it is made."""
    voice = resolve(wanted.voice or here.voice)
    said = Speech(
        here.check_text(wanted.text),
        voice,
        wanted.lang,
        wanted.speed,
        wanted.volume,
        sentence_pause=wanted.sentence_pause,
        paragraph_pause=wanted.paragraph_pause,
    )
    return SoundResponse(encoded(pcm(here.model, said, here.metrics), encoder("wav")), MEDIA_TYPES["wav"])


@router.get("/health")
async def health() -> Health:
    """Whether the server is there."""
    return Health()
