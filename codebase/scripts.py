"""Script blocks of single-file components: everything around them becomes blank."""

import re

_TOKEN = re.compile(
    rb"""<!--.*?(?:-->|\Z)
    |<(?P<raw>script|style)(?=[\s>])(?P<attributes>(?:"[^"]*"|'[^']*'|[^"'<>])*+)(?<!/)>
        (?P<text>.*?)(?:</(?P=raw)\s*>|\Z)
    |</(?P<close>[A-Za-z][\w:.-]*)\s*>
    |<(?P<open>[A-Za-z][\w:.-]*)
        (?:"[^"]*"|'[^']*'|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*+\})*+\}|[^"'{}<>])*+>""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
"""A comment, a block whose content is no markup, or a tag. Braces hold a component's expressions,
in which `>` ends nothing."""

_ATTRIBUTE = re.compile(rb"""\b(lang|type)\s*=\s*["']?([\w/+-]+)""", re.IGNORECASE)

_SCRIPTS = frozenset({b"module", b"text/javascript", b"application/javascript", b"text/babel"})
"""Values of `type` under which a block is a program, beside any that names TypeScript."""

_VOID = frozenset(b"area base br col embed hr img input link meta param source track wbr".split())
"""Elements without content, by the HTML standard: nothing closes them."""

_INK = re.compile(rb"[^\r\n]")


def scripts(source: bytes) -> tuple[bytes, bool]:
    """Return source with everything blank but its scripts, and whether they may hold tags.

    Length and line ends stay as they are; a semicolon ends each block, for the next one may begin
    with a bracket. Only blocks that stand in no other element are the component's own. Tags and
    type assertions exclude each other: scripts that name no language are read with tags.
    """
    kept: list[tuple[int, int]] = []
    languages: set[bytes] = set()
    around: list[bytes] = []
    for token in _TOKEN.finditer(source):
        _nest(token, around)
        if around or (token["raw"] or b"").lower() != b"script":
            continue
        language = _language(token["attributes"])
        if language is not None:
            kept.append(token.span("text"))
            languages.add(language)
    typed = b"ts" in languages and not languages & {b"tsx", b"jsx"}
    return _masked(source, kept), not typed


def _nest(token: re.Match[bytes], around: list[bytes]) -> None:
    """Note an element that opens; forget one that closes, with what was left open in it."""
    opened, closed = token["open"], token["close"]
    if opened and not token[0].endswith(b"/>") and opened.lower() not in _VOID:
        around.append(opened)
    elif closed in around:
        while around.pop() != closed:
            pass


def _language(attributes: bytes) -> bytes | None:
    """Return a block's language, empty if it names none; None if it is no program."""
    found = {match[1].lower(): match[2].lower() for match in _ATTRIBUTE.finditer(attributes)}
    kind = found.get(b"type", b"module")
    language = found.get(b"lang", b"ts" if kind.endswith(b"typescript") else b"")
    if language in (b"typescript", b"ts"):
        return b"ts"
    known = kind in _SCRIPTS and language in (b"", b"js", b"javascript", b"jsx", b"tsx")
    return language if known else None


def _masked(source: bytes, kept: list[tuple[int, int]]) -> bytes:
    parts: list[bytes] = []
    last = 0
    for start, end in kept:
        parts.extend(
            (_INK.sub(b" ", source[last:start]), source[start:end], b";"[end == len(source) :])
        )
        last = min(end + 1, len(source))
    parts.append(_INK.sub(b" ", source[last:]))
    return b"".join(parts)
