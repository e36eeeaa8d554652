"""JavaScript, TypeScript, JSX and TSX."""

from codebase.languages.javascript.declarations import class_shape, function_shape, type_shape
from codebase.languages.javascript.forms import CLASSES, TAGS, read
from codebase.languages.javascript.imports import Resolver, specifiers
from codebase.languages.javascript.objects import this_objects
from codebase.languages.javascript.outline import is_default, outline
from codebase.languages.javascript.sdk import SURFACE
from codebase.languages.reader import LanguageReader

JAVASCRIPT = LanguageReader(
    surface=SURFACE,
    outline=outline,
    form=read,
    function=function_shape,
    class_=class_shape,
    type=type_shape,
    this_objects=this_objects,
    specifiers=specifiers,
    resolver=Resolver,
    calls=TAGS | {"call_expression", "new_expression"},
    classes=CLASSES,
    whole=is_default,
    reads=frozenset(
        {
            "member_expression",
            "subscript_expression",
            "binary_expression",
            "shorthand_property_identifier_pattern",
            "pair_pattern",
        }
    ),
)
