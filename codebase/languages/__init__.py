"""Which reader reads which language: one table, each loaded when a file first needs it."""

from functools import cache
from importlib import import_module

from codebase.languages.reader import LanguageReader
from codebase.parsing import Language

READERS: dict[Language, str] = {
    "javascript": "javascript:JAVASCRIPT",
    "typescript": "javascript:JAVASCRIPT",
    "tsx": "javascript:JAVASCRIPT",
    "vue": "javascript:JAVASCRIPT",
    "svelte": "javascript:JAVASCRIPT",
    "python": "python:PYTHON",
    "go": "go:GO",
    "ruby": "ruby:RUBY",
    "java": "java:JAVA",
    "kotlin": "kotlin:KOTLIN",
    "swift": "swift:SWIFT",
    "php": "php:PHP",
    "dart": "dart:DART",
    "csharp": "csharp:CSHARP",
    "elixir": "elixir:ELIXIR",
    "rust": "rust:RUST",
}
"""A module below this package, and the name of the reader in it."""

_FAMILIES: dict[Language, str] = {"java": "jvm", "kotlin": "jvm"}
"""Languages that see each other's files although they are not read alike."""


def family_of(language: Language) -> str:
    """Return what is the same for all languages whose files see each other."""
    return _FAMILIES.get(language) or READERS[language]


@cache
def reader_of(language: Language) -> LanguageReader:
    """Return what reads a language. Languages with one reader are one family."""
    module, name = READERS[language].split(":")
    reader = getattr(import_module(f"{__name__}.{module}"), name)
    assert isinstance(reader, LanguageReader)
    return reader
