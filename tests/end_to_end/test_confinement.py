"""What the units are kept from, and that nothing is missing: as they are, confined more, and where that is refused."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import urllib.request
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.conftest import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.end_to_end.command import Say
    from tests.end_to_end.units import Units
    from tests.listening import Recorder

SERVICES = ["kokoro-model", "kokoro-voice@af_heart_en-us", "kokoro-api", "kokoro-wyoming", "kokoro-mpris"]
SCORES = dict(zip(SERVICES, [6.0, 6.1, 5.2, 5.2, 5.9], strict=True))
"""As systemd 252 counts; others count a little differently, by less than SLACK."""
SLACK = 0.3
CONFINED = 3.0
LONG = "This is a rather long text, which goes on and on and does not come to an end at all. " * 20
DROPIN = os.path.expanduser("~/.local/share/systemd/user/kokoro-.service.d/confined.conf")


def systemctl(*args: str) -> None:
    subprocess.run(["systemctl", "--user", "--quiet", *args], check=True)


@pytest.fixture(scope="class")
def confined(installed: str) -> Iterator[None]:
    """All units are confined as far as they can be."""
    systemctl("stop", "kokoro-*.service")
    if subprocess.run([os.path.join(CHECKOUT, "packaging", "confine")], check=False).returncode:
        pytest.skip("this machine refuses user namespaces to units")
    yield
    systemctl("stop", "kokoro-*.service")
    os.unlink(DROPIN)
    systemctl("daemon-reload")


def exposure(service: str) -> float:
    """What `systemd-analyze security` gives a service: 0 is least exposed, 10 most."""
    command = ["systemd-analyze", "--user", "security", "--no-pager", f"{service}.service"]
    told = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    found = re.search(r"exposure level for .*: ([\d.]+)", told)
    assert found, told
    return float(found[1])


@pytest.mark.parametrize("service", SERVICES)
def test_no_service_is_exposed_more_than_is_told(installed: str, service: str) -> None:
    assert exposure(service) <= SCORES[service] + SLACK


@contextlib.contextmanager
def listening(socket: str) -> Iterator[None]:
    systemctl("start", socket)
    try:
        yield
    finally:
        systemctl("stop", socket, socket.replace(".socket", ".service"))


def state(process: int) -> dict[str, str]:
    """What the kernel tells of a process's rights."""
    with open(f"/proc/{process}/status", encoding="ascii") as file:
        return dict(line.strip().split(":\t", 1) for line in file if ":\t" in line)


@pytest.mark.usefixtures("ports")
def test_no_process_has_rights_that_it_could_lose(run_say: Say, units: Units, recorder: Recorder) -> None:
    """That is why the sets of capabilities, which count most in the scores, may stay as they are."""
    with listening("kokoro-api.socket"), listening("kokoro-wyoming.socket"):
        urllib.request.urlopen("http://127.0.0.1:8000/healthz", timeout=20).close()
        systemctl("start", "kokoro-wyoming.service")
        run_say(LONG)
        for service in SERVICES:
            process = units.wait_for(f"{service}.service", ActiveState="active")["MainPID"]
            rights = state(process)
            assert (rights["NoNewPrivs"], rights["Seccomp"]) == ("1", "2"), service
            assert not any(int(rights[kind], 16) for kind in ("CapPrm", "CapEff", "CapInh", "CapAmb")), service


@pytest.mark.usefixtures("confined")
class TestConfined:
    """All at 3.0 or lower, and all speaks."""

    @pytest.mark.parametrize("service", SERVICES)
    def test_a_service_is_exposed_little(self, service: str) -> None:
        assert exposure(service) <= CONFINED

    def test_it_speaks_and_media_keys_are_served(self, run_say: Say, recorder: Recorder, units: Units) -> None:
        began = run_say(LONG).began
        recorder.wait_for_sound(began)
        assert state(units.wait_for("kokoro-mpris.service", ActiveState="active")["MainPID"])["CapBnd"] == "0" * 16
        for service in SERVICES[:2]:
            process = units.properties(f"{service}.service")["MainPID"]
            assert os.readlink(f"/proc/{process}/ns/user") != os.readlink("/proc/self/ns/user")

    def test_files_are_written_wherever_the_user_may(self, run_say: Say, tmp_path: Path) -> None:
        for place in (tmp_path, os.path.expanduser("~"), os.environ["XDG_RUNTIME_DIR"], "/dev/shm"):
            path = os.path.join(place, f"say-test-{os.getpid()}.wav")
            run_say("-w", "-o", path, "Hello there.")
            assert os.path.getsize(path) > 1000
            os.unlink(path)

    def test_what_is_taught_and_blended_is_kept(self, run_say: Say) -> None:
        run_say("--teach", "nginx=engine x")
        run_say("--blend", "mine=af_bella(2)+af_sky")
        run_say("--forget", "nginx")
        run_say("--unblend", "mine")

    @pytest.mark.usefixtures("ports")
    def test_the_http_server_speaks_and_sees_neither_bus_nor_a_place_to_write(self, units: Units) -> None:
        with listening("kokoro-api.socket"):
            with urllib.request.urlopen("http://127.0.0.1:8000/tts?text=Hello.", timeout=60) as answer:
                assert len(answer.read()) > 10_000
            process = units.properties("kokoro-api.service")["MainPID"]
            with open(f"/proc/{process}/mountinfo", encoding="utf-8") as file:
                mounts = {line.split()[4]: line.split()[5].split(",") for line in file}
        runtime = os.environ["XDG_RUNTIME_DIR"]
        assert f"{runtime}/bus" in mounts
        assert {place for place in ("/", "/home", os.path.expanduser("~")) if "rw" in mounts.get(place, [])} == set()

    @pytest.mark.usefixtures("ports")
    def test_the_wyoming_server_starts(self, units: Units) -> None:
        with listening("kokoro-wyoming.socket"):
            systemctl("start", "kokoro-wyoming.service")
            assert units.properties("kokoro-wyoming.service")["ActiveState"] == "active"


def test_a_device_that_needs_what_is_forbidden_is_told_of(run_say: Say) -> None:
    """PortAudio's callback lies in memory that is written and run: no voice could be heard without, and says so."""
    place = os.path.expanduser("~/.local/share/systemd/user/kokoro-voice@am_adam_en-us.service.d")
    os.makedirs(place)
    with open(f"{place}/forbidden.conf", "w", encoding="ascii") as conf:
        conf.write("[Service]\nMemoryDenyWriteExecute=yes\n")
    systemctl("daemon-reload")
    try:
        said = run_say("-w", "-v", "am_adam", "Hello.", status=1)
    finally:
        shutil.rmtree(place)
        systemctl("daemon-reload")
    assert "the sound device does not open" in said.stderr


@pytest.fixture
def refused(installed: str, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a second user manager, in which nobody gets a user namespace."""
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    for server in ("api", "wyoming"):  # at no port, which may be another's
        place = runtime / "systemd" / "user" / f"kokoro-{server}.socket.d"
        place.mkdir(parents=True)
        (place / "local.conf").write_text(f"[Socket]\nListenStream=\nListenStream=%t/{server}.sock\n")
    environ = {**os.environ, "XDG_RUNTIME_DIR": str(runtime), "DBUS_SESSION_BUS_ADDRESS": f"unix:path={runtime}/bus"}
    given = [f"--setenv={name}={environ[name]}" for name in ("XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS")]
    manager = ["/usr/lib/systemd/systemd", "--user", "--unit=basic.target"]
    limits = ["--property=RestrictNamespaces=~user", "--property=Delegate=yes", "--property=Type=notify"]
    subprocess.run(
        ["systemd-run", "--user", "--quiet", "--unit=say-test-manager", *limits, *given, *manager], check=True
    )
    try:
        yield environ
    finally:
        systemctl("stop", "say-test-manager.service")


def test_it_speaks_where_user_namespaces_are_refused(refused: dict[str, str], installed: str, tmp_path: Path) -> None:
    """By the same units: what they cannot have of what they ask for is passed over."""
    path = tmp_path / "hello.wav"
    probe = ["systemd-run", "--user", "--quiet", "--wait", "--property=PrivateUsers=yes", "true"]
    assert subprocess.run(probe, env=refused, check=False).returncode, "the bed refuses nothing"
    subprocess.run([f"{installed}/say", "-w", "-o", str(path), "Hello there."], env=refused, timeout=60, check=True)
    assert path.stat().st_size > 1000
    for service in ("kokoro-api", "kokoro-wyoming"):
        subprocess.run(["systemctl", "--user", "start", f"{service}.service"], env=refused, check=True)
        subprocess.run(
            ["systemctl", "--user", "stop", f"{service}.socket", f"{service}.service"], env=refused, check=True
        )
