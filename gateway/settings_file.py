"""Reads the settings from a TOML file and the environment, and explains them."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import NODEFAULT, Struct, inspect

from gateway.settings import Secret, Settings, Turn

PREFIX: Final = "POSPIN"
_ICE_SCHEMES: Final = ("stun:", "turn:", "turns:")


class SettingsError(Exception):
    """A setting can't be used. ``reason`` is a key of ``resources/i18n/gateway.*.json``.

    ``params`` fill its sentence; they never carry a secret.
    """

    def __init__(self, reason: str, **params: str) -> None:
        super().__init__(f"{reason}: {params}")
        self.reason = reason
        self.params = params


class Described(Struct, frozen=True):
    """One key for people: its default, what it takes and what it means."""

    key: str
    variable: str
    takes: str
    default: Any
    value: Any
    meaning: str


def load(file: Path | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of ``file``, overridden by the environment.

    Raises SettingsError that names the first key that is unknown or can't be used.
    """
    document = _read(file) if file else {}
    _check_keys(document, Settings, "")
    _override(document, environ)
    settings = msgspec.convert(document, Settings, strict=False, dec_hook=_decode)
    _check_together(settings)
    return settings


def describe(settings: Settings) -> list[Described]:
    """Every key with its default, its present value and its meaning; secrets are masked."""
    return [
        Described(
            key=key,
            variable=_variable(key),
            takes=_takes(field),
            default=_plain(_default(field)),
            value=_plain(_value(settings, key)),
            meaning=_meaning(field),
        )
        for key, _, field in _fields(Settings, "")
    ]


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError("settings_unreadable", file=str(file), why=str(error)) from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError("settings_not_toml", file=str(file), why=str(error)) from error


def _check_keys(document: dict[str, Any], section: type[Struct], prefix: str) -> None:
    known = {field.encode_name: field for field in _struct(section).fields}
    for name, value in document.items():
        key = f"{prefix}{name}"
        if name not in known:
            raise SettingsError("settings_unknown", setting=key)
        inner = known[name].type
        if isinstance(inner, inspect.StructType):
            if not isinstance(value, dict):
                raise SettingsError("settings_bad", setting=key, takes="[table]", value=str(value))
            _check_keys(value, inner.cls, f"{key}.")
        elif _is_secret(inner):
            raise SettingsError("settings_secret", setting=key, variable=_variable(key))
        else:
            _check_value(section, known[name], key, value, strict=True)


def _override(document: dict[str, Any], environ: Mapping[str, str]) -> None:
    keys = {_variable(key): (key, section, field) for key, section, field in _fields(Settings, "")}
    sections = tuple(f"{PREFIX}_{field.encode_name.upper()}_" for field in _struct(Settings).fields)
    for variable, text in environ.items():
        if variable in keys:
            key, section, field = keys[variable]
            is_list = isinstance(_bare(field.type), inspect.ListType)
            value = [item.strip() for item in text.split(",") if item.strip()] if is_list else text
            _check_value(section, field, variable, value, strict=False)
            _put(document, key, value)
        elif variable.startswith(sections):
            raise SettingsError("settings_unknown", setting=variable)


def _put(document: dict[str, Any], key: str, value: object) -> None:
    *path, name = key.split(".")
    table = document
    for part in path:
        table = table.setdefault(part, {})
    table[name] = value


def _check_value(
    section: type[Struct], field: inspect.Field, key: str, value: object, *, strict: bool
) -> None:
    try:
        msgspec.convert({field.encode_name: value}, section, strict=strict, dec_hook=_decode)
    except msgspec.ValidationError as error:
        shown = "***" if _is_secret(field.type) else str(value)
        raise SettingsError(
            "settings_bad", setting=key, takes=_takes(field), value=shown
        ) from error


def _check_together(settings: Settings) -> None:
    steps = settings.escalation
    if not steps.louder_s < steps.supervisor_s < steps.relay_s:
        raise SettingsError("settings_order", keys="escalation.louder_s, supervisor_s, relay_s")
    if settings.tls.renew_days >= settings.tls.days:
        raise SettingsError("settings_order", keys="tls.renew_days, days")
    email = settings.outbound.email
    if email.host and not (email.sender and email.to):
        raise SettingsError("settings_email_incomplete")
    if email.user and email.security == "none":
        raise SettingsError("settings_email_clear")
    _check_turn(settings.turn)
    if settings.pages.public_url and not settings.pages.public_url.startswith("https://"):
        url = settings.pages.public_url
        raise SettingsError(
            "settings_bad", setting="pages.public_url", takes="https://…", value=url
        )


def _check_turn(turn: Turn) -> None:
    if turn.min_port >= turn.max_port:
        raise SettingsError("settings_order", keys="turn.min_port, max_port")
    takes = {"urls": "stun:… | turn:… | turns:…", "allowed_peers": "192.0.2.0/24"}
    wrong = [("urls", url) for url in turn.urls if not url.startswith(_ICE_SCHEMES)]
    wrong += [("allowed_peers", each) for each in turn.allowed_peers if not _is_network(each)]
    for name, value in wrong:
        raise SettingsError("settings_bad", setting=f"turn.{name}", takes=takes[name], value=value)


def _is_network(text: str) -> bool:
    try:
        ip_network(text)
    except ValueError:
        return False
    return True


def _fields(
    section: type[Struct], prefix: str
) -> Iterator[tuple[str, type[Struct], inspect.Field]]:
    for field in _struct(section).fields:
        key = f"{prefix}{field.encode_name}"
        if isinstance(field.type, inspect.StructType):
            yield from _fields(field.type.cls, f"{key}.")
        else:
            yield key, section, field


def _struct(section: type[Struct]) -> inspect.StructType:
    found = inspect.type_info(section)
    if not isinstance(found, inspect.StructType):
        raise TypeError(section)
    return found


def _bare(kind: inspect.Type) -> inspect.Type:
    return kind.type if isinstance(kind, inspect.Metadata) else kind


def _is_secret(kind: inspect.Type) -> bool:
    bare = _bare(kind)
    return isinstance(bare, inspect.CustomType) and bare.cls is Secret


def _takes(field: inspect.Field) -> str:
    match _bare(field.type):
        case inspect.IntType(ge=low, le=high):
            return f"integer {low}..{high}"
        case inspect.FloatType(le=high):
            return f"seconds, above 0 up to {high:g}"
        case inspect.BoolType():
            return "true or false"
        case inspect.ListType():
            return "list of texts"
        case inspect.LiteralType(values=values):
            return " | ".join(str(value) for value in values)
        case inspect.CustomType():
            return "secret text"
    return "text"


def _meaning(field: inspect.Field) -> str:
    kind = field.type
    extra = kind.extra_json_schema if isinstance(kind, inspect.Metadata) else None
    return str((extra or {})["description"])


def _default(field: inspect.Field) -> object:
    return field.default_factory() if field.default is NODEFAULT else field.default


def _value(settings: Settings, key: str) -> object:
    found: object = settings
    for part in key.split("."):
        found = getattr(found, part)
    return found


def _plain(value: object) -> object:
    return repr(value) if isinstance(value, Secret) else value


def _variable(key: str) -> str:
    return f"{PREFIX}_{key.replace('.', '_').upper()}"


def _decode(kind: type[Any], value: Any) -> Any:
    if kind is Secret and isinstance(value, str):
        return Secret(value)
    raise TypeError(f"Expected {kind.__name__}")
