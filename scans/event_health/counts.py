"""Documents of counts, opened: rows by name, each as its model or set aside."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar, cast

from pydantic import ValidationError

from scans.evidence.sources import NO_ROWS, Sources
from scans.evidence.times import moment
from scans.model.base import Foreign
from scans.model.documents import Documents

Row = TypeVar("Row", bound=Foreign)


@dataclass(frozen=True)
class Counts(Generic[Row]):
    """The rows of one document. Without a document there are none, and `known` is false."""

    rows: Mapping[str, Row] = field(default_factory=dict[str, Row])
    unreadable: frozenset[str] = frozenset()
    """Names whose row does not have the documented shape."""
    unasked: Mapping[str, str] = field(default_factory=dict[str, str])
    """Names that could not be asked for, with the reason."""
    known: bool = False
    as_of: datetime | None = None
    since: datetime | None = None
    """Since when things were counted, where the document says so."""

    def answers(self, name: str) -> bool:
        """Whether `name` was asked for, whatever came back."""
        return name in self.rows or name in self.unreadable or name in self.unasked


def opened(sources: Sources, documents: Documents, name: str, model: type[Row]) -> Counts[Row]:
    """Open one document. One that nobody asked for is not blind; it only is not known."""
    if name not in documents.documents and name not in documents.blind:
        return Counts[Row]()
    document = sources.document(name)
    if document is None:
        return Counts[Row]()
    rows: object = document.get("rows")
    if not isinstance(rows, dict):
        sources.blind[name] = NO_ROWS
        return Counts[Row]()
    read = {key: _row(row, model) for key, row in cast("dict[str, Any]", rows).items()}
    return Counts(
        rows={key: row for key, row in read.items() if row is not None},
        unreadable=frozenset(key for key, row in read.items() if row is None),
        unasked=_reasons(document.get("unasked")),
        known=True,
        as_of=moment(document.get("as_of")),
        since=moment(document.get("since")),
    )


def _row(row: object, model: type[Row]) -> Row | None:
    try:
        return model.model_validate(row)
    except ValidationError:
        return None


def _reasons(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    return {key: str(why) for key, why in cast("dict[str, object]", value).items()}
