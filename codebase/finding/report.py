"""The list of usages: each once, in one order."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from codebase.finding.wrappers import name_of
from codebase.meaning.properties import Sent
from codebase.meaning.values import OTHER, Doubt, Text, Unknown, Value, alternatives, settled
from codebase.modules import Module
from codebase.syntax import TEXTLESS, Call
from scans.model import CallSite, Confidence, DynamicSite, Surrounding, UsageKind

if TYPE_CHECKING:
    from tree_sitter import Node

_LONGEST_EXPRESSION = 200


@dataclass
class Report:
    """Usages as they are found."""

    sites: dict[tuple[str, int, int, str, str], CallSite] = field(
        default_factory=dict[tuple[str, int, int, str, str], CallSite]
    )
    dynamic: dict[tuple[str, int, int, str], DynamicSite] = field(
        default_factory=dict[tuple[str, int, int, str], DynamicSite]
    )

    possible: set[str] = field(default_factory=set[str])
    """Methods whose calls may be PostHog's, or not."""

    def add(
        self,
        module: Module,
        node: "Node",
        kind: UsageKind,
        method: str,
        value: Value,
        *,
        via: tuple[str, ...] = (),
        likely: Doubt = False,
        sent: Sent | None = None,
    ) -> None:
        """Report every known key, and once what is not known; `sent` goes with an event."""
        options = alternatives(settled(value))
        keyed = any(isinstance(option, Text) for option in options)
        for option in options:
            if keyed and option == OTHER:
                # `'name' if asked else None`: nothing is no key.
                continue
            if isinstance(option, Text) and _is_key(option):
                self._named(module, node, kind, method, option.text, via, likely, sent)
            else:
                prefix = option.prefix if isinstance(option, Unknown) else ""
                self._dynamic(module, node, kind, method, prefix)

    def _named(
        self,
        module: Module,
        node: "Node",
        kind: UsageKind,
        method: str,
        name: str,
        via: tuple[str, ...],
        likely: Doubt,
        sent: Sent | None,
    ) -> None:
        line, column = module.reader.begins(node).start_point
        site = CallSite(
            file=module.path,
            line=line + 1,
            column=column,
            end_line=node.end_point[0] + 1,
            end_column=node.end_point[1],
            kind=kind,
            name=name,
            method=method,
            language=module.language,
            function=_surrounding(module, node),
            via=via,
            confidence=self._confidence(method, likely=likely),
            properties=tuple(sorted(sent.names)) if sent is not None else (),
            properties_open=sent is not None and sent.more,
        )
        self._keep((site.file, site.line, site.column, site.kind, site.name), site)

    def _keep(self, key: tuple[str, int, int, str, str], site: CallSite) -> None:
        before = self.sites.get(key)
        self.sites[key] = site if before is None else _joined(before, site)

    def _confidence(self, method: str, *, likely: Doubt) -> Confidence:
        if method in self.possible or likely == "possible":
            return "possible"
        return "likely" if likely else "certain"

    def _dynamic(
        self, module: Module, node: "Node", kind: UsageKind, method: str, prefix: str
    ) -> None:
        line, column = module.reader.begins(node).start_point
        site = DynamicSite(
            file=module.path,
            line=line + 1,
            column=column,
            kind=kind,
            method=method,
            language=module.language,
            expression=_expression(module, node)[:_LONGEST_EXPRESSION],
            prefix=prefix,
        )
        key = (site.file, site.line, site.column, site.kind)
        before = self.dynamic.get(key)
        if before is None or _vagueness(site) < _vagueness(before):
            self.dynamic[key] = site

    def merge(self, other: "Report") -> None:
        """Take over what somebody else found."""
        for key, site in other.sites.items():
            self._keep(key, site)
        for place, vague in other.dynamic.items():
            known = self.dynamic.get(place)
            if known is None or _vagueness(vague) < _vagueness(known):
                self.dynamic[place] = vague


def _is_key(text: Text) -> bool:
    """Say whether a text is a key: an empty constant stands for one that somebody else sets."""
    return TEXTLESS not in text.text and bool(text.text or not text.definitions)


def _surrounding(module: Module, node: "Node") -> Surrounding | None:
    functions = module.outline.enclosing(node, module.outline.functions)
    if not functions:
        return None
    outer = functions[-1]
    return Surrounding(
        name=name_of(module, outer),
        line=outer.start_point[0] + 1,
        end_line=outer.end_point[0] + 1,
    )


def _joined(one: CallSite, other: CallSite) -> CallSite:
    """Return what two ways to one key say of it, whichever is found first."""
    first = other if _rank(other) < _rank(one) else one
    properties = tuple(sorted({*one.properties, *other.properties}))
    more = one.properties_open or other.properties_open
    if (properties, more) == (first.properties, first.properties_open):
        return first
    return first.model_copy(update={"properties": properties, "properties_open": more})


def _rank(site: CallSite) -> tuple[bool, int, tuple[str, ...], str, int, int]:
    """Order the ways to one key: the same one wins, whoever finds it first."""
    certain = site.confidence == "certain"
    return not certain, len(site.via), site.via, site.method, site.end_line, site.end_column


def _vagueness(site: DynamicSite) -> tuple[bool, str, str]:
    return not site.prefix, site.method, site.expression


def _expression(module: Module, node: "Node") -> str:
    """Return the arguments of a call as they are written: the key is among them."""
    form = module.reader.form(node)
    if isinstance(form, Call) and form.arguments:
        first, last = form.arguments[0].value, form.arguments[-1].value
        return module.source[first.start_byte : last.end_byte].decode("utf-8", "replace")
    return module.text(node)
