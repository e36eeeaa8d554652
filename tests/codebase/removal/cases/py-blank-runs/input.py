import os

import posthog


def report(user):

    if posthog.feature_enabled("report-v2", user.id):
        export(user)

    os.sync()


    # once
    if posthog.feature_enabled("report-v2", user.id):
        export(user)

    draw(user)

    for row in user.rows:
        show(row)

        if posthog.feature_enabled("report-v2", user.id):
            export(row)
    done(user)

    posthog.feature_enabled("report-v2", user.id)

    if posthog.feature_enabled("report-v2", user.id):
        export(user)
