def run(posthog, user):
    if (
        user.a  # has it
        and posthog.feature_enabled("checkout-v2", user.id)  # rolled out
        and user.b  # and that
    ):
        one(user)
    return any(
        row.ok
        for row in user.rows
        if posthog.feature_enabled("checkout-v2", user.id)  # rolled out
        if row.a  # has it
    )
