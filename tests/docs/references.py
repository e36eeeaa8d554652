"""Does what a document names exist? Each function returns what is wrong, or None."""

import importlib.util
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import settings
from messages.configuration.shape import model_at
from settings import Settings
from tests.docs.pages import ROOT, Page

KEY = re.compile(r"[a-z_]+(?:\.[a-z_]+)+")
FILES = re.compile(r"\.(?:toml|db|log|jsonl|json|py|md)$")
VARIABLE = re.compile(r"GROUNDSKEEPER_[A-Z_]+[A-Z]")
TARGET = re.compile(r"\bmake((?: [a-z]+)+)")
MODULE = re.compile(r"python3?(?:\.\d+)? -m ([\w.]+)")
TEST = re.compile(r"(tests/[\w/.]+\.py)::(\w+)")
PLACEHOLDER = re.compile(r"[<>{}…$]|^http|^/")

OTHERS = {
    # Read by the command line and by the tests of this machine, or set by a reader's own pipeline.
    "GROUNDSKEEPER_CACHE_DIR",
    "GROUNDSKEEPER_CONFIG",
    "GROUNDSKEEPER_URL",
    "GROUNDSKEEPER_VERSION",
}
BARE = re.compile(r"[\w-]+\.(?:py|md)")
"""A file named without its folder: only these endings are ours alone."""
RELATIVE = {"signals.py", "rule.py", "remedy.py", "settings.py"}
"""Names of files in each scan's folder."""


def setting(key: str) -> str | None:
    """Check a dotted key against the settings model."""
    first, *rest = key.split(".")
    if not KEY.fullmatch(key) or FILES.search(key) or first not in Settings.model_fields:
        return None
    if first == "projects" and len(rest) == 1:
        # The name of a project is free.
        return None
    loc: tuple[str | int, ...] = (first, *rest)
    if first == "repositories":
        loc = (first, 0, *rest)
    model, last = model_at(Settings, loc[:-1]), loc[-1]
    known = model is not None and str(last) in model.model_fields
    return None if known else f"no setting {key}"


def table(text: str) -> str | None:
    """Check a block of TOML: all its keys are known, all its values allowed."""
    values: dict[str, Any] = tomllib.loads(text)
    values.setdefault("projects", {"shop": {"project_id": 1}})
    try:
        Settings(**values)
    except ValueError as error:
        return f"the settings refuse this: {error}"
    return None


def variable(name: str) -> str | None:
    """Check a variable of ours: a secret, an override of a key, or one of the few others."""
    plain = name.removesuffix("_FILE")
    if plain in OTHERS:
        return None
    for secret in settings.SECRETS:
        stem = secret.partition("_<")[0]
        if plain == stem or ("<" in secret and plain.startswith(f"{stem}_")):
            return None
    if "__" in name:
        return setting(name.removeprefix(settings.PREFIX).lower().replace("__", "."))
    return f"no variable {name}"


def targets(text: str, makefile: str) -> Iterator[str]:
    """Yield every target that `make` is asked for and does not have."""
    known = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    for found in TARGET.finditer(text):
        yield from (f"no target {name}" for name in found[1].split() if name not in known)


def module(name: str) -> str | None:
    """Check a name behind `python -m`."""
    try:
        found = importlib.util.find_spec(name)
    except ModuleNotFoundError:
        found = None
    return None if found else f"no module {name}"


def test_node(path: str, name: str) -> str | None:
    """Check `tests/….py::test_…`."""
    file = ROOT / path
    there = file.is_file() and re.search(rf"^(?:async )?def {name}\b", file.read_text(), re.M)
    return None if there else f"no test {path}::{name}"


def path(word: str) -> str | None:
    """Check a word that may be a path of this repository; other words pass."""
    word = word.partition("::")[0]
    if PLACEHOLDER.search(word) or " " in word:
        return None
    first = word.split("/")[0]
    if "/" not in word:
        bare = BARE.fullmatch(word) and word not in RELATIVE
        return f"no file {word}" if bare and not (ROOT / word).exists() else None
    if not (ROOT / first).exists() or first in {"", ".", ".."}:
        return None
    return None if list(ROOT.glob(word)) else f"no file {word}"


def link(page: Page, target: str) -> str | None:
    """Check a link inside the repository, its heading included."""
    if re.match(r"[a-z]+:", target):
        return None
    name, _, heading = target.partition("#")
    folder = (ROOT / page.path).parent
    file = Path(os.path.normpath(folder / name)) if name else ROOT / page.path
    if not file.exists():
        return f"leads to {target}, which is not there"
    if heading and heading not in anchors(file.read_text("utf-8")):
        return f"leads to {target}, which has no such heading"
    return None


def anchors(text: str) -> set[str]:
    """Return the names that GitHub gives to a page's headings."""
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
