"""Fetching from real servers that break off, change, lie, hang and refuse."""

from __future__ import annotations

import fcntl
import hashlib
import os
import random
import socket
import ssl
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import trustme
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kokoro_model.files import FetchError, FilesError, ModelFile, Release, fetch, installed
from tests.integration.file_server import FileServer, Halfway, proxy

MODEL = random.Random(1).randbytes(3_000_000)
VOICES = random.Random(2).randbytes(40_000)
CONTENT = {"model.onnx": MODEL, "small.onnx": MODEL[:1000], "voices.bin": VOICES}


def of(name: str) -> ModelFile:
    return ModelFile(name, len(CONTENT[name]), hashlib.sha256(CONTENT[name]).hexdigest())


RELEASE = Release({"fp32": of("model.onnx"), "int8": of("small.onnx")}, of("voices.bin"))


@dataclass
class Person:
    """Who fetches, and what they are shown."""

    directory: Path
    steps: list[tuple[str, int, int]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def fetch(self, mirror: str, release: Release = RELEASE, timeout: float = 20.0) -> list[Path]:
        return fetch(
            self.directory,
            progress=lambda *step: self.steps.append(step),
            tell=self.told.append,
            mirror=mirror,
            release=release,
            timeout=timeout,
            pauses=(0, 0),
        )

    def part(self, name: str = "model.onnx") -> Path:
        return self.directory / f"{name}.part"

    def here(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.directory.iterdir()}


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path / "models")


@pytest.fixture
def server() -> FileServer:
    return FileServer(dict(CONTENT))


FP32 = {"model.onnx": MODEL, "voices.bin": VOICES}


def test_brings_the_model_and_the_voices_and_leaves_nothing_else(person: Person, server: FileServer) -> None:
    with server.running() as url:
        assert person.fetch(url) == [person.directory / "model.onnx", person.directory / "voices.bin"]
    assert person.here() == FP32
    assert installed(person.directory, release=RELEASE) is not None


def test_progress_rises_from_nothing_to_the_size_of_each_file(person: Person, server: FileServer) -> None:
    with server.running() as url:
        person.fetch(url)
    for name, body in FP32.items():
        steps = [done for step, done, size in person.steps if step == name and size == len(body)]
        assert (steps[0], steps[-1]) == (0, len(body))
        assert steps == sorted(steps)
    assert len(person.steps) > 8


def test_what_is_here_and_right_is_not_asked_for_again(person: Person, server: FileServer) -> None:
    with server.running() as url:
        person.fetch(url)
        server.asked.clear()
        person.fetch(url)
    assert server.asked == []
    assert person.told == ["model.onnx is here and whole", "voices.bin is here and whole"]


@pytest.mark.parametrize("damage", [b"x" + MODEL[1:], MODEL[:-1], MODEL + b"x"], ids=["bytes", "short", "long"])
def test_a_damaged_file_is_replaced(person: Person, server: FileServer, damage: bytes) -> None:
    person.directory.mkdir()
    (person.directory / "model.onnx").write_bytes(damage)
    with server.running() as url:
        person.fetch(url)
    assert person.here() == FP32
    assert "model.onnx" in person.told[0]


def test_a_break_is_resumed_in_the_same_fetch_where_the_server_allows_it(person: Person, server: FileServer) -> None:
    server.break_after = [1_000_000, 0, 500_000]
    with server.running() as url:
        person.fetch(url)
    assert person.here() == FP32
    ranges = [(asked.range, asked.if_range) for asked in server.asked]
    later = ("bytes=1000000-", '"first"')
    assert ranges == [(None, None), later, later, ("bytes=1500000-", '"first"'), (None, None)]


def test_a_connection_that_is_reset_is_resumed_too(person: Person, server: FileServer) -> None:
    server.resets, server.break_after = True, [2_000_000, 0]
    with server.running() as url:
        person.fetch(url)
    assert len(server.asked) == 4
    assert person.here() == FP32


def test_who_gives_up_waiting_leaves_nothing_open(person: Person, server: FileServer) -> None:
    person.directory.mkdir()
    person.part().touch()
    before = len(os.listdir("/proc/self/fd"))

    def give_up(_: str) -> None:
        raise KeyboardInterrupt

    with person.part().open("rb+") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(KeyboardInterrupt):
            fetch(person.directory, progress=print, tell=give_up, mirror="http://127.0.0.1:9", release=RELEASE)
    assert len(os.listdir("/proc/self/fd")) == before


def test_a_server_without_ranges_that_always_breaks_off_is_given_up(person: Person, server: FileServer) -> None:
    server.ranges, server.break_after = False, [1_000_000] * 9
    with server.running() as url, pytest.raises(FetchError, match="broke off"):
        person.fetch(url)
    assert len(server.asked) == 3


def test_a_server_without_ranges_begins_again_and_the_file_is_right(person: Person, server: FileServer) -> None:
    server.ranges, server.break_after = False, [1_000_000]
    with server.running() as url:
        person.fetch(url)
    assert person.here() == FP32


def test_a_part_from_an_earlier_fetch_is_gone_on_from(person: Person, server: FileServer) -> None:
    server.break_after = [1_000_000, 0, 0, 0]
    with server.running() as url:
        with pytest.raises(FetchError, match=r"the next fetch goes on from 33 % of model\.onnx"):
            person.fetch(url)
        assert person.part().read_bytes() == MODEL[:1_000_000]
        server.break_after = []
        server.asked.clear()
        person.steps.clear()
        person.fetch(url)
    assert server.asked[0].range == "bytes=1000000-"
    assert person.steps[0] == ("model.onnx", 1_000_000, len(MODEL))
    assert person.here() == FP32


@pytest.mark.parametrize("validators", [('"second"', None), (None, "Sat, 21 Nov 2026 00:00:00 GMT")])
def test_a_file_that_changed_on_the_server_is_brought_from_the_start(
    person: Person, server: FileServer, validators: tuple[str | None, str | None]
) -> None:
    server.etag, server.modified = (
        validators[0] and '"first"',
        validators[1] and "Fri, 20 Nov 2026 00:00:00 GMT",
    )
    server.files["model.onnx"] = bytes(len(MODEL))
    server.break_after = [1_000_000, 0, 0]
    with server.running() as url:
        with pytest.raises(FetchError):
            person.fetch(url)
        server.files["model.onnx"] = MODEL
        server.etag, server.modified = validators
        server.break_after = []
        server.asked.clear()
        person.fetch(url)
    assert [asked.status for asked in server.asked] == [200, 200]
    assert person.here() == FP32


def test_a_damaged_part_is_dropped_and_the_file_brought_from_the_start(person: Person, server: FileServer) -> None:
    person.directory.mkdir()
    person.part().write_bytes(bytes(1_000_000))
    with server.running() as url:
        person.fetch(url)
    assert [asked.range for asked in server.asked] == ["bytes=1000000-", None, None]
    assert any("from the start" in sentence for sentence in person.told)
    assert person.here() == FP32


@pytest.mark.parametrize("length", [len(MODEL), len(MODEL) + 1])
def test_a_part_as_long_as_the_file_or_longer_does_no_harm(person: Person, server: FileServer, length: int) -> None:
    person.directory.mkdir()
    person.part().write_bytes((MODEL + b"x")[:length])
    with server.running() as url:
        person.fetch(url)
    assert person.here() == FP32
    assert [asked.path for asked in server.asked] == ["/model.onnx", "/voices.bin"][len(MODEL) + 1 - length :]


def test_a_weak_tag_is_never_sent_as_if_range(person: Person, server: FileServer) -> None:
    server.etag, server.break_after = 'W/"weak"', [1000]
    with server.running() as url:
        person.fetch(url)
    assert [(asked.range, asked.if_range) for asked in server.asked[:2]] == [
        (None, None),
        ("bytes=1000-", None),
    ]


@pytest.mark.parametrize("misdeed", ["statuses", "range_shift"])
def test_a_range_that_the_server_cannot_give_means_the_whole_file(
    person: Person, server: FileServer, misdeed: str
) -> None:
    person.directory.mkdir()
    person.part().write_bytes(MODEL[:1000])
    if misdeed == "statuses":
        server.statuses = [416]
    else:
        server.range_shift = 1
    with server.running() as url:
        person.fetch(url)
    assert [asked.range for asked in server.asked] == ["bytes=1000-", None, None]
    assert person.here() == FP32


def test_other_content_of_the_same_size_is_refused_and_not_kept(person: Person, server: FileServer) -> None:
    server.files["model.onnx"] = bytes(len(MODEL))
    with (
        server.running() as url,
        pytest.raises(FetchError, match=r"model\.onnx from http.* use another mirror"),
    ):
        person.fetch(url)
    assert person.here() == {}


@pytest.mark.parametrize("tells_length", [True, False])
@pytest.mark.parametrize("body", [MODEL + b"more", b"<html>Please sign in</html>"], ids=["longer", "portal"])
def test_content_of_another_size_is_refused(
    person: Person, server: FileServer, body: bytes, tells_length: bool
) -> None:
    server.files["model.onnx"], server.tells_length = body, tells_length
    with server.running() as url, pytest.raises(FetchError) as caught:
        person.fetch(url)
    assert not (person.directory / "model.onnx").exists()
    if tells_length:
        assert f"{len(body):,} bytes as model.onnx instead of 3,000,000" in str(caught.value)
    elif len(body) > len(MODEL):
        assert "more than 3,000,000 bytes as model.onnx" in str(caught.value)
    else:  # without its length, a page that ends cannot be told from a connection that breaks off
        return
    assert person.here() == {}


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (404, "does not exist"),
        (403, "answers 403"),
        (429, "answers 429.*try again later"),
        (503, "try again later"),
    ],
)
def test_a_refusal_is_told_with_its_status_and_leaves_nothing(
    person: Person, server: FileServer, status: int, words: str
) -> None:
    server.statuses = [status]
    with server.running() as url, pytest.raises(FetchError, match=words):
        person.fetch(url)
    assert person.here() == {}


def test_a_server_that_is_busy_for_a_moment_after_a_break_is_asked_again(person: Person, server: FileServer) -> None:
    server.break_after, server.statuses = [1000], [200, 503]
    with server.running() as url:
        person.fetch(url)
    assert person.here() == FP32


def test_redirects_are_followed_with_the_range(person: Person, server: FileServer) -> None:
    person.directory.mkdir()
    person.part().write_bytes(MODEL[:1000])
    with server.running() as url, FileServer({}, redirect=url).running() as front:
        person.fetch(front)
    assert server.asked[0].range == "bytes=1000-"
    assert person.here() == FP32


def test_offline_is_told_at_once(person: Person) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        host = f"127.0.0.1:{closed.getsockname()[1]}"
    with pytest.raises(FetchError, match=rf"{host} cannot be reached \(Connection refused\): check the network"):
        person.fetch(f"http://{host}")
    assert person.here() == {}


def test_a_name_that_nobody_knows_is_told(person: Person) -> None:
    with pytest.raises(FetchError, match=r"nowhere\.invalid cannot be reached"):
        person.fetch("http://nowhere.invalid/files")


def test_a_silent_server_is_given_up(person: Person, server: FileServer) -> None:
    person.directory.mkdir()
    person.part().write_bytes(MODEL[:1_500_000])
    server.break_after, server.halfway = [0], Halfway()
    silent = pytest.raises(FetchError, match="fell silent; the next fetch goes on from 50 %")
    with server.running() as url, silent:
        person.fetch(url, timeout=0.2)


@pytest.mark.parametrize("mirror", ["ftp://host/x", "file:///etc", "models.example", ""])
def test_a_mirror_that_is_no_web_address_is_refused(person: Person, mirror: str) -> None:
    with pytest.raises(FetchError, match="is no http or https address"):
        person.fetch(mirror)


def test_a_redirect_to_another_protocol_is_refused(person: Person) -> None:
    with FileServer({}, redirect="ftp://127.0.0.1").running() as url, pytest.raises(FetchError, match="ftp"):
        person.fetch(url)


def test_an_unknown_precision_names_those_there_are(person: Person) -> None:
    with pytest.raises(FilesError, match="there is no fp8 model: choose one of fp32, int8"):
        fetch(person.directory, progress=print, tell=print, precision="fp8", release=RELEASE)


def test_too_little_room_is_told_before_anything_is_asked(person: Person, server: FileServer) -> None:
    huge = Release({"fp32": ModelFile("model.onnx", 10**18, "0")}, of("voices.bin"))
    with (
        server.running() as url,
        pytest.raises(FetchError, match=r"MB free and Kokoro's files need 1,000,000,0"),
    ):
        person.fetch(url, huge)
    assert server.asked == []


def test_a_disk_that_fills_up_is_told(person: Person, server: FileServer) -> None:
    person.directory.mkdir()
    person.part().symlink_to("/dev/full")
    with server.running() as url, pytest.raises(FetchError, match="is full: make room and fetch again"):
        person.fetch(url)


def test_a_directory_that_cannot_be_made_is_told(person: Person) -> None:
    person.directory.write_text("a file")
    with pytest.raises(FetchError, match=r"models.* cannot be written \(.*\): mend its permissions or choose"):
        person.fetch("http://127.0.0.1:9")


BODIES = {
    "right": MODEL,
    "beginning": MODEL[:1000],
    "wrong": bytes(len(MODEL)),
    "wrong beginning": bytes(1000),
    "too long": MODEL + b"x",
    "empty": b"",
}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    left=st.sampled_from(sorted(BODIES)),
    breaks=st.lists(st.integers(0, 400_000), max_size=5),
    statuses=st.lists(st.sampled_from([200, 416, 503]), max_size=3),
    ranges=st.booleans(),
    etag=st.sampled_from([None, '"first"', 'W/"weak"']),
    served=st.sampled_from(sorted(BODIES)),
)
def test_whatever_happens_the_file_is_right_or_not_there(
    tmp_path: Path,
    left: str,
    breaks: list[int],
    statuses: list[int],
    ranges: bool,
    etag: str | None,
    served: str,
) -> None:
    with tempfile.TemporaryDirectory(dir=tmp_path) as directory:
        person = Person(Path(directory))
        person.part().write_bytes(BODIES[left])
        server = FileServer(
            {**CONTENT, "model.onnx": BODIES[served]},
            etag=etag,
            ranges=ranges,
            statuses=statuses,
            break_after=breaks,
        )
        try:
            with server.running() as url:
                person.fetch(url)
        except FetchError:
            assert all(person.here().get(name, body) == body for name, body in FP32.items())
        else:
            assert person.here() == FP32


def test_two_at_once_bring_each_file_once(person: Person, server: FileServer) -> None:
    server.halfway = halfway = Halfway()
    second = Person(person.directory)
    waiting = threading.Event()

    def tell(sentence: str) -> None:
        second.told.append(sentence)
        if "waiting" in sentence:
            waiting.set()

    with server.running() as url:
        one = threading.Thread(target=person.fetch, args=(url,))
        one.start()
        assert halfway.reached.wait(20)
        two = threading.Thread(
            target=lambda: fetch(
                person.directory,
                progress=lambda *step: second.steps.append(step),
                tell=tell,
                mirror=url,
                release=RELEASE,
            )
        )
        two.start()
        assert waiting.wait(20)
        halfway.go_on.set()
        one.join(20)
        two.join(20)
    assert person.here() == FP32
    assert sorted(asked.path for asked in server.asked) == ["/model.onnx", "/voices.bin"]
    assert second.told[:2] == [
        "another fetch brings model.onnx: waiting for it",
        "model.onnx is here and whole",
    ]


def test_an_http_proxy_from_the_environment_is_used(
    person: Person, server: FileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    server.break_after = [1000]
    with server.running() as url, proxy(seen) as through:
        monkeypatch.setenv("http_proxy", through)
        monkeypatch.delenv("no_proxy", raising=False)
        person.fetch(url)
    assert seen == [f"GET {url}/{name}" for name in ("model.onnx", "model.onnx", "voices.bin")]
    assert person.here() == FP32


@pytest.fixture
def tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A server's certificate for 127.0.0.1 that this process trusts."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", os.fspath(tmp_path / "authority.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


def test_https_through_a_proxy(
    person: Person, server: FileServer, tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    with server.running(tls) as url, proxy(seen) as through:
        monkeypatch.setenv("https_proxy", through)
        monkeypatch.delenv("no_proxy", raising=False)
        person.fetch(url)
    assert seen == [f"CONNECT {url.removeprefix('https://')}"] * 2
    assert person.here() == FP32


def test_a_certificate_that_nobody_vouches_for_is_told(
    person: Person, server: FileServer, tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with server.running(tls) as url, pytest.raises(FetchError, match="cannot prove its identity"):
        person.fetch(url)
    assert person.here() == {}
