"""The sound goes: the server is started anew or stays away, the device is unplugged, with another there or none."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from tests.end_to_end.conftest import pactl
from tests.end_to_end.journal import logged_at
from tests.end_to_end.sound_server import SERVICES, bring_speakers, no_sound_server, systemctl
from tests.end_to_end.test_session import LONG, unit
from tests.end_to_end.test_sound_server import Changes, choose, streams
from tests.listening import Recorder, bursts, from_wav
from tests.listening.recorder import PAREC

if TYPE_CHECKING:
    from pathlib import Path

    from tests.end_to_end.command import Say
    from tests.end_to_end.faults.recovery import Recovery
    from tests.end_to_end.journal import Journal

MOST_ENTRIES = 100
"""Of a voice in the journal, in the time of a test."""


LOST, GONE = re.compile(rb"sound device|the voice af_heart died"), re.compile("no_audio_device|voice_failed")
"""What is told of a text whose device goes in mid-sound; the latter where the kernel was faster than the voice."""


def pull_out(sink: str) -> None:
    """Take a sink away as a plug is pulled: nobody is asked to move first."""
    (module,) = [
        line.split()[0] for line in pactl("list", "short", "modules").splitlines() if f"sink_name={sink}" in line
    ]
    pactl("unload-module", module)


def test_the_sink_is_unplugged_and_another_takes_over(
    run_say: Say, recorder: Recorder, recovery: Recovery, journal: Journal
) -> None:
    pactl("load-module", "module-null-sink", "sink_name=headphones")
    choose("headphones")
    with Recorder((*PAREC, "--device=headphones.monitor")) as headphones:
        began = run_say(stdin=LONG).began
        begun = headphones.wait_for_sound(began)
        headphones.samples(begun, begun + 1)
        (before,) = streams()
        struck = time.monotonic()
        with Changes() as changes:
            pull_out("headphones")
            changes.wait_for("'change' on sink-input")
        moved = time.monotonic()
    well = recorder.wait_for_sound(moved)
    recorder.samples(well, well + 1)
    (after,) = streams()
    assert (after["index"], after["sink"] != before["sink"]) == (before["index"], True)
    assert journal.entries(began, OUTCOME=re.compile(".")) == []
    recovery.note(struck, well, heard="a gap; the rest at the other device", kept="all but what the device held")


def test_the_last_sink_is_unplugged(run_say: Say, recorder: Recorder, recovery: Recovery, journal: Journal) -> None:
    began = run_say(stdin=LONG).began
    recorder.wait_for_sound(began)
    pull_out("speakers")
    struck = time.monotonic()
    bring_speakers()
    recorder.restart()
    well = recorder.wait_for_sound(struck)
    recorder.samples(well, well + 1)
    assert journal.entries(began, OUTCOME=re.compile(".")) == []
    recovery.note(
        struck, well, heard="silence until one is plugged in; then the text, as far as it is", kept="what comes then"
    )


def test_the_sound_server_is_gone_for_good(
    run_say: Say, recorder: Recorder, recovery: Recovery, journal: Journal, tmp_path: Path
) -> None:
    with run_say.start("-w", LONG) as reading:
        recorder.wait_for_sound(time.monotonic())
        struck = time.monotonic()
        with no_sound_server():
            _, complaint = reading.communicate(timeout=20)
            told = logged_at(journal.wait_for(struck, OUTCOME=GONE))
            assert reading.returncode == 1, complaint
            assert LOST.search(complaint), complaint
            assert "device" in run_say("-w", "Nobody hears me.", status=1).stderr
            run_say("-w", "-o", "kept.wav", "This is written all the same.", cwd=str(tmp_path))
    assert bursts(from_wav(tmp_path / "kept.wav"))
    recovery.note(struck, told, heard=f"silence; {complaint.decode().splitlines()[-1]}", kept="`-o` works on")
    recorder.restart()
    back = run_say("-w", "Here I am again.")
    well = recorder.wait_for_sound(back.began)
    recovery.note(back.began, well, heard="with the server back, the next text", kept="all later texts")


def test_pipewire_starts_anew(run_say: Say, recorder: Recorder, recovery: Recovery, journal: Journal) -> None:
    with run_say.start("-w", LONG) as reading:
        recorder.wait_for_sound(time.monotonic())
        struck = time.monotonic()
        systemctl("restart", *SERVICES)
        _, complaint = reading.communicate(timeout=20)
        told = logged_at(journal.wait_for(struck, OUTCOME=GONE))
    assert reading.returncode == 1
    assert LOST.search(complaint), complaint
    recovery.note(struck, told, heard=f"silence; {complaint.decode().splitlines()[-1]}", kept="later texts")
    bring_speakers()
    recorder.restart()
    again = run_say("-w", "Here I am again.")
    well = recorder.wait_for_sound(again.began)
    recovery.note(again.began, well, heard="the next text, this long after the command", kept="all later texts")
    written = journal.entries(struck, _SYSTEMD_USER_UNIT=unit("af_heart"))
    assert len(written) < MOST_ENTRIES, "the journal was flooded"


def test_the_pulse_server_starts_anew(run_say: Say, recorder: Recorder, recovery: Recovery, journal: Journal) -> None:
    """A voice is PipeWire's own client; but the sink is this server's."""
    began = run_say(stdin=LONG).began
    recorder.wait_for_sound(began)
    struck = time.monotonic()
    systemctl("restart", "pipewire-pulse.service")
    bring_speakers()
    recorder.restart()
    well = recorder.wait_for_sound(struck)
    assert journal.entries(began, OUTCOME=re.compile(".")) == []
    recovery.note(struck, well, heard="a gap", kept="the text, but for what nobody could hear")
