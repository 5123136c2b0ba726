"""How the server is: for service managers, monitors and the page."""

import asyncio
import os
from importlib.metadata import version
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel, Field

from kokoro_api.context import Context, Here
from kokoro_api.errors import ApiError
from kokoro_api.routes.speak import Health
from kokoro_ipc import message
from kokoro_ipc.bridge import ModelUnreachableError
from kokoro_ipc.errors import FailureError

router = APIRouter(tags=["Operations"])
_MODEL_SECONDS = 5.0
_VERSIONS = ("kokoro-say", "kokoro-onnx", "onnxruntime")


class Ready(BaseModel):
    """What speaks, and on what device."""

    engines: list[str] = Field(examples=[["espeak", "kokoro"]])
    state: str = Field(examples=["espeak ready, kokoro ready (CPUExecutionProvider)"])
    provider: str = Field(examples=["CPUExecutionProvider"], description="What runs Kokoro; empty while it sleeps")


class Status(BaseModel):
    """This server's part; `model` is the model service's own answer."""

    versions: dict[str, str] = Field(examples=[{"kokoro-say": "0.1.0", "onnxruntime": "1.23.2"}])
    pid: int
    voice: str
    model: dict[str, Any]


async def _model_status(here: Context) -> dict[str, Any]:
    try:
        async with asyncio.timeout(_MODEL_SECONDS):
            status: dict[str, Any] = await here.model.ask(message.Status())
    except TimeoutError:
        raise ModelUnreachableError(f"the model service does not answer within {_MODEL_SECONDS:g} s") from None
    return status


@router.get("/healthz")
async def healthz() -> Health:
    """Whether this server lives; the model service is not asked."""
    return Health()


@router.get("/readyz")
async def readyz(here: Here) -> Ready:
    """Whether a text would be spoken at once; 503 while an engine loads."""
    status = await _model_status(here)
    if status["loading"]:
        raise ApiError(503, "loading", f"an engine is loading: {status['engine_state']}")
    return Ready(engines=status["engines"], state=status["engine_state"], provider=status["provider"])


@router.get("/api/status")
async def status(here: Here) -> Status:
    """Everything that the page shows of the server and of the model service."""
    versions = {name: version(name) for name in _VERSIONS}
    return Status(versions=versions, pid=os.getpid(), voice=here.voice, model=await _model_status(here))


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
async def metrics(here: Here) -> Response:
    """Counters in Prometheus's form."""
    try:
        model = await _model_status(here)
    except (FailureError, ModelUnreachableError):
        model = {}
    return Response(here.metrics.text(model), media_type=CONTENT_TYPE_LATEST)
