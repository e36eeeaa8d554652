"""The tables a query may read, and how one property is read from an event."""

from dataclasses import dataclass

from demo.posthog.hogql.expression import Expression, quoted
from demo.posthog.hogql.refusals import QueryRefused
from demo.posthog.hogql.system_tables import SYSTEM_TABLES


@dataclass(frozen=True)
class Table:
    """`columns` maps a HogQL name to its ClickHouse type; `{zone}` stands for the project's."""

    name: str
    source: str
    columns: dict[str, str]


WEIGHT = "times"
"""The hidden column of events: for how many events a row stands."""

EVENTS = Table(
    name="events",
    # The printer adds the team to every read of events; another team's rows are never seen.
    source="(SELECT * FROM events WHERE team_id = 1)",
    columns={
        "uuid": "UUID",
        "event": "String",
        "distinct_id": "String",
        "timestamp": "DateTime64(6, '{zone}')",
        "created_at": "DateTime64(6, '{zone}')",
        "properties": "String",
        "$session_id": "String",
        "issue_id": "Nullable(UUID)",
        "person_id": "UUID",
        # As in PostHog, who sends no browser's name counts as a bot, and as one without a name.
        "$virt_is_bot": "Bool",
        "$virt_bot_name": "String",
    },
)
TABLES = {"events": EVENTS} | {
    f"system.{name}": Table(name, f"system_{name}", table.types)
    for name, table in SYSTEM_TABLES.items()
}


def property_read(column: str, path: list[str]) -> Expression:
    """One property as PostHog reads it: always text, `NULL` when absent, empty or JSON null.

    Mirrors `replaceRegexpAll(nullIf(nullIf(JSONExtractRaw(...), ''), 'null'), '^"|"$', '')`:
    booleans, numbers, lists and objects arrive as their raw JSON. Raises `QueryRefused` for a name
    with `%`, which PostHog takes for no identifier.
    """
    for key in path:
        if "%" in key:
            raise QueryRefused(
                f'The HogQL identifier "{key}" is not permitted as it contains the "%" character'
            )
    # A JSON pointer can name any key; the dollar syntax cannot.
    steps = "".join("/" + key.replace("~", "~0").replace("/", "~1") for key in path)
    raw = f"CAST(json_extract({column}, {quoted(steps)}) AS VARCHAR)"
    text = f"nullif(nullif({raw}, ''), 'null')"
    return Expression(f"regexp_replace({text}, '^\"|\"$', '', 'g')", "Nullable(String)")
