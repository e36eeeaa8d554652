"""What a class gives to the constructor of the class it extends, where it says so: `: Base(x)`."""

from codebase.meaning.engine import Engine
from codebase.meaning.values import Actuals, Class, Frame, Instance


def handed_up(engine: Engine, cls: Class, base: Class, frame: Frame | None) -> Actuals | None:
    """Return the arguments of a base's constructor; None where a class says nothing of them."""
    for node in cls.module.class_(cls.node).bases:
        made = engine.evaluate(cls.module, node, frame)
        if isinstance(made, Instance) and made.cls.key == base.key:
            return made.actuals
    return None
