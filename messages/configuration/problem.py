"""One sentence per mistake: where, what was found, what is allowed, what to do."""

import difflib
import json
import re
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from messages.configuration.secrets import looks_secret
from messages.configuration.shape import Location, model_at

_LONGEST_VALUE = 80


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with the configuration. Never holds a secret."""

    file: str
    """The file, or `environment variable NAME`."""
    key: str
    """Dotted, list entries by index: `repositories[0].name`. Empty for the whole file."""
    found: str
    allowed: str
    advice: str = ""

    def __str__(self) -> str:
        where = f"{self.file}: {self.key}" if self.key else self.file
        return f"{where}: found {self.found}; allowed: {self.allowed}. {self.advice}".rstrip()


def dotted(loc: Location) -> str:
    """Return the place as people write it; a name that is no bare TOML key is quoted."""
    text = ""
    for part in loc:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            bare = re.fullmatch(r"[A-Za-z0-9_-]+", part)
            name = part if bare else json.dumps(part)
            text += ("." if text else "") + ("(not shown)" if looks_secret((), part) else name)
    return text


def place(error: ErrorDetails) -> Location:
    """Return where the error is; pydantic marks a key that is itself wrong with `[key]`."""
    return tuple(part for part in error["loc"] if part != "[key]")


def secret_problem(file: str, loc: Location, variables: str) -> Problem:
    """Say that a secret stands where it must not, without its value."""
    advice = f"Take it out, replace it if anyone has seen the file, and set {variables}."
    return Problem(file, dotted(loc), "a secret (not shown)", "no secrets here", advice)


def validation_problem(file: str, error: ErrorDetails, model: type[BaseModel]) -> Problem:
    """Translate one of pydantic's errors about `model`."""
    loc, kind = place(error), error["type"]
    if kind == "extra_forbidden":
        return _unknown_key(file, loc, model)
    if kind == "missing":
        return Problem(file, dotted(loc), "nothing", _description(loc, model), "Set it.")
    allowed = error["msg"].removeprefix("Input should be ").removeprefix("Value error, ")
    if kind == "string_pattern_mismatch":
        allowed = f"text that matches {error.get('ctx', {}).get('pattern')}"
    return Problem(file, dotted(loc), _found(loc, error["input"]), allowed)


def _unknown_key(file: str, loc: Location, model: type[BaseModel]) -> Problem:
    table = model_at(model, loc[:-1])
    known = sorted(table.model_fields) if table else []
    near = difflib.get_close_matches(str(loc[-1]), known, n=1)
    advice = f"Did you mean `{near[0]}`?" if near else "Remove it."
    return Problem(file, dotted(loc), "an unknown key", ", ".join(known), advice)


def _description(loc: Location, model: type[BaseModel]) -> str:
    table = model_at(model, loc[:-1])
    field = table.model_fields.get(str(loc[-1])) if table else None
    return ((field.description if field else None) or "a value").rstrip(".")


def _found(loc: Location, value: Any) -> str:
    """Describe what stands there; a table or list may hold anything, so it is only named."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, (list, tuple)):
        return "a list"
    if looks_secret(loc, value):
        return "a secret (not shown)"
    text = repr(value)
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 1]}…"
