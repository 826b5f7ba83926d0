"""The closed vocabularies of the wire. Values stand in the JSON and are never reused."""

from enum import StrEnum


class ClientKind(StrEnum):
    """Which endpoint a client speaks to."""

    POST = "post"
    CONSOLE = "console"
    PARTNER = "partner"


class Kind(StrEnum):
    """What an incident is about."""

    FIRE = "fire"
    DISASTER = "disaster"
    CRIME = "crime"
    MEDICAL = "medical"
    RESCUE = "rescue"
    PUBLIC_ORDER = "public_order"
    OTHER = "other"


class Mode(StrEnum):
    """Whether it counts. Fixed at creation and never changed (law 7)."""

    REAL = "real"
    DRILL = "drill"
    TEST = "test"


class Priority(StrEnum):
    """P1 Darurat, P2 Segera, P3 Biasa."""

    P1 = "p1"
    P2 = "p2"
    P3 = "p3"


class IncidentState(StrEnum):
    """Where an incident stands; the allowed steps are in ``gateway.domain.incident``."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    VERIFYING = "verifying"
    DISPATCHED = "dispatched"
    IN_PROGRESS = "in_progress"
    CONTROLLED = "controlled"
    ON_HOLD = "on_hold"
    CANCELLED_BY_REPORTER = "cancelled_by_reporter"
    MERGED = "merged"
    CLOSED = "closed"


class Disposition(StrEnum):
    """How an incident ended."""

    HANDLED = "handled"
    FALSE_OR_PRANK = "false_or_prank"
    NOT_FOUND = "not_found"
    DUPLICATE = "duplicate"
    REFERRED = "referred"
    NOT_EMERGENCY = "not_emergency"
    CANCELLED = "cancelled"


class Escalation(StrEnum):
    """How far an unclaimed alarm has been carried."""

    NONE = "none"
    LOUDER = "louder"
    SUPERVISOR = "supervisor"
    RELAY = "relay"


class Desk(StrEnum):
    """A group of officers who answer for the same kinds of incident."""

    SATPOL_PP = "SATPOL_PP"
    PSC_119 = "PSC_119"
    UP4 = "UP4"
    DAMKAR = "DAMKAR"


class Role(StrEnum):
    """What an officer may do."""

    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


class SoundLevel(StrEnum):
    """How an alarm sounds by a rule. ``SOFT``: once, quietly."""

    FULL = "full"
    SOFT = "soft"
    SILENT = "silent"


class PartnerRole(StrEnum):
    """Who carries a partner's phone."""

    KETUA_RT = "ketua_rt"
    DEPUTY = "deputy"
    LINMAS = "linmas"
    CREW = "crew"


class LinkState(StrEnum):
    """What the gateway knows of a post's connection."""

    NEVER = "never"
    ONLINE = "online"
    LOST = "lost"


class SoundState(StrEnum):
    """What a console can prove about its loudspeaker.

    ``PROVEN``: the tone was measured on the output's monitor. ``UNPROVEN``: it plays, but there is
    no monitor to listen to. ``QUIET``: played, but measured too soft or muted. ``LOST``: no output.
    """

    UNKNOWN = "unknown"
    PROVEN = "proven"
    UNPROVEN = "unproven"
    QUIET = "quiet"
    LOST = "lost"


class Channel(StrEnum):
    """A way out of the system that reaches people without a console."""

    EMAIL = "email"
    PUSH = "push"
    SMS = "sms"


class ChannelState(StrEnum):
    """What is known of a channel."""

    OFF = "off"
    UNTRIED = "untried"
    WORKING = "working"
    FAILING = "failing"


class Language(StrEnum):
    """In which words a partner's phone is woken."""

    INDONESIAN = "id"
    ENGLISH = "en"


class NumberState(StrEnum):
    """Whether a partner's number is proven to be the partner's. ``FAILED``: no code could be sent
    to it."""

    UNPROVEN = "unproven"
    ASKED = "asked"
    FAILED = "failed"
    PROVEN = "proven"


class Topic(StrEnum):
    """What a message that leaves the system is about."""

    UNCLAIMED = "unclaimed"
    TASK = "task"
    APPEAL = "appeal"
    GUEST = "guest"
    CALL = "call"
    NUMBER_CODE = "number_code"


class Subkind(StrEnum):
    """What exactly, as the tablet asks it by pictures after the alarm is sent."""

    BUILDING_FIRE = "building_fire"
    LAND_FIRE = "land_fire"
    VEHICLE_FIRE = "vehicle_fire"
    FLOOD = "flood"
    LANDSLIDE = "landslide"
    STRONG_WIND = "strong_wind"
    FALLEN_TREE = "fallen_tree"
    EARTHQUAKE = "earthquake"
    TIDAL_FLOOD = "tidal_flood"
    THEFT = "theft"
    ROBBERY = "robbery"
    FIGHT = "fight"
    DOMESTIC_VIOLENCE = "domestic_violence"
    SUSPICIOUS_PERSON = "suspicious_person"
    MISSING_PERSON = "missing_person"
    ACCIDENT = "accident"
    UNCONSCIOUS = "unconscious"
    ILLNESS = "illness"
    CHILDBIRTH = "childbirth"
    ANIMAL_RESCUE = "animal_rescue"


class YesNo(StrEnum):
    """An answer of a resident who may not know."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class TaskState(StrEnum):
    """Where an agency's task stands; the allowed steps are in ``gateway.domain.agency_task``."""

    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    EN_ROUTE = "en_route"
    ON_SCENE = "on_scene"
    DONE = "done"
    NO_ANSWER = "no_answer"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ContactChannel(StrEnum):
    """How an agency or partner is reached, or was heard on behalf."""

    SOFTWARE = "software"
    TELEPHONE = "telephone"
    RADIO = "radio"
    MESSENGER = "messenger"
    SMS = "sms"
    IN_PERSON = "in_person"


class AgencySort(StrEnum):
    """What an agency is, for run cards and pictures."""

    DAMKAR = "damkar"
    PSC_119 = "psc_119"
    PUSKESMAS = "puskesmas"
    POLSEK = "polsek"
    KORAMIL = "koramil"
    BPBD = "bpbd"
    BASARNAS = "basarnas"
    PLN = "pln"
    LINMAS = "linmas"
    SATPOL_PP = "satpol_pp"
    TRANTIB = "trantib"
    KADES = "kades"
    DISHUB = "dishub"
    DINSOS = "dinsos"
    SAPA = "sapa"
    OTHER = "other"


class AppealAnswer(StrEnum):
    """What a neighbour answers to an appeal for help: seen, on the way, there, there and in need of
    more."""

    SEEN = "seen"
    COMING = "coming"
    ON_SCENE = "on_scene"
    NEEDS_HELP = "needs_help"


class DeliveryState(StrEnum):
    """Where an outbound message stands. ``HANDED``: the modem's daemon has it, the network not
    yet."""

    PENDING = "pending"
    HANDED = "handed"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"


class Side(StrEnum):
    """Who writes: a post, to officers or to its partners, and each of those to it."""

    POST = "post"
    OFFICER = "officer"
    PARTNER = "partner"


class Mark(StrEnum):
    """How far a message has come: on the other side's client, before the other side's eyes."""

    DELIVERED = "delivered"
    READ = "read"


class Phrase(StrEnum):
    """What can be said by one touch. The words are in ``resources/i18n/phrases``."""

    COME_QUICKLY = "come_quickly"
    SOMEONE_TRAPPED = "someone_trapped"
    SOMEONE_HURT = "someone_hurt"
    GROWING = "growing"
    ROAD_BLOCKED = "road_blocked"
    UNDER_CONTROL = "under_control"
    YES = "yes"
    NO = "no"
    HELP_COMING = "help_coming"
    STAY_SAFE = "stay_safe"
    WHAT_HAPPENS = "what_happens"
    WHERE_EXACTLY = "where_exactly"
    ANYONE_HURT = "anyone_hurt"
    SEND_PHOTO = "send_photo"
    SHOW_THE_WAY = "show_the_way"


class MediaSort(StrEnum):
    """What a message carries beside its words."""

    PHOTO = "photo"
    VOICE = "voice"


class MediaForm(StrEnum):
    """In which form a stored picture is fetched; a voice note has only the full one."""

    FULL = "full"
    THUMBNAIL = "thumbnail"


class GuestState(StrEnum):
    """Where a guest report stands; the allowed steps are in ``gateway.domain.guest``."""

    PLANNED = "planned"
    SENT = "sent"
    NOTIFYING = "notifying"
    ACKNOWLEDGED = "acknowledged"
    VALID = "valid"
    NEEDS_MEETING = "needs_meeting"
    NEEDS_CORRECTION = "needs_correction"
    EXPIRING = "expiring"
    OVERDUE = "overdue"
    LEFT = "left"
    NOT_ARRIVED = "not_arrived"
    PURGED = "purged"


class GuestStep(StrEnum):
    """How far the telling of a guest report has come: the Ketua RT by message, by a call, the
    deputy, the Satpol PP desk as information."""

    MESSAGE = "message"
    CALL = "call"
    DEPUTY = "deputy"
    DESK = "desk"


class GuestContact(StrEnum):
    """How the resident wants the Ketua RT to be reached."""

    MESSAGE = "message"
    VOICE = "voice"
    VIDEO = "video"


class GuestPurpose(StrEnum):
    """Why a guest stays."""

    FAMILY = "family"
    WORK = "work"
    BOARDING = "boarding"
    TREATMENT = "treatment"
    TOURISM = "tourism"
    OTHER = "other"


class GuestField(StrEnum):
    """What of a guest report the Ketua RT wants corrected."""

    NAME = "name"
    ORIGIN = "origin"
    HOUSE = "house"
    PURPOSE = "purpose"
    ARRIVAL = "arrival"
    NIGHTS = "nights"
    PEOPLE = "people"
    PHONE = "phone"
    PLATE = "plate"
    DOCUMENT = "document"
    OTHER = "other"


class Sex(StrEnum):
    """As it stands on an identity card."""

    MALE = "male"
    FEMALE = "female"


class Document(StrEnum):
    """What proves who a guest is."""

    NIK = "nik"
    PASSPORT = "passport"


class NikWarning(StrEnum):
    """What looks wrong about a NIK. Never a reason to refuse it."""

    LENGTH = "length"
    REPEATED = "repeated"
    REGION = "region"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    SERIAL = "serial"


class CallState(StrEnum):
    """Where a call stands; the allowed steps are in ``gateway.domain.call``."""

    RINGING = "ringing"
    CONNECTING = "connecting"
    ACTIVE = "active"
    ON_HOLD = "on_hold"
    RECONNECTING = "reconnecting"
    MISSED = "missed"
    DROPPED = "dropped"
    ENDED = "ended"


class LegState(StrEnum):
    """Where one device stands in a call. ``ON``: its media was seen to flow."""

    RINGING = "ringing"
    CONNECTING = "connecting"
    ON = "on"
    RECONNECTING = "reconnecting"
    LEFT = "left"


class LegRole(StrEnum):
    """What a device is in a call. A listener hears and isn't heard."""

    CALLER = "caller"
    CALLED = "called"
    OFFICER = "officer"
    INVITED = "invited"
    LISTENER = "listener"
    JOINED = "joined"


class CallEnd(StrEnum):
    """How a call ended."""

    HUNG_UP = "hung_up"
    CANCELLED = "cancelled"
    DECLINED = "declined"
    UNANSWERED = "unanswered"
    DROPPED = "dropped"
    TRANSFERRED = "transferred"


class RecordingState(StrEnum):
    """Whether a call is being recorded."""

    OFF = "off"
    ON = "on"
    FAILED = "failed"


class AgentState(StrEnum):
    """Whether an officer may be rung. BUSY and WRAP_UP follow from calls, the others are chosen."""

    READY = "ready"
    BUSY = "busy"
    WRAP_UP = "wrap_up"
    BREAK = "break"
    OUT = "out"
