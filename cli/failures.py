"""From an error we know to a sentence on stderr and an exit status.

Nothing heavy is imported to look: an error can only be of a class whose module is loaded.
"""

import sys

WRONG_COMMAND = 2
WRONG_CONFIGURATION = 3
SERVICE_FAILED = 4
BLIND = 5

_STATUS = {
    ("cli.failures", "WrongCommand"): WRONG_COMMAND,
    ("settings", "ConfigurationError"): WRONG_CONFIGURATION,
    ("runtime.schedules", "UnknownSchedule"): WRONG_COMMAND,
    ("clients.errors", "ClientError"): SERVICE_FAILED,
    ("runtime.connection", "TemporalUnreachable"): SERVICE_FAILED,
    ("runtime.embedded", "EmbeddedServerError"): SERVICE_FAILED,
    ("cli.demonstration", "DemoFailed"): SERVICE_FAILED,
    ("runtime.processes", "ProcessError"): SERVICE_FAILED,
    ("runtime.serving", "PortTaken"): SERVICE_FAILED,
}


class WrongCommand(Exception):
    """The words on the command line do not make sense together."""


def explain(error: Exception) -> int | None:
    """Print what happened and return the exit status; None for an error nobody foresaw."""
    for (module, name), status in _STATUS.items():
        kind = getattr(sys.modules.get(module), name, None)
        if isinstance(kind, type) and isinstance(error, kind):
            print(f"groundskeeper: {error}", file=sys.stderr)
            return status
    return None
