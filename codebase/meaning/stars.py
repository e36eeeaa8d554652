"""Which names `from x import *` brings along."""

from codebase.meaning.engine import Engine
from codebase.meaning.values import Items, Text


def offered(engine: Engine, path: str, name: str) -> bool:
    """Say whether a Python file hands a name on: what `__all__` lists, or all that is not private.

    A list that nobody can read in full hides nothing.
    """
    if name.startswith("__"):
        return False
    listed = engine.exported(path, "__all__")
    if listed is None:
        return not name.startswith("_")
    items = [engine.force(item) for item in listed.items] if isinstance(listed, Items) else []
    known = isinstance(listed, Items) and listed.rest is None
    if not known or not all(isinstance(item, Text) for item in items):
        return True
    return any(isinstance(item, Text) and item.text == name for item in items)
