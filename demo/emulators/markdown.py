"""Text of others as HTML: GitHub's Markdown and Slack's mrkdwn. Nothing but known tags gets out."""

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

_ALLOWED_TAG = re.compile(r"</?(?:details|summary|br|sub|sup|kbd|code)\s*/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

_LINK = re.compile(r"<(https?://[^|>]+|[@#!][^|<>]+)(?:\|([^>]*))?>")
_SHOWN = {"!here": "@here", "!channel": "@channel", "!everyone": "@everyone"}
_STYLES = (
    (re.compile(r"`([^`\n]+)`"), "code"),
    (re.compile(r"(?<![\w*])\*([^*\n]+)\*(?![\w*])"), "b"),
    (re.compile(r"(?<![\w_])_([^_\n]+)_(?![\w_])"), "i"),
    (re.compile(r"(?<![\w~])~([^~\n]+)~(?![\w~])"), "s"),
)


def from_markdown(text: str) -> Markup:
    """A pull request's body or a comment as GitHub shows it, comments left out."""
    return Markup(_MARKDOWN.render(text))  # noqa: S704 - the renderer escapes, see _tags_we_know


def from_mrkdwn(text: str, names: Mapping[str, str] | None = None) -> Markup:
    """A Slack text: `*bold*`, `_italic_`, `` `code` ``, `<https://…|label>`, and three entities.

    `<@U…>`, `<#C…>` and `<!here>` are shown as people see them; `names` maps ids to names.
    """
    out, position = list[str](), 0
    for link in _LINK.finditer(text):
        out.append(_styled(text[position : link.start()]))
        if link[1].startswith("http"):
            label = link[2] or link[1]
            out.append(f'<a href="{escape(html.unescape(link[1]))}">{_styled(label)}</a>')
        else:
            out.append(f'<span class="mention">{escape(_mentioned(link, names or {}))}</span>')
        position = link.end()
    out.append(_styled(text[position:]))
    return Markup("".join(out))  # noqa: S704 - every part has been escaped by _styled


def _mentioned(found: re.Match[str], names: Mapping[str, str]) -> str:
    sign, label = found[1][0], html.unescape(found[2] or "")
    if sign == "!":
        return _SHOWN.get(found[1], label or found[1])
    return sign + (names.get(found[1][1:]) or label or found[1][1:])


def _styled(text: str) -> str:
    styled = str(escape(html.unescape(text)))
    for pattern, tag in _STYLES:
        styled = pattern.sub(rf"<{tag}>\1</{tag}>", styled)
    return styled.replace("\n", "<br>")


def _tags_we_know(
    _: Any, tokens: Sequence[Token], index: int, __: Any = None, ___: Any = None
) -> str:
    """Raw HTML of a Markdown text: allowed tags as they are, comments gone, the rest escaped."""
    content = _COMMENT.sub("", tokens[index].content)
    out, position = list[str](), 0
    for tag in _ALLOWED_TAG.finditer(content):
        out += [str(escape(content[position : tag.start()])), tag[0]]
        position = tag.end()
    return "".join([*out, str(escape(content[position:]))])


_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_MARKDOWN.add_render_rule("html_block", _tags_we_know)
_MARKDOWN.add_render_rule("html_inline", _tags_we_know)
