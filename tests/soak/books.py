"""What the journal says of all texts, requests and syntheses since a moment."""

from __future__ import annotations

import json
import re
import subprocess
import time
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FIELDS = (
    "UTTERANCE",
    "VOICE",
    "LANGUAGE",
    "OUTCOME",
    "REQUEST",
    "STATUS",
    "SYNTHESIS",
    "CLIENT_PID",
    "PRIORITY",
    "SYSLOG_IDENTIFIER",
    "MESSAGE",
    "SOAK",
)
SECONDS = 30.0


class Books:
    """Read once, after the last line: `mark` is a line of our own, behind which there is nothing to wait for."""

    def __init__(self, since: float) -> None:
        self.voices: dict[str, str] = {}
        """The texts that the service has taken, with their voice."""
        self.outcomes: defaultdict[str, list[str]] = defaultdict(list)
        """How each text ended, by every line that says so."""
        self.requests: defaultdict[str, list[int]] = defaultdict(list)
        """The statuses of each HTTP request, by every line that says so."""
        self.syntheses: Counter[tuple[int, str]] = Counter()
        """How many syntheses each process had made, by how they ended."""
        self.errors: Counter[str] = Counter()
        """Lines of errors, without their ids."""
        mark = f"{time.time():f}"
        line = f"MESSAGE=the soak is over\nSOAK={mark}\n"
        subprocess.run(["logger", "--journald"], input=line.encode(), check=True)
        limit = time.monotonic() + SECONDS
        while not any(entry.get("SOAK") == mark for entry in _entries(since, f"SOAK={mark}")):
            assert time.monotonic() < limit, "the journal does not keep up"
        for entry in _entries(since):
            self._enter(entry)

    def made(self, *clients: int) -> Counter[str]:
        """How the syntheses ended of these processes, or of all."""
        found: Counter[str] = Counter()
        for (client, outcome), number in self.syntheses.items():
            if client in clients or not clients:
                found[outcome] += number
        return found

    def _enter(self, entry: Mapping[str, str]) -> None:
        identity = entry.get("UTTERANCE", "")
        if "LANGUAGE" in entry:
            self.voices[identity] = entry["VOICE"]
        if "OUTCOME" in entry:
            self.outcomes[identity].append(entry["OUTCOME"])
        if "STATUS" in entry:
            self.requests[entry["REQUEST"]].append(int(entry["STATUS"]))
        if "SYNTHESIS" in entry:
            self.syntheses[int(entry["CLIENT_PID"]), entry["SYNTHESIS"]] += 1
        if int(entry.get("PRIORITY", 6)) <= 4 and "OUTCOME" not in entry:
            who = entry.get("SYSLOG_IDENTIFIER", "")
            self.errors[who + ": " + re.sub(r"[0-9a-f]{8}|[0-9]+", "…", str(entry.get("MESSAGE", "")))[:80]] += 1


def _entries(since: float, *matches: str) -> Iterator[Mapping[str, str]]:
    fields = ",".join(FIELDS)
    command = ["journalctl", "--user", "--output=json", f"--output-fields={fields}", f"--since=@{since:f}", *matches]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout
        for line in process.stdout:
            yield json.loads(line)
