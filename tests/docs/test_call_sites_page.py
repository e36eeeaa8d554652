"""The page about call sites: its example is real, its tables are those of the code."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from clients import index_memory
from codebase import parsing
from codebase.finding import guard
from codebase.languages import reader_of
from codebase.parsing import Language
from codebase.tree import skipping
from scans.model import CallSite, Confidence
from tests.docs.pages import ROOT, Page, page_at

PAGE = page_at("docs/call-sites.md")

ENDINGS: dict[Language, tuple[str, ...]] = vars(parsing)["_EXTENSIONS"]


@pytest.fixture(scope="module", name="tree")
def _tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the page, in a folder."""
    root = tmp_path_factory.mktemp("example")
    for name, text in PAGE.files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def _printed(tree: Path, words: list[str], cache: Path) -> str:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "GROUNDSKEEPER_CACHE_DIR": str(cache)}
    command = [sys.executable, "-m", "cli", *words]
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, check=True)
    return done.stdout.decode()


def test_the_example_prints_what_the_page_shows(tree: Path, tmp_path: Path) -> None:
    """The command of the page, run on the files of the page, prints the lines of the page."""
    (shown,) = [text for language, text in PAGE.blocks if language == "console"]
    command, _, lines = shown.partition("\n")
    printed = _printed(tree, shlex.split(command)[2:], tmp_path)
    assert re.sub(r"[\d.]+(?= s\n$)", "…", printed) == lines


def test_the_document_of_the_example_is_what_the_page_shows(tree: Path, tmp_path: Path) -> None:
    """The entry that the page prints is the first of the document."""
    (shown,) = [text for language, text in PAGE.blocks if language == "json"]
    words = ["usages", ".", "--event", "basket paid", "--json"]
    assert json.loads(_printed(tree, words, tmp_path))["usages"][0] == json.loads(shown)


def _rows(text: str, *, of: str) -> Iterator[list[list[str]]]:
    """Yield the pieces of code in every cell of the rows below a heading."""
    section = text.partition(f"\n## {of}\n")[2].partition("\n## ")[0]
    for line in section.splitlines():
        if line.startswith("| `"):
            yield [re.findall(r"`([^`]+)`", cell) for cell in line.strip("|").split(" | ")]


def wrong(page: Page) -> Iterator[str]:
    """Yield what the table of languages says otherwise than the code, or not at all."""
    told: list[str] = []
    for languages, files, packages, *_ in _rows(page.text, of="Languages"):
        told += languages
        known = [each for each in get_args(Language) if each in languages]
        if sorted(files) != sorted(ending for each in known for ending in ENDINGS[each]):
            yield f"{languages}: files {files}"
        readers = [reader_of(language) for language in known]
        surfaces = [each for reader in readers for each in (reader.surface, *reader.surfaces)]
        if set(packages) != {name for surface in surfaces for name in surface.packages}:
            yield f"{languages}: packages {packages}"
    if sorted(told) != sorted(ENDINGS):
        yield f"languages {told}"


def test_the_languages_of_the_page_are_those_that_are_read() -> None:
    """Every language is there with its files and packages, and no other."""
    assert list(wrong(PAGE)) == []


@pytest.mark.parametrize(
    ("from_", "to", "complaint"),
    [
        ("| `swift` |", "| `objc` |", "languages"),
        ("`.kts` |", "|", "files"),
        ("`posthog-js-lite` ", "", "packages"),
    ],
)
def test_a_table_that_is_wrong_is_noticed(from_: str, to: str, complaint: str) -> None:
    """Another language, a missing file ending and a missing package are told."""
    assert from_ in PAGE.text
    found = list(wrong(Page(PAGE.path, PAGE.text.replace(from_, to, 1))))
    assert any(complaint in each for each in found)


def test_the_fields_of_an_entry_are_those_of_the_model() -> None:
    """Every field of a call site and every degree of confidence has its row."""
    rows = list(_rows(PAGE.text, of="What an entry says"))
    told = {name for row in rows for name in row[0]}
    assert {*CallSite.model_fields} <= told
    assert {*get_args(Confidence)} <= told


def test_the_limits_of_the_page_are_those_of_the_code() -> None:
    """Numbers and reasons stand in the page as they are in the code."""
    assert f"`larger than {skipping.LARGEST} bytes`" in PAGE.text
    assert f"line over {skipping.LONGEST_LINE:,} bytes" in PAGE.text
    assert f"at most {index_memory.ROOM // 2**20} MiB" in PAGE.text
    assert f"`{guard.TOO_DEEP}`" in PAGE.text
    for reason in ("generated", "minified", "binary", "source map", "foreign code", "unreadable"):
        assert f"`{reason}`" in PAGE.text
