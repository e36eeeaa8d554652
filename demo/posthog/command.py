"""The command line of the test server."""

import argparse
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from demo.posthog.keys import READ_KEY
from demo.posthog.modes import read_modes
from demo.posthog.running import AnnouncedServer
from demo.posthog.server import create_app
from demo.posthog.story import DEFAULT_SEED, STORIES, Story, from_file


def main() -> None:
    """Serve until interrupted; one line on standard output says when it is ready."""
    parser = _parser()
    options = parser.parse_args()
    try:
        modes = read_modes(options.mode)
    except ValueError as error:
        parser.error(f"--mode: {error}")
    now = options.now or datetime.now(UTC)
    app = create_app(
        _teller(options.story, now, options.seed),
        clock=None if options.now else _running_from(now),
        with_control=options.control,
        modes=modes,
    )
    AnnouncedServer(app, port=options.port, announce=_announce).run()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m demo.posthog", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 picks a free one")
    parser.add_argument("--story", default="hazelnut", help="a name or a JSON file")
    parser.add_argument("--now", type=_moment, help="ISO 8601; time then stands still")
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
    parser.add_argument(
        "--mode", action="append", default=[], help="name=value, as often as needed; see modes.py"
    )
    parser.add_argument("--control", action="store_true", help="open the /_control door")
    return parser


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _teller(story: str, now: datetime, seed: int) -> Callable[[], Story]:
    if story in STORIES:
        return lambda: STORIES[story](now, seed)
    return lambda: from_file(Path(story), now)


def _running_from(now: datetime) -> Callable[[], datetime]:
    started = time.monotonic()
    return lambda: now + timedelta(seconds=time.monotonic() - started)


def _announce(address: str) -> None:
    sys.stdout.write(f"PostHog test server ready: {address} (key {READ_KEY})\n")
    sys.stdout.flush()
