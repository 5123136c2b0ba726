"""python -m bench.api: what clients of the HTTP server wait for, by protocol and by how many there are at once.

The server (--url) runs already, before the model service that --socket names. Each client asks for the same text --n
times, one after the other, and takes the sound as fast as it comes.
"""

from __future__ import annotations

import argparse
import functools
import json
import os
import statistics
import subprocess
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kokoro_ipc import address, channel, message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import httpx
    from openai import OpenAI

BYTES_A_SECOND = 48_000
TEXT = "The quick brown fox jumps over the lazy dog near the old river."
_BARS = 40


@dataclass(frozen=True)
class Take:
    """One request: seconds to its first sound and to its end, and seconds of sound."""

    first: float
    whole: float
    sound: float


def http(url: str, text: str) -> Iterator[bytes]:
    """The stream route, without the silence before it."""
    with _client().stream("POST", f"{url}/v1/audio/speech/stream", json={"input": text}) as answer:
        answer.raise_for_status()
        yield from _without_priming(answer.iter_raw())


@functools.cache
def _client() -> httpx.Client:
    """One for all, because it takes 20 ms to make."""
    import httpx

    return httpx.Client(timeout=600, limits=httpx.Limits(max_connections=None))


def ws(url: str, text: str) -> Iterator[bytes]:
    """The WebSocket."""
    from websockets.sync.client import connect

    with connect(f"{url.replace('http', 'ws', 1)}/v1/audio/speech/stream/ws", open_timeout=600) as socket:
        socket.send(json.dumps({"input": text, "continue": False}))
        while isinstance(came := socket.recv(600), bytes):
            yield came
        if (told := json.loads(came))["type"] != "end":
            raise RuntimeError(told["message"])


def openai(url: str, text: str) -> Iterator[bytes]:
    """OpenAI's own client."""
    speech = _openai_client(url).audio.speech.with_streaming_response
    with speech.create(model="kokoro", voice="af_heart", input=text, response_format="pcm") as answer:
        yield from answer.iter_bytes()


@functools.cache
def _openai_client(url: str) -> OpenAI:
    from openai import OpenAI

    return OpenAI(base_url=f"{url}/v1", api_key="none", max_retries=0, timeout=600)


def socket(path: str, text: str) -> Iterator[bytes]:
    """The model service's socket itself."""
    with channel.connect(path) as model:
        model.send(message.Synthesize(voice="af_heart", lang="en-us", payload=text.encode()))
        while not isinstance(came := model.receive(), message.AudioEnd):
            if isinstance(came, message.Failed):
                raise RuntimeError(came.message)
            if isinstance(came, message.Audio):
                yield came.payload


def say(_: str, text: str) -> Iterator[bytes]:
    """The command, up to the end of what it speaks; its first sound cannot be seen from here."""
    subprocess.run(["say", "--wait", text], check=True, capture_output=True)
    yield b""


PROTOCOLS: dict[str, Callable[[str, str], Iterator[bytes]]] = {
    "http": http,
    "ws": ws,
    "openai": openai,
    "socket": socket,
    "say": say,
}


def _without_priming(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """From the first piece on that is not silence alone."""
    for piece in pieces:
        if piece.strip(b"\0"):
            yield piece
            break
    yield from pieces


def take(pieces: Iterator[bytes]) -> Take:
    """Time one request."""
    began, first, size = time.monotonic(), 0.0, 0
    for piece in pieces:
        first = first or time.monotonic() - began
        size += len(piece)
    return Take(first, time.monotonic() - began, size / BYTES_A_SECOND)


def crowd(fetch: Callable[[], Iterator[bytes]], clients: int, each: int) -> tuple[list[Take], list[str], float]:
    """So many clients at once; gives what they took, what went wrong, and how long all of it was."""
    takes: list[Take] = []
    errors: list[str] = []
    start = threading.Barrier(clients + 1)

    def client() -> None:
        start.wait()
        for _ in range(each):
            try:
                takes.append(take(fetch()))
            except Exception as error:  # noqa: BLE001
                errors.append(f"{type(error).__name__}: {error}")

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.monotonic()
    for thread in threads:
        thread.join()
    return takes, errors, time.monotonic() - began


def percentile(values: list[float], part: int) -> float:
    """The value that `part` percent are not above."""
    return statistics.quantiles(values, n=100, method="inclusive")[part - 1] if len(values) > 1 else sum(values)


def row(clients: int, takes: list[Take], errors: list[str], seconds: float) -> tuple[str, float]:
    """A line of the table, and its p95."""
    first = [one.first for one in takes]
    p50, p95, p99 = (percentile(first, part) for part in (50, 95, 99))
    sound = sum(one.sound for one in takes)
    factor = statistics.median(one.whole / one.sound for one in takes if one.sound) if sound else 0.0
    figures = f"{clients:8d} {p50:8.3f} {p95:8.3f} {p99:8.3f} {factor:8.3f} {sound / seconds:8.2f} {len(errors):8d}"
    return figures, p95


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser("python -m bench.api", description=__doc__)
    parser.add_argument("--proto", choices=PROTOCOLS, default="http")
    parser.add_argument("--n", type=int, default=10, help="requests of each client")
    parser.add_argument("--concurrency", default="1,2,4,8,12", help="clients at once, between commas")
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--socket", default=address.socket_path(os.environ), help="the model service's")
    parser.add_argument("--text", default=TEXT)
    parser.add_argument("--bound", type=float, default=1.0, help="seconds to the first sound that p95 has to hold")
    chosen = parser.parse_args()
    place = chosen.socket if chosen.proto == "socket" else chosen.url
    fetch = PROTOCOLS[chosen.proto]
    take(fetch(place, chosen.text))  # the first one wakes everything up
    print(f"{'clients':>8} {'p50 s':>8} {'p95 s':>8} {'p99 s':>8} {'rtf':>8} {'sound/s':>8} {'errors':>8}")
    tails: dict[int, float] = {}
    for clients in map(int, chosen.concurrency.split(",")):
        takes, errors, seconds = crowd(lambda: fetch(place, chosen.text), clients, chosen.n)
        line, tail = row(clients, takes, errors, seconds)
        print(line, *sorted(set(errors))[:1], flush=True)
        if takes and not errors:
            tails[clients] = tail
    picture(tails, chosen.bound)


def picture(tails: dict[int, float], bound: float) -> None:
    """p95 as bars, and the most clients that it holds the bound for."""
    longest = max([*tails.values(), bound])
    print("\np95 of the time to the first sound")
    for clients, tail in tails.items():
        print(f"{clients:8d} {'█' * max(1, round(tail / longest * _BARS))} {tail:.3f} s")
    held = [clients for clients, tail in tails.items() if tail <= bound]
    print(f"\nAt most {bound:g} s for {max(held)} clients at once" if held else f"\nMore than {bound:g} s for all")


if __name__ == "__main__":
    main()
