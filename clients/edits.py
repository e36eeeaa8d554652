"""Edited files on their way into a folder: each as a whole, none through a symbolic link."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from clients.errors import NotFound, OperatorMustAct

SERVICE = "checkout"


def write_files(root: Path, contents: Mapping[str, bytes | None]) -> None:
    """Put edited files in place, each as a whole; None removes one.

    Raises:
        OperatorMustAct: A file cannot be written; files before it in the order of paths are done.
        NotFound: A path leaves the folder, or leads through a symbolic link.
    """
    for path, content in sorted(contents.items()):
        target = root / path
        if not target.parent.resolve().is_relative_to(root.resolve()) or target.is_symlink():
            raise NotFound(SERVICE, f"writing {path}", "it is not a file of this folder")
        try:
            if content is None:
                target.unlink()
            else:
                _replace(target, content)
        except OSError as error:
            raise OperatorMustAct(
                SERVICE,
                f"writing {path}",
                str(error.strerror),
                advice="make the file writable, then run the same command again",
            ) from None


def _replace(target: Path, content: bytes) -> None:
    """Write beside the file and move over it: a stop half way leaves the old or the new file."""
    mode = target.stat().st_mode
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        beside.chmod(mode)
        beside.replace(target)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
