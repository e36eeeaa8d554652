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


@cache
def reader_of(language: Language) -> LanguageReader:
    """Return what reads a language. Languages with one reader see each other's files."""
    module, name = READERS[language].split(":")
    reader = getattr(import_module(f"{__name__}.{module}"), name)
    assert isinstance(reader, LanguageReader)
    return reader
