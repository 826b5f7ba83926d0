"""The console's end of the wire. No Qt; everything runs on the one asyncio loop.

    keys = IdentityFile(folder / "identity.json")                       # console.link.identity
    link = GatewayLink(url, keys, board, clock, tls=tls_context(ca))    # console.link.link
    tasks.spawn("link", link.run())                 # connects, resumes, reconnects until cancelled

    link.state -> LinkState                         # console.link.state
        CONNECTING first attempt | ONLINE admitted | LOST retrying by itself | REFUSED see reason
    link.reason -> Reason | None                    # why LOST or REFUSED; a word for the sentence
    link.detail -> ErrorCode | None                 # what the gateway said to it, if anything
    link.officer -> OfficerIdentity | None          # None: locked, only kind and place of alarms
    link.title -> str, link.desks -> tuple[Desk, ...]                   # of this console
    link.state_changed: Observers[[LinkState, Reason | None]]      # .subscribe(f) -> unsubscribe
    link.officer_changed: Observers[[OfficerIdentity | None]]
    link.notices: Observers[[Notice]]
    link.signals: Observers[[Signal]]               # of calls, from other devices

    await link.enrol(code) -> Enrolled              # then connects by itself
    await link.sign_in(user, password) -> OfficerIdentity
    await link.sign_out() -> None                   # works without a link too: forgets and locks
    await link.do(body, version=view.version) -> Ack
    await link.ask(ask, cursor=None) -> Page        # page.rows_as(EventItem) -> list, page.next
    link.signal(message)                            # said once, lost without a connection
    await link.fetch(ask) -> bytes                  # a picture or voice note
    await link.download(grant) -> bytes             # what an ack's grant is for
    await link.record(leave, parts)                 # a recording as it runs, through lost links
    link.reconnect()                                # after REFUSED, or "try now"

All that is awaited raises ``gateway.protocol.errors.Refused``. When the gateway said it, the
exception is ``GatewayRefused`` (console.link.outcome) with ``sentence`` in the user's language and
``retry_after_s``; else ``code`` picks the sentence from ``refusals.*.json`` (``enrol`` adds
``params["reason"]``, a ``Reason``). ``do`` also raises ``OutcomeUnknown``: 30 s are over, the
answer never came, nobody knows whether it was done; the board shows what became of it.

Which commands wait for the link, and which are refused at once without one
(``ErrorCode.DISCONNECTED``), is the table ``console.link.commands.WAITING``: notes, ``mark_shown``
and ``report_sound`` wait, all others do not. A waiting ``do`` stays pending until answered: run it
in a task and show the note as unsent meanwhile.
"""
