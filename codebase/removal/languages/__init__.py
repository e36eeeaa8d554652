"""Which languages can be edited; every other one is only read."""

from codebase.parsing import Language
from codebase.removal.languages.base import Rules
from codebase.removal.languages.go.rules import Go
from codebase.removal.languages.javascript.rules import JavaScript
from codebase.removal.languages.python.rules import Python
from codebase.removal.languages.ruby.rules import Ruby

_JAVASCRIPT = JavaScript()

RULES: dict[Language, Rules] = {
    "javascript": _JAVASCRIPT,
    "typescript": _JAVASCRIPT,
    "tsx": _JAVASCRIPT,
    "python": Python(),
    "go": Go(),
    "ruby": Ruby(),
}
