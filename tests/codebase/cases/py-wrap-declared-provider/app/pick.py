from app.plugins import load
from app.switches import NoSwitches, Switches


def switches() -> Switches:
    if load.ready:
        return load("switches")()
    return NoSwitches()
