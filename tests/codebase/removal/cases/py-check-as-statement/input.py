def warm_up(posthog, user):
    start(user)
    # so that the answer is there when it is needed
    posthog.feature_enabled("night-mode", user.id)  # once
    posthog.get_feature_flag("night-mode", user.id)

    go(user)
