"""The shape of a settings model and of the values for it: sections, keys, places."""

from collections.abc import Iterator
from typing import Any, NamedTuple, cast, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

Location = tuple[str | int, ...]
Json = dict[str, Any]


class Section(NamedTuple):
    """One table of the file, or one kind of table."""

    header: str
    """As it stands in the file: `[github]`, `[[repositories]]`; empty for the top."""
    model: type[BaseModel]
    keys: dict[str, FieldInfo]
    """Keys that hold a value, in the order of the file."""


def sections(model: type[BaseModel], path: str = "") -> Iterator[Section]:
    """Yield every section, outer before inner. A name that is free takes the field's example."""
    keys = {name: field for name, field in model.model_fields.items() if not _entry(field)}
    if keys:
        yield Section(f"[{path}]" if path else "", model, keys)
    for name, field in model.model_fields.items():
        entry = _entry(field)
        if entry is None:
            continue
        inner = f"{path}.{name}" if path else name
        kind = get_origin(field.annotation)
        if kind is tuple:
            yield Section(f"[[{inner}]]", entry, dict(entry.model_fields))
        else:
            example = f".{(field.examples or [''])[0]}" if kind is dict else ""
            yield from sections(entry, inner + example)


def model_at(model: type[BaseModel], loc: Location) -> type[BaseModel] | None:
    """Return the model of the table at `loc`, or `None` if none of ours is there."""
    if not loc:
        return model
    field = model.model_fields.get(str(loc[0]))
    entry = _entry(field) if field else None
    if field is None or entry is None:
        return None
    named = get_origin(field.annotation) in {dict, tuple}
    return model_at(entry, loc[2 if named else 1 :])


def _entry(field: FieldInfo) -> type[BaseModel] | None:
    candidates: tuple[Any, ...] = (field.annotation, *get_args(field.annotation))
    for candidate in candidates:
        if isinstance(candidate, type) and issubclass(candidate, BaseModel):
            return candidate
    return None


def merged(values: Json, overrides: Json) -> Json:
    """Return `values` with the overrides on top; tables are merged, all else is replaced."""
    result = dict(values)
    for key, value in overrides.items():
        old = result.get(key)
        both = isinstance(old, dict) and isinstance(value, dict)
        result[key] = merged(cast("Json", old), cast("Json", value)) if both else value
    return result


def reaches(values: object, loc: Location) -> bool:
    """Whether something stands at `loc`."""
    for part in loc:
        if isinstance(values, dict) and part in values:
            values = cast("dict[Any, object]", values)[part]
        elif isinstance(values, list) and part in range(len(cast("list[object]", values))):
            values = cast("list[object]", values)[int(part)]
        else:
            return False
    return bool(loc)
