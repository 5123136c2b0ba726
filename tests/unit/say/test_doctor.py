"""What `say --doctor` looks at itself: each world once as it should be, once broken, and mended by the command."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import pwd
import socket
import subprocess
import threading
from contextlib import contextmanager, suppress
from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest

from kokoro_ipc import message
from kokoro_ipc.address import lock_path
from kokoro_ipc.channel import Channel
from kokoro_ipc.checkup import NOTE, PROBLEM, WELL, Finding
from kokoro_ipc.errors import DisconnectedError
from say.doctor import others, place, programs, sockets, units
from say.doctor.here import Here
from say.doctor.report import as_json, as_text
from tests.somebody_else import only_for_root, open_to_all, somebody_else

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path


@pytest.fixture
def here(tmp_path: Path) -> Here:
    """A user with a home and a runtime directory, and nothing in them."""
    for name in ("home", "run", "bin"):
        (tmp_path / name).mkdir(mode=0o700)
    environ = {
        "HOME": f"{tmp_path}/home",
        "XDG_RUNTIME_DIR": f"{tmp_path}/run",
        "PATH": f"{tmp_path}/bin:/usr/bin:/bin",
        "USER": "somebody",
    }
    return Here(environ, f"{tmp_path}/bin/say", f"{tmp_path}/prefix")


def program(path: str, script: str) -> str:
    """A small real program."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"#!/bin/sh\n{script}\n")
    os.chmod(path, 0o755)
    return path


def kinds(found: Iterable[Finding]) -> list[str]:
    return [finding.kind for finding in found]


def mended(found: Iterable[Finding], here: Here, again: Callable[[Mapping[str, str]], Iterable[Finding]]) -> bool:
    """Whether the only problem is gone once its command has been run; `again` looks in the environment behind it."""
    (wrong,) = [finding for finding in found if finding.kind != WELL]
    shell = f"{wrong.command}\nenv -0"
    done = subprocess.run(["bash", "-c", shell], env=dict(here.environ), capture_output=True, check=True)
    told = done.stdout.decode().split("\0")[:-1]
    return set(kinds(again(dict(line.partition("=")[::2] for line in told)))) == {WELL}


# --- where things are


def test_the_first_say_on_the_path_is_the_installed_one(here: Here, tmp_path: Path) -> None:
    program(here.program, "")
    assert kinds(place.on_path(here)) == [WELL]
    program(f"{here.home}/.local/bin/say", "")
    found = list(place.on_path(here))
    assert found[0].kind == PROBLEM
    assert mended(found, here, lambda environ: place.on_path(Here(environ, here.program, here.prefix)))


def test_a_say_that_is_not_on_the_path_is_told(here: Here, tmp_path: Path) -> None:
    elsewhere = Here(here.environ, program(f"{tmp_path}/my own/say", ""), here.prefix)
    found = list(place.on_path(elsewhere))
    assert kinds(found) == [NOTE]
    assert mended(found, here, lambda environ: place.on_path(Here(environ, elsewhere.program, here.prefix)))


def test_a_runtime_directory_that_is_none_is_told(here: Here, tmp_path: Path) -> None:
    assert kinds(place.runtime(here)) == [WELL]
    gone = Here({**here.environ, "XDG_RUNTIME_DIR": f"{tmp_path}/gone"}, here.program, here.prefix)
    found = list(place.runtime(gone))
    assert kinds(found) == [PROBLEM]
    assert mended(found, gone, lambda environ: place.runtime(Here(environ, here.program, here.prefix)))


@pytest.mark.parametrize("broken", ["closed", "a file"])
def test_directories_that_cannot_be_used_are_mended(here: Here, broken: str) -> None:
    assert kinds(place.directories(here)) == [WELL]
    path = f"{here.home}/.config/kokoro"
    os.makedirs(os.path.dirname(path))
    if broken == "closed":
        os.mkdir(path)
        os.chmod(path, 0o500)
    else:
        program(path, "")
    found = list(place.directories(here))
    assert kinds(found) == [PROBLEM]
    assert mended(found, here, lambda _: place.directories(here))


def test_a_home_that_is_missing_is_told_once(here: Here, tmp_path: Path) -> None:
    gone = Here({**here.environ, "HOME": f"{tmp_path}/gone"}, here.program, here.prefix)
    found = list(place.directories(gone))
    assert kinds(found) == [PROBLEM]
    assert "which is no directory" in found[0].text
    assert found[0].command in {f"export HOME={pwd.getpwuid(os.getuid()).pw_dir}", ""}


@only_for_root
def test_what_is_not_the_users_to_have_is_never_given_to_them(here: Here, tmp_path: Path) -> None:
    open_to_all(tmp_path)
    nowhere = Here({**here.environ, "HOME": "/", "XDG_CONFIG_HOME": "/etc"}, here.program, here.prefix)
    with somebody_else():
        found = list(place.directories(nowhere))
    assert kinds(found) == [PROBLEM] * 4
    assert [finding.command for finding in found] == [""] * 4
    assert "set XDG_CONFIG_HOME to one of yours" in found[1].text


# --- sockets


@contextmanager
def listener(path: str) -> Iterator[socket.socket]:
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path)
        os.chmod(path, 0o600)
        made.listen()
        yield made


def test_a_socket_that_listens_is_told_without_being_connected_to(here: Here) -> None:
    assert "made by the first text" in next(iter(sockets.check(here))).text
    with listener(here.socket) as made:
        made.setblocking(False)
        (found,) = sockets.check(here)
        with pytest.raises(BlockingIOError):
            made.accept()
    assert (found.kind, "listens" in found.text) == (WELL, True)
    assert "nobody listens" in next(iter(sockets.check(here))).text


@pytest.mark.parametrize(("mode", "of"), [(0o755, "directory"), (0o666, "socket")])
def test_a_socket_that_is_open_to_others_is_mended(here: Here, mode: int, of: str) -> None:
    with listener(here.socket):
        os.chmod(os.path.dirname(here.socket) if of == "directory" else here.socket, mode)
        found = list(sockets.check(here))
        assert kinds(found) == [PROBLEM]
        assert mended(found, here, lambda _: sockets.check(here))


def test_what_is_no_socket_is_told_and_mended(here: Here) -> None:
    os.mkdir(os.path.dirname(here.socket), mode=0o700)
    program(here.socket, "")
    found = list(sockets.check(here))
    assert kinds(found) == [PROBLEM]
    assert mended(found, here, lambda _: sockets.check(here))


@contextmanager
def service(here: Here, *answers: message.Message) -> Iterator[None]:
    """A service that runs and answers so, then hangs up; without answers it says nothing."""
    with listener(here.socket) as made, open(lock_path(here.socket), "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        def serve() -> None:
            connection, _ = made.accept()
            with Channel(connection) as channel:
                channel.receive()
                for answer in answers:
                    channel.send(answer)
                with suppress(DisconnectedError):
                    channel.receive()

        thread = threading.Thread(target=serve)
        thread.start()
        yield
        thread.join(10)


def status(**values: object) -> message.Message:
    return message.Ok(
        payload=json.dumps({"version": version("kokoro-say"), "engine_state": "espeak ready"} | values).encode()
    )


ANSWERS: dict[str, tuple[list[message.Message], str, str]] = {
    "as it should": ([status()], WELL, "espeak ready"),
    "of another version": ([status(version="0.0.9")], PROBLEM, "0.0.9"),
    "with an engine that failed": ([status(engine_state="kokoro: it does not load")], PROBLEM, "does not load"),
    "something else": ([message.Retired()], PROBLEM, "it says retired"),
    "no JSON": ([message.Ok(payload=b"{")], PROBLEM, "not answer as it should"),
}


@pytest.mark.parametrize("how", ANSWERS)
def test_a_service_that_runs_is_asked(here: Here, how: str) -> None:
    answers, kind, told = ANSWERS[how]
    with service(here, *answers):
        (found,) = sockets.check(here)
    assert (found.kind, told in found.text) == (kind, True), found
    assert bool(found.command) == (kind == PROBLEM)


def test_a_service_that_says_nothing_is_not_waited_for(here: Here) -> None:
    with service(here):
        (found,) = sockets.check(here, seconds=0.1)
    assert (found.kind, found.command) == (PROBLEM, "say --kill")


def test_a_port_that_is_taken_is_seen() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert sockets.taken(port)
    assert not sockets.taken(port)


# --- units

LOADED = """Id={id}
LoadState={load}
ActiveState=active
UnitFileState=enabled
FragmentPath={home}/.local/share/systemd/user/{id}
NeedDaemonReload=no
Result=success
NRestarts=0
WatchdogUSec=30s
"""


def systemd(here: Here, change: Callable[[str, str], str] = lambda _, text: text, failed: str = "") -> Here:
    """A user manager as far as `systemctl` shows it; `change` changes what it says of a unit."""
    os.makedirs(f"{here.environ['XDG_RUNTIME_DIR']}/systemd")
    with open(f"{here.environ['XDG_RUNTIME_DIR']}/systemd/private", "w", encoding="ascii"):
        pass
    names = (*units.NEEDED, *units.OTHERS)
    shown = "\n".join(change(name, LOADED.format(id=name, load="loaded", home=here.home)) for name in names)
    program(
        os.path.join(os.path.dirname(here.program), "systemctl"),
        f"case $* in *--property=Id*) cat <<'EOF'\n{shown}\nEOF\n;; *list-units*) echo '{failed}' ;; esac",
    )
    return here


def test_units_as_they_should_be_are_well(here: Here) -> None:
    assert "no systemd user manager" in next(iter(units.check(here))).text
    assert kinds(units.check(systemd(here))) == [WELL]


WRONG_UNITS = {
    "masked": ("kokoro-model.socket", "LoadState=loaded", "LoadState=masked", PROBLEM, "unmask"),
    "masked keys": ("kokoro-mpris.service", "LoadState=loaded", "LoadState=masked", NOTE, "unmask"),
    "missing": ("kokoro-model.service", "LoadState=loaded", "LoadState=not-found", PROBLEM, "install"),
    "bad": ("kokoro-model.service", "LoadState=loaded", "LoadState=bad-setting", PROBLEM, "install"),
    "changed": ("kokoro-api.socket", "Reload=no", "Reload=yes", PROBLEM, "daemon-reload"),
    "in another's place": ("kokoro-model.service", ".local/share", ".config", PROBLEM, "mv "),
    "disabled": ("kokoro-model.socket", "UnitFileState=enabled", "UnitFileState=disabled", NOTE, "enable --now"),
    "inactive": (
        "kokoro-model.socket",
        "ActiveState=active",
        "ActiveState=inactive",
        NOTE,
        "start kokoro-model.socket",
    ),
    "restarted": ("kokoro-model.service", "NRestarts=0", "NRestarts=7", NOTE, ""),
    "unwatched": ("kokoro-model.service", "USec=30s", "USec=0", NOTE, ""),
    "empty": (
        "kokoro-model.service",
        "WatchdogUSec",
        "ExecStart={ path=/gone/python ; argv[]=x }\nX",
        PROBLEM,
        "install",
    ),
}


@pytest.mark.parametrize("wrong", WRONG_UNITS)
def test_a_unit_that_is_not_as_it_should_be_is_told(here: Here, wrong: str) -> None:
    unit, was, is_now, kind, command = WRONG_UNITS[wrong]
    systemd(here, lambda name, text: text.replace(was, is_now) if name == unit else text)
    (found,) = units.check(here)
    assert (found.kind, unit in found.text, command in found.command) == (kind, True, True), found


def test_a_unit_that_has_failed_is_told(here: Here) -> None:
    (found,) = units.check(systemd(here, failed="kokoro-voice@a_b.service loaded failed failed Voice"))
    assert (found.kind, found.command) == (PROBLEM, "systemctl --user reset-failed kokoro-voice@a_b.service")


def test_a_user_manager_that_does_not_answer_is_told(here: Here) -> None:
    systemd(here)
    program(os.path.join(os.path.dirname(here.program), "systemctl"), "echo no bus >&2; exit 1")
    (found,) = units.check(here)
    assert (found.kind, "no bus" in found.text) == (PROBLEM, True)


def test_files_that_are_not_as_they_were_installed_are_told(here: Here) -> None:
    unit = program(f"{here.home}/.local/share/systemd/user/kokoro-model.service", "[Unit]")
    os.makedirs(here.prefix)
    with open(unit, "rb") as file, open(f"{here.prefix}/sums", "w", encoding="utf-8") as sums:
        sums.write(f"{hashlib.sha256(file.read()).hexdigest()}  {unit}\n")
    assert list(units.changed(here)) == []
    program(unit, "[Unit]\n# older")
    assert "is not as it was installed" in next(iter(units.changed(here))).text
    os.remove(unit)
    assert "is gone" in next(iter(units.changed(here))).text


# --- others


def test_speech_dispatcher_finds_the_module_where_its_configuration_lets_it(here: Here, tmp_path: Path) -> None:
    conf = f"{tmp_path}/speechd.conf"
    nowhere = Here({**here.environ, "PATH": os.path.dirname(here.program)}, here.program, here.prefix)
    assert "not needed" in next(iter(others.speech_dispatcher(nowhere, conf))).text
    program(os.path.join(os.path.dirname(here.program), "speech-dispatcher"), "")
    assert kinds(others.speech_dispatcher(here, conf)) == [NOTE], "the module is missing"
    program(f"{here.home}/.local/libexec/speech-dispatcher-modules/sd_kokoro", "")
    assert kinds(others.speech_dispatcher(here, conf)) == [WELL]
    program(conf, 'AddModule "espeak-ng" "sd_espeak-ng" "espeak-ng.conf"')
    found = list(others.speech_dispatcher(here, conf))
    assert kinds(found) == [PROBLEM]
    assert mended(found, here, lambda _: others.speech_dispatcher(here, conf))
    with open(f"{here.home}/.config/speech-dispatcher/speechd.conf", encoding="utf-8") as file:
        assert "sd_espeak-ng" in file.read()


def test_a_journal_that_cannot_be_read_is_told(here: Here) -> None:
    assert "kokoro.log" in next(iter(others.journal(here))).text
    journalctl = os.path.join(os.path.dirname(systemd(here).program), "journalctl")
    program(journalctl, "exit 0")
    assert kinds(others.journal(here)) == [WELL]
    program(journalctl, "echo No journal files were opened due to insufficient permissions. >&2; exit 1")
    (found,) = others.journal(here)
    assert (found.kind, "somebody" in found.command) == (NOTE, True)


# --- the settings of say, and the daemons' own checkups


def test_settings_of_say_that_make_no_sense_are_mended(here: Here) -> None:
    assert kinds(programs.say_conf(here)) == [WELL]
    path = f"{here.home}/.config/kokoro/say.conf"
    program(path, "SAY_VOICE=3")
    for line in ("SAY_SPEED=9", "SAY_VIOCE=3", "SAY_TEA=1", "no setting"):
        with open(path, "a", encoding="utf-8") as file:
            file.write(f"{line}\n")
        found = list(programs.say_conf(here))
        assert kinds(found) == [PROBLEM], line
        assert mended(found, here, lambda _: programs.say_conf(here)), line


def test_a_checkup_that_breaks_is_a_finding(here: Here) -> None:
    (found,) = programs.ask(here, "nonsense", "")
    assert (found.kind, "kokoro_nonsense" in found.text) == (PROBLEM, True)


def test_the_daemons_checkups_find_what_they_need(here: Here) -> None:
    found = {finding.area: finding for finding in programs.ask(here, "model", "")}
    assert found["espeak-ng"].kind == found["Packages"].kind == WELL
    assert found["Kokoro"].command == "say --setup"


def test_every_daemon_with_a_file_of_settings_is_asked(here: Here) -> None:
    assert [area for area, _ in programs.checks(here)] == ["Model", "Voice"]
    program(f"{here.home}/.config/kokoro/api.conf", "")
    assert [area for area, _ in programs.checks(here)] == ["Model", "Voice", "Api"]


# --- the report


def test_findings_are_told_for_people_and_for_programs() -> None:
    found = [Finding(WELL, "fine", "", "A"), Finding(PROBLEM, "bad", "mend it", "B"), Finding(NOTE, "so", "", "C")]
    text = as_text(found)
    assert [line.split() for line in text.splitlines()[1:3]] == [["BAD", "B", "bad"], ["$", "mend", "it"]]
    assert "1 thing is wrong (1 note)" in text
    assert "All is well" in as_text(found[:1])
    assert [each["kind"] for each in json.loads(as_json(found))] == [WELL, PROBLEM, NOTE]
