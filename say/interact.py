"""say -i: every line is spoken as it is entered. Lines queue, so that fast typing loses no words; ^C silences."""

from __future__ import annotations

import sys

from kokoro_ipc import launch, message
from kokoro_ipc.errors import NOTHING_TO_SAY, FailureError, ProtocolError
from kokoro_ipc.message import Accepted, Failed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kokoro_ipc.channel import Channel
    from say.options import Options


def run(wanted: Options, environ: Mapping[str, str]) -> int:
    """Speak lines until the input ends; gives the exit status."""
    with launch.connect(environ) as channel:
        voice = notice = ""
        for line in _lines():
            if line is None:
                if voice:
                    _ask(channel, message.Stop(voice=voice))
            elif line.strip() and (accepted := _speak(channel, wanted, line)):
                voice = accepted.voice
                if accepted.notice != notice:
                    notice = accepted.notice
                    sys.stderr.write(f"say: {notice}\n")
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


def _speak(channel: Channel, wanted: Options, line: str) -> Accepted | None:
    """Have a line spoken; None where there is nothing to say in it."""
    speak = message.Speak(
        voice=wanted.voice,
        lang=wanted.lang,
        form=wanted.form,
        speed=wanted.speed,
        volume=wanted.volume,
        sentence_pause=wanted.pauses[0],
        paragraph_pause=wanted.pauses[1],
        device=wanted.device,
        mode="append",
        payload=line.encode(errors="replace"),
    )
    try:
        answer = _ask(channel, speak)
    except FailureError as failure:
        if failure.code == NOTHING_TO_SAY:
            return None
        raise
    if not isinstance(answer, Accepted):
        raise ProtocolError(f"the model service answered with {answer.kind}")
    return answer


def _ask(channel: Channel, wanted: message.Message) -> message.Message:
    channel.request(wanted)
    answer = channel.receive()
    if isinstance(answer, Failed):
        raise FailureError(answer.code, answer.message)
    return answer
