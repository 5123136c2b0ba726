"""One file over HTTP into its part.

- What has come is never asked for twice: a request names the first byte it wants (Range), and the version
  that the earlier bytes are from (If-Range), so that a server whose file has changed sends the new one whole.
- A failure that may pass is a BrokenOffError and leaves the part as it is. Where bytes have come, the next
  tries are made here; a server that sends nothing at all is reported at once.
- The proxies are those that http_proxy, https_proxy and no_proxy name.
"""

from __future__ import annotations

import http.client
import re
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from .errors import BrokenOffError, FetchError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from .part import Part
    from .release import ModelFile

_PIECE = 1 << 18


class _StaleError(Exception):
    """The server has nothing that goes on from where the part ends."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the files are.

    `mirror` is the folder's address; `timeout` the seconds that its server may be silent; `pauses` the
    seconds to wait before each new try once a connection has broken off.
    """

    mirror: str
    timeout: float
    pauses: Sequence[float]

    def bring(self, file: ModelFile, part: Part, progress: Callable[[str, int, int], None]) -> None:
        """Add what `part` lacks of `file`; raises FetchError, or OSError where the disk cannot take it."""
        left: Iterator[float] = iter(())
        furthest = part.length
        while part.length < file.size:
            try:
                _request(file, part, f"{self.mirror.rstrip('/')}/{file.name}", progress, self.timeout)
            except _StaleError:
                part.restart()
            except BrokenOffError as error:
                if part.length > furthest:  # a server that begins again and again gets nowhere
                    furthest, left = part.length, iter(self.pauses)
                pause = next(left, None)
                if pause is None:
                    raise BrokenOffError(_with_way_on(error, file, part)) from error
                time.sleep(pause)


def _with_way_on(error: BrokenOffError, file: ModelFile, part: Part) -> str:
    if not part.length:
        return str(error)
    return f"{error}; the next fetch goes on from {part.length * 100 // file.size} % of {file.name}"


def _request(file: ModelFile, part: Part, url: str, progress: Callable[[str, int, int], None], timeout: float) -> None:
    host = urllib.parse.urlsplit(url).netloc
    with _open(url, part, host, timeout) as response:
        _begin(response, file, part, host)
        progress(file.name, part.length, file.size)
        for piece in _pieces(response, host):
            if part.length + len(piece) > file.size:
                part.restart()
                raise _wrong_size(f"more than {file.size:,}", file, host)
            part.append(piece)
            progress(file.name, part.length, file.size)
    if part.length < file.size:
        raise BrokenOffError(f"the connection to {host} broke off")


def _open(url: str, part: Part, host: str, timeout: float) -> http.client.HTTPResponse:
    opener = _opener()
    opener.addheaders = [("User-Agent", "kokoro-model"), *_range(part)]
    try:
        response: http.client.HTTPResponse = opener.open(url, timeout=timeout)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and part.length:
            raise _StaleError from error
        raise _refusal(error, host, url) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _unreachable(error, host) from error
    return response


def _opener() -> urllib.request.OpenerDirector:
    """What urllib's usual opener does, for http and https alone."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.UnknownHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener


def _range(part: Part) -> list[tuple[str, str]]:
    if not part.length:
        return []
    wanted = ("Range", f"bytes={part.length}-")
    return [wanted, ("If-Range", part.validator)] if part.validator else [wanted]


def _begin(response: http.client.HTTPResponse, file: ModelFile, part: Part, host: str) -> None:
    """Make the part end where the response begins."""
    if response.status == HTTPStatus.PARTIAL_CONTENT:
        named = re.fullmatch(r"bytes (\d+)-\d+/(\d+|\*)", response.headers.get("Content-Range", ""))
        if named is None or int(named[1]) != part.length:
            raise _StaleError
        total = named[2]
    else:
        part.restart(_validator(response))
        total = response.headers.get("Content-Length", "*")
    if total not in ("*", str(file.size)):
        part.restart()
        raise _wrong_size(f"{int(total):,}", file, host)


def _validator(response: http.client.HTTPResponse) -> str:
    etag = response.headers.get("ETag", "")
    # If-Range takes no weak tag: it would not promise the same bytes.
    return etag if etag.startswith('"') else response.headers.get("Last-Modified", "")


def _pieces(response: http.client.HTTPResponse, host: str) -> Iterator[bytes]:
    try:
        while piece := response.read1(_PIECE):
            yield piece
    except TimeoutError as error:
        raise BrokenOffError(f"{host} fell silent") from error
    except (OSError, http.client.HTTPException) as error:
        raise BrokenOffError(f"the connection to {host} broke off") from error


def _wrong_size(found: str, file: ModelFile, host: str) -> FetchError:
    return FetchError(
        f"{host} sends {found} bytes as {file.name} instead of {file.size:,}: use another mirror, "
        "or sign in first where this network asks for it"
    )


def _refusal(error: urllib.error.HTTPError, host: str, url: str) -> FetchError:
    if error.code in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return FetchError(f"{url} does not exist ({error.code}): check the mirror's address")
    answer = f"{host} answers {error.code} {error.reason}"
    if error.code >= HTTPStatus.INTERNAL_SERVER_ERROR or error.code == HTTPStatus.TOO_MANY_REQUESTS:
        return BrokenOffError(f"{answer}: try again later, or use another mirror")
    return FetchError(f"{answer}: check the mirror's address and the proxy settings")


def _unreachable(error: Exception, host: str) -> FetchError:
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, ssl.SSLError):
        why = getattr(reason, "verify_message", "") or reason.reason
        return FetchError(
            f"{host} cannot prove its identity ({why}): check this machine's clock, certificates and proxy"
        )
    why = getattr(reason, "strerror", "") or str(reason)
    return BrokenOffError(f"{host} cannot be reached ({why}): check the network and the proxy settings")
