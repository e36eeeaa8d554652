"""A repository whose commits are made at times that a test names."""

import os
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

DAY = timedelta(days=1)
START = datetime(2026, 1, 1, tzinfo=UTC)


class Team:
    """Works in one repository; what its commits say of their authors is always wrong."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.run(0, "init", "--quiet", "--initial-branch=main")

    def run(self, day: float, *arguments: str) -> str:
        """Run git on some day."""
        at = str(int((START + day * DAY).timestamp()))
        done = subprocess.run(
            ["git", "-c", "user.name=Dev", "-c", "user.email=dev@example.com", *arguments],
            cwd=self.folder,
            check=True,
            capture_output=True,
            text=True,
            env={
                **os.environ,
                "GIT_CONFIG_GLOBAL": "/dev/null",
                "GIT_AUTHOR_DATE": "2001-01-01T00:00:00Z",
                "GIT_COMMITTER_DATE": f"{at} +0000",
            },
        )
        return done.stdout.strip()

    def commit(self, day: float, text: str, file: str = "a.ts") -> str:
        """Commit what one file is on some day."""
        (self.folder / file).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / file).write_text(text)
        self.run(day, "add", "--", file)
        self.run(day, "commit", "--quiet", "--message", "Change")
        return self.run(day, "rev-parse", "HEAD")
