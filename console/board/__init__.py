"""The console's replica of what its audience may see. No Qt, no input or output.

    board = Board()                                 # console.board.board
    board.changed: Observers[[ChangeSet]]           # called on the loop, once a frame applied
    board.alarms:   Mapping[str, AlarmView]         # open; IncidentView (a subclass) when signed in
    board.closed:   Mapping[str, AlarmView]         # last view of those ended in the running shift
    board.incident(subject) -> AlarmView | None     # open or ended
    board.tasks:    Mapping[str, TaskView]          board.tasks_of(incident) -> list[TaskView]
    board.agencies: Mapping[str, AgencyView]
    board.calls:    Mapping[str, CallView]          board.partners: Mapping[str, PartnerView]
    board.desks:    Mapping[str, DeskView]
    board.posts:    Mapping[str, PostView]          board.consoles: Mapping[str, ConsoleView]
    board.officers: Mapping[str, OfficerView]       board.presence: Mapping[str, PostPresence]
    board.marked_old -> bool                        # the link is lost: the picture stays, marked
    board.timeline(subject) -> Timeline             # .entries: tuple[Entry, ...], .complete
    board.fill_timeline(subject, items, last)       # pages of link.ask(queries.Timeline(...))

``ChangeSet`` (console.board.changes): ``alarms``, ``closed``, ``posts``, ``consoles``,
``officers``, ``tasks``, ``agencies``, ``calls``, ``desks``, ``partners`` are each a ``Delta`` with
``added``, ``changed``, ``removed`` (frozensets of subjects); ``presence`` and ``timelines`` are
frozensets of subjects; ``age`` is True when ``marked_old`` flipped, ``reset`` when a snapshot
replaced everything (timelines must be asked for again). ``first.merged(second)`` joins two into
one, to show many changes in one frame.

``Entry`` (console.board.timeline): ``seq, at, actor, actor_title, subject, kind, event``, where
``event`` is a struct of ``gateway.protocol.events`` or None (kind unknown here, or not for us).

``sounding(board.alarms.values(), clock.now()) -> Soundings`` (console.board.sounding): what must
sound now, ``sounds: tuple[Sound(incident, kind, mode, level, turn), ...]`` with ``level`` NORMAL,
LOUDER or SOFT_ONCE (play once for each incident and turn), and ``changes_at`` (gateway time or
None) when to ask again if nothing arrives before.

``Shown.to_report(painted, board.alarms)`` (console.board.shown): which painted incidents must be
told to the gateway with ``mark_shown``, each once.
"""
