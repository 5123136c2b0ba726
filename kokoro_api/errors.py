"""What went wrong, as an answer: a status, and OpenAI's shape of an error on every route."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

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
_PARAMS = {errors.UNKNOWN_VOICE: "voice", errors.NOTHING_TO_SAY: "input"}
_RETRY = {429, 503}


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
        self.status, self.code, self.message, self.param = status, code, message, param

    @classmethod
    def of(cls, error: Exception) -> ApiError:
        """The answer to an error of the model service, or of the way to it."""
        if isinstance(error, ApiError):
            return error
        if isinstance(error, FailureError):
            param = _PARAMS.get(error.code)
            return cls(_STATUS.get(error.code, 500), error.code, error.message, param)
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


async def _failed(_: Request, error: Exception) -> JSONResponse:
    return ApiError.of(error).response


async def _invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = [str(part) for part in first["loc"] if part not in {"body", "query", "path"}]
    param = ".".join(where) or None
    said = str(first["msg"])
    return ApiError(400, "bad_request", f"{param}: {said}" if param else said, param).response


async def _refused(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code = {404: "not_found", 405: "method_not_allowed"}.get(error.status_code, "bad_request")
    response = ApiError(error.status_code, code, str(error.detail)).response
    response.headers.update(error.headers or {})
    if error.status_code == 405:
        response.headers["allow"] = ", ".join(_methods(request))
    return response


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
