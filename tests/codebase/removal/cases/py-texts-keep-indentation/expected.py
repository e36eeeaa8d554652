def mail(posthog, user):
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
