"""The gateway's settings: what keys exist, their defaults and their meaning.

Read from one TOML file; every key can be overridden by ``POSPIN_<SECTION>_<KEY>`` in the
environment (``POSPIN_LISTEN_PORT``, ``POSPIN_OUTBOUND_EMAIL_HOST``). How they are read is in
``gateway.settings_file``.
"""

from typing import Annotated, Final, Literal

from msgspec import Meta, Struct, field

Port = Annotated[int, Meta(ge=0, le=65_535)]
Seconds = Annotated[float, Meta(gt=0, le=86_400)]


class Secret:
    """A text that never shows in a log, a traceback or a printed setting."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself, for the one place that needs it."""
        return self._text

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __repr__(self) -> str:
        return "***" if self._text else ""


NO_SECRET: Final = Secret("")


class Section(Struct, frozen=True, kw_only=True):
    """Base of all groups of settings."""


class Listen(Section, frozen=True, kw_only=True):
    """Where the gateway listens."""

    host: Annotated[str, Meta(description="Address to listen on; 0.0.0.0 is every one.")] = (
        "0.0.0.0"  # noqa: S104  tablets reach the gateway over the network
    )
    port: Annotated[Port, Meta(description="HTTPS port of the pages.")] = 8443
    ws_port: Annotated[Port, Meta(description="WSS port of the sockets.")] = 8444
    loopback: Annotated[
        bool,
        Meta(description="Also plain HTTP and WS on 127.0.0.1, for a browser on this machine."),
    ] = False
    loopback_port: Annotated[Port, Meta(description="Port of the pages on 127.0.0.1.")] = 8480
    loopback_ws_port: Annotated[Port, Meta(description="Port of the sockets on 127.0.0.1.")] = 8481
    setup_port: Annotated[
        Port, Meta(description="Plain HTTP port that hands out the CA certificate only; 0 is off.")
    ] = 0


class Tls(Section, frozen=True, kw_only=True):
    """The gateway's certificate."""

    names: Annotated[
        list[str], Meta(description="Further host names and addresses of this gateway.")
    ] = []
    days: Annotated[
        int, Meta(ge=2, le=397, description="How long a server certificate is valid, in days.")
    ] = 90
    renew_days: Annotated[
        int, Meta(ge=1, le=396, description="How many days before its end it is renewed.")
    ] = 30


class Escalation(Section, frozen=True, kw_only=True):
    """When an unclaimed alarm is carried further; seconds since it was received."""

    louder_s: Annotated[Seconds, Meta(description="All consoles, louder.")] = 20
    supervisor_s: Annotated[
        Seconds, Meta(description="Supervisor called; the tablet shows 112.")
    ] = 60
    relay_s: Annotated[Seconds, Meta(description="Outside relay, recorded as a breach.")] = 90
    contact_s: Annotated[
        Seconds, Meta(description="Silence of an agency after which its next contact is tried.")
    ] = 60


class Guests(Section, frozen=True, kw_only=True):
    """Guest reports (Lapor Tamu 24 Jam)."""

    answer_s: Annotated[
        Seconds, Meta(description="Silence of the Ketua RT after which the next step is taken.")
    ] = 300
    call_s: Annotated[
        Seconds, Meta(description="How long the call of a guest report has to be taken.")
    ] = 120
    expiring_hours: Annotated[
        float, Meta(gt=0, le=72, description="How long before its end a stay is shown as ending.")
    ] = 3
    overdue_hours: Annotated[
        float, Meta(gt=0, le=240, description="How long after its end a stay is overdue.")
    ] = 6
    lapse_hours: Annotated[
        float, Meta(gt=0, le=240, description="How long announced guests are waited for.")
    ] = 36
    keep_days: Annotated[
        int,
        Meta(ge=1, le=3_650, description="How long identities are kept after guests have left."),
    ] = 90


class Enrolment(Section, frozen=True, kw_only=True):
    """Enrolment codes."""

    code_minutes: Annotated[
        int, Meta(ge=1, le=1_440, description="How long an enrolment code is valid, in minutes.")
    ] = 15


class Presence(Section, frozen=True, kw_only=True):
    """When a post counts as lost."""

    lost_s: Annotated[Seconds, Meta(description="Silence of a post after which it is lost.")] = 20
    grace_s: Annotated[
        Seconds, Meta(description="After a start of the gateway nothing is lost for so long.")
    ] = 45
    flapping_per_hour: Annotated[
        int, Meta(ge=1, le=1_000, description="Crossings an hour above which a post flaps.")
    ] = 6


class Claims(Section, frozen=True, kw_only=True):
    """How long a claim lives without a sign of its officer."""

    stale_s: Annotated[Seconds, Meta(description="Silence after which a claim is stale.")] = 45


class Email(Section, frozen=True, kw_only=True):
    """The outside relay by e-mail. Without a host it is off."""

    host: Annotated[str, Meta(description="SMTP server; empty is off.")] = ""
    port: Annotated[Port, Meta(description="SMTP port.")] = 587
    sender: Annotated[str, Meta(description="Address in From.")] = ""
    to: Annotated[
        list[str], Meta(description="Addresses that are told of an unclaimed alarm.")
    ] = []
    security: Annotated[
        Literal["starttls", "tls", "none"],
        Meta(description="starttls, tls from the first byte, or none (without a password only)."),
    ] = "starttls"
    user: Annotated[str, Meta(description="User name; empty is none.")] = ""
    password: Annotated[
        Secret, Meta(description="Password; only from the environment, never in the file.")
    ] = NO_SECRET
    password_file: Annotated[str, Meta(description="File with the password on its first line.")] = (
        ""
    )
    ca_file: Annotated[
        str, Meta(description="CA that vouches for the server; empty is the system's own.")
    ] = ""
    max_attempts: Annotated[
        int, Meta(ge=1, le=100, description="After so many tries a message is given up.")
    ] = 12
    timeout_s: Annotated[Seconds, Meta(description="Longest wait for the server.")] = 20


class Outbound(Section, frozen=True, kw_only=True):
    """Ways out of the system that reach people without a console."""

    email: Email = Email()


#: Those of Chrome and its kin, Firefox, Safari and Edge.
_PUSH_SERVICES: Final = (
    "fcm.googleapis.com",
    "push.services.mozilla.com",
    "push.apple.com",
    "notify.windows.com",
)


class Push(Section, frozen=True, kw_only=True):
    """Web Push to partners' phones. It needs a contact, or the pages' public address."""

    contact: Annotated[
        str,
        Meta(
            description="mailto: or https: address for push services; empty is pages.public_url.",
            pattern="^((mailto:|https://).+)?$",
        ),
    ] = ""
    hosts: Annotated[
        list[str],
        Meta(description="Push services that phones may name; with scheme, exactly that origin."),
    ] = field(default_factory=lambda: list(_PUSH_SERVICES))
    max_attempts: Annotated[
        int, Meta(ge=1, le=100, description="After so many tries a message is given up.")
    ] = 6
    timeout_s: Annotated[Seconds, Meta(description="Longest wait for a push service.")] = 10


class Sms(Section, frozen=True, kw_only=True):
    """SMS through gammu-smsd. Without a device it is off."""

    device: Annotated[str, Meta(description="The modem, such as /dev/ttyUSB0; empty is off.")] = ""
    connection: Annotated[str, Meta(description="How gammu speaks with it.")] = "at"
    database: Annotated[
        str, Meta(description="Database of gammu-smsd; empty is sms/messages.sqlite of the folder.")
    ] = ""
    daily_limit: Annotated[
        int, Meta(ge=0, le=100_000, description="Texts a day, all numbers together.")
    ] = 300
    number_limit: Annotated[int, Meta(ge=0, le=10_000, description="Texts a day and partner.")] = 30
    quiet_senders: Annotated[
        list[str],
        Meta(description="Senders whose texts are thrown away unread: the operator's adverts."),
    ] = []
    silent_s: Annotated[
        Seconds, Meta(description="Silence of the modem after which SMS counts as dead.")
    ] = 90
    max_attempts: Annotated[
        int, Meta(ge=1, le=100, description="After so many tries a message is given up.")
    ] = 6


class Broadcasts(Section, frozen=True, kw_only=True):
    """Broadcasts to posts, and the relay of a taken alarm to its neighbours."""

    relay_m: Annotated[
        float, Meta(gt=0, le=100_000, description="How far a relayed alarm goes, in metres.")
    ] = 3_000.0
    relay_posts: Annotated[
        int, Meta(ge=1, le=600, description="How many posts a relayed alarm calls at most.")
    ] = 10
    open_minutes: Annotated[
        int,
        Meta(ge=1, le=1_440, description="A broadcast that nobody ends is over after so long."),
    ] = 120


class Calls(Section, frozen=True, kw_only=True):
    """Voice and video calls."""

    ring_s: Annotated[
        Seconds, Meta(description="How long a call rings before it is missed or comes back.")
    ] = 45
    reconnect_s: Annotated[
        Seconds, Meta(description="How long a call may be without media before it is dropped.")
    ] = 30
    wrap_up_s: Annotated[
        Seconds, Meta(description="How long an officer isn't rung after a call.")
    ] = 90


class Turn(Section, frozen=True, kw_only=True):
    """Ways through firewalls for calls: which servers devices use, and our own coturn's file."""

    urls: Annotated[
        list[str],
        Meta(description="stun:, turn: and turns: addresses for devices in a call; empty is none."),
    ] = []
    realm: Annotated[str, Meta(min_length=1, description="Realm of the TURN server.")] = "pospin"
    secret_file: Annotated[
        str,
        Meta(description="File with coturn's static-auth-secret; empty is our own, made once."),
    ] = ""
    lifetime_s: Annotated[
        Seconds, Meta(description="How long credentials of a device in a call hold.")
    ] = 600
    relay_only: Annotated[
        bool, Meta(description="Media never goes directly, only through the TURN server.")
    ] = False
    listen_ip: Annotated[str, Meta(description="Address of coturn; empty is every one.")] = ""
    relay_ip: Annotated[str, Meta(description="Address that it relays from; empty is any.")] = ""
    external_ip: Annotated[
        str, Meta(description="Its public address where it stands behind a translator (NAT).")
    ] = ""
    port: Annotated[Port, Meta(description="Port of STUN and TURN, UDP and TCP.")] = 3478
    tls_port: Annotated[Port, Meta(description="Port of TURN over TLS.")] = 5349
    min_port: Annotated[Port, Meta(description="First port of what is relayed.")] = 49_152
    max_port: Annotated[Port, Meta(description="Last port of what is relayed.")] = 65_535
    allowed_peers: Annotated[
        list[str],
        Meta(description="Private networks of consoles and tablets that it may relay to."),
    ] = []
    user_quota: Annotated[
        int, Meta(ge=1, le=10_000, description="Allocations of one device in one call.")
    ] = 40
    total_quota: Annotated[
        int, Meta(ge=1, le=100_000, description="Allocations of all devices together.")
    ] = 1_200


class Recordings(Section, frozen=True, kw_only=True):
    """Recordings of calls."""

    days: Annotated[
        int, Meta(ge=0, le=36_500, description="Kept for so many days, then erased; 0 is for ever.")
    ] = 90
    reserve_mb: Annotated[
        int,
        Meta(ge=0, le=1_000_000, description="Room that recordings leave for everything else, MB."),
    ] = 1_024


class Pages(Section, frozen=True, kw_only=True):
    """What the pages show."""

    public_url: Annotated[
        str, Meta(description="Public https address of the pages, where there is one.")
    ] = ""
    phone: Annotated[
        str, Meta(description="Telephone number of the control room; empty is not shown.")
    ] = ""
    sms: Annotated[
        str,
        Meta(description="Number that takes text messages for the control room; empty: none."),
    ] = ""


class Log(Section, frozen=True, kw_only=True):
    """The log on standard error."""

    level: Annotated[
        Literal["debug", "info", "warning", "error"], Meta(description="Lowest level written.")
    ] = "info"
    format: Annotated[
        Literal["json", "text"], Meta(description="json for machines, text for people.")
    ] = "json"


class Settings(Section, frozen=True, kw_only=True):
    """All settings of one gateway."""

    listen: Listen = Listen()
    tls: Tls = Tls()
    escalation: Escalation = Escalation()
    guests: Guests = Guests()
    enrolment: Enrolment = Enrolment()
    presence: Presence = Presence()
    claims: Claims = Claims()
    outbound: Outbound = Outbound()
    push: Push = Push()
    sms: Sms = Sms()
    broadcasts: Broadcasts = Broadcasts()
    calls: Calls = Calls()
    turn: Turn = Turn()
    recordings: Recordings = Recordings()
    pages: Pages = Pages()
    log: Log = Log()
