"""A browser's push service and the browser behind it: takes, authorises, decrypts (RFC 8291)."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from gateway.protocol.commands import SubscribePush
from gateway.service.identity.base64url import decoded, encoded


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _hkdf(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)


@dataclass
class Push:
    """A request that came."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class PushService:
    """Answers ``status``; keeps what it got. Its browser has one subscription."""

    origin: str = ""
    status: int = 201
    got: list[Push] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    auth: bytes = b"sixteen bytes ok"

    def subscription(self, server_key: str) -> SubscribePush:
        """What the page tells the gateway."""
        return SubscribePush(
            endpoint=f"{self.origin}/push/one",
            p256dh=encoded(_point(self.key.public_key())),
            auth=encoded(self.auth),
            server_key=server_key,
        )

    def opened(self, push: Push) -> dict[str, Any]:
        """The message as the page's service worker gets it: aes128gcm, one record."""
        salt, size = push.body[:16], push.body[20]
        sender = push.body[21 : 21 + size]
        shared = self.key.exchange(
            ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender)
        )
        info = b"WebPush: info\0" + _point(self.key.public_key()) + sender
        secret = _hkdf(self.auth, shared, info, 32)
        content = _hkdf(salt, secret, b"Content-Encoding: aes128gcm\0", 16)
        nonce = _hkdf(salt, secret, b"Content-Encoding: nonce\0", 12)
        plain = AESGCM(content).decrypt(nonce, push.body[21 + size :], None)
        text, mark, _ = plain.rpartition(b"\x02")
        assert mark == b"\x02"
        found: dict[str, Any] = json.loads(text)
        return found

    def claims(self, push: Push) -> dict[str, Any]:
        """Who says to have sent it, after the signature was checked (RFC 8292)."""
        scheme, _, rest = push.headers["authorization"].partition(" ")
        assert scheme == "vapid"
        parts = dict(part.strip().split("=", 1) for part in rest.split(","))
        signed, _, signature = parts["t"].rpartition(".")
        raw = decoded(signature)
        r, s = int.from_bytes(raw[:32]), int.from_bytes(raw[32:])
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(parts["k"]))
        key.verify(encode_dss_signature(r, s), signed.encode(), ec.ECDSA(hashes.SHA256()))
        found: dict[str, Any] = json.loads(decoded(signed.partition(".")[2]))
        return found | {"key": parts["k"]}

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request of HTTP/1.1, then the connection ends."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in head[1:] if line)
        }
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        self.got.append(Push(head[0].split(" ")[1], headers, body))
        self.arrived.set()
        more = "Location: http://127.0.0.1:1/\r\n" if self.status == 307 else ""
        head_back = f"HTTP/1.1 {self.status} OK\r\n{more}Content-Length: 0\r\n"
        writer.write(f"{head_back}Connection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()


@asynccontextmanager
async def push_service() -> AsyncIterator[PushService]:
    """Listening on a free port."""
    service = PushService()
    server = await asyncio.start_server(service.answer, "127.0.0.1", 0)
    service.origin = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield service
    finally:
        server.close()
        await server.wait_closed()
