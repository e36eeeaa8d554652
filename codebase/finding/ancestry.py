"""What a class extends and implements, all the way up."""

from codebase.meaning.engine import Engine
from codebase.meaning.objects import bases
from codebase.meaning.values import Class, FunctionKey


def ancestors(engine: Engine, cls: Class) -> list[Class]:
    """Return the classes and interfaces of the tree that a class extends, at any distance."""
    found: dict[FunctionKey, Class] = {}
    queue = [cls]
    while queue:
        for base in bases(engine, queue.pop(0)):
            if base.key not in found and base.key != cls.key:
                found[base.key] = base
                queue.append(base)
    return list(found.values())
