"""Who may connect: a device proves its key, a new one proves that it knows a code."""

from collections.abc import Collection

from gateway.domain.device import Device
from gateway.domain.order import CountTry, EnrolDevice
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.messages import Enrol, Hello
from gateway.protocol.signing import enrolment_lines, plain_code, session_lines
from gateway.protocol.version import highest_common
from gateway.service.clock import Clock
from gateway.service.hub.replica import Replica
from gateway.service.identity.challenge import NonceChallenge
from gateway.service.identity.codes import Codes, selector
from gateway.service.identity.delays import HourlyLimit
from gateway.service.identity.keys import is_signed
from gateway.service.identity.passwords import Passwords
from gateway.service.timers.errands import Submits, system_order


class Admission:
    """Checks hello and enrol against the devices. ``hosts``: names in the gateway's certificate."""

    def __init__(
        self,
        replica: Replica,
        writer: Submits,
        codes: Codes,
        passwords: Passwords,
        clock: Clock,
        hosts: Collection[str],
        limit: HourlyLimit,
    ) -> None:
        self._replica = replica
        self._writer = writer
        self._codes = codes
        self._passwords = passwords
        self._clock = clock
        self._hosts = hosts
        self._limit = limit

    def check_host(self, host: str) -> None:
        """Raise Refused(BAD_SIGNATURE): what was signed for another host is worth nothing here."""
        if host not in self._hosts:
            raise Refused(ErrorCode.BAD_SIGNATURE)

    def admit(self, hello: Hello, challenge: NonceChallenge, host: str) -> tuple[Device, int]:
        """The device that connects and the version to speak. Raises Refused."""
        version = highest_common(hello.min_version, hello.max_version)
        if version is None:
            raise Refused(ErrorCode.NO_COMMON_VERSION)
        self.check_host(host)
        lines = session_lines(hello.kind, hello.device, host, challenge.spend())
        device = self._replica.device(hello.device)
        if device is None or not hello.device.startswith(f"{hello.kind}:"):
            raise Refused(ErrorCode.UNKNOWN_DEVICE)
        if device.enrolment.revoked:
            raise Refused(ErrorCode.REVOKED)
        if not device.enrolment.enrolled:
            raise Refused(ErrorCode.UNKNOWN_DEVICE)
        if not is_signed(lines, hello.signature, device.enrolment.public_key):
            raise Refused(ErrorCode.BAD_SIGNATURE)
        return device, version

    async def enrol(self, ask: Enrol, challenge: NonceChallenge, host: str, address: str) -> Device:
        """Bind the key to the device that the code was made for. Raises Refused."""
        self._limit.check(address)
        self.check_host(host)
        code = plain_code(ask.code)
        lines = enrolment_lines(ask.kind, code, host, challenge.spend())
        if not is_signed(lines, ask.signature, ask.public_key):
            raise Refused(ErrorCode.BAD_SIGNATURE)
        sealed = self._codes.seal(code)
        order = EnrolDevice(
            kind=ask.kind,
            code_hmac=sealed,
            public_key=ask.public_key,
            pin_hash=await self._passwords.hash(ask.pin) if ask.pin else "",
        )
        try:
            done = await self._writer.submit(system_order(order, self._clock))
        except Refused as refused:
            return await self._not_enrolled(refused, ask, code, sealed, address)
        device = self._replica.device(done.subject or "")
        if device is None:
            raise Refused(ErrorCode.INTERNAL)
        return device

    async def _not_enrolled(
        self, refused: Refused, ask: Enrol, code: str, sealed: str, address: str
    ) -> Device:
        if refused.code is ErrorCode.CODE_USED:
            # The answer to the first try may have been lost: the same key is the same device.
            for device in self._replica.devices():
                bound = device.enrolment
                if bound.code_hmac == sealed and bound.public_key == ask.public_key:
                    return device
        if refused.code is ErrorCode.CODE_WRONG:
            self._limit.wrong(address)
            tried = CountTry(kind=ask.kind, selector=selector(code))
            await self._writer.submit(system_order(tried, self._clock))
        raise refused
