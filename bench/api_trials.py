"""python -m bench.api_trials crowd|typing|health|near|cold: what the HTTP server bears, and how near it is.

crowd   many clients, each one request after the other: what is answered, and the memory of server and model service
typing  a WebSocket that types as a language model does, 5 characters every 20 ms: when the first sound comes
health  how long /healthz takes while 12 clients are served
near    the first sound over HTTP beside that on the model service's socket, turn by turn
cold    from nothing to an answer of a server that this starts, with a model service of its own

All but the last ask a server (--url) that runs already, before the model service that --socket names.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import functools
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

import httpx
from websockets.sync.client import connect

from bench import api
from bench.texts import PARAGRAPH
from kokoro_ipc import address, channel, hand_over, message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from websockets.sync.client import ClientConnection

PIECE, PIECE_SECONDS = 5, 0.02
STEPS = 5
"""How often memory is looked at."""
GENERATING = 12


def crowd(chosen: argparse.Namespace) -> None:
    """Serve a crowd, and tell of memory as it goes."""
    asyncio.run(_crowd(chosen.url, chosen.clients, chosen.requests))


async def _crowd(url: str, clients: int, requests: int) -> None:
    bounds = httpx.Limits(max_connections=None, max_keepalive_connections=None)
    async with httpx.AsyncClient(base_url=url, timeout=120, limits=bounds) as asking:
        print(f"{'requests':>8} {'seconds':>8}  {'server MB':>9} {'model MB':>9}  answers")
        print(f"{0:8d} {0:8.1f} ", *await _memory(asking))
        begun, answers = time.monotonic(), Counter[str]()
        each = requests // STEPS // clients
        for _ in range(STEPS):
            await asyncio.gather(*[_client(asking, each, answers) for _ in range(clients)])
            seconds = time.monotonic() - begun
            print(f"{answers.total():8d} {seconds:8.1f} ", *await _memory(asking), "", dict(answers), flush=True)


async def _client(asking: httpx.AsyncClient, requests: int, answers: Counter[str]) -> None:
    wanted = {"input": api.TEXT, "voice": "nova", "response_format": "pcm"}
    for _ in range(requests):
        try:
            answer = await asking.post("/v1/audio/speech", json=wanted)
            answers[_kind(answer)] += 1
        except httpx.HTTPError as error:
            answers[type(error).__name__] += 1


def _kind(answer: httpx.Response) -> str:
    """What a client makes of an answer."""
    if answer.status_code == 200:
        return "sound" if any(answer.content) else "silence"
    again = ", try again" if "retry-after" in answer.headers else ""
    return f"{answer.status_code} {answer.json()['error']['code']}{again}"


async def _memory(asking: httpx.AsyncClient) -> tuple[str, str]:
    """Private memory that no file backs, of the server and of the model service."""
    status = (await asking.get("/api/status")).json()
    with open(f"/proc/{status['pid']}/smaps_rollup", encoding="ascii") as file:
        private = next(int(line.split()[1]) for line in file if line.startswith("Private_Dirty"))
    return f"{private / 1024:9.1f}", f"{status['model']['memory_bytes'] / 2**20:9.1f}"


def typing(chosen: argparse.Namespace) -> None:
    """Type, and listen meanwhile."""
    with connect(f"{chosen.url.replace('http', 'ws', 1)}/v1/audio/speech/stream/ws", open_timeout=60) as talk:
        hand = threading.Thread(target=_type, args=[talk, PARAGRAPH])
        begun = time.monotonic()
        hand.start()
        first, length = 0.0, 0
        while isinstance(came := talk.recv(600), bytes):
            first = first or time.monotonic() - begun
            length += len(came)
        hand.join()
    clause = min(PARAGRAPH.index(mark) for mark in ".,?!;:" if mark in PARAGRAPH) + 1
    print(f"all of it was typed after {len(PARAGRAPH) / PIECE * PIECE_SECONDS:.2f} s")
    print(f"its first clause was typed after {clause / PIECE * PIECE_SECONDS:.2f} s")
    print(f"its first sound came after {first:.2f} s, all {length / api.BYTES_A_SECOND:.1f} s of it: {came}")


def _type(talk: ClientConnection, text: str) -> None:
    begun = time.monotonic()
    for at in range(0, len(text), PIECE):
        time.sleep(max(0.0, begun + at / PIECE * PIECE_SECONDS - time.monotonic()))
        talk.send(json.dumps({"segment_id": "1", "input": text[at : at + PIECE], "continue": True}))
    talk.send(json.dumps({"segment_id": "1", "continue": False}))


def health(chosen: argparse.Namespace) -> None:
    """Ask how it is while it has much to do."""
    makers = [threading.Thread(target=_hear, args=[chosen.url]) for _ in range(GENERATING)]
    for maker in makers:
        maker.start()
    taken = []
    with httpx.Client(base_url=chosen.url) as asking:
        while any(maker.is_alive() for maker in makers):
            taken.append(_seconds(lambda: asking.get("/healthz").raise_for_status()))
            time.sleep(PIECE_SECONDS)
    _tell("/healthz", taken)


def _hear(url: str) -> None:
    for _ in api.ws(url, PARAGRAPH):
        pass


def near(chosen: argparse.Namespace) -> None:
    """Take turns."""
    ways: dict[str, Callable[[], Iterator[bytes]]] = {
        "HTTP": lambda: api.http(chosen.url, api.TEXT),
        "the socket": lambda: api.socket(chosen.socket, api.TEXT),
    }
    taken: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(chosen.n + 1):
        for way, fetch in ways.items():
            taken[way].append(api.take(fetch()).first)
    for way in ways:
        _tell(f"first sound over {way}", taken[way][1:])
    pairs = zip(*taken.values(), strict=True)
    print(f"HTTP is {1000 * statistics.median(ours - theirs for ours, theirs in pairs):.1f} ms behind")


def cold(chosen: argparse.Namespace) -> None:
    """Start it all anew, each time."""
    taken: dict[str, list[float]] = {"/healthz": [], "/readyz": []}
    for _ in range(chosen.n):
        for path, seconds in taken.items():
            with tempfile.TemporaryDirectory() as directory, _server(directory) as url:
                seconds.append(_seconds(functools.partial(_ready, url + path)))
    for path, seconds in taken.items():
        _tell(f"{path} from nothing", seconds)


@contextlib.contextmanager
def _server(directory: str) -> Iterator[str]:
    """A server that has been handed its socket, and starts a model service of its own once it is asked."""
    environ = {**os.environ, "KOKORO_SOCKET": f"{directory}/model.sock"}
    with socket.create_server(("127.0.0.1", 0)) as listener:
        handing = [sys.executable, "-I", "-S", hand_over.__file__, str(listener.fileno())]
        command = [*handing, sys.executable, "-m", "kokoro_api", "--log-level", "warning"]
        with subprocess.Popen(command, env=environ, pass_fds=[listener.fileno()]) as process:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
            process.send_signal(signal.SIGTERM)
    with contextlib.suppress(OSError), channel.connect(environ["KOKORO_SOCKET"]) as model:
        model.send(message.Shutdown())
        model.receive(60)


def _ready(url: str) -> None:
    """Until it answers that it is."""
    while httpx.get(url, timeout=60).status_code != 200:
        time.sleep(0.005)


def _seconds(work: Callable[[], Any]) -> float:
    begun = time.monotonic()
    work()
    return time.monotonic() - begun


def _tell(what: str, seconds: list[float]) -> None:
    p50, p95 = (1000 * api.percentile(seconds, part) for part in (50, 95))
    print(f"{what}: p50 {p50:.1f} ms, p95 {p95:.1f} ms, at most {1000 * max(seconds):.1f} ms of {len(seconds)}")


TRIALS = {trial.__name__: trial for trial in (crowd, typing, health, near, cold)}


def main() -> None:
    """Try, and print."""
    parser = argparse.ArgumentParser(
        "python -m bench.api_trials", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("trial", choices=TRIALS)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--socket", default=address.socket_path(os.environ), help="the model service's")
    parser.add_argument("--clients", type=int, default=200, help="of the crowd")
    parser.add_argument("--requests", type=int, default=10_000, help="of the crowd, all together")
    parser.add_argument("--n", type=int, default=10, help="how often to be near or cold")
    chosen = parser.parse_args()
    TRIALS[chosen.trial](chosen)


if __name__ == "__main__":
    main()
