def report(posthog, user):
    from reports.new import draw, finish
    from reports.old import draw as old_draw

    if posthog.feature_enabled("report-v2", user.id):
        return finish(draw(user))
    return old_draw(user)


def warm_up(posthog, user):
    import reports.new

    if posthog.feature_enabled("report-v2", user.id):
        reports.new.warm_up()
