"""The page about adding a language adds one that works."""

import ast
import doctest
import importlib
import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clients.checkout import FolderTree
from codebase import parsing
from codebase.index import find_usages
from codebase.languages import reader_of
from tests.docs.pages import ROOT, page_at

PAGE = page_at("docs/adding-a-language.md")

MODULE = "codebase.languages.scala"


def _of(language: str) -> str:
    """Return all blocks of a language, in their order, as one text."""
    return "\n\n\n".join(text.strip("\n") for kind, text in PAGE.blocks if kind == language) + "\n"


def _lines() -> list[tuple[str, str, str]]:
    """Return the lines of registration: what is added to which table of which module."""
    rows = re.findall(r'^\| `("scala".*),` \| `(\w+)` \| `([\w/]+)\.py` \|$', PAGE.text, re.M)
    return [(line, table, module.removesuffix("/__init__")) for line, table, module in rows]


def _load(folder: Path) -> None:
    """Make a module out of the page, under the name it would have."""
    path = folder / "scala.py"
    path.write_text(_of("python"), encoding="utf-8")
    spec = importlib.util.spec_from_file_location(MODULE, path)
    assert spec is not None
    assert spec.loader is not None
    sys.modules[MODULE] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules[MODULE])


@pytest.fixture
def scala(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Scala is a language as long as this test runs."""
    for line, table, module in _lines():
        known: Any = getattr(importlib.import_module(module.replace("/", ".")), table)
        if ":" in line:  # `Language` is for the type checker only
            for name, value in ast.literal_eval(f"{{{line}}}").items():
                monkeypatch.setitem(known, name, value)
    endings: dict[str, tuple[str, ...]] = vars(parsing)["_EXTENSIONS"]
    for ending in endings["scala"]:
        monkeypatch.setitem(vars(parsing)["_BY_EXTENSION"], ending, "scala")
    _load(tmp_path_factory.mktemp("language"))
    yield
    del sys.modules[MODULE]
    reader_of.cache_clear()
    vars(parsing)["_parser"].cache_clear()


def _found(root: Path) -> list[dict[str, Any]]:
    usages = find_usages(FolderTree(root))
    assert usages.skipped == ()
    named = [(use.file, use.line, use.kind, use.name) for use in usages.usages]
    dynamic = [(use.file, use.line, use.kind, None) for use in usages.dynamic]
    keys = ("file", "line", "kind", "name")
    return [dict(zip(keys, each, strict=True)) for each in (*named, *dynamic)]


def _order(usage: dict[str, Any]) -> tuple[str, int, str]:
    return usage["file"], usage["line"], usage["name"] or ""


@pytest.mark.usefixtures("scala")
def test_the_language_of_the_page_finds_what_the_page_expects(tmp_path: Path) -> None:
    """The module of the page, registered as it says, finds the usages of its tree and no other."""
    for name, text in PAGE.files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    expected = json.loads(_of("json"))
    found = _found(tmp_path)
    assert sorted(found, key=_order) == sorted(expected["usages"], key=_order)
    assert {usage["name"] for usage in found}.isdisjoint(expected["absent"])


def test_the_page_has_a_line_for_every_table() -> None:
    """The lines are for the tables that languages stand in, and nothing registers them for good."""
    tables = [(module, table) for _, table, module in _lines()]
    assert tables == [
        ("codebase/parsing", "Language"),
        ("codebase/parsing", "_EXTENSIONS"),
        ("codebase/parsing", "_GRAMMARS"),
        ("codebase/languages", "READERS"),
    ]
    assert parsing.language_of("a.scala") is None


def test_the_module_of_the_page_keeps_the_rules_of_the_house() -> None:
    """Whoever copies it has nothing to format and nothing to correct."""
    name = f"--stdin-filename={MODULE.replace('.', '/')}.py"
    for words in (["format", "--check", name, "-"], ["check", name, "-"]):
        command = [sys.executable, "-m", "ruff", *words]
        done = subprocess.run(command, cwd=ROOT, input=_of("python").encode(), capture_output=True)
        assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()


def test_the_tree_that_the_page_shows_is_the_one_the_grammar_makes() -> None:
    """The look at a tree prints what the page says it prints."""
    session = doctest.DocTestParser().get_doctest(_of("pycon"), {}, PAGE.path, PAGE.path, 0)
    assert doctest.DocTestRunner(verbose=False).run(session).failed == 0
    assert session.examples
