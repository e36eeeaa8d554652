from typing import Final

SIDE_RAIL: Final = "side-rail"
