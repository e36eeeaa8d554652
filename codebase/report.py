"""The list of usages: each once, in one order."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from codebase.modules import Module
from codebase.syntax import Call
from codebase.values import OTHER, Text, Unknown, Value, alternatives, settled
from scans.model import CallSite, DynamicSite, UsageKind

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

    def add(
        self,
        module: Module,
        node: "Node",
        kind: UsageKind,
        method: str,
        value: Value,
        *,
        via: tuple[str, ...] = (),
        likely: bool = False,
    ) -> None:
        """Report every known key, and once what is not known."""
        options = alternatives(settled(value))
        keyed = any(isinstance(option, Text) for option in options)
        for option in options:
            if keyed and option == OTHER:
                # `'name' if asked else None`: nothing is no key.
                continue
            if isinstance(option, Text) and option.text:
                self._named(module, node, kind, method, option.text, via, likely=likely)
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
        *,
        likely: bool,
    ) -> None:
        line, column = node.start_point
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
            via=via,
            confidence="likely" if likely else "certain",
        )
        key = (site.file, site.line, site.column, site.kind, site.name)
        self.sites.setdefault(key, site)

    def _dynamic(
        self, module: Module, node: "Node", kind: UsageKind, method: str, prefix: str
    ) -> None:
        line, column = node.start_point
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
        if before is None or (prefix and not before.prefix):
            self.dynamic[key] = site


def _expression(module: Module, node: "Node") -> str:
    """Return the arguments of a call as they are written: the key is among them."""
    form = module.reader.form(node)
    if isinstance(form, Call) and form.arguments:
        first, last = form.arguments[0].value, form.arguments[-1].value
        return module.source[first.start_byte : last.end_byte].decode("utf-8", "replace")
    return module.text(node)
