"""A translated expression: DuckDB text and the ClickHouse type PostHog would report for it."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from demo.posthog.hogql.refusals import NotCovered, QueryRefused

_DATETIME_ZONE = re.compile(r"DateTime(?:64)?\((?:\d+, )?'([^']+)'\)")

_STARTS = {
    "Int": "number",
    "UInt": "number",
    "Float": "number",
    "DateTime": "time",
    "Enum8": "text",
    "Tuple": "tuple",
}
_FAMILIES = {
    "String": "text",
    "UUID": "text",
    "Date": "date",
    "Bool": "bool",
    "Nothing": "null",
    "Interval": "interval",
}


@dataclass(frozen=True)
class Expression:
    """`sql` is DuckDB text; `type` is a ClickHouse type such as `Nullable(String)`.

    A point in time is a naive UTC timestamp in DuckDB; its zone lives in the type alone.
    """

    sql: str
    type: str

    @property
    def nullable(self) -> bool:
        """Whether the value may be null."""
        return self.type.startswith("Nullable(")

    @property
    def base(self) -> str:
        """The type without `Nullable`."""
        return self.type[len("Nullable(") : -1] if self.nullable else self.type

    @property
    def family(self) -> str:
        """`text`, `number`, `time`, `date`, `bool`, `list`, `tuple`, `interval` or `null`."""
        return family_of(self.base)

    @property
    def zone(self) -> str:
        """IANA name of the time zone of a `time` expression."""
        found = _DATETIME_ZONE.fullmatch(self.base)
        if found is None:
            raise NotCovered(f"{self.base} has no time zone")
        return found.group(1)


def family_of(base: str) -> str:
    """The family of a ClickHouse type that is not nullable."""
    if base in _FAMILIES:
        return _FAMILIES[base]
    return next((family for start, family in _STARTS.items() if base.startswith(start)), "list")


def element_of(list_type: str) -> str:
    """`T` of `Array(T)`."""
    return list_type[len("Array(") : -1]


def items_of(tuple_type: str) -> list[str]:
    """`A` and `B` of `Tuple(A, B)`."""
    items, depth = [""], 0
    for character in tuple_type[len("Tuple(") : -1]:
        depth += (character == "(") - (character == ")")
        if character == "," and depth == 0:
            items.append("")
        else:
            items[-1] += character
    return [item.strip() for item in items]


def nullable(base: str) -> str:
    """`Nullable(base)`, once."""
    return base if base.startswith("Nullable(") else f"Nullable({base})"


def quoted(text: str) -> str:
    """A DuckDB string literal; DuckDB knows no escape but the doubled quote."""
    if "\0" in text:
        raise QueryRefused("A string must not contain a null character")
    return "'" + text.replace("'", "''") + "'"


def constant(value: Any) -> Expression:
    """A literal."""
    if value is None:
        return Expression("NULL", "Nullable(Nothing)")
    if isinstance(value, bool):
        return Expression(str(value).lower(), "Bool")
    if isinstance(value, int):
        return Expression(f"({value})" if value < 0 else str(value), _integer_type(value))
    if isinstance(value, float):
        return Expression(f"CAST({value!r} AS DOUBLE)", "Float64")
    return Expression(quoted(str(value)), "String")


def _integer_type(value: int) -> str:
    if not -(2**63) <= value < 2**64:
        raise NotCovered("integers beyond 64 bits are not covered")
    return "Int64" if value < 0 else "UInt64"


def moment(text: str, zone: str) -> Expression:
    """A timestamp written as text: read in `zone` unless it names its own offset."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError as error:
        raise QueryRefused(f"Cannot parse {text!r} as a timestamp") from error
    at = (read if read.tzinfo else read.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
    return Expression(f"TIMESTAMP '{at:%Y-%m-%d %H:%M:%S.%f}'", f"DateTime64(6, '{zone}')")


def day(text: str) -> Expression:
    """A date written as text."""
    try:
        read = date.fromisoformat(text)
    except ValueError as error:
        raise QueryRefused(f"Cannot parse {text!r} as a date") from error
    return Expression(f"DATE '{read:%Y-%m-%d}'", "Date")
