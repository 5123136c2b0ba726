"""What is wrong with a request is told in one sentence, which names the field as its route does, and the way out."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING, Any

import pytest

from kokoro_api.limits import Limits, Settings
from tests.api_server import ApiServer
from tests.tone_model import ToneModel

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx

SPEECH = "/v1/audio/speech"
JSON = {"content-type": "application/json"}
AS_JSON = "send a JSON object in UTF-8, with the header content-type: application/json"
WRONG = [5, -1, "", "  ", "x" * 5000, "\ud800", True, [], {}, {"id": ""}, {"id": 5}]
OF_PYDANTIC = ("Input", "valid", "constrained", "dictionary", "unable", "should be", "instance of")


def error_of(answer: httpx.Response) -> dict[str, Any]:
    """The error that an answer is."""
    error: dict[str, Any] = answer.json()["error"]
    assert set(error) == {"message", "type", "param", "code"}
    assert not [word for word in OF_PYDANTIC if word in error["message"]], error["message"]
    return error


def bodies(schema: dict[str, Any]) -> Iterator[tuple[str, str, str, Any]]:
    """Every field of every body, with all that it is not: method, path, field and body."""
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            if "requestBody" in operation:
                reference = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
                fields = schema["components"]["schemas"][reference.rpartition("/")[2]]
                needed = dict.fromkeys(fields["required"], "af_sky")
                for name in fields["properties"]:
                    for wrong in WRONG:
                        yield method, path.replace("{name}", "mine"), name, {**needed, name: wrong}


def test_every_field_of_every_body_is_called_by_its_plain_name(client: httpx.Client) -> None:
    asked = 0
    for method, path, name, body in bodies(client.get("/openapi.json").json()):
        answer = client.request(method, path, content=json.dumps(body), headers=JSON)
        if answer.status_code >= 300:
            asked += 1
            error = error_of(answer)
            assert (answer.status_code, error["param"]) == (400, name), (path, body, error)
    assert asked > 200


def queries(schema: dict[str, Any]) -> Iterator[tuple[str, str, str, dict[str, str]]]:
    """Every field of every query, with all that it is not: method, path, field and query."""
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            fields = [field for field in operation.get("parameters", ()) if field["in"] == "query"]
            needed = {field["name"]: "auto" for field in fields if field["required"]}
            for field in fields:
                for wrong in ("", "  ", "x" * 5000, "-1", "nan"):
                    yield method, path, field["name"], {**needed, field["name"]: wrong}


def test_every_field_of_every_query_is_called_by_its_plain_name(client: httpx.Client) -> None:
    asked = 0
    for method, path, name, query in queries(client.get("/openapi.json").json()):
        answer = client.request(method, path, params=query)
        if answer.status_code >= 300:
            asked += 1
            error = error_of(answer)
            assert (answer.status_code, error["param"]) == (400, name), (path, query, error)
    assert asked > 10


@pytest.mark.parametrize(
    ("wanted", "param", "message"),
    [
        ({}, "input", "input is missing: it is the text to speak"),
        ({"input": None}, "input", "input is missing: it is the text to speak"),
        ({"input": ""}, "input", "input is empty: it is the text to speak"),
        ({"input": " "}, "input", "there is no text to speak"),
        ({"input": 5}, "input", 'input is a string, not the number 5: write "5"'),
        ({"input": "a", "voice": ""}, "voice", "voice is empty: GET /v1/audio/voices lists the names"),
        ({"input": "a", "voice": " "}, "voice", "voice is empty: GET /v1/audio/voices lists the names"),
        ({"input": "a", "voice": {"id": ""}}, "voice", "voice is empty: GET /v1/audio/voices lists the names"),
        ({"input": "a", "voice": []}, "voice", "voice is a string, not a list: GET /v1/audio/voices lists the names"),
        ({"input": "a", "voice": "af_sky("}, "voice", "write af_bella, af_bella(2) or af_bella:60"),
        ({"input": "a", "model": "x" * 300}, "model", "model has at most 200 characters, this one 300"),
        ({"input": "a", "speed": "1.50"}, "speed", "speed is a number, not “1.50”: write 1.5, without quotes"),
        ({"input": "a", "speed": "fast"}, "speed", "speed is a number, not “fast”"),
        ({"input": "a", "speed": 9}, "speed", "speed is at most 4, not 9"),
        ({"input": "a", "speed": 0}, "speed", "speed is at least 0.25, not 0"),
        ({"input": "a", "speed": float("inf")}, "speed", "speed is at most 4, not inf"),
        (
            {"input": "a", "response_format": "ogg"},
            "response_format",
            "response_format is mp3, opus, aac, flac, wav or pcm, not “ogg”",
        ),
        ({"input": "a", "lang_code": "xx"}, "lang_code", "no voice speaks “xx”"),
    ],
)
def test_a_sentence_tells_what_is_wrong(client: httpx.Client, wanted: object, param: str, message: str) -> None:
    error = error_of(client.post(SPEECH, content=json.dumps(wanted), headers=JSON))
    assert error["param"] == param
    assert message in error["message"]


@pytest.mark.parametrize(
    ("path", "body", "param"),
    [
        ("/synthesize-file", {"text": " "}, "text"),
        ("/synthesize-file", {"text": "a", "lang": "xx"}, "lang"),
        ("/dev/phonemize", {"text": "a", "language": "xx"}, "language"),
        ("/dev/captioned_speech", {"input": "a", "stream": 0}, "stream"),
    ],
)
def test_a_field_has_the_name_that_the_route_gives_it(
    client: httpx.Client, path: str, body: object, param: str
) -> None:
    assert error_of(client.post(path, json=body))["param"] == param


@pytest.mark.parametrize(
    ("kind", "status", "message"),
    [
        (
            "application/x-www-form-urlencoded",
            415,
            f"the body is not JSON but application/x-www-form-urlencoded: {AS_JSON}",
        ),
        ("text/plain", 415, f"the body is not JSON but text/plain: {AS_JSON}"),
        ("multipart/form-data; boundary=x", 415, "the body is not JSON but multipart/form-data"),
        ("nonsense", 415, f"the body is not JSON but nonsense: {AS_JSON}"),
        ("", 415, f"the body does not say that it is JSON: {AS_JSON}"),
    ],
)
def test_a_body_of_another_kind_is_told_how_to_come(client: httpx.Client, kind: str, status: int, message: str) -> None:
    answer = client.post(SPEECH, content=b'{"input": "Hello."}', headers={"content-type": kind})
    assert answer.status_code == status
    assert message in error_of(answer)["message"]


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=utf-8", "application/vnd.api+json"])
def test_json_by_any_of_its_names_is_understood(client: httpx.Client, kind: str) -> None:
    answer = client.post(SPEECH, content=b'{"input": "Hello."}', headers={"content-type": kind})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", f"the request has no body: {AS_JSON}"),
        (b"null", "the body is a JSON object, not null"),
        (b"[1]", "the body is a JSON object, not a list"),
        (b'"Hello."', "the body is a JSON object, not “Hello.”"),
        (b'{"input": ', "the body is not JSON: Expecting value at character 11"),
        (b"input=Hello", "the body is not JSON: Expecting value at character 1"),
        (b'{"input": "\xff"}', f"the body cannot be read: {AS_JSON}"),
        (b"[" * 100_000, f"the body cannot be read: {AS_JSON}"),
        (b'{"speed": ' + b"9" * 5000 + b"}", f"the body cannot be read: {AS_JSON}"),
    ],
)
def test_a_body_that_is_no_json_object_is_told_so(client: httpx.Client, body: bytes, message: str) -> None:
    answer = client.post(SPEECH, content=body, headers=JSON)
    error = error_of(answer)
    assert (answer.status_code, error["param"], error["message"]) == (400, None, message)


@pytest.mark.parametrize(
    ("method", "path", "status", "message"),
    [
        ("GET", SPEECH, 405, "/v1/audio/speech takes POST, not GET"),
        ("PATCH", "/api/blends/mine", 405, "/api/blends/mine takes DELETE or PUT, not PATCH"),
        ("POST", "/audio/speech", 404, "there is no /audio/speech: did you mean /v1/audio/speech?"),
        ("POST", "/v1/v1/audio/speech", 404, "there is no /v1/v1/audio/speech: did you mean /v1/audio/speech?"),
        ("GET", "/nothing", 404, "there is no /nothing: GET /openapi.json lists the routes"),
        ("GET", "/static/", 404, "there is no /static: GET /openapi.json lists the routes"),
        ("GET", "/v1/audio/speech/stream/ws", 404, "it is a WebSocket, to be reached by ws://"),
        ("POST", "/v1/audio/voices/combine", 404, "send the recipe as the voice"),
        ("POST", "/dev/generate_from_phonemes", 404, "write [word](/phonemes/) in the input of /v1/audio/speech"),
        ("POST", "/v1/audio/transcriptions", 404, "this server speaks, and does not listen"),
    ],
)
def test_a_way_that_leads_nowhere_is_told_with_the_right_one(
    client: httpx.Client, method: str, path: str, status: int, message: str
) -> None:
    answer = client.request(method, path)
    assert answer.status_code == status
    assert message in error_of(answer)["message"]


def spoken_to(server: ApiServer, said: bytes) -> tuple[bytes, dict[str, Any]]:
    """The first line of what is answered to raw bytes, and the error in it."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall(said)
        head, _, body = b"".join(iter(lambda: connection.recv(65536), b"")).partition(b"\r\n\r\n")
    error: dict[str, Any] = json.loads(body)["error"]
    return head.partition(b"\r\n")[0], error


@pytest.mark.parametrize(
    ("said", "status", "word"),
    [
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(40), b"HTTP/1.1 400 Bad Request", "TLS"),
        (b"GET /tts?text=" + b"a" * 70_000, b"HTTP/1.1 431 Request Header Fields Too Large", "by POST"),
    ],
)
def test_what_is_no_request_gets_an_error_of_the_same_shape(
    server: ApiServer, said: bytes, status: bytes, word: str
) -> None:
    line, error = spoken_to(server, said)
    assert line == status
    assert word in error["message"]


def test_one_connection_too_many_gets_an_error_of_the_same_shape(tmp_path: Path) -> None:
    with ApiServer(ToneModel(tmp_path), Settings(Limits(connections=1))) as server, server.client() as client:
        assert client.get("/healthz").status_code == 200
        line, error = spoken_to(server, b"")
    assert (line, error["code"]) == (b"HTTP/1.1 503 Service Unavailable", "busy")
