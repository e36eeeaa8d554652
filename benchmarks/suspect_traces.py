"""Stacks as runtimes and trackers have them: container paths, bundles, other people's code."""

import random
import re
from collections.abc import Callable, Sequence

from benchmarks.suspect_history import Spot
from scans.deploy_watch.incident import Frame

_Dress = Callable[[Spot, str], Frame]

_LIBRARY = {
    "JavaScript": (
        "webpack://_N_E/./node_modules/.pnpm/react-dom@18.2.0/node_modules/react-dom/index.js",
        "/app/node_modules/express/lib/router/layer.js", "node:internal/process/task_queues",
    ),
    "Python": (
        "/usr/local/lib/python3.11/site-packages/django/core/handlers/base.py",
        "/usr/local/lib/python3.11/asyncio/runners.py",
        "/venv/lib/python3.11/site-packages/starlette/routing.py",
    ),
    "Go": (
        "/usr/local/go/src/net/http/server.go",
        "/go/pkg/mod/google.golang.org/grpc@v1.60.0/server.go",
    ),
    "Ruby": (
        "/usr/local/bundle/gems/actionpack-7.1.2/lib/action_controller/metal.rb",
        "/usr/local/lib/ruby/3.2.0/json.rb",
    ),
    "Java": ("ThreadPoolExecutor.java", "DispatcherServlet.java"),
    "Kotlin": ("ContinuationImpl.kt", "DispatcherServlet.java"),
}  # fmt: skip
_PACKAGE = re.compile(
    r"(?:apps|packages|services|libs|frontend|web|backend)/(?:[\w@.-]+/)?"
    r"(?=src/|app/|lib/|pages/|components/|server/)"
)
_LIBRARY_FUNCTION = {
    "ThreadPoolExecutor.java": "java.util.concurrent.ThreadPoolExecutor.runWorker",
    "DispatcherServlet.java": "org.springframework.web.servlet.DispatcherServlet.doDispatch",
    "ContinuationImpl.kt": "kotlin.coroutines.jvm.internal.BaseContinuationImpl.resumeWith",
}


def dressed(stack: Sequence[Spot], chance: random.Random, *, bare: bool) -> tuple[Frame, ...]:
    """Return a stack as its language's runtime, and the way it was deployed, would have it.

    `bare`: of a bundle without its source map, or of a build without line numbers.
    """
    language = stack[0].language
    root = chance.choice(["/app", "/usr/src/app", "/workspace/build", "/home/deploy/releases/42"])
    dress = chance.choice(_BARE[language] if bare else _DRESSES[language])
    frames = [dress(spot, root) for spot in stack]
    # Other people's code stands anywhere, and trackers often take it for ours.
    for _ in range(chance.randint(0, 3)):
        file = chance.choice(_LIBRARY[language])
        other = Frame(
            file=file,
            line=chance.randint(10, 900),
            function=_LIBRARY_FUNCTION.get(file, "handle"),
            in_app=chance.random() < 0.5,
        )
        frames.insert(chance.randint(0, len(frames)), other)
    return tuple(frames)


def _webpack(spot: Spot, _: str) -> Frame:
    return Frame(
        file=f"webpack://_N_E/./{_in_package(spot.path)}?a1b2",
        line=spot.line,
        function=spot.function,
    )


def _webpack_internal(spot: Spot, _: str) -> Frame:
    file = f"webpack-internal:///(app-pages-browser)/./{_in_package(spot.path)}"
    return Frame(file=file, line=spot.line, function=spot.function)


def _turbopack(spot: Spot, _: str) -> Frame:
    return Frame(file=f"turbopack:///[project]/{spot.path}", line=spot.line, function=spot.function)


def _relative(spot: Spot, _: str) -> Frame:
    return Frame(file=f"../../{_in_package(spot.path)}", line=spot.line, function=spot.function)


def _absolute(spot: Spot, root: str) -> Frame:
    return Frame(file=f"{root}/{spot.path}", line=spot.line, function=spot.function)


def _short(spot: Spot, _: str) -> Frame:
    return Frame(file=_in_package(spot.path), line=spot.line, function=spot.function)


def _bundle(spot: Spot, _: str) -> Frame:
    """Return a chunk that is called as its file is; names are gone as often as not."""
    stem = re.sub(r"\.\w+$", "", _in_package(spot.path)).removeprefix("src/")
    file = f"https://app.hazelnut.example/_next/static/chunks/{stem}-3f2a9c1b7d.js"
    return Frame(file=file, line=1, function=spot.function, resolved=False)


def _compiled(spot: Spot, root: str) -> Frame:
    """Return what a compiler wrote: other endings, other lines."""
    stem = re.sub(r"\.\w+$", "", spot.path)
    stem = re.sub(r"(^|/)src/", r"\1dist/", stem)
    return Frame(file=f"{root}/{stem}.js", line=spot.line * 2 + 7, function=spot.function)


def _without_line(spot: Spot, root: str) -> Frame:
    return _DRESSES[spot.language][0](spot, root).model_copy(update={"line": None})


def _trimmed(spot: Spot, _: str) -> Frame:
    file = f"github.com/hazelnut/shop/{spot.path}"
    return Frame(file=file, line=spot.line, function=f"shop/pkg.(*Service).{spot.function}")


def _jvm(spot: Spot, _: str) -> Frame:
    *folders, name = spot.path.split("/")
    roots = [at for at, each in enumerate(folders) if each in {"java", "kotlin", "src"}]
    package = ".".join(folders[roots[-1] + 1 :] if roots else folders)
    holder = name.partition(".")[0]
    return Frame(file=name, line=spot.line, function=f"{package}.{holder}.{spot.function}")


def _in_package(path: str) -> str:
    """Return a path as seen from the package of a monorepo that it is in."""
    found = _PACKAGE.match(path)
    return path[found.end() :] if found else path


_DRESSES: dict[str, Sequence[_Dress]] = {
    "JavaScript": (_webpack, _webpack_internal, _turbopack, _relative, _absolute),
    "Python": (_absolute, _short),
    "Go": (_absolute, _trimmed),
    "Ruby": (_absolute, _short),
    "Java": (_jvm,),
    "Kotlin": (_jvm,),
}
_BARE: dict[str, Sequence[_Dress]] = {
    **dict.fromkeys(("Python", "Go", "Ruby", "Java", "Kotlin"), (_without_line,)),
    "JavaScript": (_bundle, _compiled),
}


def message(spot: Spot, chance: random.Random) -> str:
    """Return what a runtime would say: half of the time it names something of the line."""
    names = re.findall(r"\.([A-Za-z_]\w{3,})", spot.text)
    if names and chance.random() < 0.5:
        name = chance.choice(names)
        return {
            "JavaScript": f"Cannot read properties of undefined (reading '{name}')",
            "Python": f"'NoneType' object has no attribute '{name}'",
            "Ruby": f"undefined method '{name}' for nil",
            "Java": f'Cannot invoke "{name}()" because value is null',
            "Kotlin": f"lateinit property {name} has not been initialized",
            "Go": "runtime error: invalid memory address or nil pointer dereference",
        }[spot.language]
    return chance.choice(
        ["Unexpected end of JSON input", "index out of range", "permission denied", "null"]
    )
