"""Blends of voices by names of one's own. They are usable at once, by every program."""

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import Response
from pydantic import BaseModel, Field

from kokoro_api.context import Here
from kokoro_api.errors import ApiError
from kokoro_api.fields import Wanted
from kokoro_api.voices import catalogue
from kokoro_ipc import message

router = APIRouter(prefix="/api/blends", tags=["Blends"])
Name = Annotated[str, Path(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,59}$", examples=["mine"])]


class Recipe(Wanted):
    """What a blend is mixed from."""

    recipe: str = Field(min_length=1, max_length=1000, examples=["af_bella(2)+af_sky"])


class Blend(BaseModel):
    """A blend that is kept."""

    name: str = Field(examples=["mine"])
    recipe: str = Field(examples=["af_bella(2)+af_sky"])


@router.get("")
async def blends(here: Here) -> list[Blend]:
    """The blends that are kept."""
    return [Blend.model_validate(voice) for voice in await catalogue(here.model) if voice["recipe"]]


@router.put("/{name}")
async def keep(name: Name, wanted: Recipe, here: Here) -> Blend:
    """Keep a blend by this name, in place of the one that has it."""
    return Blend.model_validate(await here.model.ask(message.Blend(name=name, recipe=wanted.recipe)))


@router.delete("/{name}", status_code=204, response_class=Response)
async def forget(name: Name, here: Here) -> None:
    """Forget a blend."""
    if all(blend.name != name for blend in await blends(here)):
        raise ApiError(404, "not_found", f"there is no blend {name}", "name")
    await here.model.ask(message.Unblend(name=name))
