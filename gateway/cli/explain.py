"""``settings``: every key with its present value, its default and its meaning."""

import msgspec

from gateway.cli.invocation import Invocation
from gateway.cli.outcome import Outcome
from gateway.settings_file import Described, describe


def settings(invocation: Invocation) -> Outcome:
    """Lists all settings; secrets are masked."""
    described = describe(invocation.settings)
    return Outcome(
        sentence="cli_settings",
        data={"count": len(described), "settings": msgspec.to_builtins(described)},
        more="\n".join(map(_lines, described)),
    )


def _lines(line: Described) -> str:
    value, default = _written(line.value), _written(line.default)
    changed = "" if value == default else f"  ({default})"
    return f"{line.key} = {value}{changed}\n    {line.meaning} [{line.takes}; {line.variable}]"


def _written(value: object) -> str:
    return msgspec.json.encode(value).decode()
