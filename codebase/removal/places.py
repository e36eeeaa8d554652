"""Which paths are never edited, whatever stands in them."""

import re

from codebase.removal.reasons import IN_DOCUMENT, IN_FIXTURE, IN_STORY, IN_TEST

_KINDS = (
    (re.compile(r"(^|/)(__tests__|__mocks__|tests?|spec|cypress|e2e)/"), IN_TEST),
    (re.compile(r"\.(test|spec|cy)\.\w+$|(^|/)(test_[^/]*|conftest)\.py$"), IN_TEST),
    (re.compile(r"_test\.(go|py|rb)$|_spec\.rb$"), IN_TEST),
    (re.compile(r"\.stories\.\w+$|(^|/)__?stories__?/"), IN_STORY),
    (re.compile(r"(^|/)(__)?fixtures?(__)?/"), IN_FIXTURE),
    (re.compile(r"\.(md|mdx|rst|adoc|txt)$|(^|/)docs?/", re.I), IN_DOCUMENT),
)


def is_rehearsed(path: str) -> bool:
    """Tell whether what stands in a file runs in tests and the like only, and never for people."""
    return left_because_of_its_place(path) in (IN_TEST, IN_STORY, IN_FIXTURE)


def left_because_of_its_place(path: str) -> str:
    """Return why a file is never edited, empty if it may be."""
    return next((reason for pattern, reason in _KINDS if pattern.search(path)), "")
