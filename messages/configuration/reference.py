"""The starter file and the reference page, written by the models so that neither can rot."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Literal, cast, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from messages.configuration.shape import Section, sections

_NAMED_UNITS = ("days", "hours", "minutes", "seconds")


def starter(model: type[BaseModel], schema_file: str) -> str:
    """Return a file in which every key stands commented out (`#key = …`) with its default."""
    head = f"#:schema ./{schema_file}\n"
    return head + "".join(_starter_section(section) for section in sections(model))


def _starter_section(section: Section) -> str:
    lines = ["", f"# {_summary(section.model)}"] if section.header else []
    lines += [f"#{section.header}"] if section.header else []
    for name, field in section.keys.items():
        value = example if (example := _default(field)) is not None else _example(field)
        lines.append(f"# {field.description}")
        lines.append(f"{'#' if section.header else ''}{name} = {json.dumps(value)}")
    return "\n".join(lines) + "\n"


def reference(model: type[BaseModel], secrets: Mapping[str, str], prefix: str) -> str:
    """Return the reference page in Markdown; `secrets` maps a variable to what it is for."""
    return "\n".join(_reference_lines(model, secrets, prefix)) + "\n"


def _reference_lines(
    model: type[BaseModel], secrets: Mapping[str, str], prefix: str
) -> Iterator[str]:
    yield "# Configuration"
    yield ""
    yield "<!-- Written by the models of `settings.py`; a test compares the two. -->"
    yield ""
    yield (
        f"One TOML file: the path that `--config` gives, else `{prefix}CONFIG`, else "
        f"`./groundskeeper.toml`. A variable overrides one key: `{prefix}LIMITS__MAX_FILES=3`; "
        "a list or a table is given as JSON. An unknown key is an error."
    )
    for section in sections(model):
        yield from _reference_section(section)
    yield from ("", "## Secrets", "")
    yield "From the environment only. Each may be given as a file instead: `NAME_FILE=/path`."
    yield from ("", "| variable | is |", "|---|---|")
    yield from (f"| `{name}` | {use} |" for name, use in secrets.items())


def _reference_section(section: Section) -> Iterator[str]:
    if section.header:
        yield from ("", f"## `{section.header}`", "", _summary(section.model))
    yield from ("", "| key | allowed | default | unit | is |", "|---|---|---|---|---|")
    schema = section.model.model_json_schema()["properties"]
    for name, field in section.keys.items():
        default = "" if _default(field) is None else f"`{json.dumps(_default(field))}`"
        cells = (f"`{name}`", _allowed(schema[name], field), default, _unit(name, field))
        yield f"| {' | '.join(cells)} | {field.description} |"


def _allowed(schema: Mapping[str, Any], field: FieldInfo) -> str:
    if get_origin(field.annotation) is Literal:
        return ", ".join(f"`{json.dumps(value)}`" for value in get_args(field.annotation))
    options: list[Mapping[str, Any]] = schema.get("anyOf", [schema])
    chosen = next(option for option in options if option.get("type") != "null")
    kind = str(chosen["type"])
    name = {"array": "list", "string": "text"}.get(kind, kind)
    low, high = chosen.get("minimum"), chosen.get("maximum")
    if low is not None:
        name += f", {low} or more" if high is None else f", {low} to {high}"
    return name if field.is_required() or _default(field) is not None else f"{name}, or not set"


def _unit(name: str, field: FieldInfo) -> str:
    extra: Any = field.json_schema_extra
    if isinstance(extra, dict) and "unit" in extra:
        return str(cast("dict[str, Any]", extra)["unit"])
    return next((unit for unit in _NAMED_UNITS if unit in name.split("_")), "")


def _default(field: FieldInfo) -> Any:
    default = field.get_default(call_default_factory=True, validated_data={})
    return None if default is PydanticUndefined else default


def _example(field: FieldInfo) -> Any:
    return (field.examples or [""])[0]


def _summary(model: type[BaseModel]) -> str:
    return (model.__doc__ or "").strip().splitlines()[0]
