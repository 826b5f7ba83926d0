"""A post under watch: begun and ended at the list of posts, shown there and in the queue."""

from datetime import timedelta

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gateway.protocol.commands import WatchPost
from gateway.protocol.enums import Role
from gateway.protocol.views import PostView
from tests.qt.scene import NOW, OFFICER, MakeScene, Scene, incident, officer, post
from tests.qt.test_pictures import faults, keep, settle

UNTIL = NOW + timedelta(hours=12)
WATCHED = post(0, watch_until=UNTIL, watch_reason="alarm palsu 3 kali")


def fill(scene: Scene, *posts: PostView) -> None:
    scene.sign_in(msgspec.structs.replace(OFFICER, role=Role.OFFICER))
    scene.snapshot(officer(1), incident(0, post="post:0"), *posts)
    scene.window.side.show_post("post:0")


def test_an_officer_watches_a_post_with_a_reason_and_ends_it(scene: Scene) -> None:
    fill(scene, post(0), post(1))
    tools = scene.window.side.posts.watch
    tools.submit()
    assert scene.link.did == []
    assert tools.refusal.text() == "Tulis alasannya."
    tools.reason.setText("alarm palsu 3 kali")
    QTest.keyClick(tools.reason, Qt.Key.Key_Return)
    assert scene.link.did[-1][0] == WatchPost(
        post="post:0", reason="alarm palsu 3 kali", until=UNTIL
    )
    scene.change(msgspec.structs.replace(WATCHED, version=2))
    tools.end()
    assert scene.link.did[-1][0] == WatchPost(post="post:0")


def test_queue_and_list_show_it_until_it_is_over(scene: Scene) -> None:
    fill(scene, post(0), post(1))
    assert "pos diawasi" not in scene.window.queue.texts()[0]
    scene.change(msgspec.structs.replace(WATCHED, version=2))
    assert "pos diawasi" in scene.window.queue.texts()[0]
    assert any("DIAWASI s.d. 24 Nov 09.45" in text for text in scene.window.side.posts.texts())
    scene.clock.elapsed += 13 * 3_600
    scene.change(msgspec.structs.replace(WATCHED, version=3, title="Pos A"))
    assert "pos diawasi" not in scene.window.queue.texts()[0]


@pytest.mark.parametrize("text", [100, 200])
def test_nothing_is_cut(make_scene: MakeScene, text: int) -> None:
    scene = make_scene((1366, 768), text=text)
    settle(scene)
    fill(scene, WATCHED, *(post(n) for n in range(1, 8)))
    left = faults(scene)
    keep(scene, f"watched_{text}")
    assert left == []
