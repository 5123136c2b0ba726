"""A page that operates the server, and its files. They come from nowhere else, and go into no other site's frame."""

import os
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

router = APIRouter()
_POLICY = "default-src 'self'; media-src 'self' blob:; img-src 'self' data:; frame-ancestors 'none'"
_HEADERS = {
    "cache-control": "no-cache",  # kept, but asked for each time whether it is the same: a new version is seen at once
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
}


class _Files(StaticFiles):
    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """The file, or 304 where the browser has it."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers.update(_HEADERS)
        return response


files = _Files(directory=Path(__file__).parent.parent / "static")


@router.get("/", include_in_schema=False)
async def page(asked: Request) -> Response:
    """The page."""
    return await files.get_response("index.html", asked.scope)
