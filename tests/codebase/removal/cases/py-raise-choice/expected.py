def check(posthog, user):
    if not user.uuid:
        raise BadId(user)
    assert user.uuid, "no id"
    return user.uuid
