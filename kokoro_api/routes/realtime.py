"""What a page needs that operates the server: the routes of the realtime draft."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import BaseModel, Field

from kokoro_api.context import Here
from kokoro_api.encode import MEDIA_TYPES, encoder
from kokoro_api.response import SoundResponse
from kokoro_api.routes.openai import Format
from kokoro_api.speech import Speech, encoded, pcm
from kokoro_api.voices import catalogue, resolve
from kokoro_ipc import message

router = APIRouter(tags=["Page"])
_ENGINES = ["auto", "espeak"]


class Engines(BaseModel):
    """What may speak Kokoro's voices: `auto` is Kokoro where it can."""

    engines: list[str] = Field(examples=[_ENGINES])
    chosen: str = Field(examples=["auto"])
    state: str = Field(examples=["espeak ready, kokoro ready (CPUExecutionProvider)"])


class Voice(BaseModel):
    """A voice of the catalogue; `recipe` is what a blend is mixed from, `loaded` and `speaking` tell of its process."""

    number: int | None
    name: str = Field(examples=["af_bella"])
    title: str = Field(examples=["Bella"])
    lang: str = Field(examples=["en-us"])
    gender: str = Field(examples=["female"])
    engine: str = Field(examples=["kokoro"])
    recipe: str = ""
    loaded: bool
    speaking: bool


class Chosen(BaseModel):
    """What was set."""

    chosen: str


_SOUND: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The sound, as it is made",
        "content": {kind.partition(";")[0]: {} for kind in MEDIA_TYPES.values()},
    }
}


@router.get("/tts", response_class=Response, responses=_SOUND)
async def tts(
    here: Here,
    *,
    text: Annotated[str, Query(min_length=1, examples=["Hello there."])],
    voice: Annotated[str, Query(max_length=1000, description="Empty is the one that was set")] = "",
    speed: Annotated[float, Query(ge=0.25, le=4.0)] = 1.0,
    lang: Annotated[
        str, Query(max_length=20, description="Empty is the voice's own; `auto` that of each paragraph")
    ] = "",
    form: Annotated[Format, Query(alias="format")] = "wav",
) -> Response:
    """A sound that plays while it comes: for the `src` of an `<audio>`."""
    said = Speech(here.check_text(text), resolve(voice or here.voice), lang, speed)
    return SoundResponse(encoded(pcm(here.model, said, here.metrics), encoder(form)), MEDIA_TYPES[form])


@router.get("/engines")
async def engines(here: Here) -> Engines:
    """The engines that may be chosen."""
    status = await here.model.ask(message.Status())
    return Engines(engines=_ENGINES, chosen=status["engine_wanted"], state=status["engine_state"])


@router.post("/set_engine")
async def set_engine(here: Here, engine_name: Annotated[Literal["auto", "espeak"], Query(examples=["auto"])]) -> Chosen:
    """Choose what speaks Kokoro's voices from now on, for all programs."""
    await here.model.ask(message.UseEngine(engine=engine_name))
    return Chosen(chosen=engine_name)


@router.get("/voices")
async def voices(here: Here) -> list[Voice]:
    """All voices, Kokoro's first."""
    return [Voice.model_validate(voice) for voice in await catalogue(here.model)]


@router.post("/setvoice")
async def set_voice(here: Here, voice_name: Annotated[str, Query(min_length=1, max_length=1000)]) -> Chosen:
    """Choose the voice of `/tts`, `/synthesize` and `/synthesize-file` where they name none."""
    voice = resolve(voice_name)
    await _check_voice(here, voice)
    here.voice = voice
    return Chosen(chosen=voice)


async def _check_voice(here: Here, voice: str) -> None:
    """Raises FailureError where there is no such voice: the model service is asked for its silence."""
    async with here.model.synthesis(Speech("", voice).request(more=True)):
        pass


@router.get("/languages")
async def languages(here: Here) -> list[str]:
    """The languages that voices have."""
    return sorted({voice["lang"] for voice in await catalogue(here.model)})
