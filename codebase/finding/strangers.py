"""Calls on objects nobody can identify, which a removal must not overlook."""

import re

from codebase.finding.wrappers import sdk_key
from codebase.meaning.calls import actuals_of
from codebase.meaning.engine import Engine
from codebase.meaning.values import OTHER, Foreign, SdkCall, Text, Value, settled, unresolved
from codebase.modules import Module
from codebase.syntax import Call, Member
from scans.model import UsageKind

_OTHER_SDKS = re.compile(
    rb"optimizely|launchdarkly|flagsmith|unleash|growthbook|splitio|split-io|configcat|statsig"
    rb"|devcycle|openfeature|open-feature|eppo|flipper|waffle|firebase",
    re.I,
)
"""Products whose clients have methods of the same names: beside them nobody is taken for ours."""


def is_stranger(target: Value) -> bool:
    """Tell whether nobody can identify what is called: it comes out of a file that is not there."""
    return unresolved(target) or isinstance(settled(target), Foreign) or settled(target) == OTHER


def asked_of_stranger(
    engine: Engine, module: Module, form: Call
) -> tuple[UsageKind, str, Text] | None:
    """Return kind, method and key of a call whose method and exact key say enough by themselves."""
    if _OTHER_SDKS.search(module.source):
        return None
    callee = module.reader.form(form.callee)
    surface = module.reader.surface
    if isinstance(callee, Member):
        method, known = callee.name, surface.methods.get(callee.name)
    else:
        method = module.text(form.callee)
        # Of bare names only a hook's says whose it is.
        is_hook = method.startswith("useFeatureFlag")
        known = surface.functions.get(method) if is_hook else None
    if known is None or known.kind not in ("flag", "event"):
        return None
    actuals = actuals_of(engine, module, form, None)
    value = sdk_key(engine, SdkCall(method, known, likely=True), actuals, method)
    return (known.kind, method, value) if isinstance(value, Text) else None
