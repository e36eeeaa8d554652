"""How names are written, in whichever language: to look for one before a tree is asked."""

import re
from functools import cache

WORD = re.compile(rb"[\w$\x80-\xff]+")
"""What a name may be written with."""


@cache
def whole_word(name: bytes) -> re.Pattern[bytes]:
    """Match a name where it is not a part of a longer one."""
    return re.compile(rb"(?<![\w$])" + re.escape(name) + rb"(?![\w$])")
