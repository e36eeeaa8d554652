"""Small JavaScript programs that ask for one flag in many ways, the same ones for the same seed.

Every program defines `main(posthog, u)` and says what it does through `log`, which prints its
argument and gives it back. All of them end: loops count, and what may not end breaks.
"""

from collections.abc import Callable
from random import Random
from textwrap import indent
from typing import TypeVar

T = TypeVar("T")

FLAG = "new-nav"
_LABELS = ("'test'", "'control'", "true", "false", "'test-b'")

_TRUTHS = (
    "posthog.isFeatureEnabled('new-nav')",
    "posthog.isFeatureEnabled('new-nav')",
    "posthog?.isFeatureEnabled('new-nav')",
    "(posthog.isFeatureEnabled('new-nav') ?? false)",
    "posthog.isFeatureEnabled(KEY)",
    "!!posthog.isFeatureEnabled('new-nav')",
    "Boolean(posthog.isFeatureEnabled('new-nav'))",
    "posthog.isFeatureEnabled('new-nav', { groups: { org: u.n } })",
    "posthog.isFeatureEnabled(`new-nav`)",
)
_COMPARISONS = (
    "posthog.isFeatureEnabled('new-nav') === true",
    "posthog.isFeatureEnabled('new-nav') != null",
    "posthog.getFeatureFlag('new-nav') === 'test'",
    "posthog.getFeatureFlag('new-nav') !== 'control'",
    "'test' === posthog.getFeatureFlag('new-nav')",
    "posthog.getFeatureFlag('new-nav') === undefined",
    "posthog.getFeatureFlag('new-nav') === false",
)
_PURE = ("u.a", "u.b", "!u.a", "u.a === u.b", "u.n > 1", "u.n", "u.name")
_OTHERS = (*_PURE, "posthog.isFeatureEnabled('other')", "log(u.a)", "(log('and'), u.b)")
_CALLED = ("u.get", "log", "u?.get")
_PLAIN = ("1", "2", "'x'", "u.n", "u.name", "log(3)", "null", "true", "false", "[4, 5]", "''", "0")


class Programs:
    """Writes one program after the other."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._count = 0
        self._semicolon = ""
        self._flags: list[str] = []
        """Names in reach that hold the flag."""
        self._variants: list[str] = []
        self._names: list[str] = []
        """Names in reach that hold anything else."""
        self._loops = 0
        self._functions = 0
        self._generators = 0
        self._wrapped = False
        self._wild = False
        """Whether the program may do what is usually left."""

    def program(self) -> str:
        """Return one more program."""
        self._count, self._semicolon = 0, self._pick(("", "", ";"))
        self._flags, self._variants, self._names = [], [], []
        self._loops = self._functions = self._generators = 0
        self._wild = self._chance(0.3)
        head = self._pick(("", "", "'use strict'\n\n", "// a program\n\n"))
        self._wrapped = self._chance(0.15)
        outside = self._outside() if self._wrapped else ""
        body = self._block(self._pick((1, 2, 2, 3)), self._pick((1, 2, 2, 3)))
        body += "  if (isNew(posthog)) log('new')\n" if self._wrapped else ""
        if FLAG not in body and not self._wrapped:
            body += f"  if ({self._flag()}) log('on')\n"
        key = "const KEY = 'new-nav'\n\n" if "KEY" in body else ""
        return f"{head}{key}{outside}function main(posthog, u) {{\n{body}}}\n"

    def _pick(self, choices: tuple[T, ...]) -> T:
        return self._random.choice(choices)

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

    def _fresh(self) -> str:
        self._count += 1
        return f"v{self._count}"

    def _outside(self) -> str:
        """A function that only hands the check on, or does a little more."""
        return self._pick(
            (
                "function isNew(posthog) {\n  return posthog.isFeatureEnabled('new-nav')\n}\n\n",
                "const isNew = (posthog) => posthog.isFeatureEnabled('new-nav')\n",
                "const isNew = (posthog, key = 'new-nav') => posthog.isFeatureEnabled(key)\n",
            )
        )

    # Expressions

    def _flag(self) -> str:
        if self._wrapped and self._chance(0.2):
            return "isNew(posthog)"
        if self._flags and self._chance(0.45):
            return self._pick(tuple(self._flags))
        if self._variants and self._chance(0.3):
            return f"{self._pick(tuple(self._variants))} === {self._pick(_LABELS)}"
        return self._pick(_TRUTHS) if self._chance(0.7) else f"({self._pick(_COMPARISONS)})"

    def _other(self) -> str:
        if self._names and self._chance(0.2):
            return self._pick(tuple(self._names))
        return self._pick(_OTHERS if self._wild else _PURE)

    def condition(self, depth: int = 2) -> str:
        """Return what may stand between the parentheses of an `if`."""
        if depth == 0 or self._chance(0.5):
            return self._flag() if self._chance(0.6) else self._other()
        left, right = self.condition(depth - 1), self.condition(depth - 1)
        return self._pick(
            (
                f"{left} && {right}",
                f"({left} && {right})",
                f"({left} || {right})",
                f"!({left})",
                f"!{self._flag()}",
                f"({left} ? {right} : {self._other()})",
                f"({left} || {right}) && {self._flag()}",
                f"{self._flag()} && ({right})",
                f"({self._flag()} || {left})",
            )
        )

    def value(self, depth: int = 2) -> str:
        """Return an expression of which the value matters."""
        if depth == 0 or self._chance(0.4):
            if self._names and self._chance(0.3):
                return self._pick(tuple(self._names))
            return self._pick(_PLAIN)
        first, second = self.value(depth - 1), self.value(depth - 1)
        condition = self.condition(1)
        kept = (
            f"({self._flag()} ? {first} : {second})",
            f"({self._flag()} ? {first} : {second})",
            f"({condition} ? {first} : {second})",
            f"`t${{{first}}}-${{{second}}}`",
            f"[{first}, {second}].length",
            f"({first} ?? {second})",
            f"log({first})",
            f"(() => ({first}))()",
            f"(log(7), {first})",
            f"2 * ({self._flag()} ? {first} + 1 : {second})",
            f"[...({self._flag()} ? [{first}] : [{second}])].join()",
            f"typeof {first}",
            f"({self._flag()} ? {self._pick(_CALLED)} : {self._pick(_CALLED)})(6)",
            f"({self._flag()} ? u.deep?.er : u.deeper)?.name",
            f"new ({self._flag()} ? Array : Set)({first}).length",
        )
        wild = (
            f"({self._flag()} && {first})",
            f"(!{self._flag()} || {first})",
            f"({condition} && {first})",
            f"JSON.stringify({{ k: {first}, l: {condition} }})",
            f"({{ test: {first}, control: {second} }})[posthog.getFeatureFlag('new-nav')]",
            f"log({condition})",
        )
        return self._pick((*kept, *wild) if self._wild else kept)

    # Statements

    def _end(self) -> str:
        return self._semicolon or self._pick(("", "", ";"))

    def _block(self, depth: int, length: int) -> str:
        """Return the lines of a block; what it declares is out of reach behind it."""
        kept = list(self._flags), list(self._variants), list(self._names)
        lines = "".join(self._statement(depth) for _ in range(length))
        self._flags, self._variants, self._names = kept
        return indent(lines, "  ")

    def _braces(self, depth: int) -> str:
        note = self._pick(("", "", "", " // why"))
        return f"{{{note}\n{self._block(depth - 1, self._pick((0, 1, 1, 2)))}}}"

    def _body(self, depth: int) -> str:
        """Return what may follow `if (…)`: a block, or one statement."""
        if self._chance(0.75):
            return self._braces(depth)
        return self._simple().strip("\n")

    def _statement(self, depth: int) -> str:
        note = self._pick(("", "", "", "", "// a note\n", "\n", "/* a note */\n"))
        if depth == 0 or self._chance(0.35):
            return note + self._simple()
        write: Callable[[int], str] = self._pick(
            (
                self._if,
                self._if,
                self._if,
                self._if,
                self._chain,
                self._chain,
                self._switch,
                self._loop,
                self._while,
                self._try,
                self._function,
                self._class,
                self._declaration,
                self._declaration,
                self._line,
            )
        )
        return note + write(depth)

    def _simple(self) -> str:
        choices = (
            f"log({self.value()}){self._end()}",
            f"log({self.value()}){self._end()}",
            f"log({self.condition()} ? {self.value(1)} : {self.value(1)})",
            f"{self.condition(1)} && log({self.value(1)}){self._end()}",
            f"{self._flag()} ? log({self.value(1)}) : log({self.value(1)})",
            f"if ({self.condition()}) log({self.value(1)}){self._end()}",
            f"u.n {self._pick(('=', '+='))} {self.value(1)}{self._end()}",
            self._leave(),
            self._opening(),
        )
        return self._random.choices(choices, (6, 6, 3, 3, 2, 4, 2, 2, 1))[0] + "\n"

    def _leave(self) -> str:
        ways = [f"return {self.value(1)}", "return", f"throw new Error(`e${{{self.value(1)}}}`)"]
        if self._loops:
            ways += ["break", "continue", "continue"]
        if self._generators:
            ways += [f"yield {self.value(1)}"] * 3
        return self._random.choice(ways) + self._semicolon

    def _opening(self) -> str:
        """Return a line that goes on with the one above where that has no semicolon."""
        return self._pick(
            (
                "[1, 2].forEach((x) => log(x))",
                "(u.f ?? log)(8)",
                "`${log(9)}`.trim()",
                "-log(1)",
                "+log(2)",
                "++u.n",
                "/x/.test(u.name) && log('re')" if self._semicolon else "u.b && log('b')",
            )
        )

    def _declaration(self, _depth: int) -> str:
        kind, name = self._pick(("const", "const", "let", "var")), self._fresh()
        if self._chance(0.55):
            value = self._pick((self._flag(), self._flag(), f"!{self._flag()}", self.condition(1)))
            self._flags.append(name)
        elif self._chance(0.3):
            value = "posthog.getFeatureFlag('new-nav')"
            self._variants.append(name)
        else:
            value = self.value()
            self._names.append(name)
        again = f"\n{name} = {self.value(0)}" if kind != "const" and self._chance(0.1) else ""
        more = f", {self._fresh()} = {self.value(1)}" if self._chance(0.1) else ""
        return f"{kind} {name} = {value}{more}{self._end()}{again}\n"

    def _if(self, depth: int) -> str:
        if self._chance(0.1):
            name = self._fresh()
            text = f"if ({self._flag()}) {{\n  {self._pick(('var', 'const'))} {name} = 1\n}}\n"
            return text + f"log(typeof {name})\n"
        text = f"if ({self.condition()}) {self._body(depth)}\n"
        if self._chance(0.4):
            text += self._pick(("", "", "// otherwise\n")) + f"else {self._body(depth)}\n"
        return text

    def _chain(self, depth: int) -> str:
        text = f"if ({self.condition()}) {self._braces(depth)}"
        for _ in range(self._pick((1, 1, 2))):
            text += f" else if ({self.condition()}) {self._braces(depth)}"
        return text + (f" else {self._braces(depth)}\n" if self._chance(0.6) else "\n")

    def _line(self, depth: int) -> str:
        """Return several statements on one line."""
        one, other = self._simple().strip(), self._simple().strip()
        return f"if ({self.condition(1)}) {{ {one}; {other} }}\n"

    def _switch(self, depth: int) -> str:
        subject = self._pick(("posthog.getFeatureFlag('new-nav')", self._flag()))
        if self._variants and self._chance(0.4):
            subject = self._pick(tuple(self._variants))
        labels = self._random.sample(_LABELS, k=3)
        text = f"switch ({subject}) {{\n"
        for label in labels:
            closing = self._pick(("break\n", "break\n", "break\n", "return\n", ""))
            text += f"  case {label}:\n" + indent(self._block(depth - 1, 1) + "  " + closing, "  ")
        if self._chance(0.6):
            text += "  default:\n" + indent(self._block(depth - 1, 1), "  ")
        return text + "}\n"

    def _loop(self, depth: int) -> str:
        name = self._fresh()
        self._names.append(name)
        self._loops += 1
        head = self._pick((f"const {name} of u.rows", f"let {name} = 0; {name} < 2; {name}++"))
        if self._chance(0.2):
            head = f"let {name} = 0; {self._flag()} && {name} < 2; {name}++"
        text = f"for ({head}) {self._body(depth)}\n"
        self._loops -= 1
        self._names.remove(name)
        return text

    def _while(self, depth: int) -> str:
        name, condition = self._fresh(), self.condition(1)
        self._loops += 1
        inside = self._block(depth - 1, 1)
        self._loops -= 1
        inside = f"  if ({name}++ > 1) break\n{inside}"
        return f"let {name} = 0\n" + self._pick(
            (
                f"while ({condition}) {{\n{inside}}}\n",
                f"while ({self._flag()}) {{\n{inside}}}\n",
                f"do {{\n{inside}}} while ({condition})\n",
            )
        )

    def _try(self, depth: int) -> str:
        text = f"try {self._braces(depth)} catch (e) {{\n  log(e.message)\n}}"
        return text + (f" finally {self._braces(depth)}\n" if self._chance(0.3) else "\n")

    def _function(self, depth: int) -> str:
        name = self._fresh()
        outer, self._loops = self._loops, 0
        generators, self._generators = self._generators, 0
        parameter = self._fresh()
        if self._flags and self._chance(0.08):
            parameter = self._pick(tuple(self._flags))
        self._generators = int(self._chance(0.15))
        body = self._block(depth - 1, self._pick((1, 2)))
        star = "*" * self._generators
        self._loops, self._generators = outer, generators
        call = f"log([...{name}(1)].length)\n" if star else f"log({name}(1)){self._end()}\n"
        texts = (f"function{star} {name}({parameter}) {{\n{body}}}\n",)
        if not star:
            texts += (f"const {name} = ({parameter}) => {{\n{body}}}\n",)
            texts += (f"const {name} = ({parameter}) => {self.value()}{self._semicolon}\n",)
        text = self._pick(texts)
        early = text.startswith("function") and self._chance(0.3)
        return call + text if early else text + call

    def _class(self, depth: int) -> str:
        name = self._fresh()
        outer, self._loops = self._loops, 0
        generators, self._generators = self._generators, 0
        body = indent(self._block(depth - 1, 1), "  ")
        self._loops, self._generators = outer, generators
        member = self._pick(
            (
                f"  m() {{\n{body}  }}\n",
                f"  m() {{\n{body}  }}\n",
                f"  m() {{\n    return {self.value()}\n  }}\n",
                f"  m = () => {self.value()}\n",
            )
        )
        return f"class {name} {{\n{member}}}\nlog(new {name}().m())\n"
