def check(posthog, user):
    strict = posthog.feature_enabled("strict-ids", user.id)
    if strict and not user.uuid:
        raise BadId(user) if strict else Warning("id")
    assert not strict or user.uuid, "no id"
    return user.uuid if strict else user.id
