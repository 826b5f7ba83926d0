"""``sms config``: the file and the database of the modem's daemon."""

from gateway.cli.invocation import Invocation
from gateway.cli.outcome import NotDone, Outcome
from gateway.data_folder import write_private
from gateway.service.outbound.smsd_file import TABLES, make_database, written


def config(invocation: Invocation) -> Outcome:
    """Writes what gammu-smsd is started with; texts that wait are kept."""
    folder, sms = invocation.folder, invocation.settings.sms
    if not sms.device:
        raise NotDone("cli_sms_off")
    folder.sms.mkdir(mode=0o700, exist_ok=True)
    database, file = folder.texts(sms), folder.sms / "smsdrc"
    try:
        make_database(database)
    except FileNotFoundError as error:
        raise NotDone("cli_sms_no_daemon", file=str(TABLES)) from error
    write_private(file, written(sms, database).encode())
    return Outcome(sentence="cli_sms_written", data={"file": str(file)})
