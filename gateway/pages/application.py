"""The web application over one build: GET and HEAD of files, nothing else."""

from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from gateway.pages.build import ASK_AGAIN, Build
from gateway.pages.config import PagesConfig
from gateway.pages.headers import Guard

LOOPBACK_HOSTS: Final = ("127.0.0.1", "localhost")


def pages_application(build: Build, config: PagesConfig, *, loopback: bool) -> Starlette:
    """The pages as they are served over HTTPS, or in clear on the loopback alone."""

    async def file(request: Request) -> Response:
        found = build.find(request.url.path, request.state.socket)
        if found is None:
            return PlainTextResponse("Not Found", 404)
        headers = {"ETag": found.etag, "Cache-Control": found.caching, "Vary": "Accept-Encoding"}
        if _holds(request.headers.get("if-none-match", ""), found.etag):
            return Response(status_code=304, headers=headers)
        content = found.content
        if found.compressed and _takes_gzip(request.headers.get("accept-encoding", "")):
            content = found.compressed
            headers["Content-Encoding"] = "gzip"
        return Response(content, headers=headers, media_type=found.media_type)

    guard = Middleware(
        Guard,
        hosts=LOOPBACK_HOSTS if loopback else config.hosts,
        public_url="" if loopback else config.pages.public_url,
        socket_scheme="ws" if loopback else "wss",
        port=config.loopback_ws_port if loopback else config.ws_port,
    )
    routes = [_ca_route(config), Route("/mitra", _to_partner_page), Route("/{path:path}", file)]
    return Starlette(routes=routes, middleware=[guard])


async def _to_partner_page(_: Request) -> Response:
    return RedirectResponse("/mitra/", 308)


def setup_application(config: PagesConfig) -> Starlette:
    """The CA's certificate in clear, for a device that can't trust us yet; nothing else."""
    return Starlette(routes=[_ca_route(config)])


def _ca_route(config: PagesConfig) -> Route:
    certificate = Path(config.ca_file).read_bytes()

    async def ca(_: Request) -> Response:
        headers = {
            "Cache-Control": ASK_AGAIN,
            "Content-Disposition": 'attachment; filename="pospin-ca.crt"',
            "X-Content-Type-Options": "nosniff",
        }
        return Response(certificate, headers=headers, media_type="application/x-x509-ca-cert")

    return Route("/ca.pem", ca)


def _holds(held: str, etag: str) -> bool:
    return any(tag.strip().removeprefix("W/") in (etag, "*") for tag in held.split(","))


def _takes_gzip(accepted: str) -> bool:
    for coding in accepted.lower().split(","):
        name, _, quality = coding.partition(";")
        if name.strip() == "gzip":
            return quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
