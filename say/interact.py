"""say -i: every line is spoken as it is entered. Lines queue, so that fast typing loses no words; ^C silences."""

from __future__ import annotations

import sys

from kokoro_ipc import launch, message
from kokoro_ipc.errors import FailureError
from kokoro_ipc.message import Accepted, Failed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kokoro_ipc.channel import Channel
    from say.options import Options


def run(wanted: Options, environ: Mapping[str, str]) -> int:
    """Speak lines until the input ends; gives the exit status."""
    with launch.connect(environ) as channel:
        noticed = False
        for line in _lines():
            if line is None:
                _ask(channel, message.Stop(voice=wanted.voice))
            elif line.strip():
                notice = _speak(channel, wanted, line)
                if notice and not noticed:
                    sys.stderr.write(f"say: {notice}\n")
                    noticed = True
    return 0


def _lines() -> Iterator[str | None]:
    """What is entered, line by line; None for ^C."""
    terminal = sys.stdin.isatty()
    if terminal:
        import readline  # noqa: F401 - its import gives input() editing and history
    while True:
        try:
            yield input("say> " if terminal else "")
        except EOFError:
            if terminal:
                sys.stdout.write("\n")
            return
        except KeyboardInterrupt:
            sys.stdout.write("\n")
            yield None


def _speak(channel: Channel, wanted: Options, line: str) -> str:
    """Have a line spoken; gives the notice that comes with it."""
    speak = message.Speak(
        voice=wanted.voice,
        lang=wanted.lang,
        speed=wanted.speed,
        volume=wanted.volume,
        device=wanted.device,
        mode="append",
        payload=line.encode(errors="replace"),
    )
    answer = _ask(channel, speak)
    return answer.notice if isinstance(answer, Accepted) else ""


def _ask(channel: Channel, wanted: message.Message) -> message.Message:
    channel.send(wanted)
    answer = channel.receive()
    if isinstance(answer, Failed):
        raise FailureError(answer.code, answer.message)
    return answer
