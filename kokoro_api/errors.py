"""What went wrong, as an answer: a status, and OpenAI's shape of an error on every route."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from kokoro_api.fields import complaint
from kokoro_ipc import errors
from kokoro_ipc.bridge import ModelUnreachableError
from kokoro_ipc.errors import FailureError

if TYPE_CHECKING:
    from fastapi import FastAPI, Request

RETRY_SECONDS = 2
_STATUS = {
    errors.BAD_REQUEST: 400,
    errors.NOTHING_TO_SAY: 400,
    errors.UNKNOWN_VOICE: 400,
    errors.UNKNOWN_LANGUAGE: 400,
    errors.TOO_LONG: 413,
    errors.BUSY: 429,
    errors.ENGINE_FAILED: 500,
    errors.VOICE_FAILED: 502,
    errors.NO_AUDIO_DEVICE: 503,
    errors.OUTPUT_FAILED: 500,
    errors.SHUTTING_DOWN: 503,
}
_RETRY = {429, 503}
_PARAMS = {
    errors.UNKNOWN_VOICE: "voice",
    errors.UNKNOWN_LANGUAGE: "lang_code",
    errors.NOTHING_TO_SAY: "input",
}
"""The field that is wrong where the model service says so."""
_SAME = (("input", "text"), ("voice", "voice_name", "recipe"), ("lang_code", "lang", "language"))
"""What different routes call the same field."""
_AS_JSON = "send a JSON object in UTF-8, with the header content-type: application/json"
_INSTEAD = {
    "/v1/audio/voices/combine": "send the recipe as the voice (af_bella(2)+af_sky), or PUT /api/blends/NAME to keep it",
    "/v1/audio/voices/combine_with_weights": "send the recipe as the voice, as in af_bella(2)+af_sky",
    "/dev/generate_from_phonemes": "write [word](/phonemes/) in the input of /v1/audio/speech",
    "/v1/audio/speech/stream/ws": "it is a WebSocket, to be reached by ws://",
    "/v1/audio/transcriptions": "this server speaks, and does not listen",
}
"""What serves in place of routes that other servers have."""


class ErrorDetail(BaseModel):
    """What is wrong; `code` is for programs, `message` one sentence for people."""

    message: str = Field(examples=["there is no voice “af_nobody”: did you mean af_nova?"])
    type: str = Field(examples=["invalid_request_error"])
    param: str | None = Field(examples=["voice"])
    code: str | None = Field(examples=["unknown_voice"])


class ErrorBody(BaseModel):
    """Every error's body."""

    error: ErrorDetail


class ApiError(Exception):
    """An error with its answer."""

    def __init__(self, status: int, code: str, message: str, param: str | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.param = status, code, param
        self.message = message.encode(errors="replace").decode()  # it may quote half a character

    @classmethod
    def of(cls, error: Exception) -> ApiError:
        """The answer to an error of the model service, or of the way to it."""
        if isinstance(error, ApiError):
            return error
        if isinstance(error, FailureError):
            return cls(_STATUS.get(error.code, 500), error.code, error.message, _PARAMS.get(error.code))
        return cls(503, "model_unreachable", str(error))

    @property
    def headers(self) -> dict[str, str]:
        """When to try again, where that helps; how to show a key."""
        if self.status in _RETRY:
            return {"retry-after": str(RETRY_SECONDS)}
        return {"www-authenticate": "Bearer"} if self.status == 401 else {}

    @property
    def body(self) -> dict[str, object]:
        """OpenAI's shape."""
        kind = "invalid_request_error" if self.status < 500 else "server_error"
        return {"error": {"message": self.message, "type": kind, "param": self.param, "code": self.code}}

    @property
    def response(self) -> JSONResponse:
        """The answer."""
        return JSONResponse(self.body, self.status, self.headers)


FAILURES = (ApiError, FailureError, ModelUnreachableError)
"""What an answer is known for."""
RESPONSES: dict[int | str, dict[str, object]] = {
    "4XX": {"model": ErrorBody, "description": "What is wrong with the request, or what it has to wait for"},
    "5XX": {"model": ErrorBody, "description": "What went wrong here"},
}


def install(app: FastAPI) -> None:
    """Let every error of the app end in that shape."""
    for kind in FAILURES:
        app.add_exception_handler(kind, _failed)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(Exception, _broken)


async def _failed(request: Request, error: Exception) -> JSONResponse:
    answer = ApiError.of(error)
    answer.param = _own_name(request, answer.param)
    return answer.response


def _own_name(request: Request, param: str | None) -> str | None:
    """A field as the route of the request names it: a text is its `input` or its `text`."""
    same = next((names for names in _SAME if param in names), ())
    fields = _fields(request) if same else set()
    return next((name for name in same if name in fields), param)


def _fields(request: Request) -> set[str]:
    """The fields of the route that answers a request, in its query and in its body."""
    schema = request.app.openapi()
    operation = schema["paths"][request.scope["route"].path][request.method.lower()]
    names = {parameter["name"] for parameter in operation.get("parameters", ())}
    for body in operation.get("requestBody", {}).get("content", {}).values():
        names |= schema["components"]["schemas"][body["schema"]["$ref"].rpartition("/")[2]]["properties"].keys()
    return names


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        said = f"the body is not JSON: {first['ctx']['error']} at character {first['loc'][1] + 1}"
        return ApiError(400, "bad_request", said).response
    if first["loc"] == ("body",) and first["type"] == "missing":
        return ApiError(400, "bad_request", f"the request has no body: {_AS_JSON}").response
    if isinstance(first["input"], bytes):
        kind = request.headers.get("content-type", "")[:80]
        said = f"the body is not JSON but {kind}" if kind else "the body does not say that it is JSON"
        return ApiError(415, "unsupported_media_type", f"{said}: {_AS_JSON}").response
    param, sentence = complaint([{**first, "loc": first["loc"][1:]}])
    return ApiError(400, "bad_request", sentence, param).response


async def _refused(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return ApiError(404, "not_found", _no_route(request)).response
    if error.status_code == 405:
        methods = _methods(request)
        said = f"{request.url.path} takes {' or '.join(methods)}, not {request.method}"
        response = ApiError(405, "method_not_allowed", said).response
        response.headers["allow"] = ", ".join(methods)
        return response
    return ApiError(error.status_code, "bad_request", f"the body cannot be read: {_AS_JSON}").response


def _no_route(request: Request) -> str:
    path = request.url.path
    if path in _INSTEAD:
        return f"there is no {path}: {_INSTEAD[path]}"
    near = difflib.get_close_matches(path[:80], request.app.openapi()["paths"], n=1, cutoff=0.8)
    return f"there is no {path[:80]}: " + (f"did you mean {near[0]}?" if near else "GET /openapi.json lists the routes")


def _methods(request: Request) -> list[str]:
    """What may be done at a request's path; a router names the methods of its first route there alone."""
    paths = request.app.openapi()["paths"]
    parts = request.url.path.split("/")
    for path, operations in paths.items():
        pattern = path.split("/")
        if len(pattern) == len(parts) and all(a == b or a[:1] == "{" for a, b in zip(pattern, parts, strict=True)):
            return sorted(method.upper() for method in operations)
    return ["GET"]  # the page and its files


async def _broken(_: Request, __: Exception) -> JSONResponse:
    return ApiError(500, "internal", "the server has a fault: its journal has the details").response
