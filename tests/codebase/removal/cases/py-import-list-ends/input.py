from reports.a import (
    old_a,
    new_a,
)
from reports.b import new_b, old_b
from reports.c import old_c, new_c
from reports.d import (new_d,
                       old_d as older)
from reports.e import (
    old_e,
)
import reports.f, reports.g as g


def report(posthog, user):
    if posthog.feature_enabled("report-v2", user.id):
        return new_a(new_b, new_c, new_d, g)
    return old_a(old_b, old_c, older, old_e, reports.f.draw)
