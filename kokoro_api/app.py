"""The app: its routes, and what a request passes through on its way to them."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from kokoro_api import errors
from kokoro_api.context import Context
from kokoro_api.guard import Guard
from kokoro_api.observe import Observe
from kokoro_api.paths import PlainPaths
from kokoro_api.routes import blends, captions, openai, operations, page, realtime, speak, streaming, websocket
from kokoro_api.traffic import Traffic

if TYPE_CHECKING:
    from kokoro_api.limits import Settings
    from kokoro_ipc.bridge import Model


def create(model: Model, settings: Settings) -> FastAPI:
    """The app of one server."""
    context = Context(model, settings)
    access = settings.access
    cors = Middleware(CORSMiddleware, allow_origins=sorted(access.origins), allow_methods=["*"], allow_headers=["*"])
    app = FastAPI(
        title="Kokoro speech",
        version=version("kokoro-say"),
        description="Text in, speech out while the rest is being made. One warm model for all.",
        responses=errors.RESPONSES,
        docs_url=None,  # its page would be fetched from elsewhere
        redoc_url=None,
        redirect_slashes=False,
        middleware=[
            Middleware(PlainPaths),
            Middleware(Observe, metrics=context.metrics),
            Middleware(Guard, access=access),
            *([cors] if access.origins else []),
            Middleware(Traffic, limits=settings.limits),
        ],
    )
    app.state.context = context
    errors.install(app)
    for family in (openai, streaming, websocket, captions, blends, speak, realtime, operations):
        app.include_router(family.router)
    app.mount("/static", page.files)
    app.include_router(page.router)
    return app
