"""The WebSocket route: text comes in pieces, as a language model writes it, and goes out as sound."""

from fastapi import APIRouter
from starlette.websockets import WebSocket

from kokoro_api.context import Here
from kokoro_api.conversation import Conversation

router = APIRouter()


@router.websocket("/v1/audio/speech/stream/ws")
async def converse(socket: WebSocket, here: Here) -> None:
    """See kokoro_api.conversation."""
    await socket.accept()
    await Conversation(socket, here).run()
