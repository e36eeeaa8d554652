"""A unified diff of bytes that `git apply` takes."""

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

_CONTEXT = 3
_NO_NEWLINE = b"\\ No newline at end of file\n"


class LineCount(NamedTuple):
    """How many lines a change takes away and brings."""

    removed: int
    added: int


class _Opcode(NamedTuple):
    tag: str
    i1: int
    i2: int
    j1: int
    j2: int


def unified_diff(before: Mapping[str, bytes], after: Mapping[str, bytes | None]) -> str:
    """Return the difference between two sets of files, paths as keys, None for a deleted file.

    Files that are equal, or not in `after`, are left out. Bytes that are no UTF-8 come out as
    surrogate escapes: encode the text with `errors="surrogateescape"` before writing it.
    """
    parts: list[bytes] = []
    for path in sorted(after):
        old, new = before.get(path), after[path]
        if old != new:
            parts += _file(path, old, new)
    return b"".join(parts).decode("utf-8", "surrogateescape")


def count_lines(before: bytes, after: bytes) -> LineCount:
    """Count the lines that a unified diff of two contents would show."""
    codes = [each for each in _opcodes(_lines(before), _lines(after)) if each.tag != "equal"]
    return LineCount(sum(c.i2 - c.i1 for c in codes), sum(c.j2 - c.j1 for c in codes))


def _lines(content: bytes) -> list[bytes]:
    """Split at line feeds alone, as git does; a lone carriage return is an ordinary byte."""
    lines = content.split(b"\n")
    whole = [line + b"\n" for line in lines[:-1]]
    return [*whole, lines[-1]] if lines[-1] else whole


def _quoted(path: str) -> bytes:
    """Quote a path the way git does when it holds anything unusual."""
    plain = path.encode("utf-8", "surrogateescape")
    if all(32 < byte < 127 and byte not in b'"\\' for byte in plain):
        return plain
    octal = b"".join(
        bytes([byte]) if 32 <= byte < 127 and byte not in b'"\\' else b"\\%03o" % byte
        for byte in plain
    )
    return b'"' + octal + b'"'


def _file(path: str, old: bytes | None, new: bytes | None) -> Iterator[bytes]:
    ours, theirs = _quoted(f"a/{path}"), _quoted(f"b/{path}")
    yield b"diff --git " + ours + b" " + theirs + b"\n"
    if new is None:
        yield b"deleted file mode 100644\n"
    if old is None:
        yield b"new file mode 100644\n"
    first, second = _lines(old or b""), _lines(new or b"")
    if not first and not second:
        return
    yield b"--- " + (ours if old is not None else b"/dev/null") + b"\n"
    yield b"+++ " + (theirs if new is not None else b"/dev/null") + b"\n"
    for group in _grouped(_opcodes(first, second)):
        yield from _hunk(group, first, second)


def _opcodes(first: list[bytes], second: list[bytes]) -> list[_Opcode]:
    """Compare what lies between the equal beginning and the equal end: long files stay quick."""
    shorter = min(len(first), len(second))
    start = next((i for i in range(shorter) if first[i] != second[i]), shorter)
    room = shorter - start
    tail = next((i for i in range(room) if first[-1 - i] != second[-1 - i]), room)
    middle = SequenceMatcher(
        None, first[start : len(first) - tail], second[start : len(second) - tail]
    )
    codes = [
        _Opcode(tag, i1 + start, i2 + start, j1 + start, j2 + start)
        for tag, i1, i2, j1, j2 in middle.get_opcodes()
    ]
    head = [_Opcode("equal", 0, start, 0, start)] if start else []
    end = _Opcode("equal", len(first) - tail, len(first), len(second) - tail, len(second))
    return head + codes + ([end] if tail else [])


def _grouped(codes: list[_Opcode]) -> Iterator[list[_Opcode]]:
    group: list[_Opcode] = []
    for code in codes:
        if code.tag != "equal":
            group.append(code)
            continue
        long = code.i2 - code.i1 > 2 * _CONTEXT
        if group and (long or code is codes[-1]):
            yield [*group, _head(code)]
            group = []
        group.append(_tail(code) if long or not group else code)
    if any(code.tag != "equal" for code in group):
        yield group


def _head(code: _Opcode) -> _Opcode:
    size = min(_CONTEXT, code.i2 - code.i1)
    return code._replace(i2=code.i1 + size, j2=code.j1 + size)


def _tail(code: _Opcode) -> _Opcode:
    size = min(_CONTEXT, code.i2 - code.i1)
    return code._replace(i1=code.i2 - size, j1=code.j2 - size)


def _range(start: int, end: int) -> bytes:
    size = end - start
    return b"%d,%d" % (start + 1 if size else start, size)


def _hunk(group: list[_Opcode], first: list[bytes], second: list[bytes]) -> Iterator[bytes]:
    old = _range(group[0].i1, group[-1].i2)
    new = _range(group[0].j1, group[-1].j2)
    yield b"@@ -" + old + b" +" + new + b" @@\n"
    for code in group:
        if code.tag == "equal":
            yield from _marked(b" ", first[code.i1 : code.i2])
            continue
        yield from _marked(b"-", first[code.i1 : code.i2])
        yield from _marked(b"+", second[code.j1 : code.j2])


def _marked(mark: bytes, lines: list[bytes]) -> Iterator[bytes]:
    for line in lines:
        yield mark + line
        if not line.endswith(b"\n"):
            yield b"\n" + _NO_NEWLINE
