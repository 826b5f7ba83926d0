"""The local CA: it can vouch for this gateway's names and private addresses, and for nothing else.

Tablets and consoles trust it, so it must be worth nothing to a thief who wants to pose as a bank:
the permitted names are written into it (RFC 5280 section 4.2.1.10) and browsers enforce them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from pathlib import Path
from typing import Final, Self

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from gateway.data_folder import write_private
from gateway.service.tls.names import HostName

#: Loopback, private (RFC 1918, RFC 4193): a gateway keeps its certificate when its address changes.
PRIVATE_NETWORKS: Final = tuple(
    ip_network(text)
    for text in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1", "fc00::/7")
)
_CA_LIFE: Final = timedelta(days=3650)
#: Tablets' clocks are often behind.
_CLOCK_SLACK: Final = timedelta(days=1)


class NameNotPermitted(Exception):  # noqa: N818  it is an answer to a person
    """The CA was made without this name; it can't vouch for it."""

    def __init__(self, name: HostName) -> None:
        super().__init__(str(name))
        self.name = name


@dataclass(frozen=True)
class Authority:
    """The CA's key and certificate."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @classmethod
    def load_or_make(cls, folder: Path, names: Iterable[HostName], now: datetime) -> Self:
        """The CA of ``folder``; made for ``names`` when there is none."""
        key_file, certificate_file = folder / "ca.key", folder / "ca.pem"
        if key_file.exists() and certificate_file.exists():
            key = load_pem_private_key(key_file.read_bytes(), password=None)
            if not isinstance(key, ec.EllipticCurvePrivateKey):
                raise TypeError(f"{key_file} is no EC key")
            return cls(key, x509.load_pem_x509_certificate(certificate_file.read_bytes()))
        made = cls._make(names, now)
        write_private(key_file, private_pem(made.key))
        write_private(certificate_file, made.pem)
        return made

    @classmethod
    def _make(cls, names: Iterable[HostName], now: datetime) -> Self:
        key = ec.generate_private_key(ec.SECP256R1())
        title = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "PosPin CA")])
        identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
        certificate = (
            x509.CertificateBuilder()
            .subject_name(title)
            .issuer_name(title)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - _CLOCK_SLACK)
            .not_valid_after(now + _CA_LIFE)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_key_usage(sign_certificates=True), critical=True)
            .add_extension(x509.NameConstraints(_permitted(names), None), critical=True)
            .add_extension(identifier, critical=False)
            .sign(key, SHA256())
        )
        return cls(key, certificate)

    @property
    def pem(self) -> bytes:
        """The certificate, for devices to trust."""
        return self.certificate.public_bytes(Encoding.PEM)

    def permits(self, name: HostName) -> bool:
        """Whether the CA may vouch for the name."""
        permitted = self.certificate.extensions.get_extension_for_class(x509.NameConstraints).value
        for subtree in permitted.permitted_subtrees or ():
            if isinstance(name, str):
                if isinstance(subtree, x509.DNSName) and _below(name, subtree.value):
                    return True
            elif isinstance(subtree, x509.IPAddress) and _inside(name, subtree.value):
                return True
        return False

    def issue(self, names: Iterable[HostName], now: datetime, days: int) -> bytes:
        """A new server key and its certificate in one PEM text. Raises NameNotPermitted."""
        names = list(names)
        for name in names:
            if not self.permits(name):
                raise NameNotPermitted(name)
        key = ec.generate_private_key(ec.SECP256R1())
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
        certificate = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "PosPin gateway")]))
            .issuer_name(self.certificate.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - _CLOCK_SLACK)
            .not_valid_after(now + timedelta(days=days))
            .add_extension(x509.SubjectAlternativeName(map(_general, names)), critical=False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_key_usage(sign_certificates=False), critical=True)
            .add_extension(usage, critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()),
                critical=False,
            )
            .sign(self.key, SHA256())
        )
        return private_pem(key) + certificate.public_bytes(Encoding.PEM)


def private_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    """An unencrypted PKCS 8 key; only ever written to a 0600 file."""
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _permitted(names: Iterable[HostName]) -> list[x509.GeneralName]:
    hosts: list[x509.GeneralName] = []
    networks: list[IPv4Network | IPv6Network] = [*PRIVATE_NETWORKS]
    for name in names:
        if isinstance(name, str):
            hosts.append(x509.DNSName(name))
        elif not any(_inside(name, network) for network in networks):
            networks.append(ip_network(name))
    return [*hosts, *map(x509.IPAddress, networks)]


def _general(name: HostName) -> x509.GeneralName:
    return x509.DNSName(name) if isinstance(name, str) else x509.IPAddress(name)


def _below(name: str, domain: str) -> bool:
    return name == domain or name.endswith(f".{domain}")


def _inside(address: IPv4Address | IPv6Address, network: object) -> bool:
    return isinstance(network, IPv4Network | IPv6Network) and address in network


def _key_usage(*, sign_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not sign_certificates,
        key_cert_sign=sign_certificates,
        crl_sign=sign_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
