"""Keeps the server certificate valid and in use, without a restart."""

import asyncio
import logging
import ssl
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.hashes import SHA256

from gateway import settings
from gateway.data_folder import write_private
from gateway.service.tls.authority import Authority, NameNotPermitted
from gateway.service.tls.names import HostName, parse_name, wanted_names

_LOG = logging.getLogger(__name__)
_CHECK_EVERY: Final = timedelta(hours=1)


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Tls:
    """The certificate of one gateway, kept in ``folder`` (``ca.key``, ``ca.pem``, ``server.pem``).

    ``now`` gives the present in UTC.
    """

    def __init__(
        self, folder: Path, wanted: settings.Tls, now: Callable[[], datetime] = _utc_now
    ) -> None:
        self._folder = folder
        self._wanted = wanted
        self._now = now
        self._context: ssl.SSLContext | None = None

    @property
    def ca_file(self) -> Path:
        """The CA's certificate, which devices trust."""
        return self._folder / "ca.pem"

    @property
    def server_file(self) -> Path:
        """The server's key and certificate in one file, so that the two always match."""
        return self._folder / "server.pem"

    def ensure(self) -> bool:
        """Makes what is missing, renews what is due; whether there is a new server certificate.

        Due: ``renew_days`` before the end, or when a name of this machine isn't in it. Raises
        NameNotPermitted if a configured name isn't permitted by the CA, ValueError if it is none.
        """
        now = self._now()
        configured = [parse_name(name) for name in self._wanted.names]
        wanted = wanted_names(self._wanted.names)
        authority = Authority.load_or_make(self._folder, wanted, now)
        for name in configured:
            if not authority.permits(name):
                raise NameNotPermitted(name)
        names = [name for name in wanted if authority.permits(name)]
        if len(names) < len(wanted):
            left = sorted(str(name) for name in set(wanted) - set(names))
            _LOG.warning("the CA doesn't permit %s", ", ".join(left))
        if not self._due(authority, names, now):
            return False
        write_private(self.server_file, authority.issue(names, now, self._wanted.days))
        if self._context:
            self._context.load_cert_chain(self.server_file)
        _LOG.info("new server certificate until %s", self.expires_at.date())
        return True

    def _due(self, authority: Authority, names: list[HostName], now: datetime) -> bool:
        if not self.server_file.exists():
            return True
        try:
            self.certificate.verify_directly_issued_by(authority.certificate)
        except (InvalidSignature, ValueError, TypeError) as error:
            _LOG.warning("the server certificate is not of this CA: %r", error)
            return True
        renew_at = self.expires_at - timedelta(days=self._wanted.renew_days)
        return now >= renew_at or not {str(name) for name in names} <= set(self.names)

    @property
    def certificate(self) -> x509.Certificate:
        """The server certificate as it is on disk."""
        pem = self.server_file.read_bytes()
        return x509.load_pem_x509_certificate(pem[pem.index(b"-----BEGIN CERTIFICATE-----") :])

    @property
    def names(self) -> tuple[str, ...]:
        """Host names and addresses in the server certificate."""
        found = self.certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
        hosts = found.value.get_values_for_type(x509.DNSName)
        return (*hosts, *map(str, found.value.get_values_for_type(x509.IPAddress)))

    @property
    def expires_at(self) -> datetime:
        """When the server certificate ends."""
        return self.certificate.not_valid_after_utc

    @property
    def days_left(self) -> float:
        """Days until the server certificate ends; negative afterwards."""
        return (self.expires_at - self._now()) / timedelta(days=1)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the CA's certificate in hexadecimal, for comparing by eye."""
        ca = x509.load_pem_x509_certificate(self.ca_file.read_bytes())
        return ca.fingerprint(SHA256()).hex(":").upper()

    @property
    def context(self) -> ssl.SSLContext:
        """For listeners of this process; a renewed certificate serves its next handshakes."""
        if self._context is None:
            self._context = server_context(self.server_file)
        return self._context

    async def keep_fresh(self, renewed: Callable[[], Awaitable[None]]) -> None:
        """Looks every hour; calls ``renewed`` after each new certificate. Runs until cancelled."""
        while True:
            await asyncio.sleep(_CHECK_EVERY.total_seconds())
            try:
                fresh = await asyncio.to_thread(self.ensure)
            except (OSError, NameNotPermitted):
                _LOG.exception("the server certificate could not be renewed")
            else:
                if fresh:
                    await renewed()


def server_context(file: Path) -> ssl.SSLContext:
    """TLS 1.2 and 1.3 with the key and certificate of ``file``."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(file)
    return context
