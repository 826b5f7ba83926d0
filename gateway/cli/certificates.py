"""``tls init`` and ``tls show``."""

import io
from typing import Any

import segno

from gateway.cli.invocation import Invocation
from gateway.cli.outcome import NotDone, Outcome
from gateway.service.tls import Tls


def init(invocation: Invocation) -> Outcome:
    """Makes the CA and the server certificate, or renews what is due."""
    tls = _tls(invocation)
    made = tls.ensure()
    return Outcome(
        sentence="cli_tls_made" if made else "cli_tls_kept", data=_facts(invocation, tls)
    )


def show(invocation: Invocation) -> Outcome:
    """Shows where devices get the CA certificate, and its fingerprint to compare."""
    tls = _tls(invocation)
    if not tls.server_file.exists():
        raise NotDone("cli_tls_none")
    facts = _facts(invocation, tls)
    more = f"{facts['url']}\nSHA-256 {facts['fingerprint']}"
    if invocation.arguments.qr:
        drawn = io.StringIO()
        segno.make(facts["url"], error="m").terminal(drawn, compact=True)
        more = f"{drawn.getvalue()}\n{more}"
    return Outcome(sentence="cli_tls_shown", data=facts, more=more)


def _tls(invocation: Invocation) -> Tls:
    return Tls(invocation.folder.tls, invocation.settings.tls)


def _facts(invocation: Invocation, tls: Tls) -> dict[str, Any]:
    listen = invocation.settings.listen
    host = _shown_host(tls)
    clear = f"http://{host}:{listen.setup_port}/ca.pem"
    return {
        "names": list(tls.names),
        "expires_at": tls.expires_at,
        "fingerprint": tls.fingerprint,
        "ca_file": str(tls.ca_file),
        "url": clear if listen.setup_port else f"https://{host}:{listen.port}/ca.pem",
    }


def _shown_host(tls: Tls) -> str:
    """The name a tablet reaches: an address of the network rather than a name it can't resolve."""
    own = ("localhost", "127.0.0.1")
    reachable = [name for name in tls.names if name not in own and ":" not in name]
    numeric = [name for name in reachable if name.replace(".", "").isdigit()]
    return (numeric or reachable or ["localhost"])[0]
