"""What a log line looks like, and what it never holds."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]

_PROGRAM = """
import logging
import structlog
from pydantic import SecretStr
from temporalio.exceptions import ApplicationError
from clients.secrecy import hold
from runtime import logs

logs.configure()

def fail(error):
    try:
        raise error
    except Exception:
        about = {"temporal_activity": {"activity_type": "assess_flags", "attempt": 2}}
        logging.getLogger("temporalio.activity").warning("failed", exc_info=True, extra=about)

"""


def _logged(statements: str) -> list[dict[str, Any]]:
    """Return what a process of its own writes, where standard error is no terminal."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM + statements],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert not done.stdout
    return [json.loads(line) for line in done.stderr.splitlines()]


def test_an_expected_failure_is_one_line_without_a_trace() -> None:
    """A service's refusal says its sentence, the activity and the attempt, and nothing of ours."""
    (line,) = _logged('fail(ApplicationError("PostHog forbids GET /x", type="ScopeMissing"))')
    assert line["error"] == "ScopeMissing: PostHog forbids GET /x"
    assert (line["activity_type"], line["attempt"]) == ("assess_flags", 2)
    assert (line["level"], line["logger"]) == ("warning", "temporalio.activity")
    assert "exception" not in line


def test_a_mistake_of_ours_keeps_its_trace_in_one_line() -> None:
    """What nobody expected has to be found: the trace is a field of the same JSON line."""
    (line,) = _logged('fail(KeyError("flag"))')
    assert "Traceback" in line["exception"]


def test_no_line_holds_a_secret() -> None:
    """Ours or a library's, in any field: a held secret is taken out."""
    ours, theirs = _logged(
        'hold(SecretStr("made-up-secret"))\n'
        'structlog.get_logger("test").warning("refused", said="made-up-secret")\n'
        'logging.getLogger("urllib3").warning("sent %s", "made-up-secret")'
    )
    assert ours["said"] == "[removed]"
    assert theirs["event"] == "sent [removed]"
