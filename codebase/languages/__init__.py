"""One folder per language, one record per folder: everything the engine asks of it."""

from codebase.languages.reader import LanguageReader
from codebase.parsing import Language


def reader_of(language: Language) -> LanguageReader:
    """Return what reads a language. A new language is one more line here."""
    if language == "python":
        from codebase.languages.python import PYTHON

        return PYTHON
    from codebase.languages.javascript import JAVASCRIPT

    return JAVASCRIPT
