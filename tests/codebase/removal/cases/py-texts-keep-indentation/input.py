def mail(posthog, user):
    if posthog.feature_enabled("mail-v2", user.id):
        def body():
            """Write it.

            Two lines.
            """
            return f"""
            Hello {
                user.name
            },
        bye
    """

        query = (
            "select *"
            '''
              from mails
            '''
            " where 1"
        )
        text = "a\
        b"
        send(body(), query,
             text)  # aligned
    else:
        send(old())
