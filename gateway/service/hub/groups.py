"""Live clients, grouped by audience: a commit is made into frames once for each group."""

from collections.abc import Iterable, Sequence

from gateway.domain.audience import Audience, AudienceKind, sees
from gateway.domain.broadcast import Broadcast
from gateway.domain.call import Call
from gateway.domain.device import Partner, Post
from gateway.domain.guest import GuestReport
from gateway.domain.incident import Incident
from gateway.domain.talk import Talk
from gateway.domain.world import Entry, State
from gateway.protocol import events as ev
from gateway.service.commit.batch import Committed
from gateway.service.hub.client import Client
from gateway.service.hub.frames import event_frames
from gateway.service.hub.replica import Replica


class Group:
    """Clients of one audience, which all hold the same picture up to ``through``."""

    def __init__(self, audience: Audience, through: int) -> None:
        self.audience = audience
        self.through = through
        self.clients: set[Client] = set()


class Groups:
    """All groups. Consoles' follow every commit, posts' and phones' only what concerns them."""

    def __init__(self, replica: Replica) -> None:
        self._replica = replica
        self._consoles: dict[str, Group] = {}
        self._posts: dict[str, Group] = {}
        self._partners: dict[str, Group] = {}

    def join(self, client: Client) -> None:
        """Make a client live that has caught up to the head."""
        found, key = self._place(client.audience)
        group = found.setdefault(key, Group(client.audience, self._replica.head))
        group.through = self._replica.head
        group.clients.add(client)
        client.through, client.live = group.through, True

    def leave(self, client: Client) -> None:
        """Tell the client no more."""
        client.live = False
        found, key = self._place(client.audience)
        group = found.get(key)
        if group is None:
            return
        group.clients.discard(client)
        if not group.clients:
            del found[key]

    def reach(self, client: Client) -> int:
        """How far the client's picture reaches now; a live one misses nothing up to the head."""
        if client.live:
            found, key = self._place(client.audience)
            found[key].through = client.through = self._replica.head
        return client.through

    def tell(self, committed: Committed) -> None:
        """Send what was committed; consoles first, since they sound."""
        for group in self._consoles.values():
            self._send(group, committed.entries, committed)
        for post, entries in self._by_post(committed).items():
            self._send(self._posts[post], entries, committed)
        for group in self._partners.values():
            seen = [e for e in committed.entries if _is_seen(e, committed, group.audience)]
            if seen:
                self._send(group, seen, committed)

    def _by_post(self, committed: Committed) -> dict[str, list[Entry]]:
        """The entries that concern posts which are connected."""
        found: dict[str, list[Entry]] = {}
        for entry in committed.entries:
            state = committed.states.get(entry.subject)
            for post in _posts_of(entry, state) if state else ():
                if post in self._posts:
                    found.setdefault(post, []).append(entry)
        return found

    def _send(self, group: Group, entries: Sequence[Entry], committed: Committed) -> None:
        through = committed.entries[-1].seq
        find, title_of = committed.states.get, self._replica.title_of
        frames = event_frames(group.audience, group.through, through, entries, find, title_of)
        group.through = through
        for client in group.clients:
            client.through = group.through
            for frame in frames:
                client.mailbox.put(frame)

    def _place(self, audience: Audience) -> tuple[dict[str, Group], str]:
        if audience.kind is AudienceKind.POST:
            return self._posts, audience.post
        if audience.kind is AudienceKind.PARTNER:
            return self._partners, audience.fingerprint
        return self._consoles, audience.fingerprint


def _is_seen(entry: Entry, committed: Committed, audience: Audience) -> bool:
    state = committed.states.get(entry.subject)
    return state is not None and sees(state, audience)


def _posts_of(entry: Entry, state: State) -> Iterable[str]:
    """The posts that a change concerns: its own, its incident's, or those that are
    called."""
    match state:
        case Incident() | GuestReport() | Talk():
            return (state.post,)
        case Post():
            return (state.subject,)
        case Broadcast():
            if isinstance(entry.data, ev.BroadcastConfirmed | ev.BroadcastAnswered):
                return (entry.data.post,)
            return state.posts
        case Partner():
            return state.posts
        case Call():
            return [leg.party for leg in state.legs]
        case _:
            return ()
