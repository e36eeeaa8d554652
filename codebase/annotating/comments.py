"""How a comment is spelled, and a text that nothing in a comment acts on.

A note quotes names that anybody may have chosen. Whatever could end a comment, open another one or
tell a compiler, linter or editor what to do is spelled out: `[U+002F]` for a slash. There is no
backslash in that, since Java reads `\\u002f` inside comments too.
"""

import re
from typing import NamedTuple

from codebase.parsing import Language

MARK = "groundskeeper: "
"""How every comment begins, so that people and programs can tell them from their own."""


class Form(NamedTuple):
    """The spelling of a comment that has a line to itself."""

    opening: str
    closing: str = ""
    indented: bool = True
    """Whether it may stand below the code around it, or has to begin its line."""


SLASHES = Form("// ")
HASH = Form("# ")
IN_CHILDREN = Form("{/* ", " */}")
"""Between the children of a JSX element, where anything else is text."""
IN_TAG = Form("/* ", " */")
"""Between the attributes of a JSX element."""
IN_PAGE = Form("<?php /* ", " */ ?>", indented=False)
"""In the HTML around PHP. PHP swallows the line end behind `?>`, so it prints nothing at all."""
IN_MARKUP = Form("<!-- ", " -->")
"""Around the scripts of a component."""

FORMS = (SLASHES, HASH, IN_CHILDREN, IN_TAG, IN_PAGE, IN_MARKUP)

_HASHED: frozenset[Language] = frozenset({"python", "ruby", "elixir"})

_ACTS = re.compile(
    r"""(?<=\*)/ | /(?=\*)            # the ends of block comments, nested ones too
    | (?<=[-!?%])> | <(?=[/!?%])      # of HTML, PHP and templates; `</script`
    | \#(?=\s*[A-Za-z!])              # a comment in the comment: `# type: ignore`, `# noqa`
    | @(?=[A-Za-z])                   # pragmas: `@jsx`, `@generated`
    | \\
    | (?<=-)\*(?=-)                   # `-*- coding -*-`
    | (?<=codin)g(?=\s*[:=])          # Python and Ruby look for it in any comment on top
    | (?<=\bvi): | (?<=\bvim):        # modelines
    """,
    re.VERBOSE,
)

_DECLARED = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", re.MULTILINE)
_UTF_8 = frozenset({b"utf-8", b"utf8", b"utf_8", b"u8"})


def own_form(language: Language) -> Form:
    """Return the comment of a language that goes on to the end of its line."""
    return HASH if language in _HASHED else SLASHES


def neutral(text: str, *, ascii_only: bool = False) -> str:
    """Return one line on which nothing acts; `ascii_only` where the file is in another encoding."""
    shown = "".join(
        each if each.isprintable() and (each.isascii() or not ascii_only) else _spelled(each)
        for each in text
    )
    return _ACTS.sub(lambda match: _spelled(match[0]), shown).strip()


def _spelled(character: str) -> str:
    return f"[U+{ord(character):04X}]"


def in_utf_8(source: bytes) -> bool:
    """Whether text of any language can be written into a file."""
    try:
        source.decode()
    except UnicodeDecodeError:
        return False
    declared = _DECLARED.findall(b"\n".join(source.split(b"\n", 2)[:2]))
    return all(name.lower() in _UTF_8 for name in declared)
