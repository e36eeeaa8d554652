"""Node, as a parser of JavaScript and TypeScript: one process for all files."""

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import PurePosixPath
from typing import NamedTuple, cast, get_args

from clients.second_parsers.bench import Bench
from clients.second_parsers.shebang import without_shebang
from scans.model.rewritten import ParserVerdict, Rewritten

_COMPILE = """\
const { readFileSync, writeSync } = require('node:fs')
const { stripTypeScriptTypes } = require('node:module')
const { compileFunction, SourceTextModule } = require('node:vm')
const module = (text) => new SourceTextModule(text)
const typed = (mode) => (text) => module(stripTypeScriptTypes(text, { mode }))
const dialects = {
  module: [module],
  script: [compileFunction],
  either: [module, compileFunction],
  types: [typed('transform'), typed('strip')],
}
const compiles = (text) => (compile) => {
  try { compile(text); return true } catch { return false }
}
const takes = (dialect, text) => dialects[dialect].some(compiles(text))
const verdict = ([dialect, before, after]) =>
  takes(dialect, after) ? 'took it' : takes(dialect, before) ? 'refused it' : 'not run'
writeSync(1, JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(verdict)))
"""
"""Compiles without running, as `node --check` does: that takes one file at a time, and takes every
`.js` and `.ts` file in which an `import` stands without a look at the rest (Node 20 and 24).

TypeScript is read by Node 22.13 and later; in an older one `stripTypeScriptTypes` throws.
"""

_OPTIONS = ("--experimental-vm-modules", "--no-warnings", "--input-type=commonjs")
_BY_SUFFIX = {".mjs": "module", ".cjs": "script"}


class _Question(NamedTuple):
    dialect: str
    before: str
    after: str


def node_verdicts(bench: Bench, files: Sequence[Rewritten]) -> dict[int, ParserVerdict]:
    """Return the verdict on each file that Node could be asked about, by its index."""
    asked: dict[int, _Question] = {}
    for at, file in enumerate(files):
        dialect = _dialect(file)
        with suppress(UnicodeDecodeError):
            if dialect is not None:
                asked[at] = _Question(dialect, _text(file.before), _text(file.after))
    program = bench.program("node") if asked else None
    if program is None:
        return {}
    given = json.dumps(list(asked.values())).encode()
    ended = bench.ask([program, *_OPTIONS, "--eval", _COMPILE], given)
    said = _verdicts(ended.out) if ended is not None and ended.status == 0 else []
    return dict(zip(asked, said, strict=True)) if len(said) == len(asked) else {}


def _dialect(file: Rewritten) -> str | None:
    """Return how Node should read a file, None if it cannot: it has no JSX beside types."""
    if file.language == "typescript":
        return "types"
    if file.language != "javascript":
        return None
    return _BY_SUFFIX.get(PurePosixPath(file.path).suffix, "either")


def _text(source: bytes) -> str:
    return without_shebang(source).decode("utf-8-sig")


def _verdicts(answer: bytes) -> list[ParserVerdict]:
    try:
        said: object = json.loads(answer)
    except ValueError:
        return []
    words = cast("list[object]", said) if isinstance(said, list) else []
    known = get_args(ParserVerdict)
    return [cast("ParserVerdict", word) for word in words if word in known]
