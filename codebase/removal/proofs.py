"""Is the result right? Asked without the rules that made it."""

from typing import TYPE_CHECKING

from codebase.removal.draft import Draft

if TYPE_CHECKING:
    from codebase.removal.languages.base import Rules


def objection(draft: Draft, rules: "Rules") -> str:
    """Return why the draft must not be written, empty if every proof holds."""
    return ""
