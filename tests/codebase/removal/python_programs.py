"""Small Python programs that ask for a flag in many ways: the same program for the same seed.

Every function whose name begins with `run` takes a client, a user and a list to write down what
happens. About one program in four may also do what keeps a flag from being taken out.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Literal

Kind = Literal["plain", "generator", "async"]

_CONTENT = "\0"
"""Begins a line that is the content of a text and is never indented."""


@dataclass
class _Scope:
    """What a function can see."""

    kind: Kind = "plain"
    looping: bool = False
    depth: int = 0
    flags: list[str] = field(default_factory=list[str])
    """Variables that hold whether the flag is on."""
    variants: list[str] = field(default_factory=list[str])
    """Variables that hold the flag's variant."""


class Programs:
    """Writes one program; `value` is what the flag is fixed to."""

    def __init__(self, seed: int, value: bool | str) -> None:
        self._random = Random(seed)
        self._fixed = value
        self._hazards = self._random.random() < 0.25
        self._step = self._random.choice(("    ", "    ", "    ", "  ", "\t"))
        self._deepest = self._random.choice((1, 2, 2, 3))
        self._names = 0
        self._key = f"KEY_{seed}"
        self._ask = f"asks_{seed}"

    def source(self) -> str:
        """Return the whole program."""
        runs = [self._run(number) for number in range(self._random.choice((1, 1, 2)))]
        written = "\n".join(line for run in runs for line in run)
        lines = [*self._head(written), *(line for run in runs for line in ("", "", *run))]
        text = "\n".join(line.removeprefix(_CONTENT) for line in lines) + "\n"
        return text.replace("\n", "\r\n") if self._chance(0.04) else text

    # What is random

    def _chance(self, probability: float) -> bool:
        return self._random.random() < probability

    def _pick(self, *choices: str) -> str:
        return self._random.choice(choices)

    def _number(self) -> str:
        return str(self._random.randint(0, 99))

    def _name(self, stem: str) -> str:
        self._names += 1
        return f"{stem}{self._names}"

    # The module

    def _head(self, written: str) -> list[str]:
        lines = ['"""A program."""', "", "from math import ceil, floor", "import math as m", ""]
        if self._key in written:
            lines += [f'{self._key} = "new-nav"  # the key']
        lines += ["LIMIT = 3"]
        if self._ask in written:
            lines += ["", "", f"def {self._ask}(posthog, u):", '    """Ask."""']
            lines += ['    return posthog.feature_enabled("new-nav", u.id)']
        flag = f'posthog.feature_enabled("new-nav", "{self._number()}")'
        one = ["", "", "def helper(u):", "    return u.n"]
        other = ["", "", f"if {self._pick(flag, 'not ' + flag)}:", *self._indented(one[2:])]
        other += ["else:", *self._indented(["def helper(u):", f"    return {self._number()}"])]
        return lines + (other if self._chance(0.2) else one)

    def _run(self, number: int) -> list[str]:
        kinds: tuple[Kind, ...] = ("plain", "plain", "plain", "generator", "async")
        scope = _Scope(self._random.choice(kinds))
        word = "async def" if scope.kind == "async" else "def"
        lines = ['"""Run."""'] if self._chance(0.3) else []
        lines += [""] if lines and self._chance(0.5) else []
        first = ["x = y = n = 0", *(["yield 0"] if scope.kind == "generator" else [])]
        bound = self._bindings(scope)
        lines += [*bound, "'a note'", *first] if self._chance(0.03) else first + bound
        lines += self._block(scope, 4)
        return [f"{word} run{number}(posthog, aio, u, log):", *self._indented(lines)]

    def _indented(self, lines: list[str]) -> list[str]:
        parts = [part for line in lines for part in line.split("\n")]
        return [
            part if part.startswith(_CONTENT) or not part else self._step + part for part in parts
        ]

    def _bindings(self, scope: _Scope) -> list[str]:
        lines: list[str] = []
        if self._chance(0.5):
            name = self._name("on")
            scope.flags.append(name)
            lines += self._comments(0.2)
            hint = self._pick("", "", ": bool")
            lines.append(f"{name}{hint} = {self._check(scope)}{self._pick('', '', '  # asked')}")
        if self._chance(0.4):
            name = self._name("variant")
            scope.variants.append(name)
            lines.append(f"{name} = {self._ask_variant(scope)}")
        return lines

    # The flag

    def _client(self, scope: _Scope) -> str:
        return "await aio" if scope.kind == "async" else "posthog"

    def _check(self, scope: _Scope) -> str:
        client = self._client(scope)
        asked = f"{self._ask}(posthog, u)" if self._chance(0.5) else f"{client}.feature_enabled"
        if asked.endswith(")"):
            return asked
        key = self._pick('"new-nav"', '"new-nav"', "'new-nav'", self._key)
        return self._pick(
            f"{asked}({key}, u.id)",
            f"{asked}({key}, u.id)",
            f"{asked}(key={key}, distinct_id=str(u.id))",
            f'{asked}({key}, u.id, groups={{"a": u.n}})',
        )

    def _ask_variant(self, scope: _Scope) -> str:
        return f'{self._client(scope)}.get_feature_flag("new-nav", u.id)'

    def _flag(self, scope: _Scope) -> str:
        """Return a condition that only depends on the flag."""
        on = self._pick(self._check(scope), *scope.flags, *scope.flags)
        variant = self._pick(self._ask_variant(scope), *scope.variants, *scope.variants)
        return self._pick(
            on,
            on,
            f"not {on}",
            f"bool({on})",
            f"({on})",
            f"{on} is True",
            f"{on} == False",
            f"{on} is not None",
            variant,
            f'{variant} == "test"',
            f'"control" != {variant}',
            f'{variant} in ("test", "other")',
            f'{variant} not in ["control", None]',
            f"{variant} is None",
        )

    # Expressions

    def _plain(self) -> str:
        return self._pick(
            "u.a",
            "u.b",
            "not u.b",
            "u.n > 1",
            "u.a == u.b",
            "n",
            'posthog.feature_enabled("other", u.id)',
            "(u.a or u.b)",
        )

    def _effect(self) -> str:
        return f"log.tick({self._number()})"

    def _condition(self, scope: _Scope, depth: int = 2) -> str:
        """Return something of which only the truth matters."""
        if depth == 0 or self._chance(0.45):
            return self._flag(scope) if self._chance(0.6) else self._plain()
        one, other = self._condition(scope, depth - 1), self._condition(scope, depth - 1)
        if self._chance(0.2):
            # An effect stands behind the flag, or before it where that keeps the flag in.
            behind = not self._hazards or self._chance(0.5)
            one, other = (one, self._effect()) if behind else (self._effect(), other)
        return self._pick(
            f"{one} and {other}",
            f"{one} or {other}",
            f"({one} and {other})",
            f"({one} or {other})",
            f"not ({one} and {other})",
            f"not ({one} or {other})",
            f"({one} if {self._flag(scope)} else {other})",
            f"(\n{self._step}{one}\n{self._step}and {other}\n)",
            f"(\n{self._step}{one}  # one\n{self._step}or {other}  # other\n)",
        )

    def _value(self, scope: _Scope, depth: int = 1) -> str:
        """Return something whose value matters."""
        plain = self._pick(
            self._number(), "u.n", f'"{self._number()}"', self._effect(), "helper(u)", "floor(2.5)"
        )
        if depth == 0 or self._chance(0.4):
            return plain
        one, other = self._value(scope, depth - 1), self._value(scope, depth - 1)
        condition = self._condition(scope, 1)
        if self._chance(0.1) and self._hazards:
            name = self._pick("x", *scope.flags)
            return self._pick(f"u.a and {condition}", f"[{condition}]", f'f"{{{name}}}"')
        return self._pick(
            f"{one} if {condition} else {other}",
            f"({one} if {condition} else {other})",
            f"(\n{self._step}{one}\n{self._step}if {condition}\n{self._step}else {other}\n)",
            f"{one} + 1 if {condition} else {other}",
            f"2 * ({one} if {condition} else {other})",
            f"({one}, {other} if {condition} else {one})",
            f"[q for q in u.rows if {self._inner(scope, self._filter)}]",
            f"sum(q for q in u.rows if u.a or {self._inner(scope, self._filter)})",
            f"(lambda q: {self._inner(scope, self._value)})({one})",
            f"({self._settled(scope)} {other})",
            self._lookup(scope),
            f"[*(u.rows if {condition} else ())]",
            f"{{**({{1: {one}}} if {condition} else {{}})}}",
            f"-(u.n - 1 if {condition} else u.n)",
            f"(helper if {condition} else repr)(u)" if self._hazards else "repr(u.n)",
            f'("on" if {condition} else "off").upper()',
            f"(u.n == 1 if {condition} else u.a) == ({one} if {condition} else 2)",
            f"u.n if \\\n{self._step}{self._check(scope)} \\\n{self._step}else {other}",
            f"{one} if {condition} else [\n{self._step}{other},\n]",
            f'log.call(\n{self._step}"{self._number()}",\n{self._step}{one},\n)',
            "m.ceil(1.5)",
            "ceil(3.5)",
        )

    def _inner(self, scope: _Scope, write: "Callable[[_Scope, int], str]") -> str:
        """Write an expression for a function of its own, where nothing can be awaited."""
        return write(_Scope(flags=scope.flags, variants=scope.variants), 1)

    def _filter(self, scope: _Scope, _depth: int) -> str:
        if self._hazards and self._chance(0.3):
            return self._flag(scope)
        on = self._check(scope)
        return self._pick("q", f"q > 1 or {on if not self._fixed else 'not ' + on}", f"q and {on}")

    def _settled(self, scope: _Scope) -> str:
        """Return a check and the operator with which the other side is the whole value."""
        return f"{self._check(scope)} {'and' if self._fixed else 'or'}"

    def _lookup(self, scope: _Scope) -> str:
        variant = self._pick(self._ask_variant(scope), *scope.variants)
        if scope.kind == "async":
            variant = f"({variant})"
        one, other = self._number(), self._pick("u.n", "(u.n, 1)", "u.n + 1")
        table = f'{{"test": {one}, "control": {other}, True: u.a, False: {one}}}'
        return self._pick(f"{table}[{variant}]", f"{table}.get({variant}, {one})")

    # Statements

    def _comments(self, probability: float) -> list[str]:
        return [f"# {self._number()}"] if self._chance(probability) else []

    def _block(self, scope: _Scope, most: int = 3) -> list[str]:
        lines: list[str] = []
        for _ in range(self._random.randint(1, most)):
            lines += [""] * self._random.choice((0, 0, 0, 1, 2)) + self._comments(0.15)
            lines += self._statement(scope)
        return lines + self._comments(0.1)

    def _deeper(self, scope: _Scope, *, looping: bool | None = None) -> list[str]:
        inside = _Scope(
            scope.kind,
            scope.looping if looping is None else looping,
            scope.depth + 1,
            scope.flags,
            scope.variants,
        )
        return self._indented(self._block(inside, 2))

    def _statement(self, scope: _Scope) -> list[str]:
        simple: list[Callable[[_Scope], list[str]]] = [self._log, self._assign, self._simple]
        if scope.depth >= self._deepest:
            return self._random.choice(simple)(scope)
        compound: list[Callable[[_Scope], list[str]]] = [
            self._if,
            self._if,
            self._if,
            self._one_line_if,
            self._loop,
            self._try,
            self._match,
            self._function,
            self._end,
        ]
        if self._hazards and self._chance(0.08):
            return self._hazard(scope)
        return self._random.choice(simple * 3 + compound)(scope)

    def _log(self, scope: _Scope) -> list[str]:
        comment = self._pick("", "", "  # log")
        if scope.kind == "generator" and self._chance(0.4):
            return [f"yield {self._value(scope)}{comment}"]
        if scope.kind == "async" and self._chance(0.3):
            return [f"await aio.sleep({self._number()}){comment}"]
        return [f"log({self._value(scope)}){comment}"]

    def _assign(self, scope: _Scope) -> list[str]:
        target = self._pick("x", "x", "y", "y", "z")
        return [f"{target} = {self._value(scope)}"]

    def _simple(self, scope: _Scope) -> list[str]:
        text = f'y = """{self._number()}\n{_CONTENT}  text\n{_CONTENT}"""'
        return [
            self._pick(
                "n += 1",
                self._check(scope),
                "log(x); n += 1",
                f"{self._check(scope)}; log(n)",
                f"log(n); {self._check(scope)};",
                "'a note'",
                text,
                "pass",
                f"assert not {self._check(scope)} or u.n" if self._fixed else "assert u.n >= 0",
                "log(\n    x,\n    y,\n)",
                "import math; log(math.ceil(n))",
                "try:\n    log(z)\nexcept NameError as error:\n    log(str(error))",
                "if n > 9: del x",
            )
        ]

    def _if(self, scope: _Scope) -> list[str]:
        lines = [f"if {self._condition(scope)}:{self._pick('', '', '  # why')}"]
        lines += self._deeper(scope)
        for _ in range(self._random.choice((0, 0, 0, 1, 1, 2))):
            lines += [*self._between(), f"elif {self._condition(scope)}:", *self._deeper(scope)]
        if self._chance(0.5):
            lines += [*self._between(), "else:", *self._deeper(scope)]
        return lines

    def _between(self) -> list[str]:
        return [""] * self._random.choice((0, 0, 0, 1)) + self._comments(0.25)

    def _one_line_if(self, scope: _Scope) -> list[str]:
        lines = [f"if {self._condition(scope, 1)}: log({self._number()}); n += 1"]
        return lines + ([f"else: x = {self._number()}"] if self._chance(0.4) else [])

    def _loop(self, scope: _Scope) -> list[str]:
        condition = self._condition(scope, 1)
        head = self._pick(
            "for q in u.rows:",
            "for q in (log, 1):",
            f"while u.step() and ({condition}):",
            f"while not {self._flag(scope)} and u.step():" if self._hazards else "while u.step():",
        )
        lines = [head, *self._deeper(scope, looping=True)]
        if self._chance(0.2):
            lines += [*self._between(), "else:", *self._deeper(scope)]
        return lines

    def _try(self, scope: _Scope) -> list[str]:
        if self._chance(0.3):
            return ["with log.room() as room:", *self._deeper(scope)]
        lines = ["try:", *self._deeper(scope)]
        lines += [f"except {self._pick('KeyError', 'TypeError', 'Exception')} as error:"]
        lines += self._indented(["log(type(error).__name__)"]) + self._deeper(scope)
        if self._chance(0.3):
            lines += ["else:", *self._deeper(scope)]
        if self._chance(0.3):
            lines += ["finally:", *self._deeper(scope, looping=False)]
        return lines

    def _match(self, scope: _Scope) -> list[str]:
        subject = self._pick(self._ask_variant(scope), *scope.variants, "u.n")
        labels = ['"test"', '"control" | "other"', "True", "False | None", "1"]
        if subject != "u.n":
            labels.pop()
        arms: list[str] = []
        for label in self._random.sample(labels, self._random.randint(1, 3)):
            guard = " if u.a" if self._hazards and self._chance(0.2) else ""
            arms += [*self._comments(0.2), f"case {label}{guard}:", *self._deeper(scope)]
        if self._chance(0.6):
            arms += ["case _:", *self._deeper(scope)]
        return [f"match {subject}:", *self._indented(arms)]

    def _function(self, scope: _Scope) -> list[str]:
        name = self._name("inner")
        inside = _Scope("plain", depth=2, flags=[*scope.flags], variants=[*scope.variants])
        first = self._pick("x = y = n = 0", "nonlocal x, n\ny = z = 0", "n = 0")
        if not (scope.kind == "plain" and scope.depth == 0) and first.startswith("nonlocal"):
            first = "x = y = n = 0"
        if self._chance(0.2):
            body = [f"size = {self._value(inside)}", "", "def read(self):", "    return self.size"]
            return [f"class {name}:", *self._indented(body), f"log({name}().read())"]
        lines = [first, *self._bindings(inside), *self._block(inside)]
        called = [f"log({name}())"] if self._chance(0.8) else []
        return [f"def {name}():", *self._indented(lines), *called]

    def _end(self, scope: _Scope) -> list[str]:
        if scope.looping and self._chance(0.6):
            return [self._pick("break", "continue")]
        condition = self._condition(scope, 1)
        end = self._pick(f"return {self._value(scope, 1)}", f"raise KeyError({self._number()})")
        if self._chance(0.1):
            end = f"raise (KeyError if {self._condition(scope, 1)} else ValueError)(1)"
        if scope.kind == "generator":
            end = self._pick("return", f"raise KeyError({self._number()})")
        return [f"if {condition}:", *self._indented([*self._comments(0.2), end])]

    def _hazard(self, scope: _Scope) -> list[str]:
        """Do what keeps the flag in, or what folding could trip over."""
        names = scope.flags or ["x"]
        name, new = self._random.choice(names), self._name("shared")
        return [
            self._pick(
                f"{name} = u.a",
                f"{name} |= True",
                f"for {name} in u.rows: log({name})",
                f"log([{name} for {name} in u.rows])",
                f"log({name})",
                f'log(f"{{{name}}}")',
                f"del {name}",
                f"if (w := {self._check(scope)}): log(w)",
                "log(sorted(locals()))",
                f"y = {self._check(scope)}",
                f"log((lambda q={self._check(scope)}: q)())",
                f"if {self._flag(scope)}:\n    global {new}\n{new} = 1",
                f"if {self._flag(scope)}:\n    LIMIT = 2\nlog(LIMIT)",
                f"if {self._flag(scope)}: return 1\nLIMIT = 2\nlog(LIMIT)",
                f"if {self._check(scope)}:\n    def late(): return 1\n",
            )
        ]
