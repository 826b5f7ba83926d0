"""The command line without a running gateway: what it says, what it exits with, what it changes."""

import io
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gateway.cli.invocation import Invocation
from gateway.cli.main import main
from gateway.cli.outcome import language_of
from gateway.data_folder import DataFolder
from resources.i18n import catalogue
from resources.pilot import pilot

AREA = "33.24.08.2012"
POST = ("post", "add", "--name", "Pos A", "--area", AREA, "--rt", "03", "--rw", "05")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on an own data folder; exit code, standard output, standard error."""
    monkeypatch.setattr("gateway.cli.main.logs.configure", lambda _: None)
    monkeypatch.setenv("LC_ALL", "C")

    def run(*arguments: str, typed: str = "", serve: Any = None) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        try:
            code = main([*arguments, "--data", str(tmp_path / "data")], serve)
        except SystemExit as ended:
            code = int(str(ended.code))
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def answer(run: Run, *arguments: str, typed: str = "") -> Any:
    """What a command that succeeds prints with ``--json``."""
    code, out, err = run(*arguments, "--json", typed=typed)
    assert (code, err) == (0, "")
    return json.loads(out)


def test_a_post_is_added_listed_coded_and_revoked(run: Run) -> None:
    added = answer(run, *POST)
    assert added["id"].startswith("post:")
    assert len(added["code"]) == 8
    (row,) = answer(run, "post", "list")["devices"]
    assert (row["id"], row["name"], row["state"]) == (added["id"], "Pos A", "new")
    assert answer(run, "post", "code", added["id"])["code"] != added["code"]
    bare = added["id"].removeprefix("post:")
    assert answer(run, "post", "revoke", bare)["id"] == added["id"]
    assert answer(run, "post", "list")["devices"][0]["state"] == "revoked"
    assert answer(run, "console", "list")["count"] == 0


def test_the_plain_answer_is_one_line(run: Run) -> None:
    code, out, _ = run(*POST)
    assert code == 0
    assert out.startswith("Pos A terdaftar: post:")
    assert out.endswith(" WIB.\n")
    assert out.count("\n") == 1


def test_a_refusal_is_said_in_the_users_language(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run(*POST)
    assert run(*POST) == (1, "", "Nama Pos A sudah dipakai.\n")
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    code, out, _ = run(*POST, "--json")
    assert code == 1
    told = json.loads(out)
    assert told["error"] == "name_taken"
    assert "Pos A" in told["message"]


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("frob",),
        ("post", "add"),
        ("post", "add", "--name", "", "--area", AREA),
        ("post", "add", "--name", "A", "--area", "Kaliwungu"),
        ("post", "add", "--name", "A", "--area", AREA, "--lat", "91", "--lon", "110"),
        ("post", "add", "--name", "A", "--area", AREA, "--lat", "-7"),
        ("officer", "add", "a", "--role", "chief", "--desk", "UP4", "--password-stdin"),
        ("officer", "add", "a", "--role", "officer", "--desk", "UP4"),
        ("officer", "add", "A B", "--role", "officer", "--desk", "UP4", "--password-stdin"),
        ("settings", "--settings", "/nonexistent.toml"),
        ("verify", "--database", "nonsense"),
        ("verify", "--database", "mysql://no-driver-for-this/x"),
    ],
)
def test_wrong_use_exits_with_two_and_changes_nothing(run: Run, arguments: tuple[str, ...]) -> None:
    code, _, err = run(*arguments, typed="kata sandi panjang\n")
    assert code == 2
    assert err
    assert answer(run, "post", "list")["count"] == 0


def test_an_officer_is_added_with_a_password_from_standard_input(run: Run, tmp_path: Path) -> None:
    add = ("officer", "add", "petugas1", "--role", "officer", "--desk", "SATPOL_PP", "PSC_119")
    added = answer(run, *add, "--password-stdin", typed="kata sandi panjang\n")
    assert added["user"] == "petugas1"
    assert run(*add, "--password-stdin", typed="x\n")[0] == 1
    store = b"".join(file.read_bytes() for file in (tmp_path / "data").glob("journal.sqlite*"))
    assert b"kata sandi panjang" not in store
    assert b"$argon2id$" in store


def test_the_demonstration_is_seeded_once(run: Run) -> None:
    first, second = answer(run, "seed", "demo"), answer(run, "seed", "demo")
    assert first["added"] == len(pilot().post) + 1 + len(first["officers"])
    assert second["added"] == 0
    assert second["password"] == first["password"]
    assert [row["name"] for row in first["devices"]] == [
        *(post.title for post in pilot().post),
        "Konsol 1",
    ]
    assert all(row["code"] for row in first["devices"])
    assert {row["id"] for row in second["devices"]} == {row["id"] for row in first["devices"]}


def test_verify_names_the_first_bad_entry(run: Run, tmp_path: Path) -> None:
    assert run("verify") == (1, "", f"Belum ada tempat simpan di {tmp_path / 'data'}.\n")
    run(*POST)
    assert answer(run, "verify") == {"events": 2, "bad": None, "reason": "", "recordings": 0}
    with sqlite3.connect(tmp_path / "data" / "journal.sqlite") as store:
        for (trigger,) in store.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'event'"
        ).fetchall():
            store.execute(f"DROP TRIGGER {trigger}")
        store.execute("UPDATE event SET hash = zeroblob(32) WHERE seq = 2")
    store.close()
    code, out, _ = run("verify", "--json")
    assert code == 1
    assert json.loads(out)["bad"] == 2
    assert "2" in run("verify")[1]


def test_a_backup_is_restored_as_another_journal(run: Run, tmp_path: Path) -> None:
    copy = tmp_path / "copy.tar"
    run(*POST)
    assert answer(run, "backup", str(copy))["bytes"] > 0
    assert run("backup", str(copy))[0] == 1
    run("post", "add", "--name", "Pos B", "--area", AREA)
    first = answer(run, "restore", str(copy))["journal"]
    assert first != answer(run, "restore", str(copy))["journal"]
    assert [row["name"] for row in answer(run, "post", "list")["devices"]] == ["Pos A"]
    (tmp_path / "text").write_text("no backup")
    assert run("restore", str(tmp_path / "text"))[0] == 1
    assert run("restore", str(tmp_path / "none"))[0] == 1
    assert answer(run, "post", "list")["count"] == 1


def test_a_backup_brings_a_whole_gateway_to_another_machine(run: Run, tmp_path: Path) -> None:
    here = DataFolder(tmp_path / "data")
    run(*POST)
    answer(run, "tls", "init")
    here.head_key()
    picture = here.path / "media" / "ab" / "picture"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"jpeg")
    secrets = {f.name: f.read_bytes() for part in (here.keys, here.tls) for f in part.iterdir()}
    copy = tmp_path / "copy.tar"
    answer(run, "backup", str(copy))
    assert copy.stat().st_mode & 0o777 == 0o600
    here.path.rename(tmp_path / "burnt")
    answer(run, "restore", str(copy))
    found = {f.name: f for part in (here.keys, here.tls) for f in part.iterdir()}
    assert {name: file.read_bytes() for name, file in found.items()} == secrets
    assert {file.stat().st_mode & 0o777 for file in found.values()} == {0o600}
    assert picture.read_bytes() == b"jpeg"
    assert answer(run, "verify")["bad"] is None


def test_another_store_is_backed_up_by_its_own_tools(run: Run, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'elsewhere.sqlite'}"
    assert answer(run, *POST, "--database", url)["code"]
    assert run("backup", str(tmp_path / "b"), "--database", url)[0] == 1
    assert not (tmp_path / "data" / "journal.sqlite").exists()


def test_certificates(run: Run) -> None:
    assert run("tls", "show")[0] == 1
    made = answer(run, "tls", "init")
    assert {"localhost", "127.0.0.1"} <= set(made["names"])
    shown = answer(run, "tls", "show")
    assert shown["fingerprint"] == made["fingerprint"]
    assert shown["url"].endswith(":8443/ca.pem")
    drawn = run("tls", "show", "--qr")[1]
    assert "█" in drawn
    assert shown["fingerprint"] in drawn


def test_settings_are_explained_and_masked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSPIN_OUTBOUND_EMAIL_PASSWORD", "jangan-tampil")
    code, out, _ = run("settings")
    assert code == 0
    assert "listen.port = 8443" in out
    assert "jangan-tampil" not in out
    monkeypatch.setenv("POSPIN_LISTEN_PORT", "x")
    code, _, err = run("settings")
    assert code == 2
    assert "POSPIN_LISTEN_PORT" in err


def test_settings_of_the_data_folder_hold_and_the_command_line_outranks_them(
    run: Run, tmp_path: Path
) -> None:
    DataFolder(tmp_path / "data")
    (tmp_path / "data" / "settings.toml").write_text("[listen]\nport = 9000\nws_port = 9001\n")
    served: list[Invocation] = []
    code, _, _ = run("serve", "--port", "9100", "--loopback", serve=served.append)
    assert code == 0
    listen = served[0].settings.listen
    assert (listen.port, listen.ws_port, listen.loopback) == (9100, 9001, True)


def test_a_taken_port_is_one_plain_line(run: Run) -> None:
    def taken(_: Invocation) -> None:
        raise OSError(98, "Address already in use")

    code, _, err = run("serve", serve=taken)
    assert code == 1
    assert err.count("\n") == 1
    assert "Address already in use" in err


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "id"),
        ({"LANG": "C"}, "id"),
        ({"LANG": "id_ID.UTF-8"}, "id"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "id_ID.UTF-8"}, "id"),
    ],
)
def test_the_locale_chooses_the_language(environ: dict[str, str], language: str) -> None:
    assert language_of(environ) == language


def test_every_sentence_of_the_command_line_exists() -> None:
    package = Path(__file__).parents[4] / "gateway"
    sources = "".join(
        file.read_text("utf-8") for file in (*package.glob("cli/*.py"), *package.glob("*.py"))
    )
    for key in catalogue("gateway", "id"):
        if key.startswith(("cli_", "settings_")):
            assert f'"{key}"' in sources, f"{key} is said by nobody"


def test_a_partner_is_added_and_told_what_its_phone_still_needs(run: Run) -> None:
    post = answer(run, *POST)["id"]
    adding = ("partner", "add", "--name", "Ketua RT 03", "--role", "ketua_rt")
    added = answer(run, *adding, "--phone", "0812-0000-0003", "--post", post)
    assert added["id"].startswith("partner:")
    assert len(added["code"]) == 8
    assert (added["page"], "public_url" in added["note"]) == ("", True)
    (row,) = answer(run, "partner", "list")["devices"]
    assert (row["role"], row["phone"]) == ("ketua_rt", "+6281200000003")
    other = ("partner", "add", "--name", "Ketua RT 04", "--role", "ketua_rt", "--phone", "112")
    code, _, err = run(*other)
    assert (code, "0812" in err) == (1, True)


def test_with_a_public_name_the_partners_page_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSPIN_PAGES_PUBLIC_URL", "https://pospin.example")
    adding = ("partner", "add", "--name", "Linmas", "--role", "linmas", "--phone", "081200000004")
    added = answer(run, *adding)
    assert added["page"] == f"https://pospin.example/mitra/#{added['code']}"


def test_the_directory_is_listed_for_registering_a_partner(run: Run) -> None:
    assert answer(run, "agency", "list")["count"] == 0


def test_the_turn_servers_file_is_private_and_its_secret_is_shown_nowhere(
    run: Run, tmp_path: Path
) -> None:
    code, out, err = run("turn", "config")
    assert (code, err) == (0, "")
    file = tmp_path / "data" / "turn" / "turnserver.conf"
    secret = DataFolder(tmp_path / "data").turn_secret()
    assert f"static-auth-secret={secret}" in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600
    assert secret not in out
