"""Voices as requests name them: by OpenAI's names, as `{"id": …}`, or by the model service's own."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field, StringConstraints

from kokoro_ipc import message
from kokoro_ipc.bridge import Model

_OPENAI = {
    "alloy": "af_alloy",
    "ash": "am_puck",
    "ballad": "bm_lewis",
    "cedar": "am_michael",
    "coral": "af_bella",
    "echo": "am_echo",
    "fable": "bm_fable",
    "marin": "af_heart",
    "nova": "af_nova",
    "onyx": "am_onyx",
    "sage": "af_sarah",
    "shimmer": "af_aoede",
    "verse": "am_fenrir",
}


class VoiceId(BaseModel):
    """A voice by its id, as OpenAI has custom voices."""

    id: str = Field(min_length=1, max_length=1000)


def _name(given: object) -> object:
    """The id of a voice that is asked for by one; anything else is looked at as it is."""
    return given["id"] if isinstance(given, dict) and isinstance(given.get("id"), str) else given


_Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=1000),
    Field(
        description="A name (`af_bella`), a number, a blend's name or recipe, or one of OpenAI's names",
        examples=["af_bella", "af_bella(2)+af_sky", "nova"],
    ),
]
VoiceName = Annotated[_Name, BeforeValidator(_name, json_schema_input_type=_Name | VoiceId)]
"""How a request names a voice: its name, or an object with it."""


def resolve(voice: str) -> str:
    """The model service's name for it."""
    return _OPENAI.get(voice, voice)


async def catalogue(model: Model) -> list[dict[str, Any]]:
    """All voices, as the model service tells them."""
    voices: list[dict[str, Any]] = await model.ask(message.Voices())
    return voices
