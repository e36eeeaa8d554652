"""Permissions mean nothing to root; where tests run as root, they step down for a while."""

import os
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534


@contextmanager
def folder_of_an_ordinary_user() -> Generator[Path]:
    """Yield a new folder that whoever runs the block owns, and that permissions apply to."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if os.geteuid() != 0:
            yield folder
            _unlock(folder)
            return
        os.chown(folder, NOBODY, NOBODY)
        os.seteuid(NOBODY)
        try:
            yield folder
        finally:
            os.seteuid(0)


def _unlock(folder: Path) -> None:
    for path, _, _ in os.walk(folder, onerror=None):
        Path(path).chmod(0o700)
        for each in Path(path).iterdir():
            if not each.is_symlink():
                each.chmod(0o700)
