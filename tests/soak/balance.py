"""What the doors know against what the journal says."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from tests.soak.table import Line, at_most, same

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.soak.books import Books
    from tests.soak.tally import Tally

SERVERS = {
    "kokoro-api.service": ("http", "websocket"),
    "kokoro-wyoming.service": ("wyoming",),
    "sd_kokoro": ("speechd",),
}
"""The doors that each server keeps."""
HEARD, BROKEN_OFF = {"spoken", "written"}, {"replaced", "stopped"}


def lines(
    tallies: Mapping[str, Tally],
    command_voices: Sequence[str],
    books: Books,
    status: Mapping[str, Any],
    pids: Mapping[str, int],
) -> list[Line]:
    """All that has to add up; `status` is what the service itself has counted, `pids` are the servers' processes."""
    return [
        *_texts(tallies, books, status),
        *_commands(tallies["command"], command_voices, books),
        *_requests(tallies, books),
        *_sounds(tallies, books, status, pids),
    ]


def _texts(tallies: Mapping[str, Tally], books: Books, status: Mapping[str, Any]) -> list[Line]:
    known = {identity: end for tally in tallies.values() for identity, end in tally.texts.items()}
    ends = {identity: books.outcomes[identity] for identity in books.voices}
    awaited = {identity: end for identity, end in known.items() if end}
    outcomes = Counter(end for found in ends.values() for end in found)
    return [
        same("texts: taken", len(known) + sum(tallies["command"].statuses.values()), len(books.voices)),
        same("texts: counted by the service", int(status["utterances"]), len(books.voices)),
        same("texts: with one outcome", len(books.voices), sum(len(found) == 1 for found in ends.values())),
        same("texts: outcomes without one", 0, len(books.outcomes.keys() - books.voices.keys())),
        same(
            "texts: told their sender as logged", len(awaited), sum(ends.get(i) == [end] for i, end in awaited.items())
        ),
        *(
            same(f"texts: {end}", sum(told == end for told in awaited.values()), _of(books, awaited, end))
            for end in sorted(outcomes)
        ),
    ]


def _of(books: Books, texts: Mapping[str, str], end: str) -> int:
    return sum(books.outcomes[identity] == [end] for identity in texts)


def _commands(tally: Tally, voices: Sequence[str], books: Books) -> list[Line]:
    ends = [end for identity, voice in books.voices.items() if voice in voices for end in books.outcomes[identity]]
    return [
        same("say: exit 0, spoken", tally.statuses[0], sum(end in HEARD for end in ends)),
        same("say: exit 3, broken off", tally.statuses[3], sum(end in BROKEN_OFF for end in ends)),
        same("say: other ends", 0, tally.statuses.total() - tally.statuses[0] - tally.statuses[3]),
    ]


def _requests(tallies: Mapping[str, Tally], books: Books) -> list[Line]:
    asked = {identity: status for tally in tallies.values() for identity, status in tally.requests.items()}
    agreed = sum(books.requests[identity] == [status] for identity, status in asked.items())
    return [
        same("HTTP: requests", len(asked), len(books.requests)),
        same("HTTP: status as logged, once", len(asked), agreed),
    ]


def _sounds(
    tallies: Mapping[str, Tally], books: Books, status: Mapping[str, Any], pids: Mapping[str, int]
) -> list[Line]:
    found = []
    for who, names in SERVERS.items():
        made = books.made(pids[who])
        whole, cut = (sum(getattr(tallies[name], kind) for name in names) for kind in ("whole", "cut"))
        found.append(same(f"{who}: syntheses, whole or cut", whole + cut, made.total()))
        found.append(at_most(f"{who}: syntheses, heard whole", whole, made["sent"]))
    made = books.made()
    return [
        *found,
        same("all: syntheses counted by the service", int(status["syntheses"]), made.total()),
        same("all: cancelled counted by the service", int(status["cancelled"]), made["cancelled"]),
        same("all: syntheses that failed", 0, made.total() - made["sent"] - made["cancelled"]),
    ]
