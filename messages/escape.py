"""Foreign text, made harmless: one function per surface it can appear on.

Flag keys, event names, branches and error messages are written by people and programs we do not
know. Nothing in them may become a link, a mention, a reference, markup or a terminal sequence, and
nothing in them is dropped silently: what cannot be shown is spelled out (`\\u202e`).
"""

import re

_BREAK = "\u200b"
"""A zero-width space: what it splits still reads the same, and is recognised by nobody."""

# What GitHub and Slack recognise in running text, even where every character is escaped: mentions,
# issue references, addresses, emoji names. The break goes where the match ends.
_RECOGNISED = re.compile(r"@|#(?=\d)|\b[Gg][Hh]-(?=\d)|:(?=//)|\bwww(?=\.)|:(?=[\w+-]+:)")

# GitHub links 7 to 40 hex digits to the commit they may name.
_COMMIT = re.compile(r"\b[0-9a-fA-F]{7,40}\b")
_SHORT_OF_A_COMMIT = re.compile(r".{6}(?=.)")

_MARKDOWN = re.compile(r"[\\`*_\[\]<>|~&$]")
_MARKDOWN_START = re.compile(r"^(\d+(?=[.)])|(?=[-+=#]))(.)")

# mrkdwn has no escape character, so what formats is replaced by what looks the same.
_SLACK_FORMATS = str.maketrans({"*": "\u2217", "~": "\u223c", "`": "\u02cb"})
_SLACK_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.\[\]:-]+(?:[/?#][A-Za-z0-9/._~:?#@!$&'*+,;=%-]*)?")


def cut(text: str, limit: int) -> str:
    """Return at most `limit` characters of the text, the last one `…` if some are missing."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def terminal(text: str, *, keep_lines: bool = False) -> str:
    """Return one line that prints as it reads; with `keep_lines` as many as the text has."""
    if keep_lines:
        return "\n".join(map(terminal, text.split("\n")))
    # Not printable: control, format (bidirectional, zero width), surrogate, unassigned, separator.
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode() for each in text
    )


def plain(text: str) -> str:
    """Return one line for a title or a commit message, where nothing can be escaped.

    GitHub acts on what stands in a commit message: `fixes #12` would close an issue.
    """
    shown = _COMMIT.sub(
        lambda commit: _SHORT_OF_A_COMMIT.sub(rf"\g<0>{_BREAK}", commit[0]), terminal(text)
    )
    return _RECOGNISED.sub(rf"\g<0>{_BREAK}", shown).strip()


def markdown(text: str) -> str:
    """Return one line of running text for GitHub, inside a table or out of it."""
    escaped = _MARKDOWN.sub(r"\\\g<0>", plain(text))
    return _MARKDOWN_START.sub(r"\1\\\2", escaped, count=1)


def code(text: str, *, table: bool = False) -> str:
    """Return a code span for GitHub, in which nothing is recognised; in a table `|` is special."""
    shown = terminal(text)
    if not shown.strip(" "):
        return "(empty)"
    longest = max(map(len, re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    padding = " " if shown[0] in "` " or shown[-1] in "` " else ""
    span = f"{fence}{padding}{shown}{padding}{fence}"
    return span.replace("|", r"\|") if table else span


def slack(text: str) -> str:
    """Return one line of running text for a mrkdwn object."""
    neutral = _SLACK_UNDERSCORE.sub("\u02cd", plain(text).translate(_SLACK_FORMATS))
    quoted = _BREAK + neutral if neutral.startswith(">") else neutral
    return _entities(quoted)


def slack_code(text: str) -> str:
    """Return a code span for a mrkdwn object."""
    shown = terminal(text).replace("`", "\u02cb").strip()
    return f"`{_entities(shown)}`" if shown else "(empty)"


def is_address(text: str) -> bool:
    """Tell whether a text is a plain HTTP address, and so may be linked."""
    return _ADDRESS.fullmatch(text) is not None


def markdown_link(text: str, address: str) -> str:
    """Return a link for GitHub; only the text if the address is not a plain HTTP one."""
    return f"[{markdown(text)}](<{address}>)" if is_address(address) else markdown(text)


def slack_link(text: str, address: str) -> str:
    """Return a link for a mrkdwn object; only the text if the address is not a plain HTTP one."""
    return f"<{_entities(address)}|{slack(text)}>" if is_address(address) else slack(text)


def _entities(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
