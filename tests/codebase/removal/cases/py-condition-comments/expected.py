def run(posthog, user):
    if (
        user.a  # has it
        and user.b  # and that
    ):
        one(user)
    return any(
        row.ok
        for row in user.rows
        if row.a  # has it
    )
