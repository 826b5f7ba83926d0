"""The pages child, as the gateway runs it: real processes, real TLS."""

import asyncio
import contextlib
import gzip
import json
import os
import signal
import socket
import ssl
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from starlette.responses import PlainTextResponse

from gateway.pages import listener
from gateway.pages.process import PagesProcess
from gateway.service.tls import Tls
from gateway.settings import Listen, Settings
from gateway.settings import Tls as TlsSettings


@dataclass
class Answer:
    """One HTTP answer, as read from the wire."""

    status: int
    headers: dict[str, str]
    body: bytes
    certificate: bytes | None = field(default=None, repr=False)


@dataclass
class Site:
    """A running pages child and how to ask it."""

    pages: PagesProcess
    tls: Tls

    async def ask(
        self,
        path: str,
        *,
        listener: str = "https",
        method: str = "GET",
        host: str = "localhost",
        **headers: str,
    ) -> Answer:
        """One request on a connection of its own."""
        trust = ssl.create_default_context(cafile=self.tls.ca_file)
        reader, writer = await asyncio.open_connection(
            "127.0.0.1",
            self.pages.ports[listener],
            ssl=trust if listener == "https" else None,
            server_hostname="localhost" if listener == "https" else None,
        )
        lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", "Connection: close"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
        raw = await reader.read()
        peer = writer.get_extra_info("ssl_object")
        certificate = peer.getpeercert(binary_form=True) if peer else None
        writer.close()
        await writer.wait_closed()
        head, _, body = raw.partition(b"\r\n\r\n")
        status, *found = head.decode().split("\r\n")
        named = dict(line.lower().split(": ", 1) for line in found)
        return Answer(int(status.split()[1]), named, body, certificate)


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def web(tmp_path: Path) -> Path:
    kiosk, lib = tmp_path / "web" / "kiosk", tmp_path / "web" / "lib"
    kiosk.mkdir(parents=True)
    lib.mkdir()
    (kiosk / "index.html").write_text('<script src="/b/{{build}}/lib/a.js" data-at="{{socket}}">')
    (kiosk / "sw.js").write_text("const BUILD = '{{build}}';")
    (lib / "a.js").write_text("export {};" + " " * 400)
    partner = tmp_path / "web" / "partner"
    partner.mkdir()
    (partner / "index.html").write_text('<script src="/b/{{build}}/lib/a.js">')
    (partner / "sw.js").write_text("const BUILD = '{{build}}';")
    (partner / "pictures.js").write_text('const PICTURES = ["icons/check.svg"];')
    return kiosk.parent


@pytest.fixture
async def site(tmp_path: Path, web: Path) -> AsyncIterator[Site]:
    settings = Settings(
        listen=Listen(
            host="127.0.0.1",
            port=free_port(),
            loopback=True,
            loopback_port=free_port(),
            setup_port=free_port(),
        )
    )
    (tmp_path / "tls").mkdir()
    tls = Tls(tmp_path / "tls", TlsSettings())
    tls.ensure()
    pages = PagesProcess(settings, tls, web)
    await pages.start()
    assert pages.alive
    yield Site(pages, tls)
    await pages.stop()
    assert not pages.alive


def child_of(pages: PagesProcess) -> int:
    """The process id of the child."""
    assert pages.pid is not None
    return pages.pid


async def test_the_page_and_its_files(site: Site) -> None:
    page = await site.ask("/")
    assert page.status == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["cache-control"] == "no-cache"
    assert b'data-at="wss://localhost:8444"' in page.body
    script = page.body.decode().split('src="')[1].split('"')[0]
    file = await site.ask(script, accept_encoding="gzip, br")
    assert file.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert file.headers["content-type"].startswith("text/javascript")
    assert file.headers["content-encoding"] == "gzip"
    assert gzip.decompress(file.body).startswith(b"export {};")
    plain = await site.ask(script, accept_encoding="gzip;q=0")
    assert plain.body.startswith(b"export {};")
    known = await site.ask(script, if_none_match=file.headers["etag"])
    assert (known.status, known.body) == (304, b"")
    assert "date" in page.headers
    assert "server" not in page.headers


async def test_the_loopback_speaks_in_clear_to_its_own_socket(site: Site) -> None:
    page = await site.ask("/", listener="loopback", host="127.0.0.1:8480")
    assert b'data-at="ws://127.0.0.1:8481"' in page.body
    assert "connect-src 'self' ws://127.0.0.1:8481" in page.headers["content-security-policy"]
    assert "strict-transport-security" not in page.headers
    refused = await site.ask("/", listener="loopback", host="rebound.example")
    assert refused.status == 421


async def test_protocol_and_certificate(site: Site) -> None:
    protocol = json.loads((await site.ask("/protocol.json")).body)
    assert protocol["title"] == "PosPin"
    for name in ("https", "loopback", "setup"):
        answer = await site.ask("/ca.pem", listener=name)
        assert answer.body == site.tls.ca_file.read_bytes()
    assert (await site.ask("/", listener="setup")).status == 404
    assert (await site.ask("/protocol.json", listener="setup")).status == 404


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("HEAD", "/", 200),
        ("POST", "/", 405),
        ("PUT", "/sw.js", 405),
        ("OPTIONS", "/", 405),
        ("GET", "/b/0000000000000000/lib/a.js", 404),
        ("GET", "/../../etc/passwd", 404),
        ("GET", "/%2e%2e/package.json", 404),
        ("GET", "/kiosk/index.html", 404),
    ],
)
async def test_only_files_of_this_build_by_get_and_head(
    site: Site, method: str, path: str, status: int
) -> None:
    answer = await site.ask(path, method=method)
    assert answer.status == status
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "require-trusted-types-for" in answer.headers["content-security-policy"]
    if method == "HEAD":
        assert answer.body == b""


@pytest.mark.expects_log("the pages child ended")
async def test_a_dead_child_is_replaced_and_refuses_nobody(site: Site) -> None:
    first = child_of(site.pages)
    os.kill(first, signal.SIGKILL)
    answer = await site.ask("/")
    assert answer.status == 200
    await site.pages.serving()
    assert child_of(site.pages) != first
    assert site.pages.restarts == 1


async def test_a_renewed_certificate_is_served_after_a_restart_of_the_child(site: Site) -> None:
    before = await site.ask("/")
    site.tls.server_file.unlink()
    assert site.tls.ensure()
    await site.pages.restart()
    after = await site.ask("/")
    assert after.certificate != before.certificate
    assert after.certificate == site.tls.certificate.public_bytes(Encoding.DER)


_GATEWAY = """
import asyncio, sys
from pathlib import Path
from starlette.responses import PlainTextResponse

from gateway.pages import listener
from gateway.pages.process import PagesProcess
from gateway.service.tls import Tls
from gateway.settings import Listen, Settings, Tls as TlsSettings

async def main(folder, web, port):
    settings = Settings(listen=Listen(host="127.0.0.1", port=int(port)))
    pages = PagesProcess(settings, Tls(Path(folder), TlsSettings()), Path(web))
    await pages.start()
    print(pages.pid, flush=True)
    await asyncio.Event().wait()

asyncio.run(main(*sys.argv[1:]))
"""


async def test_a_child_ends_with_its_gateway(site: Site, web: Path) -> None:
    arguments = (str(site.tls.ca_file.parent), str(web), str(free_port()))
    killed = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _GATEWAY, *arguments, stdout=asyncio.subprocess.PIPE
    )
    assert killed.stdout is not None
    child = os.pidfd_open(int(await killed.stdout.readline()))
    ended = asyncio.Event()
    asyncio.get_running_loop().add_reader(child, ended.set)
    killed.kill()
    await killed.wait()
    async with asyncio.timeout(10):
        await ended.wait()
    asyncio.get_running_loop().remove_reader(child)
    os.close(child)


async def test_a_silent_connection_is_cut_and_disturbs_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(listener, "REQUEST_S", 0.3)
    stop = asyncio.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        app = PlainTextResponse("here")
        serving = asyncio.create_task(listener.Listener(app, listening, None).serve(stop))
        silent = [await asyncio.open_connection("127.0.0.1", port) for _ in range(50)]
        for _, writer in silent[:25]:
            writer.write(b"GET / HTTP/1.1\r\nHost: local")
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        assert (await reader.read()).endswith(b"here")
        writer.close()
        async with asyncio.timeout(5):
            for reader, writer in silent:
                with contextlib.suppress(ConnectionResetError):
                    assert await reader.read() == b""
                writer.close()
        stop.set()
        await serving


async def test_a_taken_port_is_said(site: Site, web: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gateway.pages.process._BIND_WAIT_S", 0.2)
    taken = Settings(listen=Listen(host="127.0.0.1", port=site.pages.ports["https"]))
    other = PagesProcess(taken, site.tls, web)
    with pytest.raises(OSError, match="in use"):
        await other.start()
    await other.stop()
