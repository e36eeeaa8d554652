"""Functions that read JSON out of text, as ClickHouse has them: what is not there is empty.

They see the text itself, not the column that PostHog may have made of a property.
"""

from collections.abc import Callable

from demo.posthog.hogql.expression import Expression
from demo.posthog.hogql.refusals import NotCovered

KINDS = {
    "Null": 0,
    "String": 34,
    "Array": 91,
    "Bool": 98,
    "Double": 100,
    "Int64": 105,
    "UInt64": 117,
    "Object": 123,
}
_KIND_TYPE = f"Enum8({', '.join(f'{word!r} = {number}' for word, number in KINDS.items())})"

_PAIRS = """\
list_transform(map_entries(from_json({0}, '"MAP(VARCHAR, JSON)"')),
    lambda pair: row(pair.key, coalesce(CAST(pair.value AS VARCHAR), 'null')))"""

_KIND = """\
CASE json_type({0}) WHEN 'VARCHAR' THEN 'String' WHEN 'ARRAY' THEN 'Array'
    WHEN 'BOOLEAN' THEN 'Bool' WHEN 'OBJECT' THEN 'Object'
    WHEN 'BIGINT' THEN 'Int64' WHEN 'DOUBLE' THEN 'Double' WHEN 'UBIGINT' THEN
        CASE WHEN CAST({0} AS UBIGINT) < 9223372036854775808 THEN 'Int64' ELSE 'UInt64' END
    WHEN 'HUGEINT' THEN 'Double' ELSE 'Null' END"""


def _extract_raw(arguments: list[Expression]) -> Expression:
    return Expression(f"coalesce(CAST({_at(arguments)} AS VARCHAR), '')", "String")


def _has(arguments: list[Expression]) -> Expression:
    return Expression(f"({_at(arguments)} IS NOT NULL)", "Bool")


def _keys(arguments: list[Expression]) -> Expression:
    found = _object(arguments)
    return Expression(f"coalesce(json_keys({found}), [])", "Array(String)")


def _keys_and_values_raw(arguments: list[Expression]) -> Expression:
    return Expression(_PAIRS.replace("{0}", _object(arguments)), "Array(Tuple(String, String))")


def _type(arguments: list[Expression]) -> Expression:
    return Expression(f"({_KIND.replace('{0}', _at(arguments))})", _KIND_TYPE)


def _object(arguments: list[Expression]) -> str:
    """The object at a path; an empty one where there is none."""
    found = _at(arguments)
    return f"(CASE WHEN json_type({found}) = 'OBJECT' THEN {found} ELSE CAST('{{}}' AS JSON) END)"


def _at(arguments: list[Expression]) -> str:
    """The JSON at a path of names, NULL for what is not there or is no JSON."""
    if not arguments or any(argument.family != "text" for argument in arguments):
        raise NotCovered("JSON functions take text and names here")
    text, *names = arguments
    if text.nullable:
        raise NotCovered("JSON functions of what may be null are not covered")
    valid = f"(CASE WHEN json_valid({text.sql}) THEN CAST({text.sql} AS JSON) END)"
    if not names:
        return valid
    # A JSON pointer can name any key; the dollar syntax cannot.
    steps = " || ".join(
        f"'/' || replace(replace({name.sql}, '~', '~0'), '/', '~1')" for name in names
    )
    return f"json_extract({valid}, {steps})"


FORMS: dict[str, Callable[[list[Expression]], Expression]] = {
    "JSONExtractRaw": _extract_raw,
    "JSONExtractKeys": _keys,
    "JSONExtractKeysAndValuesRaw": _keys_and_values_raw,
    "JSONHas": _has,
    "JSONType": _type,
}
