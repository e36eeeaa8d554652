# Copyright 2024 The Report Company

import posthog  # the client

# drawing
from reports.old import draw
from reports.new import export


def report(user):
    return export(user) if posthog.feature_enabled("report-v2", user.id) else draw(user)
