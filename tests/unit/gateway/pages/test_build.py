"""The build: what is served, under which name, and how it is filled."""

import gzip
import re
from pathlib import Path

import pytest

from gateway.pages import config
from gateway.pages.build import ASK_AGAIN, IMMUTABLE, Build
from gateway.pages.stylesheet import tokens_css
from resources.tokens import tokens

INDEX = '<html><meta name="socket" content="{{socket}}"><a href="tel:{{phone}}">{{build}}</a>'
SOCKET = "wss://pusat:8444"


@pytest.fixture
def web(tmp_path: Path) -> Path:
    kiosk = tmp_path / "web" / "kiosk"
    lib = tmp_path / "web" / "lib"
    kiosk.mkdir(parents=True)
    lib.mkdir()
    partner = tmp_path / "web" / "partner"
    partner.mkdir()
    (partner / "index.html").write_text("<html><b>{{build}}</b>")
    (partner / "sw.js").write_text('const FILES = "{{partner_files}}".split(" ");')
    (partner / "pictures.js").write_text('export default ["icons/check.svg"];')
    (kiosk / "index.html").write_text(INDEX)
    (kiosk / "sw.js").write_text(
        'const BUILD = "{{build}}"; const FILES = ["icons/house-fire.svg"];'
    )
    (kiosk / "app.js").write_text("export {}; // " + "x" * 99)
    (lib / "dom.js").write_text("export {};")
    (lib / "README.md").write_text("not served")
    return kiosk.parent


def test_all_but_the_templates_lies_under_the_builds_name(web: Path) -> None:
    build = Build({"phone": "1"}, web)
    served = {path.removeprefix(f"/b/{build.name}/") for path in build.addresses}
    pictures = {"icons/house-fire.svg", "icons/check.svg"}
    assert {"kiosk/app.js", "lib/dom.js", "tokens.css"} | pictures <= served
    assert not {"kiosk/index.html", "kiosk/sw.js", "lib/README.md"} & served
    script = build.find(f"/b/{build.name}/kiosk/app.js", SOCKET)
    assert script is not None
    assert script.caching == IMMUTABLE
    assert script.compressed is not None
    assert gzip.decompress(script.compressed) == script.content


def test_the_name_changes_with_any_content_and_only_then(web: Path) -> None:
    first = Build({"phone": "1"}, web).name
    assert Build({"phone": "1"}, web).name == first
    assert Build({"phone": "2"}, web).name != first
    (web / "lib" / "dom.js").write_text("export const a = 1;")
    assert Build({"phone": "1"}, web).name != first


def test_placeholders_are_filled_and_escaped(web: Path) -> None:
    build = Build({"phone": '"><script>'}, web)
    page = build.find("/", SOCKET)
    assert page is not None
    assert page.caching == ASK_AGAIN
    text = page.content.decode()
    assert f'content="{SOCKET}"' in text
    assert "&quot;&gt;&lt;script&gt;" in text
    assert "{{" not in text
    other = build.find("/", "ws://127.0.0.1:8481")
    assert other is not None
    assert b"ws://127.0.0.1:8481" in other.content
    assert other.etag != page.etag


def test_a_picture_that_does_not_exist_is_seen_at_the_start(web: Path) -> None:
    (web / "kiosk" / "sw.js").write_text('const FILES = ["icons/no-such-picture.svg"];')
    with pytest.raises(FileNotFoundError, match="no-such-picture"):
        Build({}, web)


def test_the_kiosk_keeps_exactly_what_its_build_serves() -> None:
    build = Build({"phone": "", "sms": ""})
    worker, page = build.find("/sw.js", SOCKET), build.find("/", SOCKET)
    assert worker is not None
    assert page is not None
    kept = set(re.findall(r'^  "([^"]+)",$', worker.content.decode(), re.MULTILINE))
    served = {path.removeprefix(f"/b/{build.name}/") for path in build.addresses}
    partners = {path for path in served if path.startswith(("partner/", "i18n/partner"))}
    pictures = (config.WEB / "partner" / "pictures.js").read_text("utf-8")
    partners |= set(re.findall(r'"(icons/[^"]+)"', pictures)) - kept
    assert kept == served - partners
    asked = set(re.findall(r'(?:href|src)="([^"]+)"', page.content.decode()))
    assert asked
    assert asked <= set(build.addresses)


def test_the_partners_page_asks_only_for_what_is_served() -> None:
    build = Build({"phone": "", "sms": "", "push_key": ""})
    page, worker = build.find("/mitra/", SOCKET), build.find("/mitra/sw.js", SOCKET)
    assert page is not None
    assert worker is not None
    asked = set(re.findall(r'(?:href|src)="([^"]+)"', page.content.decode()))
    assert asked
    assert asked <= set(build.addresses)
    kept = set(re.findall(r"/b/[0-9a-f]+/[a-z0-9_./-]+", worker.content.decode()))
    assert kept <= set(build.addresses)
    # The picture of a notification is shown large, too; a manifest is the browser's to read.
    assert {path for path in asked if not path.endswith(".webmanifest")} <= kept


def test_an_unknown_placeholder_is_a_bug_that_is_seen(web: Path) -> None:
    (web / "kiosk" / "index.html").write_text("{{typo}}")
    with pytest.raises(KeyError, match="typo"):
        Build({}, web).find("/", SOCKET)


def test_tokens_are_custom_properties() -> None:
    css = tokens_css(tokens())
    day, night = css.split('[data-theme="night"]')
    assert f"--on-kind: {tokens().tablet.day['on_kind']};" in day
    assert f"--space-7: {tokens().space.steps[6]}px;" in day
    for name in ("--radius-tablet: 20px", "--type-4: 64px", "--motion-short: 120ms"):
        assert name in day
    assert f"--ground: {tokens().tablet.night['ground']};" in night
