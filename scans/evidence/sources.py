"""The documents, opened: lists of items, and for each source that cannot be used the reason.

A blind source is never an empty one. In a folder an absent list means that there are none of that
kind, because a folder is complete by declaration; from a live project it means that nobody looked.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from pydantic import ValidationError

from scans.model.base import Foreign
from scans.model.documents import Documents

NO_ROWS = "the answer has no object `rows`"
UNREADABLE = "the answer holds an item that cannot be read"
CUT = "the answer holds fewer items than it announces"

Item = TypeVar("Item", bound=Foreign)
Opened = TypeVar("Opened")


@dataclass(frozen=True)
class Listing:
    """The items of one list response, pages joined."""

    items: tuple[Any, ...] = ()
    whole: bool = False
    """Whether these are surely all."""


class Sources:
    """Opens each document once; `blind` grows by every source that turns out to be unusable.

    `names` are the sources that a scan reads: blindness of any other is not its business. Without
    one of `required` even a folder says nothing.
    """

    def __init__(
        self, documents: Documents, names: Collection[str], *, required: Collection[str] = ()
    ) -> None:
        self._documents = documents
        self._required = frozenset(required)
        self.blind = {name: documents.blind[name] for name in names if name in documents.blind}

    def listing(self, source: str) -> Listing:
        """Return a list's raw items; nothing, and not whole, if the source is blind."""
        document = self.document(source)
        if document is None:
            return Listing(whole=source not in self.blind)
        results: object = document.get("results")
        if not isinstance(results, list):
            self.blind[source] = "the answer has no list `results`"
            return Listing()
        items = cast("list[Any]", results)
        return Listing(tuple(items), _announces_no_more(document, len(items)))

    def items(self, source: str, model: type[Item], *, may_be_cut: bool = False) -> list[Item]:
        """Return a list's items as `model`; one that cannot be read makes the source blind.

        Those that can be read are returned all the same: what they say is not less true for it.
        """
        listing = self.listing(source)
        if source not in self.blind and not listing.whole and not may_be_cut:
            self.blind[source] = CUT
        read: list[Item] = []
        for item in listing.items:
            try:
                read.append(model.model_validate(item))
            except ValidationError:
                self.blind[source] = UNREADABLE
        return read

    def document(self, source: str) -> dict[str, Any] | None:
        """Return one JSON object; None if the source is blind, or absent from a folder."""
        if source in self.blind:
            return None
        document: Any = self._documents.documents.get(source)
        if isinstance(document, dict):
            return cast("dict[str, Any]", document)
        if document is not None:
            self.blind[source] = "the answer is not a JSON object"
        elif source in self._documents.spared:
            return None
        elif not self._documents.complete_by_declaration:
            self.blind[source] = "it was not read"
        elif source in self._required:
            self.blind[source] = f"the folder holds no {source}.json"
        return None

    def once(self, document: dict[str, Any], why: object, open_: Callable[[], Opened]) -> Opened:
        """Return what `open_` makes of a document, and remember it for every later scan of a run.

        Documents never change after they were read. `why` tells apart what is made of one.
        """
        known = self._documents.opened.get((id(document), why))
        if known is not None:
            return cast("Opened", known[1])
        made = open_()
        # The document is kept beside its identity, so that no other one can come to have it.
        self._documents.opened[(id(document), why)] = (document, made)
        return made


def _announces_no_more(document: dict[str, Any], length: int) -> bool:
    """Joined pages may keep the first page's `next`; then the count tells."""
    for name in ("count", "total_count"):
        count: object = document.get(name)
        if isinstance(count, int) and not isinstance(count, bool):
            return count <= length
    return not document.get("next")
