def theme(posthog, user):
    return user.a > 1 and posthog.get_feature_flag("night-mode", user.id)
