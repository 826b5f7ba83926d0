"""Settings: every fault is refused with the key's name, and no secret is ever shown."""

from pathlib import Path

import pytest

from gateway.settings import Settings
from gateway.settings_file import SettingsError, describe, load
from resources.i18n import LANGUAGES, translator


def written(folder: Path, text: str) -> Path:
    file = folder / "settings.toml"
    file.write_text(text, "utf-8")
    return file


def test_nothing_given_gives_the_defaults_of_the_design() -> None:
    settings = load(None, {})
    assert settings == Settings()
    assert (settings.listen.port, settings.listen.ws_port) == (8443, 8444)
    steps = settings.escalation
    assert (steps.louder_s, steps.supervisor_s, steps.relay_s) == (20, 60, 90)
    assert (settings.tls.days, settings.tls.renew_days) == (90, 30)


def test_the_environment_outranks_the_file(tmp_path: Path) -> None:
    file = written(tmp_path, "[listen]\nport = 9000\nws_port = 9001\n")
    environ = {
        "POSPIN_LISTEN_PORT": "9100",
        "POSPIN_LISTEN_LOOPBACK": "true",
        "POSPIN_TLS_NAMES": "pusat.example, 192.0.2.7",
        "POSPIN_OUTBOUND_EMAIL_HOST": "mail.example",
        "POSPIN_OUTBOUND_EMAIL_SENDER": "pospin@kendal.example",
        "POSPIN_OUTBOUND_EMAIL_TO": "piket@kendal.example",
        "POSPIN_CONSOLE_LANGUAGE": "not the gateway's",
    }
    settings = load(file, environ)
    assert (settings.listen.port, settings.listen.ws_port, settings.listen.loopback) == (
        9100,
        9001,
        True,
    )
    assert settings.tls.names == ["pusat.example", "192.0.2.7"]
    assert settings.outbound.email.to == ["piket@kendal.example"]


@pytest.mark.parametrize(
    ("text", "reason", "named"),
    [
        ("x = 1", "settings_unknown", "x"),
        ("[listen]\nprot = 1", "settings_unknown", "listen.prot"),
        ("[outbound.email]\nhots = 'a'", "settings_unknown", "outbound.email.hots"),
        ("[listen]\nport = '8443'", "settings_bad", "listen.port"),
        ("[listen]\nport = 70000", "settings_bad", "listen.port"),
        ("[log]\nformat = 'xml'", "settings_bad", "log.format"),
        ("listen = 3", "settings_bad", "listen"),
        ("[escalation]\nlouder_s = 80", "settings_order", "escalation"),
        ("[tls]\nrenew_days = 95", "settings_order", "tls"),
        ("[outbound.email]\nhost = 'mail.example'", "settings_email_incomplete", ""),
        ("[outbound.email]\npassword = 'rahasia'", "settings_secret", "outbound.email.password"),
        ("[pages]\npublic_url = 'http://a.example'", "settings_bad", "pages.public_url"),
        ("[listen", "settings_not_toml", "settings.toml"),
    ],
)
def test_a_bad_file_is_refused_with_the_key(
    tmp_path: Path, text: str, reason: str, named: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        load(written(tmp_path, text), {})
    assert caught.value.reason == reason
    for language in LANGUAGES:
        sentence = translator("gateway", language)(reason, **caught.value.params)
        assert named in sentence
        assert "rahasia" not in sentence.replace("adalah rahasia", "")


@pytest.mark.parametrize(
    ("variable", "value", "reason"),
    [
        ("POSPIN_LISTEN_PORT", "eight", "settings_bad"),
        ("POSPIN_LISTEN_LOOPBACK", "maybe", "settings_bad"),
        ("POSPIN_LISTEN_PROT", "1", "settings_unknown"),
        ("POSPIN_PRESENCE_LOST_S", "-1", "settings_bad"),
    ],
)
def test_a_bad_variable_is_refused_by_its_name(variable: str, value: str, reason: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(None, {variable: value})
    assert caught.value.reason == reason
    assert caught.value.params["setting"] == variable


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="settings_unreadable"):
        load(tmp_path / "none.toml", {})


def test_a_password_without_tls_is_refused() -> None:
    environ = {
        "POSPIN_OUTBOUND_EMAIL_HOST": "mail.example",
        "POSPIN_OUTBOUND_EMAIL_SENDER": "pospin@kendal.example",
        "POSPIN_OUTBOUND_EMAIL_TO": "piket@kendal.example",
        "POSPIN_OUTBOUND_EMAIL_USER": "pospin",
        "POSPIN_OUTBOUND_EMAIL_SECURITY": "none",
    }
    with pytest.raises(SettingsError, match="settings_email_clear"):
        load(None, environ)


def test_a_secret_is_usable_but_never_shown() -> None:
    settings = load(None, {"POSPIN_OUTBOUND_EMAIL_PASSWORD": "jangan-tampil"})
    assert settings.outbound.email.password.reveal() == "jangan-tampil"
    assert "jangan-tampil" not in repr(settings)
    assert "jangan-tampil" not in repr(describe(settings))


def test_every_key_is_described() -> None:
    described = {line.key: line for line in describe(load(None, {"POSPIN_LISTEN_PORT": "9000"}))}
    port = described["listen.port"]
    assert (port.default, port.value, port.variable) == (8443, 9000, "POSPIN_LISTEN_PORT")
    assert all(line.meaning.endswith(".") for line in described.values())
    assert "outbound.email.host" in described
