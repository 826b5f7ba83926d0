"""Golden frames around all work: greeting, sign-in, heartbeat, answers, presence."""

import msgspec

from gateway.protocol import enums, messages
from gateway.protocol.errors import ErrorCode
from tests.helpers.golden.base import (
    COMMAND,
    CONSOLE,
    INCIDENT,
    JOURNAL,
    NONCE,
    PARTNER,
    POST,
    PRESSED,
    PUBLIC_KEY,
    SIGNATURE,
    after,
)
from tests.helpers.golden.officer import identity


def hello(kind: enums.ClientKind, device: str) -> messages.Hello:
    """The greeting of an enrolled device."""
    return messages.Hello(
        min_version=1,
        max_version=1,
        kind=kind,
        build="0.1.0",
        device=device,
        signature=SIGNATURE,
    )


def welcome(device: str, title: str, audience: str) -> messages.Welcome:
    """The answer to an admitted hello."""
    return messages.Welcome(
        version=1, journal=JOURNAL, now=after(0.1), device=device, title=title, audience=audience
    )


def welcome_locked() -> messages.Welcome:
    """The welcome of a console where nobody is signed in."""
    return msgspec.structs.replace(
        welcome(CONSOLE, "Meja 1", "locked1"), desks=(enums.Desk.SATPOL_PP, enums.Desk.PSC_119)
    )


def welcome_signed_in() -> messages.Welcome:
    """The welcome of a console whose sign-in still holds."""
    return msgspec.structs.replace(
        welcome(CONSOLE, "Meja 1", "a1"), desks=(enums.Desk.SATPOL_PP,), officer=identity()
    )


def client_frames() -> dict[str, messages.Message]:
    """What clients send around their work."""
    return {
        "enrol": messages.Enrol(
            kind=enums.ClientKind.POST, code="7K3MQ2XD", public_key=PUBLIC_KEY, signature=SIGNATURE
        ),
        "enrol.partner": messages.Enrol(
            kind=enums.ClientKind.PARTNER,
            code="7K3MQ2XD",
            public_key=PUBLIC_KEY,
            signature=SIGNATURE,
            pin="2580",
        ),
        "hello.partner": hello(enums.ClientKind.PARTNER, PARTNER),
        "unlock": messages.Unlock(id=COMMAND, pin="2580"),
        "lock": messages.Lock(id=COMMAND),
        "hello.post": hello(enums.ClientKind.POST, POST),
        "hello.console": hello(enums.ClientKind.CONSOLE, CONSOLE),
        "hello.console.session": msgspec.structs.replace(
            hello(enums.ClientKind.CONSOLE, CONSOLE), session=NONCE
        ),
        "sign_in": messages.SignIn(id=COMMAND, user="petugas1", password="kata sandi contoh"),
        "sign_out": messages.SignOut(id=COMMAND),
        "resume.first": messages.Resume(),
        "resume.after": messages.Resume(after=41, audience="a1", journal=JOURNAL),
        "heartbeat.console": messages.Heartbeat(),
        "heartbeat.post": messages.Heartbeat(
            battery=0.84,
            charging=True,
            network="4g",
            screen_on=True,
            sound_unlocked=True,
            storage_persistent=True,
            clock_offset_ms=-1200,
            queue=1,
        ),
    }


def server_frames() -> dict[str, messages.Message]:
    """What the gateway sends around its work."""
    return {
        "challenge": messages.Challenge(nonce=NONCE, now=PRESSED),
        "enrolled": messages.Enrolled(device=POST, title="Pos Kamling RT 03"),
        "welcome.post": welcome(POST, "Pos Kamling RT 03", "p1"),
        "welcome.partner": msgspec.structs.replace(
            welcome(PARTNER, "Regu 2 Damkar Sukorejo", "m1"), unlocked=True
        ),
        "unlocked": messages.Unlocked(id=COMMAND, token=NONCE, audience="m1"),
        "welcome.console.locked": welcome_locked(),
        "welcome.console.signed_in": welcome_signed_in(),
        "signed_in": messages.SignedIn(id=COMMAND, token=NONCE, officer=identity(), audience="a1"),
        "ack": messages.Ack(id=COMMAND, seq=43, subject=INCIDENT),
        "ack.grant": messages.Ack(
            id=COMMAND,
            seq=44,
            subject=POST,
            grant=messages.Grant(code="7K3MQ2XD", expires_at=after(900)),
        ),
        "refusal": messages.Refusal(
            id=COMMAND, code=ErrorCode.ALREADY_CLAIMED, message="Sudah diambil Petugas 1."
        ),
        "refusal.retry": messages.Refusal(
            id=COMMAND,
            code=ErrorCode.TOO_MANY_TRIES,
            message="Terlalu banyak percobaan. Coba lagi dalam 30 detik.",
            retry_after_s=30.0,
        ),
        "refusal.unreadable": messages.Refusal(
            id=None, code=ErrorCode.BAD_FRAME, message="Pesan tidak dapat dibaca."
        ),
        "heartbeat_answer": messages.HeartbeatAnswer(now=after(30), through=45),
        "presence.consoles": messages.Presence(
            posts=[
                messages.PostPresence(
                    post=POST,
                    online=True,
                    heard_at=after(29),
                    battery=0.84,
                    charging=True,
                    network="4g",
                    sound_unlocked=True,
                    storage_persistent=True,
                )
            ]
        ),
        "presence.post": messages.Presence(attended=False),
        "notice": messages.Notice(
            code="store_failed", message="Penyimpanan pusat sedang gagal. Hubungi administrator."
        ),
        "events.empty": messages.Events(after=44, through=45, items=[]),
    }
