"""What one run leaves for the next: bytes under a name, kept by somebody who may lose them."""

from typing import Protocol


class Memory(Protocol):
    """Keeps documents between runs of one and the same engine.

    Nothing is ever promised: what was kept may be gone, and what comes back is exactly what was
    kept or None. Whatever makes an older document wrong (another engine, a damaged disk) is the
    keeper's business. Neither method raises.
    """

    def recall(self, kind: str, key: str) -> bytes | None:
        """Return what was kept last under this name."""
        ...

    def keep(self, kind: str, key: str, content: bytes) -> None:
        """Keep a document, in place of an earlier one of this name."""
        ...
