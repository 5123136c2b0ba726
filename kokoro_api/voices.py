"""Voices as requests name them: by OpenAI's names, as `{"id": …}`, or by the model service's own."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

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

    model_config = ConfigDict(strict=True)
    id: str = Field(min_length=1, max_length=1000)


VoiceName = Annotated[
    str,
    Field(
        min_length=1,
        max_length=1000,
        description="A name (`af_bella`), a number, a blend's name or recipe, or one of OpenAI's names",
        examples=["af_bella", "af_bella(2)+af_sky", "nova"],
    ),
]


def resolve(voice: str | VoiceId) -> str:
    """The model service's name for it."""
    name = voice.id if isinstance(voice, VoiceId) else voice
    return _OPENAI.get(name, name)


async def catalogue(model: Model) -> list[dict[str, Any]]:
    """All voices, as the model service tells them."""
    voices: list[dict[str, Any]] = await model.ask(message.Voices())
    return voices
