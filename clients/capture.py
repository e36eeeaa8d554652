"""The capture file: what preview mode would have sent, one JSON object per line.

A record is appended once, whatever is tried again: the same payload, or the same revision of it,
for the same output, operation, target and key is not written twice. A line that a crash cut short
is closed by the next writer and left for people to see.
"""

import hashlib
import json
import os
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock, Timeout
from pydantic import AwareDatetime, Field

from clients import errors
from scans.model.base import Model

LOCK_SECONDS = 30.0
"""How long to wait for another process that writes."""


class CaptureFailed(errors.OperatorMustAct):
    """A preview could not be written: it must not pass for one that was."""

    happened = "{service} cannot take {request}"
    remedy = "make the capture file writable for this worker and give it room"


class CaptureRecord(Model):
    """One effect that was not carried out."""

    schema_: Literal["capture/1"] = Field(default="capture/1", alias="schema")
    at: AwareDatetime
    output: str
    """`pull_requests`, `issues`, `comments`, `slack` or `posthog_writes`."""
    operation: str
    """What would have been done: `open_pull_request`, `post_message`."""
    target: str
    """Where: `my-org/shop`, `#flags`."""
    key: str
    """What would have made the effect happen only once: the branch, the digest's key."""
    revision: str = ""
    """Stands for the payload where some of it changes by itself, such as the time of looking."""
    payload: dict[str, Any]
    """Exactly what would have been sent."""

    @property
    def identity(self) -> tuple[str, str, str, str, str]:
        """Return what two attempts of one effect have in common; the time is not part of it."""
        content = self.revision or json.dumps(self.payload, sort_keys=True, ensure_ascii=False)
        digest = hashlib.sha256(content.encode(errors="surrogatepass")).hexdigest()
        return (self.output, self.operation, self.target, self.key, digest)


class Captured(Model):
    """What a capture file holds."""

    records: tuple[CaptureRecord, ...]
    unreadable_lines: tuple[int, ...]
    """1-based; lines that were cut short, or written by something else."""


class CaptureFile:
    """A capture file that several processes may write to. Synchronous: run it in a thread."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def append_once(
        self,
        *,
        at: datetime,
        output: str,
        operation: str,
        target: str,
        key: str,
        payload: Mapping[str, Any],
        revision: str = "",
    ) -> bool:
        """Write a record, on disk when this returns; False if the file has it already.

        The arguments are the fields of `CaptureRecord`. Raises `CaptureFailed`.
        """
        record = CaptureRecord(
            at=at,
            output=output,
            operation=operation,
            target=target,
            key=key,
            revision=revision,
            payload=dict(payload),
        )
        with self._failing_loudly(f"{operation} for {target}"):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(f"{self._path}.lock", timeout=LOCK_SECONDS):
                content = self._content()
                if any(record.identity == known.identity for known in _parse(content).records):
                    return False
                self._write(_line(record), after=content)
        return True

    def read(self) -> Captured:
        """Return every record in the order of writing; no file holds none.

        Raises `CaptureFailed` if the file is there and cannot be read.
        """
        with self._failing_loudly("a look into it"):
            return _parse(self._content())

    @contextmanager
    def _failing_loudly(self, request: str) -> Generator[None, None, None]:
        try:
            yield
        except (OSError, Timeout) as error:
            said = f"{self._path}: {getattr(error, 'strerror', None) or type(error).__name__}"
            raise CaptureFailed("capture file", request, said) from error

    def _content(self) -> bytes:
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            return b""

    def _write(self, line: bytes, *, after: bytes) -> None:
        closing = b"" if not after or after.endswith(b"\n") else b"\n"
        # Payloads may quote private code: for this user only.
        file = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(file, "wb") as stream:
            stream.write(closing + line)
            stream.flush()
            os.fsync(stream.fileno())
        if not after:
            _sync_folder(self._path.parent)


def _line(record: CaptureRecord) -> bytes:
    # ASCII: no line separator of any kind inside a line, and lone surrogates survive.
    fields = record.model_dump(mode="json", by_alias=True, exclude={"payload"})
    return json.dumps({**fields, "payload": record.payload}).encode() + b"\n"


def _sync_folder(folder: Path) -> None:
    """Make a new file's name as durable as its content."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _parse(content: bytes) -> Captured:
    records: list[CaptureRecord] = []
    unreadable: list[int] = []
    for number, line in enumerate(content.split(b"\n"), 1):
        if not line:
            continue
        try:
            records.append(CaptureRecord.model_validate(json.loads(line)))
        except ValueError:
            unreadable.append(number)
    return Captured(records=tuple(records), unreadable_lines=tuple(unreadable))
