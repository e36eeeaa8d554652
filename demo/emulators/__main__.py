"""`python -m demo.emulators --data DIR`: GitHub, Slack and git of the pretend company."""

import argparse
import asyncio
from pathlib import Path

from demo.emulators.git_server import GitMissing
from demo.emulators.supervisor import run
from runtime.processes import ProcessError


def main() -> None:
    """Reads the command line and serves until stopped."""
    parser = argparse.ArgumentParser(prog="python -m demo.emulators", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder for state and logs")
    parser.add_argument("--port", type=int, default=0, help="GitHub, Slack, pages (0: a free one)")
    parser.add_argument("--git-port", type=int, default=0, help="git over HTTP (0: a free one)")
    parser.add_argument("--control", action="store_true", help="open the control door for tests")
    given = parser.parse_args()
    given.data.mkdir(parents=True, exist_ok=True)
    serving = run(given.data, port=given.port, git_port=given.git_port, control=given.control)
    try:
        asyncio.run(serving)
    except (ProcessError, GitMissing) as error:
        parser.exit(1, f"{error}\n")


if __name__ == "__main__":
    main()
