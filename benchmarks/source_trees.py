"""Source trees to measure on: the size and the mix of a company's repository, always the same.

One file in twelve has to do with PostHog: it mentions it, or calls a wrapper that another file of
its package defines. The others are ordinary code. Sizes are spread as in real repositories: half
of the files are below seven kilobytes, a few have a hundred.
"""

import math
from collections.abc import Iterator
from pathlib import Path
from random import Random

PER_PACKAGE = 120
"""Files that share a folder, its wrappers and its keys."""

_SPREAD = 1.05
"""Standard deviation of the logarithm of a file's size."""

_LARGEST = 200_000

_VERBS = ("load", "parse", "merge", "render", "select", "update", "resolve", "collect", "format")

_NOUNS = ("order", "invoice", "basket", "account", "session", "price", "label", "report", "team")

_SCRIPT = """
export interface {Noun}{n}Options {{ limit: number; offset?: number; label: string | null }}

// Orders matter here: the caller has sorted the rows by their date.
export function {verb}{Noun}{n}(rows: {Noun}{n}Options[], fallback = {n}): number {{
  const seen = new Map<string, number>()
  for (const [index, row] of rows.entries()) {{
    if (row.label === null) continue
    seen.set(row.label, (seen.get(row.label) ?? fallback) + row.limit * index)
  }}
  return [...seen.values()].filter((value) => value > {n}).reduce((sum, value) => sum + value, 0)
}}
"""

_COMPONENT = """
export const {Noun}{n}Panel = ({{ rows, onSelect }}: {{ rows: string[]; onSelect: (at: number) => void }}) => {{
  const [open, setOpen] = useState<boolean>(false)
  return (
    <section className="{noun}-panel" aria-label="{Noun} {n}">
      <button type="button" onClick={{() => setOpen(!open)}}>{{open ? 'Hide' : 'Show'}} {{rows.length}}</button>
      {{open && rows.map((row, at) => <li key={{row}} onClick={{() => onSelect(at)}}>{{row}}</li>)}}
    </section>
  )
}}
"""  # noqa: E501  code as people write it

_PYTHON = '''
class {Noun}{n}Service:
    """Keeps what {verb} needs between two calls."""

    def __init__(self, rows: list[dict[str, int]], limit: int = {n}) -> None:
        self.rows = rows
        self.limit = limit

    def {verb}_{noun}(self, name: str, *, default: int | None = None) -> dict[str, int]:
        found = {{}}
        for index, row in enumerate(self.rows):
            if row.get("amount", 0) > self.limit and name not in found:
                found[f"{{name}}_{{index}}"] = row["amount"] * (default or {n})
        return found
'''

_PLAIN = {
    ".ts": "import { format } from 'date-fns'\n",
    ".tsx": "import { useState } from 'react'\n",
    ".py": "import logging\n\nlogger = logging.getLogger(__name__)\n",
}

_WRAPPERS = {
    0: """import posthog from 'posthog-js'

export function track(name: string, properties?: Record<string, unknown>): void {
  posthog.capture(name, properties)
}
""",
    2: """import { usePostHog } from 'posthog-js/react'

export function useGate(key: string): boolean {
  const posthog = usePostHog()
  return posthog.isFeatureEnabled(key) ?? false
}
""",
    3: """import posthog


def track(user, name):
    posthog.capture(name, distinct_id=user)
""",
}
"""By a file's place in its package. Every twelfth file calls one of these, or the SDK itself."""


def write_tree(root: Path, files: int, mean: int = 12_000) -> int:
    """Write `files` files of `mean` bytes on average; return the size of all in bytes."""
    random = Random(f"{files}/{mean}")  # noqa: S311  the same tree every time
    blocks = {kind: list(_blocks(kind, random)) for kind in (".ts", ".tsx", ".py")}
    size = 0
    for number in range(files):
        kind = (".ts", ".tsx", ".ts", ".py", ".tsx")[number % 5]
        wanted = min(_LARGEST, random.lognormvariate(math.log(mean) - _SPREAD**2 / 2, _SPREAD))
        parts = [_head(number, kind)]
        while sum(map(len, parts)) < wanted:
            parts.extend(random.choices(blocks[kind], k=max(1, int(wanted // 1500))))
        content = "".join(parts).encode()
        path = root / path_of(number, kind)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        size += len(content)
    return size


def path_of(number: int, kind: str) -> str:
    """Return where a file stands, seen from the root."""
    return f"packages/team{number // PER_PACKAGE}/src/part{number % 8}/file{number}{kind}"


def _blocks(kind: str, random: Random) -> Iterator[str]:
    template = {".ts": _SCRIPT, ".tsx": _COMPONENT, ".py": _PYTHON}[kind]
    for number in range(200):
        verb, noun = random.choice(_VERBS), random.choice(_NOUNS)
        yield template.format(verb=verb, noun=noun, Noun=noun.title(), n=number)


def _head(number: int, kind: str) -> str:
    """Return how a file begins: with its part in what PostHog hears, if it has one."""
    package, place = divmod(number, PER_PACKAGE)
    first = number - place
    if place in _WRAPPERS:
        return _WRAPPERS[place]
    if not place or place % 12:
        return _PLAIN[kind]
    if kind == ".py":
        wrapper = f"team{package}.src.part{(first + 3) % 8}.file{first + 3}"
        return (
            f"from {wrapper} import track\n\n\ndef done(user):\n    track(user, 'done_{number}')\n"
        )
    if place < 36:
        return f"import posthog from 'posthog-js'\n\nposthog.capture('seen_{number}')\n"
    wrapper = f"../part{first % 8}/file{first}"
    call = f"export const done = () => track('done_{number}', {{ place: {place} }})"
    return f"import {{ track }} from '{wrapper}'\n\n{call}\n"
