"""``agency``: the directory, for whoever registers a partner of one."""

from gateway.cli.directory import world_of
from gateway.cli.invocation import Invocation
from gateway.cli.outcome import Outcome


def list_agencies(invocation: Invocation) -> Outcome:
    """Lists the agencies that are not retired, by name."""
    found = [agency for agency in world_of(invocation).agencies() if not agency.card.retired]
    found.sort(key=lambda agency: agency.card.title)
    rows = [{"id": a.subject, "name": a.card.title, "sort": a.card.sort} for a in found]
    return Outcome(
        sentence="cli_agencies",
        data={"count": len(rows), "agencies": rows},
        more="\n".join(f"{row['id']}  {row['name']}" for row in rows),
    )
