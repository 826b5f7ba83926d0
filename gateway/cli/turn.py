"""``turn config``: the file of the TURN server."""

from gateway.cli.invocation import Invocation
from gateway.cli.outcome import Outcome
from gateway.data_folder import write_private
from gateway.service.tls import Tls
from gateway.service.turn.server_file import written
from gateway.service.turn.shared_secret import shared_secret


def config(invocation: Invocation) -> Outcome:
    """Writes coturn's file; its secret is shown nowhere else."""
    folder, turn = invocation.folder, invocation.settings.turn
    tls = Tls(folder.tls, invocation.settings.tls)
    tls.ensure()
    folder.turn.mkdir(mode=0o700, exist_ok=True)
    file = invocation.arguments.file or folder.turn / "turnserver.conf"
    text = written(
        turn,
        shared_secret(turn, folder),
        certificate=tls.server_file,
        database=folder.turn / "users.sqlite",
    )
    write_private(file, text.encode())
    return Outcome(sentence="cli_turn_written", data={"file": str(file)})
