"""Python."""

from codebase.languages.python.declarations import class_shape, function_shape, type_shape
from codebase.languages.python.forms import CLASSES, read, settings
from codebase.languages.python.imports import Resolver, specifiers
from codebase.languages.python.outline import outline
from codebase.languages.python.sdk import OPEN_FEATURE, SURFACE
from codebase.languages.reader import LanguageReader

PYTHON = LanguageReader(
    surface=SURFACE,
    outline=outline,
    form=read,
    function=function_shape,
    class_=class_shape,
    type=type_shape,
    specifiers=specifiers,
    resolver=Resolver,
    calls=frozenset({"call"}),
    classes=CLASSES,
    reads=frozenset({"attribute", "subscript", "comparison_operator"}),
    first_is_self=True,
    surfaces=(OPEN_FEATURE,),
    beside=settings,
)
