"""Permissions mean nothing to root; where tests run as root, they step down for a while.

Whoever has stepped down may not be able to read Python's own library any more: what the block needs
has to be loaded before it. A codec that could not be loaded once stays unknown to the process.
"""

import codecs
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
        codecs.lookup("utf-8-sig")
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
