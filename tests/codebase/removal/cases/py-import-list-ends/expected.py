from reports.a import (
    new_a,
)
from reports.b import new_b
from reports.c import new_c
from reports.d import (new_d)
import reports.g as g


def report(posthog, user):
    return new_a(new_b, new_c, new_d, g)
