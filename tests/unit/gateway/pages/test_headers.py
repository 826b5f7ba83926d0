"""Who is answered, and with which security headers."""

from collections.abc import Iterable

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from gateway.pages.headers import Guard

HOSTS = ("pusat", "localhost", "10.0.0.2", "::1")


async def inner(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse(Request(scope).state.socket)(scope, receive, send)


async def ask(
    *hosts: str, scheme: str = "wss", public_url: str = "", known: Iterable[str] = HOSTS
) -> tuple[int, dict[str, str], str]:
    guard = Guard(inner, hosts=known, public_url=public_url, socket_scheme=scheme, port=8444)
    sent: list[Message] = []

    async def receive() -> Message:
        raise AssertionError

    async def send(message: Message) -> None:
        sent.append(message)

    scope: Scope = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "headers": [(b"host", host.encode()) for host in hosts],
    }
    await guard(scope, receive, send)
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, sent[1]["body"].decode()


@pytest.mark.parametrize("host", ["pusat:8443", "PUSAT", "10.0.0.2:8443", "localhost:1"])
async def test_our_own_names_are_answered_with_their_socket(host: str) -> None:
    status, headers, socket = await ask(host)
    name = host.lower().split(":")[0]
    assert status == 200
    assert socket == f"wss://{name}:8444"
    assert f"connect-src 'self' {socket};" in headers["content-security-policy"]


@pytest.mark.parametrize(
    "hosts",
    [
        (),
        ("",),
        ("bank.example",),
        ("pusat", "bank.example"),
        ("pusat:8443; script-src *",),
        ("pusat.bank.example",),
        ("[::1]:8443",),
        ("::1",),
        ("pusat:8443:1",),
        ("pusat@bank.example",),
    ],
)
async def test_any_other_host_is_refused_and_not_repeated(hosts: tuple[str, ...]) -> None:
    status, headers, body = await ask(*hosts)
    assert status == 421
    assert headers["content-security-policy"] == "default-src 'none'"
    assert "bank" not in body + str(headers)


async def test_the_policy_is_strict() -> None:
    _, headers, _ = await ask("pusat")
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    for part in (
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types pospin",
    ):
        assert part in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=(self), microphone=(self)" in headers["permissions-policy"]
    assert "geolocation=()" in headers["permissions-policy"]


async def test_hsts_on_https_but_never_for_localhost() -> None:
    assert "strict-transport-security" in (await ask("pusat"))[1]
    assert "strict-transport-security" not in (await ask("localhost"))[1]
    assert "strict-transport-security" not in (await ask("pusat", scheme="ws"))[1]


async def test_the_public_name_is_ours_too() -> None:
    status, _, socket = await ask("pos.kendal.example", public_url="https://pos.kendal.example")
    assert (status, socket) == (200, "wss://pos.kendal.example:8444")
