"""The page about teaching removals a language names what a language needs, and where."""

import importlib
import inspect
import re

import pytest

from codebase.parsing import Language
from codebase.removal.languages import RULES
from codebase.removal.languages.base import Rules
from tests.docs.pages import page_at

PAGE = page_at("docs/editing-a-language.md")


def _said(owner: type) -> list[str]:
    """Return what a class says itself, in its order: words without and with a value, functions."""
    words = [*inspect.get_annotations(owner), *vars(owner)]
    return list(dict.fromkeys(name for name in words if not name.startswith("_")))


def test_the_page_names_everything_a_language_has_to_say() -> None:
    """Words without a value and abstract functions of `Rules` are all in the table, in order."""
    words = [name for name in inspect.get_annotations(Rules) if name not in vars(Rules)]
    functions = [name for name in vars(Rules) if name in Rules.__abstractmethods__]
    section = PAGE.text.split("## 1. ")[1].split("Everything else")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    named = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert sorted(named[: len(words)]) == sorted(words)
    assert named[len(words) :] == functions


def test_the_page_names_tables_that_are_there() -> None:
    """Every table of the registration stands in the module that the page says."""
    rows = re.findall(r"^\| `(\w+)`.* \| `([\w/]+)\.py` \|", PAGE.text, re.MULTILINE)
    assert len(rows) == 7
    for table, path in rows:
        module = importlib.import_module(path.removesuffix("/__init__").replace("/", "."))
        assert table in vars(module), path


@pytest.mark.parametrize("language", ["javascript", "python", "go", "ruby"])
def test_every_language_keeps_the_order_of_the_rules(language: Language) -> None:
    """Functions stand in the order of `Rules`, so that two languages can be read side by side."""
    order = [name for name in _said(Rules) if callable(getattr(Rules, name, None))]
    said = [name for name in _said(type(RULES[language])) if name in order]
    assert said == sorted(said, key=order.index)
