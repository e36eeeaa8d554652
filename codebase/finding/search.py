"""Where to look: files and calls, reached word by word until nothing new turns up.

What the SDK offers are the first words. Whatever passes a key on to it adds the names it is called
by, and these lead to further files. A call without such a word in it is never looked at.
"""

import posixpath
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from codebase.finding.ancestry import ancestors
from codebase.finding.bridges import bridged
from codebase.finding.crew import Exchange, News
from codebase.finding.finder import Finder
from codebase.finding.reach import Reach
from codebase.finding.trails import (
    WHOLE,
    Alias,
    Trail,
    aliases,
    calls_on,
    exported,
    is_text,
    named_aliases,
    written,
)
from codebase.finding.wrappers import Passage
from codebase.languages import family_of, reader_of
from codebase.languages.reader import LanguageReader
from codebase.meaning.frameworks import provides
from codebase.meaning.names import owner_of
from codebase.meaning.reading import is_getter
from codebase.meaning.values import Class, FunctionKey
from codebase.modules import Module, Project, span
from codebase.parsing import language_of
from codebase.syntax import Imported
from codebase.tree.words import client_names

if TYPE_CHECKING:
    from tree_sitter import Node

Family = str
"""Name of the reader that several languages share: names travel between their files."""

Plan = dict[str, frozenset[str]]
"""Files, and the words to look for in each."""


def _everything(_: str) -> bool:
    return True


def _alone(_: News) -> tuple[News, ...]:
    return ()


class Search:
    """One pass over a tree, or a share of it: hands each call worth evaluating to the finder."""

    def __init__(
        self,
        project: Project,
        *,
        any_receiver: bool = False,
        owns: Callable[[str], bool] = _everything,
    ) -> None:
        self.project = project
        self.finder = Finder(project, any_receiver=any_receiver, owns=owns)
        self._trail = Trail(self.finder.engine, self.finder.passages)
        self._reach = Reach(project)
        self._families = _families(project, owns)
        self._global: dict[Family, set[str]] = defaultdict(set)
        self._looked: dict[str, set[str]] = defaultdict(set)
        self._waiting: dict[FunctionKey, set[tuple[str, int]]] = defaultdict(set)
        """Functions that lead nowhere yet, and where somebody gives them another name."""
        self._unreached: dict[str, set[str]] = defaultdict(set)
        """Words in files that lead nowhere of interest, as far as is known by now."""
        self._calls: set[tuple[str, tuple[int, int, int]]] = set()
        self._wholes: dict[str, Family] = {}
        self._getters = set[str]()
        self._news: list[tuple[Family, str]] = []
        """Words whose files nobody has looked for yet."""
        self._untold: list[tuple[Family, str]] = []
        """Words the others have not heard of: what they tell may turn up some as well."""
        self._untold_wholes: dict[str, Family] = {}
        self._told = set[str]()
        self._passages: list[Passage] = []
        self._makers: list[FunctionKey] = []
        self._owns = owns
        self._any_receiver = any_receiver

    def run(self, exchange: Exchange = _alone) -> None:
        """Look until no file is left that a word leads to; `exchange` tells and asks the others."""
        mentions = self.project.survey.mentions
        self._reach.root(mentions)
        self.finder.bridged = bridged(self.project)
        looked = sorted({*mentions, *self.finder.bridged})
        plan: Plan = {path: _seeds(_reader(path)) for path in looked if self._owns(path)}
        first = True
        while True:
            for path, words in plan.items():
                self._file(path, words, mentioned=first)
                # What is known of wrappers by now is followed while the file is at hand.
                self.finder.settle()
            self._settle()
            news = self._report(worked=first or bool(plan))
            others = exchange(news)
            if not any(each.worked for each in (news, *others)):
                break
            self._hear(others)
            plan = self._next(methods=first)
            first = False
        self._end(exchange)

    def _end(self, exchange: Exchange) -> None:
        """Say what nobody decides, once it is known what everybody has seen."""
        seen = News(called=frozenset(self.finder.called), read=frozenset(self.finder.read))
        for other in exchange(seen):
            self.finder.called |= other.called
            self.finder.read |= other.read
        self.finder.finish()

    def _report(self, *, worked: bool) -> News:
        """Return what others have to know, once."""
        news = News(
            passages=tuple(self._passages),
            words=tuple(self._untold),
            wholes=tuple(sorted(self._untold_wholes.items())),
            getters=frozenset(self._getters),
            roots=frozenset(self._reach.fresh),
            makers=tuple(self._makers),
            arrivals=tuple(self.finder.arrivals),
            worked=worked or bool(self._passages or self._untold or self._untold_wholes),
        )
        self._passages, self._makers, self.finder.arrivals = [], [], []
        self._untold, self._untold_wholes = [], {}
        self._reach.fresh.clear()
        return news

    def _hear(self, others: Iterable[News]) -> None:
        """Learn what others found out."""
        for news in others:
            for family, word in news.words:
                if word not in self._global[family]:
                    self._global[family].add(word)
                    self._news.append((family, word))
            self._wholes.update(news.wholes)
            self._getters |= news.getters
            self._reach.root(news.roots)
            for parameter, value in news.arrivals:
                self.finder.arrive(parameter, value)
            self.finder.receive(news.passages)
            self._trail.makers.update(news.makers)
            for function in (*(passage.function for passage in news.passages), *news.makers):
                self._others(function)
        self._settle()

    def _next(self, *, methods: bool) -> Plan:
        """Return the files that new words lead to."""
        news, self._news = self._news, []
        by_family: dict[Family, set[str]] = defaultdict(set)
        for family, word in news:
            by_family[family].add(word)
        plan: dict[str, set[str]] = defaultdict(set)
        for family, paths in self._families.items():
            reader = _reader(paths[0])
            words = by_family.get(family, set())
            wanted = words | _asking(reader) if methods else words
            if not wanted:
                continue
            for path, found in self.project.survey.containing(wanted, paths).items():
                fresh = found - self._looked[path]
                if not fresh.isdisjoint(reader.surface.ambient):
                    plan[path] |= fresh
                elif fresh:
                    self._unreached[path] |= fresh
        for path in [path for path in self._unreached if self._leads(path, _reader(path))]:
            plan[path] |= self._unreached.pop(path)
        for path, found in self._whole_files().items():
            plan[path] |= found
        return {path: frozenset(plan[path]) for path in sorted(plan)}

    def _leads(self, path: str, reader: LanguageReader) -> bool:
        return self._any_receiver or not reader.by_import or self._reach.leads(path)

    def _file(self, path: str, words: frozenset[str], *, mentioned: bool = False) -> None:
        """Look at one file; one that is beyond us is named, and costs no other."""
        with self.finder.guard.over(path):
            module = self.project.module(path)
            if module is None:
                return
            if mentioned:
                self._clients(module)
            contexts = provides(self.finder.engine, module)
            self._reach.root([context.module.path for context in contexts])
            self._words(module, words)
            if mentioned or words & _collections(module.reader):
                self.finder.reads(module)

    def _clients(self, module: Module) -> None:
        """Look at every name that has PostHog's in it."""
        self._words(module, set(client_names(module.source)))

    def _words(self, module: Module, words: Collection[str]) -> None:
        """Look at every place of some words, and of those their values go by."""
        looked = self._looked[module.path]
        queue = sorted(set(words) - looked)
        while queue:
            word = queue.pop()
            if word in looked:
                continue
            looked.add(word)
            for at in list(module.outline.places_of(word)):
                if not self.finder.guard.lets(module.path):
                    return
                queue.extend(self._place(module, at))

    def _place(self, module: Module, at: int) -> list[str]:
        """Evaluate the calls a word takes part in; return the names its value goes by here."""
        way = written(module, at)
        for node in calls_on(module, way):
            self._call(module, node)
        self._attribute(module, way)
        if is_text(way):
            return []
        names = self._added(module, aliases(self._trail, module, way))
        for function in self._trail.others:
            self._waiting[function].add((module.path, at))
        self._trail.others.clear()
        return names

    def _attribute(self, module: Module, way: "list[Node]") -> None:
        """Look at an attribute that may be a getter which asks for a flag."""
        if len(way) < 2 or module.text(way[-1]) not in self._getters:
            return
        key = (module.path, span(way[-2]))
        if key not in self._calls:
            self._calls.add(key)
            self.finder.getter(module, way[-2])
            self.finder.getter(module, way[-1])

    def _added(self, module: Module, found: Iterable[Alias]) -> list[str]:
        """Note the names that other files know; return those this file knows."""
        names: list[str] = []
        for alias in list(found):
            if alias.name == WHOLE:
                self._wholes[module.path] = _family(module.path)
                if module.path not in self._told:
                    self._told.add(module.path)
                    self._untold_wholes[module.path] = _family(module.path)
                continue
            names.append(alias.name)
            shared = self._global[_family(module.path)]
            if alias.everywhere and alias.name not in shared:
                shared.add(alias.name)
                word = (_family(module.path), alias.name)
                self._news.append(word)
                self._untold.append(word)
        return names

    def _call(self, module: Module, node: "Node") -> None:
        key = (module.path, span(node))
        if key not in self._calls:
            self._calls.add(key)
            self.finder.call(module, node)

    def _settle(self) -> None:
        """Follow what was found, and turn new wrappers into words."""
        self.finder.settle()
        while self.finder.fresh or self._trail.fresh:
            fresh = self.finder.fresh_passages()
            self._passages.extend(fresh)
            for passage in fresh:
                with self.finder.guard.over(passage.function[0]):
                    self._passage(passage)
            makers, self._trail.fresh[:] = list(self._trail.fresh), []
            self._makers.extend(makers)
            for maker in makers:
                self._others(maker)
            self.finder.settle()

    def _passage(self, passage: Passage) -> None:
        path, start = passage.function
        module = self.project.module(path)
        if module is None:
            return
        self._reach.root((path,))
        module.outline.path(start)
        function = module.outline.functions.get(start)
        if function is None:
            return
        owner = owner_of(module, function)
        if owner is not None:
            # Whoever knows the type that promises the method calls it by that.
            above = ancestors(self.finder.engine, Class(module, owner))
            self._reach.root([cls.module.path for cls in above])
        if is_getter(module, function):
            self._getters.add(module.function(function).name)
        self._words(module, self._added(module, named_aliases(self._trail, module, function)))
        self._others(passage.function)

    def _others(self, function: FunctionKey) -> None:
        """Look again where a function got another name before it was known to be of interest."""
        for other, at in sorted(self._waiting.pop(function, ())):
            place = self.project.module(other)
            if place is not None:
                with self.finder.guard.over(other):
                    self._words(place, self._place(place, at))

    def _whole_files(self) -> Plan:
        """Look for who imports files that hand out one thing without a name of its own."""
        plan: dict[str, frozenset[str]] = {}
        for whole, family in sorted(self._wholes.items()):
            found = self.project.survey.containing(
                _stems(self.project, whole), self._families[family]
            )
            for path, stems in found.items():
                imports = path != whole and whole in self._reach.targets(path)
                module = self.project.module(path) if imports else None
                if module is not None:
                    with self.finder.guard.over(path):
                        local = self._local(module, whole, stems)
                        plan[path] = plan.get(path, frozenset()) | local
        self._wholes.clear()
        return {path: words for path, words in plan.items() if words}

    def _local(self, module: Module, whole: str, stems: Collection[str]) -> frozenset[str]:
        """Return what a file calls the one thing that another file hands out."""
        places = [at for stem in stems for at in module.outline.places_of(stem)]
        loaded = (alias for at in places for alias in self._loaded(module, whole, at))
        return frozenset(self._added(module, loaded))

    def _loaded(self, module: Module, whole: str, at: int) -> Iterator[Alias]:
        way = module.outline.path(at)
        for depth, node in enumerate(way):
            form = module.reader.form(node)
            if isinstance(form, Imported) and self._means(module, form.specifier, whole):
                yield from aliases(self._trail, module, way[: depth + 1])
        for name, sources in list(module.outline.root.names.items()):
            for origin in [source.origin for source in sources if source.origin is not None]:
                if origin.name in ("default", "*") and self._means(module, origin.specifier, whole):
                    yield Alias(name, exported(module, name))
        for name, export in list(module.outline.exports.items()):
            origin = export.origin
            if origin is None or origin.name != "default":
                continue
            if self._means(module, origin.specifier, whole):
                yield Alias(WHOLE if name == "default" else name, everywhere=True)

    def _means(self, module: Module, specifier: str, path: str) -> bool:
        return self.project.resolve(module.path, module.language, specifier) == path


def _stems(project: Project, path: str) -> set[str]:
    """Return the words one of which an import of a file is written with."""
    folder, name = posixpath.split(path)
    found = {name.partition(".")[0], posixpath.basename(folder)}
    packages = project.workspaces().items()
    found.update(word.rpartition("/")[2] for word, home in packages if folder.startswith(home))
    return found


def _reader(path: str) -> LanguageReader:
    language = language_of(path)
    assert language is not None
    return reader_of(language)


def _family(path: str) -> Family:
    language = language_of(path)
    assert language is not None
    return family_of(language)


def _families(project: Project, owns: Callable[[str], bool]) -> dict[Family, list[str]]:
    found: dict[Family, list[str]] = defaultdict(list)
    for path in project.survey.sources:
        if owns(path):
            found[_family(path)].append(path)
    return found


def _seeds(reader: LanguageReader) -> frozenset[str]:
    return frozenset(
        word
        for surface in (reader.surface, *reader.surfaces)
        for word in (
            *surface.methods,
            *surface.functions,
            *surface.snapshot,
            *surface.setters,
            *surface.components,
            *surface.classes,
            *surface.factories,
            *(surface.clients - {"default"}),
        )
    )


def _asking(reader: LanguageReader) -> set[str]:
    """Return the methods that say something in a file that does not mention PostHog."""
    surfaces = (reader.surface, *reader.surfaces)
    methods = [item for s in surfaces for item in (*s.methods.items(), *s.functions.items())]
    return {name for name, method in methods if method.kind in ("flag", "event")}


def _collections(reader: LanguageReader) -> set[str]:
    methods = {**reader.surface.methods, **reader.surface.functions}
    return {name for name, method in methods.items() if method.gives or method.listener}
