"""From an error to a sentence on stderr and an exit status. Nobody ever sees a stack trace.

Classes are known by name: nothing heavy is imported in order to look.
"""

import contextlib
import sys
import traceback

import typer

from messages.escape import terminal

WRONG_COMMAND = 2
WRONG_CONFIGURATION = 3
SERVICE_FAILED = 4
BLIND = 5
OUR_FAULT = 70
"""What no person typed and no service said: `EX_SOFTWARE` of sysexits.h."""

_STATUS = {
    ("cli.failures", "WrongCommand"): WRONG_COMMAND,
    ("credentials", "ConfigurationError"): WRONG_CONFIGURATION,
    ("runtime.schedules", "UnknownSchedule"): WRONG_COMMAND,
    ("clients.errors", "ClientError"): SERVICE_FAILED,
    ("runtime.connection", "TemporalUnreachable"): SERVICE_FAILED,
    ("temporalio.service", "RPCError"): SERVICE_FAILED,
    ("temporal_sdk_bridge", "ConfigError"): WRONG_CONFIGURATION,
    ("runtime.embedded", "EmbeddedServerError"): SERVICE_FAILED,
    ("cli.demo_stage", "DemoFailed"): SERVICE_FAILED,
    ("runtime.processes", "ProcessError"): SERVICE_FAILED,
    ("runtime.serving", "PortTaken"): SERVICE_FAILED,
}

_WHOSE = {"RPCError": "Temporal refused: ", "ConfigError": "Temporal's own configuration: "}
"""Errors of a library say what, and not who."""


class WrongCommand(Exception):
    """The words on the command line do not make sense together, or with this machine."""


def complain(sentence: object) -> None:
    """Say to a person what is wrong; foreign text in it cannot act on the terminal."""
    lines = [f"groundskeeper: {terminal(line)}" for line in str(sentence).split("\n")]
    # Whoever closed stderr does not want to know.
    with contextlib.suppress(BrokenPipeError):
        print(*lines, sep="\n", file=sys.stderr, flush=True)


def explain(error: Exception) -> int:
    """Say what happened and return the exit status."""
    if isinstance(error, typer.TyperException):
        return _explain_usage(error)
    for kind in type(error).__mro__:
        status = _STATUS.get((kind.__module__, kind.__name__))
        if status is not None:
            complain(f"{_WHOSE.get(kind.__name__, '')}{error}")
            return status
    return _explain_bug(error)


def _explain_usage(error: typer.TyperException) -> int:
    """Words that the parser does not take; the help of the command is one line away."""
    context: typer.Context | None = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError" and context is not None:
        print(context.get_help(), file=sys.stderr)
        complain("a command is missing")
        return WRONG_COMMAND
    where = context.command_path if context else "groundskeeper"
    complain(f"{error.format_message().rstrip('.')}. Try: {where} --help")
    return WRONG_COMMAND


def _explain_bug(error: Exception) -> int:
    from clients.errors import printable

    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    complain(
        f"this is a mistake in Groundskeeper, {type(error).__name__}{place}: "
        f"{printable(str(error))}; please report it with this line and what you typed"
    )
    return OUR_FAULT
