"""What Go's compiler and gofmt insist on: every guard is tripped by what it must refuse."""

from difflib import SequenceMatcher

import pytest

from codebase.parsing import parse
from codebase.removal.draft import Draft, Edit
from codebase.removal.languages import RULES
from codebase.removal.languages.base import Sides
from codebase.removal.languages.go.endings import open_ended
from codebase.removal.languages.go.names import names_differ
from codebase.removal.languages.go.packages import names_of_package
from codebase.removal.languages.go.scopes import names, specs

CHAIN = "if a {\n\t\treturn 1\n\t} else if b {\n\t\treturn 2\n\t}"


def _go(body: str, result: str = "") -> str:
    return f"package shop\n\nfunc f(a int, u User) {result}{{\n{body}}}\n"


def _objection(source: str, change: tuple[str, str]) -> str:
    """Replace one piece of text, where it differs, and ask what Go asks about names."""
    content, old, new = source.encode(), change[0].encode(), change[1].encode()
    draft = Draft("a.go", "go", content)
    start = content.index(old)
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    draft.apply(Edit(start + a, start + b, new[c:d]) for tag, a, b, c, d in codes if tag != "equal")
    before, after = parse("go", content), parse("go", draft.source)
    return names_differ(Sides(draft, RULES["go"], before, after))


@pytest.mark.parametrize(
    ("source", "change", "reason"),
    [
        pytest.param(
            _go("\tx, err := g()\n\tuse(x, err)\n"),
            ("\tx, err := g()\n", ""),
            "would not compile",
            id="a name that is declared nowhere any more",
        ),
        pytest.param(
            _go("\tx := 1\n\t{\n\t\tx := 2\n\t\tuse(x)\n\t}\n\tuse(x)\n"),
            ("\t\tx := 2\n", ""),
            "name exists twice",
            id="a name that means the outer variable now",
        ),
        pytest.param(
            _go("\tx := 1\n\t{\n\t\tx := 2\n\t\tuse(x)\n\t}\n\tuse(x)\n"),
            ("\t{\n\t\tx := 2\n\t\tuse(x)\n\t}\n", "\tx := 2\n\tuse(x)\n"),
            "name exists twice",
            id="a declaration that assigns now",
        ),
        pytest.param(
            _go("\t{\n\t\ta := 2\n\t\tuse(a)\n\t}\n"),
            ("\t{\n\t\ta := 2\n\t\tuse(a)\n\t}\n", "\ta := 2\n\tuse(a)\n"),
            "name exists twice",
            id="parameters live in the block of the body",
        ),
        pytest.param(
            _go("\t{\n\t\tx := 1\n\t\tuse(x)\n\t}\n\tif a > 1 {\n\t\tx := 2\n\t\tuse(x)\n\t}\n"),
            ("\t{\n\t\tx := 1\n\t\tuse(x)\n\t}\n", "\tx := 1\n\tuse(x)\n"),
            "name exists twice",
            id="a name that left its block and is declared elsewhere too",
        ),
        pytest.param(
            _go("\tx := g()\n\tuse(x)\n"),
            ("\tuse(x)\n", ""),
            "would not compile",
            id="a variable that nothing reads any more",
        ),
        pytest.param(
            _go("\tx := g()\n\tuse(x)\n\tx = 2\n"),
            ("\tuse(x)\n", ""),
            "would not compile",
            id="assigning is not reading",
        ),
        pytest.param(
            _go("\tx := g()\n\tuse(x)\n\tsend(User{x: 1})\n"),
            ("\tuse(x)\n", ""),
            "would not compile",
            id="the name of a field is not reading",
        ),
        pytest.param(
            _go("\tx, err := g()\n\tuse(x, err)\n\ty, err := g()\n\tuse(y)\n"),
            ("\tx, err := g()\n\tuse(x, err)\n", ""),
            "would not compile",
            id="an error declared anew that nothing reads",
        ),
        pytest.param(
            _go("\tfor i, each := range u.Rows {\n\t\tuse(i, each)\n\t}\n"),
            ("(i, each)", "(i)"),
            "would not compile",
            id="what range declares has to be read",
        ),
        pytest.param(
            _go("\tswitch kind := u.Any.(type) {\n\tcase int:\n\t\tuse(kind)\n\t}\n"),
            ("\t\tuse(kind)\n", ""),
            "would not compile",
            id="what a switch of types declares has to be read",
        ),
        pytest.param(
            'package shop\n\nimport "fmt"\n\nfunc f() {\n\tfmt.Print()\n}\n',
            ("\tfmt.Print()\n", ""),
            "would not compile",
            id="an import that nothing names any more",
        ),
        pytest.param(
            'package shop\n\nimport "fmt"\n\nfunc f(fmt T) {\n\tfmt.Print()\n}\n\n'
            "func g() {\n\tfmt.Print()\n}\n",
            ("g() {\n\tfmt.Print()\n", "g() {\n"),
            "would not compile",
            id="a parameter of the same name does not use an import",
        ),
        pytest.param(
            'package shop\n\nimport "example.com/a-library"\n\nfunc f() {\n\tthing.Print()\n}\n',
            ("\tthing.Print()\n", ""),
            "would not compile",
            id="an import that nobody knows the name of",
        ),
        pytest.param(
            'package shop\n\nimport . "example.com/library"\n\nfunc f() {\n\tprint1()\n}\n',
            ("\tprint1()\n", ""),
            "would not compile",
            id="an import whose names are written without it",
        ),
        pytest.param(
            _go("rows:\n\tfor {\n\t\tcontinue rows\n\t}\n"),
            ("\t\tcontinue rows\n", ""),
            "would not compile",
            id="a label that nothing jumps to",
        ),
        pytest.param(
            _go("\tgoto end\n\t{\n\t\tx := 1\n\t\tuse(x)\n\t}\nend:\n\tuse(a)\n"),
            ("\t{\n\t\tx := 1\n\t\tuse(x)\n\t}\n", "\tx := 1\n\tuse(x)\n"),
            "would not compile",
            id="a declaration that a goto would skip",
        ),
        pytest.param(
            _go("\tif a > 1 {\n\t\treturn 1\n\t} else {\n\t\treturn 2\n\t}\n", "int "),
            (" else {\n\t\treturn 2\n\t}", ""),
            "would not compile",
            id="a function that falls off its end",
        ),
        pytest.param(
            _go("\tx := 1 // one\n\tuse(x)\n\ttotal := 2 // two\n\tuse(total)\n"),
            (
                "\tuse(x)\n\ttotal := 2 // two\n\tuse(total)\n",
                "\ttotal := 2 // two\n\tuse(total, x)\n",
            ),
            "name exists twice",
            id="a use that was not there",
        ),
        pytest.param(
            _go("\tg() // one\n\tuse(a)\n\tlonger() // two\n"),
            ("\tuse(a)\n", ""),
            "result would change",
            id="comments that gofmt would align",
        ),
        pytest.param(
            _go("\tg()      // one\n\tlonger() // two\n"),
            ("\tlonger() // two\n", ""),
            "result would change",
            id="a comment that was aligned with a longer line",
        ),
        pytest.param(
            _go("\tg(a && u.B) // one\n\tlonger()    // two\n"),
            (" && u.B", ""),
            "result would change",
            id="a comment behind a line that is shorter now",
        ),
        pytest.param(
            _go("\tg(T{\n\t\tA: 1,\n\t\tLong: a &&\n\t\t\tu.B,\n\t})\n"),
            (" &&\n\t\t\tu.B", ""),
            "result would change",
            id="a field that has one line now, which gofmt would align",
        ),
        pytest.param(
            'package shop\n\nconst (\n\ta    = "a"\n\tlong = "b"\n)\n',
            ('\tlong = "b"\n', ""),
            "result would change",
            id="constants that were aligned with a longer name",
        ),
        pytest.param(
            "package shop\n\nvar (\n\ta int = 1\n\tb     = 2\n)\n",
            ("\ta int = 1\n", ""),
            "result would change",
            id="variables that were aligned with a type",
        ),
    ],
)
def test_proof_refuses(source: str, change: tuple[str, str], reason: str) -> None:
    """What would not compile, mean something else or be printed otherwise is named."""
    assert _objection(source, change) == reason


@pytest.mark.parametrize(
    ("source", "change"),
    [
        pytest.param(
            _go("\tx, err := g()\n\tuse(x, err)\n\ty, err := g()\n\tuse(y, err)\n"),
            ("\tx, err := g()\n\tuse(x, err)\n", ""),
            id="an error that a later := declares anew",
        ),
        pytest.param(
            _go("\t{\n\t\tx := 1\n\t\tuse(x)\n\t}\n\tuse(a)\n"),
            ("\t{\n\t\tx := 1\n\t\tuse(x)\n\t}\n", "\tx := 1\n\tuse(x)\n"),
            id="a name that left its block and is alone in its function",
        ),
        pytest.param(
            _go("\tx := 1\n\tuse(a)\n"),
            ("\tuse(a)\n", ""),
            id="a variable that nothing read before",
        ),
        pytest.param(
            'package shop\n\nimport "gopkg.in/yaml.v3"\n\nfunc f() {\n\tyaml.Print()\n\tg()\n}\n',
            ("\tg()\n", ""),
            id="an import whose path ends in a version",
        ),
        pytest.param(
            _go("\tfor {\n\t\tg()\n\t}\n", "int "),
            ("\t\tg()\n", ""),
            id="a loop without an end ends a function",
        ),
        pytest.param(
            _go("\tg()      // one\n\tlonger() // two\n\tuse(a)\n"),
            ("\tuse(a)\n", ""),
            id="comments that stay aligned",
        ),
        pytest.param(
            _go("\tg()  // one\n\th() // two\n\tuse(a)\n"),
            ("\th() // two\n", ""),
            id="comments that were not aligned",
        ),
    ],
)
def test_proof_takes(source: str, change: tuple[str, str]) -> None:
    """What compiles, means the same and is printed as it was holds."""
    assert _objection(source, change) == ""


@pytest.mark.parametrize(
    ("body", "ends"),
    [
        ("\treturn 1\n", True),
        ('\tpanic("no")\n', True),
        ("\tgoto top\n", True),
        ("\t{\n\t\treturn 1\n\t}\n", True),
        (
            f"\t{CHAIN} else {{\n\t\treturn 3\n\t}}\n",
            True,
        ),
        (f"\t{CHAIN}\n", False),
        ("\tfor {\n\t\tswitch {\n\t\tcase a:\n\t\t\tbreak\n\t\t}\n\t}\n", True),
        ("\tfor {\n\t\tif a {\n\t\t\tbreak\n\t\t}\n\t}\n", False),
        ("\tfor ; ; i++ {\n\t}\n", True),
        ("\tfor ; a; i++ {\n\t}\n", False),
        ("\tfor range rows {\n\t}\n", False),
        ("rows:\n\tfor {\n\t\tfor {\n\t\t\tbreak rows\n\t\t}\n\t}\n", False),
        ("rows:\n\tfor {\n\t\tfor {\n\t\t\tbreak\n\t\t}\n\t}\n", True),
        ("\tswitch a {\n\tcase 1:\n\t\tfallthrough\n\tdefault:\n\t\treturn 1\n\t}\n", True),
        ("\tswitch a {\n\tcase 1:\n\t\treturn 1\n\t}\n", False),
        ("\tswitch a {\n\tcase 1:\n\t\tbreak\n\tdefault:\n\t\treturn 1\n\t}\n", False),
        ("\tselect {\n\tcase <-done:\n\t\treturn 1\n\t}\n", True),
        ("\tg()\n", False),
        ("", False),
    ],
)
def test_terminating_statements(body: str, *, ends: bool) -> None:
    """A function with a result has to end in a statement that Go calls terminating."""
    root = parse("go", f"package a\n\nfunc f() int {{\n{body}}}\n".encode()).root_node

    assert (not open_ended([root])) == ends


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ('"fmt"', b"fmt"),
        ('"net/http"', b"http"),
        ('"github.com/posthog/posthog-go"', b"posthog"),
        ('"github.com/go-chi/chi/v5"', b"chi"),
        ('"gopkg.in/yaml.v3"', b"yaml"),
        ('log "github.com/sirupsen/logrus"', b"log"),
    ],
)
def test_import_brings_the_name_of_its_package(path: str, name: bytes) -> None:
    """Where an import has no name of its own, its path says the likeliest one."""
    root = parse("go", f"package a\n\nimport {path}\n".encode()).root_node
    (spec,) = specs(root.named_children[1])

    assert names_of_package(spec)[0] == name


def test_names_mean_what_their_blocks_say() -> None:
    """Init, arms, closures and results have scopes of their own, and := looks at one of them."""
    source = (
        b"package a\n\nfunc f(x int) (y int) {\n\tif x := x + 1; x > 1 {\n\t\ty = x\n\t}\n"
        b"\ty, z := x, 2\n\treturn func(x int) int { return x + z }(y)\n}\n"
    )
    found = names(parse("go", source).root_node)

    def meant(use: bytes, number: int = 0) -> int | None:
        at = [i for i in range(len(source)) if source.startswith(use, i)][number]
        return found.meaning[at]

    parameter, init = source.index(b"x int)"), source.index(b"x := x")
    assert meant(b"x + 1") == parameter
    assert meant(b"x > 1") == init
    assert meant(b"y = x") == source.index(b"y int")
    assert meant(b"y, z") == source.index(b"y int")
    assert meant(b"x, 2") == parameter
    assert meant(b"x + z") == source.index(b"x int) int")
