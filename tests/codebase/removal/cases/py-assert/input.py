def check(posthog, user):
    assert posthog.feature_enabled("strict-ids", user.id), "only with strict ids"
    return user.id
