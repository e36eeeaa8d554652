"""Languages as tables: a language is one file of data, a line in two tables, and cases.

How to add one. `docs/adding-a-language.md` does it step by step, `codebase/languages/go.py` is the
model; keep the order.

1. Look at trees first: the names of nodes and fields are those of the installed grammar.
2. Write `codebase/languages/<language>.py`:
   - `SURFACE = Surface(...)`, the SDK as data (`codebase/surface.py`). `packages` are what imports
     say; `clients` exported names that *are* a client (`PostHog` with static calls), `classes`
     names whose construction or type is one, `factories` functions that hand one out; `methods`
     what a client can do, by `Method`: `position` of the key, `keyword` for named arguments,
     `field` of an object argument, `id_first`, `gives`. `parts` are attributes that are the client
     again (`shared`), `constructors` those of its class that make one (`new`), `static=True`
     allows methods on the class, `ambient` maps names that need no import to their package.
     Builders: `"with": Method("init", gives="client")`. Several SDKs in one language: one
     `Surface` each, the others in `reader_by(..., surfaces=(...))`; what a file imports decides.
   - `GRAMMAR = Grammar(...)`, types of nodes to meanings, in the words of these modules:
     `forms` (expressions: `call`, `member`, `index`, `string`, `record`, `sequence`, `through`,
     `binary`, `unary`, `either`, `tail`, `constant`, `this`, ...), `binding` (what binds a name:
     `declare`, `assign`, `unpack`, `loop`, `hide`, `alias`), `members` (a class's body: `method`,
     `fields`, `nested`), `types` (`named`, `inside`, `union_of`, `fields_of`), `text`
     (`pieces_of` decodes strings), and `FunctionRule`, `ParameterRule`, `ClassRule`.
     Each takes selectors, see `selecting`: a field's name, `:type|type`, `#0`, `a>b`, `a, b`, or a
     function of the node. Where no word fits, write a small function: every table takes them.
   - imports: `Grammar.imports` gives an `Import` (one name) or a `Star` (all names) for an import's
     node, and `Grammar.stars` finds the latter in bytes; `specifiers` yields what a file imports
     out of its bytes, and `resolver(files)` what finds the file, or the folder of a package
     (which must then be a group of `Shared`); None is what lies outside of the tree.
   - `LANGUAGE = reader_by(GRAMMAR, SURFACE, ...)`.
3. Add its extensions to `_EXTENSIONS` in `codebase/parsing.py`; `READERS` in
   `codebase/languages/__init__.py` names the file already.
4. Put cases under `tests/codebase/cases/<prefix>-…`, each a small repository with `expected.json`.

What a language may need, and where it is:

- A call without a node for `object.method` (Java, Ruby, PHP): `forms.call("name", "arguments")`,
  and `callees={"method_invocation": Callee("object", "name")}`: the name then reads as the member.
- A bare `track("x")` that means a method of the class around: `implicit_this=True`.
- Names of the same package, or of the whole repository, without an import: `shared=Shared(group,
  declares)`. `group(path)` is the same for files that see each other; `declares(source)` yields the
  names a file may offer, by a regular expression, as a superset.
- Namespaces that a file says it is in (PHP, C#): `Shared(..., spaces, sees)`; they are the groups
  then, `sees(source)` lists those whose names need no import, and `Imported(space, name)` is the
  form of a name with its whole namespace.
- Methods outside of their class (Go receivers, `impl`, `extension`): `FunctionRule.owner` gives the
  class's name, `declares` yields `Class.method`.
- Extensions that name their object as a parameter (C#): `receives=True`, the owner is `this`.
- Classes in several parts: `ClassRule.partial`, and `declares` yields `+Class` for each.
- An object's own fields: `this` and `self` read as `forms.this()`; `this.x = v` is then a field,
  and with `implicit_this` so is `x = v` where nothing else is called `x`. The node type of names
  like `@x` stands in `names` and in `own`.
- Constructors: their node types or method names in `constructors`. A primary constructor is a
  function (in `functions`) that `ClassRule.heads` selects; its fields are members whose value is
  the parameter's own name.
- Enums: a plain one is `ClassRule(enumeration=True)` whose members have strings for values
  (`.value`, `.rawValue`, `->value` read through them). One with a constructor is an ordinary class
  whose constants are fields, each valued by a node that reads as a call of the class.
- The last expression is the value (Ruby, Rust, Kotlin, Elixir): `FunctionRule(body="body")` and
  `forms.tail(...)` for the block's node; branches read as `either` or `tail`.
- Assignments that declare (Ruby, PHP, Elixir): `assignment_declares=True`; with
  `assignment_hides=True` one in a function never reaches the names around it.
- Conversions that keep a text (`string(x)`, `String(x)`): `converters={...}`. Functions that join
  texts: `library={"sprintf": "percent"}`, in the words of `codebase/meaning/wording.py`. Methods
  that give the thing itself (`.freeze`, `.to_s`, `.rawValue`) and lookups (`.fetch`, `.dig`)
  stand in `codebase/meaning/members.py` for all languages.
- Settings that carry the token (`PostHogConfig.builder(t).build()`):
  `configs={"PostHogConfig": Method(gives="config")}`; every call on them hands them on.
- Calls of capitalised names are constructions of foreign objects, which are not PostHog; where all
  functions are capitalised (Go, C#): `capitals_construct=False`.
- Interfaces: list a `method` only if it has a `body`; what implements it, by `bases`, is followed.
- Languages that see each other's files without one reader (Java, Kotlin): a line in `_FAMILIES`.
- Overloads: methods of one name are kept side by side; what a call gives them decides.
- Extensions whose object has no name of its own: `FunctionRule.extends` selects its type, which
  makes a parameter `this` out of it; with `owner` giving `this` and `receives=True` they are found.
- A parameter nobody writes (`it`): `FunctionRule.unwritten`. Properties that are called otherwise
  elsewhere (`getKey` for `key`): `accessors`.
- Calls whose callee stands before the call's node and not in it (Dart): `beside` gives, for a node
  a word is in, the calls behind it; the callee selector is a function that reads siblings.

- A name without brackets that runs a method (Ruby): `runs` says which nodes; a call of what is no
  function then reads it. Classes that any file may open: `opens` gives a class's whole name, and
  `declares` yields `A::B` (opened here), `A::B.` (has members here), `A::` (holds something here).
- Methods of a class and of its objects under one name: `sides=True`, and `static` on members.

Rules of forms to keep in mind: identifiers that read as `Name` must have the same text where they
are bound; what is no key and no object should be `opaque(known=True)`, so that nobody waits for it;
a hole in a string stays a node, never its text.
"""
