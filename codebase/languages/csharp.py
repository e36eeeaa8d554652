"""C#: its SDK, its grammar, how its namespaces find each other."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from codebase.languages.reader import Files, Shared
from codebase.languages.tables import binding, forms, members, text, types
from codebase.languages.tables.forms import Arguments, Read
from codebase.languages.tables.grammar import (
    ClassRule,
    FunctionRule,
    Grammar,
    Import,
    ParameterRule,
    Star,
)
from codebase.languages.tables.reader import reader_by
from codebase.languages.tables.selecting import children_of, pick, pick_all, text_of
from codebase.outline import Place
from codebase.surface import Method, Surface
from codebase.syntax import (
    Argument,
    Call,
    Choice,
    ClassMember,
    Concat,
    Constant,
    Entry,
    Form,
    Index,
    Member,
    Name,
    Opaque,
    Option,
    Record,
    Sequence,
    Through,
    TypeShape,
)

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.languages.tables.visitor import Visitor

_FLAG = Method("flag", keyword="featureKey", gives="flag")

_READ = Method("flag", keyword="key", gives="flag")

SURFACE = Surface(
    packages=frozenset({"PostHog"}),
    classes=frozenset({"PostHogClient", "IPostHogClient"}),
    snapshots=frozenset({"FeatureFlagEvaluations", "IFeatureFlagEvaluations"}),
    methods={
        "Capture": Method("event", position=1, keyword="eventName"),
        "IsFeatureEnabledAsync": _FLAG,
        "GetFeatureFlagAsync": _FLAG,
        "GetRemoteConfigPayloadAsync": _READ,
        "GetAllFeatureFlagsAsync": Method(gives="flags", requested=("FlagKeysToEvaluate",)),
        "EvaluateFlagsAsync": Method(gives="snapshot", requested=("FlagKeysToEvaluate", "flagKeys")),
    },
    snapshot={
        "IsEnabled": _READ,
        "GetFlag": _READ,
        "GetFlagPayload": _READ,
        "Only": Method(gives="snapshot", requested=("*",)),
    },
    functions={"AddPostHog": Method("init", field="ProjectApiKey")},
    construction=Method("init", field="ProjectApiKey"),
    records=frozenset({"AllFeatureFlagsOptions", "FeatureFlagOptions", "PostHogOptions"}),
    ambient={
        name: "PostHog" for name in ("PostHog", "PostHogClient", "IPostHogClient", "AddPostHog")
    },
    parts=frozenset({"Value", "Result"}),
    properties=("properties", "2"),
)

_ASKED = Method("flag", keyword="feature", gives="flag", bridge=True)

_FEATURE_MANAGEMENT = Surface(
    packages=frozenset({"Microsoft.FeatureManagement"}),
    classes=frozenset(
        {
            "FeatureManager",
            "IFeatureManager",
            "IFeatureManagerSnapshot",
            "IVariantFeatureManager",
            "IVariantFeatureManagerSnapshot",
        }
    ),
    methods={"FeatureGate": _ASKED, "IsEnabledAsync": _ASKED, "GetVariantAsync": _ASKED},
    construction=Method(),
)

_ARGUMENTS = Arguments(
    named={"argument": ("name", "#-1"), "attribute_argument": ("name", "#-1")},
    through=("collection_element", "expression_element"),
    spread={"spread_element": "*"},
)

_CALL = forms.call("function", "arguments", _ARGUMENTS)

_DOUBLES = frozenset({"Verify", "VerifyAsync", "Setup", "SetupSequence", "CallTo", "Received"})
"""Methods whose lambda says which calls of a double are meant."""

_ANSWERS = frozenset({"Returns", "ReturnsAsync", "ReturnsForAnyArgs", "Throws", "ThrowsAsync"})
"""Methods that say what a double answers to the call before them."""

_WAITS = frozenset({"ConfigureAwait", "GetAwaiter", "GetResult", "AsTask", "WaitAsync"})
"""Methods of a task that give what it gives."""

_SERVICES = frozenset({"GetRequiredService", "GetService", "GetRequiredKeyedService"})
"""Methods that hand out the object of the type they are asked for."""


def _label(node: "Node | None") -> str:
    """Return a member's name without its type arguments."""
    if node is not None and node.type == "generic_name":
        node = pick(node, "#0")
    return text_of(node) if node is not None else ""


def _call(node: "Node", read: Read) -> Form:
    """A call; `nameof(X.Y)` is a text, `GetService<T>()` an object of `T`."""
    form = _CALL(node, read)
    if not isinstance(form, Call) or _is_double(node):
        return Opaque(known=True)
    named = pick(form.callee, "name") or form.callee
    label = _label(named)
    if label == "nameof" and form.arguments:
        return Constant(text_of(form.arguments[0].value).rpartition(".")[2])
    if label == "AddPostHog":
        return replace(form, callee=named)
    if label in _SERVICES:
        held = pick(named, ":type_argument_list")
        return Through(held, pick(held, "#0")) if held is not None else form
    if label in _WAITS:
        return Through(pick(form.callee, "expression") or form.callee)
    return form


def _is_double(node: "Node") -> bool:
    """Say whether a call only says what a double is expected to be asked, or answers."""
    behind = node.parent
    if behind is not None and _label(pick(behind, "name")) in _ANSWERS:
        return True
    holder = behind
    while holder is not None and holder.type in ("await_expression", "parenthesized_expression"):
        holder = holder.parent
    if holder is None or holder.type != "lambda_expression":
        return False
    call = holder.parent and holder.parent.parent and holder.parent.parent.parent
    callee = pick(call, "function") if call is not None else None
    return callee is not None and _label(pick(callee, "name") or callee) in _DOUBLES


def _name(node: "Node", _: Read) -> Form:
    """A name in an expression; that of a property is none where the property is declared."""
    declares = node.parent is not None and node.parent.type == "property_declaration"
    if declares and node.parent is not None and pick(node.parent, "name") == node:
        return Opaque(known=True)
    return Name(text_of(node))


def _member(node: "Node", _: Read) -> Form:
    target, label = pick(node, "expression"), _label(pick(node, "name"))
    return Member(target, label) if target is not None and label else Opaque()


def _behind_question(node: "Node") -> "Node | None":
    """Return what stands before the `?` of `x?.Y`, where only `.Y` is a node."""
    around = node.parent
    while around is not None and around.type != "conditional_access_expression":
        around = around.parent
    return pick(around, "condition") if around is not None else None


def _conditional_member(node: "Node", _: Read) -> Form:
    target, label = _behind_question(node), _label(pick(node, "name"))
    return Member(target, label) if target is not None and label else Opaque()


def _conditional_item(node: "Node", _: Read) -> Form:
    target, key = _behind_question(node), pick(node, "#0")
    return Index(target, key) if target is not None and key is not None else Opaque()


def _construction(node: "Node", read: Read) -> Form:
    """`new T(…) { A = x }`: fields are arguments with names; a table, a list."""
    kind = pick(node, "type") or _expected(node)
    body = pick(node, "initializer, :initializer_expression")
    filled = _filled(body, read) if body is not None else None
    fields = isinstance(filled, Record) and all(isinstance(e.key, str) for e in filled.entries)
    named = fields and body is not None and not pick_all(body, ":initializer_expression")
    keyed = body is not None and any(_is_keyed(item) for item in children_of(body))
    if filled is not None and (keyed or not named or kind is None):
        return filled
    if kind is None:
        return Opaque(known=True)
    if body is None and _label(kind).endswith("Dictionary"):
        return Record(())
    given = _ARGUMENTS.of(pick(node, "arguments, :argument_list"))
    entries = filled.entries if isinstance(filled, Record) else ()
    settings = [Argument(e.value, e.key) for e in entries if isinstance(e.key, str)]
    return Call(kind, (*given, *settings), new=True)


def _is_keyed(item: "Node") -> bool:
    return pick(item, "left>.") is not None and text_of(item).startswith("[")


def _expected(node: "Node") -> "Node | None":
    """Return the type that is written for what `new(…)` makes."""
    around = node.parent
    while around is not None and around.type in ("variable_declarator", "parenthesized_expression"):
        around = around.parent
    if around is None or around.type not in ("variable_declaration", "property_declaration"):
        return None
    kind = pick(around, "type")
    return kind if kind is not None and kind.type != "implicit_type" else None


def _filled(body: "Node", read: Read) -> Form:
    """`{ A = x }`, `{ ["a"] = x }`, `{ { "a", x } }`, `{ x, y }`."""
    items = children_of(body)
    entries = [entry for item in items if (entry := _entry(item, read)) is not None]
    return Record(tuple(entries)) if entries or not items else Sequence(_ARGUMENTS.of(body))


def _entry(item: "Node", read: Read) -> Entry | None:
    key, value = pick(item, "left"), pick(item, "right")
    if item.type == "initializer_expression" and len(children_of(item)) == 2:
        key, value = children_of(item)
    if key is None or value is None:
        return None
    if key.type == "element_binding_expression":
        key = pick(key, "#0>#-1") or key
    return Entry(forms.label(key, ("identifier",), read), value, item)


def _anonymous(node: "Node", _: Read) -> Form:
    """`new { A = x, y }`."""
    entries: list[Entry] = []
    for child in children_of(node):
        before, after = child.prev_sibling, child.next_sibling
        if before is not None and before.type == "=" and before.prev_sibling is not None:
            entries.append(Entry(text_of(before.prev_sibling), child, child))
        elif after is None or after.type != "=":
            entries.append(Entry(text_of(child).rpartition(".")[2], child, child))
    return Record(tuple(entries))


def _switch(node: "Node", _: Read) -> Form:
    """`x switch { A => "a", _ => "b" }`."""
    options: list[Option] = []
    for arm in pick_all(node, ":switch_expression_arm"):
        pattern, value = children_of(arm)[0], children_of(arm)[-1]
        if value.type != "throw_expression":
            plain = pattern.type == "constant_pattern"
            label = text_of(pattern).rpartition(".")[2].strip('"')
            options.append(Option((label,) if plain else (), value))
    return Choice(pick(node, "#0"), tuple(options)) if options else Opaque()


def _text(node: "Node") -> "list[str | Node]":
    """Split a string into decoded text and holes."""
    start = text_of(node)[:4]
    raw, verbatim = '"""' in text_of(node)[:8], "@" in start
    if not node.named_children:
        return [text_of(node)[2:-1].replace('""', '"') if verbatim else text.unquoted(text_of(node))]
    found: list[str | Node] = []
    for child in node.named_children:
        if child.type == "interpolation":
            inner = [c for c in children_of(child) if c.type != "interpolation_brace"]
            found.append(inner[0] if len(inner) == 1 else child)
        elif child.type == "escape_sequence":
            found.append(text.escape(text_of(child)))
        elif child.type.endswith("_content"):
            plain = text_of(child)
            if not raw and node.type.startswith("interpolated"):
                plain = plain.replace("{{", "{").replace("}}", "}")
            found.append(plain.replace('""', '"') if verbatim else plain)
    return _dedented(found) if raw and "\n" in text_of(node) else found or [""]


def _dedented(parts: "list[str | Node]") -> "list[str | Node]":
    """A raw string of several lines: its last line says how far it is indented."""
    last = parts[-1]
    margin = last.rpartition("\n")[2] if isinstance(last, str) else ""
    found = [p.replace(f"\n{margin}", "\n") if isinstance(p, str) else p for p in parts]
    first = found[0]
    found[0] = first.removeprefix("\n") if isinstance(first, str) else first
    last = found[-1]
    found[-1] = last.removesuffix("\n") if isinstance(last, str) else last
    return found


def _interpolated(node: "Node", _: Read) -> Form:
    return Concat(tuple(_text(node)))


def _expression(node: "Node") -> "Node | None":
    """Return the expression that a function without statements gives."""
    body = pick(node, "body, value")
    if body is None:
        getter = _getter(node)
        body = pick(getter, "body") if getter is not None else None
    if body is not None and body.type == "arrow_expression_clause":
        return pick(body, "#0")
    plain = body is not None and body.type != "block" and node.type == "lambda_expression"
    return body if plain else None


def _getter(node: "Node") -> "Node | None":
    accessors = pick_all(node, "accessors>:accessor_declaration")
    return next((a for a in accessors if text_of(a).lstrip().startswith("get")), None)


def _property(node: "Node") -> Iterator[ClassMember]:
    """A property: one that computes its value is a getter."""
    name, value = pick(node, "name"), pick(node, "value")
    getter = _getter(node)
    arrow = value is not None and value.type == "arrow_expression_clause"
    static = members.has_modifier(node, frozenset({"static"}))
    if name is None:
        return
    if arrow or (getter is not None and pick(getter, "body") is not None):
        yield ClassMember(text_of(name), node, "getter", static=static)
    else:
        yield ClassMember(text_of(name), node, "field", value, pick(node, "type"), static)


def _enum_member(node: "Node") -> Iterator[ClassMember]:
    """A member of an enumeration is what it is called, as a text."""
    name = pick(node, "name")
    if name is not None:
        yield ClassMember(text_of(name), node, "field", name, static=False, text=text_of(name))


def _parameters(node: "Node") -> "Node | None":
    """Return what holds the parameters: of `x => …` the lambda itself."""
    listed = pick(node, "parameters")
    return node if listed is not None and listed.type == "implicit_parameter" else listed


def _owner(node: "Node") -> str:
    """Return `this` for an extension method, which any object of a type may be asked for."""
    first = pick(node, "parameters>:parameter")
    extends = first is not None and text_of(first.children[0]) == "this"
    return "this" if extends else ""


def _cast(inner: str, kind: str) -> forms.Rule:
    def rule(node: "Node", _: Read) -> Form:
        value = pick(node, inner)
        return Through(value, pick(node, kind)) if value is not None else Opaque()

    return rule


def _default(node: "Node") -> "Node | None":
    """Return what stands behind `=` in a parameter."""
    sign = next((child for child in node.children if child.type == "="), None)
    return sign.next_named_sibling if sign is not None else None


def _rest(node: "Node") -> "Node | None":
    """Return the name of `params T[] name`, which has no node of its own."""
    listed = node.parent is not None and node.parent.type == "parameter_list"
    return node.next_named_sibling if listed else None


def _is_primary(node: "Node") -> bool:
    return node.parent is not None and node.parent.type in _CLASSES


_CLASSES = frozenset(
    {"class_declaration", "record_declaration", "struct_declaration", "record_struct_declaration"}
)


def _is_partial(node: "Node") -> bool:
    return members.has_modifier(node, frozenset({"partial"}))


def _bases(node: "Node") -> "list[Node]":
    held = pick_all(node, ":base_list>#*")
    return [base for base in held if base.type != "argument_list"]


def _declared(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`T x = value`, `var (a, b) = value`."""
    parts, kind = children_of(node), pick(node, "type")
    typed = kind if kind is not None and kind.type != "implicit_type" else None
    for item in pick_all(node, ":variable_declarator"):
        parts = children_of(item)
        value = parts[-1] if len(parts) > 1 and parts[-1].type != "bracketed_argument_list" else None
        if parts[0].type == "tuple_pattern":
            for name, path in visitor.bound(parts[0]):
                visitor.add(text_of(name), "value", value or name, item, place, path=path)
        else:
            kind_of = "value" if value is not None else "opaque"
            visitor.add(text_of(parts[0]), kind_of, value or item, item, place, typed=typed)


def _loop(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`foreach (var x in xs)`."""
    left = pick(node, "left")
    if left is not None and left.type == "identifier":
        visitor.add(text_of(left), "value", node, left, place, typed=_loop_type(node))
    for name, _ in visitor.bound(left) if left is not None and left.type != "identifier" else ():
        visitor.add(text_of(name), "opaque", name, node, place)


def _loop_type(node: "Node") -> "Node | None":
    kind = pick(node, "type")
    return kind if kind is not None and kind.type != "implicit_type" else None


def _counted(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`x++`: nobody knows how often."""
    target = pick(node, "#0")
    if target is not None and ("++" in text_of(node) or "--" in text_of(node)):
        visitor.reassign(target, None, node, place, sure=False)


def _each(node: "Node", _: Read) -> Form:
    """One of the items that a loop goes through."""
    whole, body = pick(node, "right"), pick(node, "body")
    return Index(whole, body) if whole is not None and body is not None else Opaque()


def _using(node: "Node") -> Iterator[Import | Star]:
    """`using A.B`, `using static A.B.C`, `using X = A.B.C`."""
    alias, named = pick(node, "name"), pick(node, "#-1")
    whole = text_of(named).removeprefix("global::") if named is not None else ""
    if alias is not None:
        space, _, last = whole.rpartition(".")
        yield Import(text_of(alias), space or whole, last if space else "*")
    elif whole:
        yield Star(whole)


_HELD = frozenset({"Task", "ValueTask", "Lazy", "Nullable", "IOptions", "Mock"})
"""Types of which only what they hold matters."""


def _generic(node: "Node", read: "Callable[[Node], TypeShape]") -> TypeShape:
    held = pick(node, ":type_argument_list>#0")
    if held is not None and _label(node) in _HELD:
        return read(held)
    return types.named("#0")(node, read)


_METHOD = FunctionRule(
    parameters=_parameters,
    body=_expression,
    returns="returns",
    owner=_owner,
    binds=False,
)

_BODY = ClassRule(bases=_bases, heads=":parameter_list", partial=_is_partial)

GRAMMAR = Grammar(
    names=frozenset({"predefined_type"}),
    forms={
        "identifier": _name,
        "generic_name": forms.through("#0"),
        "qualified_name": forms.member("qualifier", "name"),
        "alias_qualified_name": forms.through("name"),
        "member_access_expression": _member,
        "member_binding_expression": _conditional_member,
        "element_binding_expression": _conditional_item,
        "conditional_access_expression": forms.through("#-1"),
        "element_access_expression": forms.index("expression", "subscript>#0"),
        "invocation_expression": _call,
        "object_creation_expression": _construction,
        "implicit_object_creation_expression": _construction,
        "anonymous_object_creation_expression": _anonymous,
        "initializer_expression": _filled,
        "collection_expression": forms.sequence(arguments=_ARGUMENTS),
        "tuple_expression": forms.sequence(arguments=_ARGUMENTS),
        "attribute": forms.call("name", ":attribute_argument_list", _ARGUMENTS),
        "string_literal": forms.string(_text),
        "verbatim_string_literal": forms.string(_text),
        "raw_string_literal": forms.string(_text),
        "interpolated_string_expression": _interpolated,
        "integer_literal": forms.number(),
        "binary_expression": forms.binary(either=("??",), guards=()),
        "prefix_unary_expression": forms.unary("#0"),
        "is_pattern_expression": forms.truth(),
        "conditional_expression": forms.either("consequence", "alternative"),
        "switch_expression": _switch,
        "foreach_statement": _each,
        "cast_expression": _cast("value", "type"),
        "as_expression": _cast("left", "right"),
        "assignment_expression": forms.through("right"),
        "argument": forms.through("#-1"),
        "this": forms.this(),
        "base": forms.this(super_class=True),
        "nullable_type": forms.through("type"),
        **dict.fromkeys(
            (
                "array_creation_expression",
                "await_expression",
                "checked_expression",
                "implicit_array_creation_expression",
                "parenthesized_expression",
                "postfix_unary_expression",
                "primary_constructor_base_type",
                "ref_expression",
            ),
            forms.through(":initializer_expression, #0"),
        ),
        **dict.fromkeys(
            (
                "boolean_literal",
                "character_literal",
                "default_expression",
                "null_literal",
                "real_literal",
                "typeof_expression",
            ),
            forms.opaque(known=True),
        ),
    },
    calls=frozenset(
        {
            "attribute",
            "implicit_object_creation_expression",
            "invocation_expression",
            "object_creation_expression",
        }
    ),
    reads=frozenset({"element_access_expression"}),
    functions={
        "method_declaration": _METHOD,
        "property_declaration": FunctionRule(
            parameters="", body=_expression, returns="type", binds=False
        ),
        "constructor_declaration": FunctionRule(binds=False),
        "parameter_list": FunctionRule(name="", parameters=".", when=_is_primary),
        "local_function_statement": FunctionRule(
            parameters=_parameters, body=_expression, returns="type"
        ),
        "lambda_expression": FunctionRule(name="", parameters=_parameters, body=_expression),
        "anonymous_method_expression": FunctionRule(name=""),
    },
    parameters={
        "parameter": ParameterRule(default=_default),
        "implicit_parameter": ParameterRule(names=".", type=""),
        "array_type": ParameterRule(names=_rest, type="", rest="*"),
    },
    classes={
        **dict.fromkeys(_CLASSES, _BODY),
        "interface_declaration": _BODY,
        "enum_declaration": ClassRule(enumeration=True),
    },
    members={
        "method_declaration": members.method(body="body"),
        "property_declaration": _property,
        "field_declaration": members.fields(
            "#0", "#1", ":variable_declaration>type", each=":variable_declaration>:variable_declarator"
        ),
        "parameter_list": members.fields("name", "name", each=":parameter", static=False),
        "enum_member_declaration": _enum_member,
        **dict.fromkeys(
            (*_CLASSES, "interface_declaration", "enum_declaration"), members.nested()
        ),
    },
    constructors=frozenset({"constructor_declaration", "parameter_list"}),
    binds={
        "variable_declaration": _declared,
        "assignment_expression": binding.assign(),
        "foreach_statement": _loop,
        "declaration_expression": binding.hide("name"),
        "declaration_pattern": binding.declare("name", "", "type"),
        "catch_declaration": binding.hide("name"),
        "postfix_unary_expression": _counted,
        "prefix_unary_expression": _counted,
    },
    targets=frozenset({"tuple_pattern"}),
    blocks=frozenset(
        {
            "block",
            "catch_clause",
            "for_statement",
            "foreach_statement",
            "switch_expression_arm",
            "switch_section",
            "using_statement",
        }
    ),
    lists=frozenset({"block", "if_statement", "switch_section"}),
    imports={"using_directive": _using},
    stars=re.compile(rb"(?m)^[ \t]*(?:global[ \t]+)?using[ \t]+(?:static[ \t]+)?\w"),
    types={
        "identifier": types.named(),
        "qualified_name": types.named(),
        "generic_name": _generic,
        "nullable_type": types.inside("type"),
        "ref_type": types.inside("type"),
    },
)

_NAMESPACE = re.compile(rb"(?m)^[ \t]*namespace[ \t]+([\w.]+)")

_USING = re.compile(rb"(?m)^[ \t]*(?:global[ \t]+)?using[ \t]+(?:static[ \t]+)?(?:global::)?([\w.]+)[ \t]*;")

_NAME = re.compile(rb"\b(?:class|interface|enum|struct|record)[ \t]+(?!class\b|struct\b)(\w+)")

_PARTIAL = re.compile(rb"\bpartial[ \t]+(?:class|interface|struct|record)[ \t]+(\w+)")

_EXTENSION = re.compile(rb"\b(\w+)(?:<[^<>()]*>)?[ \t]*\(\s*this\s")


def _decoded(found: "Iterator[re.Match[bytes]]") -> Iterator[str]:
    return (match[1].decode("utf-8", "replace") for match in found)


def _specifiers(source: bytes) -> Iterator[str]:
    return _decoded(_USING.finditer(source))


def _declares(source: bytes) -> Iterator[str]:
    yield from _decoded(_NAME.finditer(source))
    for name in _decoded(_PARTIAL.finditer(source)):
        yield f"+{name}"
    for name in _decoded(_EXTENSION.finditer(source)):
        yield f"this.{name}"


def _spaces(source: bytes) -> tuple[str, ...]:
    return tuple(_decoded(_NAMESPACE.finditer(source))) or ("",)


def _sees(source: bytes) -> tuple[str, ...]:
    """Return the namespaces around, inner ones first, then the imported ones, then any."""
    found: list[str] = []
    for space in _spaces(source):
        parts = space.split(".")
        found.extend(".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return tuple(dict.fromkeys((*found, "", *_specifiers(source), "*")))


def _no_files(_: Files) -> "Callable[[str, str], str | None]":
    """Names are found by their namespaces."""
    return lambda _importer, _specifier: None


CSHARP = reader_by(
    GRAMMAR,
    SURFACE,
    specifiers=_specifiers,
    resolver=_no_files,
    shared=Shared(lambda _: "", _declares, _spaces, _sees),
    surfaces=(_FEATURE_MANAGEMENT,),
    library={
        "string": "same",
        "String": "same",
        "string.Concat": "concat",
        "string.Format": "braces",
        "string.Join": "join",
        "String.Concat": "concat",
        "String.Format": "braces",
        "String.Join": "join",
        "Options": "same",
        "Options.Create": "same",
    },
    capitals_construct=False,
    implicit_this=True,
    receives=True,
)
